"""A document given as evidence, for whoever qualifies and for whoever gave it (M69)."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.views.papers.served import served
from mobee_pyr.workflows import evidence


@view_config(context=Qualified, name="document", permission=Permission.VIEW, request_method="GET")
def download(node: Qualified, request: Request) -> Response:
    """``?criterion=``. For everybody else there is no such document; that one of the team read it stands in the history."""
    criterion = request.GET.get("criterion", "")
    given = node.evidence.get(criterion)
    if given is None or given.document is None or not evidence.may_read(request.reader, node, given):
        raise HTTPNotFound
    if given.who != request.reader.person_id:
        evidence.note_reading(request.act, node, criterion)
    return served(given.document)
