"""Saving a search, and changing one: a name, a rhythm, and the question that its address carries (M06, L17)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import saved
from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.bourse import asked as asking
from mobee_pyr.views.bourse import kept
from mobee_pyr.views.forms import searches as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import searching

EDIT = "mobee_pyr.views:templates/save_search.pt"


@view_defaults(context=Site, name="save-search", permission=Permission.ACCOUNT, renderer=EDIT)
class Saving:
    """The address carries the question, as that of the bourse does; whoever is not signed in comes back to it."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.query = site, request, kept.question_of(request)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A name is proposed: what is asked for, in short."""
        said = {"title": phrases.in_short(kept.in_words(self.request, self.query), length=60), "rhythm": "daily"}
        return self._page(self._form(said).render())

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep it; what answers now is known already."""
        try:
            said = self._form().validate(self.request.POST.items())
            seen = self.request.numbers(**asking.question(kept.read(self.request)))
            searching.save(self.request.act, said["title"], self.query, said["rhythm"], seen)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except searching.SearchRefused as refused:
            self.request.response.status_int = 422
            return self._page(self._form(said).render(), self.request.translate(refused.message))
        self.request.session.flash(("success", self.request.translate(_("Votre recherche est enregistrée."))))
        return HTTPSeeOther(self.request.node_url(self.site, "searches"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        bourse = kept.address(self.request.urls["bourse"], self.query)
        back = deform.Button("back", _("Revenir à la recherche"), type="link", value=bourse)
        here = kept.address(self.request.node_url(self.site, "save-search"), self.query)
        return make_form(forms.saved_search(), self.request, [("save", _("Enregistrer")), back], said, here)

    def _page(self, form: Any, fault: str | None = None) -> dict[str, Any]:
        page = Page(self.request, _("Enregistrer cette recherche"))
        return {"page": page, "asks": kept.in_words(self.request, self.query), "form": form, "fault": fault, "drop": None}


@view_defaults(context=Site, name="saved-search", permission=Permission.ACCOUNT, renderer=EDIT)
class SavedSearchPage:
    """One of one's own searches, by its key; there are no others."""

    def __init__(self, site: Site, request: Request) -> None:
        key = request.GET.get("key", "")
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0
        found = saved.search(request.person, number) if request.person is not None else None
        if found is None:
            raise HTTPNotFound
        self.site, self.request, self.key, self.search = site, request, number, found

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Its name and its rhythm."""
        return self._page(self._form({"title": self.search.title, "rhythm": self.search.rhythm}).render())

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep what changed, or the search no more."""
        if "drop" in self.request.POST:
            searching.drop(self.request.act, self.key)
            return self._done(_("La recherche est supprimée."))
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        searching.change(self.request.act, self.key, said["title"], said["rhythm"])
        return self._done(_("C’est noté."))

    def _done(self, text: str) -> Response:
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.site, "searches"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        back = deform.Button("back", _("Ne rien changer"), type="link", value=self.request.node_url(self.site, "searches"))
        return make_form(forms.saved_search(), self.request, [("save", _("Enregistrer")), back], said, self._here)

    def _page(self, form: Any) -> dict[str, Any]:
        asks = kept.in_words(self.request, self.search.query)
        return {"page": Page(self.request, _("Modifier une recherche")), "asks": asks, "form": form, "fault": None, "drop": self._here}

    @property
    def _here(self) -> str:
        return str(self.request.node_url(self.site, "saved-search", key=self.key))
