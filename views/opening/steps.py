"""The questions by which a network is opened, in their order; each knows its form, what stands in it, and how it is told."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import colander
from pyramid.request import Request

from mobee_pyr.content.blueprint import first_accent, first_sentence, packaged
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import colour, opening
from mobee_pyr.views.forms.network import COLOURS
from mobee_pyr.workflows.opening import sources

Said = Mapping[str, Any]
"""What was answered so far."""


class Step(NamedTuple):
    """``form`` is ``None`` for a page with a template of its own; ``known`` fills it; ``told`` is for the check of the answers."""

    name: str
    title: str
    form: Callable[[Request, Said], colander.Schema] | None
    known: Callable[[Request, Said], dict[str, Any]]
    told: Callable[[Request, Said], str]


def source(request: Request, said: Said) -> str:
    """The model that was chosen, else the first."""
    return str(said.get("source") or next(iter(sources(request.site))))


def kind(request: Request, said: Said) -> str:
    """What was chosen, else what the model is for."""
    return str(said.get("kind") or ("dedicated" if packaged(source(request, said)).get("dedicated") else "shared"))


def summary(request: Request, said: Said) -> str:
    """What was written, else the model's sentence."""
    if "summary" in said:
        return str(said["summary"])
    return str(request.translate(first_sentence(source(request, said))))


def accent(request: Request, said: Said) -> str:
    """What was chosen, else the model's."""
    return str(said.get("accent") or first_accent(source(request, said)))


def name(request: Request, said: Said) -> str:
    """The address that was written, else one made from the title."""
    return str(said.get("name") or opening.free(request, said.get("title", "")))


def managers(request: Request, said: Said) -> str:
    """Who was named, else whoever opens the network."""
    return str(said.get("managers", request.person.mail))


def languages(request: Request, said: Said) -> tuple[str, ...]:
    """Those that were chosen, else all of the site's."""
    return tuple(said.get("languages") or request.registry.mobee.languages)


def _colour_told(request: Request, said: Said) -> str:
    own = said.get("shade")
    return str(request.translate(COLOURS[accent(request, said)]) if own is None else own.on_light)


def _colour_known(request: Request, said: Said) -> dict[str, Any]:
    return colour.said(accent(request, said), said.get("shade"))


STEPS = (
    Step(
        "name",
        _("Comment s’appelle-t-il ?"),
        lambda r, s: opening.name_schema(r),
        lambda r, s: {"title": s.get("title", "")},
        lambda r, s: s.get("title", ""),
    ),
    Step(
        "model",
        _("De quoi part-il ?"),
        lambda r, s: opening.model_schema(r, sources(r.site)),
        lambda r, s: {"source": source(r, s)},
        lambda r, s: r.translate(sources(r.site)[source(r, s)]),
    ),
    Step(
        "kind",
        _("Qui peut le voir ?"),
        lambda r, s: opening.kind_schema(r),
        lambda r, s: {"kind": kind(r, s)},
        lambda r, s: r.translate(opening.KINDS[kind(r, s)][0]),
    ),
    Step("who", _("Qui y fait quoi ?"), None, lambda r, s: {}, lambda r, s: ""),
    Step(
        "summary",
        _("En une phrase"),
        lambda r, s: opening.summary_schema(),
        lambda r, s: {"summary": summary(r, s)},
        summary,
    ),
    Step("colour", _("De quelle couleur est-il ?"), lambda r, s: colour.colour_schema(), _colour_known, _colour_told),
    Step(
        "logo",
        _("A-t-il un logo ?"),
        None,
        lambda r, s: {},
        lambda r, s: r.translate(_("Oui") if s.get("logo") else _("Pas pour le moment")),
    ),
    Step(
        "languages",
        _("En quelles langues ?"),
        lambda r, s: opening.languages_schema(r.registry.mobee.languages),
        lambda r, s: {"languages": set(languages(r, s))},
        lambda r, s: ", ".join(LANGUAGES[each] for each in languages(r, s)),
    ),
    Step(
        "managers",
        _("Qui l’anime ?"),
        lambda r, s: opening.managers_schema(),
        lambda r, s: {"managers": managers(r, s)},
        lambda r, s: ", ".join(opening.addresses(managers(r, s))),
    ),
    Step(
        "address",
        _("Où le trouve-t-on ?"),
        lambda r, s: opening.address_schema(r),
        lambda r, s: {"name": name(r, s), "host": s.get("host", "")},
        lambda r, s: " · ".join(filter(None, (f"{r.registry.mobee.url}/{name(r, s)}", s.get("host", "")))),
    ),
)
"""In this order; the check of the answers comes after."""


def step_of(wanted: str) -> Step | None:
    """The step of that name."""
    return next((step for step in STEPS if step.name == wanted), None)


def after(step: Step) -> str:
    """The name of the next one, ``check`` after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place].name if place < len(STEPS) else "check"


def before(step: Step) -> str | None:
    """The name of the one before."""
    place = STEPS.index(step)
    return STEPS[place - 1].name if place else None
