"""A text as it will be read, before it is kept: in another tab, or beneath the field where scripts run."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.words import _
from mobee_pyr.views import references
from mobee_pyr.views.forms.editor import MOST
from mobee_pyr.views.page import Page
from mobee_pyr.views.prose import prose


@view_config(
    context=Network, name="preview", permission=Permission.EDIT, request_method="POST", renderer="mobee_pyr.views:templates/preview.pt"
)
@view_config(
    context=Publication, name="preview", permission=Permission.EDIT, request_method="POST", renderer="mobee_pyr.views:templates/preview.pt"
)
def preview(node: Network | Publication, request: Request) -> dict[str, Any]:
    """``preview`` names the field that holds the text. Nothing is kept."""
    said = request.POST.get(request.POST.get("preview", "description"), "")
    text = said[:MOST] if isinstance(said, str) else ""
    return {
        "page": Page(request, request.POST.get("title", "").strip()[:120] or _("Aperçu")),
        "summary": request.POST.get("summary", "")[:240],
        "text": prose(request, references.referenced(request, text)),
    }
