"""The pages by which a node is run, as one row of links on each of them (``parts/managing.pt``), and what may be added to it."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.links import Link, links

CONTENTS = Link("contents", _("Contenu"), Permission.HISTORY)
HISTORY = Link("history", _("Historique"), Permission.HISTORY)
PEOPLE = Link("people", _("Équipe et rôles"), Permission.PEOPLE)
SHARING = Link("sharing", _("Partage"), Permission.PEOPLE)
WHY = Link("why", _("Pourquoi ?"), Permission.PEOPLE)
EDIT = Link("edit", _("Modifier"), Permission.EDIT)
PROCEDURE = Link("procedure", _("Validation"), Permission.EDIT)
QUALIFY = Link("qualify", _("Qualifier"), Permission.QUALIFY)
TEAM = Link("team-missions", _("Missions pour vos équipes"), Permission.TEAM)

MESSAGES = Link("messages", _("Échanges"), Permission.HISTORY)
REQUEST = (
    Link("", _("La demande"), Permission.VIEW),
    EDIT,
    CONTENTS,
    QUALIFY,
    Link("recruit", _("Chercher des bénévoles"), Permission.RECRUIT),
    Link("advice", _("Conseils"), Permission.EDIT),
    Link("arrivals", _("Visites"), Permission.HISTORY),
    MESSAGES,
    SHARING,
    WHY,
    HISTORY,
)

LINKED = Link("linked", _("Ce qui y mène"), Permission.EDIT)
NEW_FILE = Link("file-new", _("Nouvelle version"), Permission.EDIT)
TRANSLATE = Link("translate", _("Traductions"), Permission.EDIT)

PAGES: dict[str, tuple[Link, ...]] = {
    "network": (
        Link("", _("Le réseau"), Permission.VIEW),
        CONTENTS,
        Link("qualification", _("À qualifier"), Permission.QUALIFY),
        PEOPLE,
        EDIT,
        SHARING,
        Link("notice", _("Écrire à tous"), Permission.PEOPLE),
        HISTORY,
    ),
    "organisation": (
        Link("", _("L’organisation"), Permission.VIEW),
        Link("requests", _("Demandes"), Permission.HISTORY),
        CONTENTS,
        Link("pools", _("Viviers"), Permission.RECRUIT),
        TEAM,
        PEOPLE,
        PROCEDURE,
        EDIT,
        QUALIFY,
        SHARING,
        WHY,
        HISTORY,
    ),
    "programme": (
        Link("", _("Le programme"), Permission.VIEW),
        EDIT,
        Link("quota", _("Temps de travail"), Permission.EDIT),
        SHARING,
        WHY,
        HISTORY,
    ),
    "mission": REQUEST,
    "need": REQUEST,
    "volunteer": (Link("", _("Le profil"), Permission.VIEW), QUALIFY, HISTORY),
    "page": (Link("", _("La page"), Permission.VIEW), EDIT, TRANSLATE, LINKED, SHARING, WHY, HISTORY),
    "news": (Link("", _("L’actualité"), Permission.VIEW), EDIT, TRANSLATE, LINKED, SHARING, WHY, HISTORY),
    "section": (Link("", _("La rubrique"), Permission.VIEW), EDIT, CONTENTS, TRANSLATE, LINKED, SHARING, WHY, HISTORY),
    "document": (Link("", _("Le document"), Permission.VIEW), EDIT, NEW_FILE, LINKED, SHARING, WHY, HISTORY),
    "picture": (Link("", _("L’image"), Permission.VIEW), EDIT, NEW_FILE, LINKED, SHARING, WHY, HISTORY),
    "link": (Link("", _("Le lien"), Permission.VIEW), EDIT, LINKED, SHARING, WHY, HISTORY),
}
"""By type of content, in the order in which they are shown; a page that this site lacks, or that the reader may not open, is left out."""

SETTINGS: dict[str, tuple[Link, ...]] = {
    "network": (
        Link("welcome", _("Premiers pas"), Permission.EDIT),
        Link("publications", _("Pages et documents"), Permission.EDIT),
        Link("logo-edit", _("Logo"), Permission.EDIT),
        Link("colour", _("Couleur"), Permission.EDIT),
        Link("capacities", _("Qui fait quoi"), Permission.EDIT),
        Link("criteria", _("Critères"), Permission.EDIT),
        PROCEDURE,
        Link("workflow", _("Parcours"), Permission.EDIT),
        Link("fields", _("Champs"), Permission.EDIT),
        Link("vocabularies", _("Vocabulaires"), Permission.EDIT),
        Link("matching", _("Ce qui compte"), Permission.EDIT),
        Link("model", _("Modèle"), Permission.EDIT),
        Link("imports", _("Importer"), Permission.EDIT),
        WHY,
    ),
}
"""Likewise, what is set once and seldom looked at again: folded."""

ADDED: dict[str, tuple[Link, ...]] = {
    "organisation": (
        Link("mission-new", _("Demander des compétences"), Permission.ADD),
        Link("need-new", _("Demander des moyens"), Permission.ADD),
        Link("programme-new", _("Créer un programme"), Permission.ADD),
    ),
}
"""What may be added inside, on the node's own page."""


class Tab(NamedTuple):
    """One page of the row; ``apart``: among what is folded."""

    href: str
    text: str
    current: bool
    apart: bool = False


def managing(request: Request, node: Node, current: str | None = None) -> list[Tab]:
    """The row of pages; empty for whoever runs nothing here, and so could only read the first.

    ``current`` is the page of the row that the present one belongs to, if it does not stand in it itself.
    """
    brings = "brings" in getattr(node, "capacities", ())
    found = links(request, node, [link for link in PAGES.get(node.type_name, ()) if brings or link is not TEAM])
    folded = links(request, node, SETTINGS.get(node.type_name, ()))
    page = request.view_name if current is None else current
    here = request.node_url(node, *filter(None, (page,))) if request.context is node else ""
    row = [Tab(href, text, href == here) for href, text in found] + [Tab(href, text, href == here, True) for href, text in folded]
    return row if len(row) > 1 else []


def added(request: Request, node: Node) -> list[tuple[str, str]]:
    """Address and text of the forms that add something to a node; only an organisation that asks for means writes requests."""
    if "asks" not in getattr(node, "capacities", ("asks",)):
        return []
    return links(request, node, ADDED.get(node.type_name, ()))


def serving(request: Request, programme: Node) -> list[tuple[str, str]]:
    """The forms by which a programme's organisation asks for something in its service."""
    organisation = programme.__parent__
    if organisation is None or programme.state == "ended":
        return []
    return [
        (f"{href}?programme={programme.oid}", text) for href, text in added(request, organisation) if not href.endswith("programme-new")
    ]
