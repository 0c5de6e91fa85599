"""A switch: one workflow of a network was replaced by another version, and items moved with it. Kept so that it can be undone."""

from collections.abc import Mapping
from datetime import datetime

from BTrees.LOBTree import LOBTree
from persistent import Persistent


class Switch(Persistent):
    """``before`` and ``after`` are TOML texts, ``None`` for what the blueprint says; ``chosen`` maps states that are gone to others."""

    undone: datetime | None = None

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
