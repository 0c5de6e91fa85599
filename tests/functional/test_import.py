"""Real input (D3): 165 missions of 129 organisations, as the public missions API publishes them."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.node import now
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.importing import prose
from tests.functional.shell import PROGRAM, a_demonstration, files, mobee, opened, refused, told

SHARED = Path(os.environ.get("MOBEE_SHARED") or Path(__file__).resolve().parents[2].parent / "shared" / "data")
REAL = SHARED / "missions-france.json"
needs_the_real_file = pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not there; MOBEE_SHARED may name its folder")

ITEM = {
    "id": "1",
    "title": "Tenir la buvette",
    "organisation": "Les Amis du kiosque",
    "publisher": "Annuaire",
    "domain": "culture-loisirs",
    "schedule": "2 heures par mois",
    "remote": "no",
    "city": "Tournus",
    "address": "3 rue Basse, 71700 Tournus, FR",
    "latitude": 46.56,
    "longitude": 4.91,
    "compensation": "",
    "description": "Servir le public des concerts d’été / Ranger après la fête",
}


@pytest.fixture
def data(tmp_path):
    """A demonstration with one more network, which Claire runs."""
    data = a_demonstration(tmp_path)
    told("network", "add", "france", "--title", "France", "--manager", "claire@example.org", data=data)
    return data


@pytest.fixture
def source(tmp_path):
    """Writes items into a file."""

    def write(*items, name="missions.json"):
        (tmp_path / name).write_text(json.dumps(list(items), ensure_ascii=False, indent=1), encoding="utf-8")
        return tmp_path / name

    return write


def bring(data, file, *words):
    return told("import", "missions", file, "--network", "france", *words, data=data)


def last_line(said):
    return said.splitlines()[-1]


def the_mission(site, name="tenir-la-buvette"):
    return tree.find(site, f"/france/les-amis-du-kiosque/{name}")


# the real file ------------------------------------------------------------------------------------------------------------


@needs_the_real_file
def test_the_real_file_is_imported_whole_and_once(data):
    said = bring(data, REAL)
    assert "129 organisations created" in said
    assert last_line(said) == "165 created, 0 updated, 0 unchanged, 0 refused"
    assert last_line(bring(data, REAL)) == "0 created, 0 updated, 165 unchanged, 0 refused"
    assert "everything is consistent" in told("check", data=data)
    items = {(item["publisher"], item["id"]): item for item in json.loads(REAL.read_text(encoding="utf-8"))}
    with opened(data) as run:
        run(lambda site: _compare(site, items))
    found = json.loads(told("search", "sapeur-pompier", "--network", "france", "--json", data=data))
    assert "sapeur-pompier" in found["results"][0]["title"]


def _compare(site, items):
    missions = [mission for organisation in site["france"].inside("organisation") for mission in organisation.inside("mission")]
    assert {(m.provenance.publisher, m.provenance.id) for m in missions} == set(items)
    for mission in missions:
        item = items[mission.provenance.publisher, mission.provenance.id]
        assert organisation_of(mission).title == " ".join(item["organisation"].split())
        assert mission.schedule == item["schedule"]
        assert mission.mode == {"no": "on_site", "full": "online", "possible": "both"}[item["remote"]]
        assert (mission.place.latitude, mission.place.longitude) == (item["latitude"], item["longitude"])
        assert mission.place.city or item["remote"] == "full"
        assert mission.state == "published" and mission.published and mission.places is None
        assert mission.domain != "other" and mission.summary and mission.description
        assert " — " not in mission.description and " / " not in mission.description
        assert (mission.label, mission.allowance) == _paid(item)


def _paid(item):
    if item["publisher"] == "Service Civique":
        return "Service Civique", "620 € net par mois"
    return "", "jusqu’à 13 € brut par heure" if item["compensation"] else ""


@needs_the_real_file
@pytest.mark.parametrize("moment", [0.05, 0.2])
def test_an_import_that_is_killed_is_completed_by_the_next(data, moment):
    words = ["import", "missions", str(REAL), "--network", "france", "--data", str(data)]
    size = (data / "tree.fs").stat().st_size
    process = subprocess.Popen(PROGRAM + words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline, pause = time.monotonic() + 20, threading.Event()
    while process.poll() is None and (data / "tree.fs").stat().st_size < size * (1 + moment) and time.monotonic() < deadline:
        pause.wait(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    created, updated, unchanged, not_taken = (int(part.split()[0]) for part in last_line(bring(data, REAL)).split(", "))
    assert (created + unchanged, updated, not_taken) == (165, 0, 0)
    assert "everything is consistent" in told("check", data=data)
    with opened(data) as run:
        assert run(lambda site: len(list(site["france"].inside("organisation")))) == 129
        assert run(lambda site: sum(len(list(o.inside("mission"))) for o in site["france"].inside("organisation"))) == 165


# what becomes of an item --------------------------------------------------------------------------------------------------


def test_the_journal_says_by_whom_a_mission_was_qualified(data, source):
    said = bring(data, source(ITEM))
    assert "qualified by import, by Claire Aubry" in said
    with opened(data) as run:
        mission = run(lambda site: [(deed.who, deed.what, deed.why) for deed in the_mission(site).deeds()])
        assert ("claire", "entered", "Qualifié par import (Annuaire)") in mission
        organisation = run(lambda site: [(d.who, d.what, d.details.get("target")) for d in organisation_of(the_mission(site)).deeds()])
        assert ("claire", "entered", "active") in organisation


def test_an_item_becomes_a_mission_with_all_that_it_says(data, source):
    bring(data, source({**ITEM, "remote": "possible", "title": " 🎪 Tenir   la buvette "}))
    with opened(data) as run:
        run(_expect_everything)


def _expect_everything(site):
    mission = the_mission(site)
    organisation = organisation_of(mission)
    assert (mission.title, mission.mode, mission.domain) == ("Tenir la buvette", "both", "culture")
    assert mission.place[:3] == ("Tournus", "71700", "3 rue Basse")
    assert mission.description == "- Servir le public des concerts d’été\n- Ranger après la fête"
    assert organisation.capacities == {"asks", "brings"} and organisation.entity.title == "Les Amis du kiosque"
    grants = [(who, grant.role, grant.acting) for who, grant in site.membership.on(organisation.oid)]
    assert grants == [("claire", "referent", True)]


def test_a_titular_referent_is_not_doubled(data, source):
    bring(data, source(ITEM))
    told("user", "grant", "referent", "/france/les-amis-du-kiosque", "rose@example.org", data=data)
    bring(data, source(ITEM, {**ITEM, "id": "2", "title": "Accorder le piano"}))
    with opened(data) as run:
        assert run(lambda site: site.membership.people(tree.find(site, "/france/les-amis-du-kiosque").oid)) == ["rose"]


def test_a_changed_source_updates_unless_edited_here_since(data, source):
    bring(data, source(ITEM, {**ITEM, "id": "2", "title": "Accorder le piano"}))
    with opened(data) as run:
        run(_edit_here)
    changed = source(
        {**ITEM, "schedule": "1 heure par mois"}, {**ITEM, "id": "2", "title": "Accorder le piano", "schedule": "1 heure par mois"}
    )
    said = bring(data, changed)
    assert last_line(said) == "0 created, 1 updated, 1 unchanged, 0 refused"
    assert "was edited here since: /france/les-amis-du-kiosque/accorder-le-piano" in said
    with opened(data) as run:
        assert run(lambda site: the_mission(site).schedule) == "1 heure par mois"
        assert run(lambda site: next(the_mission(site).deeds()).details) == {"schedule": ["2 heures par mois", "1 heure par mois"]}
        assert run(lambda site: the_mission(site, "accorder-le-piano").summary) == "Pour dimanche."
    assert last_line(bring(data, changed)) == "0 created, 0 updated, 2 unchanged, 0 refused"


def _edit_here(site):
    mission = the_mission(site, "accorder-le-piano")
    mission.summary = "Pour dimanche."
    mission.record("claire", "edited", when=now(), summary=["", "Pour dimanche."])


def test_what_was_deleted_or_closed_here_stays_so(data, source):
    bring(data, source(ITEM))
    with opened(data) as run:
        run(lambda site: tree.delete(the_mission(site)))
    said = bring(data, source(ITEM))
    assert "was deleted here" in said and last_line(said) == "0 created, 0 updated, 1 unchanged, 0 refused"


def test_missions_of_a_suspended_organisation_are_refused_one_by_one(data, source):
    bring(data, source(ITEM))
    with opened(data) as run:
        run(lambda site: setattr(tree.find(site, "/france/les-amis-du-kiosque"), "state", "suspended"))
    said = bring(data, source(ITEM, {**ITEM, "id": "2"}, {**ITEM, "id": "3", "organisation": "Autre"}))
    assert "its organisation is “suspended” here: /france/les-amis-du-kiosque" in said
    assert last_line(said) == "1 created, 0 updated, 1 unchanged, 1 refused"


def test_the_same_organisation_spelled_otherwise_is_one(data, source):
    said = bring(data, source(ITEM, {**ITEM, "id": "2", "organisation": "LES AMIS  DU KIOSQUE", "publisher": "Autre"}))
    assert "1 organisations created" in said and last_line(said).startswith("2 created")


def test_an_item_that_stands_twice_is_entered_once(data, source):
    said = bring(data, source(ITEM, ITEM))
    assert "stands in the file twice" in said and last_line(said) == "1 created, 0 updated, 0 unchanged, 1 refused"


def test_an_unknown_domain_is_told(data, source):
    said = bring(data, source({**ITEM, "domain": "jonglage"}))
    assert "its domain 'jonglage' is unknown" in said and last_line(said).startswith("1 created")


def test_the_same_missions_in_two_networks_share_their_legal_body(data, source):
    bring(data, source(ITEM))
    told("import", "missions", source(ITEM), "--network", "culture", data=data)
    with opened(data) as run:
        entities = [f"/{name}/les-amis-du-kiosque" for name in ("france", "culture")]
        assert run(lambda site: len({tree.find(site, path).entity_oid for path in entities})) == 1


# refusals -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missions.json:1:1: not JSON: Expecting value"),
        ('[{"id": "1",\n "title": "x"\n "organisation": "y"}]', "missions.json:3:2: not JSON: Expecting ',' delimiter"),
        ('{"id": "1"}', "missions.json:1: must be a list of missions, is an object"),
        ('[\n {"id": "1"},\n 3]', "missions.json:3: mission 2: must be an object, is a number"),
    ],
)
def test_a_file_that_is_no_list_of_missions_changes_nothing(data, tmp_path, text, said):
    (tmp_path / "missions.json").write_text(text)
    before = files(data)
    assert said in refused("import", "missions", tmp_path / "missions.json", "--network", "france", data=data)
    assert files(data) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": None}, ":19: mission 2: title must be a text, is null"),
        ({"title": " "}, ":19: mission 2: title is empty"),
        ({"title": "x" * 301}, ":19: mission 2: title has 301 characters, more than 300"),
        ({"organisation": 7}, ":20: mission 2: organisation must be a text, is 7"),
        ({"latitude": "46"}, ':27: mission 2: latitude must be a number from -90 to 90, or null, is "46"'),
        ({"longitude": 181}, ":28: mission 2: longitude must be a number from -180 to 180, or null, is 181"),
        ({"latitude": float("nan")}, ":27: mission 2: latitude must be a number"),
        ({"remote": "maybe"}, ':24: mission 2: remote must be one of no, full, possible, is "maybe"'),
        ({"remote": ["no"]}, ":24: mission 2: remote must be one of no, full, possible"),
        ({"city": ["Tournus"]}, ":25: mission 2: city must be a text or null"),
        ({"compensation": "a lot"}, ":29: mission 2: compensation must be empty or tell amount, unit and type"),
        ({"id": ...}, ":17: mission 2: id is missing"),
    ],
)
def test_a_broken_item_refuses_the_file_with_line_and_reason(data, source, change, said):
    broken = {name: value for name, value in {**ITEM, "id": "2", **change}.items() if value is not ...}
    before = files(data)
    assert f"missions.json{said}" in refused("import", "missions", source(ITEM, broken), "--network", "france", data=data)
    assert files(data) == before


def test_bytes_that_are_no_text_are_refused_with_their_line(data, tmp_path):
    (tmp_path / "missions.json").write_bytes(b'[\n{"id": "\xff"}]')
    assert "missions.json:2: not UTF-8" in refused("import", "missions", tmp_path / "missions.json", "--network", "france", data=data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--network", "nowhere"], "there is no network 'nowhere'; there are: "),
        (["--network", "france", "--by", "lea@example.org"], "Léa Martin may not qualify in France"),
        (["--network", "france", "--by", "nobody@example.org"], "nobody has the address"),
    ],
)
def test_an_import_into_the_wrong_hands_is_refused(data, source, words, said):
    before = (data / "tree.fs").read_bytes()
    assert said in refused("import", "missions", source(ITEM), *words, data=data)
    assert (data / "tree.fs").read_bytes() == before


def test_a_network_without_manager_is_told(data, source):
    told("network", "add", "vide", "--title", "Vide", data=data)
    result = mobee("import", "missions", source(ITEM), "--network", "vide", data=data)
    assert "mobee user grant manager /vide MAIL" in result.stderr and result.stdout.endswith(
        "1 created, 0 updated, 0 unchanged, 0 refused\n"
    )


# prose --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("", ""),
        ("Une phrase", "Une phrase."),
        ("un / deux — un — deux, trois", "Un.\n\nDeux, trois."),
        ("tous_publics jeunes / Servir", "Servir."),
        ("1. *gras* <b>", "1\\. \\*gras\\* \\<b\\>."),
        ("et/ou — 8 mois—1 an", "Et/ou.\n\n8 mois—1 an."),
    ],
)
def test_excerpts_become_paragraphs(text, markdown):
    assert prose.description(text) == markdown


def test_an_excerpt_cut_at_the_end_is_dropped():
    assert prose.description("Servir le public / " + "Ranger la salle " * 100)[:16] == "Servir le public"
    assert "Ranger" not in prose.description("Servir le public / " + "Ranger la salle " * 100)
