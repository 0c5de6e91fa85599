"""What goes with a proposal to a model, and with its answer."""

import colander

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import text


def propose_schema() -> colander.Schema:
    """Why others would like it too."""
    hint = _("En une phrase ou deux. Les autres réseaux la liront si votre proposition est reprise : n’y nommez personne.")
    return colander.Schema(text("why", _("Ce que cela améliore"), hint, 600, needed=True, validator=colander.Length(min=10)))


def decline_schema() -> colander.Schema:
    """Why not."""
    return colander.Schema(text("reason", _("Pourquoi ne pas la reprendre"), _("Le réseau qui l’a proposée la lira."), 600, needed=True))
