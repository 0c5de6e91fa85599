"""The groups of a network: its own, of people and once of other groups; what is given to one is given to all in it."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import by_id, by_mail
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.acquainted import acquainted
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.procedures import shown
from mobee_pyr.views.sharing import foreseen, lines
from mobee_pyr.workflows import access, grouping
from mobee_pyr.workflows.grouping import GroupRefused
from mobee_pyr.workflows.procedures import drafts
from mobee_pyr.workflows.procedures.model import GROUP

TITLE = _("Les groupes du réseau")


@view_defaults(context=Network, name="people-groups", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/people_groups.pt")
class Groups:
    """All groups, and a new one."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """Name and size of each."""
        return self._page()

    @view_config(request_method="POST")
    def make(self) -> dict[str, Any] | Response:
        """A new one, to be filled on its own page."""
        name = self.request.POST.get("name", "")
        try:
            number = grouping.make(self.request.act, self.network, name)
        except GroupRefused as refusal:
            self.request.response.status_int = 422
            return self._page(name, self.request.translate(refusal.message))
        return HTTPSeeOther(self.request.node_url(self.network, "people-group", id=number))

    def _page(self, name: str = "", fault: str | None = None) -> dict[str, Any]:
        url, groups = self.request.node_url, self.request.site.membership.groups
        known = [] if groups is None else groups.of(self.network.oid)
        return {
            "page": Page(self.request, TITLE),
            "about": self.request.translate(_("Partage")),
            "back": url(self.network, "sharing"),
            "here": url(self.network, "people-groups"),
            "managing": managing(self.request, self.network, "sharing"),
            "groups": [
                (url(self.network, "people-group", id=number), group.name, self._size(len(groups.people(number))))
                for number, group in known
            ],
            "name": name,
            "fault": fault,
        }

    def _size(self, many: int) -> str:
        return str(self.request.words.plural(_("${count} personne"), _("${count} personnes"), many))


class Known:
    """``?id=``: a group of this network; any other is not there."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        typed, self.groups = request.GET.get("id", ""), request.site.membership.groups
        self.number = int(typed) if typed.isdecimal() and len(typed) < 20 else 0
        group = grouping.group_of(network, self.groups, self.number)
        if group is None:
            raise HTTPNotFound
        self.group = group

    def url(self, view: str = "people-group") -> str:
        """Where one of its pages is."""
        return str(self.request.node_url(self.network, view, id=self.number))

    def given(self) -> list[tuple[str, str, str]]:
        """(page *Partage*, title, role and dates) of all that the group was given, as far as the reader may open it."""
        held = [(grant, self.request.site.node(grant.oid)) for grant in self.groups.grants(self.number)]
        seen = [(grant, node) for grant, node in held if node is not None and access.permits(self.request.reader, Permission.VIEW, node)]
        return [(self.request.node_url(node, "sharing"), node.title, self._role(grant)) for grant, node in seen]

    def asked(self) -> list[tuple[str, str, str]]:
        """(page *Validation*, title, which procedure) of all that ask the group for its approval, as far as the reader may change them."""
        places = drafts.asking(self.network, f"{GROUP}{self.number}")
        seen = [place for place in places if access.permits(self.request.reader, Permission.EDIT, place.owner)]
        return [(shown.url(self.request, place, "procedure-edit"), place.owner.title, shown.named(self.request, place)) for place in seen]

    def _role(self, grant: Grant) -> str:
        role = phrases.sentence(self.request.translate(ROLES[grant.role]))
        return " · ".join(filter(None, (role, phrases.span(self.request, grant.since, grant.until))))


@view_defaults(context=Network, name="people-group", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/people_group.pt")
class OneGroup(Known):
    """Its people, the groups that it takes in, its name, and what it was given."""

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All of it on one page."""
        return self._page()

    @view_config(request_method="POST")
    def change(self) -> dict[str, Any] | Response:
        """What the button says; who was let go loses at once what only the group gave."""
        said, act = self.request.POST, self.request.act
        try:
            if "add" in said:
                grouping.add(act, self.network, self.number, self._chosen())
            elif "remove" in said:
                grouping.remove(act, self.network, self.number, said["remove"])
            elif "nest" in said:
                grouping.take_in(act, self.network, self.number, [int(each) for each in said.getall("groups") if each.isdecimal()])
            elif "rename" in said:
                grouping.rename(act, self.network, self.number, said.get("name", ""))
        except GroupRefused as refusal:
            self.request.response.status_int = 422
            return self._page(self.request.translate(refusal.message))
        self.request.session.flash(("success", self.request.translate(_("Le groupe est à jour."))))
        return HTTPSeeOther(self.url())

    def _chosen(self) -> Any:
        mail = self.request.POST.get("mail", "").strip()
        return by_mail(self.request.site, mail) if mail else by_id(self.request.site, self.request.POST.get("person"))

    def _page(self, fault: str | None = None) -> dict[str, Any]:
        people = [person for each in self.group.people if (person := by_id(self.request.site, each)) is not None]
        others = [(number, group) for number, group in self.groups.of(self.network.oid) if self._fits(number)]
        said = self.request.POST
        return {
            "page": Page(self.request, self.group.name),
            "about": self.request.translate(TITLE),
            "back": self.request.node_url(self.network, "people-groups"),
            "here": self.url(),
            "end": self.url("people-group-end"),
            "people": [(person.id, person.title, person.mail) for person in sorted(people, key=lambda one: one.title.casefold())],
            "known": [(one.id, one.title) for one in acquainted(self.request, self.network) if one.id not in self.group.people],
            "others": [(number, lines.group_words(self.request, number, group), number in self.group.groups) for number, group in others],
            "within": [self.groups.get(number).name for number in self.groups.within.get(self.number, ())],
            "given": self.given(),
            "asked": self.asked(),
            "invite": self.request.node_url(self.network, "people-new", mail=said.get("mail", "")) if fault and "add" in said else None,
            "mail": said.get("mail", ""),
            "name": said.get("name", self.group.name),
            "fault": fault,
            "field": "name" if "rename" in said else "nested" if "nest" in said else "mail",
        }

    def _fits(self, number: int) -> bool:
        return number in self.group.groups or grouping.may_take_in(self.groups, self.number, number)


@view_defaults(
    context=Network, name="people-group-end", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/sharing_check.pt"
)
class EndingGroup(Known):
    """Dissolve a group: who loses sight of how much, then the deed."""

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What would be lost, with the pages that it was given."""
        people, translate = self.groups.people(self.number), self.request.translate
        facts = [(translate(_("Le groupe")), lines.group_words(self.request, self.number, self.group))]
        facts += [(title, role) for _href, title, role in self.given()]
        instead = _("${procedure}. Le référent sera alors sollicité à la place du groupe.")
        facts += [(title, translate(instead, procedure=procedure)) for _href, title, procedure in self.asked()]
        told = foreseen.of_group(self.request, people, lambda act: grouping.dissolve(act, self.network, self.number), self.request.today)
        return {
            "page": Page(self.request, _("Dissoudre ce groupe ?")),
            "about": self.network.title,
            "back": self.url(),
            "here": self.url("people-group-end"),
            "answers": {},
            "facts": facts,
            "foreseen": told,
            "invites": False,
            "confirm": translate(_("Dissoudre le groupe")),
            "refusal": None,
            "change": False,
        }

    @view_config(request_method="POST")
    def end(self) -> Response:
        """The people stay, with all that they hold by name."""
        grouping.dissolve(self.request.act, self.network, self.number)
        self.request.session.flash(("success", self.request.translate(_("Le groupe est dissous, et tous ses accès avec lui."))))
        return HTTPSeeOther(self.request.node_url(self.network, "people-groups"))
