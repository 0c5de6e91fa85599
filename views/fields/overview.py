"""The fields of a network, form by form: what is asked, in which order, what is asked no more (M13)."""

from typing import Any

import colander
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import field
from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import MOST, SUBJECTS, Field
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.fields.told import CHANGED, back, frame, in_words
from mobee_pyr.views.forms.extra import added, told
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import checklists, field_lists

STEPS = {"up": -1, "down": 1}


@view_defaults(context=Network, name="fields", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/fields.pt")
class FieldsPage:
    """Each form, folded on a phone."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """What each form asks besides its own questions."""
        return {
            "page": Page(self.request, _("Champs propres au réseau")),
            "managing": managing(self.request, self.network),
            "lists": [self._list(subject) for subject in SUBJECTS],
        }

    @view_config(request_method="POST")
    def move(self) -> Response:
        """A field one place up or down."""
        subject = named(self.request, "subject", SUBJECTS)
        do, _colon, name = self.request.POST.get("do", "").partition(":")
        found = field_lists.found(self.network, subject, name)
        if self.request.POST.get("mark") != mark(self.network, subject):
            return back(self.request, self.network, subject, "info", CHANGED)
        if do not in STEPS or found is None:
            raise HTTPBadRequest
        if field_lists.move(self.request.act, self.network, subject, found, STEPS[do]):
            return back(self.request, self.network, subject, "success", _("L’ordre est changé."))
        return HTTPSeeOther(self.request.node_url(self.network, "fields"))

    def _list(self, subject: str) -> dict[str, Any]:
        asked, gone = field.fields(self.network, subject), field.withdrawn(self.network, subject)
        return {
            "subject": subject,
            "title": self.request.translate(SUBJECTS[subject]),
            "rows": [self._row(subject, number, each, len(asked)) for number, each in enumerate(asked, 1)],
            "withdrawn": [(told(self.request, each.label), self._url("field-withdraw", subject, id=each.id)) for each in gone],
            "mark": mark(self.network, subject),
            "here": self._url("fields", subject),
            "add": None if len(asked) >= MOST else self._url("field", subject),
            "preview": self._url("fields-preview", subject) if asked else None,
        }

    def _row(self, subject: str, number: int, each: Field, count: int) -> dict[str, Any]:
        return {
            "id": each.id,
            "told": in_words(self.request, each),
            "inherited": not field_lists.is_own(self.network, subject, each.id),
            "edit": self._url("field", subject, id=each.id),
            "withdraw": self._url("field-withdraw", subject, id=each.id),
            "first": number == 1,
            "last": number == count,
        }

    def _url(self, view: str, subject: str, **query: Any) -> str:
        return str(self.request.node_url(self.network, view, subject=subject, **query))


@view_config(
    context=Network,
    name="fields-preview",
    permission=Permission.EDIT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/fields_preview.pt",
)
def preview(network: Network, request: Request) -> dict[str, Any]:
    """The questions as those who answer them will see them; nothing can be sent from here."""
    subject = named(request, "subject", SUBJECTS)
    form = make_form(added(request, colander.Schema(), field.fields(network, subject)), request, ())
    return {**frame(request, network, subject, _("Aperçu du formulaire")), "form": form.render()}


def mark(network: Network, subject: str) -> str:
    """Names the list as it stands."""
    return checklists.mark(field_lists.listing(network, subject))
