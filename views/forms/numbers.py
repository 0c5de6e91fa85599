"""Numbers as people write them in a form."""

from math import isfinite
from typing import Any

import colander

from mobee_pyr.content.words import _


class Float(colander.Float):
    """A number with a comma or a point, as people write it."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        """« 0,5 » in French."""
        if appstruct is colander.null:
            return appstruct
        text = f"{appstruct:g}"
        return text.replace(".", ",") if node.bindings and node.bindings["request"].language == "fr" else text

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        """Neither infinity nor *not a number*."""
        plain = cstruct.replace(",", ".").replace("\u202f", "").replace(" ", "") if isinstance(cstruct, str) else cstruct
        number = super().deserialize(node, plain)
        if number is not colander.null and number is not None and not isfinite(number):
            raise colander.Invalid(node, _("Écrivez un nombre, en chiffres."))
        return number
