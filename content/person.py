"""A person: one account, whatever networks and organisations they take part in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree

from mobee_pyr.content.profile import Profile
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner


class MailTaken(ValueError):
    """Another account has this address."""


class Affiliation(NamedTuple):
    """What somebody is to a legal entity, for a time.

    ``entity`` is an oid, ``status`` a key of `vocabulary.STATUSES`, ``manager`` the id of the line manager.
    It counts once a référent has confirmed it.
    """

    entity: int
    status: str
    since: date | None = None
    until: date | None = None
    manager: str | None = None
    confirmed_by: str | None = None
    confirmed_on: date | None = None

    def holds(self, day: date) -> bool:
        """Is it confirmed and in force on ``day``?"""
        begun = self.since is None or self.since <= day
        return self.confirmed_on is not None and begun and (self.until is None or day <= self.until)


class Undelivered(NamedTuple):
    """Our mails do not reach a person: ``mails`` are the ids of those refused for good, each once, the latest three at most.

    ``reported``: told afterwards, by a server that had taken the mail first; its taking another one proves nothing then.
    """

    since: datetime
    mails: tuple[str, ...]
    why: str
    reported: bool = False


class Person(Owner):
    """One human being. Other nodes refer to a person by `id`, which never changes."""

    type_name = "person"
    password: str | None = None
    """The argon2id hash; ``None`` until a password is chosen."""
    place = ""
    presentation = ""
    profile = Profile()
    """What they can do and wish to do as a volunteer."""
    passed_over: tuple[int, ...] = ()
    """The oids of the missions that they do not want to be shown again; one that is gone for good does no harm."""
    arrivals: tuple[str, ...] = ()
    """The links by which they arrived on other hosts lately: each is good once."""
    opening: Mapping[str, Any] = {}
    """What they have said so far about a network that they are opening. Replaced, never changed."""
    invitations: LOBTree | None = None
    """A mission's oid → `recruiting.Invitation`."""
    kept_at: LLTreeSet | None = None
    """The oids of the missions and organisations whose shortlist or pools hold this person."""
    favourites: LOBTree | None = None
    """A mission's oid → when this person kept it for later; nobody else reads it."""
    feed_key = ""
    """The secret in the addresses of their own feeds and calendars; empty: they have none."""
    blocked = False
    signed_in_on: date | None = None
    """The day of the last sign-in; no finer, because nobody needs to know."""
    wishes: Mapping[str, str] = {}
    """A kind of letter → ``daily``, ``weekly`` or ``never``; at once when nothing is said."""
    quiet: tuple[int, int] | None = None
    """The hours (Paris) from which and until which no letter is wanted."""
    notices: LOBTree | None = None
    """What the person was told: see `notices`."""
    held: LLTreeSet | None = None
    """The keys of those that wait for a letter that sums up."""
    read_up_to = 0
    """The key of the latest notice when the person said that all was read."""

    drafts: OOBTree | None = None
    """What they are typing and have not saved: see `drafts`."""
    searches: LOBTree | None = None
    """A key → `saved.SavedSearch`."""
    alerted: LOBTree | None = None
    """The oid of a mission of which the person was told because it fits them → when: never twice."""
    alerts_waiting: LOBTree | None = None
    """The oid of a mission that fits them → since when it waits, because they were told of enough others."""
    alerts_a_week = 0
    """Missions of which they wish to be told in a week at most; 0: as many as the networks say."""
    week_told: datetime | None = None
    """When the letter of the week last went, or was chosen."""
    undelivered: Undelivered | None = None
    """What says that our mails do not reach the present address: see `undelivered`."""

    def __init__(self, title: str, mail: str, language: str = "fr", created: datetime | None = None) -> None:
        super().__init__(title, created=created)
        self.mail = mail
        self.language = language
        self.languages: tuple[str, ...] = (language,)
        self.affiliations: tuple[Affiliation, ...] = ()
        self.answers = LLTreeSet()
        """The oids of this person's applications, pledges and requests to join."""
        self.answered = LLTreeSet()
        """The oids of the missions and needs that they ever answered: they keep sight of these for good."""
        self.epoch = 0
        """Sign-ins made under an earlier epoch are over."""

    @property
    def id(self) -> str:
        """The name under which everything refers to this person."""
        return self.__name__

    def affiliation(self, entity: int, day: date) -> Affiliation | None:
        """The confirmed affiliation to a legal entity on ``day``."""
        return next((held for held in self.affiliations if held.entity == entity and held.holds(day)), None)

    def end_affiliations(self, entity: int, last: date) -> None:
        """Belong to a legal entity until ``last`` at most; what begins later never was."""
        begun = (held for held in self.affiliations if held.entity != entity or held.since is None or held.since <= last)
        self.affiliations = tuple(
            held._replace(until=last) if held.entity == entity and (held.until is None or held.until > last) else held for held in begun
        )


def same_mail(mail: str) -> str:
    """The form under which two spellings of one address are equal."""
    return mail.strip().casefold()


def by_mail(site: Site, mail: str) -> Person | None:
    """The person with that address."""
    person_id = site.mails.get(same_mail(mail))
    found = None if person_id is None else site.people.get(person_id)
    return found if isinstance(found, Person) else None


def by_id(site: Site, person_id: str | None) -> Person | None:
    """The person of that id."""
    found = None if person_id is None else site.people.get(person_id)
    return found if isinstance(found, Person) else None


def change_mail(site: Site, person: Person, mail: str) -> None:
    """Give a person (already in the tree) an address of their own, or confirm the one they have. Raises `MailTaken`."""
    taken_by = site.mails.get(same_mail(mail))
    if taken_by not in (None, person.id):
        raise MailTaken(mail)
    if site.mails.get(same_mail(person.mail)) == person.id:
        del site.mails[same_mail(person.mail)]
    person.mail = mail.strip()
    person.undelivered = None
    site.mails[same_mail(mail)] = person.id


def name_of(site: Site, person_id: str | None) -> str:
    """The name of whoever did something, for people to read; empty for the system."""
    person = by_id(site, person_id)
    return "" if person is None else person.title
