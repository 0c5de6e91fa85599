"""Taking a criterion out of a list, or going back to the model's: what follows is read first (M13, M69–M71)."""

from collections.abc import Sequence
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import blueprint
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import SUBJECTS, Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.checklists.told import CHANGED, HOW, frame, say, sentences, told
from mobee_pyr.workflows import checklists

TEMPLATE = "mobee_pyr.views:templates/criteria_leave.pt"


class Leaving:
    """One question, with what follows from yes."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.subject = named(request, "subject", SUBJECTS)
        self.criteria = blueprint.criteria(network, self.subject)

    def page(self, title: str, wanted: Sequence[Criterion], mark: str, button: str, **more: Any) -> dict[str, Any]:
        """The question. ``more``: what it is about."""
        found = checklists.follows(self.network, self.subject, wanted)
        return {
            **frame(self.request, self.network, self.subject, title),
            "here": self.request.path_qs,
            "mark": mark,
            "follows": sentences(self.request, self.subject, found),
            "button": self.request.translate(button),
            "told": None,
            "lines": (),
            **more,
        }

    def back(self, kind: str, text: str) -> Response:
        """The lists, with a word."""
        say(self.request, kind, text)
        return HTTPSeeOther(f"{self.request.node_url(self.network, 'criteria')}#{self.subject}")


@view_defaults(context=Network, name="criterion-remove", permission=Permission.EDIT, renderer=TEMPLATE)
class Remove(Leaving):
    """One criterion."""

    def __init__(self, network: Network, request: Request) -> None:
        super().__init__(network, request)
        self.found = next((criterion for criterion in self.criteria if criterion.id == request.GET.get("id")), None)
        self.wanted = [criterion for criterion in self.criteria if criterion is not self.found]

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """What it says, and what follows."""
        if self.found is None:
            return self.back("info", _("Ce critère n’est plus dans la liste."))
        words = told(self.request, self.found)
        return self.page(_("Retirer ce critère ?"), self.wanted, checklists.mark(self.found), _("Retirer le critère"), told=words)

    @view_config(request_method="POST")
    def remove(self) -> Response:
        """Only as it was read."""
        if self.found is None:
            return self.back("info", _("Ce critère n’est plus dans la liste."))
        if self.request.POST.get("mark") != checklists.mark(self.found):
            return self.back("info", CHANGED)
        checklists.keep(self.request.act, self.network, self.subject, self.wanted, "removed", self.found)
        return self.back("success", _("Le critère est retiré."))


@view_defaults(context=Network, name="criteria-model", permission=Permission.EDIT, renderer=TEMPLATE)
class FollowModel(Leaving):
    """The whole list of one subject."""

    def __init__(self, network: Network, request: Request) -> None:
        super().__init__(network, request)
        self.wanted = blueprint.followed_criteria(network, self.subject)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """What differs today, and what follows."""
        if blueprint.own_criteria(self.network, self.subject) is None:
            return self.back("info", _("Cette liste suit déjà le modèle."))
        translate = self.request.translate
        found = checklists.differences(self.network, self.subject)
        lines = [(translate(HOW[one.how]), translate(one.criterion.text)) for one in found]
        title = _("Revenir à la liste du modèle ?")
        return self.page(title, self.wanted, checklists.mark(self.criteria), _("Revenir à la liste du modèle"), lines=lines)

    @view_config(request_method="POST")
    def follow(self) -> Response:
        """Only from what was read."""
        if self.request.POST.get("mark") != checklists.mark(self.criteria):
            return self.back("info", CHANGED)
        if not checklists.keep(self.request.act, self.network, self.subject, self.wanted, "model"):
            blueprint.keep_criteria(self.network, self.subject, self.wanted)
        return self.back("success", _("La liste suit de nouveau le modèle, et ses améliorations à venir."))
