"""What was compiled once, modules and templates, is read again: by the tests, by the next run, and by the servers that tests start."""

import os
import sys
from pathlib import Path

KEPT = Path(__file__).parent.parent / ".pytest_cache" / "compiled"

for kept in ("templates", "modules"):
    (KEPT / kept).mkdir(parents=True, exist_ok=True)
os.environ["CHAMELEON_CACHE"] = str(KEPT / "templates")
os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(KEPT / "modules")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
