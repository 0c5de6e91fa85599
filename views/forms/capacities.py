"""What one kind of body may do in a network."""

import colander

from mobee_pyr.content.capacities import CITIZEN, VOLUNTEERS
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.organisation import EXPLAINED
from mobee_pyr.views.forms.questions import several

ALONE = {VOLUNTEERS: _("Candidater en son nom, sans passer par une organisation.")}


def capacities_schema(body: str) -> colander.Schema:
    """No answer at all is one: such a body does not take part."""
    hint = _("Rien de coché : ces organisations ne s’inscrivent pas dans ce réseau.")
    if body == CITIZEN:
        hint = _("Rien de coché : on ne candidate ici qu’au nom d’une organisation.")
        return colander.Schema(several("capacities", _("Une personne seule peut"), ALONE, hint, needed=False))
    return colander.Schema(several("capacities", _("Elle vient pour"), EXPLAINED, hint, needed=False))
