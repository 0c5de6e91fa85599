"""What would make a « no » of *Pourquoi ?* a « yes »: each time the page on which it is done, filled in for this person."""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import SHARED, Grant
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.appointments import GIVEN_ON
from mobee_pyr.workflows.explain import Explanation, out_of_date, remedies


class Subject(NamedTuple):
    """Whom one asks about. ``person`` is ``None`` for a visitor, and for whoever the network does not know."""

    name: str
    reader: Reader
    person: Person | None = None
    note: str | None = None
    mail: str = ""

    @property
    def query(self) -> dict[str, str]:
        """What fills a form in: whoever is known by name only to others is known here by their address."""
        named = self.person is not None and self.person.title == self.name
        return {"person": self.person.id} if named and self.person is not None else {"mail": self.mail}


class Repair(NamedTuple):
    """What to do, and where; ``href`` is ``None`` where somebody else has to."""

    text: str
    href: str | None


def repairs(request: Request, node: Node, permission: Permission, subject: Subject, told: Explanation) -> Iterator[Repair]:
    """The nearest way first."""
    if subject.person is not None and subject.person.blocked:
        text = _("Le compte est suspendu : seule l’administration du site peut le rouvrir.")
        yield Repair(str(request.translate(text)), request.node_url(subject.person) if request.reader.is_admin else None)
        return
    found = [] if not subject.mail else [*_dates(request, node, permission, subject), *_roles(request, node, permission, subject)]
    yield from [*found, *_gate(request, told)] or [_by_state(request, node)]


def _dates(request: Request, node: Node, permission: Permission, subject: Subject) -> Iterator[Repair]:
    """A role that would do has not begun."""
    person = subject.person
    needed = access.holders(node, permission)
    for grant in () if person is None else out_of_date(request.site, person.id, needed, request.today):
        place = request.site.node(grant.oid)
        if place is not None and person is not None and _is_changed_by(request, place, grant):
            text = _("Avancer le début de son rôle : ${role} de « ${title} »")
            told = request.translate(text, role=request.translate(ROLES[grant.role]), title=place.title)
            yield Repair(str(told), request.node_url(place, "role-edit", who=person.id, role=str(grant.role)))


def _is_changed_by(request: Request, place: Node, grant: Grant) -> bool:
    to_come = grant.since is not None and grant.since > request.today and not grant.through
    return to_come and grant.role in GIVEN_ON.get(place.type_name, ()) and access.permits(request.reader, Permission.PEOPLE, place)


def _roles(request: Request, node: Node, permission: Permission, subject: Subject) -> Iterator[Repair]:
    for role, place in remedies(subject.reader, permission, node):
        if not access.permits(request.reader, Permission.PEOPLE, place):
            continue
        name = request.translate(ROLES[role])
        if role in SHARED:
            text = _("Lui donner un accès à cette page seulement : ${role}")
            yield Repair(str(request.translate(text, role=name)), request.node_url(place, "sharing-new", role=role, **subject.query))
        elif Role(role) in GIVEN_ON.get(place.type_name, ()):
            told = request.translate(_("Lui confier un rôle : ${role} de « ${title} »"), role=name, title=place.title)
            yield Repair(str(told), request.node_url(place, "people-new", mail=subject.mail, role=role))


def _gate(request: Request, told: Explanation) -> Iterator[Repair]:
    """All that is in the way is a page that was made private."""
    closed = [answer.gate for answer in told.gates if not answer.open]
    if len(closed) == 1 and told.held and closed[0].private and access.permits(request.reader, Permission.PEOPLE, closed[0]):
        text = _("Rouvrir « ${title} », qui a été rendue privée")
        yield Repair(str(request.translate(text, title=closed[0].title)), request.node_url(closed[0], "sharing-private"))


def _by_state(request: Request, node: Node) -> Repair:
    """No role that the reader may give opens it: the state does, or whoever looks after the roles above."""
    state = cards.state_of(request, node) if node.state else None
    if state is None:
        return Repair(str(request.translate(_("Aucun rôle que vous puissiez confier ne le permet."))), None)
    text = _("Aucun rôle que vous puissiez confier ne le permet dans l’état « ${state} » : voir comment la page change d’état")
    return Repair(str(request.translate(text, state=state[1])), request.node_url(node))
