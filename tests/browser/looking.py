"""What every page promises whoever looks at it: nothing for axe to say, one heading, its language, no sideways scrolling."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.browser.somebody import Somebody

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"

RUN = """async contrast => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    if (contrast) do await drawn(); while (document.getAnimations().length);  // a change of light goes inwards frame by frame
    return (await axe.run(document, {
        resultTypes: ["violations"], preload: false, selectors: false, rules: {"color-contrast": {enabled: contrast}}})).violations.map(
    fault => `axe ${fault.id} (${fault.help}): ` + fault.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" … ")); }"""
READ = """() => ({
    language: document.documentElement.lang, title: document.title.split(" – ")[0].trim(), words: document.body.innerText,
    headings: document.querySelectorAll("h1").length, main: document.querySelectorAll("main").length,
    width: document.documentElement.scrollWidth, room: innerWidth, wide: [...document.querySelectorAll("main *")].filter(
        part => part.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(part => part.outerHTML.slice(0, 120))})"""


class Look(NamedTuple):
    """How a page is looked at."""

    language: str
    width: int
    light: str


RESTING = Look("fr", 360, "light")
"""On the narrowest phone."""

DESK_BY_NIGHT = Look("en", 1280, "dark")
TWICE = (RESTING, DESK_BY_NIGHT)


def faults(one: Somebody, *looks: Look, contrast: bool = True) -> list[str]:
    """All that is wrong with the page that stands in a browser, its complaints included; in another language it is loaded again.

    ``contrast``: are its colours looked at too? It takes as long as all the rest, and they come from a few dozen classes.
    """
    found = [f"loading: {told}" for told in one.complaints()]
    for look in looks or (RESTING,):
        _take(one, look)
        found += [f"{', '.join(map(str, look))}: {fault}" for fault in (*_promises(one, look), *one.page.evaluate(RUN, contrast))]
    one.complaints()
    if look != RESTING:
        one.speaks(RESTING.language).page.emulate_media(color_scheme=RESTING.light)
    return [f"{one.here}, {fault}" for fault in found]


def _take(one: Somebody, look: Look) -> None:
    one.page.emulate_media(color_scheme=look.light)
    if one.page.viewport_size != (size := {"width": look.width, "height": 844}):
        one.page.set_viewport_size(size)
    if one.language != look.language:
        one.speaks(look.language).page.reload()


def _promises(one: Somebody, look: Look) -> Iterator[str]:
    read = one.page.evaluate(READ)
    if read["language"] != look.language:
        yield f"lang is {read['language']}"
    if read["headings"] != 1 or read["main"] != 1:
        yield f"{read['headings']} h1, {read['main']} main"
    if not read["title"] or read["title"] == "mobee":
        yield "no title"
    if read["width"] > read["room"]:
        yield f"{read['width']} pixels wide: {read['wide']}"
    if "${" in read["words"]:
        yield "a text with a hole: ${…}"
