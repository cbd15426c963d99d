"""Assignments of work: who has to do what.

Three ways in which plans give work out: under an agency's heading; in a sentence that names the agency and gives
the order; and after a task, in a line «Cơ quan chủ trì: …».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.agencies import (
    Assigned,
    assigned,
    assigned_anywhere,
    coordinating,
    is_agency,
    without_giving,
)
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span, first_words
from sokehoach.domain.plans.vocabulary import (
    AGENCY,
    AIMS,
    ASSIGNMENT,
    CLOSING,
    DETAIL,
    DIFFICULTY,
    GIVING,
    LEAD,
    REQUEST,
    SUPPORT,
    TASK,
    WHEN,
    WORK,
)


_RESPONSIBILITY = re.compile(r"(?:về )?(?:trách nhiệm|nhiệm vụ) của |đối với (?=" + AGENCY.pattern + ")")
_BY_OFFICE = re.compile(r",? theo (?:chức năng|nhiệm vụ|thẩm quyền)")


_LEADS_ONLY = re.compile(r"(?:chủ trì|thực hiện|tham mưu|đầu mối|là (?:cơ quan|đơn vị) [^,.;]*)(?:,? phối hợp[^.;]*)?[ .;]*")


class Nature(StrEnum):
    """What kind of duty it is, by its words."""

    DATED = "dated"
    STANDING = "standing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment. `due_text` and `agency` as printed; `recurs` a frequency («month», «year» …) or None."""

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


def duties(found: list[Block]) -> list[Duty]:
    """All assignments, in the order of the text."""
    led = {id(block): assignment for block, assignment in _led(found)}
    result: list[Duty] = []
    heading: _Heading | None = None
    for at, block in enumerate(found):
        if heading is not None and not heading.covers(block):
            heading = heading.outer(block)
        if id(block) in led:
            result += led[id(block)]
            continue
        if (
            (when := WHEN.match(block.body.lower)) is not None
            and result
            and at
            and result[-1].span == found[at - 1].body.span
        ):
            result[-1] = _dated(result[-1], block.body.part(when.end()))
        if _is_role_line(block) or block.body.text == "":
            continue
        opened = _heading(found, at)
        if opened is not None:
            heading = _Heading(opened, block, heading)
            continue
        result += _of_block(found, at, heading)
    return result


@dataclass(frozen=True)
class _Heading:
    """An agency's heading and the blocks it reaches."""

    agency: Assigned
    block: Block
    above: "_Heading | None"

    def covers(self, block: Block) -> bool:
        if self.block.numbered:
            return any(one is self.block for one in block.headings)
        same_item = [id(one) for one in block.headings] == [id(one) for one in self.block.headings]
        return (
            not block.numbered
            and same_item
            and (block.level > self.block.level or self.block.level == 0 < block.level)
        )

    def outer(self, block: Block) -> "_Heading | None":
        above = self.above
        while above is not None and not above.covers(block):
            above = above.above
        return above


def _zone(block: Block) -> re.Match[str] | None:
    """The nearest heading that says what its part is about decides whether agencies are to be looked for."""
    titles = [one.title.lower for one in block.headings]
    for title in titles:
        if AIMS.search(title) and not WORK.search(title.replace("tổ chức", "")):
            return None
    return next(
        (match for title in titles if (match := WORK.search(title) or ASSIGNMENT.search(title))), None
    )


def _in_aims(block: Block) -> bool:
    return any(
        AIMS.search(title) and not WORK.search(title)
        for one in block.headings
        if len(title := one.title.lower) < 160
    )


def _heading(found: list[Block], at: int) -> Assigned | None:
    """The agency whose duties stand below this block, if it is such a heading."""
    block = found[at]
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None or _zone(block) is None or not (block.numbered or block.introduces or block.level == 1):
        return None
    below = following.level > block.level or any(one is block for one in following.headings)
    if not block.numbered and following.level <= block.level:
        return None
    responsible = _RESPONSIBILITY.match(block.body.lower) if block.numbered else None
    if not is_agency(block.body) and not (responsible is not None and below):
        if block.introduces and below and (given := assigned(block.body)) is not None:
            return given
        titled = block.numbered and below and AGENCY.match(block.body.lower) is not None
        if not (titled and len(block.body) < 200 and block.body.text[-1] not in ".;:"):
            return None
    name, request = without_giving(block.body)
    if responsible is not None:
        name = block.body.part(responsible.end())
    name = name.part(0, len(name.text.rstrip(" :;.,")))
    return Assigned(name, name, request or REQUEST.match(block.body.lower) is not None)


def _of_block(found: list[Block], at: int, heading: _Heading | None) -> Iterator[Duty]:
    block = found[at]
    text = block.body
    introduced = _introduces_items(found, at)
    if heading is not None and not (at and _closes(block, found)):
        if introduced:
            return
        if WHEN.match(text.lower) or DETAIL.match(text.lower):
            return
        inner = assigned(text) if _names_itself(text) else None
        if inner is not None:
            yield _duty(block, inner, likelihood=0.75, doubts=(
                f"Đề mục giao cho {heading.agency.agency.text} nhưng câu nêu tên {inner.agency.text}: cần xem cơ quan nào thực hiện.",
            ))  # fmt: skip
            return
        if DIFFICULTY.search(text.lower[:120]):
            return
        yield _duty(block, Assigned(heading.agency.agency, text, heading.agency.request), likelihood=0.95)
        return
    if _closes(block, found):
        yield from _of_closing(block)
        return
    if introduced or _in_aims(block) or not block.headings and not block.numbered:
        return
    parenthesis = re.search(r"\((?=giao )[^()]*\)\s*\.?$", text.lower)
    if parenthesis is not None:
        given = assigned(text.part(parenthesis.start() + 1, parenthesis.end()))
        if given is not None:
            yield _duty(
                block,
                Assigned(given.agency, text.part(0, parenthesis.start()), given.request),
                likelihood=0.85,
            )
            return
    if block.level and _zone(block) is None:
        return  # a list outside the parts on work: prizes, members, documents
    direct = assigned(text)
    one = direct or assigned_anywhere(text)
    if one is not None and not DIFFICULTY.search(text.lower[: text.lower.find(one.duty.lower[:40]) + 160]):
        likelihood = (0.9 if direct else 0.75) - (0.0 if _zone(block) else 0.15)
        yield _duty(block, one, likelihood=likelihood)


def _names_itself(text: Passage) -> bool:
    """The paragraph begins with an agency's own name, not with a group's («các ngân hàng …»)."""
    return not text.lower.startswith(("các ", "những ")) and not text.lower.startswith(
        ("công tác", "báo cáo")
    )


def _introduces_items(found: list[Block], at: int) -> bool:
    """The block ends in a colon and items stand below it."""
    block = found[at]
    if not block.introduces or at + 1 == len(found):
        return False
    following = found[at + 1]
    return following.level > block.level or (following.numbered and any(one is block for one in following.headings)) or (
        not block.numbered and not following.numbered and block.level == 0
    )  # fmt: skip


def _closes(block: Block, found: list[Block]) -> bool:
    lower = block.body.lower
    if CLOSING.match(lower) is not None:
        return True
    issuer_first = re.match(
        r"(?:ubnd|ủy ban nhân dân)(?! (?:các|cấp|xã|phường))[^.;:,]{0,40}? (?:yêu cầu|giao|đề nghị)", lower
    )
    return issuer_first is not None and not block.numbered and block.level == 0


def _of_closing(block: Block) -> Iterator[Duty]:
    """The sentences after the last clause: only what is asked of named agencies is a duty."""
    lower = block.body.lower
    top = block.headings[0].path if block.headings else block.path
    path = block.path if block.numbered else top
    starts = [0, *(match.end() for match in re.finditer(r"[.;] ", lower))]
    for start, end in zip(starts, [*starts[1:], len(lower)], strict=True):
        sentence = block.body.part(start, end)
        giving = re.search(
            r"(?:^|[,.] |\b)(?:đề nghị|giao)(?! (?:khen|dịch|thông))(?: cho)? ", sentence.lower
        )
        if giving is None or DIFFICULTY.search(sentence.lower):
            continue
        given = assigned(sentence.part(giving.start() + (2 if sentence.lower[giving.start()] in ",." else 0)))
        if given is not None:
            yield _duty(block, given, likelihood=0.7, path=path, doubts=(
                "Câu kết của văn bản, giao chung: cần xem có theo dõi thành nhiệm vụ riêng không.",
            ))  # fmt: skip


def _is_role_line(block: Block) -> bool:
    lower = block.body.lower
    return any(pattern.match(lower) for pattern in (LEAD, SUPPORT, WHEN)) or (
        DETAIL.match(lower) is not None and not block.numbered and len(lower) < 200
    )


def _led(found: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """Tasks followed by «Cơ quan chủ trì: …», each task block with its duties."""
    for at, block in enumerate(found):
        match = LEAD.match(block.body.lower)
        if match is None or match.end() >= len(block.body):
            continue
        value = block.body.part(match.end())
        cut = re.search(r"[;,.] (?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?\s*:", value.lower)
        value = value.part(0, cut.start()) if cut else value
        tasks = _tasks_before(found, at)
        value = value.part(0, cut.start()) if (cut := _BY_OFFICE.search(value.lower)) else value
        sentences = [one for piece in _pieces(value) if (one := assigned(piece)) is not None]
        leader = sentences[0] if len(sentences) == 1 and _LEADS_ONLY.fullmatch(sentences[0].duty.lower) else None
        if sentences and leader is None:
            yield block, [_duty(block, one, likelihood=0.8) for one in sentences]
            for task in tasks:
                yield task, []
            continue
        agency = leader.agency if leader is not None else value.part(0, len(value.text.rstrip(" .;,")))
        when, support = _details_after(found, at)
        for task in tasks:
            label = TASK.match(task.body.lower)
            text = task.body.part(label.end()) if label else task.body
            yield (
                task,
                [
                    _duty(
                        task,
                        Assigned(agency, text, REQUEST.match(text.lower) is not None),
                        likelihood=0.92,
                        when=when,
                        support=support,
                    )
                ],
            )


def _pieces(value: Passage) -> Iterator[Passage]:
    start = 0
    for match in re.finditer(r"; ", value.lower):
        yield value.part(start, match.start())
        start = match.end()
    yield value.part(start)


def _tasks_before(found: list[Block], at: int) -> list[Block]:
    """The blocks a «chủ trì» line speaks of: the items above it since the last such line, else the clause itself."""
    tasks: list[Block] = []
    for block in reversed(found[:at]):
        bare = re.fullmatch(
            r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|phân công|tổ chức)(?: thực hiện)?\s*:",
            block.body.lower,
        )
        if bare is not None:
            continue
        if _is_role_line(block):
            break
        if block.numbered:
            label = TASK.fullmatch(block.body.lower) or TASK.fullmatch(block.body.lower + " ")
            if not tasks and label is None:
                tasks.append(block)
            break
        if block.introduces and tasks:
            continue
        tasks.append(block)
    tasks.reverse()
    lowest = [one for one in tasks if not one.introduces]
    return lowest or tasks


def _details_after(found: list[Block], at: int) -> tuple[str | None, tuple[str, ...]]:
    """«Thời gian thực hiện» and «Đơn vị phối hợp» printed with a «chủ trì» line."""
    when: str | None = None
    support: tuple[str, ...] = ()
    for block in found[at + 1 : at + 4]:
        lower = block.body.lower
        if (match := WHEN.match(lower)) is not None and when is None:
            when = block.body.part(match.end()).text.rstrip(" .;") or None
        elif (match := SUPPORT.match(lower)) is not None and not support:
            names = block.body.part(match.end()).text.rstrip(" .;")
            support = tuple(name for piece in names.split(";") if (name := piece.strip()))
        else:
            break
    return when, support


def _dated(duty: Duty, when: Passage) -> Duty:
    """The duty with the time printed in the line below it."""
    due_text = when.text.rstrip(" .;") or duty.due_text
    dated = duty.nature is Nature.STANDING and due_text is not None and re.search(r"\d", due_text) is not None
    return replace(duty, due_text=due_text, nature=Nature.DATED if dated else duty.nature)


def _duty(
    block: Block,
    one: Assigned,
    *,
    likelihood: float,
    doubts: tuple[str, ...] = (),
    path: str | None = None,
    when: str | None = None,
    support: tuple[str, ...] = (),
) -> Duty:
    text, lower = one.duty, one.duty.lower
    due_text = when or deadlines.due(text)
    recurring = deadlines.frequencies(lower if when is None else when.lower())
    if lower.startswith("phối hợp với") and likelihood >= 0.9 and not one.request:
        doubts += (f"Giao cho {one.agency.text} nhưng câu viết «phối hợp với»: chưa rõ cơ quan nào chủ trì.",)
    giving = GIVING.match(block.body.lower)
    request = one.request or (giving is not None and REQUEST.search(giving[0]) is not None)
    dated = due_text is not None and re.search(r"\d", due_text) is not None
    nature = Nature.REQUEST if request else Nature.DATED if dated or recurring else Nature.STANDING
    return Duty(
        path or block.path, one.agency.text, one.agency.span, text.text, first_words(text.text), text.span,
        support or coordinating(text), nature, due_text, recurring[0] if recurring else None, likelihood, doubts,
    )  # fmt: skip
