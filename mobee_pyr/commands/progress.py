"""A bar for whoever waits; on the error stream, so that what a command prints can be read by another program."""

import sys
from typing import Any

import click


def bar(label: str, length: int) -> Any:
    """A progress bar of ``length`` steps; a log gets its label alone."""
    return click.progressbar(length=length, label=label, file=sys.stderr, width=30)
