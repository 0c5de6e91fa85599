"""A checklist as a text file: downloaded, edited with any editor, sent back; faults are told with criterion and line (M13)."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import blueprint
from mobee_pyr.content.access import Permission
from mobee_pyr.content.checklist import ChecklistRefused
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import SUBJECTS
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.checklists.told import CHANGED, frame, say, sentences
from mobee_pyr.views.forms.sent import sent_text
from mobee_pyr.workflows import checklist_text, checklists
from mobee_pyr.workflows.checklist_text import Said
from mobee_pyr.workflows.procedures.telling import capital
from mobee_pyr.workflows.reading import LARGEST, Unreadable

MOST_TOLD = 20
"""Faults of one text that a page lists."""


@view_defaults(context=Network, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/criteria_text.pt")
class TextPage:
    """The same list that the forms write."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.subject = named(request, "subject", SUBJECTS)
        self.criteria = blueprint.criteria(network, self.subject)

    @view_config(name="criteria-text", request_method="GET")
    def show(self) -> dict[str, Any]:
        """The text, its download, and where to send it back."""
        return self._page(checklist_text.text_of(self.subject, self.criteria), checklists.mark(self.criteria))

    @view_config(name="criteria-file", request_method="GET")
    def download(self) -> Response:
        """The file."""
        answer = Response(checklist_text.text_of(self.subject, self.criteria), content_type="application/toml", charset="utf-8")
        answer.content_disposition = f'attachment; filename="{self.network.__name__}-criteria-{self.subject}.toml"'
        return answer

    @view_config(name="criteria-text", request_method="POST")
    def upload(self) -> dict[str, Any] | Response:
        """Keep the text as the list, if it can be followed, once it was read what follows."""
        text, mark = sent_text(self.request), self.request.POST.get("mark", "")
        if "back" in self.request.POST:
            return self._page(text, mark)
        try:
            wanted = checklist_text.load(text, self.subject, lambda said: checklists.fresh_id(self.network, self.subject, said))
        except (ChecklistRefused, Unreadable) as refused:
            self.request.response.status_int = 422
            faults = checklist_text.told(refused, text)[:MOST_TOLD]
            return self._page(text if len(text) <= LARGEST else "", mark, faults=[self._sentence(fault) for fault in faults])
        if mark != checklists.mark(self.criteria):
            self.request.response.status_int = 409
            return self._page(text, checklists.mark(self.criteria), faults=[self.request.translate(CHANGED)])
        follows = sentences(self.request, self.subject, checklists.follows(self.network, self.subject, wanted))
        if follows and "confirmed" not in self.request.POST:
            return self._page(text, mark, follows=follows)
        changed = checklists.keep(self.request.act, self.network, self.subject, wanted, "file")
        say(self.request, "success", _("La liste est celle du fichier.") if changed else _("Rien n’a changé."))
        return HTTPSeeOther(f"{self.request.node_url(self.network, 'criteria')}#{self.subject}")

    def _page(self, text: str, mark: str, faults: list[str] | None = None, follows: list[str] | None = None) -> dict[str, Any]:
        address = self.request.node_url
        title = _("Avant d’enregistrer") if follows else _("Le fichier des critères")
        return {
            **frame(self.request, self.network, self.subject, title),
            "here": address(self.network, "criteria-text", subject=self.subject),
            "file": address(self.network, "criteria-file", subject=self.subject),
            "text": text,
            "mark": mark,
            "faults": faults or [],
            "follows": follows or [],
        }

    def _sentence(self, fault: Said) -> str:
        """« Critère 2, ligne 8, « evidence » : ce mot n’est pas connu ici ; vouliez-vous dire « siren » ? »"""
        translate, where = self.request.translate, []
        if fault.number:
            where.append(translate(_("critère ${number}"), number=fault.number))
        if fault.line:
            where.append(translate(_("ligne ${number}"), number=fault.line))
        if fault.field:
            where.append(translate(_("« ${words} »"), words=fault.field))
        said = translate(fault.sentence)
        if fault.meant:
            said = translate(_("${fault} ; vouliez-vous dire « ${meant} » ?"), fault=said, meant=fault.meant)
        whole = str(translate(_("${place} : ${fault}"), place=", ".join(where), fault=said)) if where else said
        return capital(whole)
