"""Files for browsers: served under a fingerprint of them all, so that they may be kept for good."""

import os
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pyramid.config import Configurator

FOREVER = 365 * 24 * 3600


@cache
def fingerprint() -> str:
    """Changes when any file does."""
    root = Path(str(files("mobee_pyr") / "static"))
    digest = sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def program() -> str:
    """Changes when anything does from which pages are made: code, templates, texts, workflows, files."""
    digest = sha256(fingerprint().encode())
    for folder, within, names in os.walk(str(files("mobee_pyr")), followlinks=True):
        within[:] = sorted(set(within) - {"static", "__pycache__"})
        for name in sorted(names):
            digest.update(name.encode() + b"\0" + (Path(folder) / name).read_bytes())
    return digest.hexdigest()


def url(file: str) -> str:
    """``mobee.css`` → ``/static/1234abcd/mobee.css``."""
    return f"/static/{fingerprint()}/{file}"


def includeme(config: Configurator) -> None:
    """Serve the files."""
    config.add_static_view(f"static/{fingerprint()}", "mobee_pyr:static", cache_max_age=FOREVER)
