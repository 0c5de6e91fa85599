"""The file that was given with a deed, as those who may open it find it beside the reason."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.workflows import discretion


class Joined(NamedTuple):
    """Address and name, for ``parts/joined.pt``."""

    href: str
    name: str


def joined(request: Request, node: Node, deed: Deed | None) -> Joined | None:
    """``None`` when there is none, or when it is not for the reader."""
    key = "" if deed is None else deed.details.get("attachment", "")
    if deed is None or key not in node.attachments or not discretion.may_open_attachment(request.reader, node, deed):
        return None
    return Joined(request.node_url(node, "attachment", deed=key), node.attachments[key].name)
