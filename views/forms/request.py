"""What missions and needs are asked alike, read and kept alike."""

from collections.abc import Callable, Iterable
from typing import Any

import colander
from pyramid.request import Request as WebRequest

from mobee_pyr.content import named_places, terms
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.place import located
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.request import Request
from mobee_pyr.content.vocabulary import OBJECTIVES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, fault, line, prose, text, tidy
from mobee_pyr.workflows import access

Check = Callable[[colander.SchemaNode, dict[str, Any]], None]

UNPUBLISHED = ("", "draft", "proposed", "submitted", "to_complete")
"""The states in which a request is not yet open: it cannot end before it begins to be read."""


def about(request: WebRequest, node: Request, example: str) -> list[colander.SchemaNode]:
    """What is asked for, in one line, in one sentence, at length; and what it serves."""
    domains = offered(request, node, "domains", node.domain if node.__parent__ is not None else "")
    return [
        line("title", _("Ce que vous demandez, en une ligne"), example, needed=True),
        text("summary", _("En une phrase"), _("Elle paraît dans les listes."), 240, needed=True, rows=2),
        prose("description", _("Tout ce qu’il faut savoir"), _("Le contexte, le résultat attendu, qui accueille."), needed=True),
        choice("domain", _("Domaine"), domains, default="other" if "other" in domains else next(iter(domains))),
        choice("objective", _("Cette demande sert"), objectives(request, node), default="programme"),
    ]


def offered(request: WebRequest, node: Request, kind: str, held: str) -> dict[str, str]:
    """The words of a vocabulary of its network, those that it holds among them (M08)."""
    network = network_of(node) or network_of(request.context)
    return {name: request.words.label(label) for name, label in terms.offered(network, kind, held).items()}


def objectives(request: WebRequest, node: Request) -> list[tuple[str, str]]:
    """What a request may serve: the organisation as a whole, or one of its programmes (M39)."""
    organisation = organisation_of(node) or organisation_of(request.context)
    programmes = [] if organisation is None else [one for one in organisation.inside("programme") if isinstance(one, Programme)]
    shown = [one for one in programmes if one.oid == node.programme or _offered(request, one)]
    named = [(str(one.oid), request.translate(_("Le programme « ${title} »"), title=one.title)) for one in shown]
    words = OBJECTIVES | ({"programme": _("L’objet même de l’organisation, hors programme")} if named else {})
    return [*named, *((key, request.translate(text)) for key, text in words.items())]


def _offered(request: WebRequest, programme: Programme) -> bool:
    return programme.state != "ended" and access.permits(request.reader, Permission.VIEW, programme)


def named_place(request: WebRequest, node: Request) -> list[colander.SchemaNode]:
    """One of the network's own places, where it names any."""
    places = offered(request, node, named_places.KIND, named_places.of(node))
    hint = _("Il vaut pour la ville et l’adresse.")
    title = _("Lieu du réseau")
    return [choice("named_place", title, [("", _("Un autre lieu")), *places.items()], hint, missing="", default="")] if places else []


def where(title: str, hint: str, expected: bool = False) -> list[colander.SchemaNode]:
    """A place, never mandatory by itself; ``expected``: other answers may ask for it."""
    return [
        line("city", title, hint, 100, attributes={"autocomplete": "address-level2"}, expected=expected),
        line("postcode", _("Code postal"), most=10, attributes={"autocomplete": "postal-code", "inputmode": "numeric"}),
        line("address", _("Adresse"), _("Le numéro et la rue, ou le nom du lieu."), 200, attributes={"autocomplete": "street-address"}),
    ]


def in_order(request: WebRequest, node: Request) -> Check:
    """The end comes after the beginning, and what is not yet open does not end in the past."""

    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and ends < starts:
            raise fault(schema, ends=_("La fin vient avant le début : corrigez l’une des deux dates."))
        if ends and ends < request.today and node.state in UNPUBLISHED:
            raise fault(schema, ends=_("Cette date est déjà passée : indiquez une date à venir, ou aucune."))

    return check


def read(node: Request) -> dict[str, Any]:
    """The answers that both kinds share, as they stand."""
    said = {name: tidy(getattr(node, name)) for name in ("title", "summary", "description", "domain", "starts", "ends")}
    programmes = {one.oid for one in (organisation_of(node) or node).inside("programme")}
    said["objective"] = str(node.programme) if node.programme in programmes else node.objective
    return said | {"named_place": named_places.of(node)} | {name: tidy(getattr(node.place, name)) for name in named_places.WRITTEN}


def write(node: Request, said: dict[str, Any], names: Iterable[str]) -> None:
    """Keep the shared answers, and those of ``names``; what was not asked stays."""
    for name in ("title", "summary", "description", "domain", "starts", "ends", *names):
        if name in said:
            setattr(node, name, said[name])
    served = said["objective"]
    node.programme = None if served in OBJECTIVES else int(served)
    node.objective = served if served in OBJECTIVES else "programme"
    _put(node, said)


def _put(node: Request, said: dict[str, Any]) -> None:
    """Where it is said to be: at a place that was just chosen, else where the words say, else where it is."""
    held, place = named_places.of(node), node.place
    typed = [said.get(name, getattr(place, name)) for name in named_places.WRITTEN]
    elsewhere = typed != [place.city, place.postcode, place.address]
    chosen = said.get("named_place", held)
    found = None if chosen == held else named_places.place(network_of(node), chosen)
    if found is not None:
        node.place, node.named_place = found, chosen
    elif elsewhere:
        node.place, node.named_place = located(*typed), ""
    elif chosen != held:
        node.named_place = ""
