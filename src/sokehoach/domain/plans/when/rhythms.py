"""Rhythms without a day: «hằng năm», «định kỳ 6 tháng, năm», «thường xuyên».

All patterns look at lower case with tone marks placed as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.when.calendar import Frame
from sokehoach.domain.plans.when.deadline import Kind
from sokehoach.domain.plans.when.found import EACH, Found
from sokehoach.domain.plans.when.recurrence import Each, Recurrence

_PERIOD = (
    rf"(?:(?:{EACH}|theo|các) )?(?:tuần|tháng|quý|năm)(?![\w/])(?! \d)"
    r"|(?<![\d/])(?:0?[1369]|12|một|ba|sáu|chín) (?:tháng|năm|quý|tuần)(?!\w)(?! (?:đầu|cuối|tuổi|đến|\d|năm \d))"
)
_TIMES = r"(?: một lần| 0?1 lần|/ ?(?:0?1 )?lần|/ ?1)?"
# «ít nhất 02 cuộc/năm»
_TIMES_PER = re.compile(r"\d{1,3} (?:lần|cuộc|đợt|buổi|kỳ|lượt) ?/ ?(?P<period>tuần|tháng|quý|năm)(?!\w)")
_PERIODS = re.compile(
    rf"(?P<often>định kỳ )?(?P<periods>(?:{_PERIOD}){_TIMES}(?:(?:,| và|;)(?: cả)? (?:{_PERIOD}){_TIMES}){{0,5}})"
)
_EVERY = re.compile(rf"{EACH} |lần$|/ ?1$")
_LENGTHS = (
    (Each.WEEK, re.compile(r"tuần")),
    (Each.SIX_MONTH, re.compile(r"(?<!\d)(?:0?6|sáu) tháng")),
    (Each.NINE_MONTH, re.compile(r"(?<!\d)(?:0?9|chín) tháng")),
    (Each.YEAR, re.compile(r"năm|12 tháng")),
    (Each.QUARTER, re.compile(r"quý|(?<!\d)(?:0?3|ba) tháng")),
    (Each.MONTH, re.compile(r"tháng")),
)
# «ngân sách hằng năm», «trợ cấp hàng tháng»: the rhythm of something else than the duty.
_OTHERS = re.compile(
    r"(?:ngân sách|dự toán|kế hoạch|kinh phí|chương trình|xã hội|công tác|cán bộ|tài chính|khen thưởng|thi đua|"
    r"chi|vốn|nhiệm vụ|viên chức|công chức|đời sống|trợ cấp|lương|bình quân|trung bình|tư pháp|bổ sung|đầu tư|"
    r"ngân sách nhà nước|phát triển|theo phân cấp|từng giai đoạn|thường xuyên|đối tượng|người hưởng|cho người dân) ?$"
)
_ACTS = re.compile(
    r"báo cáo|sơ kết|tổng kết|đánh giá|kiểm tra|giao ban|họp|rà soát|tổ chức|cập nhật|thống kê|tổng hợp|gửi"
)
_OPENS = re.compile(r"(?:^|[.;:,(]) ?$")


def rhythm(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«Hằng năm, tổ chức …», «định kỳ 6 tháng, năm», «3 tháng một lần»."""
    for match in _PERIODS.finditer(text):
        before = text[max(0, match.start() - 200) : match.start()]
        if not (
            match["often"] or _EVERY.search(match["periods"]) or _stands_alone(text, before, match, told)
        ):
            continue
        if _OTHERS.search(before) or text.startswith(" của ", match.end()):
            continue
        if not (told or match["often"]):
            sentence = re.split(r"[.;] ", before)[-1]
            if not _OPENS.search(before) and not _ACTS.search(sentence):
                continue
        each = tuple(dict.fromkeys(_lengths(match["periods"])))
        if each:
            yield Found(match.start(), match.end(), Kind.EVERY, every=Recurrence(each))
    for match in _TIMES_PER.finditer(text):
        each = tuple(_lengths(match["period"]))
        yield Found(match.start(), match.end(), Kind.EVERY, every=Recurrence(each))


def _stands_alone(text: str, before: str, match: re.Match[str], told: bool) -> bool:
    """«Tháng, quý, năm»: several periods are a rhythm after «báo cáo» and in a line about time."""
    several = re.search(r",| và ", match["periods"]) is not None
    if before.endswith("báo cáo "):
        return several
    return told and (several or (match[0] == text.strip(" .;") and match[0] != "năm"))


def _lengths(periods: str) -> Iterator[Each]:
    for one in re.split(r"(?:,| và|;)(?: cả)? ", periods):
        yield next(each for each, pattern in _LENGTHS if pattern.search(one))


_ALWAYS = re.compile(
    r"(?<!chi )(?<!nhiệm vụ )(?<!kinh phí )(?<!ngân sách )(?<!vốn )(?<!hoạt động )(?<!công việc )(?<!chỉ đạo )"
    r"(?<!công tác )(?<!quan hệ )(?<!không )(?<!làm việc )thường xuyên(?:,? liên tục)?"
    r"(?! (?:của|xảy ra|phải|trong dự toán|sinh sống|làm công tác|tiếp xúc))"
    r"|(?<!đời sống )(?<!sinh hoạt )(?:hằng|hàng) ngày"
)
_TOLD_ALWAYS = re.compile(
    r"liên tục|xuyên suốt|trong suốt|theo (?:lộ trình|kế hoạch|tiến độ|hướng dẫn|quy định|chỉ đạo|yêu cầu|chương trình)"
    r"[^.;()]{0,60}"
)


def standing(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«thường xuyên», «hằng ngày»; told also «liên tục», «theo kế hoạch của Bộ»."""
    for match in (*_ALWAYS.finditer(text), *(_TOLD_ALWAYS.finditer(text) if told else ())):
        yield Found(match.start(), match.end(), Kind.STANDING)
