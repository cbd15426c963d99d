"""Runs the statements of rollup.sql: the figures of all areas, the shares that they are made of, and the named gaps."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.slow_work import slow_work

STEPS = 60  # more than any chain of units or areas has; beyond it the units form a circle

# The columns of `shares`: what each sender gave to an area.
SHARE_COLUMNS = "form, period, area, element, disaggregation, sender, number, gap"


class EndlessChainError(Exception):
    """Raised where units succeed or contain each other in a circle."""


class RollupDifference(NamedTuple):
    """A row of the statements `…_differences`: number and gap as they are kept, and as they were counted.

    `form`, `element`, `area`, `sender`: printed codes; `sender` is None for a figure. `kind`: of the element's value.
    """

    form: str
    period: str
    element: str
    disaggregation: str
    kind: str
    area: str
    sender: str | None
    kept_number: Decimal | None
    kept_gap: str | None
    number: Decimal | None
    gap: str | None


@slow_work
def roll_up(engine: Engine) -> None:
    """Defines `figures`, `shares`, `expected` and `gaps` over the tables that the engine has read."""
    _find_areas(engine)
    _define_rows(engine, "ended_stocks")
    _define_rows(engine, "report_shares", computed=False)
    for name in ("report_sums", "report_orders"):
        _define_rows(engine, name)
    _define_rows(engine, "report_parts", computed=False)
    parts, answers, figures = ["report_parts"], list[str](), list[str]()
    deepest = engine.fetch_rows("SELECT MAX(depth) FROM depths")[0][0]
    for depth in range(-1 if deepest is None else int(deepest), -1, -1):
        statement = "figures_at" if figures else "figures_deepest"
        figures.append(f"figures_{depth}")
        _define_rows(engine, statement, figures[-1], parts=_unite_rows(parts), step=depth)
        answers.append(f"answers_{depth}")
        _define_rows(engine, "answers_at", answers[-1], previous=figures[-1], computed=False)
        parts.append(f"answer_parts_{depth}")
        _define_rows(engine, "answer_parts", parts[-1], previous=answers[-1], computed=False)
    engine.define_rows("shares", _unite_rows(["report_shares", *answers], SHARE_COLUMNS), computed=False)
    owed = _repeat_statement(engine, "expected", until=lambda last: engine.count_rows(_select_rows(last)) == 0)
    _define_rows(engine, "expected", all=_unite_rows(owed))
    _define_rows(engine, "expected_counts")
    _define_rows(engine, "figures", all=_unite_rows(figures) if figures else _select_no_figures())
    _define_rows(engine, "gaps", computed=False)


@slow_work
def list_snapshot_differences(engine: Engine) -> list[RollupDifference]:
    """The figures, then the gaps, that a snapshot publishes otherwise than the roll-up of its values has them."""
    return _list_rows(engine, "published_differences", "gap_differences")


@slow_work
def list_differences(engine: Engine) -> list[RollupDifference]:
    """The figures, then the shares, that `kept_figures` and `kept_shares` have otherwise than the roll-up."""
    return _list_rows(engine, "figure_differences", "share_differences")


def _list_rows(engine: Engine, *names: str) -> list[RollupDifference]:
    rows = [row for name in names for row in sorted(engine.fetch_rows(load_statements()[name]), key=str)]
    return [RollupDifference(*row) for row in rows]


def _find_areas(engine: Engine) -> None:
    """Defines `senders`, each unit with the nearest area above it, and `depths`."""
    for name in ("days", "areas"):
        _define_rows(engine, name)
    heirs = _repeat_statement(
        engine, "heirs", until=lambda last: engine.count_rows(_fill_statement("heirs_open", previous=last)) == 0
    )
    _define_rows(engine, "whole_heirs", previous=heirs[-1])
    _define_rows(engine, "areas_on_day")
    ancestors = _repeat_statement(engine, "ancestors", until=lambda last: engine.count_rows(_select_rows(last)) == 0)
    steps = [*enumerate(ancestors)][1:] or [(0, ancestors[0])]  # without a day there is nothing above
    above = [_fill_statement("candidates", previous=name, step=step) for step, name in steps]
    _define_rows(engine, "nearest", all=" UNION ALL ".join(above))
    uppers = _repeat_statement(engine, "uppers", until=lambda last: engine.count_rows(_select_rows(last)) == 0)
    levels = [_select_rows(name, f"day, area, {step} AS steps") for step, name in enumerate(uppers)]
    _define_rows(engine, "depths", all=" UNION ALL ".join(levels))
    _define_rows(engine, "senders")


def _repeat_statement(engine: Engine, name: str, *, until: Callable[[str], bool]) -> list[str]:
    """Defines `name_0` by the statement `name_first`, and `name_1` … by `name_next`, until the last one is enough."""
    _define_rows(engine, f"{name}_first", f"{name}_0")
    names = [f"{name}_0"]
    while not until(names[-1]):
        if len(names) > STEPS:
            raise EndlessChainError(name)
        names.append(f"{name}_{len(names)}")
        _define_rows(engine, f"{name}_next", names[-1], previous=names[-2])
    return names


def _define_rows(engine: Engine, statement: str, name: str = "", *, computed: bool = True, **parts: object) -> None:
    engine.define_rows(name or statement, _fill_statement(statement, **parts), computed=computed)


def _fill_statement(statement: str, **parts: object) -> str:
    text = load_statements()[statement]
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", str(part))
    return text


def _select_rows(name: str, columns: str = "*") -> str:
    return f"SELECT {columns} FROM {name}"  # noqa: S608 - names of this module


def _unite_rows(names: list[str], columns: str = "*") -> str:
    return " UNION ALL ".join(_select_rows(name, columns) for name in names)


def _select_no_figures() -> str:
    columns = "form, period, area, element, disaggregation, total AS number, received, not_applicable"
    return f"{_select_rows('report_sums', columns)} WHERE 1 = 0"


@cache
def load_statements() -> Mapping[str, str]:
    """The statements by name, without comments."""
    statements: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_name("rollup.sql").read_text("utf-8").splitlines():
        if line.startswith("-- @"):
            name = line.removeprefix("-- @")
            statements[name] = []
        elif name and line.strip() and not line.startswith("--"):
            statements[name].append(line)
    return {name: "\n".join(lines) for name, lines in statements.items()}
