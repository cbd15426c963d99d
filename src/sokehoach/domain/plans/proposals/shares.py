"""The measure of a share or a change from the words that name what is counted, its whole, and what must be true."""

import re
from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.plans.proposals.figures import find_amount_before, find_fall_in_points
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.reasons import NO_DENOMINATOR, NO_WORDS, UNKNOWN_WHOLE
from sokehoach.domain.plans.proposals.subjects import find_age_group, is_act, split_subject
from sokehoach.domain.plans.proposals.trimming import strip_number_word, trim_words
from sokehoach.domain.plans.proposals.wordings import (
    BODY_NAME,
    CHANGE_BEFORE,
    FOR_WHOM,
    OF_TOTAL,
    PART_OF,
    RATIO,
    TIMES_MORE,
    find_change_first,
    is_discovery,
)
from sokehoach.domain.text import fold_tones

# «Thời gian chờ giảm [20 phút] so với năm 2025», «Dư nợ tăng thêm [3,5 tỷ đồng]»
_BRINGS = re.compile(r"(?:vận động|huy động|thu)(?!\w)")
_GROWN_BY = re.compile(
    r"(?<=\w) (?P<way>tăng|giảm)(?: trưởng)?(?P<more> thêm| bớt)?(?: (?:ít nhất|tối thiểu|trên|khoảng|từ|được)){0,2}$"
)
# «Tỷ lệ nữ giám đốc», «cấp ủy viên nữ»: women among all of them.
_WHO = (
    r"(?:giám đốc|chủ|cán bộ|công chức|viên chức|đại biểu|cấp ủy viên|đảng viên|lãnh đạo|lao động|giáo viên|sinh viên|"
    r"học viên|thành viên|ủy viên|hội viên|đoàn viên)(?!\w)[^%;:]{0,80}?"
)
_WOMEN = re.compile(rf"(?:nữ (?P<first>{_WHO})|(?P<second>{_WHO}) (?:là )?(?<!phụ )nữ)$")
# «hộ nghèo theo chuẩn nghèo đa chiều» is one name.
_BY_STANDARD = re.compile(r"theo (?:chuẩn|tiêu chí)(?!\w)")
_NO_WHOLE = (
    "so với", "/", "(", "và ", "vào ", "mỗi ", "ở ", "tại ", "trong đó", "đối với", "trên địa", "trên quy", "trên toàn",
    "quy mô",
)  # fmt: skip


def build_share_change(counted_words: str, *, falls: bool) -> TargetMeasure:
    """«Tỷ lệ hộ nghèo giảm 1 %»: a change in points of a share, whose denominator the plan does not print."""
    share = parse_rate(counted_words, "", is_part=False)
    return (
        replace(share, kind=MeasureKind.CHANGE, falls=falls)
        if counted_words
        else TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    )


def parse_rate(counted_words: str, tail: str, *, is_part: bool) -> TargetMeasure:
    """«Tỷ lệ A đạt 5% B»: A over B, or over what A is part of, where the words say it."""
    if not counted_words:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    if fold_tones(tail).startswith("đối với "):  # «Tỷ lệ thừa cân dưới 19% đối với học sinh tiểu học»
        counted_words, tail = f"{counted_words} {tail}", ""
    total = tail.strip(" ,;.").removeprefix("/") if tail.lstrip().startswith("/tổng ") else tail.strip(" ,;.")
    if total and "%" not in total and not (BODY_NAME.match(total) or fold_tones(total).startswith(_NO_WHOLE)):
        return TargetMeasure(MeasureKind.SHARE, counted_words, strip_number_word(total), per=100)
    total_match = (PART_OF if is_part else OF_TOTAL).search(fold_tones(counted_words))
    if total_match is not None:
        return TargetMeasure(
            MeasureKind.SHARE,
            counted_words[: total_match.start()],
            counted_words[total_match.start("whole") :],
            per=100,
        )
    ratio = RATIO.search(counted_words)
    if ratio is not None:
        return TargetMeasure(MeasureKind.SHARE, counted_words[: ratio.start()].strip(), ratio["whole"].strip(), per=100)
    if not is_part and (all_of_them := _find_all_with_women(counted_words)):
        return TargetMeasure(MeasureKind.SHARE, counted_words, all_of_them, per=100)
    subject, predicate = split_subject(counted_words)
    if _BY_STANDARD.match(fold_tones(predicate)):
        subject, predicate = counted_words, ""
    if subject and predicate and (not is_act(counted_words) or predicate.startswith("không dùng")):
        denominator = f"{subject} {find_age_group(predicate)}".strip()
        return TargetMeasure(MeasureKind.SHARE, f"{subject} {predicate}", denominator, per=100)
    for_whom = None if is_part or counted_words[:3].lower() == "nữ " else FOR_WHOM.search(fold_tones(counted_words))
    if for_whom is not None:
        return TargetMeasure(MeasureKind.SHARE, counted_words, counted_words[for_whom.start("whole") :], per=100)
    return TargetMeasure(MeasureKind.SHARE, counted_words, "", per=100, reason=NO_DENOMINATOR)


def _find_all_with_women(counted_words: str) -> str:
    """«giám đốc» of «nữ giám đốc»; «» where it is said what is true of the women, or no women are named."""
    women = _WOMEN.match(fold_tones(counted_words))
    if women is None:
        return ""
    all_of_them = counted_words[slice(*women.span("first" if women["first"] else "second"))]
    return "" if split_subject(all_of_them)[1] else all_of_them


def build_share(numerator: str, denominator: str, *, predicate: str) -> TargetMeasure:
    if is_discovery(predicate):
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    return TargetMeasure(MeasureKind.SHARE, numerator, denominator, per=100)


def build_change(counted_words: str, *, falls: bool, unit: str = "") -> TargetMeasure:
    """`unit`: that of a change by so many of them; «» for a change in percent."""
    if not counted_words:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    name = strip_number_word(counted_words)
    return TargetMeasure(MeasureKind.CHANGE, name, unit=unit, falls=falls, in_own_unit=bool(unit), is_stock=False)


def parse_number_change(
    head: str, tail: str, unit: str, value: Decimal | None, *, text_before: str
) -> TargetMeasure | None:
    """What changes, where the number says by how much or how many times; else None."""
    lower_head, lower_tail = fold_tones(head), fold_tones(tail)
    change = CHANGE_BEFORE.fullmatch(lower_head.strip())
    if change is not None and "so với" in lower_tail and (changing := find_amount_before(text_before)):
        return build_change(changing, falls=change["way"] != "tăng", unit=unit)
    if (times := TIMES_MORE.search(lower_head)) is not None:  # «Số sáng chế tăng gấp [2 lần], so với năm 2024»
        growing = trim_words(head[: times.start()]) or find_amount_before(text_before)
        growth = None if value is None else (value - 1) * 100  # twice as many are 100 % more
        return replace(build_change(growing, falls=False), value=growth)
    comparison = lower_tail.removeprefix(fold_tones(unit)).lstrip()
    if comparison.startswith(("so với", "so cùng")):  # «Giảm tỷ suất sinh thô 0,2‰ so với năm 2023»
        changed = find_change_first(lower_head, comparison)
        if changed is not None:
            return build_change(trim_words(head.strip()[changed[0] : changed[1]]), falls=changed[2], unit=unit)
    grown = None if unit.startswith("điểm") or _BRINGS.match(lower_head) else _GROWN_BY.search(lower_head)
    if grown is not None and (comparison.startswith(("so với", "so cùng")) or grown["more"]):
        return build_change(trim_words(head[: grown.start()]), falls=grown["way"] == "giảm", unit=unit)
    fall = find_fall_in_points(head, tail)
    return build_share_change(fall[0], falls=fall[1]) if fall is not None else None
