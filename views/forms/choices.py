"""Answers that say more than a word: a name with what it means, a colour that is seen."""

from html import escape

from chameleon.utils import Markup
from pyramid.request import Request


def explained(request: Request, name: str, meaning: str) -> Markup:
    """A choice, and beneath it the sentence that tells what it means."""
    return Markup(
        f'<strong>{escape(_capital(request.translate(name)))}</strong><span class="choice-hint">{escape(request.translate(meaning))}</span>'
    )


def coloured(request: Request, name: str, css_class: str) -> Markup:
    """A colour: a spot of it, and its name."""
    return Markup(f'<span class="swatch {escape(css_class)}" aria-hidden="true"></span>{escape(request.translate(name))}')


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
