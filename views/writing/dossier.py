"""What somebody who qualifies reads besides the text: the facts that decide, of an organisation, a request or a profile."""

from collections.abc import Iterator

from pyramid.request import Request

from mobee_pyr.content import terms
from mobee_pyr.content.access import Role
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.vocabulary import BODIES, OBJECTIVES
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, presenting
from mobee_pyr.views.extra import extra
from mobee_pyr.views.means import Fact


def facts(request: Request, node: Qualified) -> list[Fact]:
    """Those that were given; whoever wrote it comes last."""
    if isinstance(node, Volunteer):
        own = (Fact("list-ul", line.title, line.said, line.href) for line in extra(request, node).lines)
        return [fact for fact in (*presenting.facts(request, node), *own) if fact.value]
    found = _of_organisation(request, node) if isinstance(node, Organisation) else _of_request(request, node)
    author = name_of(request.site, node.author)
    when = request.words.day(node.created.date())
    written = request.translate(_("${who}, le ${day}"), who=author, day=when) if author else ""
    found = [*found, *(Fact("list-ul", line.title, line.said, line.href) for line in extra(request, node).lines)]
    return [fact for fact in (*found, Fact("pencil-fill", _("Écrit par"), written)) if fact.value]


def _of_organisation(request: Request, node: Organisation) -> Iterator[Fact]:
    entity, holders = node.entity, request.site.membership.holders(Role.REFERENT, node.oid, request.today)
    if entity is not None:
        yield Fact("building", _("Nature"), request.translate(BODIES.get(entity.body, entity.body)))
        yield Fact("shield-check", _("RNA"), entity.rna)
        yield Fact("shield-check", _("SIREN"), phrases.siren(entity.siren))
        yield Fact("geo-alt", _("Adresse"), ", ".join(filter(None, (entity.place.address, phrases.city(entity.place)))))
    website = node.website or ("" if entity is None else entity.website)
    yield Fact("globe", _("Site"), website, website if website.startswith(("https://", "http://")) else None)
    yield Fact("people", _("Rôle dans le réseau"), cards.capacities(request, node))
    referents = ", ".join(name_of(request.site, who) for who in holders)
    yield Fact("person-raised-hand", _("Référent ou référente"), referents or _invited(request, node))


def _invited(request: Request, node: Organisation) -> str:
    return request.translate(_("invitation envoyée, sans réponse")) if node.invited_referent else request.translate(_("personne encore"))


def _of_request(request: Request, node: Qualified) -> Iterator[Fact]:
    if not isinstance(node, MeansRequest):
        return
    organisation = organisation_of(node)
    if organisation is not None:
        yield Fact("building", _("Organisation"), organisation.title, request.node_url(organisation))
    yield Fact("flag", _("Moyens demandés"), phrases.kind(request, node))
    yield Fact("folder", _("Domaine"), request.words.label(terms.label(network_of(node), "domains", node.domain)))
    yield Fact("flag", _("Pour"), request.translate(OBJECTIVES.get(node.objective, "")))
    yield Fact("geo-alt", _("Où"), phrases.where(request, node))
    yield Fact("calendar-event", _("Quand"), phrases.when(request, node))
    if isinstance(node, Mission):
        yield Fact("hourglass-split", _("Durée"), phrases.effort(request, node))
        yield Fact("calendar", _("Forme"), phrases.form(request, node))
        yield Fact("clock", _("Horaires"), phrases.sentence(node.schedule))
        yield Fact("sun", _("Moments"), phrases.moments(request, node))
        yield Fact("person-check", _("Public"), phrases.audiences(request, node))
        yield Fact("briefcase", _("Temps"), phrases.time_basis(request, node))
        yield Fact("people", _("Places"), phrases.places(request, node))
        yield Fact("cash-coin", _("Indemnité"), phrases.sentence(node.allowance))
    if isinstance(node, Need):
        yield Fact("box-seam", _("Quantité"), phrases.amount(request, node, node.quantity))
