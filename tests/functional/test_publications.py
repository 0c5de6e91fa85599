"""Plain content of a network: written by its team, read by everybody or by its members, linked for good (B11, C11, L04, M57)."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from mobee_pyr.content.tree import find
from mobee_pyr.workflows import access, arranging, moving, planning
from tests.builders import NOW, TODAY, a_person, a_publication, a_role, an_act
from tests.unit.content.test_attachment import PDF
from tests.unit.content.test_sizes import a_png_that_says

NEW = "/culture/publication-new"


def a_photo(width=1200, height=600):
    kept = BytesIO()
    Image.new("RGB", (width, height), "#5f7d5a").save(kept, "WEBP", lossless=True)
    return kept.getvalue()


def write(browser, kind, place="/culture", status=303, file=None, **said):
    form = browser.get(f"{place}/publication-new?kind={kind}").forms["form"]
    for name, value in said.items():
        form[f"form-{name}" if f"form-{name}" in form.fields else name] = value
    if file:
        form["upload"] = file
    return form.submit("save", status=status)


def everything(tree):
    return sorted(node.title for node in find(tree, "/culture").inside("page", "news", "section", "document", "picture", "link"))


def test_a_page_is_written_read_again_and_published(app, another_app, sign_in, site):
    """C11, L04: a draft is nobody else's to read."""
    written = write(
        sign_in(app, "maud"), "page", title="Le guide", summary="Pour bien accueillir.", description="## Avant\n\nDites **quoi**."
    )
    page = written.follow()
    page.mustcontain("C’est enregistré comme brouillon", "Brouillon", "<h2>Avant</h2>", "<strong>quoi</strong>")
    visitor = another_app()
    visitor.get("/culture/le-guide", status=404)
    app.post("/culture/le-guide/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)
    visitor.get("/culture/le-guide").mustcontain("Le guide", "bien accueillir.", no=["Brouillon", "Modifier"])


def test_it_is_set_for_a_day_and_taken_back_on_another(app, sign_in, site):
    """Publish and expire dates are the planned transitions (decision 20)."""
    write(sign_in(app, "maud"), "news", title="La soirée", summary="Venez.")
    with site() as tree:
        node = find(tree, "/culture/la-soiree")
        planning.plan(an_act(tree, "maud"), node, "publish", NOW + timedelta(days=1))
    with site() as tree:
        assert planning.run(an_act(tree, at=NOW + timedelta(days=2))) == 1
        node = find(tree, "/culture/la-soiree")
        assert node.state == "published" and node.published == NOW + timedelta(days=2)
        planning.plan(an_act(tree, "maud", at=NOW + timedelta(days=2)), node, "archive", NOW + timedelta(days=9))
    with site() as tree:
        planning.run(an_act(tree, at=NOW + timedelta(days=10)))
        assert find(tree, "/culture/la-soiree").state == "archived"
    app.get("/culture/la-soiree/transition?name=archive", status=303)


@pytest.mark.parametrize("who", ["noe", "quentin", "rose", None])
def test_nobody_else_writes(app, sign_in, who):
    if who:
        sign_in(app, who)
    for page in (NEW, f"{NEW}?kind=page", "/culture/publications", "/culture/menu-edit", "/culture/home-page", "/culture/home-preview"):
        app.get(page, status=(404, 403) if who else 303)


def test_whoever_was_given_a_section_writes_in_it_and_nowhere_else(app, sign_in, site):
    """An editor of one section; the manager publishes what they wrote."""
    with site() as tree:
        shelf = a_publication(find(tree, "/culture"), "Conseils", "section")
        a_role("editor", shelf, "iris")
    sign_in(app, "iris")
    write(app, "page", "/culture/conseils", title="Le guide", description="Voilà.").follow().mustcontain("Brouillon", no="Publier</button>")
    app.get(NEW, status=(404, 403))
    sign_in(app, "maud").post("/culture/conseils/le-guide/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)


def test_an_editor_of_the_network_writes_and_publishes(app, sign_in, site):
    with site() as tree:
        a_role("editor", find(tree, "/culture"), "iris")
    write(sign_in(app, "iris"), "page", title="Le guide")
    app.post("/culture/le-guide/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert find(tree, "/culture/le-guide").state == "published"


def test_a_link_is_written_as_an_address_kept_as_a_reference_and_follows_its_page(app, another_app, sign_in, site):
    """A move breaks no link, and whoever writes never reads a number."""
    with site() as tree:
        a_publication(find(tree, "/culture"), "La charte")
        a_publication(find(tree, "/culture"), "Textes", "section")
    sign_in(app, "maud")
    write(app, "page", title="Le guide", description="Lisez [la charte](/culture/la-charte#but) et [ailleurs](https://exemple.org).")
    with site() as tree:
        charter, guide = find(tree, "/culture/la-charte"), find(tree, "/culture/le-guide")
        assert guide.description == f"Lisez [la charte](mobee:{charter.oid}#but) et [ailleurs](https://exemple.org)."
        moving.move(an_act(tree, "maud"), charter, find(tree, "/culture/textes"))
    page = app.get("/culture/le-guide")
    assert page.html.find("a", string="la charte")["href"] == "/culture/textes/la-charte#but"
    form = app.get("/culture/le-guide/edit").forms["form"]
    assert "(/culture/textes/la-charte#but)" in form["description"].value and "mobee:" not in form["description"].value
    form.submit("save")
    with site() as tree:
        assert next(iter(find(tree, "/culture/le-guide").deeds())).what != "edited", "nothing has changed"


def test_a_link_to_what_its_reader_may_not_open_is_plain_words(app, another_app, sign_in, site):
    """Neither its address nor its title: a dedicated network stays unknown, so does a draft."""
    with site() as tree:
        secret = a_publication(find(tree, "/horizon"), "Projet secret")
        draft = a_publication(find(tree, "/culture"), "Brouillon à venir", state="draft")
        text = f"Voir [là](mobee:{secret.oid}), [ici](mobee:{draft.oid}) et ![l’image](mobee:{draft.oid})."
        guide = a_publication(find(tree, "/culture"), "Le guide", description=text)
        assert guide.mentions == {secret.oid, draft.oid}
    for browser in (another_app(), sign_in(another_app(), "noe")):
        page = browser.get("/culture/le-guide")
        page.mustcontain("Voir là, ici et l’image.", no=["secret", "horizon", "brouillon-a-venir", "mobee:"])
    sign_in(app, "maud").get("/culture/le-guide").mustcontain('href="/culture/brouillon-a-venir"', no="secret")
    assert f"mobee:{guide.oid}" not in app.get("/culture/le-guide/edit").text


@pytest.mark.parametrize("address", ["/culture/nulle-part", "/horizon/les-cadets", "www.exemple.org", "//a.example/x"])
def test_a_link_that_leads_nowhere_is_told_and_nothing_is_lost(app, sign_in, site, address):
    """The same words for what is hidden and for what does not exist."""
    refused = write(sign_in(app, "maud"), "page", title="Le guide", description=f"Voir [ceci]({address}).", status=422)
    refused.mustcontain("ne mène à aucune page d’ici que vous puissiez ouvrir", f"Voir [ceci]({address}).")
    with site() as tree:
        assert everything(tree) == []


def test_a_page_of_the_site_that_is_no_content_may_be_linked(app, sign_in):
    write(sign_in(app, "maud"), "page", title="Le guide", description="[La bourse](/bourse), [les membres](/culture/organisations).")


def test_what_leads_to_a_page_is_told_before_it_goes(app, sign_in, site):
    """Pages, the menu and the home page; what one may not open is only counted, what lies in the bin says nothing."""
    with site() as tree:
        culture = find(tree, "/culture")
        charter = a_publication(culture, "La charte")
        for title, place in (("Le guide", culture), ("Chez Horizon", find(tree, "/horizon"))):
            a_publication(place, title, description=f"[la charte](mobee:{charter.oid})")
        binned = a_publication(culture, "Jetée", description=f"[la charte](mobee:{charter.oid})")
        moving.delete(an_act(tree, "maud"), binned)
    sign_in(app, "maud")
    app.post("/culture/menu-edit", {"add": _oid(site, "/culture/la-charte"), "csrf_token": app.csrf}, status=303)
    for page in ("/culture/la-charte/linked", "/culture/la-charte/transition?name=archive", "/culture/la-charte/transition?name=withdraw"):
        told = app.get(page)
        told.mustcontain("Le guide", ">Culture</a>", "et 1 page que vous ne pouvez pas ouvrir", no=["Jetée", "Chez Horizon"])


def _oid(site, path):
    with site() as tree:
        return str(find(tree, path).oid)


@pytest.mark.parametrize(
    "fault", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", '<img src=x onerror="x()">']
)
def test_a_text_carries_no_program_and_fetches_nothing_from_elsewhere(app, sign_in, site, fault):
    with site() as tree:
        a_publication(find(tree, "/culture"), "Le guide", description=fault)
    shown = app.get("/culture/le-guide").html.select_one(".prose")
    assert not shown.find(["script", "img"]) and not shown.find("a", href=True)


def test_a_preview_keeps_nothing(app, sign_in, site):
    sign_in(app, "maud")
    said = {"preview": "description", "title": "Le guide", "description": "## Bonjour\n\n[La bourse](/bourse)", "csrf_token": app.csrf}
    shown = app.post("/culture/preview", said)
    shown.mustcontain("Rien n’est enregistré", "<h2>Bonjour</h2>")
    assert shown.html.select_one("#preview h2")
    app.post("/culture/preview", said | {"csrf_token": "x"}, status=400)
    sign_in(app, "noe").post("/culture/preview", said | {"csrf_token": app.csrf}, status=(403, 404))
    with site() as tree:
        assert everything(tree) == []


def test_a_document_keeps_its_versions_for_its_team(app, another_app, sign_in, site):
    """B11: readers get the newest; who gave which and why is told."""
    sign_in(app, "maud")
    write(app, "document", title="La convention", file=("../../convention.pdf", PDF))
    app.post("/culture/la-convention/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)
    form = app.get("/culture/la-convention/file-new").forms["form"]
    form["upload"], form["form-note" if "form-note" in form.fields else "note"] = ("convention.pdf", PDF + b"\n%%EOF"), "Nouveaux montants."
    form.submit("save", status=303).follow().mustcontain("Nouveaux montants.", "Version 1", "Version 2", "Maud")
    visitor = another_app()
    page = visitor.get("/culture/la-convention")
    page.mustcontain("PDF", "version 2", "Télécharger", no=["Nouveaux montants.", "Version 1"])
    newest = visitor.get("/culture/la-convention/file")
    assert newest.body == PDF + b"\n%%EOF"
    assert newest.headers["Content-Disposition"].startswith('attachment; filename="convention.pdf"')
    assert newest.headers["X-Content-Type-Options"] == "nosniff" and newest.headers["Cache-Control"] == "private, no-cache"
    visitor.get("/culture/la-convention/file", headers={"If-None-Match": newest.headers["ETag"]}, status=304)
    visitor.get("/culture/la-convention/file?version=1", status=404)
    assert app.get("/culture/la-convention/file?version=1").body == PDF
    for odd in ("0", "9", "x", "²"):
        app.get("/culture/la-convention/file", {"version": odd}, status=404)


def test_a_picture_comes_in_sizes_and_with_words(app, another_app, sign_in, site):
    """M57: shown in a text, kept by browsers under its fingerprint, closed with its page."""
    sign_in(app, "maud")
    write(app, "picture", title="La nef", alt="Une nef romane, vide.", credit="Rose", file=("nef.webp", a_photo()))
    write(app, "page", title="Le guide", description="![](/culture/la-nef)")
    for name in ("la-nef", "le-guide"):
        app.post(f"/culture/{name}/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)
    visitor = another_app()
    shown = visitor.get("/culture/le-guide").html.select_one("figure")
    image = shown.img
    assert (image["alt"], image["width"], image["height"], shown.figcaption.text) == ("Une nef romane, vide.", "1200", "600", "Rose")
    widths = [part.split()[1] for part in image["srcset"].split(", ")]
    assert widths == ["480w", "960w", "1200w"]
    got = visitor.get(image["src"])
    assert got.content_type == "image/webp" and "immutable" in got.headers["Cache-Control"] and "private" in got.headers["Cache-Control"]
    visitor.get("/culture/la-nef/image?v=0", status=404)
    app.get("/culture/la-nef/transition?name=withdraw").forms["form"].submit("fire", status=303)
    visitor.get(image["src"], status=404)
    assert visitor.get("/culture/le-guide").html.select_one("figure") is None


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("nef.png", b"rien de tel", "n’est pas une image PNG, JPEG ou WebP lisible"),
        ("nef.png", a_png_that_says(30_000, 30_000), "Cette image est trop grande"),
        ("nef.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Les dessins SVG ne sont pas acceptés"),
        ("nef.jpg", b"", "Ce fichier est vide"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_lost(app, sign_in, site, name, data, told):
    refused = write(sign_in(app, "maud"), "picture", title="La nef", alt="Une nef.", file=(name, data), status=422)
    refused.mustcontain(told, "Une nef.")
    with site() as tree:
        assert everything(tree) == []


@pytest.mark.parametrize(
    ("data", "told"), [(b"MZ\x90\x00 un programme", "n’est pas d’un genre que l’on peut joindre"), (b"%PDF-1.4 tronqu", "abîmé ou protégé")]
)
def test_what_is_no_document_is_refused(app, sign_in, site, data, told):
    write(sign_in(app, "maud"), "document", title="La convention", file=("../../x", data), status=422).mustcontain(told)
    with site() as tree:
        assert everything(tree) == []


def test_a_file_named_after_a_path_keeps_only_its_name(app, sign_in, site):
    write(sign_in(app, "maud"), "document", title="x", file=("../../x", PDF))
    with site() as tree:
        assert find(tree, "/culture/x").current.file.name == "x.pdf"
    assert '"x.pdf"' in app.get("/culture/x/file").headers["Content-Disposition"]


def test_a_picture_says_what_it_shows_or_that_it_only_decorates(app, sign_in, site):
    sign_in(app, "maud")
    refused = write(app, "picture", title="La nef", file=("nef.webp", a_photo()), status=422)
    refused.mustcontain("Dites en quelques mots ce que l’on y voit", "Fichier déjà reçu")
    form = refused.forms["form"]
    form["decorative"] = True
    form.submit("save", status=303)
    with site() as tree:
        nave = find(tree, "/culture/la-nef")
        assert nave.decorative and nave.alt == "" and nave.current is not None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "exemple.org", "https://exemple.org/ a"])
def test_a_link_leads_to_a_web_page(app, sign_in, site, address):
    write(sign_in(app, "maud"), "link", title="Ailleurs", address=address, status=422).mustcontain("https://exemple.org")
    with site() as tree:
        assert everything(tree) == []


def test_a_library_for_members(app, another_app, sign_in, site):
    """K13: an outsider does not learn that it is there; a member reads format, size, version and day."""
    with site() as tree:
        a_person(tree, "noe")
    sign_in(app, "maud")
    write(app, "section", title="Comptes rendus", audience="members")
    write(app, "document", "/culture/comptes-rendus", title="Comité de mars", file=("mars.pdf", PDF))
    for path in ("comptes-rendus", "comptes-rendus/comite-de-mars"):
        app.post(f"/culture/{path}/transition", {"name": "publish", "csrf_token": app.csrf}, status=303)
    app.post("/culture/menu-edit", {"add": _oid(site, "/culture/comptes-rendus"), "csrf_token": app.csrf}, status=303)
    outsiders, member = (another_app(), sign_in(another_app(), "iris")), sign_in(another_app(), "noe")
    for browser in outsiders:
        for path in ("", "/comite-de-mars", "/comite-de-mars/file"):
            browser.get(f"/culture/comptes-rendus{path}", status=404)
        browser.get("/culture").mustcontain(no="Comptes rendus")
    member.get("/culture").mustcontain("Comptes rendus")
    row = member.get("/culture/comptes-rendus").html.select_one("table tbody tr")
    assert [cell.get_text(strip=True) for cell in row.select("td")][:3] == ["PDF", "1 ko", "version 1"]
    assert member.get("/culture/comptes-rendus/comite-de-mars/file").body == PDF


def test_a_dedicated_network_keeps_its_pages_to_itself(app, another_app, sign_in, site):
    """Nothing to be told from a page that does not exist."""
    with site() as tree:
        a_publication(find(tree, "/horizon"), "Mode d’emploi")
    for browser in (another_app(), sign_in(another_app(), "lea")):
        for path in ("mode-d-emploi", "publications", "home-preview"):
            hidden, absent = (browser.get(f"/horizon/{name}", status=404) for name in (path, "nulle-part"))
            assert hidden.text.replace(path, "nulle-part") == absent.text
    sign_in(app, "hana").get("/horizon/mode-d-emploi").mustcontain("Mode d’emploi")


def test_two_people_who_edit_one_page_are_told(app, another_app, sign_in, site):
    """The common page of corrections: nothing is overwritten silently."""
    with site() as tree:
        a_publication(find(tree, "/culture"), "Le guide", description="Un.")
        a_role("editor", find(tree, "/culture"), "iris")
    first, second = (
        sign_in(browser, who).get("/culture/le-guide/edit").forms["form"] for browser, who in ((app, "maud"), (another_app(), "iris"))
    )
    first["description"], second["description"] = "Deux.", "Trois."
    first.submit("save", status=303)
    second.submit("save", status=409).mustcontain("Deux", "Trois")


def test_a_page_says_it_is_in_another_language_or_is_translated(app, another_app, sign_in, site):
    """B05: the reader's language, else the one there is, with a word; a translation that is out of date says so."""
    with site() as tree:
        a_publication(find(tree, "/culture"), "Le guide", description="Bonjour.")
    english = {"Accept-Language": "en"}
    visitor = another_app()
    page = visitor.get("/culture/le-guide", headers=english)
    page.mustcontain("Bonjour.", "Le guide")
    assert page.html.h1["lang"] == "fr" and page.html.select_one(".prose")["lang"] == "fr" and page.html.select_one(".notice-info")
    form = sign_in(app, "maud").get("/culture/le-guide/translate?language=en").forms["form"]
    form["title"], form["description"] = "The guide", "Hello."
    form.submit("save", status=303)
    translated = visitor.get("/culture/le-guide", headers=english)
    translated.mustcontain("The guide", "Hello.", no="Bonjour.")
    assert translated.html.select_one(".notice-info") is None
    visitor.get("/culture/le-guide").mustcontain("Le guide", "Bonjour.", no="Hello.")
    visitor.get("/culture/le-guide?version=fr", headers=english).mustcontain("Bonjour.")
    form = app.get("/culture/le-guide/edit").forms["form"]
    form["description"] = "Bonsoir."
    form.submit("save", status=303)
    stale = visitor.get("/culture/le-guide", headers=english)
    stale.mustcontain("Hello.", "/culture/le-guide?version=fr")
    assert stale.html.select_one(".notice-info")
    app.get("/culture/le-guide/translate").mustcontain("à revoir : le texte principal a changé")
    app.post("/culture/le-guide/translate?language=en", {"drop": "yes", "csrf_token": app.csrf}, status=303)
    visitor.get("/culture/le-guide", headers=english).mustcontain("Bonsoir.")


def test_a_translation_has_its_history_word_by_word(app, sign_in, site):
    """B05 M32: what was written, then corrected, then taken out stays to be read."""
    with site() as tree:
        a_publication(find(tree, "/culture"), "Le guide", description="Bonjour.")
    sign_in(app, "maud")
    for text in ("Here is how we welcome a volunteer on their first day.", "Here is how we thank a volunteer on their first day."):
        form = app.get("/culture/le-guide/translate?language=en").forms["form"]
        form["title"], form["description"] = "The guide", text
        form.submit("save", status=303)
    history = app.get("/culture/le-guide/history")
    history.mustcontain("a traduit (English)", "The guide")
    assert [mark.text.strip() for mark in history.html.select("main del, main ins")][:2] == ["supprimé :welcome", "ajouté :thank"]
    app.post("/culture/le-guide/translate?language=en", {"drop": "yes", "csrf_token": app.csrf}, status=303)
    app.get("/culture/le-guide/history").mustcontain(
        "a retiré la traduction (English)", "Here is how we thank a volunteer on their first day."
    )


def test_two_translators_are_told_and_no_odd_language_is_taken(app, another_app, sign_in, site):
    with site() as tree:
        a_publication(find(tree, "/culture"), "Le guide", description="Bonjour.")
        a_role("editor", find(tree, "/culture"), "iris")
    page = "/culture/le-guide/translate?language=en"
    first, second = (sign_in(browser, who).get(page).forms["form"] for browser, who in ((app, "maud"), (another_app(), "iris")))
    first["description"], second["description"] = "Hello.", "Good day."
    first.submit("save", status=303)
    second.submit("save", status=409).mustcontain("Hello.", "Good day.", "Maud")
    for odd in ("fr", "xx", ""):
        app.get(f"/culture/le-guide/translate?language={odd}").mustcontain("Langue d’origine")
        app.post(f"/culture/le-guide/translate?language={odd}", {"title": "x", "csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert set(find(tree, "/culture/le-guide").translations) == {"en"}


def test_a_page_is_moved_into_a_section_and_what_leads_to_it_is_told_before_it_is_binned(app, sign_in, site, searchable):
    """The common pages by which content is arranged take plain content too (decision 30)."""
    with site() as tree:
        culture = find(tree, "/culture")
        charter, shelf = a_publication(culture, "La charte"), a_publication(culture, "Textes", "section")
        a_publication(culture, "Le guide", description=f"[la charte](mobee:{charter.oid})")
        who = access.reader(tree, a_person(tree, "maud"), TODAY)
        assert arranging.closed(who, charter, shelf) is None
        arranging.move(an_act(tree, "maud"), charter, shelf)
    searchable()
    sign_in(app, "maud").get("/culture/textes/la-charte/delete").mustcontain("Le guide")
    app.get("/culture/textes/contents").mustcontain("La charte")
    app.get("/culture/le-guide").mustcontain("/culture/textes/la-charte")
