"""A procedure as a text file: read, downloaded, edited with any editor, sent back; faults are told with step and line."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.sent import sent_text
from mobee_pyr.views.procedures.shown import frame, groups, named, say, the_place, url
from mobee_pyr.workflows.procedures import drafts, naming
from mobee_pyr.workflows.procedures.drafts import Owner
from mobee_pyr.workflows.procedures.faults import Fault, told
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, load
from mobee_pyr.workflows.procedures.model import Procedure
from mobee_pyr.workflows.procedures.telling import capital
from mobee_pyr.workflows.procedures.writing import text_of
from mobee_pyr.workflows.reading import LARGEST

MOST_TOLD = 20
"""Faults of one text that a page lists."""


@view_defaults(permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_text.pt")
class TextPage:
    """The same draft that the forms write."""

    def __init__(self, owner: Owner, request: Request) -> None:
        self.request, self.place = request, the_place(request, owner)
        self.procedure = drafts.being_written(self.place)
        self.names = groups(request, owner) | naming.named_in(owner, self.procedure)

    @view_config(context=Organisation, name="procedure-text", request_method="GET")
    @view_config(context=Network, name="procedure-text", request_method="GET")
    def show(self) -> dict[str, Any]:
        """The text, its download, and where to send it back."""
        return self._page(self._text(), [])

    @view_config(context=Organisation, name="procedure-file", request_method="GET")
    @view_config(context=Network, name="procedure-file", request_method="GET")
    def download(self) -> Response:
        """The file."""
        answer = Response(self._text(), content_type="application/toml", charset="utf-8")
        answer.content_disposition = f'attachment; filename="{self.place.owner.__name__}-{self.place.key}.toml"'
        return answer

    @view_config(context=Organisation, name="procedure-text", request_method="POST")
    @view_config(context=Network, name="procedure-text", request_method="POST")
    def upload(self) -> dict[str, Any] | Response:
        """Keep the text as the draft, if it can be followed."""
        text = sent_text(self.request)
        try:
            procedure = self._read(text)
        except ProcedureRefused as refused:
            self.request.response.status_int = 422
            return self._page(text if len(text) <= LARGEST else "", [told(fault, text) for fault in refused.faults[:MOST_TOLD]])
        drafts.keep(self.place, procedure)
        say(self.request, "success", _("Le fichier est devenu le brouillon. Essayez-le, puis mettez-le en service."))
        return HTTPSeeOther(url(self.request, self.place, "procedure-edit"))

    def _read(self, text: str) -> Procedure:
        procedure = load(text, "procedure.toml")
        if procedure.subject != self.place.subject:
            raise ProcedureRefused(
                [f"procedure.toml: subject: '{procedure.subject}': no such subject (did you mean '{self.place.subject}'?)"]
            )
        return naming.read(procedure, self.names, "procedure.toml")

    def _text(self) -> str:
        return text_of(naming.written(self.procedure, self.names))

    def _page(self, text: str, faults: list[Fault]) -> dict[str, Any]:
        title = self.request.translate(_("Le fichier de la procédure"))
        return {
            **frame(self.request, self.place.owner, title),
            "subject": named(self.request, self.place),
            "edit": url(self.request, self.place, "procedure-edit"),
            "here": url(self.request, self.place, "procedure-text"),
            "file": url(self.request, self.place, "procedure-file"),
            "text": text,
            "faults": [self._sentence(fault) for fault in faults],
        }

    def _sentence(self, fault: Fault) -> str:
        """« Étape 2, ligne 8, when.days : … »."""
        translate, where = self.request.translate, []
        if fault.step:
            where.append(translate(_("étape ${number}"), number=fault.step))
        if fault.line:
            where.append(translate(_("ligne ${number}"), number=fault.line))
        if fault.field:
            where.append(translate(_("« ${words} »"), words=fault.field))
        place = ", ".join(where)
        said = translate(fault.sentence)
        return translate(_("${label} : ${detail}"), label=capital(place), detail=said) if place else capital(said)
