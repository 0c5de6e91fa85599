"""The versions of a document or of a picture, for those who may change it."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.document import Document
from mobee_pyr.content.person import name_of
from mobee_pyr.content.picture import Picture
from mobee_pyr.views.published import form_of, weight
from mobee_pyr.views.shots import source
from mobee_pyr.workflows import access


class Past(NamedTuple):
    """One version: its file, who gave it and when, what changed."""

    number: int
    href: str
    facts: str
    who: str
    when: str
    note: str


def past(request: Request, node: Document | Picture) -> list[Past]:
    """The latest first; nothing for readers, who get the present one."""
    if not access.permits(request.reader, Permission.EDIT, node):
        return []
    found = _of_picture(request, node) if isinstance(node, Picture) else _of_document(request, node)
    return found[::-1]


def _of_document(request: Request, node: Document) -> list[Past]:
    return [
        Past(
            number,
            request.node_url(node, "file", version=number),
            " · ".join((form_of(file.media_type), weight(request, file.size))),
            name_of(request.site, file.who),
            request.words.date(file.when),
            note,
        )
        for number, file, note in node.versions
    ]


def _of_picture(request: Request, node: Picture) -> list[Past]:
    return [
        Past(
            shot.number,
            source(request, node, shot.sizes[-1]),
            f"{shot.sizes[-1].width} × {shot.sizes[-1].height}",
            name_of(request.site, shot.who),
            request.words.date(shot.when),
            shot.note,
        )
        for shot in node.versions
    ]
