"""What is written of a publication in one more language."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content import mentions, past
from mobee_pyr.content.publication import Publication, Translation
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.editor import editor
from mobee_pyr.views.forms.publication import called, in_short
from mobee_pyr.workflows.act import Act

TEXTS = ("title", "summary", "description")
TRANSLATED, DROPPED = "translated", "translation dropped"
"""The deeds; each with its ``language``, and what its texts were and are."""


def questions(request: Request, node: Publication) -> colander.Schema:
    """The same three texts."""
    return colander.Schema(called(_("Titre")), in_short(), editor("description", _("Texte")))


def read(node: Publication, language: str) -> dict[str, Any]:
    """The answers as they stand; a new translation begins with the main text, to be written over."""
    now = node.translations.get(language)
    source: Publication | Translation = node if now is None else now
    return {name: getattr(source, name) for name in TEXTS}


def write(act: Act, node: Publication, language: str, said: dict[str, Any]) -> None:
    """Keep it, as a translation of what the main text is now."""
    before, former = node.mentions, _texts(node, language)
    made = Translation(said["title"], said["summary"], said["description"], node.edition, act.who, act.now)
    node.translations = {**node.translations, language: made}
    mentions.note(act.site, node, before)
    node.record(act.who, TRANSLATED, when=act.now, language=language, **past.differing(former, _texts(node, language)))


def drop(act: Act, node: Publication, language: str) -> None:
    """Readers of that language get the main text again."""
    before, former = node.mentions, _texts(node, language)
    node.translations = {kept: said for kept, said in node.translations.items() if kept != language}
    mentions.note(act.site, node, before)
    node.record(act.who, DROPPED, when=act.now, language=language, **past.differing(former, _texts(node, language)))


def _texts(node: Publication, language: str) -> dict[str, str]:
    """What is written in that language."""
    found = node.translations.get(language)
    return {name: "" if found is None else str(getattr(found, name)) for name in TEXTS}
