"""Writing a mission or a need, and correcting it."""

from collections.abc import Callable
from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.place import Place
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.request import mission_schema, need_schema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import engine

TEMPLATE = "mobee_pyr.views:templates/request_form.pt"


@view_defaults(context=Organisation, permission=Permission.ADD, renderer=TEMPLATE)
class NewRequest:
    """A référent writes a new request; it is a draft until it is sent to be qualified."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        self.organisation, self.request = organisation, request

    @view_config(name="mission-new", request_method="GET")
    def ask_mission(self) -> dict[str, Any]:
        """The form."""
        return _page(self.request, _("Écrire une mission"), _form(self.request, self.organisation, "mission-new", mission_schema).render())

    @view_config(name="mission-new", request_method="POST")
    def add_mission(self) -> dict[str, Any] | Response:
        """Keep it."""
        return self._add(
            _("Écrire une mission"), "mission-new", mission_schema, lambda title, author: Mission(title, author, self.request.now)
        )

    @view_config(name="need-new", request_method="GET")
    def ask_need(self) -> dict[str, Any]:
        """The form."""
        return _page(self.request, _("Écrire un besoin"), _form(self.request, self.organisation, "need-new", need_schema).render())

    @view_config(name="need-new", request_method="POST")
    def add_need(self) -> dict[str, Any] | Response:
        """Keep it."""
        return self._add(
            _("Écrire un besoin"), "need-new", need_schema, lambda title, author: Need(title, "goods", author, self.request.now)
        )

    def _add(
        self, title: str, name: str, schema: Callable[[], colander.Schema], make: Callable[[str, str | None], MeansRequest]
    ) -> dict[str, Any] | Response:
        try:
            said = _form(self.request, self.organisation, name, schema).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return _page(self.request, title, failure.render())
        act = self.request.act
        node = make(said["title"], act.who)
        _write(node, said)
        tree.add(self.organisation, node, by=act.who)
        engine.begin(act, node)
        self.request.session.flash(("success", self.request.translate(_("C’est enregistré. Relisez, puis envoyez à la qualification."))))
        return HTTPSeeOther(self.request.node_url(node))


@view_defaults(name="edit", permission=Permission.EDIT, renderer=TEMPLATE)
class EditRequest:
    """Correcting what was written; the journal keeps what stood there before."""

    def __init__(self, node: MeansRequest, request: Request) -> None:
        self.node, self.request = node, request
        self.schema = mission_schema if isinstance(node, Mission) else need_schema

    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form as it stands."""
        return self._page(_form(self.request, self.node, "edit", self.schema, _read(self.node)).render())

    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the corrections, unless somebody else has changed the same text meanwhile."""
        form = _form(self.request, self.node, "edit", self.schema, _read(self.node))
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        before = _read(self.node)
        changes = {name: [str(before[name]), str(value)] for name, value in said.items() if before[name] != value}
        if changes:
            self.node.title = said["title"]
            _write(self.node, said)
            self.node.record(self.request.act.who, "edited", when=self.request.now, **changes)
            self.request.session.flash(("success", self.request.translate(_("Les corrections sont enregistrées."))))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _page(self, form: Any) -> dict[str, Any]:
        return _page(self.request, _("Modifier « ${title} »", mapping={"title": self.node.title}), form)


def _form(request: Request, node: Any, name: str, schema: Callable[[], colander.Schema], said: dict[str, Any] | None = None) -> Any:
    written = {key: colander.null if value is None else value for key, value in (said or {}).items()}
    return make_form(schema(), request, [("save", _("Enregistrer"))], written, action=request.node_url(node, name))


def _page(request: Request, title: str, form: Any) -> dict[str, Any]:
    return {"page": Page(request, title), "form": form}


def _write(node: MeansRequest, said: dict[str, Any]) -> None:
    fields = {name: value for name, value in said.items() if name not in ("title", "city", "postcode", "skills")}
    for name, value in fields.items():
        setattr(node, name, value)
    if (said["city"], said["postcode"]) != (node.place.city, node.place.postcode):
        node.place = Place(said["city"], said["postcode"])
    if isinstance(node, Mission):
        node.skills = tuple(filter(None, (skill.strip() for skill in said["skills"].split(","))))


def _read(node: MeansRequest) -> dict[str, Any]:
    names = ["title", "summary", "description", "domain", "objective", "starts", "ends"]
    names += ["mode", "schedule", "days", "time_basis", "places"] if isinstance(node, Mission) else ["means", "quantity", "unit"]
    said = {name: getattr(node, name) for name in names} | {"city": node.place.city, "postcode": node.place.postcode}
    return said | ({"skills": ", ".join(node.skills)} if isinstance(node, Mission) else {})
