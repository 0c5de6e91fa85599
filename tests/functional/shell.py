"""The command ``mobee`` as somebody at a shell calls it, and a demonstration site to call it on."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mobee_pyr.commands import cli
from mobee_pyr.commands.data_folder import DataFolder


def mobee(*words: Any, data: Path | None = None, **environment: str) -> Result:
    """Call ``mobee`` with these words, on the site in ``data``."""
    told = [str(word) for word in words] + (["--data", str(data)] if data else [])
    result = CliRunner().invoke(cli, told, env={"MOBEE_DATA": "", "MOBEE_PASSWORD": None, **environment})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*words: Any, data: Path | None = None, **environment: str) -> str:
    """What ``mobee`` says, having done what it was asked."""
    result = mobee(*words, data=data, **environment)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: Any, data: Path | None = None, code: int = 1, **environment: str) -> str:
    """What ``mobee`` says when it refuses, with that exit code."""
    result = mobee(*words, data=data, **environment)
    assert result.exit_code == code, f"{result.exit_code}: {result.output}"
    return result.output


PROGRAM = [sys.executable, "-W", "ignore", "-c", "from mobee_pyr.commands import cli; cli()"]
"""How a process of its own is told to be ``mobee``."""


def in_a_process(*words: Any, data: Path, **environment: str) -> tuple[int, str]:
    """The exit code and all that is said by a ``mobee`` in a process of its own: for `serve`, which takes over signals and logs."""
    said = [*PROGRAM, *(str(word) for word in words), "--data", str(data)]
    done = subprocess.run(said, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return done.returncode, done.stdout


@cache
def _seed() -> Path:
    """A demonstration, made once a worker; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="mobee-demonstration-"))
    atexit.register(shutil.rmtree, folder)
    told("init", "--demo", data=folder)
    return folder


def a_demonstration(path: Path) -> Path:
    """A demonstration site of one's own, in a new folder under ``path``."""
    shutil.copytree(_seed(), path / "site")
    return path / "site"


@contextmanager
def opened(data: Path):
    """The site to change, outside of any command: ``with opened(data) as run: run(lambda site: …)``."""
    with DataFolder(data).changing() as run:
        yield run


def files(data: Path) -> dict[str, bytes]:
    """What a folder holds, to compare it with itself later."""
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
