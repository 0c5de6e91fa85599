"""Several lines of a list at once: choose one transition, confirm it with what it does to each, and read what came of each (M43)."""

from typing import Any, NamedTuple

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.words import _
from mobee_pyr.views import rows
from mobee_pyr.views.answers import asking, outcomes
from mobee_pyr.views.answers.ticking import has_own_page
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.transition import several_schema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, bulk, engine, library
from mobee_pyr.workflows.bulk import Line
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes

GONE = _("Cette page n’existe plus, ou ne vous est plus ouverte.")
LISTS = {"organisation": ("requests",), "network": ("qualification",)}
"""The page of the list, where it is not the node's own."""


class Result(NamedTuple):
    """What came of one; ``why`` it did not go, empty when it did. No row: the reader may not know of it."""

    row: rows.Row | None
    done: str
    why: str


@view_defaults(name="bulk", permission=Permission.VIEW)
class Bulk:
    """``?item=`` (several) names what was ticked, ``&name=`` the transition. An item that the reader may not open is told as unknown."""

    def __init__(self, context: Node, request: Request) -> None:
        if request.person is None:
            raise HTTPForbidden
        self.context, self.request = context, request
        self.items = list(dict.fromkeys(request.GET.getall("item")))
        found = [self._known(item) for item in self.items[: bulk.MOST]]
        self.nodes = [node for node in found if node is not None]
        self.unknown = len(found) - len(self.nodes)
        self.name = request.GET.get("name", "")
        self.back = request.node_url(context, *LISTS.get(context.type_name, ()))

    @view_config(context=Mission, request_method="GET", renderer="mobee_pyr.views:templates/bulk.pt")
    @view_config(context=Need, request_method="GET", renderer="mobee_pyr.views:templates/bulk.pt")
    @view_config(context=Organisation, request_method="GET", renderer="mobee_pyr.views:templates/bulk.pt")
    @view_config(context=Network, request_method="GET", renderer="mobee_pyr.views:templates/bulk.pt")
    def ask(self) -> dict[str, Any] | Response:
        """Which transition; then the reason, and what will become of each."""
        refusal = self._too_many()
        if refusal is not None:
            return refusal
        lines = self._lines()
        return self._choose() if not self.name or not self.items else self._confirm(lines, self._form(lines).render())

    @view_config(context=Mission, request_method="POST", renderer="mobee_pyr.views:templates/bulk_done.pt")
    @view_config(context=Need, request_method="POST", renderer="mobee_pyr.views:templates/bulk_done.pt")
    @view_config(context=Organisation, request_method="POST", renderer="mobee_pyr.views:templates/bulk_done.pt")
    @view_config(context=Network, request_method="POST", renderer="mobee_pyr.views:templates/bulk_done.pt")
    def fire(self) -> dict[str, Any] | Response:
        """Each goes or not by itself, and the page says which."""
        refusal = self._too_many()
        if refusal is not None:
            return refusal
        lines = self._lines()
        try:
            word = self._form(lines).validate(self.request.POST.items()).get("reason", "")
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            self.request.override_renderer = "mobee_pyr.views:templates/bulk.pt"
            return self._confirm(lines, failure.render())
        results = [self._fired(line, word) for line in lines] + [Result(None, "", self.request.translate(GONE))] * self.unknown
        return {
            "page": Page(self.request, _("Ce qui a été fait")),
            "done": [result for result in results if not result.why],
            "left": [result for result in results if result.why],
            "left_title": self.request.translate(_("Rien n’a changé pour")),
            "back": self.back,
        }

    def _fired(self, line: Line, word: str) -> Result:
        row = self._row(line.node)
        if line.transition is None:
            return Result(row, "", self.request.translate(line.why))
        before = self.request.tm.savepoint()
        try:
            fired = engine.fire(self.request.act, line.node, self.name, bulk.said(line.transition, word))
        except engine.TransitionRefused as refused:
            before.rollback()
            return Result(row, "", self.request.translate(refused.message))
        return Result(row, self.request.translate(_("C’est fait : ${label}."), label=self.request.words.label(fired.label)), "")

    def _known(self, item: str) -> Node | None:
        """The node, if it belongs to this list and the reader may open it."""
        node = self.request.site.node(int(item)) if item.isascii() and item.isdigit() and len(item) < 20 else None
        belongs = node is not None and self._belongs(node)
        return node if node is not None and belongs and access.permits(self.request.reader, Permission.VIEW, node) else None

    def _belongs(self, node: Node) -> bool:
        if isinstance(self.context, Network):
            return isinstance(node, Qualified) and network_of(node) is self.context
        wanted = MeansRequest if isinstance(self.context, Organisation) else Answer
        return isinstance(node, wanted) and node.__parent__ is self.context

    def _too_many(self) -> Response | None:
        if len(self.items) <= bulk.MOST:
            return None
        self.request.session.flash(("warning", self.request.translate(_("Deux cents à la fois au plus : cochez-en moins."))))
        return HTTPSeeOther(self.back)

    def _lines(self) -> list[Line]:
        return bulk.weigh(self.request.reader, self.nodes, self.name, has_own_page, self.request.today)

    def _choose(self) -> dict[str, Any]:
        found = bulk.choices(self.request.reader, self.nodes, has_own_page)
        labels = {each.name: " / ".join(dict.fromkeys(map(self.request.words.label, each.labels))) for each in found}
        counted = _("pour ${count} sur ${all}")
        return self._page(_("Que faire de ce que vous avez coché ?") if self.items else _("Rien n’est coché")) | {
            "rows": list(map(self._row, self.nodes)),
            "choices": [(each.name, labels[each.name], self._counted(counted, each.nodes)) for each in found],
        }

    def _counted(self, text: str, count: int) -> str:
        return str(self.request.translate(text, count=self.request.words.number(count), all=self.request.words.number(len(self.items))))

    def _confirm(self, lines: list[Line], form: Any) -> dict[str, Any]:
        going = [line for line in lines if line.transition is not None]
        staying = [(self._row(line.node), self.request.translate(line.why)) for line in lines if line.why is not None]
        title = " / ".join(dict.fromkeys(self._label(line.node, line.transition) for line in going if line.transition is not None))
        return self._page(title or _("Rien ne peut être fait")) | {
            "going": [self._row(line.node) for line in going],
            "staying": staying + [(None, self.request.translate(GONE))] * self.unknown,
            "consequences": self._consequences(going),
            "serious": self._serious(going),
            "form": form,
        }

    def _page(self, title: str) -> dict[str, Any]:
        page = Page(self.request, title)
        action = self.request.node_url(self.context, "bulk")
        blank = {"rows": [], "choices": [], "going": [], "staying": [], "consequences": [], "serious": False, "form": None}
        return {
            "page": page,
            "about": (self.back, self.context.title),
            "items": self.items,
            "action": action,
            "choosing": not self.name or not self.items,
            **blank,
        }

    def _consequences(self, going: list[Line]) -> list[str]:
        """What goes with it, for all of them together."""
        keys = (f"{library.governing(line.node)}.{line.transition.name}" for line in going if line.transition is not None)
        known = dict.fromkeys(outcomes.BEFORE.get(key) for key in keys)
        found = [self.request.translate(text) for text in known if text is not None and "${" not in text]
        if self._serious(going) and not found:
            found = [self.request.translate(_("Cette réponse est définitive, et chaque personne concernée la reçoit avec votre raison."))]
        ended = sum(asking.pending(line.node, line.transition) for line in going if line.transition is not None)
        if ended:
            one = _("${count} réponse encore en attente recevra un message : elle ne pourra plus aboutir.")
            many = _("${count} réponses encore en attente recevront un message : elles ne pourront plus aboutir.")
            found.append(self.request.words.plural(one, many, ended))
        return found

    def _serious(self, going: list[Line]) -> bool:
        return any(asking.destructive(line.node, line.transition) for line in going if line.transition is not None)

    def _form(self, lines: list[Line]) -> Any:
        going = [line for line in lines if line.transition is not None]
        here = self.request.node_url(self.context, "bulk", item=self.items, name=self.name)
        words = self.request.words.plural(_("Confirmer pour ${count}"), _("Confirmer pour les ${count}"), len(going))
        look = "btn-danger" if self._serious(going) else "btn-primary"
        keep = deform.Button("keep", _("Ne rien changer"), type="link", value=self.back)
        return make_form(several_schema(bulk.reason(lines)), self.request, [("fire", words, look), keep], action=here)

    def _label(self, node: Node, transition: Transition) -> str:
        return str(self.request.words.label(eyes.label(node, transition)))

    def _row(self, node: Node) -> rows.Row:
        return rows.task(self.request, node, False)
