"""An organisation asks to join a network: what it is, the answers to check, then the network's team is told (M46, M49)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import capacities, field
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.place import Place
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted
from mobee_pyr.views.forms import extra
from mobee_pyr.views.forms.organisation_new import REFERENTS, body_schema, organisation_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import enrolment, invitations

FORM = "mobee_pyr.views:templates/organisation_new.pt"
CHECK = "mobee_pyr.views:templates/organisation_check.pt"
BUTTONS = ("check", "send", "change")
ASKED = {
    "body": _("Nature"),
    "name": _("Nom"),
    "siren": _("SIREN"),
    "rna": _("RNA"),
    "address": _("Adresse"),
    "postcode": _("Code postal"),
    "city": _("Ville"),
    "website": _("Site internet"),
    "summary": _("Présentation"),
    "capacities": _("Dans ce réseau"),
    "referent": _("Référent ou référente"),
}


@view_defaults(context=Network, name="organisation-new", permission=Permission.JOIN)
class Enrolling:
    """Three screens; the answers travel with the form and are kept only at the end."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.offered = capacities.offered(network)
        self.here = request.node_url(network, "organisation-new")
        self.fields = [each for each in field.fields(network, "organisation") if each.fills == "author"]

    @view_config(request_method="GET", renderer=FORM)
    def ask(self) -> dict[str, Any]:
        """First what kind of body it is, then, for that kind, the rest."""
        body = self.request.GET.get("body")
        if body in self.offered:
            said = {"body": body, "capacities": set(self.offered[body]), "referent": "me"}
            return self._page(2, self._form(body, said).render())
        return self._page(1, self._first().render())

    @view_config(request_method="POST", renderer=FORM)
    def answer(self) -> dict[str, Any] | Response:
        """The kind of body leads to its form, the form to the check page, the check page back or on."""
        body = self.request.POST.get("body", "")
        if "begin" in self.request.POST or body not in self.offered:
            return self._begun()
        form = self._form(body)
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(2, failure.render())
        if "change" in self.request.POST:
            return self._page(2, self._form(body, said).render())
        return self._sent(said) if "send" in self.request.POST else self._check(said)

    def _begun(self) -> dict[str, Any] | Response:
        try:
            body = self._first().validate(self.request.POST.items())["body"]
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(1, failure.render())
        return HTTPSeeOther(self.request.node_url(self.network, "organisation-new", body=body))

    def _check(self, said: dict[str, Any]) -> dict[str, Any]:
        self.request.override_renderer = CHECK
        kept = drafted.typed((name, value) for name, value in self.request.POST.items() if name not in BUTTONS)
        return {
            "page": Page(self.request, _("Vérifiez vos réponses")),
            "here": self.here,
            "kept": kept,
            "answers": [(self.request.translate(title), self._shown(name, said)) for name, title in ASKED.items() if said[name]]
            + [
                (extra.told(self.request, each.label), text)
                for each in self.fields
                if (text := extra.said(self.request, each, said[each.name]))
            ],
        }

    def _shown(self, name: str, said: dict[str, Any]) -> str:
        translate = self.request.translate
        if name == "body":
            return str(translate(BODIES[said["body"]]))
        if name == "capacities":
            return ", ".join(translate(CAPACITIES[key]) for key in CAPACITIES if key in said["capacities"])
        if name == "referent" and said["referent"] == "other":
            return str(said["referent_mail"])
        return str(translate(REFERENTS[said["referent"]])) if name == "referent" else str(said[name])

    def _sent(self, said: dict[str, Any]) -> Response:
        mail = said["referent_mail"].strip() if said["referent"] == "other" else ""
        if mail:
            self.request.throttle("mail", mail.casefold())
        asked = enrolment.Request(
            body=said["body"],
            name=said["name"],
            summary=said["summary"],
            capacities=frozenset(said["capacities"]),
            siren=said["siren"],
            rna=said["rna"],
            place=Place(said["city"], said["postcode"], said["address"]),
            website=said["website"],
            referent_mail=mail,
            extra={each.name: said[each.name] for each in self.fields},
        )
        organisation = enrolment.enrol(self.request.act, self.network, asked)
        if mail:
            self._invite(organisation, mail)
        text = _("La demande de « ${title} » est envoyée. L’équipe du réseau la relit et vous répond par courriel.")
        self.request.session.flash(("success", self.request.translate(text, title=organisation.title)))
        return HTTPSeeOther(self.request.node_url(organisation))

    def _invite(self, organisation: Organisation, mail: str) -> None:
        invitations.invite(self.request.act, organisation, mail, Grant(Role.REFERENT, organisation.oid))
        link = self.request.sign("role", {"node": organisation.oid, "mail": mail, "role": Role.REFERENT.value})
        self.request.send(
            "invitation",
            mail,
            self.request.language,
            node=organisation,
            role=Role.REFERENT.value,
            by=self.request.person.title,
            message="",
            url=f"/accept-role?token={link}",
        )

    def _first(self) -> Any:
        bodies = {body: BODIES[body] for body in BODIES if body in self.offered}
        return make_form(body_schema(bodies), self.request, [("begin", _("Continuer"))], action=self.here)

    def _form(self, body: str, said: dict[str, Any] | None = None) -> Any:
        other = deform.Button("other", _("Changer de nature"), type="link", value=self.here)
        schema = extra.added(self.request, organisation_schema(self.offered[body]), self.fields)
        return make_form(schema, self.request, [("check", _("Continuer")), other], said, action=self.here)

    def _page(self, step: int, form: Any) -> dict[str, Any]:
        title = self.request.translate(_("Inscrire une organisation dans « ${title} »"), title=self.network.title)
        return {"page": Page(self.request, title), "step": step, "form": form}
