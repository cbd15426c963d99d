"""A share that counts a part, a further state or an area of what its sentence counts before it.

`parse_clause` reads a clause of a share that stands alone.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from sokehoach.domain.plans.proposals.figures import blank_brackets, find_last_amount
from sokehoach.domain.plans.proposals.groups import narrow_share
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.neighbours import PART_FIRST, PART_OF_IT, find_subject_before, find_total_before
from sokehoach.domain.plans.proposals.reasons import NO_DENOMINATOR
from sokehoach.domain.plans.proposals.sentences import ACT_ALONE, FIGURE, OPENS_STATE, find_first_level
from sokehoach.domain.plans.proposals.shares import build_share
from sokehoach.domain.plans.proposals.subjects import is_predicate_of, list_likely_predicates, split_subject
from sokehoach.domain.plans.proposals.trimming import cut_upward, trim_end, trim_subject, trim_words
from sokehoach.domain.plans.proposals.wholes import find_whole_of_act
from sokehoach.domain.plans.proposals.wordings import CHANGE_BEFORE, MAGNITUDE, OF_ALL, STATE_OF_PART
from sokehoach.domain.text import count_equal_start, fold_tones, parse_number

type ParseClause = Callable[[str], TargetMeasure]

_GROUP_OF_KIND = re.compile(r"(?:vùng|khu vực|ở|tại|thuộc|trên|trong|nông thôn|đô thị|người dân tộc|dân tộc)(?!\w)")
_SAME_NOUN = _MOST_WORDS_OF_KIND = 2


def parse_part(part_tail: str, text_before: str, parse_clause: ParseClause) -> TargetMeasure | None:
    """«100% A …, trong đó 30% đạt B», «…, trong đó 30% A đạt B»: a share of what the sentence counts before it."""
    text_before = blank_brackets(text_before)
    folded_before, folded_tail = fold_tones(text_before), fold_tones(part_tail)
    is_part = PART_OF_IT.search(folded_before) is not None
    figures = [match for match in FIGURE.finditer(folded_before) if match["percent"]]
    last = (find_last_amount(folded_before) if is_part else None) or (figures[-1] if figures else None)
    if last is None or not part_tail:
        return None
    if folded_tail.startswith("là ") and folded_before.startswith("là ", last.end() + 1):  # a part beside it
        return parse_part(part_tail, text_before[: last.start()], parse_clause)
    all_counted = trim_subject(PART_OF_IT.sub("", text_before[last.end() :]).strip(" ,;"))
    all_counted = cut_upward(MAGNITUDE.sub("", all_counted))
    total = "" if last["percent"] or not is_part else find_total_before(text_before[: last.start()], all_counted)
    if total and folded_tail.startswith(f"{fold_tones(all_counted)} "):
        return replace(build_share(part_tail, total, predicate=""), is_guessed=True)
    if not all_counted and last["percent"]:  # «Tỷ lệ thôn có nhà văn hóa đạt 98%, trong đó 80% đạt chuẩn»
        all_counted = parse_clause(text_before[: last.end()]).numerator
    subject, predicate = split_subject(all_counted)
    is_beside = bool(predicate) and folded_before.rstrip().endswith((",", ";", " và"))
    is_state = is_part and (STATE_OF_PART.match(folded_tail) is not None or folded_before.endswith("trong số đó "))
    is_state = is_state or folded_tail.startswith("là ")
    is_other = subject.split(" ")[0].lower() != part_tail.split(" ")[0].lower()
    may_follow = is_part and is_other and part_tail in list_likely_predicates(f"{subject} {part_tail}")
    if is_state or may_follow or (is_beside and is_predicate_of(subject, part_tail)):
        # Of all of them where all are to do it, else of those who do.
        is_of_all = is_beside or not predicate or (last["percent"] and parse_number(last["number"]) == 100)
        denominator = subject if is_of_all else all_counted
        return replace(build_share(f"{denominator} {part_tail}", denominator, predicate=part_tail), is_guessed=True)
    tail_terms = part_tail.split()
    same_count = count_equal_start(folded_tail.split(), fold_tones(subject).split())
    if same_count < _SAME_NOUN or same_count == len(tail_terms) or split_subject(part_tail)[1]:
        return None
    return build_share(part_tail, " ".join(tail_terms[:same_count]), predicate=" ".join(tail_terms[same_count:]))


def parse_further_state(head: str, text_before: str, parse_clause: ParseClause) -> TargetMeasure | None:
    """«Tỷ lệ dân số trưởng thành có tài khoản đạt 90%; [có chữ ký số đạt 50%]»: a further state of the same ones."""
    state = trim_end(head)
    if OPENS_STATE.match(fold_tones(state)) is None or not text_before.rstrip().endswith((";", ",")):
        return None
    counted_things = parse_clause_before(text_before, parse_clause).denominator
    if not is_predicate_of(counted_things, state):
        return None
    return replace(build_share(f"{counted_things} {state}", counted_things, predicate=state), is_guessed=True)


def parse_further_act(act: str, tail: str, text_before: str, parse_clause: ParseClause) -> TargetMeasure | None:
    """«100% tin báo được tiếp nhận; [tỷ lệ giải quyết đạt 95%]»: a further act on the same ones."""
    if tail or ACT_ALONE.fullmatch(fold_tones(act)) is None or not text_before.rstrip().endswith((";", ",")):
        return None
    first_share = parse_clause_before(text_before, parse_clause)
    act_object = find_whole_of_act(first_share.numerator) or first_share.denominator
    return (
        replace(build_share(f"{act} {act_object}", act_object, predicate=act), is_guessed=True) if act_object else None
    )


def parse_state_of_those_before(state: str, text_before: str, parse_clause: ParseClause) -> TargetMeasure:
    """«Đào tạo nghề cho 450 lao động nữ, [tỷ lệ có việc làm sau đào tạo đạt 80%]»: a state of those who are counted."""
    first_share = parse_clause_before(text_before, parse_clause)
    those = first_share.denominator if first_share.kind is MeasureKind.SHARE else find_subject_before(text_before)
    measure = build_share(f"{those.rpartition(': ')[2]} {state}".strip(), those, predicate=state)
    return replace(measure, is_guessed=True) if those else replace(measure, reason=NO_DENOMINATOR)


def find_kind_before(whole: str, text_before: str, parse_clause: ParseClause) -> str:
    """«hồ sơ hộ tịch» for «hồ sơ» behind «75% hồ sơ hộ tịch được nộp trực tuyến, »; else the whole as it is."""
    if not 0 < len(whole.split()) <= _MOST_WORDS_OF_KIND or not text_before.rstrip().endswith((",", ";")):
        return whole
    first_share = parse_clause_before(text_before, parse_clause)
    kind = first_share.denominator if first_share.kind is MeasureKind.SHARE else find_subject_before(text_before)
    kind = kind.rpartition(": ")[2]
    told_apart = fold_tones(kind).removeprefix(f"{fold_tones(whole)} ")
    is_kind = told_apart != fold_tones(kind) and " " in told_apart and _GROUP_OF_KIND.match(told_apart) is None
    return kind if is_kind else whole


def parse_clause_before(text_before: str, parse_clause: ParseClause) -> TargetMeasure:
    clause = PART_OF_IT.sub("", text_before.rstrip())
    return parse_clause(find_first_level(clause.rstrip(" ;,"), "%"))


def parse_apart(head: str, clause: str, parse_clause: ParseClause) -> TargetMeasure:
    """«riêng bản A đạt 60%»: what the clause before it counts, in A."""
    change = CHANGE_BEFORE.search(fold_tones(head))
    place = trim_words(PART_FIRST.sub("", head[: change.start()] if change is not None else head))
    place = f"có {place}" if OF_ALL.match(fold_tones(head)) else place
    measure = parse_clause(clause)
    if measure.kind is MeasureKind.NONE or not place:
        return measure
    if change is not None and measure.kind is MeasureKind.SHARE:
        measure = replace(measure, kind=MeasureKind.CHANGE, falls=change["way"] != "tăng")
    return narrow_share(measure, place)
