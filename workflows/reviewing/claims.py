"""Claims: one of the team takes care of something, the others see it; it ends by itself when nothing comes of it."""

from datetime import date

from translationstring import TranslationString

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id, name_of
from mobee_pyr.content.qualification import Claim, Qualified
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, TakenOver
from mobee_pyr.workflows.procedures import working_days
from mobee_pyr.workflows.reviewing import settings

TAKEN = _("${who} s’en occupe depuis le ${when} : reprenez le dossier si vous voulez répondre à sa place.")


class ClaimRefused(Refused):
    """Somebody else takes care of it; ``message`` says who and since when."""


def holder(node: Node, day: date) -> Claim | None:
    """The claim that counts that day; ``None`` once it has lapsed, or whoever made it cannot qualify any more or is away."""
    claim = node.claim if isinstance(node, Qualified) else None
    if claim is None or idle(node, day) or not _can_answer(site_of(node), claim.who, node, day):
        return None
    return claim


def idle(node: Node, day: date) -> bool:
    """Was it claimed, and nothing came of it?"""
    claim = node.claim if isinstance(node, Qualified) else None
    if claim is None:
        return False
    network = network_of(node)
    last = max(claim.when, next((deed.when for deed in node.deeds() if deed.who == claim.who), claim.when))
    return working_days.after(network, last.date(), settings.of(network).claim_days) < day


def others(who: Reader, node: Node, day: date) -> Claim | None:
    """The claim that counts, if it is somebody else's."""
    claim = holder(node, day)
    return None if claim is None or claim.who == who.person_id else claim


def take(act: Act, node: Qualified, over: str = "") -> None:
    """Take care of it; ``over``: the id of whom one takes it over from, who is told. Raises `ClaimRefused`."""
    former = holder(node, act.today)
    if former is not None and former.who == act.who:
        return
    if former is not None and former.who != over:
        raise ClaimRefused(taken(act.site, former))
    node.claim = Claim(act.who or "", act.now)
    if former is None:
        node.record(act.who, "claimed", when=act.now)
    else:
        node.record(act.who, "taken over", when=act.now, former=former.who)
        act.tell(TakenOver(act, node, former.who))


def release(act: Act, node: Qualified) -> bool:
    """Leave it to the others; ``False`` if it was not one's own."""
    if node.claim is None or node.claim.who != act.who:
        return False
    node.claim = None
    node.record(act.who, "released", when=act.now)
    return True


def taken(site: Site, claim: Claim) -> TranslationString:
    """Who takes care of it, since when, and what one can do."""
    return _(TAKEN, mapping={"who": name_of(site, claim.who), "when": claim.when.strftime("%d/%m/%Y %H:%M UTC")})


def _can_answer(site: Site, person_id: str, node: Node, day: date) -> bool:
    person, absence = by_id(site, person_id), site.membership.absence(person_id)
    if person is None or (absence is not None and absence.since <= day <= absence.until):
        return False
    who = access.reader(site, person, day)
    return access.permits(who, Permission.QUALIFY, node) and access.permits(who, Permission.VIEW, node)
