"""A programme's files are read once in a process of the tests: what they say depends on nothing but their bytes and on
what the product knows. Readers that are tested themselves (tests/adapters) are not kept.
"""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sokehoach.adapters.programme_files import reading
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.slow_work import slow_work

MOST = 24  # the shipped programmes, and those of one module of tests

_read_programme = reading.read_programme.__wrapped__  # type: ignore[attr-defined]
_kept: dict[object, ProgrammeDefinition] = {}


def keep() -> None:
    reading.read_programme = read_programme


@slow_work
@functools.wraps(_read_programme)
def read_programme(folder: Path | Mapping[str, str], **known: Any) -> ProgrammeDefinition:
    files: Mapping[Any, str | bytes] = _read_bytes(folder) if isinstance(folder, Path) else folder
    key = (frozenset(files.items()), repr(known))
    if key not in _kept:
        if len(_kept) >= MOST:
            del _kept[next(iter(_kept))]
        _kept[key] = _read_programme(folder, **known)
    return _kept[key]


def _read_bytes(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
