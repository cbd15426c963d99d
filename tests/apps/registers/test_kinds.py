"""What a value of each kind looks like, and what a typed text of each kind becomes."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from sokehoach.apps.registers.activities.register import REGISTER
from sokehoach.apps.registers.shelf.controls import CONTROLS
from sokehoach.apps.registers.shelf.fields import Field, Kind, closes_quarter, quarter_end, show, show_quarter
from sokehoach.apps.registers.shelf.forms import as_typed
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from tests.factories.cast import AT, Cast

LINE = UUID("00000000-0000-4000-8000-000000000001")


class Names:
    def name(self, field: Field, code: str | UUID) -> str:
        return f"«{code}»"

    def names(self, field: Field, codes: list[str]) -> list[str]:
        return [self.name(field, code) for code in codes]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.TEXT, "Họp bản", "Họp bản"),
        (Kind.LONG, "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
        (Kind.NUMBER, 1234, "1.234"),
        (Kind.NUMBER, 0, "0"),
        (Kind.YEAR, 2021, "2021"),
        (Kind.MONEY, 12_345_000, "12.345.000"),
        (Kind.DAY, date(2021, 6, 12), "12/06/2021"),
        (Kind.QUARTER, date(2021, 6, 14), "quý II/2021"),
        (Kind.FLAG, True, "Có"),
        (Kind.FLAG, False, "Không"),
        (Kind.ONE, "talk", "«talk»"),
        (Kind.MANY, ["a", "b"], "«a»; «b»"),
        (Kind.UNIT, "03304", "«03304»"),
        (Kind.LINE, LINE, f"«{LINE}»"),
        (Kind.STAFF, ["minh"], "«minh»"),
        (Kind.FLAG, None, ""),
        (Kind.MANY, [], ""),
    ],
)
def test_a_value_as_a_reader_sees_it(kind: Kind, value: Any, shown: str) -> None:
    assert show(Field("x", "X", kind), value, Names()) == shown


@pytest.mark.parametrize(
    ("year", "number", "day", "name"),
    [
        (2021, 1, date(2021, 3, 14), "quý I/2021"),
        (2021, 2, date(2021, 6, 14), "quý II/2021"),
        (2021, 4, date(2021, 12, 14), "quý IV/2021"),
    ],
)
def test_a_quarter_is_its_last_counting_day(year: int, number: int, day: date, name: str) -> None:
    assert quarter_end(year, number) == day
    assert closes_quarter(day)
    assert not closes_quarter(date(day.year, day.month, 15))
    assert show_quarter(day) == name


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "  Họp \u200b  bản ", "Họp bản"),
        (Kind.LONG, " Dòng  một \r\n\r\nDòng hai\r\n", "Dòng một\n\nDòng hai"),
        (Kind.NUMBER, "1.234", 1234),
        (Kind.MONEY, "12.345.000", 12_345_000),
        (Kind.DAY, "12/6/2021", date(2021, 6, 12)),
        (Kind.QUARTER, "2021-06-14", date(2021, 6, 14)),
        (Kind.FLAG, "no", False),
        (Kind.UNIT, "03304", "03304"),
        (Kind.UNITS, ["03304", "03269"], ["03304", "03269"]),
        (Kind.STAFF, ["minh"], ["minh"]),
        (Kind.NUMBER, "", None),
        (Kind.FLAG, "", None),
        (Kind.UNIT, "", None),
    ],
)
def test_a_typed_text_becomes_a_value_and_is_typed_back(
    cast: Cast, kind: Kind, typed: Any, value: Any
) -> None:
    field = Field("x", "X", kind, required=False)
    choices = Choices(REGISTER, by=cast.commune, day=AT.date())
    control = CONTROLS[kind](field, choices)
    control.required = False
    assert control.clean(typed) == value
    back = as_typed(field, {"x": value}, choices)
    assert control.clean(back) == value


def test_units_of_another_district_and_those_gone_are_not_offered(cast: Cast) -> None:
    gone = cast.units["03289"]
    gone.valid_to = date(2021, 1, 1)
    gone.save()
    choices = Choices(REGISTER, by=cast.commune, day=AT.date())
    offered = choices.offered(Field("x", "X", Kind.UNIT, levels=("commune",)))
    assert list(offered) == ["03269", "03304"]
    assert choices.name(Field("y", "Y", Kind.UNIT), "03289") == "Xã Quài Cang"  # an old line still says it


def test_staff_are_those_of_the_district(cast: Cast) -> None:
    choices = Choices(REGISTER, by=cast.commune, day=AT.date())
    offered = choices.offered(Field("x", "X", Kind.STAFF))
    assert offered["minh"] == "Lò Thị Minh (Tênh Phông)"
    assert "sua" not in offered  # of Tủa Chùa
