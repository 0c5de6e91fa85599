"""A list of people: what each line would do, doing it once, and who leaves (M41, M46, M47, P10)."""

from datetime import date

import pytest

from mobee_pyr.content import awaited, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.table import read
from mobee_pyr.workflows.appointments import appoint, held
from mobee_pyr.workflows.roster import columns
from mobee_pyr.workflows.roster.bringing import Bringing, arrive
from mobee_pyr.workflows.roster.judging import Judge
from mobee_pyr.workflows.roster.leaving import IN_CHARGE, YOURSELF, depart, leavers
from tests import builders as b

HEADS = "Courriel;Nom;Rôle;Statut;Responsable;Début;Fin\n"


@pytest.fixture
def acme():
    culture = b.a_network(b.a_site(), manager="maud", member="noe")
    body = b.an_organisation(culture, "acme", referent="remi", body="company")
    b.an_employee(body, "max")
    b.an_employee(body, "lea", manager="max")
    return body


def act(body, by="remi"):
    return b.an_act(body.__parent__.__parent__, by)


def judge(body, text, by="remi"):
    table = read((HEADS + text).encode())
    return Judge(act(body, by), body, table, columns.guessed(body, table.heads, {})).lines()


def outcomes(body, text):
    return [one.outcome for one in judge(body, text)]


def bring(body, text):
    lines = judge(body, text)
    Bringing(act(body), body).bring(lines)
    return [one.outcome for one in lines]


def faults(body, text):
    return [(one.number, fault.column, fault.message.interpolate()) for one in judge(body, text) for fault in one.faults]


def test_heads_speak_for_themselves_in_either_language(acme):
    assert columns.guessed(acme, ("E-mail", "Full name", "Line manager", "Start date"), {}) == {
        "mail": "E-mail",
        "last_name": "Full name",
        "manager": "Line manager",
        "since": "Start date",
    }
    assert columns.guessed(acme, ("Nom", "Prénom", "X"), {"mail": "X", "role": "gone"})["mail"] == "X", "as it was said the last time"
    assert "status" not in columns.guessed(acme.__parent__, ("Statut", "Courriel"), {}), "only members of organisations have one"


@pytest.mark.parametrize(
    ("said", "status"), [("Intercontrat", "between-assignments"), ("En fin de carrière", "late-career"), ("Salariée", "employee")]
)
def test_a_status_is_known_by_the_words_of_either_language_and_of_the_trade(said, status):
    """K02"""
    assert columns.status(said) == status


def test_each_line_is_judged_before_anything_is_done(acme):
    text = (
        "neuf@example.com;Neuf Un;;;;;\n"
        "noe@example.org;Noé Deux;;bénévole;;;\n"
        "lea@example.org;Léa;;retraitée;;;\n"
        "max@example.org;Max;membre;salarié;;;\n"
    )
    assert outcomes(acme, text) == ["new", "attached", "changed", "unchanged"]
    assert acme.awaited is None and held(acme, b.a_person(b.site_of(acme), "noe"), Role.MEMBER, b.TODAY) is None


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        (";Sans Adresse;;;;;", "Courriel", "Il manque"),
        ("pas une adresse;Nom;;;;;", "Courriel", "prenom@exemple.fr"),
        ("a@example.com;;;;;;", "Nom", "nom"),
        ("a@example.com;Aa;roi;;;;", "Rôle", "membre"),
        ("a@example.com;Aa;qualificateur;;;;", "Rôle", "membre"),
        ("a@example.com;Aa;;chef;;;", "Statut", "statut"),
        ("a@example.com;Aa;;;a@example.com;;", "Responsable", "propre responsable"),
        ("a@example.com;Aa;;;rien@example.com;;", "Responsable", "ni ici"),
        ("a@example.com;Aa;;;;hier;", "Début", "31/12/2027"),
        ("a@example.com;Aa;;;;;31/02/2027", "Fin", "31/12/2027"),
        ("a@example.com;Aa;;;;;2020-01-01", "Fin", "passée"),
        ("a@example.com;Aa;;;;2028-01-02;2028-01-01", "Fin", "avant le début"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(acme, line, column, word):
    ((number, where, message),) = faults(acme, f"good@example.com;Bien;;;;;\n{line}\n")
    assert (number, where) == (3, column) and word in message
    assert outcomes(acme, f"good@example.com;Bien;;;;;\n{line}\n") == ["new", "refused"]


def test_one_address_twice_and_a_manager_whose_line_is_wrong(acme):
    assert faults(acme, "a@example.com;Aa;;;;;\nA@Example.com ;Aa;;;;;\n")[0][0] == 3
    text = "chef@example.com;;;;;;\nsous@example.com;Sous;;;chef@example.com;;\nsous2@example.com;Sous;;;sous@example.com;;\n"
    assert outcomes(acme, text) == ["refused"] * 3, "whoever would be led by nobody is refused with them"


def test_an_account_elsewhere_changes_nothing_of_what_is_told(acme):
    """P10: the same lines before and after somebody opens an account of which nobody here knows."""
    text = "iris@example.org;Iris du fichier;;;;;\nnul@example.org;Nul du fichier;;;;;\n"
    site = b.site_of(acme)
    b.a_person(site, "iris")
    assert outcomes(acme, text) == ["new", "new"]
    bring(acme, text)
    assert [one._replace(name="") for _mail, one in awaited.everybody(acme)] == [awaited.at(acme, "nul@example.org")._replace(name="")] * 2
    assert site.membership.own("iris") == () and b.a_person(site, "iris").affiliations == ()
    assert outcomes(acme, text) == ["unchanged", "unchanged"]


def test_a_second_reading_does_nothing(acme):
    text = (
        "chef@example.com;Chef;;;;;\n"
        "noe@example.org;Noé;RH;bénévole;chef@example.com;;31/12/2030\n"
        "lea@example.org;Léa;;étudiante;noe@example.org;2025-04-01;\n"
        "neuf@example.com;Neuf;référente;cdi;noe@example.org;;\n"
    )
    assert bring(acme, text) == ["new", "attached", "changed", "new"]
    before = len(list(acme.deeds()))
    assert bring(acme, text) == ["unchanged"] * 4
    assert len(list(acme.deeds())) == before
    site = b.site_of(acme)
    noe, lea = b.a_person(site, "noe"), b.a_person(site, "lea")
    assert held(acme, noe, Role.MEMBER, b.TODAY).until == date(2030, 12, 31) == held(acme, noe, Role.HR, b.TODAY).until
    assert noe.affiliation(acme.entity_oid, b.TODAY).status == "volunteer"
    assert lea.affiliations[-1].manager == "noe" and lea.affiliations[-1].status == "student"


def test_whoever_says_yes_belongs_with_all_that_was_said(acme):
    """M46: one person, with the role, the status, the line manager, and those whom they lead, who came before."""
    bring(acme, "chef@example.com;Chef;;;;;\nneuf@example.com;Neuf;RH;stagiaire;chef@example.com;;\n".replace("stagiaire", "étudiant"))
    site = b.site_of(acme)
    for name, mail in (("neuf", "neuf@example.com"), ("chef", "chef@example.com")):
        person = b.a_person(site, name)
        b.change_mail(site, person, mail)
        arrive(b.an_act(site, name), acme, person)
    neuf = b.a_person(site, "neuf")
    there = neuf.affiliation(acme.entity_oid, b.TODAY)
    assert (there.status, there.manager) == ("student", "chef"), "the manager came later"
    assert {grant.role for grant in site.membership.own("neuf")} == {"member", "hr"}
    assert not list(awaited.everybody(acme)) and not site.awaited_at


def test_those_who_are_in_the_list_no_more_leave(acme):
    """P10: roles and affiliation end, what they did stays theirs; nobody ends their own, nor the last in charge."""
    site = b.site_of(acme)
    bring(acme, "neuf@example.com;Neuf;;;;;\n")
    b.a_role("member", acme, "remi")
    b.a_role("hr", acme, "lea")
    found = {one.name: one.stays for one in leavers(act(acme), acme, {"max@example.org"})}
    assert found == {"Lea": None, "Neuf": None, "Remi": YOURSELF}
    assert {one.name: one.stays for one in leavers(act(acme, "maud"), acme, {"max@example.org"})}["Remi"] == IN_CHARGE
    for one in leavers(act(acme), acme, {"max@example.org"}):
        depart(act(acme), acme, one, "Partie")
    lea = by_mail(site, "lea@example.org")
    assert not [grant for grant in site.membership.own("lea") if grant.holds(b.TODAY)]
    assert lea.affiliation(acme.entity_oid, b.TODAY) is None and not list(awaited.everybody(acme))
    assert held(acme, by_mail(site, "remi@example.org"), Role.REFERENT, b.TODAY)


def test_a_list_that_is_cut_off_half_way_leaves_nothing_and_is_whole_the_next_time():
    """M41: all lines stand in one transaction."""
    with b.a_stored_site() as site:
        acme = b.an_organisation(b.a_network(site, member="noe"), "acme", referent="remi", body="company")
        b.commit(site)
        text = "noe@example.org;Noé;;;;;\n" + "".join(f"p{number}@example.com;Pp;;;;;\n" for number in range(200))
        bring(acme, text)
        site._p_jar.transaction_manager.abort()
        assert acme.awaited is None and not [grant for grant in site.membership.own("noe") if grant.oid == acme.oid]
        assert bring(acme, text) == ["attached"] + ["new"] * 200
        b.commit(site)
        assert bring(acme, text) == ["unchanged"] * 201


def test_a_place_that_is_gone_for_good_awaits_nobody_and_whoever_is_appointed_is_awaited_no_more(acme):
    """Addresses of people who never came are not kept longer than their purpose."""
    site = b.site_of(acme)
    bring(acme, "a@example.com;Aa;;;;;\niris@example.org;Iris;;;;;\n")
    appoint(act(acme), acme, b.a_person(site, "iris"), Grant(Role.MEMBER, acme.oid, b.TODAY))
    assert list(site.awaited_at) == ["a@example.com"]
    tree.delete(acme, "remi")
    tree.purge(acme)
    assert not site.awaited_at
