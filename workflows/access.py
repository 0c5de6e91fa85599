"""May this person do that here? Answered from state, relations and grants; never stored in a node."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mobee_pyr.content.access import (
    AUTHENTICATED,
    EVERYONE,
    MANAGING_ROLES,
    Permission,
    Role,
    deputy_token,
    group_token,
    person_token,
    token,
)
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.membership import ASKED, Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows import library, roles

UNKNOWN_STATE = ("network.manager", "site.admin")
"""Who sees a node whose state its workflow does not know."""

DIRECT: dict[str, tuple[Role, ...]] = {Permission.VIEW: (Role.READER, Role.EDITOR), Permission.EDIT: (Role.EDITOR,)}
"""The roles that are honoured in every state, on the node and on all beneath it."""

NEVER_LENT = (Permission.RECRUIT, Permission.ACCOUNT, Permission.ADMINISTER)
"""What nobody does with somebody else's eyes: look for volunteers, use a space of one's own, run the site."""

CONFIDENTIAL = ("volunteer",)
"""The types where they are not: a role above opens no door that the state does not open (decision 19)."""


@dataclass(frozen=True)
class Reader:
    """One person (or nobody) on one day, with all that decides what they may see, computed once a request.

    ``tokens``: what they are. ``inside``: the oids of every node they hold a role on, and of all above those: the gates
    that they pass. ``until``: the first day on which this answer may differ. ``lent``: those of the tokens that they hold
    only as a deputy, each with the id of the absent person. ``watcher``: whoever looks with these eyes (`looking`), in one
    network (``within``), and to whom nothing shows that they could not open themselves.
    """

    site: Site
    person_id: str | None
    tokens: frozenset[str]
    inside: frozenset[int]
    until: date | None = None
    lent: Mapping[str, str] = field(default_factory=dict, compare=False)
    watcher: "Reader | None" = None
    within: int = 0

    def signs_for(self, needed: Collection[str]) -> str:
        """The id of the absent person in whose name one does what ``needed`` may do; empty in one's own."""
        held = sorted(self.tokens.intersection(needed))
        return self.lent[held[0]] if held and all(token in self.lent for token in held) else ""

    @property
    def is_admin(self) -> bool:
        """Do they run the site?"""
        return token(Role.ADMIN, self.site.oid) in self.tokens


def reader(site: Site, person: Person | None, day: date) -> Reader:
    """What ``person`` (``None``: a visitor) is on ``day``."""
    if person is None or person.blocked:
        return Reader(site, None, frozenset((EVERYONE,)), frozenset())
    grants = (*site.membership.grants(person.id), *site.membership.asked_instead(person.id))
    holding = [grant for grant in grants if grant.holds(day)]
    own = frozenset(_token(grant) for grant in holding if not grant.instead_of) | {EVERYONE, AUTHENTICATED, person_token(person.id)}
    own |= _in_groups(site, person)
    lent = {token: grant.instead_of for grant in holding if grant.instead_of and (token := _token(grant)) not in own}
    inside = frozenset(
        step.oid for grant in holding if (node := site.node(grant.oid)) is not None and not is_deleted(node) for step in lineage(node)
    )
    changes = [change for grant in grants if (change := grant.changes_after(day)) is not None]
    return Reader(site, person.id, own.union(lent), inside, min(changes) if changes else None, lent)


def _in_groups(site: Site, person: Person) -> frozenset[str]:
    """The groups that somebody is in, one by one: a step of a procedure may ask them."""
    groups = site.membership.groups
    if groups is None:
        return frozenset()
    return frozenset(group_token(number, groups.known[number].network) for number in groups.containing(person.id))


def _token(grant: Grant) -> str:
    return deputy_token(grant.instead_of, grant.oid) if grant.role == ASKED else token(grant.role, grant.oid)


def permits(who: Reader, permission: str, node: Node) -> bool:
    """May ``who`` do ``permission`` on ``node``?"""
    if who.watcher is not None and not _shown(who, who.watcher, permission, node):
        return False
    if permission == Permission.VIEW and keeps_sight(who, node):
        return not is_deleted(node)
    return all(passes(who, gate) for gate in gates(node)) and not who.tokens.isdisjoint(holders(node, permission))


def _shown(who: Reader, watcher: Reader, permission: str, node: Node) -> bool:
    """What somebody else's eyes may show: nothing of another network, no profile, nothing closed to whoever looks."""
    if node.type_name == "site":
        return permission == Permission.VIEW
    network = network_of(node)
    here = network is not None and network.oid == who.within and node.type_name not in CONFIDENTIAL
    entered = here and all(passes(watcher, gate) for gate in gates(node))
    return entered and permission not in NEVER_LENT and permits(watcher, permission, node)


def visible(who: Reader, nodes: Iterable[Node]) -> list[Node]:
    """Those of ``nodes`` that ``who`` may open."""
    return [node for node in nodes if permits(who, Permission.VIEW, node)]


class Alike:
    """The same question about many children of one node: worked out once for those between which nothing makes a difference."""

    def __init__(self, who: Reader) -> None:
        self.who = who
        self._known: dict[tuple[str, str, str, str | None], bool] = {}

    def permits(self, permission: str, node: Node) -> bool:
        """As `permits` says; for changing and reading the history, which no applicant, step or grant on the node itself decides."""
        if node.closes or node.oid in self.who.inside or isinstance(node, Answer) or permission == Permission.VIEW:
            return permits(self.who, permission, node)
        key = (permission, node.type_name, node.state, node.author)
        if key not in self._known:
            self._known[key] = permits(self.who, permission, node)
        return self._known[key]


def holders(node: Node, permission: str) -> frozenset[str]:
    """The tokens that hold a permission on a node, gates apart. The single source of pages, lists and the index."""
    found = roles.tokens(node, roles_in_state(node, permission))
    if permission == Permission.VIEW and isinstance(node, Tracked):
        found |= _asked(node)
    direct = () if node.type_name in CONFIDENTIAL else DIRECT.get(permission, ())
    return found | {token(role, step.oid) for step in lineage(node) for role in direct}


def _asked(node: Tracked) -> frozenset[str]:
    """Whoever is or was asked by a step of its track reads what it is about: a named person at once, a role from its turn on."""
    begun = (step for step in node.track if step.asked is not None or step.person is not None)
    return frozenset(token for step in begun for token in roles.asked(node, step))


def roles_in_state(node: Node, permission: str) -> tuple[str, ...]:
    """The roles that the node's present state gives a permission to."""
    if library.is_governed(node):
        state = library.state_of(node)
        if state is None:
            return UNKNOWN_STATE if permission == Permission.VIEW else ()
        return state.holders.get(permission, ())
    return library.standing().get(node.type_name, {}).get(permission, ())


def gates(node: Node) -> list[Node]:
    """The nodes above (or the node itself) that say who may come in."""
    return [step for step in lineage(node) if is_gate(step)]


def is_gate(node: Node) -> bool:
    """Dedicated networks, networks that their state does not show to everybody, the bin, and nodes marked *private from here* or
    *for members from here*.
    """
    if node.closes or (node.type_name == "folder" and node.__name__ == "bin"):
        return True
    return isinstance(node, Network) and (node.dedicated or EVERYONE not in roles_in_state(node, Permission.VIEW))


def enters(who: Reader, gate: Node) -> bool:
    """Does ``who`` come in at a gate for what they are: there or beneath it, or to something above?"""
    return gate.oid in who.inside or who.is_admin or not who.tokens.isdisjoint(managers_above(gate))


def passes(who: Reader, gate: Node) -> bool:
    """May ``who`` come in at this gate? Whoever holds a role on it or beneath it, and whoever manages something above.

    What is *for members* lets in whoever takes part in its network. A shared network that is being prepared, or is archived, also
    lets in those whom its state shows it to.
    """
    if gate.type_name == "folder":
        return False
    network = network_of(gate) if gate.members_only and not gate.private else None
    if enters(who, gate) or (network is not None and network.oid in who.inside):
        return True
    by_state = isinstance(gate, Network) and not gate.dedicated and not gate.private
    return by_state and not who.tokens.isdisjoint(roles.tokens(gate, roles_in_state(gate, Permission.VIEW)))


def managers_above(gate: Node) -> frozenset[str]:
    """The tokens of those who manage an ancestor of a gate."""
    return frozenset(token(role, step.oid) for step in lineage(gate) if step is not gate for role in MANAGING_ROLES)


def keeps_sight(who: Reader, node: Node) -> bool:
    """Does ``who`` keep sight of a node for good? Who applied or pledged does: of their answer, and of the request."""
    if who.person_id is None:
        return False
    if isinstance(node, Answer):
        return node.applicant == who.person_id
    return isinstance(node, Mission | Need) and node.oid in answered(who)


def answered(who: Reader) -> Collection[int]:
    """The oids of the requests that a reader ever answered."""
    person = by_id(who.site, who.person_id)
    return () if person is None else person.answered


def closed_to(who: Reader) -> tuple[frozenset[int], frozenset[int]]:
    """The networks open to ``who`` and the private nodes closed to them, as oids: what every list asks the index for."""
    networks = list(who.site.inside("network"))
    opened = frozenset(node.oid for node in networks if not is_gate(node) or passes(who, node))
    private = (who.site.node(oid) for oid in who.site.private_nodes)
    closed = frozenset(node.oid for node in private if node is not None and not passes(who, node))
    if who.watcher is None:
        return opened, closed
    theirs = closed_to(who.watcher)
    return opened & theirs[0] & {who.within}, closed | theirs[1]
