"""What an applicant says: why, when, in whose name, on whose time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import colander
from deform.widget import RadioChoiceWidget, TextAreaWidget
from pyramid.request import Request

from mobee_pyr.content.application import Application
from mobee_pyr.content.field import PREFIX
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.vocabulary import TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import tidy
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.applying import NO_WORKING_TIME, ON_WORK_TIME, Proposal

ALONE = "none"
"""The answer of an independent."""

GENERAL = "general"
"""The answer of whose working time counts under no programme."""


WORDS = ("motivation", "availability")


class MotivationSchema(colander.Schema):
    """What every applicant is asked, and may correct while nobody has decided."""

    motivation = colander.SchemaNode(
        colander.String(),
        title=_("Pourquoi cette mission, et ce que vous y apportez"),
        description=_("Quelques phrases suffisent : votre expérience, ce qui vous attire."),
        preparer=tidy,
        validator=colander.Length(min=10, max=4000),
        widget=TextAreaWidget(rows=6),
    )
    availability = colander.SchemaNode(
        colander.String(),
        title=_("Vos disponibilités"),
        description=_("Par exemple : les mardis soir, à partir de mars."),
        preparer=tidy,
        validator=colander.Length(max=1000),
        widget=TextAreaWidget(rows=2),
        missing="",
    )


def questions(request: Request, node: Application) -> colander.Schema:
    """What is corrected in an application."""
    return MotivationSchema()


def read(node: Application) -> dict[str, Any]:
    """Its words as they stand."""
    return {name: tidy(getattr(node, name)) for name in WORDS}


def write(act: Act, node: Application, said: Mapping[str, Any]) -> None:
    """Keep them."""
    for name in WORDS:
        setattr(node, name, said[name])


def apply_schema(
    bodies: Sequence[Organisation],
    bases: Sequence[str],
    alone: bool,
    programmes: Sequence[tuple[Programme, str]] = (),
    lenders: Sequence[Organisation] = (),
) -> colander.Schema:
    """The questions for one person: without an employer, a choice of time or of programmes, these are not asked.

    ``alone``: is independence a choice? ``programmes``: each with what is said of it; ``lenders``: those of
    the bodies that pay working time.
    """
    schema = MotivationSchema(validator=colander.All(_time_of_an_employer(lenders), _programme_of_the_employer(programmes)))
    if bodies:
        choices = [(str(body.oid), body.title) for body in bodies]
        choices += [(ALONE, _("En mon nom, sans employeur"))] * alone
        schema.add(_choice("employer", _("Au nom de qui candidatez-vous ?"), choices))
    if len(bases) > 1:
        schema.add(_choice("time_basis", _("Sur quel temps ?"), [(basis, TIME_BASES[basis]) for basis in bases]))
    if programmes:
        choices = [(str(programme.oid), text) for programme, text in programmes]
        asked = _choice("programme", _("Sous quel programme compte ce temps ?"), [*choices, (GENERAL, _("Aucun programme en particulier"))])
        asked.description = _("Seulement si vous candidatez sur votre temps de travail.")
        asked.default = GENERAL
        schema.add(asked)
    return schema


def proposal(answers: dict[str, Any], bases: Sequence[str], consent: bool = False) -> Proposal:
    """What was answered, as the rule takes it; ``consent`` is given on the second screen."""
    employer = answers.get("employer", ALONE)
    basis = answers.get("time_basis", bases[0])
    programme = answers.get("programme", GENERAL)
    counted = None if programme == GENERAL or basis != "work" else int(programme)
    extra = {name: value for name, value in answers.items() if name.startswith(PREFIX)}
    body = None if employer == ALONE else int(employer)
    return Proposal(answers["motivation"], answers["availability"], basis, body, consent, counted, extra)


def _choice(name: str, title: str, choices: list[tuple[str, str]]) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        validator=colander.OneOf([value for value, _text in choices]),
        widget=RadioChoiceWidget(values=choices),
    )


def _time_of_an_employer(lenders: Sequence[Organisation]) -> Callable[[colander.SchemaNode, dict[str, str]], None]:
    """Working time is an employer's, who pays it."""
    paying = {str(body.oid) for body in lenders}

    def check(form: colander.SchemaNode, answers: dict[str, str]) -> None:
        employer = answers.get("employer", ALONE)
        if answers.get("time_basis") == "work" and employer not in paying:
            fault = colander.Invalid(form)
            fault["time_basis"] = ON_WORK_TIME if employer == ALONE else NO_WORKING_TIME
            raise fault

    return check


def _programme_of_the_employer(programmes: Sequence[tuple[Programme, str]]) -> Callable[[colander.SchemaNode, dict[str, str]], None]:
    """Working time counts under a programme of the employer in whose name one applies."""
    employers = {str(programme.oid): str(programme.__parent__.oid) for programme, _text in programmes if programme.__parent__ is not None}

    def check(form: colander.SchemaNode, answers: dict[str, str]) -> None:
        programme = answers.get("programme", GENERAL)
        if answers.get("time_basis") != "own" and programme != GENERAL and employers.get(programme) != answers.get("employer"):
            fault = colander.Invalid(form)
            fault["programme"] = _("Ce programme est celui d’un autre employeur.")
            raise fault

    return check
