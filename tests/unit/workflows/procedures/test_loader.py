"""A procedure's text: what is read, written again, and refused with what is wrong and where (M50)."""

from datetime import date

import pytest

from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import MOST_STEPS, ProcedureRefused, load
from mobee_pyr.workflows.procedures.model import SUBJECTS, Condition, Procedure, Stage
from mobee_pyr.workflows.procedures.writing import text_of

BY_LENGTH = """
subject = "application"
title = "Selon la durée"

[[steps]]
who = ["employer.manager"]
when = { time_basis = "work", days = { gte = 0.5, lte = 5 } }

[[steps]]
who = ["employer.manager", "employer.hr"]
when = { days = { gt = 5 } }
deadline = 5
overdue = ["remind", "escalate"]
escalate = "network.manager"

[[steps]]
who = ["employer.referent"]
"""

READ = Procedure(
    "application",
    (
        Stage(
            ("employer.manager",),
            when=(Condition("time_basis", "in", ("work",)), Condition("days", "gte", 0.5), Condition("days", "lte", 5)),
        ),
        Stage(
            ("employer.manager", "employer.hr"),
            when=(Condition("days", "gt", 5),),
            deadline=5,
            overdue=("remind", "escalate"),
            escalate="network.manager",
        ),
        Stage(("employer.referent",)),
    ),
    "Selon la durée",
)


def faults(steps, subject="application"):
    with pytest.raises(ProcedureRefused) as refused:
        load(f'subject = "{subject}"\n{steps}', "p.toml")
    return refused.value.faults


def step(more, who='["employer.referent"]'):
    return f"[[steps]]\nwho = {who}\n{more}"


def test_it_is_read():
    assert load(BY_LENGTH, "p.toml") == READ


def test_what_is_written_is_read_again_alike():
    every = Procedure(
        "application",
        (
            Stage(("person:lea", "employer.hr"), needs="any", label="Un avis"),
            Stage(("employer.manager",), does="inform", when=(Condition("first", "is", True), Condition("place", "starts", ("38", "69")))),
            Stage(("employer.hr",), when=(Condition("starts", "after", date(2027, 1, 1)),), deadline=3, overdue=("approve",)),
        ),
        "Tout « à la fois »",
    )
    assert load(text_of(every), "p.toml") == every
    assert load(text_of(READ), "p.toml") == READ


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_ready_made_one_is_sound_and_says_what_it_does(subject):
    for made in choice.ready(subject).values():
        assert made.procedure.subject == subject
        assert made.label and made.help


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ("steps = 3", "p.toml: steps: must be written [[steps]], once for each"),
        ("[[steps]]", "p.toml: steps.1.who: nobody is asked"),
        (step("", "[]"), "p.toml: steps.1.who: must name at least one role"),
        (step("", '["employer.referant"]'), "p.toml: steps.1.who: 'employer.referant': no such role (did you mean 'employer.referent'?)"),
        (step("", '["beneficiary.referent"]'), "p.toml: steps.1.who: 'beneficiary.referent': no such role"),
        (step("", '["applicant"]'), "p.toml: steps.1.who: 'applicant': no such role"),
        (step("", '["employer.hr", "employer.hr"]'), "p.toml: steps.1.who: somebody is named twice"),
        (step('does = "approves"'), "p.toml: steps.1.does: 'approves': no such deed (did you mean 'approve'?)"),
        (step("dealine = 3"), "p.toml: steps.1.dealine: unknown key (did you mean 'deadline'?)"),
        (step('deadline = "5"'), "p.toml: steps.1.deadline: must be a whole number of working days, at most 250"),
        (step("deadline = 5"), "p.toml: steps.1: has a deadline, but does not say what happens then (overdue)"),
        (step('overdue = ["remind"]'), "p.toml: steps.1: says what happens when it is overdue, but has no deadline"),
        (step('deadline = 5\noverdue = ["escalate"]'), "p.toml: steps.1: escalates, but does not say to whom"),
        (
            step('deadline = 5\noverdue = ["approve", "remind"]'),
            "p.toml: steps.1: 'approve' ends it: nothing can come after (overdue 'remind')",
        ),
        (
            step('deadline = 5\noverdue = ["escalate"]\nescalate = "employer.referent"'),
            "p.toml: steps.1: escalates to 'employer.referent', who is asked already: it would go round in a circle",
        ),
        (step('does = "inform"\ndeadline = 5'), "p.toml: steps.1: informs only: there is nothing to wait for"),
        (step("when = { dais = 3 }"), "p.toml: steps.1.when: 'dais': no such field for this subject (did you mean 'days'?)"),
        (step("when = { amount = 3 }"), "p.toml: steps.1.when: 'amount': no such field for this subject"),
        (step('when = { days = "3" }'), "p.toml: steps.1.when.days: '3': must be a number"),
        (step("when = { days = {} }"), "p.toml: steps.1.when.days: compares with nothing"),
        (step("when = { days = { more = 3 } }"), "p.toml: steps.1.when.days: 'more': no such comparison of a number"),
        (step("when = { days = { gt = 5, lt = 3 } }"), "p.toml: steps.1: when.days: can never be: above 5 and below 3"),
        (step("when = { days = { gt = 5, lte = 5 } }"), "p.toml: steps.1: when.days: can never be: above 5 and below 5"),
        (step('when = { time_basis = "holiday" }'), "p.toml: steps.1.when.time_basis: 'holiday': no such value"),
        (step("when = { first = 1 }"), "p.toml: steps.1.when.first: 1: must be true or false"),
        (step("when = { place = [38] }"), "p.toml: steps.1.when.place: 38: must be the beginning of a postcode, in quotes"),
        (step('when = { starts = "2027" }'), "p.toml: steps.1.when.starts: '2027': must be a day such as 2027-03-01"),
        ("\n".join([step("")] * (MOST_STEPS + 1)), "p.toml: steps: 21, more than 20"),
    ],
)
def test_what_nobody_could_follow_is_refused(steps, fault):
    assert faults(steps) == [fault]


def test_a_line_that_is_no_toml_is_named():
    assert faults("[[steps]\n")[0].startswith("p.toml: ") and "line 2" in faults("[[steps]\n")[0]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "[" * 90_000, f"a = {'[' * 900}"])
def test_a_monstrous_text_is_refused_before_it_is_read(text):
    with pytest.raises(ProcedureRefused, match=r"characters, more than|nested too deeply|line 1"):
        load(text, "p.toml")
