"""What the site shows of its life to a reader: which requests are open, how many volunteers stand ready."""

from collections.abc import Iterable
from datetime import date

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.request import Request
from mobee_pyr.workflows import access, library
from mobee_pyr.workflows.access import Reader

ANSWERED = {"mission": Permission.APPLY, "need": Permission.PLEDGE}
"""How one answers each kind of request."""


def open_states(networks: Iterable[Network]) -> tuple[str, ...]:
    """The states in which the requests of some networks can be answered, by their own workflows."""
    found = {
        state.name
        for network in networks
        for kind, answer in ANSWERED.items()
        for state in library.applied(network, kind).workflow.states.values()
        if state.holders.get(answer)
    }
    return tuple(sorted(found))


def is_open(request: Request) -> bool:
    """Can it be answered in its present state, by somebody at least?"""
    return bool(access.roles_in_state(request, ANSWERED[request.type_name]))


def count_volunteers(who: Reader, day: date) -> int:
    """How many people are members, that day, of a network or an organisation that ``who`` may open; each counts once."""
    known: dict[int, bool] = {}
    return sum(
        any(grant.role == Role.MEMBER and grant.holds(day) and _opens(who, grant.oid, known) for grant in grants)
        for grants in who.site.membership.by_person.values()
    )


def _opens(who: Reader, oid: int, known: dict[int, bool]) -> bool:
    if oid not in known:
        node = who.site.node(oid)
        known[oid] = isinstance(node, Network | Organisation) and access.permits(who, Permission.VIEW, node)
    return known[oid]
