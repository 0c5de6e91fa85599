"""One volunteer, as a mission's référents see them: what they opened, how far one is, an invitation, a pool."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.recruiting import STAGES
from mobee_pyr.content.words import _
from mobee_pyr.views import fits, profiles
from mobee_pyr.views.forms import recruiting as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import recruiting
from mobee_pyr.workflows.recruiting import RecruitingRefused

SAVED = {
    "save": _("C’est noté. Seule votre équipe le lit."),
    "invite": _("L’invitation est partie. Vous lirez la réponse ici."),
    "pool": _("C’est noté : cette personne est dans votre vivier, et en est prévenue."),
    "drop": _("Cette personne n’est plus dans votre sélection."),
}


@view_defaults(context=Mission, name="recruit-one", permission=Permission.RECRUIT, renderer="mobee_pyr.views:templates/recruit_one.pt")
class CandidatePage:
    """Somebody who may not be found, or not any more, is not there: nobody learns whether they ever were."""

    def __init__(self, mission: Mission, request: Request) -> None:
        self.mission, self.request = mission, request
        person = by_id(request.site, request.GET.get("who"))
        if person is None or person.id == request.act.who or not recruiting.findable(request.site, person, mission, request.act):
            raise HTTPNotFound
        self.person: Person = person
        self.here = request.node_url(mission, "recruit-one", who=person.id)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All of it on one page."""
        return self._page()

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Do what the button says; a fault is told on the same page, with what was typed."""
        deeds = {"save": self._note, "invite": self._invite, "pool": self._pool, "drop": self._drop}
        name = next((name for name in deeds if name in self.request.POST), "save")
        try:
            deeds[name]()
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(**{name: failure.render()})
        except RecruitingRefused as refused:
            self.request.response.status_int = 422
            return self._page(fault=self.request.translate(refused.message))
        self.request.session.flash(("success", self.request.translate(SAVED[name])))
        return HTTPSeeOther(self.here)

    def _note(self) -> None:
        said = self._stage_form().validate(self.request.POST.items())
        recruiting.note(self.request.act, self.mission, self.person, said["stage"], said["note"])

    def _drop(self) -> None:
        recruiting.drop(self.mission, self.person)

    def _invite(self) -> None:
        said = self._invite_form().validate(self.request.POST.items())
        self.request.throttle("message", self.request.person.id)
        recruiting.invite(self.request.act, self.mission, self.person, said["word"])
        by = self.request.person.title
        self.request.send("mission-invited", self.person, node=self.mission, by=by, reason=said["word"], url="/invitations")

    def _pool(self) -> None:
        said = self._pool_form().validate(self.request.POST.items())
        organisation = organisation_of(self.mission)
        if organisation is not None:
            self.request.throttle("message", self.request.person.id)
            recruiting.keep_in_pool(self.request.act, organisation, self.person, said["title"])
            self.request.send("pool-kept", self.person, node=organisation, reason=said["title"], url="/invitations")

    def _page(self, **shown: Any) -> dict[str, Any]:
        line = recruiting.line_of(self.mission, self.person)
        found = recruiting.judged(self.request.act, self.mission, self.person)
        cannot = recruiting.why_not_invited(self.request.act, self.mission, self.person)
        return {
            "page": Page(self.request, self.person.title),
            "mission": self.mission.title,
            "back": self.request.node_url(self.mission, "recruit"),
            "here": self.here,
            "managing": managing(self.request, self.mission, "recruit"),
            "why": fits.why(self.request, self.mission, found, "theirs"),
            "parts": profiles.parts(self.request, self.person.profile, recruiting.TO),
            "stage": shown.get("save") or self._stage_form().render(),
            "invite": None if cannot else shown.get("invite") or self._invite_form().render(),
            "cannot": None if cannot is None else self.request.translate(cannot),
            "pool": shown.get("pool") or self._pool_form().render(),
            "pools": self._pools(),
            "fault": shown.get("fault"),
            "listed": line is not None,
            "signed": "" if line is None else f"{signature(self.request, line.who, '')} · {self.request.words.date(line.when)}",
        }

    def _pools(self) -> list[str]:
        organisation = organisation_of(self.mission)
        kept = [] if organisation is None else recruiting.pools_of(self.request.act, self.person)
        return [title for body, _key, title in kept if body is organisation]

    def _stage_form(self) -> Any:
        line = recruiting.line_of(self.mission, self.person)
        said = {"stage": next(iter(STAGES)), "note": ""} if line is None else {"stage": line.stage, "note": line.note}
        buttons = [("save", _("Garder dans ma sélection") if line is None else _("Enregistrer"), "btn-secondary")]
        if line is not None:
            buttons.append(("drop", _("Retirer de ma sélection"), "btn-link"))
        return make_form(forms.stage(), self.request, buttons, said, self.here, "stage")

    def _invite_form(self) -> Any:
        return make_form(forms.invitation(), self.request, [("invite", _("Inviter"))], None, self.here, "invite")

    def _pool_form(self) -> Any:
        organisation = organisation_of(self.mission)
        known = {} if organisation is None else {key: pool.title for key, pool in organisation.pools.items()}
        return make_form(forms.pool(known), self.request, [("pool", _("Garder dans ce vivier"), "btn-secondary")], None, self.here, "pool")
