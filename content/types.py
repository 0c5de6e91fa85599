"""The content types: the one place where each is declared.

Its form, workflow, page and template are found by its name: ``views/forms/mission.py``, ``workflows/mission.toml``,
``views/mission.py``, ``views/templates/mission.pt``.
"""

from dataclasses import dataclass

from mobee_pyr.content.application import Application
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.document import Document
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.link import Link
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.news import News
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.page import Page
from mobee_pyr.content.person import Person
from mobee_pyr.content.picture import Picture
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.section import Section
from mobee_pyr.content.site import Folder, Site
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _


@dataclass(frozen=True)
class ContentType:
    """``parents`` names the types it may stand in; ``copied`` says whether it goes along when its parent is copied."""

    cls: type[Node]
    label: str
    parents: tuple[str, ...]
    icon: str
    copied: bool = True

    @property
    def name(self) -> str:
        """The name under which everything about the type is found."""
        return self.cls.type_name


TYPES = {
    kind.name: kind
    for kind in (
        ContentType(Site, _("Site"), (), "house"),
        ContentType(Folder, _("Dossier"), ("site",), "archive"),
        ContentType(Person, _("Personne"), ("folder",), "person"),
        ContentType(LegalEntity, _("Personne morale"), ("folder",), "building"),
        ContentType(Blueprint, _("Modèle de réseau"), ("folder",), "diagram-3"),
        ContentType(Network, _("Réseau"), ("site",), "globe"),
        ContentType(Organisation, _("Organisation"), ("network",), "building"),
        ContentType(Programme, _("Programme"), ("organisation",), "flag"),
        ContentType(Mission, _("Mission"), ("organisation",), "people"),
        ContentType(Need, _("Besoin"), ("organisation",), "box"),
        ContentType(Application, _("Candidature"), ("mission",), "hand-thumbs-up", copied=False),
        ContentType(Pledge, _("Promesse"), ("need",), "heart", copied=False),
        ContentType(Joining, _("Demande de rattachement"), ("organisation",), "person-check", copied=False),
        ContentType(Volunteer, _("Profil de bénévole"), ("network",), "person-vcard", copied=False),
        ContentType(Page, _("Page"), ("network", "section"), "journal-text"),
        ContentType(News, _("Actualité"), ("network", "section"), "megaphone"),
        ContentType(Section, _("Rubrique"), ("network", "section"), "folder"),
        ContentType(Document, _("Document"), ("network", "section"), "file-earmark-text"),
        ContentType(Picture, _("Image"), ("network", "section"), "image"),
        ContentType(Link, _("Lien"), ("network", "section"), "link-45deg"),
    )
}
