"""What surrounds the checklist on the page where one decides: who takes care of it, the first opinion, what to look at, what changed."""

from datetime import datetime
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified, Remark
from mobee_pyr.content.volunteer import SAID, Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import claimed, phrases
from mobee_pyr.views.called import called, own, own_field, said
from mobee_pyr.views.journal.fields import NAMES
from mobee_pyr.views.writing.texts import TEXTS
from mobee_pyr.workflows import extra_fields, library, qualifying
from mobee_pyr.workflows.reviewing import claims, eyes, rounds


class Care(NamedTuple):
    """Who takes care of it (``text``), and what one can do: ``deed`` is ``take``, ``release`` or ``over`` (from ``former``)."""

    text: str
    deed: str
    former: str = ""
    name: str = ""


class Field(NamedTuple):
    """A field that can be remarked: its name, how people call it, what it says, what is being written about it."""

    name: str
    title: str
    value: str
    typed: str


class Change(NamedTuple):
    """A field that was corrected since the sending back; ``asked``: the remarks that it answers. ``before`` is ``None`` where
    nobody keeps what stood there: of a volunteer's profile.
    """

    title: str
    before: str | None
    after: str
    asked: list[str]


class Back(NamedTuple):
    """It came back: who had sent it back and when, the author's word, what changed, which remarks no change answers."""

    sent: str
    word: str
    changes: list[Change]
    unanswered: list[tuple[str, str]]


def care(request: Request, node: Qualified) -> Care:
    """For whoever may take it, leave it, or go on with it in place of another one."""
    claim = claims.holder(node, request.today)
    if claim is None:
        idle = claims.idle(node, request.today)
        text = _("Personne ne s’en occupe plus.") if idle else _("Personne ne s’en occupe encore.")
        return Care(request.translate(text), "take")
    text = phrases.sentence(claimed.told(request, node)) + "."
    if claim.who == request.reader.person_id:
        return Care(text, "release")
    return Care(text, "over", claim.who, name_of(request.site, claim.who))


def opinion(request: Request, node: Qualified) -> tuple[str, str] | None:
    """The first of two opinions, and its remark; ``None`` where one person is enough, or nobody has spoken yet."""
    first = eyes.first(node)
    if first is None or not eyes.may_read(request.reader, node):
        return None
    signed = request.words.ago(first.when)
    if qualifying.gave_opinion(request.reader, node):
        text = _("Un avis favorable est donné (${who}, ${when}). Une autre personne de l’équipe décide.")
    else:
        text = _("${who} a donné un avis favorable, ${when}. Si vous acceptez aussi, c’est décidé.")
    return request.translate(text, who=name_of(request.site, first.who), when=signed), first.remark


def first_of_two(node: Qualified) -> bool:
    """Would a favourable answer only be the first opinion?"""
    workflow = library.workflow_of(node).workflow
    return any(eyes.wanted(node, each) and eyes.standing(node, each) is None for each in workflow.leaving(node.state))


def field_names(request: Request, node: Node) -> list[str]:
    """The fields of its form that have a name for people, as they are asked; then the network's own that its author answers."""
    theirs = [name for name, field in own(request, node).items() if field.fills == "author"]
    if isinstance(node, Volunteer):
        return [*SAID, *theirs]
    text = TEXTS.get(node.type_name)
    if text is None:
        return []
    asked = dict.fromkeys((*(question.name for question in text.questions(request, node).children), *text.read(node)))
    return [*(name for name in asked if name in NAMES), *theirs]


def fields(request: Request, node: Node, typed: dict[str, str]) -> list[Field]:
    """Each field that can be remarked, as it stands."""
    names = field_names(request, node)
    values = {name: _now(request, node, name) for name in names}
    return [Field(name, called(request, node, name), values[name], typed.get(name, "")) for name in names]


def back(request: Request, node: Qualified) -> Back | None:
    """What happened since it was sent back; ``None`` if it never was, or is not back yet."""
    found = rounds.of(node)
    if found.sent is None or found.returned is None:
        return None
    changed, touched = rounds.changes(node, found.sent), rounds.touched(node, found.sent)
    told = [_change(request, node, name, pair, found.asked) for name, pair in changed.items() if called(request, node, name)]
    told += [_change(request, node, name, (None, _now(request, node, name)), found.asked) for name in sorted(touched - set(changed))]
    return Back(
        sent=signed(request, found.sent.who, found.sent.when),
        word=found.returned.why,
        changes=told,
        unanswered=[(called(request, node, each.field), each.text) for each in found.asked if each.field not in touched],
    )


def remarks(request: Request, node: Qualified) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Those of this round, and those of earlier ones: (field, text, who and when), the latest first."""
    found = rounds.of(node)
    now, former = (*found.asked, *found.fresh) if found.returned is None else found.fresh, found.former
    former = former if found.returned is None else (*former, *found.asked)
    return [_told(request, node, each) for each in reversed(now)], [_told(request, node, each) for each in reversed(former)]


def signed(request: Request, who: str | None, when: datetime) -> str:
    """« Quentin · il y a 2 jours »."""
    return " · ".join(filter(None, (name_of(request.site, who), request.words.ago(when))))


def _now(request: Request, node: Node, name: str) -> str:
    """What a field says now."""
    field = own_field(request, node, name)
    if field is not None:
        return said(request, node, name, extra_fields.read(node, (field,))[name])
    return said(request, node, name, getattr(node, name) if isinstance(node, Volunteer) else TEXTS[node.type_name].read(node)[name])


def _told(request: Request, node: Node, remark: Remark) -> tuple[str, str, str]:
    return called(request, node, remark.field), remark.text, signed(request, remark.who, remark.when)


def _change(request: Request, node: Node, name: str, pair: tuple[Any, Any], asked: tuple[Remark, ...]) -> Change:
    before, after = (None if value is None and name in SAID else said(request, node, name, value) for value in pair)
    return Change(called(request, node, name), before, after, [remark.text for remark in asked if remark.field == name])
