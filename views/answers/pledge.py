"""Pledges: a référent promises means (three screens, from the need), then both sides follow the promise to its delivery (M56)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.need import Need
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import by_id
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.answers import tracks
from mobee_pyr.views.answers.decisions import decision
from mobee_pyr.views.answers.drawing import drawing
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.forms.pledge import pledge_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.journal.entries import Entry, entries
from mobee_pyr.views.page import Page
from mobee_pyr.views.thread import thread
from mobee_pyr.workflows import access, discretion, library, pledging
from mobee_pyr.workflows.discretion import BENEFICIARY, EMPLOYER
from mobee_pyr.workflows.procedures.asking import is_validating

NEXT = {
    "validating": _("Votre organisation répond d’abord, puis ${body}. Vous recevez un courriel à chaque étape ; vous n’avez rien à faire."),
    "offered": _("${body} lit votre promesse et vous répond par courriel. Tant qu’elle n’a pas répondu, vous pouvez la retirer."),
    "held up": _("${body} ne peut pas vous répondre tant que le besoin est en pause. Votre promesse est gardée et reprendra s’il rouvre."),
    "accepted": _("Convenez de la livraison avec ${body}. Quand c’est fait, déclarez-le ici."),
    "delivered": _("${body} confirme qu’elle a tout reçu."),
    "confirmed": _("Merci ! La promesse est tenue."),
    "declined": _("D’autres besoins attendent : la bourse vous les montre."),
    "not_approved": _("Parlez-en avec la personne qui a répondu : elle a écrit pourquoi."),
    "withdrawn": _("D’autres besoins attendent : la bourse vous les montre."),
}
"""What the side that promises reads under « Et maintenant ? », by state."""

TOGETHER = ("accepted", "delivered", "confirmed")
LATEST = 20


@view_defaults(context=Need, name="pledge", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/pledge_new.pt")
class PledgeForm:
    """Open to all who see the need, so that whoever cannot promise reads why; the rule is asked at each step."""

    def __init__(self, need: Need, request: Request) -> None:
        if request.person is None:
            raise HTTPForbidden
        self.need, self.request, self.act = need, request, request.act
        self.givers = pledging.givers(self.act, need)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The questions; what is missing stands there already."""
        refusal = pledging.refusal(self.act, self.need)
        return self._page(self._form({"quantity": _plain(self.need.missing)}).render()) if refusal is None else self._refused(refusal)

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Check the answers, go back to them, or send them, as the button says."""
        refusal = pledging.refusal(self.act, self.need)
        if refusal is not None:
            return self._refused(refusal)
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        giver = int(answers.get("giver", self.givers[0].oid))
        if "send" in self.request.POST:
            made = pledging.pledge(self.act, self.need, giver, answers["quantity"], answers["message"])
            return HTTPSeeOther(self.request.node_url(made, "sent"))
        return self._page(self._form(answers).render()) if "change" in self.request.POST else self._check(answers, giver)

    def _form(self, answers: dict[str, Any] | None = None) -> Any:
        unit = "€" if self.need.means == "cash" else self.need.unit
        schema, here = pledge_schema(self.givers, _plain(self.need.missing), unit), self.request.node_url(self.need, "pledge")
        return make_form(schema, self.request, [("check", _("Vérifier ma promesse"))], answers, action=here)

    def _check(self, answers: dict[str, Any], giver: int) -> dict[str, Any]:
        self.request.override_renderer = "mobee_pyr.views:templates/pledge_check.pt"
        return self._common(_("Vérifiez votre promesse")) | {
            "answers": answers,
            "here": self.request.node_url(self.need, "pledge"),
            "giver": self.request.site.node(giver).title,
            "quantity": phrases.amount(self.request, self.need, answers["quantity"]),
            "message": answers["message"],
        }

    def _page(self, form: Any) -> dict[str, Any]:
        return self._common(_("Promettre des moyens")) | {"form": form, "refusal": None}

    def _refused(self, refusal: str) -> dict[str, Any]:
        self.request.response.status_int = HTTPForbidden.code
        return self._page(None) | {"refusal": self.request.translate(refusal)}

    def _common(self, title: str) -> dict[str, Any]:
        organisation = organisation_of(self.need)
        return {
            "page": Page(self.request, title),
            "need": self.need.title,
            "need_href": self.request.node_url(self.need),
            "body": "" if organisation is None else organisation.title,
            "missing": phrases.missing(self.request, self.need),
        }


def _plain(quantity: Decimal) -> Decimal:
    """100 rather than 100.00, as one would write it."""
    return Decimal(f"{quantity.normalize():f}")


@view_defaults(context=Pledge, permission=Permission.VIEW, request_method="GET")
class PledgePages:
    """One promise, for the side that makes it and the side that receives."""

    def __init__(self, pledge: Pledge, request: Request) -> None:
        self.pledge, self.request = pledge, request
        self.sides = discretion.sides(request.reader, pledge)
        beneficiary, giver = organisation_of(pledge), request.site.node(pledge.employer)
        self.body = "" if beneficiary is None else beneficiary.title
        self.giver = "" if giver is None else giver.title
        self.beneficiary = 0 if beneficiary is None else beneficiary.oid
        self.giving = bool(self.sides - {BENEFICIARY})

    @view_config(renderer="mobee_pyr.views:templates/pledge.pt")
    def show(self) -> dict[str, Any]:
        """The decision first, then the life of the promise."""
        return {
            **self._about(_("Promesse de ${giver}", mapping={"giver": self.giver})),
            "decision": decision(self.request, self.pledge),
            "what_next": self._next() if self.giving else None,
            "said": list(self._said()),
            "contacts": self._contacts(),
            "buttons": [each for each in buttons(self.request, self.pledge) if not self._decides(each.name)],
            "thread": thread(self.request, self.pledge),
            "entries": self._history(),
            "history": self.request.node_url(self.pledge, "history"),
        }

    @view_config(name="sent", renderer="mobee_pyr.views:templates/pledge_sent.pt")
    def sent(self) -> dict[str, Any] | Response:
        """What happens now, and who answers."""
        if not self.giving:
            return HTTPSeeOther(self.request.node_url(self.pledge))
        return {**self._about(_("Promesse envoyée")), "what_next": self._next(), "href": self.request.node_url(self.pledge)}

    def _about(self, title: str) -> dict[str, Any]:
        need = self.pledge.__parent__
        assert isinstance(need, Need)
        steps = tracks.pledge_track(self.request, self.pledge)
        return {
            "page": Page(self.request, title),
            "need": need.title,
            "need_href": self.request.node_url(need) if access.permits(self.request.reader, Permission.VIEW, need) else None,
            "body": self.body,
            "quantity": phrases.amount(self.request, need, self.pledge.quantity),
            "state": cards.state_of(self.request, self.pledge),
            "steps": steps,
            "drawing": drawing(self.request, steps),
        }

    def _next(self) -> str:
        need = self.pledge.__parent__
        key = "validating" if is_validating(self.pledge) else self.pledge.state
        if self.pledge.state == "offered" and need is not None and need.state == "paused":
            key = "held up"
        return str(self.request.translate(NEXT[key], body=self.body)) if key in NEXT else ""

    def _said(self) -> Iterator[tuple[str, str]]:
        translate, need = self.request.translate, self.pledge.__parent__
        assert isinstance(need, Need)
        yield translate(_("Au nom de")), self.giver
        yield translate(_("Quantité promise")), phrases.amount(self.request, need, self.pledge.quantity)
        if self.pledge.message:
            yield translate(_("Message")), self.pledge.message

    def _contacts(self) -> list[tuple[str, str]]:
        """Once accepted, each side sees how to reach the other."""
        if self.pledge.state not in TOGETHER:
            return []
        holders, found = self.request.site.membership.holders, []
        if BENEFICIARY in self.sides:
            found += [self.pledge.applicant]
        if self.sides & {EMPLOYER, discretion.APPLICANT}:
            found += holders(Role.REFERENT, self.beneficiary, self.request.today)
        people = (by_id(self.request.site, who) for who in found)
        return [(person.title, person.mail) for person in people if person is not None]

    def _decides(self, name: str) -> bool:
        return library.workflow_of(self.pledge).workflow.transitions[name].decides

    def _history(self) -> list[Entry] | None:
        if not access.permits(self.request.reader, Permission.HISTORY, self.pledge):
            return None
        return list(islice(entries(self.request, self.pledge), LATEST))
