"""A step that asks a group of the network: set in a form or a file by whoever runs the network, answered by any of them (M43, M50)."""

import pytest
from webtest import Upload

from mobee_pyr.content.track import Step
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import grouping
from mobee_pyr.workflows.procedures import choice, drafts
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import NOW, an_act, an_application
from tests.functional.test_procedures import STONES, WORKSHOP, added, answered, page, text_of

NAVE = f"{STONES}/plan-de-la-nef"


@pytest.fixture
def a_group(site):
    """Makes a group of a network."""

    def make(name, *people, network="/culture", by="maud"):
        with site() as tree:
            node, act = find(tree, network), an_act(tree, by)
            number = grouping.make(act, node, name)
            for who in people:
                grouping.add(act, node, number, tree.people[who])
        return number

    return make


def in_force(site, text):
    with site() as tree:
        choice.put(find(tree, WORKSHOP), load(f'subject = "application"\n{text}', "p"))


def sent(app, text, status="*"):
    form = app.get(page("text")).forms[0]
    form["upload"] = Upload("p.toml", text.encode())
    return form.submit(status=status)


def test_whoever_runs_the_network_names_a_group_in_a_form(app, another_app, sign_in, site, a_group):
    """M43 M50: offered beside the people; the référent of an organisation is told of none, and keeps what is there."""
    number = a_group("Cellule d’écoute", "noe")
    sign_in(app, "maud")
    added(app, [], person=f"group:{number}").follow().mustcontain("Le groupe « Cellule d’écoute »")
    assert text_of(site, drafts=True)["application"].count(f"group:{number}") == 1
    basile = sign_in(another_app(), "basile")
    basile.get(page("step")).mustcontain(no="Cellule d’écoute")
    shown = basile.get(page("step", step=2))
    shown.mustcontain("Le groupe « Cellule d’écoute »")
    answered(shown.forms["form"], label="Avis").submit("save", status=303)
    assert f"group:{number}" in text_of(site, drafts=True)["application"]
    a_group("Autre")
    basile.get(page("step", step=2)).mustcontain(no="« Autre »")


def test_an_empty_group_is_warned_of_on_the_page(app, sign_in, site, a_group):
    number = a_group("Cellule d’écoute")
    in_force(site, f'[[steps]]\nwho = ["group:{number}"]')
    shown = sign_in(app, "maud").get(page("edit"))
    shown.mustcontain("Étape 1 : personne dans le groupe « Cellule d’écoute » ne peut répondre", "Concerne 3 membres", "Lea")
    with site() as tree:
        grouping.dissolve(an_act(tree, "maud"), find(tree, "/culture"), number)
    app.get(page("edit")).mustcontain("Étape 1 : ce groupe n’existe plus", "Concerne 3 membres", "Un groupe dissous depuis")


def test_a_group_says_what_it_approves_and_who_will_be_asked_once_it_is_over(app, sign_in, site, a_group):
    """M43 M47: before a group is dissolved, whoever dissolves it reads which steps asked it; what the network itself asks is among them."""
    number, other = a_group("Cellule d’écoute", "noe"), a_group("Autre", "luc")
    in_force(site, f'[[steps]]\nwho = ["group:{number}"]')
    with site() as tree:
        place = drafts.place_of(find(tree, "/culture"), "pledge.after")
        drafts.keep(place, load(f'subject = "pledge"\n[[steps]]\nwho = ["network.manager", "group:{number}"]', "p"))
        drafts.switch_on(an_act(tree, "maud"), place)
    shown = sign_in(app, "maud").get(f"/culture/people-group?id={number}")
    shown.mustcontain("Ce qu’il valide", f"{WORKSHOP}/procedure-edit?subject=application", "/culture/procedure-edit?subject=pledge.after")
    app.get(f"/culture/people-group-end?id={number}").mustcontain(
        "Les candidatures de nos membres. Le référent sera alors sollicité à la place du groupe.",
        "Les promesses : ensuite, après les étapes de l’organisation. Le référent sera alors sollicité à la place du groupe.",
    )
    app.get(f"/culture/people-group?id={other}").mustcontain(no="Ce qu’il valide")
    app.get(f"/culture/people-group-end?id={other}").mustcontain(no="à la place du groupe")


def test_a_file_names_groups_as_people_do_and_is_told_exactly_what_is_wrong(app, another_app, sign_in, site, a_group):
    """M50: what is downloaded can be sent back; each unknown group with its step and its line."""
    number = a_group("Cellule d’écoute", "noe")
    text = 'subject = "application"\n\n[[steps]]\nwho = [\n    "group:Cellule d’écoute",\n]\n'
    sign_in(app, "maud")
    sent(app, text, 303)
    assert f'"group:{number}"' in text_of(site, drafts=True)["application"]
    assert app.get(page("file")).text == text
    sent(app, app.get(page("file")).text, 303)
    wrong = text.replace("écoute", "écoutes") + '\n[[steps]]\nwho = ["group:Personne"]\n'
    told = sent(app, wrong, 422)
    told.mustcontain("Étape 1, ligne 4", "vouliez-vous dire « group:Cellule d’écoute »", "Étape 2, ligne 9", "ce groupe n’existe pas ici")
    twice = text.replace('écoute",', 'écoute", "group:cellule d’ecoute",')
    sent(app, twice, 422).mustcontain("choisi deux fois")
    assert text_of(site, drafts=True)["application"].count("group:") == 1
    basile = sign_in(another_app(), "basile")
    sent(basile, text, 303)
    a_group("Secret", "noe")
    sent(basile, text.replace("Cellule d’écoute", "Secret"), 422).mustcontain("ce groupe n’existe pas ici", no="Cellule")
    with site() as tree:
        grouping.dissolve(an_act(tree, "maud"), find(tree, "/culture"), number)
    sent(app, app.get(page("file")).text, 422).mustcontain("ce groupe n’existe pas ici, ou n’existe plus")


@pytest.mark.parametrize("number", ["other", "0", "x", "99999999999999999999999"])
def test_a_number_that_is_no_group_of_the_network_is_refused_alike(app, sign_in, site, a_group, number):
    """M11: nobody learns of another network's groups."""
    found = a_group("Secret", network="/horizon", by="helene") if number == "other" else number
    sign_in(app, "basile")
    for what in (found, "Secret"):
        told = sent(app, f'subject = "application"\n[[steps]]\nwho = ["group:{what}"]\n', 422)
        told.mustcontain("ce groupe n’existe pas ici, ou n’existe plus")
    in_force(site, f'[[steps]]\nwho = ["group:{found}"]')
    for name in ("edit", "text", "file", "step&step=1"):
        shown = app.get(page("edit") if name == "edit" else page(name.partition("&")[0]) + name.replace(name.partition("&")[0], ""))
        assert "Secret" not in shown.text


def test_any_of_the_group_answers_from_their_list_and_is_written_to(app, another_app, sign_in, site, mails, searchable, a_group):
    """M43 M50: told by mail, on their list, on the track, found by them and by nobody else."""
    in_force(site, f'[[steps]]\nwho = ["group:{a_group("Cellule d’écoute", "noe", "luc")}"]')
    form = sign_in(app, "lea").get(f"{NAVE}/apply").forms["form"]
    form["motivation"] = "J’aime les plans et les vieilles pierres."
    checked = form.submit("check")
    next(each for each in checked.forms.values() if "send" in each.fields).submit("send", status=303)
    assert {"noe@example.org", "luc@example.org"} <= {mail.to.split("<")[-1].rstrip(">") for mail in mails()}
    app.get(f"{NAVE}/lea").mustcontain("Accord du groupe « Cellule d’écoute »", "Luc, Noe")
    searchable()
    noe, luc, remi = (sign_in(another_app(), who) for who in ("noe", "luc", "remi"))
    for browser in (noe, luc):
        browser.get("/to-do").mustcontain("Candidature de Lea")
    remi.get(f"{NAVE}/lea", status=404)
    noe.get(f"{NAVE}/lea").forms[0].submit("answer", value="approve", status=303)
    luc.get("/to-do").mustcontain(no="Candidature de Lea")
    with site() as tree:
        assert find(tree, f"{NAVE}/lea").track[0].who == "noe"


def test_why_somebody_reads_a_request_names_the_group_that_was_asked(app, sign_in, site, a_group):
    number = a_group("Cellule d’écoute", "noe")
    with site() as tree:
        find(tree, NAVE).track = (Step("organisation.referent", group=number, asked=NOW),)
    sign_in(app, "maud").get(f"{NAVE}/why?person=noe").mustcontain("par le groupe « Cellule d’écoute »")


def test_whoever_is_in_the_group_finds_exactly_what_they_may_open(app, another_app, sign_in, site, searchable, a_group):
    """P10: listed if and only if it may be opened, before and after somebody comes in or leaves."""
    number = a_group("Cellule d’écoute", "noe")
    in_force(site, f'[[steps]]\nwho = ["group:{number}"]')
    with site() as tree:
        an_application(find(tree, NAVE), by="lea", employer=find(tree, WORKSHOP))
    browsers = {who: sign_in(another_app(), who) for who in ("noe", "iris", "luc")}

    def sees():
        searchable()
        listed = {who for who, each in browsers.items() if "Candidature de Lea" in each.get("/to-do").text}
        opened = {who for who, each in browsers.items() if each.get(f"{NAVE}/lea", status="*").status_int == 200}
        assert listed == opened
        return opened

    before = sees()
    with site() as tree:
        act, culture = an_act(tree, "maud"), find(tree, "/culture")
        grouping.add(act, culture, number, tree.people["luc"])
        grouping.remove(act, culture, number, "noe")
    assert (before, sees()) == ({"noe"}, {"luc"})
    with site() as tree:
        grouping.dissolve(an_act(tree, "maud"), find(tree, "/culture"), number)
    assert sees() == set()
