"""A network's own fields as pages show them (``parts/extra.pt``), and what of them a form asks and keeps (M13)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.views.forms.extra import said, told
from mobee_pyr.workflows import access, extra_fields


class Shown(NamedTuple):
    """One answer; ``href`` where it is an address; ``closed``: not everybody who sees the page reads it."""

    title: str
    said: str
    href: str | None
    closed: bool


class Extra(NamedTuple):
    """What a page shows; ``fill``: where the reader answers what its form does not ask."""

    lines: list[Shown]
    fill: str | None


def extra(request: Request, node: Node) -> Extra:
    """The answers that the reader may read, in the order of the form."""
    fields = extra_fields.to_see(request.reader, node)
    if not fields:
        return Extra([], None)
    values = extra_fields.read(node, fields)
    lines = []
    for field in fields:
        words = said(request, field, values[field.name])
        if words:
            href = {"link": words, "mail": f"mailto:{words}"}.get(field.kind)
            lines.append(Shown(told(request, field.label), words, href, not field.open))
    return Extra(lines, _fill(request, node))


def _fill(request: Request, node: Node) -> str | None:
    edits = request.person is None or access.permits(request.reader, Permission.EDIT, node)
    return None if edits or not extra_fields.to_fill(request.reader, node) else request.node_url(node, "fill-in")
