"""What « Comment ça marche » says to each audience: texts only; the page is `views/how_it_works.py`."""

from typing import NamedTuple

from mobee_pyr.content.words import _

Texts = tuple[tuple[str, str], ...]


class Audience(NamedTuple):
    """One kind of reader. ``steps`` and ``questions``: (what, in words); ``next``: the key of `page.urls` and the button's text."""

    icon: str
    short: str
    title: str
    lead: str
    steps: Texts
    questions: Texts
    next: tuple[str, str]


# fmt: off
VOLUNTEER = Audience(
    "person-raised-hand",
    _("Bénévole"),
    _("Vous voulez aider"),
    _("Une heure ou trois mois, sur place ou de chez vous, en votre nom ou avec votre employeur : une mission demande ce que vous savez faire."),
    (
        (_("Cherchez dans la bourse"),
         _("Tapez ce que vous savez faire (architecte, comptabilité, anglais…) ou parcourez les demandes par domaine et par ville. Pour regarder, aucun compte n’est nécessaire.")),
        (_("Lisez l’essentiel"),
         _("Chaque mission dit où, quand, combien de temps, combien de places restent et qui la demande. Toutes ont été relues par l’équipe du réseau.")),
        (_("Candidatez en trois écrans"),
         _("Dites ce qui vous motive et quand vous êtes libre, en votre nom ou avec votre employeur. Relisez, envoyez. Si vous n’avez pas de compte, vous en créez un au passage : un nom, une adresse, un mot de passe.")),
        (_("Suivez chaque étape"),
         _("Avec votre employeur, c’est lui qui valide d’abord, selon ses propres règles ; puis l’association répond. Vous voyez à tout moment qui doit se prononcer, et un courriel vous prévient de chaque réponse.")),
        (_("Faites la mission"),
         _("L’association vous accueille. À la fin, elle note vos heures et vous remercie : tout reste dans votre espace.")),
    ),
    (
        (_("Faut-il être salarié d’une entreprise membre ?"),
         _("Non. Étudiante, retraité, indépendante, entre deux emplois : vous candidatez en votre nom. Si votre employeur est membre du réseau, vous pouvez vous y rattacher et candidater avec lui.")),
        (_("Je ne peux pas me déplacer."),
         _("Cochez « En ligne » dans la bourse : relecture, graphisme, traduction, conseil, comptabilité… Tout ce qui voyage par Internet se fait de chez vous, aux heures qui vous conviennent.")),
        (_("Et si je change d’avis ?"),
         _("Vous retirez votre candidature d’un bouton, avec ou sans explication. Faites-le tôt : quelqu’un attend peut-être la place.")),
        (_("Combien cela coûte-t-il ?"),
         _("Rien : s’inscrire dans les réseaux thématiques et s’en servir est gratuit.")),
    ),
    ("bourse", _("Trouver une mission")),
)

ASSOCIATION = Audience(
    "megaphone",
    _("Association"),
    _("Votre association a besoin d’aide"),
    _("Un plan, une affiche, un jingle, des comptes à consolider, un camion, un conseil juridique : dites ce qui vous manque à celles et ceux qui l’ont."),
    (
        (_("Inscrivez votre organisation"),
         _("Choisissez le réseau qui vous ressemble, présentez votre association et nommez votre référent : la personne qui décide en son nom. C’est gratuit.")),
        (_("L’équipe du réseau la qualifie"),
         _("Elle vérifie que l’organisation existe, qu’elle agit dans l’intérêt général et qu’une personne y répond. S’il manque quelque chose, elle vous dit quoi.")),
        (_("Écrivez vos demandes"),
         _("Des compétences : c’est une mission. De l’argent, du matériel, du transport, de la technologie : c’est un besoin. Une demande sert un programme, ou simplement le fonctionnement de l’association.")),
        (_("Elles sont relues, puis publiées"),
         _("Rien ne paraît sans relecture : le résultat attendu, les dates et le lieu sont clairs, et ce n’est pas un emploi déguisé. Une fois publiée, la demande est visible dans le réseau et dans la bourse.")),
        (_("Choisissez qui vous aide"),
         _("Les bénévoles candidatent : vous acceptez, mettez en liste d’attente, ou répondez non en disant pourquoi. Les entreprises promettent : vous acceptez, elles livrent, vous confirmez la réception.")),
        (_("Terminez et remerciez"),
         _("Notez les heures de chacun et laissez un mot de remerciement. L’historique garde qui a fait quoi, pour celles et ceux qui prendront la suite.")),
    ),
    (
        (_("Nous n’avons pas de numéro RNA."),
         _("Ce n’est pas un obstacle : en Alsace-Moselle, par exemple, les associations sont inscrites au tribunal. Dites-le en une phrase, l’équipe du réseau vérifiera.")),
        (_("Peut-on être dans plusieurs réseaux ?"),
         _("Oui. La même organisation peut rejoindre la culture et l’environnement ; vous gardez un seul compte et un seul espace.")),
        (_("Qui voit les candidatures ?"),
         _("La personne qui candidate, son employeur si elle candidate avec lui, votre référent et l’équipe du réseau. Personne d’autre.")),
        (_("Et si personne ne répond ?"),
         _("Relisez la demande avec l’équipe du réseau : une mission courte, une date claire et un résultat précis trouvent bien plus vite.")),
    ),
    ("networks", _("Choisir un réseau")),
)

COMPANY = Audience(
    "buildings",
    _("Entreprise"),
    _("Votre entreprise s’engage"),
    _("Vos salariés ont des métiers, vous avez des moyens. Mettez-les au service de causes proches de vous, avec vos propres règles."),
    (
        (_("Nommez un référent"),
         _("C’est la personne qui porte votre engagement : elle inscrit l’entreprise, décide en son nom et répond aux demandes. On peut être plusieurs, et passer le relais sans rien perdre.")),
        (_("Rejoignez un ou plusieurs réseaux"),
         _("Les réseaux thématiques sont ouverts et gratuits : vous y voyez les associations et les autres entreprises. Pour n’agir qu’avec vos partenaires, un réseau dédié vous est réservé ; personne d’autre ne sait qu’il existe.")),
        (_("Choisissez comment vous validez"),
         _("Sans validation, par le référent seul, ou par le responsable hiérarchique puis le référent. La règle vaut pour chaque candidature faite au nom de l’entreprise, et la personne qui candidate la voit.")),
        (_("Invitez vos salariés"),
         _("Ils se rattachent à l’entreprise, vous confirmez, ils candidatent. Chaque mission dit si elle se fait sur le temps personnel ou sur le temps de travail.")),
        (_("Promettez des moyens"),
         _("Financement, dons en nature, logistique, technologie : vous promettez tout ou partie d’un besoin, l’association accepte, vous livrez, elle confirme.")),
        (_("Gardez la mémoire"),
         _("Candidatures, promesses, heures et décisions restent dans l’historique avec leurs raisons. La personne qui vous succède n’a rien à deviner.")),
    ),
    (
        (_("Qui choisit la personne, l’entreprise ou l’association ?"),
         _("Vous dites oui ou non au départ de la personne ; l’association choisit qui elle accueille. Les deux réponses sont distinctes, et visibles.")),
        (_("Nos retraités peuvent-ils participer ?"),
         _("Oui, si vous le souhaitez : ils se rattachent comme les salariés, avec le statut de retraité.")),
        (_("L’entreprise voit-elle ce que ses salariés font de leur côté ?"),
         _("Non. Une candidature faite en son nom propre ne passe pas par l’employeur et n’apparaît nulle part chez lui.")),
        (_("Est-ce payant ?"),
         _("Les réseaux thématiques sont gratuits. Un réseau dédié suppose une adhésion annuelle ; les fonctions sont les mêmes pour tout le monde.")),
    ),
    ("networks", _("Choisir un réseau")),
)

TOWN = Audience(
    "mortarboard",
    _("Commune ou école"),
    _("Votre commune ou votre école mobilise"),
    _("Une crue, une fête de quartier, un forum des métiers : réunissez en un même lieu ceux qui demandent, ceux qui apportent et ceux qui font."),
    (
        (_("Dites ce que vous faites dans le réseau"),
         _("Une commune peut demander des moyens, en apporter (une salle, un minibus) et mobiliser ses agents. Une école demande des professionnels et mobilise ses étudiants. Ces rôles se choisissent réseau par réseau.")),
        (_("Nommez un référent"),
         _("Une directrice d’école, un chargé de la vie associative, une adjointe : la personne qui décide et qui répond. Quand elle change de poste, une autre prend la suite.")),
        (_("Publiez missions et besoins"),
         _("Parler de son métier à une classe, encadrer une sortie, prêter un camion, traduire un dépliant : chaque demande a son lieu, ses dates et ses places.")),
        (_("Groupez-les en programme"),
         _("Semaine de l’orientation, plan canicule, saison culturelle : un programme réunit les demandes qui servent le même objectif, et chacun voit l’ensemble.")),
        (_("Suivez ce qui avance"),
         _("Vous voyez les places prises, ce qui est promis et ce qui manque encore. Les personnes retenues sont prévenues ; les autres aussi, avec un mot d’explication.")),
    ),
    (
        (_("Peut-on ouvrir un réseau pour sa ville ?"),
         _("Oui : partagé, il est visible de tous ; dédié, il est réservé à vos partenaires. L’équipe du site l’ouvre avec vous en quelques minutes.")),
        (_("Les agents publics peuvent-ils candidater ?"),
         _("Oui, leur statut est prévu. Les règles de votre administration sur le temps et le cumul d’activités restent les vôtres : c’est votre référent qui valide.")),
        (_("Et dans l’urgence ?"),
         _("Une demande s’écrit en quelques minutes et paraît dès qu’elle est relue : prévenez l’équipe du réseau dès le début, elle se tiendra prête.")),
    ),
    ("networks", _("Choisir un réseau")),
)

MANAGER = Audience(
    "people",
    _("Équipe d’un réseau"),
    _("Vous animez un réseau"),
    _("Vous réunissez, vous vérifiez, vous donnez confiance. Le site s’occupe du reste : rappels, listes d’attente, historique."),
    (
        (_("Ouvrez le réseau"),
         _("Un nom, une couleur, une phrase qui dit à quoi il sert. Partagé, tout le monde le voit. Dédié, seuls ses membres savent qu’il existe : il n’est ni dans la recherche, ni dans les chiffres, ni à une adresse que l’on devine.")),
        (_("Composez votre équipe"),
         _("Nommez d’autres responsables, et des personnes qui qualifient. Chaque rôle peut commencer et finir à une date.")),
        (_("Qualifiez les organisations"),
         _("Cochez vos critères, laissez une remarque, acceptez, ou refusez en disant pourquoi. Aucune organisation n’agit dans le réseau avant d’avoir été acceptée.")),
        (_("Relisez les demandes"),
         _("Tant que les critères obligatoires ne sont pas cochés, rien ne paraît. « Demander des compléments » renvoie la demande à son auteur avec vos remarques.")),
        (_("Animez"),
         _("Voyez ce qui attend, mettez en pause, rouvrez, remerciez. Qui peut faire quoi, à chaque étape, est écrit noir sur blanc : la page des parcours le montre à tout le monde.")),
    ),
    (
        (_("Que voit-on d’un réseau dédié, de l’extérieur ?"),
         _("Rien. Son adresse répond comme une adresse qui n’existe pas, et aucun compteur ne le trahit.")),
        (_("Peut-on changer les règles ?"),
         _("Oui, avec l’équipe du site : les critères et les parcours d’un réseau peuvent différer du modèle commun, et continuent de profiter de ses améliorations.")),
        (_("Peut-on revenir sur une erreur ?"),
         _("Une demande en pause se rouvre, une organisation suspendue se rétablit. L’historique garde tout : qui, quand, pourquoi.")),
    ),
    ("workflows", _("Voir qui décide quoi")),
)
# fmt: on

AUDIENCES = {"volunteer": VOLUNTEER, "association": ASSOCIATION, "company": COMPANY, "town": TOWN, "manager": MANAGER}
"""In the order in which they are offered; the key is what ``?for=`` says."""
