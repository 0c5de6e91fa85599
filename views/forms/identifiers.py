"""A number that identifies somebody, as a question of a form: tidied as it is kept, checked by the rule of its kind."""

from collections.abc import Callable
from typing import Any

import colander

from mobee_pyr.content.identifiers import IdentifierRefused, checked, compact


def compacted(text: Any) -> Any:
    """A number as it is kept."""
    return compact(text) if isinstance(text, str) else text


def identifier(kind: str) -> Callable[[colander.SchemaNode, str], None]:
    """Raises `colander.Invalid` unless it is a number of that kind."""

    def check(node: colander.SchemaNode, text: str) -> None:
        try:
            checked(kind, text)
        except IdentifierRefused as refused:
            raise colander.Invalid(node, refused.message) from refused

    return check
