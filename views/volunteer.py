"""A volunteer's profile: where it stands, what is verified of it by whom; for the person, and for the network's team (M71)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.person import by_id, name_of
from mobee_pyr.content.volunteer import OVER, SAID, Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, presenting
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.extra import extra
from mobee_pyr.views.forms.extra import added
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.volunteer import questions
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers.given import expected
from mobee_pyr.views.papers.joined import joined
from mobee_pyr.views.remarks import at_fields, remarks
from mobee_pyr.views.writing.texts import shown
from mobee_pyr.workflows import access, engine, extra_fields, volunteering

NEXT = {
    "draft": _("Rien n’est encore envoyé, et personne d’autre que vous ne lit ce profil. Relisez-le, puis envoyez-le."),
    "submitted": _("L’équipe du réseau « ${network} » le lit et vous répond par courriel. Vous n’avez rien à faire."),
    "to_complete": _("Complétez ce qui manque, puis renvoyez votre profil."),
    "verified": _(
        "Quand vous candidatez dans ce réseau, votre référent et celui de l’organisation qui reçoit voient que votre profil "
        "est vérifié, et depuis quand. Rien d’autre ne leur est montré."
    ),
    "expired": _("Ce qui était vérifié ne compte plus. Mettez votre profil à jour et demandez une nouvelle vérification, ou effacez-le."),
    "refused": _("Vous pouvez candidater comme avant, présenter un autre profil, ou effacer celui-ci."),
    "withdrawn": _("Ce que vous aviez écrit est effacé. Vous pouvez présenter un autre profil quand vous voudrez."),
}
"""What the person reads under « Et maintenant ? », by state."""

ERASE = "withdraw"
"""The transition that stands apart, at the end of the page."""

REASONS = {"refuse": "refused"}
"""The deeds whose reason is shown as long as their state lasts."""


@view_defaults(context=Volunteer, permission=Permission.VIEW)
class VolunteerPages:
    """One profile, for its author and for those who verify it."""

    def __init__(self, volunteer: Volunteer, request: Request) -> None:
        self.volunteer, self.request = volunteer, request
        self.own = request.person is not None and request.person.id == volunteer.applicant
        self.who = name_of(request.site, volunteer.applicant)
        self.fields = extra_fields.to_fill(request.reader, volunteer)

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/volunteer.pt")
    def show(self) -> dict[str, Any]:
        """What comes next first, then what is verified, then what was said."""
        title = _("Mon profil de bénévole") if self.own else _("Profil de ${who}", mapping={"who": self.who})
        force = self.volunteer.counts_on(self.request.today)
        offered = buttons(self.request, self.volunteer, primary=self.volunteer.state == "draft") if self.own else []
        refused = next((deed for deed in self.volunteer.deeds() if REASONS.get(deed.what) == self.volunteer.state), None)
        return {
            **self._about(title),
            "own": self.own,
            "draft": self.volunteer.state == "draft",
            "managing": [] if self.own else managing(self.request, self.volunteer),
            "what_next": self._next() if self.own else None,
            "verified_on": self._day(self.volunteer.verified_on) if force else "",
            "valid_until": self._day(self.volunteer.valid_until) if force else "",
            "seen": presenting.seen(self.request, self.volunteer) if force or not self.own else [],
            "remarks": remarks(self.request, self.volunteer) if self.own else None,
            "evidence": expected(self.request, self.volunteer),
            "reason": "" if refused is None else refused.why,
            "joined": joined(self.request, self.volunteer, refused),
            "edit": self.request.node_url(self.volunteer, "edit") if self._may(Permission.EDIT) else None,
            "complete": self.own and self.volunteer.state == "to_complete",
            "buttons": [each for each in offered if each.name != ERASE],
            "erase": next((each.href for each in offered if each.name == ERASE), None),
            "qualify": self.request.node_url(self.volunteer, "qualify") if not self.own and self._may(Permission.QUALIFY) else None,
            "again": self._again(),
            "history": self.request.node_url(self.volunteer, "history") if self.own else None,
        }

    @view_config(name="volunteer-check", request_method="GET", renderer="mobee_pyr.views:templates/volunteer_check.pt")
    def check(self) -> dict[str, Any] | Response:
        """The second screen: what will be read, before it is sent."""
        if not self.own:
            raise HTTPForbidden
        if self.volunteer.state != "draft":
            return HTTPSeeOther(self.request.node_url(self.volunteer))
        network = network_of(self.volunteer)
        return {
            **self._about(_("Vérifiez vos réponses")),
            "edit": self.request.node_url(self.volunteer, "edit"),
            "here": self.request.node_url(self.volunteer, "volunteer-check"),
            "leave": self.request.node_url(self.volunteer),
            "wanted": [] if network is None else presenting.wanted(self.request, network),
        }

    @view_config(name="volunteer-check", request_method="POST")
    def send(self) -> Response:
        """It is sent to the team."""
        if not self.own:
            raise HTTPForbidden
        engine.fire(self.request.act, self.volunteer, "submit")
        return HTTPSeeOther(self.request.node_url(self.volunteer, "sent"))

    @view_config(name="sent", request_method="GET", renderer="mobee_pyr.views:templates/volunteer_sent.pt")
    def sent(self) -> dict[str, Any] | Response:
        """The third screen: who answers, and what the answer changes."""
        if not self.own or self.volunteer.state != "submitted":
            return HTTPSeeOther(self.request.node_url(self.volunteer))
        return {**self._about(_("Profil envoyé")), "href": self.request.node_url(self.volunteer), "my_space": self.request.urls["my_space"]}

    @view_config(name="edit", request_method="GET", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/volunteer_edit.pt")
    def ask_again(self) -> dict[str, Any]:
        """What was written, to be corrected."""
        said = {name: getattr(self.volunteer, name) for name in SAID} | shown(extra_fields.read(self.volunteer, self.fields))
        return self._about(_("Modifier mon profil de bénévole")) | {"form": self._form(said).render()}

    @view_config(name="edit", request_method="POST", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/volunteer_edit.pt")
    def edit(self) -> dict[str, Any] | Response:
        """Keep the corrections; a draft is then checked."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._about(_("Modifier mon profil de bénévole")) | {"form": failure.render()}
        changed = volunteering.correct(self.request.act, self.volunteer, said)
        if self.volunteer.state == "draft":
            return HTTPSeeOther(self.request.node_url(self.volunteer, "volunteer-check"))
        if changed:
            self.request.session.flash(("success", self.request.translate(_("Votre profil est modifié."))))
        return HTTPSeeOther(self.request.node_url(self.volunteer))

    def _about(self, title: str) -> dict[str, Any]:
        network = network_of(self.volunteer)
        opened = network is not None and access.permits(self.request.reader, Permission.VIEW, network)
        person = by_id(self.request.site, self.volunteer.applicant)
        return {
            "page": Page(self.request, title),
            "network_title": "" if network is None else network.title,
            "network_href": self.request.node_url(network) if opened else None,
            "state": cards.state_of(self.request, self.volunteer),
            "facts": [fact for fact in presenting.person_facts(self.request, person) if fact.value],
            "said": presenting.said(self.request, self.volunteer, self.own),
            "extra": extra(self.request, self.volunteer),
        }

    def _next(self) -> str:
        network = network_of(self.volunteer)
        text = NEXT.get(self.volunteer.state)
        return "" if text is None else str(self.request.translate(text, network="" if network is None else network.title))

    def _again(self) -> str | None:
        """Where to present another profile, once this one is over."""
        network = network_of(self.volunteer)
        if not self.own or network is None or self.volunteer.state not in OVER:
            return None
        free = volunteering.open_profile(network, self.request.person) is None
        return self.request.node_url(network, "volunteer-new") if free and volunteering.may_ask(self.request.reader, network) else None

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        keep = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.volunteer))
        schema, remarked = added(self.request, questions(), self.fields), at_fields(self.request, self.volunteer)
        for question in schema.children:
            question.remarked = remarked.get(question.name, [])
        return make_form(schema, self.request, [("save", _("Enregistrer")), keep], said, self.request.node_url(self.volunteer, "edit"))

    def _may(self, permission: Permission) -> bool:
        return access.permits(self.request.reader, permission, self.volunteer)

    def _day(self, when: Any) -> str:
        return "" if when is None else str(self.request.words.day(when.date() if hasattr(when, "date") else when))
