"""The steps of a validation procedure that would ask nobody: said before a procedure is chosen, not after."""

from collections.abc import Iterable
from datetime import date

from mobee_pyr.content.access import Role
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.workflows.procedures.model import PERSON

NOBODY, ONE = "nobody", "one"


def holders(organisation: Organisation, role: str, day: date) -> list[Person]:
    """Who holds a role of a step (``employer.referent``) today and could answer."""
    site = site_of(organisation)
    if role.startswith(PERSON):
        found = [role.removeprefix(PERSON)]
    else:
        relation, _dot, held = role.partition(".")
        found = site.membership.titulars(Role(held), organisation.oid, day) if relation == "employer" else []
    people = (by_id(site, who) for who in found)
    return sorted((person for person in people if person is not None and not person.blocked), key=lambda person: person.title)


def line_managers(organisation: Organisation, day: date) -> list[Person]:
    """The line managers that its members name."""
    site, entity = site_of(organisation), organisation.entity_oid
    members = (by_id(site, who) for who in site.membership.titulars(Role.MEMBER, organisation.oid, day))
    held = (None if person is None or entity is None else person.affiliation(entity, day) for person in members)
    return _known(site, (None if affiliation is None else affiliation.manager for affiliation in held))


def vacancies(organisation: Organisation, steps: Iterable[str], day: date) -> dict[str, str]:
    """The roles that a procedure needs → ``nobody`` holds it, or ``one`` person only, whose own applications go elsewhere."""
    found = {}
    for role in steps:
        able = {person.id for person in holders(organisation, role, day)}
        if role == "employer.manager":
            able |= {person.id for person in line_managers(organisation, day)}
        if len(able) < 2 and not (able and role == "employer.manager"):
            found[role] = ONE if able else NOBODY
    return found


def _known(site: Site, ids: Iterable[str | None]) -> list[Person]:
    people = (by_id(site, who) for who in {who for who in ids if who is not None})
    return [person for person in people if person is not None and not person.blocked]
