"""Works out which documents a change of the tree touches, and has only those written whose content differs."""

import time
from collections.abc import Callable, Iterable

from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.site import Site
from mobee_pyr.search.documents import facts, shown_by, stands
from mobee_pyr.search.index import Index, Writer
from mobee_pyr.search.lanes import lanes, networks_of

Progress = Callable[[int, int], None]
"""Told how many documents are done, and about how many there are."""

TIDY_EVERY = 500
"""Documents after which a rebuild lets the database's cache shrink."""


class Batch:
    """What goes into one commit of the index. Each node is worked out at most once."""

    def __init__(self, index: Index, writer: Writer) -> None:
        self.index = index
        self.writer = writer
        self._done: set[int] = set()

    def update(self, node: Node) -> None:
        """Bring the index in line with a node whose record has changed, and with whatever follows from that.

        A node taken away or moved leaves no record for what stands beneath it: its documents are found by their ancestors.
        """
        if node.oid in self._done:
            return
        held = self.index.mark(node.oid)
        if not stands(node):
            if held is not None:
                self.writer.remove("ancestors", str(node.oid))
            return
        found = facts(node)
        mark = found.mark
        if held is None:
            self._put_all(subtree(node), new=True)
        elif held.place != mark.place:
            self.writer.remove("ancestors", str(node.oid))
            self._put_all(subtree(node), new=True)
        elif held.digest != mark.digest:
            self.writer.put(found)
            self._done.add(node.oid)
            if held.shown != mark.shown:
                self._put_all(shown_by(node))

    def renew_lanes(self, site: Site) -> bool:
        """Write again what was written under a workflow that is no longer true; ``False`` if there is nothing."""
        networks = list(networks_of(site))
        outdated = self.index.lanes() - set(lanes(networks))
        for lane in outdated:
            self.writer.remove("lane", lane)
        for network in networks:
            kinds = {kind for lane in outdated for oid, kind, _version in (lane.split("/"),) if oid == str(network.oid)}
            if kinds:
                self._put_all((node for node in subtree(network) if node.type_name in kinds), new=True)
        return bool(outdated)

    def everything(self, site: Site, progress: Progress | None = None) -> int:
        """Write every document anew; the number written."""
        self.writer.clear()
        expected, done = _expected(site), 0
        for network in networks_of(site):
            for node in subtree(network):
                self._put(node, new=True)
                done += 1
                if done % TIDY_EVERY == 0:
                    if site._p_jar is not None:
                        site._p_jar.cacheGC()
                    if progress is not None:
                        progress(done, max(done, expected))
        if progress is not None:
            progress(done, done)
        return done

    def _put_all(self, nodes: Iterable[Node], new: bool = False) -> None:
        for node in nodes:
            self._put(node, new)

    def _put(self, node: Node, new: bool) -> None:
        if node.oid in self._done and new:
            self.writer.remove("oid", str(node.oid))
        if stands(node):
            self.writer.put(facts(node), new)
        self._done.add(node.oid)
        time.sleep(0)  # lets requests have their turn


def _expected(site: Site) -> int:
    """About how many nodes stand in networks."""
    elsewhere = sum(len(folder.children or ()) for folder in (site.people, site.entities, site.blueprints))
    return max(0, len(site.nodes) - elsewhere)
