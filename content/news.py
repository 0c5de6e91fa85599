"""A piece of news: a text that is read while it is new."""

from mobee_pyr.content.publication import Publication


class News(Publication):
    """Like a page, but listed by the day on which it was published."""

    type_name = "news"
