"""A field that is to be asked no more, asked again, or forgotten with its answers: what follows is read first (M13)."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import SUBJECTS
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.fields.told import CHANGED, back, frame, in_words
from mobee_pyr.workflows import checklists, field_lists

DONE = {
    "withdraw": _("Le champ est retiré. Les réponses sont gardées, cachées."),
    "restore": _("Le champ est demandé de nouveau."),
    "erase": _("Le champ est supprimé avec ses réponses."),
}


@view_defaults(context=Network, name="field-withdraw", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/field_withdraw.pt")
class Leaving:
    """Withdrawn first; what was answered goes only by a second decision."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.subject = named(request, "subject", SUBJECTS)
        self.field = field_lists.found(network, self.subject, request.GET.get("id", ""))
        hidden = field_lists.listing(network, self.subject).hidden
        self.withdrawn = self.field is not None and self.field.id in hidden

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """How many answers there are, and what becomes of them."""
        if self.field is None:
            return self._back("info", _("Ce champ n’est plus dans la liste."))
        many = field_lists.answered(self.network, self.subject, self.field)
        title = _("Un champ retiré") if self.withdrawn else _("Retirer ce champ ?")
        return {
            **frame(self.request, self.network, self.subject, title),
            "here": self.request.path_qs,
            "mark": checklists.mark((self.field, self.withdrawn)),
            "told": in_words(self.request, self.field),
            "withdrawn": self.withdrawn,
            "answers": self.request.words.plural(_("${count} réponse"), _("${count} réponses"), many),
            "months": self.field.months,
        }

    @view_config(request_method="POST")
    def decide(self) -> Response:
        """Only as it was read."""
        do = self.request.POST.get("do", "")
        if self.field is None:
            return self._back("info", _("Ce champ n’est plus dans la liste."))
        if self.request.POST.get("mark") != checklists.mark((self.field, self.withdrawn)):
            return self._back("info", CHANGED)
        if do not in (("restore", "erase") if self.withdrawn else ("withdraw",)):
            raise HTTPBadRequest
        getattr(field_lists, do)(self.request.act, self.network, self.subject, self.field)
        return self._back("success", DONE[do])

    def _back(self, kind: str, text: str) -> Response:
        return back(self.request, self.network, self.subject, kind, text)
