"""Measured documents made by hand: a right plan of an invented district, line by line."""

from dataclasses import replace

from sokehoach.domain.documents.rules.measured_document import (
    Edge,
    MeasuredAlign,
    MeasuredDocument,
    MeasuredLine,
    MeasuredSheet,
    PageNumber,
    Run,
    SourceFormat,
)

FONT = "Times New Roman"
NUMBERED = PageNumber(Edge.TOP, MeasuredAlign.CENTER, 13)
PAPER = MeasuredSheet(1, 210, 297, 30, 15, 20, 20, page_number=NUMBERED, opens=True)


def line(
    text: str, size: float = 14, *, bold: bool = False, italic: bool = False, column: int = 0, **more: object
) -> MeasuredLine:
    said = {"align": MeasuredAlign.CENTER if column else MeasuredAlign.JUSTIFY} | more
    run = Run(text, FONT, size, bold, italic)
    return MeasuredLine(number=0, runs=(run,), sheet=1, column=column, width=100, **said)  # type: ignore[arg-type]


def body(text: str, **more: object) -> MeasuredLine:
    return line(text, first_indent=12.7, left_indent=0, space_before=0, space_after=6, line_height=1.15, **more)  # type: ignore[arg-type]


RIGHT = (
    line("ỦY BAN NHÂN DÂN", 12, bold=True, column=1),
    line("HUYỆN SƯƠNG MAI", 12, bold=True, column=1, strokes=(42.0,)),
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, column=2),
    line("Độc lập - Tự do - Hạnh phúc", 13, bold=True, column=2, strokes=(100.0,)),
    line("Số: 12/KH-UBND", 13, column=1),
    line("Sương Mai, ngày 03 tháng 02 năm 2025", 13, italic=True, column=2),
    line("KẾ HOẠCH", bold=True, align=MeasuredAlign.CENTER),
    line("Chăm sóc cây xanh năm 2025", bold=True, align=MeasuredAlign.CENTER, strokes=(40.0,)),
    body("Thực hiện chương trình công tác năm, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"),
    body("I. MỤC ĐÍCH", bold=True),
    body("1. Yêu cầu", bold=True),
    body("a) Trồng cây đúng thời vụ;"),
    body("b) Giao từng đoạn đường cho khu dân cư."),
    body("Trên đây là Kế hoạch chăm sóc cây xanh năm 2025./."),
    line("Nơi nhận:", 12, bold=True, italic=True, column=1),
    line("- UBND tỉnh;", 11, column=1),
    line("- Lưu: VT, KTHT.", 11, column=1),
    line("TM. ỦY BAN NHÂN DÂN", bold=True, column=2),
    line("CHỦ TỊCH", bold=True, column=2),
    line("Hà Văn Mẫu", bold=True, column=2),
)

# What other documents hold.
OTHERS = (
    line("Kính gửi:"),
    line("- Sở Y tế;"),
    line("V/v trồng cây", 12),
    line("Phần I", bold=True),
    line("Điều 1. Phạm vi"),
    line("Căn cứ Luật Lâm nghiệp;", italic=True),
    line("KT. CHỦ TỊCH", column=2),
    line("BÁO CÁO", bold=True),
    line("Phụ lục I", bold=True),
    line("(Kèm theo Kế hoạch số 12)", italic=True),
    line("ngày 5/6/2024"),
    line(""),
)


def document(
    lines: tuple[MeasuredLine, ...] = RIGHT, *sheets: MeasuredSheet, source: SourceFormat = SourceFormat.DOCX
) -> MeasuredDocument:
    counted = tuple(replace(one, number=at) for at, one in enumerate(lines, 1))
    return MeasuredDocument(source, sheets or (PAPER,), counted)


def instead(text: str, *others: MeasuredLine) -> tuple[MeasuredLine, ...]:
    """RIGHT with other lines in the place of the one that begins with `text`."""
    at = next(at for at, one in enumerate(RIGHT) if one.text.startswith(text))
    return (*RIGHT[:at], *others, *RIGHT[at + 1 :])


def said(before: str, after: str) -> tuple[MeasuredLine, ...]:
    """RIGHT with other words of the same look."""
    at = next(at for at, one in enumerate(RIGHT) if before in one.text)
    run = replace(RIGHT[at].runs[0], text=RIGHT[at].text.replace(before, after))
    return (*RIGHT[:at], replace(RIGHT[at], runs=(run,)), *RIGHT[at + 1 :])
