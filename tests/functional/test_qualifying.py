"""A référent writes, a qualifier sends back, then publishes."""

from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_role, an_organisation, fire, qualified


def written(app, title="Relire un bail"):
    form = app.get("/culture/pierres-vivantes/mission-new").forms[0]
    form["title"], form["summary"], form["description"] = title, "Un avis de juriste.", "Le bail date de 1998."
    form["city"] = "Tournus"
    return form


def test_a_mission_is_written_sent_back_corrected_and_published(app, another_app, sign_in, site, mails):
    """M03 M39 M53 M70: nothing is published before its criteria are ticked."""
    sign_in(app, "rose")
    page = written(app).submit("save").follow()
    page.mustcontain("Relire un bail", "Brouillon")
    place = "/culture/pierres-vivantes/relire-un-bail"
    app.post(f"{place}/transition", {"name": "submit", "csrf_token": app.csrf}, status=303)
    judge = sign_in(another_app(), "quentin")
    form = judge.get(f"{place}/qualify").forms[0]
    form["remark"] = "Dites combien de pages."
    page = form.submit("decision", value="publish", status=422)
    page.mustcontain("Cochez d’abord tous les critères obligatoires")
    form = page.forms[0]
    assert form["remark"].value == "Dites combien de pages."
    page = form.submit("decision", value="ask_for_more", status=303).follow()
    page.mustcontain("Votre remarque est transmise au référent", "Renvoyées", "Relire un bail")
    app.get(place).mustcontain("Dites combien de pages.")
    form = app.get(f"{place}/edit").forms[0]
    form["description"] = "Le bail date de 1998 ; douze pages."
    form.submit("save", status=303)
    app.post(f"{place}/transition", {"name": "complete", "reason": "Douze pages.", "csrf_token": app.csrf}, status=303)
    form = judge.get(f"{place}/qualify").forms[0]
    for box in form.fields["criterion"]:
        box.checked = True
    page = form.submit("decision", value="publish", status=303)
    assert page.location.endswith("/culture/qualification")
    with site() as tree:
        mission = find(tree, place)
        assert mission.state == "published" and {tick.who for tick in mission.ticks.values()} == {"quentin"}
        edited = next(deed for deed in mission.deeds() if deed.what == "edited")
        assert edited.details["description"] == ["Le bail date de 1998.", "Le bail date de 1998 ; douze pages."]
    another_app().get(place, status=200).mustcontain("Relire un bail")


def test_dates_the_wrong_way_round_are_refused_in_words(app, sign_in, site):
    sign_in(app, "rose")
    form = written(app)
    form.set("date", "2027-05-02", 0)
    form.set("date", "2027-05-01", 1)
    form.submit("save", status=422).mustcontain("La fin vient avant le début")
    with site() as tree:
        assert find(tree, "/culture/pierres-vivantes/relire-un-bail") is None


def test_who_may_not_write_or_qualify_is_told_so_or_finds_nothing(app, another_app, sign_in):
    sign_in(app, "lea").get("/culture/pierres-vivantes/mission-new", status=403)
    app.get("/culture/pierres-vivantes/plan-de-la-nef/edit", status=403)
    app.get("/horizon/les-cadets/mission-new", status=404)
    another_app().get("/horizon/les-cadets/tutorat/edit", status=404)


BAIL = "/culture/pierres-vivantes/relire-un-bail"


def sent(tree, name="relire-un-bail", organisation="/culture/pierres-vivantes", by="rose"):
    """A mission that waits for the network's team."""
    mission = a_mission(find(tree, organisation), name, "draft", by=by)
    fire(mission, "submit", by)
    return mission


def test_a_remark_and_the_ticks_are_never_lost_when_something_is_missing(app, sign_in, site):
    """M70: a refused answer comes back whole, and changes nothing."""
    with site() as tree:
        sent(tree)
    form = sign_in(app, "quentin").get(f"{BAIL}/qualify").forms[0]
    form.get("criterion", index=1).checked = True
    for decision, words in (("refuse", "Indiquez la raison"), ("ask_for_more", "Indiquez la raison"), ("publish", "tous les critères")):
        page = form.submit("decision", value=decision, status=422)
        page.mustcontain("Il y a un problème", words)
        assert page.forms[0].get("criterion", index=1).checked and not page.forms[0].get("criterion", index=0).checked
    with site() as tree:
        mission = find(tree, BAIL)
        assert (mission.state, mission.ticks, mission.remarks) == ("submitted", {}, ())


def test_a_definitive_no_is_asked_once_more_and_can_be_taken_back(app, sign_in, site, mails):
    with site() as tree:
        sent(tree)
    form = sign_in(app, "quentin").get(f"{BAIL}/qualify").forms[0]
    form["remark"] = "C’est un poste permanent."
    page = form.submit("decision", value="refuse", status=200)
    page.mustcontain("Cette réponse est définitive", "C’est un poste permanent.")
    with site() as tree:
        assert find(tree, BAIL).state == "submitted"
    page = page.forms[0].submit("back", index=1, status=200)
    assert page.forms[0]["remark"].value == "C’est un poste permanent."
    page = page.forms[0].submit("decision", value="refuse").forms[0].submit("decision", value="refuse", status=303).follow()
    page.mustcontain("est refusée")
    with site() as tree:
        assert find(tree, BAIL).state == "refused"
    assert "C’est un poste permanent." in next(mail.text for mail in mails() if "rose@example.org" in mail.to)


def test_who_comes_second_reads_who_was_first_and_keeps_the_remark(app, another_app, sign_in, site):
    """Two of the team at once: one wins, the other loses nothing that was typed."""
    with site() as tree:
        sent(tree)
    form = sign_in(app, "maud").get(f"{BAIL}/qualify").forms[0]
    with site() as tree:
        fire(qualified(find(tree, BAIL)), "publish", "quentin")
    form["remark"] = "Une longue remarque."
    page = form.submit("decision", value="ask_for_more", status=422)
    page.mustcontain("a répondu entre-temps", "Une longue remarque.")
    with site() as tree:
        mission = find(tree, BAIL)
        assert mission.state == "published" and mission.remarks == ()
    app.get(f"{BAIL}/qualify", status=303).follow().mustcontain("plus rien à qualifier")
    sign_in(another_app(), "lea").get(f"{BAIL}/qualify", status=403)


def test_ticks_say_who_and_when_and_are_kept_without_deciding(app, another_app, sign_in, site):
    with site() as tree:
        sent(tree)
    form = sign_in(app, "quentin").get(f"{BAIL}/qualify").forms[0]
    form.get("criterion", index=0).checked = True
    form["remark"] = "Je relis demain."
    form.submit(status=303).follow().mustcontain("Rien n’est encore décidé", "Je relis demain.")
    page = sign_in(another_app(), "maud").get(f"{BAIL}/qualify")
    page.mustcontain("Quentin ·", "Je relis demain.", "Ni horaires imposés")
    app.get(f"{BAIL}/history").mustcontain("a revu les critères")


def test_the_author_never_decides_and_is_told_so(app, sign_in, site):
    with site() as tree:
        a_role("referent", find(tree, "/culture/pierres-vivantes"), "quentin")
        sent(tree, by="quentin")
    page = sign_in(app, "quentin").get(f"{BAIL}/qualify")
    page.mustcontain("C’est votre propre demande", no="Refuser la demande")
    app.post(f"{BAIL}/qualify", {"csrf_token": app.csrf, "decision": "refuse", "remark": "Non.", "confirmed": "yes"}, status=422)


def test_nobody_else_may_qualify(app, another_app, sign_in, site):
    """M69: neither référent, volunteer, another network's team nor a visitor; a dedicated network is not there for them."""
    with site() as tree:
        sent(tree)
        sent(tree, "tuteur", "/horizon/les-cadets", "camille")
    said = {"remark": "Moi.", "decision": "publish", "criterion": "interest"}
    for who in ("rose", "remi"):
        browser = sign_in(another_app(), who)
        expected = 403 if who == "rose" else 404
        browser.get(f"{BAIL}/qualify", status=expected)
        browser.post(f"{BAIL}/qualify", {**said, "csrf_token": browser.csrf}, status=expected)
    for who in ("lea", "basile", "helene"):
        sign_in(another_app(), who).get(f"{BAIL}/qualify", status=404)
    assert app.get(f"{BAIL}/qualify", status=404).body == app.get(
        "/culture/pierres-vivantes/relire-un-bal/qualify", status=404
    ).body.replace(b"relire-un-bal", b"relire-un-bail")
    sign_in(app, "maud").get("/horizon/les-cadets/tuteur/qualify", status=404)
    with site() as tree:
        assert find(tree, BAIL).ticks == {} and find(tree, "/horizon/les-cadets/tuteur").state == "submitted"


def test_an_organisation_s_dossier_shows_what_identifies_it(app, sign_in, site):
    """M69: qualified on facts."""
    with site() as tree:
        fresh = an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
        fresh.entity.rna = "W691234567"
    page = sign_in(app, "quentin").get("/culture/fresque/qualify")
    page.mustcontain("W691234567", "Paul", "Accepter l’organisation", "Numéro RNA ou SIREN")
    form = page.forms[0]
    for box in form.fields["criterion"]:
        box.checked = True
    form.submit("decision", value="accept", status=303).follow().mustcontain(
        "fait maintenant partie du réseau", "Rien n’attend votre équipe"
    )
