"""A saved search: its name, and how often one is told; and how often one is told of missions that fit."""

import colander

from mobee_pyr.content.alerts import MOST_A_WEEK
from mobee_pyr.content.saved import LONGEST_NAME
from mobee_pyr.content.wishes import WHEN
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, line

RHYTHMS = {**WHEN, "never": _("Jamais : je la garde pour la rouvrir")}

MOST = {
    "0": _("Autant que les réseaux le permettent"),
    "1": _("Une mission par semaine"),
    "2": _("Deux missions par semaine"),
}
assert len(MOST) == MOST_A_WEEK


def saved_search() -> colander.Schema:
    """Both are asked when it is saved, and may be changed later."""
    return colander.Schema(
        line("title", _("Son nom"), _("Pour la reconnaître dans vos courriels."), LONGEST_NAME, needed=True),
        choice("rhythm", _("Me prévenir de ce qui est nouveau"), RHYTHMS, default="daily"),
    )


def alerts() -> colander.Schema:
    """When, and of how many at most."""
    rhythms = {**WHEN, "never": _("Jamais : je regarde moi-même")}
    hint = _("S’il y en a davantage, les missions que personne n’a encore vues passent d’abord, les autres attendent leur tour.")
    return colander.Schema(
        choice("rhythm", _("Me prévenir d’une mission qui me correspond"), rhythms),
        choice("most", _("Au plus"), MOST, hint),
    )
