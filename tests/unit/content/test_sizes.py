"""Pictures are made anew, small enough for screens; what is no picture, or would fill the memory, is refused by its head (M57)."""

import struct
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image

from mobee_pyr.content import attachment, sizes
from mobee_pyr.content.attachment import AttachmentRefused


def an_image(width=2000, height=1000, form="JPEG", **more):
    kept = BytesIO()
    Image.new("RGB", (width, height), "#a43c22").save(kept, form, **more)
    return kept.getvalue()


def a_png_that_says(width, height):
    """The head of a PNG, with hardly any matter behind it."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def test_three_sizes_none_larger_than_it_came():
    made = sizes.read("nef.jpg", an_image())
    assert [(size.width, size.height) for size in made.sizes] == [(480, 240), (960, 480), (1600, 800)]
    assert [(size.width, size.height) for size in sizes.read("a.png", an_image(600, 300, "PNG")).sizes] == [(480, 240), (600, 300)]
    assert [size.width for size in sizes.read("a.webp", an_image(100, 50, "WEBP")).sizes] == [100]


def test_nothing_that_the_file_tells_of_its_maker_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "APPAREIL-DE-LEA"
    exif[0x0112] = 6  # lying on its side
    data = an_image(exif=exif.tobytes())
    assert b"APPAREIL-DE-LEA" in data
    made = sizes.read("nef.jpg", data)
    assert all(b"APPAREIL-DE-LEA" not in size.data for size in made.sizes)
    assert made.sizes[-1].width < made.sizes[-1].height, "it stands upright, as it was meant to be seen"
    with Image.open(BytesIO(made.sizes[0].data)) as kept:
        assert kept.format == "WEBP" and not kept.getexif()


def test_what_shines_through_stays_so():
    kept = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(kept, "PNG")
    with Image.open(BytesIO(sizes.read("a.png", kept.getvalue()).sizes[0].data)) as made:
        assert made.mode == "RGBA"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", attachment.EMPTY),
        (b"x" * (sizes.LARGEST + 1), attachment.TOO_LARGE),
        (b"ce n'est pas une image", sizes.NO_PICTURE),
        (b"%PDF-1.4 %%EOF", sizes.NO_PICTURE),
        (an_image()[:400], sizes.NO_PICTURE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', sizes.NO_DRAWING),
        (a_png_that_says(30_000, 30_000), attachment.TOO_WIDE),
        (a_png_that_says(6_000, 6_000), attachment.TOO_WIDE),
    ],
)
def test_what_is_refused_says_why(data, told):
    with pytest.raises(AttachmentRefused) as refused:
        sizes.read("x.png", data)
    assert refused.value.message == told


def test_a_picture_of_thirty_thousand_by_thirty_thousand_takes_no_memory():
    """Judged by its head: 900 million points would be three gigabytes."""
    tracemalloc.start()
    try:
        with pytest.raises(AttachmentRefused):
            sizes.read("x.png", a_png_that_says(30_000, 30_000))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5_000_000


def test_a_name_is_no_path():
    assert sizes.read("../../x", an_image(10, 10)).name == "x"
    assert attachment.tidy_name("..\\..\\etc\\passwd") == "passwd"
