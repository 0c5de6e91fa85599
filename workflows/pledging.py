"""Pledging to a need: a référent promises in the name of an organisation that gives means (M56)."""

from decimal import Decimal
from typing import cast

from translationstring import TranslationString

from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.applying import others_decide
from mobee_pyr.workflows.engine import TransitionRefused, begin


def givers(act: Act, need: Need) -> list[Organisation]:
    """The organisations in whose name the person may promise: active in this network, giving means, the asking one apart."""
    network, asking = cast(Network, network_of(need)), organisation_of(need)
    led = (act.site.node(g.oid) for g in act.site.membership.grants(cast(str, act.who)) if g.role == Role.REFERENT and g.holds(act.today))
    found = (body for body in led if isinstance(body, Organisation) and body.__parent__ is network and body is not asking)
    return sorted((body for body in found if body.state == "active" and "gives" in body.capacities), key=lambda body: body.title)


def refusal(act: Act, need: Need) -> TranslationString | None:
    """Why the person cannot promise, in words; ``None`` if they can."""
    network = network_of(need)
    if not access.permits(access.reader(act.site, act.person, act.today), "pledge", need):
        return _("Ce besoin ne prend plus de promesses.")
    if network is not None and network.state == "paused":
        return _("Le réseau est en pause : les promesses reprendront quand il rouvrira.")
    if not givers(act, need):
        return _("Une promesse engage une organisation : seul un référent d’une organisation qui apporte des moyens ici peut la faire.")
    if not others_decide(act, need):
        return _("Vous êtes la seule personne à pouvoir répondre à cette promesse : nommez d’abord un autre référent.")
    return None


def pledge(act: Act, need: Need, giver: int, quantity: Decimal, message: str = "") -> Pledge:
    """Promise in the name of ``giver``. Raises `TransitionRefused`; nothing has then changed."""
    held_back = refusal(act, need)
    if held_back is not None:
        raise TransitionRefused(held_back)
    if giver not in {body.oid for body in givers(act, need)}:
        raise TransitionRefused(_("Vous n’êtes plus référent de cette organisation : choisissez-en une autre."))
    if not 0 < quantity <= need.missing:
        raise TransitionRefused(_("D’autres promesses ont été acceptées entre-temps : relisez ce qui manque encore."))
    person, body = cast(Person, act.person), cast(Organisation, act.site.node(giver))
    made = tree.add(need, Pledge(body.title, person.id, giver, quantity, message, act.now), by=person.id)
    begin(act, made)
    return made
