"""Runs the statements of rollup.sql: the figures of all areas, the shares that they are made of, and the named gaps."""

from decimal import Decimal
from typing import NamedTuple

from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.statements import Statements, select_rows, unite_rows
from sokehoach.adapters.slow_work import slow_work

STATEMENTS = Statements("rollup.sql")

FIGURE_COLUMNS = "form, period, area, element, disaggregation, number, received, not_applicable, missing"

# The columns of `shares`: what each sender gave to an area.
SHARE_COLUMNS = "form, period, area, element, disaggregation, sender, number, gap"


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
    STATEMENTS.define_rows(engine, "ended_stocks")
    STATEMENTS.define_rows(engine, "report_shares", computed=False)
    owed = STATEMENTS.repeat_statement(engine, "expected", until=lambda last: engine.count_rows(select_rows(last)) == 0)
    STATEMENTS.define_rows(engine, "expected", all=unite_rows(owed))
    for name in ("expected_counts", "area_windows", "settled", "unsettled", "report_sums", "report_orders"):
        STATEMENTS.define_rows(engine, name)
    STATEMENTS.define_rows(engine, "report_parts", computed=False)
    parts, answers, figures = ["report_parts"], list[str](), list[str]()
    deepest = engine.fetch_rows("SELECT MAX(depth) FROM depths")[0][0]
    for depth in range(-1 if deepest is None else int(deepest), -1, -1):
        statement = "figures_at" if figures else "figures_deepest"
        figures.append(f"figures_{depth}")
        STATEMENTS.define_rows(engine, statement, figures[-1], parts=unite_rows(parts), step=depth)
        answers.append(f"answers_{depth}")
        STATEMENTS.define_rows(engine, "answers_at", answers[-1], previous=figures[-1], computed=False)
        parts.append(f"answer_parts_{depth}")
        STATEMENTS.define_rows(engine, "answer_parts", parts[-1], previous=answers[-1], computed=False)
    engine.define_rows("shares", unite_rows(["report_shares", *answers], SHARE_COLUMNS), computed=False)
    engine.define_rows(
        "figures", unite_rows(figures, FIGURE_COLUMNS) if figures else _select_no_figures(), computed=False
    )
    STATEMENTS.define_rows(engine, "gaps", computed=False)


@slow_work
def list_snapshot_differences(engine: Engine) -> list[RollupDifference]:
    """The figures, then the gaps, that a snapshot publishes otherwise than the roll-up of its values has them."""
    return _list_rows(engine, "published_differences", "gap_differences")


@slow_work
def list_differences(engine: Engine) -> list[RollupDifference]:
    """The figures, then the shares, that `kept_figures` and `kept_shares` have otherwise than the roll-up."""
    return _list_rows(engine, "figure_differences", "share_differences")


def _list_rows(engine: Engine, *names: str) -> list[RollupDifference]:
    return [difference for name in names for difference in read_differences(engine, STATEMENTS.fill_statement(name))]


def read_differences(engine: Engine, statement: str) -> list[RollupDifference]:
    return [RollupDifference(*row) for row in sorted(engine.fetch_rows(statement), key=str)]


def _find_areas(engine: Engine) -> None:
    """Defines `senders`, each unit with the nearest area above it, and `depths`."""
    for name in ("days", "areas"):
        STATEMENTS.define_rows(engine, name)
    heirs = find_heirs(engine, "heirs", days="days", sources="areas")
    STATEMENTS.define_rows(engine, "whole_heirs", previous=heirs[-1])
    STATEMENTS.define_rows(engine, "areas_on_day")
    ancestors = STATEMENTS.repeat_statement(
        engine, "ancestors", until=lambda last: engine.count_rows(select_rows(last)) == 0
    )
    steps = [*enumerate(ancestors)][1:] or [(0, ancestors[0])]  # without a day there is nothing above
    candidates = [STATEMENTS.fill_statement("candidates", previous=name, step=step) for step, name in steps]
    STATEMENTS.define_rows(engine, "nearest", all=" UNION ALL ".join(candidates))
    uppers = STATEMENTS.repeat_statement(engine, "uppers", until=lambda last: engine.count_rows(select_rows(last)) == 0)
    levels = [select_rows(name, f"day, area, {step} AS steps") for step, name in enumerate(uppers)]
    STATEMENTS.define_rows(engine, "depths", all=" UNION ALL ".join(levels))
    STATEMENTS.define_rows(engine, "senders")


def find_heirs(engine: Engine, name: str, *, days: str, sources: str) -> list[str]:
    """Defines the units that have the territory of `sources` on `days`, step by step; the last result has them all."""
    return STATEMENTS.repeat_statement(
        engine,
        "heirs",
        until=lambda last: engine.count_rows(STATEMENTS.fill_statement("heirs_open", previous=last)) == 0,
        name=name,
        days=days,
        sources=sources,
    )


def _select_no_figures() -> str:
    columns = (
        "form, period, area, element, disaggregation, total AS number, received, not_applicable, inputs AS missing"
    )
    return f"{select_rows('report_sums', columns)} WHERE 1 = 0"
