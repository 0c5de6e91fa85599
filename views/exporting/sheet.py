"""A list as a file: heads in words, one row a thing; dates and numbers stay what they are, a text is never a formula.

The page that shows the list offers ``?export=csv`` and ``?export=xlsx`` beside its own questions, and makes its rows under its
reader's rights.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.table import neutral

Cell = str | int | float | Decimal | date | datetime | None

SIZE = 100
"""Rows that the index is asked for at a time."""

PIECE = 500
"""Rows that travel together."""

LONGEST = 32_000
"""Characters of a cell that a spreadsheet holds."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Export(NamedTuple):
    """The addresses of the files, for ``parts/export.pt``."""

    csv: str
    xlsx: str


def export(request: Request) -> Export | None:
    """Where this page's list is to be had as a file; visitors, and whoever looks with other eyes, read the page."""
    if request.person is None or request.look is not None:
        return None
    return Export(*(request.same_page(export=kind, page=None, lang=None) for kind in ("csv", "xlsx")))


def answer(request: Request, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The file that the address asks for, under a name that says what it is and of which day."""
    allow(request)
    return written(request, title, heads, rows)


def allow(request: Request) -> None:
    """Is there a file for this reader, and not too many? Asked before anything is looked for. Raises `HTTPForbidden`, `HTTPNotFound`."""
    if request.person is None or request.look is not None:
        raise HTTPForbidden
    if request.GET["export"] not in ("csv", "xlsx"):
        raise HTTPNotFound
    request.throttle("export", request.person.id)


def written(request: Request, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The file, for whom it is allowed."""
    kind = request.GET["export"]
    names, whole = [request.translate(head) for head in heads], [[_here(request, cell) for cell in row] for row in rows]
    name = f"{slug(request.translate(title))}-{request.words.today.isoformat()}.{kind}"
    if kind == "csv":
        response = Response(content_type="text/csv", charset="utf-8")
        response.app_iter = _written([names, *whole], request.language)
    else:
        response = Response(_workbook(request.translate(title), names, whole), content_type=XLSX)
    response.content_disposition = f'attachment; filename="{name}"'
    response.cache_control = "private, no-store"
    return response


def whole(find: Callable[[int], Any]) -> Iterator[Node]:
    """All that a search finds, page by page; ``find`` gives the page of a number."""
    number, seen = 1, set()
    while True:
        found = find(number)
        for node in found.nodes:
            if node.oid not in seen:
                seen.add(node.oid)
                yield node
        if number >= found.pages:
            return
        number += 1


def _here(request: Request, cell: Cell) -> Cell:
    """A moment as the clocks of the site show it, and a text that fits a cell."""
    if isinstance(cell, datetime):
        return cell.astimezone(request.words.zone).replace(tzinfo=None, second=0, microsecond=0)
    return cell[:LONGEST] if isinstance(cell, str) else cell


def _written(rows: Iterable[Sequence[Cell]], language: str) -> Iterator[bytes]:
    """As spreadsheets of that language open it with a double click: a mark of UTF-8, their own delimiter and decimal mark."""
    french = language == "fr"
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";" if french else ",")
    for number, row in enumerate(rows):
        writer.writerow([_text(cell, french) for cell in row])
        if number % PIECE == PIECE - 1:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _text(cell: Cell, french: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return neutral(cell)
    return str(cell).replace(".", ",") if french else str(cell)


def _workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet: heads that stay in view and filter, widths that fit what stands there."""
    import xlsxwriter  # for whoever asks for a workbook

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "mobee")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, min(60, max([len(head) + 4, *(len(str(row[column] or "")) + 2 for row in rows[:200])])))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    book.close()
    return made.getvalue()
