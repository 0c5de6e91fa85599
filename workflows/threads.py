"""Threads: what both sides of an application, a pledge or a request write to each other, in one place, for them alone."""

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.track import Message, Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, Written
from mobee_pyr.workflows.engine import TransitionRefused, signed

LONGEST = 2_000
"""Characters of a message."""

MOST = 300
"""Messages of one thread."""

_RECEIVING = ("beneficiary.referent", "beneficiary.manager")
_TEAM = (("owner", "organisation.referent", "organisation.manager"), ("network.manager", "network.qualifier"))

SIDES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "application": (("applicant",), _RECEIVING),
    "joining": (("applicant",), _RECEIVING),
    "pledge": (("applicant", "employer.referent"), _RECEIVING),
    "mission": _TEAM,
    "need": _TEAM,
}
"""By type of content, who asks and who answers. The applicant's employer is on neither side: what it validates is not this talk."""


def sides(node: Node) -> list[frozenset[str]]:
    """The tokens of each side."""
    return [roles.tokens(node, side) for side in SIDES.get(node.type_name, ())]


def takes_part(who: Reader, node: Node) -> bool:
    """May ``who`` read and write the thread?"""
    inside = any(not who.tokens.isdisjoint(side) for side in sides(node))
    return who.person_id is not None and inside and access.permits(who, Permission.VIEW, node)


def write(act: Act, node: Tracked, text: str) -> None:
    """Add a message, and let the other side know. Raises `TransitionRefused`; nothing has then changed."""
    who, said = access.reader(act.site, act.person, act.today), text.strip()
    if not takes_part(who, node):
        raise TransitionRefused(_("Cet échange ne vous est pas ouvert."))
    if not said:
        raise TransitionRefused(_("Écrivez votre message."))
    if len(said) > LONGEST:
        raise TransitionRefused(_("Votre message est trop long : 2 000 signes au plus."))
    if len(node.thread) >= MOST:
        raise TransitionRefused(_("Cet échange est très long : poursuivez-le de vive voix ou par courriel."))
    absent = who.signs_for(frozenset().union(*sides(node)))
    node.thread = (*node.thread, Message(act.now, act.who or "", said, absent))
    node.record(act.who, "message", when=act.now, **signed(absent))
    act.tell(Written(act, node, said))


def others(who: Reader, node: Node) -> set[str]:
    """The tokens of those to whom ``who`` speaks: the sides on which they do not stand."""
    return {token for side in sides(node) if who.tokens.isdisjoint(side) for token in side}
