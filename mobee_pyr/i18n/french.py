"""What French asks of a text whatever it says: spaces that no line breaks at, and « d’Amélie » for « de Amélie »."""

import re
import unicodedata

_BEFORE = re.compile(r" (?=[:;!?»%€])")
_AFTER = re.compile(r"(?<=«) ")
_MARKUP = re.compile(r"(?:\s|<[^>]*>)*")
_VOWEL = re.compile(r"[aeiouœæ]|y[^aeiouy]", re.IGNORECASE)


def spaced(text: str) -> str:
    """French puts a space before some signs, and no line may begin with one of them."""
    return _AFTER.sub("\N{NO-BREAK SPACE}", _BEFORE.sub("\N{NO-BREAK SPACE}", text))


def elided(text: str, hole: str, value: str) -> str:
    """``de ${who}`` becomes ``d’${who}`` where what fills the hole begins with a vowel; an h is left alone, for want of an ear."""
    if f"e {hole}" not in text or not _vowel(value):
        return text
    return re.sub(rf"\b([DdQq]u?)e {re.escape(hole)}", rf"\1’{hole}", text)


def _vowel(value: str) -> bool:
    said = unicodedata.normalize("NFD", value[_MARKUP.match(value).end() :][:4])  # type: ignore[union-attr]
    return _VOWEL.match("".join(sign for sign in said if not unicodedata.combining(sign))) is not None
