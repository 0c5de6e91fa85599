"""A publication: plain content of a network, as any site has it; pages, news, sections, documents, pictures and links are its kinds."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import ClassVar, NamedTuple

from mobee_pyr.content import mentions
from mobee_pyr.content.node import Node

KINDS = ("page", "news", "section", "document", "picture", "link")
"""The types of content that are publications."""

TRANSLATED = ("page", "news", "section")
"""Those that may be said in several languages."""


class Translation(NamedTuple):
    """What a publication says in one more language; ``of`` is the `Publication.edition` that was translated."""

    title: str
    summary: str
    description: str
    of: str
    who: str | None
    when: datetime


class Publication(Node):
    """Written by those who run a network, read by everybody or by its members (B11, C11, L04, M57).

    ``description`` is Markdown in which other nodes are named by their oid (content/mentions.py).
    """

    governed_by: ClassVar[str] = "publication"
    summary = ""
    description = ""
    language = "fr"
    """Of the title, the summary and the text themselves."""
    published: datetime | None = None
    """When it was first to be read."""
    translations: Mapping[str, Translation] = {}
    """A language → the same in that language. Replaced, never changed."""

    @property
    def edition(self) -> str:
        """Names what stands here now, so that a translation knows what it was made from."""
        return blake2b(repr((self.title, self.summary, self.description)).encode(), digest_size=8).hexdigest()

    @property
    def mentions(self) -> frozenset[int]:
        """The nodes that its texts name, in any language."""
        return mentions.mentioned(self.description, *(each.description for each in self.translations.values()))

    def point_to(self, twins: Mapping[int, int]) -> None:
        """A copy names the copies of what goes along with it."""
        if self.mentions:
            self.description = mentions.pointing(self.description, twins)
            self.translations = {
                language: each._replace(description=mentions.pointing(each.description, twins))
                for language, each in self.translations.items()
            }


def publications(within: Node) -> Iterator[Publication]:
    """The publications of a network, or of a section, with all beneath them."""
    for child in within.inside(*KINDS):
        assert isinstance(child, Publication)
        yield child
        yield from publications(child)
