"""What a target counts: numerator and denominator in the words of the plan, or why it cannot be counted.

Only words that the plan prints are used. A denominator that it does not print stays empty, and a person names it.
"""

from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.plans.proposals.amounts import parse_number_target
from sokehoach.domain.plans.proposals.count_parts import name_part
from sokehoach.domain.plans.proposals.figures import (
    COMPARED_WITH,
    cut_deadline,
    cut_former_level,
    cut_quarter,
    find_amount_before,
    find_grown,
    find_part_at_most,
    find_things_before,
    is_equal_number,
    join_cells,
    join_lead,
    lead_in,
    leave_first_figure,
    move_place_forward,
    name_fully,
    print_number,
    read_rate_first,
    split_fraction,
    title_short,
)
from sokehoach.domain.plans.proposals.groups import find_group_clause
from sokehoach.domain.plans.proposals.levels import complete_level
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.neighbours import (
    PART_FIRST,
    PART_OF_IT,
    falls_like_first,
    find_clause_apart_of,
    find_first_of_parts,
    find_lead_before,
    find_subject_before,
    find_whole_before,
    move_part_word,
    name_receivers,
    read_points,
    split_own_line,
    split_part,
)
from sokehoach.domain.plans.proposals.parts_of_shares import (
    find_kind_before,
    parse_apart,
    parse_clause_before,
    parse_further_act,
    parse_further_state,
    parse_part,
    parse_state_of_those_before,
)
from sokehoach.domain.plans.proposals.reasons import (
    ADDS_NOT,
    NO_PREDICATE,
    NO_WORDS,
    NOT_MEASURED,
    UNKNOWN_WHOLE,
)
from sokehoach.domain.plans.proposals.sentences import (
    cut_aside,
    cut_other_figures,
    cut_years,
    find_action_before,
    find_action_beside,
    find_figure,
    find_first_level,
    find_predicate_after,
    is_level_alone,
)
from sokehoach.domain.plans.proposals.shares import (
    build_change,
    build_share,
    build_share_change,
    parse_number_change,
    parse_rate,
)
from sokehoach.domain.plans.proposals.subjects import (
    is_about_persons,
    is_weak_predicate,
    list_likely_predicates,
    split_subject,
)
from sokehoach.domain.plans.proposals.trimming import (
    cut_move,
    cut_upward,
    is_area_alone,
    strip_number_word,
    trim_end,
    trim_opening,
    trim_subject,
    trim_words,
)
from sokehoach.domain.plans.proposals.wholes import (
    asks_for_understanding,
    complete_share,
    cut_extent,
    cut_stated_whole,
    relate_to_whole,
    split_found,
    split_total,
)
from sokehoach.domain.plans.proposals.wordings import (
    AGAINST,
    CHANGE_BEFORE,
    FOUND_ALONE,
    FURTHER,
    GROWTH,
    IS_TOTAL,
    KEEPS,
    MOVED_NUMBER,
    MUST,
    OF_ALL,
    OF_WHOLE,
    PERCENT_FIRST,
    PERSUADES,
    PLACE_FIRST,
    RATE,
    RATE_AT_END,
    STATE_ALONE,
    STATE_OF_PART,
    TIME_ALONE,
    UPWARD,
    find_change_first,
    find_whole_sum,
    is_discovery,
)
from sokehoach.domain.text import fold_tones


def parse_target(
    text: str, *, unit: str, value: Decimal | None = None, text_before: str = "", text_after: str = ""
) -> TargetMeasure:
    """What the target counts. `text`: its words; `unit`: «%» or the counted noun; `value`: the number to be reached.

    `text_before`, `text_after`: the rest of its sentence. They are asked where the target's own words lack the
    predicate, as in «80% số trạm y tế và 100% cơ sở đủ điều kiện».
    """
    phrase, unit = read_points(" ".join(text.split()).lstrip("-–+•* "), unit, text_before)
    phrase, text_before = move_part_word(cut_aside(phrase), text_before)
    phrase, text_before = join_lead(phrase, text_before)
    phrase, text_before, stated_whole = cut_stated_whole(phrase, text_before)
    if stated_whole:
        measure = parse_target(phrase, unit=unit, value=value, text_before=text_before, text_after=text_after)
        return relate_to_whole(measure, stated_whole)
    phrase = join_cells(phrase, unit, value)
    if (row := PERCENT_FIRST.fullmatch(phrase)) is not None and unit.startswith("%"):  # «Hộ dùng nước sạch % ≥ 60»
        phrase = f"{row['name']} {row['figure']}%"
    if (fraction := split_fraction(phrase, unit)) is not None:
        share = parse_target(fraction[0], unit="%", text_before=text_before, text_after=text_after)
        return replace(share, value=fraction[1])
    phrase, extent = cut_extent(cut_former_level(phrase), unit)
    if whole_clause := find_first_of_parts(phrase, text_before, unit):
        phrase, value, text_before = whole_clause, None, ""
    if value is not None:
        phrase, text_after = cut_other_figures(phrase, unit, value, text_after)
    lead_line, own_line = split_own_line(text_before)
    if own_line and is_level_alone(phrase, unit) and find_figure(own_line, percent=True) is not None:
        return parse_target(find_first_level(own_line, unit), unit=unit, text_before=lead_line)
    phrase, value = complete_level(phrase, unit, value, text_before=text_before, text_after=text_after)
    lower = fold_tones(phrase)
    figure = find_figure(lower, percent=unit.startswith("%"), value=value)
    if figure is None:
        phrase = print_number(phrase, unit, value, text_after)
        lower = fold_tones(phrase)
        figure = find_figure(lower, percent=unit.startswith("%"), value=value)
    if figure is None:
        return TargetMeasure(MeasureKind.NONE, reason=NO_WORDS)
    head, tail = cut_quarter(cut_years(phrase[: figure.start()]).strip(" ,:")), phrase[figure.end() :].strip(" ,:")
    measure = _parse_known_form(head, tail, unit, value, text_before) or (
        _parse_percent(head, tail, text_before, text_after)
        if figure["percent"]
        else parse_number_target(*lead_in(head, tail, text_before), unit)
    )
    measure = complete_share(name_fully(measure, text_before, f"{tail} {text_after}"))
    if measure.kind is MeasureKind.SHARE:
        measure = replace(measure, denominator=find_kind_before(measure.denominator, text_before, _parse_clause))
    if measure.kind is not MeasureKind.NONE and asks_for_understanding(measure, lower):
        return TargetMeasure(MeasureKind.NONE, reason=NOT_MEASURED)
    numerator = cut_deadline(PART_FIRST.sub("", cut_years(f"{measure.numerator} {extent}")))
    denominator = cut_deadline(cut_years(measure.denominator))
    return replace(
        measure,
        numerator=numerator,
        denominator=denominator,
        counts_persons=is_about_persons(f"{numerator} {denominator}"),
    )


def _parse_known_form(head: str, tail: str, unit: str, value: Decimal | None, text_before: str) -> TargetMeasure | None:
    if unit.startswith("%"):
        return None
    if (change := parse_number_change(head, tail, unit, value, text_before=text_before)) is not None:
        return change
    if (moved := MOVED_NUMBER.match(fold_tones(head))) is not None:  # «Giảm số hồ sơ quá hạn xuống còn [20 hồ sơ]»
        return TargetMeasure(MeasureKind.COUNT, head[moved.start("name") : moved.end("name")], unit=unit)
    if counted_things := find_things_before(head, text_before, unit):
        return TargetMeasure(MeasureKind.COUNT, counted_things, unit=unit)
    if receivers := name_receivers(head, tail, text_before):
        return TargetMeasure(MeasureKind.COUNT, receivers, unit=unit)
    if part := name_part(head, tail, unit, text_before):
        return TargetMeasure(MeasureKind.COUNT, part, unit=unit, is_guessed=True)
    if is_equal_number(head) and (first_level := find_first_level(text_before.rstrip(" ("), "%")):
        counted_things = parse_target(first_level, unit="%").numerator
        if fold_tones(counted_things).startswith(fold_tones(unit)):
            return TargetMeasure(MeasureKind.COUNT, counted_things, unit=unit)
    if (rate := read_rate_first(head)) is not None:
        return TargetMeasure(MeasureKind.RATE, cut_years(tail), rate[0], unit=unit, per=rate[1], is_stock=False)
    return None


def _parse_percent(head: str, tail: str, text_before: str, text_after: str) -> TargetMeasure:
    head, tail = move_place_forward(RATE_AT_END.sub(" đạt", head), tail, text_before)
    head, text_before = leave_first_figure(cut_move(head), text_before)
    tail = cut_upward(UPWARD.sub("", FURTHER.sub("", TIME_ALONE.sub("", tail))))  # «80% trở lên số trường …»
    apart_of = find_clause_apart_of(head, text_before)
    if (
        len(tail.split()) < 2
        and not apart_of
        and RATE.search(fold_tones(head)) is None
        and CHANGE_BEFORE.search(fold_tones(head)) is None
    ):
        part_of_share = (
            None if OF_ALL.match(fold_tones(head)) else parse_part(trim_words(head), text_before, _parse_clause)
        )
        if part_of_share is not None and part_of_share.is_guessed:
            return part_of_share
        if (same_counted := parse_further_state(head, text_before, _parse_clause)) is not None:
            return same_counted
    if (clause := apart_of or find_group_clause(head, text_before)) and len(tail.split()) < 2:
        place_measure = parse_apart(head, clause, _parse_clause)
        if place_measure.kind is not MeasureKind.NONE:
            return place_measure
    if not trim_words(head) and (falls := falls_like_first(text_before, tail)) is not None and len(tail.split()) > 1:
        return build_change(trim_words(COMPARED_WITH.sub("", tail)), falls=falls)
    head, is_part_of_it = split_part(lead_in(head, tail, text_before, percent=True)[0], text_before)
    lower_head, lower_tail = fold_tones(head), fold_tones(tail)
    rate, change = RATE.search(lower_head), CHANGE_BEFORE.search(lower_head)
    growth = GROWTH.search(lower_head)
    if change is not None and growth is None:
        falls = change["way"] != "tăng"
        if rate is not None:
            return replace(
                build_share_change(trim_words(head[rate.end() : change.start()]), falls=falls), denominator=""
            )
        changing = trim_words(head[: change.start()]) or trim_words(COMPARED_WITH.sub("", tail))
        return build_change(changing or find_amount_before(text_before), falls=falls)
    changed = find_change_first(lower_head, lower_tail)
    if changed is not None:
        return build_change(trim_words(head.strip()[changed[0] : changed[1]]), falls=changed[2])
    part = RATE.match(lower_tail) if not trim_words(head) else None  # «đạt 10% tỷ trọng kinh tế xanh trên GRDP»
    if part is not None:
        return parse_rate(trim_words(tail[part.end() :]), "", is_part=True)
    if growth is not None:
        if grown_words := find_grown(head[growth.end() :], text_before):
            return build_change(grown_words, falls=False)
        return TargetMeasure(MeasureKind.VALUE, trim_words(head[growth.start() :]), unit="%", reason=ADDS_NOT)
    if rate is not None and not tail and STATE_ALONE.match(lower_head[rate.end() :].lstrip()):
        return parse_state_of_those_before(trim_end(head[rate.end() :]), text_before, _parse_clause)
    if rate is not None:
        of_part = (
            parse_part(trim_words(head[rate.end() :]), text_before, _parse_clause)
            if is_part_of_it and not tail
            else None
        )
        of_part = of_part or parse_further_act(trim_words(head[rate.end() :]), tail, text_before, _parse_clause)
        if of_part is not None and of_part.is_guessed:  # «…, trong đó tỷ lệ tự tạo việc làm đạt 8%»
            return of_part
        return parse_rate(trim_words(head[rate.end() :]), tail, is_part=rate[0].startswith(("tỷ trọng", "tỉ trọng")))
    if at_most := find_part_at_most(head, tail):
        return TargetMeasure(MeasureKind.SHARE, at_most, strip_number_word(tail), per=100)
    of_whole = OF_WHOLE.search(lower_head)
    if of_whole is not None and (
        part_words := trim_words(head[: of_whole.start()]) or find_subject_before(text_before) or trim_words(head)
    ):
        total = AGAINST.sub("", tail)
        if IS_TOTAL.match(fold_tones(total)):
            return TargetMeasure(MeasureKind.SHARE, strip_number_word(part_words), strip_number_word(total), per=100)
        if not tail and is_part_of_it and (total := find_whole_before(text_before)):
            return TargetMeasure(MeasureKind.SHARE, part_words, total, per=100, is_guessed=True)
        total = parse_clause_before(text_before, _parse_clause).numerator if not tail and is_part_of_it else ""
        if total and total.split()[0].lower() == part_words.split()[0].lower():
            return TargetMeasure(MeasureKind.SHARE, f"{total}: {part_words}", total, per=100, is_guessed=True)
    if is_part_of_it and not tail and STATE_OF_PART.match(lower_head):  # «90% A có việc làm, trong đó đúng nghề 70%»
        part_of_share = parse_part(
            trim_end(head), f"{PART_OF_IT.sub('', text_before).rstrip()} trong đó ", _parse_clause
        )
        if part_of_share is not None:
            return part_of_share
    if lower_head.startswith(("chỉ số ", "độ che phủ", "duy trì độ che phủ")) and not lower_tail:
        return TargetMeasure(MeasureKind.VALUE, trim_words(head), unit="%", reason=ADDS_NOT)
    if len(lower_tail.split()) < 2:
        return parse_rate(title_short(trim_words(head), text_before), tail, is_part=False)
    return _parse_share(head, trim_subject(tail), text_before, text_after)


def _parse_share(head: str, rest: str, text_before: str, text_after: str) -> TargetMeasure:
    """«100% A được B»: A that B, over A."""
    if not trim_words(head) and (of_total := split_total(rest)) is not None:
        return TargetMeasure(MeasureKind.SHARE, *of_total, per=100)
    if not trim_opening(head) and (coordinated_action := find_action_beside(rest, text_before)):
        return replace(
            build_share(f"{coordinated_action}: {rest}", rest, predicate=coordinated_action), is_guessed=True
        )
    share_of_part = parse_part(rest, text_before, _parse_clause) if not trim_opening(head) else None
    if share_of_part is not None:
        return share_of_part
    action = trim_end(KEEPS.sub("", trim_opening(head)))
    found_parts = split_found(rest)
    subject, predicate = found_parts or split_subject(rest)
    is_persuaded = predicate and not is_weak_predicate(predicate) and PERSUADES.fullmatch(fold_tones(action))
    if is_area_alone(action) or PLACE_FIRST.match(fold_tones(action)) or is_persuaded:
        action = ""
    if action and FOUND_ALONE.search(fold_tones(rest)):  # «kiến nghị 100% vi phạm phát hiện được»
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    if len(action.split()) >= 2 and (must := MUST.match(fold_tones(rest))) is not None:
        return build_share(f"{action} {rest[must.end() :]}", action, predicate=rest[must.end() :])
    if len(action.split()) >= 2:
        subject = f"{subject} {predicate}".strip()
        sum_end = find_whole_sum(fold_tones(rest))
        if sum_end is not None:
            return build_share(f"{action}: {subject}", rest[:sum_end], predicate=action)
        return build_share(f"{action}: {subject}", subject, predicate=action)
    shared_predicate = "" if predicate and not is_weak_predicate(predicate) else find_predicate_after(text_after)
    if shared_predicate and predicate:
        return replace(build_share(f"{rest} {shared_predicate}", rest, predicate=shared_predicate), is_guessed=True)
    if predicate and found_parts is None and any(map(is_discovery, list_likely_predicates(rest))):
        return TargetMeasure(MeasureKind.NONE, reason=UNKNOWN_WHOLE)
    if predicate:
        return build_share(f"{subject} {predicate}", subject, predicate=predicate)
    if action := find_action_before(text_before):
        return replace(build_share(f"{action}: {subject}", subject, predicate=action), is_guessed=True)
    if shared_predicate:
        return replace(
            build_share(f"{subject} {shared_predicate}", subject, predicate=shared_predicate), is_guessed=True
        )
    lead = trim_end(find_lead_before(text_before))
    if len(lead.split()) > 1 and PLACE_FIRST.match(fold_tones(lead)) is None:
        return replace(build_share(f"{lead}: {subject}", subject, predicate=lead), is_guessed=True)
    return TargetMeasure(MeasureKind.SHARE, "", subject, per=100, reason=NO_PREDICATE)


def _parse_clause(clause: str) -> TargetMeasure:
    return parse_target(clause, unit="%")
