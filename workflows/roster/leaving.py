"""Those who are no longer in a list leave: their roles and what they are to the organisation end; what they did stays theirs."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.person import Person, by_id, same_mail
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import GIVEN_ON, NEVER_WITHOUT, dismiss, held

YOURSELF = _("C’est vous : votre rôle ne se termine pas par un fichier.")
IN_CHARGE = _("Il faut toujours quelqu’un dans ce rôle : nommez d’abord une autre personne.")


class Leaver(NamedTuple):
    """Somebody who is not in the list; ``person`` is ``None`` for whoever was only awaited. ``stays``: why they stay all the same."""

    name: str
    mail: str
    person: Person | None = None
    stays: TranslationString | None = None


def leavers(act: Act, node: Owner, listed: Collection[str]) -> list[Leaver]:
    """The members and the awaited whose address is not ``listed`` (as `same_mail` writes it), by name."""
    absent = [person for person in _members(act, node) if same_mail(person.mail) not in listed]
    kept = _needed(act, node, {person.id for person in absent})
    found = [Leaver(person.title, person.mail, person, _why_not(act, person, kept)) for person in absent]
    found += [Leaver(one.name, mail) for mail, one in awaited.everybody(node) if mail not in listed]
    return sorted(found, key=lambda one: one.name.casefold())


def depart(act: Act, node: Owner, leaver: Leaver, reason: str) -> bool:
    """End every role of one of them here; ``False`` for whoever stays."""
    if leaver.stays is not None:
        return False
    if leaver.person is None:
        awaited.take(act.site, node, leaver.mail)
        return True
    for role in GIVEN_ON[node.type_name]:
        if held(node, leaver.person, role, act.today) is not None:
            dismiss(act, node, leaver.person, role, reason)
    return True


def _members(act: Act, node: Owner) -> Iterator[Person]:
    for person_id, grant in list(act.site.membership.given_on(node.oid)):
        person = by_id(act.site, person_id)
        if person is not None and grant.role == Role.MEMBER and held(node, person, Role.MEMBER, act.today) is not None:
            yield person


def _needed(act: Act, node: Owner, absent: set[str]) -> set[str]:
    """Those of the absent without whom nobody would be in charge."""
    titulars = act.site.membership.titulars(NEVER_WITHOUT[node.type_name], node.oid, act.today)
    left = (by_id(act.site, each) for each in titulars if each not in absent)
    return set() if any(person is not None and not person.blocked for person in left) else set(titulars)


def _why_not(act: Act, person: Person, kept: set[str]) -> TranslationString | None:
    if person.id == act.who:
        return YOURSELF
    return IN_CHARGE if person.id in kept else None
