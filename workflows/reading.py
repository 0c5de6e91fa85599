"""Reads a TOML text that somebody may have written by hand, and says exactly what is wrong with it: source, path, what may be meant."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.workflows.model import Label

LARGEST = 100_000
"""Characters, some twenty times a packaged file. A longer text is refused before it is read."""

LONGEST_LINE = 1_000
"""Characters. The time that a dotted key takes to read grows with the square of its length."""

NAME = re.compile("[a-z][a-z0-9_]*")
"""What a state, a transition or a field may be called: its name stands in forms, journals and pictures."""

MOST = 100
"""Entries of one table: what people can still oversee, and what can be proved at once."""

LONGEST = 60
"""Characters of somebody's text that a fault quotes."""


class Unreadable(ValueError):
    """The text cannot be read; ``faults`` says why, one line each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def parse(text: str, source: str) -> dict[str, Any]:
    """The tables of a text. Raises `Unreadable`, within a second whatever the text."""
    if len(text) > LARGEST:
        raise Unreadable([f"{source}: {len(text)} characters, more than {LARGEST}"])
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable([f"{source}: line {number}: {len(line)} characters, more than {LONGEST_LINE}"])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable([f"{source}: {error}"]) from error
    except RecursionError as error:
        raise Unreadable([f"{source}: nested too deeply"]) from error


class Reading:
    """Collects faults while a text is read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[str] = []

    def fault(self, at: str, what: str) -> None:
        self.faults.append(f"{self.source}: {at}: {what}" if at else f"{self.source}: {what}")

    def keys(self, at: str, body: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in body:
            if key not in known:
                self.fault(f"{at}.{short(key)}".lstrip("."), f"unknown key{meant(key, known)}")

    def tables(self, at: str, raw: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
        found = raw.get(at)
        if not isinstance(found, dict) or not found:
            self.fault(at, "none is given")
            return
        if len(found) > MOST:
            self.fault(at, f"{len(found)}, more than {MOST}")
            return
        for name, body in found.items():
            if not NAME.fullmatch(name):
                self.fault(f"{at}.{short(name)}", "a name is lower-case letters, digits and _")
            elif isinstance(body, dict):
                yield name, body
            else:
                self.fault(f"{at}.{name}", "must be a table")

    def text(self, at: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(at, "a text is missing")
            return ""
        return value

    def flag(self, at: str, body: Mapping[str, Any]) -> bool:
        value = body.get(at.rpartition(".")[2], False)
        if not isinstance(value, bool):
            self.fault(at, "must be true or false")
        return value is True

    def label(self, at: str, value: Any) -> Label:
        if not isinstance(value, dict) or not value:
            return self.text(at, value)
        self.keys(at, value, LANGUAGES)
        return {language: self.text(f"{at}.{language}", text) for language, text in value.items() if language in LANGUAGES}

    def known(self, at: str, value: Any, among: Iterable[str], what: str) -> str:
        if isinstance(value, str) and value in among:
            return value
        self.fault(at, "a text is missing" if value is None else f"{short(repr(value))}: no such {what}{meant(value, among)}")
        return ""

    def names(self, at: str, value: Any, among: Iterable[str], what: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.fault(at, f"must be a list of {what}s")
            return ()
        return tuple(found for name in value if (found := self.known(at, name, among, what)))

    def some(self, at: str, value: Any, among: Iterable[str], what: str) -> tuple[str, ...]:
        if value == []:
            self.fault(at, f"must name at least one {what}")
        return self.names(at, value, among, what)


def meant(name: Any, among: Iterable[str]) -> str:
    close = get_close_matches(name, list(among), n=1) if isinstance(name, str) and len(name) <= LONGEST else []
    return f" (did you mean {close[0]!r}?)" if close else ""


def short(text: str) -> str:
    """A text as a fault quotes it: on one line, and never a megabyte."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def line_of(text: str, fault: str) -> int:
    """The line of a text that a fault is about, as ``source: states.draft.label: what`` names it; 0 when nobody knows."""
    told = re.search(r"line (\d+)", fault)
    if told is not None:
        return int(told[1])
    keys = fault.partition(": ")[2].partition(": ")[0].split(".")
    lines = text.splitlines()
    for depth in range(min(2, len(keys)), 0, -1):
        head = next((number for number, line in enumerate(lines, 1) if line.strip() == f"[{'.'.join(keys[:depth])}]"), 0)
        if head:
            rest = enumerate(lines[head:], head + 1)
            inside = takewhile(lambda numbered: not numbered[1].lstrip().startswith("["), rest)
            return next((number for number, line in inside if depth < len(keys) and _begins(line, keys[depth])), head)
    return next((number for number, line in enumerate(lines, 1) if _begins(line, keys[0])), 0)


def _begins(line: str, key: str) -> bool:
    return re.match(rf"\s*{re.escape(key)}\s*[.=]", line) is not None
