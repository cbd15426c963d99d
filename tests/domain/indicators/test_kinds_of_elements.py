"""What each kind of value allows: how it is aggregated, typed and printed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sokehoach.domain.indicators.element import (
    LETTERS,
    DataElement,
    Nature,
    ShareSide,
    ValueKind,
    find_kind_problems,
    format_key,
    parse_answer,
    parse_key,
)
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.programmes.earlier import EarlierDefinition
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import MAX_DECIMALS, CellValueError, format_value
from tests.factories import levels

COUNT = DataElement(
    "e1",
    "CD01",
    "Cuộc họp",
    "cuộc",
    ValueKind.COUNT,
    Nature.FLOW,
    Operator.SUM,
    Operator.SUM,
    "general",
    "01-XA",
    "II.1",
)
KIND = {kind: replace(COUNT, kind=kind) for kind in ValueKind}
KIND[ValueKind.DATE] = replace(KIND[ValueKind.DATE], over_time=Operator.LAST, over_place=Operator.MAX)
for _text in (ValueKind.TEXT, ValueKind.LONG_TEXT):
    KIND[_text] = replace(KIND[_text], unit="", over_time=Operator.NONE, over_place=Operator.NONE)
for _choice in (ValueKind.CHOICE, ValueKind.CHOICES):
    KIND[_choice] = replace(KIND[_choice], over_time=Operator.LAST, disaggregations=("channel",))


@pytest.mark.parametrize("kind", ValueKind)
def test_each_kind_has_a_way_without_problems(kind: ValueKind) -> None:
    assert find_kind_problems(KIND[kind]) == []


def test_the_kinds_by_what_a_cell_holds() -> None:
    def list_kinds(holds: str) -> set[str]:
        return {kind.value for kind in ValueKind if getattr(kind, holds)}

    assert list_kinds("by_option") == {"choice", "choices"}
    assert {kind.value for kind in ValueKind} - list_kinds("is_single_cell") == {"choice", "choices", "percentage"}
    assert list_kinds("is_single_amount") == {"count", "decimal", "money", "flag"}
    assert list_kinds("is_text") == {"text", "long_text"} == {kind.value for kind in LETTERS}
    assert list_kinds("has_decimals") == {"decimal", "money", "percentage"}


@pytest.mark.parametrize(
    ("kind", "changes", "columns"),
    [
        ("count", {"decimals": 1}, ["decimals"]),
        ("decimal", {"decimals": MAX_DECIMALS}, []),
        ("decimal", {"decimals": MAX_DECIMALS + 1}, ["decimals"]),
        ("money", {"decimals": 0}, []),
        ("count", {"code": "tỷ lệ", "disaggregations": ("sex", "age")}, []),
        ("percentage", {"code": "CD01A"}, []),
        ("percentage", {"code": "C-1"}, ["code"]),
        ("percentage", {"code": "1C"}, ["code"]),
        ("percentage", {"disaggregations": ("sex",)}, ["disaggregations"]),
        ("percentage", {"over_place": Operator.MAX}, ["over_place"]),
        ("percentage", {"over_time": Operator.MAX}, ["over_time"]),
        ("percentage", {"over_time": Operator.MIN}, ["over_time"]),
        ("percentage", {"over_time": Operator.NONE}, []),
        ("count", {"over_place": Operator.MAX, "over_time": Operator.MIN}, []),
        ("choice", {"disaggregations": ()}, ["disaggregations"]),
        ("choices", {"disaggregations": ("channel", "kind")}, ["disaggregations"]),
        ("choice", {"over_place": Operator.MIN}, ["over_place"]),
        ("choices", {"over_time": Operator.SUM}, ["over_time"]),
        ("choice", {"over_time": Operator.NONE}, []),
        ("date", {"over_place": Operator.SUM}, ["over_place"]),
        ("date", {"over_place": Operator.LAST}, ["over_place"]),
        ("date", {"over_place": Operator.NONE, "over_time": Operator.MIN}, []),
        ("date", {"over_time": Operator.SUM}, ["over_time"]),
        ("date", {"counts_persons": True}, ["counts_persons"]),
        ("count", {"counts_persons": True}, []),
        ("text", {"over_time": Operator.LAST}, ["over_time"]),
        ("long_text", {"over_place": Operator.SUM}, ["over_place"]),
        ("text", {"disaggregations": ("sex",)}, ["disaggregations"]),
        ("long_text", {"counts_persons": True}, ["counts_persons"]),
    ],
)
def test_what_cannot_be_added_or_entered_names_its_column(
    kind: str, changes: dict[str, object], columns: list[str]
) -> None:
    problems = find_kind_problems(replace(KIND[ValueKind(kind)], **changes))  # type: ignore[arg-type]
    assert [column for column, _reason in problems] == columns
    assert all(reason for _column, reason in problems)


def test_an_element_is_that_of_the_window_with_todays_breaks() -> None:
    older, oldest = replace(COUNT, name="Cuộc họp, hội nghị"), replace(COUNT, name="Hội nghị")
    day, later = date(2022, 1, 1), date(2023, 1, 1)
    now = replace(
        COUNT, breaks=(later,), earlier_definitions=(EarlierDefinition(day, oldest), EarlierDefinition(later, older))
    )
    assert [now.at(date(year, 1, 1)).name for year in (2021, 2022, 2023)] == [oldest.name, older.name, COUNT.name]
    assert now.at(date(2021, 1, 1)).breaks == (later,)


def test_counts_of_persons_exist_where_the_policy_allows_them() -> None:
    persons = replace(COUNT, counts_persons=True)
    assert (persons.may_exist_at(levels.DISTRICT), persons.may_exist_at(levels.COMMUNE)) == (True, False)
    assert COUNT.may_exist_at(levels.COMMUNE)
    assert (COUNT.is_confidential, replace(COUNT, function="enforcement").is_confidential) == (False, True)


def test_đồng_are_whole_and_have_more_digits() -> None:
    money = replace(COUNT, kind=ValueKind.MONEY)
    assert replace(money, unit="triệu đồng").parse("1,5") == Decimal("1.5")
    assert replace(money, unit="đồng").parse("123.456.789.012") == Decimal("123456789012")
    with pytest.raises(CellValueError):
        replace(money, unit="đồng").parse("1,5")
    with pytest.raises(CellValueError):
        replace(money, unit="triệu đồng").parse("123.456.789.012")
    assert parse_answer("1,5", kind="money", unit="đồng", decimals=1) == Decimal("1.5")


def test_a_day_is_printed_as_a_day() -> None:
    day = KIND[ValueKind.DATE].parse("12/5/2021")
    stored = Decimal(int(day))  # type: ignore[arg-type]
    assert format_value(KIND[ValueKind.DATE].restore_value(stored)) == "12/05/2021"
    assert format_value(COUNT.restore_value(stored)) == "737.922"
    assert KIND[ValueKind.DATE].restore_value(Gap.NOT_REPORTED) is Gap.NOT_REPORTED
    assert KIND[ValueKind.DATE].restore_value(None) is None


def test_the_cells_of_a_percentage_are_its_sides() -> None:
    share = KIND[ValueKind.PERCENTAGE]
    assert [share.get_side(key) for key in ("side=part", "side=whole", "")] == [ShareSide.PART, ShareSide.WHOLE, None]
    assert COUNT.get_side("side=part") is None


@pytest.mark.parametrize(
    ("parsed", "key"), [(None, ""), ({"sex": "nam"}, "sex=nam"), ({"sex": "nam", "age": "16=18"}, "age=16=18;sex=nam")]
)
def test_a_disaggregation_has_one_key(parsed: dict[str, str] | None, key: str) -> None:
    assert (format_key(parsed), parse_key(key)) == (key, parsed)


def test_too_many_decimals_are_refused_with_the_most_that_there_may_be() -> None:
    [(column, reason)] = find_kind_problems(replace(KIND[ValueKind.DECIMAL], decimals=MAX_DECIMALS + 1))
    assert (column, f"từ 0 đến {MAX_DECIMALS}," in reason) == ("decimals", True)
    assert find_kind_problems(replace(KIND[ValueKind.DECIMAL], decimals=MAX_DECIMALS)) == []
