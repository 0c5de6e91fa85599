"""What an export says, in a form in which two of them can be compared: the numbers of nodes and the order of sets mean nothing."""

import json
import zipfile
from pathlib import Path
from typing import Any

from mobee_pyr.exchange import form

UNORDERED = ("$LLTreeSet", "$OOTreeSet", "$LOBTree", "$OLBTree", "$OOBTree", "$set", "$frozenset", "$dict", "$PersistentMapping")
BY_NUMBER = (form.GROUPS, form.GRANTS, form.IDENTIFIERS, form.ENTITIES, form.BLUEPRINTS, form.PEOPLE)
"""Parts in which the order follows from numbers."""


def lines(file: Path, part: str) -> list[Any]:
    """The values of a part."""
    with zipfile.ZipFile(file) as packed:
        return [json.loads(line) for line in packed.read(part).splitlines()]


def blobs(file: Path) -> dict[str, bytes]:
    """The files that go along."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name.startswith("blobs/")}


def compared(file: Path) -> dict[str, Any]:
    """All that an export says: a node's number is where it stands, the network has no name, what leads out leads out."""
    places = _places(file)
    told = {part: [_plain(line, places) for line in lines(file, part)] for part in form.PARTS}
    told[form.NODES][0]["name"] = "the network"
    groups = [dict(line) for line in told[form.GROUPS]]
    for line in told[form.GROUPS]:
        line["groups"] = _sorted([groups[number] | {"groups": []} for number in line["groups"]])
    for line in told[form.BLUEPRINTS]:
        del line["said"]["created"], line["said"]["modified"]  # of whichever site had that model first
    for part in BY_NUMBER:
        told[part] = _sorted(told[part])
    return {**told, "blobs": blobs(file)}


def _places(file: Path) -> dict[str, str]:
    """The number of each node → its place: names from the network down; bodies and models by what they are called."""
    found: dict[str, str] = {}
    for line in lines(file, form.NODES):
        found[line["oid"]] = "" if line["parent"] is None else f"{found[line['parent']]}/{json.dumps(line['name'])}"
    for part in (form.ENTITIES, form.BLUEPRINTS):
        found |= {line["oid"]: f"{part} {line['name']}" for line in lines(file, part)}
    return found


def _plain(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_plain(one, places) for one in value]
    if not isinstance(value, dict):
        return places.get(value, value) if isinstance(value, str) else value
    if "$outside" in value:
        return "outside"
    told = {key: _plain(one, places) for key, one in value.items()}
    return {key: _sorted(one) if key in (*UNORDERED, "answered", "invitations") else one for key, one in told.items()}


def _sorted(values: list[Any]) -> list[Any]:
    return sorted(values, key=lambda one: json.dumps(one, sort_keys=True))
