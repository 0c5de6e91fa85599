"""A word on every page, in each language, from one moment to another."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.forms.maintenance import announcing, read, said
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

HERE = "/administration/maintenance"


@view_defaults(
    context=Site,
    name="administration",
    path_info=r"/administration/maintenance/?$",
    permission=Permission.ADMINISTER,
    renderer="mobee_pyr.views:templates/administration_maintenance.pt",
)
class Announcing:
    """One message at a time; it shows and goes by itself."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form, with what stands there."""
        return self._page(self._form().render())

    @view_config(request_method="POST", request_param="announce")
    def announce(self) -> dict[str, Any] | Response:
        """Keep it."""
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        self.site.maintenance = read(answers, self.request.words.zone)
        self.site.record(self.request.act.who, "maintenance", when=self.request.now)
        return self._done(_("Le message est enregistré : il s’affiche de lui-même entre ces deux moments."))

    @view_config(request_method="POST", request_param="withdraw")
    def withdraw(self) -> Response:
        """Take it off every page at once."""
        if self.site.maintenance is not None:
            self.site.maintenance = None
            self.site.record(self.request.act.who, "maintenance", when=self.request.now)
        return self._done(_("Le message est retiré."))

    def _done(self, text: str) -> Response:
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(HERE)

    def _form(self) -> Any:
        stands = self.site.maintenance
        answers = None if stands is None else said(stands, self.request.words.zone)
        return make_form(announcing(self.request), self.request, [("announce", _("Enregistrer le message"))], answers, action=HERE)

    def _page(self, form: Any) -> dict[str, Any]:
        stands, words = self.site.maintenance, self.request.words
        span = (
            "" if stands is None else words.text(_("Du ${first} au ${last}"), first=words.date(stands.since), last=words.date(stands.until))
        )
        return {
            "page": Page(self.request, _("Administration du site")),
            "tabs": tabs(self.request),
            "form": form,
            "here": HERE,
            "span": span,
            "over": stands is not None and stands.until <= self.request.now,
            "texts": [] if stands is None else list(stands.texts.items()),
        }
