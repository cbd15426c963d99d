"""Build records (biên bản) of an inspection or a self-assessment. Names of people are filled in by hand (Mẫu 1.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.office import Office
from sokehoach.domain.documents.parts import SignatureBlock
from sokehoach.domain.text import format_long_date

BLANK = "." * 80  # a dotted line to write on, after some words
LINE = "." * 120  # one over the full width


@dataclass(frozen=True, slots=True)
class PrintedChecklistAnswer:
    """A question of the checklist with its answer in words, or a criterion with its points."""

    text: str
    answer: str


def build_inspection_minutes(
    *,
    office: Office,
    place: str,
    body: str,
    day: date,
    answers: Sequence[PrintedChecklistAnswer],
    findings: str,
    notice: str = "",
) -> Document:
    """Record of a visit to an establishment. Inspectors and those met are added by hand on paper."""
    blocks: list[Block] = [
        _build_paragraph(f"Hồi ….. giờ ….. phút, {format_long_date(day)}, tại {place}."),
        Heading(1, "I.", "Thành phần"),
        _build_paragraph(f"{body}:"),
        _build_paragraph(LINE),
        _build_paragraph(f"Đại diện cơ sở: {BLANK}"),
        Heading(1, "II.", "Nội dung kiểm tra"),
        _build_table(("TT", "Nội dung", "Kết quả"), answers),
        Heading(1, "III.", "Nhận xét, yêu cầu"),
        *(_build_paragraph(line) for line in findings.splitlines() or [LINE]),
        Heading(1, "IV.", "Ý kiến của cơ sở"),
        _build_paragraph(LINE),
        _build_paragraph(LINE),
    ]
    return _build_minutes(
        office, f"Kiểm tra tại {place}", blocks, day.year, "Đại diện cơ sở", f"Đại diện {body}", notice
    )


def build_scoring_minutes(
    *,
    office: Office,
    year: int,
    scheme: str,
    scores: Sequence[PrintedChecklistAnswer],
    total: str,
    registered_class: str,
    level_name: str,
    notice: str = "",
) -> Document:
    """Record of an area's self-assessment: the registered class, the points of each criterion, the total.

    `level_name`: «xã».
    """
    blocks: list[Block] = [
        _build_paragraph(f"Thời gian: hồi ….. giờ ….. phút, ngày ….. tháng ….. năm {year}."),
        _build_paragraph(f"Địa điểm: {BLANK}"),
        Heading(1, "I.", "Thành phần"),
        _build_paragraph(f"Chủ trì: {BLANK}"),
        _build_paragraph(f"Thư ký: {BLANK}"),
        Heading(1, "II.", "Kết quả tự chấm điểm"),
        _build_paragraph(f"Chấm theo {scheme}. Đăng ký: {registered_class}."),
        _build_table(("TT", "Nội dung", "Điểm"), scores, total=PrintedChecklistAnswer("Tổng điểm", total)),
    ]
    return _build_minutes(
        office,
        f"Tự chấm điểm, phân loại {level_name} lành mạnh năm {year}",
        blocks,
        year,
        "Thư ký",
        "Chủ trì",
        notice,
    )


def _build_minutes(
    office: Office,
    title: str,
    blocks: Sequence[Block],
    year: int,
    left_signer: str,
    right_signer: str,
    notice: str,
) -> Document:
    return Document(
        letterhead=office.letterhead(DocumentKind.MINUTES, year),
        kind=DocumentKind.MINUTES.label_vi,
        title=title,
        blocks=tuple(blocks),
        closing="Biên bản được lập thành 02 bản, đã đọc cho những người có mặt nghe và cùng ký tên dưới đây",
        signature=SignatureBlock((right_signer,)),
        beside=SignatureBlock((left_signer,)),
        recipients=office.recipients("Các bên có tên trong biên bản"),
        notice=notice,
    )


def _build_table(
    heads: tuple[str, str, str],
    answers: Sequence[PrintedChecklistAnswer],
    total: PrintedChecklistAnswer | None = None,
) -> Table:
    columns = (Column(8, Align.CENTER), Column(67), Column(25, Align.CENTER))
    rows = [_build_row(str(number), answer.text, answer.answer) for number, answer in enumerate(answers, 1)]
    if total is not None:
        rows.append(_build_row("", total.text, total.answer, strong=True))
    return Table(columns, (_build_row(*heads),), tuple(rows))


def _build_row(*texts: str, strong: bool = False) -> Row:
    return Row(tuple(Cell((Text(text),)) for text in texts), strong)


def _build_paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
