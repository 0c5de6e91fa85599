"""What a page and ``mobee search`` answer alike: the hits, or those of the nearest wider question, and how it is wider."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from mobee_pyr.content.site import Site
from mobee_pyr.content.whereabouts import DISTANCES, whereabouts
from mobee_pyr.search.index import Index
from mobee_pyr.search.questions import NARROWING, OWN, Question, Results, answer
from mobee_pyr.search.sorting import FARTHEST
from mobee_pyr.search.spelling import respelled
from mobee_pyr.workflows.access import Reader

HELD = ("state",)
"""What is never widened by itself."""


class Wider(NamedTuple):
    """A question that asks for more, and ``what`` it lets go of: a field of `Question`, ``when``, or ``all``."""

    question: Question
    what: str


class Finding(NamedTuple):
    """``asked``: what answers to the question itself. Where nothing does: ``results`` of a ``wider`` one, if there is any;
    ``meant``: the words as they may have been meant, empty if they are right.
    """

    asked: Results
    results: Results
    question: Question
    """That of the results."""
    wider: Wider | None = None
    meant: str = ""


def find(index: Index, site: Site, reader: Reader, **question: Any) -> Finding:
    """Answer ``reader``; the words are those of `Question`. A page beyond the last is the last."""
    asked = Question(**question)
    results = _page(index, asked, reader)
    if results.total:
        return Finding(results, results, asked)
    meant = respelled(index, asked, reader) if asked.words else ""
    for wider in _wider(index, asked, meant, reader):
        found = _page(index, wider.question, reader)
        if found.total:
            return Finding(results, found, wider.question, wider, meant)
    return Finding(results, results, asked, None, meant)


def _page(index: Index, question: Question, reader: Reader) -> Results:
    found = answer(index, question, reader)
    return found if found.page <= found.pages else answer(index, replace(question, page=min(found.pages, FARTHEST)), reader)


def _wider(index: Index, asked: Question, meant: str, reader: Reader) -> Iterator[Wider]:
    """From the nearest to the widest: half a word, other spelling, one facet less, farther, any of the words, all of that."""
    question = asked
    if asked.words:
        yield Wider(replace(asked, prefix=True), "prefix")
    if meant:
        question = replace(asked, words=meant)
        yield Wider(question, "words")
    yield from _less(index, question, reader)
    yield from _farther(question)
    if len(question.words.split()) > 1:
        yield Wider(replace(question, any_word=True), "any_word")
    yield from _everything(question)


def _less(index: Index, question: Question, reader: Reader) -> list[Wider]:
    """Without one of the facets: the one that narrows most, which is the one without which most is found."""
    without = [(Wider(narrower, name), _total(index, narrower, reader)) for name, narrower in _each_dropped(question)]
    finding = [(wider, total) for wider, total in without if total]
    return [max(finding, key=lambda found: found[1])[0]] if finding else []


def _each_dropped(question: Question) -> Iterator[tuple[str, Question]]:
    for name in question.chosen:
        if name not in HELD:
            yield name, question.without(name)
    for name in ("organisation", "network"):
        if getattr(question, name) is not None:
            yield name, replace(question, **{name: None})
    if question.after or question.before:
        yield "when", replace(question, after=None, before=None)


def _farther(question: Question) -> Iterator[Wider]:
    there = whereabouts(question.place)
    if there is None:
        return
    if there.point is not None:
        for distance in DISTANCES:
            if distance > question.within:
                yield Wider(replace(question, within=distance), "within")
    yield Wider(replace(question, place="", within=0), "place")


def _everything(question: Question) -> Iterator[Wider]:
    """Without any facet; then anywhere, for any of the words; the words are never let go of."""
    dropped = {name: () for name in (*NARROWING, OWN) if name not in HELD}
    bare = replace(question, **dropped, network=None, organisation=None, after=None, before=None)
    yield Wider(bare, "facets")
    yield Wider(replace(bare, place="", within=0, any_word=True), "all")


def _total(index: Index, question: Question, reader: Reader) -> int:
    return answer(index, replace(question, facets=(), page=1, size=1, sort="date"), reader).total
