"""Assignments of work: who has to do what.

Plans give work out in three ways: under an agency's heading; in a sentence that names the agency and gives
the order; and after a task, in a line «Cơ quan chủ trì: …» (module `leads`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.assignment import Duty, dated, duty
from sokehoach.domain.plans.headings import WHEN, about_aims, about_work, is_label
from sokehoach.domain.plans.leads import led
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import CLOSING, DIFFICULTY
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import (
    Assigned,
    assigned,
    assigned_anywhere,
    is_agency,
    trimmed,
    without_giving,
)

_LONGEST_TITLE = 200
_RESPONSIBILITY = re.compile(r"(?:về )?(?:trách nhiệm|nhiệm vụ) của |đối với (?=" + AGENCY.pattern + ")")
# «… (Giao Công an tỉnh chủ trì)», «… (Sở Y tế chủ trì)»: the task stands before the bracket.
_PARENTHESIS = re.compile(
    r"\((?:do )?(?=giao |[^()]{4,200} (?:chủ trì|thực hiện|phụ trách))[^()]*\)\s*[.;]?$"
)
_LEADING = re.compile(r"(?:chủ trì|thực hiện|phụ trách|tham mưu)(?!\w)")
_ISSUER_FIRST = re.compile(
    r"(?:ubnd|ủy ban nhân dân)(?! (?:các|cấp|xã|phường))[^.;:,]{0,40}? (?:yêu cầu|giao|đề nghị)"
)
_ASKED = re.compile(r"(?<!\w)(?:đề nghị|giao)(?! (?:khen|dịch|thông))(?: cho)? ")
_SENTENCE = re.compile(r"[.;] ")


def duties(found: list[Block]) -> list[Duty]:
    """All assignments, in the order of the text."""
    by_lead = {id(block): assignments for block, assignments in led(found)}
    result: list[Duty] = []
    heading: _Heading | None = None
    for at, block in enumerate(found):
        while heading is not None and not heading.covers(block):
            heading = heading.above
        if id(block) in by_lead:
            result += by_lead[id(block)]
            continue
        when = WHEN.match(block.body.lower)
        if when is not None and at and result and result[-1].span == found[at - 1].body.span:
            result[-1] = dated(result[-1], block.body.part(when.end()))
        if is_label(block) or not block.readable:
            continue
        opened = _opened(found, at)
        if opened is not None:
            heading = _Heading(opened, block, heading)
        elif _closes(block):
            result += _of_closing(block)
        elif heading is not None:
            result += _below(heading, found, at)
        else:
            result += _alone(found, at)
    return result


@dataclass(frozen=True)
class _Heading:
    """An agency's heading, the blocks it reaches, and the heading around it."""

    agency: Assigned
    block: Block
    above: "_Heading | None"

    def covers(self, block: Block) -> bool:
        if self.block.numbered:
            return any(one is self.block for one in block.headings)
        same_item = [id(one) for one in block.headings] == [id(one) for one in self.block.headings]
        return same_item and not block.numbered and block.level > self.block.level


def _opened(found: list[Block], at: int) -> Assigned | None:
    """The agency whose duties stand below this block, where the block is such a heading."""
    block = found[at]
    if at + 1 == len(found) or not about_work(block):
        return None
    following = found[at + 1]
    below = following.level > block.level or any(one is block for one in following.headings)
    # A numbered item may be its agency's heading over plain paragraphs; others must have items below them.
    if not block.numbered and not (below and (block.introduces or block.level == 1)):
        return None
    responsible = _RESPONSIBILITY.match(block.body.lower) if block.numbered and below else None
    if not is_agency(block.body) and responsible is None:
        if block.introduces and below and (given := assigned(block.body)) is not None:
            return given
        if not (block.numbered and below and AGENCY.match(block.body.lower) and _is_title(block.body)):
            return None
    name, request = without_giving(block.body)
    name = trimmed(block.body.part(responsible.end()) if responsible is not None else name)
    return Assigned(name, name, request)


def _is_title(text: Passage) -> bool:
    return len(text) < _LONGEST_TITLE and text.text[-1] not in ".;:"


def _below(heading: _Heading, found: list[Block], at: int) -> Iterator[Duty]:
    """A paragraph, item or bullet under an agency's heading."""
    block = found[at]
    text, agency = block.body, heading.agency.agency
    if _introduces_items(found, at):
        return
    # A group's name («các ngân hàng …») is only the subject of the sentence; an agency's own name counts.
    inner = None if text.lower.startswith(("các ", "những ", "báo cáo")) else assigned(text)
    if inner is not None:
        doubt = (
            f"Đề mục giao cho {agency.text} nhưng câu nêu tên {inner.agency.text}: cần xem cơ quan nào làm."
        )
        yield duty(block, inner, likelihood=0.75, doubts=(doubt,))
    elif not DIFFICULTY.search(text.lower[:120]):
        yield duty(block, Assigned(agency, text, heading.agency.request), likelihood=0.95)


def _alone(found: list[Block], at: int) -> Iterator[Duty]:
    """A paragraph outside any agency's heading: a duty only where it names the agency itself."""
    block = found[at]
    text, work = block.body, about_work(block)
    if _introduces_items(found, at) or about_aims(block) or not (block.headings or block.numbered):
        return
    parenthesis = _PARENTHESIS.search(text.lower)
    if parenthesis is not None:
        inside = text.part(parenthesis.start() + 1, text.lower.rindex(")"))
        inside = inside.part(3 if inside.lower.startswith("do ") else 0)
        given = assigned(inside)
        if given is not None and (inside.lower.startswith("giao ") or _LEADING.match(given.duty.lower)):
            task = Assigned(given.agency, text.part(0, parenthesis.start()), given.request)
            yield duty(block, task, likelihood=0.85)
            return
    if block.level and not work:
        return  # a list outside the parts on work: prizes, members, documents
    direct = assigned(text)
    one = direct or assigned_anywhere(text)
    if one is None:
        return
    until = one.duty.span.start - text.span.start + 160
    if not DIFFICULTY.search(text.lower[:until]):
        yield duty(block, one, likelihood=(0.9 if direct else 0.75) - (0.0 if work else 0.15))


def _introduces_items(found: list[Block], at: int) -> bool:
    """The block ends in a colon and the items it announces stand below it."""
    block = found[at]
    if not block.introduces or at + 1 == len(found):
        return False
    following = found[at + 1]
    deeper = following.level > block.level or any(one is block for one in following.headings)
    return deeper or not (block.numbered or following.numbered or block.level)


def _closes(block: Block) -> bool:
    lower = block.body.lower
    if CLOSING.match(lower) is not None:
        return True
    return not block.numbered and block.level == 0 and _ISSUER_FIRST.match(lower) is not None


def _of_closing(block: Block) -> Iterator[Duty]:
    """The sentences after the last clause: only what is asked of named agencies is a duty."""
    lower = block.body.lower
    path = block.path if block.numbered or not block.headings else block.headings[0].path
    starts = [0, *(match.end() for match in _SENTENCE.finditer(lower))]
    for start, end in zip(starts, [*starts[1:], len(lower)], strict=True):
        sentence = block.body.part(start, end)
        asked = _ASKED.search(sentence.lower)
        if asked is None or DIFFICULTY.search(sentence.lower):
            continue
        given = assigned(sentence.part(asked.start()))
        if given is not None:
            doubt = "Câu kết của văn bản, giao chung: cần xem có theo dõi thành nhiệm vụ riêng không."
            yield duty(block, given, likelihood=0.7, path=path, doubts=(doubt,))
