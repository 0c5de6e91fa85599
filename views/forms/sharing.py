"""What is asked to give a page to somebody, or to a group."""

from collections.abc import Mapping, Sequence
from typing import Any

import colander
from deform.widget import DateInputWidget, RadioChoiceWidget, SelectWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.access import Role
from mobee_pyr.content.vocabulary import ROLES, duty
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained


def to_person(request: Request, type_name: str, roles: Sequence[Role], people: Sequence[tuple[str, str]]) -> colander.Schema:
    """Somebody of the list, or an address; the role; its dates."""
    schema = colander.Schema(validator=_whom)
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="person",
            title=_("La personne"),
            missing="",
            expected=True,
            validator=_one_of([value for value, _name in people]),
            widget=SelectWidget(values=[("", request.translate(_("Choisir…"))), *people]),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="mail",
            title=_("Ou son adresse électronique"),
            description=_(
                "Pour quelqu’un qui n’est pas dans la liste. Si le réseau ne connaît pas cette adresse, elle reçoit une invitation."
            ),
            missing="",
            validator=colander.All(colander.Email(msg=_("Écrivez une adresse comme prenom@exemple.fr.")), colander.Length(max=200)),
            widget=TextInputWidget(attributes={"type": "email", "autocomplete": "off"}),
        )
    )
    return _dated(request, schema, type_name, roles)


def to_group(request: Request, type_name: str, roles: Sequence[Role], groups: Sequence[tuple[str, str]]) -> colander.Schema:
    """A group of the network; the role; its dates."""
    schema = colander.Schema(validator=_dates)
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="group",
            title=_("Le groupe"),
            validator=_one_of([value for value, _name in groups]),
            widget=SelectWidget(values=[("", request.translate(_("Choisir…"))), *groups]),
        )
    )
    return _dated(request, schema, type_name, roles)


def plain(said: Mapping[str, Any]) -> dict[str, str]:
    """The answers as hidden fields carry them from the page that checks to the deed."""
    return {name: "" if value is None else str(value) for name, value in said.items()}


def _dated(request: Request, schema: colander.Schema, type_name: str, roles: Sequence[Role]) -> colander.Schema:
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="role",
            title=_("Ce que cela permet"),
            default=str(roles[0]),
            validator=colander.OneOf([str(role) for role in roles]),
            widget=RadioChoiceWidget(values=[(str(role), explained(request, ROLES[role], duty(type_name, role))) for role in roles]),
        )
    )
    for name, title, hint in (
        ("since", _("À partir du"), _("Sans date, l’accès commence tout de suite.")),
        ("until", _("Jusqu’au"), _("Sans date, il dure jusqu’à ce que quelqu’un le retire.")),
    ):
        schema.add(colander.SchemaNode(colander.Date(), name=name, title=title, description=hint, missing=None, widget=DateInputWidget()))
    return schema.bind(request=request)


def _one_of(values: Sequence[str]) -> Any:
    only = colander.OneOf(values)
    return lambda node, value: only(node, value) if value else None


def _whom(form: colander.SchemaNode, said: dict[str, Any]) -> None:
    """One of the two; the address counts when both are given."""
    _dates(form, said)
    if not said["person"] and not said["mail"]:
        wrong = colander.Invalid(form)
        wrong["person"] = _("Choisissez une personne, ou écrivez son adresse.")
        raise wrong


def _dates(form: colander.SchemaNode, said: dict[str, Any]) -> None:
    """It ends after it begins, and not in the past."""
    wrong = colander.Invalid(form)
    if said["until"] and said["since"] and said["until"] < said["since"]:
        wrong["until"] = _("La fin vient avant le début.")
    elif said["until"] and said["until"] < form.bindings["request"].today:
        wrong["until"] = _("Cette date est passée.")
    if wrong.children:
        raise wrong
