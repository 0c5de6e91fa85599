"""A person whom our mails do not reach: since when, and what the servers said."""

from datetime import datetime

from mobee_pyr.content.person import Person, Undelivered

ENOUGH = 3
"""Mails that were refused for good after which only the letters that always go are still tried."""

LONGEST = 200
"""Characters that are kept of what a server said."""


def refused(person: Person, mail: str, why: str, when: datetime, reported: bool = False) -> None:
    """Note a mail that a server will never deliver; telling it twice changes nothing."""
    former = person.undelivered
    if former is None:
        person.undelivered = Undelivered(when, (mail,), why[:LONGEST], reported)
    elif mail not in former.mails:
        mails = (*former.mails, mail)[-ENOUGH:]
        person.undelivered = former._replace(mails=mails, why=why[:LONGEST], reported=former.reported or reported)


def arrived(person: Person) -> None:
    """A server took a mail for this person."""
    if person.undelivered is not None and not person.undelivered.reported:
        person.undelivered = None


def given_up(person: Person) -> bool:
    """Were so many mails refused that others are not worth sending?"""
    return person.undelivered is not None and len(person.undelivered.mails) >= ENOUGH
