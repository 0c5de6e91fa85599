"""A reader finds what a network publishes by words, and nothing that they may not open (B11, L04)."""

import pytest

from mobee_pyr.content.publication import Translation
from mobee_pyr.content.tree import find
from tests.builders import NOW, a_publication, a_role

LOOK = "/culture/search"


@pytest.fixture
def published(site, searchable):
    with site() as tree:
        culture = find(tree, "/culture")
        shelf = a_publication(culture, "Conseils", "section", summary="Pour bien débuter.")
        guide = a_publication(
            shelf, "Le guide de l’accueil", summary="Recevoir des bénévoles", description="Préparer l’arrivée, à l’école."
        )
        said = Translation("The welcome guide", "For newcomers", "Prepare the arrival.", guide.edition, None, NOW)
        guide.translations = {"en": said}
        a_publication(culture, "La vie du réseau", "news", description="Les écoles ont accueilli trente jeunes.")
        a_publication(culture, "Chapelle", "picture", alt="Des vitraux au soleil", credit="Anouk")
        a_publication(culture, "Vitraux cachés", state="draft", by="maud")
        a_publication(culture, "Vitraux du bureau", members_only=True)
        closed = a_publication(culture, "Rayon du bureau", "section", members_only=True)
        a_publication(closed, "Vitraux rangés")
        a_publication(culture, "Vitraux d’hier", state="archived", by="maud")
        a_publication(find(tree, "/horizon"), "Vitraux d’Horizon")
    searchable()


def titles(page):
    return [line.text.strip() for line in page.html.select("main .tasks .task-name")]


def found(browser, words, where=LOOK, **query):
    return titles(browser.get(where, {"words": words, **query}))


READS = {
    None: {"Chapelle"},
    "noe": {"Chapelle", "Vitraux du bureau", "Vitraux rangés"},
    "maud": {"Chapelle", "Vitraux du bureau", "Vitraux rangés", "Vitraux cachés", "Vitraux d’hier"},
}
"""Who → what they may open of all that speaks of stained glass: a visitor, a member, the manager."""


@pytest.mark.parametrize("who", READS)
def test_each_reader_finds_what_they_may_open_and_nothing_else(app, sign_in, site, published, who):
    """C11: neither a line nor a count tells of a draft, of what is for members, or of another network."""
    with site() as tree:
        a_role("member", find(tree, "/culture"), "noe")
    if who:
        sign_in(app, who)
    page = app.get(LOOK, {"words": "vitraux"})
    assert set(titles(page)) == READS[who] and len(titles(page)) == len(READS[who])
    page.mustcontain(f"{len(READS[who])} résultat")
    page.mustcontain(no="Horizon")


def test_a_dedicated_network_has_no_search_for_outsiders(app, sign_in, published):
    """The same 404 as for a network that is not there."""
    app.get("/horizon/search?words=vitraux", status=404)
    sign_in(app, "noe").get("/horizon/search?words=vitraux", status=404)


def test_a_section_that_is_for_members_has_none_either(app, published):
    app.get("/culture/rayon-du-bureau/search?words=vitraux", status=404)


def test_words_are_found_whatever_their_accents_and_endings(app, published):
    """L04: accents, plurals, verbs, half a word; what stands in the other language and beside a picture too."""
    assert set(found(app, "ecole")) == {"Le guide de l’accueil", "La vie du réseau"}
    assert found(app, "bénévole préparer") == ["Le guide de l’accueil"]
    assert found(app, "arriv") == ["Le guide de l’accueil"]
    assert found(app, "newcomers") == ["Le guide de l’accueil"]
    assert found(app, "anouk") == ["Chapelle"]
    assert found(app, "zeppelin") == []


def test_it_is_narrowed_by_kind_and_by_section_in_an_address_that_can_be_shared(app, published):
    """B11: a plain form, without JavaScript; nothing typed lists all."""
    assert found(app, "ecole", kind="news") == ["La vie du réseau"]
    assert found(app, "ecole", "/culture/conseils/search") == ["Le guide de l’accueil"]
    assert set(found(app, "")) == {"Conseils", "Le guide de l’accueil", "La vie du réseau", "Chapelle"}
    app.get(LOOK, {"words": "ecole", "kind": "nonsense", "page": "99"}).mustcontain("2 résultats")
    form = search_form(app.get("/culture/conseils"))
    form["words"] = "école"
    answered = form.submit()
    assert answered.request.path_qs == "/culture/conseils/search?words=%C3%A9cole" and titles(answered) == ["Le guide de l’accueil"]
    again = search_form(app.get("/culture"))
    again["words"] = "zeppelin"
    again.submit().mustcontain("Rien ne répond à cette recherche", "0 résultat")


def test_where_nothing_can_be_read_there_is_no_box(app, site):
    """A box over nothing would only disappoint, or tell of what is hidden."""
    with site() as tree:
        a_publication(find(tree, "/culture"), "Vitraux cachés", state="draft", by="maud")
    assert search_form(app.get("/culture")) is None


def search_form(page):
    return next((form for form in set(page.forms.values()) if form.action.endswith(("/culture/search", "/conseils/search"))), None)
