"""The superior's form on paper: which periods a place tells of, copies of a row, next year's form."""

from decimal import Decimal

import pytest

from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line
from sokehoach.domain.documents.external_form.mapping_migration import migrate_mapping
from sokehoach.domain.documents.external_form.period_spans import aggregate_periods, list_period_ids
from sokehoach.domain.documents.external_form.places import Place, list_places
from sokehoach.domain.documents.external_form.row_repeat import build_address, expand_rows, parse_copy
from sokehoach.domain.documents.external_form.source import (
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
    parse_source,
)
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import PeriodType, parse_period

HALF, ANNUAL = (PeriodType.SIX_MONTH,), (PeriodType.SIX_MONTH, PeriodType.YEAR)


@pytest.mark.parametrize(
    ("asked", "role", "types", "found"),
    [
        ("2021S1", PeriodRole.NOW, HALF, ("2021S1",)),
        ("2021S2", PeriodRole.NOW, HALF, ("2021S2",)),
        ("2021S1", PeriodRole.YEAR, HALF, ("2021S1",)),
        ("2021S2", PeriodRole.YEAR, HALF, ("2021S1", "2021S2")),
        ("2021S2", PeriodRole.LAST_YEAR, HALF, ("2020S2",)),
        ("2021", PeriodRole.NOW, HALF, ("2021S1", "2021S2")),
        ("2021", PeriodRole.NOW, ANNUAL, ("2021",)),
        ("2021", PeriodRole.LAST_YEAR, ANNUAL, ("2020",)),
        ("2021S1", PeriodRole.PREVIOUS, HALF, ("2020S2",)),
        ("202101", PeriodRole.PREVIOUS, (PeriodType.MONTH,), ("202012",)),
        ("2021", PeriodRole.PREVIOUS, HALF, ("2020S1", "2020S2")),
        ("2021Q1", PeriodRole.NOW, HALF, ()),
        ("202103", PeriodRole.YEAR, (PeriodType.MONTH,), ("202101", "202102", "202103")),
    ],
)
def test_a_place_tells_of_these_periods(
    asked: str, role: PeriodRole, types: tuple[PeriodType, ...], found: tuple[str, ...]
) -> None:
    assert list_period_ids(parse_period(asked), role, types) == found


@pytest.mark.parametrize(
    ("values", "operator", "made"),
    [
        ((3, 5), Operator.SUM, 8), ((3, 5), Operator.LAST, 5), ((5, 3), Operator.MAX, 5), ((3, 5), Operator.NONE, None),
        ((0, 5), Operator.SUM, 5), (("chưa", 5), Operator.SUM, "chưa"), (("chưa", 5), Operator.LAST, 5),
        ((5, "chưa"), Operator.LAST, "chưa"), ((3,), Operator.NONE, 3),
    ],
)  # fmt: skip
def test_what_they_make_together(values: tuple[object, ...], operator: Operator, made: object) -> None:
    told = [Decimal(one) if isinstance(one, int) else str(one) for one in values]
    assert aggregate_periods(told, operator) == made


def test_periods_that_are_not_added_make_nothing_whatever_is_missing() -> None:
    assert aggregate_periods(["chưa báo cáo", Decimal(3)], Operator.NONE) is None
    assert aggregate_periods(["chưa báo cáo", Decimal(3)], Operator.SUM) == "chưa báo cáo"


def test_nothing_makes_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        aggregate_periods([], Operator.SUM)


def grid(*rows: tuple[str, ...]) -> Grid:
    boxes = [
        Box(f"r{r}c{c}", r, c, (Line(f"r{r}c{c}", text),)) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    return Grid("Bảng", len(rows), len(rows[0]), tuple(boxes))


UNITS = grid(("TT", "Xã", "Số cuộc"), ("1", "", ""), ("…", "", ""), ("", "Cộng", ""))


def test_blank_rows_stand_for_all_units() -> None:
    found = list_places(ExternalForm("docx", (UNITS,)))
    assert [(one.at, one.repeats, one.names, one.order) for one in found] == [
        ("r1c0", ("r1c0", "r2c0"), False, True),
        ("r1c1", ("r1c1", "r2c1"), True, False),
        ("r1c2", ("r1c2", "r2c2"), False, False),
        ("r3c2", (), False, False),
    ]
    assert [build_address(("a", "b"), number) for number in range(4)] == ["a", "b", "b*1", "b*2"]
    assert [parse_copy(one) for one in ("b", "b*2")] == [("b", 0), ("b", 2)]


def test_one_blank_row_is_enough() -> None:
    found = list_places(ExternalForm("docx", (grid(("TT", "Xã", "Số cuộc"), ("1", "", ""), ("", "Cộng", "")),)))
    assert [(one.at, one.repeats, one.names) for one in found if one.repeats] == [
        ("r1c0", ("r1c0",), False),
        ("r1c1", ("r1c1",), True),
        ("r1c2", ("r1c2",), False),
    ]


@pytest.mark.parametrize("head", ["Nội dung", "Cơ quan, đơn vị chủ trì", "Công tác xã hội", "Cơ sở, xã"])
def test_blank_rows_under_another_head_are_no_units(head: str) -> None:
    found = list_places(ExternalForm("docx", (grid(("TT", head, "Số cuộc"), ("1", "", "")),)))
    assert not any(one.repeats for one in found)


def test_copies_are_shown_where_they_will_stand() -> None:
    (shown,) = expand_rows(ExternalForm("docx", (UNITS,)), ["r2c1*2", "r2c2*1"]).grids
    assert [box.at for row in shown.by_row for box in row if box.column == 1] == [
        "r0c1", "r1c1", "r2c1", "r2c1*1", "r2c1*2", "r3c1",
    ]  # fmt: skip
    assert shown.height == 6
    assert len(shown.covering) == 6 * 3


def test_next_years_form() -> None:
    def place(at: str, row: str) -> Place:
        return Place(at, row=row, column=("Kết quả",), grid="Bảng")

    old = [place("a", "Số cuộc tuyên truyền tại khu dân cư"), place("b", "Số buổi"), place("c", "Số tin")]
    new = [
        place("x", "Số tin"),
        place("y", "Số cuộc tuyên truyền tại các khu dân cư"),
        place("z", "Số mô hình"),
    ]
    hand = PlaceSource(SourceKind.HAND)
    found = migrate_mapping(old, {"a": hand, "b": hand}, new)
    assert found.sources == {"y": hand}, "what was open stays open"
    assert [one.at for one in found.removed_places + found.new_places] == ["b", "z"]
    assert [(one.at, other.at) for one, other in found.renamed_places] == [("a", "y")]
    assert [(one.at, other.at) for one, other in found.moved_places] == [("c", "x")]
    assert found.has_changes
    assert not migrate_mapping(old, {}, old).has_changes


def test_a_source_is_kept_and_read_again() -> None:
    source = PlaceSource(
        SourceKind.INDICATOR, role=PeriodRole.YEAR, unit="*", words="trained", side=IndicatorAspect.NUMERATOR
    )
    assert parse_source(source.as_json()) == source
    before = {name: told for name, told in source.as_json().items() if name != "side"}
    assert parse_source(before).side is IndicatorAspect.SHARE
    with pytest.raises(ValueError, match="operands"):
        PlaceSource(SourceKind.FIGURE)


def test_what_only_moved_keeps_its_source() -> None:
    old = [Place("a", row="Số tin", grid="Bảng"), Place("b", row="Số buổi", grid="Bảng")]
    moved = [Place("x", row="Số buổi", grid="Bảng"), Place("y", row="Số tin", grid="Bảng")]
    hand = PlaceSource(SourceKind.HAND)
    found = migrate_mapping(old, {"a": hand}, moved)
    assert found.sources == {"y": hand}
    assert [(one.at, other.at) for one, other in found.moved_places] == [("b", "x"), ("a", "y")]
    assert not found.has_changes
