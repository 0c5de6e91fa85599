"""One thing that waits to be qualified as a row of a file."""

from collections.abc import Sequence

from pyramid.request import Request

from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, claimed, phrases
from mobee_pyr.views.exporting.sheet import Cell
from mobee_pyr.workflows import tasks

QUEUED = (_("Titre"), _("Nature"), _("Organisation"), _("Attend depuis"), _("État"), _("Suivi"), _("Page"))


def queued(request: Request, node: Qualified) -> Sequence[Cell]:
    """As the queue shows it: a profile under the name of its person."""
    organisation, state = organisation_of(node), cards.state_of(request, node)
    return (
        node.title,
        request.translate(TYPES[node.type_name].label),
        organisation.title if organisation is not None and organisation is not node else "",
        tasks.waiting_since(node),
        state[1] if state else "",
        phrases.sentence(claimed.told(request, node)),
        request.registry.mobee.url + request.node_url(node),
    )
