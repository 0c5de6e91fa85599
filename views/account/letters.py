"""What one is told: the notices in one's space, the letters that one wishes, and the link that ends them without signing in."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import notices, wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.account.sheets import SHEET, dead_link, refused, sheet
from mobee_pyr.views.forms.account import ConfirmSchema
from mobee_pyr.views.forms.letters import letters_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, listening

LASTS = 400 * 24 * 3600
"""Seconds for which the link at the foot of a letter is good."""

TITLE = _("Mes courriels")
INTRO = _("Ce qui vous concerne s’affiche toujours dans vos avis. Choisissez ici quand un courriel vous prévient aussi.")
SUMMED = {
    "digest": _("Les courriels qui résument ce qui s’est passé"),
    "searches": _("Les nouvelles de vos recherches enregistrées"),
}
"""Kinds that are not chosen on this page, for whoever ends them."""

SECURITY = _("Les courriels sur la sécurité de votre compte, vos rôles et vos absences partent toujours.")


@view_defaults(context=Site, name="inbox", permission=Permission.ACCOUNT)
class Inbox:
    """The latest notices; what one may no longer open is left out."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/inbox.pt")
    def show(self) -> dict[str, Any]:
        """The latest first."""
        found = [
            {"new": new, "text": one.text, "href": self._href(one), "when": self.request.words.ago(one.when)}
            for new, one in notices.latest(self.request.person)
            if self._is_open(one)
        ]
        return {
            "page": Page(self.request, _("Mes avis")),
            "notices": found,
            "unread": sum(one["new"] for one in found),
            "empty_title": self.request.translate(_("Aucun avis pour l’instant")),
            "empty_text": self.request.translate(_("Chaque réponse, chaque message et chaque étape qui vous concerne s’affichera ici.")),
            "empty_href": self.request.urls["my_space"],
            "empty_action": self.request.translate(_("Revenir à mon espace")),
        }

    @view_config(request_method="POST")
    def read(self) -> Response:
        """All is read."""
        notices.read_all(self.request.person)
        return HTTPSeeOther("/inbox")

    def _is_open(self, notice: notices.Notice) -> bool:
        node = self.site.node(notice.oid)
        return not notice.oid or (node is not None and access.permits(self.request.reader, Permission.VIEW, node))

    def _href(self, notice: notices.Notice) -> str:
        node = self.site.node(notice.oid)
        return str(self.request.node_url(node)) if node is not None else self.request.urls["my_space"]


@view_defaults(context=Site, name="letters", permission=Permission.ACCOUNT, renderer=SHEET)
class Letters:
    """One choice for each kind of letter."""

    def __init__(self, site: Site, request: Request) -> None:
        self.request, self.person = request, request.person

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """What is wished now."""
        said = {kind: wishes.of(self.person, kind) for kind in wishes.KINDS}
        first, last = self.person.quiet or ("", "")
        return self._sheet(self._form(said | {"quiet_from": str(first), "quiet_until": str(last)}).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the choices."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            return refused(self.request, TITLE, failure, intro=INTRO)
        first, last = said.pop("quiet_from"), said.pop("quiet_until")
        wishes.choose(self.person, said, (int(first), int(last)) if first and last else None, self.request.now)
        listening.keep(self.request.site, self.person)
        self.person.record(self.person.id, "letters chosen", when=self.request.now)
        self.request.session.flash(("success", self.request.translate(_("Vos choix sont enregistrés."))))
        return HTTPSeeOther("/letters")

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(letters_schema(), self.request, [("save", _("Enregistrer"))], said, action="/letters")

    def _sheet(self, form: Any) -> dict[str, Any]:
        intro = f"{self.request.translate(INTRO)} {self.request.translate(SECURITY)}"
        return sheet(
            self.request,
            TITLE,
            form,
            intro,
            [
                ("/searches", _("Régler mes recherches enregistrées")),
                ("/inbox", _("Lire mes avis")),
                ("/profile", _("Revenir à mon profil")),
            ],
        )


@view_defaults(context=Site, name="unsubscribe", permission=Permission.VIEW, renderer=SHEET)
class Unsubscribing:
    """Behind the link of a letter: whoever holds it may end that kind of letters, and do nothing else."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.token = request.GET.get("token", "")

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A button, because mail programs follow links on their own."""
        found = self._followed()
        if found is None:
            return dead_link(self.request, None, _("Ce lien ne dit pas de quels courriels il s’agit. Connectez-vous pour les choisir."))
        form = make_form(ConfirmSchema(), self.request, [("stop", _("Ne plus les recevoir"))], action=f"/unsubscribe?token={self.token}")
        kind = wishes.KINDS.get(found[1], SUMMED.get(found[1], SUMMED["digest"]))
        text = self.request.translate(
            _("Courriels concernés : ${kind}. Tout restera lisible dans votre espace."), kind=self.request.translate(kind)
        )
        return sheet(self.request, _("Ne plus recevoir ces courriels"), form.render(), text)

    @view_config(request_method="POST", require_csrf=False)
    def stop(self) -> dict[str, Any]:
        """Pressed here, or by the mail program itself (RFC 8058): it has no session, so the signed link is what proves who it is."""
        found = self._followed()
        if found is None:
            return dead_link(self.request, None, _("Ce lien ne dit pas de quels courriels il s’agit. Connectez-vous pour les choisir."))
        person, kind = found
        wishes.end(person, kind)
        listening.keep(self.site, person)
        person.record(None, "letters ended", when=self.request.now, kind=kind)
        text = _("C’est fait : vous ne recevrez plus ces courriels. Tout reste lisible dans votre espace, et vous pouvez changer d’avis.")
        return sheet(self.request, _("Ne plus recevoir ces courriels"), None, text, [("/letters", _("Choisir mes courriels"))])

    def _followed(self) -> tuple[Person, str] | None:
        try:
            person_id, kind = self.request.unsign(wishes.STOP, self.token, LASTS)
        except LookupError:
            return None
        person = by_id(self.site, person_id)
        return None if person is None else (person, kind)
