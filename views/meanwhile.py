"""Nothing is overwritten silently: what somebody else saved while a form was open is shown before it can be replaced.

A form carries a mark of each answer as it stood when it was opened. When it comes back, an answer whose mark differs has changed
meanwhile: the form is shown again, with what was written in it kept and what stands now beside it (``parts/meanwhile.pt``).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

import colander
from pyramid.request import Request

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import hidden

STOOD = "stood"
"""The hidden answer that carries the marks."""

LONG = 300
"""Characters beyond which what stands now is folded up."""


class Change(NamedTuple):
    """One answer that somebody changed meanwhile; ``kept``: the form holds another one, else it takes theirs over."""

    field: str
    title: str
    now: str
    long: bool
    by: str
    kept: bool


def marked(schema: colander.Schema) -> colander.Schema:
    """The schema with the marks in it."""
    schema.add(hidden(STOOD))
    return schema


def marks(values: Mapping[str, Any]) -> str:
    """``title:1a2b3c4d5e6f summary:…``"""
    return " ".join(f"{name}:{_digest(value)}" for name, value in sorted(values.items()))


def overtaken(stood: str, said: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, bool]:
    """The answers that changed since ``stood`` and are now other than what was said → did the person write something there too?"""
    former = dict(mark.partition(":")[::2] for mark in stood.split())
    return {
        name: former.get(name) != _digest(answer)
        for name, answer in said.items()
        if name in now and now[name] != answer and former.get(name) != _digest(now[name])
    }


def merged(said: Mapping[str, Any], now: Mapping[str, Any], found: Mapping[str, bool]) -> dict[str, Any]:
    """What the form shows again: what the person wrote, and elsewhere what stands now."""
    return {name: now[name] if found.get(name) is False else answer for name, answer in said.items()}


def told(request: Request, node: Node, form: Any, now: Mapping[str, Any], found: Mapping[str, bool]) -> list[Change]:
    """The same, for people, in the order of the form."""
    changes = []
    for field in form.children:
        if field.name in found:
            text = words(request, field, now[field.name])
            title = request.translate(field.title)
            changes.append(Change(field.oid, title, text, len(text) > LONG, by(request, node, field.name), found[field.name]))
    return changes


def by(request: Request, node: Node, name: str) -> str:
    """« Rose Delmas, il y a 3 minutes »."""
    deed: Deed | None = next((deed for deed in node.deeds() if deed.what == "edited" and name in deed.details), None)
    if deed is None:
        return str(request.words.ago(node.modified))
    mine = deed.who is not None and deed.who == request.reader.person_id
    who = request.translate(_("vous, dans une autre page")) if mine else name_of(request.site, deed.who)
    return ", ".join(part for part in (who, request.words.ago(deed.when)) if part)


def _digest(value: Any) -> str:
    plain = sorted(value) if isinstance(value, set | frozenset) else value
    return blake2b(repr(plain).encode(), digest_size=6).hexdigest()


def words(request: Request, field: Any, value: Any) -> str:
    """An answer as its question says it."""
    labels = {key: request.translate(text) for key, text in getattr(field.widget, "values", ())}
    if isinstance(value, set | frozenset):
        return ", ".join(label for key, label in labels.items() if key in value)
    if isinstance(value, date):
        return str(request.words.day(value))
    if isinstance(value, int | Decimal):
        return str(request.words.number(value))
    return str(labels.get(value, value or ""))
