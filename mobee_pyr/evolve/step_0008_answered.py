"""Who answered a request knows it themselves, instead of each request knowing all; what changes often is kept in small records."""

from BTrees.LLBTree import LLTreeSet

from mobee_pyr.content.notices import Kept
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Listed, Owner


def evolve(site: Site) -> None:
    """Turn each request's ``applicants`` into their ``answered``; a notice's moment is the key under which it stands."""
    for person in site.people.inside("person"):
        if isinstance(person, Person):
            _renew(person)
    for node in list(site.nodes.values()):
        if isinstance(node, Owner):
            _list_anew(node)
        for who in getattr(node, "applicants", ()):
            person = by_id(site, who)
            if person is not None:
                person.answered.add(node.oid)
        if hasattr(node, "applicants"):
            del node.applicants


def _list_anew(owner: Owner) -> None:
    for role, waiting in () if owner.todo is None else list(owner.todo.items()):
        if not isinstance(waiting, Listed):
            owner.todo[role] = Listed(waiting)  # type: ignore[index]


def _renew(person: Person) -> None:
    if not hasattr(person, "answered"):
        person.answered = LLTreeSet()
    if person.notices is not None and not isinstance(person.notices, Kept):
        person.notices = Kept({key: tuple(notice[1:]) for key, notice in person.notices.items()})
