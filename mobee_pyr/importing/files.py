"""A file from elsewhere, whatever its form: read, tried out, entered; a line for each thing in it says what became of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, Any, NamedTuple

from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.importing import feeds, mission_table, tables
from mobee_pyr.importing.answers import columns, same
from mobee_pyr.importing.missions import Batch, twice
from mobee_pyr.importing.organisations import Named
from mobee_pyr.importing.outcomes import REFUSED, Line, Outcome, Refused
from mobee_pyr.importing.records import FileRefused
from mobee_pyr.importing.source import Item

LARGEST = 50_000_000
"""Bytes of a file."""

MOST = 5000
"""Lines that are entered at once."""


class Kind(NamedTuple):
    """``what`` tells people which files these are."""

    label: str
    hint: str
    read: Callable[[IO[bytes]], Iterator[Any]]


KINDS = {
    "rna": Kind(
        _("Associations du RNA"), _("Des lignes du répertoire national des associations, en CSV (fichier « Waldec »)."), tables.register
    ),
    "organisations": Kind(
        _("Une liste d’organisations"),
        _("Un tableau CSV : une colonne « nom », et au choix nature, RNA, SIREN, objet, site, adresse, code postal, ville."),
        tables.listed,
    ),
    "missions": Kind(
        _("Une liste de missions"),
        _(
            "Un tableau CSV : les colonnes « titre » et « organisation », et au choix identifiant, description, domaine, lieu d’exercice, "
            "ville, code postal, adresse, horaires, début, fin, places, lien, RNA, SIREN."
        ),
        mission_table.listed,
    ),
    "engagement": Kind(
        _("Un flux de missions, API Engagement"), _("Le fichier XML que les partenaires de l’API Engagement publient."), feeds.engagement
    ),
    "fpxml": Kind(_("Un flux de missions, FPXML"), _("Le format « Footprint » 0.1, en XML."), feeds.fpxml),
}


def read(kind: str, file: IO[bytes]) -> list[Item | Named | Line]:
    """What a file holds. Raises `FileRefused`."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise FileRefused(_("Ce fichier est vide : choisissez-en un autre."))
    if size > LARGEST:
        raise FileRefused(_("Ce fichier est trop lourd : cinquante mégaoctets au plus."))
    found: list[Item | Named | Line] = []
    for one in KINDS[kind].read(file):
        found.append(one)
        if len(found) > MOST:
            raise FileRefused(_("Ce fichier a plus de ${most} lignes : partagez-le en plusieurs.", mapping={"most": MOST}))
    if not found:
        raise FileRefused(_("Ce fichier ne contient rien à importer."))
    return found


def unread(site: Site, network: int, found: Iterable[Item | Named | Line]) -> tuple[str, ...]:
    """The headings of the columns that say nothing of ours and that the network does not ask."""
    entries = [one for one in found if not isinstance(one, Line)]
    whole = max(entries, key=lambda one: len(one.told), default=None)
    if whole is None:
        return ()
    asked = columns(site.node(network), "request" if isinstance(whole, Item) else "organisation")
    return tuple(heading for heading, _cell in whole.told if same(heading) not in asked)


def enter(site: Site, network: int, found: list[Item | Named | Line], by: str | None, now: datetime) -> list[Line]:
    """Enter what was read, in the caller's transaction; what is refused does not hinder the rest."""
    batch = Batch(site, network, by, now)
    seen: set[tuple[str, str]] = set()
    return [_entered(batch, one, seen) for one in found]


def _entered(batch: Batch, one: Item | Named | Line, seen: set[tuple[str, str]]) -> Line:
    if isinstance(one, Line):
        return one
    title = one.title if isinstance(one, Item) else one.name
    if isinstance(one, Item) and (one.publisher, one.id) in seen:
        return Line(one.line, title, REFUSED, twice(one))
    seen.add((one.publisher, one.id))
    try:
        outcome = batch.enter(one) if isinstance(one, Item) else batch.organisations.enter(one)
    except Refused as refused:
        outcome = Outcome(REFUSED, refused.why)
    return Line(one.line, title, *outcome)
