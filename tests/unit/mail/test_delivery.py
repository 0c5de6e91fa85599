"""The mail settings are understood, or refused with what to write."""

from pathlib import Path

import pytest

from mobee_pyr.mail import delivery
from mobee_pyr.mail.postman import Server
from mobee_pyr.settings import Settings, SettingsRefused
from tests.builders import a_network, a_site


def settings(data: Path, mail: str, sender: str = "mobee <mobee@example.org>") -> Settings:
    return Settings("testing", data, "https://mobee.example", "secret", data / "index", mail, sender, ("fr", "en"), 5)


@pytest.mark.parametrize(
    ("written", "server"),
    [
        ("smtp://localhost:25", Server("localhost", 25)),
        ("smtp://mail.example.org", Server("mail.example.org", 25)),
        ("smtp://mail.example.org?starttls=yes", Server("mail.example.org", 587, starttls=True)),
        ("smtp://m%40x:p%2Fw@mail.example.org:2525?starttls=yes", Server("mail.example.org", 2525, "m@x", "p/w", starttls=True)),
        ("smtps://m:p@mail.example.org", Server("mail.example.org", 465, "m", "p", implicit_tls=True)),
        ("smtp://m:p@127.0.0.1:2525?starttls=no", Server("127.0.0.1", 2525, "m", "p")),
    ],
)
def test_an_smtp_server(written, server):
    assert delivery.smtp_server(written) == server


@pytest.mark.parametrize(
    "written",
    ["", "localhost:25", "smtp://", "imap://x", "smtp://x:port", "smtp://x?tls=yes", "smtp://x?starttls=maybe", "smtp://m:hush@x.example"],
)
def test_a_setting_that_is_not_understood(written):
    with pytest.raises(SettingsRefused, match=r"mobee\.mail") as refused:
        delivery.smtp_server(written)
    assert "hush" not in str(refused.value)


def test_a_folder(tmp_path):
    post = delivery.post(settings(tmp_path, f"folder:{tmp_path / 'mail'}"))
    assert post.outbox.folder == tmp_path / "mail" and post.postman is None
    assert post.deliver() == 0
    post.start(), post.stop()


def test_smtp_keeps_an_outbox_of_its_own(tmp_path):
    post = delivery.post(settings(tmp_path, "smtp://localhost"))
    assert post.outbox.folder == tmp_path / "outbox" and post.postman is not None


def test_links_begin_with_the_sites_address(tmp_path):
    post = delivery.post(settings(tmp_path, f"folder:{tmp_path}"))
    assert post.url_of(a_network(a_site())) == "https://mobee.example/culture"


def test_a_sender_without_an_address(tmp_path):
    with pytest.raises(SettingsRefused, match=r"mobee\.mail\.sender"):
        delivery.post(settings(tmp_path, f"folder:{tmp_path}", "mobee"))
