"""What somebody asked of the bourse, kept under a name: what is new and open to them is told, once, as often as they wish (M06, L17)."""

from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr.alerts import herald
from mobee_pyr.content import saved
from mobee_pyr.content import tree as trees
from mobee_pyr.content.person import by_id
from mobee_pyr.content.place import located
from mobee_pyr.content.tree import find
from mobee_pyr.database import database
from mobee_pyr.slices import Slices
from mobee_pyr.workflows import searching
from mobee_pyr.workflows.act import Act
from tests.builders import a_mission, a_need, a_role, fire, qualified

MONDAY = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
"""Noon in Paris."""
GRENOBLE, LYON = located("Grenoble", "38000"), located("Lyon", "69001")
STONES, CADETS = "/culture/pierres-vivantes", "/horizon/les-cadets"
NEWS = "Nouveau dans vos recherches"
WEEK = 7 * 24


@pytest.fixture
def keeps(site):
    """``keeps("iris", "words=vélo", "now")``: somebody saves a search, of which nothing is known yet."""

    def save(who, query, rhythm="now", title="Ma recherche"):
        with site() as root:
            return searching.save(Act(root, by_id(root, who), MONDAY), title, query, rhythm, ())

    return save


@pytest.fixture
def publish(site):
    """``publish("velos")``: a mission is published so long after Monday noon."""

    def done(name="velos", hours=0.0, where=STONES, **facts):
        with site() as root:
            mission = a_mission(find(root, where), name, "submitted", by="camille" if where == CADETS else "rose", **facts)
            fire(qualified(mission), "publish", "quentin", at=MONDAY + timedelta(hours=hours))
            return mission.oid

    return done


@pytest.fixture
def look(server, searchable, mails):
    """``look(hours)``: the herald goes out (``turn``: by the clock too); of each letter since the last time, to whom and its text."""
    seen = set()

    def go(hours=0.0, turn=False):
        searchable()
        slices, moment = Slices(database(server.registry)), MONDAY + timedelta(hours=hours)
        herald.published(slices, server.registry.index, server.registry.post, moment)
        if turn:
            herald.rounds(slices, server.registry.index, server.registry.post, moment)
        new = [mail for mail in mails() if mail.name not in seen and mail.subject == NEWS]
        seen.update(mail.name for mail in new)
        return [(mail.to.rpartition("<")[2].partition("@")[0], mail.text) for mail in new]

    return go


def who(letters):
    return [name for name, _text in letters]


# leaks, first -------------------------------------------------------------------------------------------------------------


def test_a_hidden_network_never_leaks_into_the_search_of_an_outsider(keeps, publish, look):
    for name in ("iris", "lea", "hana"):
        keeps(name, "words=velos")
        keeps(name, "words=velos", "daily")
    publish("velos-caches", where=CADETS)
    letters = look() + look(20, turn=True) + look(WEEK, turn=True)
    assert who(letters) == ["hana"] and "Velos caches" in letters[0][1]


def test_a_search_in_a_network_that_was_left_asks_nothing_wider(keeps, publish, look, site):
    """It named a network that is closed now: it does not turn into a search of everything, nor does it tell of that network."""
    keeps("hana", "network=horizon")
    keeps("hana", "organisation=horizon/les-cadets", "daily")
    with site() as root:
        root.membership.revoke("hana", "member", find(root, "/horizon/fondation-horizon").oid)
    publish("velos-caches", where=CADETS)
    publish("velos")
    assert look() == [] and look(24, turn=True) == []


@pytest.mark.parametrize("change", ["delete", "block", "private", "cancel", "pause"])
def test_what_is_gone_between_match_and_letter_is_not_told(change, keeps, publish, site, server, searchable, mails):
    """The index lags behind and still holds it: the tree is asked at the moment of the letter."""
    keeps("iris", "words=velos", "daily")
    mission, registry = publish(), server.registry
    searchable()
    registry.indexer.stop()
    with site() as root:
        if change == "delete":
            trees.delete(root.node(mission))
        elif change == "block":
            by_id(root, "iris").blocked = True
        elif change == "private":
            trees.set_private(root.node(mission), True)
        else:
            fire(root.node(mission), change, "rose", "Plus besoin")
    herald.rounds(Slices(database(registry)), registry.index, registry.post, MONDAY + timedelta(hours=20))
    assert mails() == []


def test_ones_searches_are_ones_own(another_app, sign_in, keeps):
    key = keeps("iris", "words=velos", title="Secret")
    browser = sign_in(another_app(), "lea")
    browser.get("/searches").mustcontain("Aucune recherche", no="Secret")
    browser.get(f"/saved-search?key={key}", status=404)
    browser.post(f"/saved-search?key={key}", {"drop": "drop", "csrf_token": browser.csrf}, status=404)
    for bad in ("", "?key=", "?key=x", "?key=99999999999999999999"):
        browser.get(f"/saved-search{bad}", status=404)
    assert another_app().get("/searches", status=303).location.endswith("/sign-in?next=%2Fsearches")


# saving, changing ---------------------------------------------------------------------------------------------------------


def test_saving_from_the_bourse_renaming_silencing_deleting(app, sign_in, site, searchable):
    """M06, L17: the question of the address is kept, not its page; a name is proposed in words."""
    page = app.get("/bourse?words=nef&mode=online&page=1&view=map")
    (link,) = page.html.select('a[href^="/save-search"]')
    assert link["href"] == "/save-search?words=nef&mode=online"
    assert app.get(link["href"], status=303).location.endswith("/sign-in?next=%2Fsave-search%3Fwords%3Dnef%26mode%3Donline")
    form = sign_in(app, "iris").get(link["href"]).forms["form"]
    assert "nef" in form["title"].value and "En ligne" in form["title"].value
    form["title"] = ""
    page = form.submit("save", status=422)
    form = page.forms["form"]
    form["title"], form["form-rhythm"] = "  La nef  ", "weekly"
    page = form.submit("save", status=303).follow()
    page.mustcontain("La nef", "Une fois par semaine", "/bourse?words=nef&amp;mode=online")
    with site() as root:
        ((_key, kept),) = saved.searches(by_id(root, "iris"))
        assert (kept.title, kept.query, kept.rhythm) == ("La nef", "words=nef&mode=online", "weekly")
        assert list(root.alerts.searching) == [by_id(root, "iris").oid]
    form = page.click("Renommer").forms["form"]
    form["title"], form["form-rhythm"] = "Nefs", "never"
    page = form.submit("save", status=303).follow()
    page.mustcontain("Nefs", "Jamais", no="La nef")
    page.click("Renommer").forms[1].submit("drop", status=303).follow().mustcontain("Aucune recherche enregistrée")
    with site() as root:
        assert len(root.alerts.searching) == 0 and list(saved.searches(by_id(root, "iris"))) == []


def test_twenty_at_most_and_nothing_typed_is_lost(app, sign_in, keeps):
    for number in range(saved.MOST):
        keeps("iris", f"words=a{number}")
    form = sign_in(app, "iris").get("/save-search?words=velo").forms["form"]
    form["title"] = "Une de trop"
    page = form.submit("save", status=422)
    page.mustcontain("supprimez-en une", "Une de trop")


def test_strange_addresses_are_kept_as_far_as_they_make_sense(app, sign_in, site):
    form = sign_in(app, "iris").get("/save-search?words=%E2%82%AC%00&network=horizon&evil=1&skill=none&page=7").forms["form"]
    assert "Horizon" not in form.text
    form["title"] = "Étrange"
    form.submit("save", status=303).follow()
    with site() as root:
        ((_key, kept),) = saved.searches(by_id(root, "iris"))
        assert "evil" not in kept.query and "page" not in kept.query


# being told ---------------------------------------------------------------------------------------------------------------


def test_at_once_daily_weekly_never(keeps, publish, look):
    """Each search in its rhythm: at once on publication, in the morning, on Monday morning, not at all."""
    for name, rhythm in (("iris", "now"), ("luc", "daily"), ("noe", "weekly"), ("remi", "never")):
        keeps(name, "words=velos", rhythm)
    publish("velos")
    publish("autre-chose", title="Tout autre chose")
    assert who(look(0.01)) == ["iris"]
    assert look(1, turn=True) == []
    assert who(look(20, turn=True)) == ["luc"]
    publish("velos-encore", hours=21)
    assert who(look(21, turn=True)) == ["iris"]
    letters = look(WEEK - 3, turn=True)
    assert sorted(who(letters)) == ["luc", "noe"]
    text = dict(letters)["noe"]
    assert "– Velos –" in text and "Velos encore" in text and "Tout autre chose" not in text
    assert look(2 * WEEK, turn=True) == [] and look(3 * WEEK, turn=True) == []


def test_only_what_answers_to_the_question(keeps, publish, look):
    """L17: place and distance, field, online; needs too. What was there when it was saved is no news."""
    keeps("iris", "place=Grenoble&within=20&domain=environment", title="Grenoble")
    keeps("luc", "means=goods", title="Dons")
    publish("ici", place=GRENOBLE, domain="environment")
    publish("ailleurs", place=LYON, domain="environment")
    publish("autre-domaine", place=GRENOBLE, domain="culture")
    letters = dict(look())
    assert list(letters) == ["iris"] and "Ici" in letters["iris"] and "Ailleurs" not in letters["iris"]
    assert "Autre domaine" not in letters["iris"] and "Pierres vivantes" in letters["iris"] and "Grenoble" in letters["iris"]


def test_what_answered_when_it_was_saved_is_no_news(app, sign_in, searchable, publish, look):
    searchable()
    form = sign_in(app, "iris").get("/save-search").forms["form"]
    form["form-rhythm"] = "now"
    form.submit("save", status=303)
    assert look(20, turn=True) == []
    publish()
    letters = look(21, turn=True)
    assert who(letters) == ["iris"] and "Velos" in letters[0][1] and "nef" not in letters[0][1]


def test_a_need_that_is_published_is_told_at_once(keeps, site, look):
    keeps("iris", "means=goods")
    with site() as root:
        need = a_need(find(root, STONES), "dix-velos", "submitted", by="rose")
        fire(qualified(need), "publish", "quentin", at=MONDAY)
    letters = look()
    assert who(letters) == ["iris"] and "Dix velos" in letters[0][1]


def test_what_becomes_visible_later_is_told_then(keeps, publish, look, site):
    """Somebody joins the dedicated network: what is open there answers to their search from now on."""
    keeps("iris", "words=velos")
    publish("velos-caches", where=CADETS)
    assert look() == []
    with site() as root:
        a_role("member", root["horizon"], "iris")
    letters = look(2, turn=True)
    assert who(letters) == ["iris"] and "Velos caches" in letters[0][1]
    assert look(4, turn=True) == []


def test_nothing_is_told_twice_whatever_finds_it(keeps, publish, look):
    """Two searches, one letter, one line; a weekly one does not repeat on Monday what another told before."""
    keeps("iris", "words=velos", title="Vélos")
    keeps("iris", "words=velos&sort=date", title="Vélos encore")
    keeps("iris", "words=velos", "weekly", title="La semaine")
    publish()
    letters = look()
    assert who(letters) == ["iris"] and letters[0][1].count("– Velos") == 1
    assert look(WEEK, turn=True) == []


def test_one_click_silences_all_searches_and_each_may_speak_again(app, sign_in, keeps, publish, look, site, mails):
    """RFC 8058: the page says what is true."""
    keeps("iris", "words=velos")
    publish()
    look()
    link = next(line for line in mails()[-1].text.splitlines() if "/unsubscribe?" in line)
    path = "/unsubscribe?" + link.partition("/unsubscribe?")[2]
    app.get(path).mustcontain("Les nouvelles de vos recherches enregistrées")
    app.post(path, {"List-Unsubscribe": "One-Click"}).mustcontain("C’est fait")
    publish("velos-encore")
    assert look() == []
    page = sign_in(app, "iris").get("/searches")
    page.mustcontain("Jamais")
    form = page.click("Renommer").forms["form"]
    form["form-rhythm"] = "now"
    form.submit("save", status=303)
    assert [text.count("Velos encore") for _who, text in look(1, turn=True)] == [1]


def test_quiet_hours_are_kept(keeps, publish, look, site):
    keeps("iris", "words=velos")
    with site() as root:
        by_id(root, "iris").quiet = (20, 8)
    publish(hours=9)
    assert look(9, turn=True) == []
    assert who(look(21, turn=True)) == ["iris"]


def test_many_new_ones_are_summed_up(keeps, publish, look):
    keeps("iris", "words=velos", "daily")
    for number in range(12):
        publish(f"velos-{number}")
    ((_who, text),) = look(20, turn=True)
    assert text.count("– Velos") == 10 and "/bourse?words=velos" in text


def test_in_ones_language(keeps, publish, look, site, mails):
    with site() as root:
        by_id(root, "iris").language = "en"
    keeps("iris", "words=velos")
    publish()
    look()
    assert mails()[-1].subject == "New in your searches"
