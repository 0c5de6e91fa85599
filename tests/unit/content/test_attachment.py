"""What may be joined: told by its content, never by its name, and without unpacking it."""

import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from mobee_pyr.content import attachment
from mobee_pyr.content.attachment import DOCX, ODT, AttachmentRefused, read

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(form="PNG"):
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "#a33").save(kept, form)
    return kept.getvalue()


def packed(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in parts.items():
            made.writestr(name.replace("__", "/"), said)
    return kept.getvalue()


TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>'


def odt(**more):
    return packed(**{"mimetype": ODT, "content.xml": "<x/>"} | more)


def docx(**more):
    return packed(**{"[Content_Types].xml": TYPES, "word__document.xml": "<x/>"} | more)


@pytest.mark.parametrize(
    ("data", "media_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (picture(), "image/png", ".png"),
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("WEBP"), "image/webp", ".webp"),
        (odt(), ODT, ".odt"),
        (docx(), DOCX, ".docx"),
    ],
)
def test_six_kinds_are_known_by_their_content_whatever_they_are_called(data, media_type, ending):
    found = read("virus.exe", data)
    assert (found.media_type, found.name, found.data) == (media_type, f"virus.exe{ending}", data)
    assert read(f"Statuts{ending.upper()}", data).name == f"Statuts{ending.upper()}"


def wide():
    """A PNG whose head says 60,000 × 60,000 pixels."""

    def chunk(said):
        return struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))

    head = b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, (head, b"IDAT" + zlib.compress(b"x" * 99), b"IEND")))


def locked():
    """A document whose parts say that they need a password."""
    data = bytearray(odt())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", attachment.EMPTY),
        (PDF + b" " * 5_000_000, attachment.TOO_LARGE),
        (b"Bonjour", attachment.UNKNOWN),
        (b"<html><script>alert(1)</script></html>", attachment.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", attachment.UNKNOWN),
        (b"MZ" + b"\0" * 200, attachment.UNKNOWN),
        (picture("GIF"), attachment.UNKNOWN),
        (PDF[:20], attachment.DAMAGED),
        (picture()[:60], attachment.DAMAGED),
        (picture("JPEG")[:200], attachment.DAMAGED),
        (wide(), attachment.TOO_WIDE),
        (packed(**{"photos__a.png": b"x"}), attachment.UNKNOWN),
        (packed(mimetype=ODT), attachment.UNKNOWN),
        (odt(mimetype="application/vnd.oasis.opendocument.text-master"), attachment.UNKNOWN),
        (packed(**{"[Content_Types].xml": TYPES}), attachment.UNKNOWN),
        (docx(word__vbaProject__bin="x", **{"word/vbaProject.bin": "x"}), attachment.UNKNOWN),
        (odt()[:-30], attachment.DAMAGED),
        (locked(), attachment.DAMAGED),
        (odt(bomb=b"\0" * 100_000_001), attachment.DAMAGED),
        (odt(**{f"part{number}": "" for number in range(2000)}), attachment.DAMAGED),
    ],
)
def test_everything_else_is_refused_in_words(data, message):
    with pytest.raises(AttachmentRefused) as refused:
        read("statuts.pdf", data)
    assert refused.value.message == message


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("statuts.pdf", "statuts.pdf"),
        ("C:\\papiers\\Statuts 2027.PDF", "Statuts 2027.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("fac\u202efdp.exe", "facfdp.exe.pdf"),
        ('a"b<c>\r\nd.pdf', "a-b-c- d.pdf"),
        ("Reçu e\u0301te\u0301.pdf", "Reçu été.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given, kept):
    assert read(given, PDF).name == kept


def test_what_is_kept_says_its_size_and_digest():
    kept = attachment.Attachment("statuts.pdf", "application/pdf", PDF, "rose", None)
    assert (kept.size, kept.digest, kept.read()) == (len(PDF), hashlib.sha256(PDF).hexdigest(), PDF)
