"""One assignment of work, and what its own words say about it: when, how often, with whom."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.orders import GIVING, REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span, first_words
from sokehoach.domain.plans.sentences import Assigned, coordinating

_FIGURE = re.compile(r"\d")
_SURE = 0.9


class Nature(StrEnum):
    """What kind of duty it is, by its words: with a date or a period, without, or asked («Đề nghị …»)."""

    DATED = "dated"
    STANDING = "standing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment. `agency`, `due_text` as printed; `recurs` a frequency («month», «year» …) or None.

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
    due_text = when or deadlines.due(text)
    recurring = deadlines.frequencies(text.lower if when is None else when.lower())
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
        coordinating=support or coordinating(text),
        nature=Nature.REQUEST
        if request
        else Nature.DATED
        if recurring or _is_dated(due_text)
        else Nature.STANDING,
        due_text=due_text,
        recurs=recurring[0] if recurring else None,
        likelihood=round(likelihood, 2),
        doubts=doubts,
    )


def dated(given: Duty, when: Passage) -> Duty:
    """The duty with the time printed in the line below it."""
    due_text = when.text.rstrip(" .;") or given.due_text
    becomes_dated = given.nature is Nature.STANDING and _is_dated(due_text)
    return replace(given, due_text=due_text, nature=Nature.DATED if becomes_dated else given.nature)


def _is_dated(due_text: str | None) -> bool:
    return due_text is not None and _FIGURE.search(due_text) is not None
