"""The share of a group of what the sentence counts: «Tỷ lệ trường đạt chuẩn đạt 75%; trong đó: mầm non 70%».

All patterns match lower case with tone marks as `fold_tones` places them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sokehoach.domain.plans.proposals.measure_kinds import TargetMeasure
from sokehoach.domain.plans.proposals.neighbours import PART_FIRST, cut_item_label
from sokehoach.domain.plans.proposals.sentences import FIGURE, NARROWER, is_bare_noun, is_level_alone
from sokehoach.domain.plans.proposals.subjects import split_subject
from sokehoach.domain.plans.proposals.trimming import trim_words
from sokehoach.domain.plans.proposals.wholes import find_whole_of_act
from sokehoach.domain.plans.proposals.wordings import OF_ALL, RATE, STATE_OF_PART
from sokehoach.domain.text import fold_tones

_AFTER_SHARE = re.compile(
    r"(?<=%)(?: trở (?:lên|xuống))?(?: \([^()]{0,80}\))?(?:[,;.]| và)?(?: |$)"
    r"(?:trong (?:số )?đó:? ?(?:[-–+•*] )?|[-–+•*] )|"
    r"(?<=%)(?: trở (?:lên|xuống))?(?: \([^()]{0,80}\))?(?:[,;]| và)(?: |$)|(?<=\)) ?[,;] |[.] (?=[^\W\d])",
    re.IGNORECASE,
)
_LAST_SHARE = re.compile(r" \d[\d.,]* ?%(?=[^%]*$)")
_SHARE_FIRST = re.compile(
    r"(?:(?:phấn đấu|có|đạt|ít nhất|tối thiểu|không dưới|trên|từ|khoảng) ){0,3}\d[\d.,]* ?% (?:trở lên )?[^\W\d]"
)
_PART_AT_END = re.compile(r"[,;]? ?trong (?:số )?đó:?(?: [-–+•*])?$", re.IGNORECASE)
_SETTLEMENT = re.compile(r" (?:đô thị|thành thị|nông thôn|cấp (?:tỉnh|huyện|xã))(?!\w)")
# A kind or an age of those that the first share counts, which the next one replaces.
_REPLACED = (
    re.compile(r" thể (?:thấp còi|nhẹ cân|gầy còm|gầy|thấp)(?!\w)"),
    re.compile(r" (?:trong |ở )?(?:độ|nhóm) tuổi (?:từ )?\d{1,3}(?: ?(?:-|–|đến) ?\d{1,3})?(?: tuổi)?(?!\w)"),
)
_WHOLE_AREA = re.compile(
    r",? (?:trên )?(?:toàn|cả) (?:công ty|tỉnh|thành phố|huyện|xã|phường|ngành|viện|trường|quốc|vùng|nước)(?!\w)",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"trong (?:số )?đó(?!\w)")
_FEWEST_WORDS = 3
_HAS = re.compile(r"có(?!\w)")
_PLACE = re.compile(r"(?:tại|ở)(?!\w)")
_OF_CONDITION = re.compile(r"thể (?!thao|chế)")
_SOURCE = re.compile(r"(?:từ|do|bằng|qua|nhờ|theo)(?!\w)")
_STATE = re.compile(r"(?<!\w)(?:được|có|không|đã|đạt|bị|là|sử dụng|tham gia|thực hiện|hoàn thành)(?!\w)")
_KINDS = (
    re.compile(
        r"(?:người|trẻ|em|học sinh|học viên|sinh viên|cán bộ|công chức|viên chức|giáo viên|giảng viên|nhân viên|bác sĩ|"
        r"hội viên|đoàn viên|đội viên|đảng viên|lao động|công nhân|phụ nữ|bà mẹ|thanh niên|nông dân|dân quân|hộ|"
        r"bệnh nhân)(?!\w)"
    ),
    re.compile(r"(?:đàn|gia súc|gia cầm|trâu|bò|lợn|chó|dê|gà|vịt)(?!\w)"),
)
# «số con trong diện tiêm», of sows: the sows.
_ALL_OF_THEM = re.compile(r"(?:tổng )?(?:đàn$|dân số(?!\w)|(?:số )?con(?!\w))")
_RATE_TITLE = re.compile(r"(?:^|[-–+•*;.)/] )(?P<title>(?:tỷ|tỉ) lệ [^%:]{3,120}):(?: [-–+•*])? ?$", re.IGNORECASE)


def find_group_clause(head: str, text_before: str) -> str:
    """The first share of a sentence whose groups follow: «Tỷ lệ A đạt 98%, [cấp xã đạt 99%]»; «» where none does."""
    group = trim_words(PART_FIRST.sub("", head))
    is_of_all = OF_ALL.match(fold_tones(head)) is not None
    is_part = is_of_all or PART_FIRST.match(head) is not None or _PART_OF.search(fold_tones(text_before)) is not None
    if not (is_group(group) or (is_part and _SOURCE.match(fold_tones(group)))) or fold_tones(
        text_before
    ).rstrip().endswith(("riêng", "(")):
        return ""
    if STATE_OF_PART.match(fold_tones(group)):  # «…, trong đó đúng nghề 70%» is true of a part, and names none
        return ""
    title = _RATE_TITLE.search(text_before)
    if title is not None:
        return f"{title['title']} đạt 100%"
    clauses = [clause.strip() for clause in _AFTER_SHARE.split(text_before) if "%" in clause]
    while clauses and (is_level_alone(clauses[-1], "%") or is_group(_read_words_of_share(clauses[-1]))):
        clauses.pop()
    if clauses and is_part and _SHARE_FIRST.match(fold_tones(cut_item_label(clauses[-1]))):
        return drop_other_group(_PART_AT_END.sub("", cut_item_label(clauses[-1])), head)
    if not clauses or (figure := _LAST_SHARE.search(clauses[-1])) is None:
        return ""
    clause = cut_item_label(clauses[-1][: figure.end()])
    title_words, _colon, after_title = clause.rpartition(": ")
    if title_words and FIGURE.search(after_title) and is_group(_read_words_of_share(after_title)):
        return drop_other_group(f"{title_words} đạt {figure[0].strip()}", head)
    if FIGURE.search(after_title) and not is_level_alone(
        after_title, "%"
    ):  # «Hài lòng: người bệnh nội trú hài lòng chung trên 92%, [ngoại trú trên 90%]»
        clause = after_title
    share_words = _read_words_of_share(clause)
    is_narrower = NARROWER.match(fold_tones(group)) or _PLACE.match(fold_tones(group))
    if not (is_part or is_narrower or _is_of_same_kind(find_whole_of_act(share_words) or share_words, group)):
        return ""
    return drop_other_group(clause, head)


def _read_words_of_share(clause: str) -> str:
    """The words before the percentage; those behind it where it stands first: «100% hộ dân dùng điện»."""
    figure = next((match for match in FIGURE.finditer(clause) if match["percent"]), None)
    if figure is None:
        return clause
    share_words = trim_words(clause[: figure.start()].rstrip(" :≥≤<>"))
    rate = RATE.search(fold_tones(share_words))
    return (share_words[rate.end() :].strip() if rate is not None else share_words) or clause[figure.end() :].strip()


def drop_other_group(clause: str, place: str) -> str:
    """«CTRSH đô thị được thu gom» beside «khu vực nông thôn» → «CTRSH được thu gom»."""
    whole_area = _WHOLE_AREA.search(fold_tones(clause))
    clause = f"{clause[: whole_area.start()]}{clause[whole_area.end() :]}" if whole_area is not None else clause
    folded_place = f" {fold_tones(place)}"
    for pattern in (_SETTLEMENT, *_REPLACED):
        match = pattern.search(fold_tones(clause)) if pattern.search(folded_place) is not None else None
        if match is not None:
            return f"{clause[: match.start()]}{clause[match.end() :]}"
    return clause


def is_group(phrase: str) -> bool:
    """Whether the words name only a group or a place, and nothing true of it: «khu vực nông thôn», «mầm non»."""
    folded = fold_tones(phrase)
    if NARROWER.match(folded) is not None:  # also «tuyến Hà Nội - Thành phố Hồ Chí Minh»
        return not split_subject(phrase)[1] or _STATE.search(folded) is None
    return is_bare_noun(phrase) and not split_subject(phrase)[1]


def narrow_share(measure: TargetMeasure, group: str) -> TargetMeasure:
    """What the first share counts, of the group alone; its whole is the group, or what is counted in it."""
    counted_phrase, denominator = (_WHOLE_AREA.sub("", name) for name in (measure.numerator, measure.denominator))
    folded = fold_tones(group)
    numerator = f"{counted_phrase} {group}"
    subject, predicate = split_subject(counted_phrase)
    if not denominator:
        if _is_of_same_kind(counted_phrase, group):
            numerator = group
        elif _KINDS[0].match(folded) and not predicate:  # «Tỷ lệ hài lòng: người bệnh nội trú»
            denominator = group
    elif _HAS.match(folded):  # «Tỷ lệ lao động qua đào tạo đạt 75%, trong đó có bằng cấp đạt 35%»
        numerator = f"{subject if predicate else counted_phrase} {group}"
    elif _ALL_OF_THEM.match(fold_tones(denominator)) and any(kind.match(folded) for kind in _KINDS):
        denominator = group
    elif NARROWER.match(folded) is None and _is_of_same_kind(denominator, group):
        start = fold_tones(counted_phrase).find(fold_tones(denominator))
        rest = counted_phrase[start + len(denominator) :]
        numerator = f"{counted_phrase[:start]}{group}{rest}" if start >= 0 else numerator
        denominator = group
    elif _SOURCE.match(folded) is None and _OF_CONDITION.match(folded) is None:
        denominator = f"{denominator} {group}"
    reason = "" if denominator else measure.reason
    return replace(measure, numerator=numerator, denominator=denominator, reason=reason, is_guessed=True)


def _is_of_same_kind(counted_words: str, group: str) -> bool:
    """«người bệnh ngoại trú» beside «người bệnh nội trú»: others of the same, no part of them."""
    first, second = fold_tones(counted_words), fold_tones(group)
    if first.split(" ")[0] == second.split(" ")[0] or _names_same_things(first.split(), second.split()):
        return True
    return any(kind.match(first) and kind.match(second) for kind in _KINDS)


def _names_same_things(first: Sequence[str], second: Sequence[str]) -> bool:
    """«cơ sở quy mô trang trại lớn» beside «trang trại quy mô vừa»: all but what tells them apart."""
    return len(second) > _FEWEST_WORDS and len(set(second) - set(first)) == 1
