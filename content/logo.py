"""A network's logo: a small picture, made anew from whatever file was given, so that nothing else comes along with it."""

import hashlib
from io import BytesIO

from persistent import Persistent
from PIL import Image

from mobee_pyr.content.words import Refused, _

LARGEST = 2_000_000
"""Bytes of the file."""

MOST_PIXELS = 25_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
"""Read by content, whatever the file is called. No SVG: it can carry script."""

SIZE = (480, 160)
"""Pixels at most: three times the largest that a page shows."""


class LogoRefused(Refused):
    """The file is no picture that can be a logo; ``message`` tells a person why."""


class Logo(Persistent):
    """``data`` is a PNG; ``digest`` names it in its address, so that browsers may keep it."""

    def __init__(self, data: bytes, width: int, height: int) -> None:
        self.data = data
        self.width = width
        self.height = height
        self.digest = hashlib.sha256(data).hexdigest()[:16]


def read(data: bytes) -> Logo:
    """The logo in a file. Raises `LogoRefused`; a picture too large to unpack is refused by its head."""
    if len(data) > LARGEST:
        raise LogoRefused(_("Ce fichier est trop lourd : deux mégaoctets au plus."))
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            fits = picture.width * picture.height <= MOST_PIXELS
            small = picture.convert("RGBA") if fits else None
    except Image.DecompressionBombError:
        small = None
    except (OSError, ValueError, SyntaxError) as error:
        raise LogoRefused(_("Ce fichier n’est pas une image PNG, JPEG ou WebP lisible.")) from error
    if small is None:
        raise LogoRefused(_("Cette image est trop grande : réduisez-la d’abord."))
    small.thumbnail(SIZE)
    kept = BytesIO()
    small.save(kept, "PNG", optimize=True)
    return Logo(kept.getvalue(), small.width, small.height)
