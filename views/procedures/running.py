"""What is in course keeps the steps that it began with; those chosen here are moved to the procedure of today."""

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
from mobee_pyr.views.procedures.shown import frame, named, say, the_place, url
from mobee_pyr.workflows import access
from mobee_pyr.workflows.procedures import moving
from mobee_pyr.workflows.procedures.drafts import Owner
from mobee_pyr.workflows.procedures.trial import Tried


@view_defaults(name="procedure-running", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_running.pt")
class RunningPage:
    """Only what the reader may open is listed, and can be moved."""

    def __init__(self, owner: Owner, request: Request) -> None:
        self.request, self.place = request, the_place(request, owner)

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Network, request_method="GET")
    def show(self) -> dict[str, Any]:
        """What would change for each."""
        request, place = self.request, self.place
        return {
            **frame(request, place.owner, request.translate(_("Ce qui est en cours"))),
            "subject": named(request, place),
            "lines": lines(request, self._found()),
            "here": url(request, place, "procedure-running"),
        }

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Network, request_method="POST")
    def move(self) -> Response:
        """Move those that were ticked and still are in course."""
        chosen = set(self.request.POST.getall("item"))
        nodes = [one.node for one in self._found() if str(one.node.oid) in chosen]
        for node in nodes:
            moving.move(self.request.act, node)
        if nodes:
            text = self.request.words.plural(
                _("${count} suit maintenant les nouvelles étapes."), _("${count} suivent maintenant les nouvelles étapes."), len(nodes)
            )
            say(self.request, "success", text)
        else:
            say(self.request, "info", _("Rien n’était coché : rien n’a changé."))
        return HTTPSeeOther(url(self.request, self.place, "procedure-running"))

    def _found(self) -> list[Tried]:
        found = list(moving.in_course(self.request.act, self.place))
        seen = {node.oid for node in access.visible(self.request.reader, [one.node for one in found])}
        return [one for one in found if one.node.oid in seen]
