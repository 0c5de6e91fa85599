"""A draft of the form in hand, kept while it was typed: offered when one comes back, never put in silently (``parts/draft.pt``)."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

import peppercorn
from pyramid.request import Request

from mobee_pyr.content import drafts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node

FORMS = {
    "edit": Permission.EDIT,
    "working-copy-edit": Permission.EDIT,
    "mission-new": Permission.ADD,
    "need-new": Permission.ADD,
    "programme-new": Permission.ADD,
    "publication-new": Permission.EDIT,
    "apply": Permission.VIEW,
}
"""The forms whose drafts are kept: the name of the page → what it asks for. One that asks for several kinds of things keeps a draft of
each: ``publication-new:news``."""

UNKEPT = frozenset(("csrf_token", "save", "back", "form", "drop", "password"))


class Drafted(NamedTuple):
    """``taken``: the address asks for it; ``when`` in words, ``href`` puts it into the form."""

    when: str
    href: str
    taken: bool
    typed: list[tuple[str, str]]


def asks_for(form: str) -> Permission | None:
    """What the page of a form asks for; ``None``: no draft of it is kept."""
    return FORMS.get(form.partition(":")[0])


def href(request: Request, node: Node, form: str, **query: str) -> str:
    """Where a form stands."""
    page, _colon, kind = form.partition(":")
    return str(request.node_url(node, page, **({"kind": kind} if kind else {}) | query))


def of(request: Request, node: Node, form: str) -> Drafted | None:
    """The reader's draft of a form of this node, if there is one."""
    found = None if request.person is None else drafts.of(request.person, node.oid, form, request.now)
    if found is None:
        return None
    query = {key: value for key, value in request.GET.items() if key != "draft"}
    return Drafted(request.words.date(found.when), href(request, node, form, **query, draft="1"), "draft" in request.GET, found.typed())


def drop(request: Request, node: Node, form: str) -> None:
    """What was typed is saved."""
    if request.person is not None:
        drafts.drop(request.person, node.oid, form)


def typed(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """What of a sent form is kept: neither files nor what proves who sent it."""
    return [(name, value) for name, value in pairs if isinstance(value, str) and name not in UNKEPT]


def filled(form: Any, draft: Drafted) -> Any:
    """The form with the draft in it, right or not: nobody has sent it yet."""
    with suppress(ValueError):
        form.set_pstruct(peppercorn.parse(draft.typed))
    return form.render()
