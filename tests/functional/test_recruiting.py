"""A mission's référents find volunteers who agreed, in their own network, by what they opened; they ask, one answers (P05, P09, C10)."""

import pytest

from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import copy, find
from mobee_pyr.workflows import profiles, recruiting
from mobee_pyr.workflows.recruiting import Sought
from tests.builders import a_mission, an_act, an_application

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
TUTORING = "/horizon/les-cadets/tutorat"
WORD = "Votre métier nous serait précieux."
SECRET = "Un fauteuil roulant"

OPENED = tuple((part, "organisations") for part in ("skills", "experience", "wishes", "availability", "place"))
"""All but the accommodations."""


def says(tree, who, found=True, shown=OPENED, **facts):
    """What somebody says of themselves, kept as they would keep it."""
    base = Profile(skills=(Held("architecture", 4),), experience="Dix ans de chantier", accommodations=SECRET)
    act = an_act(tree, who)
    profiles.change(act, "all", **base._replace(found=found, shown=shown, **facts)._asdict())


@pytest.fixture
def willing(site):
    """Lea and noe of Culture, hana of Horizon agreed; luc of Culture did not; iris agreed, and belongs nowhere."""
    with site() as tree:
        find(tree, NAVE).skills = ("architecture",)
        find(tree, TUTORING).skills = ("architecture",)
        for who in ("lea", "noe", "hana", "iris"):
            says(tree, who)
        says(tree, "luc", found=False)


def names(page):
    return {link.get_text() for link in page.html.select(".candidate .tile-title a, [aria-labelledby=thought-of] .task-name")}


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def one(who, mission=NAVE):
    return f"{mission}/recruit-one?who={who}"


def listed(site, who="lea", mission=NAVE):
    with site() as tree:
        line = recruiting.line_of(find(tree, mission), tree.people[who])
        return None if line is None else (line.stage, line.note)


# leaks first --------------------------------------------------------------------------------------------------------------


def test_only_those_who_agreed_and_take_part_in_the_network_are_found(app, another_app, sign_in, willing):
    """P05: a dedicated network's people are not told outside, nor outsiders inside; who did not agree is nowhere."""
    assert names(sign_in(app, "rose").get(f"{NAVE}/recruit")) == {"Lea", "Noe"}
    inside = sign_in(another_app(), "camille").get(f"{TUTORING}/recruit")
    assert names(inside) == {"Hana"}


@pytest.mark.parametrize("who", ["hana", "luc", "iris", "nobody", "rose", ""])
def test_whoever_may_not_be_found_is_not_there(app, sign_in, willing, who):
    """Somebody who did not agree, of another network, oneself, nobody: the same answer for all."""
    sign_in(app, "rose")
    app.get(one(who), status=404)
    app.post(one(who), {"csrf_token": app.csrf, "invite": "invite", "word": WORD}, status=404)


@pytest.mark.parametrize("who", ["lea", "remi", "basile", "quentin", "maud", "iris", "ada"])
def test_only_the_referents_of_the_mission_search(app, sign_in, willing, who):
    sign_in(app, who)
    for where in (f"{NAVE}/recruit", one("noe"), "/culture/pierres-vivantes/pools"):
        app.get(where, status=403)
    assert "Chercher des bénévoles" not in app.get(NAVE).text


def test_what_was_not_opened_neither_shows_nor_finds(app, site, sign_in, willing):
    """P05, C17: part by part; accommodations stay out unless opened on purpose."""
    with site() as tree:
        says(tree, "lea", shown=(("skills", "organisations"), ("place", "asked")), home=located("Lyon", "69001"), moments=("evenings",))
        find(tree, NAVE).place = located("Lyon", "69001")
    sign_in(app, "rose")
    page = app.get(one("lea"))
    page.mustcontain("Architecture")
    for hidden in ("Lyon (69)", "dans la même commune", "Dix ans de chantier", "En soirée", SECRET, "lea@example.org"):
        assert hidden not in page.text, hidden
    assert "Lea" not in names(app.get(f"{NAVE}/recruit?within=20")) | names(app.get(f"{NAVE}/recruit?moment=evenings"))
    assert "Lea" in names(app.get(f"{NAVE}/recruit?skill=architecture"))


def test_consent_taken_back_is_gone_everywhere_at_once(app, another_app, site, sign_in, willing):
    """P05, P09: results, shortlist with its notes, pools; nothing waits for an index."""
    sign_in(app, "rose")
    form = app.get(one("lea")).forms["stage"]
    form["note"] = "A répondu au téléphone"
    form.submit("save", status=303)
    pool = app.get(one("lea")).forms["pool"]
    pool["title"] = "Samedis de tri"
    pool.submit("pool", status=303)
    app.get("/culture/pierres-vivantes/pools").mustcontain("Samedis de tri", "Lea")
    person = sign_in(another_app(), "lea")
    shown = person.get("/profile-shown").forms["form"]
    shown["found"] = False
    shown.submit("save", status=303)
    app.get(one("lea"), status=404)
    assert "Lea" not in names(app.get(f"{NAVE}/recruit"))
    assert "Lea" not in app.get("/culture/pierres-vivantes/pools").text
    assert listed(site) is None
    with site() as tree:
        assert find(tree, "/culture/pierres-vivantes").pools == {} and tree.people["lea"].kept_at is None


def test_whoever_leaves_the_network_or_is_suspended_is_found_no_more(app, site, sign_in, willing):
    sign_in(app, "rose")
    app.get(one("noe")).forms["stage"].submit("save", status=303)
    assert "Noe" in names(app.get(f"{NAVE}/recruit"))
    with site() as tree:
        tree.membership.revoke("noe", "member", tree["culture"].oid)
        tree.people["lea"].blocked = True
    assert names(app.get(f"{NAVE}/recruit")) == set()
    app.get(one("noe"), status=404)


def test_nobody_under_age_is_found(app, site, sign_in, willing):
    with site() as tree:
        says(tree, "lea", minor=True)
        find(tree, NAVE).audiences = ("minors",)
    assert "Lea" not in names(sign_in(app, "rose").get(f"{NAVE}/recruit"))


# asking -------------------------------------------------------------------------------------------------------------------


def test_an_invitation_is_answered_and_leads_to_applying(app, another_app, site, sign_in, mails, willing):
    """C10: the person is asked by letter, their address stays unknown; « ça m’intéresse » opens the mission's questions."""
    form = sign_in(app, "rose").get(NAVE).click("Chercher des bénévoles").click("Lea").forms["invite"]
    form["word"] = WORD
    sent = form.submit("invite", status=303).follow()
    sent.mustcontain("L’invitation est partie", "déjà été invitée")
    assert listed(site) == ("invited", "")
    assert [(mail.to.partition(" <")[0], plain(mail.subject)) for mail in mails()] == [
        ("Lea", "Pierres vivantes vous invite : Plan de la nef")
    ]
    assert WORD in mails()[0].text and "lea@example.org" not in sent.text
    person = sign_in(another_app(), "lea")
    page = person.get("/my-space").click("Des associations vous invitent")
    page.mustcontain(WORD, "Rose, Pierres vivantes", "Plan de la nef")
    with site() as tree:
        number = str(find(tree, NAVE).oid)
    apply = person.post("/invitations", {"csrf_token": person.csrf, "node": number, "yes": "yes"}, status=303)
    assert apply.location.endswith(f"{NAVE}/apply")
    assert listed(site) == ("talking", "")
    person.get("/invitations").mustcontain("Cela vous intéresse")


def test_no_thank_you_is_told_and_nothing_more(app, another_app, site, sign_in, willing):
    sign_in(app, "rose").get(one("lea")).forms["invite"].submit("invite", status=303)
    person = sign_in(another_app(), "lea")
    with site() as tree:
        number = str(find(tree, NAVE).oid)
    person.post("/invitations", {"csrf_token": person.csrf, "node": number, "no": "no"}, status=303).follow().mustcontain("Non merci")
    assert listed(site) == ("set_aside", "")
    app.get(f"{NAVE}/recruit").mustcontain("Écarté")


def test_nobody_is_invited_more_often_than_they_can_bear(app, site, sign_in, mails, willing):
    """P05: three invitations in seven days, from all organisations together; the refusal says to try later, and nothing is sent."""
    with site() as tree:
        stones = find(tree, "/culture/pierres-vivantes")
        for number in range(3):
            a_mission(stones, f"autre-{number}", skills=("architecture",))
    sign_in(app, "rose")
    for number in range(3):
        app.get(one("lea", f"/culture/pierres-vivantes/autre-{number}")).forms["invite"].submit("invite", status=303)
    page = app.get(one("lea"))
    page.mustcontain("plusieurs invitations cette semaine")
    app.post(one("lea"), {"csrf_token": app.csrf, "invite": "invite", "word": WORD}, status=422).mustcontain(
        "Réessayez dans quelques jours"
    )
    assert len(mails()) == 3


def test_who_applied_is_not_sought(app, site, sign_in, willing):
    with site() as tree:
        an_application(find(tree, NAVE), "lea")
    assert "Lea" not in names(sign_in(app, "rose").get(f"{NAVE}/recruit"))


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "1"])
def test_an_answer_to_nothing_changes_nothing(app, sign_in, willing, number):
    sign_in(app, "lea")
    app.post("/invitations", {"csrf_token": app.csrf, "node": number, "yes": "yes"}, status=303)
    app.post("/invitations", {"csrf_token": app.csrf, "node": number, "leave": "x"}, status=303)


# keeping ------------------------------------------------------------------------------------------------------------------


def test_a_shortlist_is_private_to_the_team(app, another_app, site, sign_in, willing):
    """C10: stages and notes; the person, the network's team and other référents never read them."""
    sign_in(app, "rose")
    form = app.get(one("lea")).forms["stage"]
    form["stage-stage"] = "talking"
    form["note"] = "Note-secrète"
    form.submit("save", status=303).follow().mustcontain("Note-secrète", "Noté par", "Rose")
    app.get(f"{NAVE}/recruit").mustcontain("Ma sélection", "En discussion")
    assert listed(site) == ("talking", "Note-secrète")
    for who in ("lea", "quentin", "maud", "basile", "ada"):
        other = sign_in(another_app(), who)
        for where in (NAVE, f"{NAVE}/history", "/my-space", "/invitations", f"{NAVE}/recruit"):
            assert "Note-secrète" not in other.get(where, status="*").text, (who, where)
    app.get(one("lea")).forms["stage"].submit("drop", status=303)
    assert listed(site) is None


def test_a_pool_is_told_to_its_people_and_left_at_will(app, another_app, site, sign_in, mails, willing):
    """P09: the person is told, sees who keeps them, and leaves without a word."""
    sign_in(app, "rose")
    pool = app.get(one("lea")).forms["pool"]
    pool.submit("pool", status=422).mustcontain("Donnez un nom au vivier")
    pool["title"] = "Samedis de tri"
    pool.submit("pool", status=303).follow().mustcontain("Déjà dans", "Samedis de tri")
    assert mails()[-1].subject == "Pierres vivantes vous garde dans un vivier"
    person = sign_in(another_app(), "lea")
    page = person.get("/invitations")
    page.mustcontain("Samedis de tri", "Pierres vivantes")
    with site() as tree:
        number = str(find(tree, "/culture/pierres-vivantes").oid)
    person.post("/invitations", {"csrf_token": person.csrf, "node": number, "leave": "samedis-de-tri"}, status=303)
    assert "Samedis de tri" not in person.get("/invitations").text + app.get("/culture/pierres-vivantes/pools").text


def test_a_copy_of_a_mission_has_no_shortlist(site, willing):
    with site() as tree:
        mission = find(tree, NAVE)
        recruiting.note(an_act(tree, "rose"), mission, tree.people["lea"], "kept", "")
        assert copy(mission, mission.__parent__).shortlist is None


def test_a_search_says_what_it_asks_even_when_the_address_is_nonsense(app, sign_in, willing):
    page = sign_in(app, "rose").get(f"{NAVE}/recruit?skill=%F0%9F%98%80&within=-3&moment=x&online=2&who=z")
    page.mustcontain("Retirer les filtres")
    assert Sought() == Sought("", 0, "", False)
