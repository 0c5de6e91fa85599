"""What people read around a transition: before it, what goes with it; after it, what happened and what comes next.

Each text is found by content type and transition. ``${who}`` is the person concerned, ``${title}`` the node (of an answer: the
request that it answers), ``${count}`` how many others are touched.
"""

from translationstring import TranslationString

from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.workflows import library
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes

DONE = {
    "network.open": _("Le réseau « ${title} » est ouvert : on peut le rejoindre et y publier."),
    "network.pause": _("Le réseau « ${title} » est en pause : il reste lisible, personne n’y candidate ni n’y promet."),
    "network.reopen": _("Le réseau « ${title} » a rouvert."),
    "network.archive": _("Le réseau « ${title} » est archivé : seule son équipe le voit encore."),
    "organisation.accept": _("« ${title} » fait maintenant partie du réseau. Son référent est prévenu et peut publier."),
    "organisation.ask_for_more": _("Votre remarque est transmise au référent de « ${title} », qui complétera son dossier."),
    "organisation.refuse": _("La demande de « ${title} » est refusée. Son référent en reçoit la raison."),
    "organisation.complete": _("Le dossier est renvoyé. L’équipe du réseau le relit et vous répond par courriel."),
    "organisation.suspend": _("« ${title} » est suspendue : ses demandes ouvertes sont en pause."),
    "organisation.reinstate": _("« ${title} » est rétablie : ses demandes en pause sont rouvertes."),
    "organisation.withdraw": _("La demande de « ${title} » est retirée. L’équipe du réseau ne la traitera pas."),
    "organisation.leave": _("« ${title} » a quitté le réseau : ses demandes ouvertes sont en pause."),
    "programme.show": _("Le programme « ${title} » est visible."),
    "programme.hide": _("Le programme « ${title} » est de nouveau en préparation : seule votre équipe le voit."),
    "programme.end": _("Le programme « ${title} » est terminé."),
    "publication.publish": _("C’est publié : « ${title} »."),
    "publication.withdraw": _("« ${title} » est de nouveau un brouillon, que seule l’équipe lit."),
    "publication.archive": _("C’est archivé : « ${title} ». Seule l’équipe du réseau lit encore cette page."),
    "mission.submit": _("Mission envoyée. L’équipe du réseau la relit ; un courriel vous dira sa réponse."),
    "mission.propose": _("Mission envoyée à la relecture de votre organisation. Un courriel vous dira sa réponse."),
    "mission.publish": _("« ${title} » est publiée : les bénévoles peuvent candidater, et son référent est prévenu."),
    "mission.ask_for_more": _("Votre remarque est transmise au référent, qui complétera « ${title} »."),
    "mission.complete": _("La mission complétée est renvoyée. L’équipe du réseau la relit et vous répond par courriel."),
    "mission.refuse": _("« ${title} » est refusée. Son référent en reçoit la raison."),
    "mission.split": _("« ${title} » est découpée : chaque partie est un brouillon à relire, puis à envoyer."),
    "mission.rejoin": _("« ${title} » est de nouveau une seule mission, en brouillon. Ses parties sont à la corbeille."),
    "mission.take_back": _("« ${title} » est de nouveau un brouillon : envoyez-la quand elle est prête."),
    "mission.pause": _("« ${title} » est en pause : on ne peut plus y candidater."),
    "mission.resume": _("« ${title} » est rouverte aux candidatures."),
    "mission.start": _("« ${title} » a démarré. Quand tout est fait, terminez-la, puis remerciez les bénévoles."),
    "mission.end": _("« ${title} » est terminée. Il reste à noter les heures et à remercier les bénévoles."),
    "mission.close": _("« ${title} » est close. Les bénévoles reçoivent vos remerciements."),
    "mission.cancel": _("« ${title} » est annulée. Les personnes concernées sont prévenues."),
    "need.submit": _("Besoin envoyé. L’équipe du réseau le relit ; un courriel vous dira sa réponse."),
    "need.propose": _("Besoin envoyé à la relecture de votre organisation. Un courriel vous dira sa réponse."),
    "need.publish": _("« ${title} » est publié : les organisations peuvent promettre, et son référent est prévenu."),
    "need.ask_for_more": _("Votre remarque est transmise au référent, qui complétera « ${title} »."),
    "need.complete": _("Le besoin complété est renvoyé. L’équipe du réseau le relit et vous répond par courriel."),
    "need.refuse": _("« ${title} » est refusé. Son référent en reçoit la raison."),
    "need.take_back": _("« ${title} » est de nouveau un brouillon : envoyez-le quand il est prêt."),
    "need.pause": _("« ${title} » est en pause : on ne peut plus y répondre."),
    "need.resume": _("« ${title} » est rouvert aux promesses."),
    "need.cover": _("« ${title} » est couvert : il ne prend plus de promesses."),
    "need.reopen": _("« ${title} » est rouvert aux promesses."),
    "need.close": _("« ${title} » est clos. Merci à celles et ceux qui ont répondu."),
    "need.cancel": _("« ${title} » est annulé. Les personnes concernées sont prévenues."),
    "application.accept": _("La candidature de ${who} est acceptée. Ses coordonnées sont sur cette page : convenez ensemble de la suite."),
    "application.wait": _("${who} est en liste d’attente et le sait. Vous pourrez l’accepter dès qu’une place se libère."),
    "application.decline": _("La candidature de ${who} n’est pas retenue. Votre réponse lui est transmise."),
    "application.withdraw": _("Votre candidature est retirée. Vous pouvez candidater de nouveau tant que la mission est ouverte."),
    "application.apply_again": _("Votre candidature est de nouveau déposée."),
    "pledge.accept": _("La promesse est acceptée. Convenez de la livraison ; vous en confirmerez ensuite la réception."),
    "pledge.decline": _("La promesse est déclinée. Votre réponse est transmise."),
    "pledge.withdraw": _("La promesse est retirée. L’organisation qui l’attendait est prévenue."),
    "pledge.deliver": _("Livraison déclarée. L’organisation qui reçoit va la confirmer."),
    "pledge.confirm": _("Réception confirmée. Merci : la promesse est tenue."),
    "pledge.dispute": _("Le manque est signalé à l’organisation qui a promis."),
    "volunteer.submit": _("Votre profil est envoyé à l’équipe du réseau « ${title} », qui vous répond par courriel."),
    "volunteer.complete": _("Votre profil complété est renvoyé. L’équipe du réseau le relit et vous répond par courriel."),
    "volunteer.renew": _("Votre demande est envoyée. L’équipe du réseau relit votre profil et vous répond par courriel."),
    "volunteer.verify": _("Le profil de ${who} est vérifié. Cette personne en est prévenue."),
    "volunteer.ask_for_more": _("Votre remarque est transmise à ${who}, qui complétera son profil."),
    "volunteer.refuse": _("Le profil de ${who} n’est pas vérifié. Votre raison lui est transmise."),
    "volunteer.withdraw": _("Votre profil est retiré : ce que vous aviez écrit et donné est effacé."),
    "joining.confirm": _("${who} fait maintenant partie de votre organisation et peut candidater en son nom."),
    "joining.refuse": _("Le rattachement de ${who} n’est pas confirmé. Votre réponse lui est transmise."),
    "joining.end": _("Le rattachement de ${who} est terminé."),
    "joining.withdraw": _("Votre demande de rattachement est retirée."),
}
"""After it."""

BEFORE = {
    "network.pause": _("Le réseau reste lisible ; on ne peut plus le rejoindre, y candidater ni y promettre."),
    "network.archive": _("Le réseau ne sera plus visible que de son équipe, et ne pourra pas être rouvert."),
    "organisation.suspend": _("Elle ne sera plus visible du public et ses demandes ouvertes seront mises en pause."),
    "organisation.withdraw": _("L’équipe du réseau ne la traitera pas. Vous pourrez en faire une autre quand vous voudrez."),
    "organisation.leave": _("Ses demandes ouvertes seront mises en pause. Il faudra une nouvelle demande pour revenir dans le réseau."),
    "organisation.refuse": _("Cette réponse est définitive. Pour un dossier incomplet, demandez plutôt des compléments."),
    "publication.withdraw": _("Seule l’équipe du réseau lira cette page, jusqu’à ce qu’elle soit publiée de nouveau."),
    "publication.archive": _("Ce qui est archivé ne se modifie plus ni ne se publie plus ; l’équipe du réseau le lit encore."),
    "programme.end": _("Un programme terminé ne peut pas être rouvert. Ses missions et besoins continuent."),
    "mission.refuse": _("Cette réponse est définitive. Pour une demande incomplète, demandez plutôt des compléments."),
    "mission.cancel": _("Une mission annulée ne peut pas être rouverte."),
    "need.refuse": _("Cette réponse est définitive. Pour une demande incomplète, demandez plutôt des compléments."),
    "need.close": _("Un besoin clos ne peut pas être rouvert."),
    "need.cancel": _("Un besoin annulé ne peut pas être rouvert."),
    "application.accept": _("Vous verrez ses coordonnées, et ${who} verra les vôtres, pour convenir de la suite."),
    "application.wait": _("${who} saura qu’une place peut encore se libérer."),
    "application.decline": _("Cette réponse est définitive. ${who} lira votre raison : écrivez-la comme vous aimeriez la recevoir."),
    "application.withdraw": _("L’organisation ne comptera plus sur vous. Elle lira votre raison, si vous en donnez une."),
    "pledge.decline": _("Cette réponse est définitive. L’organisation qui propose lira votre raison."),
    "pledge.withdraw": _("Une promesse retirée ne revient pas : il faudra en faire une nouvelle. L’organisation lira votre raison."),
    "pledge.confirm": _("Confirmez quand tout est arrivé : la promesse sera alors tenue, définitivement."),
    "pledge.dispute": _("La promesse redevient « à livrer », et l’organisation qui a promis lit ce qui manque."),
    "volunteer.refuse": _(
        "${who} lira votre raison et pourra présenter un autre profil. S’il manque quelque chose, demandez des compléments."
    ),
    "volunteer.renew": _("L’équipe du réseau relit votre profil. Ce qui est déjà vérifié compte jusqu’à sa date."),
    "volunteer.withdraw": _(
        "Tout ce que vous avez écrit, les preuves et les remarques sont effacés aussitôt, et votre profil n’est plus vérifié."
    ),
    "joining.refuse": _("${who} lira votre raison, et pourra refaire une demande si elle est corrigée."),
    "joining.end": _("${who} ne fera plus partie de l’organisation et ne pourra plus candidater en son nom. Son passé reste."),
}
"""Before it, for those that have consequences: a page asks for confirmation."""

AGREED = _("Votre avis favorable est gardé. « ${title} » attend un second regard : une autre personne de l’équipe décide.")
"""After the first of two people who agree; the state stays."""

ANYTHING_DONE = _("C’est fait : ${label}.")
"""For a transition that a network has added to its own workflow."""


def done(node: Node, fired: Transition) -> TranslationString:
    """What is read after a transition of a node."""
    return AGREED if fired is eyes.AGREE else DONE.get(f"{library.governing(node)}.{fired.name}", ANYTHING_DONE)


OUT_OF_SIGHT = _("Cette page n’est plus ouverte à votre rôle ; vous voici à la page qui la contenait.")

ENDING = {"mission": ("start", "end", "cancel"), "need": ("cover", "close", "cancel")}
"""The transitions after which pending answers are passed over (workflows/effects.py)."""

DESTRUCTIVE = frozenset(
    {
        "application.withdraw",
        "volunteer.withdraw",
        "pledge.withdraw",
        "joining.end",
        "organisation.leave",
        "organisation.withdraw",
        "network.archive",
    }
)
"""Besides those that lead to a state of the kind ``bad``."""
