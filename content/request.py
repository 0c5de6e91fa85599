"""What every request of an organisation says, whether it asks for people or for things."""

from datetime import date, datetime
from typing import ClassVar

from mobee_pyr.content.place import Place, Provenance
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.track import Tracked


class Request(Tracked, Qualified):
    """Common to missions and needs."""

    references: ClassVar[tuple[str, ...]] = ("programme",)
    traces = Tracked.traces | Qualified.traces | {"published", "provenance"}
    means = "skills"
    """A key of `vocabulary.MEANS`."""
    summary = ""
    description = ""
    domain = "other"
    goals: tuple[str, ...] = ()
    """Keys of `vocabulary.GOALS`, three at most."""
    objective = "structure"
    programme: int | None = None
    place = Place()
    named_place = ""
    """The id of a place that its network has a name for; it counts as long as ``place`` is there: see `named_places`."""
    starts: date | None = None
    ends: date | None = None
    published: datetime | None = None
    provenance: Provenance | None = None
