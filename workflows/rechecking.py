"""What was ticked for a time comes back to be looked at again: told some weeks ahead, and on the team's list from the day on (M69, M71).

Nothing is unpublished by it. A label goes by itself, being computed from the ticks in force (`labels`).
"""

from datetime import date, timedelta

from mobee_pyr.content.access import Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import library, ticking, todo
from mobee_pyr.workflows.act import Act, Lapsing
from mobee_pyr.workflows.engine import announce
from mobee_pyr.workflows.guards import criteria_of

AHEAD = timedelta(weeks=4)
"""How long before it lapses a tick is told of."""


def run(act: Act) -> int:
    """Tell what lapses at the moment of the act, once for each day of lapse however often nobody ran it; give how many were told."""
    told = 0
    for network in act.site.inside("network"):
        state = library.state_of(network)
        for organisation in network.inside("organisation") if state is not None and not state.final else ():
            if isinstance(organisation, Organisation) and (organisation.ticks or organisation.lapsed):
                told += _look(act, organisation)
    return told


def update(organisation: object, day: date) -> None:
    """Take off the mark what has been looked at again, or is asked for no more; only `run` adds to it, and tells."""
    if isinstance(organisation, Organisation) and organisation.lapsed:
        found = {criterion.id for criterion in ticking.lapsed(organisation, day)}
        left = tuple(name for name in organisation.lapsed if name in found)
        if left != organisation.lapsed and ticking.stands(organisation):
            organisation.lapsed = left
            todo.update(organisation)


def refresh(network: Network, day: date) -> None:
    """The same for all that the network's team has on its list, after its checklist changed: others may be waited for now."""
    for oid in {oid for role in (Role.MANAGER, Role.QUALIFIER) for oid in network.expected(role)}:
        node = site_of(network).node(oid)
        if isinstance(node, Organisation) and node.lapsed:
            update(node, day)
            todo.update(node)


def _look(act: Act, organisation: Organisation) -> int:
    if not ticking.stands(organisation):
        return 0
    update(organisation, act.today)
    over = [criterion for criterion in ticking.lapsed(organisation, act.today) if criterion.id not in organisation.lapsed]
    soon = {criterion: day for criterion, day in _ends(organisation).items() if act.today < day <= act.today + AHEAD}
    fresh = [criterion for criterion, day in soon.items() if organisation.lapse_told.get(criterion.id) != day]
    if over:
        organisation.lapsed = (*organisation.lapsed, *(criterion.id for criterion in over))
        organisation.record(None, todo.RECHECK, when=act.now, criteria=[criterion.text for criterion in over])
        announce(Lapsing(act.by_system(), organisation, tuple(over), min(_ends(organisation)[each] for each in over), True))
    if fresh:
        organisation.lapse_told = {**organisation.lapse_told, **{criterion.id: soon[criterion] for criterion in fresh}}
        announce(Lapsing(act.by_system(), organisation, tuple(fresh), min(soon[each] for each in fresh), False))
    return bool(over) + bool(fresh)


def _ends(organisation: Organisation) -> dict[Criterion, date]:
    """The ticked criteria that lapse one day, and on which."""
    ticked = ((criterion, organisation.ticks.get(criterion.id)) for criterion in criteria_of(organisation))
    return {criterion: day for criterion, tick in ticked if tick is not None and (day := criterion.lapses(tick)) is not None}
