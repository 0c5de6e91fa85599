"""A network's team writes to everybody in it: whom it reaches, and how often it may (M65, M66)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import NamedTuple

from BTrees.OOBTree import OOBTree

from mobee_pyr.content import wishes
from mobee_pyr.content.network import Network
from mobee_pyr.content.outgoing import Outgoing
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.workflows.act import Act

KIND = "network"
"""The kind of letters, of `wishes.KINDS`."""

MOST = 3
WITHIN = timedelta(hours=24)
"""So often may a team write to everybody in so much time: enough for an emergency, too little to tire people."""

WRITTEN = "notice"
"""The deed on a network; ``people``: to how many it goes."""


class Readers(NamedTuple):
    """``people`` receive it; ``without`` more have chosen not to."""

    people: list[Person]
    without: int


def readers(network: Network, day: date, writer: str | None = None) -> Readers:
    """Whoever holds a role that day on the network or on one of its organisations, but the writer."""
    site = site_of(network)
    found = {who for oid in _places(network) for who, grant in site.membership.given_on(oid) if grant.holds(day)}
    people = [person for who in sorted(found - {writer}) if (person := by_id(site, who)) is not None and not person.blocked]
    wished = [person for person in people if wishes.of(person, KIND) != "never"]
    return Readers(wished, len(people) - len(wished))


def _places(network: Network) -> Iterator[int]:
    yield network.oid
    for organisation in network.inside("organisation"):
        yield organisation.oid


def again_at(network: Network, moment: datetime) -> datetime | None:
    """When its team may write again; ``None``: now."""
    recent = sorted(when for when in network.notices if moment - when < WITHIN)
    return recent[-MOST] + WITHIN if len(recent) >= MOST else None


def write(act: Act, network: Network, subject: str, text: str) -> int:
    """Send it on its way; to how many it goes."""
    people = readers(network, act.today, act.who).people
    network.notices = (*(when for when in network.notices if act.now - when < WITHIN), act.now)
    network.record(act.who, WRITTEN, when=act.now, subject=subject, text=text, people=len(people))
    if people:
        if act.site.outgoing is None:
            act.site.outgoing = OOBTree()
        made = Outgoing(network.oid, subject, text, act.who, act.now, (person.oid for person in people))
        act.site.outgoing[token_hex(8)] = made
    return len(people)


def waiting(site: Site) -> dict[str, list[int]]:
    """What is on its way: its key → the oids of those to whom it goes yet."""
    return {} if site.outgoing is None else {key: list(each.left) for key, each in site.outgoing.items()}
