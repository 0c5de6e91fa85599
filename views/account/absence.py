"""One's absence: from when to when, and who answers meanwhile."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.membership import LENT
from mobee_pyr.content.person import by_id, name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.account.sheets import SHEET, refused, sheet
from mobee_pyr.views.forms.absence import absence_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.workflows import absence, access

TITLE = _("Mon absence")
BACK = [("/profile", _("Revenir à mon profil"))]


@view_defaults(context=Site, name="absence", permission=Permission.ACCOUNT, renderer=SHEET)
class AbsencePage:
    """For oneself only."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person
        self.deputies = absence.deputies(site, self.person, request.today)
        self.links = [*self._for_good(), *BACK]

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """What is noted, and the form."""
        noted = absence.present(self.site, self.person, self.request.today)
        if not self.deputies and noted is None:
            alone = _("Pour l’instant, personne d’autre ne peut répondre à votre place : nommez d’abord quelqu’un dans votre équipe.")
            return sheet(self.request, TITLE, None, alone, self.links)
        said = {"since": noted.since, "until": noted.until, "deputy": noted.deputy} if noted is not None else None
        return sheet(self.request, TITLE, self._form(said).render(), self._told(), self.links)

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Note it and tell the deputy; or end it."""
        if "back" in self.request.POST:
            absence.come_back(self.request.act, self.person)
            return self._done(_("Votre absence est effacée : vous répondez de nouveau en votre nom."))
        try:
            said = self._form().validate(self.request.POST.items())
            deputy = by_id(self.site, said["deputy"])
            absence.leave(self.request.act, self.person, deputy, said["since"], said["until"])
        except deform.ValidationFailure as failure:
            return refused(self.request, TITLE, failure, intro=self._told(), links=self.links)
        except absence.AbsenceRefused as refusal:
            self.request.response.status_int = 422
            form = self._form({name: said[name] for name in ("since", "until", "deputy")}).render()
            return sheet(self.request, TITLE, form, self._told(), self.links, refusal.message)
        assert deputy is not None
        dates = {"since": said["since"], "until": said["until"]}
        self.request.send("deputy", deputy, by=self.person.title, title=self._places(), url="/to-do", **dates)
        return self._done(_("Votre absence est notée. La personne qui répond à votre place en est prévenue."))

    def _for_good(self) -> list[tuple[str, str]]:
        """Where one may hand over, when an absence is not enough."""
        held = (self.site.node(grant.oid) for grant in self.site.membership.own(self.person.id) if grant.role in LENT)
        nodes = {node.oid: node for node in held if node is not None and node.type_name in ("organisation", "network")}
        return [
            (self.request.node_url(node, "handover"), self.request.translate(_("Passer le relais : ${title}"), title=node.title))
            for node in nodes.values()
            if access.permits(self.request.reader, Permission.PEOPLE, node)
        ]

    def _told(self) -> str:
        noted = absence.present(self.site, self.person, self.request.today)
        if noted is None:
            return str(
                self.request.translate(_("Pendant votre absence, une autre personne répond pour vous. Cela s’arrête seul le dernier jour."))
            )
        names = {"deputy": name_of(self.site, noted.deputy), "places": self._places()}
        dates = {"since": self.request.words.day(noted.since), "until": self.request.words.day(noted.until)}
        text = _("Du ${since} au ${until}, ${deputy} répond pour vous : ${places}.")
        return str(self.request.translate(text, **names, **dates))

    def _places(self) -> str:
        noted = absence.present(self.site, self.person, self.request.today)
        return "" if noted is None else ", ".join(dict.fromkeys(node.title for node in absence.covered(self.site, noted)))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        noted = absence.present(self.site, self.person, self.request.today)
        back = deform.Button("back", _("Je suis de retour"), css_class="btn-secondary")
        back.attributes = {**getattr(back, "attributes", {}), "formnovalidate": "formnovalidate"}
        buttons = [("save", _("Enregistrer")), *([back] if noted is not None else [])]
        return make_form(absence_schema(self.deputies), self.request, buttons, said, action="/absence")

    def _done(self, text: str) -> Response:
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther("/absence")
