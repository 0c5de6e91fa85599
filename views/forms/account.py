"""What an account asks: an address, a password, a name."""

from typing import Any

import colander
from deform.widget import HiddenWidget, PasswordWidget, SelectWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _


def _mail() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="mail",
        title=_("Votre adresse électronique"),
        validator=colander.All(colander.Email(msg=_("Écrivez une adresse comme prenom@exemple.fr.")), colander.Length(max=200)),
        widget=TextInputWidget(attributes={"type": "email", "autocomplete": "username", "inputmode": "email"}),
    )


@colander.deferred
def _good_password(node: colander.SchemaNode, bound: dict[str, Any]) -> Any:
    request: Request = bound["request"]

    def check(node: colander.SchemaNode, text: str) -> None:
        fault = request.passwords.fault(text, request.site.demonstration)
        if fault is not None:
            raise colander.Invalid(node, fault)

    return check


def _new_password() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="password",
        title=_("Votre mot de passe"),
        description=_("Au moins dix caractères. Trois ou quatre mots sans rapport font un bon mot de passe."),
        validator=_good_password,
        widget=PasswordWidget(attributes={"autocomplete": "new-password"}, redisplay=False),
    )


class AddressSchema(colander.Schema):
    """Only an address: sign up, or a forgotten password."""

    mail = _mail()


class SignInSchema(colander.Schema):
    """The address and the password; where to go afterwards."""

    mail = _mail()
    password = colander.SchemaNode(
        colander.String(),
        title=_("Votre mot de passe"),
        widget=PasswordWidget(attributes={"autocomplete": "current-password"}, redisplay=False),
    )
    next = colander.SchemaNode(colander.String(), missing="/my-space", widget=HiddenWidget())


class WelcomeSchema(colander.Schema):
    """Who somebody is, once their address is confirmed."""

    name = colander.SchemaNode(
        colander.String(),
        title=_("Votre prénom et votre nom"),
        validator=colander.Length(min=2, max=120),
        widget=TextInputWidget(attributes={"autocomplete": "name"}),
    )
    password = _new_password()
    language = colander.SchemaNode(
        colander.String(),
        title=_("La langue de vos courriels"),
        validator=colander.OneOf(LANGUAGES),
        widget=SelectWidget(values=list(LANGUAGES.items())),
    )


class NewPasswordSchema(colander.Schema):
    """A new password."""

    password = _new_password()
