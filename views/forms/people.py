"""What is asked to give a role, to change one, and to end one."""

from collections.abc import Sequence
from typing import Any

import colander
from deform.widget import DateInputWidget, RadioChoiceWidget, SelectWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.access import Role
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.vocabulary import DUTIES, ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained

LONGEST = 1000


def giving(request: Request, node: Node, roles: Sequence[Role], colleagues: Sequence[Person]) -> colander.Schema:
    """An address, a role, its dates; for an organisation, what a member is to it."""
    schema = colander.Schema(validator=_asked_of_members if node.type_name == "organisation" else _dates)
    schema.add(_mail(node))
    schema.add(_role(request, node, roles))
    if node.type_name == "organisation":
        schema.add(_status(request, required=False))
        schema.add(_manager(request, colleagues))
    for each in _period():
        schema.add(each)
    return schema.bind(request=request)


def changing(request: Request, member: bool, colleagues: Sequence[Person]) -> colander.Schema:
    """Dates; for a member of an organisation, their status and line manager."""
    schema = colander.Schema(validator=_dates)
    if member:
        schema.add(_status(request, required=True))
        schema.add(_manager(request, colleagues))
    for each in _period():
        schema.add(each)
    return schema.bind(request=request)


class EndingSchema(colander.Schema):
    """A word for whoever loses the role."""

    reason = colander.SchemaNode(
        colander.String(),
        title=_("Un mot pour cette personne"),
        description=_("Il est joint au courriel qui l’informe, et gardé dans l’historique."),
        missing="",
        validator=colander.Length(max=LONGEST),
        widget=TextAreaWidget(rows=3),
    )


KNOWN = {
    "site": _("Si elle a un compte, le rôle lui est donné tout de suite. Sinon, elle reçoit une invitation à en créer un."),
    "network": _("Si elle participe déjà au réseau, le rôle lui est donné tout de suite. Sinon, elle reçoit une invitation."),
}


def _mail(node: Node) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="mail",
        title=_("L’adresse électronique de la personne"),
        description=KNOWN.get(node.type_name, KNOWN["network"]),
        validator=colander.All(colander.Email(msg=_("Écrivez une adresse comme prenom@exemple.fr.")), colander.Length(max=200)),
        widget=TextInputWidget(attributes={"type": "email", "autocomplete": "off"}),
    )


def _role(request: Request, node: Node, roles: Sequence[Role]) -> colander.SchemaNode:
    offered = [(str(role), explained(request, ROLES[role], DUTIES[node.type_name][role])) for role in roles]
    return colander.SchemaNode(
        colander.String(),
        name="role",
        title=_("Son rôle"),
        validator=colander.OneOf([str(role) for role in roles]),
        default=str(roles[0]) if len(roles) == 1 else colander.null,
        widget=RadioChoiceWidget(values=offered),
    )


def _period() -> list[colander.SchemaNode]:
    return [
        colander.SchemaNode(
            colander.Date(),
            name="since",
            title=_("À partir du"),
            description=_("Sans date, le rôle commence tout de suite."),
            missing=None,
            widget=DateInputWidget(),
        ),
        colander.SchemaNode(
            colander.Date(),
            name="until",
            title=_("Jusqu’au"),
            description=_("Sans date, il dure jusqu’à ce que quelqu’un y mette fin."),
            missing=None,
            widget=DateInputWidget(),
        ),
    ]


def _status(request: Request, required: bool) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="status",
        title=_("Ce que cette personne est pour l’organisation"),
        description=None if required else _("Pour un membre seulement."),
        missing=colander.required if required else "",
        validator=colander.OneOf(STATUSES),
        widget=SelectWidget(
            values=[("", request.translate(_("Choisissez")))] + [(key, request.translate(text)) for key, text in STATUSES.items()]
        ),
    )


def _manager(request: Request, colleagues: Sequence[Person]) -> colander.SchemaNode:
    nobody = request.translate(_("Personne en particulier"))
    return colander.SchemaNode(
        colander.String(),
        name="manager",
        title=_("Responsable direct"),
        description=_("Pour un membre seulement. Selon la procédure de l’organisation, son accord est demandé avant une candidature."),
        missing="",
        validator=colander.OneOf([person.id for person in colleagues]),
        widget=SelectWidget(values=[("", nobody)] + [(person.id, person.title) for person in colleagues]),
    )


def _dates(form: colander.SchemaNode, said: dict[str, Any]) -> None:
    """A role ends after it begins, and not in the past."""
    wrong = colander.Invalid(form)
    if said["until"] and said["since"] and said["until"] < said["since"]:
        wrong["until"] = _("La fin vient avant le début.")
    elif said["until"] and said["until"] < form.bindings["request"].today:
        wrong["until"] = _("Cette date est passée : pour mettre fin au rôle tout de suite, passez par la liste de l’équipe.")
    if wrong.children:
        raise wrong


def _asked_of_members(form: colander.SchemaNode, said: dict[str, Any]) -> None:
    _dates(form, said)
    if said["role"] == Role.MEMBER and not said["status"]:
        wrong = colander.Invalid(form)
        wrong["status"] = _("Pour un membre, dites ce qu’il est pour l’organisation.")
        raise wrong
