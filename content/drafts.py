"""What somebody is typing, kept for them alone until it is saved (decision 31): never shown, never counted, gone after a month."""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree

from mobee_pyr.content.person import Person

MOST = 20
"""Drafts that one person may have; the oldest makes room."""

LARGEST = 60_000
"""Characters of a draft; what is longer is not kept."""

KEPT = timedelta(days=30)


class Draft(NamedTuple):
    """``pairs``: names and values as the form would have sent them, compressed."""

    when: datetime
    pairs: bytes

    def typed(self) -> list[tuple[str, str]]:
        """The names and values."""
        return [(name, value) for name, value in json.loads(zlib.decompress(self.pairs))]


def keep(person: Person, oid: int, form: str, pairs: Iterable[tuple[str, str]], when: datetime) -> bool:
    """Keep what is being typed into a form of a node; ``False`` if it is too long."""
    told = json.dumps(list(pairs), ensure_ascii=False)
    if len(told) > LARGEST:
        return False
    held = person.drafts
    if held is None:
        held = person.drafts = OOBTree()
    held[_key(oid, form)] = Draft(when, zlib.compress(told.encode()))
    while len(held) > MOST:
        del held[min(held, key=lambda key: held[key].when)]
    return True


def of(person: Person, oid: int, form: str, now: datetime) -> Draft | None:
    """The draft of a form of a node."""
    draft: Draft | None = None if person.drafts is None else person.drafts.get(_key(oid, form))
    return draft if draft is not None and now - draft.when < KEPT else None


def drop(person: Person, oid: int, form: str) -> None:
    """It is saved, or given up."""
    if person.drafts is not None and _key(oid, form) in person.drafts:
        del person.drafts[_key(oid, form)]


def strip(person: Person, oid: int, names: Collection[str]) -> None:
    """Nothing of some answers stays in what somebody is typing about a node; a question's marks (``x:mapping``) say nothing."""
    held = _held(person)
    for key in [key for key in held if key.startswith(f"{oid} ")]:
        pairs = held[key].typed()
        left, inside = [], False
        for name, value in pairs:
            opened = name == "__start__" and value.partition(":")[0] in names
            if not (opened or inside or name in names):
                left.append((name, value))
            inside = opened or (inside and name != "__end__")
        if len(left) < len(pairs):
            held[key] = Draft(held[key].when, zlib.compress(json.dumps(left, ensure_ascii=False).encode()))


def are_old(person: Person, now: datetime) -> bool:
    """Is there one that nobody came back to?"""
    return any(_old(person, now))


def expire(person: Person, now: datetime) -> int:
    """Forget those that nobody came back to; how many they were."""
    old = list(_old(person, now))
    for key in old:
        _held(person).pop(key)
    return len(old)


def _old(person: Person, now: datetime) -> Iterator[str]:
    return (key for key, draft in _held(person).items() if now - draft.when >= KEPT)


def _held(person: Person) -> Any:
    return {} if person.drafts is None else person.drafts


def _key(oid: int, form: str) -> str:
    return f"{oid} {form}"
