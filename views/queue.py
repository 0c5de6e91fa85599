"""One line of a team's queue: what it is, what presses and why, who takes care of it (``templates/qualification.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import claimed, phrases
from mobee_pyr.workflows import qualifying, tasks
from mobee_pyr.workflows.reviewing import advice, eyes, urgency
from mobee_pyr.workflows.reviewing.urgency import Reason

CALM = {
    "idle": _("plus personne ne s’en occupe"),
    "completed": _("revient complétée"),
    "second": _("attend un second regard"),
    "begun": _("la date de début est passée"),
}
"""`urgency.RANKS`, for those that count nothing."""


class Line(NamedTuple):
    """One thing that waits. ``boxes``: kind and words of its criteria; ``own``: somebody else decides on it."""

    href: str
    title: str
    about: str
    since: str
    urgent: list[str]
    signs: str
    claimed: str
    boxes: tuple[str, str] | None
    last: str
    own: bool
    item: str


def line(request: Request, node: Qualified) -> Line:
    """As the reader sees it now."""
    ticked, mandatory = qualifying.ticked(node)
    counted = request.words.plural(_("${count} critère sur ${all}"), _("${count} critères sur ${all}"), ticked, all=mandatory)
    noticed, within = len(advice.signs(node)), eyes.may_read(request.reader, node)
    return Line(
        href=request.node_url(node, "qualify"),
        title=node.title,
        about=about(request, node),
        since=phrases.since(request, tasks.waiting_since(node)),
        urgent=[urgent(request, reason) for reason in urgency.reasons(node, request.today) if reason.name != "second" or within],
        signs=request.words.plural(_("${count} point à regarder"), _("${count} points à regarder"), noticed) if noticed else "",
        claimed=phrases.sentence(claimed.told(request, node)),
        boxes=("good" if ticked == mandatory else "waiting", counted) if mandatory else None,
        last=signed(request, qualifying.last_dealt_with(node)),
        own=not qualifying.decisions(request.reader, node),
        item=str(node.oid),
    )


def about(request: Request, node: Node) -> str:
    """« Mission · Pierres vivantes »."""
    organisation = organisation_of(node)
    home = organisation.title if organisation is not None and organisation is not node else ""
    return " · ".join(filter(None, (request.translate(TYPES[node.type_name].label), home)))


def signed(request: Request, deed: Deed | None) -> str:
    """« Quentin Lefort, il y a 2 jours »."""
    return "" if deed is None else ", ".join(filter(None, (name_of(request.site, deed.who), request.words.ago(deed.when))))


def urgent(request: Request, reason: Reason) -> str:
    """« commence dans 6 jours »."""
    words, days = request.words, reason.days
    if reason.name == "begins":
        if days < 2:
            return str(request.translate(_("commence demain") if days else _("commence aujourd’hui")))
        return str(words.plural(_("commence dans ${count} jour"), _("commence dans ${count} jours"), days))
    if reason.name == "long":
        return str(words.plural(_("attend plus de ${count} jour ouvré"), _("attend plus de ${count} jours ouvrés"), days))
    return str(request.translate(CALM[reason.name]))
