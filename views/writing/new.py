"""Writing something new in an organisation: a mission, a need, a programme."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted, undoing
from mobee_pyr.views.forms.need import KINDS, kind_question
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing.texts import TEXTS, first_questions
from mobee_pyr.workflows import engine, extra_fields

NEXT = {
    "programme": _("C’est enregistré. Rendez le programme visible quand il est prêt."),
    "mission": _("C’est enregistré. Relisez, puis envoyez à la qualification."),
    "need": _("C’est enregistré. Relisez, puis envoyez à la qualification."),
}
TITLES = {"cash": _("Demander un financement"), "goods": _("Demander un don en nature"), "logistics": _("Demander de la logistique")}


@view_defaults(context=Organisation, permission=Permission.ADD, renderer="mobee_pyr.views:templates/new.pt")
class Writing:
    """A référent writes; it is a draft until it is sent to be qualified, or shown."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        if "asks" not in organisation.capacities:
            raise HTTPNotFound
        self.organisation, self.request = organisation, request

    @view_config(name="mission-new", request_method="GET")
    @view_config(name="mission-new", request_method="POST")
    def mission(self) -> dict[str, Any] | Response:
        """People are asked for."""
        return self._write(_("Demander des compétences"), Mission("", self.request.act.who, self.request.now))

    @view_config(name="programme-new", request_method="GET")
    @view_config(name="programme-new", request_method="POST")
    def programme(self) -> dict[str, Any] | Response:
        """Requests are to be grouped under one objective."""
        return self._write(_("Créer un programme"), Programme("", self.request.act.who, self.request.now))

    @view_config(name="need-new", request_method="GET")
    @view_config(name="need-new", request_method="POST")
    def need(self) -> dict[str, Any] | Response:
        """Things are asked for: first which kind, then, for that kind, the rest."""
        said = self.request.params.get("means") or self.request.params.get("form-means") or self._drafted_means()
        if said not in KINDS or "choose" in self.request.POST:
            return self._choose()
        title = TITLES.get(said, _("Demander de la technologie"))
        return self._write(title, Need("", said, self.request.act.who, self.request.now))

    def _choose(self) -> dict[str, Any] | Response:
        form = make_form(kind_question(), self.request, [("choose", _("Continuer"))], action=self.request.same_page())
        if self.request.method == "GET":
            return self._page(_("Demander des moyens"), form.render(), drafted.of(self.request, self.organisation, "need-new"))
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(_("Demander des moyens"), failure.render())
        return HTTPSeeOther(self.request.same_page(means=said["means"]))

    def _write(self, title: str, node: Node) -> dict[str, Any] | Response:
        form = self._form(node)
        draft = drafted.of(self.request, self.organisation, self.request.view_name)
        if self.request.method == "GET":
            return self._page(title, drafted.filled(form, draft) if draft is not None and draft.taken else form.render(), draft)
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(title, failure.render(), draft)
        return self._keep(node, said)

    def _drafted_means(self) -> str | None:
        """The kind of need that the draft is about, when it is asked for."""
        draft = drafted.of(self.request, self.organisation, "need-new")
        return dict(draft.typed).get("means") if draft is not None and draft.taken else None

    def _keep(self, node: Node, said: dict[str, Any]) -> Response:
        act = self.request.act
        node.title = said["title"]
        tree.add(self.organisation, node, by=act.who)
        TEXTS[node.type_name].write(act, node, said)
        extra_fields.keep(act, node, said)
        engine.begin(act, node)
        drafted.drop(self.request, self.organisation, self.request.view_name)
        self.request.session.flash(("success", self.request.translate(NEXT[node.type_name]), undoing.last(self.request, node)))
        return HTTPSeeOther(self.request.node_url(node))

    def _form(self, node: Node) -> Any:
        chosen = {"objective": self.request.GET["programme"]} if "programme" in self.request.GET and node.type_name != "programme" else {}
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.organisation))
        schema = first_questions(self.request, node)
        return make_form(schema, self.request, [("save", _("Enregistrer")), leave], chosen, self._here())

    def _here(self) -> str:
        return str(self.request.node_url(self.organisation, self.request.view_name))

    def _page(self, title: str, form: Any, draft: drafted.Drafted | None = None) -> dict[str, Any]:
        return {
            "page": Page(self.request, title),
            "for_whom": (self.request.node_url(self.organisation), self.organisation.title),
            "managing": managing(self.request, self.organisation),
            "draft": draft,
            "draft_at": self.request.node_url(self.organisation, "draft"),
            "draft_of": self.request.view_name,
            "form": form,
        }
