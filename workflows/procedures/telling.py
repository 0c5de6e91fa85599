"""A procedure in plain words: whom each step asks, what for, when it applies, and what happens if nobody answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Step
from mobee_pyr.content.words import _
from mobee_pyr.workflows.procedures.asking import number_of
from mobee_pyr.workflows.procedures.fields import FIELDS
from mobee_pyr.workflows.procedures.model import GROUP, PERSON, Condition, Stage

WHO = {
    "employer.manager": _("le ou la responsable hiérarchique"),
    "employer.hr": _("les ressources humaines"),
    "employer.referent": _("le référent ou la référente"),
    "beneficiary.manager": _("un ou une responsable d’équipe"),
    "beneficiary.hr": _("les ressources humaines"),
    "beneficiary.referent": _("le référent ou la référente"),
    "organisation.manager": _("un ou une responsable d’équipe"),
    "organisation.hr": _("les ressources humaines"),
    "organisation.referent": _("le référent ou la référente"),
    "network.manager": _("l’équipe de gestion du réseau"),
}
"""Whom a step asks, as whoever writes it says it."""

TESTS = {
    "lt": _("moins de ${value}"),
    "lte": _("jusqu’à ${value}"),
    "gt": _("plus de ${value}"),
    "gte": _("à partir de ${value}"),
    "before": _("avant le ${value}"),
    "after": _("après le ${value}"),
}
"""Each comparison, in words."""

UPPER = ("lt", "lte", "before")
"""Those that are told last."""

OVERDUE = {
    "remind": _("un rappel"),
    "escalate": _("${escalate} répond à la place"),
    "approve": _("l’accord est considéré comme donné"),
    "refuse": _("la demande est refusée"),
}
"""What happens when a deadline has passed, as one part of a sentence."""


BEGINS = {
    "application": _("Candidature déposée"),
    "reception": _("Candidature reçue"),
    "pledge": _("Promesse faite"),
    "request": _("Demande écrite"),
    "joining": _("Rattachement demandé"),
}
ENDS = {
    "application": _("Transmise à l’organisation qui reçoit"),
    "reception": _("Votre référent répond"),
    "pledge": _("Transmise à l’organisation qui reçoit"),
    "request": _("Envoyée à l’équipe du réseau"),
    "joining": _("Le référent ou les ressources humaines confirment"),
}
"""Between what and what the steps of each subject stand."""


@dataclass(frozen=True)
class Told:
    """One step, in words. ``who``: those who are asked together."""

    who: tuple[str, ...]
    does: str
    title: str
    asks: str
    when: tuple[str, ...]
    deadline: str
    label: str
    imposed: bool


@dataclass(frozen=True)
class Teller:
    """Tells in one language: how to translate, to count, to write a number and a day."""

    site: Site
    translate: Callable[..., str]
    plural: Callable[..., str]
    number: Callable[[Any], str]
    day: Callable[[date | None], str]
    network: int = 0
    """The oid of the one whose groups have names here."""

    def told(self, stage: Stage) -> Told:
        """One step."""
        who = tuple(self.who(name) for name in stage.who)
        return Told(
            who=who,
            does=stage.does,
            title=stage.label or capital(self.joined(who, stage.needs)),
            asks=self.asks(stage),
            when=tuple(self.conditions(stage.when)),
            deadline=self.deadline(stage),
            label=stage.label,
            imposed=stage.imposed,
        )

    def who(self, name: str) -> str:
        """A role, or a person or a group by name."""
        if name.startswith(GROUP):
            groups = self.site.membership.groups
            group = "" if groups is None else groups.name_in(self.network, number_of(name))
            return self.translate(_("le groupe « ${name} »"), name=group) if group else self.translate(_("un groupe dissous depuis"))
        if name.startswith(PERSON):
            return name_of(self.site, name.removeprefix(PERSON)) or self.translate(_("une personne partie depuis"))
        return self.translate(WHO.get(name, name))

    def joined(self, who: Sequence[str], needs: str = "all") -> str:
        """« les ressources humaines et le référent », « … ou … »."""
        if len(who) < 2:
            return "".join(who)
        word = self.translate(_("et") if needs == "all" else _("ou"))
        return f"{', '.join(who[:-1])} {word} {who[-1]}"

    def asks(self, stage: Stage) -> str:
        """What is expected of them."""
        if stage.does == "inform":
            return self.translate(_("Pour information : rien n’est attendu."))
        if len(stage.who) < 2:
            return self.translate(_("Son accord est attendu."))
        return self.translate(
            _("En même temps : l’accord de chacun est attendu.") if stage.needs == "all" else _("En même temps : un seul accord suffit.")
        )

    def conditions(self, when: Iterable[Condition]) -> Iterator[str]:
        """Each field that is looked at, once: « Durée : à partir de 0,5, jusqu’à 5 jours »."""
        for name, said in self.said(when).items():
            yield self.translate(_("${field} : ${said}"), field=self.translate(FIELDS[name].label), said=said)

    def said(self, when: Iterable[Condition]) -> dict[str, str]:
        """What is asked of each field: « à partir de 0,5, jusqu’à 5 jours »."""
        told: dict[str, list[str]] = {}
        for condition in sorted(when, key=lambda one: one.test in UPPER):
            told.setdefault(condition.field, []).append(self.compared(condition))
        units = {name: self.translate(FIELDS[name].unit) for name in told}
        return {name: f"{', '.join(parts)} {units[name]}".rstrip() for name, parts in told.items()}

    def compared(self, condition: Condition) -> str:
        """One comparison, without its field."""
        field, value = FIELDS[condition.field], condition.value
        if field.kind == "flag":
            return self.translate(_("oui") if value else _("non"))
        values = value if isinstance(value, tuple) else (value,)
        if field.kind == "choice":
            return self.joined([self.translate(field.choices[str(one)]) for one in values], "any")
        if field.kind == "postcode":
            return self.translate(_("commence par ${value}"), value=self.joined([str(one) for one in values], "any"))
        said = self.day(value) if isinstance(value, date) else self.number(value)
        return self.translate(TESTS[condition.test], value=said) if condition.test in TESTS else said

    def deadline(self, stage: Stage) -> str:
        """« 5 jours ouvrés pour répondre ; ensuite : un rappel, puis … »."""
        if not stage.deadline:
            return ""
        days = self.plural(_("${count} jour ouvré pour répondre"), _("${count} jours ouvrés pour répondre"), stage.deadline)
        escalate = self.who(stage.escalate) if stage.escalate else ""
        deeds = [self.translate(OVERDUE[deed], escalate=escalate) for deed in stage.overdue]
        return (
            self.translate(_("${days} ; sinon ${deeds}."), days=days, deeds=self.translate(_(", puis ")).join(deeds))
            if deeds
            else f"{days}."
        )

    def path(self, steps: Sequence[Step]) -> str:
        """The steps of a track in one line: « le responsable et les ressources humaines, puis le référent »."""
        stages: dict[int | None, list[Step]] = {}
        for step in steps:
            stages.setdefault(step.stage, []).append(step)
        parts = []
        for together in stages.values():
            who = [self.asked(step) for step in together]
            said = self.joined(who, together[0].needs)
            parts.append(self.translate(_("${who} (informé)"), who=said) if together[0].does == "inform" else said)
        return capital(self.translate(_(", puis ")).join(parts)) or self.translate(_("Aucune étape"))

    def asked(self, step: Step) -> str:
        """Whom a step that was laid asks: the role, and the person if one is named."""
        if step.group:
            return self.who(f"{GROUP}{step.group}")
        role = self.who(step.role)
        return self.translate(_("${role} (${person})"), role=role, person=name_of(self.site, step.person)) if step.person else role


def capital(text: str) -> str:
    """The same, with a capital."""
    return text[:1].upper() + text[1:]
