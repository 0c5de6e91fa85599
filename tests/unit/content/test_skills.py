"""Skills are recognised as people write them (M71, B01)."""

import pytest

from mobee_pyr.content import skills
from tests.builders import a_network, a_site


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("comptabilité", ("accounting",)),
        ("Plan comptable associatif", ("accounting",)),
        ("GRAPHISTE pour des affiches", ("graphic-design",)),
        ("bicycle repair", ("bicycles",)),
        ("graphic-design", ("graphic-design",)),
        ("Réparation de vélo, mécanique cycles", ("bicycles", "mechanics")),
        ("aide aux devoirs", ("tutoring",)),
        ("un architecte et un maçon", ("architecture", "masonry")),
        ("barbecue", ()),
        ("", ()),
        ("'; --", ()),
    ],
)
def test_what_a_text_names(text, found):
    assert skills.recognised([text]) == found


def test_half_a_word_never_counts():
    """« bar » is not in « barbecue », « son » not in « maison »."""
    assert skills.recognised(["la maison", "une barrière"]) == ()


def test_every_skill_has_its_words_and_a_family():
    framework = skills.framework()
    assert len(framework) > 100
    for name, skill in framework.items():
        assert name == skill.id and set(dict(skill.labels)) == {"fr", "en", "es"} and skills.family(skill.family, "en")
        assert skills.recognised([skill.name("fr")]).count(name) == 1, f"{name} is not recognised by its own label"


def test_what_is_being_typed_gives_labels_first():
    assert [skill.id for skill in skills.suggested("compta", "fr")][:1] == ["accounting"]
    assert [skill.id for skill in skills.suggested("vélo", "fr")] == ["bicycles"]
    assert [skill.id for skill in skills.suggested("book", "en")] == []
    assert skills.suggested("  ", "fr") == []


def test_a_network_adds_its_own():
    culture, sports = (a_network(a_site(), name) for name in ("culture", "sports"))
    culture.overrides["skills"] = {"organ": {"label": {"fr": "Facture d’orgues"}, "words": ["orgue"], "family": "repair"}}
    assert skills.known(culture)["organ"].name("en") == "Facture d’orgues"
    assert skills.recognised(["relever un orgue"], skills.known(culture)) == ("organ",)
    assert "organ" not in skills.known(sports) and "organ" not in skills.framework()
