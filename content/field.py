"""Extra fields: what a network asks besides what everybody is asked (M13). Plain data, inherited as `differing` says."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from mobee_pyr.content import differing
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _

PART = "fields"
"""The part of a blueprint or network that holds them: a subject → a difference, as `differing` has it."""

PREFIX = "x-"
"""Begins the name of each extra answer, in forms and in the journal: no built-in one begins so."""

MOST, MOST_OPTIONS = 30, 60
"""Fields of one form; answers to choose from in one field."""

MOST_MONTHS = 60

Label = str | Mapping[str, str]

KINDS = {
    "line": _("Texte court"),
    "text": _("Texte long"),
    "number": _("Nombre"),
    "day": _("Date"),
    "yes-no": _("Oui ou non"),
    "one": _("Une réponse parmi plusieurs"),
    "several": _("Plusieurs réponses parmi plusieurs"),
    "link": _("Adresse d’une page"),
    "mail": _("Adresse électronique"),
}

CHOSEN = ("yes-no", "one", "several")
"""The kinds whose answers can be ticked as filters; the words of the others are found as words."""

SUBJECTS = {
    "organisation": _("Organisations"),
    "request": _("Missions et besoins"),
    "application": _("Candidatures"),
    "volunteer": _("Profils de bénévoles"),
}
SUBJECT_OF = {
    "organisation": "organisation",
    "mission": "request",
    "need": "request",
    "application": "application",
    "volunteer": "volunteer",
}
"""Content type → the form that it is filled in with."""

FILLS = {
    "author": _("Qui écrit la fiche, ou qui candidate"),
    "referent": _("Les référents de l’organisation qui reçoit"),
    "team": _("L’équipe du réseau"),
}
SEES = {
    "everyone": _("Toutes les personnes qui voient la page"),
    "referent": _("Les référents et responsables de l’organisation"),
    "employer": _("Le référent de l’employeur"),
    "team": _("L’équipe du réseau"),
}
OFFERED = {
    "organisation": (("author", "team"), ("everyone", "referent", "team")),
    "request": (("author", "team"), ("everyone", "referent", "team")),
    "application": (("author", "referent", "team"), ("everyone", "referent", "employer", "team")),
    "volunteer": (("author", "team"), ("everyone", "team")),
}
"""Subject → who may fill a field in there, who may see it. Whoever fills it in sees it."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Field(NamedTuple):
    """``options``: id → label; ``months``: a sensitive answer is erased so many months after it was given (0: it is not sensitive)."""

    id: str
    label: Label
    kind: str = "line"
    help: Label = ""
    options: Mapping[str, Label] = {}
    unit: str = ""
    required: bool = False
    fills: str = "author"
    sees: tuple[str, ...] = ("everyone",)
    search: bool = False
    export: bool = False
    months: int = 0

    @property
    def name(self) -> str:
        """Its name in forms and in the journal."""
        return f"{PREFIX}{self.id}"

    @property
    def open(self) -> bool:
        """Does everybody who sees the page read it, for as long as the page is there? Only then does anything else keep it."""
        return "everyone" in self.sees and not self.months

    @property
    def searched(self) -> bool:
        """Can it be found and counted? Never what some of those who see the page may not read."""
        return self.search and self.open

    @property
    def exported(self) -> bool:
        """Does it go into files? Never what has to be erased here."""
        return self.export and not self.months

    @property
    def blank(self) -> Any:
        """What stands for no answer."""
        return frozenset() if self.kind == "several" else None if self.kind in ("number", "day") else ""


class Kept(NamedTuple):
    """A sensitive answer and the last day on which it is kept."""

    value: Any
    until: date


PLAIN = Field("", "")


def table(field: Field) -> dict[str, Any]:
    """As it is stored: plain values, only what differs from what is understood without saying."""
    told = {name: value for name, value in field._asdict().items() if name != "id" and value != getattr(PLAIN, name)}
    return {
        name: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        for name, value in told.items()
    }


def read(name: str, line: Mapping[str, Any], subject: str) -> Field | None:
    """A stored field; ``None`` for what no form could ask."""
    told = {key: value for key, value in line.items() if key in Field._fields and key != "id"}
    field = Field(name, **{"label": "", **told})
    field = field._replace(sees=tuple(field.sees))
    return None if any(_faults(field, subject)) else field


def fields(network: Any, subject: str) -> list[Field]:
    """What a network asks on a subject, in the order of the form."""
    return _read(differing.listing(network, PART, subject).offered, subject)


def withdrawn(network: Any, subject: str) -> list[Field]:
    """What it asks no more: the answers that were given are kept, and shown to nobody."""
    found = differing.listing(network, PART, subject)
    return _read({name: line for name, line in found.lines.items() if name in found.hidden}, subject)


def fields_of(node: Node) -> list[Field]:
    """The fields of a node, where it stands."""
    subject, network = SUBJECT_OF.get(node.type_name), network_of(node)
    return [] if subject is None or network is None else fields(network, subject)


def answers(node: Node) -> dict[str, Any]:
    """Every answer that a node holds, by the id of its field."""
    return {**node.extra, **{name: kept.value for name, kept in node.sensitive.items()}}


def _read(lines: differing.Lines, subject: str) -> list[Field]:
    found = (read(name, line, subject) for name, line in lines.items())
    return [field for field in found if field is not None][:MOST]


def _faults(field: Field, subject: str) -> Iterator[bool]:
    fills, sees = OFFERED[subject]
    yield not ID.fullmatch(field.id)
    yield not field.label or not isinstance(field.label, str | Mapping) or not isinstance(field.help, str | Mapping)
    yield field.kind not in KINDS or field.fills not in fills or not field.sees or not set(field.sees) <= set(sees)
    yield not isinstance(field.options, Mapping) or (field.kind in ("one", "several") and not field.options)
    yield not isinstance(field.months, int) or not 0 <= field.months <= MOST_MONTHS
