"""Checklists as they are stored: a table for each criterion, read strictly, written without what goes without saying (M69–M71)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from mobee_pyr.content.names import slug
from mobee_pyr.content.qualification import EVIDENCE, LABELS, TEAM, Criterion

MOST = 100
"""Criteria of one checklist: what somebody can still go through."""
LONGEST_TEXT, LONGEST_HELP = 200, 600
MOST_MONTHS = 120

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHOSEN: Mapping[str, Collection[str]] = {"evidence": EVIDENCE, "label": ("", *LABELS)}
PLAIN = Criterion("", "")


class Fault(NamedTuple):
    """What is wrong: ``number`` of the criterion from 1 (0: of the list), the ``field``, what, the value or limit, what may be meant."""

    number: int
    field: str
    what: str
    value: str = ""
    meant: str = ""

    def __str__(self) -> str:
        place = ".".join(filter(None, (str(self.number) if self.number else "", self.field)))
        hint = f" (did you mean {self.meant!r}?)" if self.meant else ""
        return f"{place}: {self.what}{f' {self.value}' if self.value else ''}{hint}".removeprefix(": ")


class ChecklistRefused(ValueError):
    """The list cannot be followed; ``faults`` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read(lines: Any) -> list[Criterion]:
    """The criteria of a stored or uploaded list. Raises `ChecklistRefused`."""
    faults = list(_faults(lines))
    if faults:
        raise ChecklistRefused(faults)
    return [Criterion(**{**line, "by": tuple(line.get("by", TEAM))}) for line in lines]


def stored(criteria: Iterable[Criterion]) -> tuple[dict[str, Any], ...]:
    """The list as it is stored: plain values, only what differs from what is understood without saying."""
    return tuple(
        {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in criterion._asdict().items()
            if name in ("id", "text") or value != getattr(PLAIN, name)
        }
        for criterion in criteria
    )


def new_id(text: str, taken: Collection[str]) -> str:
    """An id made from a criterion's text, once for all; another one if that is taken."""
    first = slug(text)[:40].strip("-")
    return next(name for number in range(1, MOST + 2) if (name := first if number == 1 else f"{first}-{number}") not in taken)


def _faults(lines: Any) -> Iterator[Fault]:
    if not isinstance(lines, list | tuple):
        yield Fault(0, "", "must be a list of criteria")
        return
    if len(lines) > MOST:
        yield Fault(0, "", "more criteria than", str(MOST))
        return
    seen: set[Any] = set()
    for number, line in enumerate(lines, 1):
        if not isinstance(line, Mapping):
            yield Fault(number, "", "must be a table")
            continue
        yield from _of_line(number, line)
        name = line.get("id")
        if isinstance(name, str) and name in seen:
            yield Fault(number, "id", "is taken:", name)
        seen.add(name if isinstance(name, str) else None)


def _of_line(number: int, line: Mapping[str, Any]) -> Iterator[Fault]:
    for key in line:
        if key not in Criterion._fields:
            yield Fault(number, str(key)[:60], "unknown key", "", _meant(key, Criterion._fields))
    said = {**PLAIN._asdict(), **line}
    if not isinstance(said["id"], str) or not ID.fullmatch(said["id"]) or len(said["id"]) > 60:
        yield Fault(number, "id", "must be lower-case letters, digits and single hyphens")
    yield from _text(number, "text", said["text"], LONGEST_TEXT, needed=True)
    yield from _text(number, "help", said["help"], LONGEST_HELP)
    if not isinstance(said["mandatory"], bool):
        yield Fault(number, "mandatory", "must be true or false")
    for name, known in CHOSEN.items():
        if not isinstance(said[name], str) or said[name] not in known:
            yield Fault(number, name, f"no such {name}:", repr(said[name])[:60], _meant(said[name], known))
    yield from _by(number, said["by"])
    months = said["months"]
    if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= MOST_MONTHS:
        yield Fault(number, "months", "must be a whole number of months, at most", str(MOST_MONTHS))


def _text(number: int, name: str, value: Any, most: int, needed: bool = False) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(number, name, "must be a text")
    elif needed and not value.strip():
        yield Fault(number, name, "a text is missing")
    elif len(value) > most:
        yield Fault(number, name, "more characters than", str(most))


def _by(number: int, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list | tuple) or not value:
        yield Fault(number, "by", "must name at least one role")
        return
    for role in value:
        if role not in TEAM:
            yield Fault(number, "by", "no such role:", repr(role)[:60], _meant(role, TEAM))


def _meant(name: Any, among: Iterable[str]) -> str:
    close = get_close_matches(name, list(among), n=1) if isinstance(name, str) and len(name) <= 60 else []
    return next((each for each in close if each), "")
