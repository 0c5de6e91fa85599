"""The one shape of account pages (``account.pt``): a sentence, a form, where else to go; and the page of a link that is over."""

from collections.abc import Sequence
from typing import Any

import deform
from pyramid.request import Request

from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page

SHEET = "mobee_pyr.views:templates/account.pt"


def sheet(
    request: Request,
    title: str,
    form: Any = None,
    intro: str | None = None,
    links: Sequence[tuple[str, str]] = (),
    fault: str | None = None,
) -> dict[str, Any]:
    """The variables of ``account.pt``; ``form`` is rendered, ``links`` are (address, text)."""
    return {
        "page": Page(request, title),
        "intro": None if intro is None else request.translate(intro),
        "fault": None if fault is None else request.translate(fault),
        "form": form,
        "links": [(href, request.translate(text)) for href, text in links],
    }


def refused(request: Request, title: str, failure: deform.ValidationFailure, **more: Any) -> dict[str, Any]:
    """The same page with what was typed and what is wrong with it."""
    request.response.status_int = 422
    return sheet(request, title, failure.render(), **more)


def dead_link(request: Request, again: str | None, text: str | None = None) -> dict[str, Any]:
    """A link that was used, is too old or was never made: how to get a new one."""
    request.response.status_int = 410
    said = text or _("Ce lien a déjà servi, ou il date de plus de deux jours. Demandez-en un nouveau : c’est immédiat.")
    links = [] if again is None else [(again, _("Recevoir un nouveau lien"))]
    return sheet(request, _("Ce lien ne peut plus servir"), None, said, links)
