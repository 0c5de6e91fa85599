"""A served site, and who is at a browser there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from mobee_pyr.mail.outbox import Kept, Outbox
from tests.browser.somebody import Somebody
from tests.soak.served import free_port, served, until


class House:
    """A served site, the people at their browsers, and the letters that reach them."""

    def __init__(self, chromium: Browser, data: Path, port: int) -> None:
        self.chromium, self.data, self.url = chromium, data, f"http://localhost:{port}"
        self.open: list[Somebody] = []
        self._outside: Somebody | None = None

    def visitor(self, **facts: Any) -> Somebody:
        """Nobody is signed in."""
        self.open.append(Somebody(self.chromium, self.url, **facts))
        return self.open[-1]

    def somebody(self, name: str, **facts: Any) -> Somebody:
        """Somebody with an account of the demonstration, signed in."""
        return self.visitor(**facts).signed_in(name)

    def hidden(self, *paths: str) -> bool:
        """Does whoever is signed out read at each of them that there is no such page?"""
        if self._outside is None:
            self._outside = self.visitor()
        return all(self._outside.context.request.get(path).status == 404 for path in paths)

    def finds(self, words: str, path: str) -> None:
        """Wait until the bourse shows whoever is signed out what stands at an address: the index follows what other tests did."""
        if self._outside is None:
            self._outside = self.visitor()
        asked, ask = f"/bourse?words={words}", self._outside.context.request.get
        until(lambda: f'href="{path}"' in ask(asked).text(), lambda: f"{asked} does not lead to {path}")

    def left(self) -> dict[str, list[str]]:
        """Close all browsers; their complaints, by the page where they ended."""
        complaints = {one.here: told for one in self.open if (told := one.complaints())}
        for one in self.open:
            one.context.close()
        self.open, self._outside = [], None
        return complaints

    def letters(self, name: str = "") -> list[Kept]:
        """What was sent to somebody (or to anybody), the oldest first."""
        kept = reversed(Outbox(self.data / "mail").kept())
        return [letter for letter in kept if (f"{name}@example.org" if name else "") in letter.to]

    def letter(self, name: str, *words: str) -> str:
        """The last letter to somebody that says all of this; its text, without its line breaks."""
        read = [" ".join(f"{letter.subject}\n{letter.text}".split()) for letter in self.letters(name)]
        found = [text for text in read if all(" ".join(word.split()) in text for word in words)]
        assert found, f"no letter to {name} says {words}; those that came:\n" + "\n\n".join(read)
        return found[-1]

    def link(self, name: str, *words: str) -> str:
        """The first address in that letter, on this site."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.letter(name, *words))
        assert found, f"no address in the letter to {name}"
        return found[1]


@contextmanager
def its_own_house(chromium: Browser, data: Path) -> Iterator[House]:
    """A house for one test; none of its browsers may have had a complaint."""
    with a_house(chromium, data) as made:
        yield made
        without_complaints(made)


def without_complaints(house: House) -> None:
    """Close all browsers of a house, and fail if one of them had something to say."""
    complaints = house.left()
    assert not complaints, complaints


@contextmanager
def a_house(chromium: Browser, data: Path) -> Iterator[House]:
    """The site in a folder, served for a while by a process of its own."""
    port = free_port()
    with served(data, port):
        yield House(chromium, data, port)
