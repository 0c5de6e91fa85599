"""An attachment: a file that somebody gave with something they said, kept out of the tree's records in a blob."""

import hashlib
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import NamedTuple, Self

import puremagic
from persistent import Persistent
from PIL import Image
from ZODB.blob import Blob

from mobee_pyr.content.words import Refused, _

LARGEST = 5_000_000
"""Bytes of a file."""

LONGEST_NAME = 100
MOST_PIXELS = 50_000_000
MOST_PARTS, MOST_UNPACKED = 2000, 100_000_000
"""Of a text document, which is a folder in a zip: parts, and bytes that they say they hold."""

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    ODT: (".odt",),
    DOCX: (".docx",),
}
"""The media types that are taken, and how the names of such files end."""

EMPTY = _("Ce fichier est vide : choisissez-en un autre.")
TOO_LARGE = _("Ce fichier est trop lourd : cinq mégaoctets au plus.")
TOO_WIDE = _("Cette image est trop grande : réduisez-la d’abord.")
UNKNOWN = _("Ce fichier n’est pas d’un genre que l’on peut joindre : PDF, image PNG, JPEG ou WebP, document ODT ou DOCX.")
DAMAGED = _("Ce fichier est abîmé ou protégé, et personne ne pourrait le lire : enregistrez-le de nouveau, de préférence en PDF.")


class AttachmentRefused(Refused):
    """The file cannot be kept; ``message`` tells a person why, and what to do."""


class Read(NamedTuple):
    """A file that may be kept, as it was read: its name made safe, and what it is by its content."""

    name: str
    media_type: str
    data: bytes


DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What reading a zip may end in: a broken one, one that is cut off, locked, or packed in a way nobody here reads."""


class File(Persistent):
    """Bytes that never change, kept beside the tree; ``digest`` (SHA-256, hexadecimal) tells them from any others."""

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        self.digest = hashlib.sha256(data).hexdigest()
        self.blob = Blob()
        with self.blob.open("w") as file:
            file.write(data)

    def read(self) -> bytes:
        """The whole file."""
        with self.blob.open("r") as file:
            return bytes(file.read())

    def __deepcopy__(self, memo: object) -> Self:
        """A copy of what holds it shares it: it never changes."""
        return self


class Attachment(File):
    """``media_type`` is what its content is, whatever it is called."""

    def __init__(self, name: str, media_type: str, data: bytes, who: str, when: datetime) -> None:
        super().__init__(data)
        self.name = name
        self.media_type = media_type
        self.who = who
        self.when = when


def read(name: str, data: bytes) -> Read:
    """What somebody gave, if it may be kept. Raises `AttachmentRefused`; nothing is unpacked to find out."""
    if not data:
        raise AttachmentRefused(EMPTY)
    if len(data) > LARGEST:
        raise AttachmentRefused(TOO_LARGE)
    media_type = _media_type(data)
    return Read(_clean(name, media_type), media_type, data)


def _media_type(data: bytes) -> str:
    """By the first bytes which kind it would be; then by a closer look whether it is."""
    try:
        likely = {match.mime_type for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        likely = set()
    for media_type, proven in _PROOFS.items():
        if media_type in likely:
            return proven(data)
    raise AttachmentRefused(UNKNOWN)


def _pdf(data: bytes) -> str:
    if not data.startswith(b"%PDF-"):
        raise AttachmentRefused(UNKNOWN)
    if b"%%EOF" not in data[-2048:]:
        raise AttachmentRefused(DAMAGED)
    return "application/pdf"


def _picture(media_type: str, form: str) -> Callable[[bytes], str]:
    """Told by its head whether it is too large to be unpacked, then read to its end."""

    def proven(data: bytes) -> str:
        try:
            with Image.open(BytesIO(data), formats=(form,)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise AttachmentRefused(TOO_WIDE)
                picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise AttachmentRefused(TOO_WIDE) from error
        except (OSError, SyntaxError, AttributeError) as error:
            raise AttachmentRefused(DAMAGED) from error
        return media_type

    return proven


def _text_document(data: bytes) -> str:
    """Which of the two text documents a zip is: by the mark that its makers put inside; one that carries programs is neither."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            names = [part.filename for part in parts]
            if not _is_sound(parts):
                raise AttachmentRefused(DAMAGED)
            mark = _beginning(packed, "mimetype", 100)
            types = _beginning(packed, "[Content_Types].xml", 1_000_000)
    except AttachmentRefused:
        raise
    except DAMAGED_ZIP as error:
        raise AttachmentRefused(DAMAGED) from error
    if mark == ODT.encode() and "content.xml" in names:
        return ODT
    if f"{DOCX}.main+xml".encode() in types and "word/document.xml" in names and not any("vbaproject" in name.lower() for name in names):
        return DOCX
    raise AttachmentRefused(UNKNOWN)


def _is_sound(parts: list[zipfile.ZipInfo]) -> bool:
    """Neither locked, nor larger inside than any text, nor saying one thing twice."""
    locked = any(part.flag_bits & 1 for part in parts)
    small = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
    return small and not locked and len({part.filename for part in parts}) == len(parts)


def _beginning(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part's first bytes; nothing if there is no such part."""
    if name not in packed.namelist():
        return b""
    with packed.open(name) as part:
        return part.read(most)


_PROOFS: Mapping[str, Callable[[bytes], str]] = {
    "application/pdf": _pdf,
    "image/png": _picture("image/png", "PNG"),
    "image/jpeg": _picture("image/jpeg", "JPEG"),
    "image/webp": _picture("image/webp", "WEBP"),
    DOCX: _text_document,
    "application/zip": _text_document,
}
"""What the first bytes may tell (every zip looks like an office document) → what proves it."""


def _clean(name: str, media_type: str) -> str:
    """The last part of a path, in plain letters that no screen turns round, with the ending of what it is.

    >>> _clean("C:\\\\papiers\\\\Statuts\\u202efdp.exe", "application/pdf")
    'Statutsfdp.exe.pdf'
    """
    endings, tidy = ENDINGS[media_type], tidy_name(name)
    ending = next((each for each in endings if tidy.lower().endswith(each)), "")
    stem = tidy[: -len(ending)] if ending else tidy
    return (stem[:LONGEST_NAME].strip(" .") or "document") + (tidy[-len(ending) :] if ending else endings[0])


def tidy_name(name: str) -> str:
    """The last part of a path, in plain letters.

    >>> tidy_name("../../x")
    'x'
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if sign.isspace() or not unicodedata.category(sign).startswith("C"))
    return re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "-", shown)).strip()
