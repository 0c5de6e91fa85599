"""À traiter: all that waits for a person, in every network and under every role, the most urgent first; answered from here (M43)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Note
from mobee_pyr.content.words import _
from mobee_pyr.views import queue, rows
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.workflows import access, tasks, todo, yes
from mobee_pyr.workflows.engine import TransitionRefused

PER_PAGE = 25

KINDS = {
    "application": _("Candidatures"),
    "pledge": _("Promesses"),
    "joining": _("Rattachements"),
    "mission": _("Missions"),
    "need": _("Besoins"),
    "organisation": _("Organisations"),
    "volunteer": _("Profils"),
}
"""The types of content that may wait, as the filter names them."""


HEADS = (_("Ce qui attend"), _("Détails"), _("Urgence"), _("Attend depuis"), _("À répondre avant la fin du"), _("État"), _("Page"))


class Line(NamedTuple):
    """One thing: ``value`` says what is answered (oid and `yes.mark`), ``yes`` is the label of its button, or ``None``."""

    row: rows.Row
    due: str
    value: str
    yes: str | None


class Group(NamedTuple):
    """The lines of one urgency that stand on this page; ``count`` is how many there are on all."""

    name: str
    title: str
    count: int
    lines: list[Line]


class Result(NamedTuple):
    """What came of one of several answers; ``why`` it did not go, empty when it did."""

    row: rows.Row | None
    done: str
    why: str


@view_defaults(context=Site, name="to-do", permission=Permission.ACCOUNT)
class ToDo:
    """``?network=`` and ``?kind=`` narrow the list; ``?all=1`` ticks what the page shows."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.kind = kind if (kind := request.GET.get("kind", "")) in KINDS else ""

    @cached_property
    def found(self) -> list[tuple[int, Note]]:
        """All that waits; an answer to one thing does without."""
        return list(todo.noted(self.request.reader))

    @cached_property
    def networks(self) -> dict[str, Node]:
        """Those in which something waits, by name."""
        found = (self.site.node(oid) for oid in {note.network for _oid, note in self.found})
        return {node.__name__: node for node in sorted((node for node in found if node is not None), key=lambda node: node.title)}

    @cached_property
    def network(self) -> int:
        """The oid of the network that is asked for, 0 for all."""
        network = self.networks.get(self.request.GET.get("network", ""))
        return 0 if network is None else network.oid

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/to_do.pt")
    def show(self) -> dict[str, Any]:
        """One page of the list, grouped by urgency."""
        wanted = self._wanted()
        last = max(1, -(-len(wanted) // PER_PAGE))
        number = min(page_number(self.request), last)
        groups = list(self._groups(wanted, wanted[(number - 1) * PER_PAGE : number * PER_PAGE]))
        return {
            "page": Page(self.request, _("À traiter")),
            "action": self.request.same_page(all=None),
            "groups": groups,
            "anything": bool(self.found),
            **self._empty(),
            "answerable": any(line.yes for group in groups for line in group.lines),
            "ticked": bool(self.request.GET.get("all")),
            "tick_all": self.request.same_page(all="1"),
            "networks": self._network_filter(),
            "kinds": self._kind_filter(),
            "export": sheet.export(self.request),
            "pages": pages(self.request, number, last),
        }

    @view_config(request_method="GET", request_param="export")
    def export(self) -> Response:
        """All lines of the list, the most urgent first."""
        return sheet.answer(self.request, _("À traiter"), HEADS, self._rows())

    def _rows(self) -> Iterator[tuple[sheet.Cell, ...]]:
        for oid, note in self._wanted():
            line = self._line(oid, note)
            if line is not None:
                urgency, state = self.request.translate(tasks.URGENCIES[self._urgency(note)]), line.row.state
                page = self.request.registry.mobee.url + line.row.href
                yield line.row.name, line.row.hint, urgency, note.since, note.due, state[1] if state else "", page

    def _wanted(self) -> list[tuple[int, Note]]:
        wanted = [one for one in self.found if self.network in (0, one[1].network) and self.kind in ("", one[1].kind)]
        return tasks.most_urgent_first(self.site, wanted, self.request.today)

    @view_config(request_method="POST", renderer="mobee_pyr.views:templates/to_do_done.pt")
    def answer(self) -> dict[str, Any] | Response:
        """Say yes to one thing, or to all that are ticked: each goes or not by itself, and the page says which."""
        one = self.request.POST.get("one")
        chosen = [one] if one else self.request.POST.getall("item")[:PER_PAGE]
        results = [self._say_yes(value) for value in dict.fromkeys(chosen)]
        back = self.request.same_page(all=None)
        if not results:
            self._say("warning", _("Cochez d’abord ce que vous voulez accepter ou valider."))
            return HTTPSeeOther(back)
        if len(results) == 1:
            result = results[0]
            self._say("warning" if result.why else "success", self._told(result))
            return HTTPSeeOther(back)
        return {
            "page": Page(self.request, _("Vos réponses")),
            "done": [result for result in results if not result.why],
            "left": [result for result in results if result.why],
            "back": back,
        }

    def _say_yes(self, value: str) -> Result:
        oid, _dot, seen = value.partition(".")
        node = self.site.node(int(oid)) if oid.isascii() and oid.isdigit() and len(oid) < 20 else None
        if node is None or not access.permits(self.request.reader, Permission.VIEW, node):
            return Result(None, "", self.request.translate(_("Cette page n’existe plus, ou ne vous est plus ouverte.")))
        row = rows.task(self.request, node, self._in_several())
        before = self.request.tm.savepoint()
        try:
            fired = yes.say_yes(self.request.act, self.request.reader, node, seen)
        except TransitionRefused as refusal:
            before.rollback()
            return Result(row, "", self.request.translate(refusal.message))
        done = _("Validé.") if fired.name == yes.APPROVE else _("C’est fait : ${label}.")
        return Result(row, self.request.translate(done, label=self.request.words.label(fired.label)), "")

    def _told(self, result: Result) -> str:
        """What came of one thing, with its name where one may still know it."""
        came = result.why or result.done
        return came if result.row is None else str(self.request.translate(_("${name} : ${came}"), name=result.row.name, came=came))

    def _groups(self, wanted: list[tuple[int, Note]], here: list[tuple[int, Note]]) -> Iterator[Group]:
        counts = dict.fromkeys(tasks.URGENCIES, 0)
        for _oid, note in wanted:
            counts[self._urgency(note)] += 1
        for name, title in tasks.URGENCIES.items():
            lines = [line for oid, note in here if self._urgency(note) == name and (line := self._line(oid, note)) is not None]
            if lines:
                yield Group(name, self.request.translate(title), counts[name], lines)

    def _urgency(self, note: Note) -> str:
        return tasks.urgency(self.site, note, self.request.today)

    def _line(self, oid: int, note: Note) -> Line | None:
        node = self.site.node(oid)
        if node is None or not access.permits(self.request.reader, Permission.VIEW, node):
            return None
        offered = yes.yes_to(self.request.reader, node, self.request.today)
        label = None if offered is None else self.request.words.label(offered.label)
        return Line(rows.task(self.request, node, self._several()), self._due(note), f"{node.oid}.{yes.mark(node)}", label)

    def _due(self, note: Note) -> str:
        """« à répondre demain au plus tard », « commence dans 6 jours »; empty when nothing presses."""
        if note.due is None:
            begins = (each for each in tasks.reasons(self.site, note, self.request.today) if each.name != "long")
            return next((queue.urgent(self.request, reason) for reason in begins), "")
        days, words = (note.due - self.request.today).days, self.request.words
        if days < 0:
            return str(words.plural(_("délai passé depuis ${count} jour"), _("délai passé depuis ${count} jours"), -days))
        if days < 2:
            return str(self.request.translate(_("à répondre demain au plus tard") if days else _("à répondre aujourd’hui au plus tard")))
        return str(self.request.translate(_("à répondre avant la fin du ${day}"), day=words.day(note.due)))

    def _empty(self) -> dict[str, Any]:
        """What comes next, when nothing waits."""
        text = _("Dès qu’une personne compte sur vous, sa demande s’affiche ici, la plus pressée en premier, et un avis vous en prévient.")
        return {
            "empty_title": self.request.translate(_("Tout est à jour")),
            "empty_text": self.request.translate(text),
            "empty_href": self.request.urls["my_space"],
            "empty_action": self.request.translate(_("Revenir à mon espace")),
            "empty_icon": "check-circle-fill",
        }

    def _in_several(self) -> bool:
        """Does the reader take part in more than one network? Known without the list."""
        inside = (self.site.node(oid) for oid in self.request.reader.inside)
        return sum(node is not None and node.type_name == "network" for node in inside) > 1

    def _several(self) -> bool:
        return len(self.networks) > 1 and not self.network

    def _network_filter(self) -> list[tuple[str, str, bool]]:
        if len(self.networks) < 2:
            return []
        here = self.request.same_page
        found = [(here(network=name, page=None), node.title, node.oid == self.network) for name, node in self.networks.items()]
        return [(here(network=None, page=None), self.request.translate(_("Tous mes réseaux")), not self.network), *found]

    def _kind_filter(self) -> list[tuple[str, str, bool]]:
        present, here = {note.kind for _oid, note in self.found}, self.request.same_page
        if len(present) < 2:
            return []
        found = [
            (here(kind=name, page=None), self.request.translate(text), name == self.kind) for name, text in KINDS.items() if name in present
        ]
        return [(here(kind=None, page=None), self.request.translate(_("Tout")), not self.kind), *found]

    def _say(self, kind: str, text: Any) -> None:
        self.request.session.flash((kind, self.request.translate(text)))
