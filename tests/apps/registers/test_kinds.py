"""What a value of each kind looks like, and what a typed text of each kind becomes."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.controls import CONTROLS
from sokehoach.apps.registers.core.fields import (
    FieldDefinition,
    FieldKind,
    compute_quarter_end,
    format_quarter,
    format_value,
    is_quarter_end,
)
from sokehoach.apps.registers.core.forms import format_initial_value
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.domain.orgtree.level import LevelKind
from tests.factories.cast import AT, Cast

LINE = UUID("00000000-0000-4000-8000-000000000001")


class Names:
    def name(self, field: FieldDefinition, code: str | UUID) -> str:
        return f"«{code}»"

    def names(self, field: FieldDefinition, codes: list[str]) -> list[str]:
        return [self.name(field, code) for code in codes]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (FieldKind.TEXT, "Họp bản", "Họp bản"),
        (FieldKind.LONG, "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
        (FieldKind.DOMAIN, "vidu.com", "vidu.com"),
        (FieldKind.NUMBER, 1234, "1.234"),
        (FieldKind.NUMBER, 0, "0"),
        (FieldKind.YEAR, 2021, "2021"),
        (FieldKind.MONEY, 12_345_000, "12.345.000"),
        (FieldKind.DAY, date(2021, 6, 12), "12/06/2021"),
        (FieldKind.QUARTER, date(2021, 6, 14), "quý II/2021"),
        (FieldKind.FLAG, True, "Có"),
        (FieldKind.FLAG, False, "Không"),
        (FieldKind.ONE, "talk", "«talk»"),
        (FieldKind.MANY, ["a", "b"], "«a»; «b»"),
        (FieldKind.UNIT, "03304", "«03304»"),
        (FieldKind.LINE, LINE, f"«{LINE}»"),
        (FieldKind.STAFF, ["minh"], "«minh»"),
        (FieldKind.FLAG, None, ""),
        (FieldKind.MANY, [], ""),
    ],
)
def test_a_value_as_a_reader_sees_it(kind: FieldKind, value: Any, shown: str) -> None:
    assert format_value(FieldDefinition("x", "X", kind), value, Names()) == shown


@pytest.mark.parametrize(
    ("year", "number", "day", "name"),
    [
        (2021, 1, date(2021, 3, 14), "quý I/2021"),
        (2021, 2, date(2021, 6, 14), "quý II/2021"),
        (2021, 4, date(2021, 12, 14), "quý IV/2021"),
    ],
)
def test_a_quarter_is_its_last_counting_day(year: int, number: int, day: date, name: str) -> None:
    assert compute_quarter_end(year, number) == day
    assert is_quarter_end(day)
    assert not is_quarter_end(date(day.year, day.month, 15))
    assert format_quarter(day) == name


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, "  Họp \u200b  bản ", "Họp bản"),
        (FieldKind.LONG, " Dòng  một \r\n\r\nDòng hai\r\n", "Dòng một\n\nDòng hai"),
        (FieldKind.DOMAIN, " vidu.com ", "vidu.com"),
        (FieldKind.NUMBER, "1.234", 1234),
        (FieldKind.MONEY, "12.345.000", 12_345_000),
        (FieldKind.DAY, "12/6/2021", date(2021, 6, 12)),
        (FieldKind.QUARTER, "2021-06-14", date(2021, 6, 14)),
        (FieldKind.FLAG, "no", False),
        (FieldKind.UNIT, "03304", "03304"),
        (FieldKind.UNITS, ["03304", "03269"], ["03304", "03269"]),
        (FieldKind.STAFF, ["minh"], ["minh"]),
        (FieldKind.NUMBER, "", None),
        (FieldKind.FLAG, "", None),
        (FieldKind.UNIT, "", None),
    ],
)
def test_a_typed_text_becomes_a_value_and_is_typed_back(cast: Cast, kind: FieldKind, typed: Any, value: Any) -> None:
    field = FieldDefinition("x", "X", kind, required=False)
    choices = Choices(get_register("activities"), by=cast.commune, day=AT.date())
    control = CONTROLS[kind](field, choices)
    control.required = False
    assert control.clean(typed) == value
    back = format_initial_value(field, {"x": value}, choices)
    assert control.clean(back) == value


def test_units_of_another_district_and_those_gone_are_not_offered(cast: Cast) -> None:
    gone = cast.units["03289"]
    gone.valid_to = date(2021, 1, 1)
    gone.save()
    choices = Choices(get_register("activities"), by=cast.commune, day=AT.date())
    offered = choices.offered(FieldDefinition("x", "X", FieldKind.UNIT, level_kinds=(LevelKind.BASE,)))
    assert list(offered) == ["03269", "03304"]
    assert (
        choices.name(FieldDefinition("y", "Y", FieldKind.UNIT), "03289") == "Xã Quài Cang"
    )  # an old line still says it


def test_staff_are_those_of_the_district(cast: Cast) -> None:
    choices = Choices(get_register("activities"), by=cast.commune, day=AT.date())
    offered = choices.offered(FieldDefinition("x", "X", FieldKind.STAFF))
    assert offered["minh"] == "Lò Thị Minh (Tênh Phông)"
    assert "sua" not in offered  # of Tủa Chùa
