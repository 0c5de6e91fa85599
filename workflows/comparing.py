"""Where one version of a workflow differs from another, told in words: nothing to tell means that they are alike."""

from collections.abc import Callable, Iterator, Sequence

from translationstring import TranslationString

from mobee_pyr.content.words import _
from mobee_pyr.workflows.model import State, Transition, Workflow
from mobee_pyr.workflows.wording import PERMISSIONS, REASONS, Wording

Told = Iterator[str]


def differences(model: Workflow, own: Workflow, words: Wording) -> list[str]:
    """What ``own`` does otherwise than ``model``, one sentence each: the whole first, then states, then transitions."""
    return [*_whole(model, own, words), *_states(model, own, words), *_transitions(model, own, words)]


def _whole(model: Workflow, own: Workflow, words: Wording) -> Told:
    if words.label(model.title) != words.label(own.title):
        yield words.translate(_("Le parcours s’appelle « ${title} ».", mapping={"title": words.label(own.title)}))
    if model.initial != own.initial:
        yield words.translate(_("Tout commence par « ${state} ».", mapping={"state": words.state(own, own.initial)}))
    if own.self_approval and not model.self_approval:
        yield words.translate(_("On peut décider de sa propre demande."))
    if model.self_approval and not own.self_approval:
        yield words.translate(_("On ne peut plus décider de sa propre demande."))


def _states(model: Workflow, own: Workflow, words: Wording) -> Told:
    for name in own.states:
        if name not in model.states:
            yield words.translate(_("L’état « ${state} » est ajouté.", mapping={"state": words.state(own, name)}))
    for name in model.states:
        if name not in own.states:
            yield words.translate(_("L’état « ${state} » n’existe pas.", mapping={"state": words.state(model, name)}))
        else:
            yield from _state(model.states[name], own.states[name], words)


def _state(model: State, own: State, words: Wording) -> Told:
    label = words.label(own.label)
    if words.label(model.label) != label:
        yield words.translate(
            _("L’état « ${before} » s’appelle « ${state} ».", mapping={"before": words.label(model.label), "state": label})
        )
    if own.final != model.final:
        final = _("L’état « ${state} » est final.", mapping={"state": label})
        going = _("L’état « ${state} » n’est pas final.", mapping={"state": label})
        yield words.translate(final if own.final else going)
    if own.kind != model.kind:
        yield words.translate(_("L’état « ${state} » se présente autrement (couleur et icône).", mapping={"state": label}))
    for permission, verb in PERMISSIONS.items():
        before, after = model.holders.get(permission, ()), own.holders.get(permission, ())
        facts = {"state": label, "verb": words.translate(verb)}
        yield from _people(before, after, words, facts, _may, _may_not)


def _transitions(model: Workflow, own: Workflow, words: Wording) -> Told:
    for name, transition in own.transitions.items():
        if name not in model.transitions:
            yield _added(own, transition, words)
    for name, transition in model.transitions.items():
        if name not in own.transitions:
            yield words.translate(_("« ${action} » n’existe pas.", mapping={"action": words.label(transition.label)}))
        else:
            yield from _transition(model, own, name, words)


def _added(own: Workflow, transition: Transition, words: Wording) -> str:
    line = words.line(own, transition)
    facts = {"action": line.label, "sources": words.quoted(line.sources), "target": line.target, "who": line.who}
    return words.translate(_("« ${action} » est ajouté : de ${sources} à « ${target} », par ${who}.", mapping=facts))


def _transition(model: Workflow, own: Workflow, name: str, words: Wording) -> Told:
    before, after = model.transitions[name], own.transitions[name]
    old, new = words.line(model, before), words.line(own, after)
    if old.label != new.label:
        yield words.translate(_("« ${before} » s’appelle « ${action} ».", mapping={"before": old.label, "action": new.label}))
    if set(before.sources) != set(after.sources):
        facts = {"action": new.label, "sources": words.quoted(new.sources), "before": words.quoted(old.sources)}
        yield words.translate(_("« ${action} » part de ${sources} (modèle : ${before}).", mapping=facts))
    if before.target != after.target:
        facts = {"action": new.label, "target": new.target, "before": old.target}
        yield words.translate(_("« ${action} » mène à « ${target} » (modèle : « ${before} »).", mapping=facts))
    yield from _people(before.by, after.by, words, {"action": new.label}, _fires, _fires_not)
    if before.reason != after.reason:
        facts = {"action": new.label, "reason": words.translate(REASONS[after.reason]), "before": words.translate(REASONS[before.reason])}
        yield words.translate(_("« ${action} », raison demandée : ${reason} (modèle : ${before}).", mapping=facts))
    yield from _conditions(before, after, new.label, words)
    yield from _manners(before, after, new.label, words)


def _conditions(before: Transition, after: Transition, label: str, words: Wording) -> Told:
    for guard in after.guards:
        if guard not in before.guards:
            facts = {"action": label, "condition": words.guard(guard)}
            yield words.translate(_("« ${action} » est retenu dans un cas de plus : ${condition}", mapping=facts))
    for guard in before.guards:
        if guard not in after.guards:
            facts = {"action": label, "condition": words.guard(guard)}
            yield words.translate(_("« ${action} » n’est plus retenu dans ce cas : ${condition}", mapping=facts))


def _manners(before: Transition, after: Transition, label: str, words: Wording) -> Told:
    """How it is fired: as an answer, as something expected of somebody, on a day set before, in place of another."""
    facts = {"action": label}
    if before.decides != after.decides:
        answers = _("« ${action} » est une réponse à une demande : personne ne la donne à la sienne.", mapping=facts)
        yield words.translate(answers if after.decides else _("« ${action} » n’est pas une réponse à une demande.", mapping=facts))
    if before.awaited != after.awaited:
        expected = _("« ${action} » s’affiche parmi les choses à traiter.", mapping=facts)
        yield words.translate(expected if after.awaited else _("« ${action} » ne s’affiche pas parmi les choses à traiter.", mapping=facts))
    if before.dated != after.dated:
        later = _("« ${action} » peut se prévoir pour un autre jour.", mapping=facts)
        yield words.translate(later if after.dated else _("« ${action} » ne peut pas se prévoir pour un autre jour.", mapping=facts))
    if (dict(before.instead), before.detour) != (dict(after.instead), after.detour):
        yield words.translate(_("« ${action} » prend un autre chemin quand une condition manque.", mapping=facts))


def _people(
    before: Sequence[str],
    after: Sequence[str],
    words: Wording,
    facts: dict[str, str],
    more: Callable[[dict[str, str]], TranslationString],
    fewer: Callable[[dict[str, str]], TranslationString],
) -> Told:
    gained, lost = [role for role in after if role not in before], [role for role in before if role not in after]
    if gained:
        yield words.translate(more({**facts, "who": words.who(gained)}))
    if lost:
        yield words.translate(fewer({**facts, "who": words.who(lost)}))


def _may(facts: dict[str, str]) -> TranslationString:
    return _("Dans l’état « ${state} », peuvent aussi ${verb} : ${who}.", mapping=facts)


def _may_not(facts: dict[str, str]) -> TranslationString:
    return _("Dans l’état « ${state} », ne peuvent pas ${verb} : ${who}.", mapping=facts)


def _fires(facts: dict[str, str]) -> TranslationString:
    return _("« ${action} » est aussi ouvert à : ${who}.", mapping=facts)


def _fires_not(facts: dict[str, str]) -> TranslationString:
    return _("« ${action} » n’est pas ouvert à : ${who}.", mapping=facts)
