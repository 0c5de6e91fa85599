"""How it works, for each kind of reader; and what this site promises about access and data."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page

AUDIENCES = {
    "volunteer": (
        _("Vous voulez aider"),
        (
            _("Cherchez une mission dans la bourse : par mots, par ville, en ligne ou sur place."),
            _("Candidatez en trois écrans. Vous pouvez le faire en votre nom ou avec votre employeur."),
            _("Suivez votre candidature : vous voyez à tout moment qui doit répondre, et depuis quand."),
            _("La mission faite, vos heures et les remerciements restent dans votre espace."),
        ),
    ),
    "association": (
        _("Vous êtes une association, une école ou une commune"),
        (
            _("Rejoignez un réseau : votre organisation est qualifiée par l’équipe du réseau."),
            _("Écrivez vos demandes : compétences, financement, dons en nature, logistique, technologie."),
            _("Chaque demande est relue avant d’être publiée ; si elle est à compléter, on vous dit quoi."),
            _("Les bénévoles candidatent et vous décidez ; les entreprises promettent, livrent, et vous confirmez."),
        ),
    ),
    "company": (
        _("Vous êtes une entreprise ou une fondation"),
        (
            _("Nommez un référent : c’est lui ou elle qui porte votre politique d’engagement."),
            _("Choisissez comment sont validées les candidatures de vos salariés."),
            _("Répondez aux besoins des associations par une promesse, en argent, en matériel ou en transport."),
            _("Pour travailler avec vos seuls partenaires, ouvrez un réseau dédié, visible de ses membres uniquement."),
        ),
    ),
    "manager": (
        _("Vous animez un réseau"),
        (
            _("Qualifiez les organisations et les demandes avec vos propres critères."),
            _("Les parcours disent qui peut faire quoi, et chacun peut les lire."),
            _("Rien ne se perd : chaque geste est écrit dans l’historique de la page où il a eu lieu."),
        ),
    ),
}


@view_config(context=Site, name="how-it-works", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/how_it_works.pt", kept=True)
def how_it_works(site: Site, request: Request) -> dict[str, Any]:
    """Four readers, each with their own steps."""
    translate = request.translate
    return {
        "page": Page(request, _("Comment ça marche")),
        "audiences": [(key, translate(title), [translate(step) for step in steps]) for key, (title, steps) in AUDIENCES.items()],
    }


@view_config(
    context=Site, name="accessibility", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/accessibility.pt", kept=True
)
def accessibility(site: Site, request: Request) -> dict[str, Any]:
    """What is aimed at, and what to do when something stands in the way."""
    return {"page": Page(request, _("Accessibilité"))}


@view_config(context=Site, name="privacy", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/privacy.pt", kept=True)
def privacy(site: Site, request: Request) -> dict[str, Any]:
    """What is kept, why, and who sees it."""
    return {"page": Page(request, _("Vos données"))}
