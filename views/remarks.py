"""What has to be completed before an organisation or a request is accepted, for whoever may complete it (``parts/remarks.pt``)."""

from datetime import datetime

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified


def remarks(request: Request, node: Node) -> list[tuple[str, str]]:
    """Each with who said so and when, the latest first."""
    if not isinstance(node, Qualified) or node.state != "to_complete" or request.person is None:
        return []
    found = [(remark.text, _signed(request, remark.who, remark.when)) for remark in reversed(node.remarks)]
    asked = next((deed for deed in node.deeds() if deed.what == "ask_for_more"), None)
    if asked is not None and asked.why and asked.why not in {text for text, _signature in found}:
        found.insert(0, (asked.why, _signed(request, asked.who, asked.when)))
    return found


def _signed(request: Request, who: str | None, when: datetime) -> str:
    return ", ".join(part for part in (name_of(request.site, who), request.words.day(when.date())) if part)
