"""The statements of a file of SQL, by name: they are filled in, run in order, and repeated where they climb a chain."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from sokehoach.adapters.rollup.engine import Engine

STEPS = 60  # more than any chain of units or areas has; beyond it the units form a circle


class EndlessChainError(Exception):
    """Raised where units succeed or contain each other in a circle."""


class Statements:
    """The statements of `file`, beside this module: each begins with a line «-- @name»."""

    def __init__(self, file: str) -> None:
        self._path = Path(__file__).with_name(file)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The statements by name, without comments."""
        statements: dict[str, list[str]] = {}
        name = ""
        for line in self._path.read_text("utf-8").splitlines():
            if line.startswith("-- @"):
                name = line.removeprefix("-- @")
                statements[name] = []
            elif name and line.strip() and not line.startswith("--"):
                statements[name].append(line)
        return {name: "\n".join(lines) for name, lines in statements.items()}

    def fill_statement(self, statement: str, **parts: object) -> str:
        text = self.texts[statement]
        for name, part in parts.items():
            text = text.replace(f"{{{name}}}", str(part))
        return text

    def define_rows(
        self, engine: Engine, statement: str, name: str = "", *, computed: bool = True, **parts: object
    ) -> None:
        """Gives the rows of a statement a name: its own, unless another is given."""
        engine.define_rows(name or statement, self.fill_statement(statement, **parts), computed=computed)

    def repeat_statement(
        self, engine: Engine, statement: str, *, until: Callable[[str], bool], name: str = "", **parts: object
    ) -> list[str]:
        """Defines `name_0` by the statement `…_first`, and `name_1` … by `…_next`, until the last is enough.

        `name`: of the statement, unless another is given. EndlessChainError where the last is never enough.
        """
        name = name or statement
        engine.define_rows(f"{name}_0", self.fill_statement(f"{statement}_first", **parts), computed=True)
        names = [f"{name}_0"]
        while not until(names[-1]):
            if len(names) > STEPS:
                raise EndlessChainError(name)
            names.append(f"{name}_{len(names)}")
            self.define_rows(engine, f"{statement}_next", names[-1], previous=names[-2])
        return names


def select_rows(name: str, columns: str = "*") -> str:
    return f"SELECT {columns} FROM {name}"  # noqa: S608 - names of this package


def unite_rows(names: Sequence[str], columns: str = "*") -> str:
    return " UNION ALL ".join(select_rows(name, columns) for name in names)
