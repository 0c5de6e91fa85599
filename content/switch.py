"""A switch: one workflow of a network was replaced by another version, and items moved with it. Kept so that it can be undone."""

from collections.abc import Mapping
from datetime import datetime

from BTrees.LOBTree import LOBTree
from persistent import Persistent


class Switch(Persistent):
    """``before`` and ``after`` are TOML texts, ``None`` for what the blueprint says; ``chosen`` maps states that are gone to others."""

    undone: datetime | None = None
    expected: int = 0
    """How many items were to be moved in the background; 0: all moved at once."""
    left: LOBTree | None = None
    """The oid of each item that has not been written anew yet → the state in which it is from the first moment on."""
    finished: datetime | None = None
    """When the last of them was."""
    back: "Switch | None" = None
    """How it was undone: the same way, with the versions the other way round."""

    def __init__(
        self, content: str, before: str | None, after: str | None, chosen: Mapping[str, str], who: str | None, when: datetime
    ) -> None:
        self.content = content
        self.before = before
        self.after = after
        self.chosen = dict(chosen)
        self.who = who
        self.when = when
        self.moved = LOBTree()
        """The oid of each item that moved → the state that it left and the one that it came to."""

    def state(self, oid: int, kept: str) -> str:
        """The state of an item, of which ``kept`` is written on it."""
        found: str = kept if self.left is None else self.left.get(oid, kept)
        return found

    @property
    def waiting(self) -> int:
        """How many items are not written anew yet."""
        return 0 if self.left is None else len(self.left)
