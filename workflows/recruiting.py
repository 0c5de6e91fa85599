"""Finding volunteers for a mission: only those who agreed, in one's own network, by what they opened; asking them, keeping them in mind.

Who takes back their consent, is suspended or leaves the network is gone from every list at that moment: each list asks `findable` anew.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple, cast

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from translationstring import TranslationString

from mobee_pyr.content.access import Permission
from mobee_pyr.content.communes import distance_km
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.names import slug
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.recruiting import LONGEST_NOTE, STAGES, Candidate, Invitation, Pool
from mobee_pyr.content.site import Site
from mobee_pyr.content.whereabouts import Point, spot
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, matching
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.matching import Match, Volunteer

A_WEEK = timedelta(days=7)
MOST_A_WEEK = 3
"""Invitations that one person receives in any seven days, from all organisations together."""

MOST_POOLS = 12
MOST_IN_A_POOL = 500
MOST_TOLD = 60
"""People of whom a search tells; whoever seeks more narrows it."""

TO = "organisations"
"""The key of `profile.SHOWN_TO` under which associations that search read a profile."""


class RecruitingRefused(ValueError):
    """``message`` says to people why it cannot be done, and what to do."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(str(message))
        self.message = message


class Sought(NamedTuple):
    """What a search asks for; what is empty is not asked. ``within`` kilometres of the mission."""

    skill: str = ""
    within: int = 0
    moment: str = ""
    online: bool = False


class Found(NamedTuple):
    """Somebody, what they opened, and how well it fits the mission."""

    person: Person
    match: Match


def findable(site: Site, person: Person | None, node: Node, act: Act) -> bool:
    """May the organisation of ``node`` know of this person: consent given, of age, account open, in the same network today?"""
    network = network_of(node)
    if person is None or network is None or person.blocked or not person.profile.found or person.profile.minor:
        return False
    return network.oid in access.reader(site, person, act.today).inside


def search(act: Act, mission: Mission, sought: Sought) -> list[Found]:
    """Who might fit, the best first: never whoever searches, nor who has applied. Judged by what they opened to associations alone."""
    found = (Found(person, _judged(act, mission, person)) for person in candidates(act, mission) if _answers(person, mission, sought))
    fitting = [one for one in found if one.match.fits or (any(sought) and not one.match.closed)]
    return sorted(fitting, key=lambda one: (-one.match.rank, one.person.id))[:MOST_TOLD]


def judged(act: Act, mission: Mission, person: Person) -> Match:
    """How well what somebody opened fits a mission."""
    return _judged(act, mission, person)


def shortlist(act: Act, mission: Mission) -> list[tuple[Person, Candidate]]:
    """Whom the organisation thinks of, stage after stage; whoever may not be found any more is not there."""
    lines = () if mission.shortlist is None else mission.shortlist.items()
    people = ((by_id(act.site, who), line) for who, line in lines)
    kept = [(person, line) for person, line in people if person is not None and findable(act.site, person, mission, act)]
    stages = list(STAGES)
    return sorted(kept, key=lambda pair: (stages.index(pair[1].stage), pair[0].title))


def line_of(mission: Mission, person: Person) -> Candidate | None:
    """What stands about somebody on a mission's shortlist."""
    return None if mission.shortlist is None else mission.shortlist.get(person.id)


def note(act: Act, mission: Mission, person: Person, stage: str, text: str) -> None:
    """Put somebody on the shortlist, or say how far one is. Raises `RecruitingRefused`."""
    _must_be_findable(act, mission, person)
    if stage not in STAGES:
        raise RecruitingRefused(_("Choisissez une étape de la liste."))
    if mission.shortlist is None:
        mission.shortlist = OOBTree()
    mission.shortlist[person.id] = Candidate(stage, text.strip()[:LONGEST_NOTE], act.who or "", act.now)
    _keep(person, mission)


def drop(mission: Mission, person: Person) -> None:
    """Take somebody off the shortlist, with what was noted."""
    if mission.shortlist is not None and person.id in mission.shortlist:
        del mission.shortlist[person.id]
    _release(person, mission)


def invite(act: Act, mission: Mission, person: Person, word: str) -> None:
    """Ask somebody whether the mission interests them. Raises `RecruitingRefused`."""
    _must_be_findable(act, mission, person)
    refusal = why_not_invited(act, mission, person)
    if refusal is not None:
        raise RecruitingRefused(refusal)
    if person.invitations is None:
        person.invitations = LOBTree()
    person.invitations[mission.oid] = Invitation(act.who or "", word.strip()[:LONGEST_NOTE], act.now)
    former = line_of(mission, person)
    note(act, mission, person, "invited", "" if former is None else former.note)
    person.record(act.who, "recruited", when=act.now)


def why_not_invited(act: Act, mission: Mission, person: Person) -> TranslationString | None:
    """Why somebody cannot be invited to a mission now, in words; ``None`` if they can."""
    received = {} if person.invitations is None else person.invitations
    if mission.oid in received:
        return _("Cette personne a déjà été invitée à cette mission.")
    if mission.oid in person.answered:
        return _("Cette personne a déjà candidaté : vous la trouvez parmi les candidatures.")
    if mission.state != "published":
        return _("La mission n’est pas ouverte aux candidatures : publiez-la d’abord.")
    if not access.permits(access.reader(act.site, person, act.today), Permission.VIEW, mission):
        return _("Cette personne ne peut pas ouvrir la page de la mission.")
    if sum(act.now - one.when < A_WEEK for one in received.values()) >= MOST_A_WEEK:
        return _("Cette personne a déjà reçu plusieurs invitations cette semaine. Réessayez dans quelques jours.")
    return None


def invitations(act: Act, person: Person) -> Iterator[tuple[Mission, Invitation]]:
    """What a person received and can still follow, the latest first."""
    received = [] if person.invitations is None else list(person.invitations.items())
    reader = access.reader(act.site, person, act.today)
    for oid, one in sorted(received, key=lambda pair: pair[1].when, reverse=True):
        mission = act.site.node(oid)
        if isinstance(mission, Mission) and access.permits(reader, Permission.VIEW, mission):
            yield mission, one


def answer(act: Act, mission: Mission, interested: bool) -> bool:
    """« Ça m’intéresse » or « non merci »: the organisation reads it on its shortlist. ``False``: nobody asked."""
    person = cast(Person, act.person)
    former = None if person.invitations is None else person.invitations.get(mission.oid)
    if person.invitations is None or former is None:
        return False
    person.invitations[mission.oid] = former._replace(answer="yes" if interested else "no")
    line = line_of(mission, person)
    if line is not None and mission.shortlist is not None and line.stage in ("invited", "to_contact"):
        mission.shortlist[person.id] = line._replace(stage="talking" if interested else "set_aside", when=act.now)
    return True


# Pools --------------------------------------------------------------------------------------------------------------------


def pools(act: Act, organisation: Organisation) -> list[tuple[str, str, list[Person]]]:
    """Each pool: its key, its name, and those of its people who may be found today."""
    told = []
    for key, pool in sorted(organisation.pools.items(), key=lambda pair: pair[1].title.lower()):
        people = (by_id(act.site, who) for who, _since in pool.people)
        told.append((key, pool.title, [one for one in people if one is not None and findable(act.site, one, organisation, act)]))
    return told


def keep_in_pool(act: Act, organisation: Organisation, person: Person, title: str) -> str:
    """Keep somebody in mind under a name, an old or a new one; give its key. Raises `RecruitingRefused`."""
    _must_be_findable(act, organisation, person)
    name = " ".join(title.split())[:80]
    if not name:
        raise RecruitingRefused(_("Donnez un nom au vivier, par exemple « Samedis de tri »."))
    key = slug(name)
    pool = organisation.pools.get(key, Pool(name))
    if key not in organisation.pools and len(organisation.pools) >= MOST_POOLS:
        raise RecruitingRefused(_("Vous avez déjà douze viviers : choisissez-en un, ou videz-en un."))
    others = tuple(each for each in pool.people if each[0] != person.id)
    if len(others) >= MOST_IN_A_POOL:
        raise RecruitingRefused(_("Ce vivier est plein : ouvrez-en un autre."))
    organisation.pools = {**organisation.pools, key: pool._replace(people=(*others, (person.id, act.now)))}
    _keep(person, organisation)
    return key


def leave_pool(organisation: Organisation, person: Person, key: str) -> bool:
    """Somebody is kept in mind no more, by their own will or the organisation's; a pool without people is gone."""
    pool = organisation.pools.get(key)
    if pool is None or person.id not in dict(pool.people):
        return False
    left = pool._replace(people=tuple(each for each in pool.people if each[0] != person.id))
    others = {name: each for name, each in organisation.pools.items() if name != key}
    organisation.pools = {**others, key: left} if left.people else others
    if not any(person.id in dict(each.people) for each in organisation.pools.values()):
        _release(person, organisation)
    return True


def pools_of(act: Act, person: Person) -> Iterator[tuple[Organisation, str, str]]:
    """(organisation, key, name) of each pool that keeps somebody in mind, for that person."""
    for oid in () if person.kept_at is None else person.kept_at:
        node = act.site.node(oid)
        if isinstance(node, Organisation):
            yield from ((node, key, pool.title) for key, pool in node.pools.items() if person.id in dict(pool.people))


def forget(site: Site, person: Person) -> None:
    """Nobody keeps somebody in mind any more: consent was taken back. What they received stays theirs."""
    for oid in () if person.kept_at is None else list(person.kept_at):
        node = site.node(oid)
        if isinstance(node, Mission):
            drop(node, person)
        elif isinstance(node, Organisation):
            for key in list(node.pools):
                leave_pool(node, person, key)
    person.kept_at = None


def candidates(act: Act, mission: Mission) -> Iterator[Person]:
    """Those of whom the organisation may know, without whoever looks and who applied."""
    for who in act.site.findable or ():
        person = by_id(act.site, who)
        if person is not None and who != act.who and mission.oid not in person.answered and findable(act.site, person, mission, act):
            yield person


def opened(person: Person) -> Volunteer:
    """Somebody as associations may judge: what they are (retired, student…) is left out, a scheme is for them to say."""
    return Volunteer(person.profile.opened(TO)._replace(schemes=True))


def _judged(act: Act, mission: Mission, person: Person) -> Match:
    return matching.match(opened(person), mission, act.today)


def _answers(person: Person, mission: Mission, sought: Sought) -> bool:
    """Does what they opened answer to what is asked? What is not said does not."""
    profile = person.profile.opened(TO)
    there, here = spot(mission.place), spot(profile.home)
    return (
        (not sought.skill or bool(profile.level(sought.skill)))
        and (not sought.moment or sought.moment in profile.times)
        and (not sought.online or profile.mode in ("online", "both"))
        and (not sought.within or _near(there, here, sought.within))
    )


def _near(there: Point | None, here: Point | None, within: int) -> bool:
    return there is not None and here is not None and distance_km(there, here) <= within


def _must_be_findable(act: Act, node: Node, person: Person) -> None:
    if not findable(act.site, person, node, act):
        raise RecruitingRefused(_("Cette personne ne souhaite plus être trouvée, ou n’est plus dans ce réseau."))


def _keep(person: Person, node: Node) -> None:
    if person.kept_at is None:
        person.kept_at = LLTreeSet()
    person.kept_at.add(node.oid)


def _release(person: Person, node: Node) -> None:
    if person.kept_at is not None and node.oid in person.kept_at:
        person.kept_at.remove(node.oid)
