"""Renders an answer as Excel and CSV."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from sokehoach.adapters.writers import csv_file
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.analysis.pages.derived_columns import DerivedColumn, compute_derived
from sokehoach.apps.analysis.pages.tables import (
    build_labels,
    build_titles,
    describe_answer,
    format_derived,
    format_fact,
    list_all_rows,
    list_columns,
    list_notes,
)
from sokehoach.apps.shell.numbers import write_cell_number
from sokehoach.domain.analysis.fact import Fact
from sokehoach.domain.analysis.pivot import Heading
from sokehoach.domain.values.day import DayNumber


def render_workbook(answer: PivotAnswer) -> bytes:
    """Renders an Excel workbook without formulas: title, period and coverage above; numbers are numbers, gaps words."""
    derived_columns, rows = list_columns(answer), list_all_rows(answer)
    columns = (
        *(SheetColumn(title, width=46) for title in build_titles(answer)),
        *(
            SheetColumn(" · ".join(build_labels(answer, column)), kind=CellKind.NUMBER, width=20)
            for column in answer.columns
        ),
        *(SheetColumn(column.label, kind=CellKind.NUMBER, width=20) for column in derived_columns),
    )
    return writer.write_workbook(
        WorkbookSheet(
            _("Số liệu"),
            columns,
            [
                (*build_labels(answer, row), *_list_values(answer, derived_columns, row, facts))
                for _number, row, facts in rows
            ],
            heading=describe_answer(answer, rows),
            notes=(*list_notes(answer),),
            landscape=True,
        )
    )


def render_csv(answer: PivotAnswer) -> str:
    """Renders the same as CSV with a BOM for Excel; text that Excel would run as a formula is quoted.

    The header is the first line, for programs; title, period and coverage follow the rows.
    """
    derived_columns, all_rows = list_columns(answer), list_all_rows(answer)
    rows: list[list[str | int]] = [
        [
            *build_titles(answer),
            *(" · ".join(build_labels(answer, column)) for column in answer.columns),
            *(column.label for column in derived_columns),
        ]
    ]
    for _number, row, facts in all_rows:
        values = _list_values(answer, derived_columns, row, facts)
        rows.append(
            [
                *build_labels(answer, row),
                *(write_cell_number(value) if isinstance(value, Decimal) else value for value in values),
            ]
        )
    rows += [[note] for note in (*describe_answer(answer, all_rows), *list_notes(answer))]
    return csv_file.write(rows)


def _list_values(
    answer: PivotAnswer, derived_columns: Sequence[DerivedColumn], row: Heading, facts: Sequence[Fact]
) -> list[int | Decimal | str]:
    values = [_get_sheet_value(answer, row, at, fact) for at, fact in enumerate(facts)]
    for column, derived in zip(derived_columns, compute_derived(answer, derived_columns, row, facts), strict=True):
        number = derived.shown_number
        values.append(format_derived(column, derived) if number is None else _simplify_number(number))
    return values


def _get_sheet_value(answer: PivotAnswer, row: Heading, at: int, fact: Fact) -> int | Decimal | str:
    """Returns a number as a number, a share and a change as its level; a day and a gap as the page writes them."""
    measure = answer.get_measure(row, answer.columns[at])
    level = None if fact.lack is not None else measure.get_level(fact)
    if level is None or isinstance(level, DayNumber):
        return format_fact(fact, measure)
    is_rounded = measure.is_share or measure.is_change
    return _simplify_number(level.quantize(Decimal("0.1"), ROUND_HALF_UP) if is_rounded else level)


def _simplify_number(number: Decimal) -> int | Decimal:
    """Returns whole numbers as int."""
    return int(number) if number == number.to_integral_value() else number
