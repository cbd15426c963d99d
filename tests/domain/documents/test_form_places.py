"""The places of a blank form outside its tables: dots between words, room below headings."""

from dataclasses import replace

import pytest

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.agreement import build_wording, is_figure_match
from sokehoach.domain.documents.external_form.field_matching import propose_source
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import ExternalForm, Line
from sokehoach.domain.documents.external_form.label_words import content_words
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.places import list_all_places
from sokehoach.domain.documents.external_form.source import PlaceSource, SourceKind
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary


def list_narratives(*lines: Line) -> list[tuple[str, str]]:
    places = list_all_places(ExternalForm("docx", lines))
    return [(place.at, place.row) for place in places if place.is_narrative]


def test_a_heading_without_text_below_has_room_for_some() -> None:
    assert list_narratives(
        Line("p0", "I. Kết quả", level=1), Line("p1", "II. Khó khăn", level=1), Line("p2", "Chữ có sẵn."),
        Line("p3", "III. Kiến nghị", level=1),
    ) == [("p0+", "I. Kết quả"), ("p3+", "III. Kiến nghị")]  # fmt: skip


def test_dots_below_a_heading_are_the_place_of_its_text() -> None:
    assert list_narratives(
        Line("p0", "I. Kết quả", level=1), Line("p1", "……………"), Line("p2", "……………"), Line("p3", "Chữ có sẵn.")
    ) == [("p1", "I. Kết quả")]


def test_a_numbered_short_line_is_a_heading_and_a_line_with_dots_is_none() -> None:
    assert list_narratives(Line("p0", "1. Thuận lợi"), Line("p1", "2. Khó khăn")) == [
        ("p0+", "1. Thuận lợi"),
        ("p1+", "2. Khó khăn"),
    ]
    assert list_narratives(Line("p0", "1. Thuận lợi"), Line("p1", "2. Số cuộc: ....... cuộc")) == []


def test_dots_between_words_are_places_with_the_words_around_them() -> None:
    lines = (
        Line("p0", "Đơn vị báo cáo: ......... Kỳ báo cáo: ........."),
        Line("h0", "Số: .....", part="đầu trang"),
    )
    blank = ExternalForm("docx", lines)
    told = [(place.at, place.row.strip(" .:"), place.grid) for place in list_all_places(blank)]
    assert told == [("p0#0", "Đơn vị báo cáo", ""), ("p0#1", "Kỳ báo cáo", ""), ("h0#0", "Số", "đầu trang")]


@pytest.mark.parametrize(
    ("at", "row", "kind"),
    [
        ("p0#0", "Đơn vị báo cáo:", SourceKind.UNIT),
        ("p0#0", "Cơ quan báo cáo:", SourceKind.UNIT),
        ("p0#0", "Kỳ báo cáo:", SourceKind.PERIOD),
        ("p0#0", "Kết quả năm", SourceKind.YEAR),
        ("p0#0", "Năm", SourceKind.YEAR),
        ("p0#2", "năm", SourceKind.HAND),  # of the date of the signature
        ("p0#1", "tháng", SourceKind.HAND),
        ("p0#0", "Nà Mơ, ngày", SourceKind.HAND),
        ("p0#0", "Số:", SourceKind.HAND),
    ],
)
def test_dots_after_known_words_have_a_certain_source(at: str, row: str, kind: SourceKind) -> None:
    place = Place(at, row=row)
    proposal = propose_source(place, make_reading(place))
    assert (proposal.first.kind, proposal.sure) == (kind, True)


def test_the_number_of_a_report_is_written_by_hand() -> None:
    place = Place("p0#0", row="Kính gửi", text_after="/BC-UBND")
    assert propose_source(place, make_reading(place)).first.kind is SourceKind.HAND


def make_reading(place: Place, narratives: dict[str, str] | None = None) -> FormReading:
    return FormReading((place,), Vocabulary((), {}, narratives or {}))


def test_a_narrative_of_the_same_words_is_certain_and_a_like_one_is_offered() -> None:
    place = Place("p0+", row="I. Kết quả thực hiện", is_narrative=True)
    reading = make_reading(place, {"result": "Kết quả thực hiện", "plan": "Kết quả và phương hướng"})
    proposal = propose_source(place, reading)
    assert (proposal.first.words, proposal.sure) == ("result", True)
    unlike = Place("p0+", row="Phương hướng kỳ tới", is_narrative=True)
    assert not propose_source(unlike, make_reading(unlike, {"result": "Kết quả thực hiện"})).sure


def test_a_column_with_the_title_of_a_narrative_holds_that_narrative() -> None:
    place = Place("t0r1c2", row="Xã Nà Mơ", column=("Đánh giá", "Khó khăn"))
    reading = make_reading(place, {"result": "Kết quả", "hard": "Khó khăn"})
    assert propose_source(place, reading).first == PlaceSource(SourceKind.NARRATIVE, words="hard")
    assert propose_source(place, make_reading(place, {"a": "Khó khăn", "b": "Khó khăn"})).first.words == ""


@pytest.mark.parametrize(("rows", "are_units"), [(("Xã Nà Mơ", "Xã Pú Xi"), True), (("Xã Nà Mơ", "Cộng"), False)])
def test_a_table_with_two_rows_that_name_units_lists_units(rows: tuple[str, ...], are_units: bool) -> None:
    places = [Place(f"t0r{number}c1", row=row, column=("Số cuộc",)) for number, row in enumerate(rows, 1)]
    reading = FormReading(places, Vocabulary((), {"1": "Xã Nà Mơ", "2": "Xã Pú Xi"}, {}))
    assert [reading.lists_rows(place) for place in places] == [are_units, are_units]


def test_only_in_a_row_of_a_unit_are_outer_heads_the_section() -> None:
    place = Place("t0r1c2", row="Số cuộc", column=("Kết quả truyền thông", "Cấp xã"))
    assert build_wording(place, make_reading(place)).section == frozenset()
    units = [replace(place, at=f"t0r{number}c2", row=name) for number, name in enumerate(("Xã Nà Mơ", "Xã Pú Xi"), 1)]
    reading = FormReading(units, Vocabulary((), {"1": "Xã Nà Mơ", "2": "Xã Pú Xi"}, {}))
    assert build_wording(units[0], reading).section == content_words("Kết quả truyền thông")


@pytest.mark.parametrize(("row", "is_match"), [("Số lượt người tham dự", True), ("Số người", False)])
def test_a_row_below_another_is_a_part_of_it_unless_it_says_all_words_again(row: str, is_match: bool) -> None:
    place = Place("t0r2c1", row=row, parent_row="Hội nghị lượt người tham dự", column=("Kết quả",))
    wording = build_wording(place, make_reading(place))
    assert is_figure_match(wording, KnownFigure(Operand("B"), "Số lượt người tham dự")) is is_match
