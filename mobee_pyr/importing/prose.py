"""Makes readable Markdown of descriptions that were gathered as excerpts: ``one / another — of the next page``.

The separators are the crawl's. An excerpt that another one contains is dropped, so is one cut off in its middle, and tags
meant for machines (``volontariat_service_civique``); what is left becomes paragraphs, and short excerpts become lists.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

SHORT = 110
"""Characters. Shorter excerpts that stand together become a list."""

CUT = 1500
"""Descriptions are cut at this length: the last excerpt is then not whole."""

SUMMARY = 200
TELLING = 40
"""Characters. A shorter excerpt says too little to be the summary, if there is another."""


def title(text: str) -> str:
    """One line of words: pictures and invisible marks left out, unless nothing else is there."""
    kept = "".join(char for char in text if unicodedata.category(char) not in ("So", "Cf", "Sk", "Cc", "Me") and char != "\ufe0f")
    return " ".join(kept.split()) or " ".join(text.split())


def description(text: str) -> str:
    """The Markdown of a description."""
    return "\n\n".join(_block(passage) for passage in passages(text))


def summary(text: str) -> str:
    """What the description begins with, as plain text of at most `SUMMARY` characters."""
    excerpts = [excerpt for passage in passages(text) for excerpt in passage]
    first = next((excerpt for excerpt in excerpts if len(excerpt) > TELLING), excerpts[0] if excerpts else "")
    if len(first) <= SUMMARY:
        return _sentence(first) if first else ""
    return first[:SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def passages(text: str) -> list[list[str]]:
    """The excerpts worth keeping, passage by passage."""
    split = [[" ".join(excerpt.split()) for excerpt in re.split(r"\s/\s", passage)] for passage in re.split(r"\s—\s", text.strip())]
    if len(text) >= CUT and sum(map(len, split)) > 1:
        split[-1].pop()
    folded = {excerpt: _folded(excerpt) for passage in split for excerpt in passage}
    seen: set[str] = set()
    kept = []
    for passage in split:
        fresh = [excerpt for excerpt in passage if _is_worth(folded[excerpt], folded.values(), seen)]
        if fresh:
            kept.append([excerpt[0].upper() + excerpt[1:] for excerpt in fresh])
    return kept


def _is_worth(folded: str, all_folded: Iterable[str], seen: set[str]) -> bool:
    """Is this excerpt new, whole, and made for people?"""
    if not folded or "_" in folded or folded in seen:
        return False
    seen.add(folded)
    return not any(folded != other and f" {folded} " in f" {other} " for other in all_folded)


def _folded(excerpt: str) -> str:
    """Words alone, so that two spellings of one excerpt are equal; ``_`` is kept: it betrays a tag."""
    return " ".join(re.findall(r"[\w]+", excerpt.casefold()))


def _block(passage: list[str]) -> str:
    """Long excerpts as paragraphs, short ones that stand together as a list."""
    parts = []
    for short, group in groupby(passage, key=lambda excerpt: len(excerpt) <= SHORT):
        texts = [_escaped(excerpt) for excerpt in group]
        if short and len(texts) > 1:
            parts.append("\n".join(f"- {text}" for text in texts))
        else:
            parts.extend(_sentence(text) for text in texts)
    return "\n\n".join(parts)


def _sentence(text: str) -> str:
    return text if text[-1] in ".!?…:;" else f"{text}."


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is written."""
    text = re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])|^([#+-])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
