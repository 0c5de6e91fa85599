"""A network's own colour: checked for contrast when it is chosen, on light and on dark pages; a fault says which shade would do."""

import colorsys
import re
from typing import NamedTuple

LEAST = 4.5
"""The contrast that words need (WCAG 2.2, 1.4.3)."""

LIGHT_PAGES = ((251, 246, 236), (244, 236, 220))
DARK_PAGES = ((15, 31, 30), (23, 43, 41))
"""What a page's words stand on (``--paper``, ``--sunken``, ``--surface`` in ``static/mobee.css``); a colour's own pale wash comes to it."""

INK, PAPER = (18, 48, 47), (255, 255, 255)

Rgb = tuple[int, int, int]


class Shade(NamedTuple):
    """``on_light`` is also the colour of the network's surfaces; each is ``#rrggbb``."""

    on_light: str
    on_dark: str


def read(text: str) -> Rgb | None:
    """``#1f6b45``, ``1F6B45`` or ``#163``; ``None`` for anything else."""
    found = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if found is None:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: Rgb) -> str:
    """``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21, as WCAG defines it.

    >>> contrast((0, 0, 0), (255, 255, 255))
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 2)


def least(colour: Rgb, pages: tuple[Rgb, ...]) -> float:
    """The contrast of words in a colour, on the worst of some pages and on its own wash."""
    return min(contrast(colour, page) for page in (*pages, _wash(colour, pages)))


def nearest(colour: Rgb, pages: tuple[Rgb, ...]) -> Rgb:
    """The same hue, only as much darker (or, on dark pages, lighter) as words need."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    end = 0.0 if pages is LIGHT_PAGES else 1.0
    for step in range(101):
        red, green, blue = colorsys.hls_to_rgb(hue, light + (end - light) * step / 100, full)
        tried = round(red * 255), round(green * 255), round(blue * 255)
        if least(tried, pages) >= LEAST:
            return tried
    return INK if pages is LIGHT_PAGES else PAPER


def ink(colour: Rgb) -> Rgb:
    """What words on a surface of that colour are written in: whichever is read better."""
    return max((INK, PAPER), key=lambda each: contrast(colour, each))


def sheet(shade: Shade) -> str:
    """The style sheet of a network of that colour; the pale washes are made from it."""
    light, dark = read(shade.on_light) or INK, read(shade.on_dark) or PAPER
    own = f"--network: {written(light)}; --network-ink: {written(ink(light))}; --network-text: {written(light)}"
    pale, deep = written(_wash(light, LIGHT_PAGES)), written(_wash(dark, DARK_PAGES))
    return (
        f".accent-own {{ {own}; --network-wash: {pale}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ .accent-own {{ --network-text: {written(dark)}; --network-wash: {deep}; }} }}\n"
    )


def _wash(colour: Rgb, pages: tuple[Rgb, ...]) -> Rgb:
    """A tenth of the colour on the page."""
    red, green, blue = (round(one * 0.1 + other * 0.9) for one, other in zip(colour, pages[0], strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
