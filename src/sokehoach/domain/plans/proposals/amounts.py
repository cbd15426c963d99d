"""What a target with a number, not a percentage, counts: things, things for each or for so many others, a value."""

import re

from sokehoach.domain.plans.orders import ORDER
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.reasons import ADDS_NOT, NO_DENOMINATOR
from sokehoach.domain.plans.proposals.subjects import split_subject
from sokehoach.domain.plans.proposals.trimming import (
    cut_amount_verbs,
    cut_move,
    cut_upward,
    is_area_alone,
    strip_number_word,
    trim_end,
    trim_words,
)
from sokehoach.domain.plans.proposals.wordings import (
    BODY_FIRST,
    CHANGE_BEFORE,
    INTENSIVE,
    MAGNITUDE,
    MEASURED,
    PLACE_FIRST,
    QUANTITIES,
    RANK_FIRST,
    RATE,
    find_rate_of_many,
)
from sokehoach.domain.text import fold_tones

_SHORT = 3  # words
_PER = re.compile(
    r"/ ?(?P<per>100\.?000|10\.?000|1\.?000|100|(?:(?:1|một) ?)?(?:vạn|nghìn|ngàn)) ?"
    r"(?P<what>[^\d/,;.]{2,80}(?:(?<=dưới )\d{1,2} tuổi)?)"
)
_PER_PEOPLE = re.compile(  # «130 ca trên 100.000 dân», not «5 lớp cho trên 1.000 người»
    r"(?<!cho )(?<!với )(?<!hút )(?<!tới )(?<!của )(?<!\w)trên "
    r"(?P<per>100\.?000|10\.?000|1\.?000|(?:(?:1|một) ?)?(?:vạn|nghìn)) "
    r"(?P<what>(?:dân|trẻ đẻ|trẻ sinh|ca đẻ|ca sinh)[^\d/,;.]{0,60})"
)
_PER_IN_BRACKETS = re.compile(r"\((?:tính )?(?:trên|/) ?(?P<per>100\.000|10\.000|1\.000|100) (?P<what>[^()]{2,60})\)")
_PER_ONE = re.compile(
    r"(?P<what>(?![^/]* (?:trên|thuộc|về|tại|trong) )[^\d/,;.%()]{1,40})/ ?(?P<whole>[^\d\s/,;.][^\d/,;.]{1,40})"
)
_AREA_OF_EACH = re.compile(r"m2(?: (?:sàn|đất|cây xanh))?/ ?(?:người|hộ|học sinh|trẻ|dân|giường)(?!\w)")
_PER_TIME = re.compile(r"([^\d/,;.%()]{1,40})/ ?(?:năm|quý|tháng|tuần|ngày)(?![\w/])")
_KEPT_OVER_TIME = re.compile(r"(?<!\w)(?:tổng|duy trì|diện tích|công suất|dân số|quy mô|số lượng)(?!\w)")
_OF_SO_MANY = re.compile(r" ?/ ?1[.\d]*00 .*$")
_HAS_AT_END = re.compile(
    r" (?:có|đạt|được)(?: (?:từ|ít nhất|tối thiểu|trên|khoảng|không dưới|không quá|không ít hơn))*$"
)
_FACTORS = {"vạn": 10_000, "nghìn": 1_000, "ngàn": 1_000}
_FURTHER_NUMBER = re.compile(r"[,;] (?:trong đó|gấp|tăng|giảm) .*$| so với (?:năm|cùng kỳ|giai đoạn).*$", re.IGNORECASE)
_IN_TIME = re.compile(r" trong (?:thời gian|thời hạn|vòng)$", re.IGNORECASE)
_TIME_OF_EACH = re.compile(r" ?/ ?(?:năm học|năm|quý|tháng|tuần|học kỳ)$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:tổng|diện tích|sản lượng|chiều|công suất|doanh thu|kim ngạch|giá trị|lượng|số|kinh phí|vốn|thu|chi|nguồn|quỹ|"
    r"dung tích|khối lượng|quy mô|mức|dư nợ|nợ|ngân sách)(?!\w)"
)
_OF_UNIT = re.compile(r"(?!(?:vào|trong|trước|so với|mỗi|trở|và|theo|tại|để|cho|từ|ở)(?!\w))[^\W\d]")
_RATIO_NAME = re.compile(r"(?:tỷ số|chỉ số|mật độ|tổng tỷ suất|bình quân)(?!\w)")
_CONTROLS = re.compile(r"^(?:khống chế|giảm|duy trì|giữ|kiềm chế|phấn đấu) (?:ở mức )?", re.IGNORECASE)
_LIMIT = re.compile(r"^không (?:để|vượt|quá)(?:(?= )|$) ?(?:xảy ra(?: |$))?", re.IGNORECASE)
_AMONG = re.compile(
    r" (?:lên|vào) (?:nhóm|tốp|top)$|"
    r",? (?:nằm|xếp|đứng|thuộc|phấn đấu) ?(?:trong |vào )?(?:nhóm|tốp|top|thứ|hạng|vị trí)$",
    re.I,
)
# «Mỗi xã có ít nhất 02 mô hình»: of the things, for each; «mỗi năm» says only when.
_FOR_EACH = re.compile(
    r"(?:.{0,40}(?<!\w))?(?:mỗi|bình quân một) (?!(?:năm|quý|tháng|tuần|ngày|kỳ|học kỳ|đợt|giai đoạn)(?!\w))"
)
_RAISES = re.compile(r"^(?:nâng|cải thiện|duy trì) (?=(?:xếp hạng|thứ hạng|vị trí|chỉ số))", re.IGNORECASE)
# «Rút ngắn thời gian xử lý đơn bình quân từ 12 ngày xuống còn», before the level to be reached
_FROM_VALUE = re.compile(
    r"(?:(?:rút ngắn|rút|giảm|nâng|kéo dài|tăng|đưa) )?(?P<name>.{4,120}?)"
    r"(?: từ \d[\d.,]* [^\W\d]+(?: (?:xuống|lên)(?: còn)?)?)?$",
    re.IGNORECASE,
)
_HAS = re.compile(r"^(?:có|được|là|phải|cần)(?: |$)", re.IGNORECASE)
_TIMES = re.compile(r"lần (?:mức|so với|bình quân|năm)")
_CASES = ("ca", "trường hợp")
_RATE_WORDS = re.compile(r"^(?:mức|con số) ", re.IGNORECASE)


def _build_rate_for_each(head: str, counted_words: str, noun: str) -> TargetMeasure:
    """«[mỗi] xã tổ chức ít nhất [02] hội nghị»: hội nghị for each xã."""
    has = _HAS_AT_END.search(fold_tones(head))
    if has is not None and not split_subject(head[: has.start()])[1]:
        return TargetMeasure(MeasureKind.RATE, counted_words, trim_words(head[: has.start()]), unit=noun[:60], per=1)
    counted_body, _action = split_subject(head)
    order = (
        ORDER.search(fold_tones(counted_body), len(counted_body.split(" ")[0]))
        if not _HAS.match(fold_tones(_action))
        else None
    )
    counted_body = counted_body[: order.start()] if order is not None else counted_body
    action = _HAS.sub("", trim_words(head[len(counted_body) :]))
    return TargetMeasure(
        MeasureKind.RATE, f"{action} {counted_words}".strip(), trim_words(counted_body), unit=noun[:60], per=1
    )


def _strip_unit(tail: str, noun: str) -> str:
    return tail[len(noun) :].strip() if fold_tones(tail).startswith(fold_tones(noun)) else tail


def parse_number_target(head: str, tail: str, unit: str) -> TargetMeasure:
    head = BODY_FIRST.sub("", head, count=1)
    is_times = _TIMES.match(fold_tones(tail)) is not None
    tail = cut_upward(tail if is_times else _FURTHER_NUMBER.sub("", tail))
    per = _PER.search(tail) or _PER.search(unit) or _PER_PEOPLE.search(tail) or _PER_PEOPLE.search(unit)
    counted_words = _IN_TIME.sub("", trim_words(head))
    of_many = find_rate_of_many(fold_tones(head)) if per is None else None
    if of_many is not None:
        noun, denominator = strip_number_word(head[: of_many[0]].strip()), head[of_many[1] : of_many[2]]
        return TargetMeasure(MeasureKind.RATE, noun, denominator, unit=unit[:60], per=of_many[3], is_stock=False)
    if per is not None:
        noun = re.split(r"[/,]", per.string[: per.start()])[0].strip()
        factor = next((times for noun_of_times, times in _FACTORS.items() if per["per"].endswith(noun_of_times)), 0)
        factor = factor or int(per["per"].replace(".", ""))
        name = _name_of_rate(noun, counted_words)
        return TargetMeasure(MeasureKind.RATE, name, per["what"].strip(), unit=noun, per=factor, is_stock=False)
    if (aside := _PER_IN_BRACKETS.search(counted_words)) is not None:  # «Tỷ suất té ngã (trên 1.000 ngày điều trị)»
        name = strip_number_word(RATE.sub("", counted_words[: aside.start()]).strip())
        times = int(aside["per"].replace(".", ""))
        return TargetMeasure(MeasureKind.RATE, name, aside["what"], unit=unit[:60], per=times, is_stock=False)
    if RANK_FIRST.fullmatch(fold_tones(counted_words)):  # «xếp trong tốp [10] của tỉnh»
        return TargetMeasure(MeasureKind.VALUE, f"{counted_words} {tail}".strip(), unit=unit[:60], reason=ADDS_NOT)
    of_thousand = RATE.sub("", _CONTROLS.sub("", trim_words(cut_move(head)))).strip()
    is_change = fold_tones(of_thousand).startswith(("tăng ", "giảm "))
    if (
        unit in ("‰", "phần nghìn")
        and counted_words
        and not is_change
        and INTENSIVE.search(fold_tones(of_thousand)) is None
    ):
        rate_words = strip_number_word(of_thousand)
        return TargetMeasure(MeasureKind.RATE, rate_words, per=1000, is_stock=False, reason=NO_DENOMINATOR)
    if own_unit := "‰" if unit == "‰" else "lần" if is_times else "":
        return TargetMeasure(MeasureKind.VALUE, counted_words or tail, unit=own_unit, reason=ADDS_NOT)
    if _AREA_OF_EACH.match(fold_tones(tail)) and counted_words:  # «Diện tích nhà ở đạt 28 m2 sàn/người»
        return TargetMeasure(MeasureKind.VALUE, _keep_average(counted_words, head), unit=tail[:60], reason=ADDS_NOT)
    if (
        _PER_ONE.match(tail)
        and MEASURED.match(fold_tones(tail)) is None
        and _PER_TIME.match(tail) is None
        and not fold_tones(tail).startswith("ha")
    ):
        name = _keep_average(_RATE_WORDS.sub("", counted_words) or counted_words or tail, head)
        return TargetMeasure(MeasureKind.VALUE, name, unit=tail.split(",")[0][:60], reason=ADDS_NOT)
    noun = unit.strip() or tail.split(" ")[0]
    lower_head = fold_tones(head)
    for_each = _FOR_EACH.match(lower_head)
    if for_each is not None:
        counted_things = _TIME_OF_EACH.sub("", trim_end(tail)) or noun
        counted_things = (noun.lower() in QUANTITIES and _strip_unit(counted_things, noun)) or counted_things
        return _build_rate_for_each(head[for_each.end() :], counted_things, noun)
    if (
        counted_words and _PER_TIME.fullmatch(tail) and INTENSIVE.search(fold_tones(counted_words)) is None
    ):  # «doanh thu … đạt 5 tỷ đồng/năm»: a sum of each year
        return TargetMeasure(MeasureKind.COUNT, cut_amount_verbs(counted_words), unit=noun[:60], is_stock=False)
    change = CHANGE_BEFORE.search(lower_head)
    rest = MAGNITUDE.sub("", trim_end(tail))
    if counted_words and (MEASURED.match(fold_tones(tail)) or INTENSIVE.search(fold_tones(counted_words))):
        limited = _LIMIT.match(fold_tones(counted_words))
        name = f"{counted_words[limited.end() :]} {_strip_unit(rest, noun)}" if limited is not None else counted_words
        former = _FROM_VALUE.match(name)
        name = former["name"] if former is not None else name
        name = _keep_average(_RAISES.sub("", _AMONG.sub("", name)).strip(), head)
        return TargetMeasure(MeasureKind.VALUE, name.strip(), unit=noun[:60], reason=ADDS_NOT)
    of_unit = _strip_unit(rest, noun) if _AMOUNT.match(fold_tones(counted_words)) is None else ""
    if noun.lower() in QUANTITIES and _OF_UNIT.match(fold_tones(of_unit)):
        name = f"{counted_words} {of_unit}".strip()  # «Trồng mới 500 ha rừng»
    elif counted_words and (noun.lower() in QUANTITIES or not rest or _names_already(counted_words, rest, noun)):
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


def _name_of_rate(noun: str, counted_words: str) -> str:
    """«ca» of «tỷ lệ mắc 150 ca/100.000 dân» with what it is of."""
    counted_words = _CONTROLS.sub("", counted_words)
    rate_words = RATE.sub("", _RATE_WORDS.sub("", _OF_SO_MANY.sub("", counted_words))).strip()
    if not noun:
        return strip_number_word(rate_words)
    if (
        not rate_words
        or is_area_alone(rate_words)
        or PLACE_FIRST.match(fold_tones(rate_words))
        or (_RATIO_NAME.match(fold_tones(counted_words)) and fold_tones(noun) not in _CASES)
        or len(noun.split()) > _SHORT - 1
    ):
        return noun
    rate_words = strip_number_word(rate_words)
    if fold_tones(noun) in _CASES and _RATIO_NAME.match(fold_tones(counted_words)):
        return rate_words
    return rate_words if fold_tones(noun) in fold_tones(rate_words) else f"{noun} {rate_words}"


def _keep_average(name: str, head: str) -> str:
    """«thời gian lưu trú bình quân»: of a figure of the whole area the average is a part of its name."""
    match = re.search(
        r" (?:bình quân|trung bình)(?=(?: (?:đạt|là|từ|không|dưới|trên|tối|ít|khoảng)| ?[:≥≤<>]|$))", fold_tones(head)
    )
    return (
        f"{name}{head[match.start() : match.end()]}" if match and head[: match.start()].strip().endswith(name) else name
    )


def _names_already(counted_words: str, rest: str, noun: str) -> bool:
    """«số tiêu chí mức 2 không quá 05 tiêu chí»: the noun behind the number says nothing more."""
    return fold_tones(rest) == fold_tones(noun) and fold_tones(noun) in fold_tones(counted_words)
