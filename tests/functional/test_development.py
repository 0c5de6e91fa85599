"""`/mail`, where a developer reads what was sent: it must not exist on a site of real people."""

import re
import shutil
from importlib.resources import files
from string import Template

import pytest

from mobee_pyr import settings
from mobee_pyr.application import make_app
from mobee_pyr.database import database
from tests.functional.conftest import Browser

SECRET = "s" * 40


@pytest.fixture
def served(seed, tmp_path, monkeypatch):
    """``served("production")``: a browser on a site made from the settings that `mobee init` writes."""
    monkeypatch.setenv("MOBEE_SECRET", SECRET)
    (tmp_path / "secret").write_text(SECRET)
    opened = []

    def serve(name, **changes):
        shutil.copytree(seed, tmp_path / name)
        text = (files("mobee_pyr") / "etc" / f"{name}.ini").read_text(encoding="utf-8")
        text = Template(text).substitute(data=tmp_path / name, port=0, url="http://localhost", sender="mobee <mobee@localhost>")
        shutil.copy(tmp_path / "secret", tmp_path / name / "secret")
        lines = (line.partition("=") for line in text.partition("[server:")[0].splitlines() if "=" in line and line[0] not in "#[")
        app = make_app({}, **({key.strip(): value.strip() for key, _equals, value in lines if key.strip() != "use"} | changes))
        opened.append(app.registry)
        return Browser(app)

    yield serve
    for registry in opened:
        registry.indexer.stop()
        database(registry).close()


@pytest.mark.parametrize("mode", ["production", "testing"])
def test_the_page_of_letters_exists_in_development_only(served, mode):
    """M51: whoever reads letters acts as anybody; elsewhere the address is one of those where nothing is, whoever asks."""
    app = served(mode)
    for path in ("/mail", "/mail/x", "/mail/00000000000000000000-00000000.eml/html"):
        other = path.replace("mail", "nowhere")
        hidden = app.get(path, status=404).text.replace("/mail", "/nowhere").replace("%2Fmail", "%2Fnowhere")
        assert hidden == app.get(other, status=404).text
    assert 'href="/mail"' not in app.get("/").text


def test_production_with_a_folder_of_letters_does_not_show_it(served, tmp_path):
    app = served("production", **{"mobee.mail": f"folder:{tmp_path / 'letters'}"})
    app.get("/mail", status=404)


def test_only_the_word_development_opens_it(tmp_path, monkeypatch):
    """Whatever is not said is production; a mode that is misspelt is refused."""
    monkeypatch.setenv("MOBEE_SECRET", SECRET)
    said = {"mobee.data": str(tmp_path), "mobee.url": "http://localhost", "mobee.index": str(tmp_path), "mobee.secret": SECRET}
    said |= {"mobee.mail": f"folder:{tmp_path}", "mobee.mail.sender": "mobee <mobee@localhost>", "mobee.languages": "fr en"}
    shown = {mode: settings.read(said | {"mobee.mode": mode}).in_development for mode in settings.MODES}
    assert shown == {"development": True, "production": False, "testing": False}
    assert not settings.read(said).in_development
    with pytest.raises(settings.SettingsRefused):
        settings.read(said | {"mobee.mode": "Development"})


def test_a_letter_is_read_there_and_its_link_confirms_the_account(served):
    """M51 L16: sign up, open the letter, follow the link in it."""
    app = served("development")
    app.get("/mail").mustcontain("Aucun courriel", "site de développement")
    form = app.get("/sign-up").forms[0]
    form["mail"] = "zoe@example.org"
    form.submit("send")
    assert 'href="/mail"' in app.get("/").text
    letters = app.get("/mail")
    letters.mustcontain("zoe@example.org")
    letter = letters.click(href=r"^/mail/\d")
    letter.mustcontain("sandbox=", "site de développement")
    assert "frame-src 'self'" in letter.headers["Content-Security-Policy"]
    framed = app.get(re.search(r'<iframe[^>]* src="([^"]+)"', letter.text).group(1))
    policy = framed.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ") and "allow-scripts" not in policy and "allow-same-origin" not in policy
    assert framed.content_type == "text/html" and framed.charset == "utf-8"
    assert '<base target="_top">' in framed.text
    links = {re.search(r'href="http://localhost(?::\d+)?(/[^"]*token=[^"]+)"', page.text).group(1) for page in (letter, framed)}
    assert len(links) == 1
    form = app.get(links.pop().replace("&amp;", "&")).forms[0]
    form["name"], form["password"] = "Zoé Lenoir", "trois mots et demi"
    assert form.submit("create").location.endswith("/welcome")


def test_nothing_but_letters_is_read(served):
    app = served("development")
    for path in ("/mail/nothing.eml", "/mail/..%2fsecret", "/mail/a/b", "/mail/a/html"):
        app.get(path, status=404)
    app.get("/mail?page=999", status=200)
