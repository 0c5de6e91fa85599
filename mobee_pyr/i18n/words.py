"""Dates, numbers, money and plurals as people of a language write them (Babel)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency, format_decimal

from mobee_pyr.content.words import _
from mobee_pyr.i18n.translator import plural, translate

ZONE = ZoneInfo("Europe/Paris")
SOON = 7
"""Days within which a moment is said as a distance: « il y a 2 jours »."""


JUST_NOW = 60
"""Seconds that nobody counts."""


class Words:
    """What templates call, in one language."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language = language
        self.now = now
        self.passing = False
        """Was anything said that will soon be said otherwise, though nothing has changed?"""

    zone = ZONE
    """Where the clocks stand that people read."""

    def text(self, text: Any, **mapping: Any) -> str:
        """A translatable text."""
        return translate(text, self.language, mapping)

    def plural(self, one: str, many: str, count: float, **mapping: Any) -> str:
        """``${count} place`` or ``${count} places``."""
        return plural(one, many, count, self.language, {"count": self.number(count), **mapping})

    def label(self, label: str | Mapping[str, str]) -> str:
        """The label of a workflow: one text, or one a language."""
        if isinstance(label, str):
            return translate(label, self.language)
        return label.get(self.language) or next(iter(label.values()))

    def day(self, day: date | None) -> str:
        """« 3 mars 2027 »."""
        return "" if day is None else _day(day, self.language)

    def span(self, first: date, last: date) -> tuple[str, str]:
        """The two ends of a period, without saying twice what they share: « 13 » and « 15 janvier 2027 »."""
        if first.year != last.year:
            return self.day(first), self.day(last)
        shown = "d" if first.month == last.month else "d MMMM"
        return _day(first, self.language, shown), self.day(last)

    def date(self, moment: datetime | None) -> str:
        """« 3 mars 2027 à 14:05 », in Paris."""
        return "" if moment is None else format_datetime(moment.astimezone(ZONE), "d MMMM y, HH:mm", locale=self.language)

    def time(self, moment: datetime) -> str:
        """« 14:05 », in Paris."""
        return str(format_datetime(moment.astimezone(ZONE), "HH:mm", locale=self.language))

    def hour(self, moment: datetime) -> str:
        """« lundi 7 décembre à 9 h », in Paris; with the year when it is another one."""
        here = moment.astimezone(ZONE)
        shown = "d MMMM" if here.year == self.today.year else "d MMMM y"
        day = f"{format_date(here.date(), 'EEEE', locale=self.language)} {_day(here.date(), self.language, shown)}"
        return self.text(_("${day} à ${hour} h"), day=day, hour=here.hour)

    def ago(self, moment: datetime | None) -> str:
        """« à l’instant », « il y a 2 jours » within a week, else the day."""
        if moment is None:
            return ""
        since = self.now - moment
        if abs(since.total_seconds()) < JUST_NOW:
            self.passing = True
            return self.text(_("à l’instant"))
        if abs(since.days) > SOON:
            return self.day(moment.astimezone(ZONE).date())
        self.passing = True
        return str(format_timedelta(-since, add_direction=True, locale=self.language))

    @property
    def today(self) -> date:
        """The day it is in Paris."""
        return self.now.astimezone(ZONE).date()

    def days_since(self, moment: datetime) -> int:
        """How many midnights ago, in Paris: yesterday evening is one."""
        return (self.today - moment.astimezone(ZONE).date()).days

    def number(self, number: float | Decimal | None) -> str:
        """« 1 234,5 »."""
        return "" if number is None else _number(number, self.language)

    def money(self, amount: float | Decimal | None) -> str:
        """« 1 200 € », "€1,200"; cents where there are any."""
        if amount is None:
            return ""
        whole = Decimal(str(amount)) == int(amount)
        shape = ("#,##0 ¤" if self.language == "fr" else "¤#,##0") if whole else None
        return str(format_currency(amount, "EUR", shape, locale=self.language, currency_digits=not whole))


@lru_cache(maxsize=4096)
def _day(day: date, language: str, shown: str = "d MMMM y") -> str:
    """In French the first of a month is « 1er »."""
    if language == "fr" and day.day == 1:
        return "1er" + format_date(day, shown, locale=language).removeprefix("1")
    return str(format_date(day, shown, locale=language))


@lru_cache(maxsize=4096, typed=True)
def _number(number: float | Decimal, language: str) -> str:
    return str(format_decimal(number, locale=language))
