"""One page is linked to, corrected by two people at once, put back, moved, binned, taken back: its link is right all along (M03, M32)."""

GUIDE, START = "Tenir une permanence", "Par où commencer un samedi"
FIRST, THEIRS, HERS = "À deux, avec une carafe d’eau.", "À trois, avec une carafe d’eau.", "À deux, avec un thermos de café."


def test_a_page_keeps_its_links_whatever_is_done_to_it(house):
    """M03 M32 B11"""
    claire, ada = house.somebody("claire"), house.somebody("ada")
    guide = _published(claire, "/culture/conseils", GUIDE, FIRST)
    start = _published(claire, "/culture", START, "Un lien suffit.", GUIDE)
    _leads(claire, start, guide)
    _two_correct_it_at_once(claire, ada, guide)
    claire.go(f"{guide}/history")._on(claire.page.get_by_role("link", name="Revenir à cette version").last)
    claire.reads("Ce qui va changer").press("Remettre comme avant").reads(FIRST)
    _leads(claire, start, guide)
    moved = claire.go(f"{guide}/move").follow("Documents").press("Déplacer ici").reads("Déplacé vers « Documents »").here
    assert moved == "/culture/documents/tenir-une-permanence"
    _leads(claire, start, moved)
    claire.go(guide)
    assert claire.here == moved, "the former address leads on"
    claire.go(f"{moved}/delete").reads("Ce qui y mène, et n’y mènera plus", START).press("Mettre à la corbeille").reads("dans la corbeille")
    assert house.hidden(moved, guide)
    _leads(claire, start, None)
    claire.go("/culture/deleted").press(f"Reprendre {GUIDE}")
    _leads(claire, start, moved)
    house.visitor().go(start).follow(GUIDE).reads(FIRST)


def _published(claire, place, title, summary, linked=""):
    """Written in the editor, its link picked from the network's pages."""
    claire.go(f"{place}/publication-new?kind=page").write("Titre de la page", title).write("En une phrase", summary)
    if linked:
        claire.page.locator("summary", has_text="Mener à une page du réseau").click()
        claire.page.get_by_role("button", name=linked).click()
    claire.press("Enregistrer le brouillon").reads("C’est enregistré comme brouillon").press("Publier").reads("C’est publié")
    return claire.here


def _leads(claire, start, where):
    """The one link in the text leads there, or nowhere."""
    found = claire.go(start).page.locator("main .prose a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert found == ([where] if where else []), found


def _two_correct_it_at_once(claire, ada, guide):
    """The second one to save reads both versions before anything is kept."""
    ada.go(f"{guide}/edit").write("En une phrase", HERS)
    claire.go(f"{guide}/edit").write("En une phrase", THEIRS).press("Enregistrer").reads(THEIRS)
    ada.press("Enregistrer").reads("Quelqu’un d’autre a écrit en même temps que vous", "Claire Aubry", "trois", "thermos")
    ada.page.get_by_label("La vôtre").check()
    ada.press("Enregistrer ces choix").reads(HERS)
