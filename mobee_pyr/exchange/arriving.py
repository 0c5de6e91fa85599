"""Enters an export in a site, whole or not at all: one transaction, however large, of which nobody sees anything before its end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree

from mobee_pyr.content import mentions, names, tree
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.groups import Groups
from mobee_pyr.content.legal_entity import IdentifierTaken, LegalEntity, identify
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_id, by_mail, change_mail
from mobee_pyr.content.recruiting import Invitation
from mobee_pyr.content.site import Site
from mobee_pyr.content.types import TYPES
from mobee_pyr.exchange import form
from mobee_pyr.exchange.form import ImportRefused
from mobee_pyr.exchange.parcel import Parcel
from mobee_pyr.exchange.values import Reader, refuse_attribute
from mobee_pyr.importing.keys import same_name
from mobee_pyr.workflows import todo

IMPORTED = "network imported"
"""The deed in the site's journal; the network's own is as it was."""

NEEDED: dict[str, Any] = {"title": str, "created": datetime, "modified": datetime, "journal": IOBTree}
"""What everything says."""


class Entered(NamedTuple):
    """What an import did: how many of each are new, how many people and bodies were here already, what led nowhere."""

    oid: int
    name: str
    made: dict[str, int]
    known: dict[str, int]
    lost: list[str]


def enter(site: Site, parcel: Parcel, name: str = "", progress: Callable[[int], Any] = lambda done: None) -> Entered:
    """Enter a network under ``name`` (as it was called, if none is given), in the caller's transaction. Raises `ImportRefused`."""
    arrival = _Arrival(site, parcel, progress)
    wanted = name or parcel.manifest["network"]["name"]
    try:
        tree.checked_name(site, wanted)
    except names.NameTaken as error:
        raise ImportRefused(f"the name {wanted!r} is taken here: choose another one with --as") from error
    except names.NameRefused as error:
        raise ImportRefused(f"{error}: choose another name with --as") from error
    try:
        network = arrival.enter(wanted)
    except ImportRefused:
        raise
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise ImportRefused(
            f"something in the export has not the form that it should have ({type(error).__name__}: {error!s:.200})"
        ) from error
    said = parcel.manifest
    site.record(None, IMPORTED, network=network.oid, name=wanted, former=said["network"]["name"], made=str(said.get("made"))[:40])
    return Entered(network.oid, wanted, arrival.made, arrival.known, arrival.lost)


class _Arrival:
    """One export being entered."""

    def __init__(self, site: Site, parcel: Parcel, progress: Callable[[int], Any]) -> None:
        self.site, self.parcel, self.progress = site, parcel, progress
        self.reader = Reader(parcel, site.oid)
        self.made: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self.lost: list[str] = []
        self.expected: set[int] = set()
        """The numbers that what the export holds has here."""
        self._done = 0

    def enter(self, name: str) -> Network:
        for line in self.parcel.lines(form.PEOPLE):
            self._meet(line)
        for line in self.parcel.lines(form.ENTITIES):
            self._number(line, self._known_entity(line))
        for line in self.parcel.lines(form.BLUEPRINTS):
            self._number(line, self._known_blueprint(line))
        for line in self.parcel.lines(form.NODES):
            self._number(line, None)
        for part, folder in ((form.ENTITIES, self.site.entities), (form.BLUEPRINTS, self.site.blueprints)):
            for line in self.parcel.lines(part):
                self._beside(line, folder)
        network = self._nodes(name)
        self._groups(network)
        self._grants()
        self._identifiers()
        for line in self.parcel.lines(form.PEOPLE):
            self._tell_of(line)
        for node in subtree(network):
            todo.enlist(node)
            mentions.note(self.site, node)
            self._breathe()
        return network

    # people ---------------------------------------------------------------------------------------------------------------

    def _meet(self, line: dict[str, Any]) -> None:
        """Whoever has that address here is that person; somebody who is not here yet gets an account without a password."""
        who, mail = _text(line, "id"), "" if line.get("gone") is True else _text(line, "mail")
        person = by_mail(self.site, mail) if mail else None
        if line.get("gone") is True:
            self.reader.people[who] = None
            return
        if person is None:
            title, language = _text(line, "name"), _text(line, "language")
            free = self.site.people.get(who) is None and names.slug(who) == who and who not in names.RESERVED
            person = tree.add(self.site.people, Person(title, mail, language), who if free else None)
            if mail:
                change_mail(self.site, person, mail)
            person.blocked = line.get("blocked") is True
            self._count(self.made, "person")
        else:
            self._count(self.known, "person")
        self.reader.people[who] = person.id

    def _tell_of(self, line: dict[str, Any]) -> None:
        """What somebody is to the bodies of the network, and may keep sight of."""
        person = by_id(self.site, self.reader.people[_text(line, "id")])
        if person is None:
            return
        known = {(held.entity, held.since) for held in person.affiliations}
        held = [self._of(Affiliation, one) for one in line.get("affiliations", ())]
        person.affiliations = (*person.affiliations, *(one for one in held if (one.entity, one.since) not in known))
        for number in line.get("answered", ()):
            person.answered.add(self.reader.node(number))
        for number, said in line.get("invitations", ()):
            if person.invitations is None:
                person.invitations = LOBTree()
            person.invitations[self.reader.node(number)] = self._of(Invitation, said)

    # bodies and models ----------------------------------------------------------------------------------------------------

    def _known_entity(self, line: dict[str, Any]) -> Node | None:
        """The body here that has one of its official numbers, or is the very same."""
        said = _said(line)
        numbers = [f"{kind}:{said[kind]}" for kind in ("siren", "rna") if said.get(kind)]
        found = [self.site.node(self.site.identifiers.get(key)) for key in numbers]
        same = self.site.nodes.get(_oid(line))
        if isinstance(same, LegalEntity) and same_name(same.title) == same_name(str(said.get("title"))):
            found.append(same)
        return next((node for node in found if isinstance(node, LegalEntity) and not tree.is_deleted(node)), None)

    def _known_blueprint(self, line: dict[str, Any]) -> Node | None:
        """The model of that name here, if it says the same."""
        node = self.site.blueprints.get(_text(line, "name"))
        said = _said(line)
        same = isinstance(node, Blueprint) and node.source == said.get("source") and dict(node.parts) == self._parts(said)
        return node if same else None

    def _parts(self, said: dict[str, Any]) -> dict[str, Any]:
        return dict(self.reader.value(said.get("parts", {"$dict": []})))

    def _beside(self, line: dict[str, Any], folder: Node) -> None:
        """A body or a model that is not here yet."""
        oid = self.reader.nodes[_text(line, "oid")]
        if self.site.nodes.get(oid) is not None:
            self._count(self.known, _text(line, "type"))
            return
        if TYPES.get(_text(line, "type")) is None or "folder" not in TYPES[line["type"]].parents:
            raise ImportRefused(f"a {line['type']:.40} does not stand beside networks")
        node = self._built({**line, "said": {**_said(line), "author": None, "journal": {"$IOBTree": []}}})
        modified = node.modified
        node.record(None, "created", when=node.created)
        node.modified = modified
        taken = folder.get(_text(line, "name")) is not None or names.slug(line["name"]) != line["name"]
        tree.place(folder, node, tree.free_name(folder, node.title) if taken else tree.checked_name(folder, line["name"]))
        if isinstance(node, LegalEntity) and (node.siren or node.rna):
            try:
                identify(self.site, node, node.siren, node.rna)
            except IdentifierTaken as error:
                raise ImportRefused(f"{node.title}: another body here has its number {error}") from error
        self._count(self.made, node.type_name)

    # the network ----------------------------------------------------------------------------------------------------------

    def _number(self, line: dict[str, Any], known: Node | None) -> None:
        """The number under which a node of the export is known here: its own, unless that is taken."""
        number, kept = _text(line, "oid"), _oid(line)
        if number in self.reader.nodes:
            raise ImportRefused(f"two things have the number {number[:40]}")
        fresh = kept if self.site.nodes.get(kept) is None else Node("").oid
        self.reader.nodes[number] = fresh if known is None else known.oid
        self.expected.add(self.reader.nodes[number])

    def _nodes(self, name: str) -> Network:
        network: Network | None = None
        for line in self.parcel.lines(form.NODES):
            node = self._built(line)
            if network is None:
                if not isinstance(node, Network):
                    raise ImportRefused(f"{form.NODES}: the first line must be the network")
                network = node
                tree.place(self.site, node, name)
            else:
                self._place(node, line)
            self._follow(node)
            self._count(self.made, node.type_name)
            self._breathe()
        if network is None:
            raise ImportRefused(f"{form.NODES} is empty")
        return network

    def _place(self, node: Node, line: dict[str, Any]) -> None:
        """Under its parent, which stands before it in the export. Names are looked at as if somebody had typed them."""
        parent, name = self.site.nodes.get(self.reader.node(line.get("parent"))), self.reader.value(line.get("name"))
        if parent is None or parent.type_name not in TYPES[node.type_name].parents or not isinstance(name, str):
            raise ImportRefused(
                f"{node.type_name} {name!s:.60}: does not stand in any {' or '.join(TYPES[node.type_name].parents)} before it"
            )
        try:
            tree.place(parent, node, tree.checked_name(parent, name))
        except (names.NameRefused, names.NameTaken) as error:
            raise ImportRefused(f"the name {name[:60]!r}: {error}") from error

    def _built(self, line: dict[str, Any]) -> Node:
        kind, said = TYPES.get(_text(line, "type")), _said(line)
        if kind is None:
            raise ImportRefused(f"{line['type']!s:.60} is no type of content that this mobee knows: a newer one made the export")
        node: Node = kind.cls.__new__(kind.cls)
        node.oid = self.reader.nodes[line["oid"]]
        for name, value in said.items():
            read = self.reader.value(value)
            refuse_attribute(kind.cls, name, read)
            setattr(node, name, read)
        for name, needed in NEEDED.items():
            if not isinstance(vars(node).get(name), needed):
                raise ImportRefused(f"{kind.name} {line['oid']}: {name} is missing, or no {needed.__name__}")
        for name in kind.cls.references:
            self._keep_reference(node, name)
        return node

    def _keep_reference(self, node: Node, name: str) -> None:
        """What led out of its network is followed where it is still there, and else told."""
        oid = getattr(node, name, None)
        if oid is not None and oid not in self.expected and self.site.nodes.get(oid) is None:
            setattr(node, name, None)
            self.lost.append(f"{node.type_name} “{node.title[:60]}”: its {name} stands in another network")

    def _follow(self, node: Node) -> None:
        """What is kept beside people so that it is found from them."""
        if isinstance(node, Answer) and (person := by_id(self.site, node.applicant)) is not None:
            person.answers.add(node.oid)
            if isinstance(node.__parent__, Mission | Need):
                person.answered.add(node.__parent__.oid)
        thought_of = set(node.shortlist or ()) if isinstance(node, Mission) else set()
        if isinstance(node, Organisation):
            thought_of = {who for pool in node.pools.values() for who, _since in pool.people}
        for who in thought_of:
            person = by_id(self.site, who)
            if person is not None:
                person.kept_at = LLTreeSet() if person.kept_at is None else person.kept_at
                person.kept_at.add(node.oid)

    # around it ------------------------------------------------------------------------------------------------------------

    def _grants(self) -> None:
        for line in self.parcel.lines(form.GRANTS):
            grant, who = self._of(Grant, line.get("grant")), self.reader.value(line.get("person"))
            if grant.oid not in self.expected:
                raise ImportRefused(f"{form.GRANTS}: a role on something that is not in the export")
            if isinstance(who, str):
                self.site.membership.grant(who, grant)
                self._count(self.made, "grant")

    def _groups(self, network: Network) -> None:
        """First each with its people, then those that take others in."""
        lines = list(self.parcel.lines(form.GROUPS))
        if lines and self.site.membership.groups is None:
            self.site.membership.groups = Groups()
        groups = self.site.membership.groups
        numbers = [groups.make(network.oid, _text(line, "name")) for line in lines]
        for number, line in sorted(zip(numbers, lines, strict=True), key=lambda pair: len(pair[1]["groups"])):
            people = [who for who in map(self.reader.value, line["people"]) if isinstance(who, str)]
            groups.change(number, line["name"], people, [numbers[each] for each in line["groups"]])
            for grant in (self._of(Grant, said) for said in line["grants"]):
                if grant.oid not in self.expected:
                    raise ImportRefused(f"{form.GROUPS}: a role on something that is not in the export")
                groups.grant(number, grant)
            self._count(self.made, "group")

    def _identifiers(self) -> None:
        network = self.reader.node(self.parcel.manifest["network"]["oid"])
        for line in self.parcel.lines(form.IDENTIFIERS):
            self.site.identifiers[f"{network}/{_text(line, 'key')}"] = self.reader.node(line.get("node"))

    def _of(self, cls: Any, said: Any) -> Any:
        value = self.reader.value(said)
        if not isinstance(value, cls):
            raise ImportRefused(f"a {cls.__name__} was expected, not {said!s:.60}")
        return value

    def _breathe(self) -> None:
        """Let what was written wait on the disk, so that the memory does not grow with the network."""
        self._done += 1
        self.progress(1)
        if self._done % form.AT_ONCE == 0 and self.site._p_jar is not None:
            self.site._p_jar.transaction_manager.savepoint(True)
            self.site._p_jar.cacheGC()

    @staticmethod
    def _count(among: dict[str, int], kind: str) -> None:
        among[kind] = among.get(kind, 0) + 1


def _text(line: dict[str, Any], name: str) -> str:
    value = line.get(name)
    if not isinstance(value, str):
        raise ImportRefused(f"{name} must be a text, is {value!s:.60}")
    return value


def _said(line: dict[str, Any]) -> dict[str, Any]:
    said = line.get("said")
    if not isinstance(said, dict):
        raise ImportRefused(f"said must be an object, is {said!s:.60}")
    return said


def _oid(line: dict[str, Any]) -> int:
    try:
        number = int(_text(line, "oid"))
    except ValueError as error:
        raise ImportRefused(f"{line['oid']!s:.40} is no number of a node") from error
    if not 0 < number <= 1 << 62:
        raise ImportRefused(f"{number} is no number of a node")
    return number
