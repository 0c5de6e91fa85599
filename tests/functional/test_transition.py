"""The one endpoint of transitions, closing a mission, the history: reasons, confirmations, sentences, refusals (M32, M43, C15)."""

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.views.answers import outcomes
from mobee_pyr.workflows import engine, library
from tests.builders import a_joining, a_mission, an_act, an_application, fire

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"


def test_every_transition_of_a_person_says_what_happened():
    """What has no sentence of its own says only its label: no packaged transition may."""
    fired = {
        f"{content}.{name}"
        for content in library.WITH_WORKFLOW
        for name, transition in library.packaged(content).transitions.items()
        if transition.by != ("system",)
    }
    assert fired <= set(outcomes.DONE), fired - set(outcomes.DONE)
    assert set(outcomes.DONE) | set(outcomes.BEFORE) <= fired, "texts of transitions that do not exist"


def test_a_plain_transition_is_fired_at_once(app, site, sign_in):
    with site() as tree:
        a_mission(find(tree, ORGANISATION), "relire-un-bail", state="draft", by="rose")
    sign_in(app, "rose")
    mission = f"{ORGANISATION}/relire-un-bail"
    app.post(f"{mission}/transition", {"name": "submit", "csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert find(tree, mission).state == "submitted"


@pytest.mark.parametrize(("name", "told"), [("cancel", "ne peut pas être rouverte"), ("pause", "Mettre en pause")])
def test_what_needs_a_word_or_ends_something_asks_first(app, site, sign_in, name, told):
    """A button without JavaScript may post at once: it is led to the page that asks."""
    sign_in(app, "rose")
    response = app.post(f"{MISSION}/transition", {"name": name, "csrf_token": app.csrf}, status=303)
    response.follow().mustcontain(told)
    with site() as tree:
        assert find(tree, MISSION).state == "published"


def test_cancelling_says_whom_it_touches_and_wants_a_reason(app, site, sign_in):
    with site() as tree:
        an_application(find(tree, MISSION), by="noe")
        an_application(find(tree, MISSION), by="luc", state="accepted")
    sign_in(app, "rose")
    page = app.get(f"{MISSION}/transition?name=cancel")
    page.mustcontain("1 réponse encore en attente", "1 personne déjà acceptée")
    page.forms["form"].submit("fire", status=422).mustcontain("Remplissez ce champ")
    form = page.forms["form"]
    form["reason"] = "x" * 3000
    form.submit("fire", status=422).mustcontain("Trop long")
    answers = {"name": "cancel", "reason": "x" * 3000, "csrf_token": app.csrf}
    app.post(f"{MISSION}/transition", answers, status=422)
    form["reason"] = "Le chantier est reporté"
    form.submit("fire", status=303)
    with site() as tree:
        assert find(tree, MISSION).state == "cancelled"
        assert [answer.state for answer in find(tree, MISSION).inside("application")] == ["not_selected", "not_selected"]


def test_a_guard_that_holds_back_is_told_before_and_after(app, site, sign_in):
    sign_in(app, "rose")
    app.get(f"{MISSION}/transition?name=start").mustcontain("Acceptez d’abord au moins une candidature", no='name="fire"')
    app.post(f"{MISSION}/transition", {"name": "start", "csrf_token": app.csrf}, status=409).mustcontain("Acceptez d’abord")


def test_strangers_fire_nothing(app, another_app, site, sign_in):
    for name in ("iris", "lea", "basile"):
        browser = sign_in(another_app(), name)
        browser.post(f"{MISSION}/transition", {"name": "pause", "confirmed": "yes", "csrf_token": browser.csrf}, status=409)
        browser.get(f"{MISSION}/transition?name=pause", status=303)
    assert "/sign-in" in app.get(f"{MISSION}/transition?name=pause", status=303).location
    sign_in(app, "rose")
    app.post(f"{MISSION}/transition", {"name": "no-such", "csrf_token": app.csrf}, status=409)
    app.post(f"{MISSION}/transition", {"name": "pause", "confirmed": "yes"}, status=400)
    app.get("/transition?name=pause", status=404)
    with site() as tree:
        assert find(tree, MISSION).state == "published"


def test_whoever_loses_sight_by_firing_lands_on_the_nearest_page_they_see(app, another_app, site, sign_in):
    """Ending one's own membership of a dedicated network closes its doors; the request to join stays readable, the rest is gone."""
    with site() as tree:
        a_joining(find(tree, "/horizon/fondation-horizon"), "noe", "confirmed")
    sign_in(app, "noe")
    joining = "/horizon/fondation-horizon/noe"
    app.post(f"{joining}/transition", {"name": "end", "confirmed": "yes", "csrf_token": app.csrf}, status=303)
    app.get("/horizon", status=404)
    with site() as tree:
        network = find(tree, "/culture")
        before, cancelled, after = library.packaged_text("mission").partition("[states.cancelled]")
        state, mark, rest = after.partition("[transitions.submit]")
        network.overrides["workflow.mission"] = before + cancelled + state.replace(', "network.manager"', "") + mark + rest
        assert not library.frozen(network)
    maud = sign_in(another_app(), "maud")
    answers = {"name": "cancel", "reason": "Doublon", "confirmed": "yes", "csrf_token": maud.csrf}
    landed = maud.post(f"{MISSION}/transition", answers, status=303)
    assert landed.location.endswith(ORGANISATION)
    landed.follow().mustcontain("est annulée", "n’est plus ouverte à votre rôle")
    maud.get(MISSION, status=404)


def test_closing_records_hours_thanks_everybody_and_ends_the_mission(app, another_app, site, sign_in):
    """C15: hours for each volunteer, a word to all, a word to one."""
    with site() as tree:
        mission = find(tree, MISSION)
        mission.days = 2.0
        an_application(mission, by="noe", state="accepted")
        an_application(mission, by="luc", state="accepted")
        engine.enter(an_act(tree), mission, "ended", "essai")
    sign_in(app, "rose")
    app.post(f"{MISSION}/transition", {"name": "close", "csrf_token": app.csrf}, status=303)
    app.get(MISSION).click("Clore et remercier").mustcontain("Vos remerciements")
    page = app.get(f"{MISSION}/transition?name=close").follow()
    page.mustcontain("Noe", "Luc", "Vos remerciements")
    form = page.forms["form"]
    assert [field.value for name, fields in form.fields.items() for field in fields if name == "hours"] == ["14", "14"]
    form.set("hours", "NaN", 0)
    form.submit("close", status=422).mustcontain("Écrivez un nombre")
    form.set("hours", "3,5", 0)
    form.set("word", "Vos croquis sont superbes.", 1)
    form["thanks"] = "Merci, la nef est sauvée."
    form.submit("close", status=303)
    with site() as tree:
        mission = find(tree, MISSION)
        assert (mission.state, mission.thanks) == ("closed", "Merci, la nef est sauvée.")
        assert sorted(answer.hours for answer in mission.inside("application")) == [3.5, 14.0]
        assert {answer.state for answer in mission.inside("application")} == {"completed"}
    luc, noe = (sign_in(another_app(), name).get(f"{MISSION}/{name}") for name in ("luc", "noe"))
    luc.mustcontain("Merci, la nef est sauvée.", "Mission accomplie", "Heures données")
    noe.mustcontain("Merci, la nef est sauvée.", "Vos croquis sont superbes." if "Vos croquis" in noe else "Heures données")
    assert ("Vos croquis" in luc) != ("Vos croquis" in noe), "a word to one is read by one"


def test_only_its_referent_closes_a_mission_and_only_when_it_has_ended(app, another_app, site, sign_in):
    sign_in(app, "rose")
    app.get(f"{MISSION}/close", status=403)
    with site() as tree:
        engine.enter(an_act(tree), find(tree, MISSION), "ended", "essai")
    app.get(f"{MISSION}/close").mustcontain("Personne n’est accepté sur cette mission")
    sign_in(another_app(), "maud").get(f"{MISSION}/close", status=403)
    assert "/sign-in" in another_app().get(f"{MISSION}/close", status=303).location


def test_the_history_says_who_did_what_and_why(app, another_app, site, sign_in):
    """M32: a memory of each node, for whoever may read it."""
    with site() as tree:
        fire(find(tree, MISSION), "pause", "rose", "Le temps d’un devis")
    rose = sign_in(app, "rose")
    rose.get(f"{MISSION}/history").mustcontain("Rose", "Mettre en pause", "Ouverte aux candidatures → En pause", "Le temps d’un devis")
    sign_in(another_app(), "maud").get(f"{MISSION}/history").mustcontain("Le temps d’un devis")
    for name in ("lea", "noe"):
        sign_in(another_app(), name).get(f"{MISSION}/history", status=404)
    with site() as tree:
        fire(find(tree, MISSION), "resume", "rose")
    sign_in(another_app(), "lea").get(f"{MISSION}/history", status=403)
    assert "/sign-in" in another_app().get(f"{MISSION}/history", status=303).location
