"""Evolution: numbered steps that bring a stored tree from what an earlier program wrote to what this one reads.

A step is a module ``step_0002_what_it_does.py`` with ``evolve(site)``. Steps run once, in order, each in a transaction of
its own together with the new number, which the database root keeps under `NUMBER`; a new site starts at the newest.
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from mobee_pyr.content.site import Site
from mobee_pyr.database import with_site

NUMBER = "evolution"
ATTEMPTS = 5
"""Where several processes may write."""


class TreeTooNew(RuntimeError):
    """The tree was written by a later program."""


class TreeTooOld(RuntimeError):
    """The tree has not been brought up to date yet."""


class Step(NamedTuple):
    """``name`` is the module's, ``meaning`` its first line."""

    number: int
    name: str
    meaning: str
    evolve: Callable[[Site], None]


def steps() -> list[Step]:
    """All steps, in order."""
    found = (_step(info.name) for info in pkgutil.iter_modules(__path__) if info.name.startswith("step_"))
    return sorted(found, key=lambda step: step.number)


def newest() -> int:
    """The number of a tree that this program writes."""
    numbers = (int(info.name.split("_")[1]) for info in pkgutil.iter_modules(__path__) if info.name.startswith("step_"))
    return max(numbers, default=0)


def number(site: Site) -> int:
    """The number of the tree that a site (stored) stands in: 0 before there were steps."""
    found: int = site._p_jar.root().get(NUMBER, 0)
    return found


def run(db: Any) -> Iterator[Step]:
    """Run what has not run yet; gives each step once it is done. Raises `TreeTooNew`."""
    reached = with_site(db, number)
    _refuse_newer(reached)
    for step in steps():
        if step.number > reached:
            with_site(db, lambda site, step=step: _apply(site, step), ATTEMPTS)
            yield step


def refuse_other_age(site: Site) -> None:
    """Raise `TreeTooOld` or `TreeTooNew` unless the tree is as this program writes it."""
    reached = number(site)
    _refuse_newer(reached)
    if reached < newest():
        raise TreeTooOld(f"the tree is at step {reached}, this program at {newest()}: run `mobee evolve` first")


def _refuse_newer(reached: int) -> None:
    if reached > newest():
        raise TreeTooNew(f"the tree is at step {reached}, this program knows steps up to {newest()} only: install a newer mobee")


def _apply(site: Site, step: Step) -> None:
    """Unless another process, started at the same time on the same database, was quicker."""
    if number(site) >= step.number:
        return
    step.evolve(site)
    site._p_jar.root()[NUMBER] = step.number


def _step(name: str) -> Step:
    module = import_module(f"{__name__}.{name}")
    return Step(int(name.split("_")[1]), name, (module.__doc__ or "").partition("\n")[0], module.evolve)
