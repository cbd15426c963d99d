"""When duties and tasks are due: by the line «Thời gian …» below them, by their words, by the sentence after them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.assignment import Duty, Nature
from sokehoach.domain.plans.coordinating import partners
from sokehoach.domain.plans.headings import WHEN, is_label
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.tasks import Task
from sokehoach.domain.plans.when import Days, Deadline, Kind

_BACK = 3  # blocks between a task and its «Thời gian» line: other lines about it, a sentence


def in_time(
    found: list[Block], given: Sequence[Duty], *, plan_date: date | None, plan_period: Days | None
) -> list[Duty]:
    """The duties with their time limits read into days or rules; the plan's own time gives missing years."""
    places = _places(found, given)
    lines = _lines(found, places)
    result = []
    for at, one in enumerate(given):
        line = one.due_text or lines.get(at)
        rest = _rest(found, places, given, at)

        def read(text: Passage | str, told: bool = False) -> Deadline | None:
            return deadlines.read(text, plan_date=plan_date, plan_period=plan_period, told=told)

        deadline = (read(line, told=True) if line else None) or read(one.text)
        if rest is not None:
            deadline = deadline or read(rest)
            one = replace(one, coordinating=one.coordinating or partners(rest))
        result.append(_timed(one, line, deadline))
    return result


def tasks_in_time(
    found: list[Block], given: Sequence[Task], *, plan_date: date | None, plan_period: Days | None
) -> list[Task]:
    """The same of tasks: by the line «Thời gian …» below them, else by their own words."""
    lines = _lines(found, _places(found, given))
    result = []
    for at, one in enumerate(given):
        line = lines.get(at)
        told = deadlines.read(line, plan_date=plan_date, plan_period=plan_period, told=True) if line else None
        own = deadlines.read(one.text, plan_date=plan_date, plan_period=plan_period)
        result.append(_timed(one, line, told or own))
    return result


def _timed[T: (Duty, Task)](given: T, line: str | None, deadline: Deadline | None) -> T:
    every = deadline.every if deadline is not None else None
    rhythm_only = every is not None and not every.days
    printed = None if deadline is None or deadline.kind is Kind.STANDING or rhythm_only else deadline.text
    is_dated = deadline is not None and deadline.is_dated
    return replace(
        given,
        nature=given.nature
        if given.nature is Nature.REQUEST
        else Nature.DATED
        if is_dated
        else Nature.STANDING,
        due_text=line or printed,
        recurs=every.period.value if every is not None else None,
        deadline=deadline,
    )


def _places(found: list[Block], given: Sequence[Duty] | Sequence[Task]) -> list[int]:
    """For each duty the block in which its words stand."""
    starts = [block.body.span.start for block in found]
    return [max(0, bisect_right(starts, one.span.start) - 1) for one in given]


def _rest(found: list[Block], places: list[int], given: Sequence[Duty], at: int) -> Passage | None:
    """What stands in the block after the words of the duty, up to the next duty."""
    body = found[places[at]].body
    end = len(body)
    if at + 1 < len(given) and places[at + 1] == places[at]:
        end = _letter(body, given[at + 1].agency_span.start)
    start = _letter(body, given[at].span.end)
    return body.part(start, end) if 0 < start < end else None


def _letter(body: Passage, offset: int) -> int:
    return bisect_right(body.offsets, offset - 1)


def _lines(found: list[Block], places: list[int]) -> dict[int, str]:
    """The value of the «Thời gian» line for each duty that such a line is about."""
    by_block: dict[int, list[int]] = {}
    for at, place in enumerate(places):
        by_block.setdefault(place, []).append(at)
    result: dict[int, str] = {}
    for at, block in enumerate(found):
        label = WHEN.match(block.body.lower)
        value = block.body.text[label.end() :].strip(" .;") if label is not None else ""
        if value:
            result |= {one: value for place in _about(found, at) for one in by_block.get(place, ())}
    return result


def _about(found: list[Block], at: int) -> Iterator[int]:
    """The blocks a «Thời gian» line is about: the item above it; where it is an item itself, its clause."""
    block = found[at]
    clauses = [one for one in block.headings if one is not block]
    if block.numbered and clauses:
        above = clauses[-1]
        for place in range(at - 1, -1, -1):
            if not any(one is above for one in found[place].headings):
                return
            yield place
        return
    place = at - 1
    while (
        place >= 0
        and at - place <= _BACK
        and is_label(found[place])
        and not WHEN.match(found[place].body.lower)
    ):
        place -= 1
    if place < 0:
        return
    yield place
    item = found[place]
    siblings = []
    for before in range(place - 1, -1, -1):
        one = found[before]
        if one.level == item.level and not one.numbered:
            siblings.append(before)
        else:  # one line for all the items that a sentence with a colon announces
            if item.level > block.level and one.introduces:
                yield from siblings
            return
