"""The demonstration site: four networks as they might be, told in French, with dates relative to today."""

from collections.abc import Callable
from datetime import date

from mobee_pyr.content.site import Site

ADDRESS = "example.org"


def build(site: Site, today: date) -> None:
    """Fill an empty site with the demonstration: networks, organisations, people and requests in every state."""
    from mobee_pyr.demo import corrections, profiles, publications, recruiting, volunteers
    from mobee_pyr.demo.story import Story

    story = Story(site, today)
    story.tell()
    volunteers.tell(story)
    profiles.tell(story)
    recruiting.tell(story)
    publications.tell(story)
    corrections.tell(story)


def many(run: Callable[[Callable[[Site], None]], None], missions: int, progress: Callable[[int], None]) -> None:
    """Add ``missions`` made-up missions, in batches: ``run`` gives each a transaction, ``progress`` hears how many were made."""
    from mobee_pyr.demo.crowd import add_missions

    add_missions(run, missions, progress)


def accounts() -> list[tuple[str, str]]:
    """The accounts worth trying: (address, what one sees with it)."""
    from mobee_pyr.demo.story import read

    return [(f"{name}@{ADDRESS}", person["about"]) for name, person in read("people").items() if "about" in person]
