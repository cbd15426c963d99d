"""Rules for the head of a document: required components, and the drawn lines below them (Mục II.1, II.2)."""

from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import (
    FormatFinding,
    Location,
    Severity,
    clause,
    format_decimal,
    locate_line,
)
from sokehoach.domain.documents.rules.measured_document import MeasuredLine
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.text import same_tone_style

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_FULL_LENGTH = (0.9, 1.12)  # as long as the text, with a tolerance for measuring
_PART_LENGTH = (0.3, 0.55)  # «từ 1/3 đến 1/2», likewise


def check_present(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.1 to II.4: national title, motto, issuer, number, day.

    A plan attached to a decision has none; a record has no day in its head (Phụ lục III, Mẫu 1.9).
    """
    if roles.attached is not None and roles.nation is None:
        return
    required = (
        (roles.nation, "II.1", "a", f"Quốc hiệu «{NATION}»"),
        (roles.motto, "II.1", "b", f"Tiêu ngữ «{MOTTO}»"),
        (roles.issuer or None, "II.2", "b", "tên cơ quan ban hành"),
        (roles.number, "II.3", "c", "số, ký hiệu («Số: …/KH-…»)"),
        (roles.day, "II.4", "c", "địa danh và thời gian («…, ngày … tháng … năm …»)"),
    )
    for part, item, point, name in required:
        if part is None and not (item == "II.4" and roles.kind_name == "BIÊN BẢN"):
            yield FormatFinding(
                Severity.ERROR, "missing_part", clause(item, point), Location(), f"không tìm thấy {name}",
                "có ở đầu trang thứ nhất",
            )  # fmt: skip


def check_nation_words(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.1 a. Either way of placing the tone mark («HÒA», «HOÀ») is the same word."""
    if roles.nation is None:
        return
    text = same_tone_style(roles.nation.words.upper())
    if not NATION.startswith(text):  # printed too large, it continues on the next line
        yield FormatFinding(
            Severity.ERROR, "nation_words", clause("II.1", "a"), locate_line(roles.nation),
            f"«{roles.nation.words}»", f"«{NATION}»",
        )  # fmt: skip


def check_motto_words(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.1 b: each phrase begins with a capital; a hyphen with spaces between phrases."""
    line = roles.motto
    if line is None or line.words.isupper():
        return
    if line.words.replace("–", "-") != MOTTO:
        yield FormatFinding(
            Severity.ERROR,
            "motto_words",
            clause("II.1", "b"),
            locate_line(line),
            f"«{line.words}»",
            f"«{MOTTO}»",
        )
    elif "–" in line.words:
        yield FormatFinding(
            Severity.ADVICE, "motto_dash", clause("II.1", "b"), locate_line(line),
            "dấu gạch dài (–) giữa các cụm từ", "gạch nối (-)",
        )  # fmt: skip


def check_motto_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.1 b: a drawn line below, as long as the text."""
    if roles.motto is not None:
        lines_below = (roles.day, roles.number)
        yield from _check_stroke(
            (roles.motto,), lines_below, "Tiêu ngữ", clause("II.1", "b"), _FULL_LENGTH, "dài bằng dòng chữ"
        )


def check_issuer_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.2 b: a drawn line below, a third to a half as long as the text."""
    if roles.issuer and roles.nation is not None:
        yield from _check_stroke(
            roles.issuer,
            (roles.number,),
            "tên cơ quan ban hành",
            clause("II.2", "b"),
            _PART_LENGTH,
            "dài từ 1/3 đến 1/2 dòng chữ",
        )


def check_abstract_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 b: a drawn line below, a third to a half as long as the text."""
    if roles.abstract and roles.attached is None:
        yield from _check_stroke(
            roles.abstract,
            roles.body[:1],
            "trích yếu",
            clause("II.5", "b"),
            _PART_LENGTH,
            "dài từ 1/3 đến 1/2 dòng chữ",
        )


def _check_stroke(
    lines: tuple[MeasuredLine, ...],
    lines_below: tuple[MeasuredLine | None, ...],
    name: str,
    reference: str,
    share: tuple[float, float],
    expected: str,
) -> Iterator[FormatFinding]:
    """Check the drawn line; if the text has several lines, any of them may set the required length.

    `lines_below`: the lines below the text; a shape in a Word file may be anchored to either.
    """
    strokes = [stroke for line in (*lines, *lines_below) if line is not None for stroke in line.strokes]
    last = lines[-1]
    if not strokes:
        yield FormatFinding(
            Severity.ERROR, "stroke_missing", reference, locate_line(last), f"dưới {name} không có đường kẻ",
            f"có đường kẻ ngang, nét liền, {expected}",
        )  # fmt: skip
        return
    widths = [line.width for line in lines if line.width]
    low, high = share
    if widths and not any(low <= stroke / width <= high for stroke in strokes for width in widths):
        longest = max(widths)
        yield FormatFinding(
            Severity.ERROR,
            "stroke_length",
            reference,
            locate_line(last),
            f"đường kẻ dưới {name} dài {format_decimal(strokes[0])} mm, dòng chữ dài {format_decimal(longest)} mm",
            expected,
        )
