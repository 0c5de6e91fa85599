"""Missions in the two feeds that partners give: FPXML 0.1 (All for Good, L15) and the one of the French public missions API (L19)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any

from mobee_pyr.content.identifiers import IdentifierRefused, checked
from mobee_pyr.content.words import _
from mobee_pyr.importing.categories import domain_of
from mobee_pyr.importing.outcomes import REFUSED, Line
from mobee_pyr.importing.records import FileRefused, Record, records
from mobee_pyr.importing.source import LONGEST, MODES, Item

NOT_A_FEED = _("Ce fichier ne contient aucune annonce de ce format : choisissez un autre fichier, ou un autre format.")

Found = Iterator[Item | Line]
"""What a file holds: missions, and lines of which none can be made."""


def fpxml(file: IO[bytes]) -> Found:
    """The opportunities of a Footprint feed. Raises `FileRefused`."""
    publisher, bodies, empty = "", dict[str, Record](), True
    for record in records(file, ("FeedInfo", "Organization", "VolunteerOpportunity")):
        empty = False
        if record.tag == "FeedInfo":
            publisher = record.first("providerName")
        elif record.tag == "Organization":
            bodies[record.first("organizationID")] = record
        else:
            yield _checked(record, _opportunity, publisher, bodies)
    if empty:
        raise FileRefused(NOT_A_FEED)


def engagement(file: IO[bytes]) -> Found:
    """The missions of a feed in the public missions API's form. Raises `FileRefused`."""
    publisher, empty = "", True
    for record in records(file, ("publisher", "mission")):
        empty = False
        if record.tag == "publisher":
            publisher = record.first("")
        else:
            yield _checked(record, _mission, publisher)
    if empty:
        raise FileRefused(NOT_A_FEED)


def link(text: str) -> str:
    """An address that a page may lead to; empty for anything else."""
    return text if text.startswith(("https://", "http://")) and not set(text) & set(" <>\"'\n\t") and len(text) < 2000 else ""


class _Wrong(ValueError):
    """One announcement cannot be read: which element, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name)
        self.name, self.why = name, why


def _checked(record: Record, make: Callable[..., Item], *known: Any) -> Item | Line:
    try:
        item = make(record, *known)
        for name in ("id", "title", "organisation", "publisher"):
            if not getattr(item, name):
                raise _Wrong(name, _("manque"))
        for name, most in LONGEST.items():
            if len(getattr(item, name)) > most:
                raise _Wrong(name, _("est trop long"))
        return item
    except _Wrong as wrong:
        return Line(record.line, record.first("title"), REFUSED, _("« ${name} » ${why}", mapping={"name": wrong.name, "why": wrong.why}))


def _opportunity(record: Record, publisher: str, bodies: Mapping[str, Record]) -> Item:
    sponsor = record.first("sponsoringOrganizationIDs/sponsoringOrganizationID")
    body = bodies.get(sponsor) or bodies.get(record.first("volunteerHubOrganizationIDs/volunteerHubOrganizationID"))
    if body is None:
        raise _Wrong("sponsoringOrganizationID", _("ne désigne aucune organisation du fichier"))
    when, where = "dateTimeDurations/dateTimeDuration", "locations/location"
    starts = [_day(text, "startDate", "%Y-%m-%d") for text in record.all(f"{when}/startDate")]
    ends = [_day(text, "endDate", "%Y-%m-%d") for text in record.all(f"{when}/endDate")]
    open_ended = record.first(f"{when}/openEnded") == "Yes"
    hours = record.first(f"{when}/commitmentHoursPerWeek")
    told = [record.first("description") or record.first("abstract"), record.first("skills")]
    return _item(
        record,
        id=record.first("volunteerOpportunityID"),
        publisher=publisher,
        organisation=body.first("name"),
        domain=domain_of(record.all("categoryTags/categoryTag")),
        description="\n\n".join(filter(None, told)),
        schedule=f"{hours} heures par semaine" if hours else "",
        mode="online" if record.first(f"{where}/virtual") == "Yes" else "on_site",
        city=record.first(f"{where}/city"),
        address=_address(*(record.first(f"{where}/{name}") for name in ("streetAddress1", "postalCode", "city"))),
        **_degrees(record, f"{where}/latitude", f"{where}/longitude"),
        url=link(record.first("detailURL")),
        starts=min(starts, default=None),
        ends=None if open_ended else max(ends, default=None),
        places=_number(record, "volunteersNeeded"),
        website=link(body.first("organizationURL")),
    )


def _mission(record: Record, publisher: str) -> Item:
    where = "addresses/address"
    remote = record.first("remote") or "no"
    if remote not in MODES:
        raise _Wrong("remote", _("n’est ni « no », ni « possible », ni « full »"))
    paid = {
        "amount": record.first("compensationAmount"),
        "unit": record.first("compensationUnit"),
        "type": record.first("compensationType"),
    }
    amount = paid["amount"].replace(",", ".")
    compensation = {**paid, "amount": float(amount)} if amount.replace(".", "", 1).isdecimal() and float(amount) else {}
    return _item(
        record,
        id=record.first("clientId"),
        publisher=publisher,
        organisation=record.first("organizationName"),
        domain=record.first("domain"),
        description=record.first("description"),
        schedule=record.first("schedule"),
        mode=MODES[remote],
        city=record.first(f"{where}/city"),
        address=_address(*(record.first(f"{where}/{name}") for name in ("street", "postalCode", "city"))),
        **_degrees(record, f"{where}/location/lat", f"{where}/location/lon"),
        compensation=compensation,
        url=link(record.first("applicationUrl")),
        starts=_maybe(record, "startAt"),
        ends=_maybe(record, "endAt"),
        places=_number(record, "places"),
        rna=_identifier(record, "organizationRNA", "rna"),
        siren=_identifier(record, "organizationSiren", "siren"),
        website=link(record.first("organizationUrl")),
    )


def _item(record: Record, **said: Any) -> Item:
    plain = {"domain": "", "compensation": {}, **said}
    texts = {name: " ".join(plain[name].split()) for name in ("id", "publisher", "organisation", "schedule", "city", "address")}
    return Item(position=record.line, line=record.line, title=" ".join(record.first("title").split()), **{**plain, **texts})


def _address(street: str, postcode: str, city: str) -> str:
    return ", ".join(filter(None, (street, f"{postcode} {city}".strip())))


def _maybe(record: Record, name: str) -> date | None:
    text = record.first(name)
    if not text:
        return None
    return _day(text[:10], name, "%Y-%m-%d" if text[4:5] == "-" else "%d/%m/%Y")


def _day(text: str, name: str, form: str) -> date:
    try:
        return datetime.strptime(text, form).date()
    except ValueError as error:
        raise _Wrong(name, _("n’est pas une date")) from error


def _number(record: Record, name: str) -> int | None:
    text = record.first(name)
    if not text or text.startswith("-"):
        return None
    if not text.isdecimal() or not 0 < int(text[:9]) < 10_000:
        raise _Wrong(name, _("n’est pas un nombre de personnes"))
    return int(text)


def _degrees(record: Record, latitude: str, longitude: str) -> dict[str, float | None]:
    try:
        found = float(record.first(latitude)), float(record.first(longitude))
    except ValueError:
        return {"latitude": None, "longitude": None}
    right = abs(found[0]) <= 90 and abs(found[1]) <= 180
    return {"latitude": found[0] if right else None, "longitude": found[1] if right else None}


def _identifier(record: Record, name: str, kind: str) -> str:
    text = record.first(name)
    if not text:
        return ""
    try:
        return checked(kind, text)
    except IdentifierRefused:
        return ""  # partners write what they have; the name then says who it is
