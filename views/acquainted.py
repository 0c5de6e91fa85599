"""Whom somebody who looks after roles may know by name: those who hold one where they look after it, and nobody else."""

from pyramid.request import Request

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.workflows import access

MOST = 200
"""Names in a list; anybody else is found by their address."""


def acquainted(request: Request, node: Node) -> list[Person]:
    """Those who hold, held or will hold a role here or above, as far as it is the reader who looks after it; plain members last."""
    found: dict[str, bool] = {}
    for step in lineage(node):
        if step.type_name != "site" and access.permits(request.reader, Permission.PEOPLE, step):
            for person_id, grant in request.site.membership.on(step.oid):
                found[person_id] = found.get(person_id, False) or grant.role != Role.MEMBER
    known = [person for person_id in found if (person := by_id(request.site, person_id)) is not None]
    return sorted(known, key=lambda person: (not found[person.id], person.title.casefold()))[:MOST]
