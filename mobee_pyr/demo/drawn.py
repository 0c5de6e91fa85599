"""A sheet of paper and a picture, made for the demonstration so that it needs no file of somebody's."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw


def paper(lines: Sequence[str]) -> bytes:
    """A PDF of one page: a heading and what follows."""
    shown = [(22, lines[0]), *((12, part) for line in lines[1:] for part in wrap(line, 70))]
    at, words = 780, []
    for size, text in shown:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        words.append(f"BT /F1 {size} Tf 60 {at} Td ({escaped}) Tj ET")
        at -= size * 2
    content = "\n".join(words).encode("cp1252", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (table, len(made))


def chapel() -> bytes:
    """A chapel on a hill at sunrise, as a PNG."""
    picture = Image.new("RGB", (1800, 900), "#fdeecb")
    draw = ImageDraw.Draw(picture)
    for row in range(600):
        draw.line(((0, row), (1800, row)), (253 - row // 40, 214 + row // 18, 150 + row // 7))
    draw.ellipse((1180, 240, 1480, 540), "#f4b223")
    draw.polygon(((0, 640), (500, 520), (1100, 620), (1800, 480), (1800, 900), (0, 900)), "#9fb48a")
    draw.polygon(((0, 760), (620, 600), (1300, 720), (1800, 640), (1800, 900), (0, 900)), "#5f7d5a")
    draw.rectangle((560, 430, 860, 660), "#f3e7d0")
    draw.polygon(((530, 440), (710, 310), (890, 440)), "#a43c22")
    draw.rectangle((500, 300, 590, 660), "#e9dabd")
    draw.polygon(((485, 305), (545, 190), (605, 305)), "#8c2f19")
    draw.pieslice((680, 530, 760, 650), 180, 360, "#4a3426")
    draw.rectangle((680, 590, 760, 660), "#4a3426")
    draw.ellipse((690, 450, 750, 510), "#7d6a52")
    draw.ellipse((528, 350, 562, 400), "#7d6a52")
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
