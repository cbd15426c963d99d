"""A programme's files are read once in a process of the tests: what they say depends on nothing but their bytes and on
what the product knows. Where the readers are tested themselves (tests/adapters), only what YAML says and what the
filter of personal data finds in a text is kept: such tests change one file of forty.
"""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sokehoach.adapters.programme_files import files, reading, register_overviews, register_types
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.privacy import scan_text

MOST = 24  # the shipped programmes, and those of one module of tests

_read_programme = reading.read_programme.__wrapped__  # type: ignore[attr-defined]
_kept: dict[object, ProgrammeDefinition] = {}


def keep() -> None:
    reading.read_programme = read_programme
    keep_parsed()


def keep_parsed() -> None:
    files._Loader = Loader
    register_overviews.scan_text = register_types.scan_text = functools.lru_cache(maxsize=8192)(scan_text)


_UnkeptLoader = files._Loader


class Loader(_UnkeptLoader):  # type: ignore[misc, valid-type]
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text = text

    def get_single_node(self) -> yaml.Node | None:
        return compose(self._text)


@functools.lru_cache(maxsize=128)
def compose(text: str) -> yaml.Node | None:
    return _UnkeptLoader(text).get_single_node()


@slow_work
@functools.wraps(_read_programme)
def read_programme(folder: Path | Mapping[str, str], **known: Any) -> ProgrammeDefinition:
    contents: Mapping[Any, str | bytes] = _read_bytes(folder) if isinstance(folder, Path) else folder
    key = (frozenset(contents.items()), repr(known))
    if key not in _kept:
        if len(_kept) >= MOST:
            del _kept[next(iter(_kept))]
        _kept[key] = _read_programme(folder, **known)
    return _kept[key]


def _read_bytes(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
