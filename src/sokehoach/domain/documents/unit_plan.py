"""A unit's own plan, drafted from what an upper plan lays on it (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents.content import Block, Document, Heading, Paragraph, Text
from sokehoach.domain.documents.numbering import heading_number
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.plans.said import Said
from sokehoach.domain.text import long_date

_EVERY = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "six-month": "6 tháng",
    "year": "năm",
}


@dataclass(frozen=True, slots=True)
class UpperPlan:
    """What is known of the plan above: «45/KH-UBND», its day of issue, issuer and subject as printed."""

    kind: str
    number: str
    signed_on: date | None
    issuer: str
    title: str

    @property
    def cited(self) -> str:
        """«Kế hoạch số 45/KH-UBND ngày 04 tháng 3 năm 2021 của UBND huyện Tuần Giáo»."""
        number = f" số {self.number}" if self.number else ""
        day = f" {long_date(self.signed_on)}" if self.signed_on else ""
        return f"{self.kind.capitalize()}{number}{day} của {self.issuer}"

    @property
    def cited_whole(self) -> str:
        """As a document is cited the first time, with its subject (Phụ lục I, Mục II.6): «… về phòng, chống …»."""
        about = _lower(self.title)
        return f"{self.cited} {about if about.startswith('về ') else f'về {about}'}"


@dataclass(frozen=True, slots=True)
class Author:
    """The unit that makes the plan: lines of its letterhead, «UBND xã Tênh Phông» as it stands in a sentence, place."""

    superior: tuple[str, ...]
    letterhead: tuple[str, ...]
    name: str
    symbol: str
    place: str
    authority: tuple[str, ...]
    filed: str
    reports_to: str
    reports_via: str


def draft(
    *,
    upper: UpperPlan,
    author: Author,
    year: int,
    targets: Sequence[Said],
    duties: Sequence[Said],
    every: Sequence[str],
) -> Document:
    """The draft: the aims of the upper plan, its targets as they stand, each duty, and how results are reported.

    `every`: frequencies of the reports («six-month», «year»), told where no duty tells them. Nothing is promised
    that the upper plan does not say.
    """
    blocks: list[Block] = [
        Heading(1, heading_number(1, 1), "Mục đích, yêu cầu"),
        _words(
            f"Triển khai kịp thời, đầy đủ các nhiệm vụ mà {upper.cited} giao cho {author.name}; "
            "phân công rõ người, rõ việc, rõ thời hạn và kết quả."
        ),
    ]
    part = 2
    if targets:
        blocks.append(Heading(1, heading_number(1, part), "Chỉ tiêu"))
        blocks += [
            Heading(2, heading_number(2, place), _sentence(one.text)) for place, one in enumerate(targets, 1)
        ]
        part += 1
    blocks.append(Heading(1, heading_number(1, part), "Tổ chức thực hiện"))
    blocks.append(Heading(2, heading_number(2, 1), author.name))
    blocks += [_words(f"- {_duty(one)}") for one in duties]
    told = any("báo cáo" in one.text.lower() and one.recurs for one in duties)
    if (reports := [_EVERY[one] for one in every if one in _EVERY]) and not told:
        via = f" (qua {author.reports_via})" if author.reports_via else ""
        blocks.append(
            _words(f"- Định kỳ {', '.join(reports)} báo cáo kết quả thực hiện về {author.reports_to}{via}.")
        )
    return Document(
        letterhead=Letterhead(
            superior=author.superior, issuer=author.letterhead, symbol=author.symbol, number=None,
            place=author.place, day=OpenDay(year),
        ),
        kind="Kế hoạch",
        title=_title(upper.title, year),
        preamble=(
            _words(f"Thực hiện {upper.cited_whole}, {author.name} xây dựng kế hoạch như sau:"),
        ),
        blocks=tuple(blocks),
        closing=f"Trên đây là Kế hoạch của {author.name}",
        signature=SignatureBlock(authority=author.authority),
        recipients=Recipients(copies=(author.reports_to,), filed=author.filed),
    )  # fmt: skip


def _title(title: str, year: int) -> str:
    return title if str(year) in title else f"{title} năm {year}"


def _duty(one: Said) -> str:
    text = one.text.rstrip(" .;/")
    text = text[:1].upper() + text[1:]
    if one.due is not None and f"{one.due.day}/{one.due.month}" not in text.replace("/0", "/"):
        text += f", hoàn thành trước ngày {one.due.day:02}/{one.due.month:02}/{one.due.year}"
    return f"{text}."


def _words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _sentence(text: str) -> str:
    text = text.strip().rstrip(" .;")
    return f"{text[:1].upper()}{text[1:]}."


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
