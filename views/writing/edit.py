"""Correcting what is written: the same page for networks, organisations, programmes, missions, needs and publications."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, drafted, meanwhile, undoing
from mobee_pyr.views.managing import managing
from mobee_pyr.views.meanwhile import STOOD, Change
from mobee_pyr.views.page import Page
from mobee_pyr.views.remarks import remarks
from mobee_pyr.views.writing import aside
from mobee_pyr.views.writing.correcting import Correcting, Unsettled
from mobee_pyr.views.writing.texts import correct
from mobee_pyr.workflows import access

SHOWN_TO_ALL = _("Tout le monde lit cette page : vos corrections y paraissent dès que vous enregistrez.")


@view_defaults(name="edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/edit.pt")
class Edit(Correcting):
    """The journal keeps what stood there before."""

    def __init__(self, node: Node, request: Request) -> None:
        super().__init__(node, request)
        self.draft = drafted.of(request, node, self.here)

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Programme, request_method="GET")
    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    @view_config(context=Publication, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form as it stands, or as its draft has it."""
        form = self.form(self.now)
        if self.draft is not None and self.draft.taken:
            return self._page(drafted.filled(form, self.draft))
        return self._page(form.render())

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Programme, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    @view_config(context=Publication, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the corrections; where somebody else has saved others meanwhile, the two meet first."""
        try:
            said = self.form(self.now).validate(self.request.POST.items())
            answers, met = self.settled(said, said.pop(STOOD))
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except Unsettled as unsettled:
            return self._back(unsettled) if "back" in self.request.POST else self.choices(unsettled)
        form = self.form(answers)
        if correct(self.request.act, self.node, answers):
            text = self.request.translate(_("Les corrections sont enregistrées."))
            self.request.session.flash(("success", text, undoing.last(self.request, self.node)))
        self.tell_theirs(form, met)
        drafted.drop(self.request, self.node, self.here)
        return HTTPSeeOther(self.request.node_url(self._after()))

    def _back(self, unsettled: Unsettled) -> dict[str, Any]:
        """The form once more, with what somebody else saved beside it."""
        self.request.response.status_int = 409
        met = unsettled.met
        form = self.form({name: clash.mine for name, clash in met.both.items()} | self._kept(unsettled) | met.theirs)
        found = dict.fromkeys(met.both, True) | dict.fromkeys(met.theirs, False)
        return self._page(form.render(), meanwhile.told(self.request, self.node, form, self.now, found))

    def _kept(self, unsettled: Unsettled) -> dict[str, Any]:
        said: dict[str, Any] = unsettled.form.validate(self.request.POST.items())
        said.pop(STOOD)
        return said

    def _page(self, form: Any, changed: list[Change] | None = None) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Modifier « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node),
            "state": cards.state_of(self.request, self.node),
            "remarks": remarks(self.request, self.node),
            "note": self.request.translate(SHOWN_TO_ALL) if self.public() else None,
            "changed": changed or [],
            "draft": self.draft,
            "draft_at": self.request.node_url(self.node, "draft"),
            "draft_of": self.here,
            "aside": aside.offered(self.request, self.node, self.public()),
            "form": form,
        }

    def _after(self) -> Node:
        """Its page, or, for whoever has just closed it to themselves, the site."""
        return self.node if access.permits(self.request.reader, Permission.VIEW, self.node) else self.request.site
