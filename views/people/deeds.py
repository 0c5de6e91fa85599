"""Deeds about roles in plain words, for the journals of places and of people."""

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access

ROLE_DEEDS = {
    "granted": (_("a confié un rôle à ${whom} : ${role}"), _("a donné un rôle : ${role}")),
    "revoked": (_("a mis fin au rôle de ${whom} : ${role}"), _("a mis fin à un rôle : ${role}")),
    "role changed": (_("a changé le rôle de ${whom} : ${role}"), _("a changé un rôle : ${role}")),
    "invited": (_("a invité ${whom} à un rôle : ${role}"), _("a envoyé une invitation : ${role}")),
    "invitation withdrawn": (_("a retiré l’invitation de ${whom} : ${role}"), _("a retiré une invitation : ${role}")),
    "invitation accepted": (_("a accepté une invitation : ${role}"), _("a accepté une invitation : ${role}")),
}
"""Deeds about a role: told with whom it is about to those who give roles here, without to the others."""


def about_role(request: Request, node: Node, deed: Deed) -> str:
    """« a confié un rôle à Léa Martin : membre »; on somebody's own page, where: « membre (Pierres vivantes) »."""
    role = deed.details.get("role")
    if deed.what not in ROLE_DEEDS or role not in ROLES:
        return ""
    place = request.site.node(deed.details.get("on"))
    said = request.translate(ROLES[role]) + ("" if place is None else f" ({place.title})")
    whom = name_of(request.site, deed.details.get("person")) or deed.details.get("mail") or deed.details.get("group", "")
    with_whom = bool(whom) and access.permits(request.reader, Permission.PEOPLE, node)
    return str(request.translate(ROLE_DEEDS[deed.what][0 if with_whom else 1], whom=whom, role=said))
