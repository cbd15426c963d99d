"""Read indicators, and positions of the units on the map."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.adapters.programme_files.elements import Elements
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import OptionSet, ValueKind
from sokehoach.domain.indicators.expression import Expression, ExpressionError, parse_expression
from sokehoach.domain.indicators.indicator import Indicator, build_share, find_indicator_problems
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.tiles import Position, Tile, assign_tiles

POSITIONS = ("code", "longitude", "latitude", "source")
PER, PLAIN = ("1", "100", "1000", "10000", "100000"), "none"
DENOMINATORS = "denominator"  # option set of the allowed denominators


def read_indicators(
    file: Record, elements: Elements, sets: Mapping[str, OptionSet], persons_by_reporter: Collection[str] = ()
) -> tuple[Indicator, ...]:
    """Return the indicators. `persons_by_reporter`: codes of elements that count persons at each reporter's level."""
    elements_by_code = {code: element for code, (element, _record) in elements.items()}
    denominators = (
        frozenset(option.code for option in sets[DENOMINATORS].options) if DENOMINATORS in sets else frozenset()
    )
    indicators: dict[str, Indicator] = {}
    for record in file.records("indicators"):
        code = record.code("code")
        indicator = Indicator(
            uid=code,
            code=code,
            name=record.text("name", most=200),
            numerator=_read_expression(record, "numerator"),
            denominator=_read_expression(record, "denominator")
            if "denominator" in record.fields or record.optional("per") != PLAIN
            else parse_expression("1"),
            on_map=record.flag("on_map"),
            words=record.texts("words"),
            source=record.text("source"),
            rule=_read_rule(record),
        )
        record.finish()
        for field, reason in (
            find_indicator_problems(indicator, elements_by_code, denominators, persons_by_reporter)
            if indicator.numerator.terms
            else ()
        ):
            record.refuse(reason, field)
        if indicator.code in indicators:
            record.refuse(say("trùng mã chỉ số «%(code)s»", code=indicator.code), "code")
        indicators[indicator.code] = indicator
    file.finish()
    shares = (build_share(element) for element in elements_by_code.values() if element.kind is ValueKind.PERCENTAGE)
    for share in shares:
        if share.code not in indicators and not find_indicator_problems(share, elements_by_code, denominators):
            indicators[share.code] = share
    return tuple(indicators.values())


def add_tiles(rows: Iterable[UnitRow], positions: Iterable[Record], day: date) -> tuple[UnitRow, ...]:
    """Return the units with their map tiles, for units in force on that day: codes are reused for other territory.

    Each parent unit has its own map. The positions themselves are used only here.
    """
    rows = tuple(rows)
    codes = {row.unit.code for row in rows if row.unit.in_force(day)}
    positions_by_code: dict[str, Position] = {}
    for record in positions:
        code = record.code("code")
        record.text("source")
        place = Position(_read_degrees(record, "longitude", 180), _read_degrees(record, "latitude", 90))
        record.finish()
        if code not in codes:
            record.refuse(say("không có đơn vị mã «%(code)s» vào ngày bắt đầu của bộ dữ liệu", code=code), "code")
        if code in positions_by_code:
            record.refuse(say("trùng vị trí của «%(code)s»", code=code), "code")
        positions_by_code[code] = place
    parents = {row.unit.code: row.unit.parent for row in rows if row.unit.in_force(day)}
    tiles_by_code: dict[str, Tile] = {}
    for parent in {parents.get(code) for code in positions_by_code}:
        tiles_by_code |= assign_tiles(
            {code: place for code, place in positions_by_code.items() if parents.get(code) == parent}
        )
    return tuple(replace(row, tile=tiles_by_code.get(row.unit.code)) if row.unit.in_force(day) else row for row in rows)


def _read_rule(record: Record) -> LevelRule:
    """Read how the level is computed: per 1, 100, 1.000 … or none, and the change since another level."""
    per = record.optional("per") or "100"
    change = record.choice("change", Change) if "change" in record.fields else Change.NONE
    compared_with = (
        record.choice("compared_with", ChangeReference)
        if "compared_with" in record.fields
        else ChangeReference.YEAR_BEFORE
    )
    if per != PLAIN and per not in PER:
        record.refuse(
            say(
                "«per» là «%(per)s», phải là một trong: %(choices)s (trong ngoặc kép)",
                per=per,
                choices=", ".join((*PER, PLAIN)),
            ),
            "per",
        )
        return LevelRule()
    return LevelRule(None if per == PLAIN else int(per), change, compared_with)


def _read_expression(record: Record, name: str) -> Expression:
    text = record.text(name, most=200)
    try:
        return parse_expression(text) if text else Expression("", ())
    except ExpressionError as error:
        record.refuse(error.message_vi, name)
        return Expression(text, ())


def _read_degrees(record: Record, name: str, most: int) -> float:
    text = record.text(name)
    try:
        degrees = float(text)
    except ValueError:
        degrees = most + 1.0
    if not -most <= degrees <= most:
        record.refuse(
            say(
                "«%(name)s» phải là số độ từ −%(most)s đến %(most)s, không phải «%(text)s»",
                name=name,
                most=most,
                text=text,
            ),
            name,
        )
    return degrees
