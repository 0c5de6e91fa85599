"""The skills that people have and missions ask for: a framework in families (``skills.toml``), which a network may add to (M71, B01)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mobee_pyr.content.blueprint import part
from mobee_pyr.content.communes import folded
from mobee_pyr.content.differing import listing

LEVELS = 4
"""From 1, beginning, to 4, able to teach it."""


class Skill(NamedTuple):
    """``labels``: (language, text) each; ``words``: what it is also called; ``rome``, ``esco``: codes of the nearest trade or skill."""

    id: str
    family: str
    labels: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = ()
    rome: str = ""
    esco: str = ""

    def name(self, language: str) -> str:
        """Its label for a reader; French where their language has none."""
        return dict(self.labels).get(language) or dict(self.labels)["fr"]


@cache
def _packaged() -> Mapping[str, Any]:
    text = (files("mobee_pyr.content") / "skills.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _read(name: str, told: Mapping[str, Any], family: str) -> Skill:
    labels = tuple(dict(told["label"]).items())
    return Skill(name, family, labels, tuple(told.get("words", ())), told.get("rome", ""), told.get("esco", ""))


@cache
def framework() -> Mapping[str, Skill]:
    """Every skill that the program ships, by its id, family after family."""
    return {name: _read(name, told, family) for family, about in _packaged().items() for name, told in about["skills"].items()}


def family(name: str, language: str) -> str:
    """The label of a family, for a reader."""
    label = _packaged()[name]["label"]
    return str(label.get(language) or label["fr"])


def known(network: Any = None) -> Mapping[str, Skill]:
    """The framework, and what a network adds to it (its part ``skills``: id → label, words, family, codes; and its vocabulary, `terms`)."""
    own = {} if network is None else {**(part(network, "skills") or {}), **listing(network, "vocabularies", "skills").offered}
    if not own:
        return framework()
    return {**framework(), **{name: _read(name, told, told.get("family", "")) for name, told in own.items()}}


def recognised(texts: Iterable[str], skills: Mapping[str, Skill] | None = None) -> tuple[str, ...]:
    """The ids of the skills that some texts name, in the order of the framework: by id, label in any language, or other word for it.

    >>> recognised(["Réparer des vélos", "plan comptable associatif"])
    ('accounting', 'bicycles')
    """
    offered = framework() if skills is None else skills
    if offered is framework():
        return _recognised(tuple(texts))
    return _found(texts, offered, _ways(tuple(offered.values())))


@lru_cache(4096)
def _recognised(texts: tuple[str, ...]) -> tuple[str, ...]:
    """In the framework itself: a mission is compared with many people, and a person with many missions."""
    return _found(texts, framework(), _packaged_ways())


def _found(texts: Iterable[str], offered: Mapping[str, Skill], ways: Mapping[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    said = " ".join(f" {_singular(text)} " for text in texts)
    found = {name for word in set(said.split()) for way, name in ways.get(word, ()) if way in said}
    return tuple(name for name in offered if name in found)


def suggested(typed: str, language: str, most: int = 8, skills: Mapping[str, Skill] | None = None) -> list[Skill]:
    """The skills whose label, or another word for them, has a word that begins as what was typed: labels first."""
    said = folded(typed)
    if not said:
        return []
    found = list((framework() if skills is None else skills).values())
    by_label = [skill for skill in found if f" {said}" in f" {folded(skill.name(language))}"]
    by_word = [skill for skill in found if skill not in by_label and any(f" {said}" in f" {folded(word)}" for word in skill.words)]
    return (by_label + by_word)[:most]


@cache
def _packaged_ways() -> Mapping[str, list[tuple[str, str]]]:
    return _ways(tuple(framework().values()))


@lru_cache(64)
def _ways(skills: tuple[Skill, ...]) -> Mapping[str, list[tuple[str, str]]]:
    """First word → the ways to name a skill that begin so, each with the skill's id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for skill in skills:
        for said in (skill.id, *dict(skill.labels).values(), *skill.words):
            way = _singular(said)
            if way:
                found.setdefault(way.split()[0], []).append((f" {way} ", skill.id))
    return found


def _singular(text: str) -> str:
    """Words without accents, capitals and the mark of the plural."""
    return re.sub(r"(?<=\w\w\w)[sx]\b", "", folded(text))
