"""Working time that is lent, in words: « reste 3 demi-journées sur 10 (programme Mécénat 2026) » (P23, P24, M41)."""

from pyramid.request import Request

from mobee_pyr.content.programme import Programme
from mobee_pyr.content.words import _
from mobee_pyr.workflows.procedures.quota import State


def remaining(request: Request, state: State) -> str:
    """What is left of the year, and of what."""
    text = _left(request, state)
    if isinstance(state.lender, Programme):
        return str(request.translate(_("${left} (programme ${title})"), left=text, title=state.lender.title))
    return text


def offered(request: Request, programme: Programme, state: State | None) -> str:
    """A programme among which one chooses: « Mécénat 2026 : reste 3 demi-journées sur 10 »."""
    if state is None:
        return programme.title
    return str(request.translate(_("${title} : ${left}"), title=programme.title, left=_left(request, state)))


def _left(request: Request, state: State) -> str:
    allowed = request.words.number(state.allowed)
    if state.left <= 0:
        return str(request.translate(_("plus aucune demi-journée sur ${allowed}"), allowed=allowed))
    return str(
        request.words.plural(
            _("reste ${count} demi-journée sur ${allowed}"), _("reste ${count} demi-journées sur ${allowed}"), state.left, allowed=allowed
        )
    )
