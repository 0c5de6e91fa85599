"""Trying a draft on real items before it counts, then switching it on."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.procedures.compared import lines
from mobee_pyr.views.procedures.shown import CHANGED, frame, named, say, shown, the_place, url, warned
from mobee_pyr.workflows import access
from mobee_pyr.workflows.procedures import drafts, moving, trial
from mobee_pyr.workflows.procedures.drafts import Owner


@view_defaults(name="procedure-trial", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_trial.pt")
class TrialPage:
    """Nothing is written before somebody switches the draft on."""

    def __init__(self, owner: Owner, request: Request) -> None:
        self.request, self.place = request, the_place(request, owner)

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Network, request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """What each item would pass; without a draft there is nothing to try."""
        request, place = self.request, self.place
        draft = drafts.draft(place)
        if draft is None:
            return HTTPSeeOther(url(request, place, "procedure-edit"))
        nodes = access.visible(request.reader, trial.latest(place))
        real = lines(request, trial.tried(request.act, place, draft, nodes))
        few = len(real) < trial.FEW
        examples = lines(request, trial.tried(request.act, place, draft, trial.examples(request.act, place))) if few else []
        return {
            **frame(request, place.owner, request.translate(_("Essayer"))),
            "subject": named(request, place),
            "picture": shown(request, place, draft).picture,
            "tables": [table for table in (("real", real), ("examples", examples)) if table[1]],
            "summary": self._summary(real) if real else "",
            "warned": warned(request, place, draft),
            "mark": drafts.mark(draft),
            "here": url(request, place, "procedure-trial"),
            "edit": url(request, place, "procedure-edit"),
        }

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Network, request_method="POST")
    def switch_on(self) -> Response:
        """In force from now on; whoever follows another procedure may be moved next."""
        request, place = self.request, self.place
        draft = drafts.draft(place)
        if draft is None or request.POST.get("mark") != drafts.mark(draft):
            say(request, "info", CHANGED)
            return HTTPSeeOther(url(request, place, "procedure-edit"))
        drafts.switch_on(request.act, place)
        say(request, "success", _("C’est en service : ce qui arrive à partir de maintenant suit ces étapes."))
        if next(moving.in_course(request.act, place), None) is not None:
            return HTTPSeeOther(url(request, place, "procedure-running"))
        return HTTPSeeOther(request.node_url(place.owner, "procedure"))

    def _summary(self, real: list[Any]) -> str:
        changed = sum(line.differs for line in real)
        if not changed:
            return str(self.request.translate(_("Rien ne changerait pour ce qui est déjà passé ici.")))
        return str(
            self.request.words.plural(
                _("Sur les ${all} dernières, ${count} aurait suivi d’autres étapes."),
                _("Sur les ${all} dernières, ${count} auraient suivi d’autres étapes."),
                changed,
                all=len(real),
            )
        )
