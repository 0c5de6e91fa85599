"""What a volunteer's profile says, line by line: for the person who wrote it, and for the team that verifies it."""

from collections.abc import Iterator
from typing import NamedTuple

from babel import Locale
from pyramid.request import Request

from mobee_pyr.content import blueprint
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import Person, by_id, name_of
from mobee_pyr.content.qualification import EVIDENCE
from mobee_pyr.content.vocabulary import STATUSES, outside
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views.means import Fact
from mobee_pyr.workflows.guards import criteria_of

QUESTIONS = {
    "know_how": _("Ce que vous savez faire"),
    "experience": _("Votre expérience"),
    "interests": _("Ce que vous aimeriez faire"),
    "availability": _("Vos disponibilités"),
    "links": _("Pour en savoir plus"),
}
"""As they are asked of the person."""

TOLD = {
    "know_how": _("Savoir-faire"),
    "experience": _("Expérience"),
    "interests": _("Aimerait faire"),
    "availability": _("Disponibilités"),
    "links": _("Liens"),
}
"""As the team reads them."""

ICONS = {"know_how": "tools", "experience": "award", "interests": "heart", "availability": "calendar-event"}


class Seen(NamedTuple):
    """One criterion that was found fulfilled: by whom and when."""

    text: str
    signed: str


def wanted(request: Request, network: Network) -> list[tuple[str, str, str]]:
    """What the team looks at: each criterion with its help and the evidence that it wants, empty when none."""
    return [
        (each.text, each.help, request.translate(EVIDENCE[each.evidence]) if each.evidence else "")
        for each in blueprint.criteria(network, "volunteer")
    ]


def person_facts(request: Request, person: Person | None) -> Iterator[Fact]:
    """What the account says: name, languages, place, where somebody belongs."""
    if person is None:
        return
    yield Fact("person", request.translate(_("Nom")), person.title)
    yield Fact("geo-alt", request.translate(_("Lieu")), person.place)
    known = Locale.parse(request.language).languages
    yield Fact("translate", request.translate(_("Langues")), ", ".join(known.get(one, one) for one in person.languages))
    for held in person.affiliations:
        entity = request.site.node(held.entity)
        if isinstance(entity, LegalEntity) and held.holds(request.today):
            status = request.translate(STATUSES.get(outside(held.status), held.status))
            yield Fact("building", request.translate(_("Fait partie de")), f"{entity.title} · {status}")
    yield Fact("info-circle", request.translate(_("Présentation")), person.presentation)


def facts(request: Request, volunteer: Volunteer) -> Iterator[Fact]:
    """The same, and what was written for this network, for the team."""
    yield from person_facts(request, by_id(request.site, volunteer.applicant))
    for name, icon in ICONS.items():
        yield Fact(icon, request.translate(TOLD[name]), getattr(volunteer, name))
    for line in filter(None, map(str.strip, volunteer.links.splitlines())):
        yield Fact("link-45deg", request.translate(TOLD["links"]), line, line if line.startswith(("https://", "http://")) else None)


def said(request: Request, volunteer: Volunteer, own: bool) -> list[tuple[str, str]]:
    """What was written, as questions and answers; what was left empty is left out."""
    questions = QUESTIONS if own else TOLD
    return [(request.translate(question), text) for name, question in questions.items() if (text := getattr(volunteer, name))]


def seen(request: Request, volunteer: Volunteer) -> list[Seen]:
    """What the network found true, each by whom and when."""
    ticks = ((each, volunteer.ticks.get(each.id)) for each in criteria_of(volunteer))
    return [
        Seen(each.text, ", ".join(filter(None, (name_of(request.site, tick.who), request.words.day(tick.when.date())))))
        for each, tick in ticks
        if tick is not None
    ]
