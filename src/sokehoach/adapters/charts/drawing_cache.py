"""Drawings on disk, under a digest of what was drawn and of the code that drew it."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

MAX_FILES = 2_000  # files; the oldest go first


def get_or_draw(folder: Path | None, drawing: object, kind: str, draw: Callable[[], bytes]) -> bytes:
    """What `draw` gives, from the folder where it is there. A disk that is full or closed costs time, no page.

    `drawing` is a frozen dataclass: its repr says all that it holds. Who reads a drawing already holds its figures,
    so the folder opens nothing; it is kept to its owner all the same.
    """
    if folder is None:
        return draw()
    digest = hashlib.sha256(f"{_compute_code_digest()}\n{kind}\n{drawing!r}".encode()).hexdigest()
    path = folder / digest
    try:
        return path.read_bytes()
    except OSError:
        content = draw()
    fresh = folder / f"{digest}.{os.getpid()}.{id(content)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
    return content


def prune_drawings(folder: Path, *, max_files: int = MAX_FILES) -> int:
    """How many of the oldest drawings went."""
    if not folder.is_dir():
        return 0
    by_age = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[max_files:]:
        path.unlink(missing_ok=True)
    return len(by_age[max_files:])


@cache
def _compute_code_digest() -> str:
    """Of this package: another version draws anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
