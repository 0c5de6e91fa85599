"""Two versions of an answer, told apart: which words went, which came (``parts/differences.pt``)."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SENTENCE = 40
"""Characters from which a text is compared word by word; something shorter is replaced as a whole."""

MOST = 4000
"""Words beyond which two texts are not compared any more."""

AROUND = 90
"""Characters of what stayed the same that are shown beside a change."""

WORDS = re.compile(r"\S+\s*|\s+")


class Piece(NamedTuple):
    """A part of a text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


class Change(NamedTuple):
    """What stood in a field before, and after; ``pieces`` when both are sentences."""

    name: str
    before: str
    after: str
    pieces: list[Piece]


def change(name: str, before: str, after: str) -> Change:
    """How a field changed."""
    sentences = min(len(before), len(after)) >= SENTENCE
    return Change(name, before, after, pieces(before, after) if sentences else [])


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts in one, word by word, with as much of what stayed as is needed to find one's way."""
    old, new = words(before), words(after)
    if max(len(old), len(new)) > MOST:
        return [Piece("gone", before), Piece("new", after)]
    found = list(_compared(old, new))
    return [
        Piece(piece.kind, _around(piece.text, number > 0, number < len(found) - 1) if piece.kind == "same" else piece.text)
        for number, piece in enumerate(found)
    ]


def words(text: str) -> list[str]:
    """The words of a text, each with what follows it; together they are the text."""
    return WORDS.findall(text)


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, begins, ends, opens, closes in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[begins:ends]))
            continue
        if ends > begins:
            yield Piece("gone", "".join(old[begins:ends]))
        if closes > opens:
            yield Piece("new", "".join(new[opens:closes]))


def _around(text: str, begins: bool, ends: bool) -> str:
    """The end of what comes before a change, the beginning of what comes after it, cut between two words."""
    head = text[:AROUND].rsplit(maxsplit=1)[0] + " " if begins and len(text) > AROUND else ""
    tail = " " + text[-AROUND:].split(maxsplit=1)[-1] if ends and len(text) > AROUND else ""
    return text if len(text) <= len(head) + len(tail) + AROUND else f"{head}…{tail}"
