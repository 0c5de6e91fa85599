"""What can be written, by type of content: its questions, how they are answered now, how the answers are kept."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import colander
from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.site import site_of
from mobee_pyr.views.forms import document, link, mission, need, network, news, organisation, page, picture, programme, section
from mobee_pyr.workflows import corrections
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
}


def correct(act: Act, node: Node, said: dict[str, Any]) -> bool:
    """Keep corrections, with what stood there before in the journal; did anything change?"""
    text = TEXTS[node.type_name]
    before = text.read(node)
    text.write(act, node, said)
    changed = {name: [before[name], value] for name, value in text.read(node).items() if before[name] != value}
    changes = {name: [plain(node, name, value) for value in pair] for name, pair in changed.items()}
    if changes:
        node.record(act.who, "edited", when=act.now, **changes)
        if isinstance(node, Qualified):
            corrections.follow(act, node, changes)
    return bool(changes)


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """The answers as a form takes them."""
    return {name: colander.null if value is None else value for name, value in values.items()}


def plain(node: Node, name: str, value: Any) -> Any:
    """What the journal keeps: plain data that can be read years later, a programme by its title."""
    if name == "objective" and str(value).isdigit():
        programme = site_of(node).node(int(value))
        return str(value) if programme is None else programme.title
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value if value is None or isinstance(value, str | int | float | Decimal | date) else str(value)
