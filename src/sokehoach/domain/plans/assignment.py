"""One assignment of work, and what its own words say about it: when, how often, with whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.plans.dates import Deadline
from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.orders import GIVING, OPENING, REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.partners import find_partners, split_partner_line
from sokehoach.domain.plans.passages import Span, get_first_words
from sokehoach.domain.plans.sentences import AgencyOrder

_OWN_WORK_RULES = ("heading", "lead", "row")  # rules by which the work is the agency's own
_LONG_NAME, _SHORT = 120, 25  # letters


class DutyNature(StrEnum):
    """What kind of duty it is, by its words: with a date or a period, without, or asked («Đề nghị …»)."""

    DATED = "dated"
    STANDING = "standing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment. `agency`, `coordinating`, `due_text` as printed; `deadline` is what the time comes to.

    `recurs` is the period after which the work comes back («month», «year» …) or None.
    `likelihood` (0..1) that it is right, by the `signs` under which it was found; `doubts` say what to check.
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
    """The duty read from `block`; `when` and `support` where they are printed in lines of their own.

    `signs`: the rule that found it first («heading», «sentence» …), then what it saw.
    """
    text = order.duty
    giving = GIVING.match(block.body.lower)
    request = order.request or (giving is not None and REQUEST.search(giving[0]) is not None)
    if text.lower.startswith("phối hợp với") and signs[0] in _OWN_WORK_RULES and not request:
        doubts += (
            f"Giao cho {order.agency.text} nhưng câu viết «phối hợp với»: chưa rõ cơ quan nào chủ trì.",
        )
    signs += tuple(_list_shape_signs(order))
    return Duty(
        path=path or block.path,
        agency=order.agency.text,
        agency_span=order.agency.span,
        text=text.text,
        starts=get_first_words(text.text),
        span=text.span,
        coordinating=tuple(
            dict.fromkeys(
                (*find_partners(text), *(name for line in support for name in split_partner_line(line)))
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


def _list_shape_signs(order: AgencyOrder) -> Iterator[str]:
    """What the words themselves say of how sure the reading is."""
    if OPENING.match(order.duty.lower) is None:
        yield "no-order"
    if len(order.agency) > _LONG_NAME:
        yield "long-name"
    if len(order.duty) < _SHORT:
        yield "short"
    if order.agency.lower.startswith(("các ", "những ", "mọi ", "mỗi ")):
        yield "group"
