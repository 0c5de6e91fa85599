"""Who of a network's team takes care of something, as the others read it."""

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.workflows.reviewing import claims


def told(request: Request, node: Node) -> str:
    """« Quentin s’en occupe depuis hier », « vous vous en occupez depuis hier »; empty when nobody does."""
    claim = claims.holder(node, request.today)
    if claim is None:
        return ""
    since = phrases.since(request, claim.when)
    if claim.who == request.reader.person_id:
        return str(request.translate(_("vous vous en occupez ${since}"), since=since))
    return str(request.translate(_("${who} s’en occupe ${since}"), who=name_of(request.site, claim.who), since=since))
