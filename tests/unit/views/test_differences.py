"""Two versions of an answer, told apart (M32)."""

from hypothesis import given
from hypothesis import strategies as st

from mobee_pyr.views.differences import Piece, change, pieces

SENTENCE = "Relever la nef romane de l’église, puis dessiner le plan au propre."


def test_a_sentence_is_told_word_by_word_and_something_short_as_a_whole():
    told = change("Description", SENTENCE, SENTENCE.replace("romane", "gothique"))
    assert told.pieces[1:3] == [Piece("gone", "romane "), Piece("new", "gothique ")]
    assert change("Titre", "Le plan", "Un plan").pieces == []


def test_of_what_stayed_only_as_much_as_helps_is_shown_and_no_word_is_cut():
    long = " ".join(f"mot{number}" for number in range(200))
    first, gone, new, last = pieces(f"{long} avant {long}", f"{long} après {long}")
    assert (gone, new) == (Piece("gone", "avant "), Piece("new", "après "))
    assert first.text.startswith("… mot1") and last.text.endswith(" …") and len(first.text) < 100
    assert set(first.text.split()) - {"…"} <= set(long.split()) and set(last.text.split()) - {"…"} <= set(long.split())


def test_two_books_are_not_compared():
    assert pieces("un " * 5000, "deux " * 5000) == [Piece("gone", "un " * 5000), Piece("new", "deux " * 5000)]


@given(before=st.text("ab \n", max_size=40), after=st.text("ab \n", max_size=40))
def test_the_pieces_of_a_short_text_are_both_texts(before, after):
    told = pieces(before, after)
    assert "".join(piece.text for piece in told if piece.kind != "new") == before
    assert "".join(piece.text for piece in told if piece.kind != "gone") == after
