"""Looks at the feeds that networks follow, some times a day: what is new comes in, what has gone is called off, never deleted."""

import logging
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.followed import Followed
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import subtree
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.importing import files, remote
from mobee_pyr.importing.outcomes import CREATED, REFUSED, UNCHANGED, UPDATED
from mobee_pyr.importing.records import FileRefused
from mobee_pyr.importing.source import Item
from mobee_pyr.mail import announcements
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act

LOG = logging.getLogger(__name__)

CLOSED = "closed"
OPEN = ("published", "paused")
CALL_OFF = "cancel"
"""The transition by which a mission ends that its publisher no longer shows: whoever applied is told."""

MANY = 10
"""More missions than these, and more than half, do not go at once: something is wrong with the feed."""

HALF_GONE = _("Plus de la moitié des missions manquent dans le flux : aucune n’a été annulée. Vérifiez auprès de l’éditeur.")

Work = Callable[[Callable[[Site], Any]], Any]
"""Does some work on the site in a transaction of its own."""


class Look(NamedTuple):
    """One feed to be fetched."""

    network: int
    followed: Followed


def run(work: Work, post: Post, now: datetime, fetch: remote.Fetch = remote.fetch) -> int:
    """Look at each feed that is due; give how many. Nothing is locked while a server is waited for."""
    looks: list[Look] = work(lambda site: due(site, now))
    for look in looks:
        try:
            fetched = fetch(look.followed.url, look.followed.etag, look.followed.changed)
            work(lambda site, look=look, fetched=fetched: take(site, post, look, fetched, now))
        except (remote.NotFetched, FileRefused) as refused:
            LOG.info("the feed of network %s: %s", look.network, refused)
            work(lambda site, look=look, why=refused.message: _note(site, look, now, **_told(why)))
    return len(looks)


def due(site: Site, now: datetime) -> list[Look]:
    """The feeds whose time has come; those of networks that are open."""
    found = (network for network in site.inside("network") if isinstance(network, Network) and network.state == "open")
    return [Look(network.oid, network.followed) for network in found if network.followed is not None and network.followed.due(now)]


def take(site: Site, post: Post, look: Look, fetched: remote.Fetched, now: datetime) -> None:
    """Enter what a feed says; what it said before and says no more is closed. Raises `FileRefused`."""
    network = site.node(look.network)
    if not isinstance(network, Network) or network.followed is None or network.followed.url != look.followed.url:
        return
    if fetched.data is None:
        _note(site, look, now)
        return
    found = files.read(look.followed.kind, BytesIO(fetched.data))
    lines = files.enter(site, network.oid, found, look.followed.who, now)
    counts = {what: sum(line.what == what for line in lines) for what in (CREATED, UPDATED, UNCHANGED, REFUSED)}
    act = Act(site, by_id(site, look.followed.who), now, (announcements.listener(post.at(now).beside(site)),))
    gone, half = _gone(network, [one for one in found if isinstance(one, Item)])
    counts[CLOSED] = 0 if half else sum([_close(act, mission) for mission in gone])
    said = {"etag": fetched.etag, "changed": fetched.changed, "counts": tuple(counts.items())}
    _note(site, look, now, **said, **(_told(HALF_GONE) if half else {}))


def _note(site: Site, look: Look, now: datetime, **said: Any) -> None:
    network = site.node(look.network)
    if isinstance(network, Network) and network.followed is not None and network.followed.url == look.followed.url:
        network.followed = network.followed._replace(**{"fault": "", **said, "looked": now})


def _told(why: TranslationString) -> dict[str, Any]:
    return {"fault": str.__str__(why), "about": tuple((name, str(value)) for name, value in (why.mapping or {}).items())}


def _gone(network: Network, items: list[Item]) -> tuple[list[Mission], bool]:
    """The open missions that the same publishers told before and tell no more, and whether these are suspiciously many.

    A feed without any mission says nothing of anybody's.
    """
    told = {(item.publisher, item.id) for item in items}
    publishers = {publisher for publisher, _id in told}
    theirs = [node for node in subtree(network) if isinstance(node, Mission) and _publisher(node) in publishers and node.state in OPEN]
    gone = [node for node in theirs if node.provenance is not None and (node.provenance.publisher, node.provenance.id) not in told]
    return gone, len(gone) > MANY and 2 * len(gone) > len(theirs)


def _publisher(mission: Mission) -> str | None:
    return None if mission.provenance is None else mission.provenance.publisher


def _close(act: Act, mission: Mission) -> bool:
    try:
        engine.fire(act, mission, CALL_OFF, f"N’est plus publiée par {_publisher(mission)}")
    except engine.TransitionRefused as refused:
        LOG.info("%r has gone from its feed and stays as it is: %s", mission, refused)
        return False
    return True
