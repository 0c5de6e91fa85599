"""The letters to those whom a list brought in, or no longer names: a few at once, the others hour by hour, so that no queue grows long."""

from datetime import datetime

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.person import Person, by_mail, name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.mail.post import Post

AT_ONCE = 50
AN_HOUR = 500


def run(site: Site, post: Post, moment: datetime, most: int = AN_HOUR) -> int:
    """Send the next of them; whoever needs no letter any more gets none. Give how many went."""
    sent = 0
    for oid, mail in awaited.greetings(site, most):
        node = site.node(oid)
        if isinstance(node, Owner) and not is_deleted(node):
            sent += _send(site, post.at(moment), node, mail, moment)
    return sent


def _send(site: Site, post: Post, node: Owner, mail: str, moment: datetime) -> bool:
    coming, person = awaited.at(node, mail), by_mail(site, mail)
    role = str(Role.MEMBER)
    if coming is not None:
        by = name_of(site, coming.by)
        post.send("invitation", mail, node=node, role=role, by=by, name=coming.name, url=post.awaiting(node.oid, mail))
        return True
    grant = None if person is None else _membership(site, node, person)
    if person is None or grant is None:
        return False
    if grant.until is not None and grant.until < moment.date():
        post.send("role-ended", person, node=node, role=role, url="/my-space")
    else:
        post.send("role-given", person, node=node, role=role, since=grant.since, until=grant.until)
    return True


def _membership(site: Site, node: Owner, person: Person) -> Grant | None:
    found = (grant for grant in site.membership.own(person.id) if (grant.oid, grant.role) == (node.oid, Role.MEMBER))
    return next(found, None)
