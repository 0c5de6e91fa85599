"""The translations of a publication: which there are, which are out of date, and one at a time to be written (B05)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.news import News
from mobee_pyr.content.page import Page
from mobee_pyr.content.person import name_of
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.section import Section
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile, page
from mobee_pyr.views.forms import translation
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.meanwhile import STOOD, Change
from mobee_pyr.views.prose import prose


@view_defaults(name="translate", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/translate.pt")
class Translating:
    """``?language=`` opens one; without it, the list."""

    def __init__(self, node: Publication, request: Request) -> None:
        self.node, self.request = node, request
        others = [code for code in request.registry.mobee.languages if code != node.language]
        asked = request.GET.get("language")
        self.others, self.language = others, asked if asked in others else None

    @view_config(context=Page, request_method="GET")
    @view_config(context=News, request_method="GET")
    @view_config(context=Section, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The list of languages, or the form of one beside the main text."""
        return self._page(None if self.language is None else self._form(translation.read(self.node, self.language)).render())

    @view_config(context=Page, request_method="POST")
    @view_config(context=News, request_method="POST")
    @view_config(context=Section, request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep one, unless somebody else has changed it meanwhile: then show that first."""
        if self.language is None:
            return self._list()
        now = translation.read(self.node, self.language)
        try:
            said = self._form(now).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        found = meanwhile.overtaken(said.pop(STOOD), said, now)
        if found:
            self.request.response.status_int = 409
            form = self._form(meanwhile.merged(said, now, found), now)
            return self._page(form.render(), self._told(form, now, found))
        translation.write(self.request.act, self.node, self.language, said)
        return self._list(_("La traduction est enregistrée."))

    @view_config(context=Page, request_method="POST", request_param="drop")
    @view_config(context=News, request_method="POST", request_param="drop")
    @view_config(context=Section, request_method="POST", request_param="drop")
    def drop(self) -> Response:
        """Do without one."""
        if self.language in self.node.translations:
            translation.drop(self.request.act, self.node, self.language)
            return self._list(_("La traduction est retirée : la page se lit dans sa langue d’origine."))
        return self._list()

    def _told(self, form: Any, now: dict[str, Any], found: dict[str, bool]) -> list[Change]:
        made = self.node.translations.get(self.language or "")
        by = "" if made is None else ", ".join(filter(None, (name_of(self.request.site, made.who), self.request.words.ago(made.when))))
        return [change._replace(by=by) for change in meanwhile.told(self.request, self.node, form, now, found)]

    def _list(self, told: str = "") -> Response:
        if told:
            self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.request.node_url(self.node, "translate"))

    def _form(self, answers: dict[str, Any], now: dict[str, Any] | None = None) -> Any:
        schema = meanwhile.marked(translation.questions(self.request, self.node))
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node, "translate"))
        here = self.request.node_url(self.node, "translate", language=self.language)
        values = answers | {STOOD: meanwhile.marks(now or answers)}
        return make_form(schema, self.request, [("save", _("Enregistrer la traduction")), leave], values, here)

    def _page(self, form: Any = None, changed: list[Change] | None = None) -> dict[str, Any]:
        title = _("Traductions de « ${title} »", mapping={"title": self.node.title})
        if self.language is not None:
            title = _("Traduire « ${title} » : ${language}", mapping={"title": self.node.title, "language": LANGUAGES[self.language]})
        return {
            "page": page.Page(self.request, title),
            "managing": managing(self.request, self.node),
            "main": LANGUAGES.get(self.node.language, self.node.language),
            "rows": [] if self.language else [self._row(code) for code in self.others],
            "form": form,
            "changed": changed or [],
            "source": prose(self.request, self.node.description) if self.language and self.node.description else "",
            "summary": self.node.summary if self.language else "",
            "lang": self.node.language,
        }

    def _row(self, code: str) -> tuple[str, str, str, str, bool]:
        """Address, language, what is to be said of it, what its link says; whether it is there."""
        made = self.node.translations.get(code)
        here = self.request.node_url(self.node, "translate", language=code)
        if made is None:
            return here, LANGUAGES[code], self.request.translate(_("pas encore traduite")), self.request.translate(_("Traduire")), False
        told = _("par ${who}, le ${day}") if made.of == self.node.edition else _("à revoir : le texte principal a changé depuis le ${day}")
        words = self.request.translate(told, who=name_of(self.request.site, made.who), day=self.request.words.day(made.when.date()))
        return here, LANGUAGES[code], words, self.request.translate(_("Modifier")), True
