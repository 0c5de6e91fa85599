"""Labels and what is to be looked at again, as people meet them (L14, M69)."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.content.qualification import Tick
from mobee_pyr.content.tree import find
from tests.builders import an_organisation

STONES = "/culture/pierres-vivantes"
SEEN = datetime(2026, 3, 12, 10, tzinfo=UTC)
LAST, LAPSED = datetime(2027, 3, 11, 20, tzinfo=UTC), datetime(2027, 3, 12, 8, tzinfo=UTC)
"""The evening of the last day on which what was seen for twelve months counts, and the morning after."""

IDENTITY, RECEIPTS, PARTNER = "Identité vérifiée", "Éligible aux reçus fiscaux", "Partenaire du réseau"
PLACES = (STONES, "/culture", "/culture/organisations")


@pytest.fixture
def at(monkeypatch):
    """``at(moment)``: the clock of every request from now on."""

    def turned(moment):
        monkeypatch.setattr("mobee_pyr.requests.now", lambda: moment)

    turned(SEEN + timedelta(days=1))
    return turned


def ticked(site, *names, place=STONES, by="quentin"):
    with site() as tree:
        find(tree, place).ticks = {name: Tick(by, SEEN) for name in names}


def run(site, server, moment):
    with site() as tree:
        jobs.run(tree, server.registry.post, moment, days=9999)


@pytest.mark.parametrize("place", PLACES)
def test_three_labels_are_shown_each_by_itself_to_everybody(app, site, at, searchable, place):
    """L14 M69: on the page, on the card, in the list; in words."""
    searchable()
    app.get(place).mustcontain(no=[IDENTITY, RECEIPTS, PARTNER])
    ticked(site, "receipts", "interest")
    app.get(place).mustcontain(RECEIPTS, "déclaré par l’organisation, justificatif vu le 12 mars 2026", no=[IDENTITY, PARTNER])
    ticked(site, "identity", "partner")
    app.get(place).mustcontain(IDENTITY, PARTNER, no=[RECEIPTS])


@pytest.mark.parametrize("place", (STONES, "/culture/organisations"))
def test_what_a_label_means_and_does_not_mean_is_said(app, site, at, searchable, place):
    """L14: who reads a label can judge it; only of those that are shown."""
    searchable()
    ticked(site, "receipts")
    page = app.get(place)
    page.mustcontain(
        "Ce que disent ces mentions", "Ce n’est pas une garantie", no=["Ce n’est pas un avis sur ce qu’elle fait", "quentin", "Quentin"]
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_kept_page_ends_when_a_label_lapses(app, site, at, searchable, place):
    """L05 L14: the same tree the day after is another page, without any job."""
    ticked(site, "identity", "receipts")
    searchable()
    at(LAST)
    page = app.get(place)
    page.mustcontain(RECEIPTS)
    app.get(place, headers={"If-None-Match": page.headers["ETag"]}, status=304)
    at(LAPSED)
    app.get(place, headers={"If-None-Match": page.headers["ETag"]}, status=200).mustcontain(IDENTITY, no=RECEIPTS)


def test_the_labels_of_a_dedicated_network_are_not_there_for_outsiders(app, another_app, sign_in, site, at):
    ticked(site, "identity", place="/horizon/les-cadets")
    app.get("/horizon/les-cadets", status=404)
    sign_in(another_app(), "camille").get("/horizon/les-cadets").mustcontain(IDENTITY)


@pytest.mark.parametrize("state", ["proposed", "to_complete", "suspended", "refused"])
def test_no_label_before_it_is_accepted_nor_while_it_is_suspended(app, sign_in, site, at, state):
    with site() as tree:
        an_organisation(find(tree, "/culture"), "fresque", state=state, referent="paul", by="paul")
    ticked(site, "identity", "receipts", "partner", place="/culture/fresque")
    sign_in(app, "maud").get("/culture/fresque").mustcontain(no=["Ce qui a été vérifié", RECEIPTS])


def test_a_lapse_is_told_ahead_and_on_the_day_once(app, sign_in, site, at, server, mails):
    """M69 L14: the référent and the team, by letter and by notice."""

    def told():
        return [mail for mail in mails() if "vérifier" in mail.subject]

    ticked(site, "identity", "referent", "receipts")
    for moment in (LAPSED - timedelta(days=40), LAPSED - timedelta(days=20), LAPSED - timedelta(days=19)):
        run(site, server, moment)
    assert {(re.search(r"\w+@[\w.]+", mail.to)[0], mail.subject.replace("\xa0", " ")) for mail in told()} == {
        ("rose@example.org", "À prévoir : l’équipe va revérifier Pierres vivantes"),
        ("maud@example.org", "Bientôt à revérifier : Pierres vivantes"),
        ("quentin@example.org", "Bientôt à revérifier : Pierres vivantes"),
    }
    ahead = " ".join(next(mail for mail in told() if "rose" in mail.to).text.split())
    assert "12 mars 2027" in ahead and "Son référent ou sa référente" in ahead and "existe et son identité" not in ahead
    for moment in (LAPSED, LAPSED + timedelta(hours=1), LAPSED + timedelta(days=200)):
        run(site, server, moment)
    assert len(told()) == 6
    assert "Rien n’est retiré du site" in " ".join(told()[-1].text.split())
    at(LAPSED + timedelta(days=1))
    sign_in(app, "rose").get("/inbox").mustcontain("À revérifier : Pierres vivantes", "À prévoir : l’équipe va revérifier")


def test_the_desk_and_the_list_of_things_to_do_show_it_until_it_is_ticked_again(app, sign_in, site, at, server):
    """M69: who looks again renews the date; nothing was unpublished meanwhile."""
    ticked(site, "identity", "interest", "referent")
    run(site, server, LAPSED)
    at(LAPSED + timedelta(days=2))
    desk = sign_in(app, "quentin").get("/culture/qualification")
    part = desk.text.partition('id="rechecks"')[2].partition("</section>")[0]
    assert "Pierres vivantes" in part and "nommé et joignable" in part and "12 mars 2027" in part
    desk.mustcontain("Rien n’attend votre équipe")
    app.get("/to-do").mustcontain("Pierres vivantes", "À revérifier", "délai passé depuis 2 jours", f'href="{STONES}/qualify"')
    page = app.get(f"{STONES}/qualify")
    page.mustcontain("à revérifier depuis le 12 mars 2027", "N’est plus vrai")
    form = page.forms[0]
    boxes = {box.id: box for box in form.fields["criterion"]}
    assert boxes["criterion-identity"].checked and not boxes["criterion-referent"].checked
    boxes["criterion-referent"].checked = True
    form.submit(status=303).follow().mustcontain("à revérifier le 14 mars 2028")
    app.get("/culture/qualification").mustcontain(no='id="rechecks"')
    app.get("/to-do").mustcontain("Tout est à jour")
    with site() as tree:
        assert find(tree, STONES).state == "active" and find(tree, f"{STONES}/plan-de-la-nef").state == "published"


def test_a_box_that_is_reserved_is_closed_and_stays_as_it_was(app, another_app, sign_in, site, at):
    """M69: told on the page; whatever is sent by hand is refused with a word, and the rest is kept."""
    page = sign_in(app, "quentin").get(f"{STONES}/qualify")
    page.mustcontain("réservé à la gestion du réseau")
    assert 'disabled="disabled"' in page.text.partition('id="criterion-partner"')[2].partition(">")[0]
    said = {"csrf_token": app.csrf, "criterion": ["partner", "website"]}
    app.post(f"{STONES}/qualify", said, status=303).follow().mustcontain("Elle est partenaire du réseau » : réservé à la gestion du réseau")
    with site() as tree:
        assert set(find(tree, STONES).ticks) == {"website"}
    maud = sign_in(another_app(), "maud")
    page = maud.get(f"{STONES}/qualify")
    assert "réservé" not in page.text
    maud.post(f"{STONES}/qualify", {**said, "csrf_token": maud.csrf}, status=303)
    app.post(f"{STONES}/qualify", {"csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert set(find(tree, STONES).ticks) == {"partner"}
