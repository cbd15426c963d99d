"""Indicators, and where the units lie."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sokehoach.adapters.pack.indicators import Elements
from sokehoach.adapters.pack.pack import UnitRow
from sokehoach.adapters.pack.record import Record
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.indicators.expression import BadExpression, Expression, parse
from sokehoach.domain.indicators.indicator import Indicator, faults
from sokehoach.domain.orgtree.tiles import Position, Tile, tiles

POSITIONS = ("code", "longitude", "latitude", "source")
DENOMINATORS = "denominator"  # the option set that names what shares may be taken of


def read_indicators(file: Record, elements: Elements, sets: Mapping[str, OptionSet]) -> tuple[Indicator, ...]:
    known = {code: element for code, (element, _record) in elements.items()}
    named = frozenset(one.code for one in sets[DENOMINATORS].options) if DENOMINATORS in sets else frozenset()
    found: dict[str, Indicator] = {}
    for record in file.records("indicators"):
        made = Indicator(
            code=record.code("code"),
            name=record.text("name", most=200),
            numerator=_expression(record, "numerator"),
            denominator=_expression(record, "denominator"),
            on_map=record.flag("on_map"),
            words=record.texts("words"),
            source=record.text("source"),
        )
        record.finish()
        for side, reason in faults(made, known, named) if made.numerator.terms else ():
            record.refuse(reason, side)
        if made.code in found:
            record.refuse(f"trùng mã chỉ số «{made.code}»", "code")
        found[made.code] = made
    file.finish()
    return tuple(found.values())


def with_tiles(rows: Iterable[UnitRow], positions: Iterable[Record], day: date) -> tuple[UnitRow, ...]:
    """The units that stood on that day with their tiles: a code is used again for other territory.

    Each unit above has a map of its own; the middles themselves go no further than this.
    """
    rows = tuple(rows)
    codes = {row.unit.code for row in rows if row.unit.in_force(day)}
    found: dict[str, Position] = {}
    for record in positions:
        code = record.code("code")
        record.text("source")
        place = Position(_degrees(record, "longitude", 180), _degrees(record, "latitude", 90))
        record.finish()
        if code not in codes:
            record.refuse(f"không có đơn vị mã «{code}» vào ngày bắt đầu của bộ dữ liệu", "code")
        if code in found:
            record.refuse(f"trùng vị trí của «{code}»", "code")
        found[code] = place
    above = {row.unit.code: row.unit.parent for row in rows if row.unit.in_force(day)}
    placed: dict[str, Tile] = {}
    for parent in {above.get(code) for code in found}:
        placed |= tiles({code: place for code, place in found.items() if above.get(code) == parent})
    return tuple(
        replace(row, tile=placed.get(row.unit.code)) if row.unit.in_force(day) else row for row in rows
    )


def _expression(record: Record, name: str) -> Expression:
    text = record.text(name, most=200)
    try:
        return parse(text) if text else Expression("", ())
    except BadExpression as error:
        record.refuse(error.message_vi, name)
        return Expression(text, ())


def _degrees(record: Record, name: str, most: int) -> float:
    text = record.text(name)
    try:
        degrees = float(text)
    except ValueError:
        degrees = most + 1.0
    if not -most <= degrees <= most:
        record.refuse(f"«{name}» phải là số độ từ −{most} đến {most}, không phải «{text}»", name)
    return degrees
