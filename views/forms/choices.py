"""Questions with answers to choose from; and answers that say more than a word: a name with what it means."""

from html import escape

import colander
from chameleon.utils import Markup
from deform.widget import RadioChoiceWidget, SelectWidget
from pyramid.request import Request


def explained(request: Request, name: str, meaning: str) -> Markup:
    """A choice, and beneath it the sentence that tells what it means."""
    return Markup(
        f'<strong>{escape(_capital(request.translate(name)))}</strong><span class="choice-hint">{escape(request.translate(meaning))}</span>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def select(name: str, title: str, values: list[tuple[str, str]]) -> colander.SchemaNode:
    """One of a list, or none: the empty answer."""
    only = colander.OneOf([value for value, _text in values])
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        missing="",
        expected=True,
        widget=SelectWidget(values=values),
        validator=lambda n, v: only(n, v) if v else None,
    )


def radio(name: str, title: str, values: list[tuple[str, str]]) -> colander.SchemaNode:
    """One of a few; the first unless somebody says otherwise."""
    first = values[0][0]
    only = colander.OneOf([value for value, _text in values])
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        default=first,
        missing=first,
        expected=True,
        widget=RadioChoiceWidget(values=values),
        validator=only,
    )
