"""What each line of a list would do, before anything is done; the same judgement is made again when it is done."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from translationstring import TranslationString

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_mail, same_mail
from mobee_pyr.content.table import Line, Table
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import GIVEN_ON, held, known_here
from mobee_pyr.workflows.roster import columns as words

NEW, ATTACHED, CHANGED, UNCHANGED, REFUSED = "new", "attached", "changed", "unchanged", "refused"
OUTCOMES = (NEW, ATTACHED, CHANGED, UNCHANGED, REFUSED)

LONGEST = 200
MAIL = re.compile(r"[^\s@,;<>\"']+@[^\s@,;<>\"']+\.[^\s@.,;<>\"']{2,}")


class Fault(NamedTuple):
    """What is wrong in one cell: the head of its column, and what to do."""

    column: str
    message: TranslationString


class Wish(NamedTuple):
    """What a line says of somebody; ``None`` where it says nothing, and nothing is changed then."""

    mail: str
    name: str
    role: Role | None = None
    status: str | None = None
    manager: str | None = None
    since: date | None = None
    until: date | None = None


class Judged(NamedTuple):
    """One line: its number in the file, whom it is about, what would come of it, and why not."""

    number: int
    wish: Wish
    outcome: str
    faults: tuple[Fault, ...] = ()


class Judge:
    """Reads the lines of a list for one node; ``columns``: what is read → the head of its column."""

    def __init__(self, act: Act, node: Owner, table: Table, columns: Mapping[str, str]) -> None:
        self.act, self.node, self.table = act, node, table
        self.columns = {name: head for name, head in columns.items() if head in table.heads and name in words.of(node)}
        self._at = {name: table.heads.index(head) for name, head in self.columns.items()}

    def lines(self) -> list[Judged]:
        """Each line of the list, in its order. Whoever is the manager of somebody is refused with them, or known."""
        first: dict[str, int] = {}
        found = [self._line(line, first) for line in self.table.lines]
        refused: set[int] = set()
        while True:
            good = {same_mail(one.wish.mail) for one in found if one.outcome != REFUSED}
            wrong = [position for position, one in enumerate(found) if one.outcome != REFUSED and not self._led_by(one.wish, good)]
            if not wrong:
                return found
            for position in wrong:
                message = _("Cette personne n’est ni ici ni dans une ligne correcte du fichier : ajoutez-la, ou videz la cellule.")
                found[position] = found[position]._replace(outcome=REFUSED, faults=(Fault(self.columns["manager"], message),))
            refused.update(wrong)

    def _led_by(self, wish: Wish, good: set[str]) -> bool:
        if wish.manager is None or same_mail(wish.manager) in good or awaited.at(self.node, wish.manager) is not None:
            return True
        person = by_mail(self.act.site, wish.manager)
        return person is not None and self._member(person) is not None

    def _line(self, line: Line, first: dict[str, int]) -> Judged:
        faults: list[Fault] = []
        wish = self._wish(line, faults)
        former = first.setdefault(same_mail(wish.mail), line.number)
        if wish.mail and former != line.number:
            self._note(
                faults, "mail", _("Cette adresse est déjà à la ligne ${line} : gardez une seule des deux.", mapping={"line": former})
            )
        if faults:
            return Judged(line.number, wish, REFUSED, tuple(faults))
        return Judged(line.number, wish, self._outcome(wish))

    def _wish(self, line: Line, faults: list[Fault]) -> Wish:
        said = {name: line.cells[position] for name, position in self._at.items()}
        mail = said.get("mail", "")
        name = " ".join(" ".join((said.get("first_name", ""), said.get("last_name", ""))).split())
        if not mail:
            self._note(faults, "mail", _("Il manque l’adresse électronique : c’est elle qui dit de qui il s’agit."))
        elif len(mail) > LONGEST or not MAIL.fullmatch(mail):
            self._note(faults, "mail", _("Écrivez une adresse comme prenom@exemple.fr."))
        if not 2 <= len(name) <= LONGEST:
            self._note(faults, "last_name" if "last_name" in self.columns else "first_name", _("Écrivez le nom de la personne."))
        read = {name: value for name, value in self._told(said, mail, faults) if value is not None}
        if read.get("until") and read["until"] < max(read.get("since", self.act.today), self.act.today):
            self._note(faults, "until", _("Cette fin est passée, ou vient avant le début : corrigez-la, ou retirez la ligne."))
        return Wish(mail, name, **read)

    def _told(self, said: Mapping[str, str], mail: str, faults: list[Fault]) -> Iterator[tuple[str, Any]]:
        """What the other cells say, each in its own kind."""
        for name, read, message in (
            (
                "role",
                self._role,
                _("Ce rôle n’existe pas ici : écrivez par exemple « membre »."),
            ),
            ("status", words.status, _("Ce statut n’existe pas : écrivez par exemple « salarié » ou « bénévole ».")),
            ("since", words.day, _("Écrivez une date comme 31/12/2027 ou 2027-12-31.")),
            ("until", words.day, _("Écrivez une date comme 31/12/2027 ou 2027-12-31.")),
        ):
            value = read(said[name]) if said.get(name) else None
            if said.get(name) and value is None:
                self._note(faults, name, message)
            yield name, value
        manager = said.get("manager") or None
        if manager is not None and same_mail(manager) == same_mail(mail):
            self._note(faults, "manager", _("Personne n’est son propre responsable : écrivez une autre adresse, ou videz la cellule."))
        yield "manager", manager

    def _role(self, said: str) -> Role | None:
        found = words.role(said)
        return found if found in GIVEN_ON[self.node.type_name] else None

    def _note(self, faults: list[Fault], name: str, message: TranslationString) -> None:
        faults.append(Fault(self.columns.get(name, ""), message))

    def _outcome(self, wish: Wish) -> str:
        """Of somebody who is not known here, nothing depends on whether they have an account."""
        person = by_mail(self.act.site, wish.mail)
        member = None if person is None else self._member(person)
        if person is not None and member is not None:
            return CHANGED if self._differs(person, member, wish) else UNCHANGED
        if person is not None and known_here(self.node, person, self.act.today):
            return ATTACHED
        former = awaited.at(self.node, wish.mail)
        if former is None:
            return NEW
        return UNCHANGED if waiting(former, wish) == former else CHANGED

    def _member(self, person: Person) -> Grant | None:
        return held(self.node, person, Role.MEMBER, self.act.today)

    def _differs(self, person: Person, member: Grant, wish: Wish) -> bool:
        dates = (wish.since not in (None, member.since)) or (wish.until not in (None, member.until))
        role = wish.role is not None and held(self.node, person, wish.role, self.act.today) is None
        there = affiliation(self.node, person, self.act.today)
        status = wish.status is not None and (there is None or there.status != wish.status)
        return dates or role or status or self._other_manager(person, there, wish)

    def _other_manager(self, person: Person, there: Affiliation | None, wish: Wish) -> bool:
        if wish.manager is None:
            return False
        manager = by_mail(self.act.site, wish.manager)
        if manager is not None and self._member(manager) is not None:
            return there is None or there.manager != manager.id
        coming = awaited.at(self.node, wish.manager)
        return coming is None or person.id not in coming.leads


def waiting(former: awaited.Awaited, wish: Wish) -> awaited.Awaited:
    """What somebody is awaited as once a line has been read; where it says nothing, as before."""
    said: dict[str, Any] = {"role": None if wish.role is None else str(wish.role), "status": wish.status, "manager": _same(wish.manager)}
    said |= {"since": wish.since, "until": wish.until, "name": wish.name}
    return former._replace(**{name: value for name, value in said.items() if value is not None})


def _same(mail: str | None) -> str | None:
    return None if mail is None else same_mail(mail)


def affiliation(node: Owner, person: Person, day: date) -> Affiliation | None:
    """What somebody is to the legal body of an organisation, now or from a day to come."""
    entity = node.entity_oid if isinstance(node, Organisation) else None
    ours = [one for one in person.affiliations if one.entity == entity and (one.until is None or one.until >= day)]
    return ours[-1] if ours else None
