"""Where somebody is awaited: the places that named their address in a list, until they say yes (M46, M47)."""

from pyramid.request import Request

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows import invitations


def links(request: Request) -> list[tuple[str, str]]:
    """The address that asks for the yes of the person signed in, and the title of each place."""
    found = []
    for oid in awaited.places(request.site, request.person.mail):
        node = request.site.node(oid)
        if isinstance(node, Owner) and not is_deleted(node):
            offered = invitations.invitation(node, request.person.mail, Role.MEMBER, request.now)
            if offered is not None:
                said = {"node": oid, "mail": offered.mail, "role": str(Role.MEMBER)}
                found.append((f"/accept-role?token={request.sign('awaited', said)}", node.title))
    return found
