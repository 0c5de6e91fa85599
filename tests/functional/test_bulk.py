"""Several lines of a list at once: each goes or not by itself, and the page says which (M43)."""

from decimal import Decimal

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import access
from mobee_pyr.workflows.reviewing import claims, settings
from tests.builders import a_mission, a_person, a_pledge, a_role, an_act, an_application, an_organisation, fire, qualified, the_reader

STONES = "/culture/pierres-vivantes"
PLAN = f"{STONES}/plan-de-la-nef"


def names(page, heading):
    """The lines beneath a heading."""
    found = next((title for title in page.html.select("main h2") if title.get_text(" ", strip=True).startswith(heading)), None)
    return [] if found is None else [link.get_text() for link in found.find_next("ul").select(".task-name")]


def tick(page, *lines):
    """Tick lines by what they are called, and go on."""
    form = next(form for form in page.forms.values() if "item" in form.fields)
    for box in form.fields["item"]:
        box.checked = not lines or any(line in str(page.html.find(value=box._value)) for line in lines)
    return form.submit(status=200)


def choose(page, name):
    form = next(form for form in page.forms.values() if "name" in form.fields)
    form["name"] = name
    return form.submit(status=200)


def states(tree, *places):
    return [find(tree, place).state for place in places]


@pytest.fixture
def applied(site):
    """Four people apply where two places are left."""
    with site() as tree:
        for who in ("noe", "lea", "luc", "iris"):
            an_application(find(tree, PLAN), by=who)


def test_several_applications_are_declined_with_one_reason(app, sign_in, site, applied, mails):
    page = tick(sign_in(app, "rose").get(PLAN), "Noe", "Lea")
    page.mustcontain("Que faire de ce que vous avez coché", "Accepter la candidature", "pour 2 sur 2")
    page = choose(page, "decline")
    assert sorted(names(page, "Ce sera fait pour")) == ["Candidature de Lea", "Candidature de Noe"]
    form = page.forms["form"]
    refused = form.submit("fire", status=422)
    refused.mustcontain("Il y a un problème", "Candidature de Noe")
    form = refused.forms["form"]
    form["reason"] = "Nous cherchons un architecte."
    page = form.submit("fire", status=200)
    assert sorted(names(page, "C’est fait")) == ["Candidature de Lea", "Candidature de Noe"]
    with site() as tree:
        assert states(tree, f"{PLAN}/noe", f"{PLAN}/lea", f"{PLAN}/luc") == ["declined", "declined", "submitted"]
    told = {mail.to for mail in mails() if "Nous cherchons un architecte." in mail.text}
    assert len(told) == 2


def test_each_goes_by_itself_and_the_last_place_is_given_once(app, sign_in, site, applied):
    """M55: two places, four accepted at once: two go to the waiting list, and the page says so of each."""
    page = choose(tick(sign_in(app, "rose").get(f"{PLAN}?all=1")), "accept")
    page = page.forms["form"].submit("fire", status=200)
    text = page.html.select_one("main").get_text(" ", strip=True)
    assert text.count("Accepter la candidature") == 2 and text.count("Mettre en liste d’attente") == 2
    with site() as tree:
        assert sorted(states(tree, *(f"{PLAN}/{who}" for who in ("noe", "lea", "luc", "iris")))) == ["accepted"] * 2 + ["waiting_list"] * 2
        assert find(tree, PLAN).places_taken == 2


def test_what_will_not_go_is_told_before_and_after(app, another_app, sign_in, site, applied):
    """A colleague decides meanwhile: nothing else is lost."""
    with site() as tree:
        fire(find(tree, f"{PLAN}/iris"), "withdraw", "iris")
    page = choose(tick(sign_in(app, "rose").get(f"{PLAN}?all=1")), "decline")
    assert names(page, "Ce ne sera pas fait pour") == ["Candidature d’Iris"]
    page.mustcontain("Ce n’est pas possible dans son état actuel.")
    with site() as tree:
        a_role("referent", find(tree, STONES), "pierre")
        fire(find(tree, f"{PLAN}/luc"), "accept", "pierre")
    form = page.forms["form"]
    form["reason"] = "Une autre fois."
    page = form.submit("fire", status=200)
    assert sorted(names(page, "Rien n’a changé pour")) == ["Candidature de Luc", "Candidature d’Iris"]
    assert sorted(names(page, "C’est fait")) == ["Candidature de Lea", "Candidature de Noe"]
    with site() as tree:
        assert states(tree, f"{PLAN}/luc", f"{PLAN}/lea", f"{PLAN}/iris") == ["accepted", "declined", "withdrawn"]


def test_requests_are_paused_resumed_and_cancelled_together(app, sign_in, site):
    with site() as tree:
        stones = find(tree, STONES)
        a_mission(stones, "relire-un-bail", state="published", by="rose")
        a_mission(stones, "visites-guidees", state="draft", by="rose")
    page = tick(sign_in(app, "rose").get(f"{STONES}/requests?all=1"))
    page.mustcontain("pour 3 sur 4")
    page = choose(page, "pause")
    assert sorted(names(page, "Ce sera fait pour")) == ["Cent affiches", "Plan de la nef", "Relire un bail"]
    page.forms["form"].submit("fire", status=200)
    with site() as tree:
        assert states(tree, PLAN, f"{STONES}/cent-affiches", f"{STONES}/visites-guidees") == ["paused", "paused", "draft"]
    page = tick(app.get(f"{STONES}/requests"), "Plan de la nef", "Cent affiches")
    page.mustcontain("Rouvrir aux promesses / Rouvrir aux candidatures")
    choose(page, "resume").forms["form"].submit("fire", status=200)
    page = choose(tick(app.get(f"{STONES}/requests?all=1")), "cancel")
    form = page.forms["form"]
    form["reason"] = "L’église est vendue."
    assert len(names(form.submit("fire", status=200), "C’est fait")) == 4
    with site() as tree:
        assert {node.state for node in find(tree, STONES).inside("mission", "need")} == {"cancelled"}


def test_nothing_is_published_without_its_ticks(app, sign_in, site):
    """M70: of two, the one whose criteria are not ticked stays, and it is said why."""
    with site() as tree:
        for name in ("relire-un-bail", "visites-guidees"):
            fire(a_mission(find(tree, STONES), name, "draft", by="rose"), "submit", "rose")
        qualified(find(tree, f"{STONES}/relire-un-bail"), "quentin")
    page = choose(tick(sign_in(app, "quentin").get("/culture/qualification?all=1")), "publish")
    assert names(page, "Ce sera fait pour") == ["Relire un bail"] and names(page, "Ce ne sera pas fait pour") == ["Visites guidees"]
    page.mustcontain("Tous les critères obligatoires doivent d’abord être cochés.")
    page = page.forms["form"].submit("fire", status=200)
    page.mustcontain("Tous les critères obligatoires doivent d’abord être cochés.")
    with site() as tree:
        assert states(tree, f"{STONES}/relire-un-bail", f"{STONES}/visites-guidees") == ["published", "submitted"]


def test_a_transition_never_requires_a_separate_edit_right(app, sign_in, site):
    """C: quentin may not change a word of it, and publishes it all the same."""
    with site() as tree:
        for name in ("relire-un-bail", "visites-guidees"):
            mission = a_mission(find(tree, STONES), name, "draft", by="rose")
            fire(mission, "submit", "rose")
            qualified(mission, "quentin")
            assert not access.permits(the_reader(tree, "quentin"), Permission.EDIT, mission)
    choose(tick(sign_in(app, "quentin").get("/culture/qualification?all=1")), "publish").forms["form"].submit("fire", status=200)
    with site() as tree:
        assert states(tree, f"{STONES}/relire-un-bail", f"{STONES}/visites-guidees") == ["published", "published"]


def test_nobody_decides_on_their_own_request_among_others(app, sign_in, site):
    with site() as tree:
        stones = find(tree, STONES)
        a_role("referent", stones, "quentin")
        for name, by in (("relire-un-bail", "rose"), ("visites-guidees", "quentin")):
            fire(a_mission(stones, name, "draft", by=by), "submit", by)
    page = choose(tick(sign_in(app, "quentin").get("/culture/qualification?all=1")), "refuse")
    assert names(page, "Ce ne sera pas fait pour") == ["Visites guidees"]
    page.mustcontain("On ne décide pas de sa propre demande")


def test_what_has_a_page_of_its_own_is_not_done_in_bulk(app, sign_in, site):
    with site() as tree:
        for name in ("relire-un-bail", "visites-guidees"):
            a_mission(find(tree, STONES), name, "ended", by="rose")
    page = tick(sign_in(app, "rose").get(f"{STONES}/requests"), "Relire un bail", "Visites guidees")
    assert "Clore et remercier" not in page.text
    with site() as tree:
        oid = find(tree, f"{STONES}/relire-un-bail").oid
    app.get(f"{STONES}/bulk?item={oid}&name=close").mustcontain("Cette action a sa propre page", no="Confirmer")


def test_an_item_that_the_reader_may_not_open_is_unknown_and_untouched(app, another_app, sign_in, site, applied):
    """A leak would tell a title, or move something elsewhere: neither happens."""
    with site() as tree:
        tutoring = find(tree, "/horizon/les-cadets/tutorat")
        hidden = [
            tutoring.oid,
            an_application(tutoring, by="hana").oid,
            a_mission(find(tree, "/horizon/les-cadets"), "secrete", "draft").oid,
        ]
        elsewhere = a_mission(an_organisation(tree["culture"], "autre", referent="rose"), "ailleurs", by="rose")
        other = an_application(elsewhere, by="noe").oid
        own = find(tree, f"{PLAN}/noe").oid
    items = "&".join(f"item={oid}" for oid in [*hidden, other, own, 1, "x", "9" * 30, "-1"])
    for address in (f"{PLAN}/bulk?{items}", f"{PLAN}/bulk?{items}&name=decline"):
        page = sign_in(app, "rose").get(address)
        page.mustcontain("Candidature de Noe", no=["Hana", "Tutorat", "Secrete", "Ailleurs"])
    page.mustcontain("Cette page n’existe plus, ou ne vous est plus ouverte.")
    form = page.forms["form"]
    form["reason"] = "Non."
    form.submit("fire", status=200).mustcontain("Cette page n’existe plus", no=["Hana", "Tutorat"])
    with site() as tree:
        assert states(tree, "/horizon/les-cadets/tutorat/hana", f"{PLAN}/noe") == ["submitted", "declined"]
        assert tree.node(other).state == "submitted"


@pytest.mark.parametrize("who", ["noe", "basile", "remi", "quentin", None])
def test_who_may_not_decide_can_tick_nothing_and_do_nothing(app, another_app, sign_in, site, applied, who):
    browser = another_app() if who is None else sign_in(another_app(), who)
    assert not browser.get(PLAN).html.select("input[name=item]")
    with site() as tree:
        items = "&".join(f"item={find(tree, f'{PLAN}/{name}').oid}" for name in ("lea", "luc"))
    if who is None:
        assert "/sign-in" in browser.get(f"{PLAN}/bulk?{items}", status=303).location
        return
    browser.get(f"{PLAN}/bulk?{items}&name=decline").mustcontain(
        "Rien ne peut être fait", no="Candidature de Lea" if who != "noe" else "Zz"
    )
    browser.post(f"{PLAN}/bulk?{items}&name=decline", {"reason": "Non.", "fire": "fire", "csrf_token": browser.csrf}, expect_errors=True)
    with site() as tree:
        assert states(tree, f"{PLAN}/lea", f"{PLAN}/luc") == ["submitted", "submitted"]


def test_a_dedicated_network_s_lists_are_not_there_for_outsiders(app, sign_in):
    for place in ("/horizon", "/horizon/les-cadets", "/horizon/les-cadets/tutorat"):
        sign_in(app, "rose").get(f"{place}/bulk?item=1", status=404)


def test_nothing_ticked_and_too_much_ticked_are_told(app, sign_in, site, applied):
    rose = sign_in(app, "rose")
    rose.get(f"{PLAN}/bulk").mustcontain("cochez d’abord")
    rose.get(f"{PLAN}/bulk?name=decline").mustcontain("cochez d’abord")
    many = "&".join(f"item={number}" for number in range(1, 202))
    rose.get(f"{PLAN}/bulk?{many}", status=303).follow().mustcontain("Deux cents à la fois au plus")


def test_promises_are_answered_together_too(app, sign_in, site):
    with site() as tree:
        need = find(tree, f"{STONES}/cent-affiches")
        need.quantity = Decimal(100)
        for who in ("basile", "paul"):
            a_person(tree, who)
            a_pledge(need, by=who)
    page = choose(tick(sign_in(app, "rose").get(f"{STONES}/cent-affiches?all=1")), "accept")
    assert len(names(page.forms["form"].submit("fire", status=200), "C’est fait")) == 2


def test_what_somebody_else_takes_care_of_stays_and_two_people_agree(app, another_app, sign_in, site):
    """M70: the claim of a colleague is told before and after; where two must agree, the first ones only give their opinion."""
    places = [f"{STONES}/{name}" for name in ("relire-un-bail", "visites-guidees")]
    with site() as tree:
        tree["culture"].overrides[settings.PART] = {"two_eyes": ["request"]}
        for place in places:
            mission = a_mission(find(tree, STONES), place.rpartition("/")[2], "draft", by="rose")
            fire(mission, "submit", "rose", at=now())
            qualified(mission, "quentin")
        claims.take(an_act(tree, "quentin", now()), find(tree, places[0]))
    page = tick(sign_in(app, "maud").get("/culture/qualification?all=1"))
    page.mustcontain("Donner un avis favorable")
    page = choose(page, "publish")
    assert names(page, "Ce ne sera pas fait pour") == ["Relire un bail"] and "Quentin" in page.text
    page.forms["form"].submit("fire", status=200).mustcontain("C’est fait : Donner un avis favorable", "Quentin")
    with site() as tree:
        assert states(tree, *places) == ["submitted", "submitted"]
        claims.release(an_act(tree, "quentin", now()), find(tree, places[0]))
    page = choose(tick(sign_in(another_app(), "quentin").get("/culture/qualification?all=1")), "publish")
    page.forms["form"].submit("fire", status=200).mustcontain("C’est fait : Publier", "C’est fait : Donner un avis favorable")
    with site() as tree:
        assert states(tree, *places) == ["submitted", "published"]
