"""What is a network's own, and what its model offers: one page that tells all, one for each difference (M13, M19)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import WORKFLOW, inherited
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import undoing
from mobee_pyr.views.forms.models import propose_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.models import told
from mobee_pyr.views.page import Page
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import models
from mobee_pyr.workflows.models import ModelRefused, Offer

ITEMS_FIRST = _("Des éléments sont dans un état qui n’existera plus : dites où ils vont, et le parcours changera.")
ANSWERS = {
    "": ("waiting", _("Proposé au modèle")),
    "accepted": ("good", _("Repris dans le modèle")),
    "declined": ("bad", _("Non retenu")),
}


class Models:
    """A network that follows a blueprint. Raises `HTTPNotFound` for one that follows none."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        blueprint = network.blueprint
        if blueprint is None:
            raise HTTPNotFound
        self.blueprint = blueprint
        self.home = request.node_url(network, "model")

    def name(self, part: str) -> str:
        """A part, for the reader."""
        return told.name(self.request.words, part)

    def differences(self, part: str, before: Any, after: Any) -> list[str]:
        """In sentences."""
        return told.differences(self.request, self.blueprint, part, before, after)

    def back(self, kind: str, text: str, undo: tuple[str, str] | None = None, **facts: str) -> Response:
        """To the page of the model, with a word, and the way to take back what was just done."""
        self.request.session.flash((kind, self.request.translate(text, **facts), undo))
        return HTTPSeeOther(self.home)

    def done(self, text: str, part: str) -> Response:
        """The same, after a deed on one part."""
        return self.back("success", text, undoing.last(self.request, self.network), part=self.name(part))

    def to_switch(self, part: str) -> Response:
        """Where somebody says to which states the items of a workflow go."""
        self.request.session.flash(("info", self.request.translate(ITEMS_FIRST)))
        return HTTPSeeOther(self.request.node_url(self.network, "workflow-switch", type=part.removeprefix(WORKFLOW)))


@view_defaults(context=Network, name="model", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/model.pt")
class ModelPage(Models):
    """Everything on one page."""

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """What is offered first, then what is the network's own."""
        return {
            "page": Page(self.request, _("Ce qui est propre à ce réseau")),
            "managing": managing(self.request, self.network),
            "model": self.request.translate(self.blueprint.title),
            "offers": [self._offer(offer) for offer in models.offers(self.network)],
            "here": self.home,
            "own": [self._own(part) for part in models.overridden(self.network)],
            "followed": [self.name(part) for part in models.PARTS if models.own(self.network, part) is None],
        }

    @view_config(request_method="POST", request_param="all")
    def take_all(self) -> Response:
        """All that is offered, in one click; what must be decided first waits."""
        try:
            left = [offer.part for offer in models.offers(self.network) if not models.take(self.request.act, self.network, offer)]
        except ModelRefused as refused:
            return self.back("warning", refused.message)
        return self.to_switch(left[0]) if left else self.back("success", _("Le réseau suit la dernière version de son modèle."))

    def _offer(self, offer: Offer) -> Row:
        sentences = self.differences(offer.part, models.true(self.network, offer.part), offer.release.parts[offer.part])
        href = self.request.node_url(self.network, "model-offer", part=offer.part)
        state = ("attention", self.request.translate(_("Remplacerait le vôtre"))) if offer.own else None
        return Row(href, self.name(offer.part), " ".join(sentences[:2]), state)

    def _own(self, part: str) -> Row:
        sentences = self.differences(part, inherited(self.network, part), models.own(self.network, part))
        proposal = models.proposed(self.network, part)
        state = None if proposal is None else (ANSWERS[proposal.answer][0], self.request.translate(ANSWERS[proposal.answer][1]))
        return Row(self.request.node_url(self.network, "model-own", part=part), self.name(part), " ".join(sentences[:2]), state)


@view_defaults(context=Network, name="model-offer", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/model_offer.pt")
class OfferPage(Models):
    """One part that is newer in the model: what would change, and the answer."""

    def __init__(self, network: Network, request: Request) -> None:
        super().__init__(network, request)
        part = request.GET.get("part", "")
        self.offer = next((offer for offer in models.offers(network) if offer.part == part), None)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The difference in words; what was answered meanwhile leads back."""
        if self.offer is None:
            return self.back("info", _("Cette amélioration n’est plus proposée."))
        before, after = models.true(self.network, self.offer.part), self.offer.release.parts[self.offer.part]
        return {
            "page": Page(self.request, self.name(self.offer.part)),
            "back": self.home,
            "here": self.request.node_url(self.network, "model-offer", part=self.offer.part),
            "version": self.offer.release.number,
            "when": self.request.words.day(self.offer.release.when.date()),
            "why": self.offer.release.why,
            "own": self.offer.own,
            "differences": told.sentences(self.differences(self.offer.part, before, after), self.request),
        }

    @view_config(request_method="POST", request_param="take")
    def take(self) -> Response:
        """Follow it; only the version that was read."""
        if self.offer is None or str(self.offer.release.number) != self.request.POST["take"]:
            return self.back("info", _("Cette amélioration n’est plus proposée."))
        try:
            there = models.take(self.request.act, self.network, self.offer)
        except ModelRefused as refused:
            return self.back("warning", refused.message)
        if not there:
            return self.to_switch(self.offer.part)
        return self.done(_("« ${part} » : le réseau suit maintenant le modèle."), self.offer.part)

    @view_config(request_method="POST", request_param="leave")
    def leave(self) -> Response:
        """Do without it."""
        if self.offer is None:
            return self.back("info", _("Cette amélioration n’est plus proposée."))
        models.leave(self.request.act, self.network, self.offer)
        return self.back("success", _("C’est noté : cette version ne vous sera plus proposée."))


@view_defaults(context=Network, name="model-own", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/model_own.pt")
class OwnPage(Models):
    """One part that is the network's own: how it differs, the way back, and the way into the model."""

    def __init__(self, network: Network, request: Request) -> None:
        super().__init__(network, request)
        self.part = request.GET.get("part", "")

    @property
    def gone(self) -> bool:
        """Does it follow the model already?"""
        return self.part not in models.overridden(self.network)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The difference in words."""
        return self.back("info", _("Cette partie suit déjà le modèle.")) if self.gone else self._page(self._form().render())

    @view_config(request_method="POST", request_param="again")
    def again(self) -> Response:
        """Come back to the blueprint's."""
        if self.gone:
            return self.back("info", _("Cette partie suit déjà le modèle."))
        try:
            there = models.come_back(self.request.act, self.network, self.part)
        except ModelRefused as refused:
            return self.back("warning", refused.message)
        if not there:
            return self.to_switch(self.part)
        return self.done(_("« ${part} » : le réseau suit de nouveau le modèle."), self.part)

    @view_config(request_method="POST", request_param="propose")
    def propose(self) -> dict[str, Any] | Response:
        """Offer it to those who run the site."""
        if self.gone:
            return self.back("info", _("Cette partie suit déjà le modèle."))
        try:
            why = self._form().validate(self.request.POST.items())["why"]
            models.propose(self.request.act, self.network, self.part, why)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except ModelRefused as refused:
            return self.back("warning", refused.message)
        return self.back("success", _("C’est proposé. L’administration du site vous répondra, et vous le lirez ici."))

    def _form(self) -> Any:
        action = self.request.node_url(self.network, "model-own", part=self.part)
        return make_form(propose_schema(), self.request, [("propose", _("Proposer au modèle"), "btn-secondary")], action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        proposal = models.proposed(self.network, self.part)
        sentences = self.differences(self.part, inherited(self.network, self.part), models.own(self.network, self.part))
        answer = None if proposal is None else (ANSWERS[proposal.answer][0], self.request.translate(ANSWERS[proposal.answer][1]))
        return {
            "page": Page(self.request, self.name(self.part)),
            "back": self.home,
            "here": self.request.node_url(self.network, "model-own", part=self.part),
            "differences": told.sentences(sentences, self.request),
            "form": None if proposal is not None and not proposal.answer else form,
            "answer": answer,
            "reason": "" if proposal is None else proposal.reason,
        }
