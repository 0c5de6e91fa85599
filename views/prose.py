"""The text of a publication for one reader: its references become links and pictures where they may open them, plain words elsewhere."""

from html import escape

import nh3
from chameleon.utils import Markup
from markdown_it.token import Token
from pyramid.request import Request

from mobee_pyr.content.mentions import SCHEME
from mobee_pyr.content.picture import Picture
from mobee_pyr.views import references
from mobee_pyr.views.markdown import ILLUSTRATED, TAGS, outline
from mobee_pyr.views.shots import alt_of, source, srcset

SHOWN = TAGS | {"h2", "img", "figure", "figcaption"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"}}
SIZES = "(min-width: 46rem) 42rem, 100vw"
"""How wide a picture stands in a text."""


def prose(request: Request, text: str, highest: int = 2) -> Markup:
    """Clean HTML, its first heading of the level ``highest``.

    Pictures are those of the site; others are not fetched from elsewhere, and leave their words.
    """
    tokens = ILLUSTRATED.parse(text)
    outline(tokens, highest)
    for at, token in enumerate(tokens):
        if token.type == "inline":
            token.children = _shown(request, token.children or [])
            _frame(tokens, at)
    html = ILLUSTRATED.renderer.render(tokens, ILLUSTRATED.options, {})
    return Markup(nh3.clean(html, tags=SHOWN, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}))


def _shown(request: Request, tokens: list[Token]) -> list[Token]:
    """The parts of a line, with each reference as this reader may follow it. Links do not stand in each other."""
    shown, opened = [], True
    for token in tokens:
        if token.type == "link_open":
            opened = _opens(request, token)
        if token.type == "image":
            shown.append(_pictured(request, token))
        elif opened or token.type not in ("link_open", "link_close"):
            shown.append(token)
    return shown


def _opens(request: Request, token: Token) -> bool:
    href = str(token.attrGet("href") or "")
    if not href.startswith(SCHEME):
        return True
    named = references.node_of(request, href)
    if named is not None:
        token.attrSet("href", request.node_url(named[0]) + named[1])
    return named is not None


def _pictured(request: Request, token: Token) -> Token:
    named = references.node_of(request, str(token.attrGet("src") or ""))
    if named is None or not isinstance(named[0], Picture) or named[0].current is None:
        return Token("text", "", 0, content=token.content)
    drawn = Token("html_inline", "", 0, content=_image(request, named[0], token.content))
    drawn.meta = {"picture": named[0]}
    return drawn


def _image(request: Request, picture: Picture, said: str) -> str:
    assert picture.current is not None
    largest = picture.current.sizes[-1]
    facts = {
        "src": source(request, picture, largest),
        "srcset": srcset(request, picture),
        "sizes": SIZES,
        "alt": said or alt_of(picture),
        "width": largest.width,
        "height": largest.height,
        "loading": "lazy",
    }
    return "<img " + " ".join(f'{name}="{escape(str(value))}"' for name, value in facts.items()) + ">"


def _frame(tokens: list[Token], at: int) -> None:
    """A picture that stands alone is a figure, with whom it is owed to."""
    children = tokens[at].children or []
    if at == 0 or tokens[at - 1].type != "paragraph_open" or len(children) != 1 or "picture" not in children[0].meta:
        return
    tokens[at - 1].tag = tokens[at + 1].tag = "figure"
    credit = children[0].meta["picture"].credit
    if credit:
        children[0].content += f"<figcaption>{escape(credit)}</figcaption>"
