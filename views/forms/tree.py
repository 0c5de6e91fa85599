"""What a page is called, and its address among its neighbours."""

from typing import Any

import colander

from mobee_pyr.content import names
from mobee_pyr.content.names import LONGEST
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import fault, line
from mobee_pyr.workflows.arranging import NAME_OF_A_PAGE, NAME_REFUSED, NAME_TAKEN


def rename_questions(node: Node) -> colander.Schema:
    """Both, each refused in words: nothing is cut off or put right behind one's back."""
    parent = node.__parent__

    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        name = said["name"]
        if name == node.__name__:
            return
        if name in names.RESERVED:
            raise fault(schema, name=NAME_OF_A_PAGE)
        try:
            names.refuse(name)
        except names.NameRefused as refused:
            raise fault(schema, name=NAME_REFUSED) from refused
        if parent is not None and parent.get(name) is not None:
            raise fault(schema, name=NAME_TAKEN)

    hint = _("La fin de l’adresse de la page : lettres minuscules, chiffres et traits d’union.")
    attributes = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
    return colander.Schema(
        line("title", _("Titre"), needed=True),
        line("name", _("Adresse"), hint, LONGEST, needed=True, attributes=attributes),
        validator=check,
    )
