"""A legal entity: one legal body, whatever networks it takes part in."""

from datetime import datetime
from typing import cast

from mobee_pyr.content.node import Node
from mobee_pyr.content.place import Place, Provenance
from mobee_pyr.content.site import Site


class IdentifierTaken(ValueError):
    """Another legal entity has this number."""


class LegalEntity(Node):
    """An association, a company, a town…; its numbers are never mandatory (Alsace-Moselle has no RNA)."""

    type_name = "legal_entity"
    rna = ""
    siren = ""
    siret = ""
    size = ""
    website = ""
    place = Place()
    provenance: Provenance | None = None

    def __init__(self, title: str, body: str, author: str | None = None, created: datetime | None = None) -> None:
        super().__init__(title, author, created)
        self.body = body


def identify(site: Site, entity: LegalEntity, siren: str, rna: str = "") -> None:
    """Give an entity (already in the tree) its numbers. Raises `IdentifierTaken` if another one has them."""
    keys = [f"siren:{siren}"] * bool(siren) + [f"rna:{rna}"] * bool(rna)
    if any(site.identifiers.get(key, entity.oid) != entity.oid for key in keys):
        raise IdentifierTaken(siren or rna)
    for old in (f"siren:{entity.siren}", f"rna:{entity.rna}"):
        if site.identifiers.get(old) == entity.oid:
            del site.identifiers[old]
    entity.siren, entity.rna = siren, rna
    for key in keys:
        site.identifiers[key] = entity.oid


def by_siren(site: Site, siren: str) -> LegalEntity | None:
    """The legal entity with that SIREN."""
    return cast(LegalEntity | None, site.node(site.identifiers.get(f"siren:{siren}")))
