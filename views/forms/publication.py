"""What every kind of publication is asked, read and kept alike: its title, who reads it, in which language it is written."""

from collections.abc import Iterable
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content import mentions, tree
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, line, text, tidy
from mobee_pyr.workflows.act import Act

AUDIENCE = {"everybody": _("Tout le monde"), "members": _("Les membres du réseau seulement")}
"""Who reads it once it is published, as far as the network and the section let them in."""

NAMES = ("title", "summary")


def called(title: str, example: str = "") -> colander.SchemaNode:
    """How it is called."""
    return line("title", title, example, needed=True)


def in_short(needed: bool = False) -> colander.SchemaNode:
    """One sentence for lists."""
    return text("summary", _("En une phrase"), _("Elle paraît dans les listes et sous le titre."), 240, needed=needed, rows=2)


def audience(request: Request, node: Publication) -> list[colander.SchemaNode]:
    """Who reads it; and, as long as it is new, its language where the site speaks several."""
    asked = [choice("audience", _("Qui peut lire ?"), AUDIENCE, default="everybody")]
    languages = request.registry.mobee.languages
    if node.__parent__ is None and len(languages) > 1:
        asked.append(choice("language", _("Langue"), {code: LANGUAGES[code] for code in languages}, default=languages[0]))
    return asked


def read(node: Publication, *names: str) -> dict[str, Any]:
    """The answers as they stand."""
    return {name: tidy(getattr(node, name)) for name in (*NAMES, *names)} | {"audience": "members" if node.members_only else "everybody"}


def write(act: Act, node: Publication, said: dict[str, Any], names: Iterable[str] = ()) -> None:
    """Keep the answers; what the text names knows it."""
    before = node.mentions
    for name in (*NAMES, *names):
        setattr(node, name, said[name])
    node.language = said.get("language", node.language)
    tree.set_members_only(node, said["audience"] == "members", act.who)
    mentions.note(act.site, node, before)
