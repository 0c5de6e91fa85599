"""Checklists as they are stored: read strictly, written without what goes without saying (M13, M69–M71)."""

import pytest

from mobee_pyr.content.blueprint import criteria, keep_criteria
from mobee_pyr.content.checklist import ChecklistRefused, new_id, read, stored
from mobee_pyr.content.qualification import SUBJECTS
from mobee_pyr.workflows.checklist_text import SENTENCES
from tests.builders import a_network, a_site

LINE = {"id": "one", "text": "Oui"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_written_reads_the_same(subject):
    lines = criteria(a_network(a_site()), subject)
    assert lines and read(stored(lines)) == lines
    assert stored(read([LINE])) == (LINE,)


WRONG = [
    ({"text": ""}, "1.text: a text is missing"),
    ({"text": 3}, "1.text: must be a text"),
    ({"text": "x" * 201}, "1.text: more characters than 200"),
    ({"help": "x" * 601}, "1.help: more characters than 600"),
    ({"id": "No"}, "1.id: must be lower-case letters, digits and single hyphens"),
    ({"id": None}, "1.id: must be lower-case letters, digits and single hyphens"),
    ({"mandatory": 1}, "1.mandatory: must be true or false"),
    ({"evidence": "sirn"}, "1.evidence: no such evidence: 'sirn' (did you mean 'siren'?)"),
    ({"evidence": ["siren"]}, "1.evidence: no such evidence: ['siren']"),
    ({"label": "identty"}, "1.label: no such label: 'identty' (did you mean 'identity'?)"),
    ({"by": []}, "1.by: must name at least one role"),
    ({"by": "manager"}, "1.by: must name at least one role"),
    ({"by": ["manger"]}, "1.by: no such role: 'manger' (did you mean 'manager'?)"),
    ({"months": -1}, "1.months: must be a whole number of months, at most 120"),
    ({"months": 121}, "1.months: must be a whole number of months, at most 120"),
    ({"months": True}, "1.months: must be a whole number of months, at most 120"),
    ({"months": 1.5}, "1.months: must be a whole number of months, at most 120"),
    ({"mnths": 12}, "1.mnths: unknown key (did you mean 'months'?)"),
]
"""What a line says instead, and how that is told."""


@pytest.mark.parametrize(("line", "told"), WRONG)
def test_a_fault_is_told_with_its_place(line, told):
    with pytest.raises(ChecklistRefused) as refused:
        read([{**LINE, **line}])
    assert [str(fault).replace('"', '"') for fault in refused.value.faults] == [told]


def test_a_list_is_a_list_of_at_most_a_hundred_different_ones():
    for lines, told in (
        ({}, "must be a list of criteria"),
        (["x"], "1: must be a table"),
        ([LINE] * 101, "more criteria than 100"),
        ([LINE, LINE], "2.id: is taken: one"),
    ):
        with pytest.raises(ChecklistRefused) as refused:
            read(lines)
        assert [str(fault) for fault in refused.value.faults] == [told]


def test_every_fault_has_words_for_people():
    found = set()
    for lines in ({}, ["x"], [LINE] * 101, [LINE, LINE], *([{**LINE, **line}] for line, _told in WRONG)):
        with pytest.raises(ChecklistRefused) as refused:
            read(lines)
        found |= {fault.what for fault in refused.value.faults}
    assert found == set(SENTENCES) - {"no such subject:"}


def test_an_id_is_made_from_the_text_once():
    assert new_id("Le lieu est accessible", ()) == "le-lieu-est-accessible"
    assert new_id("Le lieu est accessible", {"le-lieu-est-accessible", "le-lieu-est-accessible-2"}) == "le-lieu-est-accessible-3"
    assert len(new_id("x" * 200, ())) <= 40 and new_id("…", ()) == "sans-titre"


def test_only_the_subject_that_differs_is_stored():
    """M13 M19: the other two go on following, and saying the same as the model stores nothing."""
    network = a_network(a_site())
    wanted = criteria(network, "request")[:2]
    keep_criteria(network, "request", wanted)
    assert set(network.overrides["criteria"]) == {"request"} and criteria(network, "request") == wanted
    network.blueprint.parts["criteria"] = {"organisation": [LINE], "request": stored(wanted)}
    assert [each.id for each in criteria(network, "organisation")] == ["one"]
    keep_criteria(network, "request", wanted)
    assert "criteria" not in network.overrides


@pytest.mark.parametrize("broken", [3, "x", ["x"], {"request": 3}, {"request": [{"id": "x"}]}])
def test_what_cannot_be_read_counts_as_none(broken):
    """M70: the model's list holds instead."""
    network = a_network(a_site())
    shipped = criteria(network, "request")
    network.blueprint.parts["criteria"] = broken
    assert criteria(network, "request") == shipped
    network.overrides["criteria"] = broken
    assert criteria(network, "request") == shipped
    keep_criteria(network, "request", shipped[:1])
    assert criteria(network, "request") == shipped[:1]
