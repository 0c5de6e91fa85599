"""A network's own fields in a file: columns headed as the questions are asked, cells accepted as the form would accept them (M13)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import colander
from translationstring import TranslationString

from mobee_pyr.content import field
from mobee_pyr.content.communes import folded
from mobee_pyr.content.field import Field, Label
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.importing.outcomes import Refused
from mobee_pyr.views.forms.extra import bare, offered
from mobee_pyr.views.forms.messages import plain
from mobee_pyr.workflows import access, extra_fields
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.roster.columns import day

Told = tuple[tuple[str, str], ...]
"""(heading, cell) of one line, for the columns that mean nothing by themselves."""

YES_NO = {"yes": ("oui", "yes", "vrai", "true", "1", "x"), "no": ("non", "no", "faux", "false", "0")}
SEPARATORS = ("\n", "|", ";", ",")
"""Between two answers of one cell; the first that stands there separates."""

NOT_ONE = _("cette réponse n’est pas parmi celles que la question propose")
NOT_A_DAY = _("Écrivez une date comme 31/12/2027 ou 2027-12-31.")
NOT_YOURS = _("ce n’est pas à vous de répondre à cette question ici : retirez la réponse")


class Questions:
    """What a network asks in one of its forms, as columns."""

    def __init__(self, act: Act, network: Network, subject: str) -> None:
        self.act = act
        self.reader = access.reader(act.site, act.person, act.today)
        self._asked = columns(network, subject)

    def answers(self, node: Node | None, told: Told) -> dict[str, Any]:
        """The answers of a line, by the names of their fields; ``node``: what it is about, if it is here. Raises `Refused`.

        A column that is not there asks nothing: what must be answered is then asked of whoever corrects the page.
        """
        found: dict[str, Any] = {}
        for heading, cell in told:
            asked = self._asked.get(same(heading))
            if asked is not None:
                try:
                    found |= self._answer(node, asked, cell)
                except Refused as refused:
                    why = {"column": heading, "why": refused.why}
                    raise Refused(_("colonne « ${column} » : ${why}", mapping=why)) from refused
        return found

    def empty(self, node: Node | None, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Those of them that nobody gave here yet."""
        held = {} if node is None else field.answers(node)
        return {name: value for name, value in answers.items() if name.removeprefix(field.PREFIX) not in held}

    def _answer(self, node: Node | None, asked: Field, cell: str) -> dict[str, Any]:
        here = node is not None and asked.id in field.answers(node)
        if not cell and (here or not asked.required):
            return {}
        if node is not None and self.act.person is not None and not extra_fields.may_fill(self.reader, node, asked):
            if not cell:
                return {}
            raise Refused(NOT_YOURS)
        return {asked.name: read(asked, cell)}


def columns(network: Network, subject: str) -> dict[str, Field]:
    """The headings, folded, under which a network's own questions stand in a file."""
    return {heading: asked for asked in reversed(field.fields(network, subject)) for heading in headings(asked)}


def headings(asked: Field) -> Iterator[str]:
    """Under what a field is known, folded: its question in each language, with or without its unit, and its own name."""
    for label in _labels(asked.label):
        yield same(label)
        yield same(f"{label} ({asked.unit})")
    yield same(asked.name)


def same(words: str) -> str:
    """The form under which two writings of some words are equal; words in letters that do not fold stay."""
    return folded(words) or words.casefold().strip()


def read(asked: Field, cell: str) -> Any:
    """The answer that a cell holds, as the form would keep it. Raises `Refused` with what the form would say."""
    said = READERS.get(asked.kind, lambda _asked, text: text)(asked, cell) if cell else colander.null
    try:
        return bare(asked).deserialize(said)
    except colander.Invalid as invalid:
        raise Refused(_first(invalid)) from invalid


def _first(invalid: colander.Invalid) -> TranslationString:
    message = next((message for error in (invalid, *invalid.children) for message in error.messages()), NOT_ONE)
    return plain(message, "textinput")


def _day(_asked: Field, cell: str) -> str:
    found = day(cell)
    if found is None:
        raise Refused(NOT_A_DAY)
    return found.isoformat()


def _one(asked: Field, cell: str) -> str:
    for name, label in offered(asked).items():
        ways = (name, *YES_NO[name]) if asked.kind == "yes-no" else (name, *_labels(label))
        if same(cell) in map(same, ways):
            return name
    raise Refused(NOT_ONE)


def _several(asked: Field, cell: str) -> list[str]:
    try:
        return [_one(asked, cell)]
    except Refused:
        separator = next((each for each in SEPARATORS if each in cell), None)
        if separator is None:
            raise
    return [_one(asked, part) for part in map(str.strip, cell.split(separator)) if part]


def _labels(label: Label) -> tuple[str, ...]:
    return tuple(filter(None, (label,) if isinstance(label, str) else label.values()))


READERS: Mapping[str, Callable[[Field, str], Any]] = {"day": _day, "yes-no": _one, "one": _one, "several": _several}
"""What people write in a cell → what the browser would send."""
