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
from sokehoach.domain.messages import say
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
        (roles.nation, "II.1", "a", say("Quốc hiệu «%(nation)s»", nation=NATION)),
        (roles.motto, "II.1", "b", say("Tiêu ngữ «%(motto)s»", motto=MOTTO)),
        (roles.issuer or None, "II.2", "b", say("tên cơ quan ban hành")),
        (roles.number, "II.3", "c", say("số, ký hiệu («Số: …/KH-…»)")),
        (roles.day, "II.4", "c", say("địa danh và thời gian («…, ngày … tháng … năm …»)")),
    )
    for part, item, point, name in required:
        if part is None and not (item == "II.4" and roles.kind_name == "BIÊN BẢN"):
            yield FormatFinding(
                Severity.ERROR,
                "missing_part",
                clause(item, point),
                Location(),
                say("không tìm thấy %(name)s", name=name),
                say("có ở đầu trang thứ nhất"),
            )


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
            say("dấu gạch dài (–) giữa các cụm từ"), say("gạch nối (-)"),
        )  # fmt: skip


def check_motto_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.1 b: a drawn line below, as long as the text."""
    if roles.motto is not None:
        lines_below = (roles.day, roles.number)
        yield from _check_stroke(
            (roles.motto,), lines_below, say("Tiêu ngữ"), clause("II.1", "b"), _FULL_LENGTH, say("dài bằng dòng chữ")
        )


def check_issuer_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.2 b: a drawn line below, a third to a half as long as the text."""
    if roles.issuer and roles.nation is not None:
        yield from _check_stroke(
            roles.issuer,
            (roles.number,),
            say("tên cơ quan ban hành"),
            clause("II.2", "b"),
            _PART_LENGTH,
            say("dài từ 1/3 đến 1/2 dòng chữ"),
        )


def check_abstract_line(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 b: a drawn line below, a third to a half as long as the text."""
    if roles.abstract and roles.attached is None:
        yield from _check_stroke(
            roles.abstract,
            roles.body[:1],
            say("trích yếu"),
            clause("II.5", "b"),
            _PART_LENGTH,
            say("dài từ 1/3 đến 1/2 dòng chữ"),
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
            Severity.ERROR,
            "stroke_missing",
            reference,
            locate_line(last),
            say("dưới %(name)s không có đường kẻ", name=name),
            say("có đường kẻ ngang, nét liền, %(expected)s", expected=expected),
        )
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
            say(
                "đường kẻ dưới %(name)s dài %(strokes)s mm, dòng chữ dài %(longest)s mm",
                name=name,
                strokes=format_decimal(strokes[0]),
                longest=format_decimal(longest),
            ),
            expected,
        )
