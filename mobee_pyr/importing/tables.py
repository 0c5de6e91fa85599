"""Organisations in a table: rows of the national register of associations (RNA), or a list that somebody keeps; UTF-8 or Windows-1252."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import IO, TypeVar

from translationstring import TranslationString

from mobee_pyr.content import table
from mobee_pyr.content.communes import folded
from mobee_pyr.content.identifiers import IdentifierRefused, checked
from mobee_pyr.content.place import located
from mobee_pyr.content.vocabulary import BODIES
from mobee_pyr.content.words import _
from mobee_pyr.importing.answers import NOT_ONE, Told, same
from mobee_pyr.importing.feeds import link
from mobee_pyr.importing.organisations import Named
from mobee_pyr.importing.outcomes import REFUSED, Line
from mobee_pyr.importing.records import FileRefused

REGISTER = "RNA"
NEVER = ("", "0001-01-01")
"""How the register writes that there is no such day."""

LONGEST_CELL = 100_000
LONGEST_NAME, LONGEST_SUMMARY = 300, 400

COLUMNS = {
    "name": ("nom", "name", "organisation", "titre", "association", "raison sociale", "denomination"),
    "rna": ("rna", "numero rna"),
    "siren": ("siren", "siret", "numero siren", "numero siret"),
    "body": ("nature", "type", "forme", "kind", "body"),
    "summary": ("objet", "resume", "summary", "description", "presentation"),
    "website": ("site", "site web", "siteweb", "website", "url"),
    "postcode": ("code postal", "postcode", "cp"),
    "city": ("ville", "commune", "city"),
    "address": ("adresse", "address", "rue"),
}
"""What a column says → the headings, folded, under which it is known."""

Found = Iterator[Named | Line]

Entry = TypeVar("Entry")


class Wrong(ValueError):
    """A row that cannot be entered: the column, and why."""

    def __init__(self, column: str, why: TranslationString) -> None:
        super().__init__(column)
        self.column, self.why = column, why


def register(file: IO[bytes]) -> Found:
    """Rows of the RNA, as its « Waldec » file has them. Raises `FileRefused`."""
    rows = rows_of(file)
    heading = next(rows, (0, []))[1]
    if not {"id", "titre", "date_disso", "position"} <= set(heading):
        raise FileRefused(_("Ce ne sont pas des lignes du RNA : la première doit nommer les colonnes id, titre, date_disso et position."))
    yield from each(rows, heading, "titre", _registered)


def listed(file: IO[bytes]) -> Found:
    """A list with a heading for each column. Raises `FileRefused`."""
    rows = rows_of(file)
    written, heading = headings(rows, COLUMNS)
    if "name" not in heading:
        raise FileRefused(_("Il manque la colonne du nom : la première ligne doit nommer les colonnes, et l’une d’elles « nom »."))
    yield from each(rows, heading, "name", _from_list, written)


def headings(rows: Iterator[tuple[int, list[str]]], columns: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], list[str]]:
    """The headings as they are written, and what each says, or itself where that is nothing of ours. Raises `FileRefused`."""
    try:
        written = table.heads_of(next(rows, (0, []))[1])
    except table.TableRefused as refused:
        raise FileRefused(refused.message) from refused
    said: dict[str, str] = {}
    for name in written:
        meant = meaning(name, columns)
        if meant in said:
            both = {"one": said[meant], "other": name}
            raise FileRefused(_("Les colonnes « ${one} » et « ${other} » disent la même chose : gardez l’une des deux.", mapping=both))
        said[meant] = name
    return written, list(said)


def rows_of(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(line, cells), without the empty ones. Raises `FileRefused`."""
    data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise FileRefused(_("Ce n’est pas du texte : enregistrez votre tableau au format CSV."))
    first = text.partition("\n")[0]
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            where = {"line": line}
            raise FileRefused(
                _("La ligne ${line} n’est pas une ligne de tableau : un guillemet n’y est peut-être pas fermé.", mapping=where)
            ) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, [cell.strip() for cell in row]


def each(
    rows: Iterator[tuple[int, list[str]]],
    heading: list[str],
    named: str,
    make: Callable[[int, Mapping[str, str]], Entry],
    written: Sequence[str] = (),
) -> Iterator[Entry | Line]:
    """What each row says, made by ``make``; for the others, a line that tells what is wrong in which column, as it is ``written``."""
    columns = dict(zip(heading, written, strict=False))
    for line, cells in rows:
        said = dict(zip(heading, cells, strict=False))
        try:
            if any(cells[len(heading) :]):
                raise Wrong(str(len(heading) + 1), _("la ligne a plus de cases que de colonnes"))
            yield make(line, said)
        except Wrong as wrong:
            why = _("colonne « ${column} » : ${why}", mapping={"column": columns.get(wrong.column, wrong.column), "why": wrong.why})
            yield Line(line, said.get(named, ""), REFUSED, why)


def _registered(line: int, row: Mapping[str, str]) -> Named:
    dissolved = row.get("date_disso", "")
    if row.get("position") == "D" or dissolved not in NEVER:
        raise Wrong("date_disso", _dissolved(dissolved))
    if row.get("position") == "S":
        raise Wrong("position", _("retirée du registre"))
    rna = number(row, "id", "rna")
    address = " ".join(filter(None, (row.get(f"adrs_{name}", "") for name in ("numvoie", "repetition", "typevoie", "libvoie")))).replace(
        "_", " "
    )
    place = located(row.get("adrs_libcommune", ""), row.get("adrs_codepostal", ""), " ".join(address.split()))
    siren = number({"siret": row.get("siret", "")[:9]}, "siret", "siren")
    said = Named(_name(row, "titre"), REGISTER, rna, line, rna, siren, _summary(row.get("objet", "")), _site(row.get("siteweb", "")))
    return said._replace(place=place)


def _from_list(line: int, row: Mapping[str, str]) -> Named:
    rna, siren = number(row, "rna", "rna"), number({"siren": "".join(row.get("siren", "").split())[:14]}, "siren", "siren")
    place = located(row.get("city", ""), row.get("postcode", ""), row.get("address", ""))
    said = Named(_name(row, "name"), "", rna or siren, line, rna, siren, _summary(row.get("summary", "")), _site(row.get("website", "")))
    body = one_of(row, "body", {body: (body, str(label)) for body, label in BODIES.items()}, said.body)
    return said._replace(place=place, body=body, told=others(row))


def others(row: Mapping[str, str], known: Mapping[str, Iterable[str]] = COLUMNS) -> Told:
    """What stands in the columns that say nothing of ours: a network may ask it (`answers`)."""
    return tuple((heading, table.plain(cell)) for heading, cell in row.items() if heading not in known)


def _dissolved(text: str) -> TranslationString:
    try:
        return _("dissoute le ${day}", mapping={"day": f"{date.fromisoformat(text):%d/%m/%Y}"}) if text not in NEVER else _("dissoute")
    except ValueError:
        return _("dissoute")


def _name(row: Mapping[str, str], column: str) -> str:
    name = " ".join(row.get(column, "").split())
    if not name:
        raise Wrong(column, _("le nom manque"))
    if len(name) > LONGEST_NAME:
        raise Wrong(column, _("le nom est trop long"))
    return name


def one_of(row: Mapping[str, str], column: str, offered: Mapping[str, Iterable[str]], without: str) -> str:
    """Which of those a cell says, each known by several ways to write it; ``without`` for an empty one. Raises `Wrong`."""
    said = row.get(column, "")
    found = next((name for name, ways in offered.items() if same(said) in map(same, ways)), None) if said else without
    if found is None:
        raise Wrong(column, NOT_ONE)
    return found


def number(row: Mapping[str, str], column: str, kind: str) -> str:
    """A RNA, SIREN or SIRET number that can be one. Raises `Wrong`."""
    text = row.get(column, "")
    if not text:
        return ""
    try:
        return checked("siret" if kind == "siren" and len(text) > 9 else kind, text)[: 9 if kind == "siren" else None]
    except IdentifierRefused as error:
        raise Wrong(column, error.message) from error


def _summary(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SUMMARY else plain[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + " …"


def _site(text: str) -> str:
    return link(text) or link(f"https://{text}" if "." in text else "")


def meaning(heading: str, columns: Mapping[str, Iterable[str]]) -> str:
    """What a heading says, or the heading."""
    return next((name for name, known in columns.items() if folded(heading) in known), heading)
