"""The desk of a network's team (M69, M70): what waits, what was sent back, what was published; and for nobody else."""

import re
from datetime import timedelta

import pytest

from mobee_pyr.content.node import now
from mobee_pyr.content.qualification import Tick
from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_need, a_role, an_organisation, fire

DESK = "/culture/qualification"
STONES = "/culture/pierres-vivantes"


def sent(tree, make, name, days, place=STONES, by="rose"):
    """A request that waits since some days."""
    node = make(find(tree, place), name, "draft", by=by)
    fire(node, "submit", by, at=now() - timedelta(days=days))
    return node


def waiting(page):
    """The names in the queue, in their order."""
    part = page.text.partition('id="waiting"')[2].partition("</section>")[0]
    return re.findall(r'<th scope="row">(?:\s*<div.*?</span>\s*<div>)?\s*<a href="[^"]*/([^/"]+)/qualify"', part)


@pytest.fixture
def busy(site, searchable):
    """Two missions, a need and an organisation wait in culture; one more mission in horizon."""
    with site() as tree:
        sent(tree, a_mission, "relire-un-bail", 3)
        sent(tree, a_need, "cent-chaises", 1).ticks = {"interest": Tick("quentin", now()), "inclusive": Tick("quentin", now())}
        sent(tree, a_mission, "tailler-une-haie", 9)
        an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
        sent(tree, a_mission, "tuteur", 1, "/horizon/les-cadets", "camille")
    searchable()


def test_the_longest_waiting_comes_first_with_what_decides(app, sign_in, busy):
    page = sign_in(app, "quentin").get(DESK)
    assert waiting(page) == ["fresque", "tailler-une-haie", "relire-un-bail", "cent-chaises"]
    page.mustcontain("depuis 3 jours", "depuis hier", "1 critère sur 3", "Mission · Pierres vivantes", "Rose,", no="Tuteur")
    page.mustcontain('class="btn btn-primary" href="/culture/fresque/qualify"')


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("organisation", ["fresque"]),
        ("mission", ["tailler-une-haie", "relire-un-bail"]),
        ("need", ["cent-chaises"]),
        ("nonsense", ["fresque", "tailler-une-haie", "relire-un-bail", "cent-chaises"]),
    ],
)
def test_one_kind_at_a_time(app, sign_in, busy, kind, names):
    assert waiting(sign_in(app, "maud").get(f"{DESK}?kind={kind}")) == names


def test_a_kind_of_which_nothing_is_left_leads_back_to_all(app, sign_in, site):
    with site() as tree:
        sent(tree, a_mission, "relire-un-bail", 3)
    page = sign_in(app, "quentin").get(f"{DESK}?kind=need")
    page.mustcontain("Rien de ce genre n’attend", "Tout voir")
    assert waiting(page) == []


def test_long_queues_have_pages(app, sign_in, site):
    with site() as tree:
        for number in range(23):
            sent(tree, a_mission, f"mission-{number:02}", 30 - number)
    first, last = (sign_in(app, "quentin").get(f"{DESK}?page={page}") for page in ("1", "99"))
    assert waiting(first) == [f"mission-{number:02}" for number in range(20)]
    assert waiting(last) == ["mission-20", "mission-21", "mission-22"]
    first.mustcontain("Page 1 sur 2")


def test_sent_back_and_published_stand_apart(app, sign_in, site, busy, searchable):
    with site() as tree:
        fire(find(tree, f"{STONES}/relire-un-bail"), "ask_for_more", "quentin", "Combien de pages ?")
    searchable()
    page = sign_in(app, "quentin").get(DESK)
    assert "relire-un-bail" not in waiting(page)
    back = page.text.partition('id="sent-back"')[2].partition("</section>")[0]
    published = page.text.partition('id="published"')[2]
    assert "relire-un-bail" in back and "depuis " in back
    assert "plan-de-la-nef" in published and "cent-affiches" in published and "tutorat" not in page.text


def test_nothing_to_do_teaches_what_will_come(app, sign_in):
    sign_in(app, "quentin").get(DESK).mustcontain("Rien n’attend votre équipe", "vous cochez les critères", no="btn-primary")


def test_each_network_has_its_own_desk(app, sign_in, busy):
    """M47: who qualifies in two networks sees in each what is its own."""
    assert waiting(sign_in(app, "quentin").get("/horizon/qualification")) == ["tuteur"]


def test_one_s_own_request_is_somebody_else_s_to_decide(app, sign_in, site):
    with site() as tree:
        a_role("referent", find(tree, STONES), "quentin")
        sent(tree, a_mission, "a-moi", 2, by="quentin")
    sign_in(app, "quentin").get(DESK).mustcontain("une autre personne en décide", no="btn-primary")
    sign_in(app, "maud").get(DESK).mustcontain(
        'btn-primary" href="/culture/pierres-vivantes/a-moi/qualify"', no="une autre personne en décide"
    )


def test_for_nobody_else(app, another_app, sign_in, busy):
    """Neither référents, members, another network's team; visitors sign in; a dedicated network is not there."""
    for who in ("rose", "noe", "lea", "iris", "helene"):
        sign_in(another_app(), who).get(DESK, status=403)
    assert "/sign-in" in app.get(DESK, status=303).location
    app.get("/horizon/qualification", status=404)
    for who in ("maud", "rose", "iris"):
        sign_in(another_app(), who).get("/horizon/qualification", status=404)
    sign_in(app, "rose").get("/culture").mustcontain(no="qualification")
    sign_in(app, "quentin").get("/culture").mustcontain('href="/culture/qualification"')
