"""The kinds of document that an office issues here (NĐ 30/2020/NĐ-CP, Phụ lục III.I)."""

from enum import StrEnum


class DocumentKind(StrEnum):
    REPORT = "report"
    PLAN = "plan"
    MINUTES = "minutes"
    DECISION = "decision"
    LETTER = "letter"  # công văn: neither the name of the kind nor its abbreviation is printed
    NOTICE = "notice"
    INVITATION = "invitation"

    @property
    def label_vi(self) -> str:
        return _KINDS[self][0]

    @property
    def abbreviation(self) -> str:
        return _KINDS[self][1]


_KINDS = {
    DocumentKind.REPORT: ("Báo cáo", "BC"),
    DocumentKind.PLAN: ("Kế hoạch", "KH"),
    DocumentKind.MINUTES: ("Biên bản", "BB"),
    DocumentKind.DECISION: ("Quyết định", "QĐ"),
    DocumentKind.LETTER: ("Công văn", ""),
    DocumentKind.NOTICE: ("Thông báo", "TB"),
    DocumentKind.INVITATION: ("Giấy mời", "GM"),
}
