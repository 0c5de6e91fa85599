"""Writes a network into a file that another site can read: one JSON value for each node, each person, each role; files as they are."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from ZODB.blob import Blob

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, path, subtree
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.exchange import form
from mobee_pyr.exchange.form import ExportRefused
from mobee_pyr.exchange.writing import Writer

OF_THE_SITE = frozenset(("author", "journal", "proposals"))
"""What is not told of bodies and models: they belong to the whole site, so may their history to another network that is closed."""

FIRST = (1980, 1, 1, 0, 0, 0)
"""The date of every part: two exports of the same tree are the same file."""


class Written(NamedTuple):
    """What an export holds: how many of each, and how many references lead out of the network."""

    counts: dict[str, int]
    outside: int


def write(
    site: Site, network: Network, tree: int, target: Path, now: datetime, progress: Callable[[int], Any] = lambda done: None
) -> Written:
    """Write a network into a new file; ``tree`` is the number of the site's evolution. An export that fails leaves no file.

    Raises `ExportRefused`.
    """
    if network.moving:
        raise ExportRefused(f"{path(network)} is moving to a new version of a workflow: wait until that is done, then export it")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
                written = _Export(site, network, packed, progress).write(tree, now)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


class _Export:
    """One file being written."""

    def __init__(self, site: Site, network: Network, packed: zipfile.ZipFile, progress: Callable[[int], Any]) -> None:
        self.site, self.network, self.packed, self.progress = site, network, packed, progress
        self.writer = Writer(site, network)
        self.files: dict[str, dict[str, Any]] = {}
        self.counts: dict[str, int] = {}

    def write(self, tree: int, now: datetime) -> Written:
        self._part(form.NODES, self._nodes())
        self._part(form.GROUPS, self._groups())
        self._part(form.GRANTS, self._grants())
        self._part(form.IDENTIFIERS, self._identifiers())
        for kind, name in (("blueprint", form.BLUEPRINTS), ("legal_entity", form.ENTITIES)):
            self._part(name, self._around(kind))
        self._part(form.PEOPLE, self._people())
        for digest, blob in self.writer.blobs.items():
            self._blob(digest, blob)
        about = {"name": self.network.__name__, "title": self.network.title, "oid": str(self.network.oid)}
        manifest = {"format": form.FORMAT, "version": form.VERSION, "mobee": version("mobee"), "tree": tree, "made": now.isoformat()}
        manifest |= {"network": about, "counts": self.counts, "outside": self.writer.outside, "parts": self.files}
        with self.packed.open(_entry(form.MANIFEST), "w") as part:
            part.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        return Written(self.counts, self.writer.outside)

    def _nodes(self) -> Iterator[dict[str, Any]]:
        for node in subtree(self.network):
            yield self._node(node)
            self._count(node.type_name)
            if sum(self.counts.values()) % form.AT_ONCE == 0 and self.site._p_jar is not None:
                self.site._p_jar.cacheGC()
            self.progress(1)

    def _node(self, node: Node) -> dict[str, Any]:
        said = self.writer.said(node)
        named_after = isinstance(node, Answer) and node.__name__ == node.applicant
        name = self.writer.person(node.__name__) if named_after else node.__name__
        place = None if node is self.network else str(node.__parent__.oid)  # type: ignore[union-attr]
        return {"type": node.type_name, "oid": str(node.oid), "parent": place, "name": name, "said": said}

    def _around(self, kind: str) -> Iterator[dict[str, Any]]:
        """The legal bodies, or models, that something led to; not who wrote them and when, which others' networks are no part of."""
        told: set[int] = set()
        while new := [oid for oid in self.writer.around if oid not in told and self.site.nodes[oid].type_name == kind]:
            told.update(new)
            for oid in new:
                node = self.site.nodes[oid]
                self._count(kind)
                yield {"type": kind, "oid": str(oid), "name": node.__name__, "said": self.writer.said(node, OF_THE_SITE)}

    def _grants(self) -> Iterator[dict[str, Any]]:
        """Titulars first: giving them a role ends what somebody holds for the time being."""
        for acting in (False, True):
            for node in subtree(self.network):
                for person_id, grant in self.site.membership.given_on(node.oid):
                    if grant.acting == acting:
                        self._count("grant")
                        yield {"person": self.writer.person(person_id), "grant": self.writer.value(grant)}

    def _groups(self) -> Iterator[dict[str, Any]]:
        """The groups of the network, by name; one that takes others in names them by their lines, from 0."""
        groups = self.site.membership.groups
        found = [] if groups is None else sorted(groups.of(self.network.oid), key=lambda each: (each[1].name.casefold(), each[1].people))
        lines = {number: line for line, (number, _group) in enumerate(found)}
        for number, group in found:
            self._count("group")
            held = [grant._replace(through=0) for grant in groups.grants(number) if self.writer.inside(grant.oid)]
            told = {"name": group.name, "people": [self.writer.person(who) for who in group.people]}
            yield told | {"groups": [lines[each] for each in group.groups], "grants": [self.writer.value(grant) for grant in held]}

    def _identifiers(self) -> Iterator[dict[str, Any]]:
        """Under which numbers of others the nodes are found again; those of bodies are told by themselves."""
        prefix = f"{self.network.oid}/"
        for key, oid in self.site.identifiers.items():
            if key.startswith(prefix) and self.writer.inside(oid):
                yield {"key": key.removeprefix(prefix), "node": str(oid)}

    def _people(self) -> Iterator[dict[str, Any]]:
        """Everybody who was named so far, and whoever is named in saying so."""
        told: set[str] = set()
        while new := [person_id for person_id in self.writer.people if person_id not in told]:
            told.update(new)
            for person_id in new:
                person = by_id(self.site, person_id)
                self._count("person")
                yield {"id": person_id, "gone": True} if person is None else self._person(person)

    def _person(self, person: Person) -> dict[str, Any]:
        """Their name and address, and what they are to the bodies and the missions of this network; nothing else of theirs."""
        held = [a for a in person.affiliations if a.entity in self.writer.around]
        invited = [(oid, one) for oid, one in (person.invitations or {}).items() if self.writer.inside(oid)]
        told = {"id": person.id, "name": person.title, "mail": person.mail, "language": person.language, "blocked": person.blocked}
        told |= {"affiliations": [self.writer.value(one) for one in held]}
        told |= {"answered": [str(oid) for oid in person.answered if self.writer.inside(oid)]}
        return told | {"invitations": [[str(oid), self.writer.value(one)] for oid, one in invited]}

    def _part(self, name: str, values: Iterator[dict[str, Any]]) -> None:
        digest, size, lines = hashlib.sha256(), 0, 0
        with self.packed.open(_entry(name), "w", force_zip64=True) as part:
            for value in values:
                line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                if len(line) > form.LONGEST_LINE:
                    raise ExportRefused(f"{name}, line {lines + 1}: {len(line)} bytes, more than an export takes for one thing")
                digest.update(line)
                size, lines = size + len(line), lines + 1
                part.write(line)
        self.files[name] = {"size": size, "sha256": digest.hexdigest(), "lines": lines}

    def _blob(self, digest: str, blob: Blob) -> None:
        size = 0
        with blob.open("r") as file, self.packed.open(_entry(f"blobs/{digest}"), "w", force_zip64=True) as part:
            while block := file.read(form.BLOCK):
                part.write(block)
                size += len(block)
        self.files[f"blobs/{digest}"] = {"size": size, "sha256": digest}
        self._count("file")

    def _count(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIRST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
