"""Extra answers: who reads them, and that what is sensitive leaves everywhere when its day has passed (M13)."""

from datetime import timedelta

import pytest

from mobee_pyr.content import drafts, field
from mobee_pyr.content.aside import Aside
from mobee_pyr.content.field import Field
from mobee_pyr.workflows import extra_fields, field_lists, moving
from tests.builders import (
    NOW,
    a_mission,
    a_network,
    a_site,
    an_act,
    an_application,
    an_employee,
    an_organisation,
    the_reader,
)


@pytest.fixture
def culture():
    site = a_site()
    network = a_network(site, manager="maud", qualifier="quentin", member="noe")
    stones = an_organisation(network, "pierres", referent="rose", by="rose", capacities=("asks", "brings"))
    workshop = an_organisation(network, "atelier", referent="basile", by="basile", capacities=("gives", "brings"))
    an_employee(workshop, "lea")
    an_application(a_mission(stones, "nef", by="rose"), by="lea", employer=workshop)
    return network


def the_application(network):
    return network["pierres"]["nef"]["lea"]


def asks(network, subject="application", **about):
    asked = Field("size-1", "Taille", **about)
    field_lists.keep(an_act(network.__parent__, "maud"), network, subject, asked)
    return asked


WHO = {
    ("everyone",): {"lea", "rose", "basile", "maud"},
    ("referent",): {"lea", "rose"},
    ("employer",): {"lea", "basile"},
    ("team",): {"lea", "maud", "quentin"},
    ("employer", "team"): {"lea", "basile", "maud", "quentin"},
}


@pytest.mark.parametrize("sees", WHO)
def test_an_answer_is_read_by_those_it_was_given_for_and_by_whoever_gave_it(culture, sees):
    """M13: the table of readers of an application's field; a visitor and a member read none."""
    asked, application = asks(culture, sees=sees), the_application(culture)
    people = ("lea", "rose", "basile", "maud", "quentin", "noe", None)
    reading = {who for who in people if extra_fields.may_see(the_reader(culture.__parent__, who), application, asked)}
    assert reading == WHO[sees]


@pytest.mark.parametrize(("fills", "people"), [("author", {"lea"}), ("referent", {"rose"}), ("team", {"maud", "quentin"})])
def test_each_field_is_answered_by_those_who_are_asked(culture, fills, people):
    """M13"""
    asked, application = asks(culture, fills=fills, sees=("team",)), the_application(culture)
    everybody = ("lea", "rose", "basile", "maud", "quentin", "noe", None)
    assert {who for who in everybody if extra_fields.may_fill(the_reader(culture.__parent__, who), application, asked)} == people


def test_the_journal_keeps_only_what_everybody_reads(culture):
    """M13 M32: an answer for few, or for a time, is told to have changed, and no more."""
    act, application = an_act(culture.__parent__, "lea"), the_application(culture)
    asks(culture)
    assert extra_fields.keep(act, application, {"x-size-1": "M"}) == {"x-size-1": ["", "M"]}
    asks(culture, sees=("team",))
    assert extra_fields.keep(act, application, {"x-size-1": "L"}) == {extra_fields.UNTOLD: "x-size-1"}


def test_a_field_that_is_narrowed_takes_its_former_answers_out_of_the_journal(culture):
    act, application = an_act(culture.__parent__, "lea"), the_application(culture)
    asks(culture)
    application.record("lea", "edited", **extra_fields.keep(act, application, {"x-size-1": "M"}))
    asks(culture, sees=("team",))
    assert [deed.details for deed in application.deeds() if deed.what == "edited"] == [{extra_fields.UNTOLD: "x-size-1"}]


def test_a_sensitive_answer_is_erased_everywhere_when_its_day_has_passed(culture):
    """M13: on the page, in its journal, in a working copy, in what is being typed; the day itself still counts."""
    site, application = culture.__parent__, the_application(culture)
    asks(culture)
    application.record("lea", "edited", **extra_fields.keep(an_act(site, "lea"), application, {"x-size-1": "secret"}))
    asks(culture, months=1)
    lea = site["people"]["lea"]
    application.aside = Aside("lea", NOW, NOW, "", {"x-size-1": "secret", "motivation": "M"})
    drafts.keep(lea, application.oid, "edit", [("x-size-1", "secret"), ("motivation", "M")], NOW)
    pairs = [("__start__", "x-size-1:rename"), ("deformField1", "secret"), ("__end__", "x-size-1:rename"), ("motivation", "M")]
    drafts.keep(lea, application.__parent__.oid, "apply", pairs, NOW)
    until = application.sensitive["size-1"].until
    assert (until - NOW.date()).days in (28, 29, 30, 31)
    last = NOW + (until - NOW.date())
    assert extra_fields.run(an_act(site, at=last)) == 0 and field.answers(application) == {"size-1": "secret"}
    assert extra_fields.run(an_act(site, at=last + timedelta(days=1))) == 1
    assert field.answers(application) == {} and "secret" not in repr(list(application.deeds()))
    assert application.aside.answers == {"motivation": "M"}
    assert [draft.typed() for draft in lea.drafts.values()] == [[("motivation", "M")], [("motivation", "M")]]
    assert extra_fields.run(an_act(site, at=last + timedelta(days=2))) == 0


def test_correcting_another_answer_does_not_keep_a_sensitive_one_longer(culture):
    site, application = culture.__parent__, the_application(culture)
    asks(culture, months=1)
    extra_fields.keep(an_act(site, "lea"), application, {"x-size-1": "M"})
    until = application.sensitive["size-1"].until
    extra_fields.keep(an_act(site, "lea", at=NOW + timedelta(days=20)), application, {"x-size-1": "M"})
    assert application.sensitive["size-1"].until == until
    asks(culture, months=6)
    assert application.sensitive["size-1"].until == until


def test_what_was_said_to_few_does_not_go_along_into_another_network(culture):
    """M13: there, a field of the same id might be open to all."""
    site, other = culture.__parent__, a_network(culture.__parent__, "sports")
    mission = culture["pierres"]["nef"]
    asks(culture, "request", sees=("team",))
    mission.extra = {"size-1": "secret", "plain": "kept"}
    moving.move(an_act(site, "maud"), culture["pierres"], other)
    assert mission.extra == {"plain": "kept"}


def test_a_copy_begins_without_sensitive_answers(culture):
    site, mission = culture.__parent__, culture["pierres"]["nef"]
    asks(culture, "request", months=2)
    extra_fields.keep(an_act(site, "rose"), mission, {"x-size-1": "secret"})
    assert field.answers(moving.copy(an_act(site, "rose"), mission, culture["pierres"])) == {}


def test_a_withdrawn_field_hides_its_answers_until_they_are_erased(culture):
    """M13"""
    site, application = culture.__parent__, the_application(culture)
    act, asked = an_act(site, "maud"), asks(culture)
    application.record("lea", "edited", motivation=["a", "b"], **extra_fields.keep(act, application, {"x-size-1": "M"}))
    field_lists.withdraw(act, culture, "application", asked)
    assert extra_fields.to_see(the_reader(site, "lea"), application) == [] and field.answers(application) == {"size-1": "M"}
    field_lists.restore(act, culture, "application", asked)
    assert extra_fields.to_see(the_reader(site, "lea"), application) == [asked]
    field_lists.withdraw(act, culture, "application", asked)
    assert field_lists.erase(act, culture, "application", asked) == 1
    assert field.answers(application) == {} and dict(culture.overrides) == {}
    assert [deed.details for deed in application.deeds() if deed.what == "edited"] == [{"motivation": ["a", "b"]}]


def test_a_file_has_a_column_for_each_exported_field_and_no_answer_that_its_reader_may_not_read(culture):
    """M13: what is sensitive goes into no file."""
    site, application = culture.__parent__, the_application(culture)
    asks(culture, export=True, sees=("employer",))
    field_lists.keep(an_act(site, "maud"), culture, "application", Field("allergy-1", "Allergies", export=True, months=3))
    extra_fields.keep(an_act(site, "lea"), application, {"x-size-1": "M", "x-allergy-1": "noix"})
    read = {
        who: [(column.label, column.value(application)) for column in extra_fields.columns(the_reader(site, who), culture, "application")]
        for who in ("basile", "maud")
    }
    assert read == {"basile": [("Taille", "M")], "maud": [("Taille", "")]}
