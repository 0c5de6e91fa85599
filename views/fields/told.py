"""What the pages of a network’s own fields share: how a field is told in words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.field import FILLS, KINDS, SEES, SUBJECTS, Field
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.extra import options, told
from mobee_pyr.views.page import Page

CHANGED = _("Quelqu’un a changé ces champs entre-temps : les voici tels qu’ils sont maintenant. Recommencez si besoin.")


class Told(NamedTuple):
    """A field in words."""

    label: str
    help: str
    required: bool
    facts: list[str]


def in_words(request: Request, field: Field) -> Told:
    """« Une réponse parmi plusieurs : oui, non · rempli par… · lu par… · effacé au bout de 6 mois »."""
    return Told(told(request, field.label), told(request, field.help), field.required, list(_facts(request, field)))


def _facts(request: Request, field: Field) -> Iterator[str]:
    translate = request.translate
    kind = translate(KINDS[field.kind])
    offered = ", ".join(options(request, field).values()) if field.kind in ("one", "several") else field.unit
    yield translate(_("${kind} : ${offered}"), kind=kind, offered=offered) if offered else kind
    yield translate(_("Rempli par : ${who}"), who=_small(translate(FILLS[field.fills])))
    yield translate(_("Lu par : ${who}"), who=", ".join(_small(translate(SEES[each])) for each in field.sees))
    if field.searched:
        yield translate(_("Dans la recherche"))
    if field.exported:
        yield translate(_("Dans les fichiers"))
    if field.months:
        many = _("Sensible : effacé ${count} mois après la réponse")
        yield request.words.plural(many, many, field.months)


def frame(request: Request, network: Network, subject: str, title: str) -> dict[str, Any]:
    """What the head of each of these pages says."""
    return {
        "page": Page(request, request.translate(title)),
        "about": request.translate(SUBJECTS[subject]),
        "back": f"{request.node_url(network, 'fields')}#{subject}",
    }


def back(request: Request, network: Network, subject: str, kind: str, text: str, **names: Any) -> Response:
    """The lists, with a word."""
    request.session.flash((kind, request.translate(text, **names)))
    return HTTPSeeOther(f"{request.node_url(network, 'fields')}#{subject}")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
