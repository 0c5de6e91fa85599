"""Which letters somebody wishes, and when: at once, once a day, once a week, never. Letters on the safety of an account always go."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mobee_pyr.content import saved
from mobee_pyr.content.person import Person
from mobee_pyr.content.words import _

ZONE = ZoneInfo("Europe/Paris")
"""The clock by which a morning is a morning."""

STOP = "unsubscribe"
"""What a link that ends a kind of letters is signed for."""

KINDS = {
    "asked": _("Ce qui attend votre réponse"),
    "followed": _("Ce que deviennent vos candidatures, vos promesses et vos demandes"),
    "messages": _("Les messages que l’on vous écrit"),
    "network": _("Les annonces des réseaux dont vous faites partie"),
    "invited": _("Les invitations à une mission, d’une association ou de votre organisation"),
    "matched": _("Les nouvelles missions qui correspondent à votre profil"),
    "informed": _("Pour information : les étapes qui vous tiennent au courant"),
    "reminder": _("Les rappels de ce qui attend depuis longtemps"),
    "week": _("Le point de la semaine, le lundi : ce qui attend, ce qui est nouveau, décidé ou bientôt fini"),
}

ASKED_FOR = frozenset(("matched", "week"))
"""Letters that nobody receives who did not ask for them."""

OFFERED = {"reminder": ("now", "never"), "week": ("weekly", "never")}
"""Kind → the rhythms on offer, where they are not all of `WHEN`: what sums up already is sent or not."""

WHEN = {
    "now": _("Tout de suite"),
    "daily": _("Une fois par jour"),
    "weekly": _("Une fois par semaine"),
    "never": _("Jamais"),
}

SUMS = ("reminder", "digest", "alert-week", "alert-searches")
"""Letters that sum up what the person's space shows already: no notice is made of them."""

ALWAYS = frozenset(
    ("welcome", "invitation", "confirm-address", "new-address", "address-changed", "already-registered", "forgotten-password")
) | {"deputy", "handover"}
"""Letters that go whatever the person wishes."""

_ENDS = {"-to-validate": "asked", "-to-decide": "asked", "-to-qualify": "asked", "-to-confirm": "asked", "-to-complete": "asked"}
_ENDS |= {"-to-recheck": "asked", "-recheck-ahead": "informed"}
_ENDS |= {"-to-close": "asked", "-overdue": "asked", "-escalated": "asked", "-informed": "informed"}
_NAMED = {
    "pledge-received": "asked",
    "pledge-delivered": "asked",
    "reminder": "reminder",
    "digest": "digest",
    "message-received": "messages",
    "alert-to-all": "network",
    "mission-invited": "invited",
    "alert-mission": "matched",
    "alert-searches": "searches",
    "alert-week": "week",
    "pool-kept": "invited",
    "team-proposed": "invited",
    "claim-taken-over": "informed",
}

MORNING = 7
"""The hour (Paris) after which the letter of the day goes, and on Mondays that of the week."""


def kind_of(letter: str) -> str | None:
    """The kind that a person chooses for; ``None``: it always goes."""
    if letter in ALWAYS:
        return None
    if letter in _NAMED:
        return _NAMED[letter]
    return next((kind for end, kind in _ENDS.items() if letter.endswith(end)), "followed")


def of(person: Person, kind: str) -> str:
    """When a person wishes letters of a kind."""
    wish = person.wishes.get(kind, usual(kind))
    return wish if wish in WHEN else usual(kind)


def usual(kind: str) -> str:
    """When letters of a kind go to whoever said nothing."""
    return "never" if kind in ASKED_FOR else "now"


def choose(person: Person, wishes: Mapping[str, str], quiet: tuple[int, int] | None, moment: datetime) -> None:
    """Keep what somebody wishes; a letter of the week that is newly asked for first goes on the next Monday."""
    begins = of(person, "week") == "never" and wishes.get("week", "never") != "never"
    person.wishes = {kind: wish for kind, wish in wishes.items() if wish != usual(kind)}
    person.quiet = quiet
    if begins:
        person.week_told = moment


def end(person: Person, kind: str) -> None:
    """No more letters of a kind; ``digest``: of none of those that are summed up; ``searches``: each saved search falls silent."""
    if kind == "searches":
        for key, search in list(saved.searches(person)):
            person.searches[key] = search._replace(rhythm="never")  # type: ignore[index]
        return
    summed = (each for each in KINDS if each != "week" and of(person, each) in ("daily", "weekly"))
    ended = summed if kind == "digest" else [kind]
    person.wishes = {**person.wishes, **dict.fromkeys((each for each in ended if each in KINDS), "never")}


def is_quiet(person: Person, moment: datetime) -> bool:
    """Is it an hour at which they wish no letter? From 20 until 8 goes over midnight."""
    if person.quiet is None or person.quiet[0] == person.quiet[1]:
        return False
    first, last = person.quiet
    hour = moment.astimezone(ZONE).hour
    return first <= hour < last if first < last else hour >= first or hour < last


def is_due(person: Person, kind: str, told: datetime, moment: datetime) -> bool:
    """Should what was told, and held, go by now? The letter of a day that nobody could send goes with the next one."""
    return is_round(of(person, kind), told, moment)


def is_round(wish: str, told: datetime, moment: datetime) -> bool:
    """By that rhythm, is it time for what was last told then?"""
    return wish == "now" or (wish != "never" and told < _last_round(wish, moment))


def _last_round(wish: str, moment: datetime) -> datetime:
    """The last morning, or the last Monday morning."""
    here = moment.astimezone(ZONE)
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > here:
        morning -= timedelta(days=1)
    return morning - timedelta(days=morning.weekday()) if wish == "weekly" else morning
