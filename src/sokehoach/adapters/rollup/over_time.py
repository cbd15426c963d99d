"""Runs the statements of over_time.sql: figures of several periods, by the units of then or of another day."""

from datetime import date

from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import RollupDifference, find_heirs, read_differences
from sokehoach.adapters.rollup.statements import Statements, select_rows, unite_rows
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.indicators.operators import AGGREGATIONS

STATEMENTS = Statements("over_time.sql")

# One row of these is a fact: of a unit, a cell and a period, its number or the reason why there is none.
FACT_COLUMNS = "grouping, form, period, unit, is_remainder, element, disaggregation, number, received, expected, lack"


@slow_work
def define_facts(engine: Engine) -> None:
    """Defines `then_facts`: every reporter and area by the units of then. `roll_up` must have been run."""
    for name in ("area_facts", "reporter_facts"):
        STATEMENTS.define_rows(engine, name, computed=False)
    engine.define_rows("facts", unite_rows(["area_facts", "reporter_facts"]))
    STATEMENTS.define_rows(engine, "then_facts", computed=False)


@slow_work
def draw_over_units(engine: Engine, day: date) -> None:
    """Defines `now_facts`: the facts by the units of the day. A unit that cannot be drawn over them is a remainder."""
    engine.define_rows("basis", f"SELECT DATE '{day:%Y-%m-%d}' AS day")
    STATEMENTS.define_rows(engine, "asked")
    STATEMENTS.define_rows(engine, "kinds")
    _find_heirs(engine)
    _find_nested(engine)
    for name in ("asked_heirs", "heir_sources", "obstacles", "placed", "blocked"):
        STATEMENTS.define_rows(engine, name)
    STATEMENTS.define_rows(engine, "stretch_facts", operators=_write_operators())
    STATEMENTS.define_rows(engine, "stretch_steps", computed=False)
    STATEMENTS.define_rows(engine, "over_time", "merged_facts", previous="stretch_steps", operators=_write_operators())
    STATEMENTS.define_rows(engine, "blocked_facts", computed=False)
    engine.define_rows("now_facts", unite_rows(["merged_facts", "blocked_facts"], FACT_COLUMNS), computed=False)


@slow_work
def add_periods(engine: Engine, facts: str, name: str) -> None:
    """Defines `name`: the rows of `facts`, those of the periods of each span made into one."""
    STATEMENTS.define_rows(engine, "period_steps", f"{name}_steps", previous=facts, computed=False)
    STATEMENTS.define_rows(engine, "over_time", name, previous=f"{name}_steps", operators=_write_operators())


@slow_work
def list_whole_differences(engine: Engine) -> list[RollupDifference]:
    """The cells of `kept_wholes` that are kept otherwise than the accepted reports of the parts make them now."""
    STATEMENTS.define_rows(engine, "whole_parts")
    STATEMENTS.define_rows(engine, "wholes", operators=_write_operators())
    return read_differences(engine, STATEMENTS.fill_statement("whole_differences"))


def _find_heirs(engine: Engine) -> None:
    names = find_heirs(engine, "now_heirs", days="basis", sources="units")
    STATEMENTS.define_rows(engine, "now_heirs", previous=names[-1])
    STATEMENTS.define_rows(engine, "now_wholes")
    STATEMENTS.define_rows(engine, "now_foreign", all=unite_rows(names, "source, heir"))


def _find_nested(engine: Engine) -> None:
    STATEMENTS.define_rows(engine, "stretches")
    STATEMENTS.define_rows(engine, "stretch_units")
    names = STATEMENTS.repeat_statement(engine, "above", until=lambda last: engine.count_rows(select_rows(last)) == 0)
    columns = "start_on, end_on, unit, ancestor"
    nested_rows = unite_rows(names[1:] or names, columns)
    STATEMENTS.define_rows(engine, "nested", all=nested_rows)


def _write_operators() -> str:
    """The domain's table of operators, over rows with `number`, `place` and `operator`."""
    cases = " ".join(
        f"WHEN '{operator.value}' THEN CAST({aggregation.sql} AS DECIMAL(38, 3))"
        for operator, aggregation in AGGREGATIONS.items()
    )
    return f"CASE operator {cases} END"
