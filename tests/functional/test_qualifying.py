"""A référent writes, a qualifier sends back, then publishes."""

from mobee_pyr.content.tree import find


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
    assert form.submit("decision", value="publish", status=409)
    form = judge.get(f"{place}/qualify").forms[0]
    form["remark"] = "Dites combien de pages."
    form.submit("decision", value="ask_for_more", status=303)
    app.get(place).mustcontain("Dites combien de pages.")
    form = app.get(f"{place}/edit").forms[0]
    form["description"] = "Le bail date de 1998 ; douze pages."
    form.submit("save", status=303)
    app.post(f"{place}/transition", {"name": "complete", "reason": "Douze pages.", "csrf_token": app.csrf}, status=303)
    form = judge.get(f"{place}/qualify").forms[0]
    for box in form.fields["criterion"]:
        box.checked = True
    form.submit("decision", value="publish", status=303)
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
