"""Find reporting duties: who reports to whom, through whom, how often, by when."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sokehoach.domain.messages import say
from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.clause_reports import list_clause_reports
from sokehoach.domain.plans.headings import is_about_aims
from sokehoach.domain.plans.layers import is_below
from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import is_about_difficulty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span, merge_spans
from sokehoach.domain.plans.receivers import (
    find_channel,
    find_destination,
    find_results_receiver,
    find_superior,
    has_address,
    is_family,
    parse_name,
    parse_receiver,
)
from sokehoach.domain.plans.report_periods import NO_PERIOD, list_periods
from sokehoach.domain.plans.sentences import find_agency_order, parse_agency_order

EVERYONE = "chung"
_LONG_NAME = 80  # letters
_CONTEXT_LENGTH = 120  # letters to search before and after the word «báo cáo»

_SENTENCE = re.compile(r"[.;] (?=\w)")
_REPORT = re.compile(
    r"báo cáo(?! (?:viên|thành tích|tài chính|chuyên đề|đầu tư|nghiên cứu))|gửi (?=(?:kết quả|báo cáo))|"
    r"(?:kết quả|số liệu|tình hình) (?:[^.;:,]{0,60} )?gửi (?=(?:về )?"
    + AGENCY.pattern
    + r")|gửi (?="
    + AGENCY.pattern
    + r"[^.;:]{0,80}? báo cáo)"
    # «báo ngay cho Hiệu trưởng», «báo tình hình cho BGH», «gửi số liệu cho Ban Chỉ huy»
    + r"|(?<!thông )(?<!cảnh )(?<!dự )(?<!khai )báo (?=(?:ngay|nhanh) (?:(?:số liệu|tình hình|kết quả) )?(?:cho |về )?"
    + AGENCY.pattern
    + r"|(?:tình hình|kết quả) [^.;:,]{0,20}?(?:cho|về) )|gửi (?=số liệu (?:[^.;:,]{0,30} )?(?:cho|về) "
    + AGENCY.pattern
    + ")"
    # «thì dừng ngay, báo đốc công», «kết quả báo Hiệu trưởng», «nộp phiếu cho Văn phòng»; not «với báo Nhân Dân»
    + r"|báo(?:(?<=phải báo)|(?<=thì báo)|(?<=và báo)|(?<=kết quả báo)|(?<=, báo)|(?<=để báo)|(?<=thời báo)|"
    + r"(?<=ngay báo)|(?<=gvcn báo)|(?<=viên báo)) "
    + r"(?=(?:(?:ngay|gấp|cho|về|lên|kết quả) ){0,2}(?:"
    + AGENCY.pattern
    + r"|phụ huynh|cha mẹ|gia đình))"
    + r"|(?:nộp|gửi) (?=(?:kết quả|phiếu|số liệu|biểu|nhật ký|sổ) [^.;:,]{0,40}?(?:cho|về|lên) "
    + AGENCY.pattern
    + r")|(?:nộp|gửi)(?= (?:phiếu|biểu|nhật ký|sổ) (?:cho|về) )"
)
# «… gửi Sở Y tế để tổng hợp, báo cáo UBND tỉnh»: what the receiver does with the report.
_PURPOSE = re.compile(
    r"(?:để|phục vụ|làm căn cứ)(?: (?:được|kịp thời))?(?: [^.;,]{0,40})?(?:tổng hợp|theo dõi|xem xét)?[, ]*"
    r"(?:và )?(?:tham mưu[^.;]{0,60})?$"
)
_SENT = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|phản ánh|cung cấp|đề xuất|trình|thông báo)(?!\w)")
# After these words «báo cáo» is a noun.
_NOUN = re.compile(
    r"(?:chế độ|các|mẫu|(?<!định )kỳ|công tác|biểu mẫu|hội nghị|xây dựng|lập|(?<!văn )bản|sách|thông tin|việc|cho|"
    r"theo|nội dung|vào|trong|chuẩn hóa|phục vụ|quản lý,|tiếp nhận|phân loại|phân tích|thẩm định) $"
)
# «Thực hiện chế độ (thông tin) báo cáo … về Sở Y tế»: the noun too, where a receiver is named.
_REGIME = re.compile(r"chế độ (?:thông tin,? )?$")
# Matters submitted to a superior for a decision are no reports.
_APPROVAL = re.compile(r"bổ sung kinh phí|phê duyệt|phê chuẩn|cho phép|xin ý kiến|cấp kinh phí")
# «Xây dựng báo cáo kết quả gửi UBND huyện»: the noun too, where a receiver is named in the same clause.
_WRITTEN = re.compile(r"(?<!\w)(?:xây dựng|lập|hoàn thiện|hoàn thành|chuẩn bị) $")
_HANDED_IN = re.compile(r"[^.;:]{0,80}?(?<!\w)(?:gửi|trình)(?: về)? (?=" + AGENCY.pattern + ")")
# Reports outside any period; and periods given only by days: «ngày 20 tháng cuối quý», «15/6 và 15/12».
_AT_ANY_TIME = re.compile(r"đột xuất|khi có yêu cầu|^báo cáo ngay (?:khi|trong|sau)(?!\w)")
_OWN_REPORT = re.compile(
    r"(?:^|; |(?<!\w)định kỳ,? |(?:tổng hợp|đánh giá|theo dõi|hướng dẫn)(?: số liệu)?(?:,| và)? )"
    r"báo cáo (?:(?:về )?(?:kết quả|tình hình|tiến độ)|về công tác|định kỳ|đột xuất)"
    r"|(?<!\w)thực hiện (?:nghiêm (?:túc )?|tốt |đầy đủ )?chế độ (?:thông tin,? )?báo cáo [^.;]{0,200}theo quy định"
    r"|^báo cáo [^.;:]{2,80}? gửi (?:trước|chậm nhất)(?: là)?(?: ngày)? \d"
    r"|(?<!\w)báo cáo (?:bằng văn bản )?(?:về )?kết quả [^.;:]{2,60}? chậm nhất(?: là| sau)?(?: ngày)? \d"
    r"|(?<!\w)báo cáo kết quả(?: thực hiện)? theo (?:quy định|yêu cầu|chế độ)[.;]?$"
)
# «… về Sở Y tế để Sở Y tế tổng hợp, báo cáo UBND tỉnh»: the receiver's own report.
_FORWARDED = re.compile(r" để (?=" + AGENCY.pattern + r"[^.;:]{0,120}? báo cáo )")
_AND_REPORT = re.compile(
    r"(?: và|,)(?: đồng thời)? (?=(?P<further>báo cáo (?:(?:bằng )?văn bản )?(?:(?:lên|về|cho|với) )?(?:"
    + AGENCY.pattern
    + r")[^.;]{4,160}))"
)
_OWN_PERIOD = re.compile(
    r", (?=riêng [^,.;]{0,60}?(?:báo cáo|gửi) |"
    r"(?:hết|cuối|mỗi|đầu|hằng|hàng) [^,.;]{0,40}?(?:báo cáo|gửi|nộp|trình) )"
)
_LIMITED = re.compile(r"(?<!\w)(?:ngay|trong (?:vòng )?\d+ ?(?:giờ|h|phút|ngày))(?!\w)")
_SENT_TO = re.compile(r"gửi (?:về )?(?=" + AGENCY.pattern + ")")
_PERIODIC = re.compile(
    r"(?:định kỳ|hằng|hàng) [^;.]{0,60}?báo cáo|báo cáo (?:định kỳ|hằng|hàng)"
    r"|báo cáo [^;.,]{0,60}? (?:(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)"
    r"|(?:\d{1,2} )?(?:tuần|tháng|quý|năm)(?:/| một )lần)"
    r"|báo cáo (?:(?:sơ|tổng) kết )?(?:\d{1,2} )?(?:tuần|tháng|quý|năm|học kỳ),? (?:gửi|nộp|trước|chậm nhất|vào) "
    r"|báo cáo (?:tuần|tháng|quý|6 tháng|năm)(?::| lồng ghép| và báo cáo)"
    r"|(?:báo cáo|gửi|nộp) [^;.]{0,60}? (?:(?:cuối|mỗi) (?:tuần|tháng|quý|năm|học kỳ)|(?:một|1) lần)"
    r"|(?:cuối|mỗi) (?:tuần|tháng|quý|năm|học kỳ)[^;.]{0,60}? (?:có báo cáo|báo cáo|gửi|nộp)"
)
# «Hằng năm, kiểm tra …; tổng hợp, báo cáo …»: the period at the beginning of an item applies up to the full stop.
_OPENING = re.compile(
    r"(?:định kỳ,? )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)(?=,| )|cuối mỗi học kỳ(?: và kết thúc năm học)?(?=,)"
)
# «… báo cáo Sở hằng tuần; báo cáo tổng kết gửi trước ngày 05/3»: one more report, to whom the first goes.
_FURTHER = re.compile(
    r"(?:và |(?:sơ|tổng) kết(?:,| và) )?báo cáo (?:[^.;:]{2,80}? )?"
    r"(?:trước|chậm nhất|vào|trong vòng)(?: là| ngày| tháng){0,2} \d"
)
GROUPS = ("các cơ quan", "các đơn vị", "các sở")


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """One frequency of one reporting duty; `who` is an agency or «chung»; `to`, `via`, `due` as printed.

    `every`: week, month, quarter, six-month, nine-month, year; ad-hoc if no frequency is printed.
    """

    who: str
    to: str | None
    via: str | None
    every: str
    due: str | None
    path: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]
    signs: tuple[str, ...]


def find_reporting_rules(blocks: list[Block], assignments: Sequence[Duty]) -> list[ReportingRule]:
    """The reporting rules, in text order."""
    by_place = sorted(assignments, key=lambda duty: duty.span.start)
    return [
        rule
        for at, block in enumerate(blocks)
        if block.is_readable and (block.numbered or not block.cells) and not is_about_aims(block)
        for rule in _add_clause_rules(
            block, by_place, list(_find_block_rules(block, by_place, titles_items=_titles_items(blocks, at)))
        )
    ]


def says_periodic_only(text: str) -> bool:
    """Whether a rule says that the report is periodic and names no period: «báo cáo định kỳ về Sở»."""
    lower = text.lower()
    return "định kỳ" in lower and _AT_ANY_TIME.search(lower) is None and list_periods(lower) == (NO_PERIOD,)


@dataclass(frozen=True)
class _Report:
    """The first report that a sentence orders: how often, to whom and through whom."""

    sentence: Passage
    every: tuple[str, ...]
    to: str | None
    via: str | None
    purpose: bool = False  # «… để báo cáo UBND tỉnh»


def _titles_items(blocks: list[Block], at: int) -> bool:
    """Whether the block is a title: «1. Báo cáo kết quả hội nghị» above the items that say who reports to whom."""
    titled = blocks[at].numbered and blocks[at].body.text[-1] not in ".;:"
    return titled and at + 1 < len(blocks) and is_below(blocks[at], blocks[at + 1])


def _find_block_rules(block: Block, by_place: Sequence[Duty], *, titles_items: bool) -> Iterator[ReportingRule]:
    text, lower = block.body.text, block.body.lower
    # «… tại địa chỉ: https://a. vn) để tổng hợp …»: a stop before a small letter ends no sentence.
    ends = (match for match in _SENTENCE.finditer(text) if match[0] == "; " or not text[match.end()].islower())
    starts = [0, *(match.end() for match in ends)]
    forward_places = {match.end() for match in _FORWARDED.finditer(lower)}
    starts = sorted({*starts, *forward_places, *_list_further_places(block.body)})
    forward_starts = {block.body.offsets[at] for at in forward_places}
    sentences = [block.body.part(*span) for span in zip(starts, [*starts[1:], len(lower)], strict=True)]
    reports = [
        _apply_item_period(block, parsed_report)
        for sentence in sentences
        if (parsed_report := _parse_report(sentence)) is not None
    ]
    seen_keys: set[tuple[str, str]] = set()
    for at, report in enumerate(reports):
        # «…; báo cáo đột xuất khi có yêu cầu»: the receiver is in the sentence before or after.
        addressed = (
            report
            if report.to is not None
            else (_find_addressed_report(reports, at) or _find_earlier_address(sentences, report))
        )
        if addressed.to is None and _is_periodic(report):
            addressed = report = replace(report, to=find_superior(block.body))
        is_sent = report.every != (NO_PERIOD,) and has_address(report.sentence)
        if addressed.to is None and (titles_items or not (_is_periodic(report) or _is_own(report) or is_sent)):
            continue
        for every in report.every:
            key = (every, (addressed.to or "").lower())
            if key in seen_keys:
                continue
            seen_keys.add(key)
            signs = tuple(_list_signs(report, addressed, has_period=every != NO_PERIOD))
            yield ReportingRule(
                who=_find_reporter(report.sentence, by_place, forwards=report.sentence.span.start in forward_starts),
                to=addressed.to,
                via=addressed.via,
                every=every,
                due=_find_due(report, every),
                path=block.path,
                span=merge_spans(report.sentence.span, addressed.sentence.span),
                likelihood=compute_likelihood("report", signs),
                doubts=tuple(_list_doubts(report, every)),
                signs=signs,
            )


def _add_clause_rules(block: Block, by_place: Sequence[Duty], rules: list[ReportingRule]) -> Iterator[ReportingRule]:
    """The rules of a block and those that a clause orders by itself."""
    yield from rules
    keys = {(rule.every, (rule.to or "").lower()) for rule in rules}
    for report in list_clause_reports(block.body):
        key = (report.every or NO_PERIOD, (report.to or "").lower())
        if key in keys or (report.every is None and any(every == NO_PERIOD for every, _to in keys)):
            continue
        keys.add(key)
        signs = ("clause", "no-period" if report.every is None else "period")
        yield ReportingRule(
            who=_find_reporter(report.clause, by_place, forwards=False),
            to=report.to,
            via=None,
            every=key[0],
            due=deadlines.find_due_text_of(report.clause, key[0]),
            path=block.path,
            span=report.clause.span,
            likelihood=compute_likelihood("report", signs),
            doubts=(),
            signs=signs,
        )


def _list_further_places(body: Passage) -> Iterator[int]:
    """Where a second report begins, after «và» or «riêng» or with a period of its own.

    Without a receiver before it, «…, hằng năm gửi Sở» names that of all: «báo cáo hằng quý, hằng năm gửi Sở».
    """
    yield from _list_joined_places(body.lower)
    for joint in _OWN_PERIOD.finditer(body.lower):
        begin = max(body.lower.rfind(stop, 0, joint.start()) for stop in (". ", "; ")) + 1
        part = body.part(begin, joint.start())
        send = _SENT.search(part.lower)
        if send is None or list_periods(part.lower) == (NO_PERIOD,):
            continue
        if find_destination(part, send.end()) is not None:
            yield joint.end()


def _list_joined_places(lower: str) -> Iterator[int]:
    """Where a second report begins: «báo cáo Lãnh đạo Bộ hằng quý và báo cáo Thủ tướng trước ngày 31/12 hằng năm»."""
    for joint in _AND_REPORT.finditer(lower):
        begin = max(lower.rfind(stop, 0, joint.start()) for stop in (". ", "; ")) + 1
        parts = (joint["further"], lower[begin : joint.start()])
        if all(map(_LIMITED.search, parts)) or all(list_periods(part) != (NO_PERIOD,) for part in parts):
            yield joint.start("further")


def _find_due(report: _Report, every: str) -> str | None:
    """The printed day; none of a report at any time beside a periodic one, «… trước 15/11 hằng năm và đột xuất»."""
    if every == NO_PERIOD and len(report.every) > 1:
        return None
    return deadlines.find_due_text_of(report.sentence, every)


def _list_doubts(report: _Report, every: str) -> Iterator[str]:
    if every == NO_PERIOD:
        yield say("Không ghi kỳ báo cáo: cần xem là báo cáo một lần hay theo yêu cầu.")
    elif every == "year" and deadlines.has_year_by_days(report.sentence.lower):
        yield say("Câu nêu hai ngày: ngày sau là của 6 tháng cuối năm hay của cả năm? Giữ mục đúng, bỏ mục kia.")


def _list_signs(report: _Report, addressed: _Report, *, has_period: bool) -> Iterator[str]:
    yield "period" if has_period else "no-period"
    if addressed is not report:
        yield "borrowed"
    if len(report.every) > 1:
        yield "several"
    if addressed.via is not None:
        yield "through"
    if report.purpose:
        yield "purpose"
    if addressed.to is not None and len(addressed.to) > _LONG_NAME:
        yield "long-name"


def _apply_item_period(block: Block, report: _Report) -> _Report:
    """The report with the period at the beginning of its item, if it has none of its own."""
    lower = block.body.lower
    opening = _OPENING.match(lower)
    place = report.sentence.span.start - block.body.span.start
    if opening is None or report.every != (NO_PERIOD,) or ". " in lower[:place]:
        return report
    if _AT_ANY_TIME.search(report.sentence.lower) or _FURTHER.match(report.sentence.lower):
        return report
    return replace(report, every=list_periods(opening[0]))


def _find_addressed_report(reports: Sequence[_Report], at: int) -> _Report | None:
    """The neighbouring report that names the receiver, if this one only states the frequency."""
    report = reports[at]
    lower = report.sentence.lower
    if report.every == (NO_PERIOD,) and not (_AT_ANY_TIME.search(lower) or _FURTHER.match(lower)):
        return None
    other_reports = (*reversed(reports[:at]), *reports[at + 1 :])
    return next((other_report for other_report in other_reports if other_report.to is not None), None)


def _find_earlier_address(sentences: Sequence[Passage], report: _Report) -> _Report:
    """A report with the receiver that an earlier sentence names; the report itself if there is none.

    «Lập kế hoạch gửi về Sở Y tế; định kỳ hằng quý báo cáo …»
    """
    for sentence in sentences:
        if sentence.span.start >= report.sentence.span.start or not _is_periodic(report):
            break
        sent = _SENT_TO.search(sentence.lower)
        if sent is not None and (name := parse_name(sentence, sent.end())):
            return _Report(sentence, (), name, None)
    return report


def _is_periodic(report: _Report) -> bool:
    return report.every != (NO_PERIOD,) and _PERIODIC.search(report.sentence.lower) is not None


def _is_own(report: _Report) -> bool:
    """Whether the sentence orders a report without saying to whom: «… tổng hợp, báo cáo kết quả thực hiện»."""
    return report.every == (NO_PERIOD,) and _OWN_REPORT.search(report.sentence.lower) is not None


def _parse_report(sentence: Passage) -> _Report | None:
    lower = sentence.lower
    if is_about_difficulty(lower):
        return None
    fallback: _Report | None = None
    for match in _REPORT.finditer(lower):
        preceding = lower[max(0, match.start() - _CONTEXT_LENGTH) : match.start()]
        if preceding.endswith(("không ", "chưa ", "đừng ")):
            continue
        is_noun = _NOUN.search(preceding) is not None
        handed_in = _HANDED_IN.match(lower, match.end()) if is_noun and _WRITTEN.search(preceding) else None
        if handed_in is not None and (to := parse_receiver(sentence, handed_in.end())) is not None:
            return _Report(sentence, list_periods(lower), to, find_channel(sentence, match.end()))
        if is_noun and _REGIME.search(preceding) and (to := find_destination(sentence, match.end())) is not None:
            return _Report(sentence, list_periods(lower), to, find_channel(sentence, match.end()))
        if is_noun and _REGIME.search(preceding) and _OWN_REPORT.search(lower):
            fallback = fallback or _Report(sentence, list_periods(lower), None, None)
        if is_noun or (_PURPOSE.search(preceding) and _SENT.search(lower, 0, match.start())):
            continue
        if _APPROVAL.search(lower, match.end(), match.end() + _CONTEXT_LENGTH):
            continue
        to = find_destination(sentence, match.end())
        if to is None or (NO_PERIOD in list_periods(lower) and is_family(to)):
            fallback = fallback or _Report(sentence, list_periods(lower), None, find_channel(sentence, match.end()))
            continue
        by_the_way = _PURPOSE.search(preceding) is not None
        return _Report(sentence, list_periods(lower), to, find_channel(sentence, match.end()), by_the_way)
    receiver = find_results_receiver(sentence)
    if receiver is not None and (periods := list_periods(lower)) != (NO_PERIOD,):
        return _Report(sentence, periods, receiver, None)
    return fallback


def _find_reporter(sentence: Passage, by_place: Sequence[Duty], *, forwards: bool) -> str:
    """The agency of the duty that contains the sentence, else the sentence's own; «chung» for groups or none.

    `forwards`: the sentence is what the receiver of a report does with it.
    """
    span = sentence.span
    at = bisect_right(by_place, span.end - 1, key=lambda duty: duty.span.start) - 1
    if at >= 0 and by_place[at].span.end > span.start and not forwards:
        agency = by_place[at].agency
    else:
        order = parse_agency_order(sentence) or find_agency_order(sentence)
        agency = order.agency.text if order is not None else EVERYONE
    return EVERYONE if agency.lower().startswith(GROUPS) else agency
