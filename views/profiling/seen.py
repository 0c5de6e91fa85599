"""One's profile as others see it: a preview for oneself, in which nothing is that they would not read."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.profile import SHOWN_TO
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import profiles
from mobee_pyr.views.page import Page

READERS = {
    "organisations": _("Une association de vos réseaux, quand elle cherche des bénévoles"),
    "asked": _("Une association à laquelle vous avez répondu"),
    "members": _("Un membre de vos réseaux"),
}
"""Those whom `profile.SHOWN_TO` names, in the order in which one asks about them."""
assert {*READERS, "nobody"} == set(SHOWN_TO)


@view_config(
    context=Site,
    name="profile-seen",
    permission=Permission.ACCOUNT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/profile_seen.pt",
)
def seen(site: Site, request: Request) -> dict[str, Any]:
    """For oneself only."""
    profile = request.person.profile
    readers = [
        (key, request.translate(title), profiles.parts(request, profile, key))
        for key, title in READERS.items()
        if key != "organisations" or profile.found
    ]
    return {
        "page": Page(request, _("Mon profil, comme les autres le voient")),
        "name": request.person.title,
        "found": profile.found,
        "readers": readers,
    }
