"""Reports that one clause of a sentence orders by itself, beside those that the sentence orders as a whole.

«Hằng tuần báo nhanh số liệu về Công an tỉnh, hết tháng gửi báo cáo tổng kết về Sở», «…, đột xuất khi có yêu cầu»:
each clause with a verb of sending, a receiver and a period of its own is a report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates.recurrences import leave_out_several_years
from sokehoach.domain.plans.everyday_periods import find_last_period
from sokehoach.domain.plans.orders import is_about_difficulty
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.receivers import find_destination, is_family

_STOP = re.compile(r"[.;,] | và (?=(?:báo|gửi|nộp|trình)(?!\w))")
_SEND = re.compile(
    r"(?<!\w)(?<!không )(?<!chưa )(?:báo cáo|báo(?: (?:nhanh|tin|tình hình|số lượng|số liệu|danh sách))?|"
    r"gửi|nộp|chuyển|nhắn|trình)"
    r"(?! (?:viên|chí|động|hiệu|tài chính|nghiên cứu|kinh tế|độ|tự|duyệt|giao))(?!\w)"
)
_NOUN = re.compile(r"(?<!\w)(?:vào|trong|các|chế độ|mẫu|theo|việc|lập|xây dựng|nội dung|cho) $")
_AT_ONCE = re.compile(
    r"đột xuất(?:,? (?:khi|theo|thì|có|gửi|báo)|$)|(?<!\w)báo (?:tin |cáo )?ngay(?!\w)|"
    r"(?:gửi|báo cáo) [^,;.]{0,30}?ngay khi|"
    r"báo cáo [^,;.]{0,40}?(?:trong (?:vòng )?\d+ (?:giờ|phút)|sau [^,;.]{0,30}\d+ (?:ngày|giờ))"
)
# What is sent is no report of what was done, or goes down to those who do the work.
_NO_REPORT = re.compile(
    r"(?<!\w)(?:kế hoạch|dự toán|dự trù|nhu cầu|hồ sơ|dự thảo|cam kết|đề nghị|đăng ký|tin bài|bài viết)(?!\w)"
)
_RESULTS = re.compile(r"(?<!\w)(?:báo cáo|kết quả|số liệu|tình hình|thống kê)(?!\w)")
_NO_RECEIVER = re.compile(
    r"(?:các |những |mọi |toàn thể |bản |báo |học sinh|người |công dân|nhân dân)|.*(?: ký| phê duyệt| thẩm quyền)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """A report of one clause: its period, None for one at any time, and its receiver, None where none is named."""

    clause: Passage
    every: str | None
    to: str | None


def list_clause_reports(sentence: Passage) -> Iterator[ClauseReport]:
    """The reports of the clauses of a paragraph, in order."""
    lower = sentence.lower
    if _SEND.search(lower) is None and "đột xuất" not in lower:
        return
    ends = [stop.start() for stop in _STOP.finditer(lower) if _ends_clause(sentence, stop)]
    starts = [0, *ends]
    receiver: str | None = None
    for begin, end in zip(starts, [*ends, len(lower)], strict=True):
        clause = sentence.part(begin + (lower[begin] in ".;,"), end)
        if begin and lower[begin] in ".;":
            receiver = None
        send = _SEND.search(clause.lower)
        if send is None and not clause.lower.startswith("đột xuất"):
            continue
        is_noun = send is not None and _NOUN.search(clause.lower, 0, send.start()) is not None
        if is_noun or is_about_difficulty(clause.lower):
            continue
        sentence_so_far = lower[max(lower.rfind(". ", 0, begin), lower.rfind("; ", 0, begin), 0) : end]
        is_submitted = send is not None and send[0] == "trình"  # to be decided, unless figures are
        if (is_submitted or _NO_REPORT.search(sentence_so_far)) and _RESULTS.search(sentence_so_far) is None:
            continue
        to = find_destination(clause, send.end()) if send is not None else None
        if to is not None and (_NO_RECEIVER.match(to.lower()) or is_family(to)):
            continue
        receiver = to or receiver
        if _AT_ONCE.search(clause.lower):
            yield ClauseReport(clause, None, to or receiver)
        elif to is not None:
            for every in _list_periods(clause.lower):
                yield ClauseReport(clause, every, to)


def _list_periods(lower: str) -> list[str]:
    lower = leave_out_several_years(lower)
    return deadlines.list_frequencies(lower) or find_last_period(lower)


def _ends_clause(text: Passage, stop: re.Match[str]) -> bool:
    """Whether a clause ends here: not in brackets, nor within «Sở Văn hóa, Thể thao và Du lịch»."""
    at = stop.start()
    if text.lower.count("(", 0, at) > text.lower.count(")", 0, at):
        return False
    return stop[0] != ", " or not text.text[at + 2 : at + 3].isupper()
