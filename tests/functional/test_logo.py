"""A network's logo: given by its team, shown with its name, seen by nobody who may not see the network (M11)."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from mobee_pyr.content.tree import find


def picture(size=(900, 300), form="PNG"):
    kept = BytesIO()
    Image.new("RGB", size, "#a33").save(kept, form)
    return kept.getvalue()


def give(browser, data, name="logo.png", network="culture", status=303):
    form = browser.get(f"/{network}/logo-edit").forms[0]
    form["logo"] = (name, data)
    return form.submit("keep", value="yes", status=status)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_team_gives_a_logo_that_everybody_sees(app, another_app, site, sign_in, form):
    give(sign_in(app, "maud"), picture(form=form)).follow().mustcontain("Le logo est en place")
    visitor = another_app()
    address = visitor.get("/culture").html.select_one("img.hero-logo")["src"]
    shown = visitor.get(address)
    assert (shown.content_type, shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "immutable" in shown.headers["Cache-Control"] and "private" in shown.headers["Cache-Control"]
    assert Image.open(BytesIO(shown.body)).size == (480, 160)
    visitor.get("/culture/pierres-vivantes").mustcontain(address)


def bomb():
    """A PNG whose head says 60,000 × 60,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, (head, b"IDAT" + zlib.compress(b"x" * 99), b"IEND")))


def chunk(said):
    return struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "n’est pas une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "n’est pas une image"),
        (picture(form="GIF"), "n’est pas une image"),
        (picture()[:80], "n’est pas une image"),
        (bomb(), "trop grande"),
    ],
)
def test_what_is_no_picture_is_refused_and_changes_nothing(app, site, sign_in, data, told):
    give(sign_in(app, "maud"), data, "evil.png", status=422).mustcontain("Il y a un problème", told)
    with site() as tree:
        assert find(tree, "/culture").logo is None


def test_it_is_taken_away(app, site, sign_in):
    maud = sign_in(app, "maud")
    give(maud, picture())
    maud.post("/culture/logo-edit", {"remove": "yes", "csrf_token": maud.csrf}, status=303)
    maud.get("/culture/logo", status=404)


def test_nobody_sees_the_logo_of_a_network_they_may_not_see(app, another_app, sign_in):
    give(sign_in(app, "helene"), picture(), network="horizon")
    app.get("/horizon/logo", status=200)
    outside = another_app()
    assert outside.get("/horizon/logo", status=404).body == outside.get("/horizon/rien", status=404).body.replace(b"rien", b"logo")


def test_only_who_runs_the_network_changes_it(another_app, sign_in):
    for who in ("rose", "quentin", "noe"):
        sign_in(another_app(), who).get("/culture/logo-edit", status=403)
