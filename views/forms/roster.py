"""A list of people as a file, and which of its columns says what."""

from collections.abc import Mapping
from typing import NamedTuple

import colander
from pyramid.request import Request

from mobee_pyr.content import table
from mobee_pyr.content.attachment import AttachmentRefused
from mobee_pyr.content.node import Node
from mobee_pyr.content.table import Table, TableRefused
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import select
from mobee_pyr.views.forms.files import file
from mobee_pyr.workflows.roster import columns

ACCEPTED = ".csv,.txt,.tsv,text/csv,text/plain"
NOTHING = _("Aucune colonne")
EXAMPLE = 40
"""Characters of an example."""


class Given(NamedTuple):
    """A file that is a table."""

    name: str
    data: bytes
    table: Table


def given(name: str, data: bytes) -> Given:
    """The table of a file. Raises `AttachmentRefused` for whatever is none."""
    try:
        return Given(name, data, table.read(data))
    except TableRefused as refused:
        raise AttachmentRefused(refused.message) from refused


def giving_list(request: Request) -> colander.Schema:
    """The file."""
    schema = colander.Schema()
    hint = _("Format CSV, une personne par ligne ; la première ligne nomme les colonnes. 50 000 lignes au plus.")
    schema.add(file("list", _("Le fichier"), hint, needed=True, reader=given, accept=ACCEPTED, largest=table.LARGEST))
    return schema.bind(request=request)


def matching(request: Request, node: Node, found: Table) -> colander.Schema:
    """For each thing that is read, a column with an example, or none."""
    schema = colander.Schema(validator=_each_once)
    nothing = ("", request.translate(NOTHING))
    heads = [nothing, *((head, _shown(found, position)) for position, head in enumerate(found.heads))]
    for name, title in columns.of(node).items():
        schema.add(select(name, title, heads))
    return schema.bind(request=request)


def _shown(found: Table, position: int) -> str:
    """« Courriel (lea@example.org) »."""
    head = found.heads[position]
    example = next((line.cells[position] for line in found.lines if line.cells[position]), "")
    return f"{head} ({example[:EXAMPLE]}{'…' if len(example) > EXAMPLE else ''})" if example else head


def _each_once(form: colander.SchemaNode, said: Mapping[str, str]) -> None:
    """An address and a name are needed; no column is read as two things."""
    wrong, seen = colander.Invalid(form), set()
    for name, head in said.items():
        if head and head in seen:
            wrong[name] = _("Cette colonne est déjà choisie plus haut : choisissez-en une autre, ou aucune.")
        seen.add(head)
    if not said["mail"]:
        wrong["mail"] = _("Choisissez la colonne des adresses : c’est par elle que chaque personne est reconnue.")
    if not said["last_name"] and not said["first_name"]:
        wrong["last_name"] = _("Choisissez la colonne des noms.")
    if wrong.children:
        raise wrong
