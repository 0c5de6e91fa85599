"""The questions of a network's own fields: the same widgets, the same rules and the same words as the built-in ones (M13)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.field import SEES, Field
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.organisation_new import web, web_address
from mobee_pyr.views.forms.questions import FEW, choice, day, line, number, several, text

YES_NO = {"yes": _("Oui"), "no": _("Non")}

LINE, TEXT = 200, 4000
"""Characters of a short and of a long answer."""


def added(request: Request, schema: colander.Schema, fields: Iterable[Field]) -> colander.Schema:
    """The schema with some fields after its own questions."""
    for field in fields:
        schema.add(question(request, field))
    return schema


def question(request: Request, field: Field) -> colander.SchemaNode:
    """One field as a question."""
    title, hint = told(request, field.label), " ".join(filter(None, (told(request, field.help), *_closed(request, field))))
    return bare(field, title, hint, options(request, field))


def bare(field: Field, title: str = "", hint: str = "", words: Mapping[str, str] | None = None) -> colander.SchemaNode:
    """The same question with its words given: what a form accepts, a file is accepted for."""
    asked = _asked(field, title, hint, dict.fromkeys(offered(field), "") if words is None else dict(words))
    if not field.required:
        asked.missing = field.blank
    elif asked.missing is not colander.required:
        asked.missing = colander.required
    return asked


def _closed(request: Request, field: Field) -> Iterator[str]:
    """Whoever answers knows who reads it, where not everybody does, and how long it is kept."""
    if "everyone" not in field.sees:
        who = ", ".join(text[:1].lower() + text[1:] for text in (request.translate(SEES[each]) for each in field.sees))
        yield request.translate(_("Seulement pour vous et : ${who}."), who=who)
    if field.months:
        many = _("Effacé ${count} mois après.")
        yield request.words.plural(many, many, field.months)


def told(request: Request, label: str | Mapping[str, str]) -> str:
    """A label for a reader."""
    return str(request.words.label(label)) if label else ""


def offered(field: Field) -> Mapping[str, str | Mapping[str, str]]:
    """What can be chosen: id → label."""
    return YES_NO if field.kind == "yes-no" else field.options


def options(request: Request, field: Field) -> dict[str, str]:
    """What can be chosen, in words."""
    if field.kind == "yes-no":
        return {name: request.translate(label) for name, label in YES_NO.items()}
    return {name: told(request, label) for name, label in field.options.items()}


def said(request: Request, field: Field, value: Any) -> str:
    """An answer in words; an option that is no longer offered by its id."""
    if value is None or value in ("", frozenset()):
        return ""
    if field.kind in ("yes-no", "one", "several"):
        words = options(request, field)
        several_of = sorted(value, key=list(words).index) if set(value) <= set(words) else sorted(value)
        return ", ".join(words.get(each, each) for each in (several_of if field.kind == "several" else (value,)))
    if isinstance(value, date):
        return str(request.words.day(value))
    if isinstance(value, Decimal | int | float):
        return f"{request.words.number(value)} {field.unit}".strip()
    return str(value)


def _asked(field: Field, title: str, hint: str, words: dict[str, str]) -> colander.SchemaNode:
    name, needed = field.name, field.required
    if field.kind == "text":
        return text(name, title, hint, TEXT, needed, rows=4)
    if field.kind == "number":
        unit = f"{title} ({field.unit})" if field.unit else title
        return number(name, unit, hint, -1_000_000_000, 1_000_000_000, needed)
    if field.kind == "day":
        return day(name, title, hint)
    if field.kind in ("yes-no", "one"):
        return choice(name, title, _with_none(words), hint)
    if field.kind == "several":
        return several(name, title, words, hint, needed)
    return line(name, title, hint, LINE, needed, **_typed(field))


def _with_none(values: dict[str, str]) -> dict[str, str]:
    """A list to open begins with nothing chosen; radios have nothing chosen anyway."""
    return {"": "", **values} if len(values) >= FEW else values


def _typed(field: Field) -> dict[str, Any]:
    if field.kind == "link":
        return {"preparer": [web_address], "validator": web, "attributes": {"type": "url", "inputmode": "url"}}
    if field.kind == "mail":
        message = _("Écrivez une adresse électronique complète, comme nom@exemple.fr.")
        return {"validator": colander.Email(msg=message), "attributes": {"type": "email"}}
    return {}
