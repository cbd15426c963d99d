"""Records (biên bản): what was found, asked or scored. Names of people are left to the pen (Mẫu 1.9)."""

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
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.office import Office
from sokehoach.domain.documents.parts import SignatureBlock
from sokehoach.domain.text import long_date

BLANK = "." * 80  # a dotted line to write on, after a few words
LINE = "." * 120  # one over the whole width


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the checklist with its answer in words, or a content with its points."""

    text: str
    answer: str


def inspection(
    *,
    office: Office,
    place: str,
    body: str,
    day: date,
    answers: Sequence[Answered],
    findings: str,
    notice: str = "",
) -> Document:
    """A visit to an establishment: neither inspectors nor those met are named, the pen adds them on paper."""
    blocks: list[Block] = [
        _words(f"Hồi ….. giờ ….. phút, {long_date(day)}, tại {place}."),
        Heading(1, "I.", "Thành phần"),
        _words(f"{body}:"),
        _words(LINE),
        _words(f"Đại diện cơ sở: {BLANK}"),
        Heading(1, "II.", "Nội dung kiểm tra"),
        _table(("TT", "Nội dung", "Kết quả"), answers),
        Heading(1, "III.", "Nhận xét, yêu cầu"),
        *(_words(line) for line in findings.splitlines() or [LINE]),
        Heading(1, "IV.", "Ý kiến của cơ sở"),
        _words(LINE),
        _words(LINE),
    ]
    return _record(
        office, f"Kiểm tra tại {place}", blocks, day.year, "Đại diện cơ sở", f"Đại diện {body}", notice
    )


def scoring(
    *,
    office: Office,
    year: int,
    scheme: str,
    scores: Sequence[Answered],
    total: str,
    aimed: str,
    notice: str = "",
) -> Document:
    """A commune scores itself: what it aims at, the points of each content, the sum."""
    blocks: list[Block] = [
        _words(f"Thời gian: hồi ….. giờ ….. phút, ngày ….. tháng ….. năm {year}."),
        _words(f"Địa điểm: {BLANK}"),
        Heading(1, "I.", "Thành phần"),
        _words(f"Chủ trì: {BLANK}"),
        _words(f"Thư ký: {BLANK}"),
        Heading(1, "II.", "Kết quả tự chấm điểm"),
        _words(f"Chấm theo {scheme}. Đăng ký: {aimed}."),
        _table(("TT", "Nội dung", "Điểm"), scores, total=Answered("Tổng điểm", total)),
    ]
    return _record(
        office,
        f"Tự chấm điểm, phân loại xã, phường, thị trấn lành mạnh năm {year}",
        blocks,
        year,
        "Thư ký",
        "Chủ trì",
        notice,
    )


def _record(
    office: Office, title: str, blocks: Sequence[Block], year: int, beside: str, signs: str, notice: str
) -> Document:
    return Document(
        letterhead=office.letterhead(Kind.MINUTES, year),
        kind=Kind.MINUTES.label_vi,
        title=title,
        blocks=tuple(blocks),
        closing="Biên bản được lập thành 02 bản, đã đọc cho những người có mặt nghe và cùng ký tên dưới đây",
        signature=SignatureBlock((signs,)),
        beside=SignatureBlock((beside,)),
        recipients=office.recipients("Các bên có tên trong biên bản"),
        notice=notice,
    )


def _table(heads: tuple[str, str, str], told: Sequence[Answered], total: Answered | None = None) -> Table:
    columns = (Column(8, Align.CENTER), Column(67), Column(25, Align.CENTER))
    rows = [_row(str(place), one.text, one.answer) for place, one in enumerate(told, 1)]
    if total is not None:
        rows.append(_row("", total.text, total.answer, strong=True))
    return Table(columns, (_row(*heads),), tuple(rows))


def _row(*words: str, strong: bool = False) -> Row:
    return Row(tuple(Cell((Text(one),)) for one in words), strong)


def _words(text: str) -> Paragraph:
    return Paragraph((Text(text),))
