"""A report of an invented district, long enough to show every part of the layout."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sokehoach.domain.documents.content import (
    Align,
    Annex,
    Cell,
    Column,
    Document,
    FigureRun,
    Missing,
    Operand,
    Paragraph,
    Reference,
    Row,
    Run,
    Table,
    Text,
)
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.report_coverage import FormCoverage, render_coverage
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_value

PERIOD = "2021S1"
COMMUNES = ("Bản Chanh", "Lũng Vàng", "Nà Mơ", "Pá Sáng", "Suối Trong", "Tả Cò")

OUTLINE = Outline(
    "BC-6T",
    "Kết quả công tác phòng, chống mại dâm 6 tháng",
    (
        OutlineSection("Tình hình", 1, narrative="situation"),
        OutlineSection("Kết quả thực hiện", 1),
        OutlineSection("Công tác chỉ đạo", 2, (Sentence("Các cấp ban hành {CD01} văn bản chỉ đạo, hướng dẫn."),)),
        OutlineSection(
            "Truyền thông, giáo dục",
            2,
            (
                Sentence(
                    "Toàn huyện tổ chức {TT01} cuộc tuyên truyền trực tiếp với {TT02} lượt người tham dự, "
                    "trong đó học sinh {TT02:audience=pupils} lượt người."
                ),
                Sentence("Hệ thống truyền thanh phát {TT03} lượt tin, bài."),
            ),
            narrative="communication",
        ),
        OutlineSection("Kiểm tra, xử lý vi phạm", 2),
        OutlineSection(
            "Đội kiểm tra liên ngành",
            3,
            (Sentence("Đội kiểm tra {KT01} lượt cơ sở, phát hiện {KT02} cơ sở vi phạm."),),
        ),
        OutlineSection(
            "Đấu tranh, xử lý",
            3,
            (
                Sentence(
                    "Phát hiện {VA01} vụ, {VA02} người liên quan.",
                    zero="Trong kỳ không phát sinh vụ việc.",
                ),
            ),
        ),
        OutlineSection("Kinh phí", 2, (Sentence("Kinh phí đã sử dụng: {KP01} triệu đồng."),)),
        OutlineSection("Tồn tại, nguyên nhân", 1, narrative="difficulties"),
        OutlineSection("Phương hướng kỳ tới", 1, narrative="next"),
    ),
)

FIGURES: dict[Operand, Value] = {
    Operand("CD01"): Decimal(7),
    Operand("TT01"): Decimal(38),
    Operand("TT02"): Decimal(4216),
    Operand("TT02", "audience=pupils"): Decimal(1530),
    Operand("TT03"): Gap.NOT_REPORTED,
    Operand("KT01"): Decimal(24),
    Operand("KT02"): Decimal(0),
    Operand("VA01"): Decimal(0),
    Operand("VA02"): Decimal(0),
    Operand("KP01"): Decimal("62.7"),
}

NARRATIVES = {
    "situation": "Trên địa bàn có 24 cơ sở lưu trú, ăn uống và karaoke, tập trung ở thị trấn và dọc quốc lộ. "
    "Các cơ sở cơ bản chấp hành quy định về đăng ký kinh doanh và khai báo lưu trú.",
    "communication": "Nội dung tập trung vào quy định của pháp luật và kỹ năng tự bảo vệ của học sinh.\n"
    "Một số xã lồng ghép với họp bản, ngày hội đại đoàn kết và sinh hoạt câu lạc bộ.",
    "difficulties": "Địa bàn rộng, đi lại khó khăn trong mùa mưa; cán bộ cấp xã kiêm nhiệm nhiều việc.",
    "next": "Tiếp tục truyền thông đến các bản vùng cao bằng tiếng Thái, tiếng Mông.\n"
    "Hoàn thành chương trình kiểm tra năm của Đội kiểm tra liên ngành.",
}

PREAMBLE = (
    "Thực hiện chế độ báo cáo định kỳ, Phòng Lao động - Thương binh và Xã hội báo cáo kết quả "
    "công tác phòng, chống mại dâm trên địa bàn huyện như sau:"
)

LETTERHEAD = Letterhead(
    superior=("UBND huyện Mường Thanh Hạ",),
    issuer=("Phòng Lao động -", "Thương binh và Xã hội"),
    symbol="/BC-LĐTBXH",
    number=None,
    place="Mường Thanh Hạ",
    day=OpenDay(2021),
)


def _words(text: str) -> tuple[Run, ...]:
    return (Text(text),)


def _number(value: Value, element: str, unit: str) -> Cell:
    references = (Reference(Operand(element), PERIOD, unit),)
    if isinstance(value, Gap):
        return Cell((Missing(references, value.label_vi),))
    return Cell((FigureRun(format_value(value), references),))


def table() -> Table:
    """Two rows of head, a section row, a row per commune: one of them owes its figures."""
    head = (
        Row((
            Cell(_words("TT"), rows=2),
            Cell(_words("Đơn vị"), rows=2),
            Cell(_words("Truyền thông"), columns=2),
            Cell(_words("Ký cam kết"), columns=2),
        )),
        Row((
            Cell(_words("Cuộc")), Cell(_words("Lượt người")),
            Cell(_words("Cơ sở")), Cell(_words("Hộ gia đình")),
        )),
    )  # fmt: skip
    elements = ("TT01", "TT02", "CK01", "CK02")
    rows = [Row((Cell(_words("I")), Cell(_words("Xã"), columns=5)), strong=True)]
    for index, commune in enumerate(COMMUNES):
        values: list[Value] = [Decimal(index * 3), Decimal(index * 611), Decimal(index), Decimal(index * 97)]
        if commune == "Suối Trong":
            values = [Gap.NOT_REPORTED] * 4
        cells = [_number(value, element, f"X{index}") for value, element in zip(values, elements, strict=True)]
        rows.append(Row((Cell(_words(str(index + 1))), Cell(_words(commune)), *cells)))
    columns = (
        Column(1, Align.CENTER), Column(5), *(Column(3, Align.RIGHT) for _ in elements),
    )  # fmt: skip
    coverage = FormCoverage("Kết quả của xã", "xã", frozenset(COMMUNES), {"Suối Trong": ("chưa gửi", "Suối Trong")})
    notes = (render_coverage([coverage]),)
    return Table(columns, head, tuple(rows), notes=notes)


def report() -> Document:
    """Unnumbered, undated and unsigned; two addressees, two annexes."""
    return Document(
        letterhead=LETTERHEAD,
        kind="Báo cáo",
        title="Kết quả công tác phòng, chống mại dâm 6 tháng đầu năm 2021",
        addressees=("Sở Lao động - Thương binh và Xã hội", "Ủy ban nhân dân huyện"),
        preamble=(Paragraph(_words(PREAMBLE)),),
        blocks=write_report_body(OUTLINE, period=PERIOD, figures=FIGURES, narratives=NARRATIVES),
        closing="Trên đây là kết quả công tác phòng, chống mại dâm 6 tháng đầu năm 2021 của huyện.",
        signature=SignatureBlock(("Trưởng phòng",)),
        recipients=Recipients(("Công an huyện", "UBND các xã"), "VT, LĐTBXH"),
        annexes=(
            Annex("Biểu tổng hợp số liệu theo đơn vị", (table(),)),
            Annex("Danh mục văn bản đã ban hành", (Paragraph(_words("Không có.")),), landscape=False),
        ),
        notice="Số liệu minh họa, không phải số liệu thật",
    )


def signed_report() -> Document:
    """The same, numbered, dated and signed by a people's committee; one addressee, one annex."""
    draft = report()
    issuer = ("Ủy ban nhân dân", "huyện Mường Thanh Hạ")
    return replace(
        draft,
        letterhead=Letterhead((), issuer, "/BC-UBND", 5, "Mường Thanh Hạ", date(2022, 1, 5)),
        addressees=("Ủy ban nhân dân tỉnh",),
        signature=SignatureBlock(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Lò Văn Thử"),
        annexes=draft.annexes[:1],
        notice="",
    )
