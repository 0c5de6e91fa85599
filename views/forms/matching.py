"""What counts how much when missions are proposed in a network, and somebody made up to try it on."""

from typing import Any

import colander

from mobee_pyr.content import communes, skills
from mobee_pyr.content.alerts import MOST_EVER
from mobee_pyr.content.network import Network
from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import fault, line, number
from mobee_pyr.workflows.matching import WEIGHTS

TITLES = {
    "skills": _("Les compétences"),
    "distance": _("La distance"),
    "cause": _("La cause"),
    "format": _("La forme de la mission"),
    "moments": _("Les moments"),
    "mode": _("Sur place ou en ligne"),
    "welcome": _("Le public bienvenu"),
}
"""The reasons of `matching.WEIGHTS`, for people."""

HEAVIEST = 10

ALERTS = _("Missions annoncées par courriel à une même personne, par semaine au plus")


def questions(network: Network) -> colander.Schema:
    """A number for each reason; then what somebody made up knows, and where they are."""
    return colander.Schema(
        *(number(name, TITLES[name], low=0, high=HEAVIEST) for name in WEIGHTS),
        number("a_week", ALERTS, _("À qui l’a demandé. Zéro : personne n’est prévenu."), low=0, high=MOST_EVER, whole=True),
        line("known", _("Pour essayer : ce que sait une personne"), _("Par exemple : comptabilité, réparer des vélos."), 200),
        line("place", _("Pour essayer : sa commune"), "", 100),
        validator=colander.All(_something_counts, _place_known),
    )


def made_up(said: dict[str, Any], network: Network) -> Profile:
    """The person that the trial is about."""
    held = skills.recognised(said["known"].split(","), skills.known(network))
    home = located(said["place"])
    return Profile(skills=tuple(Held(one, 3) for one in held), home=home)


def _something_counts(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if not any(said[name] for name in WEIGHTS):
        raise fault(schema, skills=_("Tout à zéro, plus rien ne départage les missions : donnez du poids à quelque chose."))


def _place_known(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if said["place"] and communes.named(said["place"]) is None:
        raise fault(schema, place=_("Nous ne trouvons pas cette commune. Écrivez son nom en entier, ou son code postal."))
