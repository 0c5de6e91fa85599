"""A thread as a part of page (``parts/thread.pt``): messages, and each change of state among them, the oldest first."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.track import Tracked
from mobee_pyr.views.journal.entries import entries
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import threads


class Line(NamedTuple):
    """A message (``text``), or a change of state (``what``)."""

    moment: str
    who: str
    when: str
    text: str
    what: str
    own: bool


class Thread(NamedTuple):
    """``typed`` and ``fault``: what was refused, and why."""

    lines: list[Line]
    action: str
    longest: int
    typed: str
    fault: str


def thread(request: Request, node: Tracked, typed: str = "", fault: str = "") -> Thread | None:
    """What the reader reads of it; ``None`` for whoever takes no part."""
    if not threads.takes_part(request.reader, node):
        return None
    lines = [
        Line(
            message.when.isoformat(timespec="seconds"),
            signature(request, message.who, message.instead_of),
            request.words.ago(message.when),
            message.text,
            "",
            message.who == request.reader.person_id,
        )
        for message in node.thread
    ]
    lines += [
        Line(entry.moment, entry.who, entry.when, "", entry.moved, False) for entry in reversed(list(entries(request, node))) if entry.moved
    ]
    lines.sort(key=lambda line: line.moment)
    return Thread(lines, request.node_url(node, "messages"), threads.LONGEST, typed, fault)
