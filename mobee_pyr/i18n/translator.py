"""Translates the texts of pages: one dict lookup a text, for the language of the request."""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any

from pyramid.request import Request
from pyramid.threadlocal import get_current_request
from translationstring import TranslationString

from mobee_pyr.i18n import french

DOMAIN = "mobee"


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language; without any, the French texts of the code."""
    compiled = files("mobee_pyr") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not compiled.is_file():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)


@cache
def _texts(language: str) -> Mapping[str, str]:
    found = {key: text for key, text in getattr(catalogue(language), "_catalog", {}).items() if isinstance(key, str) and text}
    return {key: french.spaced(text) for key, text in found.items()} if language == "fr" else found


def translate(text: Any, language: str, mapping: Mapping[str, Any] | None = None) -> str:
    """A text in ``language``, with its ``${names}`` filled in (each translated too if it is translatable)."""
    if isinstance(text, TranslationString):
        mapping = {**(text.mapping or {}), **(mapping or {})}
        text = str.__str__(text)
    found = _texts(language).get(text, text) if text else ""  # the empty text is the catalogue's own head
    for name, value in (mapping or {}).items():
        filled = translate(value, language) if isinstance(value, TranslationString) else str(value)
        hole = "${" + name + "}"
        found = (french.elided(found, hole, filled) if language == "fr" else found).replace(hole, filled)
    return str(found)


def plural(one: str, many: str, count: float, language: str, mapping: Mapping[str, Any] | None = None) -> str:
    """The form for ``count`` (French takes 0 for singular), with ``${count}`` filled in; each form is a text of its own."""
    single = count < 2 if language == "fr" else count == 1
    return translate(one if single else many, language, {"count": count, **(mapping or {})})


class ChameleonTranslate:
    """What Chameleon calls for every text of a template and every value that is not a string."""

    def __call__(
        self,
        msgid: Any,
        domain: str | None = None,
        mapping: Mapping[str, Any] | None = None,
        context: str | None = None,
        target_language: str | None = None,
        default: Any = None,
    ) -> Any:
        """The text in the language of the current request."""
        if msgid is None:
            return None
        if not isinstance(msgid, str):
            return str(msgid)
        request: Request | None = get_current_request()
        return translate(msgid if not default or msgid == default else default, "fr" if request is None else request.language, mapping)
