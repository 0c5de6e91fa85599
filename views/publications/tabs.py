"""The three pages by which a network's plain content is run."""

from pyramid.request import Request

from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import Tab

PAGES = {"publications": _("Tout ce qui est écrit"), "home-page": _("Page d’accueil"), "menu-edit": _("Menu")}


def tabs(request: Request, network: Network, current: str = "") -> list[Tab]:
    """The row, for ``parts/managing.pt``."""
    here = current or request.view_name
    return [Tab(request.node_url(network, view), request.translate(label), view == here) for view, label in PAGES.items()]
