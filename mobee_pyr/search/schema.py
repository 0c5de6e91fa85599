"""The fields of the index. Whoever changes them, or what is written into them, raises `VERSION`: the index is then made anew."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import version

import tantivy

VERSION = 8

WEIGHTS = {"title": 6.0, "skills": 4.0, "body": 2.0, "text": 1.0}
"""The fields that words are looked up in (``body``: the organisation's name), and how much a hit in each one counts."""

COUNTED = (
    "kind", "network", "organisation", "means", "domain", "mode", "state", "department", "city", "places",
    "format", "moments", "audiences", "goals", "skill", "time_basis", "nature", "extra", "named_place",
)  # fmt: skip
"""The fields that hold exact values, one or several, by which lists are narrowed and counted."""

TOKENS = ("ancestors", "viewers", "keeps", "words", "place_words", "titled", "refers")
"""The fields that hold several exact values in one text, parted by spaces."""

ORDERS = ("by_title", "by_kind", "by_state", "by_author", "by_change")
"""The fields by which the contents of a node are sorted; no two documents have the same value in one of them."""

DAYS = ("starts", "ends")
"""Ordinals of days. A request without a first day began long ago, one without a last day goes on for ever."""

FOR_EVER = 9_999_999


@cache
def schema() -> tantivy.Schema:
    """Every field; see `documents.write` for what goes into each."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("oid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_bytes_field("mark", stored=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in TOKENS:
        builder.add_text_field(name, stored=name == "viewers", tokenizer_name="whitespace", index_option="basic")
    for name in (*COUNTED, "stage", *ORDERS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("lane", "language", "postcode", "spot", "parent", "scheme"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("moment", "room", *DAYS):
        builder.add_integer_field(name, fast=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, fast=True)
    return builder.build()


def shape() -> str:
    """A name for what this program writes: its own version, and those of what turns text into terms."""
    parts = (str(VERSION), *(version(package) for package in ("tantivy", "snowballstemmer", "stopwordsiso")))
    return f"v{VERSION}-{blake2b(' '.join(parts).encode(), digest_size=4).hexdigest()}"
