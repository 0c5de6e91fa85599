"""What is asked to give a role, to change one, and to end one."""

from collections.abc import Sequence
from typing import Any

import colander
from deform.widget import DateInputWidget, RadioChoiceWidget, SelectWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.access import Role
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person
from mobee_pyr.content.vocabulary import DUTIES, ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.workflows.appointments import likely_status

LONGEST = 1000

FOR_MEMBERS = "for-members"
"""Questions that the stylesheet shows once « Membre » is chosen (older browsers always do)."""


def giving(request: Request, node: Node, roles: Sequence[Role], colleagues: Sequence[Person]) -> colander.Schema:
    """An address, a role, its dates; for an organisation, what a member is to it."""
    schema = colander.Schema(validator=_dates)
    schema.add(_mail(node))
    schema.add(_role(request, node, roles))
    if isinstance(node, Organisation):
        schema.add(_status(node, known_member=False))
        schema.add(_manager(request, colleagues, known_member=False))
    for each in _period():
        schema.add(each)
    return schema.bind(request=request)


def changing(request: Request, node: Node, member: bool, colleagues: Sequence[Person]) -> colander.Schema:
    """Dates; for a member of an organisation, their status and line manager."""
    schema = colander.Schema(validator=_dates)
    if member and isinstance(node, Organisation):
        schema.add(_status(node, known_member=True))
        schema.add(_manager(request, colleagues, known_member=True))
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


def _status(organisation: Organisation, known_member: bool) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="status",
        title=_("Ce que cette personne est pour l’organisation"),
        description=None if known_member else _("Pour un membre seulement."),
        validator=colander.OneOf(STATUSES),
        default=likely_status(organisation),
        widget=SelectWidget(values=list(STATUSES.items()), item_css_class=None if known_member else FOR_MEMBERS),
    )


def _manager(request: Request, colleagues: Sequence[Person], known_member: bool) -> colander.SchemaNode:
    nobody = request.translate(_("Personne en particulier"))
    return colander.SchemaNode(
        colander.String(),
        name="manager",
        title=_("Responsable direct"),
        description=_("Selon les étapes que l’organisation a choisies, son accord est demandé pour les candidatures de cette personne."),
        missing="",
        validator=colander.OneOf([person.id for person in colleagues]),
        widget=SelectWidget(
            values=[("", nobody)] + [(person.id, person.title) for person in colleagues],
            item_css_class=None if known_member else FOR_MEMBERS,
        ),
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
