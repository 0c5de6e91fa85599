"""A document: a file that a network keeps for its readers, with all its versions."""

from typing import NamedTuple

from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.publication import Publication


class Version(NamedTuple):
    """``file`` says by whom and when it was given; ``note`` what changed."""

    number: int
    file: Attachment
    note: str = ""


class Document(Publication):
    """A file that may be replaced: what was given before is kept (B11)."""

    type_name = "document"
    versions: tuple[Version, ...] = ()
    """The oldest first. Replaced, never changed."""

    @property
    def current(self) -> Version | None:
        """What readers get."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Version | None:
        """One of them, by its number."""
        return next((each for each in self.versions if each.number == number), None)

    def take(self, file: Attachment, note: str = "") -> Version:
        """Keep a file as the newest version."""
        made = Version(len(self.versions) + 1, file, note)
        self.versions = (*self.versions, made)
        return made
