"""Numbers, each by its own rule (M69)."""

import pytest

from mobee_pyr.content.identifiers import REFUSALS, IdentifierRefused, checked


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("siren", "732 829 320", "732829320"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("rna", "w 751 234 567", "W751234567"),
        ("vat", "fr 44 732.829.320", "FR44732829320"),
        ("iban", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ],
)
def test_a_number_is_kept_without_what_people_write_into_it(kind, written, kept):
    assert checked(kind, written) == kept


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("siren", "732829321"),
        ("siren", ""),
        ("siret", "73282932000075"),
        ("rna", "751234567"),
        ("rna", "W75123456"),
        ("vat", "44732829320"),
        ("vat", "FR45732829320"),
        ("iban", "FR1420041010050500013M02607"),
        ("iban", "<script>"),
    ],
)
def test_what_is_no_such_number_is_refused_in_its_own_words(kind, written):
    with pytest.raises(IdentifierRefused) as refused:
        checked(kind, written)
    assert refused.value.message == REFUSALS[kind]
