"""The kinds of values that nodes may hold beside plain ones: found in `content`, so that a new one is exported without a word here."""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from persistent.mapping import PersistentMapping

import mobee_pyr.content
from mobee_pyr.content.node import Node

MAPPINGS: dict[str, Any] = {cls.__name__: cls for cls in (IOBTree, LOBTree, OLBTree, OOBTree, PersistentMapping)}
SETS: dict[str, Any] = {cls.__name__: cls for cls in (LLTreeSet, OOTreeSet)}

AGAIN = frozenset(("todo", "waiting", "referrers", "host", "followed"))
"""Attributes that are worked out anew on arrival: who is waited for, who speaks of whom; or that the new site decides on."""

NOTED = frozenset(("deadlines", "plans", "endings", "silences", "papers", "fading", "binned_here", "former", "departed"))
"""What is noted of nodes beneath (by their day, by a former name, alone): of what lies in the bin or elsewhere, nothing goes along."""

PLACE = frozenset(("oid", "children", "__name__", "__parent__"))
"""Attributes that say where a node stands; told apart from what it says."""

PERSON = frozenset(
    ("who", "author", "applicant", "manager", "person", "people", "deputy", "instead_of", "confirmed_by", "successor", "leaver", "absent")
)
"""Attributes, fields and details that hold a person's id, or several: by these names everywhere, as a test proves."""

PEOPLE_AS_KEYS = frozenset(("shortlist",))
"""Mappings of which the keys are people's ids."""

TOOK_OVER = "taken over"
"""The deed whose detail ``former`` is a person; elsewhere that is a name or a place."""


@cache
def tuples() -> dict[str, Any]:
    """``track.Step`` → the class: each named tuple of `content`."""
    return {name: cls for name, cls in _classes() if issubclass(cls, tuple) and hasattr(cls, "_fields")}


@cache
def records() -> dict[str, Any]:
    """``attachment.Attachment`` → the class: each persistent object of `content` that is no node."""
    return {name: cls for name, cls in _classes() if issubclass(cls, Persistent) and not issubclass(cls, Node | OOBTree | LOBTree)}


def name_of(cls: type) -> str:
    """``track.Step``: the class as an export names it."""
    return f"{cls.__module__.removeprefix(f'{mobee_pyr.content.__name__}.')}.{cls.__name__}"


def _classes() -> list[tuple[str, Any]]:
    found = []
    for info in pkgutil.walk_packages(mobee_pyr.content.__path__, f"{mobee_pyr.content.__name__}."):
        module: ModuleType = import_module(info.name)
        found += [(name_of(cls), cls) for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == info.name]
    return found
