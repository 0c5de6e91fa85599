"""Answers that say more than a word: a name with what it means."""

from html import escape

from chameleon.utils import Markup
from pyramid.request import Request


def explained(request: Request, name: str, meaning: str) -> Markup:
    """A choice, and beneath it the sentence that tells what it means."""
    return Markup(
        f'<strong>{escape(_capital(request.translate(name)))}</strong><span class="choice-hint">{escape(request.translate(meaning))}</span>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
