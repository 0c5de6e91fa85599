"""A plan: somebody set a transition for a later day, instead of firing it at once."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Plan(NamedTuple):
    """``name`` is a transition's, ``who`` the id of whoever set it, in whose name it is fired from ``when`` on.

    ``state`` is the one in which it was set: in any other it means nothing any more. ``reason`` is said when it is fired, and
    ``file`` (an `Attachment`) goes with it.
    """

    name: str
    when: datetime
    who: str
    state: str
    reason: str = ""
    file: Any = None


def minute_of(moment: datetime) -> int:
    """Under which plans are sorted: whole minutes since 1970."""
    return int((moment - EPOCH).total_seconds() // 60)
