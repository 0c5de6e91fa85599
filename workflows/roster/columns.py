"""Which column of a list says what, and the words that people write in it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from mobee_pyr.content.access import Role
from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _

FIELDS = {
    "mail": _("Adresse électronique"),
    "first_name": _("Prénom"),
    "last_name": _("Nom, ou nom complet"),
    "role": _("Rôle, s’il n’est pas seulement membre"),
    "status": _("Statut"),
    "manager": _("Adresse du responsable direct"),
    "since": _("À partir du"),
    "until": _("Jusqu’au"),
}
"""What is read of each line."""

OF_ORGANISATIONS = ("status", "manager")
"""What only members of an organisation have."""

HEADS = {
    "mail": "adresse-electronique adresse-mail adresse-e-mail adresse-email adresse-de-courriel e-mail email mail courriel mel adresse "
    "email-address",
    "first_name": "prenom prenoms first-name firstname given-name",
    "last_name": "nom nom-de-famille nom-complet nom-et-prenom prenom-et-nom prenom-nom nom-prenom name full-name last-name lastname "
    "surname personne",
    "role": "role roles",
    "status": "statut status",
    "manager": "adresse-du-responsable-direct adresse-du-responsable responsable-direct responsable manager line-manager n-1 superieur",
    "since": "a-partir-du depuis debut date-de-debut date-d-entree entree arrivee since from start start-date",
    "until": "jusqu-au fin date-de-fin date-de-sortie sortie depart until to end end-date",
}
"""The heads by which a column is recognised, as `slug` writes them."""

STATUSES = {
    "employee": "salarie salariee salarie-ou-salariee salarie-e employe employee cdi cdd",
    "between-assignments": "salarie-ou-salariee-entre-deux-missions entre-deux-missions intercontrat inter-contrat "
    "employee-between-assignments between-assignments",
    "late-career": "salarie-ou-salariee-en-fin-de-carriere fin-de-carriere en-fin-de-carriere employee-late-in-their-career late-career",
    "retired": "retraite retraitee retraite-ou-retraitee retraite-e retired",
    "student": "etudiant etudiante etudiant-ou-etudiante etudiant-e student",
    "job-seeker": "en-recherche-d-emploi demandeur-d-emploi job-seeker looking-for-a-job",
    "civil-servant": "agent-public agent fonctionnaire civil-servant",
    "independent": "independant independante independant-ou-independante independant-e independent self-employed freelance",
    "volunteer": "benevole benevole-de-l-organisation volunteer volunteer-of-the-organisation",
}
ROLES = {
    "member": "membre member",
    "referent": "referent referente referent-ou-referente referent-e contact-person",
    "hr": "rh hr ressources-humaines responsable-des-ressources-humaines human-resources human-resources-manager",
    "manager": "responsable manager",
    "qualifier": "qualificateur qualificatrice qualificateur-ou-qualificatrice qualifier",
}
"""The words for each status and role, in the languages of the site."""

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")


def of(node: Node) -> dict[str, str]:
    """What a list may say of the people of a node: field → its title."""
    return {name: title for name, title in FIELDS.items() if node.type_name == "organisation" or name not in OF_ORGANISATIONS}


def guessed(node: Node, heads: Iterable[str], kept: Mapping[str, str]) -> dict[str, str]:
    """Field → head: as it was said the last time, otherwise as the heads speak for themselves."""
    free = {slug(head): head for head in heads}
    found: dict[str, str] = {}
    for name in of(node):
        words = (slug(kept[name]),) if slug(kept.get(name, "")) in free else tuple(HEADS[name].split())
        word = next((word for word in words if word in free), None)
        if word is not None:
            found[name] = free.pop(word)
    return found


def status(said: str) -> str | None:
    """The key of a status, or ``None`` for a word that is none."""
    return _key(STATUSES, said)


def role(said: str) -> Role | None:
    """The role that a word means, or ``None``."""
    key = _key(ROLES, said)
    return None if key is None else Role(key)


def day(said: str) -> date | None:
    """A day as people and spreadsheets write it, or ``None``."""
    for form in DAYS:
        try:
            return datetime.strptime(said, form).date()
        except ValueError:
            continue
    return None


def _key(words: Mapping[str, str], said: str) -> str | None:
    wished = slug(said)
    return next((key for key, known in words.items() if wished == key or wished in known.split()), None)
