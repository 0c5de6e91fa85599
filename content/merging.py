"""Two people wrote at once: what each of them changed, put together from what stood there before (decision 31)."""

import re
from typing import NamedTuple

from merge3 import Merge3

WORDS, END = re.compile(r"\S+\s*|\s+"), " "


class Merged(NamedTuple):
    """Both changes in one text; ``clean``: no word was changed by both. Where one was, mine is kept."""

    text: str
    clean: bool


def merge(before: str, mine: str, theirs: str) -> Merged:
    """Word by word, so that two sentences of one paragraph can be corrected at once.

    >>> merge("Un plan de la nef.", "Un beau plan de la nef.", "Un plan de la nef romane.")
    Merged(text='Un beau plan de la nef romane.', clean=True)
    """
    groups = list(Merge3(_words(before), _words(mine), _words(theirs)).merge_groups())
    chosen = [group[2] if group[0] == "conflict" else group[1] for group in groups]
    text = "".join("".join(words) for words in chosen)
    return Merged(text.removesuffix(END), all(group[0] != "conflict" for group in groups))


def _words(text: str) -> list[str]:
    """Each with what follows it; the last word too is followed by something, lest it look changed when a sentence is added."""
    return WORDS.findall(text + END) if text else []
