"""What is asked of each kind of block of a network's home page."""

from collections.abc import Callable
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.home import Block
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.editor import editor
from mobee_pyr.views.forms.questions import choice, line, number, several
from mobee_pyr.workflows import access, publishing

FEW_SHOWN = 12
WITHOUT_QUESTIONS = ("about",)
"""The kinds of which nothing is asked: they are simply there."""


def questions(request: Request, network: Network, kind: str) -> colander.Schema:
    """A title, and what the kind needs. Raises `KeyError` for a kind that asks nothing."""
    return colander.Schema(*_ASKED[kind](request, network))


def read(block: Block) -> dict[str, Any]:
    """The answers as they stand."""
    return {
        "title": block.title,
        "text": block.text,
        "most": block.most,
        "picture": "" if block.picture is None else str(block.picture),
        "people": set(block.people),
        "partners": {str(oid) for oid in block.partners},
    }


def write(block: Block, said: dict[str, Any]) -> Block:
    """The block with the answers; what was not asked stays."""
    changed: dict[str, Any] = {name: said[name] for name in ("title", "text", "most") if name in said}
    if "picture" in said:
        changed["picture"] = int(said["picture"])
    if "people" in said:
        changed["people"] = tuple(sorted(said["people"]))
    if "partners" in said:
        changed["partners"] = tuple(sorted(int(oid) for oid in said["partners"]))
    return block._replace(**changed)


def _title(hint: str = "") -> colander.SchemaNode:
    return line("title", _("Titre du bloc"), hint or _("Sans titre, celui d’usage paraît."), 80)


def _counted(request: Request, network: Network) -> list[colander.SchemaNode]:
    return [_title(), number("most", _("Combien en montrer"), _("De 1 à 12."), 1, FEW_SHOWN, whole=True)]


def _counters(request: Request, network: Network) -> list[colander.SchemaNode]:
    return [_title()]


def _text(request: Request, network: Network) -> list[colander.SchemaNode]:
    return [_title(_("Laissez vide pour un texte sans titre.")), editor("text", _("Texte"), needed=True, rows=10)]


def _picture(request: Request, network: Network) -> list[colander.SchemaNode]:
    found = [node for node in publishing.everything(request.reader, network) if node.type_name == "picture"]
    offered = [(str(node.oid), node.title) for node in found]
    none = _("Il n’y a encore aucune image : ajoutez-en une parmi les pages et documents du réseau.")
    return [
        _title(_("Laissez vide pour une image sans titre.")),
        choice("picture", _("Image"), offered, "" if offered else none, missing_msg=_("Choisissez une image.")),
    ]


def _people(request: Request, network: Network) -> list[colander.SchemaNode]:
    team = {person.id: person.title for person in publishing.contacts(network, request.today)}
    hint = _("Leur nom paraît à qui lit la page d’accueil : demandez-leur. Qui quitte l’équipe n’y paraît plus.")
    return [
        _title(),
        several("people", _("Qui nommer"), team, hint, needed=False),
        editor("text", _("Comment les joindre"), _("Un numéro, une adresse, des heures."), rows=4),
    ]


def _partners(request: Request, network: Network) -> list[colander.SchemaNode]:
    bodies = access.visible(request.reader, network.inside("organisation"))
    offered = {str(node.oid): node.title for node in bodies if isinstance(node, Organisation) and node.state == "active"}
    return [_title(), several("partners", _("Organisations à montrer"), offered)]


_ASKED: dict[str, Callable[[Request, Network], list[colander.SchemaNode]]] = {
    "latest": _counted,
    "news": _counted,
    "organisations": _counted,
    "counters": _counters,
    "text": _text,
    "picture": _picture,
    "people": _people,
    "partners": _partners,
}
