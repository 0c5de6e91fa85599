"""Letters to all members of a network: a few people at a time; what a crash interrupts is gone on with, and nobody gets it twice."""

from collections.abc import Sequence
from datetime import datetime

from mobee_pyr.content.network import Network
from mobee_pyr.content.person import Person, name_of
from mobee_pyr.content.site import Site
from mobee_pyr.mail.post import Post
from mobee_pyr.slices import Slices
from mobee_pyr.workflows import telling_all


def go_out(slices: Slices, post: Post, moment: datetime) -> int:
    """Send all that waits; how many letters went."""
    with slices.reading() as site:
        waiting = telling_all.waiting(site)
    sent = 0
    for key, people in waiting.items():
        sent += slices.each(people, lambda site, now, key=key: _tell(site, post, key, now, moment))
        if slices.pause():
            break
        slices.write(lambda site, key=key: _forget(site, key))
    return sent


def _tell(site: Site, post: Post, key: str, people: Sequence[int], moment: datetime) -> int:
    outgoing = None if site.outgoing is None else site.outgoing.get(key)
    if outgoing is None:
        return 0
    network, sent = site.node(outgoing.network), 0
    letters = post.beside(site).at(moment)
    for oid in people:
        person = site.node(oid)
        if oid in outgoing.left:
            outgoing.left.remove(oid)
            if isinstance(person, Person) and isinstance(network, Network) and not person.blocked:
                by = "" if outgoing.who is None else name_of(site, outgoing.who)
                letters.send("alert-to-all", person, node=network, by=by, heading=outgoing.subject, reason=outgoing.text)
                sent += 1
    return sent


def _forget(site: Site, key: str) -> None:
    if site.outgoing is not None and key in site.outgoing and not site.outgoing[key].left:
        del site.outgoing[key]
