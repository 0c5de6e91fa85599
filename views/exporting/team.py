"""The people of a team as a file, with the columns by which a list of people is imported."""

from collections.abc import Iterator, Sequence

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.vocabulary import ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.exporting.sheet import Cell
from mobee_pyr.views.people.holders import holding
from mobee_pyr.views.people.ways import TEAM
from mobee_pyr.workflows.appointments import GIVEN_ON
from mobee_pyr.workflows.roster.judging import affiliation

HEADS = (
    _("Adresse électronique"),
    _("Nom"),
    _("Rôle"),
    _("Statut"),
    _("Adresse du responsable direct"),
    _("À partir du"),
    _("Jusqu’au"),
)


@view_config(context=Network, name="people", permission=Permission.PEOPLE, request_method="GET", request_param="export")
@view_config(context=Organisation, name="people", permission=Permission.PEOPLE, request_method="GET", request_param="export")
def team(node: Owner, request: Request) -> Response:
    """A row for each role of each person, in the order of the page; its search narrows the members, as it does there."""
    return sheet.answer(request, f"{request.translate(TEAM)} {node.title}", HEADS, _rows(request, node))


def _rows(request: Request, node: Owner) -> Iterator[Sequence[Cell]]:
    words = request.GET.get("words", "").strip()[:200]
    for role in GIVEN_ON[node.type_name]:
        for person, grant in holding(request, node, role, words if role == Role.MEMBER else ""):
            there = affiliation(node, person, request.today) if role == Role.MEMBER else None
            manager = None if there is None else by_id(request.site, there.manager)
            yield (
                person.mail,
                person.title,
                phrases.sentence(request.translate(ROLES[str(role)])),
                "" if there is None or not _is_organisation(node) else request.translate(STATUSES.get(there.status, there.status)),
                "" if manager is None else manager.mail,
                grant.since,
                grant.until,
            )


def _is_organisation(node: Node) -> bool:
    return isinstance(node, Organisation)
