"""What is wrong with a procedure's text, for people: the step, the line, and a sentence in their language."""

import re
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.words import _

STEP = re.compile(r"steps\.(?P<step>\d+)(?:\.(?P<field>[\w.]+))?")

SENTENCES: tuple[tuple[str, TranslationString], ...] = (
    (r"(?P<count>\d+) characters, more than (?P<most>\d+)", _("le texte est trop long : ${count} caractères, ${most} au plus")),
    (r"nested too deeply", _("le texte est imbriqué trop profondément")),
    (r"unknown key \(did you mean '(?P<meant>.+)'\?\)", _("cette ligne n’est pas connue ; vouliez-vous dire « ${meant} » ?")),
    (r"unknown key", _("cette ligne n’est pas connue")),
    (r"must be written \[\[steps\]\], once for each", _("chaque étape commence par une ligne [[steps]]")),
    (r"(?P<count>\d+), more than (?P<most>\d+)", _("il y en a ${count} : c’est plus que ${most}")),
    (r"nobody is asked|must name at least one role", _("choisissez au moins une personne ou un rôle")),
    (r"somebody is named twice", _("la même personne ou le même rôle est choisi deux fois")),
    (r".*: no such role(?: \(did you mean '(?P<meant>.+)'\?\))", _("ce rôle n’existe pas ici ; vouliez-vous dire « ${meant} » ?")),
    (r".*: no such role", _("ce rôle n’existe pas ici")),
    (r".*: no such group \(did you mean '(?P<meant>.+)'\?\)", _("ce groupe n’existe pas ici ; vouliez-vous dire « ${meant} » ?")),
    (r".*: no such group", _("ce groupe n’existe pas ici, ou n’existe plus")),
    (r".*: no such [\w ]+ \(did you mean '(?P<meant>.+)'\?\)", _("ce mot n’est pas connu ici ; vouliez-vous dire « ${meant} » ?")),
    (r".*: no such [\w ]+", _("ce mot n’est pas connu ici")),
    (r"must be a whole number of working days, at most (?P<most>\d+)", _("indiquez un nombre entier de jours ouvrés, ${most} au plus")),
    (r"has a deadline, but does not say what happens then.*", _("il y a un délai : dites ce qui se passe quand il est écoulé")),
    (r"says what happens when it is overdue, but has no deadline", _("vous dites ce qui se passe après le délai : indiquez ce délai")),
    (r"escalates, but does not say to whom", _("choisissez qui répond à la place quand le délai est écoulé")),
    (r"says to whom it escalates, but never does", _("vous choisissez qui répond à la place, mais aucun délai n’y mène")),
    (r"escalates to '.*', who is asked already.*", _("qui répond à la place est déjà dans l’étape : choisissez quelqu’un d’autre")),
    (r"escalates twice.*", _("la réponse ne peut passer qu’une fois à quelqu’un d’autre")),
    (r"'\w+' ends it: nothing can come after.*", _("un accord ou un refus automatique termine l’étape : rien ne peut suivre")),
    (r"informs only: there is nothing to wait for", _("cette étape informe seulement : elle n’a pas de délai")),
    (r"compares with nothing", _("rien n’est comparé")),
    (r"when\.(?P<name>\w+): can never be.*", _("ces bornes se contredisent : aucune demande ne pourrait y répondre")),
    (r".*: must be a number", _("indiquez un nombre")),
    (r".*: must be true or false|must be true or false", _("indiquez oui (true) ou non (false)")),
    (r".*: must be a day such as.*", _("indiquez un jour, par exemple 2027-03-01")),
    (r".*: must be the beginning of a postcode.*", _("indiquez le début d’un code postal, entre guillemets dans le fichier : \"38\"")),
    (r"must be a (?:table|list).*", _("cette ligne n’a pas la bonne forme : comparez avec le fichier téléchargé")),
    (r"a text is missing", _("un texte manque")),
)  # fmt: skip
"""A fault of the loader, as a pattern, and what people read. A test holds them complete."""


class Fault(NamedTuple):
    """``step`` counts from 1, 0 for the whole text; ``field`` is the path within the step; ``line`` 0 when nobody knows."""

    step: int
    field: str
    line: int
    sentence: TranslationString


def told(fault: str, text: str = "") -> Fault:
    """One fault of the loader: ``source: path: what``. What no sentence fits is given as it is."""
    what = fault.partition(": ")[2]
    step, field = 0, ""
    line = re.search(r"line (\d+)", what)
    found = STEP.match(what)
    if found is not None:
        step, field, what = int(found["step"]), found["field"] or "", what[found.end() :].removeprefix(": ")
    elif line is None and re.match(r"[\w.]+: ", what):
        field, _colon, what = what.partition(": ")
    elif line is not None and what.startswith("line "):
        what = what.partition(": ")[2]
    sentence = _sentence(what)
    field = field or _field_of(what)
    return Fault(step, field, int(line[1]) if line else _line(text, step, field), sentence)


def _sentence(what: str) -> TranslationString:
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, what, re.DOTALL)
        if found is not None:
            return TranslationString(sentence, mapping=found.groupdict())
    return _("ce n’est pas du TOML : ${what}", mapping={"what": what})


def _field_of(what: str) -> str:
    """The field that a fault of a whole step is about."""
    if what.startswith("when."):
        return what.partition(":")[0]
    for word, field in (("escalates", "escalate"), ("says to whom", "escalate"), ("informs", "deadline"), ("has a deadline", "overdue")):
        if what.startswith(word):
            return field
    return "deadline" if what.startswith("says what happens") else "overdue" if "ends it" in what else ""


def _line(text: str, step: int, field: str) -> int:
    """Where in a text the step stands, or the line of it that begins with the field."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if line.replace(" ", "").startswith("[[steps]]")]
    if not step:
        return next((number for number, line in enumerate(lines, 1) if field and re.match(rf"\s*{re.escape(field)}\b", line)), 0)
    if step > len(heads):
        return 0
    end = heads[step] if step < len(heads) else len(lines)
    name = field.split(".")
    for sought in (name[0], name[-1]):
        for number in range(heads[step - 1] + 1, end):
            if sought and re.match(rf"\s*(?:steps\.)?(?:when\.)?{re.escape(sought)}\b", lines[number]):
                return number + 1
    return heads[step - 1] + 1
