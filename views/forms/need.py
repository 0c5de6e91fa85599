"""What a référent writes when asking for cash, goods, logistics or technology: each kind has its own questions (M07)."""

from decimal import Decimal
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.need import Need
from mobee_pyr.content.vocabulary import MEANS
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import findable
from mobee_pyr.views.forms import request as requests
from mobee_pyr.views.forms.questions import choice, day, fault, hidden, line, number
from mobee_pyr.workflows.act import Act

KINDS = {
    "cash": _("De l’argent, pour une dépense précise"),
    "goods": _("Des choses : affiches, meubles, denrées, matériaux"),
    "logistics": _("Du transport, un lieu, un stockage, le prêt d’un engin"),
    "technology": _("Des ordinateurs, des logiciels, un hébergement"),
}
EXAMPLES = {
    "cash": _("Par exemple : Financer l’étaiement de la voûte."),
    "goods": _("Par exemple : Imprimer cent affiches."),
    "logistics": _("Par exemple : Un camion pour déménager les décors."),
    "technology": _("Par exemple : Dix ordinateurs pour l’aide aux devoirs."),
}
UNITS = {
    "goods": _("Affiches, chaises, repas…"),
    "logistics": _("Journées de camion, salles, mètres carrés…"),
    "technology": _("Ordinateurs, licences, mois d’hébergement…"),
}
PLACES = {"goods": _("Où livrer"), "logistics": _("Où"), "technology": _("Où livrer ou installer")}
FIRST, LAST = _("Utile à partir du"), _("Au plus tard le")
DATES = {"cash": (FIRST, LAST), "goods": (FIRST, LAST), "logistics": (_("Premier jour"), _("Dernier jour")), "technology": (FIRST, LAST)}
EUROS = "euros"
NAMES = ("means", "quantity", "unit")


def kind_question(default: str = "") -> colander.Schema:
    """The first question of a new need."""
    more = {"default": default} if default in KINDS else {}
    return colander.Schema(choice("means", _("Que demandez-vous ?"), KINDS, **more))


def questions(request: Request, node: Need) -> colander.Schema:
    """A need of a kind; one that nobody has answered may still change its kind."""
    kind = kind_of(request, node)
    return colander.Schema(
        *requests.about(request, node, EXAMPLES[kind]),
        *_means(node, kind),
        *_amount(kind),
        *([] if kind == "cash" else (*requests.named_place(request, node), *requests.where(PLACES[kind], ""))),
        *(day(name, title) for name, title in zip(("starts", "ends"), DATES[kind], strict=True)),
        *findable.of_need(),
        validator=colander.All(requests.in_order(request, node), _enough(node), findable.not_too_many),
    )


def kind_of(request: Request, node: Need) -> str:
    """The kind that was chosen just now, else the need's own."""
    said = request.POST.get("means") or request.POST.get("form-means")
    return said if said in KINDS and not node.children else node.means


def read(node: Need) -> dict[str, Any]:
    """The answers as they stand."""
    said = {"means": node.means, "quantity": Decimal(node.quantity).normalize(), "unit": node.unit}
    return requests.read(node) | findable.read(node) | said


def write(act: Act, node: Need, said: dict[str, Any]) -> None:
    """Keep the answers; money is counted in euros."""
    requests.write(node, said, NAMES)
    findable.write(node, said)
    if node.means == "cash":
        node.unit = EUROS


def _means(node: Need, kind: str) -> list[colander.SchemaNode]:
    """Chosen before a new need is written, corrected while nobody has promised, then fixed."""
    if node.__parent__ is None:
        return [hidden("means", default=kind, validator=colander.OneOf(list(KINDS)))]
    return [] if node.children else [choice("means", _("Nature"), {key: MEANS[key] for key in KINDS}, default=kind)]


def _amount(kind: str) -> list[colander.SchemaNode]:
    most = 1_000_000_000
    if kind == "cash":
        return [number("quantity", _("Montant, en euros"), _("Il peut être réuni par plusieurs promesses."), 1, most)]
    title = _("Combien ?")
    return [number("quantity", title, "", 0.01, most, default=1), line("unit", _("De quoi ?"), UNITS[kind], 60, needed=True)]


def _enough(node: Need) -> Any:
    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        if said["quantity"] < node.pledged:
            raise fault(schema, quantity=_("Une part est déjà promise : demandez au moins ce qui l’est."))

    return check
