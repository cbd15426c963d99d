"""Of what a share is a part: the object of an act, those of a group, those that were looked at before.

All patterns match lower case with tone marks as `fold_tones` places them.
"""

import re
from dataclasses import replace

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.reasons import UNKNOWN_WHOLE
from sokehoach.domain.plans.proposals.sentences import ACTS, is_level_alone
from sokehoach.domain.plans.proposals.subjects import is_about_persons, list_likely_predicates, split_subject
from sokehoach.domain.plans.proposals.wordings import UNDERSTANDING
from sokehoach.domain.text import count_equal_start, fold_tones

_STATED_WHOLE = re.compile(
    r"[-–+•* ]*(?:[a-zđ]\) |\d{1,2}[.)] )?trong (?:tổng )?số (?!(?:đó|này|hóa)(?!\w))(?:các )?"
    r"(?P<whole>[^%;:,\d]{3,120}(?:năm 20\d\d)?), ",
    re.IGNORECASE,
)
# «Tỷ lệ thu gom, xử lý chất thải rắn», «giải quyết đơn»: the whole is what it is done to.
_DONE_TO = re.compile(
    rf"(?:(?:công|hiệu) suất )?{ACTS}"
    r" (?P<whole>(?!(?:việc làm|công việc|khám phá|xử lý|điều tra|"
    r"đúng|trước|xong|đạt|tại|trong|trên|ở)(?!\w))[^\W\d].{1,120})$"
)
# «đăng ký khai sinh đúng hạn»: of all that are done.
_DONE_IN_TIME = re.compile(r"(?P<whole>đăng ký (?!đúng).{3,60}?) (?:đúng|trước|quá) hạn(?!\w)")
_CONTENT = re.compile(
    r"(?:mức độ |sự )?hài lòng (?:của )?(?P<whole>(?!(?:về|với|đối|khi|của|trong)(?!\w)).{3,120}?)"
    r"(?: (?:về|với|đối với|khi|trong)(?!\w).*)?$"
)
_BRINGS = re.compile(r"(?:huy động|vận động|đưa) (?P<whole>.{3,80})$")
# «sử dụng biện pháp tránh thai của các cặp vợ chồng»: it is they who use it.
_USE = re.compile("sử dụng(?! lại)")
_USERS = re.compile(
    r" của (?:các )?(?:cặp|hộ|người|phụ nữ|học sinh|sinh viên|nhân viên|bà mẹ|đoàn viên|hội viên)(?!\w)"
)
_OWNER = re.compile(r" của .*$")
_PLACE_BEHIND = re.compile(r" (?:ở tất cả|trên quy mô)(?!\w).*$| và$")
_EXCEPT = re.compile(r", (?P<except>trừ [^,;]{3,80})$")
_OF_LEVEL = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã|cơ sở)$")
# What was lost or thrown away is counted only where it is found: nobody knows all of it.
_LOST = re.compile(
    r"(?<!\w)(?:(?:bị )?(?:mất|thất lạc|vứt bỏ|xả bỏ|đổ trộm|rơi vãi|trôi dạt|bỏ sót|che giấu)"
    r"(?: (?:hoặc|và) |, )?){1,3}(?: (?:ra|trên|trong|ngoài|tại) .{2,60})?$"
)
# «vụ được phát hiện đều được xử lý»: of those that were found it is known how many there are.
_FOUND_THINGS = re.compile(
    r"(?P<whole>\w.{2,160}? (?:được|bị) phát hiện(?: (?:qua|trong|tại|trên|ở) [^,;]{2,60}?)?)"
    r"(?:,| thì)? (?:đều )?(?P<then>(?:được|bị|có|phải) (?!phát hiện).+)"
)
_TOTAL = re.compile(r" (?:trong|trên) tổng số ")
_EXTENT = re.compile(r"(?<=%) (?P<extent>quy mô (?:cấp )?(?:xã, phường|xã|huyện|tỉnh))$", re.IGNORECASE)


def complete_share(measure: TargetMeasure) -> TargetMeasure:
    """A share with the whole that its own words name; none where nobody can know the whole."""
    if measure.kind not in (MeasureKind.SHARE, MeasureKind.CHANGE):
        return measure
    if measure.kind is MeasureKind.SHARE and measure.denominator and _LOST.search(fold_tones(measure.denominator)):
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    if measure.denominator:
        return _trim_whole(measure)
    object_of_act = find_whole_of_act(measure.numerator) if measure.kind is MeasureKind.SHARE else ""
    return replace(measure, denominator=object_of_act, reason="") if object_of_act else measure


def asks_for_understanding(measure: TargetMeasure, lower: str) -> bool:
    """Whether what must be true of those who are counted is that they understand."""
    is_of_meetings = measure.kind is MeasureKind.COUNT and not is_about_persons(measure.unit)
    if UNDERSTANDING.search(lower) is None or is_of_meetings:  # «12 hội nghị nâng cao nhận thức»
        return False
    understanding = UNDERSTANDING.search(fold_tones(measure.numerator))
    subject, predicate = split_subject(measure.numerator)
    likely = list_likely_predicates(measure.numerator)
    is_first = understanding is not None and understanding.start() <= len(subject) + 1
    return not predicate or is_first or any(UNDERSTANDING.match(fold_tones(phrase)) for phrase in likely)


def find_whole_of_act(counted_words: str) -> str:
    """«chất thải rắn» of «thu gom, xử lý chất thải rắn»; «» where the words name nothing that the act is done to."""
    lower = fold_tones(counted_words)
    if (in_time := _DONE_IN_TIME.match(lower)) is not None:
        return counted_words[: in_time.end("whole")]
    if (content := _CONTENT.match(lower)) is not None:
        return counted_words[content.start("whole") : content.end("whole")]
    if (mobilized := _BRINGS.match(lower)) is not None:
        subject, predicate = split_subject(counted_words[mobilized.start("whole") :])
        return subject if predicate else ""
    act = _DONE_TO.match(lower)
    object_of_act = counted_words[act.start("whole") :] if act is not None else ""
    owner = _OWNER.search(fold_tones(object_of_act))
    if owner is not None and _USE.match(lower) and _USERS.match(fold_tones(owner[0])):
        return object_of_act[owner.start() :].removeprefix(" của ").removeprefix("các ")
    return object_of_act[: owner.start()] if owner is not None else object_of_act


def _trim_whole(measure: TargetMeasure) -> TargetMeasure:
    """Without where it is counted, and with what is left out of it: «văn bản đi, trừ văn bản mật»."""
    numerator, denominator = measure.numerator, measure.denominator
    place = _PLACE_BEHIND.search(fold_tones(denominator))
    if place is not None and place.start() > 0:
        denominator = denominator[: place.start()].strip(" ,")
    level = _OF_LEVEL.search(fold_tones(numerator))
    if level is not None and level[0] not in fold_tones(denominator):
        denominator = f"{denominator} {numerator[level.start() :]}"
    left_out = _EXCEPT.search(fold_tones(numerator))
    if left_out is not None and "trừ " not in fold_tones(denominator):
        denominator = f"{denominator}, {numerator[left_out.start('except') :]}"
        numerator = numerator[: left_out.start()]
    return replace(measure, numerator=numerator, denominator=denominator)


def cut_stated_whole(phrase: str, text_before: str) -> tuple[str, str, str]:
    """Both texts without «Trong số hộ đã đăng ký, » at the beginning of the sentence, and «hộ đã đăng ký»; else «»."""
    for text in (text_before, phrase):
        stated = _STATED_WHOLE.match(text)
        if stated is not None:
            rest = text[stated.end() :]
            return (phrase, rest, stated["whole"]) if text is text_before else (rest, text_before, stated["whole"])
        if text.strip():
            break
    return phrase, text_before, ""


def relate_to_whole(measure: TargetMeasure, whole: str) -> TargetMeasure:
    """The share over a whole that the sentence states first: «hộ đã đăng ký», of whom «hộ phát sinh hóa đơn».

    Who is counted are persons where those of the whole are (limits.md, 4), also where the words of the part name none.
    """
    measure = replace(measure, counts_persons=measure.counts_persons or is_about_persons(whole))
    part_words = (measure.numerator or measure.denominator).split()
    if measure.kind is not MeasureKind.SHARE or not part_words:
        return measure
    same_count = count_equal_start(fold_tones(" ".join(part_words)).split(), fold_tones(whole).split())
    numerator = f"{whole} {' '.join(part_words[same_count:])}".strip()
    return complete_share(replace(measure, numerator=numerator, denominator=whole, reason=""))


def split_total(rest: str) -> tuple[str, str] | None:
    """Part and whole of «hồ sơ nộp trực tuyến trên tổng số hồ sơ», «hồ sơ trong tổng số hồ sơ … được trả đúng hạn»."""
    match = _TOTAL.search(fold_tones(rest))
    if match is None or match.start() < 2:
        return None
    part, total = rest[: match.start()], rest[match.end() :]
    if split_subject(part)[1]:
        return part, total
    all_counted, predicate = split_subject(total)
    return (f"{part} {predicate}", all_counted) if predicate else None


def split_found(rest: str) -> tuple[str, str] | None:
    """«vụ được phát hiện» and «được xử lý» of «vụ được phát hiện đều được xử lý»."""
    match = _FOUND_THINGS.fullmatch(fold_tones(rest))
    return (rest[: match.end("whole")], rest[match.start("then") :]) if match is not None else None


def cut_extent(phrase: str, unit: str) -> tuple[str, str]:
    """«≥ 90% quy mô xã, phường» → «≥ 90%» and «quy mô xã, phường», which is of the part and of the whole alike."""
    match = _EXTENT.search(phrase)
    if match is None or not is_level_alone(phrase[: match.start()], unit):
        return phrase, ""
    return phrase[: match.start()], match["extent"]
