"""Remembers what was found, for as long as it is exact."""

from collections.abc import Hashable
from typing import Any


class Memory:
    """Holds at most ``size`` answers; when full, or when the index changes, it starts anew. Safe to share among threads."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._held: dict[Hashable, Any] = {}

    def get(self, key: Hashable) -> Any:
        """What was kept under ``key``, ``None`` if nothing was."""
        return self._held.get(key)

    def keep(self, key: Hashable, value: Any) -> None:
        """Keep an answer under a key that names everything the answer depends on."""
        if len(self._held) >= self.size:
            self.clear()
        self._held[key] = value

    def clear(self) -> None:
        """Forget everything. A new dictionary, so that whoever reads at this moment is not disturbed."""
        self._held = {}
