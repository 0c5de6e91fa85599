"""A checklist as a TOML text: written, read back, and what is wrong with it for people: the criterion, the line, and a sentence (M13)."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import tomli_w
from translationstring import TranslationString

from mobee_pyr.content.checklist import MOST, ChecklistRefused, Fault, read, stored
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.words import _
from mobee_pyr.workflows.procedures import faults as plain
from mobee_pyr.workflows.reading import Unreadable, parse

SENTENCES: dict[str, TranslationString] = {
    "must be a list of criteria": _("chaque critère commence par une ligne [[criteria]]"),
    "more criteria than": _("il y a plus de ${value} critères"),
    "must be a table": _("chaque critère commence par une ligne [[criteria]]"),
    "unknown key": _("cette ligne n’est pas connue"),
    "must be lower-case letters, digits and single hyphens": _("minuscules, chiffres et traits d’union seulement : lieu-accessible"),
    "must be a text": _("indiquez un texte, entre guillemets"),
    "a text is missing": _("un texte manque"),
    "more characters than": _("le texte est trop long : ${value} caractères au plus"),
    "must be true or false": _("indiquez oui (true) ou non (false)"),
    "must name at least one role": _("choisissez au moins un rôle : manager, qualifier"),
    "no such role:": _("ce rôle n’existe pas ici"),
    "no such evidence:": _("ce mot n’est pas connu ici"),
    "no such label:": _("ce mot n’est pas connu ici"),
    "no such subject:": _("ce mot n’est pas connu ici"),
    "must be a whole number of months, at most": _("indiquez un nombre entier de mois, ${value} au plus"),
    "is taken:": _("un autre critère a déjà cet identifiant"),
}  # fmt: skip
"""What is wrong, as `content.checklist` says it, and what people read. A test holds them complete."""


class Said(NamedTuple):
    """A fault for people. ``number`` of the criterion from 1, 0 for the whole; ``line`` 0 when nobody knows; ``meant`` may be empty."""

    number: int
    field: str
    line: int
    sentence: TranslationString
    meant: str = ""


def text_of(subject: str, criteria: list[Criterion]) -> str:
    """The whole text; only what differs from what is understood without saying."""
    return tomli_w.dumps({"subject": subject, "criteria": list(stored(criteria))})


def load(text: str, subject: str, fresh: Callable[[str], str]) -> list[Criterion]:
    """The criteria of a text; ``fresh`` makes the id of one that has none. Raises `Unreadable`, `ChecklistRefused`."""
    raw = parse(text, "criteria.toml")
    wrong = [Fault(0, str(key)[:60], "unknown key") for key in raw if key not in ("subject", "criteria")]
    if raw.get("subject") != subject:
        wrong.append(Fault(0, "subject", "no such subject:", repr(raw.get("subject"))[:60], subject))
    if wrong:
        raise ChecklistRefused(wrong)
    return read(_with_ids(raw.get("criteria", []), fresh))


def _with_ids(lines: Any, fresh: Callable[[str], str]) -> Any:
    """Each line with an id of its own."""
    if not isinstance(lines, list) or len(lines) > MOST or not all(isinstance(line, dict) for line in lines):
        return lines
    taken = {line["id"] for line in lines if isinstance(line.get("id"), str)}
    found = []
    for line in lines:
        name = line.get("id")
        if name is None and isinstance(line.get("text"), str):
            first = name = fresh(line["text"])
            number = 1
            while name in taken:
                number += 1
                name = f"{first}-{number}"
            taken.add(name)
        found.append({**line, "id": name})
    return found


def told(refused: ChecklistRefused | Unreadable, text: str) -> list[Said]:
    """What is wrong with a text, for people."""
    if isinstance(refused, Unreadable):
        found = [plain.told(fault, text) for fault in refused.faults]
        return [Said(0, fault.field, fault.line, fault.sentence) for fault in found]
    return [
        Said(
            fault.number,
            fault.field,
            _line(text, fault),
            TranslationString(SENTENCES[fault.what], mapping={"value": fault.value}),
            fault.meant,
        )
        for fault in refused.faults
    ]


def _line(text: str, fault: Fault) -> int:
    """Where in the text the criterion stands, or the line of it that begins with the field."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if line.replace(" ", "").startswith("[[criteria]]")]
    if fault.number > len(heads):
        return 0
    begin = heads[fault.number - 1] if fault.number else 0
    end = heads[fault.number] - 1 if fault.number and fault.number < len(heads) else len(lines)
    return next((number for number in range(begin + 1, end + 1) if re.match(rf"\s*{re.escape(fault.field)}\s*=", lines[number - 1])), begin)
