"""One field, new or changed (M13): first what kind of answer, then the question, who answers and who reads it."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import field
from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import KINDS, MOST, SUBJECTS
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile
from mobee_pyr.views.addressed import named
from mobee_pyr.views.fields.told import CHANGED, back, frame
from mobee_pyr.views.forms.field import answers_of, field_of, field_schema, kind_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.workflows import field_lists


@view_defaults(context=Network, name="field", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/field.pt")
class FieldPage:
    """``id`` in the address names the field; without it, one more, of a ``kind``."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.subject = named(request, "subject", SUBJECTS)
        self.former = field_lists.found(network, self.subject, request.GET.get("id", ""))
        self.kind = request.GET.get("kind", "") if self.former is None else self.former.kind
        self.now = {} if self.former is None else answers_of(self.former)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The questions."""
        if self._unfit():
            return self._unfit_back()
        form = self._kinds() if self.kind not in KINDS else self._form(self._first() | self.now)
        return self._page(form.render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep it, for everything that is written from now on."""
        if self._unfit():
            return self._unfit_back()
        form = self._kinds() if self.kind not in KINDS else self._form({})
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        if self.kind not in KINDS:
            return HTTPSeeOther(self._here(kind=said["kind"]))
        if self.former is not None and meanwhile.overtaken(said.pop(STOOD), said, self.now):
            return back(self.request, self.network, self.subject, "info", CHANGED)
        return self._keep(said)

    def _keep(self, said: dict[str, Any]) -> Response:
        name = field_lists.new_id(said["label"]) if self.former is None else self.former.id
        wanted = field_of(name, self.kind, said, self.former)
        if not field_lists.keep(self.request.act, self.network, self.subject, wanted):
            return back(self.request, self.network, self.subject, "info", _("Rien n’a changé."))
        text = _("Le champ est ajouté : le formulaire le demande désormais.") if self.former is None else _("Le champ est changé.")
        return back(self.request, self.network, self.subject, "success", text)

    def _unfit(self) -> bool:
        gone = "id" in self.request.GET and self.former is None
        return gone or (self.former is None and len(field.fields(self.network, self.subject)) >= MOST)

    def _unfit_back(self) -> Response:
        if "id" in self.request.GET:
            return back(self.request, self.network, self.subject, "info", _("Ce champ n’est plus dans la liste."))
        text = _("Ce formulaire a déjà ${most} champs : retirez-en un d’abord.")
        return back(self.request, self.network, self.subject, "warning", text, most=MOST)

    def _first(self) -> dict[str, Any]:
        """What goes without saying of a new one."""
        return {"required": "no", "fills": "author", "sees": {"everyone"}} if self.former is None else {}

    def _kinds(self) -> Any:
        return make_form(kind_schema(self.request), self.request, [("choose", _("Continuer")), self._leave()], action=self._here())

    def _form(self, said: dict[str, Any]) -> Any:
        schema = meanwhile.marked(field_schema(self.request, self.subject, self.kind, self.former))
        shown = {name: value for name, value in said.items() if value is not None and name in schema}
        marks = meanwhile.marks({name: self.now[name] for name in self.now if name in schema})
        buttons = [("save", _("Enregistrer le champ")), self._leave()]
        return make_form(schema, self.request, buttons, shown | {STOOD: marks}, self._here())

    def _leave(self) -> deform.Button:
        href = f"{self.request.node_url(self.network, 'fields')}#{self.subject}"
        return deform.Button("leave", _("Annuler"), type="link", value=href)

    def _page(self, form: Any) -> dict[str, Any]:
        title = _("Ajouter un champ") if self.former is None else _("Modifier un champ")
        kind = self.request.translate(KINDS[self.kind]) if self.kind in KINDS else ""
        return {**frame(self.request, self.network, self.subject, title), "form": form, "kind": kind}

    def _here(self, **query: Any) -> str:
        named = {"id": self.former.id} if self.former is not None else {"kind": self.kind} if self.kind in KINDS else {}
        return str(self.request.node_url(self.network, "field", subject=self.subject, **(named | query)))
