"""Each letter says the same in HTML and in plain text, and nothing that people wrote can break it."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from mobee_pyr.alerts.lines import Group, Line
from mobee_pyr.mail import announcements, letter
from mobee_pyr.mail.facts import NONE
from mobee_pyr.mail.post import EVENTLESS
from mobee_pyr.reminding import Thing

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
FACTS = {
    **NONE,
    **EVENTLESS,
    **{name: f"«{name}»" for name in NONE if isinstance(NONE[name], str)},
    **{"name": "Léa Martin", "url": "https://mobee.example/x", "signature": "Culture – mobee", "mail": "new@example.org", "by": "Max"},
    **{
        "reason": "Trop loin : hélas",
        "role": "referent",
        "role_name": "référente",
        "remarks": [("Lieu", "Précisez-le")],
        "state": "Entretien",
    },
    **{"met": ["Un objet d’intérêt général"], "unmet": ["Des dates claires"]},
    "kind": "mission",
    **{"things": [Thing("À valider", "Léa – Plan", "https://mobee.example/y", "6 jours")], "others": True},
    "groups": [Group("Vélos", "https://mobee.example/w", (Line("Réparer", "https://mobee.example/z", "Lyon"),), True)],
}


def written(name, language="fr", **facts):
    return letter.write(name, language, NOW, {**FACTS, **facts})


@pytest.mark.parametrize("name", sorted(letter.names()))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_greets_says_links_and_explains_itself(name, language):
    made = written(name, language)
    assert made.subject and "\n" not in made.subject and len(made.subject) < 100
    assert "Léa Martin" in made.text.splitlines()[0]
    assert "→ " in made.text and "\nhttps://mobee.example/x\n" in made.text
    assert "\n\n-- \n" in made.text
    assert f'<html lang="{language}">' in made.html and made.html.count('href="https://mobee.example/x"') == 2
    assert "${" not in made.subject + made.text + made.html
    assert not re.search(r"\b(i18n|tal|metal):", made.html)


@pytest.mark.parametrize("name", sorted(letter.names()))
def test_a_letter_says_the_same_in_both_forms(name):
    made = written(name)
    said = re.sub(r"\s+", " ", "".join(ElementTree.fromstring(re.sub(r"<(br|meta)([^>]*)>", r"<\1\2/>", made.html[15:])).itertext()))
    for word in set(re.findall(r"\w{4,}", made.text)):
        assert word in said, word


@pytest.mark.parametrize("name", sorted(letter.names()))
def test_a_letter_does_without_what_is_optional(name):
    bare = {
        **NONE,
        **EVENTLESS,
        "name": "",
        "url": "https://mobee.example/",
        "signature": "mobee",
        "mail": "",
        "things": [],
        "others": False,
    }
    made = letter.write(name, "fr", NOW, {**bare, "title": "Plan"})
    assert made.text.startswith("Bonjour,")


def told():
    lines = (*announcements.ANNOUNCEMENTS.values(), announcements.STEPS.values(), announcements.OWN)
    return {each.letter for line in lines for each in line}


def test_an_announced_letter_exists():
    announced = told()
    assert announced <= set(letter.names())


def test_every_letter_about_the_tree_is_announced():
    announced = told()
    sent_by_pages = {name for name, path in letter.names().items() if path.parent.name in ("account", "alert")}
    assert set(letter.names()) == announced | sent_by_pages


def test_what_people_write_is_only_text():
    hostile = '<b onclick="x()">gras</b> & "guillemets"\n\x0b\x00deuxième ligne ${url}'
    made = written("application-declined", reason=hostile, title="<script>x</script>")
    assert "<b onclick" not in made.html and "<script>" not in made.html
    assert "&lt;script&gt;x&lt;/script&gt;" in made.html
    assert '> <b onclick="x()">gras</b> & "guillemets"\n> deuxième ligne ${url}' in made.text
    assert made.subject == "Réponse à votre candidature\N{NO-BREAK SPACE}: <script>x</script>"


def test_a_subject_stays_on_one_line():
    assert written("application-accepted", title="Plan\r\nBcc: tous@example.org").subject.endswith("Plan Bcc: tous@example.org")


def test_french_signs_keep_their_space():
    assert "mission «\N{NO-BREAK SPACE}«title»\N{NO-BREAK SPACE}»" in written("application-accepted").text.replace("\n", " ")


def test_a_long_address_is_not_broken():
    address = "https://mobee.example/" + "x" * 200
    assert f"\n{address}\n" in written("confirm-address", url=address).text


def test_an_unknown_letter_is_refused():
    with pytest.raises(letter.LetterUnknown):
        written("../sheet")


def test_a_missing_variable_is_refused():
    with pytest.raises(NameError):
        letter.write("address-changed", "fr", NOW, {name: value for name, value in FACTS.items() if name != "mail"})
