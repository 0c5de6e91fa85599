"""The blocks of a network's home page, each with what it shows to this reader (``parts/home_blocks.pt``)."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.home import Block
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.picture import Picture
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, published
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.prose import prose
from mobee_pyr.views.shots import alt_of, source, srcset
from mobee_pyr.workflows import access, publishing, showcase

USUAL_TITLES = {
    "latest": _("Dernières demandes"),
    "counters": _("Le réseau en chiffres"),
    "news": _("Actualités"),
    "people": _("Vos contacts"),
    "partners": _("Nos partenaires"),
    "organisations": _("Qui en fait partie"),
}
"""What stands over a block that has no title of its own."""


class Shown(NamedTuple):
    """One block. ``matter``: what its kind shows; ``more``: where all of it is (address, words). ``empty``: nothing for this reader yet."""

    kind: str
    title: str
    matter: Any
    more: tuple[str, str] | None = None

    @property
    def empty(self) -> bool:
        """A block that has nothing to show is left out, unless it says so itself."""
        return not self.matter and self.kind != "latest"


def shown(request: Request, network: Network, blocks: Iterable[Block]) -> list[Shown]:
    """Those that have something to show, in their order."""
    found = (_SHOWN[block.kind](request, network, block) for block in blocks if block.kind in _SHOWN)
    return [each for each in found if not each.empty]


def _title(request: Request, block: Block) -> str:
    return block.title or request.translate(USUAL_TITLES.get(block.kind, ""))


def _about(request: Request, network: Network, block: Block) -> Shown:
    text = network.description or _welcome(request, network)
    return Shown("about", block.title, markdown(text) if text else "")


def _welcome(request: Request, network: Network) -> str:
    """What the model says in place of a presentation that nobody has written yet."""
    said = (part(network, "home") or {}).get("description", {})
    return str(request.translate(said.get("text", "")))


def _text(request: Request, network: Network, block: Block) -> Shown:
    return Shown("text", block.title, prose(request, block.text, 3 if block.title else 2) if block.text else "")


def _latest(request: Request, network: Network, block: Block) -> Shown:
    states = showcase.open_states((network,))
    latest = request.search(network=network.oid, state=states, sort="date", size=block.most, facets=())
    total = request.words.plural(_("${count} demande ouverte"), _("${count} demandes ouvertes"), latest.total)
    found = [cards.request_card(request, node, of_network=False) for node in latest.nodes]
    more = (request.node_url(request.site, "bourse", network=network.__name__), total) if found else None
    return Shown("latest", _title(request, block), found, more)


def _organisations(request: Request, network: Network, block: Block) -> Shown:
    found = request.search(types=("organisation",), network=network.oid, state="active", sort="date", size=block.most, facets=())
    total = request.words.plural(_("${count} organisation"), _("${count} organisations"), found.total)
    more = (request.node_url(network, "organisations"), total) if found.total > block.most else None
    return Shown(
        "organisations",
        _title(request, block),
        [cards.organisation_card(request, node) for node in found.nodes if isinstance(node, Organisation)],
        more,
    )


def _counters(request: Request, network: Network, block: Block) -> Shown:
    """Counted in this network, for this reader; what is still nought goes without saying."""
    plural, within = request.words.plural, {"network": network.oid, "size": 1, "facets": ()}
    missions = request.search(types=("mission",), state=showcase.open_states((network,)), **within).total
    done = request.search(types=("mission",), state="closed", **within).total
    bodies = request.search(types=("organisation",), state="active", **within).total
    figures = (
        (missions, plural(_("mission ouverte"), _("missions ouvertes"), missions)),
        (bodies, plural(_("organisation"), _("organisations"), bodies)),
        (done, plural(_("mission réalisée"), _("missions réalisées"), done)),
    )
    return Shown("counters", _title(request, block), [(request.words.number(number), noun) for number, noun in figures if number])


def _news(request: Request, network: Network, block: Block) -> Shown:
    found = publishing.latest_news(request.reader, network, block.most)
    return Shown("news", _title(request, block), [published.listed(request, node) for node in found])


def _picture(request: Request, network: Network, block: Block) -> Shown:
    node = request.site.node(block.picture)
    if not isinstance(node, Picture) or node.current is None or not access.permits(request.reader, Permission.VIEW, node):
        return Shown("picture", "", None)
    largest = node.current.sizes[-1]
    facts = {"src": source(request, node, largest), "srcset": srcset(request, node), "alt": alt_of(node), "credit": node.credit}
    return Shown("picture", block.title, facts | {"width": largest.width, "height": largest.height})


def _people(request: Request, network: Network, block: Block) -> Shown:
    """Those of the team who were chosen and still belong to it; a way to reach them stands in the text."""
    team = [person for person in publishing.contacts(network, request.today) if person.id in block.people]
    named = [(person.title, _roles(request, network, person.id)) for person in team]
    return Shown(
        "people", _title(request, block), (named, prose(request, block.text, 3) if block.text else "") if named or block.text else None
    )


def _roles(request: Request, network: Network, who: str) -> str:
    held = [grant.role for grant in request.site.membership.grants(who) if grant.oid == network.oid and grant.holds(request.today)]
    return ", ".join(request.translate(ROLES[role]) for role in dict.fromkeys(held) if role in publishing.CONTACTS and role in ROLES)


def _partners(request: Request, network: Network, block: Block) -> Shown:
    nodes = (request.site.node(oid) for oid in block.partners)
    standing = [node for node in nodes if isinstance(node, Organisation) and not tree.is_deleted(node)]
    found = [cards.organisation_card(request, node) for node in access.visible(request.reader, standing) if isinstance(node, Organisation)]
    return Shown("partners", _title(request, block), found)


_SHOWN: dict[str, Callable[[Request, Network, Block], Shown]] = {
    "about": _about,
    "latest": _latest,
    "counters": _counters,
    "news": _news,
    "text": _text,
    "picture": _picture,
    "people": _people,
    "partners": _partners,
    "organisations": _organisations,
}
