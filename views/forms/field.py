"""One field of a network, as questions to its manager (M13)."""

from collections.abc import Callable, Mapping
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.field import FILLS, KINDS, MOST_MONTHS, MOST_OPTIONS, OFFERED, SEES, Field, Label
from mobee_pyr.content.names import slug
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.views.forms.questions import choice, fault, line, number, several, text, tidy
from mobee_pyr.workflows.field_lists import narrower

EXAMPLES = {
    "line": _("Un numéro d’agrément, un nom de quartier."),
    "text": _("Quelques phrases ou paragraphes."),
    "number": _("Une surface, un effectif, une distance, avec leur unité."),
    "day": _("La date d’un agrément, d’un vaccin."),
    "yes-no": _("Le permis de conduire ?"),
    "one": _("Une taille de T-shirt."),
    "several": _("Les langues parlées, les engins que l’on sait conduire."),
    "link": _("Un plan, un règlement en ligne."),
    "mail": _("L’adresse d’une personne à prévenir."),
}
USES = {"search": _("Dans la recherche et les filtres de la bourse"), "export": _("Dans les fichiers que l’équipe télécharge")}
REQUIRED = {
    "no": (_("Facultative"), _("On peut laisser la question sans réponse.")),
    "yes": (_("Obligatoire"), _("Le formulaire ne s’enregistre pas sans réponse.")),
}
HIDES_NOTHING = _(
    "La recherche ne montre que ce que lisent toutes les personnes qui voient la page, et rien de sensible : "
    "changez qui lit la réponse, ou n’utilisez pas la recherche."
)
NO_LONGER = _("Ces réponses ont été données pour être lues par moins de monde : ajoutez plutôt un autre champ.")
SHORTER = _("Ces réponses ont été données pour être effacées plus tôt : gardez ce délai ou raccourcissez-le.")


def kind_schema(request: Request) -> colander.Schema:
    """The first question: what kind of answer?"""
    kinds = [(kind, explained(request, KINDS[kind], EXAMPLES[kind])) for kind in KINDS]
    return colander.Schema(choice("kind", _("Quel genre de réponse ?"), kinds, template="radio_choice"))


def field_schema(request: Request, subject: str, kind: str, former: Field | None) -> colander.Schema:
    """The rest of them, as far as they mean something for this kind of answer."""
    fills, sees = OFFERED[subject]
    schema = colander.Schema(validator=_coherent(former))
    schema.add(line("label", _("La question, en français"), _("Comme on la lit dans le formulaire et sur la page."), 150, True))
    schema.add(line("label_en", _("La question, en anglais"), _("Sans elle, tout le monde lit le français."), 150))
    schema.add(text("help", _("Une aide sous la question"), most=300, rows=2))
    schema.add(text("help_en", _("La même aide, en anglais"), most=300, rows=2))
    if kind in ("one", "several"):
        hint = _("Une par ligne. Pour l’anglais, écrivez-le après une barre : « Petite | Small ».")
        schema.add(text("options", _("Les réponses possibles"), hint, 4000, True, 6, validator=_some))
    if kind == "number":
        schema.add(line("unit", _("Unité"), _("Par exemple : m², kg, personnes."), 20))
    schema.add(choice("required", _("Cette question est"), _explained(request, REQUIRED)))
    schema.add(choice("fills", _("Qui répond ?"), {key: FILLS[key] for key in fills}))
    hint = _("Qui répond lit toujours sa réponse.")
    schema.add(several("sees", _("Qui lit la réponse ?"), {key: SEES[key] for key in sees}, hint))
    schema.add(several("uses", _("Où la réponse sert aussi"), USES, needed=False))
    hint = _("En mois après la réponse, si elle est sensible (santé, papiers d’identité…). Vide : elle reste aussi longtemps que la page.")
    schema.add(number("months", _("À effacer au bout de"), hint, 1, MOST_MONTHS, False, whole=True))
    return schema


def answers_of(field: Field) -> dict[str, Any]:
    """A field as the answers of its form."""
    french, english = _parts(field.label)
    return {
        "label": french,
        "label_en": english,
        "help": _parts(field.help)[0],
        "help_en": _parts(field.help)[1],
        "options": "\n".join(" | ".join(filter(None, _parts(label))) for label in field.options.values()),
        "unit": field.unit,
        "required": "yes" if field.required else "no",
        "fills": field.fills,
        "sees": set(field.sees),
        "uses": {name for name in USES if getattr(field, name)},
        "months": field.months or None,
    }


def field_of(name: str, kind: str, said: dict[str, Any], former: Field | None) -> Field:
    """The other way round."""
    return Field(
        name,
        _label(said["label"], said["label_en"]),
        kind,
        _label(said["help"], said["help_en"]),
        _options(said.get("options", ""), {} if former is None else former.options),
        said.get("unit", ""),
        said["required"] == "yes",
        said["fills"],
        tuple(key for key in SEES if key in said["sees"]),
        "search" in said["uses"],
        "export" in said["uses"],
        said["months"] or 0,
    )


def _options(typed: str, former: Mapping[str, Label]) -> dict[str, Label]:
    """Each line an option. One that is there keeps its id; so does one that was only reworded, in its place."""
    labels = [_label(*_halves(each)) for each in _lines(typed)]
    known = {_parts(label)[0]: name for name, label in former.items()}
    names = [known.get(_parts(label)[0], "") for label in labels]
    if len(labels) == len(former):
        unused = [name if name not in names else "" for name in former]
        names = [name or unused[place] for place, name in enumerate(names)]
    found: dict[str, Label] = {}
    for name, label in zip(names, labels, strict=True):
        first = name or slug(_parts(label)[0])[:40]
        taken = {*found, *filter(None, names), *former} if not name else set(found)
        found[next(each for each in (first, *(f"{first}-{n}" for n in range(2, 200))) if each not in taken)] = label
    return found


def _lines(typed: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in typed.splitlines() if each.strip()))


def _halves(typed: str) -> tuple[str, str]:
    french, _bar, english = typed.partition("|")
    return french.strip(), english.strip()


def _label(french: str, english: str) -> Label:
    return {"fr": french, "en": english} if english else french


def _parts(label: Label) -> tuple[str, str]:
    return (label, "") if isinstance(label, str) else (label.get("fr", ""), label.get("en", ""))


def _explained(request: Request, words: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, explained(request, name, meaning)) for key, (name, meaning) in words.items()]


def _some(node: colander.SchemaNode, typed: str) -> None:
    lines = _lines(tidy(typed))
    names = [_halves(each)[0] for each in lines]
    if len(lines) < 2 or not all(names):
        raise colander.Invalid(node, _("Écrivez au moins deux réponses, une par ligne."))
    if len(lines) > MOST_OPTIONS or len(set(names)) < len(names) or any(len(each) > 120 for each in lines):
        raise colander.Invalid(node, _("Soixante réponses au plus, toutes différentes, de cent vingt caractères chacune."))


def _coherent(former: Field | None) -> Callable[[colander.SchemaNode, dict[str, Any]], None]:
    """What is found is what everybody reads; what was said to few, or for a time, stays so."""

    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        if "search" in said["uses"] and ("everyone" not in said["sees"] or said["months"]):
            raise fault(schema, uses=HIDES_NOTHING)
        if former is not None:
            wider = narrower(former, former._replace(sees=tuple(said["sees"]), months=said["months"] or 0))
            if wider:
                raise fault(schema, **{name: {"sees": NO_LONGER, "months": SHORTER}[name] for name in wider})

    return check
