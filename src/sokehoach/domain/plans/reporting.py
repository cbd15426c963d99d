"""Duties to report: who to whom, through whom, how often, by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.duties import Duty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span
from sokehoach.domain.plans.vocabulary import AGENCY, AIMS, DIFFICULTY, WORK

EVERYONE = "chung"

_REPORT = re.compile(
    r"báo cáo(?! (?:viên|thành tích|tài chính|chuyên đề|đầu tư|nghiên cứu))|gửi (?=(?:kết quả|báo cáo))"
)
_PURPOSE = re.compile(
    r"(?:để|phục vụ|làm căn cứ)(?: (?:được|kịp thời))?(?: [^.;,]{0,40})?(?:tổng hợp|theo dõi|xem xét)?[, ]*(?:và )?(?:tham mưu[^.;]{0,60})?$"
)
_NOUN = re.compile(
    r"(?:chế độ|các|mẫu|(?<!định )kỳ|công tác|biểu mẫu|hội nghị|xây dựng|lập|bản|sách|thông tin|việc|cho|theo|nội dung|chuẩn hóa|phục vụ|quản lý,) $"
)
_TO = re.compile(r"(?:gửi về|gửi|về|cho|với|lên) (?=" + AGENCY.pattern + r"|cấp có|phần mềm)")
_VIA = re.compile(
    r"\((?:thông )?qua (?:đồng chí )?([^()]{3,80})\)|(?:thông qua|, qua) (?=" + AGENCY.pattern + ")"
)
_NAME_END = re.compile(
    r"[.;(:]| (?:kết quả|các nội dung cần|các vấn đề phát|theo|để|trước|định kỳ|hằng|hàng|xem xét|thông qua|qua|tình hình|về(?= (?:tình|việc|kết|công tác|các|những|sở|ubnd|ủy|bộ))|xin|quyết|chỉ đạo|đề xuất|bổ sung|phê duyệt|và các cơ quan liên quan|"
    r"khi|có(?! (?:thẩm quyền|liên quan))|những|ban hành|trong|phối hợp|lựa chọn|việc|thực hiện|nếu|tổng hợp|ngay|bằng|trình|chậm|làm|\d)(?!\w)|, (?:để|theo|tổng|định|trước|đề|đồng thời|kịp|trình|xem|phục|làm|tham)(?!\w)| [-–] (?:cơ quan|đơn vị|thường trực)| (?:lên|tại|và) (?:phần mềm|các bộ|trung ương)"
)
# What is laid before a superior for a decision is no report.
_ASKING = re.compile(r"bổ sung kinh phí|phê duyệt|cho phép|xin ý kiến|cấp kinh phí")
_NOT_TO = re.compile(r"cấp có thẩm quyền|lãnh đạo|quốc hội|các cấp")


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """One frequency of one duty to report. `who` is an agency as printed or «chung»; `every` in the guide's words."""

    who: str
    to: str | None
    via: str | None
    every: str
    due: str | None
    path: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]


def reporting(found: list[Block], assignments: list[Duty]) -> list[ReportingRule]:
    """The reporting rules, in the order of the text."""
    result: list[ReportingRule] = []
    for block in found:
        if any(AIMS.search(one.title.lower) and not WORK.search(one.title.lower) for one in block.headings):
            continue
        result += _of_block(block, assignments)
    return result


def _of_block(block: Block, assignments: list[Duty]) -> Iterator[ReportingRule]:
    lower = block.body.lower
    starts = [0, *(match.end() for match in re.finditer(r"[.;] (?=\w)", lower))]
    seen: set[tuple[str, str]] = set()
    for start, end in zip(starts, [*starts[1:], len(lower)], strict=True):
        sentence = block.body.part(start, end)
        if DIFFICULTY.search(sentence.lower):
            continue
        for every, to, via in _of_sentence(sentence):
            if (every, to.lower()) in seen:
                continue
            seen.add((every, to.lower()))
            who = _who(sentence.span, assignments)
            due = deadlines.due(sentence)
            doubts = (
                ()
                if every != "ad-hoc"
                else ("Không ghi kỳ báo cáo: cần xem là báo cáo một lần hay theo yêu cầu.",)
            )
            yield ReportingRule(
                who,
                to,
                via,
                every,
                due,
                block.path,
                sentence.span,
                0.9 if every != "ad-hoc" else 0.65,
                doubts,
            )


def _of_sentence(sentence: Passage) -> Iterator[tuple[str, str, str | None]]:
    lower = sentence.lower
    for match in _REPORT.finditer(lower):
        before = lower[: match.start()]
        if _PURPOSE.search(before[-90:]) or _NOUN.search(before):
            continue
        if _ASKING.search(lower, match.end(), match.end() + 120):
            continue
        to = _destination(sentence, match.end())
        if to is None:
            continue
        via = _VIA.search(lower, match.end())
        through = None
        if via is not None:
            through = sentence.part(via.start(1), via.end(1)).text if via[1] else _name(sentence, via.end())
        named = deadlines.frequencies(lower)
        if named and re.search(
            r"hoặc (?:theo (?:đề nghị|yêu cầu)|đột xuất|khi)|và (?:báo cáo )?đột xuất", lower
        ):
            named.append("ad-hoc")
        for every in named or ["ad-hoc"]:
            yield every, to, through
        return


def _destination(sentence: Passage, at: int) -> str | None:
    """The agency reported to: right after «báo cáo», else after «về», «gửi»."""
    lower = sentence.lower
    direct = re.compile(r"\s*(?:với |cho |về |lên )?").match(lower, at)
    place = direct.end() if direct else at
    if AGENCY.match(lower, place) is None:
        to = _TO.search(lower, at)
        if to is None:
            return None
        place = to.end()
    name = _name(sentence, place)
    return name if name and not _NOT_TO.match(name.lower()) else None


def _name(sentence: Passage, at: int) -> str:
    end = _NAME_END.search(sentence.lower, at)
    return sentence.part(at, end.start() if end else None).text.strip(" ,.;")


def _who(span: Span, assignments: list[Duty]) -> str:
    for duty in assignments:
        if duty.span.start <= span.start < duty.span.end or span.start <= duty.span.start < span.end:
            return (
                duty.agency
                if not duty.agency.lower().startswith(("các cơ quan", "các đơn vị", "các sở"))
                else EVERYONE
            )
    return EVERYONE
