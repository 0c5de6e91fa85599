"""What an account asks: an address, a password, a name; and what a profile says."""

from typing import Any

import colander
from babel import Locale
from deform.widget import CheckboxChoiceWidget, HiddenWidget, PasswordWidget, RadioChoiceWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _


def _mail(title: str = _("Votre adresse électronique")) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="mail",
        title=title,
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


@colander.deferred
def _present_password(node: colander.SchemaNode, bound: dict[str, Any]) -> Any:
    request: Request = bound["request"]

    def check(node: colander.SchemaNode, text: str) -> None:
        if not request.passwords.check(request.person.password, text, request.site.demonstration):
            raise colander.Invalid(node, _("Ce n’est pas votre mot de passe actuel."))

    return check


def _asked_password() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="present",
        title=_("Votre mot de passe actuel"),
        validator=_present_password,
        widget=PasswordWidget(attributes={"autocomplete": "current-password"}, redisplay=False),
    )


def _new_password(title: str = _("Votre mot de passe")) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="password",
        title=title,
        description=_("Au moins dix caractères. Trois ou quatre mots sans rapport font un bon mot de passe."),
        validator=_good_password,
        widget=PasswordWidget(attributes={"autocomplete": "new-password"}, redisplay=False),
    )


def _next() -> colander.SchemaNode:
    return colander.SchemaNode(colander.String(), name="next", missing="/my-space", widget=HiddenWidget())


class AddressSchema(colander.Schema):
    """Only an address: a forgotten password."""

    mail = _mail()


class JoinSchema(colander.Schema):
    """An address, and where to go once the account is open."""

    mail = _mail()
    next = _next()


class SignInSchema(colander.Schema):
    """The address and the password; where to go afterwards."""

    mail = _mail()
    password = colander.SchemaNode(
        colander.String(),
        title=_("Votre mot de passe"),
        widget=PasswordWidget(attributes={"autocomplete": "current-password"}, redisplay=False),
    )
    next = _next()


def _name() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="name",
        title=_("Votre prénom et votre nom"),
        validator=colander.Length(min=2, max=120),
        widget=TextInputWidget(attributes={"autocomplete": "name"}),
    )


def _language() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="language",
        title=_("La langue de vos courriels"),
        validator=colander.OneOf(LANGUAGES),
        widget=RadioChoiceWidget(values=list(LANGUAGES.items())),
    )


class WelcomeSchema(colander.Schema):
    """Who somebody is, once their address is confirmed."""

    name = _name()
    password = _new_password()
    language = _language()


class NewPasswordSchema(colander.Schema):
    """A new password."""

    password = _new_password(_("Votre nouveau mot de passe"))


class ChangePasswordSchema(colander.Schema):
    """The present password, then the new one."""

    present = _asked_password()
    password = _new_password(_("Votre nouveau mot de passe"))


class ChangeMailSchema(colander.Schema):
    """The new address; the password, because an open session is not enough."""

    mail = _mail(_("Votre nouvelle adresse électronique"))
    present = _asked_password()


class ConfirmSchema(colander.Schema):
    """Nothing but the button."""


SPOKEN = ("fr", "en", "ar", "de", "es", "it", "nl", "pl", "pt", "ro", "ru", "tr", "uk", "zh")
"""The languages that a profile offers to tick."""


@colander.deferred
def _spoken(node: colander.SchemaNode, bound: dict[str, Any]) -> CheckboxChoiceWidget:
    said = Locale.parse(bound["request"].language).languages
    return CheckboxChoiceWidget(values=[(code, said[code]) for code in SPOKEN])


class ProfileSchema(colander.Schema):
    """What one says of oneself."""

    name = _name()
    languages = colander.SchemaNode(
        colander.Set(), title=_("Les langues que vous parlez"), missing=(), validator=colander.ContainsOnly(SPOKEN), widget=_spoken
    )
    language = _language()
