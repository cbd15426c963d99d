"""The sentence around an item of a plan: what stands beside it, its levels, and what its neighbours lend."""

import re
from contextlib import suppress
from decimal import Decimal

from sokehoach.domain.plans.proposals.subjects import is_act, split_subject
from sokehoach.domain.plans.proposals.trimming import trim_end, trim_opening, trim_words
from sokehoach.domain.text import fold_tones, parse_number

_MOST_LETTERS = 400  # letters on each side
_PART = re.compile(
    r"\s*(?:(?:trong (?:số )?đó|riêng)(?!\w)|[^.;%]{0,40}\d ?% (?:trở lên )?trong số (?:đó|này)(?!\w))", re.IGNORECASE
)
# A blank line, or a line that begins with a bullet or a number, parts sentences also where no stop is printed.
_ENDS = re.compile(
    r"[;.](?=\s|$)|\n\s*\n|\n(?=[ \t]*(?:[-–+•*][ \t]*\w|(?:[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)]?)[ \t]*[^\W\d_]))"
)
FIGURE = re.compile(
    r"(?P<number>\d[\d.,]*(?<![.,]))"
    r"(?:\s?%?\s?(?:[-–]|(?<=[\d%] )đến(?! ?20\d\d(?!\d)))\s?(?P<high>\d[\d.,]*(?<![.,])))?"
    r"(?P<percent>\s?(?:%|phần trăm)(?:\s?/\s?năm)?)?"
)
# Words of a further level of what stands before it in the sentence: «đến năm 2030 đạt 20%», «70% vào năm 2028».
LEVEL_WORDS = frozenset((
    "và", "phấn", "đấu", "đến", "vào", "trong", "hết", "từ", "cuối", "đầu", "năm", "giai", "đoạn", "tháng", "quý",
    "đạt", "là", "còn", "tăng", "lên", "giảm", "xuống", "trên", "dưới", "khoảng", "ít", "nhất", "tối", "thiểu",
    "hơn", "không", "thấp", "quá", "tiếp", "tục", "duy", "trì", "nâng", "đưa", "trở", "mức", "ở", "tiến", "tới",
    "tương", "ứng", "bình", "quân", "riêng", "sau", "đó", "trước", "những", "theo", "các", "nhiệm", "kỳ", "lộ",
    "trình", "có", "i", "ii", "iii", "iv", "phải", "được", "lũy", "luỹ", "kế", "cộng", "dồn", "hoàn", "thành", "ngày",
    "ngay", "học", "kết", "thúc",
))  # fmt: skip
_ENDS_BEFORE_YEAR = re.compile(r"(?:năm|giai đoạn) 20\d\d$")
_TIME_OF_LEVEL = re.compile(r"(?:năm |^)20\d\d(?!\d)")
_TERM = re.compile(r"[^\W\d_]+")
# «…; tỷ lệ giải quyết đạt 95%», «…; có chữ ký số đạt 50%»: who or what is meant stands before the stop.
ACTS = (  # done to something
    r"(?:(?:thu gom|sử dụng(?: lại)?|khai thác|vận chuyển|xử lý|tiếp nhận|giải quyết|điều tra|khám phá|truy tố|xét xử|"
    r"thu hồi|tiêu hủy|tái chế|tái sử dụng|chôn lấp|số hóa|chấp nhận|điều trị khỏi|cấp cứu thành công|"
    r"hoàn thành|trả lời|khắc phục)(?:, | và )?)+"
)
ACT_ALONE = re.compile(ACTS)
OPENS_STATE = re.compile(r"(?:có|được|sử dụng|tham gia)(?!\w)")
_OF_CLAUSE_BEFORE = re.compile(
    rf"(?:(?:tỷ|tỉ) lệ (?:{ACTS}|có [^\d%;:,]{{4,80}}|này(?: (?:đối với|ở|tại|của) [^\d%;:]{{2,80}})?|"
    rf"nợ (?:quá hạn|xấu)(?: duy trì)?)|"
    rf"đối với [^%;:]{{2,80}}|có (?:bằng cấp|văn bằng), chứng chỉ|{OPENS_STATE.pattern} [^\d%;:,]{{4,80}}) "
    r"(?:(?:đạt|chiếm|là|trên|từ|ít nhất|tối thiểu|khoảng|không dưới|dưới|ở mức|không quá) )+\d"
)
_ITEM_LABEL = re.compile(r"(?:^|(?<= ))(?:\(?[a-zđ]\)|\d{1,2}[.)]|\(\d{1,2}\)) ")
_TOPIC_FIRST = re.compile(r"^(?:[-–+•*] )?(?:(?:về|đối với) [^:%\d]{2,60}: |ngoài ra, )(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r" ?\((?:hiện|năm 20\d\d|thực trạng)[^()]*\d[^()]*\)", re.IGNORECASE)
_ACTION_OF_LIST = re.compile(
    r"(?:^|[;:.] |[-–+•*] )(?P<action>[^%;:.\d]{6,80}) \d[\d.,]* ?% (?P<counted>[^%;:.\d]{4,60}), $"
)
_UNCLOSED = re.compile(r" \((?:tương (?:ứng|đương)|hiện|năm|cuối|đến|tăng|giảm)[^()]*$", re.IGNORECASE)
_NEXT_COUNT = re.compile(r", \d[\d.,]*(?! ?[%\d])")
_SHARE_OF = (
    r"(?:(?:trên|dưới|từ|khoảng|ít nhất|tối thiểu|không dưới) ){0,2}\d[\d.,]* ?% "
    r"(?!(?:vào|năm|đến|trong|trở|của)(?!\w))(?:số )?(?=[^\W\d])"
)
_SHARE_FIRST = re.compile(rf"{_SHARE_OF}(?P<counted>[^%;:]+)$", re.IGNORECASE)
_SHARE_BESIDE = re.compile(f"; {_SHARE_OF}", re.IGNORECASE)
# «…, bình quân mỗi năm 55.000 lượt», «…, không để phát sinh mới», «… (tương đương 520 hộ)»
_ASIDE_BEHIND = (
    r"(?<!\d), (?:bình quân|riêng|đưa tổng|nâng tổng|không để|kể cả|cụ thể|trong (?:số )?đó|mỗi [^\W\d]+ (?:từ )?\d|"
    r"đến năm 20\d\d còn)(?!\w)|"
    r" \((?:tương (?:đương|ứng)|tính đến|tháng \d|đến nay|hiện)(?!\w)"
)
_OTHER_SHARE = re.compile(f"{_ASIDE_BEHIND}|(?:, | và )(?={_SHARE_OF})")
_OTHER_COUNT = re.compile(
    rf"{_ASIDE_BEHIND}|(?:(?<!\d), | và | cho | với (?!giá trị|doanh thu|quy mô|vốn|thu nhập|mức)| \()"
    r"(?=(?:(?! cho | với | và )[^,;:%\d]){0,60}"
    r"(?<!năm )(?<!từ )(?<!độ )(?<!loại )(?<!hạng )(?<!cấp )(?<![\d/.])\d[\d.]*(?:,\d+)? "
    r"(?!(?:tuổi|sao|lần|giờ|ngày|buổi|tháng|năm|lớp \d|km|m|%)(?!\w))[^\W\d])"
)
_NEXT_SHARE = re.compile(r"; |[,;] (?:trong (?:số )?đó(?!\w)|(?=[^,;%]{0,40}\d ?%))")
_CLAUSE_COMMA = re.compile(r"[,;] (?:và )?|\) (?=và )")
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")
# A group or place of what stands before it: «khu vực nông thôn đạt 92%», «cấp xã 75%».
_GROUP = (
    r"(?:(?:ở|tại|đối với|với) )?"
    r"(?:khu vực|vùng|khối|tuyến|địa bàn|lĩnh vực|nhóm|các xã|các phường|các thôn|cấp (?:tỉnh|huyện|xã|cơ sở)|"
    r"(?:trong |nhóm )?độ tuổi|thể (?:thấp|nhẹ|gầy))(?!\w)"
)
NARROWER = re.compile(_GROUP)
_OF_BEFORE = re.compile(
    r"(?:(?:trên|dưới|từ|tối thiểu|ít nhất|khoảng|và|phấn đấu) ){0,3}"
    rf"(?:\d[\d.,]* ?% (?:được|bị)(?!\w)|{_GROUP})"
)
_MOST_BULLETS, _MOST_WORDS_OF_GROUP = 8, 10
_BULLET = re.compile(r"[ \t]*(?P<mark>[-–+•*])[ \t]*(?=\w)")
_PART_LINE = re.compile(r"trong (?:số )?đó ?:$", re.IGNORECASE)  # behind a share
_RATE_LINE = re.compile(r"(?:[-–+•*] ?|[a-zđ]\) ?|\d{1,2}(?:\.\d{1,2})*[.)/]? )?(?:tỷ|tỉ) lệ [^%:]+:$", re.IGNORECASE)
_TITLE_OF_GROUPS = re.compile(
    r"(?:tỷ|tỉ) lệ [^%:]{1,200}: |%.{0,40}trong (?:số )?đó|trong (?:số )?đó.{0,200}%", re.IGNORECASE | re.DOTALL
)
# Words of a figure of its own, which is no part of the share before it.
_OWN_FIGURE = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|mức độ|mức|chỉ số|tốc độ|độ che phủ|công suất|hài lòng|tổng|"
    r"giá trị|chiếm|bằng|đóng góp|tăng|giảm|doanh thu|sản lượng|thu nhập|diện tích|thời gian|kinh phí|vốn|"
    r"số (?!\d)|thu)(?!\w)"
)
_YEARS_ASIDE = re.compile(
    r"(?<!của)(?<!của ),? ?(?:tính )?(?:(?:đến|vào|trong|hết|từ|trước) ){0,2}(?:cuối )?"
    r"(?:năm học|năm|giai đoạn) 20\d\d(?: ?[-–] ?20\d\d)?(?!\d)",
    re.IGNORECASE,
)


def find_rest_of_sentence(text: str, start: int, end: int, *, unit: str = "%") -> tuple[str, str]:
    """What stands in the sentence before and after [start, end), with single spaces; «» where nothing does.

    `unit`: «%» or the noun that the number in [start, end) counts.

    The part before keeps a space at its end, so that «… và » can be told from the end of a word.
    """
    text_before, text_after = text[max(0, start - _MOST_LETTERS) : start], text[end : end + _MOST_LETTERS]
    ends = [match.end() for match in _ENDS.finditer(text_before)]
    is_part = ends and (_PART.match(text_before, ends[-1]) or _PART.match(text[start:end]))
    if is_part:  # «100% xã …; trong đó 20% …» is of what stands before it
        ends = ends[: -1 if _PART.match(text_before, ends[-1]) or _ends_clause(text_before, ends[-1]) else None]
    elif _is_level(text[start:end], unit):  # «tỷ lệ X đạt 95%; đến năm 2030 đạt 98%»
        while ends and (not _TERM.search(text_before, ends[-1]) or _is_level(text_before[ends[-1] :], unit)):
            text_before = text_before[: ends.pop()].rstrip(" \n;.")
    elif ends and text_before.rstrip().endswith(";") and _OF_CLAUSE_BEFORE.match(text[start:end]):
        ends = ends[:-1]
    elif ends and text_before.rstrip().endswith(";"):
        ends = ends[
            : len(ends) - _count_ends_of_groups(text[start:end], text_before, ends)
        ]  # «tỷ lệ rác đô thị được thu gom đạt 98%; khu vực nông thôn đạt 92%»
    while ends and text_before[: ends[-1]].endswith(";") and _is_level(text_before[ends[-1] :], "%"):
        ends.pop()  # «…; đến năm 2030 đạt 98%, trong đó …»
    text_before = text_before[ends[-1] :] if ends else text_before
    lines = text_before.split("\n")
    while len(lines) > 1 and lines[0].strip().isupper():  # a heading
        lines.pop(0)
    text_before = find_bullets_lead(text, start) or "\n".join(lines)
    first = _ENDS.search(text_after)
    if first is not None and first.start() == 0 and _lacks_predicate(text[start:end], text_after):
        first = _ENDS.search(text_after, first.end())
    text_after = text_after[: first.start()] if first is not None else text_after
    return f"{' '.join(text_before.split())} ".lstrip(), " ".join(text_after.split())


def _ends_clause(text_before: str, end: int) -> bool:
    return not text_before[end:].strip() and text_before[:end].endswith(";")


def _lacks_predicate(target_text: str, text_after: str) -> bool:
    """Whether the share beside it says for both what must be true: «[90% hộ nuôi chó]; 70% chó nuôi được quản lý»."""
    counted = _SHARE_FIRST.match(" ".join(target_text.split()))
    return (
        counted is not None
        and not split_subject(counted["counted"])[1]
        and _SHARE_BESIDE.match(" ".join(text_after.split())) is not None
    )


def _is_level(clause: str, unit: str) -> bool:
    """Whether the words are a further level of what stands before a stop; a number of things says of which year."""
    says_of_what = "%" in clause if unit.startswith("%") else _TIME_OF_LEVEL.search(fold_tones(clause).strip())
    return bool(says_of_what) and is_level_alone(clause, unit)


def _count_ends_of_groups(target_text: str, text_before: str, ends: list[int]) -> int:
    """How many ends lie between a target and what it is of: «…; khu vực nông thôn 92%», «…; mầm non 70%»."""
    if _OF_BEFORE.match(fold_tones(target_text)):
        return 1
    if not _is_share_of_group(target_text):
        return 0
    starts = [0, *ends]
    for count, (clause_start, clause_end) in enumerate(zip(reversed(starts[:-1]), reversed(ends), strict=True), 1):
        clause = text_before[clause_start:clause_end]
        if _TITLE_OF_GROUPS.search(clause) is not None:
            return count
        if not _is_share_of_group(clause):
            return 0
    return 0


def _is_share_of_group(clause: str) -> bool:
    figure = find_figure(fold_tones(clause), percent=True)
    head_words = clause[: figure.start()].strip(" :≥≤<>\n") if figure is not None else ""
    return head_words[:1].islower() and is_bare_noun(head_words) and not split_subject(trim_words(head_words))[1]


def find_bullets_lead(text: str, start: int) -> str:
    """The line above a list of groups with what its own line says before a target: «Tỷ lệ A đạt 68%. Trong đó: + »."""
    line_start = text.rfind("\n", 0, start) + 1
    bullet = _BULLET.match(text, line_start)
    if bullet is None or bullet.end() > start:
        return ""
    lead_end = line_start
    for _line in range(_MOST_BULLETS):
        above_start = text.rfind("\n", 0, max(0, lead_end - 1)) + 1
        upper_line = text[above_start:lead_end].strip()
        if upper_line.endswith(":") and (
            ("%" in upper_line and _PART_LINE.search(upper_line)) or _RATE_LINE.match(upper_line)
        ):
            return " ".join(f"{upper_line} {text[line_start:start]}".split()) + " "
        upper_bullet = _BULLET.match(text, above_start)
        if not upper_line or upper_bullet is None or upper_bullet["mark"] != bullet["mark"]:
            return ""
        lead_end = above_start
    return ""


def is_bare_noun(phrase: str) -> bool:
    """Whether the words are a short noun that says no figure of its own, as «tỷ lệ lấp đầy», «số hộ» would."""
    folded = fold_tones(phrase)
    return (
        0 < len(folded.split()) <= _MOST_WORDS_OF_GROUP
        and "%" not in phrase
        and _OWN_FIGURE.search(folded) is None
        and not is_act(phrase)
    )


def is_level_alone(text: str, unit: str) -> bool:
    """Whether the words say only how much and when, of what stands before them: «đến năm 2030 đạt 20%»."""
    own_terms = set(_TERM.findall(fold_tones(text))) - set(_TERM.findall(fold_tones(unit)))
    return own_terms <= LEVEL_WORDS and FIGURE.search(text) is not None


def find_words_after_levels(text_after: str, unit: str) -> str:
    """«xã đạt chuẩn» of «[Đến năm 2025 có 68%], đến năm 2028 có trên 75% xã đạt chuẩn»; «» where other words stand."""
    words_after = ""
    while figure := find_figure(fold_tones(text_after), percent=unit.startswith("%")):
        if not is_level_alone(text_after[: figure.end()], unit):
            break
        text_after = text_after[figure.end() :].strip()
        words_after = _NEXT_SHARE.split(text_after)[0]
    return words_after if words_after[:1].isalpha() and not words_after.startswith("và ") else ""


def find_first_level(text_before: str, unit: str) -> str:
    """The first level of a sentence with several: «tỷ lệ X đến năm 2025 đạt 50%, [đến năm 2028 đạt 70%,]»."""
    text_before = _TOPIC_FIRST.sub("", _ASIDE.sub("", text_before))
    clauses = _CLAUSE_COMMA.split(_ITEM_LABEL.split(" ".join(text_before.split()))[-1].strip(" ,;:+-–•*"))
    while clauses and (is_level_alone(clauses[-1], unit) or clauses[-1].lower() == "phấn đấu"):
        clauses.pop()
    start = len(clauses) - 1
    starts_with_figure = False
    if unit.startswith("%") and any(map(_has_amount, clauses)):
        while start > 0 and not _has_amount(clauses[start]):  # «80% công chức, viên chức qua lớp trước 30/6/2026»
            start -= 1
        starts_with_figure = FIGURE.match(clauses[start]) is not None
    while start > 0 and not starts_with_figure and not _has_amount(clauses[start - 1]):
        start -= 1
    return ", ".join(clauses[max(start, 0) :]).strip(" ,;:")


def _has_amount(clause: str) -> bool:
    return FIGURE.search(_DATE.sub("", _YEARS_ASIDE.sub("", clause))) is not None


def cut_aside(phrase: str) -> str:
    """Without the level of another year: «đúng hạn (hiện nay là 82,3%)», also where the bracket is not closed."""
    rest = _UNCLOSED.sub("", _ASIDE.sub("", _TOPIC_FIRST.sub("", phrase)))
    return rest if FIGURE.search(rest) is not None else phrase


def cut_years(name: str) -> str:
    return " ".join(_YEARS_ASIDE.sub("", name).split()).strip(" ,")


def find_figure(lower: str, *, percent: bool, value: Decimal | None = None) -> re.Match[str] | None:
    """The printed number: that with the value, else the first of the kind."""
    figures = [match for match in FIGURE.finditer(lower) if bool(match["percent"]) == percent]
    amounts = [match for match in figures if not _ENDS_BEFORE_YEAR.search(lower[: match.start("number") + 4])]
    figures = amounts if amounts or value is not None else figures
    return next((match for match in figures if _reads_as(match, value)), figures[0] if figures else None)


def _reads_as(match: re.Match[str], value: Decimal | None) -> bool:
    for printed in (match["number"], match["high"]):
        with suppress(ValueError):
            if printed is not None and parse_number(printed) == value:
                return True
    return False


def find_action_before(text_before: str) -> str:
    """The action before the number of an earlier share of the sentence: «tuyên truyền tại 100% trường và»."""
    lower = fold_tones(text_before)
    figure = find_figure(lower, percent=True)
    if figure is None or not lower.rstrip().endswith(" và"):
        return ""
    start = max(lower.rfind(mark, 0, figure.start()) for mark in (";", ". ", ": "))
    action = trim_end(trim_opening(text_before[start + 1 : figure.start()].strip()))
    return action if len(action.split()) >= 2 else ""


def find_action_beside(counted: str, text_before: str) -> str:
    """The action of a list: «bê tông hóa 100% đường trục xã, [80% đường trục thôn]»; «» where one has a predicate."""
    match = _ACTION_OF_LIST.search(text_before)
    if match is None or split_subject(counted)[1] or split_subject(match["counted"])[1]:
        return ""
    action = trim_end(trim_opening(match["action"]))
    return action if len(action.split()) >= 2 and not _OWN_FIGURE.search(fold_tones(action)) else ""


def cut_other_figures(phrase: str, unit: str, value: Decimal, text_after: str) -> tuple[str, str]:
    """«85% học sinh và 25% người dân dùng thư viện», of which 85 is meant → «85% học sinh», the rest behind it.

    So «mở 60 lớp cho 4.800 lượt người», «xây 12 cơ sở, đưa tổng số cơ sở từ 58 lên 70».
    """
    is_share = unit.startswith("%")
    figure = find_figure(fold_tones(phrase), percent=is_share, value=value)
    pattern = _OTHER_SHARE if is_share else _OTHER_COUNT
    other = pattern.search(fold_tones(phrase), figure.end() + 1) if figure is not None else None
    if other is None:
        return phrase, text_after
    return phrase[: other.start()], f"{phrase[other.start() :].lstrip()} {text_after}".strip()


def find_predicate_after(text_after: str) -> str:
    """The predicate that the next share of the sentence has: «… và 100% cơ sở đủ điều kiện»."""
    lower = fold_tones(text_after).lstrip()
    if not lower.startswith(("và ", ", ", "; ")) or lower.startswith(", trong đó") or _NEXT_COUNT.match(lower):
        return ""
    figure = find_figure(lower, percent=True)
    rest = text_after.lstrip()[figure.end() if figure is not None else len("và ") :]
    _subject, predicate = split_subject(" ".join(re.split(r"[;.]", rest)[0].split()))
    return predicate
