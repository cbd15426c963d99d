"""Around a meeting: the invitation, and the notice of what was concluded (NĐ 30/2020, Phụ lục III, Mẫu 1.7, 1.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import Document, Paragraph, Text
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.office import Office
from sokehoach.domain.documents.records import BLANK
from sokehoach.domain.text import long_date


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion: what is to be done, who leads, until when (None: no day was set)."""

    task: str
    lead: str
    due: date | None


def invitation(
    *, office: Office, about: str, day: date, invited: Sequence[str], notice: str = ""
) -> Document:
    """Chair, hour and place stay open for the pen: no register holds them. ValueError where nobody is invited."""
    if not invited:
        raise ValueError("nobody is invited")
    return Document(
        letterhead=office.letterhead(Kind.INVITATION, day.year),
        kind=Kind.INVITATION.label_vi,
        title=about,
        blocks=(
            _words(f"{office.name} trân trọng kính mời: {'; '.join(invited)}."),
            _words(f"Tới dự: {_small(about)}."),
            _words(f"Chủ trì: {BLANK}"),
            _words(f"Thời gian: hồi ….. giờ ….. phút, {long_date(day)}."),
            _words(f"Địa điểm: {BLANK}"),
        ),
        closing="Đề nghị các đại biểu dự họp đúng thành phần, thời gian",
        signature=office.signature,
        recipients=office.recipients(*invited),
        notice=notice,
    )


def conclusions(
    *, office: Office, about: str, body: str, day: date, told: Sequence[Concluded], notice: str = ""
) -> Document:
    """The conclusions of a meeting of `body`, each with who leads; a day that was not set is said to be missing."""
    if not told:
        raise ValueError("nothing was concluded")
    tasks = tuple(
        _words(f"{place}. {one.lead}: {_small(one.task).rstrip(' .;')}; {_until(one.due)}.")
        for place, one in enumerate(told, 1)
    )
    leads = tuple(dict.fromkeys(one.lead for one in told))
    return Document(
        letterhead=office.letterhead(Kind.NOTICE, day.year),
        kind=Kind.NOTICE.label_vi,
        title=f"Kết luận cuộc họp {body}: {about}",
        blocks=(
            _words(
                f"Ngày {day:%d/%m/%Y}, {body} họp về nội dung: {about.rstrip(' .')}. Cuộc họp kết luận như sau:"
            ),
            *tasks,
        ),
        closing=f"{office.name} thông báo để các cơ quan, đơn vị biết, thực hiện",
        signature=office.signature,
        recipients=office.recipients(*leads),
        notice=notice,
    )


def _until(due: date | None) -> str:
    return "chưa định thời hạn" if due is None else f"hoàn thành trước ngày {due:%d/%m/%Y}"


def _small(text: str) -> str:
    """As it stands within a sentence; a word in capitals («UBND») stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _words(text: str) -> Paragraph:
    return Paragraph((Text(text),))
