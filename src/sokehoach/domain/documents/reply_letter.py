"""Build a công văn that answers a recommendation of a supervising body (NĐ 30/2020, Phụ lục III, Mẫu 1.5)."""

from datetime import date

from sokehoach.domain.documents.content import Document, Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.office import Office


def build_reply_letter(
    *,
    office: Office,
    asked_by: str,
    recommendation: str,
    visited_on: date,
    reply: str,
    year: int,
    notice: str = "",
) -> Document:
    """Build the letter. `reply`: the answer of the office; if empty, room is left and marked as missing."""
    reply_lines = [line.strip() for line in reply.splitlines() if line.strip()] or ["[Nội dung trả lời: chưa có]"]
    opening = (
        f"Qua giám sát ngày {visited_on:%d/%m/%Y}, {asked_by} có kiến nghị: «{recommendation.strip(' .;')}». "
        f"{office.name} trả lời như sau:"
    )
    return Document(
        letterhead=office.letterhead(DocumentKind.LETTER, year),
        kind="",
        title="trả lời kiến nghị sau giám sát",
        addressees=(asked_by,),
        blocks=tuple(Paragraph((Text(text),)) for text in (opening, *reply_lines)),
        closing=f"{office.name} trân trọng gửi {asked_by} theo dõi",
        signature=office.signature,
        recipients=office.recipients(),
        notice=notice,
    )
