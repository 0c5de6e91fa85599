"""Compares the index with the tree, document by document, for ``mobee check``."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import tantivy

from mobee_pyr.content.node import path, subtree
from mobee_pyr.content.site import Site
from mobee_pyr.search.documents import Mark, facts, stands
from mobee_pyr.search.index import WATERMARK, Index
from mobee_pyr.search.lanes import networks_of


class Inconsistency(NamedTuple):
    """``fault`` is ``missing`` (a node without document), ``ghost`` (a document without node), ``viewers`` (a document that
    others may find than those who may open the node) or ``outdated``; ``path`` is empty for a ghost.
    """

    fault: str
    oid: int
    path: str


class _Held(NamedTuple):
    mark: Mark
    viewers: str


def inconsistencies(index: Index, site: Site) -> Iterator[Inconsistency]:
    """What differs. On a live site, some of it may only be about to be written: look at the status too."""
    held = _documents(index)
    for network in networks_of(site):
        for node in subtree(network):
            if stands(node):
                found = held.pop(node.oid, None)
                expected = facts(node)
                if found is None:
                    yield Inconsistency("missing", node.oid, path(node))
                elif found.viewers != " ".join(expected.viewers):
                    yield Inconsistency("viewers", node.oid, path(node))
                elif found.mark.digest != expected.mark.digest:
                    yield Inconsistency("outdated", node.oid, path(node))
    for oid in held:
        yield Inconsistency("ghost", oid, "")


def _documents(index: Index) -> dict[int, _Held]:
    searcher = index.view().searcher
    hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
    found: dict[int, _Held] = {}
    for _score, address in hits:
        document = searcher.doc(address)
        oid = document.get_first("oid")
        if oid != WATERMARK:
            found[int(oid)] = _Held(Mark(*json.loads(bytes(document.get_first("mark")))), document.get_first("viewers"))
    return found
