"""Finds the words people read in TOML files (workflows, blueprints, vocabularies), so that ``make words`` gives them to translators.

A plug-in of lingua, declared as entry point ``toml`` of ``lingua.extractors``; lingua is needed by translators only, never by the server.
A label that already carries its languages (``label = { fr = "…", en = "…" }``) needs no translator and is left out.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from lingua.extractors import Extractor, Message

KEYS = ("label", "title", "help", "text")

_STRING = r"""(?: \"\"\"(?:\\.|(?!\"\"\").)*\"{3,5} | '''(?:(?!''').)*'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )"""
_KEY = r"""(?<![\w.-]) (?P<quote>["']?) (?:""" + "|".join(KEYS) + r""") (?P=quote)"""
_ASSIGNMENT = re.compile(_KEY + r"\s* = \s* (?P<value>" + _STRING + ")", re.VERBOSE | re.DOTALL)
_ANY_STRING = re.compile(_STRING, re.VERBOSE | re.DOTALL)


def texts(document: object, keys: Collection[str] = KEYS) -> Iterator[str]:
    """Every text under one of the keys, however deep; the ``label`` of a criterion is a name, not a text."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from texts(value, set(keys) - {"label"} if key == "criteria" else keys)
    elif isinstance(document, list):
        for item in document:
            yield from texts(item, keys)


def located(source: str) -> Iterator[tuple[int, str]]:
    """Each text with its line. The parsed document tells texts from what only looks like one (a comment, a quotation)."""
    known = set(texts(tomllib.loads(source)))
    for match in _ASSIGNMENT.finditer(source):
        before = source[source.rfind("\n", 0, match.start()) + 1 : match.start()]
        text = tomllib.loads(f"value = {match['value']}")["value"]
        commented = "#" in _ANY_STRING.sub("", before)
        if text.strip() and text in known and not commented:
            yield source.count("\n", 0, match.start()) + 1, text


class TomlExtractor(Extractor):
    """Labels, titles, helps and texts of TOML files"""

    extensions = (".toml",)

    def __call__(self, filename, options, fileobj=None, lineno=0):
        if "demo" in Path(filename).parts:  # a made-up tree is told in one language
            return []
        source = Path(filename).read_text(encoding="utf-8") if fileobj is None else fileobj.read()
        return [Message(None, text, None, [], "", "", (filename, line + lineno)) for line, text in located(source)]
