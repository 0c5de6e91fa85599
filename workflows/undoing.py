"""Taking a deed back by another deed: nothing is erased, and what others already know stays known (decision 31)."""

from collections.abc import Callable
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content import journal, names, past, tree
from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.site import site_of
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access, arranging, library, models
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

TOLD = _("C’est déjà annoncé aux personnes concernées, par courriel et dans leur espace : on ne peut plus faire comme si de rien n’était.")
ELSEWHERE = _("Cela ne s’annule pas ici : changez-le de nouveau sur la page où vous l’avez fait.")
ALREADY = _("C’est déjà annulé.")
NOT_YOURS = _("Seule la personne qui l’a fait, ou quelqu’un qui gère le réseau, peut l’annuler.")
NOT_LAST = _("Ce n’est plus la dernière chose que vous avez faite ici : annulez d’abord la suivante.")
NO_RIGHT = _("Vous n’avez plus le droit de changer cette page.")
PLACE_GONE = _("La place d’avant n’existe plus, ou n’est plus libre.")
CHANGED_SINCE = _("Cela a encore changé depuis : annulez d’abord ce qui a suivi.")
IN_USE = _("Quelque chose a suivi : une réponse, une étape, ou le travail de quelqu’un d’autre. Mettez plutôt la page à la corbeille.")

MADE_BY_HAND = frozenset(("programme", "mission", "need", "page"))
"""The types of which one that was only just made can be unmade."""


class UndoRefused(Refused):
    """The deed stays; ``message`` says why."""


class Way(NamedTuple):
    """How a kind of deed is taken back: what it asks for, what stands in the way, what is done."""

    permission: Permission
    hindered: Callable[[Node, Deed], TranslationString | None]
    undo: Callable[[Act, Node, Deed], None]


def refusal(who: Reader, node: Node, number: int) -> TranslationString | None:
    """Why ``who`` cannot take back a deed of a node; ``None`` if they can."""
    deed = past.found(node, number)
    if deed is None or who.person_id is None:
        return NOT_YOURS
    if number in past.undone(node):
        return ALREADY
    if deed.what == "edited":
        return None if access.permits(who, Permission.EDIT, node) else NO_RIGHT
    if deed.what not in WAYS:
        return TOLD if _tells(node, deed) else ELSEWHERE
    return _not_theirs(who, node, number, deed) or WAYS[deed.what].hindered(node, deed) or _kept_from(who, node, deed)


def undo(act: Act, node: Node, number: int) -> None:
    """Take it back; what an edit said is for whoever knows its form. Raises `UndoRefused`; nothing has then changed."""
    refused = refusal(access.reader(act.site, act.person, act.today), node, number)
    deed = past.found(node, number)
    if refused is not None or deed is None or deed.what not in WAYS:
        raise UndoRefused(refused or ELSEWHERE)
    WAYS[deed.what].undo(act, node, deed)
    journal.add_to_last(node.journal, **{past.UNDOES: number})


def last_of(node: Node, person_id: str | None) -> int:
    """The number of the last thing somebody did to a node; -1 without any."""
    return next((number for number, deed in journal.numbered(node.journal) if deed.who == person_id), -1)


def manages(who: Reader, node: Node) -> bool:
    """Does ``who`` run the site, or the network that the node belongs to, or belonged to before it was deleted?"""
    place = node if not tree.is_deleted(node) else _former_place(node)
    over = () if place is None else lineage(place)
    return who.is_admin or any(token(Role.MANAGER, step.oid) in who.tokens for step in over if step.type_name == "network")


def _not_theirs(who: Reader, node: Node, number: int, deed: Deed) -> TranslationString | None:
    if manages(who, node):
        return None
    if deed.who != who.person_id:
        return NOT_YOURS
    if last_of(node, who.person_id) != number:
        return NOT_LAST
    return None if tree.is_deleted(node) or access.permits(who, WAYS[deed.what].permission, node) else NO_RIGHT


def _kept_from(who: Reader, node: Node, deed: Deed) -> TranslationString | None:
    """What puts a page elsewhere keeps to the rules of arranging: whoever runs its present place may be nobody at the former one."""
    if deed.what == "moved":
        place = site_of(node).node(deed.details["former"])
        return arranging.kept(who, node) or (None if place is None else arranging.closed(who, node, place))
    if deed.what == "deleted":
        return None if arranging.may_restore(who, node) else NO_RIGHT
    return arranging.kept(who, node) if deed.what in ("renamed", "restored", "created", "copied") else None


def _tells(node: Node, deed: Deed) -> bool:
    """Is it a transition, an answer, a message: something that somebody was told?"""
    return "target" in deed.details or deed.what.startswith("step ") or deed.what in ("message", "invited", "recruited")


def _former_place(node: Node) -> Node | None:
    deed = next((deed for deed in node.deeds() if deed.what == "deleted"), None)
    return None if deed is None else site_of(node).node(deed.details["parent"])


def _renamed_since(node: Node, deed: Deed) -> TranslationString | None:
    parent, former = node.__parent__, deed.details["former"]
    if tree.is_deleted(node) or node.__name__ != deed.details["name"]:
        return CHANGED_SINCE
    taken = parent is None or parent.get(former) is not None or former in names.RESERVED
    return PLACE_GONE if taken else None


def _moved_since(node: Node, deed: Deed) -> TranslationString | None:
    if tree.is_deleted(node) or node.__parent__ is None or node.__parent__.oid != deed.details["parent"]:
        return CHANGED_SINCE
    place = site_of(node).node(deed.details["former"])
    try:
        gone = place is None or tree.is_deleted(place)
        if place is not None:
            tree.may_stand(node, place)
    except tree.PlaceRefused:
        gone = True
    return PLACE_GONE if gone else None


def _deleted_since(node: Node, _deed: Deed) -> TranslationString | None:
    place = _former_place(node)
    if not tree.is_deleted(node):
        return CHANGED_SINCE
    return PLACE_GONE if place is None or tree.is_deleted(place) else None


def _restored_since(node: Node, _deed: Deed) -> TranslationString | None:
    """It goes back to the bin unless somebody waits for an answer in it, or is engaged."""
    if tree.is_deleted(node):
        return CHANGED_SINCE
    return IN_USE if arranging.running(node) else None


def _in_use(node: Node, made: Deed) -> TranslationString | None:
    """Only what nobody else has touched, nothing hangs from, and that never left its first state, is unmade."""
    if node.type_name not in MADE_BY_HAND or tree.is_deleted(node):
        return ELSEWHERE
    begun = node.type_name in library.WITH_WORKFLOW and node.state != library.workflow_of(node).workflow.initial
    others = any(deed.who not in (made.who, None) for deed in node.deeds())
    return IN_USE if node.children or begun or others else None


def _gate(private: bool) -> Callable[[Node, Deed], TranslationString | None]:
    return lambda node, _deed: None if node.private is private else CHANGED_SINCE


def _part_since(node: Node, deed: Deed) -> TranslationString | None:
    """A workflow is given back where it is switched, and so is what was done before the journal kept what was there."""
    if not isinstance(node, Network) or "held" not in deed.details:
        return ELSEWHERE
    return None if models.stands(node, deed) else CHANGED_SINCE


def _rename_back(act: Act, node: Node, deed: Deed) -> None:
    arranging.rename(act, node, node.title, deed.details["former"])


def _move_back(act: Act, node: Node, deed: Deed) -> None:
    place = site_of(node).node(deed.details["former"])
    assert place is not None
    arranging.move_back(act, node, place)


def _restore(act: Act, node: Node, _deed: Deed) -> None:
    arranging.restore(act, node)


def _delete(act: Act, node: Node, _deed: Deed) -> None:
    arranging.delete(act, node)


def _give_back(act: Act, node: Node, deed: Deed) -> None:
    assert isinstance(node, Network)
    models.give_back(act, node, deed)


def _set_private(private: bool) -> Callable[[Act, Node, Deed], None]:
    return lambda act, node, _deed: tree.set_private(node, private, act.who)


WAYS = {
    "renamed": Way(Permission.EDIT, _renamed_since, _rename_back),
    "moved": Way(Permission.EDIT, _moved_since, _move_back),
    "deleted": Way(Permission.EDIT, _deleted_since, _restore),
    "restored": Way(Permission.EDIT, _restored_since, _delete),
    "created": Way(Permission.EDIT, _in_use, _delete),
    "copied": Way(Permission.EDIT, _in_use, _delete),
    "made private": Way(Permission.PEOPLE, _gate(True), _set_private(False)),
    "opened": Way(Permission.PEOPLE, _gate(False), _set_private(True)),
    models.TAKEN: Way(Permission.EDIT, _part_since, _give_back),
    models.BACK: Way(Permission.EDIT, _part_since, _give_back),
}
"""By the name of the deed. An edit is taken back by its form (``views/writing/revert.py``), so that its answers keep to the rules."""
