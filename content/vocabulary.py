"""The words that people choose from: kinds of means, domains, kinds of bodies, statuses. Each is id → French text."""

from mobee_pyr.content.words import _

MEANS = {
    "skills": _("Compétences"),
    "cash": _("Financement"),
    "goods": _("Don en nature"),
    "logistics": _("Logistique"),
    "technology": _("Technologie"),
}
"""The five kinds of means (M07): a mission asks for skills, a need for one of the four others."""

DOMAINS = {
    "culture": _("Culture et patrimoine"),
    "environment": _("Environnement"),
    "education": _("Éducation"),
    "humanitarian": _("Humanitaire"),
    "solidarity": _("Solidarité et insertion"),
    "sports": _("Sport et handisport"),
    "health": _("Santé"),
    "protection": _("Prévention et protection"),
    "community": _("Vivre ensemble"),
    "memory": _("Mémoire et citoyenneté"),
    "skills-volunteering": _("Bénévolat de compétences"),
    "other": _("Autre domaine"),
}
"""An open list (M08): a network may have its own."""

MODES = {"on_site": _("Sur place"), "online": _("En ligne"), "both": _("Sur place et en ligne")}

TIME_BASES = {"own": _("Sur le temps personnel"), "work": _("Sur le temps de travail"), "any": _("Temps personnel ou de travail")}

OBJECTIVES = {
    "programme": _("Un programme ou l’objet même de l’organisation"),
    "structure": _("Le fonctionnement de l’organisation"),
}
"""What a request serves (M39)."""

MOMENTS = {
    "evenings": _("En soirée"),
    "weekends": _("Le week-end"),
    "office-hours": _("En journée, la semaine"),
    "own-pace": _("À son rythme"),
}
"""When in the week something is done; the last one asks for no hour at all."""

AUDIENCES = {
    "beginners": _("Débutants bienvenus"),
    "minors": _("Ouvert aux mineurs"),
    "retirees": _("Convient aux retraités"),
    "students": _("Convient aux étudiants"),
    "job-seekers": _("Convient en recherche d’emploi"),
    "reduced-mobility": _("Accessible en fauteuil"),
    "accommodations": _("Aménagements possibles"),
}
"""Whom a mission welcomes especially (B03, P04, P47, L05)."""

GOALS = {
    "1": _("Pas de pauvreté"),
    "2": _("Faim « zéro »"),
    "3": _("Bonne santé et bien-être"),
    "4": _("Éducation de qualité"),
    "5": _("Égalité entre les sexes"),
    "6": _("Eau propre et assainissement"),
    "7": _("Énergie propre et d’un coût abordable"),
    "8": _("Travail décent et croissance économique"),
    "9": _("Industrie, innovation et infrastructure"),
    "10": _("Inégalités réduites"),
    "11": _("Villes et communautés durables"),
    "12": _("Consommation et production responsables"),
    "13": _("Lutte contre les changements climatiques"),
    "14": _("Vie aquatique"),
    "15": _("Vie terrestre"),
    "16": _("Paix, justice et institutions efficaces"),
    "17": _("Partenariats pour la réalisation des objectifs"),
}
"""The goals of sustainable development (P33), by their number."""

BODIES = {
    "association": _("Association"),
    "foundation": _("Fondation"),
    "ngo": _("ONG"),
    "federation": _("Fédération"),
    "company": _("Entreprise"),
    "corporate-foundation": _("Fondation d’entreprise"),
    "town": _("Commune"),
    "authority": _("Collectivité territoriale"),
    "state": _("Institution de l’État"),
    "school": _("École ou université"),
}
"""The kinds of legal bodies (M14–M16, M60)."""

CAPACITIES = {
    "asks": _("Demande des moyens"),
    "gives": _("Apporte des moyens"),
    "brings": _("Mobilise ses bénévoles"),
}
"""What an organisation does in a network; chosen by the network, not by the kind of body (M66)."""

STATUSES = {
    "employee": _("Salarié ou salariée"),
    "between-assignments": _("Salarié ou salariée entre deux missions"),
    "late-career": _("Salarié ou salariée en fin de carrière"),
    "retired": _("Retraité ou retraitée"),
    "student": _("Étudiant ou étudiante"),
    "job-seeker": _("En recherche d’emploi"),
    "civil-servant": _("Agent public"),
    "independent": _("Indépendant ou indépendante"),
    "volunteer": _("Bénévole de l’organisation"),
}
"""What somebody is to a legal body, from one date to another (M41, C17)."""

KEPT_INSIDE = {"between-assignments": "employee", "late-career": "employee"}
"""Statuses that are between somebody and their employer (K02) → what everybody else reads."""


def outside(status: str) -> str:
    """A status as it is told to those who are not of the organisation where it counts."""
    return KEPT_INSIDE.get(status, status)


OUTSIDE = {status: label for status, label in STATUSES.items() if status not in KEPT_INSIDE}
"""What somebody may be asked to say of themselves, and others may know."""

WITHOUT_EMPLOYER = ("independent",)
"""Statuses of those who always apply in their own name: nobody above them is asked."""

WITHOUT_WORKING_TIME = ("retired", "student", "job-seeker")
"""Statuses of those whom an organisation brings, but pays no working time that it could lend."""

APPLYING = {status: label for status, label in STATUSES.items() if status not in WITHOUT_EMPLOYER}
"""The statuses of those who may apply in the name of an organisation."""

ROLES = {
    "admin": _("administrateur ou administratrice"),
    "manager": _("responsable"),
    "qualifier": _("qualificateur ou qualificatrice"),
    "member": _("membre"),
    "referent": _("référent ou référente"),
    "hr": _("responsable des ressources humaines"),
    "reader": _("lecteur ou lectrice"),
    "editor": _("rédacteur ou rédactrice"),
}
"""Each `content.access.Role`, in the middle of a sentence: « devenir référent ou référente de … »."""

DUTIES = {
    "site": {"admin": _("Fait vivre le site : ouvre les réseaux, aide les personnes, suspend un compte s’il le faut.")},
    "network": {
        "manager": _("Anime le réseau : accueille les organisations, relit les demandes, nomme l’équipe."),
        "qualifier": _("Relit les dossiers des organisations et leurs demandes avant publication."),
        "member": _("Prend part au réseau : lit ses demandes et y répond en son nom."),
    },
    "organisation": {
        "referent": _(
            "Parle au nom de l’organisation : écrit ses demandes, répond aux candidatures, valide celles de ses membres, nomme son équipe."
        ),
        "manager": _("Encadre une équipe : suit les candidatures de ses membres et donne son avis quand l’organisation le prévoit."),
        "hr": _("Confirme qui fait partie de l’organisation, et suit les candidatures de ses membres."),
        "member": _("Fait partie de l’organisation et candidate en son nom."),
    },
}
"""What each role may do, in a sentence: content type → role → text."""

SHARES = {
    "reader": _("Lit cette page et tout ce qu’elle contient, dans tous les états, même en préparation."),
    "editor": _("Lit et modifie cette page et tout ce qu’elle contient, dans tous les états."),
}
"""The same for the roles that are given on any page."""


def duty(type_name: str, role: str) -> str:
    """What a role lets somebody do on a type of content."""
    told: str = DUTIES.get(type_name, {}).get(role) or SHARES.get(role, "")
    return told


LANGUAGES = {"fr": "Français", "en": "English"}
"""The languages that the site is offered in, by their own names."""
