"""What somebody of a network's team ticked, typed and joined on the page of qualification, kept whatever happens to it."""

from typing import Any, NamedTuple

import colander
import deform
from pyramid.request import Request

from mobee_pyr.content.attachment import Read
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.files import file
from mobee_pyr.views.forms.rendering import make_form, messages
from mobee_pyr.views.forms.transition import JOINED
from mobee_pyr.views.writing import checklist, review
from mobee_pyr.workflows.ticking import Boxes

LONGEST = 4000
"""Characters of a remark."""

AT = "at-"
"""Before the name of a field: what is remarked about it."""


class Said(NamedTuple):
    """``fields``: remarks about one field each; ``file``: what is to go with the answer; ``fault``: why it cannot."""

    ticked: frozenset[str]
    remark: str
    decision: str = ""
    boxes: Boxes = Boxes()
    fields: dict[str, str] = {}
    file: Read | None = None
    fault: str = ""


def said(request: Request, node: Qualified) -> Said:
    """What was sent."""
    post, boxes = request.POST, checklist.said(request)
    at = {name: post.get(f"{AT}{name}", "").strip()[:LONGEST] for name in review.field_names(request, node)}
    fields = {name: text for name, text in at.items() if text}
    try:
        joined, fault = _question(request).validate(post.items())["file"], ""
    except deform.ValidationFailure as failure:
        joined, fault = None, " ".join(map(request.translate, messages(failure.field["file"])))
    return Said(boxes.ticked, post.get("remark", "").strip()[:LONGEST], post.get("decision", ""), boxes, fields, joined, fault)


def joining(request: Request, said: Said) -> dict[str, str]:
    """The question for a file, as a part of page; one that was read already is kept and named."""
    question = _question(request)["file"]
    if said.fault:
        question.error = colander.Invalid(question.schema, said.fault)
    shown = question.serialize(_kept(said.file) if said.file is not None else colander.null)
    return {"part": shown, "hint": request.translate(JOINED), "fault": said.fault, "id": question.oid}


def waiting(request: Request, said: Said) -> str:
    """The key of the file, kept while one more question is asked; empty without one."""
    return "" if said.file is None else str(request.keep_upload(said.file.name, said.file.data))


def _kept(joined: Read) -> dict[str, Any]:
    return {"read": joined, "filename": joined.name, "uid": ""}


def _question(request: Request) -> Any:
    schema = colander.Schema()
    schema.add(file("file", _("Un document à joindre"), JOINED))
    return make_form(schema, request, [], formid="answer")
