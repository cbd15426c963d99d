"""Build the letters of the standing office: công văn đôn đốc for overdue reports, the answer to a recommendation.

NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import Document, Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.office import Office
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock


@dataclass(frozen=True, slots=True)
class OverdueForm:
    """One form, its due day, and the units that have not sent it, as named in their letterheads."""

    form: str
    name: str
    due: date
    units: tuple[str, ...]


def build_reminder_letter(
    *,
    overdue: Sequence[OverdueForm],
    period: str,
    day: date,
    letterhead: Letterhead,
    signature: SignatureBlock,
    recipients: Recipients,
    notice: str = "",
) -> Document:
    """The letter as of a day; ValueError if nothing is overdue. It names units, forms and days, never a figure."""
    if not overdue:
        raise ValueError("nobody is late")
    addressees = tuple(dict.fromkeys(unit for form in overdue for unit in form.units))
    is_single = len(addressees) == 1
    asked_units = addressees[0] if is_single else "các đơn vị"
    opening = (
        f"Theo chế độ báo cáo định kỳ, {asked_units} gửi báo cáo {period} đúng hạn của từng biểu. "
        f"Đến hết ngày {day:%d/%m/%Y}, {letterhead.issuer_name} chưa nhận được báo cáo sau:"
    )
    request = (
        f"Đề nghị {asked_units if is_single else 'các đơn vị nêu trên'} gửi báo cáo ngay khi nhận được văn bản này; "
        f"{'trường hợp' if is_single else 'đơn vị'} chưa thể gửi thì đề nghị lùi hạn, nêu rõ lý do và ngày gửi."
    )
    form_lines = [
        f"- {form.name} (biểu {form.form}), hạn {form.due:%d/%m/%Y}"
        + ("." if is_single else f": {', '.join(form.units)}.")
        for form in overdue
    ]
    return Document(
        letterhead=letterhead,
        kind="",
        title=f"đôn đốc gửi báo cáo {period}",
        addressees=addressees,
        blocks=tuple(Paragraph((Text(sentence),)) for sentence in (opening, *form_lines, request)),
        closing=f"{letterhead.issuer_name} đề nghị {asked_units} phối hợp thực hiện",
        signature=signature,
        recipients=recipients,
        notice=notice,
    )


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
