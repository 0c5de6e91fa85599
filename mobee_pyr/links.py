"""Signed links: what a mail carries so that whoever follows it is known to have received it."""

from typing import Any

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class LinkRefused(LookupError):
    """The link was not made here, or was made for something else."""


class LinkExpired(LinkRefused):
    """The link is too old."""


class Signer:
    """Signs and reads payloads (plain data); a link made for one purpose is no good for another."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def sign(self, purpose: str, payload: Any) -> str:
        """The text to put into a URL."""
        return str(URLSafeTimedSerializer(self._secret, salt=f"mobee {purpose}").dumps(payload))

    def unsign(self, purpose: str, text: str, max_age: int) -> Any:
        """The payload of a link at most ``max_age`` seconds old. Raises `LinkExpired` or `LinkRefused`."""
        try:
            return URLSafeTimedSerializer(self._secret, salt=f"mobee {purpose}").loads(text, max_age=max_age)
        except SignatureExpired as error:
            raise LinkExpired(purpose) from error
        except BadSignature as error:
            raise LinkRefused(purpose) from error

    def stamp(self, purpose: str, text: str) -> str:
        """A short plain text, dated and signed: for what travels with every mail, at a tenth of the cost of `sign`."""
        return TimestampSigner(self._secret, salt=f"mobee {purpose}").sign(text).decode()

    def unstamp(self, purpose: str, text: str, max_age: int) -> str:
        """The text again. Raises `LinkRefused`."""
        try:
            return str(TimestampSigner(self._secret, salt=f"mobee {purpose}").unsign(text, max_age=max_age).decode())
        except BadSignature as error:
            raise LinkRefused(purpose) from error
