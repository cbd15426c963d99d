"""Read a plan: extract header, clauses, targets, duties and reporting rules from its text, each with its position."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sokehoach.domain.messages import say
from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.dates import parse_period
from sokehoach.domain.plans.duties import find_duties
from sokehoach.domain.plans.header import Header, parse_header
from sokehoach.domain.plans.introduced_reports import give_to_items
from sokehoach.domain.plans.lines import split_paragraphs
from sokehoach.domain.plans.outline import Clause, build_blocks, build_clauses
from sokehoach.domain.plans.parts import RESOLUTION, find_header_spans, find_other_kind, find_parts
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.report_periods import NO_PERIOD
from sokehoach.domain.plans.reporting import ReportingRule, find_reporting_rules
from sokehoach.domain.plans.row_reports import find_row_reports
from sokehoach.domain.plans.section_references import assign_referred_tasks
from sokehoach.domain.plans.tables import Appendix, build_appendices
from sokehoach.domain.plans.targets import Target, find_targets
from sokehoach.domain.plans.tasks import Task, find_tasks, find_unread_demands
from sokehoach.domain.plans.timing import set_duty_deadlines, set_task_deadlines

LONGEST = 2_000_000  # letters; the longest plan known has 70,000
LONGEST_LINE = 20_000  # letters; the longest paragraph known has 2,000
MOST_LINES = 40_000
MOST_PARAGRAPHS = 10_000  # real plans have some hundreds
MOST_ITEMS = 3_000  # clauses, targets, duties and reporting rules together
_FEW = 3  # fewer clauses than this in a text without a title: not a plan
_ARTICLE = "Điều"
_CHECK = say("Hãy kiểm tra xem đây có phải là một kế hoạch không.")
_TOO_MUCH = say(
    "Văn bản có quá nhiều đoạn, mục, hoặc có đoạn quá dài so với một kế hoạch. "
    "Hãy bỏ các phụ lục, kiểm tra chỗ xuống dòng rồi tải lên lại."
)


class NotAPlanError(ValueError):
    """The text is not a plan; the message is a Vietnamese sentence for the user who chose the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The contents of a plan.

    `unread`: spans that are in no clause and not in the header, and items with an order that were not extracted.
    `missing`: what every plan has and this text does not show, as sentences for the user. Tables of its appendices are
    in no list; `annexes.list_annexes` names them.
    """

    document: Header
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    tasks: tuple[Task, ...]
    reporting: tuple[ReportingRule, ...]
    appendix: tuple[Appendix, ...]
    unread: tuple[Span, ...]
    missing: tuple[str, ...] = ()


def read_plan(text: str) -> Reading:
    """Read the text of a plan (NFC, lines ending with «\\n»). Raises NotAPlanError if it contains none."""
    if len(text) > LONGEST:
        raise NotAPlanError(
            say(
                "Văn bản dài hơn %(millions)s triệu ký tự, quá dài đối với một kế hoạch. "
                "Hãy kiểm tra lại tệp hoặc bỏ các phụ lục rồi tải lên lại.",
                millions=LONGEST // 1_000_000,
            )
        )
    lines = text.split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise NotAPlanError(_TOO_MUCH)
    all_paragraphs = split_paragraphs(text)
    if len(all_paragraphs) > MOST_PARAGRAPHS or any(
        len(paragraph.whole.text) > LONGEST_LINE for paragraph in all_paragraphs
    ):
        raise NotAPlanError(_TOO_MUCH)
    if not all_paragraphs:
        raise NotAPlanError(say("Tệp không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch."))
    plan_parts = find_parts(text, all_paragraphs)
    if plan_parts is None:
        raise NotAPlanError(say("Không tìm thấy đề mục đánh số nào (I., 1., a) …) trong văn bản.") + " " + _CHECK)
    body = all_paragraphs[plan_parts.body : plan_parts.end]
    body_blocks = build_blocks(body)
    plan_clauses = build_clauses(text, body, body_blocks)
    document = parse_header(text, all_paragraphs[plan_parts.body].whole.span.start, plan_parts)
    signed = date.fromisoformat(document.date) if document.date is not None else None
    period = parse_period(document.title or "")
    plan_duties = set_duty_deadlines(body_blocks, find_duties(body_blocks), plan_date=signed, plan_period=period)
    plan_targets = find_targets(body_blocks, signed=signed)
    if document.kind is None:
        other = find_other_kind(text, plan_parts)
        if other is not None:
            raise NotAPlanError(_say_other(other))
        if len(plan_clauses) < _FEW:
            raise NotAPlanError(
                say("Không tìm thấy tên loại văn bản (KẾ HOẠCH, CHƯƠNG TRÌNH …) và rất ít đề mục.") + " " + _CHECK
            )
    rules = list(find_row_reports(plan_duties))  # with the time in the row's own cell
    row_spans = [rule.span for rule in rules]
    rules += [
        rule
        for rule in give_to_items(find_reporting_rules(body_blocks, plan_duties), body_blocks)
        if not any(span.start < rule.span.end and rule.span.start < span.end for span in row_spans)
    ]
    rules.sort(key=lambda rule: rule.span.start)
    periodic = [rule.span for rule in rules if rule.every != NO_PERIOD]
    plan_tasks = find_tasks(body_blocks, plan_duties, [goal.span for goal in plan_targets], periodic)
    paths = {clause.path for clause in plan_clauses}
    plan_duties, plan_tasks = assign_referred_tasks(plan_duties, plan_tasks, paths)
    plan_tasks = set_task_deadlines(body_blocks, plan_tasks, plan_date=signed, plan_period=period)
    if document.kind == RESOLUTION:
        headings = sum(not clause.path.startswith(_ARTICLE) or "." in clause.path for clause in plan_clauses)
        if headings < _FEW or not (plan_duties or plan_tasks):
            raise NotAPlanError(_say_other(document.kind))
    if len(plan_clauses) + len(plan_targets) + len(plan_duties) + len(rules) + len(plan_tasks) > MOST_ITEMS:
        raise NotAPlanError(_TOO_MUCH)
    read_spans = [*(goal.span for goal in plan_targets), *(duty.span for duty in plan_duties)]
    read_spans += [*(rule.span for rule in rules), *(task.span for task in plan_tasks)]
    demands = find_unread_demands(body_blocks, read_spans)
    unread = [
        *_find_unread(text, find_header_spans(text, all_paragraphs, plan_parts), plan_clauses),
        *demands,
    ]
    appendices = tuple(build_appendices(all_paragraphs[plan_parts.end :]))
    return Reading(
        document=document,
        clauses=tuple(plan_clauses),
        targets=tuple(plan_targets),
        duties=tuple(plan_duties),
        tasks=tuple(plan_tasks),
        reporting=tuple(rules),
        appendix=appendices,
        unread=tuple(sorted(unread, key=lambda span: span.start)),
        missing=tuple(_list_missing(document, plan_duties)),
    )


def _say_other(kind: str) -> str:
    return say("Văn bản này là %(kind)s, không phải kế hoạch.", kind=kind) + " " + _CHECK


def _list_missing(document: Header, duties: list[Duty]) -> Iterator[str]:
    if document.kind is None:
        yield say("Không tìm thấy tên loại văn bản (KẾ HOẠCH, CHƯƠNG TRÌNH …): hãy kiểm tra phần đầu của văn bản.")
    if document.kind == RESOLUTION:
        yield say(
            "Văn bản này là nghị quyết và được đọc như một kế hoạch: hãy xem từng mục có thật là việc được giao hay là "
            "chủ trương chung."
        )
    if not duties:
        yield say(
            "Không tìm thấy cơ quan nào được giao việc: hãy chọn cơ quan cho các việc chưa ghi ai làm, "
            "hoặc ghi thêm nhiệm vụ bằng tay."
        )


def _find_unread(text: str, outside: tuple[Span, ...], clauses: list[Clause]) -> list[Span]:
    """The text between header, clauses and the end, without surrounding white space."""
    read_spans = sorted((span.start, span.end) for span in (*outside, *(clause.span for clause in clauses)))
    gaps: list[tuple[int, int]] = []
    at = 0
    for start, end in read_spans:
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    gaps.append((at, len(text)))
    spans = []
    for start, end in gaps:
        gap = text[start:end]
        if gap.strip():
            first = start + len(gap) - len(gap.lstrip())
            spans.append(Span(first, first + len(gap.strip())))
    return spans


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON with the keys of the corpus guide: outline, targets, duties, reporting; and more."""
    return {
        "document": asdict(reading.document),
        "outline": [asdict(clause) for clause in reading.clauses],
        "targets": [asdict(target) for target in reading.targets],
        "duties": [_with_deadline(duty) for duty in reading.duties],
        "tasks": [_with_deadline(task) for task in reading.tasks],
        "reporting": [asdict(rule) for rule in reading.reporting],
        "appendix": [asdict(table) for table in reading.appendix],
        "unread": [asdict(span) for span in reading.unread],
        "missing": list(reading.missing),
    }


def _with_deadline(item: Duty | Task) -> dict[str, Any]:
    deadline = item.deadline.as_json() if item.deadline is not None else None
    return {**asdict(item), "deadline": deadline}
