"""Plain lines below items that only say who leads them: «Giao Thư viện tỉnh chủ trì thực hiện.» below 1., 2., 3.

«(Khoa Dược chủ trì các nội dung a, c)», «Giao Phòng A chủ trì nội dung tại điểm 3.1; Phòng B chủ trì điểm 3.2» name
the items by their labels; without labels all items are meant, if the line is the last below their heading.
"""

import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.headings import is_about_aims, is_about_work, is_label
from sokehoach.domain.plans.leads import names_lead_only
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.partners import find_partners
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import AgencyOrder, find_agency_order, parse_agency_order

_LONGEST_LINE = 400  # letters
_MOST_ITEMS = 40
_PART_END = re.compile(r"; (?=\w)")
_LEADS_LABELLED = re.compile(
    r"(?:(?:chủ trì|thực hiện|triển khai|phụ trách|tham mưu|tổ chức)(?:,| và)? ){1,4}(?:các )?"
    r"(?:nội dung|nhiệm vụ|công việc|việc|mục|điểm|khoản)(?: (?:tại|nêu tại|ở|các|mục|điểm|khoản|số|trên)){0,4} "
    r"(?P<labels>(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])(?:(?:, ?|; ?| và |,? (?:điểm|mục|khoản) )"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])){0,12})[ .;]*"
)
_LEADS = re.compile(r"(?:chủ trì|thực hiện|phụ trách|tham mưu|triển khai|trách nhiệm|là (?:cơ quan|đơn vị))(?!\w)")
_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|(?<!\w)[a-zđ](?!\w)")
_LEAD_TOGETHER = re.compile(r"(?:cùng )?phối hợp (?:tổ chức |triển khai )?thực hiện[ .;]*")


def parse_closing_leads(blocks: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The blocks whose duties such lines determine, each with its duties: those of the line itself are none."""
    for at, block in enumerate(blocks):
        if block.numbered or block.level or block.cells or not 0 < len(block.body) <= _LONGEST_LINE:
            continue
        if at == 0 or not (blocks[at - 1].numbered or blocks[at - 1].level) or not _LEADS.search(block.body.lower):
            continue
        orders = _list_lead_orders(block.body)
        if not orders or not block.is_readable or not is_about_work(block) or is_about_aims(block):
            continue
        items = _list_items(blocks, at)
        if len(items) <= 1 or any(parse_agency_order(item.body) is not None for item in items):
            continue
        leads_by_item = [(item, [order for order, labels in orders if _is_meant(item, labels)]) for item in items]
        if any(labels and not any(_is_meant(item, labels) for item in items) for _order, labels in orders):
            continue
        yield block, []
        for item, item_orders in leads_by_item:
            if item_orders:
                yield item, [_build_item_duty(item, order) for order in item_orders]


def _list_lead_orders(line: Passage) -> list[tuple[AgencyOrder, tuple[str, ...]]]:
    """Who leads what, by the labels of the items (none for all); [] where a part of the line says anything else."""
    text = line.part(1, len(line.text.rstrip(" .)"))) if line.text.startswith("(") else line
    ends = [match.start() for match in _PART_END.finditer(text.text)]
    orders: list[tuple[AgencyOrder, tuple[str, ...]]] = []
    for start, end in zip([0, *(end + 2 for end in ends)], [*ends, len(text)], strict=True):
        part = text.part(start, end)
        order = parse_agency_order(part) or find_agency_order(part)
        if order is None:
            return []
        labelled = _LEADS_LABELLED.fullmatch(order.duty.lower)
        is_together = "," in order.agency.text and _LEAD_TOGETHER.fullmatch(order.duty.lower) is not None
        if labelled is None and not is_together and not names_lead_only(order.duty):
            return []
        orders.append((order, tuple(_LABEL.findall(labelled["labels"])) if labelled is not None else ()))
    return orders if len(orders) == 1 or all(labels for _order, labels in orders) else []


def _list_items(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items directly above the line: bullets below its own heading, or numbered items of which it follows the last.

    Empty where another such item follows the line, which then is about the item above it.
    """
    line = blocks[at]
    items: list[Block] = []
    last_item = blocks[at - 1] if at else None
    if last_item is None or (last_item.level == 0 and not last_item.numbered):
        return items
    heading_ids = list(map(id, last_item.headings))
    for block in reversed(blocks[max(0, at - _MOST_ITEMS) : at]):
        if list(map(id, block.headings)) != heading_ids or block.cells or (block.level == 0 and not block.numbered):
            break
        if block.numbered is not last_item.numbered or not block.is_readable or is_label(block):
            return []
        items.insert(0, block)
    if last_item.numbered and not (line.headings and line.headings[-1] is last_item):
        return []
    next_block = blocks[at + 1] if at + 1 < len(blocks) else None
    if (
        next_block is not None
        and list(map(id, next_block.headings)) == heading_ids
        and next_block.numbered is last_item.numbered
    ):
        return [] if last_item.numbered or next_block.level else items
    return items


def _is_meant(item: Block, labels: tuple[str, ...]) -> bool:
    return not labels or any(item.path.endswith(f".{label}") for label in labels)


def _build_item_duty(item: Block, order: AgencyOrder) -> Duty:
    task = item.body.part(0, len(item.body.text.rstrip(" ;")))
    item_order = AgencyOrder(order.agency, task, order.request, find_partners(order.duty))
    return build_duty(item, item_order, signs=("lead",))
