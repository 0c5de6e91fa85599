"""What somebody typed, as a query: every word must be found, words in quotes in their order."""

import re
from itertools import islice, product

from tantivy import Occur, Query

from mobee_pyr.search.analysis import Analysis, analysis, fold, words
from mobee_pyr.search.index import View
from mobee_pyr.search.schema import WEIGHTS, schema
from mobee_pyr.search.visibility import both, filtering, one_of

LONGEST = 400
"""Characters; what is typed beyond is not looked at."""

MOST_WORDS = 24
COMPLETIONS = 60
"""How many words one that is typed half may stand for."""

_QUOTED = re.compile(r'["«“]([^"»”]*)["»”]')


def worded(typed: str, view: View, prefix: bool = False, any_word: bool = False) -> Query | None:
    """The documents that answer to ``typed``, ``None`` if it holds no word that counts.

    With ``prefix``, the last word may be typed half; with ``any_word``, one word is enough.
    """
    text = typed[:LONGEST]
    found = [(language, _in_language(text, analysis(language), view, prefix, any_word)) for language in view.languages]
    queries = [(language, query) for language, query in found if query is not None]
    if len(view.languages) == 1 or not queries:
        return queries[0][1] if queries else None
    return Query.boolean_query([(Occur.Should, both(query, filtering(one_of("language", (language,))))) for language, query in queries])


def _in_language(text: str, pipe: Analysis, view: View, prefix: bool, any_word: bool) -> Query | None:
    loose = words(_QUOTED.sub(" ", text))[:MOST_WORDS]
    last = loose.pop() if prefix and loose and not text.rstrip().endswith(tuple('"»”')) else None
    parts = [_word(terms) for word in loose if (terms := pipe.terms(word))]
    parts += [phrase for quoted in _QUOTED.findall(text) if (phrase := _phrase(quoted, pipe)) is not None]
    if last is not None:
        parts.append(_begun(last, pipe.terms(last), view))
    return Query.boolean_query([(Occur.Should if any_word else Occur.Must, part) for part in parts]) if parts else None


def _word(terms: tuple[str, ...]) -> Query:
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(Query.term_query(schema(), field, term, "freq"), weight))
            for field, weight in WEIGHTS.items()
            for term in terms
        ]
    )


def _phrase(quoted: str, pipe: Analysis) -> Query | None:
    places = list(pipe.positions(words(quoted)))[:MOST_WORDS]
    if len(places) < 2:
        return _word(places[0][1]) if places else None
    first = places[0][0]
    spelled = islice(product(*(terms for _place, terms in places)), 8)
    offsets = [place - first for place, _terms in places]
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(Query.phrase_query(schema(), field, list(zip(offsets, terms, strict=True))), weight))
            for terms in spelled
            for field, weight in WEIGHTS.items()
        ]
    )


def _begun(word: str, terms: tuple[str, ...], view: View) -> Query:
    """A word typed half: itself, or any word that begins so."""
    ends = [term for term, _count in view.searcher.terms_with_prefix("words", fold(word), limit=COMPLETIONS)] if len(word) > 1 else []
    completed = filtering(one_of("words", ends))
    return Query.boolean_query([(Occur.Should, completed), (Occur.Should, _word(terms))]) if terms else completed
