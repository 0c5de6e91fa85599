"""What a référent says of somebody whom they think of: how far one is, a word of invitation, a pool."""

from collections.abc import Mapping

import colander

from mobee_pyr.content.recruiting import LONGEST_NOTE, STAGES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, line, text


def stage() -> colander.Schema:
    """A stage, and a note that only the organisation's team reads."""
    return colander.Schema(
        choice("stage", _("Où vous en êtes"), STAGES),
        text("note", _("Note"), _("Seule votre équipe la lit. Écrivez-la comme si la personne la lisait aussi."), LONGEST_NOTE),
    )


def invitation() -> colander.Schema:
    """A few words."""
    return colander.Schema(
        text("word", _("Votre mot"), _("Pourquoi vous pensez à cette personne, et ce que vous lui proposez."), LONGEST_NOTE)
    )


def pool(known: Mapping[str, str]) -> colander.Schema:
    """The name of a pool, an old or a new one."""
    hint = _("Par exemple : Samedis de tri.")
    told = _("Vos viviers : ${names}.", mapping={"names": ", ".join(known.values())}) if known else hint
    return colander.Schema(line("title", _("Nom du vivier"), told, 80))
