"""Values as JSON: exactly, with every reference told from a number and every person from a word; what is unknown is refused."""

import hashlib
import math
import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ZODB.blob import Blob

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.site import Site
from mobee_pyr.exchange.form import BLOCK, ExportRefused
from mobee_pyr.exchange.known import AGAIN, MAPPINGS, NOTED, PEOPLE_AS_KEYS, PERSON, PLACE, SETS, TOOK_OVER, name_of, records, tuples

NAMED = re.compile(r"(?<=mobee:)[0-9]{9,19}(?![0-9])|(?<=person:)[a-z0-9-]+|(?<=@)[0-9]{9,19}|^[0-9]{9,19}$")
"""In a text (steps, tokens, what a form was sent with): somebody's id, a node's number."""


class Writer:
    """Writes the values of one network, and notes what they lead to."""

    def __init__(self, site: Site, network: Node) -> None:
        self.site, self.network = site, network
        self.people: dict[str, None] = {}
        """The ids of those who are named, in the order of their first mention."""
        self.around: dict[int, None] = {}
        """The oids of legal entities and blueprints that are led to."""
        self.blobs: dict[str, Blob] = {}
        """SHA-256 → the file."""
        self.outside = 0
        """References to what is not part of the network."""

    def said(self, node: Node, without: frozenset[str] = frozenset()) -> dict[str, Any]:
        """All that a node says, but for its place, what is worked out anew, and some attributes. Raises `ExportRefused`."""
        node._p_activate()
        try:
            kept = {key: value for key, value in vars(node).items() if key not in PLACE | AGAIN | without and not key.startswith("_")}
            return {key: self.value(self._noted(value) if key in NOTED else value, key) for key, value in kept.items()}
        except ExportRefused as refused:
            raise ExportRefused(f"{node!r}: {refused}") from refused

    def inside(self, oid: int) -> bool:
        """Is it the number of a node of the network?"""
        node = self.site.nodes.get(oid)
        return node is not None and self.network in lineage(node)

    def value(self, value: Any, name: str = "") -> Any:
        """A value as JSON; ``name`` is that of the attribute or field that holds it."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(str(value), name)
        if isinstance(value, int):
            return self.number(int(value))
        if isinstance(value, float):
            if not math.isfinite(value):
                raise ExportRefused(f"{name} is {value}")
            return value
        return self._plain(value) or self._several(value, name) or self._object(value, name)

    def number(self, value: int) -> Any:
        """A node's number is a reference; any other one is itself."""
        node = self.site.nodes.get(value) if 0 < value < 1 << 63 else None
        if node is None:
            return value
        if node is self.site:
            return {"$site": True}
        if node.type_name in ("legal_entity", "blueprint"):
            self.around.setdefault(value)
        elif not self.inside(value):
            self.outside += 1
            return {"$outside": str(value)}
        return {"$node": str(value)}

    def person(self, person_id: str) -> dict[str, str]:
        """Somebody, by their id."""
        self.people.setdefault(person_id)
        return {"$person": person_id}

    def _noted(self, noted: Any) -> Any:
        """What is noted of several nodes, without those that stay behind."""
        if not noted:
            return noted
        if hasattr(noted, "items"):
            return type(noted)({name: oid for name, oid in noted.items() if self.inside(oid)})
        return type(noted)([one for one in noted if self.inside(_oid_in(one))])

    def _text(self, text: str, name: str) -> Any:
        if name in PERSON and text:
            return self.person(text)
        parts: list[Any] = []
        end = 0
        for found in NAMED.finditer(text):
            told = self._named(found[0]) if text[: found.start()].endswith("person:") else self.number(int(found[0]))
            if isinstance(told, dict):
                parts += [text[end : found.start()], told]
                end = found.end()
        return {"$text": [*parts, text[end:]]} if parts else text

    def _named(self, person_id: str) -> Any:
        return self.person(person_id) if self.site.people.get(person_id) is not None else person_id

    def _plain(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return {"$datetime": value.isoformat()}
        if isinstance(value, date):
            return {"$date": value.isoformat()}
        if isinstance(value, Decimal):
            return {"$decimal": str(value)}
        if isinstance(value, bytes):
            return {"$bytes": b64encode(value).decode()}
        return None

    def _several(self, value: Any, name: str) -> Any:
        kind = type(value)
        if kind in (tuple, list):
            told = [self.value(one, name) for one in value]
            return told if kind is list and told else {f"${kind.__name__}": told}
        if kind in (set, frozenset) or SETS.get(kind.__name__) is kind:
            return {f"${kind.__name__}": [self.value(one, name) for one in sorted(value, key=repr)]}
        if kind is dict and all(isinstance(key, str) and not key.startswith("$") for key in value) and not _mentions(value):
            return {key: self.value(one, key) for key, one in value.items()} or {"$dict": []}
        if kind is dict or MAPPINGS.get(kind.__name__) is kind:
            return {f"${kind.__name__}": self._pairs(value.items(), name)}
        return None

    def _pairs(self, items: Iterable[tuple[Any, Any]], name: str) -> list[list[Any]]:
        keys = "who" if name in PEOPLE_AS_KEYS else ""
        return [[self.value(key, keys), self.value(one, key if isinstance(key, str) else "")] for key, one in items]

    def _object(self, value: Any, name: str) -> Any:
        kind = type(value)
        if isinstance(value, Blob):
            return {"$blob": self._blob(value)}
        if tuples().get(name_of(kind)) is kind:
            return {"$": name_of(kind), **self._fields(value)}
        if records().get(name_of(kind)) is kind:
            value._p_activate()
            return {"$": name_of(kind), **{key: self.value(one, key) for key, one in vars(value).items() if not key.startswith("_")}}
        raise ExportRefused(f"{name} holds a {kind.__module__}.{kind.__qualname__}, and exports have no form for that")

    def _fields(self, value: Any) -> dict[str, Any]:
        told = {key: self.value(one, key) for key, one in value._asdict().items()}
        if isinstance(value, Deed) and value.what == TOOK_OVER and isinstance(value.details.get("former"), str):
            told["details"] = {**told["details"], "former": self.person(value.details["former"])}
        return told

    def _blob(self, blob: Blob) -> str:
        digest = hashlib.sha256()
        with blob.open("r") as file:
            while block := file.read(BLOCK):
                digest.update(block)
        self.blobs.setdefault(digest.hexdigest(), blob)
        return digest.hexdigest()


def _oid_in(noted: Any) -> int:
    """The node of an entry: (day, oid), (oid, former name) or the oid alone."""
    if not isinstance(noted, tuple):
        return int(noted)
    return int(noted[0] if isinstance(noted[1], str) else noted[1])


def _mentions(value: Iterable[Any]) -> bool:
    """Does a key name somebody, or a node?"""
    return any(isinstance(key, str) and NAMED.search(key) for key in value)
