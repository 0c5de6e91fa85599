"""A network's checklists: what is asked of organisations, of requests and of volunteers' profiles (M13, M69–M71)."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import blueprint
from mobee_pyr.content.access import Permission
from mobee_pyr.content.checklist import MOST, ChecklistRefused, read
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import SUBJECTS, Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.checklists.told import CHANGED, differing, say, told
from mobee_pyr.views.links import Link, links
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import checklists

BESIDE = (Link("qualification", _("À qualifier"), Permission.QUALIFY), Link("qualification-settings", _("Réglages"), Permission.EDIT))

STEPS = {"up": -1, "down": 1}


@view_defaults(context=Network, name="criteria", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/criteria.pt")
class CriteriaPage:
    """Each list in words, with how it differs from the model's."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """The three lists."""
        model = self.network.blueprint
        return {
            "page": Page(self.request, _("Critères")),
            "managing": managing(self.request, self.network),
            "beside": links(self.request, self.network, BESIDE),
            "model": "" if model is None else self.request.translate(model.title),
            "lists": [self._list(subject) for subject in SUBJECTS],
        }

    @view_config(request_method="POST")
    def move(self) -> Response:
        """A criterion one place up or down; nothing else changes by it."""
        subject = named(self.request, "subject", SUBJECTS)
        criteria = blueprint.criteria(self.network, subject)
        do, _colon, name = self.request.POST.get("do", "").partition(":")
        back = HTTPSeeOther(f"{self.request.node_url(self.network, 'criteria')}#{subject}")
        if self.request.POST.get("mark") != checklists.mark(criteria):
            say(self.request, "info", CHANGED)
            return back
        place = checklists.place_of(criteria, name)
        if do not in STEPS or place is None:
            raise HTTPBadRequest
        wanted = checklists.moved(criteria, name, STEPS[do])
        if checklists.keep(self.request.act, self.network, subject, wanted, "moved", criteria[place]):
            say(self.request, "success", _("L’ordre est changé."))
        return back

    def _list(self, subject: str) -> dict[str, Any]:
        request, network = self.request, self.network
        criteria = blueprint.criteria(network, subject)
        found = checklists.differences(network, subject)
        return {
            "subject": subject,
            "title": request.translate(SUBJECTS[subject]),
            "rows": [self._row(subject, number, criterion, len(criteria)) for number, criterion in enumerate(criteria, 1)],
            "own": blueprint.own_criteria(network, subject) is not None,
            "unreadable": self._unreadable(subject),
            "hows": differing(request, found),
            "removed": [request.translate(one.criterion.text) for one in found if one.how == "removed"],
            "mark": checklists.mark(criteria),
            "here": self._url("criteria", subject),
            "add": None if len(criteria) >= MOST else self._url("criterion", subject),
            "text": self._url("criteria-text", subject),
            "follow": self._url("criteria-model", subject),
        }

    def _row(self, subject: str, number: int, criterion: Criterion, count: int) -> dict[str, Any]:
        return {
            "id": criterion.id,
            "told": told(self.request, criterion),
            "edit": self._url("criterion", subject, id=criterion.id),
            "remove": self._url("criterion-remove", subject, id=criterion.id),
            "first": number == 1,
            "last": number == count,
        }

    def _unreadable(self, subject: str) -> bool:
        own = blueprint.own_criteria(self.network, subject)
        try:
            read(() if own is None else own)
        except ChecklistRefused:
            return True
        return False

    def _url(self, view: str, subject: str, **query: Any) -> str:
        return str(self.request.node_url(self.network, view, subject=subject, **query))
