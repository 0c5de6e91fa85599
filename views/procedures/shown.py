"""What the pages of procedures share: which one a page is about, and how it is told and drawn."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.words import _
from mobee_pyr.views.links import exists
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access
from mobee_pyr.workflows.procedures import choice, drafts
from mobee_pyr.workflows.procedures.drafts import Owner, Place
from mobee_pyr.workflows.procedures.model import SUBJECTS, Procedure, Stage
from mobee_pyr.workflows.procedures.picture import Box, Row, draw
from mobee_pyr.workflows.procedures.telling import BEGINS, ENDS, Teller, Told, capital
from mobee_pyr.workflows.procedures.warnings import warnings
from mobee_pyr.workflows.sharing import groups_for

IMPOSED = {
    "application": _("Les candidatures"),
    "reception": _("Les candidatures reçues"),
    "pledge": _("Les promesses"),
    "request": _("Les demandes, avant leur envoi"),
    "joining": _("Les rattachements"),
}
"""`SUBJECTS`, as a network says them."""

WHERE = {
    choice.BEFORE: _("${subject} : d’abord, avant les étapes de l’organisation"),
    choice.AFTER: _("${subject} : ensuite, après les étapes de l’organisation"),
}

WARNED = {
    "nobody": _("Étape ${step} : personne ici n’a ce rôle (${who}). Le référent serait sollicité à la place."),
    "nobody in": _(
        "Étape ${step} : personne n’a ce rôle (${who}) dans certaines organisations ; leur référent serait sollicité à la place."
    ),
    "no manager": _("Étape ${step} : des membres n’ont pas de responsable nommé. Pour eux, cette étape serait passée."),
    "group empty": _("Étape ${step} : personne dans le groupe « ${who} » ne peut répondre. Le référent serait sollicité à la place."),
    "group gone": _("Étape ${step} : ce groupe n’existe plus. Le référent serait sollicité à la place."),
    "gone": _("Étape ${step} : ${who} n’a plus de rôle ici. Le référent serait sollicité à la place."),
}

CHANGED = _("Quelqu’un a changé ce brouillon entre-temps : le voici tel qu’il est maintenant. Recommencez si besoin.")


class Shown(NamedTuple):
    """A procedure as a page shows it: its steps in words, and its picture."""

    steps: list[Told]
    picture: str
    title: str


class Warned(NamedTuple):
    """A warning in words, who is affected, and where it can be put right."""

    text: str
    names: str
    href: str | None


def the_place(request: Request, owner: Owner) -> Place:
    """The procedure that the address names. Raises `HTTPNotFound`."""
    found = drafts.place_of(owner, request.GET.get("subject", ""))
    if found is None:
        raise HTTPNotFound
    return found


def url(request: Request, place: Place, view: str, **query: Any) -> str:
    """The address of a page about one procedure."""
    return str(request.node_url(place.owner, view, subject=place.key, **query))


def teller(request: Request) -> Teller:
    """Tells in the reader's language."""
    words, network = request.words, network_of(request.context)
    return Teller(request.site, request.translate, words.plural, words.number, words.day, 0 if network is None else network.oid)


def named(request: Request, place: Place) -> str:
    """What a procedure is for, in words."""
    if not place.imposed:
        return str(request.translate(SUBJECTS[place.subject]))
    return str(request.translate(WHERE[place.imposed], subject=request.translate(IMPOSED[place.subject])))


def shown(request: Request, place: Place, procedure: Procedure, around: bool = True) -> Shown:
    """The steps and the picture; ``around``: with what the network imposes on an organisation."""
    stages = procedure.stages
    if around and isinstance(place.owner, Organisation):
        network = network_of(place.owner)
        instead = choice.Instead(place.owner, place.key, procedure)
        stages = tuple(choice.stages(network, place.owner, place.subject, instead))
    tell = teller(request)
    steps = [tell.told(stage) for stage in stages]
    return Shown(steps, picture(request, place, stages), named(request, place))


def picture(request: Request, place: Place, stages: tuple[Stage, ...]) -> str:
    """The procedure drawn, from what begins it to what it leads to."""
    tell, title = teller(request), named(request, place)
    told = [(stage, tell.told(stage)) for stage in stages]
    rows = [Row((Box(request.translate(BEGINS[place.subject]), "open"),)), *(_row(request, tell, stage, one) for stage, one in told)]
    rows.append(Row((Box(request.translate(ENDS[place.subject]), "good"),)))
    words = " ".join(f"{number}. {one.title}. {one.asks} {' ; '.join(one.when)}" for number, (_stage, one) in enumerate(told, 1))
    return draw(rows, title, words or request.translate(_("Aucune étape.")), f"picture-{place.key.replace('.', '-')}", request.language)


def _row(request: Request, tell: Teller, stage: Stage, told: Told) -> Row:
    kind, mark = ("done", "ⓘ") if stage.does == "inform" else ("waiting", "")
    boxes = tuple(Box(capital(who), kind, mark) for who in told.who)
    captions = (
        *((request.translate(_("Le réseau le demande")),) if stage.imposed else ()),
        *((told.label,) if told.label else ()),
        *told.when,
    )
    days = tell.plural(_("${count} jour ouvré"), _("${count} jours ouvrés"), stage.deadline) if stage.deadline else ""
    word = request.translate(_("et") if stage.needs == "all" else _("ou")) if len(boxes) > 1 and stage.does == "approve" else ""
    return Row(boxes, captions, (days,) if days else (), word)


def warned(request: Request, place: Place, procedure: Procedure) -> list[Warned]:
    """What a procedure would lead to that its author may not expect."""
    tell = teller(request)
    return [
        Warned(
            request.translate(WARNED[one.what], step=one.step, who=tell.who(one.who) if "." in one.who else one.who),
            _affected(request, place.owner, one.affected, one.names),
            people_page(request, place.owner),
        )
        for one in warnings(place, procedure, request.today)
    ]


def _affected(request: Request, owner: Owner, count: int, names: tuple[str, ...]) -> str:
    if not count:
        return ""
    told = request.words.plural(_("Concerne ${count} membre"), _("Concerne ${count} membres"), count)
    if isinstance(owner, Network):
        told = request.words.plural(_("Concerne ${count} organisation"), _("Concerne ${count} organisations"), count)
    if not names:
        return f"{told}."
    return str(request.translate(_("${label} : ${detail}"), label=told, detail=", ".join(names) + ("…" if count > len(names) else ".")))


def people_page(request: Request, owner: Owner) -> str | None:
    """Where roles are given, for those who may."""
    open_to = exists(request, owner, "people") and access.permits(request.reader, Permission.PEOPLE, owner)
    return str(request.node_url(owner, "people")) if open_to else None


MANY = 200
"""Members of an organisation beyond whom only those with a task there can be named in a step."""


def people(request: Request, owner: Owner) -> list[tuple[str, str]]:
    """Id and name of those whom a step may name: of the organisation, or of the network's team; oneself first."""
    membership = request.site.membership
    roles = (Role.REFERENT, Role.MANAGER, Role.HR) if isinstance(owner, Organisation) else (Role.MANAGER, Role.QUALIFIER)
    found = {who for role in roles for who in membership.holders(role, owner.oid, request.today)}
    if isinstance(owner, Organisation):
        members = membership.holders(Role.MEMBER, owner.oid, request.today)
        found |= set(members) if len(members) <= MANY else set()
    known = [person for who in found if (person := by_id(request.site, who)) is not None and not person.blocked]
    me = request.person.id
    ordered = sorted(known, key=lambda person: (person.id != me, person.title))
    words = {me: request.translate(_("${name} (moi)"), name=request.person.title)}
    return [(person.id, words.get(person.id, person.title)) for person in ordered]


def groups(request: Request, owner: Owner) -> dict[int, str]:
    """Number and name of the groups that a step may name: those of the network, for whoever runs it and so knows them."""
    network = network_of(owner)
    if network is None or not access.permits(request.reader, Permission.PEOPLE, network):
        return {}
    return {number: group.name for number, group in groups_for(owner)}


def frame(request: Request, owner: Owner, title: str) -> dict[str, Any]:
    """What the head of each of these pages says."""
    return {
        "page": Page(request, title),
        "about": owner.title,
        "back": request.node_url(owner, "procedure"),
        "of_network": isinstance(owner, Network),
    }


def say(request: Request, kind: str, text: str, **names: Any) -> None:
    """A word on the next page."""
    request.session.flash((kind, request.translate(text, **names)))
