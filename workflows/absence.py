"""Absence: from one day to another somebody else answers; what they do is signed « X pour Y », and it ends by itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from mobee_pyr.content.membership import LENT, Absence
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows.act import Act

LONGEST = timedelta(days=366)


class AbsenceRefused(Refused):
    """The absence cannot be noted; ``message`` tells a person why, and what to do."""


def go(act: Act, person: Person, deputy: Person, since: date, until: date) -> None:
    """Note when somebody is away, and who answers for them where that person stands already; the former absence is forgotten."""
    places = tuple(_places(act.site, person, deputy, act.today))
    act.site.membership.send_away(person.id, Absence(since, until, deputy.id, places))
    person.record(act.who, "absence", when=act.now, deputy=deputy.id, since=since, until=until)
    deputy.record(act.who, "deputy", when=act.now, absent=person.id, since=since, until=until)


def leave(act: Act, person: Person, deputy: Person | None, since: date, until: date) -> None:
    """The same, for what somebody has typed. Raises `AbsenceRefused`."""
    if until < since or until < act.today:
        raise AbsenceRefused(_("Le dernier jour doit suivre le premier, et ne pas être passé."))
    if until - since > LONGEST:
        raise AbsenceRefused(_("Une absence dure un an au plus : au-delà, passez plutôt le relais."))
    if deputy is None or deputy not in deputies(act.site, person, act.today):
        raise AbsenceRefused(
            _("Choisissez une personne de votre organisation ou de l’équipe du réseau : elle pourra répondre à votre place.")
        )
    go(act, person, deputy, since, until)


def come_back(act: Act, person: Person) -> None:
    """The absence is over, or will not be."""
    if act.site.membership.absence(person.id) is not None:
        act.site.membership.send_away(person.id, None)
        person.record(act.who, "back", when=act.now)


def present(site: Site, person: Person, day: date) -> Absence | None:
    """The absence of a person that is not over; ``None`` if there is none."""
    found = site.membership.absence(person.id)
    return found if found is not None and found.until >= day else None


def deputies(site: Site, person: Person, day: date) -> list[Person]:
    """Who could answer for somebody: whoever holds a role where they hold one, or runs its network."""
    leading = {grant.oid for grant in site.membership.own(person.id) if grant.role in LENT}
    found = {who for node in _standing(site, person, day) for who in _around(site, node, node.oid in leading, day)} - {person.id}
    people = (by_id(site, who) for who in found)
    return sorted((one for one in people if one is not None and not one.blocked), key=lambda one: (one.title, one.id))


def covered(site: Site, absence: Absence) -> list[Node]:
    """The nodes where the deputy answers."""
    return [node for oid, _through, _network in absence.places if (node := site.node(oid)) is not None]


def _standing(site: Site, person: Person, day: date) -> list[Node]:
    """The organisations and networks where somebody holds a role that is not over."""
    lasting = (grant for grant in site.membership.own(person.id) if grant.until is None or grant.until >= day)
    nodes = {node.oid: node for grant in lasting if (node := site.node(grant.oid)) is not None}
    return [node for node in nodes.values() if node.type_name in ("organisation", "network")]


def _around(site: Site, node: Node, leads: bool, day: date) -> Iterator[str]:
    """Of an organisation all its people, if one leads it; otherwise, and of a network, those who answer for it."""
    everybody = leads and node.type_name == "organisation"
    yield from (who for who, grant in site.membership.given_on(node.oid) if grant.holds(day) and (everybody or grant.role in LENT))
    network = network_of(node)
    if network is not None and network is not node:
        yield from _around(site, network, False, day)


def _places(site: Site, person: Person, deputy: Person, day: date) -> Iterator[tuple[int, int, int]]:
    """Where the deputy stands already: on the very node, or on its network."""
    held = {grant.oid for grant in site.membership.own(deputy.id) if grant.until is None or grant.until >= day}
    for node in _standing(site, person, day):
        network = network_of(node)
        through = node.oid if node.oid in held else 0 if network is None else network.oid
        if through in held and network is not None:
            yield node.oid, through, network.oid
