"""Counts how many documents each value of a facet would give."""

from collections.abc import Collection, Mapping
from typing import Any

from tantivy import Query, Searcher

FACETS = ("means", "domain", "mode", "department")
"""What is counted unless the question says otherwise."""

OIDS = ("network", "organisation")
"""The fields whose values are oids."""

MOST = 150
"""How many values of one field are told: all French départements, all skills."""

Counts = dict[str, list[tuple[Any, int]]]


def counts(searcher: Searcher, broad: Query, narrowed: Query, chosen: Mapping[str, Collection[str]], fields: Collection[str]) -> Counts:
    """Field → (value, count), the most frequent first.

    ``narrowed`` is ``broad`` with every ``chosen`` facet. A chosen field is counted as if it were not chosen itself, so that
    a list can tell what another choice would give. Of a field with several values each one counts.
    """
    found: Counts = {}
    plain = {name: _terms(name) for name in fields if name not in chosen}
    if plain:
        told = searcher.aggregate(narrowed, plain)
        found |= {name: _pairs(name, told[name]) for name in plain}
    wider = {name: {"filter": _others(name, chosen), "aggs": {name: _terms(name)}} for name in fields if name in chosen}
    if wider:
        told = searcher.aggregate(broad, wider)
        found |= {name: _pairs(name, told[name][name]) for name in wider}
    return {name: found[name] for name in fields}


def field_of(name: str) -> str:
    """The field of the index that a facet is counted in: ``extra.size`` is one of many in ``extra``."""
    return name.partition(".")[0]


def _terms(name: str) -> dict[str, Any]:
    return {"terms": {"field": field_of(name), "size": MOST}}


def _others(name: str, chosen: Mapping[str, Collection[str]]) -> str:
    """Every choice but that of ``name``, in the engine's query language."""
    kept = [
        f"({' OR '.join(f'{field_of(field)}:{_quoted(value)}' for value in values)})" for field, values in chosen.items() if field != name
    ]
    return " AND ".join(kept) or "*"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _pairs(name: str, found: Mapping[str, Any]) -> list[tuple[Any, int]]:
    pairs = [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
    return [(int(value), count) for value, count in pairs] if name in OIDS else pairs
