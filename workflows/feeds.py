"""A person's own feeds: whoever has their address reads what that person may open, until it is renewed or ended (L15)."""

import hmac
import secrets
from typing import cast

from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.act import Act


def renew(act: Act) -> None:
    """A new secret: the addresses given before lead nowhere from now on."""
    person = cast(Person, act.person)
    person.feed_key = secrets.token_urlsafe(24)
    person.record(person.id, "feeds renewed", when=act.now)


def end(act: Act) -> None:
    """No address leads anywhere any more."""
    person = cast(Person, act.person)
    if person.feed_key:
        person.feed_key = ""
        person.record(person.id, "feeds ended", when=act.now)


def key_of(person: Person) -> str:
    """What stands in the addresses; empty if there are none."""
    return f"{person.id}.{person.feed_key}" if person.feed_key else ""


def reader_of(site: Site, key: str) -> Person | None:
    """Whose address it is; nobody's when it was renewed, ended, or its person is blocked."""
    name, _dot, secret = key.rpartition(".")
    person = by_id(site, name)
    if person is None or person.blocked or not person.feed_key:
        return None
    return person if hmac.compare_digest(person.feed_key.encode(), secret.encode()) else None
