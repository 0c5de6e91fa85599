"""A link: a page elsewhere that a network recommends."""

from mobee_pyr.content.publication import Publication


class Link(Publication):
    """``address`` begins with https:// or http://."""

    type_name = "link"
    address = ""
