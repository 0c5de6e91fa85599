"""Which deed of a node an address names: ``?deed=12``."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from mobee_pyr.content import past
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.views.journal.entries import is_readable

LONGEST = 7
"""Digits of a number that is read; no journal is that long."""


def deed_asked(request: Request, node: Node) -> tuple[int, Deed]:
    """The number and the deed, if the reader may read it. Raises `HTTPNotFound`."""
    said = request.params.get("deed", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST else -1
    deed = past.found(node, number)
    if deed is None or not is_readable(request, node, deed):
        raise HTTPNotFound
    return number, deed
