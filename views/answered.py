"""The answers of a form as somebody reads them: what a page says, said before, or would say (``parts/answered.pt``)."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.views import meanwhile
from mobee_pyr.views.differences import Change, change
from mobee_pyr.views.forms.extra import said as said_extra
from mobee_pyr.views.forms.extra import told
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.journal.fields import NAMES
from mobee_pyr.views.journal.fields import said as said_of
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.writing.texts import questions
from mobee_pyr.workflows import extra_fields


class Line(NamedTuple):
    """One question and its answer, in words; ``prose`` when it is a long text, dressed."""

    title: str
    said: str
    prose: Markup | None


def lines(request: Request, node: Node, answers: Mapping[str, Any]) -> list[Line]:
    """Every answer that was given, in the order of the form."""
    return [
        Line(title, said, markdown(said) if field is not None and field.widget.template == "markdown" else None)
        for title, said, field in _said(request, node, answers)
        if said
    ]


def changes(request: Request, node: Node, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two versions, in words."""
    pairs = zip(_said(request, node, before), _said(request, node, after), strict=True)
    return [change(title, former, said) for (title, former, _f), (_title, said, _field) in pairs if former != said]


def _said(request: Request, node: Node, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Title, words and field of each answer; those that the form does not ask this reader come last, by their names."""
    form = make_form(questions(request, node), request)
    fields = {field.name: field for field in form.children}
    seen = {each.name: each for each in extra_fields.to_see(request.reader, node)}
    for name in sorted(answers, key=lambda name: list(fields).index(name) if name in fields else len(fields)):
        field = fields.get(name)
        if name in seen:
            yield told(request, seen[name].label), said_extra(request, seen[name], answers[name]), None
        elif field is not None and name != "objective":
            yield request.translate(field.title), meanwhile.words(request, field, answers[name]), field
        elif name in NAMES:
            yield request.translate(NAMES[name]), said_of(request, name, answers[name], whole=True, node=node), None
