"""Communes are found as people write them (L17, L25)."""

import pytest

from mobee_pyr.content import communes


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Grenoble", "38185"),
        ("grenoble", "38185"),
        ("38000", "38185"),
        ("38185", "38185"),
        ("38000 Grenoble", "38185"),
        ("Grenoble (38)", "38185"),
        ("SAINT ETIENNE", "42218"),
        ("St-Étienne", "42218"),
        ("Saint-Denis (93)", "93066"),
        ("Saint-Denis 974", "97411"),
        ("Saint-Denis", "97411"),
        ("Évry-Courcouronnes", "91228"),
        ("Ajaccio", "2A004"),
        ("2A004", "2A004"),
        ("2a004", "2A004"),
        ("Nouméa", "98818"),
        ("Paris 15e Arrondissement", "75115"),
        ("L'Haÿ-les-Roses", "94038"),
    ],
)
def test_one_commune_is_meant(words, code):
    found = communes.named(words)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    "words", ["", "   ", "Grenobl", "Nulle-Part-sur-Mer", "99999", "'; DROP TABLE", "(((", "é" * 5000, "\x00", "🚲", "0"]
)
def test_nothing_is_meant(words):
    assert communes.named(words) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [("greno", "Grenoble"), ("vill", "Villeurbanne"), ("3800", "Grenoble"), ("aulnay", "Aulnay-sous-Bois"), ("bois aul", None)],
)
def test_what_is_being_typed_gives_the_largest_first(typed, first):
    assert next((one.name for one in communes.search(typed)), None) == first


def test_at_most_as_many_as_are_wanted_and_each_once():
    found = communes.search("saint", 12)
    assert len(found) == len({one.code for one in found}) == 12
    assert [one.population for one in found] == sorted((one.population for one in found), reverse=True)


def test_a_postcode_leads_to_all_its_communes():
    found = [one.name for one in communes.by_postcode("38410")]
    assert "Uriage" not in found and {"Vaulnaveys-le-Haut", "Saint-Martin-d'Uriage", "Chamrousse"} <= set(found)


def test_a_commune_says_where_it_is():
    grenoble = communes.by_code("38185")
    assert grenoble is not None and grenoble.label == "Grenoble (38)" and grenoble.population > 150_000
    assert (round(grenoble.latitude, 1), round(grenoble.longitude, 1)) == (45.2, 5.7)
    assert communes.by_code("00000") is None and communes.by_code("") is None


def test_distances_are_those_of_the_crow():
    paris, lyon, saint_denis = (communes.by_code(code) for code in ("75056", "69123", "97411"))
    assert round(communes.distance_km(_point(paris), _point(lyon)), -1) == 390
    assert round(communes.distance_km(_point(paris), _point(saint_denis)), -2) == 9400
    assert communes.distance_km(_point(paris), _point(paris)) == 0


def _point(commune):
    return commune.latitude, commune.longitude
