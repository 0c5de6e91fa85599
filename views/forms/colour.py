"""A network's colour: one of those that are checked already, or its own, checked when it is chosen."""

from typing import Any

import colander
from translationstring import TranslationString

from mobee_pyr.content import shade
from mobee_pyr.content.shade import DARK_PAGES, LEAST, LIGHT_PAGES, Rgb, Shade
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.network import COLOURS
from mobee_pyr.views.forms.questions import choice, fault, line

OWN = "own"
UNREADABLE = _("Écrivez une couleur comme #1f6b45 : six chiffres ou lettres de a à f.")
TOO_PALE = _("Sur une page claire, on lirait mal : contraste de ${found}, il en faut ${least}. La même teinte, plus foncée : ${near}.")
TOO_DARK = _("Sur une page sombre, on lirait mal : contraste de ${found}, il en faut ${least}. La même teinte, plus claire : ${near}.")


def colour_schema() -> colander.Schema:
    """The colours that need no check, then one's own for light and for dark pages."""
    colours = {**COLOURS, OWN: _("La nôtre")}
    return colander.Schema(
        choice("accent", _("Couleur"), colours, default="honey", template="swatches"),
        line("on_light", _("Notre couleur"), _("Celle de la charte, comme #1f6b45. Elle est vérifiée : chacun doit pouvoir lire."), 7),
        line("on_dark", _("Notre couleur, pour qui lit sur fond sombre"), _("Laissez vide : nous éclaircissons la première."), 7),
        validator=_readable,
    )


def said(accent: str, own: Shade | None) -> dict[str, Any]:
    """The answers as they stand."""
    if own is None:
        return {"accent": accent, "on_light": "", "on_dark": ""}
    return {"accent": OWN, "on_light": own.on_light, "on_dark": own.on_dark}


def chosen(answers: dict[str, Any]) -> Shade | None:
    """One's own colour; ``None`` for one of the others."""
    light = shade.read(answers["on_light"])
    if answers["accent"] != OWN or light is None:
        return None
    dark = shade.read(answers["on_dark"]) or shade.nearest(light, DARK_PAGES)
    return Shade(shade.written(light), shade.written(dark))


def _readable(schema: colander.SchemaNode, answers: dict[str, Any]) -> None:
    """Words in that colour are read on light and on dark pages."""
    if answers["accent"] != OWN:
        return
    light, dark = shade.read(answers["on_light"]), shade.read(answers["on_dark"])
    if light is None:
        raise fault(schema, on_light=UNREADABLE)
    if answers["on_dark"] and dark is None:
        raise fault(schema, on_dark=UNREADABLE)
    wrong = {}
    if shade.least(light, LIGHT_PAGES) < LEAST:
        wrong["on_light"] = _told(TOO_PALE, light, LIGHT_PAGES)
    if dark is not None and shade.least(dark, DARK_PAGES) < LEAST:
        wrong["on_dark"] = _told(TOO_DARK, dark, DARK_PAGES)
    if wrong:
        raise fault(schema, **wrong)


def _told(text: TranslationString, colour: Rgb, pages: tuple[Rgb, ...]) -> TranslationString:
    found = f"{shade.least(colour, pages):.1f}".replace(".", ",")
    near = shade.written(shade.nearest(colour, pages))
    return TranslationString(text, domain=text.domain, mapping={"found": found, "least": "4,5", "near": near})
