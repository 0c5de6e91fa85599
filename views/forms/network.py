"""What a network says of itself: the form that corrects it."""

from typing import Any
from urllib.parse import urlsplit

import colander
from deform.widget import CheckboxWidget
from pyramid.request import Request

from mobee_pyr.content import hosts
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, fault, line, number, prose, text, tidy
from mobee_pyr.workflows.act import Act

COLOURS = {
    "honey": _("Miel"),
    "leaf": _("Feuille"),
    "sea": _("Mer"),
    "plum": _("Prune"),
    "brick": _("Brique"),
    "night": _("Nuit"),
    "rose": _("Rose"),
    "moss": _("Mousse"),
}
"""`network.ACCENTS`, by their names."""

OPEN_TO = {"shared": _("À tout le monde : un réseau mutualisé"), "dedicated": _("À ses seuls membres : un réseau dédié")}
NAMES = ("title", "summary", "description", "accent", "evidence_days")


def questions(request: Request, node: Network) -> colander.Schema:
    """Its texts and its colour; who runs the site may also open or close it."""
    return colander.Schema(
        line("title", _("Nom du réseau"), most=60, needed=True, validator=colander.Length(min=2)),
        text("summary", _("En une phrase"), _("Elle paraît sur l’accueil, sous le nom."), 240, needed=True, rows=2),
        prose("description", _("Présentation"), _("À qui il s’adresse, ce qu’on y fait, qui l’anime.")),
        accent(),
        number(
            "evidence_days",
            _("Conservation des pièces, en jours"),
            _("Les documents donnés comme preuve sont supprimés ce nombre de jours après la décision : de 0 à 365."),
            low=0,
            high=365,
            whole=True,
        ),
        *([host(request, node), *_opening(node)] if request.reader.is_admin else []),
        validator=_knowingly(node),
    )


def read(node: Network) -> dict[str, Any]:
    """The answers as they stand."""
    return {name: tidy(getattr(node, name)) for name in NAMES} | {"host": node.host, "open_to": "dedicated" if node.dedicated else "shared"}


def write(act: Act, node: Network, said: dict[str, Any]) -> None:
    """Keep the answers."""
    if said["accent"] != node.accent:
        node.shade = None
    for name in NAMES:
        setattr(node, name, said[name])
    if "host" in said:
        hosts.give(act.site, node, hosts.read(said["host"]) or "")
    if "open_to" in said:
        node.dedicated = said["open_to"] == "dedicated"


def host(request: Request, node: Network | None = None) -> colander.SchemaNode:
    """Its own host name, if it has one: the proxy in front has to know it too."""
    own = urlsplit(request.registry.mobee.url).hostname

    def check(schema: colander.SchemaNode, text: str) -> None:
        name = hosts.read(text)
        if name is None:
            raise colander.Invalid(schema, _("Écrivez un nom d’hôte comme culture.exemple.org, sans http ni barre oblique."))
        if name == own or hosts.network_at(request.site, name) not in (None, node):
            raise colander.Invalid(schema, _("Ce nom d’hôte est celui du site ou d’un autre réseau : choisissez-en un autre."))

    hint = _("Comme culture.exemple.org. Il faut aussi le déclarer dans le DNS et au serveur web : voir la documentation.")
    return line("host", _("Nom d’hôte"), hint, 253, validator=check)


def accent() -> colander.SchemaNode:
    """One of the colours, seen."""
    return choice("accent", _("Couleur"), COLOURS, default="honey", template="swatches")


def _opening(node: Network) -> list[colander.SchemaNode]:
    """To switch is a deed of weight: it is said what it does, and confirmed."""
    if node.dedicated:
        hint = _("Attention : ouvert à tout le monde, ce qui est publié ici paraîtra sur le site et dans les recherches.")
    else:
        hint = _("Attention : réservé à ses membres, il disparaîtra pour toutes les personnes qui n’y ont aucun rôle.")
    return [
        choice("open_to", _("À qui il est ouvert"), OPEN_TO, hint),
        _ticked("sure", _("Je confirme ce changement, si j’ai modifié la réponse")),
    ]


def _ticked(name: str, label: str) -> colander.SchemaNode:
    return colander.SchemaNode(colander.Boolean(), name=name, title=label, missing=False, widget=CheckboxWidget())


def _knowingly(node: Network) -> Any:
    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        switched = "open_to" in said and (said["open_to"] == "dedicated") != node.dedicated
        if switched and not said["sure"]:
            raise fault(schema, sure=_("Cochez cette case pour confirmer le changement, ou revenez à la réponse d’avant."))

    return check
