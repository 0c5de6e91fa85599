"""The builders keep their word, in memory and in a database: the other tests stand on them."""

from decimal import Decimal

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access
from tests import builders as b


def build_everything(site):
    culture = b.a_network(site, "culture", manager="maud", qualifier="quentin")
    stones = b.an_organisation(culture, "pierres-vivantes", referent="rose")
    acme = b.an_organisation(culture, "acme", body="company", procedure="manager_then_referent", referent="remi", hr=["hana", "hugo"])
    b.an_employee(acme, "lea", manager="marc")
    mission = b.a_mission(stones, by="rose", places=2)
    need = b.a_need(stones, by="rose", quantity=Decimal(100), unit="affiches")
    return {
        "network": culture,
        "organisation": stones,
        "programme": b.a_programme(stones, by="rose"),
        "mission": mission,
        "need": need,
        "application": b.an_application(mission, by="lea", employer=acme),
        "accepted": b.an_application(mission, by="ines", state="accepted"),
        "pledge": b.a_pledge(need, by="remi", employer=acme, quantity=40, state="accepted"),
        "joining": b.a_joining(stones, by="lea", state="confirmed"),
    }


def check(site, built):
    assert [step.role for step in built["application"].track] == ["employer.manager", "employer.referent"]
    assert built["application"].track[0].person == "marc"
    assert built["mission"].places_left == 1
    assert built["need"].missing == 60
    assert site.membership.holders("member", built["organisation"].oid, b.TODAY) == ["lea"]
    assert access.permits(b.the_reader(site), Permission.VIEW, built["mission"])
    assert access.permits(b.the_reader(site, "remi"), Permission.VIEW, built["application"])
    assert not access.permits(b.the_reader(site, "ines"), Permission.VIEW, built["application"])


def test_everything_can_be_built_in_memory():
    site = b.a_site()
    check(site, build_everything(site))


def test_everything_can_be_built_in_a_database():
    with b.a_stored_site() as site:
        built = build_everything(site)
        b.commit(site)
        assert built["mission"]._p_jar is site._p_jar
        site._p_jar.cacheMinimize()
        check(site, built)


def test_a_fact_that_does_not_exist_is_refused():
    culture = b.a_network(b.a_site())
    with pytest.raises(AttributeError, match="has no plases"):
        b.a_mission(b.an_organisation(culture), plases=3)
