"""Applying to a mission in three screens: what one says, the check of one's answers, and what happens next (application.py)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import field
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.vocabulary import STATUSES, TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted
from mobee_pyr.views.answers import lent
from mobee_pyr.views.forms import apply as forms
from mobee_pyr.views.forms import extra
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing.texts import shown
from mobee_pyr.workflows import applying, extra_fields
from mobee_pyr.workflows.procedures.quota import Lender, State

BUTTONS = ("check", "send", "change", "consent")

CHECK = "mobee_pyr.views:templates/apply_check.pt"


@view_defaults(context=Mission, name="apply", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/apply.pt")
class ApplyPage:
    """Open to all who see the mission, so that whoever cannot apply reads why; the rule is asked at each step."""

    def __init__(self, mission: Mission, request: Request) -> None:
        if request.person is None:
            raise HTTPForbidden
        self.mission, self.request, self.act = mission, request, request.act
        self.lenders = applying.lenders(self.act, mission)
        self.employers = self.lenders if mission.time_basis == "work" else applying.employers(self.act, mission)
        self.bases = applying.time_bases(self.act, mission)
        self.programmes = [one for body in self.lenders for one in applying.programmes(self.act, body)] if "work" in self.bases else []
        self.former = applying.application_of(self.act, mission)
        self.fields = [each for each in field.fields(network_of(mission), "application") if each.fills == "author"]

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The questions; whoever has applied already is led to their application."""
        if self.former is not None and not applying.may_apply_again(self.former):
            return HTTPSeeOther(self.request.node_url(self.former))
        refusal = applying.refusal(self.act, self.mission)
        return self._begun() if refusal is None else self._refused(refusal)

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Check the answers, go back to them, or send them, as the button says."""
        refusal = applying.refusal(self.act, self.mission)
        if refusal is not None:
            return self._refused(refusal)
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        if "send" in self.request.POST:
            said = forms.proposal(answers, self.bases, "consent" in self.request.POST)
            if said.time_basis == "work" and not said.consent:
                self.request.response.status_int = 422
                return self._check(answers, unconfirmed=True)
            made = applying.apply(self.act, self.mission, said)
            drafted.drop(self.request, self.mission, "apply")
            return HTTPSeeOther(self.request.node_url(made, "sent"))
        if "change" in self.request.POST:
            return self._page(self._form(answers).render())
        return self._check(answers)

    def _begun(self) -> dict[str, Any]:
        """The questions, or what was typed before, if it is asked for."""
        form, draft = self._form(self._known()), drafted.of(self.request, self.mission, "apply")
        return self._page(drafted.filled(form, draft) if draft is not None and draft.taken else form.render()) | {"draft": draft}

    def _form(self, answers: dict[str, Any] | None = None) -> Any:
        programmes = [(one, lent.offered(self.request, one, self._state(one))) for one in self.programmes]
        alone = self.mission.time_basis != "work" and applying.alone(self.mission)
        schema = forms.apply_schema(self.employers, self.bases, alone, programmes, self.lenders)
        extra.added(self.request, schema, self.fields)
        here = self.request.node_url(self.mission, "apply")
        return make_form(schema, self.request, [("check", _("Vérifier mes réponses"))], answers, action=here)

    def _known(self) -> dict[str, Any]:
        """What was said in an application withdrawn since, and the answers that go without saying."""
        known: dict[str, Any] = {"time_basis": "own"} if self.bases == ("own", "work") else {}
        if len(self.employers) == 1:
            known["employer"] = str(self.employers[0].oid)
        if self.former is not None:
            known |= {"motivation": self.former.motivation, "availability": self.former.availability}
            known |= shown(extra_fields.read(self.former, self.fields))
            if self.former.programme in [one.oid for one in self.programmes]:
                known["programme"] = str(self.former.programme)
        return known

    def _refused(self, refusal: str) -> dict[str, Any]:
        self.request.response.status_int = HTTPForbidden.code
        return self._page(None) | {"refusal": self.request.translate(refusal)}

    def _page(self, form: Any) -> dict[str, Any]:
        drafts = {"draft": None, "draft_at": self.request.node_url(self.mission, "draft"), "draft_of": "apply"}
        return self._common(_("Candidater")) | drafts | {"form": form, "refusal": None}

    def _check(self, answers: dict[str, Any], unconfirmed: bool = False) -> dict[str, Any]:
        self.request.override_renderer = CHECK
        said = forms.proposal(answers, self.bases)
        employer = self.request.site.node(said.employer)
        return self._common(_("Vérifiez vos réponses")) | {
            "kept": drafted.typed((name, value) for name, value in self.request.POST.items() if name not in BUTTONS),
            "extra": [(extra.told(self.request, each.label), extra.said(self.request, each, answers[each.name])) for each in self.fields],
            "here": self.request.node_url(self.mission, "apply"),
            "motivation": said.motivation,
            "availability": said.availability,
            "employer": None if employer is None else employer.title,
            "time_basis": self.request.translate(TIME_BASES[said.time_basis]),
            "work": said.time_basis == "work",
            "unconfirmed": unconfirmed,
            "programme": self._counted(said.programme),
        }

    def _common(self, title: str) -> dict[str, Any]:
        organisation, network = organisation_of(self.mission), network_of(self.mission)
        return {
            "page": Page(self.request, title),
            "mission": self.mission.title,
            "mission_href": self.request.node_url(self.mission),
            "organisation": "" if organisation is None else organisation.title,
            "network_title": "" if network is None else network.title,
            "full": self.mission.places_left == 0,
            "joins": applying.joins(self.act, self.mission),
            "independent": not self.employers,
            "closed": [self._closed(body, status) for body, status in applying.closed_schemes(self.act, self.mission)],
            "left": [told for body in self.employers if (told := self._left(body))] if "work" in self.bases else [],
        }

    def _state(self, lender: Lender) -> State | None:
        return applying.half_days_left(self.act, self.mission, lender)

    def _counted(self, oid: int | None) -> str:
        """The programme under which it counts, and what is left of it; empty for none."""
        programme = next((one for one in self.programmes if one.oid == oid), None)
        state = None if programme is None else self._state(programme)
        return "" if programme is None or state is None else lent.offered(self.request, programme, state)

    def _closed(self, body: Organisation, status: str) -> str:
        """Whose scheme is not open to what the person is there."""
        text = _("${body} n’ouvre pas ses candidatures à ce statut : ${status}. Vous pouvez candidater en votre nom.")
        return str(self.request.translate(text, body=body.title, status=self.request.translate(STATUSES.get(status, status)).lower()))

    def _left(self, employer: Organisation) -> str:
        """What is left of the year's half-days, in words; nothing where there is no limit."""
        state = self._state(employer)
        if state is None:
            return ""
        if state.left <= 0:
            text = _("Sur le temps de travail, ${body} : vos demi-journées de l’année sont toutes utilisées.")
            return str(self.request.translate(text, body=employer.title))
        return str(
            self.request.words.plural(
                _("Sur le temps de travail, ${body} : il vous reste ${count} demi-journée sur ${allowed} cette année."),
                _("Sur le temps de travail, ${body} : il vous reste ${count} demi-journées sur ${allowed} cette année."),
                state.left,
                body=employer.title,
                allowed=self.request.words.number(state.allowed),
            )
        )
