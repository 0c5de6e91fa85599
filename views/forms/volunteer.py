"""What a volunteer writes for a network that is to verify their profile: little, in their own words."""

import colander

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import text
from mobee_pyr.views.presenting import QUESTIONS


def questions() -> colander.Schema:
    """A new profile, or one that is corrected."""
    return colander.Schema(
        text("know_how", QUESTIONS["know_how"], _("En quelques mots : comptabilité, taille de pierre, soutien scolaire…"), 600, True),
        text("experience", QUESTIONS["experience"], _("Où et combien de temps : métier, études, bénévolat."), 3000, rows=5),
        text("interests", QUESTIONS["interests"], _("Le genre de missions qui vous attire."), 1000),
        text("availability", QUESTIONS["availability"], _("Par exemple : deux soirs par mois, à partir de mars."), 600, rows=2),
        text("links", QUESTIONS["links"], _("Une adresse par ligne : page professionnelle, réalisations."), 1000, rows=2),
    )
