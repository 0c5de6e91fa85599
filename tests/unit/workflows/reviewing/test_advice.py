"""Signs of a job in disguise, and missions that ask too much of one person (P10, P11)."""

from datetime import date

import pytest

from mobee_pyr.workflows.reviewing import advice
from tests import builders as b


@pytest.fixture
def stones():
    return b.an_organisation(b.a_network(b.a_site()), referent="rose")


def names(stones, **facts):
    return [sign.name for sign in advice.signs(b.a_mission(stones, "nef", "draft", **facts))]


def quotes(stones, **facts):
    return [sign.facts["quote"] for sign in advice.signs(b.a_mission(stones, "nef", "draft", **facts)) if sign.name == "words"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Un poste à pourvoir.", ["poste à pourvoir"]),
        ("CDD de six mois, SALAIRE selon grille", ["CDD", "SALAIRE"]),
        ("En remplacement de notre secrétaire", ["En remplacement de notre secrétaire"]),
        ("à temps plein", ["à temps plein"]),
        ("Horaires imposés ; présence obligatoire", ["Horaires imposés", "présence obligatoire"]),
        ("REMUNERATION prevue", ["REMUNERATION"]),
        ("A full-time job offer, salary to be agreed", ["full-time", "job offer", "salary"]),
        ("Mandatory attendance, fixed-term contract", ["Mandatory attendance", "fixed-term contract"]),
        ("Envoyer les affiches par la poste", []),
        ("Tenir le poste de secours", []),
        ("Sans salaire ; ce n’est pas un poste", []),
        ("No salary, and not full-time", []),
        ("Casier judiciaire obligatoire", []),
        ("Aider les salariés de nos partenaires", []),
        ("Dessiner une affiche avec la composition du CDIthèque", []),
    ],
)
def test_words_of_a_job_are_quoted_as_they_stand(stones, text, quoted):
    """Accents and capitals make no difference; what is denied, or only spelt alike, is no sign."""
    assert quotes(stones, description=text) == quoted


def test_a_word_is_quoted_once(stones):
    assert quotes(stones, summary="Un CDI.", description="Le cdi, encore.") == ["CDI"]


@pytest.mark.parametrize(
    ("days", "first", "last", "found"),
    [
        (20, date(2025, 3, 3), date(2025, 3, 31), ["full_time"]),
        (20, date(2025, 3, 3), date(2025, 9, 30), []),
        (19, date(2025, 3, 3), date(2025, 3, 21), []),
        (110, None, None, ["full_time"]),
        (60, None, None, []),
        (None, date(2025, 3, 3), date(2025, 3, 31), []),
    ],
)
def test_long_and_full_is_a_sign(stones, days, first, last, found):
    assert names(stones, days=days, starts=first, ends=last) == found


@pytest.mark.parametrize(
    ("schedule", "ends", "found"),
    [
        ("Du lundi au vendredi, 9h-17h", date(2025, 9, 1), ["office_hours"]),
        ("9 h à 17 h", date(2025, 9, 1), ["office_hours"]),
        ("Monday to Friday", date(2025, 9, 1), ["office_hours"]),
        ("Du lundi au vendredi, 9h-17h", date(2025, 3, 7), []),
        ("Les mardis soir", date(2025, 9, 1), []),
        ("À votre rythme", date(2025, 9, 1), []),
    ],
)
def test_office_hours_for_long_are_a_sign(stones, schedule, ends, found):
    assert names(stones, schedule=schedule, starts=date(2025, 3, 3), ends=ends) == found


@pytest.mark.parametrize(
    ("places", "ends", "found"), [(10, date(2025, 9, 1), ["many"]), (9, date(2025, 9, 1), []), (40, date(2025, 3, 4), [])]
)
def test_many_people_for_long_are_a_sign(stones, places, ends, found):
    """A festival needs forty people for two days: no sign."""
    assert names(stones, places=places, starts=date(2025, 3, 3), ends=ends) == found


def test_a_scheme_with_its_own_rules_shows_none(stones):
    full = {"days": 150, "schedule": "Du lundi au vendredi", "description": "CDD", "skills": tuple("abcdef")}
    mission = b.a_mission(stones, "nef", "draft", label="Service Civique", allowance="619,83 €", **full)
    assert advice.signs(mission) == [] and not advice.too_many_skills(mission)


def test_a_need_is_no_job(stones):
    assert advice.signs(b.a_need(stones, "chaises", "draft", description="Un CDI.")) == []


@pytest.mark.parametrize(("count", "many"), [(0, False), (4, False), (5, True)])
def test_more_than_four_skills_are_too_many(stones, count, many):
    assert advice.too_many_skills(b.a_mission(stones, "nef", "draft", skills=tuple("abcde"[:count]))) is many


def test_a_network_has_its_own_thresholds(stones):
    stones.__parent__.overrides["advice"] = {"most_skills": 1, "endless_days": 5}
    mission = b.a_mission(stones, "nef", "draft", skills=("a", "b"), days=6)
    assert advice.too_many_skills(mission) and [sign.name for sign in advice.signs(mission)] == ["full_time"]
