"""Reads a file of missions, whole, before anything is changed; says exactly where and why it cannot be used."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from mobee_pyr.importing.answers import Told

LONGEST = {"id": 200, "title": 300, "organisation": 300, "publisher": 200, "description": 20_000}
"""Characters. Whatever is longer is no mission but a mistake."""

NEEDED = ("id", "title", "organisation", "publisher", "domain", "description")
"""Texts; the last two may be empty."""

MODES = {"no": "on_site", "full": "online", "possible": "both"}


class SourceRefused(ValueError):
    """The file is broken; ``faults`` says where and why, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Item(NamedTuple):
    """One mission as the file tells it; ``position`` counts from 1."""

    position: int
    line: int
    id: str
    title: str
    organisation: str
    publisher: str
    domain: str
    description: str
    schedule: str
    mode: str
    city: str
    address: str
    latitude: float | None
    longitude: float | None
    compensation: dict[str, Any]
    url: str = ""
    """Its page at the publisher's."""
    starts: date | None = None
    ends: date | None = None
    places: int | None = None
    rna: str = ""
    siren: str = ""
    website: str = ""
    """Of the organisation."""
    told: Told = ()
    """What stands in the columns that are none of the above."""


def read(path: Path) -> list[Item]:
    """The missions of a JSON file. Raises `SourceRefused` with every fault found."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceRefused([f"{path.name}:{line}: not UTF-8 text ({error.reason})"]) from error
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceRefused([f"{path.name}:{error.lineno}:{error.colno}: not JSON: {error.msg}"]) from error
    except RecursionError as error:
        raise SourceRefused([f"{path.name}: not a list of missions: nested too deeply"]) from error
    if not isinstance(items, list):
        raise SourceRefused([f"{path.name}:1: must be a list of missions, is {_kind(items)}"])
    reader = _Reader(path.name, text)
    found = [reader.item(position, item) for position, item in enumerate(items, 1)]
    if reader.faults:
        raise SourceRefused(reader.faults)
    return [item for item in found if item is not None]


class _Reader:
    """Checks one item after the other and knows on which line each stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.spans = _spans(text)
        self.faults: list[str] = []
        self._counted = (0, 1)

    def item(self, position: int, raw: Any) -> Item | None:
        start, end = self.spans[position - 1]
        line = self.line(start)
        before = len(self.faults)
        if not isinstance(raw, dict):
            self.fault(line, position, f"must be an object, is {_kind(raw)}")
            return None
        for field in NEEDED:
            self.needed(position, raw, field, start, end)
        for field in ("schedule", "city", "address"):
            if not isinstance(raw.get(field), str | None):
                self.wrong(position, field, "must be a text or null", start, end, [raw[field]])
        remote = raw.get("remote") or "no"
        if not isinstance(remote, str) or remote not in MODES:
            self.wrong(position, "remote", f"must be one of {', '.join(MODES)}", start, end, [remote])
        for field, most in (("latitude", 90), ("longitude", 180)):
            degrees = raw.get(field)
            if degrees is not None and not (
                isinstance(degrees, int | float) and not isinstance(degrees, bool) and -most <= degrees <= most
            ):
                self.wrong(position, field, f"must be a number from -{most} to {most}, or null", start, end, [degrees])
        compensation = _compensation(raw.get("compensation"))
        if compensation is None:
            self.wrong(position, "compensation", "must be empty or tell amount, unit and type", start, end, [raw["compensation"]])
        return None if len(self.faults) > before else _item(position, line, raw, MODES[remote], compensation or {})

    def needed(self, position: int, raw: dict[str, Any], field: str, start: int, end: int) -> None:
        value = raw.get(field)
        if field not in raw:
            self.fault(self.line(start), position, f"{field} is missing")
        elif not isinstance(value, str):
            self.wrong(position, field, "must be a text", start, end, [value])
        elif not value.strip() and field not in ("domain", "description"):
            self.wrong(position, field, "is empty", start, end)
        elif len(value) > LONGEST.get(field, 200):
            self.wrong(position, field, f"has {len(value)} characters, more than {LONGEST.get(field, 200)}", start, end)

    def wrong(self, position: int, field: str, what: str, start: int, end: int, values: Sequence[Any] = ()) -> None:
        """A fault of one field, told with the line of that field and, where it helps, with its value."""
        at = self.text.find(f'"{field}"', start, end)
        told = "".join(f", is {json.dumps(value, ensure_ascii=False)[:60]}" for value in values)
        self.fault(self.line(max(at, start)), position, f"{field} {what}{told}")

    def fault(self, line: int, position: int, what: str) -> None:
        self.faults.append(f"{self.name}:{line}: mission {position}: {what}")

    def line(self, at: int) -> int:
        """The line of a place in the text; counted on from the last place asked for, so that a long file stays quick."""
        place, line = self._counted if self._counted[0] <= at else (0, 1)
        self._counted = (at, line + self.text.count("\n", place, at))
        return self._counted[1]


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each item of a sound JSON list begins and ends."""
    decoder, at, found = json.JSONDecoder(), text.index("[") + 1, []
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return found
        _value, end = decoder.raw_decode(text, at)
        found.append((at, end))
        at = end


def _compensation(value: Any) -> dict[str, Any] | None:
    """What is paid: empty if nothing; ``None`` if it cannot be read. Some sources write it as JSON inside a text."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else {}
        except json.JSONDecodeError:
            return None
    if value in (None, {}):
        return {}
    if not isinstance(value, dict) or not isinstance(value.get("unit"), str) or not isinstance(value.get("type"), str):
        return None
    amounts = [value.get("amount"), value.get("amountMax")]
    return value if all(isinstance(amount, int | float | None) for amount in amounts) else None


def _item(position: int, line: int, raw: dict[str, Any], mode: str, compensation: dict[str, Any]) -> Item:
    texts = {field: raw[field] for field in NEEDED} | {field: raw.get(field) or "" for field in ("schedule", "city", "address")}
    for field in ("id", "publisher", "organisation", "schedule", "city", "address"):
        texts[field] = " ".join(texts[field].split())
    return Item(
        position=position,
        line=line,
        mode=mode,
        latitude=raw.get("latitude"),
        longitude=raw.get("longitude"),
        compensation=compensation,
        **texts,
    )


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
