"""Being away, answering for somebody, handing over: the pages."""

from datetime import timedelta

from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from tests.builders import an_application

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"


def leave(app, deputy="remi", first=0, last=3, status=303):
    form = app.get("/absence").forms["form"]
    for index, days in enumerate((first, last)):
        form.set("date", (now().date() + timedelta(days=days)).isoformat(), index=index)
    form["deputy"].force_value(deputy)
    return form.submit("save", status=status)


def test_away_from_the_profile_to_the_signed_answer(app, another_app, site, sign_in, mails):
    with site() as root:
        an_application(find(root, MISSION), by="noe")
    sign_in(app, "rose").get("/profile").click("M’absenter")
    leave(app).follow().mustcontain("Remi répond pour vous : Pierres vivantes", "Je suis de retour")
    assert [mail.subject for mail in mails()] == ["Pendant son absence, vous répondez pour Rose"]
    remi = sign_in(another_app(), "remi")
    page = remi.get("/to-do")
    page.mustcontain("Candidature de Noe")
    page.forms[0].submit("one", index=0, status=303)
    sign_in(another_app(), "noe").get(f"{MISSION}/noe").mustcontain("Remi pour Rose")
    app.get(f"{MISSION}/noe/history").mustcontain("Remi pour Rose")
    app.get("/absence").forms["form"].submit("back", status=303)
    remi.get(f"{MISSION}/noe", status=404)


def test_only_somebody_who_could_answer_and_only_sensible_dates(app, site, sign_in):
    sign_in(app, "rose").get("/absence").mustcontain("Remi", "Maud", no=["Basile", "Helene", "Iris"])
    leave(app, "iris", status=422)
    leave(app, first=3, last=1, status=422).mustcontain("Le dernier jour doit suivre le premier")
    with site() as root:
        assert root.membership.absence("rose") is None


def test_whoever_nobody_could_stand_in_for_reads_why(app, another_app, sign_in):
    sign_in(app, "iris").get("/absence").mustcontain("personne d’autre ne peut répondre à votre place")
    assert another_app().get("/absence", status=303).location.endswith("/sign-in?next=%2Fabsence")


def test_handing_over_in_one_action(app, another_app, site, sign_in, mails):
    form = sign_in(app, "rose").get("/absence").click("Passer le relais").forms["form"]
    assert form["leaver"].value == "rose"
    form["successor"] = "remi"
    form.submit("hand_over", status=303).follow().mustcontain("Remi prend la suite de Rose")
    assert [(mail.to, mail.subject) for mail in mails()] == [
        ("Remi <remi@example.org>", "Vous prenez la suite\N{NO-BREAK SPACE}: Pierres vivantes")
    ]
    app.get(f"{ORGANISATION}/handover", status=403)
    with site() as root:
        stones = find(root, ORGANISATION)
        assert root.membership.titulars("referent", stones.oid, now().date()) == ["remi"]


def test_who_may_not_hand_over(app, another_app, site, sign_in):
    for who in ("remi", "basile", "noe", "iris"):
        browser = sign_in(another_app(), who)
        browser.get(f"{ORGANISATION}/handover", status=403)
        fields = {"csrf_token": browser.csrf, "leaver": "rose", "successor": "remi"}
        browser.post(f"{ORGANISATION}/handover", fields, status=403)
    sign_in(app, "rose").get("/horizon/les-cadets/handover", status=404)
    with site() as root:
        assert root.membership.titulars("referent", find(root, ORGANISATION).oid, now().date()) == ["rose"]
