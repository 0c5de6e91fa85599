"""Missions in a table that somebody keeps: one line each, with the organisation that asks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO

from mobee_pyr.content.vocabulary import DOMAINS, MODES
from mobee_pyr.content.words import _
from mobee_pyr.importing.answers import NOT_A_DAY, same
from mobee_pyr.importing.feeds import link
from mobee_pyr.importing.outcomes import Line
from mobee_pyr.importing.records import FileRefused
from mobee_pyr.importing.source import LONGEST, Item
from mobee_pyr.importing.tables import Wrong, each, headings, number, one_of, others, rows_of
from mobee_pyr.workflows.roster.columns import day

COLUMNS = {
    "title": ("titre", "title", "mission", "nom", "name"),
    "organisation": ("organisation", "association", "structure", "organization"),
    "id": ("identifiant", "id", "reference", "ref"),
    "description": ("description", "texte"),
    "domain": ("domaine", "domain"),
    "mode": ("lieu dexercice", "lieu d exercice", "mode", "presence"),
    "postcode": ("code postal", "postcode", "cp"),
    "city": ("ville", "commune", "city", "ou", "where"),
    "address": ("adresse", "address", "rue"),
    "schedule": ("horaires", "rythme", "schedule"),
    "starts": ("debut", "date de debut", "start", "starts"),
    "ends": ("fin", "date de fin", "end", "ends"),
    "places": ("places", "nombre de places"),
    "url": ("lien", "page", "url", "link"),
    "rna": ("rna", "numero rna"),
    "siren": ("siren", "siret", "numero siren", "numero siret"),
}
"""What a column says → the headings, folded, under which it is known."""

PUBLISHER = "Liste"
"""Whoever keeps the list: a mission is found again by its ``id`` there, or else by its title in its organisation."""

TO_WRITE = {
    "on_site": ("on_site", MODES["on_site"], "sur site", "on site"),
    "online": ("online", MODES["online"], "à distance", "remote"),
    "both": ("both", MODES["both"], "les deux", "on site and online"),
}
"""The ways to say where a mission takes place."""


def listed(file: IO[bytes]) -> Iterator[Item | Line]:
    """A list with a heading for each column. Raises `FileRefused`."""
    rows = rows_of(file)
    written, heading = headings(rows, COLUMNS)
    if not {"title", "organisation"} <= set(heading):
        raise FileRefused(
            _("Il manque une colonne : la première ligne doit nommer les colonnes, et parmi elles « titre » et « organisation ».")
        )
    yield from each(rows, heading, "title", _mission, written)


def _mission(line: int, row: Mapping[str, str]) -> Item:
    said = {name: " ".join(row.get(name, "").split()) for name in COLUMNS} | {"description": row.get("description", "")}
    for name, most in LONGEST.items():
        if len(said.get(name, "")) > most:
            raise Wrong(name, _("est trop long"))
    for name in ("title", "organisation"):
        if not said[name]:
            raise Wrong(name, _("manque"))
    return Item(
        position=line,
        line=line,
        id=said["id"] or f"{same(said['organisation'])}/{same(said['title'])}"[:200],
        title=said["title"],
        organisation=said["organisation"],
        publisher=PUBLISHER,
        domain=one_of(said, "domain", {name: (name, label) for name, label in DOMAINS.items()}, ""),
        description=said["description"],
        schedule=said["schedule"],
        mode=one_of(said, "mode", TO_WRITE, "on_site"),
        city=said["city"],
        address=", ".join(filter(None, (said["address"], f"{said['postcode']} {said['city']}".strip()))),
        latitude=None,
        longitude=None,
        compensation={},
        url=link(said["url"]),
        starts=_day(said, "starts"),
        ends=_day(said, "ends"),
        places=_places(said),
        rna=number(said, "rna", "rna"),
        siren=number({"siren": said["siren"].replace(" ", "")}, "siren", "siren"),
        told=others(row, COLUMNS),
    )


def _day(said: Mapping[str, str], name: str) -> date | None:
    found = day(said[name]) if said[name] else None
    if said[name] and found is None:
        raise Wrong(name, NOT_A_DAY)
    return found


def _places(said: Mapping[str, str]) -> int | None:
    if not said["places"]:
        return None
    if not said["places"].isdecimal() or not 0 < int(said["places"][:9]) < 10_000:
        raise Wrong("places", _("n’est pas un nombre de personnes"))
    return int(said["places"])
