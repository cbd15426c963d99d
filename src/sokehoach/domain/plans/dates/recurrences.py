"""Recurrences without a day: «hằng năm», «định kỳ 6 tháng, năm», «thường xuyên».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.dates.calendar import PlanDates
from sokehoach.domain.plans.dates.deadline import EVERY, DeadlineKind, DeadlineMatch
from sokehoach.domain.plans.dates.recurrence import Frequency, Recurrence

_PERIOD = (
    rf"(?:(?:{EVERY}|theo|các) )?(?:tuần|tháng|quý|năm)(?![\w/])(?! \d)"
    r"|(?<![\d/])(?:0?[1369]|12|một|ba|sáu|chín) (?:tháng|năm|quý|tuần)(?!\w)(?! (?:đầu|cuối|tuổi|đến|\d|năm \d))"
)
_PERIOD_WORDS = ("tuần", "tháng", "quý", "năm")  # one of these is in each
_TIMES = r"(?: một lần| 0?1 lần|/ ?(?:0?1 )?lần|/ ?1)?"
# «ít nhất 02 cuộc/năm»
_TIMES_PER = re.compile(r"\d{1,3} (?:lần|cuộc|đợt|buổi|kỳ|lượt) ?/ ?(?P<period>tuần|tháng|quý|năm)(?!\w)")
_PERIODS = re.compile(
    rf"(?<!\w)(?P<often>định kỳ )?"
    rf"(?P<periods>(?:{_PERIOD}){_TIMES}(?:(?:,| và|;)(?: cả)? (?:{_PERIOD}){_TIMES}){{0,5}})"
)
_EVERY = re.compile(rf"{EVERY} |lần$|/ ?1$")
# «02 năm một lần», «ba năm/lần»: no period of reports is longer than a year.
_SEVERAL_YEARS = re.compile(
    r"(?<![\w/.,])(?<!tháng )(?:0?[2-9]|1\d|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm"
    r"(?: một lần| 0?1 lần| ?/ ?(?:một |0?1 )?lần)(?!\w)"
)
_FREQUENCY_PATTERNS = (
    (Frequency.WEEK, re.compile(r"tuần")),
    (Frequency.SIX_MONTH, re.compile(r"(?<!\d)(?:0?6|sáu) tháng")),
    (Frequency.NINE_MONTH, re.compile(r"(?<!\d)(?:0?9|chín) tháng")),
    (Frequency.YEAR, re.compile(r"năm|12 tháng")),
    (Frequency.QUARTER, re.compile(r"quý|(?<!\d)(?:0?3|ba) tháng")),
    (Frequency.MONTH, re.compile(r"tháng")),
)
# «ngân sách hằng năm», «trợ cấp hàng tháng»: the frequency of something other than the duty.
_OTHER_SUBJECT = re.compile(
    r"(?:ngân sách|dự toán|kế hoạch|kinh phí|chương trình|xã hội|công tác|cán bộ|tài chính|khen thưởng|thi đua|"
    r"chi|vốn|nhiệm vụ|viên chức|công chức|đời sống|trợ cấp|lương|bình quân|trung bình|tư pháp|bổ sung|đầu tư|"
    r"ngân sách nhà nước|phát triển|theo phân cấp|từng giai đoạn|thường xuyên|đối tượng|người hưởng|cho người dân) ?$"
)
_RECURRING_ACTS = re.compile(
    r"báo cáo|sơ kết|tổng kết|đánh giá|kiểm tra|giao ban|họp|rà soát|tổ chức|cập nhật|thống kê|tổng hợp|gửi"
)
_SENTENCE_START = re.compile(r"(?:^|[.;:,(]) ?$")


def has_several_years(text: str) -> bool:
    """Whether something comes once in several years, «02 năm một lần»."""
    return _SEVERAL_YEARS.search(text) is not None


def leave_out_several_years(text: str) -> str:
    """The text, as long as it was, without «02 năm một lần»."""
    return _SEVERAL_YEARS.sub(lambda match: "·" * len(match[0]), text)


def parse_recurrences(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Frequencies: «Hằng năm, tổ chức …», «định kỳ 6 tháng, năm», «3 tháng một lần»."""
    if not any(period in text for period in _PERIOD_WORDS):
        return
    text = leave_out_several_years(text)
    for match in _PERIODS.finditer(text):
        preceding = text[max(0, match.start() - 200) : match.start()]
        if not (
            match["often"] or _EVERY.search(match["periods"]) or _stands_alone(text, preceding, match, is_labelled)
        ):
            continue
        if _OTHER_SUBJECT.search(preceding) or text.startswith(" của ", match.end()):
            continue
        if not (is_labelled or match["often"]):
            sentence = re.split(r"[.;] ", preceding)[-1]
            if not _SENTENCE_START.search(preceding) and not _RECURRING_ACTS.search(sentence):
                continue
        frequencies = tuple(dict.fromkeys(_list_frequencies(match["periods"])))
        if frequencies:
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.EVERY, every=Recurrence(frequencies))
    for match in _TIMES_PER.finditer(text):
        frequencies = tuple(_list_frequencies(match["period"]))
        yield DeadlineMatch(match.start(), match.end(), DeadlineKind.EVERY, every=Recurrence(frequencies))


def _stands_alone(text: str, preceding: str, match: re.Match[str], is_labelled: bool) -> bool:
    """Whether «tháng, quý, năm» is a frequency: after «báo cáo», or in a line about time."""
    several = re.search(r",| và ", match["periods"]) is not None
    if preceding.endswith("báo cáo "):
        return several
    return is_labelled and (several or (match[0] == text.strip(" .;") and match[0] != "năm"))


def _list_frequencies(periods: str) -> Iterator[Frequency]:
    for period in re.split(r"(?:,| và|;)(?: cả)? ", periods):
        yield next(frequency for frequency, pattern in _FREQUENCY_PATTERNS if pattern.search(period))


_ALWAYS = re.compile(
    r"(?<!chi )(?<!nhiệm vụ )(?<!kinh phí )(?<!ngân sách )(?<!vốn )(?<!hoạt động )(?<!công việc )(?<!chỉ đạo )"
    r"(?<!công tác )(?<!quan hệ )(?<!không )(?<!làm việc )thường xuyên(?:,? liên tục)?"
    r"(?! (?:của|xảy ra|phải|trong dự toán|sinh sống|làm công tác|tiếp xúc))"
    r"|(?<!đời sống )(?<!sinh hoạt )(?:hằng|hàng) ngày"
)
_LABELLED_ALWAYS = re.compile(
    r"liên tục|xuyên suốt|trong suốt|theo (?:lộ trình|kế hoạch|tiến độ|hướng dẫn|quy định|chỉ đạo|yêu cầu|chương trình)"
    r"[^.;()]{0,60}"
)


def parse_standing_limits(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Permanent work: «thường xuyên», «hằng ngày»; if `is_labelled`, also «liên tục», «theo kế hoạch của Bộ»."""
    is_likely = "thường xuyên" in text or "hằng ngày" in text or "hàng ngày" in text
    for match in (
        *(_ALWAYS.finditer(text) if is_likely else ()),
        *(_LABELLED_ALWAYS.finditer(text) if is_labelled else ()),
    ):
        yield DeadlineMatch(match.start(), match.end(), DeadlineKind.STANDING)
