"""Turns text into the terms that the index compares, by language: stop words out, then stem, then accents folded.

Folding first would turn *à* into a word. But whoever types without accents must find accented text, so each word also
stands under the stem of its folded form, at the same position.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import snowballstemmer
import stopwordsiso

STEMMERS = {"fr": "french", "en": "english", "es": "spanish", "it": "italian", "ar": "arabic"}
"""The languages that are analysed; text in any other one is only folded."""

DEFAULT = "fr"

KEPT = {
    "fr": frozenset(["gens", "naturel", "naturelle", "naturelles", "parler", "parole", "personne", "personnes", "pièce", "valeur", "voie"]),
    "en": frozenset(["computer", "fire", "help", "home", "page", "site", "system", "web", "website", "work"]),
}
"""Words that the lists of stop words hold and that mean something here."""

PLURALS = ("is", "os", "us")
"""The ends of French plurals that the stemmer leaves as they are: amis, vélos, photos, menus."""

LARGEST_CACHE = 200_000

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0652])*")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss", "đ": "d"})


def words(text: str) -> list[str]:
    """The words of a text in lower case, accents kept: ``L’église d’été`` → l, église, d, été."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(LARGEST_CACHE)
def fold(word: str) -> str:
    """The word without accents and joined letters: ``œuvré`` → oeuvre."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class Analysis:
    """The pipe of one language. Each word is worked out once; safe to share among threads."""

    def __init__(self, language: str) -> None:
        self.language = language
        known = language in STEMMERS
        listed = frozenset(stopwordsiso.stopwords(language)) - KEPT.get(language, frozenset()) if known else frozenset()
        self._stop_words = listed | {fold(word) for word in listed} - {fold(word) for word in KEPT.get(language, ())}
        self._stemmer = snowballstemmer.stemmer(STEMMERS[language]) if known else None
        self._terms: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()

    def terms(self, word: str) -> tuple[str, ...]:
        """The one or two terms of a lower-case word; none for a stop word."""
        found = self._terms.get(word)
        if found is None:
            if len(self._terms) >= LARGEST_CACHE:
                self._terms.clear()
            found = self._terms[word] = self._work_out(word)
        return found

    def positions(self, listed: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The `words` of a text that count, each with its place (stop words take one too) and its terms."""
        for position, word in enumerate(listed):
            found = self.terms(word)
            if found:
                yield position, found

    def _work_out(self, word: str) -> tuple[str, ...]:
        if word in self._stop_words:
            return ()
        first, second = fold(self._stem(word)), fold(self._stem(fold(word)))
        return (first,) if first == second else (first, second)

    def _stem(self, word: str) -> str:
        if self._stemmer is None:
            return word
        with self._lock:
            stem: str = self._stemmer.stemWord(word)
        return stem[:-1] if self.language == "fr" and len(stem) > 3 and stem.endswith(PLURALS) else stem


@cache
def analysis(language: str) -> Analysis:
    """The pipe of a language, made once."""
    return Analysis(language)
