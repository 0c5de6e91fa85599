"""One term: added, reworded, merged into another one or taken away (M08)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import terms as content
from mobee_pyr.content.access import Permission
from mobee_pyr.content.named_places import KIND, WRITTEN
from mobee_pyr.content.network import Network
from mobee_pyr.content.terms import KINDS, MOST
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.term import label_of, merge_schema, place_of, term_schema
from mobee_pyr.views.vocabularies.frame import GONE, back, form_title, frame
from mobee_pyr.workflows import terms


@view_defaults(context=Network, name="term", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/term.pt")
class TermPage:
    """``id`` in the address names the term; without it, one more."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request, self.kind = network, request, named(request, "list", KINDS)
        self.lines = content.listing(network, self.kind).lines
        self.name = request.GET.get("id", "")
        self.gone = bool(self.name) and self.name not in self.lines

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """Its words."""
        return self._refused() or self._page(self._form(self._now()).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Everything that holds it says the new word at once."""
        refused = self._refused()
        if refused is not None:
            return refused
        try:
            said = self._form({}).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        name = self.name or terms.new_id(said["label"], self.lines)
        words = list(filter(None, map(str.strip, said.get("words", "").splitlines())))
        label = label_of(said)
        kept = self._now() != said and terms.keep(self.request.act, self.network, self.kind, name, label, words, place_of(said))
        text = (_("Le terme est changé.") if self.name else _("Le terme est ajouté.")) if kept else _("Rien n’a changé.")
        return back(self.request, self.network, self.kind, "success" if kept else "info", text)

    def _refused(self) -> Response | None:
        if self.gone:
            return back(self.request, self.network, self.kind, "info", GONE)
        if not self.name and len(self.lines) >= MOST:
            text = _("Cette liste a déjà ${most} termes : retirez-en un d’abord.")
            return back(self.request, self.network, self.kind, "warning", text, most=MOST)
        return None

    def _now(self) -> dict[str, Any]:
        if not self.name:
            return {}
        line = self.lines[self.name]
        said = {"label": self._in(line["label"], "fr"), "label_en": self._in(line["label"], "en")}
        said |= {part: line.get(part, "") for part in WRITTEN} if self.kind == KIND else {}
        return said | ({"words": "\n".join(line.get("words", ()))} if self.kind == "skills" else {})

    def _in(self, label: content.Label, language: str) -> str:
        """A built-in word is translated by the program; another one is as it was written."""
        words = type(self.request.words)(language, self.request.now)
        return str(words.label(label)) if isinstance(label, str) else label.get(language, "")

    def _form(self, said: dict[str, Any]) -> Any:
        taken = {self._in(line["label"], "fr").casefold() for name, line in self.lines.items() if name != self.name}
        leave = deform.Button(
            "leave", _("Annuler"), type="link", value=f"{self.request.node_url(self.network, 'vocabularies')}#{self.kind}"
        )
        named = {"id": self.name} if self.name else {}
        here = self.request.node_url(self.network, "term", list=self.kind, **named)
        return make_form(term_schema(self.kind, taken), self.request, [("save", _("Enregistrer")), leave], said, here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {**frame(self.request, self.network, self.kind, form_title(self.kind, bool(self.name))), "form": form}


@view_defaults(context=Network, name="term-merge", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/term_merge.pt")
class TermMerge:
    """What holds it gets another one, step by step; one that nothing holds goes at once."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request, self.kind = network, request, named(request, "list", KINDS)
        self.name = request.GET.get("id", "")
        self.known = content.known(network, self.kind)
        self.held = terms.used(network, self.kind).get(self.name, 0)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """How many, and into which other one."""
        if self.name not in self.known:
            return back(self.request, self.network, self.kind, "info", GONE)
        return self._page(self._form().render() if self.held else None)

    @view_config(request_method="POST")
    def decide(self) -> dict[str, Any] | Response:
        """Merge a first part, or go on; or take it away."""
        if self.name not in self.known:
            return back(self.request, self.network, self.kind, "info", GONE)
        if not self.held:
            return self._remove()
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        left = terms.merge(self.request.act, self.network, self.kind, self.name, said["into"])
        if left:
            text = self.request.words.plural(
                _("Il reste ${count} demande : continuez."), _("Il reste ${count} demandes : continuez."), left
            )
            self.request.session.flash(("info", text))
            return HTTPSeeOther(self._here(into=said["into"]))
        many = self.request.words.plural(_("${count} demande"), _("${count} demandes"), self.held)
        return back(self.request, self.network, self.kind, "success", _("C’est fait : ${many} de plus sous l’autre terme."), many=many)

    def _remove(self) -> Response:
        try:
            terms.remove(self.request.act, self.network, self.kind, self.name)
        except terms.InUse as held:
            raise HTTPBadRequest from held
        return back(self.request, self.network, self.kind, "success", _("Le terme est retiré."))

    def _form(self) -> Any:
        words = self.request.words.label
        others = [(name, words(label)) for name, label in content.offered(self.network, self.kind).items() if name != self.name]
        into = {"into": self.request.GET["into"]} if self.request.GET.get("into") in dict(others) else {}
        leave = deform.Button(
            "leave", _("Ne rien changer"), type="link", value=f"{self.request.node_url(self.network, 'vocabularies')}#{self.kind}"
        )
        return make_form(merge_schema(others), self.request, [("merge", _("Remplacer")), leave], into, self._here())

    def _here(self, **query: Any) -> str:
        return str(self.request.node_url(self.network, "term-merge", list=self.kind, id=self.name, **query))

    def _page(self, form: Any) -> dict[str, Any]:
        label = self.request.words.label(self.known[self.name])
        held = list(terms.holders(self.network, self.kind, self.name))[:5]
        title = _("Remplacer « ${term} » par un autre terme") if self.held else _("Retirer « ${term} » ?")
        return {
            **frame(self.request, self.network, self.kind, title, term=label),
            "form": form,
            "here": self._here(),
            "many": self.request.words.plural(_("${count} demande"), _("${count} demandes"), self.held),
            "examples": [node.title for node in held],
            "batch": terms.BATCH if self.held > terms.BATCH else 0,
        }
