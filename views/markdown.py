"""Running text as people write it (Markdown), made into clean HTML: no raw HTML, no images, no scripts, one outline with the page."""

from functools import lru_cache

import nh3
from chameleon.utils import Markup
from markdown_it import MarkdownIt
from markdown_it.token import Token

HIGHEST = 3
"""The level of a text's first heading: it stands under an ``h2`` of its page."""

TAGS = {"p", "br", "hr", "strong", "em", "del", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "h6"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}

_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
ILLUSTRATED = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
"""For texts that show the pictures of their network (views/prose.py)."""


@lru_cache(maxsize=2048)
def markdown(text: str) -> Markup:
    """The HTML of a text, kept by text."""
    tokens = _PARSER.parse(text)
    outline(tokens)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes={"http", "https", "mailto", "tel"}))


def outline(tokens: list[Token], highest: int = HIGHEST) -> None:
    """Headings follow each other without a gap, whatever levels their author chose."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    level = highest - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(highest + used.index(token.tag), level + 1, 6)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
