"""Rules for kind and subject (Mục II.5) and annex numbers (Mục III.1)."""

from collections.abc import Iterator

from sokehoach.domain.documents.numbering import format_roman
from sokehoach.domain.documents.rules.finding import FormatFinding, Location, Severity, clause, locate_line
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say


def check_kind_present(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 a: every document except a công văn names its kind."""
    if roles.kind is None and not roles.official_letter:
        yield FormatFinding(
            Severity.ERROR, "kind_missing", clause("II.5", "a"), Location(), say("không tìm thấy tên loại văn bản"),
            say("tên loại (KẾ HOẠCH, BÁO CÁO …) trên một dòng, in hoa, đậm"),
        )  # fmt: skip


def check_abstract_present(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 a, b: a phrase that states the subject, directly below the kind; «V/v» in a công văn."""
    if roles.kind is not None and not roles.abstract:
        yield FormatFinding(
            Severity.ERROR, "abstract_missing", clause("II.5", "b"), locate_line(roles.kind),
            say("dưới tên loại không có trích yếu"), say("trích yếu ngay dưới tên loại"),
        )  # fmt: skip
    if roles.official_letter and not roles.subject:
        yield FormatFinding(
            Severity.ERROR, "subject_missing", clause("II.5", "b"), Location(),
            say("công văn không có trích yếu «V/v …»"), say("«V/v …» dưới số, ký hiệu"),
        )  # fmt: skip


def check_abstract_end(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 a: the subject is a phrase without a full stop (samples of Phụ lục III)."""
    if roles.abstract and roles.abstract[-1].words.endswith("."):
        yield FormatFinding(
            Severity.ADVICE, "abstract_end", clause("II.5", "a"), locate_line(roles.abstract[-1]),
            say("trích yếu kết thúc bằng dấu chấm"), say("không có dấu chấm"),
        )  # fmt: skip


def check_annex_numbers(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục III.1 a: two annexes or more are numbered, in Roman numerals."""
    if len(roles.annex_labels) < 2:
        return
    for position, line in enumerate(roles.annex_labels, 1):
        annex_number = line.words.rstrip(".:").split()[-1].upper()
        if annex_number != format_roman(position):
            yield FormatFinding(
                Severity.ERROR,
                "annex_number",
                clause("III.1", "a"),
                locate_line(line),
                f"«{line.words}»",
                say(
                    "từ hai phụ lục trở lên: số La Mã theo thứ tự, «Phụ lục %(position)s»",
                    position=format_roman(position),
                ),
            )
