"""A working copy: what one person prepares aside while the page itself stays as it is (decision 31)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Aside(NamedTuple):
    """One at a time for each node. ``began`` is where its form was opened, as every form carries it; ``answers`` are plain data."""

    who: str
    since: datetime
    saved: datetime
    began: str
    answers: Mapping[str, Any]
