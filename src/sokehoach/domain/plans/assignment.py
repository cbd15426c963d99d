"""One assignment of work, and the details in its text: deadline, frequency, partners."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.plans.dates import Deadline
from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.orders import GIVING, OPENING, REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.partners import find_partners, split_partner_line
from sokehoach.domain.plans.passages import Span, get_first_words
from sokehoach.domain.plans.sentences import AgencyOrder

_OWN_WORK_RULES = ("heading", "heading-unknown", "lead", "row")  # the agency's own work by these rules
# Words of headings, each a sign for the duties below; which of them matter is fitted.
_PARTS = (
    (
        "in-assignments",
        re.compile(r"tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|nhiệm vụ của|giao nhiệm vụ"),
    ),
    ("in-awards", re.compile(r"khen thưởng|thi đua|tiêu chuẩn|tiêu chí|hồ sơ|cơ cấu|số lượng")),
    ("in-inspection", re.compile(r"kiểm tra|thanh tra|giám sát|đánh giá")),
    ("in-work", re.compile(r"nhiệm vụ|giải pháp|biện pháp|nội dung|hoạt động")),
    ("in-money", re.compile(r"kinh phí|ngân sách|nguồn lực")),
    ("in-members", re.compile(r"thành phần|tham dự|đại biểu|khách mời")),
    ("in-aims", re.compile(r"mục đích|yêu cầu|mục tiêu|đối tượng|phạm vi|nguyên tắc")),
)
_LONGEST_TITLE = 160
_NOUN_FIRST = re.compile(
    r"(?:các |những )?(?:công tác|việc|hoạt động|nội dung|tình hình|kết quả|số lượng|tỷ lệ|mức|thời gian|địa điểm|"
    r"danh sách|hồ sơ|văn bản|quy chế|quy trình|pháp nhân|tổng số)(?!\w)"
)
_LONG_NAME, _SHORT = 120, 25  # letters


class DutyNature(StrEnum):
    """The kind of duty, by its text: with a date or a period, without one, or a request («Đề nghị …»)."""

    DATED = "dated"
    STANDING = "standing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment. `agency`, `coordinating`, `due_text` as printed; `deadline`: the parsed due text.

    `recurs`: the period after which the work recurs («month», «year» …) or None. `likelihood` (0..1) that it is
    correct, from its `signs`; `doubts`: what to check.
    """

    path: str
    agency: str
    agency_span: Span
    text: str
    starts: str
    span: Span
    coordinating: tuple[str, ...]
    nature: DutyNature
    due_text: str | None
    recurs: str | None
    deadline: Deadline | None
    likelihood: float
    doubts: tuple[str, ...]
    signs: tuple[str, ...]


def build_duty(
    block: Block,
    order: AgencyOrder,
    *,
    signs: tuple[str, ...],
    doubts: tuple[str, ...] = (),
    path: str | None = None,
    when: str | None = None,
    support: tuple[str, ...] = (),
) -> Duty:
    """Build the duty from `block`; `when` and `support` if they are printed in lines of their own.

    `signs`: the rule that found it first («heading», «sentence» …), then its observations.
    """
    text = order.duty
    giving = GIVING.match(block.body.lower)
    request = order.request or (giving is not None and REQUEST.search(giving[0]) is not None)
    if text.lower.startswith("phối hợp với") and signs[0] in _OWN_WORK_RULES and not request:
        doubts += (
            say(
                "Giao cho %(text)s nhưng câu viết «phối hợp với»: chưa rõ cơ quan nào chủ trì.", text=order.agency.text
            ),
        )
    signs += (*_list_part_signs(block, is_own_work=signs[0] in _OWN_WORK_RULES), *_list_shape_signs(order))
    return Duty(
        path=path or block.path,
        agency=order.agency.text,
        agency_span=order.agency.span,
        text=text.text,
        starts=get_first_words(text.text),
        span=text.span,
        coordinating=tuple(
            dict.fromkeys(
                (
                    *find_partners(text),
                    *order.partners,
                    *(name for line in support for name in split_partner_line(line)),
                )
            )
        ),
        nature=DutyNature.REQUEST if request else DutyNature.STANDING,
        due_text=when,
        recurs=None,
        deadline=None,
        likelihood=compute_likelihood("duty", signs),
        doubts=doubts,
        signs=signs,
    )


def _list_part_signs(block: Block, *, is_own_work: bool) -> Iterator[str]:
    """The kind of part that the nearest heading with a known word names, also together with the kind of rule."""
    for heading in reversed(block.headings):
        title = heading.title.lower
        if len(title) > _LONGEST_TITLE:
            continue
        part = next((name for name, pattern in _PARTS if pattern.search(title)), None)
        if part is not None:
            yield part
            if not is_own_work:
                yield f"sentence-{part}"
            return


def _list_shape_signs(order: AgencyOrder) -> Iterator[str]:
    """Signs in the text itself that affect the likelihood."""
    if OPENING.match(order.duty.lower) is None:
        yield "no-order"
        if _NOUN_FIRST.match(order.duty.lower):
            yield "noun-first"
    if len(order.agency) > _LONG_NAME:
        yield "long-name"
    if len(order.duty) < _SHORT:
        yield "short"
    if order.agency.lower.startswith(("các ", "những ", "mọi ", "mỗi ")):
        yield "group"
