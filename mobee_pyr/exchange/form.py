"""The form of an export: what its parts are called, how large they may be, and why one is refused (docs/format-of-an-export.md)."""

import re

FORMAT = "mobee-network"
VERSION = 1
"""Raised when an older program could not read what is written; files of the same version are read for good."""

MANIFEST = "manifest.json"
NODES, ENTITIES, BLUEPRINTS, PEOPLE = "nodes.jsonl", "entities.jsonl", "blueprints.jsonl", "people.jsonl"
GROUPS, GRANTS, IDENTIFIERS = "groups.jsonl", "grants.jsonl", "identifiers.jsonl"
PARTS = (NODES, ENTITIES, BLUEPRINTS, PEOPLE, GROUPS, GRANTS, IDENTIFIERS)
"""Each a file with one JSON value a line."""

BLOB = re.compile(r"blobs/[0-9a-f]{64}")
"""Files are named after what is in them: SHA-256, hexadecimal."""

LONGEST_LINE = 32_000_000
"""Bytes of one JSON value: all that a node says, its journal too."""

LARGEST_MANIFEST = 64_000_000
LARGEST = 4_000_000_000
"""Bytes of all parts together, unpacked, unless whoever imports says otherwise."""

MOST_PARTS = 500_000
BLOCK = 1 << 20
AT_ONCE = 200
"""Nodes after which what was read or written may leave the memory."""


class ExportRefused(ValueError):
    """The network holds something that an export has no words for; the message says what, and where."""


class ImportRefused(ValueError):
    """The file is no export, is damaged, or cannot be entered here; the message says why, and what to do."""
