"""What a change of rights would show and hide, before anybody makes it: the deed is done, the index is asked, the deed is undone.

Two questions a pair of eyes, whatever the size of the tree; nothing is counted that whoever asks may not open themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.search.index import Index
from mobee_pyr.search.lanes import KINDS
from mobee_pyr.search.visibility import both, one_of, visible_to, without
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader

BODIES, PEOPLE = 1000, 2000
"""Organisations and people of a network that are told apart; beyond, a figure says « at least »."""


class Eyes(NamedTuple):
    """``many`` people who see alike: what they are before the deed, and after it."""

    before: Callable[[], Reader]
    after: Callable[[], Reader]
    many: int = 1


class Foreseen(NamedTuple):
    """How many pages so ``many`` people would see that they do not see now, and the other way round."""

    many: int
    more: int
    fewer: int


def foresee(index: Index, witness: Reader, eyes: Sequence[Eyes], deed: Callable[[], object]) -> list[Foreseen]:
    """What comes of a deed for each pair of eyes, as far as ``witness`` may open it. Raises what the deed raises; nothing is done."""
    seen, before = visible_to(witness, KINDS), [visible_to(was(), KINDS) for was, _will, _many in eyes]
    savepoint = witness.site._p_jar.transaction_manager.savepoint()
    try:
        deed()
        after = [visible_to(will(), KINDS) for _was, will, _many in eyes]
    finally:
        savepoint.rollback()
    searcher = index.view().searcher

    def count(query: object) -> int:
        return int(searcher.search(both(seen, query), 1).count)  # type: ignore[arg-type]

    return [
        Foreseen(many, count(without(then, now)), count(without(now, then)))
        for (_was, _will, many), now, then in zip(eyes, before, after, strict=True)
    ]


def somebody(site: Site, person: Person, day: date, many: int = 1) -> Eyes:
    """The eyes of a person, on a day."""
    return Eyes(lambda: access.reader(site, person, day), lambda: access.reader(site, person, day), many)


def crowd(index: Index, network: Network, node: Node, site: Site, day: date) -> list[Eyes]:
    """The eyes of all people of a network, those who are the same to a node together."""
    above = {str(step.oid) for step in lineage(node)}
    alike: dict[tuple[frozenset[str], bool], list[Person]] = {}
    for person in _people(index, network, site):
        reader = access.reader(site, person, day)
        key = frozenset(held for held in reader.tokens if held.rpartition("@")[2] in above), node.oid in reader.inside
        alike.setdefault(key, []).append(person)
    return [somebody(site, people[0], day, len(people)) for people in alike.values()]


def _people(index: Index, network: Network, site: Site) -> Iterator[Person]:
    """Those who hold a role on the network or on one of its organisations."""
    membership, found = site.membership, dict[str, None]()
    for oid in (network.oid, *_bodies(index, network)):
        found |= dict.fromkeys(membership.people(oid))
        found |= dict.fromkeys(person_id for person_id, _grant in membership.through_groups(oid))
        if len(found) > PEOPLE:
            break
    return (person for person_id in list(found)[:PEOPLE] if (person := by_id(site, person_id)) is not None and not person.blocked)


def _bodies(index: Index, network: Network) -> list[int]:
    """The organisations of a network: asked of the index, the tree is not walked."""
    searcher = index.view().searcher
    query = both(one_of("network", (str(network.oid),)), one_of("kind", ("organisation",)))
    return [int(searcher.doc(address).get_first("oid")) for _score, address in searcher.search(query, BODIES, count=False).hits]
