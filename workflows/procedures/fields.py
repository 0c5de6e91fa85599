"""What a condition may look at: a closed list of facts of an answer or of a request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import TAKEN, Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import site_of
from mobee_pyr.content.vocabulary import DOMAINS, KEPT_INSIDE, MEANS, MODES, OUTSIDE, STATUSES, TIME_BASES, outside
from mobee_pyr.content.words import _
from mobee_pyr.workflows import validity
from mobee_pyr.workflows.procedures.model import Condition
from mobee_pyr.workflows.procedures.quota import left_after

TESTS = {
    "number": ("lt", "lte", "gt", "gte"),
    "day": ("before", "after"),
    "choice": (),
    "flag": (),
    "postcode": (),
}
"""The comparisons of each kind of field; a choice and a postcode are compared with a list."""


@dataclass(frozen=True)
class Field:
    """``read(node)`` gives the fact, ``None`` when it is not known."""

    label: str
    kind: str
    subjects: tuple[str, ...]
    read: Callable[[Node], Any]
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


def request_of(node: Node) -> Request | None:
    """The request that an answer answers, or the request itself."""
    found = node.__parent__ if isinstance(node, Answer) else node
    return found if isinstance(found, Request) else None


def _of_request(name: str) -> Callable[[Node], Any]:
    return lambda node: getattr(request_of(node), name, None)


def _amount(node: Node) -> float | None:
    """Euros, of a pledge or of a need; of other means nobody knows."""
    request = request_of(node)
    if not isinstance(request, Need) or request.means != "cash":
        return None
    said: Decimal = node.quantity if isinstance(node, Pledge) else request.quantity
    return float(said)


def _postcode(node: Node) -> str | None:
    request = request_of(node)
    return None if request is None else request.place.postcode or None


def _first(node: Node) -> bool | None:
    """Is it the person's first mission?"""
    if not isinstance(node, Answer):
        return None
    person = by_id(site_of(node), node.applicant)
    if person is None:
        return None
    return not any(other.state in TAKEN for other in site_of(node).answers_of(person, Application) if other.oid != node.oid)


def _profile_verified(node: Node) -> bool | None:
    """Has the network verified the profile of whoever applies, and did that count when they applied?"""
    if not isinstance(node, Answer) or by_id(site_of(node), node.applicant) is None:
        return None
    profile = validity.of_applicant(node)
    return profile is not None and profile.counts_on(node.modified.date())


def _days(node: Node) -> float | None:
    request = request_of(node)
    return request.days if isinstance(request, Mission) else None


def _status(node: Node) -> str | None:
    return outside(getattr(node, "status", "")) or None


def _situation(node: Node) -> str:
    """Known to the employer alone, so only its own steps may depend on it (K02); empty for everybody who has none."""
    status: str = getattr(node, "status", "")
    return status if status in KEPT_INSIDE else ""


_MISSIONS = ("application", "reception")
_ANSWERS = (*_MISSIONS, "pledge")
_ALL = (*_ANSWERS, "request")

FIELDS: Mapping[str, Field] = {
    "means": Field(_("Moyens demandés"), "choice", ("pledge", "request"), _of_request("means"), MEANS),
    "domain": Field(_("Domaine"), "choice", _ALL, _of_request("domain"), DOMAINS),
    "time_basis": Field(
        _("Temps"), "choice", _MISSIONS, lambda node: getattr(node, "time_basis", None), {key: TIME_BASES[key] for key in ("own", "work")}
    ),
    "days": Field(_("Durée"), "number", (*_MISSIONS, "request"), _days, unit=_("jours")),
    "amount": Field(_("Montant"), "number", ("pledge", "request"), _amount, unit=_("euros")),
    "starts": Field(_("Début"), "day", _ALL, _of_request("starts")),
    "ends": Field(_("Fin"), "day", _ALL, _of_request("ends")),
    "mode": Field(_("Sur place ou en ligne"), "choice", (*_MISSIONS, "request"), _of_request("mode"), MODES),
    "place": Field(_("Code postal"), "postcode", _ALL, _postcode),
    "first": Field(_("Première mission de cette personne"), "flag", _MISSIONS, _first),
    "profile_verified": Field(_("Profil vérifié par le réseau"), "flag", _MISSIONS, _profile_verified),
    "status": Field(_("Statut"), "choice", (*_MISSIONS, "joining"), _status, OUTSIDE),
    "situation": Field(
        _("Situation dans l’entreprise"), "choice", ("application",), _situation, {key: STATUSES[key] for key in KEPT_INSIDE}
    ),
    "quota_left": Field(_("Demi-journées qui resteraient"), "number", ("application",), left_after, unit=_("demi-journées")),
}
"""By the name that a condition gives them."""


def holds(condition: Condition, node: Node) -> bool:
    """Does a condition hold? What is not known never spares anybody a step: it holds then."""
    found = FIELDS[condition.field].read(node)
    return found is None or TESTING[condition.test](found, condition.value)


TESTING: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda found, value: bool(found == value),
    "in": lambda found, value: found in value,
    "lt": lambda found, value: bool(found < value),
    "lte": lambda found, value: bool(found <= value),
    "gt": lambda found, value: bool(found > value),
    "gte": lambda found, value: bool(found >= value),
    "before": lambda found, value: bool(found < value),
    "after": lambda found, value: bool(found > value),
    "starts": lambda found, value: str(found).startswith(tuple(value)),
}
