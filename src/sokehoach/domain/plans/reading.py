"""Reading a plan: text → header, clauses, targets, duties and reporting rules, each with its place."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.duties import duties
from sokehoach.domain.plans.header import Header, header
from sokehoach.domain.plans.lines import paragraphs
from sokehoach.domain.plans.outline import Clause, blocks, clauses
from sokehoach.domain.plans.parts import header_spans, other_kind, parts
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.reporting import ReportingRule, reporting
from sokehoach.domain.plans.tables import Appendix, appendices
from sokehoach.domain.plans.targets import Target, targets
from sokehoach.domain.plans.tasks import Task, tasks, unread_demands
from sokehoach.domain.plans.timing import in_time, tasks_in_time
from sokehoach.domain.plans.when import period_of

LONGEST = 2_000_000  # letters; the longest plan met has 70,000
LONGEST_LINE = 20_000  # letters; the longest paragraph met has 2,000
MOST_LINES = 40_000
MOST_PARAGRAPHS = 10_000  # the most met are some hundreds
MOST_ITEMS = 3_000  # clauses, targets, duties and reporting rules together
_FEW = 3  # duties and clauses below which a text without a title is no plan
_CHECK = "Hãy kiểm tra xem đây có phải là một kế hoạch không."
_TOO_MUCH = (
    "Văn bản có quá nhiều đoạn, mục, hoặc có đoạn quá dài so với một kế hoạch. "
    "Hãy bỏ các phụ lục, kiểm tra chỗ xuống dòng rồi tải lên lại."
)


class NotAPlan(ValueError):
    """The text is no plan; the message is a Vietnamese sentence for the person who chose the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plan says.

    `unread`: the stretches in no clause and not in the header, and the items that give an order and became nothing.
    """

    document: Header
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    tasks: tuple[Task, ...]
    reporting: tuple[ReportingRule, ...]
    appendix: tuple[Appendix, ...]
    unread: tuple[Span, ...]


def read(text: str) -> Reading:
    """Read the text of a plan (NFC, lines ended by «\\n»). Raises NotAPlan where there is none in it."""
    if len(text) > LONGEST:
        raise NotAPlan(
            f"Văn bản dài hơn {LONGEST // 1_000_000} triệu ký tự, quá dài đối với một kế hoạch. "
            "Hãy kiểm tra lại tệp hoặc bỏ các phụ lục rồi tải lên lại."
        )
    lines = text.split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise NotAPlan(_TOO_MUCH)
    found = paragraphs(text)
    if len(found) > MOST_PARAGRAPHS or any(len(one.whole.text) > LONGEST_LINE for one in found):
        raise NotAPlan(_TOO_MUCH)
    if not found:
        raise NotAPlan("Tệp không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch.")
    where = parts(text, found)
    if where is None:
        raise NotAPlan(f"Không tìm thấy đề mục đánh số nào (I., 1., a) …) trong văn bản. {_CHECK}")
    body = found[where.body : where.end]
    placed = blocks(body)
    listed = clauses(text, body, placed)
    document = header(text, found[where.body].whole.span.start, where)
    signed = date.fromisoformat(document.date) if document.date is not None else None
    period = period_of(document.title or "")
    work = in_time(placed, duties(placed), plan_date=signed, plan_period=period)
    goals = targets(placed)
    if not work and not goals:
        raise NotAPlan(
            f"Văn bản có đề mục nhưng không giao việc cho cơ quan nào và không đặt chỉ tiêu nào. {_CHECK}"
        )
    if document.kind is None:
        other = other_kind(text, where)
        if other is not None:
            raise NotAPlan(f"Văn bản này là {other}, không phải kế hoạch. {_CHECK}")
        if len(work) < _FEW or len(listed) < _FEW:
            raise NotAPlan(
                "Không tìm thấy tên loại văn bản (KẾ HOẠCH, CHƯƠNG TRÌNH …) và rất ít nội dung giao việc. "
                + _CHECK
            )
    rules = reporting(placed, work)
    unnamed = tasks(placed, work, [goal.span for goal in goals])
    unnamed = tasks_in_time(placed, unnamed, plan_date=signed, plan_period=period)
    if len(listed) + len(goals) + len(work) + len(rules) + len(unnamed) > MOST_ITEMS:
        raise NotAPlan(_TOO_MUCH)
    read_spans = [*(goal.span for goal in goals), *(duty.span for duty in work)]
    read_spans += [*(rule.span for rule in rules), *(task.span for task in unnamed)]
    demands = unread_demands(placed, read_spans)
    unread = [*_unread(text, header_spans(text, found, where), listed), *demands]
    return Reading(
        document=document,
        clauses=tuple(listed),
        targets=tuple(goals),
        duties=tuple(work),
        tasks=tuple(unnamed),
        reporting=tuple(rules),
        appendix=tuple(appendices(found[where.end :])),
        unread=tuple(sorted(unread, key=lambda span: span.start)),
    )


def _unread(text: str, outside: tuple[Span, ...], listed: list[Clause]) -> list[Span]:
    """What lies between header, clauses and the end, without the white space around it."""
    covered = sorted((span.start, span.end) for span in (*outside, *(one.span for one in listed)))
    gaps: list[tuple[int, int]] = []
    at = 0
    for start, end in covered:
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    gaps.append((at, len(text)))
    spans = []
    for start, end in gaps:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append(Span(left, left + len(piece.strip())))
    return spans


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading in the keys of the corpus guide: outline, targets, duties, reporting; and more."""
    return {
        "document": asdict(reading.document),
        "outline": [asdict(clause) for clause in reading.clauses],
        "targets": [asdict(target) for target in reading.targets],
        "duties": [_with_deadline(duty) for duty in reading.duties],
        "tasks": [_with_deadline(task) for task in reading.tasks],
        "reporting": [asdict(rule) for rule in reading.reporting],
        "appendix": [asdict(table) for table in reading.appendix],
        "unread": [asdict(span) for span in reading.unread],
    }


def _with_deadline(item: Duty | Task) -> dict[str, Any]:
    deadline = item.deadline.as_json() if item.deadline is not None else None
    return {**asdict(item), "deadline": deadline}
