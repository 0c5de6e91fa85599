"""Proves that a workflow is safe before it counts. Each fault is one line that names the culprit and gives a counter-example.

For people who change a workflow by forms, each fault also tells its counter-example as a story.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from translationstring import TranslationString

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Permission
from mobee_pyr.content.words import _
from mobee_pyr.workflows.model import Label, State, Transition, Workflow
from mobee_pyr.workflows.roles import ROLES, WORDS

SITE_LANGUAGE = "fr"
"""The language that a label is in when it names none."""


class Fault(str):
    """A line for who writes files; ``story`` is what would happen to people, for who does not."""

    story: TranslationString

    def __new__(cls, line: str, story: str, **facts: str | TranslationString) -> "Fault":
        made = super().__new__(cls, line)
        made.story = TranslationString(story, mapping=facts)
        return made

    def of(self, source: str) -> "Fault":
        """The same, with the name of the file."""
        made = Fault(f"{source}: {self}", "")
        made.story = self.story
        return made


def verify(workflow: Workflow) -> list[Fault]:
    """The faults of a workflow, none if it is sound."""
    return [fault.of(workflow.source) for rule in RULES for fault in rule(workflow)]


def every_state_is_reachable(workflow: Workflow) -> Iterator[Fault]:
    reached = _reached(workflow, workflow.initial)
    for name in workflow.states:
        if name not in reached:
            line = f"states.{name}: cannot be reached: starting from {_quoted([workflow.initial])} one only gets to {_quoted(reached)}"
            yield Fault(
                line, _("Rien ne pourrait jamais arriver dans l’état « ${state} » : aucune action n’y mène."), state=_said(workflow, name)
            )


def every_life_can_end(workflow: Workflow) -> Iterator[Fault]:
    if not any(state.final for state in workflow.states.values()):
        yield Fault("states: none is final: nothing ever ends", _("Rien ne se terminerait jamais : aucun état n’est final."))
        return
    for name in workflow.states:
        reached = _reached(workflow, name)
        if not any(workflow.states[other].final for other in reached):
            others = _quoted(other for other in reached if other != name)
            why = f"from here one only gets to {others}" if others else "nothing leaves it"
            story = _("Ce qui est dans l’état « ${state} » n’en sortirait jamais : aucun état final n’est à portée.")
            yield Fault(f"states.{name}: no final state can be reached: {why}", story, state=_said(workflow, name))


def final_states_stay(workflow: Workflow) -> Iterator[Fault]:
    for transition in workflow.transitions.values():
        for source in transition.sources:
            if workflow.states[source].final:
                line = f"transitions.{transition.name}: leaves {source!r}, which is final"
                story = _("« ${action} » partirait de l’état « ${state} », alors que celui-ci est final.")
                yield Fault(line, story, action=_text(transition.label), state=_said(workflow, source))


def every_transition_can_be_fired(workflow: Workflow) -> Iterator[Fault]:
    """By the system, or by somebody who can open the node in each state that it leaves."""
    for transition in workflow.transitions.values():
        for source in transition.sources:
            viewers = _holders(workflow.states[source], Permission.VIEW)
            able = any(_includes(transition.by, who) and _includes(viewers, who) for who in ROLES[workflow.content])
            if SYSTEM not in transition.by and not able:
                blind = f"{_quoted(transition.by)} cannot view the node there"
                story = _("Personne ne pourrait « ${action} » dans l’état « ${state} » : qui en a le droit ne voit rien dans cet état.")
                facts = {"action": _text(transition.label), "state": _said(workflow, source)}
                yield Fault(f"transitions.{transition.name}: nobody can fire it in {source!r}: {blind}", story, **facts)


def no_two_buttons_look_alike(workflow: Workflow) -> Iterator[Fault]:
    for state in workflow.states:
        for one, other in combinations(workflow.leaving(state), 2):
            for text in _texts(one.label).items() & _texts(other.label).items():
                line = f"transitions.{other.name}: leaves {state!r} under the same label as transitions.{one.name}: {text[1]!r}"
                story = _("Dans l’état « ${state} », deux boutons porteraient le même nom : « ${action} ».")
                yield Fault(line, story, state=_said(workflow, state), action=_text(other.label))


def who_edits_also_views(workflow: Workflow) -> Iterator[Fault]:
    for state in workflow.states.values():
        editors, viewers = _holders(state, Permission.EDIT), _holders(state, Permission.VIEW)
        for role in editors:
            if not _includes(viewers, role):
                line = f"states.{state.name}.edit: {role!r} may edit the node but not view it"
                story = _("Dans l’état « ${state} », quelqu’un pourrait modifier sans pouvoir lire : ${who}.")
                yield Fault(line, story, state=_text(state.label), who=WORDS[role])


def nobody_edits_a_final_state(workflow: Workflow) -> Iterator[Fault]:
    for state in workflow.states.values():
        editors = _holders(state, Permission.EDIT)
        if state.final and editors:
            line = f"states.{state.name}.edit: the state is final, yet {_quoted(editors)} may edit the node"
            story = _("L’état « ${state} » est final, et pourtant on pourrait encore y modifier le contenu.")
            yield Fault(line, story, state=_text(state.label))


def every_state_has_a_viewer(workflow: Workflow) -> Iterator[Fault]:
    for state in workflow.states.values():
        if not _holders(state, Permission.VIEW):
            line = f"states.{state.name}: nobody can view the node: whoever brings it here loses it"
            yield Fault(line, _("Dans l’état « ${state} », personne ne verrait plus rien."), state=_text(state.label))


def who_asked_reads_the_answer(workflow: Workflow) -> Iterator[Fault]:
    if "applicant" not in ROLES[workflow.content]:
        return
    for transition in _deciding(workflow):
        if not _includes(_holders(workflow.states[transition.target], Permission.VIEW), "applicant"):
            line = f"transitions.{transition.name}: 'applicant' cannot view {transition.target!r}, the answer to their own request"
            story = _("La personne qui demande ne pourrait pas lire la réponse « ${state} » que donne « ${action} ».")
            yield Fault(line, story, state=_said(workflow, transition.target), action=_text(transition.label))


def nobody_decides_on_their_own_request(workflow: Workflow) -> Iterator[Fault]:
    own = "applicant" if "applicant" in ROLES[workflow.content] else "owner"
    for transition in () if workflow.self_approval else _deciding(workflow):
        for role in transition.by:
            if role == own:
                line = f"transitions.{transition.name}: {own!r} would decide on their own request, and self_approval is not set"
                yield Fault(line, _OWN, action=_text(transition.label), who=WORDS[role])
            elif role in (EVERYONE, AUTHENTICATED) and own in ROLES[workflow.content]:
                line = f"transitions.{transition.name}: {role!r} includes {own!r}, who would decide on their own request"
                yield Fault(line, _OWN, action=_text(transition.label), who=WORDS[own])


def every_detour_begins(workflow: Workflow) -> Iterator[Fault]:
    """What is only fired in place of another transition must stand in place of one."""
    named = {name for transition in workflow.transitions.values() for name in transition.instead.values()}
    for transition in workflow.transitions.values():
        if transition.detour and transition.name not in named:
            line = f"transitions.{transition.name}: is a detour, but no transition names it in 'instead': nobody can fire it"
            yield Fault(
                line, _("« ${action} » ne remplace aucune autre action : personne ne pourrait la faire."), action=_text(transition.label)
            )


def every_detour_arrives(workflow: Workflow) -> Iterator[Fault]:
    """What is fired instead must not lead round in a circle, and must be open to whoever fired the first."""
    for transition in workflow.transitions.values():
        for other in (workflow.transitions[name] for name in transition.instead.values()):
            if transition.name in _detours(workflow.transitions, other):
                line = f"transitions.{transition.name}.instead: leads through {other.name!r} back to {transition.name!r}, without end"
                story = _("« ${action} » et « ${other} » se remplaceraient l’une l’autre sans fin.")
                yield Fault(line, story, action=_text(transition.label), other=_text(other.label))
            refused = [role for role in transition.by if not _includes(other.by, role)]
            if refused:
                line = f"transitions.{transition.name}.instead: {_quoted(refused)} may fire {transition.name!r} but not {other.name!r}"
                story = _("Qui peut « ${action} » ne pourrait pas « ${other} », qui la remplace quand elle n’est pas possible.")
                yield Fault(line, story, action=_text(transition.label), other=_text(other.label))


def somebody_sets_each_day(workflow: Workflow) -> Iterator[Fault]:
    """What may be set for a later day must be offered to somebody, who sets it."""
    for transition in workflow.transitions.values():
        if transition.dated and (transition.detour or set(transition.by) <= {SYSTEM}):
            line = f"transitions.{transition.name}.dated: nobody is offered it, so nobody could set it for a day"
            yield Fault(line, _("« ${action} » pourrait se prévoir, mais elle n’est proposée à personne."), action=_text(transition.label))


RULES: tuple[Callable[[Workflow], Iterable[Fault]], ...] = (
    every_state_is_reachable,
    every_life_can_end,
    final_states_stay,
    every_transition_can_be_fired,
    no_two_buttons_look_alike,
    who_edits_also_views,
    nobody_edits_a_final_state,
    every_state_has_a_viewer,
    who_asked_reads_the_answer,
    nobody_decides_on_their_own_request,
    every_detour_begins,
    every_detour_arrives,
    somebody_sets_each_day,
)
"""Each is a sentence that holds of a sound workflow; it yields what contradicts it."""


_OWN = _("« ${action} » laisserait quelqu’un décider de sa propre demande : ${who}.")


def _text(label: Label) -> TranslationString:
    """A label inside a sentence, translated with it."""
    return TranslationString(label if isinstance(label, str) else label.get(SITE_LANGUAGE) or next(iter(label.values())))


def _said(workflow: Workflow, state: str) -> TranslationString:
    return _text(workflow.states[state].label)


def _reached(workflow: Workflow, start: str) -> list[str]:
    """The states that can follow ``start``, itself first, nearest first."""
    found = [start]
    for state in found:
        found += (t.target for t in workflow.leaving(state) if t.target not in found)
    return found


def _detours(transitions: Mapping[str, Transition], start: Transition) -> list[str]:
    """The names of the transitions that may be fired instead of ``start``, itself first."""
    found = [start.name]
    for name in found:
        found += (other for other in transitions[name].instead.values() if other not in found)
    return found


def _deciding(workflow: Workflow) -> list[Transition]:
    return [transition for transition in workflow.transitions.values() if transition.decides]


def _holders(state: State, permission: Permission) -> tuple[str, ...]:
    return state.holders.get(permission, ())


def _includes(roles: Iterable[str], who: str) -> bool:
    """Is somebody who holds ``who`` among ``roles``? ``everyone`` and ``authenticated`` include the others."""
    also = {who} if who in (EVERYONE, SYSTEM) else {EVERYONE, AUTHENTICATED, who}
    return not also.isdisjoint(roles)


def _texts(label: Label) -> dict[str, str]:
    """The words of a label by language, as the eye compares them."""
    texts = {SITE_LANGUAGE: label} if isinstance(label, str) else label
    return {language: " ".join(text.split()).casefold() for language, text in texts.items()}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)
