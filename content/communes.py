"""French communes, overseas too, and the districts of Paris, Lyon and Marseille: found by name, postcode or code.

The table is made by ``make communes`` (etc/communes.py); where it comes from: content/gazetteer/README.md.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6371.0
"""Kilometres: the mean radius."""


class Commune(NamedTuple):
    """``code`` is INSEE's; degrees are WGS 84, ``None`` where nobody knows; ``population`` is 0 where it is not counted."""

    name: str
    code: str
    postcodes: tuple[str, ...]
    department: str
    population: int
    latitude: float | None
    longitude: float | None

    @property
    def label(self) -> str:
        """What tells it from all others: « Saint-Denis (93) »."""
        return f"{self.name} ({self.department})"


class _Table(NamedTuple):
    """The lines as they stand in the file, the largest commune first; ``names``: folded, in one text; ``starts``: where each begins."""

    lines: list[str]
    names: str
    starts: "array[int]"


def folded(name: str) -> str:
    """What two spellings of a name share: no accents, capitals or hyphens, saints in full.

    >>> folded("St-Étienne")
    'saint etienne'
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"\bst(e?)\b", r"saint\1", words)


@cache
def _table() -> _Table:
    text = (files("mobee_pyr.content") / "gazetteer" / "communes.csv").read_text(encoding="utf-8")
    lines = text.splitlines()[1:]
    names, starts, at = [], array("I"), 1
    for line in lines:
        name = folded(line.partition(";")[0])
        starts.append(at)
        names.append(name)
        at += len(name) + 1
    return _Table(lines, "\n" + "\n".join(names) + "\n", starts)


def _read(line: str) -> Commune:
    name, code, postcodes, department, population, latitude, longitude = line.split(";")
    where = (float(latitude), float(longitude)) if latitude else (None, None)
    return Commune(name, code, tuple(postcodes.split()), department, int(population or 0), *where)


def by_code(code: str) -> Commune | None:
    """The commune of an INSEE code (``38185``, ``2A004``)."""
    key = f";{code.strip().upper()};"
    found = next((line for line in _table().lines if key in line), None) if len(key) == 7 else None
    return None if found is None or found.split(";")[1] != key[1:-1] else _read(found)


def by_postcode(postcode: str) -> list[Commune]:
    """The communes that a postcode, or its first digits, leads to: the largest first."""
    return list(_with_postcode(postcode))


def search(words: str, most: int = 8) -> list[Commune]:
    """What somebody may mean who typed this: by code, postcode or name; names that begin so before those that hold it, larger ones first.

    A département after the name (``Saint-Denis 93``, ``Saint-Denis (93)``) leaves those of others out.
    """
    said = folded(words)[:80]
    number = re.fullmatch(r"\d{2,5}|2[ab]\d{1,3}", said)
    if number:
        exact = by_code(said) if len(said) == 5 else None
        found = [*([exact] if exact else []), *(one for one in _with_postcode(said) if one != exact)]
        return found[:most]
    name, department = _parted(said)
    found = []
    for line in _naming(name):
        commune = _read(line)
        if not department or commune.department.lower() == department or any(code.startswith(department) for code in commune.postcodes):
            found.append(commune)
        if len(found) == most:
            break
    return found


def named(words: str) -> Commune | None:
    """The commune that somebody means who wrote its whole name, its code or its postcode; the largest, when several are called so."""
    name, _department = _parted(folded(words))
    found = search(words, 40)
    exact = (one for one in found if folded(one.name) == name)
    return next(exact, found[0] if found and re.fullmatch(r"\s*\w{5}\s*", words) and any(sign.isdigit() for sign in words) else None)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, between two points in degrees (haversine)."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def _parted(said: str) -> tuple[str, str]:
    """``saint denis 93200`` → the name, and the département or postcode that stands before or after it."""
    found = re.fullmatch(r"(?:(\d[\dab]\d{0,3}) )?(.*?)(?: (\d[\dab]\d{0,3}))?", said)
    return (found[2], found[1] or found[3] or "") if found else (said, "")


def _with_postcode(digits: str) -> Iterator[Commune]:
    for line in _table().lines:
        if digits in line:
            commune = _read(line)
            if any(code.startswith(digits) for code in commune.postcodes):
                yield commune


def _naming(name: str) -> Iterator[str]:
    """The lines of names that begin so, then of those in which a later word does."""
    table = _table()
    if name:
        for before in ("\n", " "):
            at = table.names.find(before + name)
            while at >= 0:
                yield table.lines[bisect_right(table.starts, at + 1) - 1]
                at = table.names.find(before + name, at + 1)
