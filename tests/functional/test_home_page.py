"""A network's menu and home page, composed by its team from blocks, without JavaScript (M57)."""

import pytest

from mobee_pyr.content.home import KINDS, Block
from mobee_pyr.content.tree import find
from tests.builders import a_publication, a_role


def press(browser, page, **said):
    return browser.post(f"/culture/{page}", said | {"csrf_token": browser.csrf}, status=303)


def add(browser, kind, status=303, **said):
    form = browser.get(f"/culture/home-block?kind={kind}").forms["form"]
    for name, value in said.items():
        form[name] = value
    return form.submit("save", status=status)


def headings(browser, page="/culture"):
    return [heading.get_text(strip=True) for heading in browser.get(page).html.select("main h2")]


def kinds(site):
    with site() as tree:
        network = find(tree, "/culture")
        return [block.kind for block in network.blocks], None if network.blocks_draft is None else [b.kind for b in network.blocks_draft]


def test_blocks_are_added_moved_and_removed_and_only_then_published(app, another_app, sign_in, site, searchable):
    searchable()
    visitor, maud = another_app(), sign_in(app, "maud")
    before = headings(visitor)
    assert before[:2] == ["Dernières demandes", "Qui en fait partie"]
    add(maud, "text", title="Bienvenue", text="Lisez [la bourse](/bourse).")
    with site() as tree:
        text = find(tree, "/culture").blocks_draft[-1].id
    for _times in range(3):
        press(maud, "home-page", up=text)
    press(maud, "home-page", up=text)  # it is at the top already
    press(maud, "home-page", remove="organisations")
    press(maud, "home-page", down="about")
    assert kinds(site) == (["about", "latest", "organisations"], ["text", "latest", "about"])
    assert headings(visitor) == before, "nobody else reads what is being composed"
    assert headings(maud, "/culture/home-preview")[:2] == ["Bienvenue", "Dernières demandes"]
    visitor.get("/culture/home-preview", status=303)
    press(maud, "home-page", publish="yes")
    assert kinds(site) == (["text", "latest", "about"], None)
    assert headings(visitor)[:2] == ["Bienvenue", "Dernières demandes"]
    maud.get("/culture/history").mustcontain("a changé la page d’accueil")


def test_changes_are_dropped_and_what_is_gone_changes_nothing(app, sign_in, site):
    maud = sign_in(app, "maud")
    press(maud, "home-page", remove="latest")
    press(maud, "home-page", drop="yes")
    for name in ("up", "down", "remove"):
        press(maud, "home-page", **{name: "nowhere"})
    assert kinds(site) == (["about", "latest", "organisations"], None)
    maud.get("/culture/home-page").mustcontain("Descendre Les dernières demandes")
    maud.get("/culture/home-block?block=nowhere", status=404)
    maud.get("/culture/home-block?kind=nothing", status=404)
    press(maud, "home-page", remove="about")
    press(maud, "home-block?kind=about")
    assert kinds(site)[1] == ["latest", "organisations", "about"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "about"])
def test_each_kind_of_block_has_its_questions_and_shows_something(app, another_app, sign_in, site, searchable, kind):
    """Latest missions, counters, news, text, image, people to contact, partners."""
    with site() as tree:
        culture = find(tree, "/culture")
        a_publication(culture, "La soirée", "news", summary="Venez.")
        picture = a_publication(culture, "La nef", "picture", alt="Une nef.")
        partner, picture = str(culture["pierres-vivantes"].oid), str(picture.oid)
    searchable()
    maud, visitor = sign_in(app, "maud"), another_app()
    said = {
        "text": {"text": "Bonjour à tous."},
        "picture": {"form-picture": picture},
        "people": {"people": ["maud"], "text": "Le mardi."},
        "partners": {"partners": [partner]},
    }.get(kind, {})
    form = maud.get(f"/culture/home-block?kind={kind}").forms["form"]
    for name, value in said.items():
        if name in ("people", "partners"):
            next(box for box in form.fields["checkbox"] if box._value == value[0]).checked = True
        else:
            form[name] = value
    form.submit("save", status=303)
    press(maud, "home-page", publish="yes")
    searchable()
    page = visitor.get("/culture")
    page.mustcontain(
        {
            "latest": "Plan de la nef",
            "counters": "missions ouvertes" if "missions ouvertes" in page else "mission ouverte",
            "news": "La soirée",
            "text": "Bonjour à tous.",
            "picture": "Culture",
            "people": "Le mardi.",
            "partners": "Pierres vivantes",
            "organisations": "Atelier du sud",
        }[kind]
    )


def test_a_block_shows_its_reader_only_what_they_may_open(app, another_app, sign_in, site):
    """Listed ⇔ viewable: news for members, a partner that left, a picture that was withdrawn."""
    with site() as tree:
        culture = find(tree, "/culture")
        a_publication(culture, "Entre nous", "news", members_only=True)
        a_publication(culture, "Brouillon", "news", state="draft")
        hidden = a_publication(culture, "La nef", "picture", state="draft", alt="Une nef secrète.")
        stranger = find(tree, "/horizon/les-cadets")
        culture.blocks = (
            Block("1", "news"),
            Block("2", "picture", picture=hidden.oid),
            Block("3", "partners", partners=(stranger.oid,)),
            Block("4", "people", people=("maud", "lea")),
        )
    for browser in (another_app(), sign_in(another_app(), "iris")):
        browser.get("/culture").mustcontain("Maud", no=["Entre nous", "Brouillon", "secrète", "Les cadets", "Lea"])
    sign_in(app, "noe").get("/culture").mustcontain("Entre nous", no=["Brouillon", "secrète", "Les cadets"])


@pytest.mark.parametrize(
    ("kind", "said"),
    [("text", {"text": ""}), ("latest", {"most": "0"}), ("latest", {"most": "99"}), ("text", {"text": "[x](/nulle-part)"})],
)
def test_an_answer_that_does_not_do_is_told_and_changes_nothing(app, sign_in, site, kind, said):
    add(sign_in(app, "maud"), kind, 422, title="Mon titre", **said).mustcontain("Il y a un problème", "Mon titre")
    assert kinds(site) == (["about", "latest", "organisations"], None)


def test_the_menu_is_on_every_page_of_the_network_in_its_order(app, another_app, sign_in, site):
    with site() as tree:
        culture = find(tree, "/culture")
        nodes = [a_publication(culture, title) for title in ("Charte", "Guide", "Équipe")]
        secret = a_publication(find(tree, "/horizon"), "Secret")
        oids, secret = [str(node.oid) for node in nodes], str(secret.oid)
    maud, visitor = sign_in(app, "maud"), another_app()
    for oid in (*oids, secret, oids[0], "0", "x"):
        press(maud, "menu-edit", add=oid)
    press(maud, "menu-edit", up=oids[2])
    press(maud, "menu-edit", down=oids[0])
    press(maud, "menu-edit", remove=oids[1])

    def menu(page):
        return [(link.get_text(strip=True), link.get("aria-current")) for link in visitor.get(page).html.select(".network-menu a")]

    assert menu("/culture/pierres-vivantes") == [("Équipe", None), ("Charte", None)]
    assert menu("/culture/charte") == [("Équipe", None), ("Charte", "true")]
    with site() as tree:
        a_role("editor", find(tree, "/culture"), "iris")
        find(tree, "/culture/charte").state = "draft"
    assert menu("/culture") == [("Équipe", None)]


def test_the_menu_holds_eight_pages(app, sign_in, site):
    with site() as tree:
        oids = [str(a_publication(find(tree, "/culture"), f"Page {number}").oid) for number in range(9)]
    maud = sign_in(app, "maud")
    for oid in oids:
        press(maud, "menu-edit", add=oid)
    with site() as tree:
        assert [str(oid) for oid in find(tree, "/culture").menu] == oids[:8]
    maud.get("/culture/menu-edit").mustcontain("Huit pages au plus")


def test_a_composed_home_page_is_kept_and_exact(app, another_app, site, searchable):
    """Decision 7: a change of what a block shows asks for the page anew."""
    with site() as tree:
        culture = find(tree, "/culture")
        culture.blocks = (Block("1", "news"), Block("2", "about"))
        a_publication(culture, "La soirée", "news")
    searchable()
    tag = app.get("/culture").headers["ETag"]
    app.get("/culture", headers={"If-None-Match": tag}, status=304)
    with site() as tree:
        node = find(tree, "/culture/la-soiree")
        node.title = "Le bal"
        node.record("maud", "edited")
    searchable()
    another_app().get("/culture").mustcontain("Le bal", no="La soirée")
