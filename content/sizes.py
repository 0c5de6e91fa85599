"""Makes the sizes of a picture that pages show, when it is given; nothing else of the file comes along (place, author, programs)."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from mobee_pyr.content import attachment
from mobee_pyr.content.attachment import EMPTY, TOO_LARGE, TOO_WIDE, AttachmentRefused
from mobee_pyr.content.words import _

LARGEST = attachment.LARGEST
"""Bytes of the file."""

MOST_PIXELS = 25_000_000
"""Judged by its head, before anything is unpacked: some hundred megabytes of memory, for a moment."""

WIDTHS = (480, 960, 1600)
FORMATS = ("PNG", "JPEG", "WEBP")
QUALITY = 82

NO_PICTURE = _("Ce fichier n’est pas une image PNG, JPEG ou WebP lisible. Choisissez-en une autre, ou enregistrez-la de nouveau.")
NO_DRAWING = _("Les dessins SVG ne sont pas acceptés, car ils peuvent contenir un programme : exportez celui-ci en PNG.")


class Drawn(NamedTuple):
    """One size, before it is kept."""

    data: bytes
    width: int
    height: int


class Pictured(NamedTuple):
    """A picture that may be kept: its name made safe, the file as it came, and its sizes, the smallest first."""

    name: str
    data: bytes
    sizes: tuple[Drawn, ...]


def read(name: str, data: bytes) -> Pictured:
    """What somebody gave, if it is a picture. Raises `AttachmentRefused`."""
    if not data:
        raise AttachmentRefused(EMPTY)
    if len(data) > LARGEST:
        raise AttachmentRefused(TOO_LARGE)
    if b"<svg" in data[:4096].lower():
        raise AttachmentRefused(NO_DRAWING)
    try:
        return Pictured(attachment.tidy_name(name), data, _sizes(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise AttachmentRefused(TOO_WIDE) from error
    except (OSError, ValueError, SyntaxError, AttributeError, EOFError) as error:
        if isinstance(error, AttachmentRefused):
            raise
        raise AttachmentRefused(NO_PICTURE) from error


def _sizes(data: bytes) -> tuple[Drawn, ...]:
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise AttachmentRefused(TOO_WIDE)
        largest = WIDTHS[-1]
        picture.draft("RGB", (largest, largest))
        upright = ImageOps.exif_transpose(picture)
        plain = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    drawn = {each.width: each for each in (_drawn(plain, width) for width in reversed(WIDTHS))}
    return tuple(drawn[width] for width in sorted(drawn))


def _drawn(picture: Image.Image, width: int) -> Drawn:
    """At most so wide, and twice as high; never larger than it came."""
    smaller = picture.copy()
    smaller.thumbnail((width, 2 * width))
    kept = BytesIO()
    smaller.save(kept, "WEBP", quality=QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return Drawn(kept.getvalue(), smaller.width, smaller.height)
