"""A network's own colour is read by everybody, on light and on dark pages."""

import re
from importlib.resources import files

import pytest

from mobee_pyr.content import shade
from mobee_pyr.content.shade import DARK_PAGES, LEAST, LIGHT_PAGES, Shade


def test_contrasts_are_those_of_wcag():
    assert shade.contrast((0, 0, 0), (255, 255, 255)) == 21.0
    assert shade.contrast((119, 119, 119), (255, 255, 255)) == 4.48
    assert shade.contrast((255, 255, 255), (118, 118, 118)) == 4.54


def test_a_colour_is_read_as_people_write_it():
    assert shade.read("#1F6B45") == shade.read(" 1f6b45 ") == (31, 107, 69)
    assert shade.read("#163") == (17, 102, 51)
    assert [shade.read(text) for text in ("", "green", "#12345", "#gggggg", "1f6b45; }")] == [None] * 5


@pytest.mark.parametrize("text", ["#ffcc00", "#f4b223", "#ff0000", "#00ff00", "#808080", "#ffffff", "#000000", "#1f6b45"])
def test_the_nearest_shade_is_read_on_both(text):
    """M10 M47"""
    colour = shade.read(text)
    for pages in (LIGHT_PAGES, DARK_PAGES):
        assert shade.least(shade.nearest(colour, pages), pages) >= LEAST
    surface = shade.nearest(colour, LIGHT_PAGES)
    assert shade.contrast(shade.ink(surface), surface) >= LEAST


def test_a_colour_that_is_read_already_stays():
    assert shade.nearest(shade.read("#1f6b45"), LIGHT_PAGES) == shade.read("#1f6b45")


def test_the_pages_are_those_of_the_style_sheet():
    css = (files("mobee_pyr") / "static" / "mobee.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")[:2]
    for text, names, pages in ((light, ("paper", "sunken"), LIGHT_PAGES), (dark, ("paper", "surface"), DARK_PAGES)):
        assert tuple(shade.read(re.search(rf"--{name}: (#\w+);", text)[1]) for name in names) == pages


def test_its_style_sheet_says_nothing_but_colours():
    sheet = shade.sheet(Shade("#1f6b45", "#8fd9ae"))
    assert "--network: #1f6b45" in sheet and "--network-text: #8fd9ae" in sheet
    assert set(re.findall(r"#\w+", sheet)) and "url" not in sheet
