"""What the page of imports asks for: a file tried out, then entered. Between the two it waits with `Uploads`, for one person alone."""

from io import BytesIO
from typing import IO, Any, NamedTuple

from pyramid.request import Request
from translationstring import TranslationString

from mobee_pyr.content.followed import Followed
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.content.words import _
from mobee_pyr.importing import files, remote
from mobee_pyr.importing.outcomes import CREATED, REFUSED, TOLD, UNCHANGED, UPDATED, Line
from mobee_pyr.importing.records import FileRefused

LARGEST = 10_000_000
"""Bytes of a file that a page takes; the command takes larger ones."""

ORDER = (REFUSED, CREATED, UPDATED, UNCHANGED)
FEEDS = ("engagement", "fpxml")
TOO_LARGE = _("Ce fichier est trop lourd pour cette page : dix mégaoctets au plus. La commande « mobee import » en lit de plus grands.")
GONE = _("Ce fichier n’est plus là : il n’attend qu’une heure. Choisissez-le de nouveau.")


class Tried(NamedTuple):
    """``lines`` in the order in which they matter; ``key`` gives the file back; ``fault``: nothing could be read, and why.

    ``unread``: the headings of the columns that were left aside.
    """

    lines: tuple[Line, ...] = ()
    key: str = ""
    name: str = ""
    fault: TranslationString | None = None
    unread: tuple[str, ...] = ()


class Imports:
    """Of one request."""

    told = TOLD

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def kinds(self) -> dict[str, tuple[str, str]]:
        """The forms of files: key → (label, hint)."""
        return {name: (kind.label, kind.hint) for name, kind in files.KINDS.items()}

    @property
    def feeds(self) -> dict[str, str]:
        """Those that may be followed."""
        return {name: files.KINDS[name].label for name in FEEDS}

    def fault_of(self, url: str) -> TranslationString | None:
        """Why an address cannot be followed."""
        return remote.fault_of(url)

    def follow(self, network: Network, followed: Followed | None) -> None:
        """Follow a feed from now on, or none."""
        act = self.request.act
        network.followed = followed
        network.record(act.who, "feed followed" if followed else "feed left", when=act.now, url=followed.url if followed else "")

    def try_out(self, network: Network, kind: str, name: str, file: IO[bytes]) -> Tried:
        """What would become of a file: it is entered, read, and taken back."""
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            return Tried(fault=TOO_LARGE)
        point = self.request.tm.savepoint()
        try:
            found = files.read(kind, BytesIO(data))
            lines = self._lines(network, found)
        except FileRefused as refused:
            return Tried(fault=refused.message)
        finally:
            point.rollback()
        return Tried(lines, self.request.keep_upload(name[:200], data), name, unread=files.unread(self.request.site, network.oid, found))

    def enter(self, network: Network, kind: str, key: str) -> Tried:
        """Enter a file that was tried out; it is then forgotten."""
        kept = self.request.kept_upload(key)
        if kept is None or kind not in files.KINDS:
            return Tried(fault=GONE)
        try:
            lines = self._lines(network, files.read(kind, BytesIO(kept[1])))
        except FileRefused as refused:
            return Tried(fault=refused.message)
        counts = {what: sum(line.what == what for line in lines) for what in ORDER}
        network.record(self.request.act.who, "file imported", when=self.request.now, file=kept[0], **counts)
        self.request.drop_upload(key)
        return Tried(lines, "", kept[0])

    def _lines(self, network: Network, found: list[Any]) -> tuple[Line, ...]:
        person = self.request.person
        lines = files.enter(self.request.site, network.oid, found, None if person is None else person.id, self.request.now)
        return tuple(sorted(lines, key=lambda line: ORDER.index(line.what)))

    def __repr__(self) -> str:
        return f"<imports of {path(self.request.context)}>"


def imports(request: Request) -> Any:
    """What `request.imports` is."""
    return Imports(request)
