"""The letters about a role: to whoever is given one, is invited to take one, or loses one."""

from pyramid.request import Request

from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person


def send_offer(request: Request, node: Node, to: Person | str, grant: Grant) -> None:
    """A person was appointed; an address is invited, with a link of its own."""
    said = {"node": node, "role": str(grant.role), "by": request.person.title}
    if isinstance(to, Person):
        request.send("role-given", to, since=grant.since, until=grant.until, url=_home(request, node), **said)
    else:
        link = request.sign("role", {"node": node.oid, "mail": to, "role": str(grant.role)})
        request.send("invitation", to, request.language, url=f"/accept-role?token={link}", **said)


def send_end(request: Request, node: Node, person: Person, role: str, reason: str) -> None:
    """A role ended; whoever ended their own knows."""
    if person is not request.person:
        request.send("role-ended", person, node=node, role=role, reason=reason, url=request.urls["my_space"])


def _home(request: Request, node: Node) -> str:
    return str(request.urls["admin"] if node.type_name == "site" else request.node_url(node))
