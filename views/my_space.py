"""My space: all that concerns one person, under all their roles and in all their networks, on one page (M32, M35)."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import notices
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import awaited, cards, fits, rows
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, favourites, library, recruiting, tasks, todo
from mobee_pyr.workflows.model import State

FEW = 6
"""Lines of a list in the overview."""

BEST = 2
"""Missions that fit the person, in the overview; the others stand on the page « Pour vous » (views/for_you.py)."""

MOST = 50
"""Things to do that the overview reads, the most urgent first; the others stand on the page of their own (views/to_do.py)."""

LEADING = (Role.REFERENT, Role.MANAGER)
"""The roles on an organisation under which its requests are one's own work."""

ROLES = {
    Role.ADMIN: _("administration du site"),
    Role.MANAGER: _("responsable"),
    Role.QUALIFIER: _("qualification"),
    Role.MEMBER: _("membre"),
    Role.REFERENT: _("référent"),
    Role.HR: _("ressources humaines"),
    Role.READER: _("lecture"),
    Role.EDITOR: _("rédaction"),
}
"""What somebody is, in the list of their organisations and networks."""


class Group(NamedTuple):
    """Lines under one heading; ``more`` leads to all of them when some are left out."""

    name: str
    title: str
    count: int
    rows: list[rows.Row]
    more: str | None


@view_defaults(context=Site, name="my-space", permission=Permission.ACCOUNT, request_method="GET")
class MySpace:
    """``?network=`` shows one network only; ``/my-space/answers`` and the like show one list whole."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.wanted = request.GET.get("network")
        self.held = self._held()
        self.answers = self._answers()
        self.networks = self._networks()
        self.several = len(self.networks) > 1

    @view_config(renderer="mobee_pyr.views:templates/my_space.pt")
    def show(self) -> dict[str, Any] | Response:
        """The overview, or one of its lists."""
        section = "/".join(self.request.subpath)
        if section == "to-do":
            return HTTPSeeOther(self.request.node_url(self.site, "to-do", **self._kept()))
        lists = {"to-do": self._to_do, "answers": self._answered, "requests": self._requests}
        if section and section not in lists:
            raise HTTPNotFound
        most = None if section else FEW
        shown = {name: list(make(most)) for name, make in lists.items() if section in ("", name)}
        return {
            "page": Page(self.request, _("Mon espace")),
            "whole": section,
            "unread": notices.unread(self.request.person),
            "undelivered": self._undelivered(),
            "back": self.request.node_url(self.site, "my-space"),
            "filters": self._filters(),
            "to_do": shown.get("to-do"),
            "all_to_do": self.request.node_url(self.site, "to-do", **self._kept()),
            "answers": shown.get("answers"),
            "requests": shown.get("requests"),
            "leads": bool(self._led()),
            "fits": [] if section else fits.fitting(self.request, BEST, self._wanted_oid()),
            "said": self.request.person.profile.said,
            "favourites": 0 if section else len(favourites.kept(self.request.reader, self.request.person)),
            "invited": 0
            if section
            else sum(not one.answer for _mission, one in recruiting.invitations(self.request.act, self.request.person)),
            "awaited": [] if section else awaited.links(self.request),
            "counters": [] if section else list(self._counters()),
            "organisations": [] if section else list(self._organisations()),
            "profiles": [] if section else [rows.profile(self.request, one) for one in self.answers if self._is_profile(one)],
            "joined": [] if section else [self._network_row(network) for network in self.networks if self._in(network)],
        }

    def _undelivered(self) -> tuple[str, str] | None:
        """The address that our mails do not reach, and since which day."""
        person = self.request.person
        return None if person.undelivered is None else (person.mail, self.request.words.day(person.undelivered.since.date()))

    def _held(self) -> list[tuple[Node, str]]:
        """Every node on which the person holds a role today and which they may open, with the role."""
        grants = [grant for grant in self.site.membership.grants(self.request.person.id) if grant.holds(self.request.today)]
        found = [(self.site.node(grant.oid), grant.role) for grant in grants]
        seen = {node.oid for node in access.visible(self.request.reader, (node for node, _role in found if node is not None))}
        return [(node, role) for node, role in found if node is not None and node.oid in seen]

    def _answers(self) -> list[Answer]:
        seen = access.visible(self.request.reader, self.site.answers_of(self.request.person, Answer))
        return sorted(seen, key=lambda node: node.modified, reverse=True)

    def _networks(self) -> list[Network]:
        """Those where the person holds a role, on the network or inside it, and those where they answered."""
        found = {node.oid: node for node, _role in self.held for node in (network_of(node),) if node is not None}
        found |= {network.oid: network for answer in self.answers if (network := network_of(answer)) is not None}
        return sorted((node for node in access.visible(self.request.reader, found.values())), key=lambda node: node.title)

    def _in(self, node: Node) -> bool:
        """Does the node stand in the network that is asked for?"""
        network = network_of(node)
        return not self.wanted or (network is not None and network.__name__ == self.wanted)

    def _to_do(self, most: int | None) -> Iterator[Group]:
        """The most urgent of what waits, by kind, the oldest first."""
        wanted = self.site.get(self.wanted or "")
        found = (one for one in todo.noted(self.request.reader) if wanted is None or one[1].network == wanted.oid)
        nodes = (self.site.node(oid) for oid, _note in tasks.most_urgent_first(self.site, found, self.request.today)[:MOST])
        by_kind: dict[str, list[Node]] = {}
        for node in access.visible(self.request.reader, (node for node in nodes if node is not None)):
            by_kind.setdefault(tasks.kind_of(self.request.reader, node), []).append(node)
        for kind, title in tasks.TASKS.items():
            waiting = sorted(by_kind.get(kind, []), key=tasks.waiting_since)
            if waiting:
                yield self._group(kind, title, waiting, rows.task, most, "")

    def _answered(self, most: int | None) -> Iterator[Group]:
        """One's applications and promises: those under way first."""
        own = [answer for answer in self.answers if answer.type_name in ("application", "pledge") and self._in(answer)]
        over = {answer.oid for answer in own if (state := library.state_of(answer)) is None or state.final or answer.state == "withdrawn"}
        for name, title, chosen in (
            ("current", _("En cours"), [answer for answer in own if answer.oid not in over]),
            ("past", _("Passées"), [answer for answer in own if answer.oid in over]),
        ):
            if chosen:
                yield self._group(name, title, chosen, rows.answer, most, "answers")

    def _requests(self, most: int | None) -> Iterator[Group]:
        """The missions and needs of the organisations that one leads: in the overview those under way, the urgent first."""
        found: list[tuple[State, Node]] = []
        for organisation in self._led():
            for node in organisation.inside("mission", "need"):
                state = library.state_of(node)
                if state is not None and self._in(node) and (most is None or not state.over):
                    found.append((state, node))
        found.sort(key=lambda pair: pair[1].modified, reverse=True)
        found.sort(key=lambda pair: rows.URGENCY.index(pair[0].kind))
        if most is not None:
            if found:
                yield self._group("current", _("En cours"), [node for _state, node in found], rows.asked, most, "requests")
            return
        for kind, label in dict.fromkeys((state.kind, self.request.words.label(state.label)) for state, _node in found):
            nodes = [node for state, node in found if (state.kind, self.request.words.label(state.label)) == (kind, label)]
            yield self._group(kind, label, nodes, rows.asked, most, "requests")

    def _led(self) -> list[Organisation]:
        led = {node.oid: node for node, role in self.held if role in LEADING and isinstance(node, Organisation)}
        return list(led.values())

    def _group(self, name: str, title: str, nodes: list[Any], row: Any, most: int | None, section: str) -> Group:
        shown = nodes if most is None else nodes[:most]
        page = ("my-space", section) if section else ("to-do",)
        more = None if len(shown) == len(nodes) else self.request.node_url(self.site, *page, **self._kept())
        made = [row(self.request, node, self.several and not self.wanted) for node in shown]
        return Group(name, self.request.translate(title), len(nodes), made, more)

    def _counters(self) -> Iterator[tuple[str, str]]:
        """What all this amounts to, for whom it concerns."""
        given = sum(answer.hours or 0 for answer in self.answers if isinstance(answer, Application) and self._in(answer))
        if given:
            yield self.request.words.plural(_("heure donnée"), _("heures données"), given), self.request.words.number(given)
        done = sum(1 for answer in self.answers if answer.state == "completed" and self._in(answer))
        if done:
            yield self.request.words.plural(_("mission accomplie"), _("missions accomplies"), done), self.request.words.number(done)
        received = [one for mission in self._led_missions() for one in mission.inside("application") if one.state == "completed"]
        hours = sum(one.hours or 0 for one in received if isinstance(one, Application))
        if received:
            yield (
                self.request.words.plural(_("bénévole reçu"), _("bénévoles reçus"), len(received)),
                self.request.words.number(len(received)),
            )
            yield self.request.words.plural(_("heure reçue"), _("heures reçues"), hours), self.request.words.number(hours)

    def _led_missions(self) -> Iterable[Node]:
        return [mission for body in self._led() for mission in body.inside("mission") if mission.state == "closed" and self._in(mission)]

    def _organisations(self) -> Iterator[rows.Row]:
        """Where one belongs, and where one has asked to."""
        held: dict[int, list[str]] = {}
        for node, role in self.held:
            if isinstance(node, Organisation) and self._in(node):
                held.setdefault(node.oid, []).append(self.request.translate(ROLES.get(Role(role), role)))
        for oid, roles in held.items():
            node = self.site.node(oid)
            network = network_of(node) if node is not None else None
            hint = " · ".join(filter(None, (", ".join(roles), network.title if network else "")))
            yield rows.Row(self.request.node_url(node), node.title, hint, cards.state_of(self.request, node))
        for answer in self.answers:
            organisation = organisation_of(answer)
            if answer.type_name == "joining" and answer.state == "requested" and self._in(answer) and organisation is not None:
                hint = self.request.translate(_("votre demande de rattachement"))
                yield rows.Row(self.request.node_url(answer), organisation.title, hint, cards.state_of(self.request, answer))

    def _is_profile(self, answer: Answer) -> bool:
        return isinstance(answer, Volunteer) and answer.state != "withdrawn" and self._in(answer)

    def _network_row(self, network: Network) -> rows.Row:
        roles = [self.request.translate(ROLES.get(Role(role), role)) for node, role in self.held if node is network]
        kind = self.request.translate(_("réseau dédié") if network.dedicated else _("réseau partagé"))
        return rows.Row(self.request.node_url(network), network.title, " · ".join([kind, *roles]), cards.state_of(self.request, network))

    def _filters(self) -> list[tuple[str, str, bool]]:
        """Links that show all networks, or one; nothing to choose with only one."""
        if not self.several:
            return []
        everything = (self.request.same_page(network=None), self.request.translate(_("Tous mes réseaux")), not self.wanted)
        one_by_one = [
            (self.request.same_page(network=network.__name__), network.title, network.__name__ == self.wanted) for network in self.networks
        ]
        return [everything, *one_by_one]

    def _wanted_oid(self) -> int | None:
        wanted = self.site.get(self.wanted or "")
        return None if wanted is None else wanted.oid

    def _kept(self) -> dict[str, str]:
        return {"network": self.wanted} if self.wanted else {}
