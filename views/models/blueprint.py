"""The models of the site, for those who run it: their versions, who follows them, what networks propose (M19)."""

from collections.abc import Iterator
from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import Blueprint, Proposal, at, packaged
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.forms.models import decline_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.models import told
from mobee_pyr.views.page import Page
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import access, models


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/models/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/models.pt",
)
def blueprints(site: Site, request: Request) -> dict[str, Any]:
    """Each with how many follow it, and whether something is proposed."""
    found = [node for node in site.blueprints.inside("blueprint") if isinstance(node, Blueprint)]
    return {"page": Page(request, _("Administration du site")), "tabs": tabs(request), "lines": [_row(request, each) for each in found]}


def _row(request: Request, blueprint: Blueprint) -> Row:
    count = len(models.followers(request.act, blueprint))
    followers = request.words.plural(_("${count} réseau le suit"), _("${count} réseaux le suivent"), count)
    waiting = len(models.waiting(blueprint))
    text = request.words.plural(_("${count} proposition"), _("${count} propositions"), waiting)
    return Row(request.node_url(blueprint), request.translate(blueprint.title), followers, ("attention", text) if waiting else None)


@view_config(context=Blueprint, permission=Permission.VIEW, request_method="GET", renderer="mobee_pyr.views:templates/model_of_site.pt")
def show(blueprint: Blueprint, request: Request) -> dict[str, Any]:
    """What it is for, what waits, its versions in words, and who follows it."""
    return {
        "page": Page(request, request.translate(blueprint.title)),
        "back": "/administration/models",
        "help": request.translate(packaged(blueprint.source).get("help", "")),
        "waiting": [_proposal(request, blueprint, each) for each in models.waiting(blueprint)],
        "releases": list(_releases(request, blueprint)),
        "followers": [(request.node_url(each), each.title) for each in models.followers(request.act, blueprint)],
    }


def _proposal(request: Request, blueprint: Blueprint, each: Proposal) -> Row:
    network = request.site.node(each.network)
    who = "" if network is None else network.title
    return Row(request.node_url(blueprint, "proposal", id=each.id), told.name(request.words, each.part), f"{who} · {each.why}", None)


def _releases(request: Request, blueprint: Blueprint) -> Iterator[dict[str, Any]]:
    for made in reversed(blueprint.releases):
        changes = [
            (told.name(request.words, part), told.differences(request, blueprint, part, models.before(blueprint, made, part), value))
            for part, value in made.parts.items()
        ]
        yield {"number": made.number, "when": request.words.day(made.when.date()), "why": made.why, "changes": changes}


@view_defaults(context=Blueprint, name="proposal", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/model_proposal.pt")
class ProposalPage:
    """A network's improvement: what it changes for all, and the answer."""

    def __init__(self, blueprint: Blueprint, request: Request) -> None:
        self.blueprint, self.request = blueprint, request
        wanted = request.GET.get("id", "")
        self.proposal = next((each for each in models.waiting(blueprint) if each.id == wanted), None)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The difference from the latest version."""
        return self._back("info", _("Cette proposition a déjà sa réponse.")) if self.proposal is None else self._page(self._form().render())

    @view_config(request_method="POST", request_param="accept")
    def accept(self) -> Response:
        """A new version, offered to all who follow."""
        if self.proposal is None:
            return self._back("info", _("Cette proposition a déjà sa réponse."))
        models.accept(self.request.act, self.blueprint, self.proposal)
        self._tell_proposer("accepted")
        return self._back("success", _("C’est une nouvelle version du modèle, proposée à tous les réseaux qui le suivent."))

    @view_config(request_method="POST", request_param="decline")
    def decline(self) -> dict[str, Any] | Response:
        """It stays theirs."""
        if self.proposal is None:
            return self._back("info", _("Cette proposition a déjà sa réponse."))
        try:
            reason = self._form().validate(self.request.POST.items())["reason"]
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        models.decline(self.request.act, self.blueprint, self.proposal, reason)
        self._tell_proposer("declined", reason)
        return self._back("success", _("Le réseau garde sa version, et lira votre raison."))

    def _tell_proposer(self, state: str, reason: str = "") -> None:
        """Whoever proposed it, if they still run the network."""
        assert self.proposal is not None
        request, network = self.request, self.request.site.node(self.proposal.network)
        person = by_id(request.site, self.proposal.who)
        if network is None or person is None or person is request.person:
            return
        if access.permits(access.reader(request.site, person, request.today), Permission.EDIT, network):
            part = told.name(request.words_for(person), self.proposal.part)
            url = request.node_url(network, "model")
            request.send("model-answered", person, node=network, url=url, heading=part, state=state, reason=reason)

    def _back(self, kind: str, text: str) -> Response:
        self.request.session.flash((kind, self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.blueprint))

    def _form(self) -> Any:
        wanted = "" if self.proposal is None else self.proposal.id
        action = self.request.node_url(self.blueprint, "proposal", id=wanted)
        return make_form(decline_schema(), self.request, [("decline", _("Ne pas la reprendre"), "btn-danger")], action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        assert self.proposal is not None
        network = self.request.site.node(self.proposal.network)
        before = at(self.blueprint, self.proposal.part, self.blueprint.newest)
        found = told.differences(self.request, self.blueprint, self.proposal.part, before, self.proposal.value)
        return {
            "page": Page(self.request, told.name(self.request.words, self.proposal.part)),
            "back": self.request.node_url(self.blueprint),
            "model": self.request.translate(self.blueprint.title),
            "here": self.request.node_url(self.blueprint, "proposal", id=self.proposal.id),
            "proposer": None if network is None else (self.request.node_url(network), network.title),
            "why": self.proposal.why,
            "differences": told.sentences(found, self.request),
            "form": form,
        }
