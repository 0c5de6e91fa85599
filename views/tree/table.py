"""The table of *Contenu*: its rows and what may be done to each, its headings, what it can be narrowed by, what may be added."""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request
from pyramid.security import view_execution_permitted

from mobee_pyr.content import order
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.views.links import exists
from mobee_pyr.views.tree.chosen import kind
from mobee_pyr.workflows import access, arranging, library
from mobee_pyr.workflows.model import WITH_WORKFLOW

COLUMNS = {"kind": _("Nature"), "state": _("État"), "change": _("Modifié"), "author": _("Par")}
SORTS = {"title": _("Titre"), **COLUMNS}
DOWN_FIRST = ("change",)
"""The columns of which one first wants the last."""


class Deed(NamedTuple):
    """What may be done to a row, on a page of its own."""

    href: str
    text: str
    icon: str


EDIT = Deed("edit", _("Modifier"), "pencil")
ARRANGING = (
    Deed("rename", _("Renommer"), "tag"),
    Deed("move", _("Déplacer"), "arrow-right"),
    Deed("copy", _("Copier"), "copy"),
    Deed("delete", _("Mettre à la corbeille"), "trash"),
)


class Row(NamedTuple):
    """One line; ``when``: the day; ``inside``: the table of what stands in it; ``at``, ``up``, ``down``: positions, or ``None``."""

    item: str
    href: str
    title: str
    icon: str
    kind: str
    state: tuple[str, str] | None
    when: str
    who: str
    inside: str | None
    deeds: list[Deed]
    at: int | None
    up: int | None
    down: int | None


class Heading(NamedTuple):
    """A column; ``sorted``: ``ascending``, ``descending`` or ``None``."""

    name: str
    text: str
    href: str
    sorted: str | None


def holds(node: Node) -> bool:
    """Can anything stand in it?"""
    return any(node.type_name in each.parents for each in TYPES.values()) and node.type_name != "folder"


def additions(request: Request, node: Node) -> Iterator[Deed]:
    """The pages by which the reader may add something here: by type, wherever this site has one."""
    for name, each in TYPES.items():
        view = f"{name}-new"
        asks = name not in ("mission", "need", "programme") or "asks" in getattr(node, "capacities", ("asks",))
        if node.type_name in each.parents and each.copied and asks and opens(request, node, view):
            yield Deed(request.node_url(node, view), request.translate(each.label), each.icon)


def deeds(request: Request, node: Node) -> list[Deed]:
    """What the reader may do to a node as a whole."""
    edits = access.permits(request.reader, Permission.EDIT, node)
    return _deeds(request, node, edits, arranging.may_arrange(request.reader, node))


def _deeds(request: Request, node: Node, edits: bool, arranges: bool) -> list[Deed]:
    here = request.node_url(node)
    return [Deed(f"{here}/{view}", text, icon) for view, text, icon in _offered(request, node, edits, arranges)]


def _offered(request: Request, node: Node, edits: bool, arranges: bool) -> list[Deed]:
    """The pages of the deeds, by their names; of those that are copied or moved, none for networks, which have no other place."""
    found = [EDIT] if edits and exists(request, node, "edit") else []
    if arranges:
        placed = "site" not in TYPES[node.type_name].parents
        found += [one for one in ARRANGING if placed or one.href not in ("move", "copy")]
    return [one._replace(text=request.translate(one.text)) for one in found]


class _Words:
    """What the rows of one table say alike, put into words once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._kinds: dict[str, str] = {}
        self._states: dict[tuple[str, str], tuple[str, str] | None] = {}
        self._offered: dict[tuple[str, bool, bool], list[Deed]] = {}

    def kind(self, node: Node) -> str:
        if node.type_name not in self._kinds:
            self._kinds[node.type_name] = kind(self.request, node.type_name)
        return self._kinds[node.type_name]

    def state(self, node: Node) -> tuple[str, str] | None:
        """The children of one node stand in one network, and so under one workflow a type; networks may each have their own."""
        if node.type_name not in WITH_WORKFLOW or node.type_name == "network":
            return cards.state_of(self.request, node) if node.type_name in WITH_WORKFLOW else None
        key = (node.type_name, node.state)
        if key not in self._states:
            self._states[key] = cards.state_of(self.request, node)
        return self._states[key]

    def deeds(self, node: Node, href: str, edits: bool, arranges: bool) -> list[Deed]:
        key = (node.type_name, edits, arranges)
        if key not in self._offered:
            self._offered[key] = _offered(self.request, node, edits, arranges)
        return [Deed(f"{href}/{view}", text, icon) for view, text, icon in self._offered[key]]


def rows(request: Request, parent: Node, nodes: list[Node], movable: bool) -> Iterator[Row]:
    at = {child.oid: number for number, child in enumerate(order.in_order(parent))} if movable else {}
    words, here = _Words(request), request.node_url(parent).rstrip("/")
    last, alike, all_ = len(at) - 1, access.Alike(request.reader), arranging.arranges_inside(request.reader, parent)
    for node in nodes:
        href = f"{here}/{node.__name__}"
        position, edits = at.get(node.oid), alike.permits(Permission.EDIT, node)
        inside = holds(node) and alike.permits(Permission.HISTORY, node)
        arranges = not isinstance(node, Answer) and (all_ or (edits and not isinstance(node, Owner)))
        yield Row(
            item=str(node.oid),
            href=href,
            title=phrases.named(request, node),
            icon=TYPES[node.type_name].icon,
            kind=words.kind(node),
            state=words.state(node),
            when=request.words.day(node.modified.date()),
            who=name_of(request.site, node.author),
            inside=f"{href}/contents" if inside else None,
            deeds=words.deeds(node, href, edits, arranges),
            at=position,
            up=position - 1 if position else None,
            down=position + 1 if position is not None and position < last else None,
        )


def heading(request: Request, name: str, sort: str) -> Heading:
    """Followed once it sorts by this column, once more the other way round."""
    now, down = name == sort, "down" in request.GET
    turned = not down if now else name in DOWN_FIRST
    href = request.same_page(sort=name, down="1" if turned else None, page=None)
    return Heading(name, request.translate(SORTS[name]), href, ("descending" if down else "ascending") if now else None)


def kinds(request: Request, found: dict[str, int], chosen: str) -> list[tuple[str, str, bool]]:
    counted: dict[str, int] = {}
    for stage, count in found.items():
        name = stage.partition(".")[0]
        counted[name] = counted.get(name, 0) + count
    return [(name, f"{kind(request, name)} ({request.words.number(count)})", name == chosen) for name, count in sorted(counted.items())]


def stages(request: Request, node: Node, counts: dict[str, int], chosen: str, only: str) -> list[tuple[str, str, bool]]:
    """By the words of their workflow here; with the type where several are in the list."""
    found = []
    several = len({stage.partition(".")[0] for stage in counts}) > 1
    for stage, count in counts.items():
        name, _dot, state = stage.partition(".")
        if name in WITH_WORKFLOW and state and only in ("", name):
            known = library.applied(network_of(node), name).workflow.states.get(state)
            word = state if known is None else request.words.label(known.label)
            text = f"{kind(request, name)} : {word[:1].lower()}{word[1:]}" if several else word
            found.append((stage, f"{text} ({request.words.number(count)})", stage == chosen))
    return sorted(found, key=lambda each: each[1])


def bulk(request: Request, node: Node, nodes: list[Node]) -> str | None:
    """Where transitions are fired for several, if there is any to fire."""
    offered = ticking(request, node, nodes) if exists(request, node, "bulk") else None
    return None if offered is None else offered.href


def opens(request: Request, node: Node, view: str) -> bool:
    return exists(request, node, view) and bool(view_execution_permitted(node, request, view))
