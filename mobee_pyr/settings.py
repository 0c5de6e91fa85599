"""The settings of a site, read once and refused loudly."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODES = ("development", "production", "testing")
WEAKEST_SECRET = 32
"""Characters. A shorter one is refused in production."""


class SettingsRefused(ValueError):
    """A setting is missing or wrong; the message says which and what to write."""


@dataclass(frozen=True)
class Settings:
    """What ``etc/development.ini`` explains, line by line."""

    mode: str
    data: Path
    url: str
    secret: str
    index: Path
    mail: str
    sender: str
    languages: tuple[str, ...]
    reminder_days: int

    @property
    def in_production(self) -> bool:
        """Real people use this site."""
        return self.mode == "production"

    @property
    def in_development(self) -> bool:
        """The page `/mail` shows everybody's letters: true for this one mode and no other."""
        return self.mode == "development"


def read(raw: Mapping[str, str]) -> Settings:
    """The settings behind the lines of an ``.ini`` file. Raises `SettingsRefused`."""
    mode = raw.get("mobee.mode", "production")
    if mode not in MODES:
        raise SettingsRefused(f"mobee.mode = {mode}: must be one of {', '.join(MODES)}")
    return Settings(
        mode=mode,
        data=Path(_needed(raw, "mobee.data")),
        url=_needed(raw, "mobee.url").rstrip("/"),
        secret=_secret(raw, mode),
        index=Path(_needed(raw, "mobee.index")),
        mail=_needed(raw, "mobee.mail"),
        sender=_needed(raw, "mobee.mail.sender"),
        languages=tuple(_needed(raw, "mobee.languages").split()),
        reminder_days=int(raw.get("mobee.reminder.days", "5")),
    )


def _needed(raw: Mapping[str, str], name: str) -> str:
    value = raw.get(name, "").strip()
    if not value:
        raise SettingsRefused(f"{name} is missing")
    return value


def _secret(raw: Mapping[str, str], mode: str) -> str:
    written = raw.get("mobee.secret", "").strip()
    if mode == "production":
        secret = os.environ.get("MOBEE_SECRET", "")
        if len(secret) < WEAKEST_SECRET:
            raise SettingsRefused(f"MOBEE_SECRET must be set in the environment, with at least {WEAKEST_SECRET} characters")
        return secret
    if written.startswith("file:"):
        return Path(written.removeprefix("file:")).read_text(encoding="utf-8").strip()
    return written or _needed(raw, "mobee.secret")
