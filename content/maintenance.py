"""A word to everybody who opens any page, from one moment to another: work on the site, a planned stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Maintenance(NamedTuple):
    """``texts``: a language → what is said in it."""

    texts: Mapping[str, str]
    since: datetime
    until: datetime

    def said(self, language: str, moment: datetime) -> str:
        """What is said at a moment; empty before and after."""
        return self.texts.get(language, next(iter(self.texts.values()), "")) if self.since <= moment < self.until else ""
