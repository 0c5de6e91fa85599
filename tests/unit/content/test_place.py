"""A place that is written is found on the map (L17, L25)."""

import pytest

from mobee_pyr.content.place import Place, located


@pytest.mark.parametrize(
    ("city", "postcode", "latitude"),
    [
        ("Grenoble", "38000", 45.179),
        ("grenoble", "", 45.179),
        ("", "38000", 45.179),
        ("Saint-Denis", "93200", 48.936),
        ("St Denis", "97400", -20.882),
    ],
)
def test_where_a_commune_is(city, postcode, latitude):
    place = located(city, postcode, "12 rue Haute")
    assert place[:3] == (city, postcode, "12 rue Haute") and place.latitude == latitude and place.longitude is not None


@pytest.mark.parametrize(("city", "postcode"), [("", ""), ("Bruxelles", "1000"), ("Chez moi", "")])
def test_what_is_not_known_has_no_place_on_the_map(city, postcode):
    assert located(city, postcode) == Place(city, postcode)
