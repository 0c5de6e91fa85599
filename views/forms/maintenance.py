"""What is asked to announce work on the site: a sentence in each language, from when, until when."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import colander
from deform.widget import DateInputWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.maintenance import Maintenance
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _

LONGEST = 300
HOUR = r"([01]\d|2[0-3]):[0-5]\d"


def announcing(request: Request) -> colander.Schema:
    """The questions, with a sentence for each language of the site."""
    schema = colander.Schema(validator=_in_order)
    for code in request.registry.mobee.languages:
        schema.add(
            colander.SchemaNode(
                colander.String(),
                name=f"text_{code}",
                title=request.translate(_("Le message (${language})"), language=LANGUAGES[code]),
                validator=colander.Length(max=LONGEST),
                widget=TextAreaWidget(rows=2),
            )
        )
    for name, day, hour in (
        ("since", _("Affiché à partir du"), _("À partir de quelle heure")),
        ("until", _("Affiché jusqu’au"), _("Jusqu’à quelle heure")),
    ):
        schema.add(colander.SchemaNode(colander.Date(), name=f"{name}_day", title=day, widget=DateInputWidget()))
        schema.add(_hour(f"{name}_hour", hour))
    return schema.bind(request=request)


def said(announced: Maintenance, zone: ZoneInfo) -> dict[str, Any]:
    """What stands there, as the form's answers."""
    found: dict[str, Any] = {f"text_{code}": text for code, text in announced.texts.items()}
    for name, moment in (("since", announced.since), ("until", announced.until)):
        here = moment.astimezone(zone)
        found |= {f"{name}_day": here.date(), f"{name}_hour": f"{here:%H:%M}"}
    return found


def read(answers: dict[str, Any], zone: ZoneInfo) -> Maintenance:
    """The answers, as what is kept."""
    texts = {name.removeprefix("text_"): value.strip() for name, value in answers.items() if name.startswith("text_")}
    return Maintenance(texts, _moment(answers, "since", zone), _moment(answers, "until", zone))


def _moment(answers: dict[str, Any], name: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(answers[f"{name}_day"], time.fromisoformat(answers[f"{name}_hour"]), zone).astimezone(UTC)


def _hour(name: str, title: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=_("Heure de Paris."),
        validator=colander.Regex(HOUR, msg=_("Écrivez une heure comme 09:30.")),
        widget=TextInputWidget(attributes={"type": "time"}),
    )


def _in_order(form: colander.SchemaNode, answers: dict[str, Any]) -> None:
    request = form.bindings["request"]
    found = read(answers, request.words.zone)
    wrong = colander.Invalid(form)
    if found.until <= found.since:
        wrong["until_day"] = _("La fin vient avant le début.")
    elif found.until <= request.now:
        wrong["until_day"] = _("Cette fin est passée : choisissez-en une autre.")
    if wrong.children:
        raise wrong
