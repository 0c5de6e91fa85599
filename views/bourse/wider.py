"""Nothing answers: what was looked for instead is said in words, with the way to ask for just that."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from pyramid.request import Request

from mobee_pyr.content.words import _
from mobee_pyr.views.bourse.asked import FACETS, OWN, Asked
from mobee_pyr.views.bourse.filters import place_words


class Wider(NamedTuple):
    """``text``: what is shown instead; ``href``: the address that asks for it, where there is one."""

    text: str
    href: str | None


def told(request: Request, asked: Asked, finding: Any) -> Wider | None:
    """For a `Finding` whose results are those of a wider question."""
    if finding.wider is None:
        return None
    what, question = finding.wider.what, finding.wider.question
    text = TEXTS["here"] if what == "within" and not asked.within else TEXTS.get(what, TEXTS["facet"])
    said = {
        "count": request.words.plural(_("${count} demande"), _("${count} demandes"), finding.results.total),
        "words": asked.words,
        "meant": question.words,
        "place": place_words(request, asked),
        "far": question.within,
        "near": asked.within,
        "filter": ", ".join(_filters(request, asked, what)),
    }
    return Wider(request.translate(text, **said), _href(request, what, question))


def meant(request: Request, finding: Any) -> tuple[str, str] | None:
    """The words that somebody may have meant, and the address that looks for them."""
    return (finding.meant, request.same_page(words=finding.meant, page=None)) if finding.meant else None


TEXTS = {
    "words": _("Rien ne répond à « ${words} ». Voici ${count} pour « ${meant} »."),
    "prefix": _("Rien ne répond à « ${words} » en entier. Voici ${count} où des mots commencent ainsi."),
    "facet": _("Rien ne répond avec « ${filter} ». Voici ${count} sans ce filtre."),
    "when": _("Rien à ces dates. Voici ${count} à d’autres dates."),
    "here": _("Rien dans cette commune. Voici ${count} à moins de ${far} km."),
    "within": _("Rien à moins de ${near} km. Voici ${count} à moins de ${far} km."),
    "place": _("Rien ne répond ici : ${place}. Voici ${count} ailleurs."),
    "any_word": _("Rien ne répond à tous ces mots à la fois. Voici ${count} où l’un d’eux se trouve."),
    "facets": _("Rien ne répond à tous ces filtres. Voici ${count} sans eux."),
    "all": _("Rien ne répond à tout cela. Voici ${count} qui s’en approchent, ailleurs et sans filtres."),
}

DROPPED = {"when": ("after", "before"), "place": ("place", "near", "within", "online"), "places": ("room",)}
"""What was let go of → the names in the address, where they are others."""


def _filters(request: Request, asked: Asked, what: str) -> list[str]:
    if what in FACETS:
        return [request.translate(asked.values[what][value]) for value in asked.facets[what]]
    if what.startswith(f"{OWN}."):
        return [asked.values[OWN][term] for term in asked.facets[OWN] if term.startswith(f"{what.removeprefix(OWN + '.')}:")]
    if what == "places":
        return [request.translate(_("Avec des places libres"))]
    node = {"network": asked.network, "organisation": asked.organisation}.get(what)
    return [] if node is None else [node.title]


def _href(request: Request, what: str, question: Any) -> str | None:
    if what in ("prefix", "any_word", "facets", "all"):
        return None
    if what in ("words", "within"):
        return str(request.same_page(page=None, **{what: getattr(question, what)}))
    if what.startswith(f"{OWN}."):
        kept = [(key, said) for key, said in request.GET.items() if key != "page" and (key != OWN or said in question.extra)]
        return f"{request.path}?{urlencode(kept)}" if kept else str(request.path)
    return str(request.same_page(page=None, **dict.fromkeys(DROPPED.get(what, (what,)))))
