"""Speaks to one person where there is no request: what the words of pages need to be said in a letter."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from webob.multidict import MultiDict

from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.i18n.translator import translate
from mobee_pyr.i18n.words import Words
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader


@dataclass(frozen=True)
class Voice:
    """Stands where the functions of pages take a request, as far as they only say something, or read an address (``GET``)."""

    site: Site
    person: Person
    language: str
    now: datetime
    GET: MultiDict

    @cached_property
    def words(self) -> Words:
        """Dates and numbers in their language."""
        return Words(self.language, self.now)

    @cached_property
    def reader(self) -> Reader:
        """What they may see at this moment."""
        return access.reader(self.site, self.person, self.now.date())

    def translate(self, text: str, **mapping: Any) -> str:
        """A text in their language."""
        return str(translate(text, self.language, mapping))


def voice(site: Site, post: Post, person: Person, moment: datetime, query: MultiDict | None = None) -> Voice:
    """In the language in which the post writes to them."""
    language = person.language if person.language in post.languages else post.languages[0]
    return Voice(site, person, language, moment, MultiDict() if query is None else query)
