"""Tasks followed by a line «Cơ quan chủ trì: …»: the task is the duty of that agency."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.headings import DETAIL, LEAD, SUPPORT, TASK, WHEN, is_label
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import OPENING, REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.roles import AgencyRoles, parse_aside, parse_roles
from sokehoach.domain.plans.sentences import AgencyOrder, list_order_places, parse_agency_order
from sokehoach.domain.text import skip_match

# «Sở Y tế chủ trì, phối hợp với …»: names the lead and partners, but no work.
_LEADS = re.compile(
    r"(?:chủ trì|thực hiện|tham mưu|phụ trách|triển khai|chịu trách nhiệm(?= chính| chung)|"
    r"là (?:cơ quan|đơn vị|đầu mối)(?! phối hợp)[^,.;]{0,60})"
    r"(?:,? (?:chủ trì|thực hiện|triển khai|tham mưu)){0,3}(?: (?:chính|chung|thường xuyên))?"
)
_WITH_PARTNERS = re.compile(
    r",? (?:và )?(?:phối(?:,? kết)? hợp(?: (?:với|cùng))?|cùng(?: với)?) |,? (?=" + AGENCY.pattern + ")"
)
_CARRIED_OUT = re.compile(
    r"(?:^| )(?:cùng )?(?:phối hợp )?(?:(?:để|cùng|tổ chức|triển khai|thực hiện) ){0,3}"
    r"(?:phối hợp|tổ chức|triển khai|thực hiện)(?: (?:nhiệm vụ|nội dung|việc) này)?$"
)
# «…, xong trong quý I/2025», «; hoàn thành trước ngày 30/6».
_TIME_END = re.compile(
    r"[,;] (?:xong|hoàn thành)(?: (?:trước|trong|vào))?(?: (?:ngày|quý|tháng|năm))? [\divx/]{1,10}(?: năm \d{4})?$"
)
# «Phó Chủ tịch, phụ trách lĩnh vực …», «Trưởng phòng phụ trách …»: on such a line the field of a person, no work.
_FIELD = re.compile(r"phụ trách(?!\w)[^;:]*")
_BARE = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|phân công|tổ chức)(?: thực hiện)?\s*:")
_MANNER = re.compile(r"(?:đảm bảo|bảo đảm|đa dạng)(?!\w)")
_FARTHEST = 60  # blocks above the line
_DETAIL_LINES = 3  # lines after a «chủ trì» line: phối hợp, thời gian, sản phẩm


def names_lead_only(duty: Passage) -> bool:
    """Whether the words after an agency's name only say that it leads, and with whom: no work of their own."""
    leads = _LEADS.match(duty.lower)
    if leads is None:
        return False
    duty_words = duty.part(leads.end(), len(duty.text.rstrip(" .;")))
    time = _TIME_END.search(duty_words.lower)
    duty_words = duty_words.part(0, time.start()) if time is not None else duty_words
    end = _CARRIED_OUT.search(duty_words.lower)
    rest = duty_words.part(0, end.start() if end is not None else None)
    if not rest.text:
        return True
    partners = _WITH_PARTNERS.match(rest.lower)
    if partners is None or "; " in rest.text or ". " in rest.text:
        return False
    return next(list_order_places(rest.part(partners.end()), len(rest)), None) is None


def parse_lead_duties(blocks: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The blocks whose duties such lines determine, each with its duties (none if another block has them)."""
    for at, block in enumerate(blocks):
        if not block.is_readable:
            continue
        line_roles = parse_roles(block.body)
        if line_roles is None or line_roles.lead is None:
            continue
        if line_roles.start > 0:
            aside_roles = parse_aside(block)
            if aside_roles is not None and aside_roles.lead is not None:
                yield (
                    block,
                    [build_task_duty(block, aside_roles.lead, aside_roles, signs=("aside",), end=aside_roles.start)],
                )
            continue
        tasks = _tasks_before(blocks, at)
        if len(tasks) == 1 and (items := _tasks_below(tasks[0], blocks, at)):
            tasks = items
        sentences = [order for part in _split_parts(line_roles.lead) if (order := parse_agency_order(part)) is not None]
        agency = line_roles.lead
        if len(sentences) == 1 and names_lead_only(sentences[0].duty):
            agency = sentences[0].agency
        elif sentences and not all(_FIELD.fullmatch(order.duty.lower) for order in sentences):
            yield block, [build_duty(block, order, signs=("lead-sentence",)) for order in sentences]
            yield from ((task, []) for task in tasks)
            continue
        details = _details_after(blocks, at, line_roles)
        for task in tasks:
            yield task, [build_task_duty(task, agency, details, signs=("lead",))]


def build_task_duty(
    task: Block, agency: Passage, details: AgencyRoles, *, signs: tuple[str, ...], end: int | None = None
) -> Duty:
    """The task as the duty of the agency; its text ends at position `end`."""
    text = task.body.part(skip_match(TASK, task.body.lower), end)
    text = text.part(0, len(text.text.rstrip(" (;,-–")))
    order = AgencyOrder(agency, text, REQUEST.match(text.lower) is not None)
    when = details.when.text if details.when is not None else None
    return build_duty(task, order, signs=signs, when=when, support=details.support)


def _split_parts(value: Passage) -> Iterator[Passage]:
    start = 0
    for match in re.finditer(r"; ", value.lower):
        yield value.part(start, match.start())
        start = match.end()
    yield value.part(start)


def _tasks_before(blocks: list[Block], at: int) -> list[Block]:
    """The items above the line since the previous such line; if there are none, the numbered clause itself."""
    tasks: list[Block] = []
    first = max(0, at - _FARTHEST)
    for place in range(at - 1, first - 1, -1):
        block = blocks[place]
        if _BARE.fullmatch(block.body.lower):
            continue
        if is_label(block):
            if tasks or LEAD.match(block.body.lower):
                break
            continue  # «Lãnh đạo phụ trách: …», «Thời gian: …» above «Cơ quan thực hiện: …»
        if block.numbered:
            is_bare_task = TASK.fullmatch(block.body.lower) is not None
            if not tasks and not is_bare_task:
                tasks += (block, *_items_beside(blocks, place))
            elif tasks and _is_task(block) and not all(map(_adds_work, tasks)):
                tasks = [*filter(_adds_work, tasks), block]
            break
        tasks.append(block)
    tasks.reverse()
    return [task for task in tasks if not task.is_introduction] or tasks


def _tasks_below(title: Block, blocks: list[Block], at: int) -> list[Block]:
    """The items after the line, if it stands between a title that gives no order and the title's items."""
    items: list[Block] = []
    if not title.numbered or OPENING.match(title.body.lower) or title.body.text.endswith((".", ";")):
        return items
    for block in blocks[at + 1 : at + 1 + _FARTHEST]:
        if not any(heading is title for heading in block.headings):
            break
        if LEAD.match(block.body.lower) or parse_agency_order(block.body) is not None:
            return []
        if not is_label(block) and OPENING.match(block.body.lower):
            items.append(block)
    return items


def _is_task(block: Block) -> bool:
    """Whether a numbered item is a sentence that gives an order: the bullets below it say how it is done."""
    return block.body.text.endswith((".", ";")) and OPENING.match(block.body.lower) is not None


def _adds_work(block: Block) -> bool:
    """Whether a bullet below such a sentence gives an order of its own."""
    return OPENING.match(block.body.lower) is not None and _MANNER.match(block.body.lower) is None


def _items_beside(blocks: list[Block], at: int) -> list[Block]:
    """Items directly above, numbered like this one, that the line serves too: «1. Lập …», «2. Gửi …», «Chủ trì: …».

    None if the first of the row has a line of its own.
    """
    row_ids = [id(heading) for heading in blocks[at].headings]
    items: list[Block] = []
    for block in reversed(blocks[:at]):
        in_row = block.numbered and [id(heading) for heading in block.headings] == row_ids
        if not in_row or OPENING.match(block.body.lower) is None:
            return [] if is_label(block) else items
        if parse_roles(block.body) is not None:
            return []
        items.append(block)
    return items


def _details_after(blocks: list[Block], at: int, line_roles: AgencyRoles) -> AgencyRoles:
    """Time and coordinating agencies from the line itself and the lines after it."""
    when, support = line_roles.when, line_roles.support
    for block in blocks[at + 1 : at + 1 + _DETAIL_LINES]:
        if block.numbered or not any(label.match(block.body.lower) for label in (SUPPORT, WHEN, DETAIL)):
            break
        next_roles = parse_roles(block.body)
        if next_roles is None:
            break
        when = when or next_roles.when
        support = support or next_roles.support
    return AgencyRoles(line_roles.start, line_roles.lead, support, when)
