"""Translators get every word of a TOML file, with the line where it stands."""

from types import SimpleNamespace

from mobee_pyr.i18n.toml_labels import TomlExtractor, located

SAMPLE = '''# label = "A comment"
title = "Candidature"

[states.submitted]
label = "Déposée \\"hier\\""
help = """
Deux lignes :
la seconde."""
view = ["applicant"]

[[steps]]
name = "label"
text = 'Relire avant d’envoyer'   # title = "Not this one"

[states.closed]
label = { fr = "Close", en = "Closed" }
choices = [{ value = "a", label = "Un" }, { value = "b", colour = "#fc0", label = "Deux" }]
subtitle = "Not this key"
'''


def test_each_text_is_found_with_its_line():
    assert list(located(SAMPLE)) == [
        (2, "Candidature"),
        (5, 'Déposée "hier"'),
        (6, "Deux lignes :\nla seconde."),
        (13, "Relire avant d’envoyer"),
        (17, "Un"),
        (17, "Deux"),
    ]


def test_lingua_gets_file_and_line(tmp_path):
    path = tmp_path / "mission.toml"
    path.write_text('initial = "draft"\ntitle = "Mission"\n', encoding="utf-8")
    (message,) = TomlExtractor()(str(path), SimpleNamespace(domain="mobee"))
    assert (message.msgid, message.location) == ("Mission", (str(path), 2))


def test_a_file_without_words_gives_none():
    assert list(located("days = 3\n")) == []


def test_the_label_of_a_criterion_is_a_name_and_no_text():
    source = '[[criteria.organisation]]\ntext = "Elle existe"\nlabel = "identity"\n'
    assert list(located(source)) == [(2, "Elle existe")]
