"""Numbers that identify a body or an account: each kind by its own rule, in one place."""

import re
from collections.abc import Callable, Mapping

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret, tva

from mobee_pyr.content.words import Refused, _

RNA = re.compile(r"W\d[\dA-Z]\d{7}")
"""The second sign is a letter in Corsica and overseas (W2A…, W9T…)."""

REFUSALS = {
    "siren": _("Ce n’est pas un numéro SIREN : neuf chiffres, dont le dernier est une clé de contrôle."),
    "siret": _("Ce n’est pas un numéro SIRET : quatorze chiffres, dont le dernier est une clé de contrôle."),
    "rna": _("Ce n’est pas un numéro RNA : la lettre W suivie de neuf chiffres."),
    "vat": _("Ce n’est pas un numéro de TVA français : FR, une clé de deux signes, puis le numéro SIREN."),
    "iban": _("Ce n’est pas un IBAN : recopiez-le en entier, avec les deux lettres du pays et la clé qui suit."),
}


class IdentifierRefused(Refused):
    """It is no number of that kind; ``message`` tells a person why."""


def compact(text: str) -> str:
    """A number without the spaces and dots that people write into it, in capitals."""
    return re.sub(r"[\s.\-\u00a0\u202f]", "", text).upper()


def checked(kind: str, text: str) -> str:
    """The number as it is kept. Raises `IdentifierRefused`; ``kind`` is a key of `REFUSALS`."""
    number = compact(text)
    try:
        _RULES[kind](number)
    except ValidationError as error:
        raise IdentifierRefused(REFUSALS[kind]) from error
    return number


def _rna(number: str) -> None:
    if not RNA.fullmatch(number):
        raise ValidationError


def _vat(number: str) -> None:
    """With the country's letters, as it stands on an invoice."""
    if not number.startswith("FR"):
        raise ValidationError
    tva.validate(number)


_RULES: Mapping[str, Callable[[str], object]] = {
    "siren": siren.validate,
    "siret": siret.validate,
    "rna": _rna,
    "vat": _vat,
    "iban": iban.validate,
}
