"""Two people corrected one page at once: what each changed, side by side, and what is kept (``meeting.pt``; decision 31).

A form carries the number of the last deed at which it began, and a mark of each answer (`meanwhile.marks`): the journal then
tells what stood there before either of them wrote.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deform.widget import TextAreaWidget
from pyramid.request import Request

from mobee_pyr.content import journal, past
from mobee_pyr.content.merging import Merged, merge
from mobee_pyr.content.node import Node
from mobee_pyr.views import meanwhile
from mobee_pyr.views.differences import Piece, pieces

UNSENT = frozenset(("csrf_token", "save", "back", "seen"))
CHOICE, TEXT = "take-", "both-"
MINE, THEIRS, BOTH = "mine", "theirs", "both"


class Clash(NamedTuple):
    """An answer that both changed. ``merged`` for a text whose former words are known."""

    before: Any
    mine: Any
    theirs: Any
    merged: Merged | None


class Meeting(NamedTuple):
    """``theirs``: what only somebody else changed; ``both``: what the two did."""

    theirs: dict[str, Any]
    both: dict[str, Clash]


class Question(NamedTuple):
    """One answer to choose, for ``meeting.pt``."""

    name: str
    title: str
    by: str
    before: str
    mine: str
    theirs: str
    mine_pieces: list[Piece]
    theirs_pieces: list[Piece]
    merged: str | None
    clean: bool
    chosen: str
    missing: bool


def stood(node: Node, now: Mapping[str, Any]) -> str:
    """Where a form begins: ``17 title:1a2b3c4d5e6f summary:…``."""
    return f"{journal.last(node.journal)} {meanwhile.marks(now)}"


def meet(node: Node, form: Any, began: str, said: Mapping[str, Any], now: Mapping[str, Any]) -> Meeting:
    """What changed on both sides since the form began."""
    found = meanwhile.overtaken(began, said, now)
    before = _before(node, began, now)
    prose = {field.name for field in form.children if isinstance(field.widget, TextAreaWidget)}
    clashes = {}
    for name in (name for name, wrote in found.items() if wrote):
        merged = merge(before[name], said[name], now[name]) if name in before and name in prose else None
        clashes[name] = Clash(before.get(name), said[name], now[name], merged)
    return Meeting({name: now[name] for name, wrote in found.items() if not wrote}, clashes)


def chosen(request: Request, met: Meeting) -> dict[str, Any] | None:
    """What was chosen for each answer that both changed; ``None`` unless all were, and nothing changed since they were shown."""
    seen = request.POST.get("seen", "")
    if seen != _seen(met):
        return None
    taken = {}
    for name, clash in met.both.items():
        choice = request.POST.get(f"{CHOICE}{name}")
        if choice not in (MINE, THEIRS) and not (choice == BOTH and clash.merged):
            return None
        taken[name] = {MINE: clash.mine, THEIRS: clash.theirs}.get(choice, request.POST.get(f"{TEXT}{name}", ""))
    return taken


def asked(request: Request, node: Node, form: Any, met: Meeting) -> dict[str, Any]:
    """What the page shows."""
    again = request.POST.get("seen") == _seen(met)
    return {
        "questions": [_question(request, node, field, met.both[field.name], again) for field in form.children if field.name in met.both],
        "theirs": told(request, node, form, met),
        "kept": [(name, value) for name, value in request.POST.items() if isinstance(value, str) and _is_kept(name)],
        "seen": _seen(met),
    }


def told(request: Request, node: Node, form: Any, met: Meeting) -> list[tuple[str, str]]:
    """What somebody else alone changed: its title, and who."""
    return [
        (request.translate(field.title), meanwhile.by(request, node, field.name)) for field in form.children if field.name in met.theirs
    ]


def _question(request: Request, node: Node, field: Any, clash: Clash, again: bool) -> Question:
    before, mine, theirs = (meanwhile.words(request, field, value) for value in (clash.before, clash.mine, clash.theirs))
    known = clash.merged is not None
    choice = request.POST.get(f"{CHOICE}{field.name}", "") if again else ""
    text = request.POST.get(f"{TEXT}{field.name}") if again else None
    return Question(
        name=field.name,
        title=request.translate(field.title),
        by=meanwhile.by(request, node, field.name),
        before=before,
        mine=mine,
        theirs=theirs,
        mine_pieces=pieces(before, mine) if known else [],
        theirs_pieces=pieces(before, theirs) if known else [],
        merged=None if clash.merged is None else clash.merged.text if text is None else text,
        clean=clash.merged is not None and clash.merged.clean,
        chosen=choice or (BOTH if clash.merged is not None and clash.merged.clean else ""),
        missing=again and not choice,
    )


def _before(node: Node, began: str, now: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they stood when the form began, as far as the journal knows: each must bear the mark that the form carries."""
    number, _space, marks = began.partition(" ")
    if not number.removeprefix("-").isdecimal() or len(number) > 9:
        return {}
    then = past.as_of(node, now, int(number))
    told = set(marks.split())
    return {name: value for name, value in then.items() if meanwhile.marks({name: value}) in told}


def _seen(met: Meeting) -> str:
    return meanwhile.marks({name: clash.theirs for name, clash in met.both.items()})


def _is_kept(name: str) -> bool:
    return name not in UNSENT and not name.startswith((CHOICE, TEXT))
