"""A network's own fields as columns of files: those marked for files, and of them only what the reader may read on the page (M13, M32)."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from mobee_pyr.content.field import Field
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import extra_fields, field_lists
from tests.builders import a_mission, a_volunteer, an_act, an_application

STONES = "/culture/pierres-vivantes"
NAVE = f"{STONES}/plan-de-la-nef"
SHOP = "/culture/atelier-du-sud"
SECRET = "xylophone"

LISTS = {
    "organisation": ("/culture/organisations?export=csv", STONES),
    "request": ("/bourse?export=csv&network=culture", NAVE),
    "desk": (f"{STONES}/requests?export=csv", NAVE),
    "application": (f"{NAVE}?export=csv", f"{NAVE}/lea"),
    "volunteer": ("/culture/qualification?export=csv", "/culture/culture-luc-0"),
}
"""What is listed → the file, and something in it. A desk lists requests."""

READ = {
    ("organisation", "everyone"): {"noe": True, "rose": True, "maud": True, "quentin": True},
    ("organisation", "referent"): {"noe": False, "rose": True, "maud": False, "quentin": False},
    ("organisation", "team"): {"noe": False, "rose": True, "maud": True, "quentin": True},
    ("request", "everyone"): {"noe": True, "rose": True, "maud": True},
    ("request", "referent"): {"noe": False, "rose": True, "basile": False, "maud": False},
    ("request", "team"): {"noe": False, "basile": False, "maud": True, "quentin": True},
    ("desk", "referent"): {"rose": True, "maud": False, "quentin": False},
    ("application", "everyone"): {"rose": True},
    ("application", "referent"): {"rose": True, "basile": False, "maud": False},
    ("application", "employer"): {"rose": False, "basile": True, "maud": False},
    ("application", "team"): {"rose": False, "basile": False, "maud": True},
    ("volunteer", "everyone"): {"maud": True, "quentin": True},
    ("volunteer", "team"): {"maud": True, "quentin": True},
}
"""(what is listed, who may read the answer) → who finds it in their file. Whoever writes the page reads what they answer."""


@pytest.fixture
def asks(site):
    """Lets a network ask something that goes into files."""

    def ask(subject, name="size-1", label="Gabarit", network="/culture", **about):
        with site() as tree:
            asked = Field(name, label, **{"export": True, **about})
            field_lists.keep(an_act(tree, "maud"), find(tree, network), "request" if subject == "desk" else subject, asked)

    return ask


@pytest.fixture
def says(site):
    """Answers a network's field."""

    def say(path, **answers):
        with site() as tree:
            said = {f"x-{name.replace('_', '-')}": value for name, value in answers.items()}
            extra_fields.keep(an_act(tree, "rose"), find(tree, path), said)

    return say


@pytest.fixture(autouse=True)
def listed(site):
    """Something in each list."""
    with site() as tree:
        an_application(find(tree, NAVE), by="lea", employer=find(tree, SHOP))
        a_volunteer(find(tree, "/culture"), by="luc")


def rows(app, address, delimiter=";"):
    """Heads, and the cells of each row by head."""
    found = app.get(address, status=200)
    heads, *lines = list(csv.reader(io.StringIO(found.body.decode("utf-8-sig")), delimiter=delimiter))
    return heads, [dict(zip(heads, line, strict=True)) for line in lines]


@pytest.mark.parametrize(("what", "sees"), READ)
def test_a_file_says_what_its_reader_reads_on_the_page_and_names_no_other_question(
    app, another_app, sign_in, searchable, asks, says, what, sees
):
    """M13 M32: neither the answer nor the question is in the file of somebody who may not read it."""
    asks(what, sees=(sees,))
    address, path = LISTS[what]
    says(path, size_1=SECRET)
    searchable()
    for who, reads in READ[what, sees].items():
        browser = sign_in(another_app(), who)
        text = browser.get(address, status=200).body.decode("utf-8-sig")
        assert ("Gabarit" in text, SECRET in text) == (reads, reads), who
        page = browser.get(path, status="*")
        assert (SECRET in page.text) == reads, who


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("about", [{"export": False}, {"months": 3}])
def test_what_is_not_marked_for_files_or_is_to_be_erased_is_in_none(app, sign_in, searchable, asks, says, what, about):
    """M13: whoever may read it reads it on the page."""
    asks(what, **about)
    address, path = LISTS[what]
    says(path, size_1=SECRET)
    searchable()
    for who in ("rose", "quentin") if what != "volunteer" else ("quentin", "maud"):
        text = sign_in(app, who).get(address, status="*").text
        assert SECRET not in text and "Gabarit" not in text


def test_one_row_that_is_closed_has_an_empty_cell_beside_one_that_is_open(app, sign_in, site, asks, says):
    """M13: a référent reads those of her own organisation alone; of another's, the cell is empty."""
    with site() as tree:
        a_mission(find(tree, SHOP), "reparer", by="basile")
    asks("organisation", sees=("referent",))
    says(STONES, size_1="à elle")
    says(SHOP, size_1=SECRET)
    found = {row["Organisation"]: row["Gabarit"] for row in rows(sign_in(app, "rose"), "/culture/organisations?export=csv")[1]}
    assert found == {"Pierres vivantes": "à elle", "Atelier du sud": ""}


def test_the_answers_of_a_dedicated_network_are_in_nobodys_file_but_its_members(app, another_app, sign_in, searchable, asks, says):
    """M13 P10: where two networks ask, each head says which."""
    asks("request")
    asks("request", network="/horizon", label="Uniforme")
    says(NAVE, size_1="grand")
    says("/horizon/les-cadets/tutorat", size_1=SECRET)
    searchable()
    text = sign_in(app, "rose").get("/bourse?export=csv").text
    assert "Gabarit" in text and "Uniforme" not in text and SECRET not in text and "Horizon" not in text
    found = {row["Titre"]: row for row in rows(sign_in(another_app(), "hana"), "/bourse?export=csv")[1]}
    assert found["Tutorat"]["Uniforme – Horizon"] == SECRET and found["Tutorat"]["Gabarit – Culture"] == ""
    assert found["Plan de la nef"]["Uniforme – Horizon"] == "" and found["Plan de la nef"]["Gabarit – Culture"] == "grand"


def test_each_kind_is_what_it_is_and_no_answer_or_question_is_a_formula(app, sign_in, searchable, asks, says):
    """M13 P49: numbers and dates are typed, options are words in the reader's language, texts are texts."""
    asks("request", label="=1+1")
    asks("request", "area-1", "Surface", kind="number", unit="m²")
    asks("request", "day-1", "Agrément", kind="day")
    asks("request", "pick-1", "Choix", kind="several", options={"s": {"fr": "Petite", "en": "Small"}, "l": {"fr": "Grande", "en": "Large"}})
    asks("request", "car-1", "Permis", kind="yes-no")
    answers = {"area_1": Decimal("12.5"), "day_1": date(2031, 5, 4), "pick_1": {"l", "s"}, "car_1": "yes"}
    says(NAVE, size_1='=HYPERLINK("http://x")', **answers)
    searchable()
    sign_in(app, "rose")
    row = next(row for row in rows(app, f"{STONES}/requests?export=csv")[1] if row["Titre"] == "Plan de la nef")
    assert row["'=1+1"] == '\'=HYPERLINK("http://x")'
    assert (row["Surface (m²)"], row["Agrément"], row["Choix"], row["Permis"]) == ("12,5", "2031-05-04", "Petite, Grande", "Oui")
    with zipfile.ZipFile(io.BytesIO(app.get(f"{STONES}/requests?export=xlsx").body)) as parts:
        sheet, texts = (parts.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"))
    assert "=HYPERLINK(" in texts and "=1+1" in texts and "<f>" not in sheet and "<v>12.5</v>" in sheet and "<v>47972</v>" in sheet


def test_the_queue_of_the_team_is_a_file_of_its_own(app, another_app, sign_in, asks, says):
    """M32 M71: of one kind if the page shows one; only for those who qualify."""
    page = sign_in(app, "quentin").get("/culture/qualification")
    page.mustcontain("Exporter cette liste", "export=csv")
    heads, lines = rows(app, "/culture/qualification?export=csv&kind=volunteer")
    assert heads == ["Titre", "Nature", "Organisation", "Attend depuis", "État", "Suivi", "Page"]
    assert [(row["Titre"], row["Nature"], row["État"]) for row in lines] == [("Luc", "Profil de bénévole", "À vérifier")]
    assert rows(app, "/culture/qualification?export=csv&kind=mission")[1] == []
    for who, where, status in (("rose", "culture", 403), ("luc", "culture", 403), ("maud", "horizon", 404)):
        sign_in(another_app(), who).get(f"/{where}/qualification?export=csv", status=status)
