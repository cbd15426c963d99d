"""Reading a plan: its text → header, clauses, targets, duties and reporting rules, each with the place it came from."""

from dataclasses import dataclass
from typing import Any

from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.duties import duties
from sokehoach.domain.plans.header import Header, header
from sokehoach.domain.plans.lines import paragraphs
from sokehoach.domain.plans.outline import Clause, blocks, clauses
from sokehoach.domain.plans.parts import header_spans, parts
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.reporting import ReportingRule, reporting
from sokehoach.domain.plans.targets import Target, targets

LONGEST = 2_000_000  # letters: ten times the longest plan met


class NotAPlan(ValueError):
    """The text cannot be read as a plan; the message is a Vietnamese sentence for the person who chose the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plan says. `unread` are the stretches that are in no clause and not in the header."""

    document: Header
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    reporting: tuple[ReportingRule, ...]
    unread: tuple[Span, ...]


def read(text: str) -> Reading:
    """Read the text of a plan (NFC, lines ended by «\\n»). Raises NotAPlan where there is none in it."""
    if len(text) > LONGEST:
        raise NotAPlan(
            f"Văn bản dài hơn {LONGEST // 1_000_000} triệu ký tự, quá dài đối với một kế hoạch. "
            "Hãy kiểm tra lại tệp hoặc bỏ các phụ lục rồi tải lên lại."
        )
    found = paragraphs(text)
    if not found:
        raise NotAPlan("Tệp không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch.")
    where = parts(text, found)
    if where is None:
        raise NotAPlan(
            "Không tìm thấy đề mục đánh số nào (I., 1., a) …) trong văn bản. Hãy kiểm tra xem đây có phải là một kế hoạch không."
        )
    body = found[where.body : where.end]
    placed = blocks(body)
    listed = clauses(text, body, placed)
    work = duties(placed)
    goals = targets(placed)
    document = header(text, found[where.body].whole.span.start, where)
    if not work and not goals:
        raise NotAPlan(
            "Văn bản có đề mục nhưng không giao việc cho cơ quan nào và không đặt chỉ tiêu nào. "
            "Hãy kiểm tra xem đây có phải là một kế hoạch không."
        )
    if document.kind is None and not (len(work) >= 3 and len(listed) >= 3):
        raise NotAPlan(
            "Không tìm thấy tên loại văn bản (KẾ HOẠCH, CHƯƠNG TRÌNH …) và rất ít nội dung giao việc. "
            "Hãy kiểm tra xem đây có phải là một kế hoạch không."
        )
    return Reading(
        document, tuple(listed), tuple(goals), tuple(work), tuple(reporting(placed, work)),
        tuple(_unread(text, header_spans(text, found, where), listed)),
    )  # fmt: skip


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
    """The reading as JSON: kinds, keys and words of the corpus guide, with spans, likelihoods and doubts added."""
    document = reading.document
    return {
        "document": {
            "kind": document.kind, "number": document.number, "date": document.date, "issuer": document.issuer,
            "title": document.title, "signer": document.signer,
            "recipients": list(document.recipients), "basis": list(document.basis),
        },
        "outline": [
            {"path": one.path, "starts": one.starts, "span": _pair(one.span)} for one in reading.clauses
        ],
        "targets": [
            {"quote": one.quote, "value": one.value, "unit": one.unit, "bound": one.bound, "path": one.path, **_sure(one)}
            for one in reading.targets
        ],
        "duties": [
            {
                "agency": one.agency, "path": one.path, "starts": one.starts, "text": one.text,
                "coordinating": list(one.coordinating), "nature": one.nature.value, "due_text": one.due_text,
                "recurs": one.recurs, "agency_span": _pair(one.agency_span), **_sure(one),
            }
            for one in reading.duties
        ],
        "reporting": [
            {"who": one.who, "to": one.to, "via": one.via, "every": one.every, "due": one.due, "path": one.path, **_sure(one)}
            for one in reading.reporting
        ],
        "unread": [_pair(span) for span in reading.unread],
    }  # fmt: skip


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _sure(one: Target | Duty | ReportingRule) -> dict[str, Any]:
    return {"span": _pair(one.span), "likelihood": one.likelihood, "doubts": list(one.doubts)}
