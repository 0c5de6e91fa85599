"""Two pairs of eyes: where a network asks for it, two different people agree before something is accepted or published."""

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Opinion, Qualified
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import subject_of
from mobee_pyr.workflows.model import Label, Transition
from mobee_pyr.workflows.reviewing import settings

TICKS = "criteria_ticked"
"""The guard of the decisions that are in favour: those that two people may have to take."""

AGREE = Transition(name="agree", label=_("Donner un avis favorable"), sources=(), target="", by=(), decides=True)
"""What is fired in place of the decision when the first of two people takes it: the state stays."""

ALREADY = _("Vous avez déjà donné un avis favorable, en votre nom ou pour une autre personne : une deuxième personne doit décider.")


def wanted(node: Node, transition: Transition) -> bool:
    """Must two people agree on it here?"""
    if not isinstance(node, Qualified) or not transition.decides or TICKS not in transition.guards:
        return False
    return subject_of(node) in settings.of(network_of(node)).two_eyes


def first(node: Node) -> Opinion | None:
    """The opinion that waits for a second person, where a network asks for two."""
    opinion = node.opinion if isinstance(node, Qualified) else None
    asked = isinstance(node, Qualified) and subject_of(node) in settings.of(network_of(node)).two_eyes
    return opinion if asked else None


def standing(node: Node, transition: Transition) -> Opinion | None:
    """The opinion in favour of a transition that a second person may follow."""
    opinion = first(node) if wanted(node, transition) else None
    return opinion if opinion is not None and opinion.decision == transition.name else None


def label(node: Node, transition: Transition) -> Label:
    """What a transition is called here: where somebody else must agree first, it is only an opinion."""
    return AGREE.label if wanted(node, transition) and standing(node, transition) is None else transition.label


def gave(who: Reader, node: Node, transition: Transition) -> bool:
    """Is ``who``, or anybody for whom they would act, the first pair of eyes already?"""
    opinion = standing(node, transition)
    return opinion is not None and not set(people(who, node, transition)).isdisjoint(opinion.people)


def may_read(who: Reader, node: Node) -> bool:
    """May ``who`` know what the team says among itself? Its members may, except of their own request."""
    network, asked_by = network_of(node), getattr(node, "applicant", node.author)
    return network is not None and who.person_id != asked_by and access.permits(who, Permission.QUALIFY, network)


def people(who: Reader, node: Node, transition: Transition) -> tuple[str, ...]:
    """Who would stand behind the deed: the person and, if they only act as a deputy, all for whom they answer."""
    if who.person_id is None:
        return ()
    lent = who.signs_for(roles.tokens(node, transition.by))
    return (who.person_id, *(who.site.membership.represented(who.person_id) if lent else ()))


def agree(act: Act, who: Reader, node: Qualified, transition: Transition, remark: str, instead_of: str) -> Transition:
    """Keep the first opinion; whoever gave it has done their part."""
    node.opinion = Opinion(act.who or "", act.now, transition.name, remark, people(who, node, transition))
    node.claim = None
    signed = {"instead_of": instead_of} if instead_of else {}
    node.record(act.who, "agreed", remark, act.now, decision=transition.name, **signed)
    return AGREE


def fall(act: Act, node: Node) -> None:
    """What the opinion was about has changed: it no longer counts."""
    if isinstance(node, Qualified) and node.opinion is not None:
        node.opinion = None
        node.record(None, "opinion fell", when=act.now)
