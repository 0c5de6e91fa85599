"""À traiter: one list over all roles and networks, by urgency, answered in place or in bulk (M43, M32)."""

import re
from datetime import timedelta

from mobee_pyr.content import tree
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import todo, yes
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.laying import put
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import a_mission, a_role, an_application, fire, the_reader

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"


def links(page):
    return re.findall(r'class="task-name" href="([^"]+)"', page.text)


def value(tree_, path):
    node = find(tree_, path)
    return f"{node.oid}.{yes.mark(node)}"


def post(app, *values, one=None, **more):
    fields = [("csrf_token", app.csrf), *(("item", each) for each in values)]
    return app.post("/to-do", fields + ([("one", one)] if one else []), **more)


def validating(site, days):
    """Applications of people of the workshop, whose step was or is due so many days from today."""
    workshop = find(site, "/culture/atelier-du-sud")
    choice.put(
        workshop, load('subject = "application"\n[[steps]]\nwho = ["employer.referent"]\ndeadline = 2\noverdue = ["remind"]\n', "test")
    )
    for number, due in enumerate(days):
        mission = a_mission(find(site, ORGANISATION), f"mission-{number}")
        node = an_application(mission, "lea", employer=workshop)
        put(node, 0, due=None if due is None else now().date() + timedelta(days=due))
        todo.update(node)


def test_what_presses_most_comes_first_with_its_deadline_in_words(app, site, sign_in):
    with site() as root:
        validating(root, [None, 30, 2, 0, -3])
    page = sign_in(app, "basile").get("/to-do")
    assert [href.split("/")[3] for href in links(page)] == ["mission-4", "mission-3", "mission-2", "mission-1", "mission-0"]
    page.mustcontain("Le délai est passé", "délai passé depuis 3 jours", "À faire ces jours-ci", "à répondre aujourd’hui au plus tard")
    page.mustcontain("Attend depuis longtemps", "à répondre avant la fin du")


def test_what_a_team_qualifies_presses_here_as_it_does_at_its_desk(app, site, sign_in):
    """M70: what begins soon comes first, as the network's own settings say, then what has waited for long."""
    with site() as root:
        for name, starts in (("later", 60), ("soon", 6), ("far", 15)):
            a_mission(find(root, ORGANISATION), name, "submitted", by="rose", starts=now().date() + timedelta(days=starts))
    page = sign_in(app, "quentin").get("/to-do")
    assert links(page)[0] == f"{ORGANISATION}/soon/qualify"
    page.mustcontain("À faire ces jours-ci", "commence dans 6 jours", no="commence dans 15 jours")
    assert links(page)[0] == app.get("/culture/qualification").html.select_one(".task-name, td a, th a")["href"]
    with site() as root:
        find(root, "/culture").overrides["qualification"] = {"soon_days": 20}
    page = app.get("/to-do")
    assert [href.split("/")[3] for href in links(page)][:2] == ["soon", "far"]
    page.mustcontain("commence dans 15 jours", no="commence dans 60 jours")


def test_one_tap_answers_where_no_word_is_needed(app, site, sign_in, mails):
    with site() as root:
        an_application(find(root, MISSION), by="noe")
        chosen = value(root, f"{MISSION}/noe")
    page = sign_in(app, "rose").get("/to-do")
    page.mustcontain("Accepter la candidature")
    done = post(app, one=chosen, status=303).follow()
    done.mustcontain("Candidature de Noe : C’est fait", "Tout est à jour")
    with site() as root:
        assert find(root, f"{MISSION}/noe").state == "accepted"
    assert [mail.to for mail in mails() if "noe" in mail.to]


def test_several_at_once_each_by_itself(app, site, sign_in):
    """Two places, three ticked, one of them answered meanwhile by somebody else: the page says which went, which not, and why."""
    with site() as root:
        for who in ("noe", "lea", "luc", "iris"):
            an_application(find(root, MISSION), by=who)
        chosen = [value(root, f"{MISSION}/{who}") for who in ("noe", "lea", "luc", "iris")]
        fire(find(root, f"{MISSION}/noe"), "decline", "rose", "Non", now())
    page = post(sign_in(app, "rose"), *chosen)
    page.mustcontain("C’est fait", "Sans réponse pour l’instant", "L’état a changé depuis", "Cette réponse demande un mot")
    with site() as root:
        states = {who: find(root, f"{MISSION}/{who}").state for who in ("noe", "lea", "luc", "iris")}
    assert states == {"noe": "declined", "lea": "accepted", "luc": "accepted", "iris": "submitted"}
    assert links(app.get("/to-do")) == [f"{MISSION}/iris"]


def test_nobody_answers_from_a_list_what_is_not_theirs(app, another_app, site, sign_in):
    """Neither a stranger, nor the applicant, nor an outsider of a dedicated network, who learns nothing either."""
    with site() as root:
        an_application(find(root, MISSION), by="noe")
        hidden = find(root, "/horizon/les-cadets/tutorat")
        an_application(hidden, by="hana")
        open_, secret = value(root, f"{MISSION}/noe"), value(root, "/horizon/les-cadets/tutorat/hana")
    for who in ("noe", "maud", "basile"):
        post(sign_in(another_app(), who), one=open_, status=303)
    answer = post(sign_in(app, "rose"), secret, "1.0", "99999999999999999999.0", "…", status=200)
    answer.mustcontain("Cette page n’existe plus", no=["Tutorat", "Hana", "Cadets"])
    with site() as root:
        assert find(root, f"{MISSION}/noe").state == find(root, "/horizon/les-cadets/tutorat/hana").state == "submitted"
    assert another_app().get("/to-do", status=303).location.endswith("/sign-in?next=%2Fto-do")


def test_nothing_ticked_or_nothing_to_do_says_what_comes_next(app, site, sign_in):
    sign_in(app, "rose").get("/to-do").mustcontain("Tout est à jour", "Dès qu’une personne compte sur vous", no="btn-primary")
    with site() as root:
        an_application(find(root, MISSION), by="noe")
    post(app, status=303).follow().mustcontain("Cochez d’abord")


def test_pages_and_filters_by_network_and_kind(app, site, sign_in):
    with site() as root:
        a_role("referent", find(root, "/horizon/les-cadets"), "rose")
        for number in range(28):
            an_application(find(root, MISSION), by=f"benevole-{number}")
        an_application(find(root, "/horizon/les-cadets/tutorat"), by="hana")
        a_mission(find(root, ORGANISATION), "a-completer", state="to_complete", by="rose")
    page = sign_in(app, "rose").get("/to-do")
    page.mustcontain('<span class="count">30</span>', "Page", "Horizon", "Candidatures", "Missions")
    assert len(links(page)) == 25
    assert len(links(app.get("/to-do?page=2"))) == len(links(app.get("/to-do?page=99"))) == 5
    assert links(app.get("/to-do?network=horizon")) == ["/horizon/les-cadets/tutorat/hana"]
    assert links(app.get("/to-do?kind=mission")) == [f"{ORGANISATION}/a-completer"]
    assert app.get("/to-do?kind=application&all=1").text.count('checked="checked"') == 25
    assert app.get("/my-space/to-do?network=horizon", status=303).location.endswith("/to-do?network=horizon")


def test_what_lies_in_the_bin_is_neither_shown_nor_counted(site):
    with site() as root:
        node = an_application(find(root, MISSION), by="noe")
        tree.delete(node)
        assert todo.count_things_to_do(the_reader(root, "rose"), 9) == 0
        tree.restore(node)
        assert todo.count_things_to_do(the_reader(root, "rose"), 9) == 1


def test_a_hundred_answers_without_looking_at_a_page_between(app, site, sign_in):
    """Only the latest messages wait for the next page: a session is a cookie of 4 kB, and more was an error."""
    with site() as root:
        values = []
        for number in range(40):
            an_application(mission := a_mission(find(root, ORGANISATION), f"une-mission-au-titre-assez-long-{number}"), by="noe")
            values.append(f"{mission['noe'].oid}.{yes.mark(mission['noe'])}")
    rose = sign_in(app, "rose")
    for each in values:
        post(rose, one=each, status=303)
    page = rose.get("/to-do")
    assert 1 <= page.text.count("C’est fait") <= 4
