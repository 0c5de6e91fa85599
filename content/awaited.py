"""Who is awaited somewhere: somebody said by their address that they belong there, and they have not said yes yet.

Whether the address has an account makes no difference, so that whoever awaits them learns nothing of it (decision 36).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet

from mobee_pyr.content.person import same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner


class Awaited(NamedTuple):
    """What somebody will be once they say yes: a member, with ``role`` besides if it is another one.

    ``status`` is a key of `vocabulary.STATUSES`, ``manager`` the address of the line manager, ``by`` the id of whoever said so.
    ``leads`` are the ids of those who came already and whose line manager this will be; ``told``: since when a letter says so.
    """

    name: str
    role: str = "member"
    status: str = "volunteer"
    manager: str = ""
    since: date | None = None
    until: date | None = None
    by: str | None = None
    when: datetime | None = None
    leads: tuple[str, ...] = ()
    told: datetime | None = None


def at(node: Owner, mail: str) -> Awaited | None:
    """What the holder of an address is awaited as."""
    found: Awaited | None = None if node.awaited is None else node.awaited.get(same_mail(mail))
    return found


def everybody(node: Owner) -> Iterator[tuple[str, Awaited]]:
    """Each address with what is awaited of its holder."""
    yield from () if node.awaited is None else node.awaited.items()


def put(site: Site, node: Owner, mail: str, awaited: Awaited) -> None:
    """Await somebody, or something else of them."""
    if node.awaited is None:
        node.awaited = OOBTree()
    if site.awaited_at is None:
        site.awaited_at = OOBTree()
    key = same_mail(mail)
    node.awaited[key] = awaited
    if key not in site.awaited_at:
        site.awaited_at[key] = LLTreeSet()
    site.awaited_at[key].insert(node.oid)


def take(site: Site, node: Owner, mail: str) -> Awaited | None:
    """Await somebody no more; what was awaited."""
    key, found = same_mail(mail), at(node, mail)
    if found is not None and node.awaited is not None:
        del node.awaited[key]
        places = None if site.awaited_at is None else site.awaited_at.get(key)
        if site.awaited_at is not None and places is not None:
            if node.oid in places:
                places.remove(node.oid)
            if not places:
                del site.awaited_at[key]
    return found


def forget(site: Site, node: Owner) -> None:
    """Await nobody any more: the place is gone for good."""
    for mail in [mail for mail, _awaited in everybody(node)]:
        take(site, node, mail)


def places(site: Site, mail: str) -> list[int]:
    """The oids of the nodes at which the holder of an address is awaited."""
    return [] if site.awaited_at is None else list(site.awaited_at.get(same_mail(mail), ()))


def greet(site: Site, node: Owner, mail: str) -> None:
    """A letter is to go to somebody who was brought in, when its turn comes."""
    if site.to_greet is None:
        site.to_greet = OOTreeSet()
    site.to_greet.insert((node.oid, same_mail(mail)))


def greetings(site: Site, most: int) -> list[tuple[int, str]]:
    """Take the next letters of the queue: (oid, address)."""
    found: list[tuple[int, str]] = []
    for one in () if site.to_greet is None else site.to_greet:
        if len(found) == most:
            break
        found.append(one)
    for one in found:
        if site.to_greet is not None:
            site.to_greet.remove(one)
    return found
