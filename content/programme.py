"""A programme: groups missions and needs of an organisation under one objective."""

from mobee_pyr.content.node import Node


class Programme(Node):
    """An objective that missions and needs refer to (M03, M39)."""

    type_name = "programme"
    summary = ""
    description = ""
