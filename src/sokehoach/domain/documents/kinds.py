"""The kinds of document that an office issues here (NĐ 30/2020/NĐ-CP, Phụ lục III.I)."""

from enum import StrEnum

from sokehoach.domain.messages import say_label


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
    def needs_office_signature(self) -> bool:
        """Whether the electronic document has the office's own signature too (NĐ 30/2020, Điều 17); minutes may."""
        return self is not DocumentKind.MINUTES

    @property
    def abbreviation(self) -> str:
        return _KINDS[self][1]


_KINDS = {
    DocumentKind.REPORT: (say_label("kind of document", "Báo cáo"), "BC"),
    DocumentKind.PLAN: (say_label("kind of document", "Kế hoạch"), "KH"),
    DocumentKind.MINUTES: (say_label("kind of document", "Biên bản"), "BB"),
    DocumentKind.DECISION: (say_label("kind of document", "Quyết định"), "QĐ"),
    DocumentKind.LETTER: (say_label("kind of document", "Công văn"), ""),
    DocumentKind.NOTICE: (say_label("kind of document", "Thông báo"), "TB"),
    DocumentKind.INVITATION: (say_label("kind of document", "Giấy mời"), "GM"),
}
