"""What can be written, by type of content: its questions, how they are answered now, how the answers are kept.

A network's own fields come after the built-in ones, for whoever may answer them (`extra_fields`).
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import colander
import deform
from pyramid.request import Request

from mobee_pyr.content import field, past
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.views.forms import (
    apply,
    document,
    extra,
    link,
    mission,
    need,
    network,
    news,
    organisation,
    page,
    picture,
    programme,
    section,
)  # fmt: skip
from mobee_pyr.workflows import corrections, extra_fields
from mobee_pyr.workflows.act import Act


class Text(NamedTuple):
    """The three functions of ``views/forms/TYPE.py``."""

    questions: Callable[[Request, Any], colander.Schema]
    read: Callable[[Any], dict[str, Any]]
    write: Callable[[Act, Any, dict[str, Any]], None]


TEXTS = {
    "network": Text(network.questions, network.read, network.write),
    "organisation": Text(organisation.questions, organisation.read, organisation.write),
    "programme": Text(programme.questions, programme.read, programme.write),
    "mission": Text(mission.questions, mission.read, mission.write),
    "need": Text(need.questions, need.read, need.write),
    **{
        kind: Text(form.questions, form.read, form.write)
        for kind, form in {
            "page": page,
            "news": news,
            "section": section,
            "document": document,
            "picture": picture,
            "link": link,
        }.items()
    },
    "application": Text(apply.questions, apply.read, apply.write),
}


def questions(request: Request, node: Node) -> colander.Schema:
    """Everything that this reader is asked of a node."""
    return extra.added(request, TEXTS[node.type_name].questions(request, node), extra_fields.to_fill(request.reader, node))


def first_questions(request: Request, node: Node) -> colander.Schema:
    """The same of something that is to stand where the reader is: what whoever writes it answers."""
    subject = field.SUBJECT_OF.get(node.type_name, "")
    asked = field.fields(network_of(request.context), subject) if subject else []
    written = [each for each in asked if each.fills == "author"]
    return extra.added(request, TEXTS[node.type_name].questions(request, node), written)


def read(request: Request, node: Node) -> dict[str, Any]:
    """The answers as they stand, to all that this reader is asked."""
    return TEXTS[node.type_name].read(node) | extra_fields.read(node, extra_fields.to_fill(request.reader, node))


def read_open(node: Node) -> dict[str, Any]:
    """The answers as they stand that everybody reads who sees the page: the journal can tell of them."""
    return TEXTS[node.type_name].read(node) | extra_fields.read(node, [each for each in field.fields_of(node) if each.open])


def correct(act: Act, node: Node, said: dict[str, Any], **more: Any) -> bool:
    """Keep corrections, with what stood there before in the journal; did anything change? ``more`` is told of the deed."""
    text = TEXTS[node.type_name]
    before = text.read(node)
    text.write(act, node, said)
    changes = past.differing(before, text.read(node)) | extra_fields.keep(act, node, said)
    if changes:
        node.record(act.who, "edited", when=act.now, **changes, **more)
        if isinstance(node, Qualified):
            corrections.follow(act, node, changes)
    return bool(changes)


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a form takes them."""
    return {name: colander.null if value is None else value for name, value in values.items()}


def checked(form: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that nobody typed into the form just now, held to the same rules. Raises ``deform.ValidationFailure``."""
    cstruct = form.schema.serialize({name: value for name, value in shown(answers).items() if name in form.schema})
    try:
        said: dict[str, Any] = form.schema.deserialize(cstruct)
    except colander.Invalid as fault:
        form.cstruct = cstruct
        form.widget.handle_error(form, fault)
        raise deform.ValidationFailure(form, cstruct, fault) from fault
    return said
