"""What every mail carries, and in which language it is written."""

from email import message_from_bytes, policy

import pytest
import transaction

from mobee_pyr.mail.outbox import Outbox
from mobee_pyr.mail.post import Post
from tests.builders import NOW, a_network, a_person, a_site, an_organisation


@pytest.fixture
def sent(tmp_path):
    """``sent(name, to, …)`` sends a letter and gives the message, as a mail program reads it."""

    def send(*args, **variables):
        manager, outbox = transaction.TransactionManager(explicit=True), Outbox(tmp_path)
        post = Post(
            outbox, "Réseau mobee <mobee@example.org>", "https://mobee.example", lambda node: f"https://mobee.example/{node.__name__}"
        )
        manager.begin()
        post.within(manager).send(*args, **variables)
        manager.commit()
        content = outbox.waiting()[-1].read_bytes()
        assert content.isascii(), "old servers pass on ASCII only"
        return message_from_bytes(content, policy=policy.default)

    return send


def test_headers(sent):
    person = a_person(a_site(), "lea", title="Léa « Élise » Martin, née Dupont")
    mail = sent("welcome", person)
    assert mail["From"].addresses[0].display_name == "Réseau mobee" and mail["From"].addresses[0].addr_spec == "mobee@example.org"
    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Léa « Élise » Martin, née Dupont", "lea@example.org")
    assert mail["Message-ID"].endswith("@example.org>") and mail["Date"].datetime.tzinfo is not None
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Content-Language"] == "fr"
    assert mail["Reply-To"] is None and mail["List-Unsubscribe"] is None and mail["Bcc"] is None
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not mail.defects and not any(part.defects for part in mail.iter_parts())


def test_a_long_accented_subject_arrives_whole(sent):
    site = a_site()
    organisation = an_organisation(a_network(site), "pierres-vivantes")
    organisation.title = "Les pierres vivantes de l’abbaye, œuvre d’art et d’été, à Sélestat et alentours 🏰"
    mail = sent("invitation", "rose@example.org", node=organisation, role="referent", by="Maud")
    assert mail["Subject"] == f"Une invitation\N{NO-BREAK SPACE}: référent ou référente de {organisation.title}"


@pytest.mark.parametrize("name", ["Léa\nBcc: all@example.org", "Léa\r\n\r\nbody", "Léa, Max <max@example.org>", '"', "x" * 300])
def test_a_name_cannot_add_a_header_or_an_address(sent, name):
    mail = sent("welcome", a_person(a_site(), "lea", title=name))
    assert [address.addr_spec for address in mail["To"].addresses] == ["lea@example.org"]
    assert mail["Bcc"] is None and mail["Subject"] == "Bienvenue sur mobee"


def test_the_language_is_the_readers(sent):
    site = a_site()
    assert sent("welcome", a_person(site, "lea", language="en"))["Content-Language"] == "en"
    assert sent("welcome", a_person(site, "max", language="ar"))["Content-Language"] == "fr"
    assert sent("welcome", "new@example.org", "en")["Content-Language"] == "en"
    assert sent("welcome", "new@example.org")["Content-Language"] == "fr"


def test_days_are_written_in_the_readers_language(sent):
    from tests.builders import a_mission, an_application

    application = an_application(a_mission(an_organisation(a_network(a_site())), starts=NOW.date(), mode="online"))
    french = sent("application-received", "lea@example.org", node=application).get_body(("plain",)).get_content()
    english = sent("application-received", "lea@example.org", "en", node=application).get_body(("plain",)).get_content()
    assert "3 mars 2025" in french and "3 March 2025" in english


def test_a_letter_about_a_network_is_signed_by_it(sent):
    site = a_site()
    text = sent("invitation", "rose@example.org", node=a_network(site), role="manager", name="Rose").get_body(("plain",)).get_content()
    assert text.startswith("Bonjour Rose,") and "\nCulture – mobee\n" in text and "https://mobee.example/culture" in text
