"""Assignments of work: who has to do what.

Plans give work out in four ways: under an agency's heading; in a sentence that names the agency and gives the
order; after a task, in a line «Cơ quan chủ trì: …» (module `leads`); and in a table (module `tables`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.assignment import Duty, duty
from sokehoach.domain.plans.closing import closes, of_closing
from sokehoach.domain.plans.headings import about_aims, about_work, is_label
from sokehoach.domain.plans.layers import below, listed_things, of_agencies, takes_items
from sokehoach.domain.plans.leads import led
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import DIFFICULTY, OPENING
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import (
    Assigned,
    assigned,
    assigned_anywhere,
    is_agency,
    trimmed,
    without_giving,
)
from sokehoach.domain.plans.tables import tabled

_LONGEST_TITLE = 200
_RESPONSIBILITY = re.compile(
    r"(?:về )?(?:trách nhiệm|nhiệm vụ) của |(?:đối với|về phía) (?=" + AGENCY.pattern + ")"
)
# «… (Giao Công an tỉnh chủ trì)», «… (Sở Y tế chủ trì)»: the task stands before the bracket.
_PARENTHESIS = re.compile(
    r"\((?:do )?(?=giao |[^()]{4,200} (?:chủ trì|thực hiện|phụ trách))[^()]*\)\s*[.;]?$"
)
_LEADING = re.compile(r"(?:chủ trì|thực hiện|phụ trách|tham mưu)(?!\w)")
_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")
_SENTENCE, _NEAR = 600, 80  # letters of a sentence looked at; in which its agency must begin
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_UNKNOWN = "Tên ở đề mục không giống tên cơ quan quen dùng: cần xem đây có phải bên được giao việc không."


def duties(found: list[Block]) -> list[Duty]:
    """All assignments, in the order of the text."""
    by_lead = {id(block): assignments for block, assignments in (*led(found), *tabled(found))}
    things = listed_things(found)
    rows, names = of_agencies(found)
    result: list[Duty] = []
    heading: _Heading | None = None
    closed = False
    for at, block in enumerate(found):
        while heading is not None and not heading.covers(block):
            heading = heading.above
        if id(block) in by_lead:
            result += by_lead[id(block)]
            continue
        if is_label(block) or not block.readable or id(block) in things:
            continue
        closed = (closed and not block.numbered) or closes(block)
        opened = None if closed else _opened(found, at, rows, names)
        if closed:
            result += of_closing(block)
        elif opened is not None:
            plain = not block.numbered and not below(block, found[at + 1])
            heading = _Heading(*opened, block, heading, plain=plain)
        elif heading is not None:
            result += _below(heading, found, at)
        else:
            result += _alone(found, at)
            giver = assigned(block.body) if block.numbered else None
            if giver is not None and about_work(block) and _goes_on(found, at):
                heading = _Heading(giver, (), block, heading)
    return result


@dataclass(frozen=True)
class _Heading:
    """An agency's heading, what is doubtful in it, the blocks it reaches, and the heading around it.

    `plain`: an unnumbered name over plain paragraphs, which reaches to the next such name.
    """

    agency: Assigned
    doubts: tuple[str, ...]
    block: Block
    above: "_Heading | None"
    plain: bool = False

    def covers(self, block: Block) -> bool:
        if self.block.numbered:
            return any(one is self.block for one in block.headings)
        same_item = [id(one) for one in block.headings] == [id(one) for one in self.block.headings]
        return same_item and not block.numbered and (self.plain or block.level > self.block.level)


def _opened(
    found: list[Block], at: int, rows: set[int], names: set[int]
) -> tuple[Assigned, tuple[str, ...]] | None:
    """The agency whose duties stand below this block, where the block is such a heading, and its doubts.

    `rows`, `names`: the headings (by id) in a row of agencies, and those of them that read like names.
    """
    block = found[at]
    if at + 1 == len(found) or not (about_work(block) or id(block) in rows):
        return None
    under = below(block, found[at + 1])
    # A numbered item may be its agency's heading over plain paragraphs; others must have items below them, or
    # stand alone on their line before an order.
    if not block.numbered and not under and not _stands_alone(block, found[at + 1]):
        return None
    responsible = _RESPONSIBILITY.match(block.body.lower) if block.numbered and under else None
    doubts: tuple[str, ...] = ()
    if not is_agency(block.body) and responsible is None:
        if block.introduces and under and (given := assigned(block.body)) is not None:
            return given, ()
        titled = block.numbered and under and _is_title(block.body)
        if not (titled and AGENCY.match(block.body.lower)):
            if not (titled and id(block) in names):
                return None
            doubts = (_UNKNOWN,)
    name, request = without_giving(block.body)
    name = trimmed(block.body.part(responsible.end()) if responsible is not None else name)
    return Assigned(name, name, request), doubts


def _stands_alone(block: Block, following: Block) -> bool:
    plain = block.level == 0 and not following.numbered and following.level == 0
    return plain and _is_title(block.body) and OPENING.match(following.body.lower) is not None


def _is_title(text: Passage) -> bool:
    return len(text) < _LONGEST_TITLE and text.text[-1] not in ".;"


def _goes_on(found: list[Block], at: int) -> bool:
    """Bullets below a sentence that gives work give more of it: the first of them begins with an order."""
    block = found[at]
    if block.introduces or at + 1 == len(found) or found[at + 1].numbered:
        return False
    return below(block, found[at + 1]) and OPENING.match(found[at + 1].body.lower) is not None


def _below(heading: _Heading, found: list[Block], at: int) -> Iterator[Duty]:
    """A paragraph, item or bullet under an agency's heading."""
    block = found[at]
    text, agency = block.body, heading.agency.agency
    if takes_items(found, at):
        return
    # A group's name («các ngân hàng …») is only the subject of the sentence; an agency's own name counts.
    inner = None if text.lower.startswith(("các ", "những ", "báo cáo")) else assigned(text)
    if inner is not None and not _is_part(inner.agency, agency):
        doubt = (
            f"Đề mục giao cho {agency.text} nhưng câu nêu tên {inner.agency.text}: cần xem cơ quan nào làm."
        )
        yield duty(block, inner, signs=("inner",), doubts=(doubt,))
    elif not DIFFICULTY.search(text.lower[:120]):
        given = Assigned(agency, text, heading.agency.request)
        yield duty(
            block, given, signs=("heading-unknown" if heading.doubts else "heading",), doubts=heading.doubts
        )


def _is_part(inner: Passage, heading: Passage) -> bool:
    """Whether a heading's name holds the other: «Doanh nghiệp viễn thông» under «Các doanh nghiệp viễn thông, …»."""
    return all(part in heading.lower for part in re.split(r", | và ", inner.lower))


def _alone(found: list[Block], at: int) -> Iterator[Duty]:
    """A paragraph outside any agency's heading: a duty only where it names the agency itself."""
    block = found[at]
    text, work = block.body, about_work(block)
    if takes_items(found, at) or about_aims(block) or not (block.headings or block.numbered):
        return
    bracketed = _in_bracket(text)
    if bracketed is not None:
        yield duty(block, bracketed, signs=("bracket",))
        return
    if block.level and not work:
        return  # a list outside the parts on work: prizes, members, documents
    for part in _parts(text):
        direct = assigned(part)
        one = direct or assigned_anywhere(part)
        if one is None:
            continue
        clause = _CLAUSE_END.split(one.duty.lower, maxsplit=1)[0]
        before = part.lower[: one.duty.span.start - part.span.start]
        if not DIFFICULTY.search(clause) and not DIFFICULTY.search(before):
            signs = ("sentence" if direct else "sentence-inside",) + (() if work else ("elsewhere",))
            yield duty(block, one, signs=signs)


def _parts(text: Passage) -> Iterator[Passage]:
    """The text, parted where after a sentence that gives work the next gives it to an agency of its own."""
    start = 0
    for stop in _NEXT_SENTENCE.finditer(text.text):
        so_far = text.part(start, min(stop.start(), start + _SENTENCE))
        first = assigned(so_far) or assigned_anywhere(so_far)
        following = text.part(stop.end(), stop.end() + _SENTENCE)
        given = assigned(following) or assigned_anywhere(following)
        if first is None or given is None or _is_part(given.agency, first.agency):
            continue
        if given.agency.span.start - following.span.start < _NEAR:
            yield text.part(start, stop.start() + 1)
            start = stop.end()
    yield text.part(start)


def _in_bracket(text: Passage) -> Assigned | None:
    """The task before a bracket at the end that says who leads it."""
    bracket = _PARENTHESIS.search(text.lower)
    if bracket is None:
        return None
    inside = text.part(bracket.start() + 1, text.lower.rindex(")"))
    inside = inside.part(3 if inside.lower.startswith("do ") else 0)
    given = assigned(inside)
    if given is None or not (inside.lower.startswith("giao ") or _LEADING.match(given.duty.lower)):
        return None
    return Assigned(given.agency, text.part(0, bracket.start()), given.request)
