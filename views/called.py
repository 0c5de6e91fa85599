"""How people call a field of something and what it says: the built-in ones, and the network's own as far as the reader may read them."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from mobee_pyr.content.field import PREFIX, Field
from mobee_pyr.content.node import Node
from mobee_pyr.views.forms import extra
from mobee_pyr.views.journal.fields import NAMES
from mobee_pyr.views.journal.fields import said as built_in
from mobee_pyr.workflows import extra_fields


def own(request: Request, node: Node) -> Mapping[str, Field]:
    """The network's own fields whose answers the reader may read here, by name."""
    return {field.name: field for field in extra_fields.to_see(request.reader, node)}


def own_field(request: Request, node: Node, name: str) -> Field | None:
    """One of these; ``None`` for a built-in one."""
    return own(request, node).get(name) if name.startswith(PREFIX) else None


def called(request: Request, node: Node, name: str) -> str:
    """Its name for people; empty for one that has none, or that is not for this reader."""
    if name in NAMES:
        return str(request.translate(NAMES[name]))
    field = own_field(request, node, name)
    return "" if field is None else extra.told(request, field.label)


def said(request: Request, node: Node, name: str, value: Any) -> str:
    """A value of it, as its question says it."""
    field = own_field(request, node, name)
    return built_in(request, name, value, node=node) if field is None else extra.said(request, field, value)
