"""Pages of a list: which one is asked for, and the way to the others (``parts/pagination.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

LONGEST = 7
"""Digits of a page number that is read; no list is that long."""


class Pages(NamedTuple):
    """For ``parts/pagination.pt``; a number that is ``None`` stands for a gap."""

    number: int
    total: int
    previous: str | None
    next: str | None
    numbers: list[tuple[int | None, str, bool]]


def page_number(request: Request) -> int:
    """The page that the address asks for; the first when it asks for nonsense."""
    text = request.GET.get("page", "")
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, int(text[: LONGEST + 1]))


def pages(request: Request, number: int, total: int) -> Pages:
    """The first, the last, and those around the one that is shown."""
    shown = sorted({1, total, *range(max(1, number - 1), min(total, number + 1) + 1)})
    numbers: list[tuple[int | None, str, bool]] = []
    for before, each in zip([0, *shown], shown, strict=False):
        if each - before > 1:
            numbers.append((None, "", False))
        numbers.append((each, _address(request, each), each == number))
    return Pages(
        number,
        total,
        _address(request, number - 1) if number > 1 else None,
        _address(request, number + 1) if number < total else None,
        numbers,
    )


def _address(request: Request, number: int) -> str:
    return str(request.same_page(page=None if number == 1 else number))
