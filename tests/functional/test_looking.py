"""*Voir comme*: with the eyes of a role or of a person one sees what both may open, does nothing, and is oneself again."""

import re
from datetime import timedelta

import pytest

from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find, set_private
from tests.builders import a_mission, a_role, a_volunteer, an_application, an_employee

STONES = "/culture/pierres-vivantes"
WORKSHOP = "/culture/atelier-du-sud"
MISSION = f"{STONES}/plan-de-la-nef"
BANNER = "Revenir à moi"


def look(app, place, **said):
    """Take other eyes: ``role="visitor"``, ``person="lea"``."""
    form = app.get(f"{place}/see-as").forms[0]
    for name, value in said.items():
        form["mail" if name == "person" else name] = f"{value}@example.org" if name == "person" else value
    return form.submit(status=303)


def role(site, name, place):
    """The value of a role in the form."""
    with site() as tree:
        return f"{name}@{find(tree, place).oid}"


# what never shows ---------------------------------------------------------------------------------------------------------


def test_another_network_is_not_there(app, sign_in, searchable):
    """M47: Quentin qualifies in Horizon too; Maud, who looks as him in Culture, sees nothing of it, nor of her own other network."""
    searchable()
    sign_in(app, "maud")
    look(app, "/culture", person="quentin")
    for hidden in ("/horizon", "/horizon/les-cadets", "/horizon/les-cadets/tutorat", "/sports"):
        app.get(hidden, status=404).mustcontain(BANNER)
    for lists in ("/", "/bourse", "/bourse?words=tutorat", "/suggestions?words=tut"):
        app.get(lists).mustcontain(no=["Horizon", "Tutorat", "tutorat/", "Les cadets"])


def test_nothing_shows_that_the_watcher_could_not_open(app, sign_in, site, searchable):
    """Rose looks as the référent of her organisation, or as the network's manager: what is closed to herself stays closed."""
    with site() as tree:
        a_mission(find(tree, WORKSHOP), "secret", "draft", by="basile")
    searchable()
    sign_in(app, "rose")
    look(app, STONES, role=role(site, "manager", "/culture"))
    app.get(f"{WORKSHOP}/secret", status=404)
    app.get("/bourse?words=secret").mustcontain(no=f"{WORKSHOP}/secret")
    app.get(f"{WORKSHOP}/people", status=403)
    app.get("/culture/people", status=403)


def test_what_is_somebody_s_own_stays_theirs(app, sign_in, site, searchable):
    """Profile, answers, threads, space, letters: with Lea's eyes, none of Lea's."""
    with site() as tree:
        an_application(find(tree, MISSION), "lea", employer=find(tree, WORKSHOP))
        a_volunteer(find(tree, "/culture"), "lea")
        volunteer = next(find(tree, "/culture").inside("volunteer")).__name__
        tree.people["lea"].passed_over = (1,)
    searchable()
    sign_in(app, "maud")
    app.get(f"/culture/{volunteer}", status=200)
    look(app, "/culture", person="lea")
    app.get(f"/culture/{volunteer}", status=404)
    app.get(f"{MISSION}/lea", status=404)
    app.get(f"{MISSION}/lea/messages", status=404)
    for own in ("/my-space", "/profile", "/to-do", "/inbox", "/letters", "/for-you", "/looked-as", "/absence", "/profile-seen"):
        app.get(own, status=403).mustcontain(BANNER)
    app.get("/people/lea", status=404)
    app.get("/bourse").mustcontain(no=f"{MISSION}/lea")


def test_a_side_s_words_stay_on_that_side(app, sign_in, site):
    """Maud, who runs the network, reads no reason of an employer; as its référent she does not either."""
    with site() as tree:
        made = an_application(find(tree, MISSION), "lea", employer=find(tree, WORKSHOP))
        made.record("basile", "step refused", "elle part en congé", side="employer", role="employer.referent")
    sign_in(app, "maud")
    place = f"{MISSION}/lea"
    app.get(f"{place}/history").mustcontain(no="congé")
    look(app, WORKSHOP, role=role(site, "referent", WORKSHOP))
    app.get(place, status=200).mustcontain(no="congé")
    app.get(f"{place}/history", status="*").mustcontain(no="congé")


@pytest.mark.parametrize("who", ["lea", "rose", "quentin", "noe", "basile"])
def test_whatever_is_opened_both_may_open(app, another_app, sign_in, searchable, site, who):
    """Each page that shows with these eyes shows to each of the two by themselves."""
    with site() as tree:
        set_private(find(tree, f"{STONES}/cent-affiches"), True)
        a_mission(find(tree, WORKSHOP), "secret", "draft", by="basile")
    searchable()
    themselves, maud = sign_in(another_app(), who), sign_in(another_app(), "maud")
    sign_in(app, "maud")
    look(app, "/culture", person=who)
    places = ["/culture", STONES, WORKSHOP, MISSION, f"{STONES}/cent-affiches", f"{WORKSHOP}/secret"]
    for place in [
        f"{place}{page}" for place in places for page in ("", "/history", "/people", "/requests", "/qualification", "/edit", "/why")
    ]:
        if app.get(place, status="*").status_int == 200:
            assert (themselves.get(place, status="*").status_int, maud.get(place, status="*").status_int) == (200, 200), place


# reading only -------------------------------------------------------------------------------------------------------------


def test_nothing_is_done(app, sign_in, site):
    """Each form is refused with a word that says why, and changes nothing."""
    sign_in(app, "maud")
    app.get("/culture/see-as")
    look(app, "/culture", role=role(site, "qualifier", "/culture"))
    with site() as tree:
        before = [deed.what for deed in find(tree, MISSION).deeds()]
    for place in (
        f"{MISSION}/edit",
        f"{MISSION}/transition",
        f"{MISSION}/sharing-new",
        "/profile",
        "/culture/people-new",
        "/culture/see-as",
    ):
        page = app.post(place, {"csrf_token": app.csrf}, status=403)
        page.mustcontain("Vous ne faites que regarder", BANNER)
    with site() as tree:
        assert [deed.what for deed in find(tree, MISSION).deeds()] == before


def test_oneself_again_by_a_button(app, sign_in, site):
    sign_in(app, "maud")
    look(app, MISSION, role="visitor").follow().mustcontain("Vous regardez comme une personne sans compte", BANNER)
    app.get(f"{MISSION}/edit", status=403)
    page = app.get(MISSION).forms[0].submit(status=303)
    assert page.location.endswith(f"{MISSION}/sharing")
    app.get(f"{MISSION}/history").mustcontain(no=BANNER)


def test_it_ends_by_itself_and_when_one_signs_out(app, sign_in, site, monkeypatch):
    sign_in(app, "maud")
    look(app, MISSION, role="visitor")
    app.get(MISSION).mustcontain(BANNER)
    later = now() + timedelta(minutes=30)
    with monkeypatch.context() as patch:
        patch.setattr("mobee_pyr.requests.now", lambda: later)
        app.get(MISSION).mustcontain(no=BANNER)
    look(app, MISSION, role="visitor")
    app.get(MISSION).mustcontain(BANNER)
    app.post("/sign-out", {"csrf_token": app.csrf, "here": ""}, status=303)
    sign_in(app, "maud").get(MISSION).mustcontain(no=BANNER)


def test_it_ends_with_the_role_that_allowed_it(app, sign_in, site):
    with site() as tree:
        a_role("manager", find(tree, "/culture"), "quentin")
    sign_in(app, "maud")
    look(app, "/culture", person="lea")
    app.get("/culture").mustcontain(BANNER)
    with site() as tree:
        tree.membership.revoke("maud", "manager", find(tree, "/culture").oid)
    app.get("/culture").mustcontain(no=BANNER)


# kept pages ---------------------------------------------------------------------------------------------------------------


def test_kept_pages_do_not_mix(app, another_app, sign_in, searchable, site):
    """Decision 7: what is seen with other eyes is kept nowhere, and nothing that was kept is shown in its place."""
    searchable()
    sign_in(app, "maud")
    own = app.get("/culture")
    assert "ETag" in own.headers
    look(app, "/culture", role="visitor")
    seen = app.get("/culture", headers={"If-None-Match": own.headers["ETag"]}, status=200)
    seen.mustcontain(BANNER)
    assert "ETag" not in seen.headers and seen.headers["Cache-Control"] == "no-store"
    another_app().get("/culture").mustcontain(no=[BANNER, "Maud"])
    sign_in(another_app(), "lea").get("/culture").mustcontain(no=BANNER)
    app.post("/see-as-end", {"csrf_token": app.csrf}, status=303)
    assert app.get("/culture").body == own.body


# who may, and who reads it --------------------------------------------------------------------------------------------------


def test_a_person_reads_who_looked(app, another_app, sign_in, site):
    """The deed stands with the person and with the network; as a role there is nobody to tell."""
    sign_in(app, "maud")
    look(app, "/culture", role=role(site, "member", "/culture"))
    app.post("/see-as-end", {"csrf_token": app.csrf})
    look(app, MISSION, person="lea").follow().mustcontain("Vous regardez comme Lea")
    lea = sign_in(another_app(), "lea")
    page = lea.get("/profile").click("Qui a regardé le site comme vous")
    page.mustcontain("Maud", "Culture")
    sign_in(another_app(), "noe").get("/looked-as").mustcontain("Personne ne l’a fait")
    with site() as tree:
        deeds = [deed for deed in find(tree, "/culture").deeds() if deed.what == "looked as"]
        assert [(deed.who, deed.details["person"]) for deed in deeds] == [("maud", "lea")]


def test_a_person_is_for_those_who_run_the_network(app, another_app, sign_in, site):
    """Rose, référent, looks as roles; a person of another network, oneself, and nobody at all are refused in the same words."""
    rose = sign_in(another_app(), "rose")
    assert "person" not in rose.get(f"{STONES}/see-as").forms[0].fields
    page = rose.post(f"{STONES}/see-as", {"csrf_token": rose.csrf, "person": "remi"}, status=422)
    sign_in(app, "maud")
    said = set()
    for mail in ("hana@example.org", "iris@example.org", "nobody@example.org", "maud@example.org", "ada@example.org"):
        page = app.post("/culture/see-as", {"csrf_token": app.csrf, "role": "visitor", "mail": mail}, status=422)
        said.add(re.sub(r"[a-z]+@example.org", "X", re.sub(r'csrf_token" value="[^"]*"', "", page.text)))
    assert len(said) == 1
    for name in ("remi", "lea", "noe"):
        sign_in(another_app(), name).get(f"{STONES}/see-as", status=403)
    sign_in(another_app(), "iris").get("/horizon/see-as", status=404)


def test_roles_that_are_not_of_this_place_are_refused(app, sign_in, site):
    sign_in(app, "maud")
    for made_up in (role(site, "manager", "/horizon"), role(site, "referent", WORKSHOP), "admin@1", "king", "member@x", "@", ""):
        app.post(f"{STONES}/see-as", {"csrf_token": app.csrf, "role": made_up}, status=422)


def test_the_site_has_no_eyes(app, sign_in):
    """Whoever runs the site looks in one network at a time."""
    sign_in(app, "ada").get("/see-as", status=404)
    app.post("/see-as", {"csrf_token": app.csrf, "role": "visitor"}, status=404)


def test_a_role_shows_what_it_opens(app, sign_in, site):
    """What one came for: a visitor does not see the draft, a member of the organisation's team does."""
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
        an_employee(find(tree, STONES), "paul")
    sign_in(app, "maud")
    look(app, f"{STONES}/brouillon", role="visitor")
    app.get(f"{STONES}/brouillon", status=404)
    app.post("/see-as-end", {"csrf_token": app.csrf})
    look(app, f"{STONES}/brouillon", role=role(site, "referent", STONES))
    app.get(f"{STONES}/brouillon", status=200)
