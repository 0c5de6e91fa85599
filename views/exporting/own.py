"""What a network asks besides, as columns of a file: the answers that its reader may read on the pages, and no heading else (M13)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.field import SUBJECT_OF
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.exporting.sheet import Cell
from mobee_pyr.views.forms.extra import said, told
from mobee_pyr.workflows import extra_fields
from mobee_pyr.workflows.extra_fields import Column

Listed = TypeVar("Listed", bound=Node)

Where = tuple[int, str]
"""A network and one of its forms (`field.SUBJECTS`)."""

Key = tuple[Where, str]
"""Where it is asked, and the name of the field."""


class Asked(NamedTuple):
    """One column: who asks, and what."""

    network: Network
    column: Column


def answer(
    request: Request,
    title: str,
    heads: Sequence[str],
    find: Callable[[], Iterable[Listed]],
    row: Callable[[Listed], Sequence[Cell]],
) -> Response:
    """A file of nodes: the columns that all have, then those of the networks among which they are."""
    sheet.allow(request)
    nodes = list(find())
    asked = _asked(request, nodes)
    rows = ((*row(node), *_cells(request, node, asked)) for node in nodes)
    return sheet.written(request, title, (*map(request.translate, heads), *_heads(request, asked)), rows)


def _asked(request: Request, nodes: Sequence[Node]) -> Mapping[Key, Asked]:
    """Only where the reader may read it of something in the file: that a question is asked may be told to few, too."""
    forms: dict[Where, tuple[Network, list[Node]]] = {}
    for node in nodes:
        network, where = network_of(node), _where(node)
        if network is not None and where is not None:
            forms.setdefault(where, (network, []))[1].append(node)
    return {
        (where, column.field.name): Asked(network, column)
        for where, (network, inside) in forms.items()
        for column in extra_fields.columns(request.reader, network, where[1])
        if any(column.seen(node) for node in inside)
    }


def _where(node: Node) -> Where | None:
    network, subject = network_of(node), SUBJECT_OF.get(node.type_name)
    return None if network is None or subject is None else (network.oid, subject)


def _heads(request: Request, asked: Mapping[Key, Asked]) -> list[str]:
    """The questions; with their network where several ask."""
    several = len({network.oid for network, _column in asked.values()}) > 1
    heads = []
    for network, column in asked.values():
        label, unit = told(request, column.label), column.field.unit
        whole = f"{label} ({unit})" if unit else label
        heads.append(f"{whole} – {network.title}" if several else whole)
    return heads


def _cells(request: Request, node: Node, asked: Mapping[Key, Asked]) -> list[Cell]:
    here = _where(node)
    return [_cell(request, node, one.column) if where == here else None for (where, _name), one in asked.items()]


def _cell(request: Request, node: Node, column: Column) -> Cell:
    """Numbers and dates as such, everything else in words."""
    value = column.value(node)
    return value if isinstance(value, int | float | Decimal | date) else said(request, column.field, value)
