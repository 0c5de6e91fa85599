"""What Chameleon makes of the templates is kept beside the tree, so that a start does not make it anew: half of the time to the first page.

A file's name holds a digest of its template and of Chameleon's version: one that is out of date is never read. The folder is its owner's
alone, as the tree is: both hold what the server will run.
"""

import time
from pathlib import Path

from chameleon import config
from chameleon.loader import ModuleLoader
from chameleon.template import BaseTemplate

FOLDER = "templates"
OUTDATED = 30 * 24 * 3600
"""Seconds after which a file goes, used or not: what is in use is made once more."""


def keep(data: Path) -> None:
    """From now on read and keep what is compiled there; or where ``CHAMELEON_CACHE`` says, if somebody set it."""
    if config.CACHE_DIRECTORY:
        return
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for file in folder.glob("*.py"):
        if file.stat().st_mtime < time.time() - OUTDATED:
            file.unlink(missing_ok=True)
    BaseTemplate.loader = ModuleLoader(str(folder))
