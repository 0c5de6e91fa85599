"""« Cela permet à 34 personnes de voir 12 pages de plus »: what a change of rights would do, in words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from pyramid.request import Request

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.explain import stranger

MOST = 100
"""People of a group who are looked at one by one; beyond, a figure says « au moins »."""

Deed = Callable[[Act], object]


def quietly(request: Request) -> Act:
    """An act that nobody is told of."""
    return Act(request.site, request.person, request.now)


def of_person(request: Request, person: Person, name: str, deed: Deed, day: date) -> list[str]:
    """What one person would see more, or no longer; ``name``: as whoever asks knows them."""
    found = request.foresee([_eyes(request, person, day)], lambda: deed(quietly(request)))[0]
    told = list(_pages(request, found, name))
    return told or [str(request.translate(_("${name} voit déjà ces pages : cela n’en montre ni n’en cache aucune."), name=name))]


def of_newcomer(request: Request, node: Node, grant: Grant) -> list[str]:
    """What whoever is invited would see, once they accept."""
    site, inside = request.site, frozenset(step.oid for step in lineage(node))
    then = Reader(site, None, frozenset((EVERYONE, AUTHENTICATED, token(grant.role, node.oid))), inside)
    found = request.foresee([_made(lambda: stranger(site), lambda: then)], lambda: None)[0]
    whom = str(request.translate(_("La personne invitée")))
    return list(_pages(request, found, whom)) or [str(request.translate(_("Elle n’aura aucune page de plus à lire.")))]


def of_group(request: Request, people: Sequence[str], deed: Deed, day: date) -> list[str]:
    """What the people of a group would see more, or no longer; who sees the most says the figure."""
    known = [person for each in people if (person := by_id(request.site, each)) is not None and not person.blocked]
    found = request.foresee([_eyes(request, person, day) for person in known[:MOST]], lambda: deed(quietly(request)))
    told = list(_many(request, found, len(known) > MOST))
    return told or [str(request.translate(_("Ces personnes voient déjà ces pages : cela n’en montre ni n’en cache aucune.")))]


def of_all(request: Request, network: Any, node: Node, deed: Deed) -> list[str]:
    """What visitors and the people of a network would see more, or no longer."""
    site, day = request.site, request.today
    visitor = _made(lambda: access.reader(site, None, day), lambda: access.reader(site, None, day))
    found = request.foresee([visitor, *request.crowd(network, node)], lambda: deed(quietly(request)))
    whom = str(request.translate(_("Toute personne, même sans compte,")))
    told = [*_pages(request, found[0], whom), *_many(request, found[1:], more_than=False)]
    return told or [str(request.translate(_("Pour les personnes de ce réseau, rien ne change aujourd’hui.")))]


def _pages(request: Request, found: Any, who: str) -> Iterator[str]:
    """What one pair of eyes sees more, and no longer."""
    plural = request.words.plural
    if found.more:
        yield plural(_("${who} verra ${count} page de plus."), _("${who} verra ${count} pages de plus."), found.more, who=who)
    if found.fewer:
        yield plural(_("${who} ne verra plus ${count} page."), _("${who} ne verra plus ${count} pages."), found.fewer, who=who)


def _many(request: Request, found: Sequence[Any], more_than: bool) -> Iterator[str]:
    """Likewise for many: how many they are, and the most that one of them sees more or less."""
    plural = request.words.plural
    gain, lose = ([each for each in found if each.more], [each for each in found if each.fewer])
    if gain:
        whom, most = _people(request, gain, more_than), max(each.more for each in gain)
        yield plural(
            _("${people} : jusqu’à ${count} page de plus à lire."),
            _("${people} : jusqu’à ${count} pages de plus à lire."),
            most,
            people=whom,
        )
    if lose:
        whom, most = _people(request, lose, more_than), max(each.fewer for each in lose)
        yield plural(
            _("${people} : jusqu’à ${count} page de moins à lire."),
            _("${people} : jusqu’à ${count} pages de moins à lire."),
            most,
            people=whom,
        )


def _people(request: Request, found: Sequence[Any], more_than: bool) -> str:
    many, plural = sum(each.many for each in found), request.words.plural
    if more_than:
        return str(plural(_("Au moins ${count} personne"), _("Au moins ${count} personnes"), many))
    return str(plural(_("${count} personne"), _("${count} personnes"), many))


def _eyes(request: Request, person: Person, day: date) -> Any:
    return _made(lambda: access.reader(request.site, person, day), lambda: access.reader(request.site, person, day))


def _made(before: Callable[[], Reader], after: Callable[[], Reader]) -> tuple[Callable[[], Reader], Callable[[], Reader], int]:
    return before, after, 1
