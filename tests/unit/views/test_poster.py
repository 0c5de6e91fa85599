"""The poster: always one page, in the network's colours, whatever was written (L06)."""

import json
import re

import pytest
import typst

from mobee_pyr.views.spreading import drawn
from mobee_pyr.views.spreading.painted import COLOURS
from tests.builders import NOW
from tests.unit.test_house import ROOT

SAID = {
    **{"lang": "fr", "surface": "#1f6b45", "ink": "#ffffff", "network": "Culture", "kicker": "On cherche des bénévoles", "colon": " :"},
    **{"title": "Plan de la nef", "organisation": "Pierres vivantes", "summary": "", "facts": [], "call": "Scannez", "hint": "ou"},
    **{"shown": "mobee.example.org/x", "alt": "Code QR"},
}
FACTS = [(f"Fait numéro {number}", "une réponse assez longue pour deux lignes " * 3) for number in range(7)]
ADDRESS = "https://mobee.example.org/culture/pierres-vivantes/" + "x" * 60 + "?via=poster"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"title": "Un titre de cent cinquante lettres, " * 4, "organisation": "o" * 90, "summary": "mots " * 46, "facts": FACTS},
    ],
)
def test_a_poster_is_one_page(more):
    files = {"main.typ": drawn._sheet(), "code.svg": drawn.code(ADDRESS)}
    told = {"said": json.dumps({**SAID, **more, "logo": False})}
    pages = typst.compile(files, font_paths=[str(drawn.FONTS)], ignore_system_fonts=True, sys_inputs=told, format="svg")
    assert not isinstance(pages, list) or len(pages) == 1


def test_signs_of_other_scripts_do_not_prevent_a_poster():
    """What our letters cannot draw is left to others, or left out; what was written as code is printed as it is."""
    for title in ("Fête 🎉", "مرحبا", '#import "x": *', "$ x_1 $ *gras* \\ `code`"):
        assert drawn.poster({**SAID, "title": title}, ADDRESS, None, NOW).startswith(b"%PDF-")


def test_the_colours_are_those_of_the_pages():
    sheet = (ROOT / "static" / "mobee.css").read_text("utf-8")
    found = re.findall(r"^\.accent-(\w+) \{ --network: (#\w+); --network-ink: (#\w+);", sheet, re.MULTILINE)
    whole = {name: (surface, ink if len(ink) == 7 else "#" + "".join(2 * sign for sign in ink[1:])) for name, surface, ink in found}
    assert whole == COLOURS
