"""What an engine must be able to do for the roll-up, and why it may not be there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

type Row = tuple[Any, ...]


class EngineError(Exception):
    """Raised where an engine is not installed, cannot be reached or cannot read a file: a Vietnamese sentence."""


class Engine(Protocol):
    """Runs SELECT statements over named tables. It changes no file."""

    name: str

    def read_files(self, name: str, files: Sequence[Path]) -> None:
        """Gives the rows of Parquet files, which have the same columns, a name."""

    def define_rows(self, name: str, select: str, *, computed: bool = True) -> None:
        """Gives the rows of a statement a name. `computed`: once, now; else whenever the name is used."""

    def fetch_rows(self, select: str) -> list[Row]: ...

    def count_rows(self, select: str) -> int: ...

    def close_session(self) -> None: ...
