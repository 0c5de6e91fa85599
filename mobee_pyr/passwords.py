"""Passwords: argon2id, long ones accepted, weak ones refused in words."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from translationstring import TranslationString

from mobee_pyr.content.words import _

SHORTEST, LONGEST = 10, 200
"""Characters."""

DEMONSTRATION = "miel-et-abeilles"
"""The one password of all demonstration accounts, refused outside a demonstration site."""


class Passwords:
    """Hashes and checks; ``demonstration`` tells whether the site is one."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, text: str) -> str:
        """The argon2id hash to keep."""
        return self._hasher.hash(text[:LONGEST])

    def check(self, kept: str | None, text: str, demonstration: bool = False) -> bool:
        """Is ``text`` the password behind ``kept``? Takes as long when there is no account."""
        try:
            right = self._hasher.verify(kept or self._nobody, text[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return bool(right and kept is not None and (demonstration or text != DEMONSTRATION))

    def fault(self, text: str, demonstration: bool = False) -> TranslationString | None:
        """What is wrong with a new password, in words."""
        if len(text) < SHORTEST:
            return _("Choisissez au moins ${count} caractères : trois ou quatre mots suffisent.", mapping={"count": SHORTEST})
        if len(text) > LONGEST:
            return _("Choisissez au plus ${count} caractères.", mapping={"count": LONGEST})
        if len(set(text)) < 4:
            return _("Ce mot de passe est trop facile à deviner.")
        if text == DEMONSTRATION and not demonstration:
            return _("Ce mot de passe est celui des démonstrations : choisissez-en un autre.")
        return None
