"""Find assignments of work: which agency has to do what.

Plans assign work in four ways: under an agency's heading; in a sentence that names the agency and gives the order;
after a task, in a line «Cơ quan chủ trì: …» (module `leads`); and in a table (module `tables`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sokehoach.domain.messages import say
from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.clause_orders import list_clause_duties
from sokehoach.domain.plans.closing import is_closing, parse_closing_duties
from sokehoach.domain.plans.closing_leads import parse_closing_leads
from sokehoach.domain.plans.glued_names import parse_glued_item
from sokehoach.domain.plans.headings import is_about_aims, is_about_work, is_label
from sokehoach.domain.plans.introductions import parse_after_title, parse_introduction
from sokehoach.domain.plans.layers import (
    find_agency_headings,
    find_listed_item_ids,
    find_named_workers,
    is_below,
    names_matter,
    takes_items,
)
from sokehoach.domain.plans.lead_blocks import parse_lead_blocks
from sokehoach.domain.plans.leads import parse_lead_duties
from sokehoach.domain.plans.likelihood import is_likely_duty
from sokehoach.domain.plans.members import divide_among_bodies, parse_member
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import FOR_ALL, GIVING, OPENING, RESPONSIBLE, ROLE, is_about_difficulty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import (
    AgencyOrder,
    find_agency_order,
    is_agency,
    parse_agency_order,
    strip_giving,
    trim_name,
)
from sokehoach.domain.plans.several_orders import (
    NAMES_SEVERAL,
    SENTENCE_LENGTH,
    find_later_order,
    is_one_of_several,
    is_part,
    split_parts,
)
from sokehoach.domain.plans.tables import parse_table_duties
from sokehoach.domain.plans.trailing_leads import (
    list_further_leads,
    parse_passive,
    parse_trailing_lead,
    take_task_before,
)
from sokehoach.domain.plans.unlisted_subjects import parse_crowd_order, parse_unknown_subject
from sokehoach.domain.text import skip_match

_LONGEST_TITLE = 200
_RESPONSIBILITY = re.compile(r"(?:về )?(?:trách nhiệm|nhiệm vụ) của |(?:đối với|về phía) (?=" + AGENCY.pattern + ")")
# «II. NHIỆM VỤ CHỦ YẾU CỦA BỘ XÂY DỰNG»: of a single body, so that its items are the body's.
_WORK_OF = re.compile(
    r"(?:các )?(?:trách nhiệm|nhiệm vụ)(?:,? (?:và )?(?:giải pháp|chủ yếu|trọng tâm|cụ thể|chính)){0,3} của "
    r"(?=(?:bộ|sở|phòng|ban|cục|chi cục|văn phòng|ubnd|ủy ban|công an|hội|trường|trung tâm) )"
)
# «1. Ủy ban nhân dân các xã phối hợp thực hiện», above the work.
_TO_CARRY_OUT = re.compile(
    r",? (?:(?:phối hợp|tổ chức|triển khai|chỉ đạo|chủ trì)(?:,| và)? ){0,4}(?:thực hiện|triển khai)$"
)
_CONCERNING = re.compile(r"đối với (?=\w)")
# «- Trách nhiệm của các trường trong việc …;»: what is looked at, not who has to do what.
_MATTER = re.compile(r"trách nhiệm của (?!.*(?::|(?:có|chịu) trách nhiệm))")
_STAGE = re.compile(r"(?:trước|trong|sau|khi|giai đoạn|đợt|tại|ở) [^.;:]+$")
_LONGEST_STAGE = 60  # letters of a title like «Trong và sau bão»
_PERIOD = re.compile(r"(?:(?:định kỳ )?(?:hằng|hàng|mỗi) (?:\S+,? )?|định kỳ,? )")
_OPENING_LENGTH = 90  # characters of a duty that may only say what to do in case of difficulties
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_FEW_ORDERS, _FEWEST_BELOW, _MOST_BELOW = 0.34, 3, 40
# «Các đồng chí …», «Các phòng khác có liên quan …» under a heading: others than those it names.
_NO_GROUP = re.compile(r"các đồng chí|các [^.;:]{3,40}? khác(?!\w)")
_REPORTS_TO = re.compile(
    r"(?:có trách nhiệm |tổng hợp,? |định kỳ |(?:hằng|hàng) (?:tháng|quý|năm),? |gửi )*báo cáo [^.;]{0,160}?"
    r"(?:về|gửi|cho|qua|ủy ban|ubnd|trước ngày)(?!\w)"
)
_UNKNOWN_SUBJECT = say("Tên ở đầu câu không giống tên cơ quan quen dùng: cần xem đây có phải bên được giao việc không.")
_UNKNOWN = say("Tên ở đề mục không giống tên cơ quan quen dùng: cần xem đây có phải bên được giao việc không.")

_BY_MEANS = re.compile(r" thông qua(?: việc)?(?: [^.;:,]{1,60})?:$")
_WORD = re.compile(r"[^\W\d_]{2}")  # a level alone, «≥ 85%», is no work: the table sets levels beside who watches them


def find_duties(blocks: list[Block]) -> list[Duty]:
    """All assignments, in text order."""
    by_lead = {
        id(block): assignments
        for parse in (parse_closing_leads, parse_lead_duties, parse_table_duties, parse_lead_blocks)
        for block, assignments in parse(blocks)
    }
    listed_ids = find_listed_item_ids(blocks)
    rows, names = find_agency_headings(blocks)
    workers = find_named_workers(blocks)
    result: list[Duty] = []
    heading: _Heading | None = None
    closed = False
    for at, block in enumerate(blocks):
        while heading is not None and not heading.covers(block):
            heading = heading.parent
        if id(block) in by_lead:
            result += by_lead[id(block)]
            continue
        if is_label(block) or not block.is_readable or id(block) in listed_ids:
            continue
        closed = (closed and not block.numbered) or is_closing(block)
        if heading is not None and heading.plain and names_matter(blocks, at):
            heading = heading.outer_heading
            continue
        new_heading = (
            None
            if closed
            else _parse_heading(
                blocks, at, rows, names, is_outermost=heading is None, in_row=heading is not None and heading.plain
            )
        )
        if closed:
            result += parse_closing_duties(block)
        elif (glued := parse_glued_item(block)) is not None:
            result += list_clause_duties(block, [build_duty(block, glued, signs=("sentence",))])
            heading = _Heading(glued, (), block, heading.outer_heading if heading is not None else None)
        elif new_heading is not None:
            has_no_items = not is_below(block, blocks[at + 1])
            heading = _Heading(
                *new_heading,
                block,
                heading.outer_heading if heading is not None and not block.numbered else heading,
                plain=has_no_items and not block.numbered,
                beside=_introduces_next(blocks, at),
            )
            heading = replace(heading, orders_share=_compute_orders_share(heading, blocks, at))
        elif heading is not None:
            result += list_clause_duties(block, _parse_below_heading(heading, blocks, at))
        else:
            outside = _parse_outside_heading(blocks, at) or _parse_named_worker(block, workers.get(id(block)))
            result += list_clause_duties(block, outside) if outside or is_about_work(block) else outside
            giver = parse_agency_order(block.body) if block.numbered else None
            if giver is not None and is_about_work(block) and _continues_with_order(blocks, at):
                heading = _Heading(giver, (), block, heading)
    return [duty for duty in result if is_likely_duty(duty.signs) and _WORD.search(duty.text)]


@dataclass(frozen=True)
class _Heading:
    """An agency's heading, its doubts, the blocks below it, and the enclosing heading.

    `plain`: an unnumbered name above plain paragraphs, which extends to the next such name. `beside`: an introduction
    that is numbered like its own items, «1. Giao Phòng A làm các việc sau:», «2. Lập danh sách». `orders_share`: of the
    blocks below, the share that begins with an order.
    """

    order: AgencyOrder
    doubts: tuple[str, ...]
    block: Block
    parent: "_Heading | None"
    plain: bool = False
    beside: bool = False
    orders_share: float = 1.0

    @property
    def signs(self) -> tuple[str, ...]:
        rule = "heading-unknown" if self.doubts else "heading"
        return (rule, "few-orders") if self.orders_share < _FEW_ORDERS else (rule,)

    @property
    def outer_heading(self) -> "_Heading | None":
        """The heading above the row of plain names that this one may be in."""
        return self.parent if self.plain else self

    def covers(self, block: Block) -> bool:
        if self.beside:
            own_headings = [id(heading) for heading in self.block.headings]
            return [id(heading) for heading in block.headings][: len(own_headings)] == own_headings
        if self.block.numbered:
            return any(heading is self.block for heading in block.headings)
        same_item = [id(heading) for heading in block.headings] == [id(heading) for heading in self.block.headings]
        return same_item and not block.numbered and (self.plain or block.level > self.block.level)


def _compute_orders_share(heading: _Heading, blocks: list[Block], at: int) -> float:
    """Of the blocks below a heading, up to some dozens, the share that begins with an order; 1 if there are few."""
    items = [block for block in blocks[at + 1 : at + 1 + _MOST_BELOW] if heading.covers(block)]
    orders = sum(OPENING.match(block.body.lower) is not None for block in items)
    return orders / len(items) if len(items) >= _FEWEST_BELOW else 1.0


def _parse_heading(
    blocks: list[Block], at: int, rows: set[int], names: set[int], *, is_outermost: bool, in_row: bool
) -> tuple[AgencyOrder, tuple[str, ...]] | None:
    """The agency and doubts, if this block is the heading of its duties; else None.

    `rows`, `names`: the headings (by id) in a row of agencies, and those of them that look like names. `in_row`: names
    on plain lines stand above.
    """
    block = blocks[at]
    work_of = _WORK_OF.match(block.body.lower) if block.numbered else None
    is_about = is_about_work(block) or id(block) in rows or work_of is not None or _says_by_what_means(block)
    if at + 1 == len(blocks) or not is_about:
        return None
    if _introduces_next(blocks, at) and (order := parse_agency_order(block.body)) is not None:
        return order, ()
    has_items_below = is_below(block, blocks[at + 1])
    # A numbered item may be its agency's heading above plain paragraphs; others need items below them, or a line of
    # their own before an order.
    if not block.numbered and not has_items_below and not _stands_alone(block, blocks[at + 1], in_row=in_row):
        return None
    responsible = work_of or (_RESPONSIBILITY.match(block.body.lower) if block.numbered else None)
    responsible = responsible if has_items_below else None
    doubts: tuple[str, ...] = ()
    if not is_agency(block.body) and responsible is None:
        order = parse_introduction(block.body, is_outermost=is_outermost) if block.is_introduction else None
        if has_items_below and order is not None:
            return order, ()
        if is_outermost and block.numbered and has_items_below and takes_items(blocks, at):
            order = find_agency_order(block.body) or parse_after_title(block.body)
            if order is not None:
                return order, ()
        titled = block.numbered and has_items_below and _is_title(block.body)
        if not (titled and AGENCY.match(block.body.lower)):
            if not (titled and id(block) in names):
                return None
            doubts = (_UNKNOWN,)
    name, request = strip_giving(block.body)
    responsible = responsible or (_CONCERNING.match(name.lower) if doubts else None)
    name = trim_name(block.body.part(responsible.end()) if responsible is not None else name)
    tail = _TO_CARRY_OUT.search(name.lower)
    name = trim_name(name.part(0, tail.start())) if tail is not None and tail.start() else name
    return AgencyOrder(name, name, request), doubts


def _says_by_what_means(block: Block) -> bool:
    """Whether the items below say how a body does its work: «Ban Thường trực giám sát trực tiếp thông qua:»."""
    return block.is_introduction and _BY_MEANS.search(block.body.lower) is not None and not is_about_aims(block)


def _introduces_next(blocks: list[Block], at: int) -> bool:
    """Whether a sentence gives an agency the work of the numbered items beside it.

    It is numbered like them, or it says «giao»: a group that only «focuses on the following» is given nothing by it.
    """
    block, following = blocks[at], blocks[at + 1]
    gives = block.numbered or (block.level == 0 and GIVING.match(block.body.lower) is not None)
    if not (gives and block.is_introduction and following.numbered):
        return False
    siblings = [id(heading) for heading in block.headings] == [id(heading) for heading in following.headings]
    return siblings and OPENING.match(following.body.lower) is not None and parse_agency_order(block.body) is not None


def _stands_alone(block: Block, following: Block, *, in_row: bool) -> bool:
    """Whether a plain line is a name above orders; in a row of such names also above a sentence that names who acts."""
    if following.numbered or following.level or not _is_title(block.body):
        return False
    if block.level and not (is_agency(block.body) and OPENING.match(block.body.lower) is None):
        return False
    return OPENING.match(following.body.lower) is not None or (
        in_row and parse_agency_order(following.body) is not None
    )


def _is_title(text: Passage) -> bool:
    return len(text) < _LONGEST_TITLE and text.text[-1] not in ".;"


def _continues_with_order(blocks: list[Block], at: int) -> bool:
    """Whether bullets below a sentence that assigns work continue it: the first one begins with an order."""
    block = blocks[at]
    if block.is_introduction or at + 1 == len(blocks) or blocks[at + 1].numbered:
        return False
    following = blocks[at + 1].body.lower
    is_order = OPENING.match(following, skip_match(_PERIOD, following)) is not None
    return is_order and is_below(block, blocks[at + 1])


def _parse_below_heading(heading: _Heading, blocks: list[Block], at: int) -> Iterator[Duty]:
    """Duties of a paragraph, item or bullet under an agency's heading."""
    block = blocks[at]
    text, agency = block.body, heading.order.agency
    if takes_items(blocks, at) or _titles_work(blocks, at):
        return
    # A group's name («các ngân hàng …», «giao nhiệm vụ cho các phòng …») is only the subject of the sentence, or whom
    # the agency has to give work to; the name of a single agency counts.
    name = strip_giving(text)[0].lower
    is_group = name.startswith(("các ", "những ", "báo cáo")) and not _NO_GROUP.match(name)
    is_for_all = FOR_ALL.match(text.lower) is not None
    is_among_several = NAMES_SEVERAL.search(agency.lower) is not None and GIVING.match(text.lower) is None
    has_own_heading = not is_for_all and (
        (is_group and not heading.plain and not is_among_several and not _asks_for_report(text))
        or text.lower.startswith("phân công ")
    )
    parts = [part for part in split_parts(text) if part.span != text.span]
    orders = [order for part in parts if (order := parse_agency_order(part)) and ";" not in order.agency.text]
    if len(orders) > 1:
        yield from (build_duty(block, order, signs=("inner",)) for order in orders)
        return
    inner_order = None if has_own_heading else parse_agency_order(text)
    inner_order = None if inner_order is not None and ROLE.fullmatch(inner_order.agency.lower) else inner_order
    later_order = find_agency_order(text) if not has_own_heading and inner_order is None else None
    repeated = parse_agency_order(text) if inner_order is None or _is_same_name(inner_order.agency, agency) else None
    if repeated is not None and _is_same_name(repeated.agency, agency) and not _has_colon(text, repeated):
        yield build_duty(block, replace(repeated, agency=agency), signs=heading.signs, doubts=heading.doubts)
        return
    is_own_order = not is_for_all and OPENING.match(text.lower, skip_match(_PERIOD, text.lower)) is not None
    if later_order is not None and not is_own_order:
        yield build_duty(block, later_order, signs=("inner",))
    elif inner_order is not None and (
        heading.plain
        or _has_colon(text, inner_order)
        or not is_part(inner_order.agency, agency)
        or is_one_of_several(inner_order.agency, agency)
    ):
        doubt = say(
            "Đề mục giao cho %(text)s nhưng câu nêu tên %(text2)s: cần xem cơ quan nào làm.",
            text=agency.text,
            text2=inner_order.agency.text,
        )
        yield build_duty(block, inner_order, signs=("inner",), doubts=(doubt,))
    elif not is_about_difficulty(text.lower[:120]):
        if (member := parse_member(agency, text)) is not None:
            yield build_duty(block, member, signs=("inner",))
            return
        first, later_orders = divide_among_bodies(text, agency)
        order = AgencyOrder(agency, first, heading.order.request)
        yield build_duty(block, order, signs=heading.signs, doubts=heading.doubts)
        yield from (build_duty(block, member_order, signs=("inner",)) for member_order in later_orders)


def _titles_work(blocks: list[Block], at: int) -> bool:
    """Whether a numbered item only says when or where the work below it is done: «5.1. Trước bão»."""
    block = blocks[at]
    is_above = block.numbered and at + 1 < len(blocks) and is_below(block, blocks[at + 1])
    return is_above and len(block.body) <= _LONGEST_STAGE and _STAGE.match(block.body.lower) is not None


def _asks_for_report(text: Passage) -> bool:
    """Whether the sentence asks its subject for a report: «Các phòng, ban báo cáo kết quả về Ủy ban nhân dân xã»."""
    order = parse_agency_order(text)
    return order is not None and _REPORTS_TO.match(order.duty.lower) is not None


def _has_colon(text: Passage, order: AgencyOrder) -> bool:
    """Whether a colon divides the name from the work: «- Hội phụ huynh: Phối hợp …» under «Hội phụ huynh, Đoàn»."""
    return text.text.startswith(":", order.agency.span.end - text.span.start)


def _is_same_name(inner: Passage, heading: Passage) -> bool:
    """Whether a sentence repeats the name above it: «Các trường cần lập kế hoạch» under «Trường»."""
    return heading.lower in (inner.lower, inner.lower.removeprefix("các "))


def _parse_named_worker(block: Block, name: Passage | None) -> list[Duty]:
    """The duty of «Chủ căng tin: ký cam kết …» in a row of agencies."""
    if name is None or block.is_introduction:
        return []
    order = AgencyOrder(name, block.body.part(name.span.end - block.body.span.start + len(": ")), request=False)
    return [build_duty(block, order, signs=("sentence", "unknown"), doubts=(_UNKNOWN_SUBJECT,))]


def _parse_outside_heading(blocks: list[Block], at: int) -> list[Duty]:
    return list(_list_duties_outside(blocks, at))


def _list_duties_outside(blocks: list[Block], at: int) -> Iterator[Duty]:
    """Duties of a paragraph outside any agency's heading: only if it names the agency itself."""
    block = blocks[at]
    text, work = block.body, is_about_work(block)
    if takes_items(blocks, at) or is_about_aims(block) or not (block.headings or block.numbered):
        return
    if block.level and _MATTER.match(text.lower):
        return
    trailing = parse_trailing_lead(text)
    if trailing is not None:
        orders = [trailing, *list_further_leads(text, trailing)]
        yield from (build_duty(block, order, signs=("bracket",)) for order in orders)
        return
    for part in split_parts(text):
        direct = parse_agency_order(part) or (parse_crowd_order(part) if work else None)
        active_order = direct or find_agency_order(part) or (find_later_order(part) if work else None)
        passive = parse_passive(part) if work and active_order is None else None
        unknown = parse_unknown_subject(part) if work and active_order is None and passive is None else None
        order = active_order or passive or unknown
        if order is None:
            continue
        order = take_task_before(part, order)
        clause = _CLAUSE_END.split(order.duty.lower, maxsplit=1)[0][:_OPENING_LENGTH]
        preceding = part.lower[: max(0, order.duty.span.start - part.span.start)]
        if not is_about_difficulty(clause) and not is_about_difficulty(preceding):
            rule = "sentence" if direct or unknown else "sentence-inside" if active_order else "passive"
            signs = (rule, *(("unknown",) if unknown else ()), *(() if work else ("elsewhere",)))
            if block.level and not work and RESPONSIBLE.search(text.lower, 0, SENTENCE_LENGTH) is None:
                signs += ("listed",)  # in a list outside the parts on work, which may name prizes, members, documents
            yield build_duty(block, order, signs=signs, doubts=(_UNKNOWN_SUBJECT,) if unknown else ())
