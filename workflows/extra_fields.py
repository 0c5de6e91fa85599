"""Extra answers: who fills them in, who reads them, how they are kept, and when what is sensitive is erased everywhere (M13)."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content import drafts, field, past
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.field import Field, Kept, Label
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.qualification import months_after
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

ERASED = "sensitive answers erased"
"""The deed by which sensitive answers went; it names no answer."""

UNTOLD = "fields"
"""The detail of an edit that names the answers that changed and of which the journal keeps nothing else."""

ROLES = {
    "author": ("owner", "organisation.referent", "organisation.manager"),
    "applicant": ("applicant",),
    "referent": ("organisation.referent", "organisation.manager"),
    "employer": ("employer.referent", "employer.manager"),
    "team": ("network.manager", "network.qualifier"),
}
"""`field.FILLS` and `field.SEES`, as workflows name roles."""


class Column(NamedTuple):
    """One column of a file: its field, whether the reader may read it of a node, and what it says there."""

    field: Field
    seen: Callable[[Node], bool]
    value: Callable[[Node], Any]

    @property
    def label(self) -> Label:
        """Its heading."""
        return self.field.label


def may_fill(who: Reader, node: Node, asked: Field) -> bool:
    """Is it for them to answer? What everybody reads is corrected by whoever corrects the page, too."""
    if not who.tokens.isdisjoint(roles.tokens(node, _filling(node, asked))):
        return True
    return asked.fills == "author" and asked.open and access.permits(who, Permission.EDIT, node)


def may_see(who: Reader, node: Node, asked: Field) -> bool:
    """May they read the answer, besides the page itself? Whoever answers does."""
    if "everyone" in asked.sees or may_fill(who, node, asked):
        return access.permits(who, Permission.VIEW, node)
    return not who.tokens.isdisjoint(roles.tokens(node, (role for name in asked.sees for role in ROLES[name])))


def to_fill(who: Reader, node: Node) -> list[Field]:
    """The fields that the reader may answer here."""
    return [asked for asked in field.fields_of(node) if may_fill(who, node, asked)]


def to_see(who: Reader, node: Node) -> list[Field]:
    """The fields whose answers the reader may read here."""
    return [asked for asked in field.fields_of(node) if may_see(who, node, asked)]


def read(node: Node, asked: Iterable[Field]) -> dict[str, Any]:
    """The answers to some fields, by their names, as a form takes them."""
    held = field.answers(node)
    return {each.name: _as_answer(each, held.get(each.id, each.blank)) for each in asked}


def keep(act: Act, node: Node, said: Mapping[str, Any]) -> dict[str, Any]:
    """Keep answers by the names of their fields; what was not asked stays. Gives what an edit tells of it in the journal."""
    told: dict[str, Any] = {}
    untold: list[str] = []
    for asked in field.fields_of(node):
        if asked.name not in said:
            continue
        before, after = read(node, (asked,))[asked.name], _as_answer(asked, said[asked.name])
        if before != after:
            _store(act, node, asked, after)
            if asked.open:
                told |= past.differing({asked.name: before}, {asked.name: after})
            else:
                untold.append(asked.name)
    _note(node)
    return told | ({UNTOLD: " ".join(untold)} if untold else {})


def columns(who: Reader, network: Network, subject: str) -> list[Column]:
    """The columns that the extra fields of a subject add to a file for one reader; where they may not read, a cell is empty."""
    asked_for = (asked for asked in field.fields(network, subject) if asked.exported)
    return [Column(asked, partial(may_see, who, asked=asked), _cell(who, asked)) for asked in asked_for]


def run(act: Act) -> int:
    """Erase the sensitive answers whose last day has passed; on how many nodes. Done twice, nothing is left to do."""
    found = 0
    for network in act.site.inside("network"):
        for day, oid in _due(network, act):
            network.fading.remove((day, oid))
            node = act.site.node(oid)
            names = [] if node is None else [name for name, kept in node.sensitive.items() if kept.until < act.today]
            if node is not None and names:
                erase(act, node, names)
                node.record(None, ERASED, when=act.now)
                found += 1
    return found


def erase(act: Act, node: Node, ids: Iterable[str]) -> None:
    """Nothing of some answers is left: not on the node, in its journal, in a working copy, nor in what somebody is typing."""
    gone = frozenset(ids)
    names = {f"{field.PREFIX}{name}" for name in gone}
    node.extra = {name: value for name, value in node.extra.items() if name not in gone}
    node.sensitive = {name: kept for name, kept in node.sensitive.items() if name not in gone}
    for number, deed in list(node.journal.items()):
        if names & deed.details.keys():
            node.journal[number] = deed._replace(details={name: told for name, told in deed.details.items() if name not in names})
    if node.aside is not None:
        node.aside = node.aside._replace(answers={name: told for name, told in node.aside.answers.items() if name not in names})
    _erase_drafts(act.site, node, names)


def stay_behind(act: Act, node: Node) -> None:
    """A node leaves its network: what was answered for few to read, or for a time, does not go along."""
    closed = {asked.id for asked in field.fields_of(node) if not asked.open} | node.sensitive.keys()
    if closed & field.answers(node).keys():
        erase(act, node, closed)


def _erase_drafts(site: Site, node: Node, names: set[str]) -> None:
    for person in site.people.inside("person"):
        if isinstance(person, Person):
            drafts.strip(person, node.oid, names)
    applicant = by_id(site, node.applicant) if isinstance(node, Answer) else None
    if applicant is not None and node.__parent__ is not None:
        drafts.strip(applicant, node.__parent__.oid, names)


def settle(act: Act, node: Node, asked: Field) -> None:
    """Keep a present answer as its field wants it now: sensitive or not, and nothing in the journal that must not be read there."""
    held = field.answers(node)
    if asked.id not in held:
        return
    _store(act, node, asked, held[asked.id])
    if not asked.open:
        silent = [number for number, deed in node.journal.items() if asked.name in deed.details]
        for number in silent:
            deed = node.journal[number]
            details = {name: told for name, told in deed.details.items() if name != asked.name}
            details[UNTOLD] = " ".join(filter(None, (details.get(UNTOLD, ""), asked.name)))
            node.journal[number] = deed._replace(details=details)
    _note(node)


def _store(act: Act, node: Node, asked: Field, value: Any) -> None:
    former = node.sensitive.get(asked.id)
    node.extra = {name: kept for name, kept in node.extra.items() if name != asked.id}
    node.sensitive = {name: kept for name, kept in node.sensitive.items() if name != asked.id}
    if value == asked.blank:
        return
    plain = tuple(sorted(value)) if isinstance(value, set | frozenset) else value
    if not asked.months:
        node.extra = {**node.extra, asked.id: plain}
        return
    until = months_after(act.today, asked.months)
    if former is not None and former.value == plain:
        until = min(until, former.until)
    node.sensitive = {**node.sensitive, asked.id: Kept(plain, until)}


def _note(node: Node) -> None:
    """Let the network know the first day after which something here is to be erased."""
    network = network_of(node)
    if network is None or not node.sensitive:
        return
    if network.fading is None:
        network.fading = OOTreeSet()
    for until in {kept.until for kept in node.sensitive.values()}:
        network.fading.insert((until.toordinal(), node.oid))


def _due(network: Any, act: Act) -> list[tuple[int, int]]:
    return [] if network.fading is None else list(network.fading.keys(max=(act.today.toordinal(), -1)))


def _filling(node: Node, asked: Field) -> tuple[str, ...]:
    return ROLES["applicant" if asked.fills == "author" and isinstance(node, Answer) else asked.fills]


def _as_answer(asked: Field, value: Any) -> Any:
    if value is None or value == "":
        return asked.blank
    return frozenset(value) if asked.kind == "several" else value


def _cell(who: Reader, asked: Field) -> Callable[[Node], Any]:
    def value(node: Node) -> Any:
        return read(node, (asked,))[asked.name] if may_see(who, node, asked) else asked.blank

    return value
