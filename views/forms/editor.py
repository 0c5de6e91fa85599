"""A text in Markdown with what helps to write it: a preview, a bar of tools where scripts run, and the pages that it may lead to."""

from typing import Any, NamedTuple

import colander
from deform.widget import TextAreaWidget
from pyramid.request import Request
from translationstring import TranslationString

from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import references
from mobee_pyr.views.forms.questions import tidy
from mobee_pyr.workflows import publishing

MOST = 50_000
"""Characters of a text."""

OFFERED = 100
"""Pages that the list beneath a text offers."""


class Pick(NamedTuple):
    """Something that a text may lead to, or show: what is to be written for it."""

    title: str
    kind: str
    written: str


class EditorWidget(TextAreaWidget):
    """Shows addresses, gives references (views/references.py)."""

    template = "editor"
    rows = 16

    def serialize(self, field: Any, cstruct: Any, **kw: Any) -> Any:
        """The text with the addresses of what it names, and what else it may name."""
        request: Request = field.schema.bindings["request"]
        text = "" if cstruct in (colander.null, None) else references.addressed(request, cstruct)
        more = {"picks": picks(request, request.context), "preview": request.node_url(request.context, "preview")}
        return field.renderer(self.template, **self.get_template_values(field, text, kw | more))

    def deserialize(self, field: Any, pstruct: Any) -> Any:
        """Addresses of this site become references."""
        text = super().deserialize(field, pstruct)
        return text if text is colander.null else references.referenced(field.schema.bindings["request"], text)


def editor(name: str, title: str, hint: str = "", needed: bool = False, rows: int = 16) -> colander.SchemaNode:
    """A long text."""
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=hint,
        preparer=[tidy],
        validator=colander.All(colander.Length(max=MOST), _leads_somewhere),
        widget=EditorWidget(rows=rows),
        **({} if needed else {"missing": ""}),
    )


def _leads_somewhere(node: colander.SchemaNode, text: str) -> None:
    """No link is broken the day it is written; from then on it follows its page."""
    astray = references.astray(node.bindings["request"], text)
    if astray:
        told = _(
            "« ${address} » ne mène à aucune page d’ici que vous puissiez ouvrir. Corrigez ce lien ; "
            "une adresse d’ailleurs commence par https://."
        )
        raise colander.Invalid(node, TranslationString(told, mapping={"address": astray[0]}))


def picks(request: Request, context: Node) -> list[Pick]:
    """What a writer may name: the publications of their network that they may open, pictures as pictures."""
    network = network_of(context)
    found = [] if network is None else publishing.everything(request.reader, network)
    return [_pick(request, node) for node in found if node is not context][:OFFERED]


def _pick(request: Request, node: Node) -> Pick:
    address = request.node_url(node)
    title = node.title.replace("[", "(").replace("]", ")")
    written = f"![]({address})" if node.type_name == "picture" else f"[{title}]({address})"
    return Pick(node.title, request.translate(TYPES[node.type_name].label), written)
