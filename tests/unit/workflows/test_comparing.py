"""Where a network's workflow differs from its model, in words (M13, M43)."""

import pytest

from mobee_pyr.workflows import library
from mobee_pyr.workflows.comparing import differences
from mobee_pyr.workflows.loader import load
from mobee_pyr.workflows.wording import Wording


def told(*changes, content="application"):
    """What is said of the packaged workflow with some of its text replaced (each once)."""
    text = library.packaged_text(content)
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return differences(library.packaged(content), load(text, "own.toml"), Wording())


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_nothing_is_told_of_two_that_are_alike(content):
    assert told(content=content) == []


def test_what_only_looks_different_in_the_file_is_not_told():
    assert told(('title = "Mission"', '# the same\n\ntitle   =   "Mission"'), content="mission") == []


ARCHIVE = """[transitions.archive]
label = "Archiver"
from = ["preparing", "open", "paused"]
to = "archived"
by = ["site.admin"]
reason = "required"
"""
CASES = {
    "title": (('title = "Réseau"', 'title = "Communauté"'), ["Le parcours s’appelle « Communauté »."]),
    "initial": (('initial = "preparing"', 'initial = "open"'), ["Tout commence par « Ouvert »."]),
    "self approval": (('initial = "preparing"', 'initial = "preparing"\nself_approval = true'), ["On peut décider de sa propre demande."]),
    "label": (('label = "En pause"', 'label = "En sommeil"'), ["L’état « En pause » s’appelle « En sommeil »."]),
    "kind": (('kind = "open"', 'kind = "good"'), ["L’état « Ouvert » se présente autrement (couleur et icône)."]),
    "readers": (
        ('view = ["everyone"]', 'view = ["network.manager"]'),
        [
            "Dans l’état « Ouvert », peuvent aussi lire la page : la gestion du réseau.",
            "Dans l’état « Ouvert », ne peuvent pas lire la page : tout le monde.",
        ],
    ),
    "new permission": (
        ('join = ["authenticated"]', 'join = ["authenticated"]\napply = ["authenticated"]'),
        ["Dans l’état « Ouvert », peuvent aussi candidater : toute personne connectée."],
    ),
    "final": (("final = true\n", ""), ["L’état « Archivé » n’est pas final."]),
    "transition gone": ((ARCHIVE, ""), ["« Archiver » n’existe pas."]),
    "from and to": (
        ('from = ["preparing", "open", "paused"]\nto = "archived"', 'from = ["paused"]\nto = "paused"'),
        [
            "« Archiver » part de « En pause » (modèle : « En préparation », « Ouvert », « En pause »).",
            "« Archiver » mène à « En pause » (modèle : « Archivé »).",
        ],
    ),
    "who and why": (
        ('by = ["site.admin"]\nreason = "required"', 'by = ["network.manager"]'),
        [
            "« Archiver » est aussi ouvert à : la gestion du réseau.",
            "« Archiver » n’est pas ouvert à : l’administration du site.",
            "« Archiver », raison demandée : non (modèle : oui).",
        ],
    ),
    "renamed": (('label = "Archiver"', 'label = "Ranger"'), ["« Archiver » s’appelle « Ranger »."]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_difference_has_its_sentence(case):
    change, sentences = CASES[case]
    assert told(change, content="network") == sentences


def test_a_state_and_the_way_to_it_are_told_as_added():
    """The example of M43: an interview before the answer."""
    state = '[states.interview]\nlabel = "Entretien"\nview = ["applicant"]\n\n[states.submitted]\n'
    way = '[transitions.invite]\nlabel = "Proposer un entretien"\nfrom = ["submitted"]\nto = "interview"\nby = ["beneficiary.referent"]\n\n'
    assert told(("[states.submitted]\n", state), ("[transitions.accept]\n", f"{way}[transitions.accept]\n")) == [
        "L’état « Entretien » est ajouté.",
        "« Proposer un entretien » est ajouté : de « Déposée » à « Entretien », par le référent de l’organisation qui reçoit.",
    ]


def test_conditions_and_manners_are_told():
    changed = told(('guards = ["criteria_ticked"]', ""), ("decides = true\n", ""), content="organisation")
    assert changed == [
        "« Accepter l’organisation » n’est plus retenu dans ce cas : Tous les critères obligatoires doivent d’abord être cochés.",
        "« Accepter l’organisation » n’est pas une réponse à une demande.",
    ]
    assert told(("awaited = true\n", ""), content="mission") == [
        "« Renvoyer la demande complétée » ne s’affiche pas parmi les choses à traiter."
    ]
    assert told(("dated = true\n", ""), content="mission") == ["« Publier » ne peut pas se prévoir pour un autre jour."]
    assert told(
        ('awaited = true\nguards = ["hours_recorded"]', 'awaited = true\ndated = true\nguards = ["hours_recorded"]'), content="mission"
    ) == ["« Clore et remercier » peut se prévoir pour un autre jour."]
    assert told(('instead = { nobody_reads_first = "propose" }', ""), content="mission") == [
        "« Envoyer à la qualification » prend un autre chemin quand une condition manque."
    ]


def test_a_label_in_two_languages_is_compared_in_the_reader_s():
    text = library.packaged_text("network").replace('label = "En pause"', 'label = { fr = "En pause", en = "Asleep" }', 1)
    own = load(text, "own.toml")
    assert differences(library.packaged("network"), own, Wording("fr")) == []
    assert differences(library.packaged("network"), own, Wording("en")) == ["L’état « En pause » s’appelle « Asleep »."]
