"""Who has access to a page, and why, in plain words: by the state of the page, by name, through a group, from above."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.groups import Group
from mobee_pyr.content.membership import SHARED, Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.workflows import access, roles

TEAMS = ("network", "organisation", "beneficiary", "employer")
"""The first halves of the roles that are told with the place where they are held."""


class Line(NamedTuple):
    """Who, why, and what may be done about it; ``end`` is where it is taken back."""

    name: str
    hint: str
    state: tuple[str, str] | None = None
    end: str | None = None
    href: str | None = None
    icon: str = "person"


def by_state(request: Request, node: Node) -> Iterator[Line]:
    """Those to whom the present state shows the page, role by role, each with the place where the role is given."""
    related = roles.relations(node)
    for name in access.roles_in_state(node, Permission.VIEW):
        relation = name.partition(".")[0]
        place = request.site.node(related.get(relation)) if relation in TEAMS else None
        managed = place is not None and access.permits(request.reader, Permission.PEOPLE, place)
        yield Line(
            phrases.sentence(request.translate(roles.WORDS[name])),
            "" if place is None else request.translate(_("par un rôle dans « ${title} »"), title=title_of(request, place)),
            href=request.node_url(place, "people") if managed and place is not None else None,
            icon="globe" if relation == "everyone" else "people",
        )


def gates(request: Request, node: Node) -> Iterator[str]:
    """What keeps people out on the way, the outermost first."""
    for gate in reversed(access.gates(node)):
        if gate is node:
            continue
        if isinstance(gate, Network) and not gate.private:
            text = _("« ${title} » n’est pas ouvert à tous : n’entrent que les personnes qui y ont un rôle.")
        else:
            text = _("« ${title} » est privé : n’entrent que les personnes qui y ont un rôle, ou qui gèrent ce qui est au-dessus.")
        yield str(request.translate(text, title=title_of(request, gate)))


def given(request: Request, node: Node, here: bool = True) -> Iterator[Line]:
    """Those to whom a page was given, by name and through a group; ``here``: with the way to take it back."""
    for person, grant in sorted(_people(request, node), key=lambda each: each[0].title.casefold()):
        end = request.node_url(node, "sharing-end", person=person.id, role=str(grant.role)) if here else None
        yield Line(person.title, _role(request, grant), _state(request, grant), end)
    for number, group, grant in _groups(request, node):
        end = request.node_url(node, "sharing-end", group=number, role=str(grant.role)) if here else None
        yield Line(group_words(request, number, group), _role(request, grant), _state(request, grant), end, icon="people-fill")


def from_above(request: Request, node: Node) -> Iterator[tuple[str, str | None, list[Line]]]:
    """(title, page *Partage*, lines) of each place above that was given to somebody; figures only where somebody else looks after it."""
    for step in list(lineage(node))[1:]:
        if step.type_name == "site":
            continue
        managed = access.permits(request.reader, Permission.PEOPLE, step)
        lines = list(given(request, step, here=False)) if managed else _figures(request, step)
        if lines:
            yield title_of(request, step), request.node_url(step, "sharing") if managed else None, lines


def group_words(request: Request, number: int, group: Group) -> str:
    """« Comité des dons (5 personnes) »."""
    many = len(request.site.membership.groups.people(number))
    told = request.words.plural(_("${name} (${count} personne)"), _("${name} (${count} personnes)"), many, name=group.name)
    return str(told)


def title_of(request: Request, node: Node) -> str:
    """Its title, for whoever may read it."""
    seen = access.permits(request.reader, Permission.VIEW, node)
    return node.title if seen else str(request.translate(_("la page qui contient celle-ci")))


def _people(request: Request, node: Node) -> Iterator[tuple[Person, Grant]]:
    for person_id, grant in request.site.membership.shared_on(node.oid):
        person = by_id(request.site, person_id)
        if person is not None and not _is_past(grant, request.today):
            yield person, grant


def _groups(request: Request, node: Node) -> Iterator[tuple[int, Group, Grant]]:
    groups = request.site.membership.groups
    for number, grant in () if groups is None else groups.given_on(node.oid):
        if not _is_past(grant, request.today):
            yield number, groups.get(number), grant


def _figures(request: Request, node: Node) -> list[Line]:
    many = sum(1 for _each in _people(request, node)) + sum(1 for _each in _groups(request, node))
    if not many:
        return []
    told = request.words.plural(_("${count} personne ou groupe"), _("${count} personnes ou groupes"), many)
    return [Line(told, str(request.translate(_("à qui la page a été donnée ; qui la gère les connaît"))), icon="people")]


def _role(request: Request, grant: Grant) -> str:
    role = phrases.sentence(request.translate(ROLES[grant.role]))
    below = request.translate(_("ici et dans tout ce que la page contient")) if grant.role in SHARED else ""
    return " · ".join(filter(None, (role, below, phrases.span(request, grant.since, grant.until))))


def _state(request: Request, grant: Grant) -> tuple[str, str] | None:
    return None if grant.holds(request.today) else ("waiting", request.translate(_("À venir")))


def _is_past(grant: Grant, day: date) -> bool:
    return grant.until is not None and grant.until < day
