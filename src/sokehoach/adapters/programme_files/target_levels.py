"""Read and write the levels of indicators by year and unit (`targets.csv`)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import ChangeReference
from sokehoach.domain.indicators.target_level import TargetLevel, find_level_problems, sort_levels
from sokehoach.domain.messages import say
from sokehoach.domain.values.value import format_plain

TARGET_COLUMNS = ("indicator", "unit", "year", "bound", "value", "source")
TARGET_OPTIONS = ("carry", "baseline")
_NUMBER = re.compile(r"\d{1,11}(?:,\d{1,3}|\.\d{1,2})?", re.ASCII)  # «1.000» would be one or a thousand
_YEARS = range(2000, 2100)


def add_target_levels(
    indicators: Iterable[Indicator], records: Iterable[Record], units: Collection[UnitRow]
) -> tuple[Indicator, ...]:
    """Return the indicators with their levels; a row that does not suit is a problem on its line."""
    by_code = {indicator.code: indicator for indicator in indicators}
    levels: dict[str, dict[tuple[str, int | None], TargetLevel]] = {}
    for record in records:
        code, level = record.text("indicator"), _read_level(record)
        record.finish()
        if code and code not in by_code:
            record.refuse(say("không có chỉ số «%(code)s»", code=code), "indicator")
            continue
        if level.unit:
            _check_unit(record, level, units)
        rule = by_code[code].rule if code else None
        takes_baseline = rule is not None and bool(rule.change) and rule.compared_with is ChangeReference.BASELINE
        for field, reason in find_level_problems(level, takes_baseline=takes_baseline):
            record.refuse(reason, field)
        of_indicator = levels.setdefault(code, {})
        if (level.unit, level.year) in of_indicator:
            record.refuse(say("chỉ số «%(code)s» đã có mức cho đơn vị và năm này", code=code), "indicator")
        of_indicator[level.unit, level.year] = level
    return tuple(
        replace(indicator, target_levels=sort_levels(levels.get(indicator.code, {}).values()))
        for indicator in by_code.values()
    )


def flatten_level(indicator: str, level: TargetLevel) -> Mapping[str, str]:
    """The row of a level. Numbers have a comma, which no reader takes for a thousand."""
    return {
        "indicator": indicator,
        "unit": level.unit,
        "year": "" if level.year is None else str(level.year),
        "bound": level.bound,
        "value": _write_number(level.value),
        "source": level.source,
        "carry": "yes" if level.carry else "",
        "baseline": "" if level.baseline is None else _write_number(level.baseline),
    }


def _read_level(record: Record) -> TargetLevel:
    return TargetLevel(
        value=_read_number(record, "value") or Decimal(),
        bound=record.text("bound"),
        unit=record.optional("unit"),
        year=_read_year(record),
        carry=record.flag("carry", default=False),
        baseline=_read_number(record, "baseline"),
        source=record.text("source"),
    )


def _read_number(record: Record, name: str) -> Decimal | None:
    """None for a blank baseline; a blank value is a problem."""
    text = record.text(name) if name == "value" else record.optional(name)
    if text and not _NUMBER.fullmatch(text):
        record.refuse(
            say("«%(name)s» phải là số từ 0, như 1500 hoặc 62,5, không có dấu ngăn hàng nghìn", name=name), name
        )
        return None
    return Decimal(format_plain(Decimal(text.replace(",", ".")))) if text else None


def _write_number(number: Decimal) -> str:
    return format_plain(number).replace(".", ",")


def _read_year(record: Record) -> int | None:
    text = record.optional("year")
    if text and not (text.isascii() and text.isdigit() and int(text) in _YEARS):
        record.refuse(
            say(
                "«year» phải là năm từ %(first)s đến %(last)s, hoặc để trống cho mọi năm",
                first=_YEARS[0],
                last=_YEARS[-1],
            ),
            "year",
        )
        return None
    return int(text) if text else None


def _check_unit(record: Record, level: TargetLevel, units: Collection[UnitRow]) -> None:
    versions = [row.unit for row in units if row.unit.code == level.unit]
    if not versions:
        record.refuse(say("không có đơn vị mã «%(unit)s»", unit=level.unit), "unit")
    elif level.year is not None:
        first_day, last_day = date(level.year, 1, 1), date(level.year, 12, 31)
        if not any(
            unit.valid_from <= last_day and (unit.valid_to is None or unit.valid_to > first_day) for unit in versions
        ):
            record.refuse(
                say("đơn vị «%(unit)s» không có trong năm %(year)s", unit=level.unit, year=level.year), "unit"
            )
