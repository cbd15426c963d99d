"""Tasks followed by a line «Cơ quan chủ trì: …»: the task is the duty of the agency named there."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.assignment import Duty, duty
from sokehoach.domain.plans.headings import LEAD, SUPPORT, TASK, WHEN, is_label
from sokehoach.domain.plans.orders import REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import Assigned, assigned, trimmed

# What follows the agency's name on the line: another role, or a reservation.
_REST = re.compile(
    r"[;,.] (?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?\s*:|,? theo (?:chức năng|nhiệm vụ|thẩm quyền)"
)
# «Sở Y tế chủ trì, phối hợp với …»: says who leads, no work of its own.
_LEADS_ONLY = re.compile(
    r"(?:chủ trì|thực hiện|tham mưu|là (?:cơ quan|đơn vị|đầu mối)[^,.;]*)(?:,? phối hợp[^.;]*)?[ .;]*"
)
_BARE = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|phân công|tổ chức)(?: thực hiện)?\s*:")
_NEAR = 3  # lines printed with a «chủ trì» line: phối hợp, thời gian, sản phẩm


def led(found: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The blocks whose duties such lines settle, each with its duties (none where another block has them)."""
    for at, block in enumerate(found):
        match = LEAD.match(block.body.lower)
        if match is None or match.end() >= len(block.body) or not block.readable:
            continue
        value = block.body.part(match.end())
        rest = _REST.search(value.lower)
        value = value.part(0, rest.start() if rest else None)
        tasks = _tasks_before(found, at)
        sentences = [one for piece in _pieces(value) if (one := assigned(piece)) is not None]
        agency = trimmed(value)
        if len(sentences) == 1 and _LEADS_ONLY.fullmatch(sentences[0].duty.lower):
            agency = sentences[0].agency
        elif sentences:
            yield block, [duty(block, one, likelihood=0.8) for one in sentences]
            yield from ((task, []) for task in tasks)
            continue
        when, support = _details_after(found, at)
        for task in tasks:
            label = TASK.match(task.body.lower)
            text = task.body.part(label.end() if label else 0)
            given = Assigned(agency, text, REQUEST.match(text.lower) is not None)
            yield task, [duty(task, given, likelihood=0.92, when=when, support=support)]


def _pieces(value: Passage) -> Iterator[Passage]:
    start = 0
    for match in re.finditer(r"; ", value.lower):
        yield value.part(start, match.start())
        start = match.end()
    yield value.part(start)


def _tasks_before(found: list[Block], at: int) -> list[Block]:
    """The items above the line since the last such line; where there are none, the numbered clause itself."""
    tasks: list[Block] = []
    for block in reversed(found[max(0, at - 60) : at]):
        if _BARE.fullmatch(block.body.lower):
            continue
        if is_label(block):
            break
        if block.numbered:
            is_bare_task = TASK.fullmatch(block.body.lower) is not None
            if not tasks and not is_bare_task:
                tasks.append(block)
            break
        tasks.append(block)
    tasks.reverse()
    return [one for one in tasks if not one.introduces] or tasks


def _details_after(found: list[Block], at: int) -> tuple[str | None, tuple[str, ...]]:
    """«Thời gian thực hiện» and «Đơn vị phối hợp» printed with a «chủ trì» line."""
    when: str | None = None
    support: tuple[str, ...] = ()
    for block in found[at + 1 : at + 1 + _NEAR]:
        lower = block.body.lower
        if when is None and (match := WHEN.match(lower)) is not None:
            when = block.body.part(match.end()).text.rstrip(" .;") or None
        elif not support and (match := SUPPORT.match(lower)) is not None:
            names = block.body.part(match.end()).text.rstrip(" .;")
            support = tuple(name for piece in names.split(";") if (name := piece.strip()))
        else:
            break
    return when, support
