"""The words of one network: domains, forms, skills and places, inherited and extended as `differing` says (M08, K06, P07)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mobee_pyr.content import differing
from mobee_pyr.content.differing import Lines, Listing
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.vocabulary import DOMAINS
from mobee_pyr.content.words import _

PART = "vocabularies"
"""The part of a blueprint or network that holds them: one of `KINDS` → a difference."""

KINDS = {"domains": _("Domaines"), "formats": _("Formes de missions"), "skills": _("Savoir-faire"), "places": _("Lieux")}
HELD_BY = {"domains": "domain", "formats": "format", "places": "named_place"}
"""The attribute of a request that holds one. Skills are written as words, and recognised."""

MOST = 100
"""Terms of one list."""

Label = str | Mapping[str, str]


@cache
def first(kind: str) -> Lines:
    """What the program ships; its skills are a framework of their own, to which a network only adds (`skills.known`).

    Of places it ships none.
    """
    if kind == "domains":
        return {name: {"label": label} for name, label in DOMAINS.items()}
    return {name: {"label": told.label} for name, told in FORMATS.items()} if kind == "formats" else {}


def listing(network: Any, kind: str) -> Listing:
    """Every term that a network knows."""
    return differing.listing(network, PART, kind, first(kind))


def known(network: Any, kind: str) -> dict[str, Label]:
    """Every term, hidden or not: what is there keeps its word."""
    return {name: line["label"] for name, line in listing(network, kind).lines.items() if line.get("label")}


def offered(network: Any, kind: str, held: str = "") -> dict[str, Label]:
    """What can be chosen, and what something holds already."""
    found = listing(network, kind)
    return {name: line["label"] for name, line in found.lines.items() if line.get("label") and (name not in found.hidden or name == held)}


def label(network: Any, kind: str, name: str) -> Label:
    """The word for a term; its id for one that nobody knows any more."""
    return known(network, kind).get(name, name)
