"""What is found, how it is ordered, and what is offered when nothing is (L17, L25, K05, K06): the real index beside a real tree."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mobee_pyr.content.blueprint import part
from mobee_pyr.content.place import Place, located
from mobee_pyr.search import inconsistencies
from mobee_pyr.search.points import points
from mobee_pyr.search.questions import Question
from mobee_pyr.search.spelling import completions, respelled
from tests.builders import TODAY, a_mission, a_need, a_network, an_organisation, the_reader
from tests.functional.beside import Opened, opened


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Opened]:
    """Missions in Grenoble, Voiron (some 20 km away) and Brest, one online, a need; and a dedicated network with a mission in Grenoble."""
    place = opened(tmp_path)
    stones = an_organisation(a_network(place.site, "culture"), "pierres-vivantes", referent="rose")
    a_mission(
        stones, "velos", title="Réparer des bicyclettes", place=located("Grenoble", "38000"), moments=("office-hours",), format="regular",
        audiences=("retirees", "beginners"), skills=("mécanique",), starts=TODAY + timedelta(40), places=5,
    )  # fmt: skip
    a_mission(
        stones, "comptes", title="Tenir la comptabilité", place=located("Voiron", "38500"), mode="both", days=0.5, goals=("8", "17"),
        moments=("evenings",), starts=TODAY + timedelta(5), ends=TODAY + timedelta(9), places=5,
    )  # fmt: skip
    a_mission(
        stones, "phare", title="Peindre un phare", place=located("Brest", "29200"), time_basis="work", ends=TODAY + timedelta(10), places=1
    )
    a_mission(stones, "affiche", title="Dessiner une affiche", mode="online", moments=("own-pace", "evenings"), places=None)
    a_need(stones, "peinture", title="Peinture pour un phare", place=located("Brest", "29200"))
    secret = an_organisation(a_network(place.site, "horizon", dedicated=True, member="ines"), "compagnie", by="ines")
    a_mission(
        secret, "cachee", title="Cartographier des souterrains", place=Place("Gières", "38610", "", 45.18, 5.79), moments=("weekends",)
    )
    place.follow()
    yield place
    place.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"moments": "evenings"}, {"comptes", "affiche"}),
        ({"moments": ("weekends", "office-hours")}, {"velos"}),
        ({"format": "flash"}, {"comptes"}),
        ({"format": ("regular", "flash")}, {"velos", "comptes"}),
        ({"audiences": "beginners"}, {"velos"}),
        ({"goals": "17"}, {"comptes"}),
        ({"time_basis": "own"}, {"velos", "comptes", "affiche"}),
        ({"time_basis": "work", "types": "mission"}, {"velos", "comptes", "affiche", "phare"}),
        ({"nature": "association"}, {"velos", "comptes", "affiche", "phare", "peinture"}),
        ({"nature": "company"}, set()),
        ({"skill": "bicycles"}, {"velos"}),
        ({"skill": "accounting"}, {"comptes"}),
        ({"department": "38"}, {"velos", "comptes"}),
        ({"mode": "online"}, {"comptes", "affiche"}),
        ({"mode": "on_site"}, {"velos", "comptes", "phare"}),
        ({"place": "Grenoble", "within": 5}, {"velos"}),
        ({"place": "38000", "within": 50}, {"velos", "comptes"}),
        ({"place": "45.18,5.72", "within": 5}, {"velos"}),
        ({"place": "Isère"}, {"velos", "comptes"}),
        ({"place": "Grenoble", "within": 5, "online": True}, {"velos", "comptes", "affiche"}),
        ({"place": "Isère", "online": True}, {"velos", "comptes", "affiche"}),
        ({"place": "Nulle-Part-sur-Rien", "within": 20}, set()),
        ({"before": TODAY}, {"phare", "affiche", "peinture"}),
        ({"after": TODAY + timedelta(10)}, {"velos", "phare", "affiche", "peinture"}),
        ({"after": TODAY + timedelta(11), "before": TODAY + timedelta(20)}, {"affiche", "peinture"}),
    ],
)
def test_narrowed(here, question, expected):
    """M02 M06 M08 K05 K06 K07 P33 P47 L05"""
    assert set(here.found(**question)) == expected


def test_every_value_of_an_answer_with_several_counts(here):
    """K05"""
    facets = here.ask(facets=("moments", "goals", "mode", "format")).facets
    assert dict(facets["moments"]) == {"evenings": 2, "office-hours": 1, "own-pace": 1}
    assert dict(facets["goals"]) == {"8": 1, "17": 1}
    assert dict(facets["mode"]) == {"on_site": 3, "online": 2}
    assert dict(here.ask(moments="evenings", facets="moments").facets["moments"]) == {"evenings": 2, "office-hours": 1, "own-pace": 1}


def test_a_place_without_coordinates_is_found_by_its_name(here):
    a_mission(here.site["culture"]["pierres-vivantes"], "sans", place=Place("Grenoble", "38100"))
    here.follow()
    assert set(here.found(place="Grenoble", within=5)) == {"velos", "sans"}


def test_by_distance(here):
    """L17: what has no place is last."""
    assert here.found(place="Grenoble", within=100, online=True, sort="distance") == ["velos", "comptes", "affiche"]
    assert here.found(place="Brest", within=0, sort="distance")
    assert len(here.found(sort="distance")) == 5


def test_by_urgency(here):
    """A mission with one place left is more pressing than its last day; what has no date to come is last."""
    found = here.found(sort="urgency", today=TODAY)
    assert found[:3] == ["phare", "comptes", "velos"] and set(found[3:]) == {"affiche", "peinture"}
    assert here.found(sort="urgency", today=TODAY + timedelta(11))[0] == "velos"
    assert [here.found(sort="urgency", today=TODAY, size=1, page=page)[0] for page in (1, 2, 3)] == found[:3]


def test_the_kind_of_body_follows_its_organisation(here):
    stones = here.site["culture"]["pierres-vivantes"]
    stones.entity.body = "foundation"
    stones.record(None, "edited")
    here.follow()
    assert len(here.found(nature="foundation")) == 5


def test_a_network_may_add_skills(here):
    """What was indexed before is written again; the words of the network are known in it alone."""
    culture = here.site["culture"]
    assert part(culture, "skills") is None
    culture.overrides["skills"] = {"lighthouses": {"label": {"fr": "Phares"}, "words": ["phare"]}}
    culture.record(None, "edited")
    here.follow()
    assert set(here.found(skill="lighthouses")) == {"phare", "peinture"}
    assert not list(inconsistencies(here.index, here.site))


# Forgiven ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bicylettes", "bicyclettes"),
        ("comtabilité bicyclettes", "comptabilité bicyclettes"),
        ("Affcihe", "affiche"),
        ("phare", ""),
        ("xyzzyx", ""),
        ("", ""),
    ],
)
def test_slips_are_forgiven(here, typed, meant):
    assert respelled(here.index, Question(typed), the_reader(here.site)) == meant


def test_no_word_of_a_dedicated_network_is_suggested(here):
    """M06 M46"""
    outsider, member = the_reader(here.site), the_reader(here.site, "ines")
    assert respelled(here.index, Question("souterrians"), member) == "souterrains"
    assert completions(here.index, Question("sout"), member) == ["souterrains"]
    assert respelled(here.index, Question("souterrians"), outsider) == ""
    assert completions(here.index, Question("sout"), outsider) == []


def test_the_last_word_is_written_out_with_its_accents(here):
    reader = the_reader(here.site)
    assert completions(here.index, Question("tenir rep"), reader) == ["tenir réparer"]
    assert completions(here.index, Question("t"), reader) == completions(here.index, Question("affiche "), reader)[1:] == []
    assert completions(here.index, Question("un"), reader) == []


def test_points_are_those_of_the_reader(here):
    assert dict(points(here.index, Question(), the_reader(here.site))) == {(45.18, 5.71): 1, (45.37, 5.59): 1, (48.39, -4.49): 2}
    assert (45.18, 5.79) in dict(points(here.index, Question(), the_reader(here.site, "ines")))


# Nothing found -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "what", "expected"),
    [
        ({"words": "bicycl"}, "prefix", {"velos"}),
        ({"words": "bicylettes"}, "words", {"velos"}),
        ({"words": "phare", "moments": "evenings", "means": "skills"}, "moments", {"phare"}),
        ({"words": "comptabilité", "after": TODAY + timedelta(400)}, "when", {"comptes"}),
        ({"words": "comptabilité", "place": "Grenoble", "within": 5}, "within", {"comptes"}),
        ({"words": "phare", "place": "Grenoble", "within": 5, "means": "skills"}, "place", {"phare"}),
        ({"words": "dessiner un phare en bicyclette"}, "any_word", {"phare", "affiche", "velos", "peinture"}),
        ({"words": "phare", "moments": "evenings", "goals": "8", "means": "skills"}, "facets", {"phare", "peinture"}),
        ({"words": "phare", "moments": "evenings", "goals": "1", "place": "Grenoble", "within": 5}, "all", {"phare", "peinture"}),
    ],
)
def test_nothing_found_is_widened_as_little_as_can_be(here, question, what, expected):
    found = here.find(**question)
    assert found.asked.total == 0 and found.wider is not None and found.wider.what == what
    assert {node.__name__ for node in found.results.nodes} == expected


def test_a_distance_is_widened_to_the_next_that_finds(here):
    assert here.find(words="comptabilité", place="Grenoble", within=5).wider.question.within == 50


def test_what_is_found_is_not_widened(here):
    found = here.find(words="phare")
    assert found.wider is None and found.asked is found.results and found.results.total == 2


def test_widening_stays_within_the_readers_rights(here):
    """M06: to an outsider the dedicated network's mission is as absent as a word that nobody wrote."""
    for question in ({"words": "souterrains"}, {"words": "souterrians"}, {"words": "cartographier", "moments": "weekends"}):
        found = here.find(**question)
        assert (found.asked.total, found.results.total, found.wider, found.meant) == (0, 0, None, ""), question
    assert here.find("ines", words="souterrains").results.total == 1


def test_only_what_can_be_answered(here):
    started = a_mission(here.site["culture"]["pierres-vivantes"], "partie", state="started", title="Dessiner des vitraux")
    here.follow()
    assert here.found(words="vitraux") == [started.__name__] and here.found(words="vitraux", open=True) == []
    assert completions(here.index, Question("vitr", open=True), the_reader(here.site)) == []


def test_a_page_beyond_the_last_is_the_last(here):
    found: Any = here.find(size=2, page=9)
    assert (found.results.page, found.results.pages, len(found.results.nodes)) == (3, 3, 1)
