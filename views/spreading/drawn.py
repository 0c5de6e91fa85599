"""What stands on paper: a code to scan, a poster to print (DESIGN §6: typst, segno)."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import segno

from mobee_pyr.content.logo import Logo

HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "static" / "vendor" / "atkinson-hyperlegible-next"
TAGGED = ["ua-1"]
"""PDF/UA-1: tagged, with a title, a language and words for every picture."""


def code(address: str) -> bytes:
    """A QR code as an SVG, with the white margin that scanners need; a sixth of it may be dirty."""
    found = BytesIO()
    segno.make(address, error="m", micro=False).save(found, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False)
    return found.getvalue()


def poster(said: Mapping[str, Any], address: str, logo: Logo | None, moment: datetime) -> bytes:
    """An A4 page; ``said`` are the words of ``poster.typ``. A sign that no letter of ours draws is no reason to print nothing."""
    import typst  # the typesetter takes 7 MB, and most servers print a poster now and then

    files = {"main.typ": _sheet(), "code.svg": code(address)} | ({"logo.svg": _framed(logo)} if logo else {})
    told = {"said": json.dumps({**said, "logo": logo is not None})}
    make = {
        "input": files,
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "sys_inputs": told,
        "timestamp": moment.replace(microsecond=0),
    }
    try:
        return cast(bytes, typst.compile(**make, pdf_standards=TAGGED))
    except typst.TypstError:
        return cast(bytes, typst.compile(**make))


def _framed(logo: Logo) -> bytes:
    """A picture inside a drawing: typst takes files of text from memory, and no others."""
    size = f'width="{logo.width}" height="{logo.height}"'
    image = f'<image {size} href="data:image/png;base64,{b64encode(logo.data).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'.encode()


@cache
def _sheet() -> bytes:
    return (HERE / "poster.typ").read_bytes()
