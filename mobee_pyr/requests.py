"""What every request offers to the views: who asks, in which language, and the services of the server."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from ZODB.utils import u64

from mobee_pyr import assets, figures, hosts, sessions
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, now, path, subtree
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.profile import Profile
from mobee_pyr.content.site import Site
from mobee_pyr.database import last_deed, snapshot
from mobee_pyr.i18n.language import language_of
from mobee_pyr.i18n.translator import translate
from mobee_pyr.i18n.words import Words
from mobee_pyr.importing.desk import imports
from mobee_pyr.mail import greetings
from mobee_pyr.search import Finding, Question, ask, find, foresight
from mobee_pyr.search.contents import Contents, Wanted
from mobee_pyr.search.contents import contents as contents_of
from mobee_pyr.search.fitting import Fit
from mobee_pyr.search.fitting import fitting as fitting_missions
from mobee_pyr.search.fitting import related as related_missions
from mobee_pyr.search.foresight import Eyes, Foreseen
from mobee_pyr.search.numbers import numbers as all_numbers
from mobee_pyr.search.points import Points, points
from mobee_pyr.search.referring import referring as nodes_referring
from mobee_pyr.search.spelling import completions
from mobee_pyr.search.tally import tally as count
from mobee_pyr.search.teams import TeamFit, team_missions
from mobee_pyr.workflows import matching
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.matching import Volunteer

URLS = {
    "home": "/",
    "networks": "/#networks",
    "bourse": "/bourse",
    "how": "/how-it-works",
    "my_space": "/my-space",
    "sign_in": "/sign-in",
    "sign_up": "/sign-up",
    "sign_out": "/sign-out",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "workflows": "/workflows",
    "admin": "/administration",
}
"""The pages that every page links to."""


def site(request: Request) -> Site:
    """The site."""
    root: Site = request.root
    return root


def act(request: Request) -> Act:
    """What the person signed in does now; letters listen."""
    return Act(request.site, request.person, request.now, (request.registry.announce,))


def node_url(request: Request, node: Node, *views: str, **query: Any) -> str:
    """The address of a node, of one of its pages, with a query; relative to the host where it can be."""
    place = path(node) if views and node is request.hosted else hosts.address(request, node)
    address = "/".join((place.rstrip("/"), *views)) or "/"
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def same_page(request: Request, **changes: Any) -> str:
    """This page's address with some of the query changed (``None`` takes a key away)."""
    query = [(key, value) for key, value in request.GET.items() if key not in changes]
    query += [(key, value) for key, value in changes.items() if value is not None]
    return f"{request.path}?{urlencode(query)}" if query else str(request.path)


def readable_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """An address whose query is no UTF-8 (an old link in Latin-1) is read as far as it can be, and finds a page instead of a fault."""

    def tween(request: Request) -> Response:
        query = request.query_string
        if "%" in query and "\N{REPLACEMENT CHARACTER}" in unquote(query):
            request.environ["QUERY_STRING"] = urlencode(parse_qsl(query, keep_blank_values=True))
        return handler(request)

    return tween


def search(request: Request, **question: Any) -> Any:
    """What the index finds for this reader; a person's own last deed is waited for, briefly."""
    _await_index(request)
    return ask(request.registry.index, request.site, request.reader, **question)


def find_widely(request: Request, **question: Any) -> Finding:
    """Likewise, and where nothing is found, what a wider question finds."""
    _await_index(request)
    return find(request.registry.index, request.site, request.reader, today=request.today, **question)


def numbers(request: Request, **question: Any) -> list[int]:
    """The oids of all that the index finds for this reader."""
    _await_index(request)
    return all_numbers(request.registry.index, Question(**question), request.reader)


def fitting(request: Request, most: int, network: int | None = None) -> list[Fit]:
    """The open missions that fit the person signed in best, each with why; without those that they passed over or answered."""
    _await_index(request)
    person = request.person
    answered = (answer.__parent__ for oid in person.answers if (answer := request.site.node(oid)) is not None)
    without = frozenset(person.passed_over).union(node.oid for node in answered if node is not None)
    who = matching.volunteer(person, request.today)
    return fitting_missions(request.registry.index, request.reader, who, request.today, most, without, network)


def fitting_trial(request: Request, profile: Profile, network: int, tried: dict[str, float], most: int) -> list[Fit]:
    """The open missions of a network that would fit a made-up profile if other weights were true."""
    _await_index(request)
    weights, index = tuple(sorted(tried.items())), request.registry.index
    return fitting_missions(index, request.reader, Volunteer(profile), request.today, most, frozenset(), network, weights)


def team_fitting(request: Request, organisation: Organisation, most: int) -> list[TeamFit]:
    """The open missions that fit people of an organisation, each with what five of them at least have in common with it."""
    _await_index(request)
    return team_missions(request.registry.index, request.reader, organisation, request.act, most)


def related(request: Request, mission: Mission) -> list[Mission]:
    """Open missions of the same kind, as far as this reader may open them."""
    _await_index(request)
    return related_missions(request.registry.index, request.reader, mission, request.today)


def places_of(request: Request, finding: Finding) -> Points:
    """The places of all that was found, each with how many requests are there."""
    return points(request.registry.index, finding.question, request.reader)


def completed(request: Request, typed: str, network: int | None = None) -> list[str]:
    """What somebody types, its last word written out in ways that find something open for this reader."""
    _await_index(request)
    return completions(request.registry.index, Question(typed, network=network, open=True), request.reader)


def tally(request: Request, kind: str, *states: str) -> int:
    """How many nodes of a type are in some states, where this reader may go."""
    _await_index(request)
    return count(request.registry.index, request.reader, kind, states)


def foresee(request: Request, eyes: Sequence[Eyes], deed: Callable[[], Any]) -> list[Foreseen]:
    """What a change of rights would show to these eyes and hide from them, as far as this reader may open it."""
    _await_index(request)
    return foresight.foresee(request.registry.index, request.reader, eyes, deed)


def crowd(request: Request, network: Network, node: Node) -> list[Eyes]:
    """The eyes of all people of a network, those who are the same to a node together."""
    return foresight.crowd(request.registry.index, network, node, request.site, request.today)


def contents(request: Request, node: Node, page: int, size: int, **wanted: Any) -> Contents:
    """What stands directly in a node and this reader may open, one page of it."""
    _await_index(request)
    return contents_of(request.registry.index, request.reader, Wanted(node.oid, **wanted), page, size)


def referring(request: Request, nodes: Iterable[Node]) -> list[Node] | None:
    """All that points at some nodes, or at what stands beneath them, from elsewhere; ``None`` while the index lags behind."""
    if not request.registry.indexer.wait_for(u64(snapshot(request)) - 1, timeout=2.0):
        return None
    oids = [step.oid for node in nodes for step in subtree(node)]
    return nodes_referring(request.registry.index, request.site, oids)


def _await_index(request: Request) -> None:
    """A person's own last deed is waited for, briefly; a page made from an index that lags behind is not kept."""
    indexer, deed = request.registry.indexer, last_deed(request)
    if deed:
        indexer.wait_for(deed, timeout=1.0)
    if not indexer.wait_for(u64(snapshot(request)) - 1, timeout=0.0):
        request.unkept = True


def sign(request: Request, purpose: str, payload: Any) -> str:
    """A signed text for a link."""
    return str(request.registry.signer.sign(purpose, payload))


def unsign(request: Request, purpose: str, text: str, max_age: int) -> Any:
    """Its payload. Raises `links.LinkRefused` (a `LookupError`)."""
    return request.registry.signer.unsign(purpose, text, max_age)


def send(request: Request, letter: str, to: Any, language: str | None = None, **variables: Any) -> None:
    """Send a letter after the commit."""
    request.registry.post.within(request.tm).send(letter, to, language, **variables)


def greet(request: Request) -> int:
    """Send the first letters to those who were just brought in, after the commit; the others go hour by hour. How many went."""
    return greetings.run(request.site, request.registry.post.within(request.tm), request.now, greetings.AT_ONCE)


def throttle(request: Request, purpose: str, key: str) -> None:
    """Note one more deed, by key and by network address. Raises `throttle.Throttled`."""
    request.registry.throttle.count(f"{purpose}-address", request.client_addr or "")
    request.registry.throttle.count(purpose, key)


def keep_upload(request: Request, name: str, data: bytes) -> str:
    """Keep a file of the person signed in while their form is not right yet; what gives it back."""
    return str(request.registry.uploads.keep(request.person.id, name, data))


def kept_upload(request: Request, key: str) -> tuple[str, bytes] | None:
    """The name and content of such a file, if it still waits and is theirs."""
    found: tuple[str, bytes] | None = request.registry.uploads.get(request.person.id, key)
    return found


def drop_upload(request: Request, key: str) -> None:
    """Forget such a file."""
    request.registry.uploads.drop(request.person.id, key)


def includeme(config: Configurator) -> None:
    """Give requests their methods; each is worked out at most once a request, and only if asked for."""
    config.add_tween("mobee_pyr.requests.readable_tween", under="mobee_pyr.security.headers_tween")
    urls = URLS | ({"mail": "/mail"} if config.registry.mobee.in_development else {})
    for name, method in (
        ("site", site),
        ("person", sessions.person_of),
        ("now", lambda request: now()),
        ("today", lambda request: request.now.date()),
        ("act", act),
        ("language", language_of),
        ("words", lambda request: Words(request.language, request.now)),
        ("passwords", lambda request: request.registry.passwords),
        ("has_session", lambda request: sessions.COOKIE in request.cookies),
        ("urls", lambda request: hosts.urls(request, urls)),
    ):
        config.add_request_method(method, name, reify=True)
    config.add_request_method(imports, "imports", property=True)  # kept nowhere: it knows its request
    for name, method in (
        ("translate", lambda request, text, **mapping: translate(text, request.language, mapping)),
        ("static", lambda request, file: assets.url(file)),
        ("node_url", node_url),
        ("same_page", same_page),
        ("search", search),
        ("find_widely", find_widely),
        ("numbers", numbers),
        ("fitting", fitting),
        ("fitting_trial", fitting_trial),
        ("team_fitting", team_fitting),
        ("related", related),
        ("completed", completed),
        ("places_of", places_of),
        ("tally", tally),
        ("foresee", foresee),
        ("crowd", crowd),
        ("contents", contents),
        ("referring", referring),
        ("sign", sign),
        ("unsign", unsign),
        ("words_for", lambda request, person: Words(person.language, request.now)),
        ("send", send),
        ("greet", greet),
        ("figures", lambda request: figures.figures(request.registry, request.now)),
        ("throttle", throttle),
        ("keep_upload", keep_upload),
        ("kept_upload", kept_upload),
        ("drop_upload", drop_upload),
        ("sign_in", sessions.sign_in),
        ("sign_out", sessions.sign_out),
    ):
        config.add_request_method(method, name)
