"""What the disk takes to keep something for good: a commit cannot be faster."""

import os
import time
from pathlib import Path
from statistics import median

TIMES = 200
BLOCK = b"m" * 4096


def fsync_ms(folder: Path) -> float:
    """The median of appending a block and waiting until the disk has it."""
    found = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _time in range(TIMES):
            file.write(BLOCK)
            begun = time.perf_counter()
            os.fsync(file.fileno())
            found.append(time.perf_counter() - begun)
    return median(found) * 1000
