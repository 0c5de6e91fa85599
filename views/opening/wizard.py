"""The pages by which a network is opened: back and forth keep the answers, nothing is made before the last one (M10, M12, M13)."""

from collections.abc import Mapping
from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import hosts, logo
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.blueprint import packaged
from mobee_pyr.content.capacities import PART, read
from mobee_pyr.content.hosts import HostTaken
from mobee_pyr.content.logo import LARGEST, LogoRefused
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.names import NameRefused, NameTaken
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import taking_part as shown
from mobee_pyr.views.forms import colour
from mobee_pyr.views.forms.capacities import capacities_schema
from mobee_pyr.views.forms.opening import addresses
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.opening import steps
from mobee_pyr.views.opening.steps import STEPS, Step
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_offer
from mobee_pyr.workflows import invitations, opening, taking_part

CHECK = "check"
TAKEN = _("Cette adresse vient d’être prise : choisissez-en une autre.")


@view_defaults(context=Site, name="network-new", permission=Permission.ADMINISTER, renderer="mobee_pyr.views:templates/opening.pt")
class Opening:
    """Only for those who run the site, who know of every network: the name may be told to be taken.

    ``?step=`` says which question, ``then=check`` that only this answer is changed.
    """

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.said: Mapping[str, Any] = request.person.opening
        wanted = request.GET.get("step", STEPS[0].name)
        self.step = steps.step_of(wanted)
        if self.step is None and wanted != CHECK:
            raise HTTPNotFound
        self.body = request.GET.get("body", "")
        if self.body and (self.body not in shown.KINDS or wanted != "who"):
            raise HTTPNotFound

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The question, with the answer as it stands; nothing can be checked before there is a name."""
        if self.step is not STEPS[0] and not self.said.get("title"):
            return HTTPSeeOther(self._url(STEPS[0].name))
        if self.step is None:
            return self._check()
        return self._page(self.step, None if self.step.form is None and not self.body else self._form(self.step).render())

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Keep the answer and go on; at the end, open the network."""
        step = self.step
        if step is None:
            return self._open()
        if step.name == "logo":
            return self._logo(step)
        if step.form is None and not self.body:
            return self._next(step)
        try:
            answers = self._form(step).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(step, failure.render())
        if self.body:
            return self._who(step, answers)
        self._keep(**self._read(step, answers))
        return self._next(step)

    @view_config(request_method="POST", request_param="forget")
    def forget(self) -> Response:
        """Give it up."""
        self.request.person.opening = {}
        return HTTPSeeOther("/administration")

    def _read(self, step: Step, answers: dict[str, Any]) -> dict[str, Any]:
        if step.name == "colour":
            own = colour.chosen(answers)
            return {"shade": own} if own is not None else {"shade": None, "accent": answers["accent"]}
        if step.name == "languages":
            return {"languages": tuple(each for each in self.request.registry.mobee.languages if each in answers["languages"])}
        if step.name == "model" and answers["source"] != self.said.get("source"):
            forgotten = {"kind": None, "capacities": None, "accent": None}
            return {**forgotten, **answers}
        return answers

    def _who(self, step: Step, answers: dict[str, Any]) -> dict[str, Any] | Response:
        wanted = tuple(sorted(answers["capacities"]))
        if "try" in self.request.POST:
            return self._page(step, self._form(step, wanted).render(), wanted)
        self._keep(capacities={**self._capacities(), self.body: wanted})
        return HTTPSeeOther(self._url(step.name))

    def _logo(self, step: Step) -> dict[str, Any] | Response:
        given = self.request.POST.get("logo")
        if "none" in self.request.POST:
            self._keep(logo=None)
        elif hasattr(given, "file"):
            try:
                self._keep(logo=logo.read(given.file.read(LARGEST + 1)))
            except LogoRefused as refused:
                self.request.response.status_int = 422
                return self._page(step, None) | {"fault": self.request.translate(refused.message)}
        return self._next(step)

    def _open(self) -> dict[str, Any] | Response:
        """In one transaction, with its managers; a name that was taken meanwhile leads back to its question."""
        if not self.said.get("title"):
            return HTTPSeeOther(self._url(STEPS[0].name))
        try:
            network = opening.open_network(self.request.act, self._wanted())
        except (NameTaken, NameRefused, HostTaken):
            self.request.session.flash(("warning", self.request.translate(TAKEN)))
            return HTTPSeeOther(self._url("address", then=CHECK))
        self._name_managers(network)
        self.request.person.opening = {}
        return HTTPSeeOther(self.request.node_url(network, "welcome", new="yes"))

    def _wanted(self) -> opening.Wanted:
        said, request = self.said, self.request
        languages = steps.languages(request, said)
        return opening.Wanted(
            title=said["title"],
            name=steps.name(request, said),
            source=steps.source(request, said),
            dedicated=steps.kind(request, said) == "dedicated",
            summary=steps.summary(request, said),
            accent=steps.accent(request, said),
            shade=said.get("shade"),
            logo=said.get("logo"),
            languages=() if languages == tuple(request.registry.mobee.languages) else languages,
            capacities=said.get("capacities"),
            host=hosts.read(said.get("host", "")) or "",
        )

    def _name_managers(self, network: Network) -> None:
        for mail in addresses(steps.managers(self.request, self.said)):
            grant = Grant(Role.MANAGER, network.oid)
            person = invitations.offer(self.request.act, network, mail, grant)
            if person is not self.request.person:
                send_offer(self.request, network, person or mail, grant)

    def _keep(self, **answers: Any) -> None:
        self.said = self.request.person.opening = {**self.said, **answers}

    def _next(self, step: Step) -> Response:
        if self.request.GET.get("then") == CHECK:
            return HTTPSeeOther(self._url(CHECK))
        return HTTPSeeOther(self._url(steps.after(step)))

    def _url(self, step: str, **query: str) -> str:
        return str(self.request.node_url(self.site, "network-new", step=step, **query))

    def _here(self) -> str:
        kept = {key: self.request.GET[key] for key in ("then", "body") if key in self.request.GET}
        return self._url(CHECK if self.step is None else self.step.name, **kept)

    def _capacities(self) -> Mapping[str, tuple[str, ...]]:
        return self.said.get("capacities") or read(packaged(steps.source(self.request, self.said))[PART])

    def _form(self, step: Step, chosen: tuple[str, ...] | None = None) -> Any:
        if step.form is None:
            there = self._capacities()[self.body] if chosen is None else chosen
            buttons = [("keep", _("Enregistrer")), ("try", _("Voir ce que cela permet"), "btn-secondary")]
            return make_form(capacities_schema(self.body), self.request, buttons, {"capacities": set(there)}, action=self._here())
        known = step.known(self.request, self.said)
        return make_form(step.form(self.request, self.said), self.request, [("go", _("Continuer"))], known, action=self._here())

    def _page(self, step: Step, form: Any, chosen: tuple[str, ...] | None = None) -> dict[str, Any]:
        previous = steps.before(step)
        back = self._url(step.name) if self.body else None if previous is None else self._url(previous)
        return {
            "page": Page(self.request, shown.KINDS[self.body] if self.body else step.title),
            "step": STEPS.index(step) + 1,
            "steps": len(STEPS) + 1,
            "back": back or "/administration",
            "name": step.name,
            "form": form,
            "here": self._here(),
            "fault": "",
            "has_logo": self.said.get("logo") is not None,
            **self._about_who(step, chosen),
        }

    def _about_who(self, step: Step, chosen: tuple[str, ...] | None) -> dict[str, Any]:
        if step.name != "who":
            return {"lines": [], "could": "", "told": []}
        there, request = self._capacities(), self.request
        if not self.body:
            lines = [(self._url("who", body=line.body), line) for line in shown.lines(request, there)]
            return {"lines": lines, "could": "", "told": []}
        about = taking_part.planned(steps.source(request, self.said), steps.kind(request, self.said) == "dedicated")
        told = shown.preview(request, about._replace(capacities=dict(there)), self.body, there[self.body] if chosen is None else chosen)
        return {"lines": [], "could": request.translate(shown.COULD[self.body]), "told": told}

    def _check(self) -> dict[str, Any]:
        self.request.override_renderer = "mobee_pyr.views:templates/opening_check.pt"
        return {
            "page": Page(self.request, _("Vérifiez vos réponses")),
            "steps": len(STEPS) + 1,
            "back": self._url(STEPS[-1].name),
            "answers": [self._answered(step) for step in STEPS],
            "here": self._here(),
        }

    def _answered(self, step: Step) -> tuple[str, str, str]:
        """The question, the answer, and where it is changed."""
        said = step.told(self.request, self.said) or self._who_told(step)
        return self.request.translate(step.title), said, self._url(step.name, then=CHECK)

    def _who_told(self, step: Step) -> str:
        """Which kinds of bodies take part."""
        if step.name != "who":
            return "—"
        return ", ".join(line.name for line in shown.lines(self.request, self._capacities()) if line.takes_part)
