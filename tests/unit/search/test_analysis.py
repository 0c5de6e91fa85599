"""Text to terms, with examples written by hand."""

import threading

import pytest

from mobee_pyr.search.analysis import Analysis, analysis, fold, words

FRENCH = analysis("fr")


def terms(text: str, language: str = "fr") -> list[tuple[str, ...]]:
    return [found for _position, found in analysis(language).positions(words(text))]


def meet(typed: str, text: str, language: str = "fr") -> bool:
    """Does every word typed stand in the text?"""
    held = {term for found in terms(text, language) for term in found}
    return all(not held.isdisjoint(found) for found in terms(typed, language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’église d’Été", ["l", "église", "d", "été"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("porte-à-porte, 3 fois !", ["porte", "à", "porte", "3", "fois"]),
        ("cafe\u0301", ["café"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("œuvre", "oeuvre"), ("été", "ete"), ("ça", "ca"), ("naïf", "naif"), ("straße", "strasse"), ("nef", "nef"), ("łódź", "lodz")],
)
def test_folding(word, expected):
    assert fold(word) == expected


def test_stop_words_go_before_accents_are_folded():
    """Folding first would turn *à* into a word, and *sûr* into a stop word."""
    assert terms("à la nef où vous êtes") == [("nef",)]
    assert terms("un lieu sûr") == [("lieu",), ("sur",)]
    assert terms("sur") == []


def test_stop_words_typed_without_accents_go_too():
    assert terms("ou etes vous") == []


def test_words_that_mean_something_here_stay():
    assert terms("accompagner des personnes") == [("accompagn",), ("person",)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("rénover", "une nef rénovée"),
        ("benevolat", "Bénévolat de compétences"),
        ("bénévolat", "BENEVOLAT DE COMPETENCES"),
        ("renovees", "façades rénovées"),
        ("rénovées", "facades renovees"),
        ("oeuvre", "œuvres d’art"),
        ("œuvre", "oeuvres d'art"),
        ("comptabilités", "comptabilité"),
        ("affiche", "Cent affiches imprimées"),
        ("distribution des repas", "Repas : aide à la distribution"),
        ("l’ecole", "l'école"),
        ("2026", "Été 2026"),
        ("vélo", "Réparer des vélos"),
        ("photos", "une photo par jour"),
        ("velos", "vélo"),
        ("ami", "Les amis du musée"),
    ],
)
def test_what_is_typed_meets_what_is_meant(typed, text):
    assert meet(typed, text)


@pytest.mark.parametrize(("typed", "text"), [("nef", "neige"), ("architecte nef", "plan de la nef"), ("à la nef", "à la mairie")])
def test_what_is_typed_does_not_meet_the_rest(typed, text):
    assert not meet(typed, text)


def test_each_word_keeps_its_place_so_that_phrases_are_exact():
    assert list(FRENCH.positions(words("plan de la nef rénovée"))) == [(0, ("plan",)), (3, ("nef",)), (4, ("renov", "renove"))]


@pytest.mark.parametrize(
    ("language", "typed", "text"),
    [
        ("en", "volunteer", "Volunteering with us"),
        ("es", "ayuda", "Ayudas a las personas"),
        ("it", "volontario", "Volontari cercasi"),
        ("ar", "كتاب", "الكتاب"),
    ],
)
def test_other_languages(language, typed, text):
    assert meet(typed, text, language)


def test_a_language_without_stemmer_is_only_folded():
    assert terms("Žluťoučký kůň", "cs") == [("zlutoucky",), ("kun",)]


def test_many_threads_share_one_pipe():
    """Snowball's stemmer keeps the word it works on: unguarded, threads mix their words."""
    listed = [f"rénovation{number}s" for number in range(300)]
    alone = Analysis("fr")
    expected = {word: alone.terms(word) for word in listed}
    shared, faults = Analysis("fr"), []

    def check() -> None:
        faults.extend(word for word in listed if shared.terms(word) != expected[word])

    threads = [threading.Thread(target=check) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
