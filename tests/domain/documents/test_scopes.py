"""One decision for a column or a row: what it sets, what it leaves open."""

from dataclasses import replace

import pytest

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.field_matching import propose_source
from sokehoach.domain.documents.external_form.form_reading import (
    OUTSIDE,
    FormReading,
    format_role_answer,
    format_unit_answer,
)
from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.places import list_all_places
from sokehoach.domain.documents.external_form.scopes import (
    FigureScope,
    complete_mapping,
    compute_decision,
    find_total_source,
    has_measure_conflict,
    list_scopes,
    reread_mapping,
)
from sokehoach.domain.documents.external_form.source import PeriodRole, PlaceSource, SourceKind
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary

KNOWN = Vocabulary(
    figures=(
        KnownFigure(Operand("A"), "Cuộc tuyên truyền trực tiếp", unit_of_measure="cuộc", section="Truyền thông"),
        KnownFigure(Operand("B"), "Lượt người tham dự", unit_of_measure="lượt người", section="Truyền thông"),
        KnownFigure(Operand("B", "sex=female"), "Lượt người tham dự", "nữ", "lượt người", "Truyền thông"),
        KnownFigure(Operand("C"), "Kinh phí đã chi", unit_of_measure="triệu đồng", section="Kinh phí"),
        KnownFigure(Operand("D"), "Lượt người được học nghề", "", "lượt người", "Hỗ trợ", by_unit=False),
    ),
    units={"1": "Xã Pú Xi", "2": "Xã Tỏa Tình", "3": "Thị trấn Tuần Giáo"},
    narratives={},
    indicators={"trained": "Cán bộ cấp xã được tập huấn"},
    area=("0", ("Huyện Tuần Giáo", "Tuần Giáo")),
)
PEOPLE = PlaceSource(SourceKind.FIGURE, (Operand("B"),))


def table(*rows: tuple[str, ...]) -> tuple[Place, ...]:
    """A cell that begins with «=» is a formula."""
    boxes = tuple(
        Box(
            f"r{r}c{c}",
            r,
            c,
            (Line(f"r{r}c{c}", "" if text[:1] == "=" else text),),
            formula=text if text[:1] == "=" else "",
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return list_all_places(ExternalForm("docx", (Grid("Bảng", len(rows), len(rows[0]), boxes),)))


UNITS = table(
    ("TT", "Xã, thị trấn", "Số người nghe", "Kinh phí đã chi (nghìn đồng)", "Ghi chú"),
    ("1", "X. Pú Xi", "", "", ""),
    ("2", "Toả Tình", "", "", ""),
    ("3", "Tuần Giáo", "", "", ""),
    ("", "Tổng cộng", "=SUM(C2:C4)", "=SUM(D2:D4)", ""),
)
ITEMS = table(
    (
        "TT",
        "Nội dung",
        "ĐVT",
        "Kỳ này",
        "Trong đó: nữ",
        "Cùng kỳ năm trước",
        "Kỳ trước",
        "Tỷ lệ (%)",
        "Ghi chú",
    ),
    ("1", "Số người nghe", "lượt người", "", "", "", "", "", ""),
    ("2", "Số việc lạ", "việc", "", "", "", "", "", ""),
)


def at(places: tuple[Place, ...], address: str) -> Place:
    return next(place for place in places if place.at == address)


def test_a_column_has_one_meaning_and_each_cell_its_unit() -> None:
    reading = FormReading(UNITS, KNOWN)
    found = compute_decision(at(UNITS, "r1c2"), replace(PEOPLE, unit="1"), FigureScope.COLUMN, reading, {})
    assert {address: source.unit for address, source in found.items()} == {"r1c2": "1", "r2c2": "2"}


def test_a_row_whose_name_fits_two_units_is_of_none() -> None:
    reading = FormReading(UNITS, KNOWN)
    assert reading.area(at(UNITS, "r3c2")) is None
    question = reading.question(at(UNITS, "r3c2"))
    assert question is not None
    assert (question.label, question.of_unit) == ("Tuần Giáo", True)
    assert not propose_source(at(UNITS, "r3c3"), reading).sure, "never the whole area"


def test_an_answer_about_a_name_fills_its_row_from_the_columns() -> None:
    before = FormReading(UNITS, KNOWN)
    settled = complete_mapping(before, {})
    assert settled["r1c3"] == PlaceSource(SourceKind.FIGURE, (Operand("C"),), unit="1"), (
        "sure: nghìn đồng of triệu đồng"
    )
    settled |= compute_decision(at(UNITS, "r1c2"), replace(PEOPLE, unit="1"), FigureScope.COLUMN, before, settled)
    after = FormReading(UNITS, KNOWN, {"Tuần Giáo": format_unit_answer("3")})
    settled |= complete_mapping(after, settled)
    assert settled["r3c2"] == replace(PEOPLE, unit="3")
    assert settled["r3c3"].unit == "3"
    wrong = reread_mapping(after, FormReading(UNITS, KNOWN, {"Tuần Giáo": format_unit_answer("2")}), settled)
    assert wrong["r3c2"].unit == "2", "another answer moves what was set by the first"
    left = reread_mapping(after, FormReading(UNITS, KNOWN, {"Tuần Giáo": OUTSIDE}), settled)
    assert left["r3c2"] == PlaceSource(SourceKind.HAND)


def test_the_total_of_a_column_is_that_of_the_whole_area() -> None:
    reading = FormReading(UNITS, KNOWN)
    settled = compute_decision(at(UNITS, "r1c2"), replace(PEOPLE, unit="1"), FigureScope.COLUMN, reading, {})
    assert find_total_source(at(UNITS, "r4c2"), reading, settled) == PEOPLE
    assert find_total_source(at(UNITS, "r4c2"), reading, {}) is None, "a column that means nothing yet"
    assert find_total_source(at(UNITS, "r4c2"), reading, settled | {"r4c2": PlaceSource(SourceKind.HAND)}) is None
    two = settled | {"r2c2": PlaceSource(SourceKind.FIGURE, (Operand("A"),), unit="2")}
    assert find_total_source(at(UNITS, "r4c2"), reading, two) is None, "two meanings in one column"


def test_the_row_of_an_item_takes_part_and_period_from_the_heads() -> None:
    reading = FormReading(ITEMS, KNOWN)
    found = compute_decision(at(ITEMS, "r1c3"), PEOPLE, FigureScope.ROW, reading, {})
    assert found == {
        "r1c3": PEOPLE,
        "r1c4": PlaceSource(SourceKind.FIGURE, (Operand("B", "sex=female"),)),
        "r1c5": replace(PEOPLE, role=PeriodRole.LAST_YEAR),
    }  # neither «kỳ trước», which may mean two periods, nor the share, nor the remark


def test_a_period_that_may_mean_two_is_asked_once() -> None:
    reading = FormReading(ITEMS, KNOWN)
    question = reading.question(at(ITEMS, "r1c6"))
    assert question is not None
    assert (question.label, question.of_unit) == ("Kỳ trước", False)
    answered = FormReading(ITEMS, KNOWN, {"Kỳ trước": format_role_answer(PeriodRole.LAST_YEAR)})
    settled = compute_decision(at(ITEMS, "r1c3"), PEOPLE, FigureScope.ROW, answered, {})
    assert settled["r1c6"].role is PeriodRole.LAST_YEAR


def test_like_the_row_above() -> None:
    reading = FormReading(ITEMS, KNOWN)
    settled = compute_decision(at(ITEMS, "r1c3"), PEOPLE, FigureScope.ROW, reading, {})
    found = compute_decision(at(ITEMS, "r2c3"), PlaceSource(SourceKind.NONE), FigureScope.ROW_ABOVE, reading, settled)
    assert found == {f"r2c{column}": settled[f"r1c{column}"] for column in (3, 4, 5)}


def test_what_was_decided_otherwise_stays() -> None:
    reading = FormReading(UNITS, KNOWN)
    other = {"r2c2": PlaceSource(SourceKind.NONE)}
    found = compute_decision(at(UNITS, "r1c2"), replace(PEOPLE, unit="1"), FigureScope.COLUMN, reading, other)
    assert found.keys() == {"r1c2"}


def test_a_table_is_only_left_as_a_whole() -> None:
    reading = FormReading(UNITS, KNOWN)
    left = compute_decision(at(UNITS, "r1c2"), PlaceSource(SourceKind.HAND), FigureScope.TABLE, reading, {})
    assert len(left) == 10
    assert len(compute_decision(at(UNITS, "r1c2"), PEOPLE, FigureScope.TABLE, reading, {})) == 1
    assert list_scopes(at(UNITS, "r1c2"), PEOPLE, reading, {})[0] is FigureScope.COLUMN
    assert list_scopes(at(ITEMS, "r1c3"), PEOPLE, FormReading(ITEMS, KNOWN), {})[0] is FigureScope.ROW


def test_an_impossible_pair_is_a_conflict() -> None:
    units, items = FormReading(UNITS, KNOWN), FormReading(ITEMS, KNOWN)
    assert has_measure_conflict(at(UNITS, "r1c3"), PEOPLE, units), "people into nghìn đồng"
    assert not has_measure_conflict(at(UNITS, "r1c3"), PlaceSource(SourceKind.FIGURE, (Operand("C"),)), units)
    assert has_measure_conflict(at(ITEMS, "r1c7"), PEOPLE, items), "people into %"
    assert has_measure_conflict(at(ITEMS, "r1c3"), PlaceSource(SourceKind.INDICATOR, words="trained"), items), (
        "a share into people"
    )
    assert not has_measure_conflict(at(ITEMS, "r1c7"), PlaceSource(SourceKind.INDICATOR, words="trained"), items)


@pytest.mark.parametrize(
    "head",
    [
        "Số lượt người nghe", "Số lượt người được học nghề", "Số lượt người tham dự tập huấn",
        "Tổng số cơ sở", "Kinh phí đã chi", "Số người tham dự", "Kinh phí đã chi (người)",
    ],
)  # fmt: skip
def test_a_doubt_is_asked(head: str) -> None:
    """A mark, a word, the measure or the kind differs, or communes do not report it."""
    places = table(("TT", "Đơn vị", head), ("1", "Pú Xi", ""), ("2", "Toả Tình", ""))
    reading = FormReading(places, KNOWN)
    assert not any(propose_source(place, reading).sure for place in reading.places)


def test_units_in_columns_and_a_name_nobody_knows() -> None:
    places = table(
        ("Nội dung", "ĐVT", "Toàn huyện", "X. Pú Xi", "Toả Tình", "Trại giam"),
        ("Số lượt người tham dự", "lượt người", "", "", "", ""),
    )
    reading = FormReading(places, KNOWN)
    found = {place.at: (reading.area(place), propose_source(place, reading).sure) for place in reading.places}
    assert found == {"r1c2": ("", True), "r1c3": ("1", True), "r1c4": ("2", True), "r1c5": (None, False)}


def test_two_tables_on_one_sheet_have_their_own_heads() -> None:
    places = table(
        ("TT", "Xã", "Số lượt người tham dự"),
        ("1", "X. Pú Xi", ""),
        ("2", "Toả Tình", ""),
        ("STT", "Nội dung", "Kinh phí đã chi (triệu đồng)"),
        ("1", "Mua sắm", ""),
    )
    assert [(place.grid, place.sheet, place.column) for place in places] == [
        ("Bảng", "Bảng", ("Số lượt người tham dự",)), ("Bảng", "Bảng", ("Số lượt người tham dự",)),
        ("Bảng, bảng 2", "Bảng", ("Kinh phí đã chi (triệu đồng)",)),
    ]  # fmt: skip
    reading = FormReading(places, KNOWN)
    assert [propose_source(place, reading).sure for place in places] == [True, True, False]


def test_of_two_columns_of_units_the_narrower_names_the_row() -> None:
    places = table(
        ("TT", "Huyện", "Đơn vị", "Số lượt người tham dự"),
        ("1", "Huyện Tuần Giáo", "Xã Pú Xi", ""),
        ("2", "Huyện Tuần Giáo", "Cụm thi đua", ""),
    )
    reading = FormReading(places, KNOWN)
    assert [(reading.area(place), propose_source(place, reading).sure) for place in places] == [
        ("1", True),
        (None, False),
    ]


def test_what_a_row_says_besides_its_unit_is_a_doubt() -> None:
    places = table(
        ("TT", "Hình thức tuyên truyền", "Xã", "Số lượt người tham dự"),
        ("1", "Hội nghị chuyên đề", "Pú Xi", ""),
        ("2", "Sân khấu hóa", "Toả Tình", ""),
    )
    reading = FormReading(places, KNOWN)
    assert [(reading.area(place), propose_source(place, reading).sure) for place in places] == [
        ("1", False),
        ("2", False),
    ]


def test_a_column_of_measures_headed_don_vi_names_no_units() -> None:
    places = table(
        ("TT", "Nội dung", "Đơn vị", "Kết quả"),
        ("1", "Số lượt người tham dự", "lượt người", ""),
        ("2", "Kinh phí đã chi", "tỷ đồng", ""),
    )
    reading = FormReading(places, KNOWN)
    assert [(place.measure_label, propose_source(place, reading).sure) for place in places] == [
        ("lượt người", True), ("tỷ đồng", True),
    ]  # fmt: skip


def test_a_figure_that_another_tells_more_closely_is_asked_for_the_whole_area() -> None:
    """Of communes it is theirs; of the district it may be theirs, that of its agencies, or both."""
    more = KnownFigure(
        Operand("E"), "Kinh phí đã chi của các cơ quan huyện", "", "triệu đồng", "Kinh phí", by_unit=False
    )
    known = replace(KNOWN, figures=(*KNOWN.figures, more))
    items = table(("TT", "Nội dung", "ĐVT", "Kết quả"), ("1", "Kinh phí đã chi", "triệu đồng", ""))
    assert [propose_source(place, FormReading(items, known)).sure for place in items] == [False]
    assert [propose_source(place, FormReading(items, KNOWN)).sure for place in items] == [True]
    assert propose_source(at(UNITS, "r1c3"), FormReading(UNITS, known)).sure


def test_a_part_below_a_row_of_something_else_is_asked() -> None:
    places = table(
        ("TT", "Nội dung", "ĐVT", "Kết quả"),
        ("1", "Số lượt người tham dự", "lượt người", ""),
        ("", "- Trong đó: nữ", "lượt người", ""),
        ("2", "Số lượt người tham dự hội thảo", "lượt người", ""),
        ("", "- Trong đó: nữ", "lượt người", ""),
    )
    reading = FormReading(places, KNOWN)
    assert [propose_source(place, reading).sure for place in places] == [True, True, False, False]
