"""The lines of a page of people: who holds a role, since when, as what; who held it before."""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id, name_of
from mobee_pyr.content.vocabulary import ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases


class Holder(NamedTuple):
    """One person in one role. ``href`` leads to the person, for those who run the site."""

    name: str
    href: str | None
    hint: str
    state: tuple[str, str] | None
    edit: str
    end: str


def holding(request: Request, node: Node, role: Role, words: str = "") -> list[tuple[Person, Grant]]:
    """Those who hold a role or will hold it, by name; only those whose name or address says ``words``."""
    found = [(person, grant) for person, grant in _granted(request, node) if grant.role == role and not _is_past(request, grant)]
    return [each for each in found if says(each[0].title, each[0].mail, words)]


def former(request: Request, node: Node) -> list[tuple[str, str]]:
    """Name, and role with its dates, of those who held one; the latest first."""
    past = [(person, grant) for person, grant in _granted(request, node) if _is_past(request, grant) and grant.role in ROLES]
    past.sort(key=lambda each: each[1].until, reverse=True)
    return [(person.title, f"{_role(request, grant)}, {phrases.span(request, grant.since, grant.until)}") for person, grant in past]


def says(name: str, mail: str, words: str) -> bool:
    """Is it somebody of that name or address? Accents and capitals do not count."""
    return not words.strip() or slug(words) in slug(name) or words.strip().casefold() in mail.casefold()


def line(request: Request, node: Node, person: Person, grant: Grant) -> Holder:
    """What is shown of somebody in a role."""
    query = {"who": person.id, "role": grant.role}
    return Holder(
        name=person.title,
        href=request.node_url(person) if request.reader.is_admin else None,
        hint=" · ".join(
            filter(None, (person.mail, *_belonging(request, node, person, grant), phrases.span(request, grant.since, grant.until)))
        ),
        state=_state(request, person, grant),
        edit=request.node_url(node, "role-edit", **query),
        end=request.node_url(node, "role-end", **query),
    )


def _granted(request: Request, node: Node) -> list[tuple[Person, Grant]]:
    site = request.site
    found = [(person, grant) for each, grant in site.membership.given_on(node.oid) if (person := by_id(site, each)) is not None]
    return sorted(found, key=lambda each: slug(each[0].title))


def _belonging(request: Request, node: Node, person: Person, grant: Grant) -> Iterator[str]:
    """« Salarié ou salariée », « responsable : Max Roy »."""
    if grant.role != Role.MEMBER or not isinstance(node, Organisation) or node.entity_oid is None:
        return
    held = person.affiliation(node.entity_oid, request.today)
    if held is not None:
        yield request.translate(STATUSES.get(held.status, held.status))
        if held.manager is not None:
            yield request.translate(_("responsable direct : ${name}"), name=name_of(request.site, held.manager))


def _state(request: Request, person: Person, grant: Grant) -> tuple[str, str] | None:
    if person.undelivered is not None:  # why is for those who run the site
        return "attention", request.translate(_("Ne reçoit pas nos courriels"))
    if grant.acting:
        return "attention", request.translate(_("Par intérim"))
    if not grant.holds(request.today):
        return "waiting", request.translate(_("À venir"))
    return None


def _role(request: Request, grant: Grant) -> str:
    return phrases.sentence(request.translate(ROLES[grant.role]))


def _is_past(request: Request, grant: Grant) -> bool:
    return grant.until is not None and grant.until < request.today
