"""Bad input and bad days: each ends as it is written, and whoever meets it reads what to do."""

import gc

import pytest
import transaction

from mobee_pyr.content.person import by_id
from mobee_pyr.content.tree import find
from mobee_pyr.database import ROOT, database
from mobee_pyr.workflows import library
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import fire as fire_as
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import a_pledge, a_role, an_application, fire

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"
WORKSHOP = "/culture/atelier-du-sud"


@pytest.fixture
def two(site):
    """An application that two référents may answer."""
    with site() as tree:
        a_role("referent", find(tree, ORGANISATION), "rene")
        an_application(find(tree, MISSION), by="noe")
    return f"{MISSION}/noe"


def test_of_two_who_decide_at_once_one_wins_and_the_other_reads_who_and_when(app, server, site, sign_in, mails, two):
    """Rose commits while René's answer is under way: a real conflict of the database; his request is tried again and told."""
    registry = server.registry
    announce, met = registry.announce, []

    def rose_is_faster(event):
        if not met:
            met.append(True)
            manager = transaction.TransactionManager()
            connection = database(registry).open(manager)
            tree = connection.root()[ROOT]
            fire_as(Act(tree, by_id(tree, "rose")), find(tree, two), "accept")
            manager.commit()
            connection.close()
        announce(event)

    sign_in(app, "rene")
    registry.announce = rose_is_faster
    try:
        answers = {"name": "decline", "reason": "Trop loin", "confirmed": "yes", "csrf_token": app.csrf}
        page = app.post(f"{two}/transition", answers, status=409)
    finally:
        registry.announce = announce
    page.mustcontain("Rose a déjà répondu le", "relisez la page avant de décider")
    with site() as tree:
        node = find(tree, two)
        assert node.state == "accepted"
        assert [deed.what for deed in node.deeds()].count("decline") == 0
    assert [mail.subject for mail in mails() if "Réponse" in mail.subject] == [], "nothing of the second answer was sent"


def test_while_an_organisation_is_suspended_what_is_in_course_is_kept(app, another_app, site, sign_in):
    """Its requests pause, nobody can be accepted, who asked reads why and may withdraw; all goes on when it comes back."""
    with site() as tree:
        an_application(find(tree, MISSION), by="noe")
        an_application(find(tree, MISSION), by="luc")
        pledge = a_pledge(find(tree, f"{ORGANISATION}/cent-affiches"), by="basile", employer=find(tree, WORKSHOP))
        path = f"{ORGANISATION}/cent-affiches/{pledge.__name__}"
        fire(find(tree, ORGANISATION), "suspend", "maud", "Dossier à revoir")
    noe, rose, basile = (sign_in(browser, who) for browser, who in ((app, "noe"), (another_app(), "rose"), (another_app(), "basile")))
    noe.get(f"{MISSION}/noe").mustcontain("ne peut pas vous répondre tant que la mission est en pause", "Votre candidature est gardée")
    basile.get(path).mustcontain("ne peut pas vous répondre tant que le besoin est en pause")
    rose.get(f"{MISSION}/noe").mustcontain("La demande n’est plus ouverte")
    rose.post(f"{MISSION}/noe/transition", {"name": "accept", "confirmed": "yes", "csrf_token": rose.csrf}, status=409)
    luc = sign_in(another_app(), "luc")
    luc.post(f"{MISSION}/luc/transition", {"name": "withdraw", "confirmed": "yes", "csrf_token": luc.csrf}, status=303)
    with site() as tree:
        assert [find(tree, where).state for where in (f"{MISSION}/noe", f"{MISSION}/luc", path)] == ["submitted", "withdrawn", "offered"]
        fire(find(tree, ORGANISATION), "reinstate", "maud")
    noe.get(f"{MISSION}/noe").mustcontain("lit votre candidature")
    rose.post(f"{MISSION}/noe/transition", {"name": "accept", "confirmed": "yes", "csrf_token": rose.csrf}, status=303)


def test_whoever_is_asked_and_is_shut_out_is_replaced_in_the_list_of_somebody_else(app, another_app, site, sign_in, mails):
    with site() as tree:
        choice.put(find(tree, WORKSHOP), load('subject = "application"\n[[steps]]\nwho = ["employer.manager"]\n', "test"))
        an_application(find(tree, MISSION), by="lea", employer=find(tree, WORKSHOP))
    basile = sign_in(app, "basile")
    basile.get("/to-do").mustcontain(no="Candidature de Lea")
    ada = sign_in(another_app(), "ada")
    form = ada.get("/people/max/block").forms["form"]
    form["reason"] = "Téléphone volé"
    form.submit("block", status=303)
    basile.get("/to-do").mustcontain("Candidature de Lea", "Valider")
    assert any(mail.to == "Basile <basile@example.org>" and "À valider" in mail.subject for mail in mails())
    basile.get(f"{MISSION}/lea/history").mustcontain("a confié à quelqu’un d’autre une étape dont la personne est partie")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_text_of_a_megabyte_is_refused_by_its_size_and_an_unknown_key_by_its_line(app, site, sign_in):
    """Nothing is parsed beyond a size (workflows/reading.py): asserted by the limit, not by the clock."""
    maud, where = sign_in(app, "maud"), "/culture/workflow-draft?type=mission"
    form = maud.get(where).forms["form"]
    form["text"] = library.packaged_text("mission") + "# " + "x" * 1_000_000
    form.submit("save", status=422).mustcontain("Ce texte est trop long")
    text = library.packaged_text("mission").replace("decides = true", "decide = true", 1)
    line = text[: text.index("decide = true")].count("\n") + 1
    form["text"] = text
    page = form.submit("save", status=422)
    page.mustcontain("transitions.disapprove.decide: unknown key", "did you mean", f"ligne {line}")
    assert "decide = true" in page.forms["form"]["text"].value, "nothing typed is lost"
    with site() as tree:
        assert "mission" not in find(tree, "/culture").drafts
    del form, page
    gc.collect()  # WebOb keeps a large body in a temporary file until nobody holds the request
