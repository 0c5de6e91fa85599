"""What every page's frame shows: the path, the network, the person, the languages (variables: docs/look.md)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.views import eyes, phrases, published
from mobee_pyr.workflows import access, looking, publishing, todo

MANY = 99
"""More things to do than that are not counted in the header."""

KINDS = {"success": "good", "warning": "attention", "danger": "bad"}


class Shown(NamedTuple):
    """A network in the frame."""

    title: str
    href: str
    accent: str
    logo: str | None = None
    stylesheet: str | None = None
    languages: tuple[str, ...] = ()
    menu: list[tuple[str, str, bool]] = []
    """Address, words, and whether this very page is meant."""


class Known(NamedTuple):
    """The person in the frame."""

    name: str
    href: str


class Looking(NamedTuple):
    """Whose eyes the page is seen with, until when; ``csrf``: the token of the form by which one is oneself again."""

    who: str
    until: str
    csrf: str


class Page:
    """The frame of one page; made by the view, read by the layout."""

    dir = "ltr"
    has_hearts = False
    feed: str | None = None
    """The address of a feed of what the page lists."""

    def __init__(self, request: Request, title: str, description: str | None = None, canonical: str | None = None) -> None:
        self.request = request
        self.title = request.translate(title)
        self.description = description
        self.canonical = canonical
        self.lang = request.language
        self.static = request.static
        self.urls = request.urls
        self.words = request.words
        self.looking = None if request.look is None else self._looking()
        self.to_do = 0 if request.person is None or self.looking else todo.count_things_to_do(request.reader, MANY + 1)
        self.can_administer = request.reader.is_admin
        self.person = None if request.person is None else Known(request.person.title, request.urls["my_space"])
        self.breadcrumb = self._breadcrumb()
        self.network = self._network()

    @property
    def languages(self) -> Iterable[tuple[str, str, str, bool]]:
        """The languages on offer: code, name, link, current or not."""
        offered = self.network.languages if self.network is not None else ()
        for code in self.request.registry.mobee.languages:
            if offered and code not in offered and code != self.lang:
                continue
            yield code, LANGUAGES[code], self.request.same_page(lang=code), code == self.lang

    @property
    def announced(self) -> str:
        """What everybody is told on every page at this moment."""
        stands = self.request.site.maintenance
        return "" if stands is None else str(stands.said(self.lang, self.request.now))

    @property
    def flashes(self) -> list[tuple[str, str, tuple[str, str] | None]]:
        """What just happened, and the address and word that take it back, if it can be; read once, and only by those who have a session."""
        if not self.request.has_session:
            return []
        told = self.request.session.pop_flash()
        return [(KINDS.get(kind, kind), text, undo[0] if undo else None) for kind, text, *undo in told]

    @property
    def csrf(self) -> str:
        """The token that a form sends back; asking for it starts a session, and the page is for this reader only."""
        self.request.unkept = True
        return str(self.request.session.get_csrf_token())

    @property
    def heart(self) -> str:
        """The id of the form to which hearts belong: the layout puts one at the end of a page that has any."""
        self.has_hearts = True
        return "keep"

    @property
    def later_csrf(self) -> str:
        """The token for a form that stands on pages that are kept: a mark there, which each answer replaces by its reader's own."""
        return getattr(self.request, "token_mark", None) or str(self.request.session.get_csrf_token())

    def url(self, node: Node, *views: str, **query: Any) -> str:
        """The address of a node, or of one of its pages."""
        return str(self.request.node_url(node, *views, **query))

    def _looking(self) -> Looking:
        until = self.request.look.since + looking.LASTS
        return Looking(eyes.told(self.request, self.request.look), self.words.time(until), self.csrf)

    def _breadcrumb(self) -> list[tuple[str, str]]:
        context = getattr(self.request, "context", None)
        if not isinstance(context, Node):
            return []
        steps = list(lineage(context))
        steps = steps if self.request.view_name else steps[1:]
        shown = [
            step
            for step in steps
            if step.type_name not in ("site", "folder") and access.permits(self.request.reader, Permission.VIEW, step)
        ]
        return [(self.url(step), phrases.named(self.request, step)) for step in reversed(shown)]

    def _network(self) -> Shown | None:
        context = getattr(self.request, "context", None)
        network = network_of(context) if isinstance(context, Node) else None
        if network is None or not access.permits(self.request.reader, Permission.VIEW, network):
            return None
        logo = None if network.logo is None else self.url(network, "logo", v=network.logo.digest)
        own = network.shade
        sheet = None if own is None else self.url(network, "shade", v="".join(own).replace("#", ""))
        accent = f"accent-{network.accent if own is None else 'own'}"
        return Shown(network.title, self.url(network), accent, logo, sheet, network.languages, self._menu(network, context))

    def _menu(self, network: Network, context: Node) -> list[tuple[str, str, bool]]:
        found = publishing.menu(self.request.reader, network)
        return [(self.url(node), published.title_of(self.request, node), node in lineage(context)) for node in found]
