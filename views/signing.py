"""How a deed is signed: by a name, or by a deputy's « pour » the absent person's."""

from pyramid.request import Request

from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _

FOR = _("${who} pour ${absent}")


def signature(request: Request, who: str | None, instead_of: str | None = "") -> str:
    """« Remi », « Remi pour Rose »; empty for the system."""
    name, absent = name_of(request.site, who), name_of(request.site, instead_of)
    return str(request.translate(FOR, who=name, absent=absent)) if name and absent else name
