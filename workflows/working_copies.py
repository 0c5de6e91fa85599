"""Working copies: who holds one, and what may be done with it. What it says is put in place as any other correction."""

from collections.abc import Mapping
from typing import Any

from translationstring import TranslationString

from mobee_pyr.content.aside import Aside
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows.act import Act

BEGUN, DROPPED = "working copy", "working copy dropped"


class CopyRefused(Refused):
    """Somebody else holds it; ``message`` says who."""


def begin(act: Act, node: Node, began: str, answers: Mapping[str, Any]) -> Aside:
    """Take the one working copy of a node. Raises `CopyRefused` where there is one already."""
    if node.aside is not None:
        raise CopyRefused(_taken(act, node.aside))
    node.record(act.who, BEGUN, when=act.now)
    node.aside = Aside(act.who or "", act.now, act.now, began, dict(answers))
    return node.aside


def keep(act: Act, node: Node, answers: Mapping[str, Any], began: str = "") -> None:
    """Keep what its holder writes in it; nobody else sees anything change."""
    held = of_holder(act, node)
    node.aside = held._replace(saved=act.now, answers=dict(answers), began=began or held.began)


def drop(act: Act, node: Node) -> None:
    """Give it up: its holder, or whoever else may correct the page, which is written down."""
    if node.aside is not None:
        node.aside = None
        node.record(act.who, DROPPED, when=act.now)


def put_back(act: Act, node: Node) -> None:
    """Its words stand in the page now."""
    of_holder(act, node)
    node.aside = None


def of_holder(act: Act, node: Node) -> Aside:
    """The working copy that whoever acts holds. Raises `CopyRefused`."""
    if node.aside is None:
        raise CopyRefused(_("Il n’y a plus de copie de travail ici : elle a été mise en place ou abandonnée."))
    if node.aside.who != act.who:
        raise CopyRefused(_taken(act, node.aside))
    return node.aside


def _taken(act: Act, held: Aside) -> TranslationString:
    return _("${who} prépare déjà une nouvelle version de cette page.", mapping={"who": name_of(act.site, held.who)})
