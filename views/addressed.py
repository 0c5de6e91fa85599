"""Which one of several things the address of a page names."""

from collections.abc import Container

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request


def named(request: Request, name: str, known: Container[str], usual: str = "") -> str:
    """What ``?name=`` says, ``usual`` if it says nothing. Raises `HTTPNotFound` for what is not ``known``."""
    said = str(request.GET.get(name, usual))
    if said not in known:
        raise HTTPNotFound
    return said
