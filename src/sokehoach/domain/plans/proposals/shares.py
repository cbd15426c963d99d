"""The measure of a share or a change from the words that name what is counted, its whole, and what must be true."""

from dataclasses import replace

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.reasons import NO_DENOMINATOR, NO_WORDS, UNKNOWN_WHOLE
from sokehoach.domain.plans.proposals.subjects import find_age_group, is_act, split_subject
from sokehoach.domain.plans.proposals.trimming import strip_number_word
from sokehoach.domain.plans.proposals.wordings import BODY_NAME, DISCOVERY, FOR_WHOM, OF_TOTAL, PART_OF, RATIO
from sokehoach.domain.text import fold_tones

_NO_WHOLE = (
    "so với", "/", "(", "và ", "vào ", "mỗi ", "trong đó", "đối với", "trên địa", "trên quy", "trên toàn", "quy mô",
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
    subject, predicate = split_subject(counted_words)
    if subject and predicate and (not is_act(counted_words) or predicate.startswith("không dùng")):
        denominator = f"{subject} {find_age_group(predicate)}".strip()
        return TargetMeasure(MeasureKind.SHARE, f"{subject} {predicate}", denominator, per=100)
    for_whom = None if is_part or counted_words[:3].lower() == "nữ " else FOR_WHOM.search(fold_tones(counted_words))
    if for_whom is not None:
        return TargetMeasure(MeasureKind.SHARE, counted_words, counted_words[for_whom.start("whole") :], per=100)
    return TargetMeasure(MeasureKind.SHARE, counted_words, "", per=100, reason=NO_DENOMINATOR)


def build_share(numerator: str, denominator: str, *, predicate: str) -> TargetMeasure:
    if DISCOVERY.match(fold_tones(predicate)):
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    return TargetMeasure(MeasureKind.SHARE, numerator, denominator, per=100)


def build_change(counted_words: str, *, falls: bool) -> TargetMeasure:
    if not counted_words:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    return TargetMeasure(MeasureKind.CHANGE, strip_number_word(counted_words), falls=falls, is_stock=False)
