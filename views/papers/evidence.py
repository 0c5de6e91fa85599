"""The page on which evidence for one criterion is given, replaced or withdrawn (M69)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.qualification import Given, Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.evidence import evidence_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers import given as shown
from mobee_pyr.workflows import evidence


@view_defaults(context=Qualified, name="evidence", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/evidence.pt")
class EvidencePage:
    """``?criterion=`` says which. Whoever may complete the node changes it here; whoever gave it can look at it after that."""

    def __init__(self, node: Qualified, request: Request) -> None:
        self.node, self.request = node, request
        criterion = evidence.criterion_of(node, request.GET.get("criterion", ""))
        if criterion is None:
            raise HTTPNotFound
        self.criterion, self.given = criterion, node.evidence.get(criterion.id)
        self.gives = evidence.may_give(request.reader, node)
        if not self.gives and not self._own:
            raise HTTPForbidden

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The question, and what was given."""
        return self._page(self._form(self._answered() or self._known()).render())

    @view_config(request_method="POST", request_param="give")
    def give(self) -> dict[str, Any] | Response:
        """Keep the answer; the one before goes."""
        self._change()
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        evidence.give(self.request.act, self.node, self.criterion, said.get("value", ""), said.get("file"))
        return self._changed(_("C’est donné : l’équipe du réseau le lira en étudiant votre dossier."))

    @view_config(request_method="POST", request_param="withdraw")
    def withdraw(self) -> Response:
        """Take it back."""
        self._change()
        evidence.withdraw(self.request.act, self.node, self.criterion)
        return self._changed(_("C’est retiré : ce que vous aviez donné est supprimé."))

    @property
    def _own(self) -> bool:
        return self.given is not None and evidence.may_read(self.request.reader, self.node, self.given)

    def _change(self) -> None:
        if not self.gives:
            raise HTTPForbidden
        self.request.throttle("upload", self.request.person.id)

    def _changed(self, told: str) -> Response:
        self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.request.node_url(self.node) + "#evidence")

    def _form(self, value: str = "") -> Any:
        here = self.request.node_url(self.node, "evidence", criterion=self.criterion.id)
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node))
        label = _("Donner") if self.given is None else _("Remplacer")
        return make_form(evidence_schema(self.criterion), self.request, [("give", label), leave], {"value": value}, here)

    def _answered(self) -> str:
        return self.given.value if self.given is not None and self._own else ""

    def _known(self) -> str:
        """A number that the legal body has given already is offered rather than asked for again."""
        organisation = organisation_of(self.node)
        entity = None if organisation is None else organisation.entity
        return str(getattr(entity, self.criterion.evidence, "")) if self.criterion.evidence in ("siren", "siret", "rna") else ""

    def _page(self, form: Any) -> dict[str, Any]:
        network, given = network_of(self.node), self.given
        return {
            "page": Page(self.request, self.criterion.text),
            "about": (self.request.node_url(self.node), self.node.title),
            "help": self.request.translate(self.criterion.help),
            "read_by": "" if network is None else network.title,
            "lasts": self._lasts(given),
            "told": None if given is None or not self._own else shown.told(self.request, self.node, self.criterion.id, given),
            "signed": "" if given is None else shown.signed(self.request, given),
            "form": form if self.gives else None,
            "held": given is not None and given.ended is None,
            "action": self.request.node_url(self.node, "evidence", criterion=self.criterion.id),
        }

    def _lasts(self, given: Given | None) -> str:
        """How long it is kept, in words; empty for what stays, or is gone."""
        network = network_of(self.node)
        if self.criterion.evidence in evidence.LASTING or network is None or (given is not None and given.ended is not None):
            return ""
        day = None if given is None else evidence.last_day(self.node, given)
        if day is not None:
            return str(
                self.request.translate(_("Ce qui est donné ici sera supprimé au plus tard le ${day}."), day=self.request.words.day(day))
            )
        return str(
            self.request.words.plural(
                _("Il sera supprimé au plus tard ${count} jour après la décision, et tout de suite si vous le remplacez ou le retirez."),
                _("Il sera supprimé au plus tard ${count} jours après la décision, et tout de suite si vous le remplacez ou le retirez."),
                network.evidence_days,
            )
        )
