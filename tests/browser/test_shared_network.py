"""The main job in a shared network, as people live it (D1): from an association that asks to join to thanks and a promise kept."""

from tests.browser.deeds import accepted, applied, approved, carried_out, decided, written

MISSION = "Expertise d’architecte pour une nef restaurée"
NEED = "Imprimer cent affiches"
CHAPEL = "/culture/la-chapelle-retrouvee"
PASSWORD = "quatre mots pour entrer"
WHY = "Architecte du patrimoine, j’ai relevé plusieurs nefs."
THANKS = "La nef a retrouvé ses lignes : merci !"


def test_a_visitor_sees_three_networks_and_no_trace_of_the_fourth(house):
    """D1 M01 M09 M46"""
    for phone in (True, False):
        visitor = house.visitor(phone=phone).go("/")
        networks = visitor.page.locator("#networks").get_by_role("heading", level=3)
        assert networks.all_inner_texts() == ["Culture", "Environnement", "Sports et handisports"]
        visitor.reads_nowhere("horizon").go("/bourse").reads_nowhere("horizon")


def test_from_asking_to_join_to_thanks(house):
    """D1 M37 M40–M43 M46 M49–M53 M55 M56 M69 M70 B02 B03: one story, each act by whom it concerns."""
    aline = _opens_an_account(house)
    _asks_to_join(aline)
    quentin = _the_qualifier_accepts(house)
    mission, need = _writes(house, aline)
    _is_sent_back_corrected_and_published(house, quentin, aline, mission, need)
    lea, application = _people_apply(house, mission)
    basile = _employer_then_association(house, aline, mission, application)
    _done_and_thanked(house, aline, lea, mission, application)
    _a_company_keeps_its_promise(house, aline, basile, need)


def _opens_an_account(house):
    """With a link sent to her address, and nowhere else."""
    aline = house.visitor().go("/").go("/sign-up").write("Votre adresse électronique", "aline@example.org")
    aline.press("Recevoir le lien de confirmation").reads("Regardez votre messagerie")
    aline.go(house.link("aline", "adresse")).write("Votre prénom et votre nom", "Aline Royer").write("Votre mot de passe", PASSWORD)
    return aline.press("Créer mon compte").reads("Bienvenue", "Culture")


def _asks_to_join(aline):
    """Three screens; then it waits for the team of the network."""
    aline.follow("Culture").follow("Inscrire une organisation").choose("Association").press("Continuer")
    aline.write("Son nom", "La Chapelle retrouvée").write("Ville", "Tournus").write("Code postal", "71700")
    aline.write("Présentation", "Nous rouvrons une chapelle romane aux gens du village.").press("Continuer")
    aline.reads("La Chapelle retrouvée", "Moi").press("Envoyer la demande").reads("À qualifier")
    assert aline.here == CHAPEL


def _the_qualifier_accepts(house):
    """Not before its boxes are ticked."""
    house.letter("quentin", "La Chapelle retrouvée")
    assert house.hidden(CHAPEL)
    quentin = house.somebody("quentin").go("/my-space").follow("La Chapelle retrouvée")
    decided(quentin, CHAPEL, "Accepter l’organisation").reads("fait maintenant partie du réseau")
    house.letter("aline", "La Chapelle retrouvée", "fait maintenant partie")
    assert not house.hidden(CHAPEL)
    return quentin


def _writes(house, aline):
    """A mission asks for people, a need for things (M40)."""
    mission = written(aline, CHAPEL, "Demander des compétences", MISSION, **{"Ville": "Tournus"})
    things = "Des choses : affiches, meubles, denrées, matériaux"
    need = written(aline, CHAPEL, "Demander des moyens", NEED, things, **{"Combien ?": "100", "De quoi ?": "affiches"})
    assert house.hidden(mission, need)
    return mission, need


def _is_sent_back_corrected_and_published(house, quentin, aline, mission, need):
    """What is not clear goes back with a remark; corrected, it is published (M70)."""
    remark = "Combien de visites sur place ?"
    decided(quentin, mission, "Demander des compléments", remark).reads("Votre remarque est transmise")
    house.letter("aline", remark)
    aline.go(mission).reads("À compléter", remark).follow("Modifier")
    aline.write("Tout ce qu’il faut savoir", "Deux visites sur place, puis un plan au cinquantième.").press("Enregistrer")
    aline.reads("Deux visites sur place").does("Renvoyer la demande complétée").reads("L’équipe du réseau la relit")
    for path in (mission, need):
        decided(quentin, path, "Publier").reads("est publié")
        assert not house.hidden(path)
    house.letter("aline", MISSION, "publi")


def _people_apply(house, mission):
    """An employee in the name of her company, from the phone; two others in their own."""
    lea = house.visitor(phone=True).go("/bourse?words=architecte+nef").follow(MISSION).follow("Candidater")
    lea.sign_in("lea")
    application = applied(lea, mission, WHY)
    for name in ("noe", "jeanne"):
        applied(house.somebody(name, phone=True), mission, "Je ne suis pas architecte, mais je sais aider.")
    return lea, application


def _employer_then_association(house, aline, mission, application):
    """Manager, then référent, then the beneficiary; nobody before their turn. Others are told kindly."""
    assert house.hidden(application)
    aline.go(application).reads_nowhere("Accepter la candidature")
    for name in ("valerie", "basile"):
        house.letter(name, "Léa Martin", MISSION)
        deciding = approved(house.somebody(name), application)
    house.letter("aline", "Léa Martin", MISSION)
    accepted(aline, application)
    house.letter("lea", MISSION, "accept")
    aline.go(mission).follow("Jeanne Oudin").follow("Ne pas retenir").write("Votre raison", "Cette fois, il nous faut une architecte.")
    aline.press("Ne pas retenir").reads("n’est pas retenue")
    house.letter("jeanne", MISSION, "Cette fois, il nous faut une architecte.")
    return deciding


def _done_and_thanked(house, aline, lea, mission, application):
    """Starts, ends, closed with hours and a thank-you."""
    carried_out(aline, mission, "14", THANKS)
    house.letter("noe", MISSION)
    house.letter("lea", THANKS, "14")
    lea.go(application).reads("Mission accomplie", THANKS).go("/my-space").reads("14", "heures données")


def _a_company_keeps_its_promise(house, aline, basile, need):
    """Pledged by its référent, accepted, delivered, confirmed (M56)."""
    basile.go(need).follow("Promettre").write("Votre message", "Livrées mardi.")
    basile.press("Vérifier ma promesse").reads("100 affiches", "Atelier Vasseur").press("Envoyer la promesse").reads("Promesse envoyée")
    basile.follow("Suivre la promesse")
    house.letter("aline", "Atelier Vasseur", NEED)
    aline.go(need).follow("Atelier Vasseur").press("Accepter la promesse").reads("Convenez de la livraison")
    basile.go(basile.here).does("Déclarer livrée").reads("Livraison déclarée")
    aline.go(aline.here).does("Confirmer la réception").reads("la promesse est tenue")
    house.letter("basile", NEED)
