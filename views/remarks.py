"""What has to be completed before an organisation or a request is accepted, for whoever may complete it (``parts/remarks.pt``)."""

from datetime import datetime

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.views.papers.joined import Joined, joined


def remarks(request: Request, node: Node) -> list[tuple[str, str, Joined | None]]:
    """Each with who said so and when, and the file that goes with it; the latest first."""
    if not isinstance(node, Qualified) or node.state != "to_complete" or request.person is None:
        return []
    found: list[tuple[str, str, Joined | None]] = [
        (remark.text, _signed(request, remark.who, remark.when), None) for remark in reversed(node.remarks)
    ]
    asked = next((deed for deed in node.deeds() if deed.what == "ask_for_more"), None)
    if asked is not None and asked.why and asked.why not in {text for text, _signature, _joined in found}:
        found.insert(0, (asked.why, _signed(request, asked.who, asked.when), joined(request, node, asked)))
    return found


def _signed(request: Request, who: str | None, when: datetime) -> str:
    return ", ".join(part for part in (name_of(request.site, who), request.words.day(when.date())) if part)
