"""Letters about a meeting: invitation, and notice of conclusions (NĐ 30/2020, Phụ lục III, Mẫu 1.7, 1.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import Document, Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.minutes import BLANK
from sokehoach.domain.documents.office import Office
from sokehoach.domain.text import format_long_date


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion: the work, who leads, and the due day (None: no day was set)."""

    task: str
    lead: str
    due: date | None


def build_invitation(*, office: Office, subject: str, day: date, invited: Sequence[str], notice: str = "") -> Document:
    """Build an invitation. ValueError without invitees.

    Chair, time and place are left blank, because no register holds them.
    """
    if not invited:
        raise ValueError("nobody is invited")
    return Document(
        letterhead=office.letterhead(DocumentKind.INVITATION, day.year),
        kind=DocumentKind.INVITATION.label_vi,
        title=subject,
        blocks=(
            _build_paragraph(f"{office.name} trân trọng kính mời: {'; '.join(invited)}."),
            _build_paragraph(f"Tới dự: {_lower(subject)}."),
            _build_paragraph(f"Chủ trì: {BLANK}"),
            _build_paragraph(f"Thời gian: hồi ….. giờ ….. phút, {format_long_date(day)}."),
            _build_paragraph(f"Địa điểm: {BLANK}"),
        ),
        closing="Đề nghị các đại biểu dự họp đúng thành phần, thời gian",
        signature=office.signature,
        recipients=office.recipients(*invited),
        notice=notice,
    )


def build_conclusions_notice(
    *, office: Office, subject: str, body: str, day: date, conclusions: Sequence[Conclusion], notice: str = ""
) -> Document:
    """Build the notice of the conclusions of a meeting of `body`, each with who leads; a missing day is stated."""
    if not conclusions:
        raise ValueError("nothing was concluded")
    tasks = tuple(
        _build_paragraph(
            f"{number}. {conclusion.lead}: {_lower(conclusion.task).rstrip(' .;')}; {_format_due(conclusion.due)}."
        )
        for number, conclusion in enumerate(conclusions, 1)
    )
    leads = tuple(dict.fromkeys(conclusion.lead for conclusion in conclusions))
    return Document(
        letterhead=office.letterhead(DocumentKind.NOTICE, day.year),
        kind=DocumentKind.NOTICE.label_vi,
        title=f"Kết luận cuộc họp {body}: {subject}",
        blocks=(
            _build_paragraph(
                f"Ngày {day:%d/%m/%Y}, {body} họp về nội dung: {subject.rstrip(' .')}. Cuộc họp kết luận như sau:"
            ),
            *tasks,
        ),
        closing=f"{office.name} thông báo để các cơ quan, đơn vị biết, thực hiện",
        signature=office.signature,
        recipients=office.recipients(*leads),
        notice=notice,
    )


def _format_due(due: date | None) -> str:
    return "chưa định thời hạn" if due is None else f"hoàn thành trước ngày {due:%d/%m/%Y}"


def _lower(text: str) -> str:
    """The text as within a sentence; a word in capitals («UBND») is unchanged."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _build_paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
