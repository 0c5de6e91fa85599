"""Saved searches: kept by whoever asks, renamed, silenced, let go of; nobody else reads them (M06, L17)."""

from collections.abc import Iterable
from typing import cast

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from translationstring import TranslationString

from mobee_pyr.content.person import Person
from mobee_pyr.content.saved import LONGEST_NAME, MOST, SavedSearch, search
from mobee_pyr.content.words import _
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.listening import alerts_of


class SearchRefused(ValueError):
    """``message`` says to people why it cannot be kept, and what to do."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(str(message))
        self.message = message


def save(act: Act, title: str, query: str, rhythm: str, seen: Iterable[int]) -> int:
    """Keep a question; what answers to it now (``seen``) is no news. Gives its key. Raises `SearchRefused`."""
    person = cast(Person, act.person)
    if person.searches is None:
        person.searches = LOBTree()
    if len(person.searches) >= MOST:
        raise SearchRefused(_("Vous gardez déjà vingt recherches : supprimez-en une, puis recommencez."))
    key = person.searches.maxKey() + 1 if person.searches else 1
    person.searches[key] = SavedSearch(_name(title), query, rhythm, act.now, LLTreeSet(sorted(seen)))
    alerts_of(act.site).searching.insert(person.oid)
    return int(key)


def change(act: Act, key: int, title: str, rhythm: str) -> bool:
    """Give a search another name or rhythm. ``False``: there is none of that key."""
    person = cast(Person, act.person)
    former = search(person, key)
    if former is None or person.searches is None:
        return False
    person.searches[key] = former._replace(title=_name(title), rhythm=rhythm)
    return True


def drop(act: Act, key: int) -> bool:
    """Keep a search no more. ``False``: there is none of that key."""
    person = cast(Person, act.person)
    if person.searches is None or person.searches.pop(key, None) is None:
        return False
    alerts = alerts_of(act.site)
    if not person.searches and person.oid in alerts.searching:
        alerts.searching.remove(person.oid)
    return True


def _name(title: str) -> str:
    return " ".join(title.split())[:LONGEST_NAME]
