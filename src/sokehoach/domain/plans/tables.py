"""Read tables of tasks: in the body they are duties, in an appendix they are returned as printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.lines import PlanParagraph
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.partners import split_partner_line
from sokehoach.domain.plans.parts import is_appendix
from sokehoach.domain.plans.passages import CAPITALS, Passage, Span
from sokehoach.domain.plans.sentences import AgencyOrder, parse_agency_order, trim_name
from sokehoach.domain.plans.table_columns import Columns, find_columns

_LONGEST_TITLE = 300
# «Hội đồng tự đánh giá (QĐ 22/QĐ-ĐHX)»: by which decision the body exists.
_DECISION = re.compile(r"\s{0,9}\((?:theo )?(?:QĐ|quyết định)(?: số)? \d[^()]*\)$", re.IGNORECASE)
_LISTED = re.compile(r"(?:^|[:;.] )[-–+•]")  # «- Sở Y tế», not «Phòng Văn hóa - Xã hội»
_ITEM = re.compile(rf"(?:^|(?<= ))[-–+•] ?(?=[{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of a table of tasks, as printed; None for an empty cell."""

    label: str | None
    task: str
    lead: str | None
    coordinating: tuple[str, ...]
    deadline: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Appendix:
    """A table of tasks after the plan's own text; `title` as printed above it."""

    title: str
    rows: tuple[TaskRow, ...]


def parse_table_duties(blocks: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The table rows in the body, each with its duty (none for a head or a group)."""
    heads: Columns | None = None
    lead: Passage | None = None
    for block in blocks:
        if not block.cells:
            heads = None
            continue
        new_heads = find_columns(block.cells)
        if new_heads is not None:
            heads, lead = new_heads, None
        if new_heads is not None or heads is None or not block.is_readable:
            yield block, []
            continue
        task, row_lead = heads.cell("task", block.cells), heads.cell("lead", block.cells)
        if task is None or (row_lead is None and heads.cell("deadline", block.cells) is None):
            lead = None  # a group of tasks begins
            yield block, []
            continue
        lead = row_lead or lead  # a cell that is merged with the one above is empty
        yield block, list(_build_row_duties(block, task, lead, heads)) if lead is not None else []


def _build_row_duties(block: Block, task: Passage, lead: Passage, heads: Columns) -> Iterator[Duty]:
    """The duty of a row, or those of the tasks listed in its cell, each with the lead in the same place of its cell."""
    tasks, leads = _split_items(task), _split_items(lead) if _LISTED.search(lead.text) else []
    if len(tasks) > 1 and len(leads) == len(tasks):
        for item, item_lead in zip(tasks, leads, strict=True):
            yield _build_row_duty(block, item, item_lead, heads)
        return
    orders = [parse_agency_order(item) for item in tasks]
    if len(orders) > 1 and all(orders):
        yield from (build_duty(block, order, signs=("row",)) for order in orders if order is not None)
        return
    yield _build_row_duty(block, task, leads[0] if len(leads) == 1 else lead, heads)


def _split_items(cell: Passage) -> list[Passage]:
    """The items after dashes in a cell, without a heading before them."""
    dashes = list(_ITEM.finditer(cell.text))
    ends = [*(dash.start() for dash in dashes[1:]), len(cell)]
    return [cell.part(dash.end(), end) for dash, end in zip(dashes, ends, strict=False)]


def _build_row_duty(block: Block, task: Passage, lead: Passage, heads: Columns) -> Duty:
    lead_order = parse_agency_order(lead)
    agency = (
        lead_order.agency
        if lead_order is not None and lead_order.duty.lower.startswith(("chủ trì", "thực hiện"))
        else lead
    )
    decision = _DECISION.search(agency.text)
    agency = agency.part(0, decision.start()) if decision is not None else agency
    when, support = heads.cell("deadline", block.cells), heads.cell("coordinating", block.cells)
    order = AgencyOrder(trim_name(agency), trim_name(task), REQUEST.match(task.lower) is not None)
    return build_duty(
        block,
        order,
        signs=("row",) if AGENCY.match(agency.lower) else ("row", "unknown"),
        when=when.text.rstrip(" .;") if when is not None else None,
        support=(support.text,) if support is not None else (),
    )


def build_appendices(paragraphs: Sequence[PlanParagraph]) -> list[Appendix]:
    """The tables of tasks among the paragraphs after the plan's own text."""
    result: list[Appendix] = []
    title: list[str] = []
    heads: Columns | None = None
    rows: list[TaskRow] = []
    for paragraph in paragraphs:
        new_heads = find_columns(paragraph.cells) if paragraph.cells else None
        if new_heads is not None or not paragraph.cells:
            result += [Appendix(_join_title(title), tuple(rows))] if rows else []
            rows = []
            heads = new_heads
        if not paragraph.cells:
            title = [paragraph.whole.text] if is_appendix(paragraph) else [*title, paragraph.whole.text]
        elif new_heads is None and heads is not None and (row := _build_row(paragraph, heads)) is not None:
            rows.append(row)
    return result + ([Appendix(_join_title(title), tuple(rows))] if rows else [])


def _join_title(paragraphs: list[str]) -> str:
    return " ".join(paragraphs)[:_LONGEST_TITLE]


def _build_row(paragraph: PlanParagraph, heads: Columns) -> TaskRow | None:
    def get_text(name: str) -> str | None:
        cell = heads.cell(name, paragraph.cells)
        return cell.text if cell is not None else None

    task = get_text("task")
    if task is None:
        return None
    support = get_text("coordinating")
    return TaskRow(
        label=get_text("label"),
        task=task,
        lead=get_text("lead"),
        coordinating=split_partner_line(support) if support else (),
        deadline=get_text("deadline"),
        span=paragraph.whole.span,
    )
