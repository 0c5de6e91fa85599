"""The letter of the week, for référents who asked for it: what waits, is new, was decided, ends soon (M54)."""

from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.alerts import herald
from mobee_pyr.content import wishes
from mobee_pyr.content.person import by_id
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from mobee_pyr.database import database
from mobee_pyr.slices import Slices
from tests.builders import a_mission, a_need, an_application, an_employee, fire, qualified

MONDAY = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
"""Noon in Paris."""
STONES, SOUTH, CADETS = "/culture/pierres-vivantes", "/culture/atelier-du-sud", "/horizon/les-cadets"
WEEK = 7 * 24
OPENED = (("skills", "members"),)


@pytest.fixture
def asks(site):
    """``asks("basile")``: at noon on Monday somebody asks for the letter of the week."""

    def choose(who, **others):
        with site() as root:
            wishes.choose(by_id(root, who), {"week": "weekly"} | others, None, MONDAY)

    return choose


@pytest.fixture
def publish(site):
    def done(name, hours, where=STONES, make=a_mission, **facts):
        with site() as root:
            node = make(find(root, where), name, "submitted", by="camille" if where == CADETS else "rose", **facts)
            fire(qualified(node), "publish", "quentin", at=MONDAY + timedelta(hours=hours))

    return done


@pytest.fixture
def turn(server, site, searchable, mails):
    """``turn(hours)``: the jobs, then the herald's round; the letters since the last time, (to whom, subject, text).

    Those of missions that nobody applied to have a test of their own (`test_silences`).
    """
    seen = set()

    def go(hours):
        searchable()
        moment, registry = MONDAY + timedelta(hours=hours), server.registry
        with site() as root:
            jobs.run(root, registry.post, moment, days=999)
        herald.rounds(Slices(database(registry)), registry.index, registry.post, moment)
        new = [mail for mail in mails() if mail.name not in seen and not mail.subject.startswith("Personne n’a encore candidaté")]
        seen.update(mail.name for mail in new)
        return [(mail.to.rpartition("<")[2].partition("@")[0], mail.subject, mail.text) for mail in new]

    return go


def test_nobody_receives_it_who_did_not_ask_and_an_empty_one_is_not_sent(asks, turn):
    asks("basile")
    assert turn(20) == [] and turn(WEEK) == [] and turn(2 * WEEK) == []


def test_it_goes_on_monday_once_with_what_happened_since(asks, turn, site, publish):
    """What waits for the référent, what others decided, what ends soon; not what one decided oneself."""
    asks("rose")
    with site() as root:
        stones = find(root, STONES)
        nave, roof = find(root, f"{STONES}/plan-de-la-nef"), a_mission(stones, "toiture", by="rose")
        roof.ends = (MONDAY + timedelta(days=12)).date()
        a_mission(stones, "plus-tard", by="rose").ends = (MONDAY + timedelta(days=60)).date()
        an_application(nave, "lea")
        fire(an_application(nave, "noe"), "decline", "rose", "Complet", at=MONDAY + timedelta(hours=1))
    publish("charpente", 30)
    assert turn(WEEK - 24) == []
    ((who, subject, text),) = turn(WEEK - 3)
    assert (who, subject) == ("rose", "Le point de la semaine")
    waiting, decided, ending = (text.partition(title)[2] for title in ("Ce qui attend", "Ce qui a été décidé", "Ce qui se termine bientôt"))
    assert "Lea – Plan de la nef" in waiting.partition("Ce qui a été décidé")[0]
    assert "Charpente" in decided.partition("Ce qui se termine")[0] and "Noe" not in text
    assert "Toiture" in ending and "Plus tard" not in text
    assert turn(WEEK) == []


def test_new_missions_that_fit_many_of_the_people_or_a_cause_of_the_house(asks, turn, site, publish):
    """A sum over five people at least, of what they opened to members: never fewer, never a name; hidden missions are not there."""
    asks("basile")
    with site() as root:
        south = find(root, SOUTH)
        for number in range(5):
            an_employee(south, f"mecano-{number}").profile = Profile(skills=(Held("bicycles", 4),), shown=OPENED)
        for number in range(4):
            an_employee(south, f"comptable-{number}").profile = Profile(skills=(Held("accounting", 4),), shown=OPENED)
        an_employee(south, "discret").profile = Profile(skills=(Held("accounting", 4),))
        an_application(a_mission(find(root, STONES), "concert", domain="health"), "lea", employer=south)
    publish("velos", 5, skills=("réparer des vélos",))
    publish("comptes", 5, skills=("comptabilité",))
    publish("soins", 5, domain="health")
    publish("velos-caches", 5, CADETS, skills=("réparer des vélos",))
    publish("anciens-velos", -200, skills=("réparer des vélos",))
    publish("cent-chaises", 6, make=a_need)
    text = next(text for who, _subject, text in turn(WEEK - 3) if who == "basile")
    new = " ".join(text.partition("Nouveau, et qui pourrait convenir")[2].split())
    assert "Velos – Pierres vivantes · pour 5 personnes de chez vous" in new and "Cent chaises" in new
    assert "Soins – Pierres vivantes · une cause que vous soutenez déjà" in new
    assert not any(word in text for word in ("Comptes", "caches", "Anciens", "Mecano", "Comptable", "Discret"))


def test_what_was_held_for_monday_goes_in_the_same_letter(asks, turn, site, server):
    """One letter, not two; whoever did not ask for the week gets the digest as before."""
    asks("rose", messages="weekly")
    with site() as root:
        for who in ("rose", "lea"):
            wishes.choose(by_id(root, who), dict(by_id(root, who).wishes) | {"asked": "weekly", "followed": "weekly"}, None, MONDAY)
        post = server.registry.post.beside(root).at(MONDAY)
        nave = find(root, f"{STONES}/plan-de-la-nef")
        for who in ("rose", "lea"):
            post.send("application-accepted", by_id(root, who), node=an_application(nave, who))
    letters = turn(WEEK - 3)
    assert sorted((who, subject) for who, subject, _text in letters) == [
        ("lea", "Ce qui s’est passé pour vous"),
        ("rose", "Le point de la semaine"),
    ]
    assert "Et aussi" in next(text for who, _subject, text in letters if who == "rose")
    assert turn(WEEK) == []


def test_whoever_is_blocked_or_no_référent_any_more_is_told_nothing_of_it(asks, turn, site):
    asks("rose")
    asks("camille")
    with site() as root:
        an_application(find(root, f"{STONES}/plan-de-la-nef"), "lea")
        an_application(find(root, f"{CADETS}/tutorat"), "hana")
        by_id(root, "rose").blocked = True
        root.membership.revoke("camille", "referent", find(root, CADETS).oid)
    assert turn(WEEK - 3) == []


def test_one_asks_for_it_among_the_letters_and_ends_it_with_one_click(app, sign_in, asks, turn, site, mails):
    form = sign_in(app, "rose").get("/letters").forms["form"]
    assert form["week"].value == "never"
    form["week"] = "weekly"
    form.submit("save", status=303)
    with site() as root:
        assert by_id(root, "rose").wishes == {"week": "weekly"} and by_id(root, "rose").week_told is not None
    asks("rose")
    with site() as root:
        an_application(find(root, f"{STONES}/plan-de-la-nef"), "lea")
    turn(WEEK - 3)
    link = next(line for line in mails()[-1].text.splitlines() if "/unsubscribe?" in line)
    path = "/unsubscribe?" + link.partition("/unsubscribe?")[2]
    app.get(path).mustcontain("Le point de la semaine")
    app.post(path, {"List-Unsubscribe": "One-Click"})
    with site() as root:
        assert wishes.of(by_id(root, "rose"), "week") == "never"
