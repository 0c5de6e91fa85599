"""With whose eyes a page is seen, in words."""

from pyramid.request import Request

from mobee_pyr.content.access import AUTHENTICATED
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.workflows.looking import VISITOR, Look

ANYBODY = {VISITOR: _("une personne sans compte"), AUTHENTICATED: _("une personne connectée, sans rôle ici")}


def told(request: Request, look: Look) -> str:
    """« Léa Martin », « membre de « Culture » », « une personne sans compte »."""
    if look.person:
        return name_of(request.site, look.person)
    return role(request, look.role, request.site.node(look.on))


def role(request: Request, name: str, place: Node | None) -> str:
    """« membre de « Culture » »."""
    if name in ANYBODY or place is None:
        return str(request.translate(ANYBODY.get(name, name)))
    return str(request.translate(_("${role} de « ${title} »"), role=request.translate(ROLES[name]), title=place.title))
