"""A network and the blueprint that it follows: what is its own, what is offered to it, what it proposes back (M13, M19).

A blueprint never changes what a network does behind its back: each newer version of a part is offered, and taken, or left.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mobee_pyr.content import blueprint as blueprints
from mobee_pyr.content.blueprint import CRITERIA, WORKFLOW, Blueprint, Proposal, Release, at, criteria_at, followed_version, inherited
from mobee_pyr.content.capacities import PART as CAPACITIES
from mobee_pyr.content.checklist import read, stored
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import SUBJECTS, Criterion
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import checklists, library, switching
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.editing import EDITABLE
from mobee_pyr.workflows.writing import text_of

PARTS = (
    *(WORKFLOW + content for content in EDITABLE),
    *(f"{CRITERIA}.{subject}" for subject in SUBJECTS),
    CAPACITIES,
    *("procedures", "imposed", "qualification", "matching", "advice", "skills", "closed_days"),
)
"""What a network may have of its own, in the order in which it is told."""

TAKEN, LEFT, BACK, PROPOSED, GIVEN_BACK = "model taken", "model left", "model again", "model proposed", "model given back"
"""The deeds on a network; each with its ``part``, those that `give_back` takes back also with what was there before."""


class ModelRefused(Refused):
    """It cannot be done; ``message`` tells a person why."""


class Offer(NamedTuple):
    """A newer version of a part; ``own``: would it take the place of what the network has changed itself?"""

    part: str
    release: Release
    own: bool


def own(network: Network, part: str) -> Any:
    """What a network has stored for a part; ``None``: it follows its blueprint."""
    if part.startswith(f"{CRITERIA}."):
        return blueprints.own_criteria(network, part.partition(".")[2])
    return network.overrides.get(part)


def overridden(network: Network) -> list[str]:
    """The parts that are the network's own."""
    return [part for part in PARTS if own(network, part) is not None]


def true(network: Network, part: str) -> Any:
    """What counts now."""
    found = own(network, part)
    return inherited(network, part) if found is None else found


def offers(network: Network) -> list[Offer]:
    """What is newer in the blueprint, and neither taken nor left; the latest version of each part."""
    blueprint = network.blueprint
    return [] if blueprint is None or not blueprint.releases else list(_offers(network, blueprint))


def _offers(network: Network, blueprint: Blueprint) -> Iterator[Offer]:
    for part in PARTS:
        latest = next((release for release in reversed(blueprint.releases) if part in release.parts), None)
        seen = max(followed_version(network, part), network.left.get(part, 0))
        if latest is not None and latest.number > seen and not alike(network, part, latest.parts[part]):
            yield Offer(part, latest, own(network, part) is not None)


def alike(network: Network, part: str, value: Any) -> bool:
    """Is that what counts already?"""
    if part.startswith(WORKFLOW):
        content = part.removeprefix(WORKFLOW)
        now, then = library.applied(network, content), library.version(network, content, value)
        return text_of(now.workflow) == text_of(then.workflow)
    return bool(_plain(true(network, part)) == _plain(value))


def take(act: Act, network: Network, offer: Offer) -> bool:
    """Follow the newer version of a part. ``False``: a workflow waits as a draft until somebody says where its items go.

    Raises `ModelRefused`; nothing has then changed.
    """
    part, blueprint, before = offer.part, _blueprint(network), _before(network, offer.part)
    there = True
    if part.startswith(WORKFLOW):
        there = _take_workflow(act, network, offer)
    elif part.startswith(f"{CRITERIA}."):
        _let_count(act, network, part, criteria_at(blueprint, part.partition(".")[2], offer.release.number), offer.release.number)
    else:
        network.overrides.pop(part, None)
    _note_taken(network, part, offer.release.number)
    network.record(act.who, TAKEN, when=act.now, part=part, version=offer.release.number, **before)
    return there


def leave(act: Act, network: Network, offer: Offer) -> None:
    """Do without; it is not offered again, a later version will be."""
    network.left = {**network.left, offer.part: offer.release.number}
    network.record(act.who, LEFT, when=act.now, part=offer.part, version=offer.release.number)


def come_back(act: Act, network: Network, part: str) -> bool:
    """Give up what is the network's own. ``False``: a workflow waits as a draft until somebody says where its items go.

    Raises `ModelRefused`; nothing has then changed.
    """
    before = _before(network, part)
    if part.startswith(WORKFLOW):
        content = part.removeprefix(WORKFLOW)
        made = switching.plan(network, content, None)
        if made.open:
            network.drafts = {**network.drafts, content: text_of(made.after)}
            return False
        _switch(act, network, made)
    elif part.startswith(f"{CRITERIA}."):
        subject = part.partition(".")[2]
        checklists.keep(act, network, subject, blueprints.followed_criteria(network, subject), "model")
        blueprints.keep_criteria(network, subject, blueprints.followed_criteria(network, subject))
    else:
        network.overrides.pop(part, None)
    network.record(act.who, BACK, when=act.now, part=part, **before)
    return True


def stands(network: Network, deed: Deed) -> bool:
    """Is a part still as `take` or `come_back` left it?"""
    part: str = deed.details["part"]
    return own(network, part) is None and network.taken.get(part, 0) == deed.details.get("version", deed.details["taken"])


def give_back(act: Act, network: Network, deed: Deed) -> None:
    """Let a part be again what it was before `take` or `come_back`; a workflow is given back where it is switched."""
    part, held, taken = deed.details["part"], deed.details["held"], deed.details["taken"]
    if part.startswith(f"{CRITERIA}."):
        version = max(network.blueprint_version, taken)
        wanted = criteria_at(_blueprint(network), part.partition(".")[2], version) if held is None else read(held)
        _let_count(act, network, part, wanted, taken)
    elif held is not None:
        network.overrides[part] = held
    _note_taken(network, part, taken)
    network.record(act.who, GIVEN_BACK, when=act.now, part=part)


def _before(network: Network, part: str) -> dict[str, Any]:
    """What the journal keeps of a part that is about to follow the blueprint, for `give_back`."""
    if part.startswith(WORKFLOW):
        return {}
    held = own(network, part)
    if held is not None and part.startswith(f"{CRITERIA}."):
        held = stored(blueprints.criteria(network, part.partition(".")[2]))
    return {"held": held, "taken": network.taken.get(part, 0)}


def _take_workflow(act: Act, network: Network, offer: Offer) -> bool:
    content, text = offer.part.removeprefix(WORKFLOW), offer.release.parts[offer.part]
    made = switching.plan(network, content, text)
    if made.open:
        network.overrides[offer.part] = text_of(made.before)
        network.drafts = {**network.drafts, content: text_of(made.after)}
        return False
    _switch(act, network, made)
    network.overrides.pop(offer.part, None)
    return True


def _switch(act: Act, network: Network, made: switching.Plan) -> None:
    """Raises `ModelRefused` while another switch is on its way."""
    try:
        switching.switch(act, network, made)
    except switching.SwitchRefused as refused:
        raise ModelRefused(refused.message) from refused


def _let_count(act: Act, network: Network, part: str, wanted: list[Criterion], version: int) -> None:
    """A checklist that counts from now on; nothing is stored of it where it says the same as that version of the blueprint."""
    subject = part.partition(".")[2]
    checklists.keep(act, network, subject, wanted, "model")
    _note_taken(network, part, version)
    blueprints.keep_criteria(network, subject, wanted)


def _note_taken(network: Network, part: str, version: int) -> None:
    network.taken = {**network.taken, part: version}


# Back to the blueprint ----------------------------------------------------------------------------------------------------


def propose(act: Act, network: Network, part: str, why: str) -> Proposal:
    """Offer what is the network's own to its blueprint. Raises `ModelRefused` when there is nothing, or it waits already."""
    blueprint, value = _blueprint(network), own(network, part)
    if value is None:
        raise ModelRefused(_("Cette partie suit déjà le modèle : il n’y a rien à proposer."))
    if any(each.network == network.oid and each.part == part and not each.answer for each in blueprint.proposals):
        raise ModelRefused(_("Cette partie est déjà proposée : l’administration du site vous répondra."))
    made = Proposal(str(len(blueprint.proposals) + 1), network.oid, part, value, act.who, act.now, why)
    blueprint.proposals = (*blueprint.proposals, made)
    network.record(act.who, PROPOSED, when=act.now, part=part)
    return made


def proposed(network: Network, part: str) -> Proposal | None:
    """The network's last proposal of a part, whatever became of it."""
    blueprint = network.blueprint
    found = () if blueprint is None else reversed(blueprint.proposals)
    return next((each for each in found if each.network == network.oid and each.part == part), None)


def waiting(blueprint: Blueprint) -> list[Proposal]:
    """What nobody has answered yet, the oldest first."""
    return [each for each in blueprint.proposals if not each.answer]


def accept(act: Act, blueprint: Blueprint, proposal: Proposal) -> Release:
    """The part is that of a new version, offered to all who follow; whoever proposed it follows it already."""
    made = release(act, blueprint, {proposal.part: proposal.value}, proposal.why)
    _answer(blueprint, proposal._replace(answer="accepted"))
    network = act.site.node(proposal.network)
    if isinstance(network, Network) and alike(network, proposal.part, proposal.value):
        _note_taken(network, proposal.part, made.number)
        if proposal.part.startswith(f"{CRITERIA}."):
            subject = proposal.part.partition(".")[2]
            blueprints.keep_criteria(network, subject, blueprints.criteria(network, subject))
        else:
            network.overrides.pop(proposal.part, None)
    return made


def decline(act: Act, blueprint: Blueprint, proposal: Proposal, reason: str) -> None:
    """It stays the network's own; the reason is read there."""
    _answer(blueprint, proposal._replace(answer="declined", reason=reason))
    blueprint.record(act.who, "proposal declined", reason, act.now, part=proposal.part)


def release(act: Act, blueprint: Blueprint, parts: Mapping[str, Any], why: str = "") -> Release:
    """A newer version of a blueprint."""
    made = Release(blueprint.newest + 1, dict(parts), act.who, act.now, why)
    blueprint.releases = (*blueprint.releases, made)
    blueprint.record(act.who, "model released", why, act.now, version=made.number)
    return made


def followers(act: Act, blueprint: Blueprint) -> list[Network]:
    """The networks that follow a blueprint."""
    return [each for each in act.site.inside("network") if isinstance(each, Network) and each.blueprint_oid == blueprint.oid]


def before(blueprint: Blueprint, made: Release, part: str) -> Any:
    """A part as it was before a release."""
    return at(blueprint, part, made.number - 1)


def since(network: Network, part: str) -> datetime | None:
    """When a part was last changed by the network, as far as its journal tells."""
    found = (deed.when for deed in network.deeds() if deed.details.get("part") == part)
    return next(found, None)


def _answer(blueprint: Blueprint, answered: Proposal) -> None:
    blueprint.proposals = tuple(answered if each.id == answered.id else each for each in blueprint.proposals)


def _blueprint(network: Network) -> Blueprint:
    found = network.blueprint
    if found is None:
        raise ModelRefused(_("Ce réseau ne suit aucun modèle."))
    return found


def _plain(value: Any) -> Any:
    """Lists and tuples, mappings of all kinds, compared by what they say."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
