"""A text that a page takes as a file or in a box."""

from pyramid.request import Request

from mobee_pyr.workflows.reading import LARGEST


def sent_text(request: Request) -> str:
    """The file, else what stands in the box; never more than a little beyond what is read."""
    file = request.POST.get("upload")
    if hasattr(file, "file"):
        with file.file as sent:
            return str(sent.read(4 * LARGEST + 1).decode("utf-8-sig", errors="replace"))
    return str(request.POST.get("text", "")).replace("\r\n", "\n")
