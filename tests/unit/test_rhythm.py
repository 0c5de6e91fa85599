"""What the free words of an imported schedule say (K05, K06)."""

import pytest

from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.vocabulary import MOMENTS
from mobee_pyr.importing.rhythm import format_said, moments_said


@pytest.mark.parametrize(
    ("schedule", "form", "moments"),
    [
        ("De 24h à 30h", "long", ("office-hours",)),
        ("Plus de 30h", "long", ("office-hours",)),
        ("Plus de 5 jours par semaine", "long", ("office-hours",)),
        ("2 heures par semaine", "regular", ()),
        ("Une demi-journée par mois", "regular", ()),
        ("Une demi-journée", "flash", ()),
        ("1 jour", "flash", ()),
        ("2 heures", "flash", ()),
        ("2 jours", "short", ()),
        ("16 jours", "", ()),
        ("Plus de 5 jours", "", ()),
        ("Flexible (quelques heures par semaine selon disponibilités)", "regular", ("own-pace",)),
        ("le samedi, ou en soirée", "", ("evenings", "weekends")),
        ("mercredi après-midi", "", ("office-hours",)),
        ("", "", ()),
    ],
)
def test_a_schedule_tells_format_and_moments(schedule, form, moments):
    assert (format_said(schedule), moments_said(schedule)) == (form, moments)
    assert form in ("", *FORMATS) and set(moments) <= set(MOMENTS)
