"""Words for who mistypes, and for who has typed half: only such as stand in what this reader may open (decision 23)."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Query

from mobee_pyr.search.analysis import analysis, fold, words
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.questions import Question, all_of, offered
from mobee_pyr.search.remembering import remembered
from mobee_pyr.search.wording import LONGEST, MOST_WORDS, worded
from mobee_pyr.workflows.access import Reader

SHORTEST = 4
"""Letters; shorter words are too near to too many others."""

LONG = 8
"""Letters from which two slips are forgiven instead of one."""

COMPLETIONS = 8
TYPED_HALF = 2
"""Letters after which a word is completed."""

_AT_LAST = re.compile(r"[^\W_]+$")


def respelled(index: Index, question: Question, reader: Reader) -> str:
    """The words as they may have been meant: each one that finds nothing, as the nearest that does; empty if there is nothing to say."""
    key = ("respelled", question.words, question.types, question.network, question.open)
    found: str = remembered(index, reader, key, lambda view: _respelled(view, question, reader))
    return found


def completions(index: Index, question: Question, reader: Reader) -> list[str]:
    """What was typed, its last word written out: the most frequent first."""
    key = ("completed", question.words, question.types, question.network, question.open)
    found: list[str] = remembered(index, reader, key, lambda view: _completed(view, question, reader))
    return found


def _respelled(view: View, question: Question, reader: Reader) -> str:
    there, text = all_of(offered(question, reader)), question.words[:LONGEST]
    lost = [word for word in dict.fromkeys(words(text)[:MOST_WORDS]) if len(word) >= SHORTEST and _finds_nothing(word, view, there)]
    if not lost:
        return ""
    known = _spelled(view.searcher.terms_with_prefix("words", "", there))
    meant = {word: near for word in lost if (near := _nearest(fold(word), known))}
    if not meant:
        return ""
    return re.sub(r"[^\W_]+", lambda found: meant.get(found[0].lower(), found[0]), text)


def _finds_nothing(word: str, view: View, there: Query) -> bool:
    meant = worded(word, view)
    return meant is not None and not view.searcher.search(all_of([there, meant]), 1).count


def _nearest(lost: str, known: dict[str, tuple[int, str]]) -> str:
    """The word at the least distance; among several, the most frequent one."""
    most = 1 if len(lost) < LONG else 2
    near = process.extract(lost, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=20)
    best = min(((distance, -known[word][0], known[word][1]) for word, distance, _index in near), default=None)
    return "" if best is None else best[2]


def _completed(view: View, question: Question, reader: Reader) -> list[str]:
    typed = " ".join(question.words[:LONGEST].split())
    last = _AT_LAST.search(typed)
    if last is None or len(last[0]) < TYPED_HALF:
        return []
    there, begun = all_of(offered(question, reader)), fold(last[0].lower())
    found = _spelled(view.searcher.terms_with_prefix("words", begun, there, 6 * COMPLETIONS))
    counting = [word for _count, word in sorted(found.values(), reverse=True) if any(analysis(each).terms(word) for each in view.languages)]
    return [f"{typed[: last.start()]}{word}" for word in counting[:COMPLETIONS]]


def _spelled(terms: list[tuple[str, int]]) -> dict[str, tuple[int, str]]:
    """Folded word → how many hold it in its most usual spelling, and that one."""
    found: dict[str, tuple[int, str]] = {}
    for term, count in terms:
        if count:
            folded, _bar, written = term.partition("|")
            found[folded] = max(found.get(folded, (0, "")), (count, written or folded))
    return found
