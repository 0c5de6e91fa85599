"""The parts of a workflow in the words of its readers: what pages, pictures and comparisons say alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from translationstring import TranslationString

from mobee_pyr.content.access import Permission
from mobee_pyr.content.words import _
from mobee_pyr.workflows import roles
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import Label, Transition, Workflow

Translate = Callable[[str], str]

PERMISSIONS = {
    Permission.VIEW: _("lire la page"),
    Permission.EDIT: _("modifier la page"),
    Permission.ADD: _("ajouter quelque chose"),
    Permission.JOIN: _("demander à rejoindre"),
    Permission.APPLY: _("candidater"),
    Permission.PLEDGE: _("promettre"),
    Permission.PEOPLE: _("gérer les rôles"),
    Permission.QUALIFY: _("qualifier"),
    Permission.HISTORY: _("lire l’historique"),
    Permission.RECRUIT: _("chercher des bénévoles"),
    Permission.TEAM: _("voir les missions qui conviennent à son équipe"),
    Permission.ACCOUNT: _("ouvrir son espace"),
    Permission.ADMINISTER: _("administrer"),
}
"""Each permission, as a verb."""

REASONS = {"none": _("non"), "optional": _("si l’on veut"), "required": _("oui")}
"""Is a reason asked for?"""


def in_french(text: str) -> str:
    """The message itself, its parts put in: what a text is when nobody translates."""
    return str(text.interpolate()) if isinstance(text, TranslationString) else str(text)


@dataclass(frozen=True)
class Line:
    """One transition as a line of a table. ``unless``: the refusals that may hold it back."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: str
    reason: str
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """One language."""

    language: str = "fr"
    translate: Translate = in_french

    def quoted(self, texts: Iterable[str]) -> str:
        """Each between the quotation marks of the language."""
        return ", ".join(self.translate(_("« ${words} »", mapping={"words": text})) for text in texts)

    def label(self, label: Label) -> str:
        """The label of a state or a transition."""
        return self.translate(label) if isinstance(label, str) else label.get(self.language) or next(iter(label.values()))

    def state(self, workflow: Workflow, name: str) -> str:
        """The label of a state; its name when the workflow has no such state."""
        return self.label(workflow.states[name].label) if name in workflow.states else name

    def who(self, names: Iterable[str]) -> str:
        """« la gestion du réseau, la qualification du réseau »; « personne »."""
        return ", ".join(self.translate(roles.WORDS[name]) for name in names) or self.translate(_("personne"))

    def guard(self, name: str) -> str:
        """What is said when a condition is not met."""
        return self.translate(GUARDS[name].refusal)

    def line(self, workflow: Workflow, transition: Transition) -> Line:
        """One transition, in words."""
        return Line(
            name=transition.name,
            label=self.label(transition.label),
            sources=tuple(self.state(workflow, source) for source in transition.sources),
            target=self.state(workflow, transition.target),
            who=self.who(transition.by),
            reason=self.translate(REASONS[transition.reason]),
            unless=tuple(self.guard(guard) for guard in transition.guards),
        )
