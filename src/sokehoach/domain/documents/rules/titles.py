"""Kind and subject (Mục II.5), numbers of annexes (Mục III.1)."""

from collections.abc import Iterator

from sokehoach.domain.documents.numbering import roman
from sokehoach.domain.documents.rules.finding import Finding, Place, Severity, clause, place
from sokehoach.domain.documents.rules.roles import Roles


def check_kind_present(roles: Roles) -> Iterator[Finding]:
    """Mục II.5 a: every document but a công văn names its kind."""
    if roles.kind is None and not roles.official_letter:
        yield Finding(
            Severity.ERROR, "kind_missing", clause("II.5", "a"), Place(), "không tìm thấy tên loại văn bản",
            "tên loại (KẾ HOẠCH, BÁO CÁO …) trên một dòng, in hoa, đậm",
        )  # fmt: skip


def check_abstract_present(roles: Roles) -> Iterator[Finding]:
    """Mục II.5 a, b: a phrase that says what the document is about, right below its kind; «V/v» in a công văn."""
    if roles.kind is not None and not roles.abstract:
        yield Finding(
            Severity.ERROR, "abstract_missing", clause("II.5", "b"), place(roles.kind),
            "dưới tên loại không có trích yếu", "trích yếu ngay dưới tên loại",
        )  # fmt: skip
    if roles.official_letter and not roles.subject:
        yield Finding(
            Severity.ERROR, "subject_missing", clause("II.5", "b"), Place(),
            "công văn không có trích yếu «V/v …»", "«V/v …» dưới số, ký hiệu",
        )  # fmt: skip


def check_abstract_end(roles: Roles) -> Iterator[Finding]:
    """Mục II.5 a: a phrase, no sentence with its full stop (samples of Phụ lục III)."""
    if roles.abstract and roles.abstract[-1].words.endswith("."):
        yield Finding(
            Severity.ADVICE, "abstract_end", clause("II.5", "a"), place(roles.abstract[-1]),
            "trích yếu kết thúc bằng dấu chấm", "không có dấu chấm",
        )  # fmt: skip


def check_annex_numbers(roles: Roles) -> Iterator[Finding]:
    """Mục III.1 a: two annexes or more are numbered, in Roman numerals."""
    if len(roles.annex_labels) < 2:
        return
    for at, line in enumerate(roles.annex_labels, 1):
        written = line.words.rstrip(".:").split()[-1].upper()
        if written != roman(at):
            yield Finding(
                Severity.ERROR,
                "annex_number",
                clause("III.1", "a"),
                place(line),
                f"«{line.words}»",
                f"từ hai phụ lục trở lên: số La Mã theo thứ tự, «Phụ lục {roman(at)}»",
            )
