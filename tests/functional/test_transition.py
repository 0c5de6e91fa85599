"""The one endpoint of transitions, closing a mission, the history: reasons, confirmations, sentences, refusals (M32, M43, C15)."""

from datetime import timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from mobee_pyr.content.wishes import ZONE
from mobee_pyr.views.answers import outcomes
from mobee_pyr.workflows import engine, library, planning
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


def later(browser, path, name, day, hour="9", **more):
    page = browser.get(f"{path}/transition?name={name}&later=1")
    form = page.forms["later"]
    form["date"], form["hour"] = day, hour
    for field, value in more.items():
        form[field] = value
    return form


def test_a_pause_is_set_for_a_day_changed_and_called_off(app, another_app, site, sign_in):
    """« Le faire plus tard » (M43): those who may fire it read when, change it or give it up; nobody else hears of it."""
    day = now().date() + timedelta(days=30)
    rose = sign_in(app, "rose")
    rose.get(MISSION).mustcontain("plus tard…")
    rose.get(f"{MISSION}/transition?name=pause").mustcontain("Le faire plus tard", no="<details open")
    page = later(rose, MISSION, "pause", day.isoformat(), reason="Le chantier ferme.").submit("later", status=303).follow()
    page.mustcontain("C’est prévu : « Mettre en pause »", "à 9 h", "par Rose", "Changer ou renoncer")
    for who in ("lea", "noe"):
        sign_in(another_app(), who).get(MISSION).mustcontain(no=["par Rose", "Changer ou renoncer"])
    with site() as tree:
        node = find(tree, MISSION)
        assert (node.state, node.planned.reason, node.planned.when.astimezone(ZONE).hour) == ("published", "Le chantier ferme.", 9)
    maud = sign_in(another_app(), "maud")
    page = maud.get(f"{MISSION}/transition?name=pause")
    page.mustcontain("par Rose", "Le chantier ferme.", "Changer le moment")
    later(maud, MISSION, "pause", (day + timedelta(days=1)).isoformat(), "14").submit("later", status=303).follow().mustcontain(
        "à 14 h", "par Maud"
    )
    page = rose.get(f"{MISSION}/transition?name=pause")
    form = next(form for form in page.forms.values() if "call_off" in form.fields)
    form.submit("call_off", status=303).follow().mustcontain("Ce n’est plus prévu", no="par Maud")
    with site() as tree:
        assert find(tree, MISSION).planned is None
    rose.get(f"{MISSION}/history").mustcontain("a prévu « Mettre en pause »", "a renoncé à « Mettre en pause »")


@pytest.mark.parametrize(
    ("day", "hour", "told"), [("", "9", "Indiquez une date"), ("2020-01-01", "9", "moment à venir"), ("2999-01-01", "9", "deux ans")]
)
def test_a_day_that_cannot_be_is_told_and_nothing_typed_is_lost(app, site, sign_in, day, hour, told):
    sign_in(app, "rose")
    page = later(app, MISSION, "pause", day, hour, reason="Le chantier ferme.").submit("later", status=422)
    page.mustcontain(told, "Le chantier ferme.", 'open="open"')
    with site() as tree:
        assert find(tree, MISSION).planned is None


def test_what_is_not_dated_or_not_ones_own_is_not_set(app, site, sign_in):
    sign_in(app, "rose")
    app.get(f"{MISSION}/transition?name=cancel").mustcontain(no="Le faire plus tard")
    for name in ("cancel", "nothing", "publish"):
        app.post(f"{MISSION}/transition", {"name": name, "later": "later", "csrf_token": app.csrf}, status=303)
    app.post(f"{MISSION}/transition", {"call_off": "yes", "csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert (find(tree, MISSION).planned, find(tree, MISSION).state) == (None, "published")


def test_publication_is_set_from_the_page_that_qualifies_and_comes(app, server, site, sign_in, mails):
    with site() as tree:
        a_mission(find(tree, ORGANISATION), "relire-un-bail", state="submitted", by="rose")
    path, day = f"{ORGANISATION}/relire-un-bail", now().date() + timedelta(days=30)
    sign_in(app, "quentin")
    form = app.get(f"{path}/qualify").forms["answer"]
    for box in form.fields.get("criterion", []):
        box.checked = True
    page = form.submit("later", status=303).follow()
    page.mustcontain("Le faire plus tard", 'open="open"')
    form = page.forms["later"]
    form["date"] = day.isoformat()
    form.submit("later", status=303).follow().mustcontain("C’est prévu : « Publier »")
    app.get(f"{path}/qualify").mustcontain("par Quentin", "Changer ou renoncer")
    with site() as tree:
        jobs.run(tree, server.registry.post, now() + timedelta(days=31))
    with site() as tree:
        assert find(tree, path).state == "published"
    assert ["rose@example.org" in mail.to for mail in mails() if "publiée" in mail.subject] == [True]


def test_what_did_not_happen_is_told_to_whoever_set_it(app, server, site, sign_in, mails):
    """By a letter and a notice, once; who lost sight of the page is not told its name."""
    with site() as tree:
        mission = a_mission(find(tree, ORGANISATION), "relire-un-bail", state="paused", by="rose")
        act = an_act(tree, "rose", at=now())
        planning.plan(act, mission, "resume", now() + timedelta(days=30))
        planning.plan(act, find(tree, MISSION), "pause", now() + timedelta(days=30))
    with site() as tree:
        find(tree, f"{ORGANISATION}/relire-un-bail").author = "maud"
        tree.membership.revoke("rose", "referent", find(tree, ORGANISATION).oid)
    for days in (31, 32):
        with site() as tree:
            jobs.run(tree, server.registry.post, now() + timedelta(days=days))
    told = [mail for mail in mails() if mail.to == "Rose <rose@example.org>" and "n’a pas eu lieu" in mail.subject]
    assert [("Plan de la nef" in mail.text, "Relire" in mail.text) for mail in sorted(told, key=lambda mail: mail.subject)] == [
        (True, False),
        (False, False),
    ]
    assert all("n’est pas ouverte à votre rôle" in mail.text.replace("\n", " ") for mail in told)
    sign_in(app, "rose").get("/inbox").mustcontain("n’a pas eu lieu")
