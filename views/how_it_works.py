"""How it works, one page an audience; and what this site promises about access and data."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.guide import AUDIENCES
from mobee_pyr.views.page import Page

DESCRIPTION = _("Demander des moyens, en apporter, se rendre utile : les étapes pour chacun, du premier clic au remerciement.")


@view_config(context=Site, name="how-it-works", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/how_it_works.pt", kept=True)
def how_it_works(site: Site, request: Request) -> dict[str, Any]:
    """``?for=company`` says it to one audience; without it, or for one that nobody knows, everybody finds their door."""
    chosen = AUDIENCES.get(request.GET.get("for", ""))
    here = request.urls["how"]
    title, description = (_("Comment ça marche"), DESCRIPTION) if chosen is None else (chosen.title, chosen.lead)
    address = here if chosen is None else f"{here}?for={request.GET['for']}"
    return {
        "page": Page(request, title, request.translate(description), canonical=f"{request.registry.mobee.url}{address}"),
        "chosen": chosen,
        "audiences": [(f"{here}?for={key}", audience, audience is chosen) for key, audience in AUDIENCES.items()],
    }


@view_config(
    context=Site, name="accessibility", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/accessibility.pt", kept=True
)
def accessibility(site: Site, request: Request) -> dict[str, Any]:
    """What is aimed at, what was checked and how, and what to do when something stands in the way."""
    return {"page": Page(request, _("Accessibilité"), canonical=f"{request.registry.mobee.url}/accessibility")}


@view_config(context=Site, name="privacy", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/privacy.pt", kept=True)
def privacy(site: Site, request: Request) -> dict[str, Any]:
    """What is kept, why, and who sees it."""
    return {"page": Page(request, _("Vos données"), canonical=f"{request.registry.mobee.url}/privacy")}
