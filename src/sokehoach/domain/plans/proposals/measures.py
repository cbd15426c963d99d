"""What a target counts: numerator and denominator in the words of the plan, or why it cannot be counted.

Only words that the plan prints are used. A denominator that it does not print stays empty, and a person names it.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.plans.orders import ORDER
from sokehoach.domain.plans.proposals.reasons import (
    ADDS_NOT,
    NO_DENOMINATOR,
    NO_PREDICATE,
    NO_WORDS,
    NOT_MEASURED,
    UNKNOWN_WHOLE,
)
from sokehoach.domain.plans.proposals.sentences import (
    FIGURE,
    cut_years,
    find_action_before,
    find_figure,
    find_first_level,
    find_predicate_after,
    is_level_alone,
)
from sokehoach.domain.plans.proposals.subjects import find_age_group, is_about_persons, is_weak_predicate, split_subject
from sokehoach.domain.plans.proposals.trimming import (
    cut_amount_verbs,
    cut_move,
    strip_number_word,
    trim_end,
    trim_opening,
    trim_subject,
    trim_words,
)
from sokehoach.domain.plans.proposals.wordings import (
    INTENSIVE,
    MAGNITUDE,
    MEASURED,
    find_change_first,
    find_rate_of_many,
    find_whole_sum,
)
from sokehoach.domain.text import fold_tones, parse_number


class MeasureKind(StrEnum):
    """How a target is computed; the label is Vietnamese."""

    SHARE = "share"
    RATE = "rate"
    COUNT = "count"
    CHANGE = "change"
    VALUE = "value"
    NONE = "none"

    @property
    def label_vi(self) -> str:
        return _KINDS_VI[self]

    @property
    def needs_denominator(self) -> bool:
        return self in (MeasureKind.SHARE, MeasureKind.RATE)


@dataclass(frozen=True, slots=True)
class TargetMeasure:
    """`numerator`, `denominator`: what is counted, as names; «» where the plan prints none.

    `unit`: of the counted things. `per`: 100 for a share. `falls`: the change is a fall. `is_stock`: measured at the
    cut-off. `reason`: why it cannot be counted, or what a person must say. `is_guessed`: the words of the predicate are
    those of a neighbouring target of the sentence.
    """

    kind: MeasureKind
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    per: int | None = None
    falls: bool = False
    is_stock: bool = True
    counts_persons: bool = False
    reason: str = ""
    is_guessed: bool = False


_KINDS_VI = {
    MeasureKind.SHARE: say("tỷ lệ phần trăm"),
    MeasureKind.RATE: say("tỷ suất"),
    MeasureKind.COUNT: say("số đếm"),
    MeasureKind.CHANGE: say("mức tăng, giảm so với cùng kỳ năm trước"),
    MeasureKind.VALUE: say("một con số của cả địa bàn"),
    MeasureKind.NONE: say("không đo được"),
}
_PER = re.compile(r"/ ?(?P<per>100\.000|10\.000|1\.000|100|(?:1 ?)?vạn) ?(?P<what>[^\d/,;.]{2,80})")
_PER_ONE = re.compile(r"(?P<what>[^\d/,;.%()]{1,40})/ ?(?P<whole>[^\d\s/,;.][^\d/,;.]{1,40})")
_PER_TIME = re.compile(r"([^\d/,;.%()]{1,40})/ ?(?:năm|quý|tháng|tuần|ngày)(?![\w/])")
_CHANGE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:mỗi|hằng|hàng) năm )?(?P<way>giảm|tăng)"
    r"(?: (?:thêm|bình quân|ít nhất|tối thiểu|trên|khoảng|từ|trung bình|được|mỗi năm|hằng năm|hàng năm|đạt))* ?$"
)
_RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ số|tỷ suất)(?: của)?(?!\w)")
_GROWTH = re.compile(r"(?<!\w)tốc độ (?:tăng trưởng|tăng|phát triển)(?: bình quân)?(?: của)?(?!\w)")
_SUMS = re.compile(r"(?:tổng )?(?:doanh thu|kim ngạch|sản lượng|lượng|số lượng|giá trị xuất khẩu|số thu|số)(?!\w)")
_OF_TOTAL = re.compile(r" (?:trong|trên|so với) (?=tổng)(?:tổng số )?(?P<whole>.{2,160})$")
_PART_OF = re.compile(  # where, «trong các cơ sở giáo dục», is not of what
    r" (?:trong|trên) (?:tổng số )?(?P<whole>(?!địa bàn|(?:các |những )?(?:cơ sở|trường|khu|cụm) ).{2,160})$"
)
_RATIO = re.compile(r" ?/ ?(?P<whole>[^\W\d_][^/;.]{1,80})$")  # «kinh phí nghiên cứu/GRDP»
# «đào tạo kỹ năng cho người dân trong độ tuổi lao động», «phủ sóng tại các khu công nghiệp»: over those at the end
_FOR_WHOM = re.compile(
    r" (?:cho|tại|ở|trong) (?P<whole>(?:các|người|trẻ em|học sinh|hộ|công nhân|phụ nữ) [^,;:]{2,120})$"
)
_KEPT_OVER_TIME = re.compile(r"(?<!\w)(?:tổng|duy trì|diện tích|công suất|dân số|quy mô|số lượng)(?!\w)")
_UNDERSTANDING = re.compile(
    r"(?<!\w)(?:(?:am )?hiểu(?: biết| rõ| đúng)?|nhận thức|ý thức|thấm nhuần|nắm (?:vững|được|rõ|chắc)|"
    r"có (?:đầy đủ )?kiến thức"
    r"|đồng thuận|tin tưởng)(?!\w)"
)
_DISCOVERY = re.compile(r"(?:đều )?(?:được |bị )?(?:kịp thời )?phát hiện(?! sớm)(?!\w)")
_QUANTITIES = frozenset((
    "mw", "kw", "gw", "ha", "km", "km2", "m2", "m3", "tấn", "tạ", "kg", "lít", "triệu", "tỷ", "gbps", "mbps",
    "kwh", "%/năm", "usd", "đồng",
))  # fmt: skip


def parse_target(
    text: str, *, unit: str, value: Decimal | None = None, text_before: str = "", text_after: str = ""
) -> TargetMeasure:
    """What the target counts. `text`: its words; `unit`: «%» or the counted noun; `value`: the number to be reached.

    `text_before`, `text_after`: the rest of its sentence. They are asked where the target's own words lack the
    predicate, as in «80% số trạm y tế và 100% cơ sở đủ điều kiện».
    """
    phrase = " ".join(text.split()).lstrip("-–+•* ")
    if is_level_alone(phrase, unit) and (first_level := find_first_level(text_before, unit).lstrip("-–+•* ")):
        has_figure = FIGURE.search(cut_years(first_level)) is not None
        phrase, value = (first_level, None) if has_figure else (f"{first_level} {phrase}", value)
    lower = fold_tones(phrase)
    figure = find_figure(lower, percent=unit.startswith("%"), value=value)
    if figure is None:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    head, tail = cut_years(phrase[: figure.start()]).strip(" ,:"), phrase[figure.end() :].strip(" ,:")
    measure = (
        _parse_percent(head, tail, text_before, text_after) if figure["percent"] else _parse_number(head, tail, unit)
    )
    if measure.kind is not MeasureKind.NONE and _is_understanding(measure, lower):
        return TargetMeasure(MeasureKind.NONE, reason=NOT_MEASURED)
    numerator, denominator = cut_years(measure.numerator), cut_years(measure.denominator)
    return replace(
        measure,
        numerator=numerator,
        denominator=denominator,
        counts_persons=is_about_persons(f"{numerator} {denominator}"),
    )


def is_understanding(text: str) -> bool:
    """Whether the words ask for understanding or awareness, which nobody counts."""
    return _UNDERSTANDING.search(fold_tones(text)) is not None


def _is_understanding(measure: TargetMeasure, lower: str) -> bool:
    match = _UNDERSTANDING.search(lower)
    if match is None:
        return False
    _subject, predicate = split_subject(measure.numerator)
    return not predicate or _UNDERSTANDING.match(fold_tones(predicate)) is not None


def _parse_percent(head: str, tail: str, text_before: str, text_after: str) -> TargetMeasure:
    head, tail = cut_move(head), _UPWARD.sub("", tail)  # «80% trở lên số trường …»
    lower_head, lower_tail = fold_tones(head), fold_tones(tail)
    rate, change = _RATE.search(lower_head), _CHANGE_BEFORE.search(lower_head)
    if change is not None:
        falls = change["way"] == "giảm"
        if rate is not None:
            return _build_share_change(trim_words(head[rate.end() : change.start()]), falls=falls)
        return _build_change(trim_words(head[: change.start()]) or trim_words(tail.split(" so với")[0]), falls=falls)
    changed = find_change_first(lower_head, lower_tail) if rate is None else None
    if changed is not None:
        return _build_change(trim_words(head.strip()[changed[0] : changed[1]]), falls=changed[2])
    part = _RATE.match(lower_tail) if not trim_words(head) else None  # «đạt 10% tỷ trọng kinh tế xanh trên GRDP»
    if part is not None:
        return _parse_rate(trim_words(tail[part.end() :]), "", is_part=True)
    growth = _GROWTH.search(lower_head)
    if growth is not None:
        if grown_words := _find_grown(head[growth.end() :], text_before):
            return _build_change(grown_words, falls=False)
        return TargetMeasure(MeasureKind.VALUE, trim_words(head[growth.start() :]), unit="%", reason=ADDS_NOT)
    if rate is not None:
        return _parse_rate(trim_words(head[rate.end() :]), tail, is_part=rate[0].startswith(("tỷ trọng", "tỉ trọng")))
    if lower_head.endswith(" chiếm") and tail:
        return TargetMeasure(MeasureKind.SHARE, trim_words(head), tail, per=100)
    if len(lower_tail.split()) < 2:
        return _parse_rate(trim_words(head), tail, is_part=False)
    return _parse_share(head, trim_subject(tail), text_before, text_after)


def _find_grown(counted_words: str, text_before: str) -> str:
    """What grows, where it is a sum: «tốc độ tăng doanh thu», «doanh thu … đạt 5 tỷ đồng, với tốc độ tăng trưởng»."""
    grown_words = trim_words(counted_words)
    if not grown_words and fold_tones(text_before).rstrip().endswith((", với", " và", ",")):
        figures = [match for match in FIGURE.finditer(fold_tones(text_before)) if not match["percent"]]
        first_words = text_before[: figures[-1].start()] if figures else ""
        grown_words = trim_words(re.split(r"[,;:] ", first_words)[-1])
    return grown_words if _SUMS.match(fold_tones(grown_words)) else ""


def _build_share_change(counted_words: str, *, falls: bool) -> TargetMeasure:
    """«Tỷ lệ hộ nghèo giảm 1 %»: a change in points of a share, whose denominator the plan does not print."""
    share = _parse_rate(counted_words, "", is_part=False)
    return (
        replace(share, kind=MeasureKind.CHANGE, falls=falls)
        if counted_words
        else TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    )


def _parse_rate(counted_words: str, tail: str, *, is_part: bool) -> TargetMeasure:
    """«Tỷ lệ A đạt 5% B»: A over B, or over what A is part of, where the words say it."""
    if not counted_words:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    total = tail.strip(" ,;.")
    if total and not fold_tones(total).startswith(("so với", "/", "(", "và ", "vào ", "mỗi ", "trong đó", "đối với")):
        return TargetMeasure(MeasureKind.SHARE, counted_words, strip_number_word(total), per=100)
    total_match = (_PART_OF if is_part else _OF_TOTAL).search(fold_tones(counted_words))
    if total_match is not None:
        return TargetMeasure(
            MeasureKind.SHARE,
            counted_words[: total_match.start()],
            counted_words[total_match.start("whole") :],
            per=100,
        )
    ratio = _RATIO.search(counted_words)
    if ratio is not None:
        return TargetMeasure(MeasureKind.SHARE, counted_words[: ratio.start()].strip(), ratio["whole"].strip(), per=100)
    subject, predicate = split_subject(counted_words)
    if subject and predicate:
        denominator = f"{subject} {find_age_group(predicate)}".strip()
        return TargetMeasure(MeasureKind.SHARE, f"{subject} {predicate}", denominator, per=100)
    for_whom = None if is_part else _FOR_WHOM.search(fold_tones(counted_words))
    if for_whom is not None:
        return TargetMeasure(MeasureKind.SHARE, counted_words, counted_words[for_whom.start("whole") :], per=100)
    return TargetMeasure(MeasureKind.SHARE, counted_words, "", per=100, reason=NO_DENOMINATOR)


def _parse_share(head: str, rest: str, text_before: str, text_after: str) -> TargetMeasure:
    """«100% A được B»: A that B, over A."""
    share_of_part = _parse_part(rest, text_before) if not trim_opening(head) else None
    if share_of_part is not None:
        return share_of_part
    action = trim_end(_KEEPS.sub("", trim_opening(head)))
    subject, predicate = split_subject(rest)
    if len(action.split()) >= 2:
        subject = f"{subject} {predicate}".strip()
        sum_end = find_whole_sum(fold_tones(rest))
        if sum_end is not None:
            return _build_share(f"{action}: {subject}", rest[:sum_end], predicate=action)
        return _build_share(f"{action}: {subject}", subject, predicate=action)
    shared_predicate = "" if predicate and not is_weak_predicate(predicate) else find_predicate_after(text_after)
    if shared_predicate and predicate:
        return replace(_build_share(f"{rest} {shared_predicate}", rest, predicate=shared_predicate), is_guessed=True)
    if predicate:
        return _build_share(f"{subject} {predicate}", subject, predicate=predicate)
    action = find_action_before(text_before)
    if action:
        return replace(_build_share(f"{action}: {subject}", subject, predicate=action), is_guessed=True)
    if shared_predicate:
        return replace(
            _build_share(f"{subject} {shared_predicate}", subject, predicate=shared_predicate), is_guessed=True
        )
    return TargetMeasure(MeasureKind.SHARE, "", subject, per=100, reason=NO_PREDICATE)


def _parse_part(part_tail: str, text_before: str) -> TargetMeasure | None:
    """«100% A …, trong đó 30% đạt B», «…, trong đó 30% A đạt B»: a share of what the sentence counts before it."""
    folded_before, folded_tail = fold_tones(text_before), fold_tones(part_tail)
    figures = [match for match in FIGURE.finditer(folded_before) if match["percent"]]
    if not figures or not part_tail:
        return None
    all_counted = trim_subject(_PART_OF_IT.sub("", text_before[figures[-1].end() :]).strip(" ,;"))
    subject, predicate = split_subject(all_counted)
    if _PART_OF_IT.search(folded_before) is not None and _BARE_PREDICATE.match(folded_tail):
        # Of all of them where all are to do it, else of those who do.
        denominator = subject if parse_number(figures[-1]["number"]) == 100 or not predicate else all_counted
        return replace(_build_share(f"{denominator} {part_tail}", denominator, predicate=part_tail), is_guessed=True)
    tail_terms, subject_terms = part_tail.split(), fold_tones(subject).split()
    same_count = 0
    while (
        same_count < min(len(tail_terms), len(subject_terms))
        and fold_tones(tail_terms[same_count]) == subject_terms[same_count]
    ):
        same_count += 1
    if same_count < _SAME_NOUN or same_count == len(tail_terms) or split_subject(part_tail)[1]:
        return None
    return _build_share(part_tail, " ".join(tail_terms[:same_count]), predicate=" ".join(tail_terms[same_count:]))


def _build_share(numerator: str, denominator: str, *, predicate: str) -> TargetMeasure:
    if _DISCOVERY.match(fold_tones(predicate)):
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    return TargetMeasure(MeasureKind.SHARE, numerator, denominator, per=100)


def _build_change(counted_words: str, *, falls: bool) -> TargetMeasure:
    if not counted_words:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    return TargetMeasure(MeasureKind.CHANGE, strip_number_word(counted_words), falls=falls, is_stock=False)


def _build_rate_for_each(head: str, counted_words: str, noun: str) -> TargetMeasure:
    """«[mỗi] xã tổ chức ít nhất [02] hội nghị»: hội nghị for each xã."""
    whole, _action = split_subject(head)
    order = ORDER.search(fold_tones(whole), len(whole.split(" ")[0]))
    whole = whole[: order.start()] if order is not None else whole
    action = _HAS.sub("", trim_words(head[len(whole) :]))
    return TargetMeasure(
        MeasureKind.RATE, f"{action} {counted_words}".strip(), trim_words(whole), unit=noun[:60], per=1
    )


def _strip_unit(tail: str, noun: str) -> str:
    return tail[len(noun) :].strip() if fold_tones(tail).startswith(fold_tones(noun)) else tail


def _parse_number(head: str, tail: str, unit: str) -> TargetMeasure:
    per = _PER.search(tail) or _PER.search(unit)
    counted_words = trim_words(head)
    of_many = find_rate_of_many(fold_tones(head)) if per is None else None
    if of_many is not None:
        noun, denominator = strip_number_word(head[: of_many[0]].strip()), head[of_many[1] : of_many[2]]
        return TargetMeasure(MeasureKind.RATE, noun, denominator, unit=unit[:60], per=of_many[3], is_stock=False)
    if per is not None:
        noun = (tail or unit).split("/")[0].strip()
        factor = 10_000 if per["per"].endswith("vạn") else int(per["per"].replace(".", ""))
        return TargetMeasure(MeasureKind.RATE, noun, per["what"].strip(), unit=noun, per=factor, is_stock=False)
    if own_unit := "‰" if unit == "‰" else "lần" if _TIMES.match(fold_tones(tail)) else "":
        return TargetMeasure(MeasureKind.VALUE, counted_words or tail, unit=own_unit, reason=ADDS_NOT)
    if (
        _PER_ONE.match(tail)
        and MEASURED.match(fold_tones(tail)) is None
        and _PER_TIME.match(tail) is None
        and not fold_tones(tail).startswith("ha")
    ):
        name = _RATE_WORDS.sub("", counted_words) or counted_words or tail
        return TargetMeasure(MeasureKind.VALUE, name, unit=tail.split(",")[0][:60], reason=ADDS_NOT)
    noun = unit.strip() or tail.split(" ")[0]
    if counted_words and _PER_TIME.fullmatch(tail):  # «doanh thu … đạt 5 tỷ đồng/năm»: a sum of each year
        return TargetMeasure(MeasureKind.COUNT, cut_amount_verbs(counted_words), unit=noun[:60], is_stock=False)
    lower_head = fold_tones(head)
    for_each = _FOR_EACH.match(lower_head)
    if for_each is not None:
        return _build_rate_for_each(head[for_each.end() :], trim_end(tail) or noun, noun)
    change = _CHANGE_BEFORE.search(lower_head)
    rest = MAGNITUDE.sub("", trim_end(tail))
    if counted_words and (MEASURED.match(fold_tones(tail)) or INTENSIVE.search(fold_tones(counted_words))):
        limited = _LIMIT.match(fold_tones(counted_words))
        name = f"{counted_words[limited.end() :]} {_strip_unit(rest, noun)}" if limited is not None else counted_words
        name = _AMONG.sub("", name)
        return TargetMeasure(MeasureKind.VALUE, name.strip(), unit=noun[:60], reason=ADDS_NOT)
    of_unit = _strip_unit(rest, noun) if ORDER.match(fold_tones(counted_words)) else ""
    if counted_words and noun.lower() in _QUANTITIES and of_unit and len(counted_words.split()) <= _VERB:
        name = f"{counted_words} {of_unit}"  # «Trồng mới 500 ha rừng»
    elif counted_words and (noun.lower() in _QUANTITIES or not rest):
        name = counted_words
    else:
        name = " ".join(part for part in (_LIMIT.sub("", cut_amount_verbs(counted_words)), rest or noun) if part)
    if change is not None and not trim_words(head[: change.start()]):
        name = rest or noun
    return TargetMeasure(
        MeasureKind.COUNT,
        name,
        unit=noun[:60],
        is_stock=_KEPT_OVER_TIME.search(fold_tones(name)) is not None,
    )


_UPWARD = re.compile(r"^trở (?:lên|xuống),? ?", re.IGNORECASE)
_KEEPS = re.compile(
    r"^(?:tiếp tục |thường xuyên )?(?:duy trì|giữ vững|bảo đảm|đảm bảo|không|hoàn thành)(?: và \w+ \w+)?(?= |$) ?"
    r"(?:có |cho |để )?", re.IGNORECASE,
)  # fmt: skip
_PART_OF_IT = re.compile(r"[,;]? ?trong đó(?: (?:có|ít nhất|tối thiểu|trên|khoảng))*[,: ]*$", re.IGNORECASE)
_BARE_PREDICATE = re.compile(r"(?:được|bị|đạt|có|là|đủ|tham gia|thực hiện|hoàn thành|sử dụng|do)(?!\w)")
_SAME_NOUN = 2  # words
_VERB = 3  # words of a verb that alone stands before a quantity
_LIMIT = re.compile(r"^không (?:để|vượt|quá)(?:(?= )|$) ?(?:xảy ra(?: |$))?", re.IGNORECASE)
_AMONG = re.compile(r",? (?:nằm|xếp|đứng|thuộc|phấn đấu) ?(?:trong |vào )?(?:nhóm|tốp|top|thứ|hạng|vị trí)$", re.I)
# «Mỗi xã có ít nhất 02 mô hình»: of the things, for each; «mỗi năm» says only when.
_FOR_EACH = re.compile(
    r"(?:.{0,40}(?<!\w))?(?:mỗi|bình quân một) (?!(?:năm|quý|tháng|tuần|ngày|kỳ|học kỳ|đợt|giai đoạn)(?!\w))"
)
_HAS = re.compile(r"^(?:có|được|là|phải|cần)(?: |$)", re.IGNORECASE)
_TIMES = re.compile(r"lần (?:mức|so với|bình quân|năm)")
_RATE_WORDS = re.compile(r"^(?:mức|con số) ", re.IGNORECASE)
