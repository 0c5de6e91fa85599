"""Items beside each other: the steps that each would pass today, and those that it would pass otherwise."""

from collections.abc import Iterable
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.vocabulary import TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.procedures.shown import teller
from mobee_pyr.workflows.procedures.fields import request_of
from mobee_pyr.workflows.procedures.trial import Tried


class Line(NamedTuple):
    """One item: what it is, some facts that conditions look at, and both ways."""

    oid: int
    href: str | None
    name: str
    facts: str
    today: str
    then: str
    differs: bool


def lines(request: Request, tried: Iterable[Tried]) -> list[Line]:
    """Those that differ come first, each kind as it came."""
    tell = teller(request)
    found = [
        Line(
            one.node.oid,
            request.node_url(one.node) if request.site.node(one.node.oid) is one.node else None,
            _name(request, one.node),
            _facts(request, one.node),
            tell.path(one.today),
            tell.path(one.then),
            one.differs,
        )
        for one in tried
    ]
    return sorted(found, key=lambda line: not line.differs)


def _name(request: Request, node: Tracked) -> str:
    site: Site = request.site
    who = name_of(site, node.applicant) if isinstance(node, Answer) else ""
    asked = request_of(node)
    title = node.title if asked is None or asked is node else asked.title
    return f"{who} · {title}" if who and asked is not None else who or str(request.translate(title))


def _facts(request: Request, node: Tracked) -> str:
    """« 3 jours · sur le temps de travail »."""
    asked, basis = request_of(node), getattr(node, "time_basis", "")
    days = getattr(asked, "days", None)
    told = [request.words.plural(_("${count} jour"), _("${count} jours"), days)] if days is not None else []
    told += [request.translate(TIME_BASES[basis])] if basis in TIME_BASES and isinstance(node, Answer) else []
    need, quantity = asked, getattr(node, "quantity", None)
    if quantity is not None and need is not None and need.type_name == "need":
        told.append(phrases.amount(request, need, quantity))
    return " · ".join(told)
