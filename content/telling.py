"""How a node is called where nothing else says what it is about: in letters that sum up."""

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site


def title_of(site: Site, node: Node) -> str:
    """An answer is told by who gave it and to what, everything else by its title."""
    if isinstance(node, Answer) and node.__parent__ is not None:
        return f"{name_of(site, node.applicant)} – {node.__parent__.title}"
    return node.title
