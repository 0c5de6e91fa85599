"""One criterion, new or changed: what follows is said before it is kept (M69–M71)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import blueprint
from mobee_pyr.content.access import Permission
from mobee_pyr.content.checklist import MOST
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import SUBJECTS, Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile
from mobee_pyr.views.addressed import named
from mobee_pyr.views.checklists.told import frame, say, sentences, told
from mobee_pyr.views.forms.criterion import answers_of, criterion_of, criterion_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.workflows import checklists

GONE = _("Quelqu’un a retiré ce critère entre-temps. Ce que vous aviez écrit est ci-dessous : enregistrez pour l’ajouter de nouveau.")
FULL = _("La liste compte déjà ${most} critères : retirez-en un d’abord.")

NEW = Criterion("", "")


@view_defaults(context=Network, name="criterion", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/criterion.pt")
class CriterionPage:
    """``id`` in the address names the criterion; without it, one more."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.subject = named(request, "subject", SUBJECTS)
        self.criteria = blueprint.criteria(network, self.subject)
        self.place = checklists.place_of(self.criteria, request.GET.get("id"))
        self.gone = "id" in request.GET and self.place is None
        self.former = NEW if self.place is None else self.criteria[self.place]
        self.now = answers_of(self.former)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The questions."""
        if self.gone:
            return self._back("info", _("Ce critère n’est plus dans la liste."))
        if self._full():
            return self._back("warning", FULL, most=MOST)
        return self._page(self._form(self.now).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep it; what somebody else changed meanwhile, and what follows, are shown first."""
        try:
            said = self._form({}).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        stood = said.pop(STOOD)
        if "back" in self.request.POST:
            return self._page(self._form(said, stood).render())
        if self.gone:
            self.request.response.status_int = 409
            return self._page(self._form(said, "", new=True).render(), problem=GONE)
        if self._full():
            return self._back("warning", FULL, most=MOST)
        found = meanwhile.overtaken(stood, said, self.now) if self.place is not None else {}
        if found:
            self.request.response.status_int = 409
            form = self._form(meanwhile.merged(said, self.now, found))
            changes = meanwhile.told(self.request, self.network, form, self.now, found)
            return self._page(form.render(), changed=[change._replace(by=self._by()) for change in changes])
        return self._decide(said)

    def _decide(self, said: dict[str, Any]) -> dict[str, Any] | Response:
        criterion = criterion_of(self.former.id or checklists.fresh_id(self.network, self.subject, said["text"]), said)
        wanted = [*self.criteria, criterion] if self.place is None else [*self.criteria]
        if self.place is not None:
            wanted[self.place] = criterion
        follows = sentences(self.request, self.subject, checklists.follows(self.network, self.subject, wanted))
        if follows and "confirmed" not in self.request.POST:
            return self._page("", confirm=self._confirm(criterion, follows))
        did = "added" if self.place is None else "changed"
        if not checklists.keep(self.request.act, self.network, self.subject, wanted, did, criterion):
            return self._back("info", _("Rien n’a changé."))
        return self._back("success", _("Le critère est ajouté.") if self.place is None else _("Le critère est changé."))

    def _by(self) -> str:
        """« Maud Berger, il y a 3 minutes »: who changed it last."""
        deed = next((each for each in self.network.deeds() if each.details.get("criterion") == self.former.id), None)
        return "" if deed is None else ", ".join((name_of(self.request.site, deed.who), self.request.words.ago(deed.when)))

    def _confirm(self, criterion: Criterion, follows: list[str]) -> dict[str, Any]:
        """The criterion as it will stand, what follows, and the answers to send again."""
        kept = [(name, value) for name, value in self.request.POST.items() if name not in ("csrf_token", "save", "back")]
        return {"told": told(self.request, criterion), "follows": follows, "kept": kept}

    def _form(self, said: dict[str, Any], stood: str | None = None, new: bool = False) -> Any:
        schema = meanwhile.marked(criterion_schema(self.request, self.subject))
        leave = deform.Button(
            "leave", _("Ne rien changer"), type="link", value=f"{self.request.node_url(self.network, 'criteria')}#{self.subject}"
        )
        shown = {name: value for name, value in said.items() if value is not None and name in schema}
        marks = meanwhile.marks({name: self.now[name] for name in self.now if name in schema}) if stood is None else stood
        action = self.request.node_url(self.network, "criterion", subject=self.subject) if new else self._here()
        return make_form(schema, self.request, [("save", _("Enregistrer")), leave], shown | {STOOD: marks}, action)

    def _page(self, form: Any, problem: Any = None, changed: Any = (), confirm: dict[str, Any] | None = None) -> dict[str, Any]:
        new = self.place is None
        title = _("Ajouter un critère") if new else _("Modifier un critère")
        return {
            **frame(self.request, self.network, self.subject, _("Avant d’enregistrer") if confirm else title),
            "form": form,
            "here": self._here(),
            "problem": None if problem is None else self.request.translate(problem),
            "changed": changed,
            "confirm": confirm,
            "kept_ticks": not new and confirm is None,
        }

    def _here(self) -> str:
        name = {"id": self.former.id} if self.place is not None else {}
        return str(self.request.node_url(self.network, "criterion", subject=self.subject, **name))

    def _full(self) -> bool:
        return self.place is None and len(self.criteria) >= MOST

    def _back(self, kind: str, text: str, **names: Any) -> Response:
        say(self.request, kind, text, **names)
        return HTTPSeeOther(f"{self.request.node_url(self.network, 'criteria')}#{self.subject}")
