"""JSON Resume (https://jsonresume.org/schema): what a CV in that form says of a profile, and a profile in that form."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from translationstring import TranslationString

from mobee_pyr.content import communes, skills
from mobee_pyr.content.place import Place
from mobee_pyr.content.profile import MOST_SKILLS, Held, Profile
from mobee_pyr.content.skills import Skill
from mobee_pyr.content.words import _

LARGEST = 200_000
"""Bytes of a CV."""

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

MOST_ENTRIES = 60
LONGEST_TEXT = 4000
MOST_LINKS = 8

LEVELS = {"beginner": 1, "novice": 1, "intermediate": 2, "advanced": 3, "proficient": 3, "master": 4, "expert": 4}
"""As people write them there, in English as the schema's own examples; anything else counts as 2."""

WRITTEN = {1: "Beginner", 2: "Intermediate", 3: "Advanced", 4: "Master"}

LISTS = ("work", "volunteer", "education", "skills", "languages", "interests")


class ResumeRefused(ValueError):
    """``message`` tells, for people, what is wrong with the file."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(str(message))
        self.message = message


class Resume(NamedTuple):
    """What a CV says, as a profile holds it; what is empty was not said. ``unknown``: skills that no framework knows."""

    skills: tuple[Held, ...] = ()
    unknown: tuple[str, ...] = ()
    experience: str = ""
    links: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    home: Place = Place()


class Engagement(NamedTuple):
    """A mission done, as a CV tells it; ``summary`` says what was given."""

    organisation: str
    mission: str
    url: str
    starts: date | None = None
    ends: date | None = None
    summary: str = ""


def read(text: str | bytes, known: Mapping[str, Skill], languages: Mapping[str, str]) -> Resume:
    """A CV. ``languages``: names, folded, of the languages on offer → their codes. Raises `ResumeRefused`."""
    said = _parsed(text)
    held, unknown = _skills(said, known)
    basics = said.get("basics", {})
    return Resume(held, unknown, _experience(said), _links(basics), tuple(_languages(said, languages)), _home(basics))


def write(
    name: str, profile: Profile, languages: Iterable[str], known: Mapping[str, Skill], language: str, done: Iterable[Engagement] = ()
) -> str:
    """Somebody's own profile as a CV, with the missions that they have done: nothing that the schema has no place for."""
    basics: dict[str, Any] = {"name": name}
    if profile.home.city:
        basics["location"] = {"city": profile.home.city}
    if profile.links:
        basics["profiles"] = [{"network": _host(link), "url": link} for link in profile.links]
    if profile.experience:
        basics["summary"] = profile.experience
    told = [
        {"name": known[one.skill].name(language), "level": WRITTEN[one.level], "keywords": [one.skill]}
        for one in profile.skills
        if one.skill in known
    ]
    made = {"$schema": SCHEMA, "basics": basics, "skills": told, "languages": [{"language": one} for one in languages]}
    if engagements := list(map(_engagement, done)):
        made["volunteer"] = engagements
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _engagement(one: Engagement) -> dict[str, str]:
    said = {"organization": one.organisation, "position": one.mission, "url": one.url, "summary": one.summary}
    days = {"startDate": one.starts, "endDate": one.ends or one.starts}
    return {name: text for name, text in said.items() if text} | {name: day.isoformat() for name, day in days.items() if day}


def _parsed(text: str | bytes) -> Mapping[str, Any]:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > LARGEST:
        raise ResumeRefused(_("Ce CV est trop lourd : 200 ko au plus. Retirez les images et recommencez."))
    try:
        said = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise ResumeRefused(_("Ce fichier n’est pas du texte en UTF-8 : choisissez le fichier .json de votre CV.")) from wrong
    except json.JSONDecodeError as wrong:
        where = {"line": wrong.lineno, "column": wrong.colno}
        raise ResumeRefused(_("Ce n’est pas du JSON : regardez la ligne ${line}, au caractère ${column}.", mapping=where)) from wrong
    except (RecursionError, ValueError) as wrong:
        raise ResumeRefused(_("Ce CV est trop compliqué pour être lu.")) from wrong
    _refuse_misshapen(said)
    return said  # type: ignore[no-any-return]


def _refuse_misshapen(said: Any) -> None:
    """Only what is read here has to have its form; the rest of the schema is nobody's business."""
    if not isinstance(said, dict):
        raise ResumeRefused(_('Un CV JSON Resume commence par une accolade : « { "basics": … } ».'))
    if not isinstance(said.get("basics", {}), dict):
        raise ResumeRefused(_("« ${name} » doit être un objet, entre accolades.", mapping={"name": "basics"}))
    for name in LISTS:
        entries = said.get(name, [])
        if not isinstance(entries, list):
            raise ResumeRefused(_("« ${name} » doit être une liste, entre crochets.", mapping={"name": name}))
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                raise ResumeRefused(_("« ${name} » doit être un objet, entre accolades.", mapping={"name": f"{name}[{number}]"}))
    if not any(said.get(name) for name in ("basics", *LISTS)):
        raise ResumeRefused(_("Ce fichier ne contient ni « basics », ni « work », ni « skills » : ce n’est pas un CV JSON Resume."))


def _skills(said: Mapping[str, Any], known: Mapping[str, Skill]) -> tuple[tuple[Held, ...], tuple[str, ...]]:
    """Those that are named, then those that posts, studies and engagements tell; each once, as it was said first."""
    found: dict[str, Held] = {}
    unknown = []
    for entry in _entries(said, "skills"):
        texts = [_text(entry, "name"), *_texts(entry, "keywords")]
        ids = skills.recognised(texts, known)
        unknown += [texts[0]] if texts[0] and not ids else []
        for one in ids:
            found.setdefault(one, Held(one, LEVELS.get(_text(entry, "level").strip().lower(), 2), "work"))
    for name, origin, keys in (
        ("work", "work", ("position",)),
        ("education", "studies", ("area",)),
        ("volunteer", "passion", ("position",)),
    ):
        for entry in _entries(said, name):
            for one in skills.recognised([_text(entry, key) for key in keys], known):
                found.setdefault(one, Held(one, 2, origin))
    return tuple(found.values())[:MOST_SKILLS], tuple(dict.fromkeys(unknown))[:MOST_SKILLS]


def _experience(said: Mapping[str, Any]) -> str:
    """A line for each post, engagement and course; the summary comes first."""
    lines = [_text(said.get("basics", {}), "summary")]
    for name, who, what in (
        ("work", "name", "position"),
        ("volunteer", "organization", "position"),
        ("education", "institution", "area"),
    ):
        for entry in _entries(said, name):
            told = ", ".join(filter(None, (_text(entry, what), _text(entry, who) or _text(entry, "company"))))
            years = "–".join(filter(None, (_text(entry, "startDate")[:4], _text(entry, "endDate")[:4])))
            lines.append(f"{told} ({years})" if told and years else told)
    return "\n".join(filter(None, lines))[:LONGEST_TEXT]


def _links(basics: Mapping[str, Any]) -> tuple[str, ...]:
    profiles = basics.get("profiles", [])
    listed = [one for one in profiles if isinstance(one, dict)] if isinstance(profiles, list) else []
    found = (_text(basics, "url"), *(_text(one, "url") for one in listed))
    return tuple(dict.fromkeys(link for link in found if link.startswith(("https://", "http://")) and " " not in link))[:MOST_LINKS]


def _languages(said: Mapping[str, Any], languages: Mapping[str, str]) -> Iterator[str]:
    for entry in _entries(said, "languages"):
        text = _text(entry, "language")
        code = languages.get(communes.folded(text)) or (text.lower() if text.lower() in languages.values() else None)
        if code:
            yield code


def _home(basics: Mapping[str, Any]) -> Place:
    location = basics.get("location", {})
    if not isinstance(location, dict):
        return Place()
    meant = communes.named(f"{_text(location, 'postalCode')} {_text(location, 'city')}".strip()) or communes.named(_text(location, "city"))
    return Place() if meant is None else Place(meant.label, "", "", meant.latitude, meant.longitude)


def _entries(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return said.get(name, [])[:MOST_ENTRIES]  # type: ignore[no-any-return]


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(entry: Mapping[str, Any], name: str) -> list[str]:
    value = entry.get(name, [])
    return [one for one in value if isinstance(one, str)][:MOST_ENTRIES] if isinstance(value, list) else []


def _host(link: str) -> str:
    return link.partition("://")[2].partition("/")[0].removeprefix("www.")
