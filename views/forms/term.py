"""One term of a network's vocabulary, as questions (M08)."""

from collections.abc import Collection
from typing import Any

import colander

from mobee_pyr.content.terms import Label
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, line, text


def term_schema(kind: str, taken: Collection[str]) -> colander.Schema:
    """Its word in both languages; for a skill also what else it is called. ``taken``: the words of the others."""

    def fresh(node: colander.SchemaNode, said: str) -> None:
        if said.casefold() in taken:
            raise colander.Invalid(node, _("Ce terme est déjà dans la liste."))

    schema = colander.Schema()
    schema.add(line("label", _("Le terme, en français"), most=80, needed=True, validator=fresh))
    schema.add(line("label_en", _("Le terme, en anglais"), _("Sans lui, tout le monde lit le français."), 80))
    if kind == "skills":
        hint = _("Un par ligne : les autres mots par lesquels une mission le demande. Elle est alors trouvée et proposée aussi.")
        schema.add(text("words", _("Autres noms"), hint, 600))
    return schema


def merge_schema(others: list[tuple[str, str]]) -> colander.Schema:
    """Into which other term?"""
    return colander.Schema(choice("into", _("Donner à ces demandes le terme"), [("", ""), *others]))


def label_of(said: dict[str, Any]) -> Label:
    """Both words as one label."""
    return {"fr": said["label"], "en": said["label_en"]} if said["label_en"] else {"fr": said["label"]}
