"""Units of measure: read as forms write them, compared, converted."""

from decimal import Decimal

import pytest

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.units_of_measure import (
    CONTRADICTION,
    MeasureDimension,
    Relation,
    compare_measures,
    convert_amount,
    find_implied_measure,
    find_measure_in_label,
    find_measure_in_note,
    parse_measure,
    resolve_measure,
)
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary


@pytest.mark.parametrize(
    ("value", "kept", "wanted", "told"),
    [
        ("1.25", "triệu đồng", "nghìn đồng", "1250"),
        ("0.001", "triệu đồng", "đồng", "1000"),
        ("12.5", "triệu đồng", "tỷ đồng", "0.0125"),
        ("1234567.891", "triệu đồng", "1.000đ", "1234567891"),
        ("3", "Tr.đ", "ngàn đồng", "3000"),
        ("7", "triệu đồng", "1.000.000 đ", "7"),
        ("2500", "lượt người", "nghìn lượt người", "2.5"),
        ("5", "cuộc", "buổi", "5"),
        ("5", "người", "lượt người", "5"),
    ],
)
def test_a_value_keeps_its_worth_in_another_size(value: str, kept: str, wanted: str, told: str) -> None:
    assert convert_amount(Decimal(value), parse_measure(kept), parse_measure(wanted)) == Decimal(told)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("triệu đồng", "nghìn đồng", Relation.SAME),
        ("tờ, cuốn", "tờ", Relation.SAME),
        ("hộ", "hộ gia đình", Relation.SAME),
        ("người", "lượt người", Relation.POSSIBLE),
        ("lượt", "lượt cơ sở", Relation.POSSIBLE),
        ("dự án", "mô hình", Relation.POSSIBLE),
        ("triệu đồng", "người", Relation.CONFLICT),
        ("%", "cuộc", Relation.CONFLICT),
        ("triệu đồng", "triệu đồng/người/tháng", Relation.CONFLICT),
        ("cơ sở", "người", Relation.CONFLICT),
        ("", "người", Relation.UNSTATED),
    ],
)
def test_how_two_measures_stand_to_each_other(one: str, other: str, relation: Relation) -> None:
    assert compare_measures(parse_measure(one), parse_measure(other)) is relation
    assert compare_measures(parse_measure(other), parse_measure(one)) is relation


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Kinh phí đã sử dụng (nghìn đồng)", "nghìn đồng"),
        ("Kinh phí, triệu đồng", "triệu đồng"),
        ("Tổng kinh phí [ĐVT: 1.000 đ]", "1.000 đ"),
        ("Tỷ lệ (%)", "%"),
        ("Đơn vị tính: tỷ đồng", "tỷ đồng"),
        ("Số buổi (lần 1)", None),
        ("Số lượt người tham dự", None),
    ],
)
def test_a_label_says_its_measure_in_so_many_words(label: str, told: str | None) -> None:
    found = find_measure_in_label(label)
    assert (found.text if found else None) == told


@pytest.mark.parametrize(
    ("label", "dimension"),
    [
        ("Số lượt người nghe", MeasureDimension.PERSONS),
        ("- Trong đó: số cơ sở lưu trú", MeasureDimension.ESTABLISHMENTS),
        ("Tổng kinh phí đã chi", MeasureDimension.MONEY),
        ("Tỉ lệ hộ ký cam kết", MeasureDimension.SHARE),
        ("Số tổ chức tham gia", None),
        ("Tình hình chung", None),
    ],
)
def test_the_words_of_a_label_imply_what_is_counted(label: str, dimension: MeasureDimension | None) -> None:
    found = find_implied_measure(label)
    assert (found.dimension if found else None) == dimension


def test_words_beside_the_cell_go_before_a_note_over_the_table() -> None:
    note = find_measure_in_note("Đơn vị tính: triệu đồng")
    thousands = parse_measure("nghìn đồng")
    assert resolve_measure([thousands], None, note) == thousands
    assert resolve_measure([], find_implied_measure("Kinh phí"), note) == note
    counted = resolve_measure([], find_implied_measure("Số lượt người"), note)
    assert counted is not None
    assert counted.dimension is MeasureDimension.PERSONS
    assert find_measure_in_note("Đơn vị tính: người, triệu đồng") is None


def test_two_measures_beside_one_cell_contradict_each_other() -> None:
    assert resolve_measure([parse_measure("người"), parse_measure("nghìn đồng")], None, None) == CONTRADICTION
    assert resolve_measure([parse_measure("nghìn đồng"), parse_measure("triệu đồng")], None, None) == CONTRADICTION
    assert compare_measures(CONTRADICTION, parse_measure("người")) is Relation.CONFLICT


def test_the_measure_of_a_place_is_that_of_its_first_figure() -> None:
    talks, money = Operand("TT01"), Operand("KP01")
    figures = (
        KnownFigure(talks, "Cuộc", unit_of_measure="cuộc"),
        KnownFigure(money, "Kinh phí", unit_of_measure="triệu đồng"),
    )
    vocabulary = Vocabulary(figures, {}, {})
    assert vocabulary.measure_of((money, talks)) == figures[1].measure
    assert vocabulary.measure_of((talks,)) == figures[0].measure
    assert vocabulary.measure_of((Operand("XX99"),)) is None
    assert vocabulary.measure_of(()) is None
