"""A drawing said once, as numbers and gaps."""

from decimal import Decimal

import pytest

from sokehoach.domain.charts import Chart, ChartKind, MapPlace, MissingReason, PlaceMap, Series
from sokehoach.domain.values.gap import Gap

CHART = Chart(
    "Cuộc tuyên truyền",
    ChartKind.COLUMN,
    ("T1", "T2", "T3"),
    (Series("2021", (Decimal("1234.5"), Gap.NOT_REPORTED, Decimal(0))),),
    "cuộc",
)
SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)
MAP = PlaceMap(
    "Xã đủ nội dung",
    (
        MapPlace("Nà Tòng", "3/4", 3, 0, 0),
        MapPlace("Pú Xi", "", MissingReason.NOT_REPORTED, 1, 0),
        MapPlace("Rạng Đông", "4/4", 4, 0, 1),
        MapPlace("Ta Ma", "4/4", 4),
    ),
)


def test_it_reads_as_a_table_in_which_a_gap_is_no_nought() -> None:
    assert CHART.header == ("2021",)
    assert CHART.rows == (("T1", "1.234,5"), ("T2", "chưa báo cáo"), ("T3", "0"))


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 3 labels"):
        Chart("", ChartKind.LINE, ("a", "b", "c"), (Series("x", (Decimal(1), Decimal(2))),), "cuộc")


def test_two_series_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        Chart("", ChartKind.LINE, (), (Series("x", ()), Series("x", ())), "cuộc")


def test_the_legend_counts_the_fullest_first_and_reasons_last() -> None:
    assert MAP.legend == ((4, "4/4", 2), (3, "3/4", 1), (MissingReason.NOT_REPORTED, "chưa báo cáo", 1))
    assert MAP.rows[1] == ("Pú Xi", "chưa báo cáo")


def test_shapes_are_drawn_where_every_place_has_one() -> None:
    assert not MAP.shaped
    assert [one.name for one in MAP.elsewhere] == ["Ta Ma"]
    shaped = PlaceMap("", tuple(MapPlace(name, "", 1, rings=SQUARE) for name in ("a", "b")))
    assert shaped.shaped
    assert not shaped.elsewhere
    assert not PlaceMap("", (*shaped.places, MapPlace("c", "", 1, 0, 0))).shaped
    assert MAP.is_drawn
    assert shaped.is_drawn
    assert not PlaceMap("", (MapPlace("d", "", 1),)).is_drawn


def test_the_legend_counts_places_from_the_highest_shade_to_the_reasons() -> None:
    places = (
        MapPlace("a", "", MissingReason.WAITING, 0, 0),
        MapPlace("b", "1/4", 1, 0, 1),
        MapPlace("c", "4/4", 4, 0, 2),
        MapPlace("d", "", MissingReason.NOT_REPORTED, 0, 3),
        MapPlace("e", "1/4", 1, 0, 4),
        MapPlace("f", "0/4", 1, 0, 5),
        MapPlace("g", "", MissingReason.NOT_REPORTED, 0, 6, reason_words="chưa gửi"),
    )
    assert PlaceMap("Bản đồ", places).legend == (
        (4, "4/4", 1),
        (1, "0/4", 1),
        (1, "1/4", 2),
        (MissingReason.NOT_REPORTED, "chưa báo cáo", 1),
        (MissingReason.NOT_REPORTED, "chưa gửi", 1),
        (MissingReason.WAITING, "chờ duyệt", 1),
    )
