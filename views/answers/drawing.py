"""The live track as a picture (``parts/track_drawn.pt``); the list of its steps is its text twin."""

from pyramid.request import Request

from mobee_pyr.content.words import _
from mobee_pyr.views.answers.stages import Step
from mobee_pyr.workflows.procedures.picture import Box, Row, draw

LOOK = {"done": ("good", "✓"), "current": ("waiting", "…"), "next": ("draft", ""), "refused": ("bad", "✗"), "passed": ("draft", "–")}
"""By state of a step: the colour of its box, and a sign that says the same without it."""

STATES = {
    "done": _("fait"),
    "current": _("en cours"),
    "next": _("à venir"),
    "refused": _("refusé"),
    "passed": _("plus attendu"),
}


def drawing(request: Request, steps: list[Step]) -> str | None:
    """The picture of a track in course; ``None`` where there is nothing to compare."""
    if len(steps) < 2:
        return None
    rows = [Row(tuple(_box(part) for part in step.parts or (step,)), _caption(request, step), word=step.word) for step in steps]
    told = ", ".join(request.translate(_("${label} : ${detail}"), label=step.title, detail=STATES[step.state]) for step in steps)
    return draw(rows, request.translate(_("Les étapes, dessinées")), told, "track", request.language)


def _box(step: Step) -> Box:
    kind, mark = LOOK[step.state]
    return Box(step.title, kind, mark)


def _caption(request: Request, step: Step) -> tuple[str, ...]:
    asked = (request.translate(_("Le réseau le demande")),) if step.imposed else ()
    return (*asked, step.title) if step.parts else asked
