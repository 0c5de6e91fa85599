"""The questions that forms about content are made of: a line, a text, one choice, several, a day, a number."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    DateInputWidget,
    HiddenWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextAreaWidget,
    TextInputWidget,
)

from mobee_pyr.content.words import _

Offered = Mapping[str, str] | Iterable[tuple[str, str]]
FEW = 6
"""Answers that are all in sight; more of them make a list to open."""

LARGEST = Decimal(1_000_000_000)
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


class Number(colander.Decimal):
    """A number as people write it: « 1 200 », « 0,5 », in English « 1,200 »; two decimals at the finest, never « NaN »."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        """Without needless zeros, with the comma of French."""
        if appstruct in (colander.null, None):
            return colander.null
        plain = format(Decimal(str(appstruct)).normalize(), "f")
        return plain.replace(".", ",") if _language(node) == "fr" else plain

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        """Raises `colander.Invalid` for what is no number."""
        if isinstance(cstruct, str):
            said = re.sub(r"\s", "", cstruct)
            thousands = _language(node) == "en" and THOUSANDS.fullmatch(said)
            cstruct = said.replace(",", "" if thousands else ".") or colander.null
        number = super().deserialize(node, cstruct)
        if number is colander.null:
            return number
        if not number.is_finite() or abs(number) > LARGEST or number != round(number, 2):
            raise colander.Invalid(node, _("Écrivez un nombre, avec deux décimales au plus."))
        return number.normalize()


def line(name: str, title: str, hint: str = "", most: int = 120, needed: bool = False, **more: Any) -> colander.SchemaNode:
    """One line; ``attributes`` of its input, one more ``validator``."""
    widget = TextInputWidget(attributes=more.pop("attributes", {}))
    return _said(name, title, hint, most, needed, widget, **more)


def text(name: str, title: str, hint: str = "", most: int = 600, needed: bool = False, rows: int = 3, **more: Any) -> colander.SchemaNode:
    """Some lines, as they are."""
    return _said(name, title, hint, most, needed, TextAreaWidget(rows=rows), **more)


def prose(name: str, title: str, hint: str = "", most: int = 10000, needed: bool = False, rows: int = 10) -> colander.SchemaNode:
    """A text in Markdown, with a short help beneath it."""
    return _said(name, title, hint, most, needed, TextAreaWidget(rows=rows, template="markdown"))


def choice(
    name: str, title: str, values: Mapping[str, str] | Iterable[tuple[str, str]], hint: str = "", **more: Any
) -> colander.SchemaNode:
    """One answer: in sight when they are few, else in a list; ``template`` draws the radios in another way."""
    offered = list(values.items() if isinstance(values, Mapping) else values)
    template = more.pop("template", None)
    drawn = {"template": template} if template else {}
    widget = RadioChoiceWidget(values=offered, **drawn) if template or len(offered) <= FEW else SelectWidget(values=offered)
    valid = colander.OneOf([value for value, _text in offered])
    return colander.SchemaNode(colander.String(), name=name, title=title, description=hint, validator=valid, widget=widget, **more)


def several(name: str, title: str, values: Mapping[str, str], hint: str = "", needed: bool = True, **more: Any) -> colander.SchemaNode:
    """At least one answer, unless none is ``needed``."""
    some = [colander.Length(min=1, min_err=_("Choisissez au moins une réponse."))] if needed else []
    return colander.SchemaNode(
        colander.Set(),
        name=name,
        title=title,
        description=hint,
        validator=colander.All(*some, colander.ContainsOnly(list(values))),
        widget=CheckboxChoiceWidget(values=list(values.items())),
        **({} if needed else {"missing": frozenset()}),
        **more,
    )


def day(name: str, title: str, hint: str = "") -> colander.SchemaNode:
    """A date, or none."""
    return colander.SchemaNode(colander.Date(), name=name, title=title, description=hint, missing=None, widget=DateInputWidget())


def number(name: str, title: str, hint: str = "", low: Any = 1, high: Any = 10000, needed: bool = True, **more: Any) -> colander.SchemaNode:
    """A number between two others; ``whole``: of people or of things that cannot be halved."""
    typ = colander.Integer() if more.pop("whole", False) else Number()
    optional = {} if needed else {"missing": None}
    bounds = colander.Range(Decimal(str(low)) if isinstance(typ, Number) else low, high)
    about = {"name": name, "title": title, "description": hint, "validator": bounds, "widget": TextInputWidget()}
    return colander.SchemaNode(typ, **about, **optional, **more)


def hidden(name: str, **more: Any) -> colander.SchemaNode:
    """What travels with the form."""
    return colander.SchemaNode(colander.String(), name=name, widget=HiddenWidget(), missing="", **more)


def tidy(said: Any) -> Any:
    """A text with plain line ends: browsers send others, and a text that nobody changed must not look changed."""
    return said.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(said, str) else said


def fault(node: colander.SchemaNode, **messages: str) -> colander.Invalid:
    """What is wrong with some answers, each by the name of its question."""
    found = colander.Invalid(node)
    for name, message in messages.items():
        found[name] = message
    return found


def _said(name: str, title: str, hint: str, most: int, needed: bool, widget: Any, **more: Any) -> colander.SchemaNode:
    checks = [check for check in (colander.Length(max=most), more.pop("validator", None)) if check is not None]
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=hint,
        preparer=[tidy, *more.pop("preparer", ())],
        validator=colander.All(*checks),
        widget=widget,
        **({} if needed else {"missing": ""}),
        **more,
    )


def _language(node: colander.SchemaNode) -> str:
    request = (node.bindings or {}).get("request")
    return str(getattr(request, "language", "fr"))
