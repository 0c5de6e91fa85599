"""A node's journal, for ``parts/journal.pt``: who did what, when and why, as far as it is meant for the reader."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content import past
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.field import PREFIX
from mobee_pyr.content.journal import Deed, numbered
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views.checklists.deeds import about_criteria
from mobee_pyr.views.differences import Change, change
from mobee_pyr.views.fields.deeds import about_fields
from mobee_pyr.views.forms import extra
from mobee_pyr.views.forms.translation import DROPPED, TRANSLATED
from mobee_pyr.views.journal.deeds import DEEDS, OF_THE_TEAM
from mobee_pyr.views.journal.fields import NAMES, said
from mobee_pyr.views.papers.joined import Joined, joined
from mobee_pyr.views.people.deeds import about_role
from mobee_pyr.views.signing import signature
from mobee_pyr.views.vocabularies.deeds import about_terms
from mobee_pyr.workflows import discretion, extra_fields, library
from mobee_pyr.workflows.checklists import CHANGED
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes


class Entry(NamedTuple):
    """One deed. ``deed`` is its name, ``moved`` the change of state, ``changes`` the fields."""

    deed: str
    who: str
    what: str
    moved: str | None
    when: str
    moment: str
    exact: str
    why: str | None
    changes: list[Change]
    joined: Joined | None
    """The file that was given with it, if the reader may open it."""
    named: bool
    """``what`` is the name of a transition, not the end of a sentence."""
    undone: bool = False
    """Somebody took it back later."""
    links: Sequence[tuple[str, str]] = ()
    """What may be done with it: address and text."""
    stays: str = ""
    """Why the reader, who did it last, cannot take it back."""


def entries(request: Request, node: Node) -> Iterator[Entry]:
    """All that was done to a node, the latest first."""
    for _number, deed in readable(request, node):
        yield entry(request, node, deed)


def readable(request: Request, node: Node) -> Iterator[tuple[int, Deed]]:
    """The deeds that are meant for the reader, with their numbers, the latest first."""
    within = eyes.may_read(request.reader, node)
    return ((number, deed) for number, deed in numbered(node.journal) if within or deed.what not in OF_THE_TEAM)


def is_readable(request: Request, node: Node, deed: Deed) -> bool:
    """Is this deed meant for the reader?"""
    return deed.what not in OF_THE_TEAM or eyes.may_read(request.reader, node)


def entry(request: Request, node: Node, deed: Deed) -> Entry:
    """One deed, in words."""
    shown = not isinstance(node, Tracked) or discretion.may_read_reason(request.reader, node, deed)
    return Entry(
        deed=deed.what,
        who=_who(request, node, deed),
        what=_what(request, node, deed),
        moved=_moved(request, node, deed),
        when=request.words.ago(deed.when),
        moment=deed.when.isoformat(timespec="seconds"),
        exact=request.words.date(deed.when),
        why=deed.why if shown and deed.why else None,
        changes=list(_changes(request, node, deed)),
        joined=joined(request, node, deed),
        named=_transition(node, deed) is not None,
    )


def _who(request: Request, node: Node, deed: Deed) -> str:
    """The person; the platform; or, for those to whom it is not told, their organisation as a whole."""
    hidden = discretion.hidden_side(request.reader, node, deed) if isinstance(node, Answer) else ""
    if hidden:
        return str(request.translate(_("L’employeur") if hidden == discretion.EMPLOYER else _("L’organisation qui reçoit")))
    return signature(request, deed.who, deed.details.get("instead_of")) or str(request.translate(_("La plateforme")))


def _what(request: Request, node: Node, deed: Deed) -> str:
    if past.UNDOES in deed.details:
        return str(request.translate(_("a annulé ce qui avait été fait le ${when}"), when=_when(request, node, deed.details[past.UNDOES])))
    if past.BACK_TO in deed.details:
        return str(request.translate(_("a remis ce qui était écrit le ${when}"), when=_when(request, node, deed.details[past.BACK_TO])))
    transition = _transition(node, deed)
    if transition is not None:
        return str(request.words.label(transition.label))
    if "planned_for" in deed.details:
        when = request.words.hour(deed.details["planned_for"])
        return str(request.translate(DEEDS[deed.what], action=_planned(request, node, deed.details["transition"]), when=when))
    if (node.type_name, deed.what) == ("person", "created"):
        return str(request.translate(_("a ouvert le compte")))
    return (
        about_role(request, node, deed)
        or about_criteria(request, deed)
        or about_fields(request, deed)
        or about_terms(request, deed)
        or str(request.translate(DEEDS.get(deed.what, deed.what), name=str(deed.details.get("name", "")), language=_language(deed)))
    )


def _language(deed: Deed) -> str:
    code = str(deed.details.get("language", ""))
    return LANGUAGES.get(code, code)


def _when(request: Request, node: Node, number: int) -> str:
    """« 3 mars 2027, 14:05 »: the moment of a deed."""
    deed = past.found(node, number)
    return "" if deed is None else str(request.words.date(deed.when))


def _transition(node: Node, deed: Deed) -> Transition | None:
    if not library.is_governed(node):
        return None
    return library.workflow_of(node).workflow.transitions.get(deed.what)


def _planned(request: Request, node: Node, name: str) -> str:
    transition = library.workflow_of(node).workflow.transitions.get(name)
    return name if transition is None else str(request.words.label(transition.label))


def _moved(request: Request, node: Node, deed: Deed) -> str | None:
    if "target" not in deed.details or not library.is_governed(node):
        return None
    labels = (_state(request, node, name) for name in (deed.details["source"], deed.details["target"]))
    return " → ".join(labels)


def _state(request: Request, node: Node, name: str) -> str:
    """By the present workflow, or by the last one that knew it."""
    state = library.workflow_of(node).workflow.states.get(name) or library.known_once(network_of(node), node.type_name, name)
    return name if state is None else str(request.words.label(state.label))


def _changes(request: Request, node: Node, deed: Deed) -> Iterator[Change]:
    if deed.what in past.EDITS or deed.what in (CHANGED, TRANSLATED, DROPPED):
        for name, (before, after) in past.changes(deed).items():
            if not name.startswith(PREFIX):
                yield change(
                    request.translate(NAMES.get(name, name)), *(said(request, name, value, True, node) for value in (before, after))
                )
    yield from _extra_changes(request, node, deed)


def _extra_changes(request: Request, node: Node, deed: Deed) -> Iterator[Change]:
    """Those of the network's own fields that the reader may read today; of some the journal keeps that they changed, and no more."""
    told, silent = past.changes(deed), frozenset(deed.details.get(extra_fields.UNTOLD, "").split())
    if deed.what not in past.EDITS or not (silent or any(name.startswith(PREFIX) for name in told)):
        return
    for field in extra_fields.to_see(request.reader, node):
        if field.name in told:
            yield change(extra.told(request, field.label), *(extra.said(request, field, value) for value in told[field.name]))
        elif field.name in silent:
            yield change(extra.told(request, field.label), "", request.translate(_("réponse changée, sans en garder l’ancienne")))
