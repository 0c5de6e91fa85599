"""What has to be completed before something that is qualified is accepted, for whoever completes it (``parts/remarks.pt``)."""

from datetime import datetime
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.qualification import Remark as Kept
from mobee_pyr.views.called import called
from mobee_pyr.views.links import exists
from mobee_pyr.views.papers.joined import Joined, joined
from mobee_pyr.workflows import access, library
from mobee_pyr.workflows.reviewing import rounds


class Remark(NamedTuple):
    """One remark: its text, who said so and when, the field that it is about and where it is corrected, the file that goes with it."""

    text: str
    signature: str
    name: str = ""
    field: str = ""
    href: str | None = None
    joined: Joined | None = None


class Remarks(NamedTuple):
    """Those that it was sent back with, in the order in which they were made; and those of earlier rounds."""

    now: list[Remark]
    former: list[Remark]


def remarks(request: Request, node: Node) -> Remarks | None:
    """``None`` unless it is in its author's hands, and for whoever follows only what it will become."""
    if not isinstance(node, Qualified) or request.person is None or not access.permits(request.reader, Permission.HISTORY, node):
        return None
    if not rounds.awaits_author(library.workflow_of(node).workflow, node.state):
        return None
    found = rounds.of(node)
    now = [_told(request, node, each) for each in (*found.asked, *found.fresh)]
    said = "\n".join(each.text for each in found.asked)
    if found.sent is not None and found.sent.why and found.sent.why not in {said, *(each.text for each in found.asked)}:
        now.insert(0, Remark(found.sent.why, _signed(request, found.sent.who, found.sent.when)))
    file = joined(request, node, found.sent)
    if file is not None and now:
        now[0] = now[0]._replace(joined=file)
    former = [_told(request, node, each) for each in found.former]
    return Remarks(now, former) if now or former else None


def at_fields(request: Request, node: Node) -> dict[str, list[tuple[str, str]]]:
    """The name of each field that was remarked → its remarks (text, who and when), for its form."""
    found, told = remarks(request, node), dict[str, list[tuple[str, str]]]()
    for each in found.now if found is not None else ():
        if each.name:
            told.setdefault(each.name, []).append((each.text, each.signature))
    return told


def _told(request: Request, node: Node, remark: Kept) -> Remark:
    title = called(request, node, remark.field)
    may_edit = title and access.permits(request.reader, Permission.EDIT, node) and exists(request, node, "edit")
    href = f"{request.node_url(node, 'edit')}#item-form-{remark.field}" if may_edit else None
    return Remark(remark.text, _signed(request, remark.who, remark.when), remark.field, title, href)


def _signed(request: Request, who: str | None, when: datetime) -> str:
    return ", ".join(part for part in (name_of(request.site, who), request.words.day(when.date())) if part)
