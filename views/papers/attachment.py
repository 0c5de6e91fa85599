"""A file that was given with a deed, for exactly those who may read why it was done."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.views.papers.served import served
from mobee_pyr.workflows import discretion


@view_config(context=Node, name="attachment", permission=Permission.VIEW, request_method="GET")
def download(node: Node, request: Request) -> Response:
    """``?deed=`` names the file as its deed does. For everybody else there is none."""
    key = request.GET.get("deed", "")
    deed = next((deed for deed in node.deeds() if deed.details.get("attachment") == key), None) if key in node.attachments else None
    if deed is None or not discretion.may_open_attachment(request.reader, node, deed):
        raise HTTPNotFound
    return served(node.attachments[key])
