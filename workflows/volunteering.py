"""A volunteer's profile from its first word to its end: who may ask, what is kept, what happens when its day has passed (M71)."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from translationstring import TranslationString

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import PREFIX, answers
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import Person
from mobee_pyr.content.volunteer import OVER, SAID, Volunteer, volunteer_of
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, corrections, extra_fields, library, validity
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, Expiring
from mobee_pyr.workflows.engine import TransitionRefused, announce, begin, fire

WARNING = timedelta(days=30)
"""How long before its last day somebody is warned."""

LAPSE = "lapse"


def open_profile(network: Network, person: Person) -> Volunteer | None:
    """The profile that somebody has in a network; ``None`` when they may write one."""
    found = volunteer_of(network, person)
    return None if found is None or found.state in OVER or tree.is_deleted(found) else found


def may_ask(who: Reader, network: Network) -> bool:
    """Does somebody take part in this network, and is it open?"""
    inside = network.oid in who.inside and access.permits(who, Permission.VIEW, network)
    return who.person_id is not None and inside and network.state == "open"


def ask(act: Act, network: Network, said: Mapping[str, str]) -> Volunteer:
    """Write a profile, as a draft that only its author reads. Raises `TransitionRefused`."""
    person, who = cast(Person, act.person), access.reader(act.site, act.person, act.today)
    refusal = _refusal(who, network, person)
    if refusal is not None:
        raise TransitionRefused(refusal)
    made = tree.add(network, Volunteer(person.title, person.id, created=act.now), secrets.token_hex(8), by=person.id)
    _say(made, said)
    extra_fields.keep(act, made, said)
    begin(act, made)
    return made


def correct(act: Act, volunteer: Volunteer, said: Mapping[str, str]) -> bool:
    """Keep what was corrected; the journal says what was, never what stood there."""
    changed = [name for name in SAID if getattr(volunteer, name) != said[name]]
    before = answers(volunteer)
    extra_fields.keep(act, volunteer, said)
    now = answers(volunteer)
    extra = [f"{PREFIX}{name}" for name in {**before, **now} if before.get(name) != now.get(name)]
    if changed or extra:
        _say(volunteer, said)
        changed += extra
        volunteer.record(act.who, "edited", when=act.now, names=" ".join(changed))
        corrections.follow(act, volunteer, changed)
    return bool(changed)


def run(act: Act) -> int:
    """End what has lapsed and warn of what soon will, each once; give how many profiles were touched."""
    due = list(validity.due_before(act.site, act.today + WARNING + timedelta(days=1)))
    return sum([_lapse(act, one) if one.valid_until < act.today else _warn(act, one) for one in due if one.valid_until is not None])


def _lapse(act: Act, volunteer: Volunteer) -> bool:
    """A network's own workflow may go another way: the date counts all the same."""
    applied = library.workflow_of(volunteer)
    if applied.faults or all(leaving.name != LAPSE for leaving in applied.workflow.leaving(volunteer.state)):
        return False
    fire(act.by_system(), volunteer, LAPSE)
    return True


def _warn(act: Act, volunteer: Volunteer) -> bool:
    if volunteer.state != "verified" or volunteer.warned_of == volunteer.valid_until:
        return False
    volunteer.warned_of = volunteer.valid_until
    volunteer.record(None, "expiry told", when=act.now)
    announce(Expiring(act.by_system(), volunteer))
    return True


def _say(volunteer: Volunteer, said: Mapping[str, str]) -> None:
    for name in SAID:
        setattr(volunteer, name, said[name])


def _refusal(who: Reader, network: Network, person: Person) -> TranslationString | None:
    if not may_ask(who, network):
        return _("Rejoignez d’abord ce réseau : il vérifie les profils de celles et ceux qui y prennent part.")
    if open_profile(network, person) is not None:
        return _("Vous avez déjà un profil dans ce réseau : ouvrez-le pour le compléter.")
    return None
