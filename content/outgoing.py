"""What a network's team writes to all its members, while it is on its way: some people at a time, beside requests (M65)."""

from collections.abc import Iterable
from datetime import datetime

from BTrees.LLBTree import LLTreeSet
from persistent import Persistent


class Outgoing(Persistent):
    """``left``: the oids of those to whom it has not been sent yet."""

    def __init__(self, network: int, subject: str, text: str, who: str | None, when: datetime, people: Iterable[int]) -> None:
        self.network, self.subject, self.text = network, subject, text
        self.who, self.when = who, when
        self.left = LLTreeSet(people)
