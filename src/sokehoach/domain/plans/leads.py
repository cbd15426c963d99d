"""Tasks followed by a line «Cơ quan chủ trì: …»: the task is the duty of the agency named there."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.assignment import Duty, duty
from sokehoach.domain.plans.headings import DETAIL, SUPPORT, TASK, WHEN, is_label
from sokehoach.domain.plans.orders import REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.roles import Roles, aside, roles
from sokehoach.domain.plans.sentences import Assigned, assigned

# «Sở Y tế chủ trì, phối hợp với …»: says who leads, no work of its own.
_LEADS_ONLY = re.compile(
    r"(?:chủ trì|thực hiện|tham mưu|là (?:cơ quan|đơn vị|đầu mối)[^,.;]*)(?:,? phối hợp[^.;]*)?[ .;]*"
)
_BARE = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|phân công|tổ chức)(?: thực hiện)?\s*:")
_NEAR = 3  # lines printed with a «chủ trì» line: phối hợp, thời gian, sản phẩm


def led(found: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The blocks whose duties such lines settle, each with its duties (none where another block has them)."""
    for at, block in enumerate(found):
        if not block.readable:
            continue
        told = roles(block.body)
        if told is None or told.lead is None:
            continue
        if told.start > 0:
            inside = aside(block)
            if inside is not None and inside.lead is not None:
                yield block, [_of_task(block, inside.lead, inside, signs=("aside",), end=inside.start)]
            continue
        tasks = _tasks_before(found, at)
        sentences = [one for piece in _pieces(told.lead) if (one := assigned(piece)) is not None]
        agency = told.lead
        if len(sentences) == 1 and _LEADS_ONLY.fullmatch(sentences[0].duty.lower):
            agency = sentences[0].agency
        elif sentences:
            yield block, [duty(block, one, signs=("lead-sentence",)) for one in sentences]
            yield from ((task, []) for task in tasks)
            continue
        details = _details_after(found, at, told)
        for task in tasks:
            yield task, [_of_task(task, agency, details, signs=("lead",))]


def _of_task(
    task: Block, agency: Passage, details: Roles, *, signs: tuple[str, ...], end: int | None = None
) -> Duty:
    """The task as the duty of the agency; its text goes to letter `end`."""
    label = TASK.match(task.body.lower)
    text = task.body.part(label.end() if label else 0, end)
    text = text.part(0, len(text.text.rstrip(" (;,-–")))
    given = Assigned(agency, text, REQUEST.match(text.lower) is not None)
    when = details.when.text if details.when is not None else None
    return duty(task, given, signs=signs, when=when, support=details.support)


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


def _details_after(found: list[Block], at: int, told: Roles) -> Roles:
    """What the line says of time and coordinating agencies, and the lines printed with it."""
    when, support = told.when, told.support
    for block in found[at + 1 : at + 1 + _NEAR]:
        if block.numbered or not any(label.match(block.body.lower) for label in (SUPPORT, WHEN, DETAIL)):
            break
        beside = roles(block.body)
        if beside is None:
            break
        when = when or beside.when
        support = support or beside.support
    return Roles(told.start, told.lead, support, when)
