"""A file as a question of a form: read at once, refused in words, and kept while another question is still wrong."""

from collections.abc import Callable
from typing import Any

import colander
from deform.widget import Widget

from mobee_pyr.content import attachment
from mobee_pyr.content.attachment import ENDINGS, LARGEST, AttachmentRefused
from mobee_pyr.content.words import _

KINDS = _("PDF, image PNG, JPEG ou WebP, document ODT ou DOCX ; cinq mégaoctets au plus.")


class File(colander.SchemaType):
    """Its answer is what the widget's reader gives: an `attachment.Read`, unless it says otherwise."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        """A form never begins with a file."""
        return colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        """What the widget has read."""
        return cstruct["read"] if cstruct else colander.null


class FileWidget(Widget):
    """``upload`` is the file just chosen, ``uid`` the key of one that waits since the last time.

    ``reader`` (name, bytes) gives what may be kept, with its ``name`` and ``data``, or raises `AttachmentRefused`.
    """

    template = "file_upload"
    largest = LARGEST
    """Bytes that are taken."""
    accept = ",".join((*ENDINGS, *(ending for endings in ENDINGS.values() for ending in endings)))
    reader: Callable[[str, bytes], Any] = staticmethod(attachment.read)

    def serialize(self, field: Any, cstruct: Any, **kw: Any) -> Any:
        """The question; a file that was read, and waits for other answers, is kept and named."""
        shown = dict(cstruct) if isinstance(cstruct, dict) else {}
        if shown and not shown["uid"]:
            request = field.schema.bindings["request"]
            shown["uid"] = request.keep_upload(shown["read"].name, shown["read"].data)
        return field.renderer(self.template, **self.get_template_values(field, shown, kw))

    def deserialize(self, field: Any, pstruct: Any) -> Any:
        """Raises `colander.Invalid` with the words of the refusal."""
        sent = pstruct if isinstance(pstruct, dict) else {}
        upload, key = sent.get("upload"), sent.get("uid")
        if hasattr(upload, "file"):
            with upload.file as chosen:
                return _answer(_read(field, upload.filename, chosen.read(self.largest + 1)), "")
        if not isinstance(key, str) or not key:
            return colander.null
        waiting = field.schema.bindings["request"].kept_upload(key)
        if waiting is None:
            raise colander.Invalid(field.schema, _("Ce fichier n’a pas été gardé : choisissez-le de nouveau."))
        return _answer(_read(field, *waiting), key)


def file(name: str, title: str, hint: str = "", needed: bool = False, **widget: Any) -> colander.SchemaNode:
    """One file, or none; ``reader`` and ``accept`` of the widget, for files of other kinds."""
    more = {"missing_msg": _("Choisissez un fichier.")} if needed else {"missing": None}
    return colander.SchemaNode(File(), name=name, title=title, description=hint or KINDS, widget=FileWidget(**widget), **more)


def _read(field: Any, name: str, data: bytes) -> Any:
    try:
        return field.widget.reader(name, data)
    except AttachmentRefused as refused:
        raise colander.Invalid(field.schema, refused.message) from refused


def _answer(found: Any, key: str) -> dict[str, Any]:
    return {"read": found, "filename": found.name, "uid": key}
