"""Why can she see this, why can't he do that: the rules followed step by step, for those who look after the roles (DESIGN §3)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, Permission, Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id, by_mail
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, appointments
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.explain import Explanation, explain, offered, out_of_date, place_of_token, stranger
from mobee_pyr.workflows.wording import PERMISSIONS, Wording

VISITOR = "visitor"
MOST = 200
"""Names in the list; anybody else is found by their address."""

LONGEST = 200


class Subject(NamedTuple):
    """Whom one asks about. ``person`` is ``None`` for a visitor, and for whoever this network does not know."""

    name: str
    reader: Reader
    person: Person | None = None
    note: str | None = None


class Step(NamedTuple):
    """One step of the path, for ``parts/track.pt``."""

    state: str
    title: str
    note: str | None = None
    who: str | None = None
    when: str | None = None


@view_config(context=Node, name="why", permission=Permission.PEOPLE, request_method="GET", renderer="mobee_pyr.views:templates/why.pt")
def why(node: Node, request: Request) -> dict[str, Any]:
    """The question; with ``?person=`` or ``?mail=``, its answer too."""
    mail, chosen = request.GET.get("mail", "").strip()[:LONGEST], request.GET.get("person", "")
    people = _people(request, node)
    choices = offered(node)
    permission = next((each for each in choices if each == request.GET.get("permission")), Permission.VIEW)
    misspelt = bool(mail) and "@" not in mail
    if misspelt:
        request.response.status_int = 422
    subject = None if misspelt else _by_address(request, node, people, mail) if mail else _by_name(request, people, chosen)
    return {
        "page": Page(request, _("Pourquoi ?")),
        "managing": managing(request, node),
        "about": node.title,
        "back": request.node_url(node),
        "action": request.node_url(node, "why"),
        "people": [(person.id, person.title, person.id == chosen and not mail) for person in people],
        "visitor": chosen == VISITOR and not mail,
        "mail": mail,
        "misspelt": misspelt,
        "permissions": [(each.value, request.translate(PERMISSIONS[each]), each == permission) for each in choices],
        "answer": None if subject is None else _answer(request, node, permission, subject),
    }


def _people(request: Request, node: Node) -> list[Person]:
    """Those who hold, held or will hold a role here or above, as far as it is the reader who looks after it; plain members last."""
    found: dict[str, bool] = {}
    for step in lineage(node):
        if step.type_name != "site" and access.permits(request.reader, Permission.PEOPLE, step):
            for person_id, grant in request.site.membership.on(step.oid):
                found[person_id] = found.get(person_id, False) or grant.role != Role.MEMBER
    known = [person for person_id in found if (person := by_id(request.site, person_id)) is not None]
    return sorted(known, key=lambda person: (not found[person.id], person.title.casefold()))[:MOST]


def _by_name(request: Request, people: list[Person], chosen: str) -> Subject | None:
    if chosen == VISITOR:
        return Subject(request.translate(_("une personne sans compte")), access.reader(request.site, None, request.today))
    person = next((each for each in people if each.id == chosen), None)
    return None if person is None else _known(request, person, person.title)


def _by_address(request: Request, node: Node, people: list[Person], mail: str) -> Subject:
    """Whoever is unknown to this network gets the answer of any stranger, in the same words, account or not."""
    person = by_mail(request.site, mail)
    if person is not None and person in people:
        return _known(request, person, person.title)
    if person is not None and (network_of(node) is None or appointments.known_here(node, person, request.today)):
        return _known(request, person, mail)
    note = _("Cette adresse n’a pas de rôle dans ce réseau aujourd’hui : la réponse vaut pour toute personne connectée.")
    return Subject(mail, stranger(request.site), None, request.translate(note))


def _known(request: Request, person: Person, name: str) -> Subject:
    note = request.translate(_("Ce compte est bloqué : la réponse est celle d’une personne sans compte.")) if person.blocked else None
    return Subject(name, access.reader(request.site, person, request.today), person, note)


def _answer(request: Request, node: Node, permission: Permission, subject: Subject) -> dict[str, Any]:
    told = explain(subject.reader, permission, node)
    text = _("Oui : ${who} peut ${verb}.") if told.allowed else _("Non : ${who} ne peut pas ${verb}.")
    return {
        "allowed": told.allowed,
        "text": request.translate(text, who=subject.name, verb=request.translate(PERMISSIONS[permission])),
        "note": subject.note,
        "steps": list(_steps(request, node, permission, subject, told)),
    }


def _steps(request: Request, node: Node, permission: Permission, subject: Subject, told: Explanation) -> Iterator[Step]:
    translate = request.translate
    if told.kept:
        note = _("Qui a candidaté ou promis garde sa réponse et la demande sous les yeux, quoi qu’il arrive.")
        yield Step("done", translate(_("Cette personne a répondu à cette demande")), translate(note))
    for gate in told.gates:
        title = translate(_("« ${title} » n’est pas ouvert à tout le monde"), title=_title(request, gate.gate))
        note = _("Cette personne peut y entrer.") if gate.open else _("Cette personne ne peut pas y entrer : elle n’y a aucun rôle.")
        yield Step("done" if gate.open else "refused", title, translate(note))
    if not told.gates:
        yield Step(
            "done", translate(_("Rien ne ferme le chemin")), translate(_("Ni ce réseau ni cette page ne sont réservés à quelques-uns."))
        )
    state, words = cards.state_of(request, node) if node.state else None, Wording(request.language, translate)
    title = _("La page est dans l’état « ${state} »") if state else _("La page n’a pas d’états")
    note = translate(_("Peuvent alors ${verb} : ${who}."), verb=translate(PERMISSIONS[permission]), who=words.who(told.roles))
    yield Step("done", translate(title, state=state[1] if state else ""), note)
    yield _role(request, subject, told)


def _role(request: Request, subject: Subject, told: Explanation) -> Step:
    """Through which role, or that none of those held would do."""
    held = [_held(request, token) for token in sorted(told.held, key=_broad)]
    if held:
        return Step("done", request.translate(_("Cette personne en fait partie")), ", ".join(dict.fromkeys(held)))
    over = [] if subject.person is None else out_of_date(request.site, subject.person.id, told.needed, request.today)
    missing = request.translate(_("Cette personne n’en fait pas partie"))
    return Step("done" if told.kept else "refused", missing, " ; ".join(_dated(request, grant) for grant in over) or None)


def _broad(token: str) -> tuple[bool, str]:
    """Roles of one's own come before what everybody is."""
    return token in (EVERYONE, AUTHENTICATED), token


def _held(request: Request, token: str) -> str:
    """« référent ou référente de « Pierres vivantes » »."""
    role, _at, _oid = token.partition("@")
    place = place_of_token(request.site, token)
    if place is not None:
        return _of(request, role, place)
    own = {EVERYONE: _("comme tout le monde"), AUTHENTICATED: _("comme toute personne connectée")}
    return str(request.translate(own.get(token, _("nommément"))))


def _of(request: Request, role: str, place: Node) -> str:
    text = _("${role} de « ${title} »")
    return str(request.translate(text, role=request.translate(ROLES.get(role, role)), title=_title(request, place)))


def _dated(request: Request, grant: Grant) -> str:
    """« référent ou référente de « Pierres vivantes », à partir du 3 mars 2027 »."""
    place = request.site.node(grant.oid)
    role = "" if place is None else _of(request, grant.role, place)
    if grant.since is not None and request.today < grant.since:
        return str(request.translate(_("${role}, à partir du ${day}"), role=role, day=request.words.day(grant.since)))
    return str(request.translate(_("${role}, jusqu’au ${day}"), role=role, day=request.words.day(grant.until)))


def _title(request: Request, node: Node) -> str:
    """Its title, for whoever may read it."""
    seen = access.permits(request.reader, Permission.VIEW, node)
    return node.title if seen else str(request.translate(_("la page qui contient celle-ci")))
