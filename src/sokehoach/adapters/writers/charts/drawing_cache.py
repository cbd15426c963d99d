"""A cache of drawings on disk, keyed by a digest of the drawing's data and of the code that draws it."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

MAX_FILES = 2_000  # the oldest are deleted first


def get_or_draw(folder: Path | None, drawing: object, kind: str, draw: Callable[[], bytes]) -> bytes:
    """Return the cached drawing, or the result of `draw`. A full or unwritable disk only costs time.

    `drawing` is a frozen dataclass: its repr holds all its data. Readers of a drawing may already see its figures,
    so the folder reveals nothing; it is still restricted to its owner.
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
    """Delete the oldest drawings beyond `max_files` and return how many were deleted."""
    if not folder.is_dir():
        return 0
    by_age = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[max_files:]:
        path.unlink(missing_ok=True)
    return len(by_age[max_files:])


@cache
def _compute_code_digest() -> str:
    """Return a digest of this package's code, so that another version draws again."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
