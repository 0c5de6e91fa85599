"""A table that somebody gives as a text: its heads, and each line with its number in the file (CSV as spreadsheets write it)."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mobee_pyr.content.words import Refused, _

LARGEST = 12_000_000
"""Bytes of a file that is read."""
ROWS = 50_000
COLUMNS = 60
LONGEST_CELL = 2_000
DELIMITERS = (";", ",", "\t")
"""What spreadsheets put between two cells; the first of those that stand most often in the heads is taken."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


class TableRefused(Refused):
    """The file cannot be read as a table; ``message`` tells a person why, and what to do."""


class Line(NamedTuple):
    """The cells of one line, and the number under which an editor shows it."""

    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """What a file says: as many heads as columns, and only lines that say something."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes) -> Table:
    """The table of a file, in UTF-8 or as older spreadsheets write it. Raises `TableRefused`."""
    if len(data) > LARGEST:
        raise TableRefused(_("Ce fichier dépasse douze mégaoctets : partagez-le en plusieurs."))
    text = _text(data)
    found = _lines(text, _delimiter(text))
    heads = next(found, None)
    if heads is None:
        raise TableRefused(_("Ce fichier est vide : sa première ligne doit nommer les colonnes."))
    names = heads_of(heads.cells)
    lines: list[Line] = []
    for line in found:
        if len(lines) == ROWS:
            raise TableRefused(_("Ce fichier a plus de 50 000 lignes : partagez-le en plusieurs."))
        lines.append(_fitted(line, len(names)))
    if not lines:
        raise TableRefused(_("Ce fichier ne contient que des noms de colonnes : ajoutez une ligne par personne."))
    return Table(names, tuple(lines))


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `plain` gives it back."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """What a cell says, always as a text: a formula is read letter by letter, never worked out."""
    said = text.strip()
    return said[1:] if said.startswith("'") and said[1:].startswith(FORMULA) else said


def _text(data: bytes) -> str:
    if data.startswith(b"PK") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableRefused(_("C’est un classeur, pas un fichier CSV. Dans le tableur, choisissez « Enregistrer sous », puis « CSV »."))
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableRefused(_("Ce fichier n’est pas un texte lisible. Enregistrez-le au format CSV, en UTF-8."))


def _delimiter(text: str) -> str:
    """Heads hold no line break; what stands between quotation marks does not count."""
    heads = "".join(text.lstrip().split("\n", 1)[0].split('"')[::2])
    return max(DELIMITERS, key=heads.count)


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """Those that say something; a cell may hold line breaks, and the line's number is that of its beginning."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            said = tuple(plain(cell) for cell in cells)
            if any(said):
                yield Line(number, said)
            number = reader.line_num + 1
    except csv.Error as error:
        wrong = _(
            "La ligne ${line} est mal formée : un guillemet y reste ouvert, ou une cellule est trop longue.", mapping={"line": number}
        )
        raise TableRefused(wrong) from error


def heads_of(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns, each one once. Raises `TableRefused`."""
    heads = list(cells)
    while heads and not heads[-1]:
        heads.pop()
    if len(heads) > COLUMNS:
        raise TableRefused(_("Ce fichier a plus de soixante colonnes : gardez celles dont vous avez besoin."))
    seen: set[str] = set()
    for position, head in enumerate(heads, 1):
        if not head:
            raise TableRefused(_("La colonne ${number} n’a pas de nom : donnez-lui-en un, ou retirez-la.", mapping={"number": position}))
        if head.casefold() in seen:
            raise TableRefused(_("Deux colonnes s’appellent « ${head} » : renommez l’une d’elles, ou retirez-la.", mapping={"head": head}))
        seen.add(head.casefold())
    return tuple(heads)


def _fitted(line: Line, columns: int) -> Line:
    """As many cells as heads. Raises `TableRefused` for a line that has more, lest they be read in the wrong place."""
    if any(line.cells[columns:]) or any(len(cell) > LONGEST_CELL for cell in line.cells):
        wrong = _("La ligne ${line} a plus de cellules que de colonnes, ou une cellule trop longue.", mapping={"line": line.number})
        raise TableRefused(wrong)
    return line._replace(cells=(*line.cells, *("",) * (columns - len(line.cells)))[:columns])
