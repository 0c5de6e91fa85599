"""A mail arrives as it was written."""

from email import message_from_bytes, policy

import pytest

from mobee_pyr.mail.letter import Letter
from mobee_pyr.mail.message import message
from tests.builders import NOW

TEXTS = [
    "court\n",
    "é" * 500 + "\n",
    "une ligne = deux\t\nfin d’espace \n.\n..\n\n-- \nhttps://mobee.example/" + "x" * 400 + "\n",
    "From moi\n--=_0\n🏰 « œuvre »\n",
]


def mail(letter, name="Léa", address="lea@example.org"):
    content = message(letter, "fr", "mobee <mobee@example.org>", name, address, NOW)
    assert content.isascii() and max(map(len, content.splitlines())) < 998
    return message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("text", TEXTS)
def test_both_parts_arrive_whole(text):
    made = mail(Letter("Sujet", text, f"<p>{text}</p>"))
    assert made.get_body(("plain",)).get_content() == text
    assert made.get_body(("html",)).get_content().rstrip("\n") == f"<p>{text}</p>"


@pytest.mark.parametrize("subject", ["a" * 300, "é" * 300, "Été 🏰 " * 30 + "fin", "=?utf-8?q?x?=y"])
def test_any_subject_arrives_whole(subject):
    assert mail(Letter(subject, "x\n", "x"))["Subject"].replace(" ", "") == subject.replace(" ", "")


def test_a_domain_with_accents_is_written_for_machines():
    (to,) = mail(Letter("x", "x\n", "x"), address="lea@éléphant.example")["To"].addresses
    assert to.addr_spec == "lea@xn--lphant-9uab.example"


def test_there_is_one_recipient():
    (to,) = mail(Letter("x", "x\n", "x"), "", "lea@example.org, max@example.org\nBcc: noe@example.org")["To"].addresses
    assert to.addr_spec == "lea@example.org"
