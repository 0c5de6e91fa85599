"""Records of a feed in XML, one after the other: no entity, no document type, no endless depth, and never the whole file in memory."""

from collections.abc import Collection, Iterator
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from translationstring import TranslationString

from mobee_pyr.content.words import Refused, _

DEEPEST = 30
LARGEST_RECORD = 1_000_000
"""Characters of one mission or organisation."""

BLOCK = 1 << 16


class FileRefused(Refused):
    """The file cannot be used at all; ``message`` tells a person why."""


class Record(NamedTuple):
    """``said``: the path of each element inside the record (``addresses/address/city``) and its text, in order."""

    tag: str
    line: int
    said: tuple[tuple[str, str], ...]

    def first(self, path: str) -> str:
        """The first text at a path, without the space around it; empty if there is none."""
        return next((text.strip() for where, text in self.said if where == path), "")

    def all(self, path: str) -> list[str]:
        """All texts at a path."""
        return [text.strip() for where, text in self.said if where == path and text.strip()]


def records(file: IO[bytes], tags: Collection[str]) -> Iterator[Record]:
    """The elements of these names, wherever they stand. Raises `FileRefused`."""
    target = _Target(tags)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.where = parser.parser
    try:
        while block := file.read(BLOCK):
            parser.feed(block)
            yield from target.done()
            if target.fault is not None:
                raise FileRefused(target.fault)
        parser.close()
    except DefusedXmlException as error:
        raise FileRefused(
            _("Ce fichier définit des entités ou un type de document : un flux n’en a pas besoin, et rien n’en est lu.")
        ) from error
    except ParseError as error:
        line, column = error.position
        where = {"line": line, "column": column + 1}
        raise FileRefused(_("Ce n’est pas du XML : regardez la ligne ${line}, au caractère ${column}.", mapping=where)) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(
            _("Ce fichier est écrit dans un codage de caractères que l’on ne sait pas lire ici : enregistrez-le en UTF-8.")
        ) from error
    finally:
        target.where = None  # target and parser know each other: nothing waits for the next round of the collector
    yield from target.done()


class _Target:
    """What the parser calls; ``where`` knows the line."""

    def __init__(self, tags: Collection[str]) -> None:
        self.where: Any = None
        self.fault: TranslationString | None = None
        """Why no more is listened to: told once the parser is left, which an exception must not cross."""
        self._tags = tags
        self._path: list[str] = []
        self._begins = 0
        """The depth at which the present record began; 0: none."""
        self._line = self._size = 0
        self._texts: list[list[str]] = []
        self._said: list[tuple[str, str]] = []
        self._found: list[Record] = []

    def done(self) -> Iterator[Record]:
        """The records that ended since the last call."""
        found, self._found = self._found, []
        yield from found

    def start(self, tag: str, attributes: Any) -> None:
        if len(self._path) == DEEPEST:
            self.fault = self.fault or _(
                "Ce fichier emboîte trop d’éléments les uns dans les autres (ligne ${line}) : ce n’est pas un flux.",
                mapping={"line": self.where.CurrentLineNumber},
            )
        if self.fault is not None:
            return
        self._path.append(tag.rpartition("}")[2])
        if not self._begins and self._path[-1] in self._tags:
            self._begins, self._line, self._size = len(self._path), self.where.CurrentLineNumber, 0
        if self._begins:
            self._texts.append([])

    def data(self, text: str) -> None:
        if not self._texts or self.fault is not None:
            return
        self._size += len(text)
        if self._size > LARGEST_RECORD:
            self.fault = _("L’annonce qui commence à la ligne ${line} est trop longue.", mapping={"line": self._line})
        self._texts[-1].append(text)

    def end(self, tag: str) -> None:
        if self.fault is not None:
            return
        if self._begins:
            inside = "/".join(self._path[self._begins :])
            self._said.append((inside, "".join(self._texts.pop())))
            if len(self._path) == self._begins:
                self._found.append(Record(self._path[-1], self._line, tuple(self._said)))
                self._begins, self._said = 0, []
        self._path.pop()

    def close(self) -> None:
        """Nothing is kept."""
