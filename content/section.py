"""A section: a folder of a network's own, for pages, documents, pictures and further sections."""

from mobee_pyr.content.publication import Publication


class Section(Publication):
    """Its page introduces what it holds, and lists it. One that holds documents is a library (B11)."""

    type_name = "section"
