"""Plans that ask for several reports in one week, month or quarter, of which a schedule collects one."""

import re
from collections.abc import Mapping

from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import WEEKDAYS
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.text import fold_tones

_NAMES = {PeriodType.WEEK: "tuần", PeriodType.MONTH: "tháng", PeriodType.QUARTER: "quý"}
# «02 lần/tuần», «hai lần mỗi tháng», «3 lần trong tuần»; «mỗi tuần hai lần», «1 tuần 2 lần».
_OFTEN = r"(?<![\w,.])0?(?:[2-9]|hai|ba|bốn|năm)"
_REPEATED = re.compile(
    rf"{_OFTEN} lần ?(?:/ ?(?:0?1 ?)?|(?:mỗi|một|0?1|trong|hằng|hàng|trên)(?: (?:một|mỗi|0?1))? )"
    rf"(?P<behind>tuần|tháng|quý)(?!\w)|(?<!\w)(?P<before>tuần|tháng|quý) ?[,:(]? ?(?:báo cáo )?{_OFTEN} lần(?!\w)"
)
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)}|thứ [2-7])(?!\w)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(?<![\w/])ngày (?:mùng )?(\d{1,2}|cuối)(?![\d/])")
_JOINED_DAYS = re.compile(r"(?<![\w/])ngày (?:mùng )?(\d{1,2}) ?(?:,|và|&|hoặc) ?(\d{1,2})(?! ?[/\d]| ngày| giờ)")
_CLAUSE_END = re.compile(r"[.;](?= )")
_SENDING = re.compile(r"(?<!\w)(?:báo cáo|gửi|nộp|định kỳ)(?!\w)")
_OTHER_WORK = re.compile(
    r"(?<!\w)(?:kiểm tra|giám sát|tuần tra|tuyên truyền|phát thanh|họp|giao ban|trực|khám|phun|vệ sinh|tập huấn)(?!\w)"
)


def find_several_reports(due_text: str, sentence: str, every: PeriodType) -> str:
    """The Vietnamese sentence that one report of several is collected, with «%(due)s»; «» where the plan asks for one.

    `due_text`: the printed day; `sentence`: the words of the rule. What the sentence does several times must be to
    report: «kiểm tra 2 lần/tuần, báo cáo hằng tuần» asks for one report a week.
    """
    if every not in _NAMES:
        return ""
    day_words = fold_tones(" ".join(due_text.split()))
    is_repeated = _find_repeated(day_words, every) is not None or any(
        _says_often(clause, every) for clause in _CLAUSE_END.split(fold_tones(" ".join(sentence.split())))
    )
    return _SENTENCES[every] if is_repeated or _names_several_days(day_words, every) else ""


def _find_repeated(text: str, every: PeriodType) -> re.Match[str] | None:
    named = (match for match in _REPEATED.finditer(text) if _NAMES[every] in match.groups())
    return next(named, None)


def _says_often(clause: str, every: PeriodType) -> bool:
    match = _find_repeated(clause, every)
    return (
        match is not None
        and _SENDING.search(clause) is not None
        and _OTHER_WORK.search(clause[max(0, match.start() - 60) : match.start()]) is None
    )


def _names_several_days(day_words: str, every: PeriodType) -> bool:
    if every is PeriodType.WEEK:
        return len(set(_WEEKDAY.findall(day_words))) > 1
    if every is PeriodType.MONTH:
        days = {day.lstrip("0") for day in _DAY_OF_MONTH.findall(day_words)}
        return len(days.union(*(map(_strip_zeros, pair) for pair in _JOINED_DAYS.findall(day_words)))) > 1
    return False


def _strip_zeros(day: str) -> str:
    return day.lstrip("0")


_SENTENCES: Mapping[PeriodType, str] = {
    PeriodType.WEEK: say(
        "Kế hoạch hỏi nhiều báo cáo trong một tuần; mỗi lịch báo cáo chỉ có một hạn, nên mỗi tuần thu một báo cáo, hạn "
        "«%(due)s». Các báo cáo kia gửi ngoài biểu này; muốn thu ngày khác thì sửa ô hạn gửi."
    ),
    PeriodType.MONTH: say(
        "Kế hoạch hỏi nhiều báo cáo trong một tháng; mỗi lịch báo cáo chỉ có một hạn, nên mỗi tháng thu một báo cáo, "
        "hạn «%(due)s». Các báo cáo kia gửi ngoài biểu này; muốn thu ngày khác thì sửa ô hạn gửi."
    ),
    PeriodType.QUARTER: say(
        "Kế hoạch hỏi nhiều báo cáo trong một quý; mỗi lịch báo cáo chỉ có một hạn, nên mỗi quý thu một báo cáo, hạn "
        "«%(due)s». Các báo cáo kia gửi ngoài biểu này; muốn thu ngày khác thì sửa ô hạn gửi."
    ),
}
