"""Many people from a file: given, matched, read again, confirmed; those who are awaited say yes; those who left the list leave."""

import re

from webtest import Upload

from mobee_pyr.content import awaited
from mobee_pyr.content.node import now
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.tree import find
from mobee_pyr.jobs import run as run_jobs

SHOP = "/culture/atelier-du-sud"
LIST = "E-mail;Nom;Statut;Responsable\n"
LIST += "neuve@example.com;Neuve Dubois;salariée;max@example.org\nnoe@example.org;Noé;retraité;\nlea@example.org;Léa;;\n"


def give(app, text, place=SHOP, status=303):
    form = app.get(f"{place}/people-import").forms["form"]
    data = text if isinstance(text, bytes) else text.encode()
    form["upload"] = Upload("équipe.csv", data)
    return form.submit("give", status=status)


def checked(app, text, place=SHOP):
    """The page on which a file is read again."""
    page = give(app, text, place).follow()
    return page.forms["form"].submit("match", status=303).follow()


def confirming(page):
    return next(form for form in page.forms.values() if "seen" in form.fields)


def counters(page):
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text))


def test_a_list_brings_people_in_once(app, another_app, sign_in, site, mails):
    """M41 M46: nothing before the confirmation; who is known belongs, the others are awaited; the same list again changes nothing."""
    sign_in(app, "basile").get(f"{SHOP}/people").mustcontain("Importer des personnes")
    page = checked(app, LIST)
    assert counters(page) == {"nouvelles": "1", "rattachées": "1", "inchangées": "1"}
    page.mustcontain("Rien n’est encore fait", "Neuve Dubois", "noe@example.org")
    with site() as tree:
        assert find(tree, SHOP).awaited is None
    form = confirming(page)
    form["write"] = True
    report = form.submit("bring", status=303).follow()
    assert counters(report) == {"attendues": "1", "rattachées": "1", "inchangées": "1"}
    app.get(f"{SHOP}/people").mustcontain("Personnes attendues", "neuve@example.com", "Noe")
    app.get(f"{SHOP}/history").mustcontain("a mis à jour les personnes d’après une liste")
    assert counters(checked(app, LIST)) == {"inchangées": "3"}
    told = {mail.to.split("<")[-1].rstrip(">"): mail for mail in mails()}
    assert set(told) == {"neuve@example.com", "noe@example.org"} and "membre" in told["noe@example.org"].subject

    newcomer = another_app()
    link = re.search(r"https?://[^/\s]+(/accept-role\?token=\S+)", told["neuve@example.com"].text).group(1)
    form = newcomer.get(link).forms[0]
    assert form["name"].value == "Neuve Dubois"
    form["password"] = "cinq petits chats gris"
    form.submit("accept", status=303)
    with site() as tree:
        person = by_mail(tree, "neuve@example.com")
        held = person.affiliation(find(tree, SHOP).entity_oid, now().date())
        assert (held.status, held.manager) == ("employee", "max")
    newcomer.get(link, status="*").mustcontain("a déjà servi")


def test_an_account_that_nobody_here_knows_looks_like_none(app, another_app, sign_in, site):
    """M46 P10: what is read of iris, who has an account, is what is read of somebody who has none. She is asked in her space."""
    sign_in(app, "basile")
    page = checked(app, "E-mail;Nom\niris@example.org;Personne\nivan@example.org;Personne\n")
    rows = re.findall(r"<tr>.*?</tr>", page.text, re.S)[1:]
    alike = [re.sub(r"iris|ivan|>\d+<", "", row) for row in rows]
    assert len(alike) == 2 and alike[0] == alike[1]
    confirming(page).submit("bring", status=303).follow()
    lines = re.findall(r'<li class="task">.*?</li>', app.get(f"{SHOP}/people").text, re.S)
    waiting = [re.sub(r"iris|ivan", "", line) for line in lines if "iris@" in line or "ivan@" in line]
    assert len(waiting) == 2 and waiting[0] == waiting[1]
    with site() as tree:
        assert tree.membership.own("iris") == ()
    iris = sign_in(another_app(), "iris")
    space = iris.get("/my-space")
    space.mustcontain("vous compte parmi ses membres")
    iris.get(re.search(r'href="(/accept-role\?token=[^"]+)"', space.text).group(1)).forms[0].submit("accept", status=303)
    with site() as tree:
        assert [grant.role for grant in tree.membership.own("iris")] == ["member"] and by_mail(tree, "iris@example.org").title == "Iris"
    iris.get("/my-space").mustcontain(no="vous compte parmi ses membres")


def test_a_wrong_line_is_told_and_left_out_and_nobody_leaves_for_it(app, sign_in, site):
    """M41: errors by line and column; the good lines may be taken without them, but nobody leaves while one is wrong."""
    sign_in(app, "basile")
    page = checked(app, "E-mail;Nom;Statut\nbien@example.com;Bien;\nmal;Mal;chef\n")
    page.mustcontain("1 ligne est à corriger", "E-mail", "prenom@exemple.fr", "Statut")
    page = page.click(href="leave=1")
    page.mustcontain("Personne ne s’en ira")
    report = confirming(page).submit("bring", status=303).follow()
    report.mustcontain("1 ligne laissée de côté")
    with site() as tree:
        assert [mail for mail, _one in awaited.everybody(find(tree, SHOP))] == ["bien@example.com"]
        assert tree.membership.own("luc")[0].holds(now().date())


def test_whoever_is_no_longer_in_the_list_leaves_only_when_that_was_chosen_and_shown(app, sign_in, site, mails):
    """P10: a preview of its own; roles and affiliation end; a letter if it was chosen."""
    sign_in(app, "basile")
    page = checked(app, "E-mail;Nom\nmax@example.org;Max\nlea@example.org;Léa\n")
    page.mustcontain(no="s’en vont")
    page = page.click(href="leave=1")
    assert counters(page) == {"inchangées": "2", "s’en vont": "1"}
    page.click(href="show=leaving").mustcontain("luc@example.org")
    form = confirming(page)
    form["write"] = True
    form.submit("bring", status=303).follow().mustcontain("parties")
    with site() as tree:
        assert not [grant for grant in tree.membership.own("luc") if grant.holds(now().date())]
        assert by_mail(tree, "luc@example.org").affiliation(find(tree, SHOP).entity_oid, now().date()) is None
        assert tree.membership.own("lea")[0].holds(now().date())
    assert ["luc@example.org" in mail.to and "prend fin" in mail.subject for mail in mails()] == [True]


def test_what_changed_in_between_is_shown_before_it_is_done(app, sign_in, site):
    sign_in(app, "basile")
    form = confirming(checked(app, "E-mail;Nom\nneuve@example.com;Neuve\n"))
    with site() as tree:
        awaited.put(tree, find(tree, SHOP), "neuve@example.com", awaited.Awaited("Neuve", status="employee"))
    form.submit("bring", status=409).mustcontain("relisez ce que le fichier ferait maintenant")


def test_a_file_that_is_none_and_columns_that_say_nothing_are_refused_in_words(app, sign_in):
    sign_in(app, "basile")
    give(app, b"PK\x03\x04", status=422).mustcontain("classeur")
    give(app, "Nom;nom\na;b\n", status=422).mustcontain("Deux colonnes")
    page = give(app, "A;B\nx;y\n").follow()
    page.forms["form"].submit("match", status=422).mustcontain("Choisissez la colonne des adresses")
    app.get(f"{SHOP}/people-import?file=nothing", status=303).follow().mustcontain("gardé une heure")


def test_a_list_belongs_to_whoever_gave_it_and_the_page_to_those_who_give_roles(app, another_app, sign_in):
    """P10: another référent cannot open the file; a member does not have the page; a dedicated network is not there for outsiders."""
    address = give(sign_in(app, "basile"), LIST).location
    for name, status in (("lea", 403), ("rose", 403), ("hugo", 403)):
        sign_in(another_app(), name).get(address, status=status)
    sign_in(another_app(), "maud").get(address, status=303)
    sign_in(another_app(), "maud").get("/horizon/fondation-horizon/people-import", status=404)
    another_app().get(f"{SHOP}/people-import", status=303)


def test_a_network_brings_in_its_volunteers_and_forgets_one_again(app, sign_in, site):
    """M47: the manager of a dedicated network names who takes part in it; somebody awaited is taken off by a button."""
    sign_in(app, "helene")
    page = checked(app, "Courriel\tPrénom\tNom\nzoe@example.com\tZoé\tRiou\n", "/horizon")
    confirming(page).submit("bring", status=303)
    page = app.get("/horizon/people")
    page.mustcontain("Zoé Riou")
    form = next(form for form in page.forms.values() if "take_back" in form.fields)
    form.submit("take_back", status=303).follow().mustcontain(no="Zoé Riou")
    with site() as tree:
        assert not tree.awaited_at


def test_many_letters_go_hour_by_hour(app, sign_in, site, server, mails):
    """M41: fifty at once, five hundred an hour; whoever was taken off meanwhile gets none."""
    sign_in(app, "basile")
    lines = "".join(f"p{number:03}@example.com;Personne {number}\n" for number in range(60))
    form = confirming(checked(app, f"E-mail;Nom\n{lines}"))
    form["write"] = True
    form.submit("bring", status=303).follow().mustcontain("10 lettres attendent leur tour")
    assert len(mails()) == 50
    with site() as tree:
        awaited.take(tree, find(tree, SHOP), "p059@example.com")
        run_jobs(tree, server.registry.post, now())
    assert len({mail.to for mail in mails() if "Une invitation" in mail.subject}) == 59
