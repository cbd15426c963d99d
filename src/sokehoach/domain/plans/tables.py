"""Tables that share out tasks: in the body they are duties, in an appendix they are given as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sokehoach.domain.plans.assignment import Duty, duty
from sokehoach.domain.plans.coordinating import named_in
from sokehoach.domain.plans.grid import Columns, columns
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import REQUEST
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.parts import is_appendix
from sokehoach.domain.plans.passages import Passage, Span
from sokehoach.domain.plans.sentences import Assigned, assigned, trimmed

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of tasks, as printed; None where its cell is empty."""

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
    rows: tuple[Row, ...]


def tabled(found: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The rows of tables in the body, each with the duty it gives (none where it is a head or a group)."""
    heads: Columns | None = None
    lead: Passage | None = None
    for block in found:
        if not block.cells:
            heads = None
            continue
        begun = columns(block.cells)
        if begun is not None:
            heads, lead = begun, None
        if begun is not None or heads is None or not block.readable:
            yield block, []
            continue
        task, named = heads.cell("task", block.cells), heads.cell("lead", block.cells)
        if task is None or (named is None and heads.cell("deadline", block.cells) is None):
            lead = None  # a group of tasks begins
            yield block, []
            continue
        lead = named or lead  # a cell merged with the one above it is empty
        yield block, [_duty(block, task, lead, heads)] if lead is not None else []


def _duty(block: Block, task: Passage, lead: Passage, heads: Columns) -> Duty:
    said = assigned(lead)
    agency = (
        said.agency if said is not None and said.duty.lower.startswith(("chủ trì", "thực hiện")) else lead
    )
    when, support = heads.cell("deadline", block.cells), heads.cell("coordinating", block.cells)
    given = Assigned(trimmed(agency), trimmed(task), REQUEST.match(task.lower) is not None)
    return duty(
        block,
        given,
        signs=("row",) if AGENCY.match(agency.lower) else ("row", "unknown"),
        when=when.text.rstrip(" .;") if when is not None else None,
        support=(support.text,) if support is not None else (),
    )


def appendices(after: Sequence[Paragraph]) -> list[Appendix]:
    """The tables of tasks among the paragraphs after the plan's own text."""
    result: list[Appendix] = []
    title: list[str] = []
    heads: Columns | None = None
    rows: list[Row] = []
    for paragraph in after:
        begun = columns(paragraph.cells) if paragraph.cells else None
        if begun is not None or not paragraph.cells:
            result += [Appendix(_title(title), tuple(rows))] if rows else []
            rows = []
            heads = begun
        if not paragraph.cells:
            title = [paragraph.whole.text] if is_appendix(paragraph) else [*title, paragraph.whole.text]
        elif begun is None and heads is not None and (row := _row(paragraph, heads)) is not None:
            rows.append(row)
    return result + ([Appendix(_title(title), tuple(rows))] if rows else [])


def _title(paragraphs: list[str]) -> str:
    return " ".join(paragraphs)[:_LONGEST_TITLE]


def _row(paragraph: Paragraph, heads: Columns) -> Row | None:
    def text(name: str) -> str | None:
        cell = heads.cell(name, paragraph.cells)
        return cell.text if cell is not None else None

    task = text("task")
    if task is None:
        return None
    support = text("coordinating")
    return Row(
        label=text("label"),
        task=task,
        lead=text("lead"),
        coordinating=named_in(support) if support else (),
        deadline=text("deadline"),
        span=paragraph.whole.span,
    )
