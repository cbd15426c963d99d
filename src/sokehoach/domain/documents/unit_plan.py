"""Draft a unit's own plan from the demands of an upper plan (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import Block, Document, Heading, Paragraph, Text
from sokehoach.domain.documents.numbering import format_heading_number
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.plans.plan_items import PlanItem
from sokehoach.domain.text import format_long_date, lower_first
from sokehoach.domain.titles import lower_title

_NAME_PATTERN = re.compile(r"[^\W\d_a-z]\w{0,20}(?: [^\W\d_a-z]\w{0,20}){0,5}")  # «Đắk Lắk» of «UBND tỉnh Đắk Lắk»
_FREQUENCY_NAMES = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "six-month": "6 tháng",
    "year": "năm",
}


@dataclass(frozen=True, slots=True)
class UpperPlan:
    """The upper plan: number «45/KH-UBND», day of issue, issuer, subject and text as printed."""

    kind: str
    number: str
    signed_on: date | None
    issuer: str
    title: str
    text: str = ""

    @property
    def cited(self) -> str:
        """The citation: «Kế hoạch số 45/KH-UBND ngày 04 tháng 3 năm 2021 của UBND tỉnh Lào Cai»."""
        number = f" số {self.number}" if self.number else ""
        day = f" {format_long_date(self.signed_on)}" if self.signed_on else ""
        return f"{self.kind.capitalize()}{number}{day} của {self.issuer}"

    @property
    def cited_whole(self) -> str:
        """The citation with the subject, as required the first time (Phụ lục I, Mục II.6): «… về phòng, chống …»."""
        names = _NAME_PATTERN.findall(self.issuer)
        subject = lower_first(lower_title(self.title, names, self.text))
        return f"{self.cited} {subject if subject.startswith('về ') else f'về {subject}'}"


@dataclass(frozen=True, slots=True)
class Author:
    """The unit that makes the plan: letterhead lines, name as in a sentence («UBND xã Tênh Phông»), place."""

    superior: tuple[str, ...]
    letterhead: tuple[str, ...]
    name: str
    symbol: str
    place: str
    authority: tuple[str, ...]
    filed: str
    reports_to: str
    reports_via: str


def build_unit_plan(
    *,
    upper: UpperPlan,
    author: Author,
    year: int,
    targets: Sequence[PlanItem],
    duties: Sequence[PlanItem],
    frequencies: Sequence[str],
) -> Document:
    """The draft: aims of the upper plan, its targets unchanged, each duty, and how results are reported.

    `frequencies`: those of the reports («six-month», «year»), used if no duty states them. The draft promises nothing
    that the upper plan does not say.
    """
    blocks: list[Block] = [
        Heading(1, format_heading_number(1, 1), "Mục đích, yêu cầu"),
        _build_paragraph(
            f"Triển khai kịp thời, đầy đủ các nhiệm vụ mà {upper.cited} giao cho {author.name}; "
            "phân công rõ người, rõ việc, rõ thời hạn và kết quả."
        ),
    ]
    part = 2
    if targets:
        blocks.append(Heading(1, format_heading_number(1, part), "Chỉ tiêu"))
        blocks += [
            Heading(2, format_heading_number(2, number), _format_sentence(target.text))
            for number, target in enumerate(targets, 1)
        ]
        part += 1
    blocks.append(Heading(1, format_heading_number(1, part), "Tổ chức thực hiện"))
    blocks.append(Heading(2, format_heading_number(2, 1), author.name))
    blocks += [_build_paragraph(f"- {_format_duty(duty)}") for duty in duties]
    has_report_duty = any("báo cáo" in duty.text.lower() and duty.recurs for duty in duties)
    if (
        reports := [_FREQUENCY_NAMES[frequency] for frequency in frequencies if frequency in _FREQUENCY_NAMES]
    ) and not has_report_duty:
        via = f" (qua {author.reports_via})" if author.reports_via else ""
        blocks.append(
            _build_paragraph(f"- Định kỳ {', '.join(reports)} báo cáo kết quả thực hiện về {author.reports_to}{via}.")
        )
    return Document(
        letterhead=Letterhead(
            superior=author.superior, issuer=author.letterhead, symbol=author.symbol, number=None,
            place=author.place, day=OpenDay(year),
        ),
        kind="Kế hoạch",
        title=_format_title(upper.title, year),
        preamble=(
            _build_paragraph(f"Thực hiện {upper.cited_whole}, {author.name} xây dựng kế hoạch như sau:"),
        ),
        blocks=tuple(blocks),
        closing=f"Trên đây là Kế hoạch của {author.name}",
        signature=SignatureBlock(authority=author.authority),
        recipients=Recipients(copies=(author.reports_to,), filed=author.filed),
    )  # fmt: skip


def _format_title(title: str, year: int) -> str:
    return title if str(year) in title else f"{title} năm {year}"


def _format_duty(duty: PlanItem) -> str:
    text = duty.text.rstrip(" .;/")
    text = text[:1].upper() + text[1:]
    if duty.due is not None and f"{duty.due.day}/{duty.due.month}" not in text.replace("/0", "/"):
        text += f", hoàn thành trước ngày {duty.due.day:02}/{duty.due.month:02}/{duty.due.year}"
    return f"{text}."


def _build_paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _format_sentence(text: str) -> str:
    text = text.strip().rstrip(" .;")
    return f"{text[:1].upper()}{text[1:]}."
