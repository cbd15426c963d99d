"""One assignment of work, and what its own words say about it: when, how often, with whom."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.plans.coordinating import named_in, partners
from sokehoach.domain.plans.orders import GIVING, REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Span, first_words
from sokehoach.domain.plans.sentences import Assigned
from sokehoach.domain.plans.when import Deadline

_SURE = 0.9


class Nature(StrEnum):
    """What kind of duty it is, by its words: with a date or a period, without, or asked («Đề nghị …»)."""

    DATED = "dated"
    STANDING = "standing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment. `agency`, `coordinating`, `due_text` as printed; `deadline` is what the time comes to.

    `recurs` is the period after which the work comes back («month», «year» …) or None.
    `likelihood` (0..1) is how far the rule that found it can be trusted; `doubts` say what to check.
    """

    path: str
    agency: str
    agency_span: Span
    text: str
    starts: str
    span: Span
    coordinating: tuple[str, ...]
    nature: Nature
    due_text: str | None
    recurs: str | None
    deadline: Deadline | None
    likelihood: float
    doubts: tuple[str, ...]


def duty(
    block: Block,
    one: Assigned,
    *,
    likelihood: float,
    doubts: tuple[str, ...] = (),
    path: str | None = None,
    when: str | None = None,
    support: tuple[str, ...] = (),
) -> Duty:
    """The duty read from `block`; `when` and `support` where they are printed in lines of their own."""
    text = one.duty
    giving = GIVING.match(block.body.lower)
    request = one.request or (giving is not None and REQUEST.search(giving[0]) is not None)
    if text.lower.startswith("phối hợp với") and likelihood >= _SURE and not request:
        doubts += (f"Giao cho {one.agency.text} nhưng câu viết «phối hợp với»: chưa rõ cơ quan nào chủ trì.",)
    return Duty(
        path=path or block.path,
        agency=one.agency.text,
        agency_span=one.agency.span,
        text=text.text,
        starts=first_words(text.text),
        span=text.span,
        coordinating=tuple(
            dict.fromkeys((*partners(text), *(name for line in support for name in named_in(line))))
        ),
        nature=Nature.REQUEST if request else Nature.STANDING,
        due_text=when,
        recurs=None,
        deadline=None,
        likelihood=round(likelihood, 2),
        doubts=doubts,
    )
