"""Texts as people of a language write them."""

from datetime import UTC, date, datetime

import pytest

from mobee_pyr.content.words import _
from mobee_pyr.i18n import french
from mobee_pyr.i18n.translator import translate
from mobee_pyr.i18n.words import Words

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)
FRENCH, ENGLISH = Words("fr", NOW), Words("en", NOW)


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        (FRENCH, 0, "0 demande"),
        (FRENCH, 1, "1 demande"),
        (FRENCH, 2, "2 demandes"),
        (ENGLISH, 0, "0 requests"),
        (ENGLISH, 1, "1 request"),
        (ENGLISH, 2, "2 requests"),
    ],
)
def test_a_number_has_its_noun_in_the_reader_s_language(words, count, said):
    assert words.plural(_("${count} demande"), _("${count} demandes"), count) == said


@pytest.mark.parametrize(
    ("words", "amount", "said"),
    [
        (FRENCH, 5000, "5\u202f000\xa0€"),
        (FRENCH, 5000.5, "5\u202f000,50\xa0€"),
        (ENGLISH, 5000, "€5,000"),
        (ENGLISH, 5000.5, "€5,000.50"),
    ],
)
def test_money_has_cents_only_where_there_are_any(words, amount, said):
    assert words.money(amount).replace(" €", "\xa0€") == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 1, 13), date(2027, 1, 15), ("13", "15 janvier 2027")),
        (date(2027, 1, 1), date(2027, 2, 1), ("1er janvier", "1er février 2027")),
        (date(2026, 12, 8), date(2027, 1, 8), ("8 décembre 2026", "8 janvier 2027")),
    ],
)
def test_a_period_does_not_say_twice_what_its_ends_share(first, last, said):
    assert FRENCH.span(first, last) == said


def test_the_first_of_a_month_is_a_rank_in_french_only():
    assert FRENCH.day(date(2027, 3, 1)) == "1er mars 2027"
    assert ENGLISH.day(date(2027, 3, 1)) == "1 March 2027"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Amélie", "d’Amélie"),
        ("Élise", "d’Élise"),
        ("Œuvre", "d’Œuvre"),
        ("Yves", "d’Yves"),
        ("Youssef", "de Youssef"),
        ("Hugo", "de Hugo"),
        ("Noé", "de Noé"),
        ('<a href="/e">Imprimerie</a>', 'd’<a href="/e">Imprimerie</a>'),
        ("12", "de 12"),
        ("", "de "),
    ],
)
def test_french_elides_before_a_vowel(value, said):
    assert french.elided("de ${who}", "${who}", value).replace("${who}", value) == said


def test_only_french_elides_and_only_the_words_that_do():
    assert translate(_("que ${who}"), "fr", {"who": "Inès"}) == "qu’Inès"
    assert translate(_("Promise: de ${who}, le ${who}"), "fr", {"who": "Inès"}) == "Promise: d’Inès, le Inès"
    assert translate(_("de ${who}"), "en", {"who": "Inès"}) == "de Inès"


def test_no_line_begins_with_a_sign_that_french_spaces():
    space = "\N{NO-BREAK SPACE}"
    assert french.spaced("« Oui » : non ; et ? 5 % !") == f"«{space}Oui{space}»{space}: non{space}; et{space}? 5{space}%{space}!"


def test_days_are_counted_by_midnights_in_paris():
    assert FRENCH.days_since(datetime(2027, 3, 2, 22, 59, tzinfo=UTC)) == 1
    assert FRENCH.days_since(datetime(2027, 3, 2, 23, 1, tzinfo=UTC)) == 0


def test_what_has_just_happened_is_not_counted_in_seconds():
    assert FRENCH.ago(NOW) == "à l’instant"
    assert FRENCH.ago(datetime(2027, 3, 3, 11, 55, tzinfo=UTC)) == "il y a 5 minutes"
