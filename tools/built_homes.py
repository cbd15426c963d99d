"""Homes that take long to build, kept in build/test under a digest of the source, so that later runs copy them."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Written for people, or made from other files of the source.
LEFT_OUT = (".md", ".mo", ".pyc")


def digest_source(*suffixes: str) -> str:
    """Of the source's files that end so (of all but those left out, where none is named) and of the packages that it
    needs.
    """
    digest = hashlib.sha256()
    files = (path for path in (ROOT / "src").rglob("*") if path.is_file())
    paths = sorted(path for path in files if (path.suffix in suffixes if suffixes else path.suffix not in LEFT_OUT))
    for path in [ROOT / "requirements" / "base.txt", *paths]:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def find_home(name: str, build: Callable[[Path], None]) -> Path:
    """The kept home, to be copied and not written to; built where there is none of this source.

    Of several processes that ask for it, the first builds for all.
    """
    folder = ROOT / "build" / "test" / name
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / digest_source()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            for older in folder.iterdir():
                if older.is_dir():
                    shutil.rmtree(older)
            unfinished = folder / "unfinished"
            unfinished.mkdir()
            build(unfinished)
            unfinished.rename(home)
    return home
