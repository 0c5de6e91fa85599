"""What was compiled once, modules and templates, is read again: by the tests, by the next run, and by the servers that tests start."""

import os
import sys
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / ".pytest_cache" / "compiled-templates"

TEMPLATES.mkdir(parents=True, exist_ok=True)
os.environ["CHAMELEON_CACHE"] = str(TEMPLATES)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
