"""JSON as values again: the way back of `writing`, for a file that nobody has to trust."""

import shutil
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ZODB.blob import Blob

from mobee_pyr.exchange.form import BLOCK, ImportRefused
from mobee_pyr.exchange.known import MAPPINGS, SETS, records, tuples
from mobee_pyr.exchange.parcel import Parcel


class Reader:
    """Reads values; ``nodes`` are the numbers that the export's numbers become, ``people`` the ids that its ids become."""

    def __init__(self, parcel: Parcel, site: int) -> None:
        self._parcel, self._site = parcel, site
        self.nodes: dict[str, int] = {}
        self.people: dict[str, str | None] = {}

    def value(self, said: Any) -> Any:
        """A value. Raises `ImportRefused`."""
        if isinstance(said, list):
            return [self.value(one) for one in said]
        if not isinstance(said, dict):
            return said
        if "$" in said:
            return self._object(said)
        tag = next(iter(said)) if len(said) == 1 else ""
        if not tag.startswith("$"):
            return {key: self.value(one) for key, one in said.items()}
        read = self._tagged().get(tag)
        if read is None:
            raise ImportRefused(
                f"{tag[:60]!r} is no kind of value that this mobee knows: a newer one made the export, or something else did"
            )
        try:
            return read(said[tag])
        except (TypeError, ValueError, OverflowError, InvalidOperation) as error:
            if isinstance(error, ImportRefused):
                raise
            raise ImportRefused(f"{tag}: {said[tag]!s:.60} is none") from error

    def node(self, number: Any) -> int:
        """The number that a node of the export has here."""
        if not isinstance(number, str) or number not in self.nodes:
            raise ImportRefused(f"a reference leads to {number!s:.40}, and nothing in the export has that number")
        return self.nodes[number]

    def person(self, person_id: Any) -> str | None:
        """The id that somebody of the export has here; ``None``: there is no such person any more."""
        if not isinstance(person_id, str) or person_id not in self.people:
            raise ImportRefused(f"{person_id!s:.60} is named and stands in no line of people.jsonl")
        return self.people[person_id]

    def _tagged(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "$node": self.node,
            "$site": lambda said: self._site,
            "$outside": int,
            "$person": self.person,
            "$text": lambda parts: "".join(str(self.value(part)) for part in parts),
            "$datetime": _moment,
            "$date": date.fromisoformat,
            "$decimal": Decimal,
            "$bytes": lambda said: b64decode(said, validate=True),
            "$blob": self._blob,
            "$dict": lambda pairs: dict(self._pairs(pairs)),
            **{f"${cls.__name__}": self._several(cls) for cls in (tuple, list, set, frozenset, *SETS.values())},
            **{f"${name}": self._mapping(cls) for name, cls in MAPPINGS.items()},
        }

    def _several(self, cls: Any) -> Callable[[Any], Any]:
        return lambda said: cls([self.value(one) for one in said])

    def _mapping(self, cls: Any) -> Callable[[Any], Any]:
        def read(pairs: Any) -> Any:
            made = cls()
            for key, one in self._pairs(pairs):
                made[key] = one
            return made

        return read

    def _pairs(self, pairs: Any) -> list[tuple[Any, Any]]:
        return [(self.value(key), self.value(one)) for key, one in pairs]

    def _object(self, said: dict[str, Any]) -> Any:
        name = said["$"]
        fields = {key: self.value(one) for key, one in said.items() if key != "$"}
        if isinstance(name, str) and name in tuples():
            cls = tuples()[name]
            if not fields.keys() <= set(cls._fields) or not set(cls._fields) - cls._field_defaults.keys() <= fields.keys():
                raise ImportRefused(f"{name} has other fields here: {', '.join(sorted(fields.keys() ^ set(cls._fields)))[:200]}")
            return cls(**fields)
        if isinstance(name, str) and name in records():
            made = records()[name].__new__(records()[name])
            for key, one in fields.items():
                refuse_attribute(type(made), key, one)
                setattr(made, key, one)
            return made
        raise ImportRefused(f"{name!s:.60} is no kind of value that this mobee knows: a newer one made the export, or something else did")

    def _blob(self, digest: str) -> Blob:
        made = Blob()
        with self._parcel.blob(digest) as part, made.open("w") as file:
            shutil.copyfileobj(part, file, BLOCK)
        return made


def refuse_attribute(cls: type, name: str, value: Any) -> None:
    """Raise `ImportRefused` unless an object of a class may have that attribute, and of that kind."""
    usual = getattr(cls, name, None)
    settable = isinstance(usual, property) and usual.fset is not None
    if not name.isidentifier() or name.startswith("_") or (not settable and (callable(usual) or hasattr(usual, "__get__"))):
        raise ImportRefused(f"{cls.__name__} has no attribute {name[:60]!r}")
    for kind in (bool, str, tuple, int):
        if isinstance(usual, kind) and value is not None and not isinstance(value, kind):
            raise ImportRefused(f"{name} of a {cls.__name__} must be a {kind.__name__}, is {value!s:.60}")


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment
