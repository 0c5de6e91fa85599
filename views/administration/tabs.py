"""The parts of the administration, as one row of links (``parts/managing.pt``)."""

from pyramid.request import Request

from mobee_pyr.content.words import _
from mobee_pyr.views.managing import Tab

PARTS = (
    ("/administration", _("Réseaux")),
    ("/administration/people", _("Personnes")),
    ("/administration/models", _("Modèles")),
    ("/contents", _("Contenu")),
    ("/deleted", _("Corbeille")),
    ("/administration/journal", _("Journal")),
    ("/administration/running", _("Marche du serveur")),
    ("/administration/maintenance", _("Message")),
)


def tabs(request: Request) -> list[Tab]:
    """Networks, people and models; what stands in the site, and its bin; who did what, and how the server runs."""
    return [Tab(href, request.translate(text), href == request.path) for href, text in PARTS]
