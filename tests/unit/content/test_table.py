"""A table as spreadsheets write it: encodings, delimiters, line numbers, and what is refused in words (M41)."""

import pytest

from mobee_pyr.content import table
from mobee_pyr.content.table import TableRefused, read


@pytest.mark.parametrize(
    "data",
    [
        "Prénom;Ville\nLéa;Mâcon\n".encode(),
        "\ufeffPrénom;Ville\r\nLéa;Mâcon\r\n".encode(),
        "Prénom;Ville\nLéa;Mâcon\n".encode("cp1252"),
        "Prénom,Ville\nLéa,Mâcon".encode(),
        "Prénom\tVille\nLéa\tMâcon\n".encode("utf-16"),
        'Prénom;"Ville"\n"Léa";"Mâcon"\n'.encode(),
        "Prénom;Ville;\nLéa;Mâcon;\n;;\n\n".encode(),
    ],
)
def test_what_spreadsheets_write_is_read_alike(data):
    found = read(data)
    assert found.heads == ("Prénom", "Ville")
    assert [line.cells for line in found.lines] == [("Léa", "Mâcon")]


def test_lines_bear_the_number_that_an_editor_shows():
    found = read(b'a;b\n1;2\n\n"one\ntwo";3\n4\n')
    assert [(line.number, line.cells) for line in found.lines] == [(2, ("1", "2")), (4, ("one\ntwo", "3")), (6, ("4", ""))]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "vide"),
        (b"a;b\n", "noms de colonnes"),
        (b"PK\x03\x04rest", "classeur"),
        (b"a;b\n1\x002;3\n", "texte lisible"),
        (b"Nom;nom\n1;2\n", "Deux colonnes"),
        (b"a;;c\n1;2;3\n", "pas de nom"),
        (b"a;b\n1;2;3\n", "plus de cellules"),
        (b'a;b\n1;"2\n3;4\n', "mal form"),
        (b"a\n" + b"x\n" * 50_001, "50 000"),
        (b"x" * 12_000_001, "douze"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, word):
    with pytest.raises(TableRefused) as refused:
        read(data)
    assert word in refused.value.message.interpolate()


def test_a_formula_is_a_text_both_ways():
    for said in ("=1+1", "+33 6", "-x", "@all", "plain", "'quoted", ""):
        assert table.plain(table.neutral(said)) == said
        assert not table.neutral(said).startswith(table.FORMULA)
    assert read(b"a\n'=HYPERLINK(1)\n").lines[0].cells == ("=HYPERLINK(1)",)
