"""What a kind of body may do in a network, told in sentences before any such body is there (M66)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.blueprint import CRITERIA, criteria, packaged, part
from mobee_pyr.content.capacities import CITIZEN, PART, of, read
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.workflows import library
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import stored


class Setting(NamedTuple):
    """What the sentences depend on: numbers of criteria and of steps, and whether a request is read before it appears."""

    dedicated: bool
    capacities: dict[str, tuple[str, ...]]
    organisation_criteria: int
    request_criteria: int
    steps: int
    direct: bool


class Told(NamedTuple):
    """One sentence; ``can``: is it something that the body may do?"""

    can: bool
    text: TranslationString


def setting(network: Network) -> Setting:
    """A network as it is."""
    return Setting(
        network.dedicated,
        of(network),
        len(criteria(network, "organisation")),
        len(criteria(network, "request")),
        _steps((part(network, "procedures") or {}).get("application")),
        direct(library.applied(network, "mission").workflow),
    )


def planned(source: str, dedicated: bool) -> Setting:
    """A network that does not exist yet, as the packaged blueprint would make it."""
    whole = packaged(source)
    lists = whole[CRITERIA]
    return Setting(
        dedicated,
        read(whole[PART]),
        len(lists["organisation"]),
        len(lists["request"]),
        _steps(whole.get("procedures", {}).get("application")),
        direct(library.shipped_with(source, "mission").workflow),
    )


def direct(workflow: Workflow) -> bool:
    """May a request be published by whoever writes it, without the team?"""
    published = (each for each in workflow.transitions.values() if each.target == "published" and workflow.initial in each.sources)
    return any("organisation.referent" in each.by for each in published)


def _steps(text: str | None) -> int:
    if not text:
        return len(next(iter(choice.ready("application").values())).procedure.stages)
    return len(stored(text).stages)


def told(about: Setting, body: str, chosen: Sequence[str]) -> Iterator[Told]:
    """What such a body could do with these capacities, and what it could not."""
    if body == CITIZEN:
        yield _citizen(bool(chosen))
        return
    if not chosen:
        yield Told(False, _("Elle ne peut pas s’inscrire dans ce réseau."))
        return
    yield _entry(about)
    yield from _asks(about, "asks" in chosen)
    yield _gives("gives" in chosen)
    yield _brings(about, "brings" in chosen)


def _citizen(may: bool) -> Told:
    if may:
        return Told(True, _("Chacun candidate en son nom, sur son temps libre, sans demander d’accord à personne."))
    return Told(False, _("On ne candidate qu’au nom d’une organisation qui mobilise ses bénévoles."))


def _entry(about: Setting) -> Told:
    facts = {"count": about.organisation_criteria}
    if about.dedicated:
        return Told(True, _("Elle entre sur invitation ; votre équipe vérifie son dossier (critères : ${count}).", mapping=facts))
    return Told(True, _("Elle s’inscrit elle-même ; votre équipe vérifie son dossier (critères : ${count}).", mapping=facts))


def _asks(about: Setting, may: bool) -> Iterator[Told]:
    if not may:
        yield Told(False, _("Elle n’écrit pas de demande."))
        return
    yield Told(True, _("Elle demande des bénévoles (missions) et des moyens (besoins)."))
    if about.direct:
        yield Told(True, _("Ses demandes paraissent dès qu’elle les publie ; votre équipe peut les mettre en pause."))
    else:
        facts = {"count": about.request_criteria}
        yield Told(True, _("Votre équipe relit chaque demande avant qu’elle paraisse (critères : ${count}).", mapping=facts))
    yield Told(True, _("Elle répond elle-même aux candidatures et aux promesses qu’elle reçoit."))


def _gives(may: bool) -> Told:
    if may:
        return Told(True, _("Elle répond aux besoins : argent, matériel, transport, technologie."))
    return Told(False, _("Elle ne répond pas aux besoins par ses moyens."))


def _brings(about: Setting, may: bool) -> Told:
    if may and about.steps:
        text = _("Ses membres candidatent en son nom, après validation (${count} étape).", mapping={"count": about.steps})
        many = _("Ses membres candidatent en son nom, après validation (${count} étapes).", mapping={"count": about.steps})
        return Told(True, text if about.steps == 1 else many)
    if may:
        return Told(True, _("Ses membres candidatent en son nom, sans étape de validation."))
    if about.capacities[CITIZEN]:
        return Told(False, _("Ses membres ne candidatent pas en son nom : chacun le fait au sien."))
    return Told(False, _("Ses membres ne candidatent pas."))
