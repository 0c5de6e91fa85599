"""What people do in every network alike, each from the page where the platform leads them."""

from tests.browser.somebody import Somebody

MEANT = {
    "En une phrase": "Lire les murs avant de les toucher.",
    "Tout ce qu’il faut savoir": "La nef attend un regard d’architecte : un relevé, un avis, deux visites.",
}


def written(referent: Somebody, organisation: str, link: str, title: str, kind: str = "", **more: str) -> str:
    """A mission or a need (of a kind) is written from its organisation's page, then sent to be qualified; its path."""
    referent.go(organisation).follow(link)
    if kind:
        referent.choose(kind).press("Continuer")
    referent.write("Ce que vous demandez, en une ligne", title)
    for label, text in {**MEANT, **more}.items():
        referent.write(label, text)
    referent.press("Enregistrer").reads("Relisez, puis envoyez", title)
    path = referent.here
    referent.does("Envoyer à la qualification").reads("L’équipe du réseau")
    return path


def ticked(qualifier: Somebody, path: str) -> Somebody:
    """Every criterion of something, on its page of qualification."""
    qualifier.go(f"{path}/qualify")
    boxes = qualifier.page.locator("input[name=criterion]:enabled")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    return qualifier


def decided(qualifier: Somebody, path: str, answer: str, remark: str = "") -> Somebody:
    """Ticked, answered; the queue comes next."""
    ticked(qualifier, path)
    if remark:
        qualifier.write("Remarque ou raison", remark)
    return qualifier.press(answer).reads("À qualifier")


def applied(volunteer: Somebody, mission: str, why: str, **more: str) -> str:
    """In three screens from the mission's page; the path of the application."""
    volunteer.go(mission).follow("Candidater")
    volunteer.write("Pourquoi cette mission, et ce que vous y apportez", why)
    volunteer.press("Vérifier mes réponses").reads(why).press("Envoyer ma candidature")
    volunteer.reads("Candidature envoyée").follow("Suivre ma candidature").reads(why)
    return volunteer.here


def approved(decider: Somebody, path: str, word: str = "") -> Somebody:
    """The employer's step, by one of those who are asked."""
    decider.go(path).reads("À vous de répondre")
    if word:
        decider.write("Un mot", word)
    return decider.press("Valider").reads("Candidature validée")


def accepted(referent: Somebody, path: str) -> Somebody:
    """The beneficiary's answer."""
    referent.go(path).reads("À vous de répondre").press("Accepter la candidature")
    return referent.reads("est acceptée", "Pour prendre contact")


def carried_out(referent: Somebody, mission: str, hours: str, thanks: str) -> Somebody:
    """The mission starts and ends, then it is closed with the hours of the one volunteer, and thanks."""
    referent.go(mission).does("Démarrer la mission").reads("a démarré").does("Terminer la mission").reads("est terminée")
    referent.follow("Clore et remercier").write("Heures données", hours).write("Vos remerciements", thanks)
    return referent.press("Clore et remercier").reads("est close", thanks)
