"""The post: sends a letter to somebody, in their language, once what it tells is committed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import transaction

from mobee_pyr.content import node as nodes
from mobee_pyr.content import notices, undelivered, wishes
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.notices import Notice
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import ROLES, duty
from mobee_pyr.content.words import _
from mobee_pyr.i18n.words import Words
from mobee_pyr.mail import after_commit, letter
from mobee_pyr.mail.facts import NONE, facts
from mobee_pyr.mail.message import PASSING, message
from mobee_pyr.mail.outbox import Outbox
from mobee_pyr.mail.postman import Outcome, Postman

HOUSE = "mobee"
"""Who signs a letter that speaks of no network."""

TO_STRANGERS = frozenset(("mission-shared",))
"""Letters to an address that somebody else gave for this one letter."""

EVENTLESS: dict[str, Any] = {
    **{"reason": "", "by": "", "again": False, "freed": False, "remarks": (), "met": (), "unmet": (), "state": "", "attachment": ""},
    **{"role": "", "role_name": "", "duty": "", "instead_of": "", "since": None, "until": None},
    **{"action": "", "planned": None, "why": ""},
    **{"criteria": (), "day": None, "advices": (), "days": 0},
    **{"heading": "", "missing": "", "notice": "", "groups": ()},
}
"""What a letter says of the event that sends it, when nothing is to be said."""


@dataclass(frozen=True)
class Post:
    """``site_url`` and ``url_of(node)`` are addresses in full. Without a ``postman`` mails stay in the outbox, to be read there."""

    outbox: Outbox
    sender: str
    site_url: str
    url_of: Callable[[Node], str]
    languages: tuple[str, ...] = ("fr", "en")
    postman: Postman | None = None
    manager: Any = field(default_factory=lambda: transaction.manager)
    clock: Callable[[], datetime] = nodes.now
    ending: Callable[[str, str], str] = lambda person_id, kind: ""
    """The address at which one click ends a kind of letters for a person."""
    awaiting: Callable[[int, str], str] = lambda oid, mail: ""
    """The address at which somebody who is awaited at a node says yes."""
    tag: Callable[[Person], str] = lambda person: ""
    """What the id of a mail begins with, so that a report of its failure finds the person (`bounces`)."""

    def within(self, manager: Any) -> "Post":
        """The same post, in the transactions of another manager (a request's ``request.tm``)."""
        return replace(self, manager=manager)

    def beside(self, site: Site) -> "Post":
        """The same post, in the transaction in which ``site`` is read and written."""
        return self if site._p_jar is None else self.within(site._p_jar.transaction_manager)

    def send(self, name: str, to: Person | str, /, language: str | None = None, **variables: Any) -> None:
        """Send the letter ``name`` (see `letter.names`) when the transaction commits.

        ``to``: a person, who reads it in their own language, or an address. With ``node`` the letter can say all of `facts`
        about it, and its button leads there unless ``url`` is given (a path is completed). Every other variable is the
        template's. To somebody whom mails do not reach only the letters that always go are sent. Raises `letter.LetterUnknown`,
        or `NameError` if the template lacks a variable.
        """
        if isinstance(to, Person):
            address, called, spoken = to.mail, to.title, language or to.language
        else:
            address, called, spoken = to, str(variables.get("name", "")), language or ""
        chosen = spoken if spoken in self.languages else self.languages[0]
        kind = wishes.kind_of(name) if isinstance(to, Person) else None
        stop = self.ending(to.id, kind) if isinstance(to, Person) and kind else ""
        said = self._said(chosen, variables) | {"name": called, "stop": stop}
        written = letter.write(name, chosen, self.clock(), said)
        if (
            isinstance(to, Person)
            and kind
            and name not in wishes.SUMS
            and not self._at_once(to, kind, said["notice"] or written.subject, said)
        ):
            return
        if isinstance(to, Person) and kind and undelivered.given_up(to):
            return
        tag = self.tag(to) if isinstance(to, Person) else PASSING if name in TO_STRANGERS else ""
        mail = message(written, chosen, self.sender, called, address, self.clock(), stop, tag)
        after_commit.send(self.outbox, self.manager, mail)

    def at(self, moment: datetime) -> "Post":
        """The same post, at a given moment."""
        return replace(self, clock=lambda: moment)

    def _at_once(self, person: Person, kind: str, text: str, said: dict[str, Any]) -> bool:
        """Tell a person in their space; is a letter wanted now? One that is wanted later is held until then."""
        node = said.get("node")
        notice = Notice(self.clock(), kind, text, node.oid if isinstance(node, Node) else 0, said["url"])
        key = notices.tell(person, notice)
        wish = wishes.of(person, kind)
        if wish == "now" and not wishes.is_quiet(person, self.clock()):
            return True
        if wish != "never":
            notices.hold(person, key)
        return False

    def start(self) -> None:
        """Let the outbox gather, and the postman go round, if there is one."""
        self.outbox.gather()
        if self.postman is not None:
            self.postman.start()

    def stop(self) -> None:
        """Let the postman come home, and all that was sent be on the disk."""
        if self.postman is not None:
            self.postman.stop()
        self.outbox.settle()

    def reporting(self, report: Callable[[list[Outcome]], None]) -> None:
        """Let the postman tell somebody what came of the mails."""
        if self.postman is not None:
            self.postman.report = report

    def deliver(self) -> int:
        """One round of the postman, now: for commands, which end before a thread would come round."""
        return 0 if self.postman is None else self.postman.round()

    def _said(self, language: str, variables: dict[str, Any]) -> dict[str, Any]:
        """What a template can count on, and what this letter's sender adds."""
        node = variables.get("node")
        said: dict[str, Any] = {**NONE, "url": self.site_url, **EVENTLESS, "signature": HOUSE}
        words = Words(language, self.clock())
        if isinstance(node, Node):
            network = network_of(node)
            said |= facts(node, words) | {"url": self.url_of(node)}
            said["signature"] = HOUSE if network is None else f"{network.title} – {HOUSE}"
        said |= variables
        if said["instead_of"]:
            said["by"] = words.text(_("${who} pour ${absent}"), who=said["by"], absent=said["instead_of"])
        said["role_name"] = words.text(ROLES.get(said["role"], ""))
        said["duty"] = words.text(duty(said["kind"], said["role"]))
        if said["url"].startswith("/"):
            said["url"] = self.site_url + said["url"]
        return said
