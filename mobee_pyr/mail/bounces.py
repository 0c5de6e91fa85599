"""Mails that do not arrive: the person is marked, so that they and those who rely on them know.

A server that refuses an address at once tells the postman. One that takes a mail and fails later sends a report (RFC 3464) to
the sender's mailbox; ``mobee mail bounces`` reads such reports. The id of each mail to a person carries their number and a
digest of the address, signed: a report finds the person, tells nobody anything, and cannot be made up.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.message import Message
from hashlib import sha256
from typing import Any, NamedTuple

from mobee_pyr.content import undelivered
from mobee_pyr.content.node import now
from mobee_pyr.content.person import Person, by_mail, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT, with_site
from mobee_pyr.links import LinkRefused, Signer
from mobee_pyr.mail.outbox import Outbox
from mobee_pyr.mail.postman import Outcome

PURPOSE = "bounce"
LASTS = 60 * 24 * 3600
"""Seconds for which a report of a mail's failure is believed."""

REPORTS = ".reports"
"""The folder, inside the outbox, of reports that wait for the server that is writing the tree."""

_ID = re.compile(r"<([\w.=-]+)\+([0-9a-f]{12})@[^>]*>")


class Report(NamedTuple):
    """One mail that failed for good: the number of the person, a digest of the address, the mail's id, what was said."""

    oid: int
    digest: str
    mail: str
    why: str


def tag(signer: Signer, person: Person) -> str:
    """What the id of a mail to a person begins with."""
    return signer.stamp(PURPOSE, f"{person.oid:x}-{_digest(person.mail)}")


def reports(message: Message, signer: Signer) -> Iterator[Report]:
    """The failures for good that a delivery report tells, of mails that were sent from here; anything else gives none."""
    failed = [said for part in message.walk() if part.get_content_type() == "message/delivery-status" for said in _failures(part)]
    found = {match for part in message.walk() for match in _ids(part)} if failed else set()
    for token, mail in sorted(found):
        try:
            oid, _dash, digest = signer.unstamp(PURPOSE, token, LASTS).partition("-")
        except (LinkRefused, ValueError):
            continue
        yield Report(int(oid, 16), digest, mail, failed[0])


def _failures(part: Message) -> Iterator[str]:
    """« 5.1.1 smtp; 550 no such user »: of each recipient whom the mail will never reach."""
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        status = str(group.get("Status", "")).strip()
        if str(group.get("Action", "")).strip().lower() == "failed" and status.startswith("5.") and not status.startswith("5.7."):
            yield " ".join(f"{status} {group.get('Diagnostic-Code', '')}".split())


def _ids(part: Message) -> Iterator[tuple[str, str]]:
    """The ids, made here, in the headers of the mail that a report gives back."""
    given = str(part.get("Message-ID", ""))
    if part.get_content_type() == "text/rfc822-headers":
        given += str(part.get_payload())
    for match in _ID.finditer("".join(given.split())):
        yield match[1], match[2]


def note(site: Site, outcomes: Iterable[Outcome], moment: datetime) -> None:
    """Mark whoever was refused, unmark whoever was reached."""
    for outcome in outcomes:
        person = by_mail(site, outcome.address)
        if person is not None and outcome.why:
            undelivered.refused(person, outcome.mail, outcome.why, moment)
        elif person is not None:
            undelivered.arrived(person)


def note_reports(site: Site, found: Iterable[Report], moment: datetime) -> int:
    """Mark whoever is still at the address that failed; give how many people are."""
    marked = set()
    for report in found:
        person = site.node(report.oid)
        if isinstance(person, Person) and _digest(person.mail) == report.digest:
            undelivered.refused(person, report.mail, report.why, moment, reported=True)
            marked.add(person.id)
    return len(marked)


def leave(outbox: Outbox, found: list[Report], name: str) -> None:
    """Leave reports to the server that is writing the tree; its postman takes them on his next round."""
    folder = outbox.folder / REPORTS
    folder.mkdir(mode=0o700, exist_ok=True)
    written = folder / f".{name}"
    written.write_text(json.dumps(found), encoding="utf-8")
    written.replace(folder / f"{name}.json")


def reporter(db: Any, outbox: Outbox, clock: Callable[[], datetime] = now) -> Callable[[list[Outcome]], None]:
    """What the postman tells: written only when something changes, in a transaction of its own."""

    def report(outcomes: list[Outcome]) -> None:
        left = sorted((outbox.folder / REPORTS).glob("*.json"))
        found = [Report(*one) for path in left for one in json.loads(path.read_text(encoding="utf-8"))]
        if found or (outcomes and _changes(db, outcomes)):
            with_site(db, lambda site: (note(site, outcomes, clock()), note_reports(site, found, clock())))
        for path in left:
            path.unlink()

    return report


def _changes(db: Any, outcomes: list[Outcome]) -> bool:
    """Is there anything to write? Most mails go to people whom nothing is noted of."""
    with db.transaction() as connection:
        site = connection.root()[ROOT]
        return any(
            bool(outcome.why) or person.undelivered is not None
            for outcome in outcomes
            if (person := by_mail(site, outcome.address)) is not None
        )


def _digest(address: str) -> str:
    return sha256(same_mail(address).encode()).hexdigest()[:8]
