"""A programme: groups missions and needs of an organisation under one objective."""

from mobee_pyr.content.node import Node
from mobee_pyr.content.quota import Quota


class Programme(Node):
    """An objective that missions and needs refer to (M03, M39)."""

    type_name = "programme"
    summary = ""
    description = ""
    quota: Quota | None = None
    """Working time that its organisation lends under this programme, counted apart from what it lends in general."""
