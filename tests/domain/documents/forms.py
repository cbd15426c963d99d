"""What is read of blank forms of our own invention, in as many layouts and wordings as superiors send.

Printed as tests/golden/printed/forms.txt: of each form its places with their labels, then what each is read as and what
is proposed for it; of each unit of measure what it is, and how it compares with others.
"""

# ruff: noqa: E501 a row of a table is a line

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.field_matching import propose_source
from sokehoach.domain.documents.external_form.form_reading import FormReading, format_role_answer, format_unit_answer
from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line, parse_external_form
from sokehoach.domain.documents.external_form.label_words import content_words, normalize_label, period_words
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.places import list_all_places
from sokehoach.domain.documents.external_form.row_repeat import expand_rows
from sokehoach.domain.documents.external_form.scopes import (
    FigureScope,
    complete_mapping,
    compute_decision,
    find_total_source,
    has_measure_conflict,
    list_scopes,
    reread_mapping,
)
from sokehoach.domain.documents.external_form.source import IndicatorAspect, PeriodRole, PlaceSource, SourceKind
from sokehoach.domain.documents.external_form.units_of_measure import (
    UnitOfMeasure,
    compare_measures,
    find_implied_measure,
    find_measure_in_label,
    find_measure_in_note,
    parse_measure,
)
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary

KNOWN = Vocabulary(
    figures=(
        KnownFigure(Operand("A"), "Cuộc tuyên truyền trực tiếp", unit_of_measure="cuộc", section="Truyền thông"),
        KnownFigure(Operand("B"), "Lượt người tham dự", unit_of_measure="lượt người", section="Truyền thông"),
        KnownFigure(Operand("B", "sex=female"), "Lượt người tham dự", "nữ", "lượt người", "Truyền thông"),
        KnownFigure(Operand("B", "age=child"), "Lượt người tham dự", "trẻ em", "lượt người", "Truyền thông"),
        KnownFigure(Operand("C"), "Kinh phí đã chi", unit_of_measure="triệu đồng", section="Kinh phí"),
        KnownFigure(Operand("C2"), "Kinh phí đã chi từ nguồn xã hội hóa", "", "triệu đồng", "Kinh phí", by_unit=False),
        KnownFigure(Operand("D"), "Lượt người được học nghề", "", "lượt người", "Hỗ trợ", by_unit=False),
        KnownFigure(Operand("E"), "Số vụ vi phạm bị xử lý", "", "vụ", "Xử lý"),
        KnownFigure(Operand("F"), "Cơ sở kinh doanh dịch vụ", "karaoke", "cơ sở", "Quản lý"),
        KnownFigure(Operand("G"), "Tài liệu đã phát", "", "", "Truyền thông"),
    ),
    units={"1": "Xã Pú Xi", "2": "Xã Tỏa Tình", "3": "Thị trấn Tuần Giáo", "4": "Xã Quài Cang"},
    narratives={"n1": "Kết quả thực hiện", "n2": "Khó khăn, vướng mắc", "n3": "Kiến nghị, đề xuất"},
    indicators={"trained": "Cán bộ cấp xã được tập huấn", "covered": "Hộ gia đình được tuyên truyền"},
    former_units={"9": "Xã Quài Nưa"},
    unit_spellings={"2": ("Toả Tình", "Tỏa Tình")},
    area=("0", ("Huyện Tuần Giáo", "Tuần Giáo")),
    subject=frozenset(("mại", "dâm")),
)

type Row = tuple[str, ...]


def table(*rows: Row, name: str = "Bảng") -> Grid:
    """«<» continues the cell to the left, «^» that above; a cell that begins with «=» is a formula."""
    spans: dict[tuple[int, int], list[int]] = {}
    corner: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            first = corner[at, column - 1] if text == "<" else corner[at - 1, column] if text == "^" else (at, column)
            corner[at, column] = first
            span = spans.setdefault(first, [1, 1])
            span[0], span[1] = max(span[0], at - first[0] + 1), max(span[1], column - first[1] + 1)
    boxes = []
    for (at, column), (height, width) in spans.items():
        text, address = rows[at][column], f"r{at}c{column}"
        formula = text if text[:1] == "=" else ""
        lines = tuple(Line(f"{address}.{n}" if n else address, part) for n, part in enumerate(text.split("\n")))
        boxes.append(Box(address, at, column, lines if not formula else (Line(address, ""),), height, width, formula))
    return Grid(name, len(rows), len(rows[0]), tuple(boxes))


def line(at: str, text: str, **more: Any) -> Line:
    return Line(at, text, **more)


FORMS = {
    "units in rows": (
        table(
            ("BIỂU TỔNG HỢP KẾT QUẢ", "<", "<", "<", "<", "<"),
            ("Đơn vị tính: triệu đồng", "<", "<", "<", "<", "<"),
            ("TT", "Xã, thị trấn", "Tuyên truyền", "<", "Kinh phí đã chi (nghìn đồng)", "Ghi chú"),
            ("^", "^", "Số cuộc tuyên truyền trực tiếp", "Số lượt người tham dự", "^", "^"),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            ("1", "X. Pú Xi", "", "", "", ""),
            ("2", "Toả Tình", "", "", "", ""),
            ("3", "Tuần Giáo", "", "", "", ""),
            ("4", "Quài Nưa", "", "", "", ""),
            ("5", "Trại giam", "", "", "", ""),
            ("", "Tổng cộng", "=SUM(C6:C8)", "=SUM(D6:D8)", "=SUM(E6:E8)", ""),
        ),
    ),
    "items in rows": (
        line("p0", "Biểu số 2. Tình hình thực hiện"),
        line("p1", "II. Công tác tuyên truyền", level=1),
        line("p2", "ĐVT: lượt"),
        table(
            (
                "STT",
                "Nội dung",
                "ĐVT",
                "Kế hoạch giao",
                "Kỳ này",
                "Trong đó: nữ",
                "Cùng kỳ năm trước",
                "Kỳ trước",
                "Lũy kế từ đầu năm",
                "Tỷ lệ (%)",
            ),
            ("I", "TRUYỀN THÔNG", "<", "<", "<", "<", "<", "<", "<", "<"),
            ("1", "Số lượt người tham dự", "lượt người", "", "", "", "", "", "", ""),
            ("", "- Trong đó: trẻ em", '"', "", "", "", "", "", "", ""),
            ("2", "Cuộc tuyên truyền trực tiếp", "buổi", "", "", "", "", "", "", "=J4"),
            ("3", "Tài liệu đã phát", "tờ, cuốn", "", "", "", "", "", "", ""),
            ("II", "Kinh phí", "", "", "", "", "", "", "", ""),
            ("1", "Kinh phí đã chi", "tỷ đồng", "", "", "", "", "", "", ""),
            ("2", "Kinh phí đã chi từ nguồn xã hội hóa", "đồng/người", "", "", "", "", "", "", ""),
            ("III", "XỬ LÝ VI PHẠM", "vụ", "", "", "", "", "", "", ""),
            ("1", "Tỷ lệ cán bộ cấp xã được tập huấn", "%", "", "", "", "", "", "", ""),
            ("2", "Hộ gia đình được tuyên truyền", "hộ", "", "", "", "", "", "", ""),
            ("3", "Cơ sở kinh doanh karaoke", "cơ sở", "", "", "", "", "", "", ""),
        ),
    ),
    "units in columns": (
        table(
            ("Nội dung", "Đơn vị", "Toàn huyện", "X. Pú Xi", "Toả Tình", "Trại giam"),
            ("Số lượt người tham dự", "lượt người", "", "", "", ""),
            ("Số vụ vi phạm bị xử lý", "vụ", "", "", "", ""),
            ("Cộng", "", "=C2", "=D2", "=E2", "=F2"),
        ),
    ),
    "blank rows": (
        table(
            ("TT", "Xã", "Số cuộc", "Kinh phí (triệu đồng)"),
            ("1", "", "", ""),
            ("2", "", "", ""),
            ("…", "", "", ""),
            ("", "Cộng", "=C", "=D"),
        ),
        table(("TT", "Nội dung", "Số cuộc"), ("1", "", ""), ("2", "", ""), name="Bảng 2"),
    ),
    "two tables on one sheet": (
        table(
            ("TT", "Huyện", "Đơn vị", "Số lượt người tham dự"),
            ("1", "Huyện Tuần Giáo", "Xã Pú Xi", ""),
            ("2", "^", "Cụm thi đua", ""),
            ("STT", "Hình thức", "Kinh phí đã chi\n(triệu đồng)", "Ghi chú: ......"),
            ("1", "Mua sắm", "", ""),
            ("2", "Số người: .... nam, .... nữ", "", ""),
        ),
    ),
    "no heads": (
        table(("Số cuộc tuyên truyền trực tiếp", ""), ("Số lượt người tham dự", "")),
        table(("TT", "Nội dung", "Kết quả", ""), ("1", "Số vụ vi phạm bị xử lý", "", ""), name="Bảng 2"),
        table(
            ("Kết quả thực hiện", "Kỳ này", "Lũy kế"), ("Số vụ", "", ""), ("Chung\nkết quả", "=A", ""), name="Bảng 3"
        ),
    ),
    "running text": (
        line("p0", "Đơn vị báo cáo: ......... Kỳ báo cáo: ........."),
        line("h0", "Số: .....", part="đầu trang"),
        line("p1", "BÁO CÁO KẾT QUẢ", bold=True, align="center"),
        line("p2", "I. Kết quả thực hiện", level=1),
        line("p3", "1. Tổ chức ........ cuộc tuyên truyền trực tiếp, với ……… lượt người tham dự, trong đó có ___ nữ"),
        line("p4", "2. Kinh phí đã chi: ............ triệu đồng (bằng …… % kế hoạch)"),
        line("p5", "Phát … tờ rơi; xử lý .......... vụ vi phạm"),
        line("p6", "II. Khó khăn, vướng mắc"),
        line("p7", "................"),
        line("p8", "................"),
        line("p9", "III. Kiến nghị, đề xuất"),
        line("p10", "IV. Phương hướng"),
        line("p11", "Chữ có sẵn."),
        line("p12", "1. " + "Một dòng dài không phải đề mục " * 8),
    ),
}
ANSWERS = {
    "Tuần Giáo": format_unit_answer("3"),
    "Kỳ trước": format_role_answer(PeriodRole.LAST_YEAR),
    "Trại giam": "outside",
    "Quài Nưa": format_unit_answer("4"),
}
MEASURES = """\
lượt người
người
Người/lượt
cuộc
buổi
cuộc, buổi
lượt
lượt cơ sở
triệu đồng
Tr.đ
nghìn đồng
1.000đ
1.000.000 đ
trăm triệu đồng
tỷ đồng
đồng/người
%
tỷ lệ %
phần trăm
nghìn lượt người
triệu m3
tờ gấp
tờ rơi và băng rôn
hộ gia đình
dự án
mô hình hoặc câu lạc bộ
xã, phường
ngày
ha
vụ việc
"""
LABELS = """\
Kinh phí (nghìn đồng)
Tỷ lệ (%) hộ được tuyên truyền
Tổng số tiền, triệu đồng
Số lượt người được tư vấn (lượt)
1.2. Trong đó: số lượng học sinh tham gia
- Số buổi, số người
Tổng số cơ sở kinh doanh dịch vụ [cơ sở]
Doanh thu của cơ sở
Số giờ phát thanh
Số bản tin đã phát
Số ngày công
Số tổ chức tham gia
Ghi chú (nếu có)
Đơn vị tính: triệu đồng; kỳ báo cáo
ĐVT là lượt người
Biểu 3 (Đơn vị: người)
Lũy kế từ đầu năm số vụ
Cùng kỳ năm trước
6 tháng đầu năm 2020
Số cuộc phát trên loa, truyền thông KDDV
Phụ nữ, CB, HS được PCMD
II. Kết quả thực hiện công tác trên địa bàn toàn huyện
Giá trị (triệu đồng) và số hộ (hộ)
%
"""


def print_forms() -> Iterator[str]:
    for name, blocks in FORMS.items():
        yield f"== {name}"
        form = ExternalForm("docx", blocks, (Line("a0", "Ghi ở lề: ..... cuộc"),))
        yield f"stored and read again: {parse_external_form(form.as_json()) == form}"
        yield from print_form(form)
    for text in MEASURES.splitlines():
        measure = parse_measure(text)
        compared = [f"{compare_measures(measure, parse_measure(other))} to {other}" for other in MEASURES.splitlines()]
        yield f"{text}: {describe_measure(measure)}: {', '.join(compared)}"
    for text in LABELS.splitlines():
        found = (
            parse_measure(text),
            find_measure_in_label(text),
            find_implied_measure(text),
            find_measure_in_note(text),
        )
        yield f"{text}: {' | '.join(map(describe_measure, found))}"
        words = (sorted(content_words(text)), sorted(period_words(text)))
        yield f"  {normalize_label(text)}: {' | '.join(map(', '.join, words))}"


def print_form(form: ExternalForm) -> Iterator[str]:
    places = list_all_places(form)
    readings = (FormReading(places, KNOWN), FormReading(places, KNOWN, ANSWERS))
    for place in places:
        yield describe_place(place)
        unexplained, explained = (list(print_reading(place, reading)) for reading in readings)
        yield from unexplained
        yield from (f"  explained: {line}" for line in explained if line not in unexplained)
    settled: dict[str, PlaceSource] = {}
    for reading in readings:
        found = complete_mapping(reading, settled)
        yield f"settled by themselves: {describe_sources(found)}"
        settled |= found
        for place in places:
            choice = propose_source(place, reading).first
            if place.formula:
                yield f"total {place.at}: {find_total_source(place, reading, settled) or 'none'}"
            elif place.line >= 0 and place.at not in settled:
                scopes = list_scopes(place, choice, reading, settled)
                yield f"{place.at} decided, in scopes {', '.join(scopes)}"
                for scope in FigureScope:
                    yield f"  {scope}: {describe_sources(compute_decision(place, choice, scope, reading, settled))}"
    for first, second in pairwise((*readings, readings[0])):
        yield f"read again: {describe_sources(reread_mapping(first, second, settled))}"
    repeated = [f"{place.repeats[-1]}*2" for place in places if place.repeats]
    for grid in expand_rows(form, repeated).grids if repeated else ():
        yield "; ".join(f"{box.at} {box.row},{box.column} {box.rows}×{box.columns}" for box in grid.boxes)


def print_reading(place: Place, reading: FormReading) -> Iterator[str]:
    proposal = propose_source(place, reading)
    figures = {operand: PlaceSource(SourceKind.FIGURE, (operand,)) for operand in KNOWN.by_operand}
    conflicts = [str(operand) for operand, source in figures.items() if has_measure_conflict(place, source, reading)]
    shares = [PlaceSource(SourceKind.INDICATOR, words="trained", side=side) for side in IndicatorAspect]
    conflicts += [str(source.side) for source in shares if has_measure_conflict(place, source, reading)]
    heads = f"{reading.heads(place)} {reading.naming_heads(place)} {reading.own_label(place)!r}"
    yield (
        f"  area {reading.area(place)!r}; role {reading.role(place)}; measure {describe_measure(reading.measure(place))}; heads {heads}; target {reading.asks_target(place)}; part {reading.is_of_a_part(place)}; outside {reading.is_outside(place)}"
    )
    yield f"  asks {reading.question(place)}; answered {reading.list_answered_questions(place)}; conflicts with {', '.join(conflicts)}"
    yield f"  sure {proposal.sure}: " + "; ".join(
        f"{describe_source(source)} {score}" for source, score in proposal.choices
    )


def describe_place(place: Place) -> str:
    shown = ((field.name, getattr(place, field.name), field.default) for field in fields(place))
    return (
        "; ".join(f"{name}: {value!r}" for name, value, default in shown if value != default)
        + f"; labels: {place.labels}"
    )


def describe_measure(measure: UnitOfMeasure | None) -> str:
    if measure is None:
        return "none"
    return f"{measure.dimension} {', '.join(sorted(measure.nouns))} ×{measure.factor} «{measure.text}»"


def describe_sources(sources: dict[str, PlaceSource]) -> str:
    return "; ".join(f"{at}: {describe_source(source)}" for at, source in sorted(sources.items())) or "none"


def describe_source(source: PlaceSource) -> str:
    return " ".join(f"{name}={value}" for name, value in source.as_json().items() if value)
