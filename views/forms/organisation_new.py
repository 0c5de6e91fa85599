"""What an organisation says of itself when it asks to join a network. No number is mandatory: Alsace-Moselle has no RNA."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, HiddenWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.vocabulary import CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.identifiers import compacted, identifier

REFERENTS = {"me": _("Moi"), "other": _("Une autre personne, que j’invite")}
ADDRESS = {"type": "email", "inputmode": "email", "autocomplete": "off"}


def _line(name: str, title: str, hint: str = "", most: int = 120, needed: bool = False, **more: Any) -> colander.SchemaNode:
    attributes = more.pop("attributes", {})
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=hint,
        validator=colander.All(*filter(None, (colander.Length(max=most), more.pop("validator", None)))),
        widget=TextInputWidget(attributes=attributes),
        **({} if needed else {"missing": ""}),
        **more,
    )


def web(node: colander.SchemaNode, text: str) -> None:
    """Raises `colander.Invalid` unless it is an address that a browser can open."""
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", text):
        raise colander.Invalid(node, _("Écrivez une adresse comme https://exemple.org."))


def web_address(text: Any) -> Any:
    """The address, with the beginning that people leave out."""
    said = text.strip() if isinstance(text, str) else text
    return f"https://{said}" if isinstance(said, str) and said and "://" not in said else said


def body_schema(bodies: Mapping[str, str]) -> colander.SchemaNode:
    """The first question: what kind of body is it?"""
    node = colander.Schema()
    node.add(
        colander.SchemaNode(
            colander.String(),
            name="body",
            title=_("Votre organisation est"),
            validator=colander.OneOf(list(bodies)),
            widget=RadioChoiceWidget(values=list(bodies.items())),
        )
    )
    return node


def organisation_schema(offered: Sequence[str]) -> colander.SchemaNode:
    """All the rest; ``offered`` are the capacities of that kind of body in this network."""
    node = colander.Schema(validator=_has_referent)
    for child in (
        colander.SchemaNode(colander.String(), name="body", widget=HiddenWidget()),
        _line("name", _("Son nom"), _("Comme il doit se lire dans le réseau."), needed=True, attributes={"autocomplete": "organization"}),
        _line(
            "siren",
            _("Numéro SIREN"),
            _("Neuf chiffres."),
            preparer=compacted,
            validator=identifier("siren"),
            attributes={"inputmode": "numeric"},
        ),
        _line(
            "rna",
            _("Numéro RNA"),
            _("Pour une association : W et neuf chiffres. Il n’y en a pas en Alsace-Moselle."),
            preparer=compacted,
            validator=identifier("rna"),
        ),
        _line("address", _("Adresse"), attributes={"autocomplete": "street-address"}, most=200),
        _line("postcode", _("Code postal"), most=12, attributes={"autocomplete": "postal-code"}),
        _line("city", _("Ville"), attributes={"autocomplete": "address-level2"}),
        _line("website", _("Site internet"), most=200, preparer=web_address, validator=web, attributes={"type": "url", "inputmode": "url"}),
        colander.SchemaNode(
            colander.String(),
            name="summary",
            title=_("Présentation"),
            description=_("Ce qu’elle fait, pour qui, en deux ou trois phrases : tout le monde les lira."),
            validator=colander.Length(min=20, max=600),
            widget=TextAreaWidget(rows=4),
        ),
        colander.SchemaNode(
            colander.Set(),
            name="capacities",
            title=_("Ce qu’elle vient faire dans ce réseau"),
            validator=colander.All(colander.Length(min=1, min_err=_("Choisissez au moins une réponse.")), colander.ContainsOnly(offered)),
            widget=CheckboxChoiceWidget(values=[(key, CAPACITIES[key]) for key in offered]),
        ),
        colander.SchemaNode(
            colander.String(),
            name="referent",
            title=_("Qui parle en son nom ?"),
            description=_(
                "Le référent ou la référente écrit ses demandes, répond aux bénévoles et valide les candidatures de ses membres."
            ),
            validator=colander.OneOf(list(REFERENTS)),
            widget=RadioChoiceWidget(values=list(REFERENTS.items())),
        ),
        _line(
            "referent_mail",
            _("Son adresse, si c’est une autre personne"),
            _("Elle recevra une invitation."),
            validator=colander.Email(msg=_("Écrivez une adresse comme prenom@exemple.fr.")),
            attributes=ADDRESS,
        ),
    ):
        node.add(child)
    return node


def _has_referent(node: colander.SchemaNode, said: dict[str, Any]) -> None:
    if said["referent"] == "other" and not said["referent_mail"]:
        fault = colander.Invalid(node)
        fault["referent_mail"] = _("Indiquez l’adresse de la personne à inviter.")
        raise fault
