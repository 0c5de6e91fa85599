"""The domain that the free tags of a feed speak of: FPXML names no list of them, those who publish it share most of theirs."""

from collections.abc import Iterable

from mobee_pyr.content.communes import folded

WORDS = {
    "culture": ("arts", "culture", "music", "museum", "museums", "theatre"),
    "environment": ("animals", "environment", "nature", "climate", "gardening"),
    "education": ("education", "literacy", "school", "schools", "children", "youth", "tutoring"),
    "humanitarian": ("international", "humanitarian"),
    "solidarity": (
        *("homeless", "hungry", "hunger", "housing", "poverty", "employment", "immigrants", "refugees"),
        *("women", "seniors", "disabled", "disabilities", "justice", "legal"),
    ),
    "sports": ("sports", "recreation"),
    "health": ("health", "medicine"),
    "protection": ("disaster", "emergency", "crisis", "safety"),
    "memory": ("veterans", "politics", "history", "advocacy", "rights"),
    "skills-volunteering": ("board", "computers", "technology", "media", "broadcasting"),
    "community": ("community", "faith"),
}
"""Our domains → the words of such tags, folded. *Community* stands on most announcements: anything else says more."""

_DOMAIN_OF = {word: domain for domain, words in WORDS.items() for word in words}
_LEAST = "community"


def domain_of(tags: Iterable[str]) -> str:
    """The domain of the first tag that says one; empty where none does."""
    found = [_DOMAIN_OF[word] for tag in tags for word in folded(tag).split() if word in _DOMAIN_OF]
    return next((domain for domain in found if domain != _LEAST), found[0] if found else "")
