"""What a procedure says to people: in words, drawn, and when it cannot be followed (M50)."""

import pytest

from mobee_pyr.workflows.drawing import COLOURS
from mobee_pyr.workflows.procedures.faults import told
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, load
from mobee_pyr.workflows.procedures.model import Condition, Stage
from mobee_pyr.workflows.procedures.picture import Box, Row, draw
from mobee_pyr.workflows.procedures.telling import Teller
from mobee_pyr.workflows.wording import in_french
from tests import builders as b
from tests.unit.workflows.procedures import test_loader


def translate(text, **mapping):
    return in_french(text % mapping if mapping else text)


@pytest.fixture
def teller():
    return Teller(b.a_site(), translate, lambda one, many, count: translate(many, count=count), lambda n: f"{n:g}".replace(".", ","), str)


def test_a_step_is_told(teller):
    stage = Stage(
        ("employer.manager", "employer.hr"),
        when=(Condition("days", "lte", 5.0), Condition("days", "gte", 0.5), Condition("time_basis", "in", ("work",))),
        deadline=5,
        overdue=("remind", "escalate"),
        escalate="network.manager",
    )
    said = teller.told(stage)
    assert said.title == "Le ou la responsable hiérarchique et les ressources humaines"
    assert said.asks == "En même temps : l’accord de chacun est attendu."
    assert list(said.when) == ["Durée : à partir de 0,5, jusqu’à 5 jours", "Temps : Sur le temps de travail"]
    assert said.deadline == "5 jours ouvrés pour répondre ; sinon un rappel, puis l’équipe de gestion du réseau répond à la place."


def refusals():
    """The steps that the loader refuses, from its own tests."""
    mark = next(mark for mark in test_loader.test_what_nobody_could_follow_is_refused.pytestmark if mark.name == "parametrize")
    return [case for case, _fault in mark.args[1]]


@pytest.mark.parametrize("steps", refusals())
def test_every_fault_of_the_loader_has_a_sentence(steps):
    text = f'subject = "application"\n{steps}'
    with pytest.raises(ProcedureRefused) as refused:
        load(text, "p.toml")
    for fault in refused.value.faults:
        found = told(fault, text)
        assert not str(found.sentence).startswith("ce n’est pas du TOML"), fault
        assert found.step == 1 or found.field == "steps"


def test_a_fault_names_its_step_its_field_and_its_line():
    text = 'subject = "application"\n\n[[steps]]\nwho = ["employer.hr"]\n\n[[steps]]\nwho = ["employer.hr"]\nwhen = { dais = 3 }\n'
    with pytest.raises(ProcedureRefused) as refused:
        load(text, "p.toml")
    found = told(refused.value.faults[0], text)
    assert (found.step, found.field, found.line) == (2, "when", 8)
    assert in_french(found.sentence) == "ce mot n’est pas connu ici ; vouliez-vous dire « days » ?"


def test_a_syntax_error_names_its_line():
    with pytest.raises(ProcedureRefused) as refused:
        load("[[steps]\n", "p.toml")
    assert told(refused.value.faults[0], "[[steps]\n").line in (1, 2)


def test_those_who_are_asked_together_stand_side_by_side():
    svg = draw(
        [Row((Box("A", "open"),)), Row((Box("B"), Box("C")), ("si oui",), word="et"), Row((Box("<D>", "good"),))], "Titre", "A puis B", "t"
    )
    assert svg.count("<rect") == 4 and 'role="img"' in svg and "&lt;D&gt;" in svg
    heights = [part.split('y="')[1].split('"')[0] for part in svg.split("<rect")[1:]]
    assert heights[1] == heights[2] and len(set(heights)) == 3
    assert '<desc id="t-desc">A puis B</desc>' in svg and "si oui" in svg and ">et<" in svg
    assert set(COLOURS) >= {"open", "draft", "good"}
