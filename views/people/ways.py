"""Where one goes after a deed on somebody's role: back to the team, unless it was one's own role that opened it."""

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access

TEAM = _("Équipe et rôles")


def team_url(request: Request, node: Node) -> str:
    """The page of people; the site's is a part of its administration."""
    return "/administration/people" if node.type_name == "site" else str(request.node_url(node, "people"))


def way_on(request: Request, node: Node) -> str:
    """The first of these pages that the reader may still open."""
    reader = access.reader(request.site, request.person, request.today)
    if access.permits(reader, Permission.PEOPLE, node):
        return team_url(request, node)
    if node.type_name != "site" and access.permits(reader, Permission.VIEW, node):
        return str(request.node_url(node))
    return str(request.urls["my_space"])
