"""One state or one transition of a draft: a form each (M43)."""

from dataclasses import replace
from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.drafting.place import DRAFT, STATE, TRANSITION, Place
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.workflow import state_schema, transition_schema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import editing
from mobee_pyr.workflows.model import State, Transition, Workflow
from mobee_pyr.workflows.roles import ROLES


class Piece:
    """What both forms share; ``name`` in the address is empty for a new piece. Raises `HTTPNotFound` for an unknown one."""

    view = ""
    removal = ""
    """The button of the draft's page that takes such a piece out."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.place = Place(network, request)
        self.workflow = editing.draft(network, self.place.content)
        self.name = request.GET.get("name", "")
        if self.name and self.name not in self.pieces():
            raise HTTPNotFound

    def pieces(self) -> Any:
        """All of this kind, by name."""
        raise NotImplementedError

    def schema(self) -> Any:
        """The questions."""
        raise NotImplementedError

    def read(self) -> dict[str, Any]:
        """The answers as they are now."""
        raise NotImplementedError

    def changed(self, said: dict[str, Any]) -> Workflow:
        """The workflow with the piece as it was said."""
        raise NotImplementedError

    def title(self) -> str:
        """What the page is called."""
        raise NotImplementedError

    def ask(self) -> dict[str, Any]:
        """The form."""
        return self._page(self._form().render())

    def save(self) -> dict[str, Any] | Response:
        """Keep the piece in the draft."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        editing.keep(self.request.act, self.network, self.changed(said))
        told = _("C’est dans le brouillon. Rien ne change pour les autres avant la mise en service.")
        self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.place.url(DRAFT))

    def _form(self) -> Any:
        here = self.place.url(self.view, **({"name": self.name} if self.name else {}))
        back = deform.Button("back", _("Revenir sans changer"), type="link", value=self.place.url(DRAFT))
        return make_form(self.schema(), self.request, [("save", _("Garder dans le brouillon")), back], self.read(), here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, self.title()),
            "about": self.request.translate(_("Brouillon : ${title}"), title=self.place.label(self.workflow.title)),
            "form": form,
            "name": self.name,
            "removal": self.removal if self.name and self.name != self.workflow.initial else "",
            "action": self.place.url(DRAFT),
        }


_FORM = "mobee_pyr.views:templates/workflow_piece.pt"


@view_defaults(context=Network, name=STATE, permission=Permission.EDIT, renderer=_FORM)
class StatePage(Piece):
    """A state: its name, its look, who reads and who changes."""

    view = STATE
    removal = "remove_state"

    def pieces(self) -> Any:
        return self.workflow.states

    def schema(self) -> Any:
        return state_schema(self.workflow)

    def read(self) -> dict[str, Any]:
        state = self.workflow.states.get(self.name)
        if state is None:
            first = self.workflow.states[self.workflow.initial]
            return {"kind": "waiting", "view": first.holders.get(Permission.VIEW, ()), "edit": ()}
        held = {permission: state.holders.get(permission, ()) for permission in ("view", "edit")}
        return {"label": self.place.label(state.label), "kind": state.kind, "final": state.final, **held}

    def changed(self, said: dict[str, Any]) -> Workflow:
        old = self.workflow.states.get(self.name)
        made = old or State(editing.free_name(said["label"], self.workflow.states), said["label"])
        ranked = ROLES[self.workflow.content]
        holders = dict(made.holders)
        for permission in ("view", "edit"):
            holders[permission] = tuple(role for role in ranked if role in said[permission])
        holders = {permission: roles for permission, roles in holders.items() if roles}
        label = self.place.relabelled(old.label if old else None, said["label"])
        state = replace(made, label=label, kind=said["kind"], final=said["final"], holders=holders)
        return editing.with_state(self.workflow, state, self.workflow.initial)

    def title(self) -> str:
        return _("Changer un état") if self.name else _("Ajouter un état")

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """The form."""
        return self.ask()

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """The state, in the draft."""
        return self.save()


@view_defaults(context=Network, name=TRANSITION, permission=Permission.EDIT, renderer=_FORM)
class TransitionPage(Piece):
    """A transition: its button, from where to where, who, and what is asked."""

    view = TRANSITION
    removal = "remove_transition"

    def pieces(self) -> Any:
        return self.workflow.transitions

    def schema(self) -> Any:
        return transition_schema(self.workflow, self.place.labels(self.workflow))

    def read(self) -> dict[str, Any]:
        found = self.workflow.transitions.get(self.name)
        if found is None:
            return {"reason": "none", "sources": (), "by": (), "guards": ()}
        said = {name: getattr(found, name) for name in ("sources", "target", "by", "decides", "awaited", "dated", "reason", "guards")}
        return {"label": self.place.label(found.label), **said}

    def changed(self, said: dict[str, Any]) -> Workflow:
        old = self.workflow.transitions.get(self.name)
        name = old.name if old else editing.free_name(said["label"], self.workflow.transitions)
        schema = self.schema()
        facts = {
            key: tuple(each for each in schema[key].validator.choices if each in said.get(key, ()))
            for key in ("sources", "by", "guards")
            if key in schema
        }
        made = old or Transition(name, said["label"], (), said["target"], ())
        instead = {guard: other for guard, other in made.instead.items() if guard in facts.get("guards", ())}
        label = self.place.relabelled(old.label if old else None, said["label"])
        plain = {key: said[key] for key in ("target", "decides", "awaited", "dated", "reason")}
        return editing.with_transition(self.workflow, replace(made, label=label, instead=instead, **facts, **plain))

    def title(self) -> str:
        return _("Changer une action") if self.name else _("Ajouter une action")

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """The form."""
        return self.ask()

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """The transition, in the draft."""
        return self.save()
