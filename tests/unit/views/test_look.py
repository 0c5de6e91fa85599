"""The look keeps its promises: contrasts in both modes, no image from a data: address, a doctype, parts that say everything in words."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from chameleon import PageTemplateLoader

ROOT = Path(__file__).resolve().parents[3]
CSS = (ROOT / "static" / "mobee.css").read_text("utf-8")
TEMPLATES = PageTemplateLoader(str(ROOT / "views" / "templates"))
ACCENTS = ("honey", "leaf", "sea", "plum", "brick", "night", "rose", "moss")
STATES = ("waiting", "attention", "open", "good", "done", "bad", "draft")
PAIRS = [("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper"), ("ink-soft", "surface"), ("ink-soft", "sunken")]
PAIRS += [("link", "paper"), ("link", "surface"), ("link", "sunken"), ("danger", "paper"), ("danger", "surface"), ("on-danger", "danger")]
PAIRS += [
    ("on-honey", "honey"),
    ("ink", "honey-wash"),
    ("link", "honey-wash"),
    ("ink-soft", "honey-wash"),
    ("foot-ink", "foot"),
    ("network-ink", "network"),
]
PAIRS += [("network-text", "paper"), ("network-text", "surface"), ("network-text", "network-wash")]
PAIRS += [(f"state-{kind}-ink", f"state-{kind}") for kind in STATES]


def colours(css, selector):
    """The custom properties that hold a plain colour, of every block of a selector."""
    found = {}
    for block in re.findall(rf"(?m)^\s*{re.escape(selector)}[^{{]*\{{([^}}]*)\}}", css):
        found.update(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block))
    return found


def modes():
    """Light is what stands outside the dark media queries, dark what they put over it."""
    screens = re.split(r"@media print", CSS)[0]
    dark = "".join(re.findall(r"(?ms)^@media screen and \(prefers-color-scheme: dark\) \{\n(.*?)^\}", screens))
    light = re.sub(r"(?ms)^@media screen and \(prefers-color-scheme: dark\) \{\n.*?^\}", "", screens)
    return {"light": [light], "dark": [light, dark]}


def palette(mode, accent):
    return {
        name: value
        for selector in (":root", f".accent-{accent}")
        for css in modes()[mode]
        for name, value in colours(css, selector).items()
    }


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert round(contrast("#000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_text_is_legible(mode, accent):
    chosen = palette(mode, accent)
    weak = {
        pair: round(contrast(chosen[pair[0]], chosen[pair[1]]), 2) for pair in PAIRS if contrast(chosen[pair[0]], chosen[pair[1]]) < 4.5
    }
    assert not weak
    assert contrast(chosen["line-strong"], chosen["surface"]) >= 3, "the edge of a field"


def test_modes_differ():
    assert palette("light", "honey")["paper"] != palette("dark", "honey")["paper"]


def test_images_and_fonts_come_from_the_site():
    assert "data:" not in CSS and "http" not in re.sub(r'\[href\^="http"\]', "", CSS)
    for name in re.findall(r'url\("([^"]+)"\)', CSS):
        assert (ROOT / "static" / name).is_file(), name


def page(**changes):
    names = ("home", "bourse", "how", "my_space", "sign_in", "sign_up", "sign_out", "accessibility", "privacy", "workflows", "admin")
    values = {
        "title": "La bourse",
        "description": None,
        "canonical": None,
        "lang": "fr",
        "dir": "ltr",
        "breadcrumb": [],
        "network": None,
        "person": None,
        "to_do": 0,
        "looking": None,
    }
    values |= {
        "languages": [("fr", "Français", "?lang=fr", True), ("en", "English", "?lang=en", False)],
        "flashes": [],
        "can_administer": False,
        "feed": None,
        "has_hearts": False,
    }
    values |= {"urls": {name: f"/{name}" for name in names}, "static": "/static/{}".format}
    return SimpleNamespace(**(values | changes))


def drawn(template, **values):
    return BeautifulSoup(TEMPLATES[template](icons="/i.svg", **values), "html.parser")


def test_a_page_starts_with_its_doctype_and_holds_one_title():
    html = TEMPLATES["layout.pt"](page=page(network=SimpleNamespace(title="Culture", href="/culture", accent="accent-plum")))
    assert html.startswith("<!DOCTYPE html>")
    soup = BeautifulSoup(html, "html.parser")
    assert [title.get_text() for title in soup.select("h1")] == ["La bourse"]
    assert soup.title.get_text() == "La bourse – Culture – mobee"
    assert soup.body["class"] == ["accent-plum"] and soup.html["lang"] == "fr"
    assert soup.find(id=soup.select_one("a.skip")["href"][1:]).name == "main"
    assert "style=" not in html and "<script" not in html


def test_the_head_follows_who_reads():
    visitor = drawn("layout.pt", page=page())
    member = drawn("layout.pt", page=page(person=SimpleNamespace(name="Léa", href="/people/lea"), to_do=3))
    assert visitor.find("a", href="/sign_in") and not visitor.find("a", href="/my_space")
    assert member.find("a", href="/my_space").get_text(" ", strip=True) == "Mon espace 3 à traiter"
    assert not member.find("a", href="/sign_in") and not member.find("a", href="/admin")


def test_what_just_happened_is_read_once():
    class Page(SimpleNamespace):
        @property
        def flashes(self):
            return [self.waiting.pop()] if self.waiting else []

    values = vars(page())
    values.pop("flashes")
    soup = drawn("layout.pt", page=Page(**values, waiting=[("good", "C’est fait.", None)]))
    assert soup.select_one(".notice-good[role=status]").get_text(strip=True) == "C’est fait."


def test_right_to_left_pages_wear_the_right_to_left_stylesheet():
    assert "bootstrap.rtl.min.css" in TEMPLATES["layout.pt"](page=page(lang="ar", dir="rtl"))


def test_a_card_says_all_that_decides():
    card = SimpleNamespace(
        href="/m",
        title="Un plan", kind="skills", kind_label="Compétences",
        organisation="Pierres vivantes", network="Culture", summary=None,
        where="Lyon", when="du 3 mars au 30 avril", time_basis="sur le temps de travail", places="2 places", state=("open", "Ouverte"),
    )  # fmt: skip
    words = drawn("parts/mission_card.pt", card=card).get_text(" ", strip=True)
    for said in (
        "Un plan",
        "Compétences",
        "Pierres vivantes",
        "Culture",
        "Lieu : Lyon",
        "du 3 mars",
        "sur le temps de travail",
        "2 places",
        "Ouverte",
    ):
        assert said in words
    bare = SimpleNamespace(**(vars(card) | dict.fromkeys(("network", "where", "when", "time_basis", "places", "state"))))
    assert not drawn("parts/mission_card.pt", card=bare).select(".facts, .state")


@pytest.mark.parametrize("kind", STATES)
def test_a_state_is_a_word_a_colour_and_an_icon(kind):
    badge = drawn("parts/state_badge.pt", state_kind=kind, state_label="Mot").select_one(f".state-{kind}")
    assert badge.get_text(strip=True) == "Mot" and badge.use["href"].startswith("/i.svg#")


def test_a_track_says_each_step_in_words():
    steps = [
        SimpleNamespace(state=state, title=state, who="Nadia", note=None, when="hier", imposed=False, parts=())
        for state in ("done", "current", "next", "refused", "passed")
    ]
    soup = drawn("parts/track.pt", steps=steps)
    assert [step.select_one(".visually-hidden").get_text(strip=True) for step in soup.select("li")] == [
        ": fait",
        ": en cours",
        ": à venir",
        ": refusé",
        ": plus attendu",
    ]
    assert len(soup.select("[aria-current=step]")) == 1


def test_a_single_page_needs_no_pagination():
    pages = SimpleNamespace(previous=None, next="?page=2", number=1, total=2, numbers=[(1, "?", True), (2, "?page=2", False)])
    assert drawn("parts/pagination.pt", pages=pages).select_one("[aria-current=page]").get_text(" ", strip=True) == "Page 1"
    assert not drawn("parts/pagination.pt", pages=SimpleNamespace(previous=None, next=None, number=1, total=1, numbers=[])).select("nav")


def test_an_empty_list_shows_the_way():
    link = drawn("parts/empty.pt", empty_title="Rien", empty_text="Encore rien.", empty_href="/bourse", empty_action="Voir la bourse").a
    assert link["href"] == "/bourse" and link.get_text() == "Voir la bourse"
