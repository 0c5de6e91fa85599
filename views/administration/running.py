"""How the server is: mails that wait or were refused, the jobs that it does by itself, what its files weigh, how its index follows."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.outcomes import Outcome
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.page import Page

MEGABYTE = 1_000_000
LATE = 5
"""Seconds by which the index may be behind without a word."""


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/running/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/administration_running.pt",
)
def running(site: Site, request: Request) -> dict[str, Any]:
    """Figures of this moment; what is wrong says so in a word."""
    found, words = request.figures(), request.words
    late = bool(found.fault) or found.seconds > LATE
    return {
        "page": Page(request, _("Administration du site")),
        "tabs": tabs(request),
        "leaves": found.leaves,
        "mails": _named(
            request,
            (_("En attente"), words.number(found.waiting), words.ago(found.oldest)),
            (_("Essayés de nouveau"), words.number(found.retried if found.leaves else 0), ""),
            (_("Refusés et mis de côté"), words.number(found.refused), ""),
            (_("Lettres d’un import qui attendent leur tour"), words.number(len(site.to_greet or ())), ""),
        ),
        "refused": [_refused(request, one.address, words.date(one.when)) for one in found.latest],
        "runs": [_run(request, one) for one in site.job_outcomes],
        "last": words.date(site.jobs.get("reminders")),
        "storage": _named(
            request,
            (_("Arbre"), _bytes(request, found.tree)),
            (_("Fichiers joints"), _bytes(request, found.files)),
            (_("Index de recherche"), _bytes(request, found.index)),
            (_("Place libre sur le disque"), _bytes(request, found.free)),
            (_("Dernier compactage"), _packed(request)),
            (_("Pages dans l’index"), words.number(found.documents)),
            (_("Changements que l’index n’a pas encore vus"), words.number(found.behind)),
        ),
        "index": ("bad", request.translate(_("L’index est en retard"))) if late else ("good", request.translate(_("L’index suit"))),
    }


def _named(request: Request, *figures: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each figure with its name in the reader's language."""
    return [(request.translate(name), *rest) for name, *rest in figures]


def _packed(request: Request) -> str:
    """When, and what it brought."""
    packed = request.site.packed
    if packed is None:
        return str(request.translate(_("pas encore")))
    when, before, after = packed
    told = _("${when} : ${before}, puis ${after}")
    return str(request.translate(told, when=request.words.date(when), before=_bytes(request, before), after=_bytes(request, after)))


def _refused(request: Request, address: str, when: str) -> tuple[str, str, str]:
    """The page of whoever has the address, the address, the moment."""
    person = by_mail(request.site, address)
    return "" if person is None else request.node_url(person), address, when


def _run(request: Request, one: Outcome) -> tuple[str, str, tuple[str, str]]:
    """When, what came of it, and whether it went well."""
    words = request.words
    told = words.text(_("${reminders}, en ${seconds} s"), reminders=_reminders(request, one), seconds=words.number(round(one.seconds, 1)))
    if one.fault:
        return words.date(one.when), one.fault, ("bad", request.translate(_("Échec")))
    return words.date(one.when), told, ("good", request.translate(_("Réussi")))


def _reminders(request: Request, one: Outcome) -> str:
    return str(request.words.plural(_("${count} rappel"), _("${count} rappels"), one.reminders))


def _bytes(request: Request, count: int) -> str:
    millions, number = count / MEGABYTE, request.words.number
    if millions < 1000:
        return str(request.translate(_("${count} Mo"), count=number(round(millions, 1))))
    return str(request.translate(_("${count} Go"), count=number(round(millions / 1000, 1))))
