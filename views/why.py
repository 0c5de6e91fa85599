"""Why can she see this, why can't he do that: the rules followed step by step, for those who look after the roles (DESIGN §3)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, GROUP_ROLE, Permission, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_mail
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.acquainted import acquainted
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.repairing import Subject, repairs
from mobee_pyr.workflows import access, appointments
from mobee_pyr.workflows.explain import Explanation, GateAnswer, entrances, explain, offered, out_of_date, place_of_token, stranger
from mobee_pyr.workflows.wording import PERMISSIONS, Wording

VISITOR = "visitor"
LONGEST = 200


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
    people = acquainted(request, node)
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
    return Subject(mail, stranger(request.site), None, request.translate(note), mail)


def _known(request: Request, person: Person, name: str) -> Subject:
    """Somebody of this network; a blocked account opens nothing."""
    note = request.translate(_("Ce compte est bloqué : la réponse est celle d’une personne sans compte.")) if person.blocked else None
    return Subject(name, access.reader(request.site, person, request.today), person, note, person.mail)


def _answer(request: Request, node: Node, permission: Permission, subject: Subject) -> dict[str, Any]:
    told = explain(subject.reader, permission, node)
    text = _("Oui : ${who} peut ${verb}.") if told.allowed else _("Non : ${who} ne peut pas ${verb}.")
    return {
        "allowed": told.allowed,
        "text": request.translate(text, who=subject.name, verb=request.translate(PERMISSIONS[permission])),
        "note": subject.note,
        "steps": list(_steps(request, node, permission, subject, told)),
        "repairs": [] if told.allowed else list(repairs(request, node, permission, subject, told)),
        "see_as": request.node_url(node, "see-as", **subject.query) if _may_look(request, node, subject) else None,
    }


def _may_look(request: Request, node: Node, subject: Subject) -> bool:
    """Whoever runs the network may look for themselves, as a person that it knows."""
    network = network_of(node)
    known = subject.person is not None and subject.person is not request.person and network is not None
    return known and network is not None and access.permits(request.reader, Permission.PEOPLE, network)


def _steps(request: Request, node: Node, permission: Permission, subject: Subject, told: Explanation) -> Iterator[Step]:
    translate = request.translate
    if told.kept:
        note = _("Qui a candidaté ou promis garde sa réponse et la demande sous les yeux, quoi qu’il arrive.")
        yield Step("done", translate(_("Cette personne a répondu à cette demande")), translate(note))
    for gate in told.gates:
        title = translate(_("« ${title} » n’est pas ouvert à tout le monde"), title=_title(request, gate.gate))
        yield Step("done" if gate.open else "refused", title, _entrance(request, subject, gate))
    if not told.gates:
        yield Step(
            "done", translate(_("Rien ne ferme le chemin")), translate(_("Ni ce réseau ni cette page ne sont réservés à quelques-uns."))
        )
    state, words = cards.state_of(request, node) if node.state else None, Wording(request.language, translate)
    title = _("La page est dans l’état « ${state} »") if state else _("La page n’a pas d’états")
    note = translate(_("Peuvent alors ${verb} : ${who}."), verb=translate(PERMISSIONS[permission]), who=words.who(told.roles))
    yield Step("done", translate(title, state=state[1] if state else ""), note)
    yield _role(request, subject, told)


def _entrance(request: Request, subject: Subject, gate: GateAnswer) -> str:
    """« Elle y entre comme membre de « Atelier du Sud » »; where the role is not the reader's to know, that there is one."""
    if not gate.open:
        return str(request.translate(_("Cette personne ne peut pas y entrer : elle n’y a aucun rôle.")))
    for grant in entrances(subject.reader, gate.gate, request.today):
        place = request.site.node(grant.oid)
        if place is not None and access.permits(request.reader, Permission.PEOPLE, place):
            text = _("Elle y entre comme ${role}.")
            return str(request.translate(text, role=_of(request, grant.role, place) + _by_group(request, grant)))
    return str(request.translate(_("Cette personne peut y entrer.")))


def _by_group(request: Request, grant: Grant) -> str:
    """« , par le groupe « Comité des dons » »."""
    groups = request.site.membership.groups
    group = None if groups is None or not grant.through else groups.get(grant.through)
    return "" if group is None else str(request.translate(_(", par le groupe « ${name} »"), name=group.name))


def _role(request: Request, subject: Subject, told: Explanation) -> Step:
    """Through which role, or that none of those held would do."""
    held = [_held(request, one) + _through(request, subject, one) for one in sorted(told.held, key=_broad)]
    if held:
        return Step("done", request.translate(_("Cette personne en fait partie")), ", ".join(dict.fromkeys(held)))
    over = [] if subject.person is None else out_of_date(request.site, subject.person.id, told.needed, request.today)
    missing = request.translate(_("Cette personne n’en fait pas partie"))
    return Step("done" if told.kept else "refused", missing, " ; ".join(_dated(request, grant) for grant in over) or None)


def _broad(held: str) -> tuple[bool, str]:
    """Roles of one's own come before what everybody is."""
    return held in (EVERYONE, AUTHENTICATED), held


def _held(request: Request, held: str) -> str:
    """« référent ou référente de « Pierres vivantes » »."""
    role, _at, _oid = held.partition("@")
    if role.startswith(GROUP_ROLE):
        groups = request.site.membership.groups
        group = None if groups is None else groups.get(int(role.removeprefix(GROUP_ROLE)))
        return "" if group is None else str(request.translate(_("par le groupe « ${name} »"), name=group.name))
    place = place_of_token(request.site, held)
    if place is not None:
        return _of(request, role, place)
    own = {EVERYONE: _("comme tout le monde"), AUTHENTICATED: _("comme toute personne connectée")}
    return str(request.translate(own.get(held, _("nommément"))))


def _through(request: Request, subject: Subject, held: str) -> str:
    """By which group, for a role that is held by no other way."""
    granted = [] if subject.person is None else request.site.membership.grants(subject.person.id)
    ways = [grant for grant in granted if token(grant.role, grant.oid) == held and grant.holds(request.today)]
    return _by_group(request, ways[0]) if ways and all(way.through for way in ways) else ""


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
