"""One term of a network's vocabulary, as questions (M08)."""

from collections.abc import Collection, Mapping
from typing import Any

import colander

from mobee_pyr.content.named_places import KIND, WRITTEN
from mobee_pyr.content.place import Place, located
from mobee_pyr.content.terms import Label
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, fault, line, text
from mobee_pyr.views.forms.request import where


def term_schema(kind: str, taken: Collection[str]) -> colander.Schema:
    """Its word in both languages; for a skill also what else it is called. ``taken``: the words of the others."""

    def fresh(node: colander.SchemaNode, said: str) -> None:
        if said.casefold() in taken:
            raise colander.Invalid(node, _("Ce terme est déjà dans la liste."))

    schema = colander.Schema()
    french, english = (
        (_("Le nom du lieu, en français"), _("Le nom du lieu, en anglais"))
        if kind == KIND
        else (_("Le terme, en français"), _("Le terme, en anglais"))
    )
    schema.add(line("label", french, most=80, needed=True, validator=fresh))
    schema.add(line("label_en", english, _("Sans lui, tout le monde lit le français."), 80))
    if kind == KIND:
        for asked in where(_("Ville"), "", True):
            schema.add(asked)
        schema.validator = _on_the_map
    if kind == "skills":
        hint = _("Un par ligne : les autres mots par lesquels une mission le demande. Elle est alors trouvée et proposée aussi.")
        schema.add(text("words", _("Autres noms"), hint, 600))
    return schema


def place_of(said: Mapping[str, Any]) -> Place | None:
    """Where the form says it is; ``None`` for a term that is no place."""
    return located(*(said[name] for name in WRITTEN)) if "city" in said else None


def _on_the_map(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if not said["city"]:
        raise fault(schema, city=_("Indiquez la ville de ce lieu."))
    if located(said["city"], said["postcode"]).latitude is None:
        raise fault(schema, city=_("Cette commune n’est pas connue : écrivez son nom entier, et vérifiez le code postal."))


def merge_schema(others: list[tuple[str, str]]) -> colander.Schema:
    """Into which other term?"""
    return colander.Schema(choice("into", _("Donner à ces demandes le terme"), [("", ""), *others]))


def label_of(said: dict[str, Any]) -> Label:
    """Both words as one label."""
    return {"fr": said["label"], "en": said["label_en"]} if said["label_en"] else {"fr": said["label"]}
