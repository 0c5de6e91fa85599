"""What a network's team writes to all its members."""

import colander

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import line, text


def notice_schema() -> colander.Schema:
    """A subject and a text, short enough to be read on a phone."""
    return colander.Schema(
        line("subject", _("Objet"), _("Ce qu’il faut savoir en une ligne."), 80, needed=True, validator=colander.Length(min=3)),
        text(
            "text",
            _("Message"),
            _("Quoi, où, quand, et que faire. Une centaine de mots se lisent sur un téléphone."),
            2000,
            needed=True,
            rows=8,
            validator=colander.Length(min=10),
        ),
    )
