"""What makes a mission look like a job, or ask too much of one person, in words: for those who qualify, and before, for its author."""

from datetime import date
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, splitting
from mobee_pyr.workflows.reviewing import advice

IN_HAND = ("draft", "proposed", "to_complete")
"""The states in which an author can still do something about it."""


class Advice(NamedTuple):
    """``signs`` of a job; ``skills``: that it asks for many; ``split``: the page that makes several missions of it."""

    signs: list[str]
    skills: str
    split: str | None


def signs(request: Request, node: Node) -> list[str]:
    """One sentence a sign, in the reader's language."""
    return [
        str(request.translate(sign.text, **{name: _said(request, value) for name, value in sign.facts.items()}))
        for sign in advice.signs(node)
    ]


def for_author(request: Request, node: Node) -> Advice | None:
    """The same before it is sent, for whoever may still change it; and that it asks for much, with the page that splits it (P11)."""
    if not isinstance(node, Mission) or node.state not in IN_HAND or not access.permits(request.reader, Permission.EDIT, node):
        return None
    found = Advice(signs(request, node), _skills(request, node), None)
    if found.skills and splitting.offered(request.reader, node):
        found = found._replace(split=request.node_url(node, "split"))
    return found if found.signs or found.skills else None


def _skills(request: Request, mission: Mission) -> str:
    if not advice.too_many_skills(mission):
        return ""
    text = _("${count} savoir-faire pour une seule mission, c’est beaucoup : plusieurs personnes s’engageront plus volontiers.")
    return str(request.translate(text, count=len(mission.skills)))


def _said(request: Request, value: Any) -> str:
    if isinstance(value, date):
        return str(request.words.day(value))
    return value if isinstance(value, str) else str(request.words.number(value))
