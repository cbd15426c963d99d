"""The kinds of document that an office writes here (NĐ 30/2020/NĐ-CP, Phụ lục III.I)."""

from enum import StrEnum


class Kind(StrEnum):
    REPORT = "report"
    PLAN = "plan"
    MINUTES = "minutes"
    DECISION = "decision"
    LETTER = "letter"  # công văn: no name of a kind is printed, no abbreviation stands in its symbol
    NOTICE = "notice"
    INVITATION = "invitation"

    @property
    def label_vi(self) -> str:
        return _KINDS[self][0]

    @property
    def abbreviation(self) -> str:
        return _KINDS[self][1]


_KINDS = {
    Kind.REPORT: ("Báo cáo", "BC"),
    Kind.PLAN: ("Kế hoạch", "KH"),
    Kind.MINUTES: ("Biên bản", "BB"),
    Kind.DECISION: ("Quyết định", "QĐ"),
    Kind.LETTER: ("Công văn", ""),
    Kind.NOTICE: ("Thông báo", "TB"),
    Kind.INVITATION: ("Giấy mời", "GM"),
}
