"""A picture: an image that texts show, in the sizes that screens need, with words for those who do not see it."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content.attachment import File
from mobee_pyr.content.publication import Publication


class Size(File):
    """One size of a picture, as WebP; ``digest`` names it in its address, so that browsers may keep it. Never changed."""

    def __init__(self, data: bytes, width: int, height: int) -> None:
        super().__init__(data)
        self.digest = self.digest[:16]
        self.width = width
        self.height = height


class Shot(NamedTuple):
    """One version of a picture: its sizes, the smallest first, by whom and when it was given."""

    number: int
    sizes: tuple[Size, ...]
    who: str | None
    when: datetime
    note: str = ""


class Picture(Publication):
    """``alt`` says in words what it shows; empty, it is ``decorative``: it says nothing that its page does not say."""

    type_name = "picture"
    alt = ""
    decorative = False
    credit = ""
    versions: tuple[Shot, ...] = ()
    """The oldest first. Replaced, never changed."""

    @property
    def current(self) -> Shot | None:
        """What readers see."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Shot | None:
        """One of them, by its number."""
        return next((each for each in self.versions if each.number == number), None)

    def take(self, sizes: tuple[Size, ...], who: str | None, when: datetime, note: str = "") -> Shot:
        """Keep a picture as the newest version."""
        made = Shot(len(self.versions) + 1, sizes, who, when, note)
        self.versions = (*self.versions, made)
        return made
