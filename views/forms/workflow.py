"""The pieces of a workflow: one state, one transition, the whole text."""

from collections.abc import Mapping

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, RadioChoiceWidget, SelectWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.access import SYSTEM
from mobee_pyr.content.words import _
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.reading import LARGEST
from mobee_pyr.workflows.roles import ROLES, WORDS

LONGEST_LABEL = 60

KINDS = {
    "draft": _("Brouillon (crayon)"),
    "waiting": _("Quelqu’un attend (sablier)"),
    "attention": _("À faire (point d’exclamation)"),
    "open": _("Ouvert au public (ondes)"),
    "good": _("En bonne voie (coche)"),
    "done": _("Terminé (drapeau)"),
    "bad": _("Refusé (croix)"),
}
"""How each `model.KINDS` looks."""

REASONS = {
    "none": _("Aucun mot n’est demandé"),
    "optional": _("On peut dire pourquoi"),
    "required": _("Il faut dire pourquoi"),
}


def _label(title: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name="label", title=title, validator=colander.Length(max=LONGEST_LABEL), widget=TextInputWidget()
    )


def _some(name: str, title: str, offered: Mapping[str, str], description: str = "", required: bool = False) -> colander.SchemaNode:
    """Several answers among those offered."""
    return colander.SchemaNode(
        colander.Set(),
        name=name,
        title=title,
        description=description,
        validator=colander.ContainsOnly(list(offered)),
        widget=CheckboxChoiceWidget(values=list(offered.items())),
        missing=colander.required if required else frozenset(),
    )


def _one(name: str, title: str, offered: Mapping[str, str], widget: type = SelectWidget) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, title=title, validator=colander.OneOf(list(offered)), widget=widget(values=list(offered.items()))
    )


def state_schema(workflow: Workflow) -> colander.Schema:
    """What a state is called and how it looks; who reads and who changes what is in it."""
    roles = {role: WORDS[role] for role in ROLES[workflow.content]}
    schema = colander.Schema()
    schema.add(_label(_("Nom de l’état")))
    schema.add(_one("kind", _("Couleur et icône"), KINDS, RadioChoiceWidget))
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="final",
            title=_("Rien ne suit cet état"),
            missing=False,
            widget=CheckboxWidget(),
        )
    )
    schema.add(_some("view", _("Qui voit"), roles, _("Toute personne qui tient l’un de ces rôles.")))
    schema.add(_some("edit", _("Qui modifie"), roles))
    return schema


def transition_schema(workflow: Workflow, labels: Mapping[str, str]) -> colander.Schema:
    """What a transition is called, where it starts and leads, who fires it and what is asked then. ``labels``: of the states."""
    roles = {role: WORDS[role] for role in (*ROLES[workflow.content], SYSTEM)}
    guards = {name: guard.refusal for name, guard in GUARDS.items() if workflow.content in guard.types}
    going = {name: label for name, label in labels.items() if not workflow.states[name].final}
    schema = colander.Schema()
    schema.add(_label(_("Ce que dit le bouton")))
    schema.add(_some("sources", _("À partir de quels états"), going, required=True))
    schema.add(_one("target", _("Vers quel état"), labels))
    schema.add(_some("by", _("Qui peut le faire"), roles, required=True))
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="decides",
            title=_("C’est une réponse à la demande de quelqu’un : on ne peut pas la donner à sa propre demande"),
            missing=False,
            widget=CheckboxWidget(),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="awaited",
            title=_("On l’attend : la demande figure parmi ce que ces personnes ont à traiter"),
            missing=False,
            widget=CheckboxWidget(),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="dated",
            title=_("On peut la prévoir : elle se fera d’elle-même au jour et à l’heure choisis"),
            missing=False,
            widget=CheckboxWidget(),
        )
    )
    schema.add(_one("reason", _("Un mot d’explication"), REASONS, RadioChoiceWidget))
    if guards:
        schema.add(_some("guards", _("Retenu tant que"), guards, _("Le bouton attend, et dit pourquoi.")))
    return schema


class TextSchema(colander.Schema):
    """The whole workflow as a text."""

    text = colander.SchemaNode(
        colander.String(),
        title=_("Le parcours en texte (TOML)"),
        description=_("Téléchargez-le, modifiez-le, collez-le ici : chaque erreur est dite avec sa ligne."),
        validator=colander.Length(max=LARGEST, max_err=_("Ce texte est trop long.")),
        widget=TextAreaWidget(rows=16, attributes={"spellcheck": "false", "class": "code"}),
    )
