"""What happens to an account: it is opened, its password changes, its sign-ins end, it is blocked. Each is a deed of the person."""

from datetime import date, datetime

from mobee_pyr.content import tree
from mobee_pyr.content.person import MailTaken, Person, by_mail, change_mail
from mobee_pyr.content.site import Site


def open_account(site: Site, name: str, mail: str, language: str, password: str, when: datetime) -> Person:
    """A new person; ``password`` is the hash to keep. Raises `person.MailTaken`."""
    if by_mail(site, mail) is not None:
        raise MailTaken(mail)
    person = tree.add(site.people, Person(name.strip(), mail.strip(), language, when))
    change_mail(site, person, mail)
    person.password = password
    return person


def choose_password(person: Person, password: str, when: datetime) -> None:
    """A new password (its hash) ends every sign-in, and every link sent before."""
    person.password = password
    person.epoch += 1
    person.record(person.id, "password changed", when=when)


def choose_mail(site: Site, person: Person, mail: str, when: datetime) -> None:
    """A new address likewise: a link sent to the old one is dead. Raises `person.MailTaken`."""
    change_mail(site, person, mail)
    person.epoch += 1
    person.record(person.id, "address changed", when=when)


def end_sign_ins(person: Person, when: datetime) -> None:
    """Sign out everywhere."""
    person.epoch += 1
    person.record(person.id, "signed out everywhere", when=when)


def signed_in(person: Person, day: date) -> None:
    """Remember the day of the last sign-in; written once a day at most."""
    if person.signed_in_on != day:
        person.signed_in_on = day


def block(person: Person, by: str | None, when: datetime, why: str = "") -> None:
    """Nobody signs in to this account any more, and whoever is signed in is not."""
    if not person.blocked:
        person.blocked = True
        person.epoch += 1
        person.record(by, "blocked", why, when)


def unblock(person: Person, by: str | None, when: datetime, why: str = "") -> None:
    """The account may be used again."""
    if person.blocked:
        person.blocked = False
        person.record(by, "unblocked", why, when)
