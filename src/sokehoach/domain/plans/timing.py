"""Set deadlines of duties and tasks: from the line «Thời gian …» below, their own text, or the next sentence."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sokehoach.domain.messages import say
from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.assignment import Duty, DutyNature
from sokehoach.domain.plans.dates import DateRange, Deadline, DeadlineKind
from sokehoach.domain.plans.headings import WHEN, is_label
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.partners import find_partners
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.tasks import Task

_MAX_ITEMS_BACK = 30  # maximum items of one introduction
_MAX_BLOCKS_BACK = 3  # maximum blocks between a task and its «Thời gian» line


def set_duty_deadlines(
    blocks: list[Block], duties: Sequence[Duty], *, plan_date: date | None, plan_period: DateRange | None
) -> list[Duty]:
    """The duties with parsed deadlines; the plan's own dates supply missing years."""
    places = _find_places(blocks, duties)
    lines = _find_lines(blocks, places)
    result = []
    for at, duty in enumerate(duties):
        line = duty.due_text or lines.get(at)
        rest = _find_rest(blocks, places, duties, at)

        def parse_text(text: Passage | str, is_labelled: bool = False) -> Deadline | None:
            return deadlines.parse_deadline(text, plan_date=plan_date, plan_period=plan_period, is_labelled=is_labelled)

        duty_text = fold_passage(duty.text)
        own_text = deadlines.add_period(duty.text, _find_period(blocks, places[at]))
        deadline = parse_text(line, is_labelled=True) if line else None
        deadline = deadline or parse_text(duty_text if own_text == duty.text else own_text)
        if rest is not None:
            deadline = deadline or parse_text(rest)
            duty = replace(duty, coordinating=duty.coordinating or find_partners(rest))
        if deadline is not None:
            deadline = deadlines.set_later_days(
                deadline, line or duty_text, plan_date=plan_date, plan_period=plan_period
            )
        days = deadlines.list_due_days(duty_text) if line is None else []
        if deadline is not None and deadline.kind is DeadlineKind.BY and len(days) > 1:
            doubt = say("Câu nêu nhiều thời hạn (%(days)s): cần xem việc nào theo thời hạn nào.", days="; ".join(days))
            duty = replace(duty, doubts=(*duty.doubts, doubt))
        result.append(_set_deadline(duty, line, deadline))
    return result


def set_task_deadlines(
    blocks: list[Block], tasks: Sequence[Task], *, plan_date: date | None, plan_period: DateRange | None
) -> list[Task]:
    """The tasks with parsed deadlines: from the line «Thời gian …» below, else from their own text."""
    places = _find_places(blocks, tasks)
    lines = _find_lines(blocks, places)
    result = []
    for at, task in enumerate(tasks):
        line = lines.get(at)
        line_deadline = (
            deadlines.parse_deadline(line, plan_date=plan_date, plan_period=plan_period, is_labelled=True)
            if line
            else None
        )
        own_text = deadlines.add_period(task.text, _find_period(blocks, places[at]))
        text_deadline = deadlines.parse_deadline(own_text, plan_date=plan_date, plan_period=plan_period)
        result.append(_set_deadline(task, line, line_deadline or text_deadline))
    return result


def _set_deadline[T: (Duty, Task)](item: T, line: str | None, deadline: Deadline | None) -> T:
    every = deadline.every if deadline is not None else None
    rhythm_only = every is not None and not every.days
    printed = None if deadline is None or deadline.kind is DeadlineKind.STANDING or rhythm_only else deadline.text
    is_dated = deadline is not None and deadline.is_dated
    return replace(
        item,
        nature=item.nature
        if item.nature is DutyNature.REQUEST
        else DutyNature.DATED
        if is_dated
        else DutyNature.STANDING,
        due_text=line or printed,
        recurs=every.period.value if every is not None else None,
        deadline=deadline,
    )


def _find_places(blocks: list[Block], items: Sequence[Duty] | Sequence[Task]) -> list[int]:
    """For each item the index of its block."""
    starts = [block.body.span.start for block in blocks]
    return [max(0, bisect_right(starts, item.span.start) - 1) for item in items]


def _find_period(blocks: list[Block], place: int) -> str:
    """The period of the introduction above an item, «hằng năm» of «c) Hằng năm thực hiện:»; «» where it has none."""
    block = blocks[place]
    introduction = next((heading for heading in reversed(block.headings) if heading is not block), None)
    for candidate in reversed(blocks[max(0, place - _MAX_ITEMS_BACK) : place]):
        if candidate is introduction or candidate.level < block.level:
            introduction = candidate
            break
    return (
        deadlines.find_period(introduction.body.lower)
        if introduction is not None and introduction.is_introduction
        else ""
    )


def _find_rest(blocks: list[Block], places: list[int], duties: Sequence[Duty], at: int) -> Passage | None:
    """The text of the block after the duty, up to the next duty."""
    body = blocks[places[at]].body
    end = len(body)
    if at + 1 < len(duties) and places[at + 1] == places[at]:
        end = _find_letter(body, duties[at + 1].agency_span.start)
    start = _find_letter(body, duties[at].span.end)
    return body.part(start, end) if 0 < start < end else None


def _find_letter(body: Passage, offset: int) -> int:
    return bisect_right(body.offsets, offset - 1)


def _find_lines(blocks: list[Block], places: list[int]) -> dict[int, str]:
    """For each item with a «Thời gian» line, the value of that line."""
    by_block: dict[int, list[int]] = {}
    for at, place in enumerate(places):
        by_block.setdefault(place, []).append(at)
    result: dict[int, str] = {}
    for at, block in enumerate(blocks):
        label = WHEN.match(block.body.lower)
        value = block.body.text[label.end() :].strip(" .;") if label is not None else ""
        if value:
            result |= {
                index: value for place in _list_described_places(blocks, at) for index in by_block.get(place, ())
            }
    return result


def _list_described_places(blocks: list[Block], at: int) -> Iterator[int]:
    """Indexes of the blocks that a «Thời gian» line describes: the item above; if the line is an item, its clause."""
    block = blocks[at]
    clauses = [heading for heading in block.headings if heading is not block]
    if block.numbered and clauses:
        clause = clauses[-1]
        for place in range(at - 1, -1, -1):
            if not any(heading is clause for heading in blocks[place].headings):
                return
            yield place
        return
    place = at - 1
    while (
        place >= 0
        and at - place <= _MAX_BLOCKS_BACK
        and is_label(blocks[place])
        and not WHEN.match(blocks[place].body.lower)
    ):
        place -= 1
    if place < 0:
        return
    yield place
    item = blocks[place]
    siblings = []
    for sibling_place in range(place - 1, -1, -1):
        sibling = blocks[sibling_place]
        if sibling.level == item.level and not sibling.numbered:
            siblings.append(sibling_place)
        else:  # one line for all items after a sentence with a colon
            if item.level > block.level and sibling.is_introduction:
                yield from siblings
            return
