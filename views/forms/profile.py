"""What a volunteer is asked about themselves, one subject a form; nothing is mandatory (M71, C17)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, SelectWidget
from pyramid.request import Request
from translationstring import TranslationString

from mobee_pyr.content import communes
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.place import Place
from mobee_pyr.content.profile import DAYS, DISTANCES, HALF_DAYS, HALVES, PARTS, SHOWN_TO, SITUATIONS, Profile
from mobee_pyr.content.vocabulary import DOMAINS, MODES, MOMENTS, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.findable import in_order
from mobee_pyr.views.forms.questions import choice, day, fault, line, several, text
from mobee_pyr.views.profiles import day_name, half_day

MOST_LINKS = 8
WHERE_HINT = _("Son nom ou son code postal. Votre adresse n’est jamais demandée.")
WHERE = {"suggest": "/suggestions", "autocomplete": "off"}
"""A place is completed, where a script can ask for it (``views/suggestions.py``)."""


class Screen(NamedTuple):
    """One subject: its title, why it is asked, its questions, the answers as they stand, and what they make of a profile."""

    title: str
    intro: str
    questions: Callable[[Request], colander.Schema]
    read: Callable[[Profile], dict[str, Any]]
    write: Callable[[Profile, dict[str, Any]], dict[str, Any]]


def _wishes(request: Request) -> colander.Schema:
    causes = {name: label for name, label in DOMAINS.items() if name != "other"}
    formats = {name: told.label for name, told in FORMATS.items()}
    return colander.Schema(
        several("causes", _("Les causes qui vous tiennent à cœur"), causes, _("Aucune cochée : toutes conviennent."), needed=False),
        several("formats", _("Les formes d’engagement qui vous conviennent"), formats, needed=False),
    )


def _read_wishes(profile: Profile) -> dict[str, Any]:
    return {"causes": set(profile.causes), "formats": set(profile.formats)}


def _write_wishes(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    return {"causes": in_order(DOMAINS, said["causes"]), "formats": in_order(FORMATS, said["formats"])}


@colander.deferred
def _grid(node: colander.SchemaNode, bound: dict[str, Any]) -> CheckboxChoiceWidget:
    request = bound["request"]
    widget = CheckboxChoiceWidget(values=[(name, half_day(request, name)) for name in HALF_DAYS], template="half_days")
    widget.halves = [request.translate(half) for half in HALVES.values()]
    widget.days = [(day_name(request, name), [f"{name}-{half}" for half in HALVES]) for name in DAYS]
    return widget


def _availability(request: Request) -> colander.Schema:
    return colander.Schema(
        several("moments", _("En général, vous êtes disponible"), MOMENTS, needed=False),
        colander.SchemaNode(
            colander.Set(),
            name="free",
            title=_("Plus précisément, dans une semaine ordinaire"),
            description=_("Cochez les demi-journées où vous pourriez être bénévole."),
            missing=frozenset(),
            validator=colander.ContainsOnly(HALF_DAYS),
            widget=_grid,
        ),
        day("since", _("À partir du")),
        day("until", _("Jusqu’au")),
        validator=_in_order,
    )


def _in_order(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if said["since"] and said["until"] and said["until"] < said["since"]:
        raise fault(schema, until=_("Choisissez un jour qui vient après le premier."))


def _read_availability(profile: Profile) -> dict[str, Any]:
    return {"moments": set(profile.moments), "free": set(profile.free), "since": profile.since, "until": profile.until}


def _write_availability(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    free = tuple(name for name in HALF_DAYS if name in said["free"])
    return {"moments": in_order(MOMENTS, said["moments"]), "free": free, "since": said["since"], "until": said["until"]}


def _place(request: Request) -> colander.Schema:
    within = [("0", _("Peu importe")), *((str(km), _("${count} km au plus", mapping={"count": km})) for km in DISTANCES)]
    modes = {"": _("Peu importe"), **{name: label for name, label in MODES.items() if name != "both"}}
    return colander.Schema(
        line("place", _("Votre commune"), WHERE_HINT, 100, attributes=WHERE, validator=_known),
        colander.SchemaNode(
            colander.Integer(),
            name="distance",
            title=_("Jusqu’où pouvez-vous aller ?"),
            missing=0,
            default=0,
            validator=colander.OneOf([0, *DISTANCES]),
            widget=SelectWidget(values=within),
        ),
        choice("mode", _("Sur place ou en ligne"), modes, missing="", default=""),
    )


def _known(node: colander.SchemaNode, said: str) -> None:
    if communes.named(said) is None:
        near = ", ".join(one.label for one in communes.search(said, 3))
        unknown = _("Nous ne trouvons pas cette commune. Écrivez son nom en entier, ou son code postal.")
        raise colander.Invalid(node, _("Précisez la commune : ${names} ?", mapping={"names": near}) if near else unknown)


def _read_place(profile: Profile) -> dict[str, Any]:
    return {"place": profile.home.city, "distance": profile.distance, "mode": profile.mode}


def _write_place(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    meant = communes.named(said["place"]) if said["place"] else None
    home = Place() if meant is None else Place(meant.label, "", "", meant.latitude, meant.longitude)
    return {"home": home, "distance": said["distance"], "mode": said["mode"]}


def _experience(request: Request) -> colander.Schema:
    return colander.Schema(
        text("experience", _("Votre parcours, en quelques lignes"), _("Métier, études, engagements."), 4000, rows=8),
        text("links", _("Liens"), _("Une adresse par ligne : page professionnelle, réalisations."), 1600, validator=_addresses),
    )


def _addresses(node: colander.SchemaNode, said: str) -> None:
    lines = links(said)
    wrong = next((line for line in lines if not line.startswith(("https://", "http://")) or " " in line), None)
    if wrong is not None:
        told = _("Écrivez chaque adresse en entier, comme https://exemple.fr/page : « ${line} » n’en est pas une.")
        raise colander.Invalid(node, TranslationString(told, mapping={"line": wrong[:80]}))
    if len(lines) > MOST_LINKS:
        raise colander.Invalid(node, _("${count} adresses au plus : gardez les plus parlantes.", mapping={"count": MOST_LINKS}))


def links(said: str) -> tuple[str, ...]:
    """One address a line."""
    return tuple(filter(None, map(str.strip, said.splitlines())))


def _read_experience(profile: Profile) -> dict[str, Any]:
    return {"experience": profile.experience, "links": "\n".join(profile.links)}


def _write_experience(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    return {"experience": said["experience"], "links": links(said["links"])}


def _situation(request: Request) -> colander.Schema:
    return colander.Schema(
        several(
            "situation",
            _("Ce que vous êtes"),
            {name: STATUSES[name] for name in SITUATIONS},
            _("Certaines missions sont particulièrement ouvertes à qui l’est. Personne d’autre ne le lit."),
            needed=False,
        ),
        colander.SchemaNode(
            colander.Boolean(),
            name="minor",
            title=_("J’ai moins de 18 ans"),
            description=_("Seules les missions ouvertes aux mineurs vous sont alors proposées."),
            missing=False,
            widget=CheckboxWidget(),
        ),
        colander.SchemaNode(
            colander.Boolean(),
            name="schemes",
            title=_("Le Service Civique m’intéresse"),
            description=_("De 16 à 25 ans (30 ans avec un handicap) : six mois ou plus, à temps presque plein, indemnisés."),
            missing=False,
            widget=CheckboxWidget(),
        ),
        text(
            "accommodations",
            _("Aménagements souhaités"),
            _(
                "Un accès, un rythme, un matériel, un interprète… Personne ne le lit tant que vous ne le décidez pas, "
                "et cela ne compte jamais dans ce qui vous est proposé."
            ),
            1000,
        ),
    )


def _read_situation(profile: Profile) -> dict[str, Any]:
    said = {"minor": profile.minor, "schemes": profile.schemes, "accommodations": profile.accommodations}
    return said | {"situation": set(profile.situation)}


def _write_situation(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    told = {name: said[name] for name in ("minor", "schemes", "accommodations")}
    return told | {"situation": tuple(name for name in SITUATIONS if name in said["situation"])}


def _shown(request: Request) -> colander.Schema:
    found = colander.SchemaNode(
        colander.Boolean(),
        name="found",
        title=_("J’accepte que des associations de mes réseaux me trouvent et m’invitent"),
        description=_(
            "Elles lisent votre nom et ce que vous leur ouvrez ci-dessous, jamais votre adresse. "
            "Vous pouvez changer d’avis : vous disparaissez aussitôt de toutes leurs listes. Avant 18 ans, personne ne peut vous trouver."
        ),
        missing=False,
        widget=CheckboxWidget(),
    )
    return colander.Schema(found, *_counted(request), *(choice(f"shown_{name}", title, SHOWN_TO) for name, title in PARTS.items()))


def _counted(request: Request) -> Iterator[colander.SchemaNode]:
    """Asked of those who belong to an organisation: it counts nobody else."""
    if request.person.affiliations:
        yield colander.SchemaNode(
            colander.Boolean(),
            name="counted",
            title=_("J’accepte que l’on me compte, sans mon nom, parmi les personnes de mes organisations à qui une mission convient"),
            description=_(
                "Votre employeur, votre école ou votre association lit qu’une mission convient à cinq personnes ou plus, jamais à qui ; "
                "au-dessous de cinq, rien. Comptent vos compétences, vos moments et votre commune ; ni vos causes, ni vos aménagements, ni "
                "ce que vous faites sur votre temps. Quand elle propose une mission qui vous convient, vous recevez une lettre : elle ne "
                "sait pas à qui elle arrive."
            ),
            missing=False,
            widget=CheckboxWidget(),
        )


def _read_shown(profile: Profile) -> dict[str, Any]:
    return {"found": profile.found, "counted": profile.counted} | {f"shown_{name}": profile.shown_to(name) for name in PARTS}


def _write_shown(profile: Profile, said: dict[str, Any]) -> dict[str, Any]:
    counted = said.get("counted", profile.counted)
    return {"found": said["found"], "counted": counted, "shown": tuple((name, said[f"shown_{name}"]) for name in PARTS)}


SCREENS: Mapping[str, Screen] = {
    "profile-wishes": Screen(
        _("Ce qui vous tient à cœur"), _("Nous vous proposerons d’abord ce qui y répond."), _wishes, _read_wishes, _write_wishes
    ),
    "profile-availability": Screen(
        _("Vos disponibilités"),
        _("Rien ne vous engage : c’est pour vous proposer ce qui entre dans votre semaine."),
        _availability,
        _read_availability,
        _write_availability,
    ),
    "profile-place": Screen(
        _("Où vous pouvez être bénévole"),
        _("Pour vous proposer d’abord ce qui se passe près de chez vous."),
        _place,
        _read_place,
        _write_place,
    ),
    "profile-experience": Screen(
        _("Votre parcours"),
        _("Les associations auxquelles vous répondez comprennent mieux ce que vous apportez."),
        _experience,
        _read_experience,
        _write_experience,
    ),
    "profile-situation": Screen(
        _("Votre situation"),
        _("Rien de tout cela n’est demandé : vous êtes libre de le dire."),
        _situation,
        _read_situation,
        _write_situation,
    ),
    "profile-shown": Screen(
        _("Qui voit quoi"),
        _("Rien n’est public. Pour chaque partie de votre profil, choisissez qui peut la lire."),
        _shown,
        _read_shown,
        _write_shown,
    ),
}
"""The name of a page → what it asks."""
