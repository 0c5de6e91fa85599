"""A page: a text that stays, such as a guide or a charter."""

from mobee_pyr.content.publication import Publication


class Page(Publication):
    """A title, a sentence for lists, and a text."""

    type_name = "page"
