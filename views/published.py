"""How a publication is shown: in the reader's language or the one there is, alone and in lists."""

from collections.abc import Iterable
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.document import Document
from mobee_pyr.content.link import Link
from mobee_pyr.content.picture import Picture
from mobee_pyr.content.publication import TRANSLATED, Publication
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.shots import alt_of, source

FORMATS = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WebP",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
}
"""How people call `attachment.ENDINGS`."""

GROUPS = {
    "section": _("Rubriques"),
    "page": _("Pages"),
    "news": _("Actualités"),
    "document": _("Documents"),
    "link": _("Liens utiles"),
    "picture": _("Images"),
}
"""In this order a section lists what it holds."""

OTHER_LANGUAGE = _("Cette page n’existe pas encore en ${wanted} : la voici en ${there}.")
STALE = _("Le texte en ${main} a changé depuis cette traduction.")


class Said(NamedTuple):
    """A publication in one language. ``note``: a word about it, ``other``: where the main text is (address, words), if this is not it."""

    title: str
    summary: str
    text: str
    language: str
    note: str = ""
    other: tuple[str, str] | None = None


class Listed(NamedTuple):
    """One line or tile of a list. ``facts``: format, size, version, day; ``thumb``: the address of a small picture and its words."""

    href: str
    title: str
    language: str | None
    summary: str
    kind: str
    icon: str
    facts: tuple[str, ...]
    state: tuple[str, str] | None
    members: bool
    thumb: tuple[str, str] | None = None


def said(request: Request, node: Publication) -> Said:
    """In the reader's language; else as it was written, with a word about it. ``?version=`` asks for one."""
    wanted = request.GET.get("version", request.language)
    translation = node.translations.get(wanted) if wanted != node.language else None
    name = {code: _name(request, code) for code in {request.language, node.language}}
    if translation is None:
        note = ""
        if node.type_name in TRANSLATED and request.language not in (node.language, *node.translations):
            note = request.translate(OTHER_LANGUAGE, wanted=name[request.language], there=name[node.language])
        return Said(node.title, node.summary, node.description, node.language, note)
    other = (request.node_url(node, version=node.language), request.translate(_("Lire en ${language}"), language=name[node.language]))
    note = request.translate(STALE, main=name[node.language]) if translation.of != node.edition else ""
    return Said(translation.title, translation.summary, translation.description, wanted, note, other)


def title_of(request: Request, node: Publication) -> str:
    """As a menu or a path calls it."""
    translation = node.translations.get(request.language)
    return node.title if translation is None or request.language == node.language else translation.title


def listed(request: Request, node: Publication) -> Listed:
    """As a list shows it; a recommended link leads straight to its page elsewhere."""
    shown = said(request, node)
    state = None if node.state == "published" else cards.state_of(request, node)
    thumb = (source(request, node, node.current.sizes[0]), alt_of(node)) if isinstance(node, Picture) and node.current else None
    return Listed(
        node.address if isinstance(node, Link) and state is None else request.node_url(node),
        shown.title,
        shown.language if shown.language != request.language else None,
        shown.summary,
        node.type_name,
        TYPES[node.type_name].icon,
        facts(request, node),
        state,
        node.members_only,
        thumb,
    )


def groups(request: Request, nodes: Iterable[Publication]) -> list[tuple[str, str, list[Listed]]]:
    """Kind, heading and lines of each kind that there is."""
    shown = list(nodes)
    found = {kind: [listed(request, node) for node in shown if node.type_name == kind] for kind in GROUPS}
    return [(kind, request.translate(GROUPS[kind]), lines) for kind, lines in found.items() if lines]


def facts(request: Request, node: Publication) -> tuple[str, ...]:
    """« PDF », « 1,2 Mo », « version 3 », « 12 mars 2027 » of a document; the day of a piece of news."""
    if isinstance(node, Document) and node.current is not None:
        number, file, _note = node.current
        version = request.translate(_("version ${number}"), number=number)
        return form_of(file.media_type), weight(request, file.size), version, request.words.day(file.when.date())
    if node.type_name == "news":
        return (request.words.day((node.published or node.created).date()),)
    return ()


def form_of(media_type: str) -> str:
    """« PDF »."""
    return FORMATS.get(media_type, media_type)


def weight(request: Request, size: int) -> str:
    """« 640 ko », « 1,2 Mo »."""
    if size < 1_000_000:
        return str(request.translate(_("${size} ko"), size=request.words.number(max(1, round(size / 1000)))))
    return str(request.translate(_("${size} Mo"), size=request.words.number(round(size / 1_000_000, 1))))


def _name(request: Request, code: str) -> str:
    return str(request.translate(NAMES.get(code, LANGUAGES.get(code, code))))


NAMES = {"fr": _("français"), "en": _("anglais"), "es": _("espagnol"), "it": _("italien"), "ar": _("arabe")}
"""Languages in the middle of a sentence."""
