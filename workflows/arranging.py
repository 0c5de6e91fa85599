"""Who may give a node another name or place, where it may go, and what keeps it where it is (decision 30).

Every refusal is told in words, before anything is done; `moving` then does it.
"""

from collections.abc import Iterable, Iterator

from translationstring import TranslationString

from mobee_pyr.content import names, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage, subtree
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.request import Request
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access, library, moving
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

NOT_YOURS = _("Cette action n’est pas ouverte à votre rôle.")
ANSWERED = _("Une réponse reste avec ce à quoi elle répond : elle se décide ou se retire, elle ne se range pas.")
OF_THE_SITE = _("Cette partie du site ne se range pas.")
INSIDE = _("Une page ne peut pas être placée dans elle-même, ni dans ce qu’elle contient.")
WRONG_PLACE = _("Cette place ne reçoit pas de contenu de cette nature.")
CLOSED_PLACE = _("Vous ne pouvez rien ajouter à cette place.")
ASKS_NOTHING = _("Cette organisation ne publie pas de demande.")
SAME_PLACE = _("C’est déjà sa place.")
OTHER_NETWORK = _(
    "Ce que l’équipe d’un réseau qualifie, et ce à quoi des personnes ont répondu, ne change pas de réseau : "
    "copiez-le, la copie commencera sa propre vie là-bas."
)
RUNNING = _(
    "Des personnes attendent une réponse, ou sont engagées. Annulez d’abord ces demandes, ou terminez-les : chacune recevra un message. "
    "La corbeille sera ensuite possible."
)
NAME_TAKEN = _("Une autre page a déjà cette adresse ici : choisissez-en une autre.")
NAME_REFUSED = _("Écrivez l’adresse en lettres minuscules sans accents, chiffres et traits d’union, par exemple « plan-de-la-nef ».")
NAME_OF_A_PAGE = _("Ce mot est réservé : choisissez une autre adresse, par exemple en ajoutant un mot.")
NOT_ALL_YOURS = _("Une partie de ce que cela contient ne vous est pas ouverte : demandez à la gestion du réseau de le copier.")
PLACE_GONE = _("La place où c’était n’existe plus, ou se trouve aussi dans la corbeille : choisissez-en une autre.")
GONE = _("Cette page n’existe plus, ou ne vous est plus ouverte.")


class ArrangingRefused(Refused):
    """It cannot be done; ``message`` tells a person why, and what to do."""


def may_arrange(who: Reader, node: Node) -> bool:
    """May ``who`` rename, move and delete it?

    A place where people hold roles is arranged by who may change what it stands in; all else also by who may change it itself.
    """
    return kept(who, node) is None


def kept(who: Reader, node: Node) -> TranslationString | None:
    """Why ``who`` may not, in words; ``None`` if they may."""
    parent = node.__parent__
    if parent is None or node.type_name == "folder" or parent.type_name == "folder":
        return OF_THE_SITE
    if isinstance(node, Answer):
        return ANSWERED
    if not access.permits(who, Permission.VIEW, node):
        return GONE
    own = not isinstance(node, Owner) and access.permits(who, Permission.EDIT, node)
    return None if own or arranges_inside(who, parent) else NOT_YOURS


def arranges_inside(who: Reader, parent: Node) -> bool:
    """May ``who`` arrange all that they may open in a node, whatever its state?"""
    return access.permits(who, Permission.ADMINISTER if parent.type_name == "site" else Permission.EDIT, parent)


def copied_never(who: Reader, node: Node) -> TranslationString | None:
    """Why ``who`` may not copy it: whoever may open it may, where they may add; answers and networks are not copied."""
    if isinstance(node, Answer) or not TYPES[node.type_name].copied:
        return ANSWERED
    if node.__parent__ is None or node.__parent__.type_name in ("folder", "site"):
        return OF_THE_SITE
    if not access.permits(who, Permission.VIEW, node):
        return GONE
    return None if all(access.permits(who, Permission.VIEW, step) for step in _going_along(node)) else NOT_ALL_YOURS


def closed(who: Reader, node: Node, place: Node, copying: bool = False) -> TranslationString | None:
    """Why ``place`` does not take a node, for ``who``; ``None`` if it does."""
    if not access.permits(who, Permission.VIEW, place):
        return GONE
    if any(step is node for step in lineage(place)):
        return INSIDE
    if place.type_name not in TYPES[node.type_name].parents:
        return WRONG_PLACE
    if isinstance(node, Request) and "asks" not in getattr(place, "capacities", ("asks",)):
        return ASKS_NOTHING
    if not access.permits(who, Permission.EDIT if isinstance(node, Publication) else Permission.ADD, place):
        return CLOSED_PLACE
    if copying:
        return None
    if place is node.__parent__:
        return SAME_PLACE
    return OTHER_NETWORK if _changes_network(node, place) and _is_bound(node) else None


def running(node: Node, referring: Iterable[Node] = ()) -> list[Answer]:
    """The answers, beneath a node or pointing at it, in which somebody still waits or is engaged."""
    found = [step for step in (*subtree(node), *referring) if isinstance(step, Answer)]
    return [answer for answer in found if _runs(answer)]


def rename(act: Act, node: Node, title: str, name: str) -> None:
    """Give it another title and another address; the former address leads on to it. Raises `ArrangingRefused`."""
    _check(kept(_who(act), node))
    if name != node.__name__:
        if name in names.RESERVED:
            raise ArrangingRefused(NAME_OF_A_PAGE)
        try:
            tree.rename(node, name, act.who)
        except names.NameTaken as taken:
            raise ArrangingRefused(NAME_TAKEN) from taken
        except names.NameRefused as refused:
            raise ArrangingRefused(NAME_REFUSED) from refused
    if title != node.title:
        before, node.title = node.title, title
        node.record(act.who, "edited", when=act.now, title=[before, title])


def move(act: Act, node: Node, place: Node) -> None:
    """Give it another place. Raises `ArrangingRefused`; nothing has then changed."""
    who = _who(act)
    _check(kept(who, node))
    _check(closed(who, node, place))
    moving.move(act, node, place)


def move_back(act: Act, node: Node, place: Node) -> None:
    """Likewise, to a place where it stood before, and under the name that it had there if that is free."""
    name = next((name for oid, name in reversed(node.former) if oid == place.oid), node.__name__)
    move(act, node, place)
    if name != node.__name__ and place.get(name) is None:
        tree.rename(node, name, act.who)


def copy(act: Act, node: Node, place: Node) -> Node:
    """A copy of it in a place; it may be the same one. Raises `ArrangingRefused`; nothing has then changed."""
    who = _who(act)
    _check(copied_never(who, node))
    _check(closed(who, node, place, copying=True))
    return moving.copy(act, node, place)


def delete(act: Act, node: Node, referring: Iterable[Node] = (), why: str = "") -> None:
    """Put it into the bin. ``referring``: what points at it from elsewhere. Raises `ArrangingRefused`; nothing has then changed."""
    _check(kept(_who(act), node))
    _check(RUNNING if running(node, referring) else None)
    moving.delete(act, node, why)


def may_read_binned(who: Reader, node: Node) -> bool:
    """May ``who`` read what lies in the bin? Whoever could open it before."""
    told = node.binned
    return who.is_admin or (told is not None and not who.tokens.isdisjoint(told.readers))


def may_restore(who: Reader, node: Node) -> bool:
    """Whoever deleted it, and whoever may change what it was deleted from."""
    told = node.binned
    if told is None or not may_read_binned(who, node):
        return False
    owners = [owner for oid in told.owners if (owner := who.site.node(oid)) is not None]
    return told.who == who.person_id or any(may_empty(who, owner) for owner in owners)


def may_empty(who: Reader, owner: Node) -> bool:
    """May ``who`` remove for good what was deleted from a node?"""
    return access.permits(who, Permission.ADMINISTER if owner.type_name == "site" else Permission.EDIT, owner)


def restore(act: Act, node: Node, place: Node | None = None) -> None:
    """Take it out of the bin, to where it was or to another place. Raises `ArrangingRefused`; nothing has then changed."""
    who = _who(act)
    _check(None if may_restore(who, node) else GONE)
    former, _name = tree.place_before(node)
    if place is None and former is None:
        raise ArrangingRefused(PLACE_GONE)
    if place is not None and place is not former:
        _check(closed(who, node, place, copying=True))
        _check(OTHER_NETWORK if _is_bound(node) and not _was_beneath(node, network_of(place)) else None)
    moving.restore(act, node, place)


def purge(act: Act, node: Node, referring: Iterable[Node]) -> None:
    """Remove it for good. ``referring``: all that points at it or beneath it. Raises `ArrangingRefused`; nothing has then changed."""
    who, told = _who(act), node.binned
    owners = () if told is None else told.owners
    _check(None if any((owner := who.site.node(oid)) is not None and may_empty(who, owner) for oid in owners) else NOT_YOURS)
    moving.purge(node, referring)


def _was_beneath(node: Node, network: Node | None) -> bool:
    return network is not None and node.binned is not None and network.oid in node.binned.owners


def _going_along(node: Node) -> Iterator[Node]:
    """What is copied with a node: a copy never shows anybody what they could not open."""
    for child in node.inside():
        if TYPES[child.type_name].copied:
            yield child
            yield from _going_along(child)


def _changes_network(node: Node, place: Node) -> bool:
    return network_of(node) is not network_of(place)


def _is_bound(node: Node) -> bool:
    """Is there something in it that one network's team answers for, or that somebody has answered?"""
    return any(isinstance(step, Qualified | Answer) for step in subtree(node))


def _runs(answer: Answer) -> bool:
    """A decision is awaited; or somebody was accepted and it is not over."""
    state = library.state_of(answer)
    engaged = isinstance(answer, Application | Pledge) and state is not None and not state.final
    return engaged or bool(answer.waiting)


def _who(act: Act) -> Reader:
    return access.reader(act.site, act.person, act.today)


def _check(refusal: TranslationString | None) -> None:
    if refusal is not None:
        raise ArrangingRefused(refusal)
