"""A text that people read, in their language."""

import pytest

from mobee_pyr.content.words import _
from mobee_pyr.i18n.translator import translate


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_stays_nothing(language):
    """In a catalogue the empty text stands for its head, which nobody should read."""
    assert translate("", language) == translate(_(""), language) == ""


def test_what_has_no_translation_is_shown_as_it_is():
    assert translate("Un texte que personne n’a traduit, ${who}", "en", {"who": "Léa"}) == "Un texte que personne n’a traduit, Léa"
