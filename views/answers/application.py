"""An application: where it stands, for its applicant; the decision, for whoever is asked; what each side may know."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.application import TAKEN, Application
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import by_id, name_of
from mobee_pyr.content.vocabulary import STATUSES, TIME_BASES, outside
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, profiles
from mobee_pyr.views.answers import lent, tracks
from mobee_pyr.views.answers.decisions import decision
from mobee_pyr.views.answers.drawing import drawing
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.extra import extra
from mobee_pyr.views.journal.entries import Entry, entries
from mobee_pyr.views.page import Page
from mobee_pyr.views.thread import thread
from mobee_pyr.workflows import access, discretion, library, roles, validity
from mobee_pyr.workflows.procedures import quota

NEXT = {
    "validating": _("Votre organisation répond d’abord, puis ${body}. Vous recevez un courriel à chaque étape ; vous n’avez rien à faire."),
    "submitted": _("${body} lit votre candidature et vous répond. Vous recevrez un courriel ; vous n’avez rien à faire."),
    "waiting_list": _("Si une place se libère, ${body} peut encore vous accepter. Vous recevrez un courriel."),
    "held up": _(
        "${body} ne peut pas vous répondre tant que la mission est en pause. Votre candidature est gardée et reprendra si elle rouvre."
    ),
    "accepted": _("Prenez contact avec ${body} pour convenir de la suite. Si vous ne pouvez plus venir, retirez votre candidature."),
    "completed": _("Merci ! La mission est accomplie et vos heures sont dans votre espace."),
    "declined": _("D’autres missions ont besoin de vous : la bourse vous les montre."),
    "not_approved": _("Parlez-en avec votre référent. Vous pouvez aussi candidater en votre nom à d’autres missions."),
    "not_selected": _("Ce n’est pas un jugement sur votre candidature. D’autres missions ont besoin de vous : la bourse vous les montre."),
    "withdrawn": _("Rien d’autre n’est à faire. Tant que la mission est ouverte, vous pouvez candidater de nouveau."),
}
"""What the applicant reads under « Et maintenant ? », by state."""

REFERENTS = ("beneficiary.referent", "employer.referent")
"""Who reads that a volunteer's profile is verified."""

RECEIVING = ("beneficiary.referent", "beneficiary.manager")
"""Who reads what a volunteer opened of their profile to those whom they answer."""

OPEN_ENDED = ("declined", "not_approved", "not_selected")
LATEST = 20


@view_defaults(context=Application, permission=Permission.VIEW)
class ApplicationPages:
    """One application, for all who may see it."""

    def __init__(self, application: Application, request: Request) -> None:
        self.application, self.request = application, request
        self.sides = discretion.sides(request.reader, application)
        self.own = discretion.APPLICANT in self.sides
        self.who = name_of(request.site, application.applicant)
        beneficiary = organisation_of(application)
        self.body = "" if beneficiary is None else beneficiary.title
        self.beneficiary = 0 if beneficiary is None else beneficiary.oid

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/application.pt")
    def show(self) -> dict[str, Any]:
        """The decision first, then where it stands, then what was said."""
        title = _("Votre candidature") if self.own else _("Candidature de ${who}", mapping={"who": self.who})
        decided = decision(self.request, self.application)
        steps = tracks.application_track(self.request, self.application)
        return {
            **self._about(title),
            "own": self.own,
            "decision": decided,
            "steps": steps,
            "drawing": drawing(self.request, steps),
            "what_next": self._next() if self.own else None,
            "look_further": self.own and self.application.state in OPEN_ENDED,
            "said": list(self._said()),
            "extra": extra(self.request, self.application),
            "profile": self._profile(),
            "contacts": self._contacts(),
            "calendar": self._calendar(),
            "thanks": self._thanks(),
            "edit": self.request.node_url(self.application, "edit") if self._may(Permission.EDIT) else None,
            "buttons": [each for each in buttons(self.request, self.application, primary=False) if not self._decides(each.name)],
            "thread": thread(self.request, self.application),
            "entries": self._history(),
            "history": self.request.node_url(self.application, "history"),
        }

    @view_config(name="sent", request_method="GET", renderer="mobee_pyr.views:templates/application_sent.pt")
    def sent(self) -> dict[str, Any] | Response:
        """The third screen of applying: what happens now, and who answers."""
        if not self.own:
            return HTTPSeeOther(self.request.node_url(self.application))
        return {
            **self._about(_("Candidature envoyée")),
            "steps": tracks.application_track(self.request, self.application),
            "what_next": self._next(),
            "href": self.request.node_url(self.application),
        }

    def _about(self, title: str) -> dict[str, Any]:
        mission = self.application.__parent__
        assert mission is not None
        return {
            "page": Page(self.request, title),
            "mission": mission.title,
            "mission_href": self.request.node_url(mission) if access.permits(self.request.reader, Permission.VIEW, mission) else None,
            "body": self.body,
            "state": cards.state_of(self.request, self.application),
        }

    def _next(self) -> str:
        state = self.application.state
        mission = self.application.__parent__
        key = "validating" if state == "submitted" and self.application.current_step is not None else state
        if state in ("submitted", "waiting_list") and mission is not None and mission.state == "paused":
            key = "held up"
        return str(self.request.translate(NEXT[key], **self._names())) if key in NEXT else ""

    def _said(self) -> Iterator[tuple[str, str]]:
        """What the applicant said, as questions and answers."""
        application, translate = self.application, self.request.translate
        employer = self.request.site.node(application.employer)
        alone = _("Vous, sans employeur") if self.own else _("Cette personne, sans employeur")
        held = application.status if self.own or discretion.EMPLOYER in self.sides else outside(application.status)
        status = translate(STATUSES[held]) if held in STATUSES else ""
        if not self.own:
            yield translate(_("Bénévole")), self.who
        verified = self._verified()
        if verified is not None:
            yield translate(_("Profil")), translate(_("Profil vérifié par le réseau le ${day}"), day=self.request.words.day(verified))
        yield (
            translate(_("Au nom de")),
            " · ".join(filter(None, (employer.title, status))) if employer else translate(alone),
        )
        yield translate(_("Motivation")), application.motivation
        if application.availability:
            yield translate(_("Disponibilités")), application.availability
        yield translate(_("Temps")), translate(TIME_BASES.get(application.time_basis, application.time_basis))
        state = quota.state_for(application) if self.own or discretion.EMPLOYER in self.sides else None
        if state is not None:
            yield translate(_("Demi-journées de l’année")), phrases.sentence(lent.remaining(self.request, state))
        if application.consented is not None:
            day = self.request.words.day(application.consented.date())
            yield translate(_("De son plein gré")), translate(_("Confirmé le ${day}"), day=day)
        if application.hours is not None:
            yield translate(_("Heures données")), self.request.words.number(application.hours)

    def _verified(self) -> date | None:
        """When the network verified the volunteer's profile, if that counts today: for the référents of both sides alone."""
        if self.request.reader.tokens.isdisjoint(roles.tokens(self.application, REFERENTS)):
            return None
        profile = validity.of_applicant(self.application)
        counts = profile is not None and profile.counts_on(self.request.today)
        return profile.verified_on.date() if counts and profile and profile.verified_on else None

    def _profile(self) -> list[profiles.Part]:
        """What the volunteer opened of their profile to the associations that they answer; for those who receive the application."""
        person = by_id(self.request.site, self.application.applicant)
        reads = not self.request.reader.tokens.isdisjoint(roles.tokens(self.application, RECEIVING))
        return [] if person is None or self.own or not reads else profiles.parts(self.request, person.profile, "asked")

    def _contacts(self) -> list[tuple[str, str]]:
        """Name and address of whom to reach: the volunteer for the beneficiary, its référents for the volunteer."""
        if self.application.state not in TAKEN:
            return []
        found = [self.application.applicant] if discretion.BENEFICIARY in self.sides else []
        if self.own:
            found += self.request.site.membership.holders(Role.REFERENT, self.beneficiary, self.request.today)
        people = (by_id(self.request.site, who) for who in found)
        return [(person.title, person.mail) for person in people if person is not None]

    def _calendar(self) -> str | None:
        """Where the days of the mission are to be had, for the calendar of whoever goes there."""
        dated = getattr(self.application.__parent__, "starts", None) is not None
        goes = self.own and self.application.state == "accepted"
        return str(self.request.node_url(self.application, "calendar")) if goes and dated else None

    def _thanks(self) -> list[str]:
        """The word to this volunteer, and the one to all."""
        if self.application.state != "completed" or not self.sides:
            return []
        said = (self.application.thanks, getattr(self.application.__parent__, "thanks", ""))
        return [text for text in dict.fromkeys(said) if text]

    def _history(self) -> list[Entry] | None:
        if not self._may(Permission.HISTORY):
            return None
        return list(islice(entries(self.request, self.application), LATEST))

    def _may(self, permission: Permission) -> bool:
        return access.permits(self.request.reader, permission, self.application)

    def _decides(self, name: str) -> bool:
        return library.workflow_of(self.application).workflow.transitions[name].decides

    def _names(self) -> dict[str, str]:
        return {"who": self.who, "body": self.body}
