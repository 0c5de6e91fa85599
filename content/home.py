"""What a network's home page is composed of: blocks, one after the other, and the pages of its menu."""

from typing import NamedTuple

from mobee_pyr.content import mentions
from mobee_pyr.content.words import _

MOST_BLOCKS = 20
MOST_IN_MENU = 8

KINDS = {
    "about": _("La présentation du réseau"),
    "latest": _("Les dernières demandes"),
    "counters": _("Des chiffres"),
    "news": _("Les dernières actualités"),
    "text": _("Un texte"),
    "picture": _("Une image"),
    "people": _("Les personnes à contacter"),
    "partners": _("Des partenaires"),
    "organisations": _("Les organisations du réseau"),
}
"""What a block may show, in the order in which it is offered."""


class Block(NamedTuple):
    """``id`` tells it from the others, ``kind`` is one of `KINDS`; what the kind does not need stays empty.

    ``most``: how many are shown. ``picture``: an oid. ``people``: ids of persons. ``partners``: oids of organisations.
    """

    id: str
    kind: str
    title: str = ""
    text: str = ""
    most: int = 6
    picture: int | None = None
    people: tuple[str, ...] = ()
    partners: tuple[int, ...] = ()

    @property
    def mentions(self) -> frozenset[int]:
        """The nodes that it names."""
        shown = () if self.picture is None else (self.picture,)
        return mentions.mentioned(self.text).union(shown, self.partners)


USUAL = (Block("about", "about"), Block("latest", "latest"), Block("organisations", "organisations"))
"""The home page of a network that nobody has composed."""


def moved(blocks: tuple[Block, ...], block: str, by: int) -> tuple[Block, ...]:
    """The same blocks, one of them so many places further (less than nought: nearer to the top). Raises `KeyError`."""
    kept, at = list(blocks), place(blocks, block)
    kept.insert(max(0, at + by), kept.pop(at))
    return tuple(kept)


def with_block(blocks: tuple[Block, ...], block: Block) -> tuple[Block, ...]:
    """The block in the place of the one it changes, or at the end."""
    if all(each.id != block.id for each in blocks):
        return (*blocks, block)
    return tuple(block if each.id == block.id else each for each in blocks)


def without(blocks: tuple[Block, ...], block: str) -> tuple[Block, ...]:
    """All but one. Raises `KeyError`."""
    place(blocks, block)
    return tuple(each for each in blocks if each.id != block)


def place(blocks: tuple[Block, ...], block: str) -> int:
    """Where a block stands. Raises `KeyError`."""
    found = next((at for at, each in enumerate(blocks) if each.id == block), None)
    if found is None:
        raise KeyError(block)
    return found
