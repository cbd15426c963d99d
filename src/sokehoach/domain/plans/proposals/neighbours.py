"""What the words before a target in its sentence lend it: a verb, a title, the whole of which it is a part."""

import re

from sokehoach.domain.plans.proposals.sentences import (
    FIGURE,
    LEVEL_WORDS,
    NARROWER,
    cut_years,
    find_first_level,
)
from sokehoach.domain.plans.proposals.subjects import split_subject
from sokehoach.domain.plans.proposals.trimming import (
    is_area_alone,
    strip_number_word,
    trim_end,
    trim_opening,
    trim_subject,
    trim_words,
)
from sokehoach.domain.plans.proposals.wordings import OPENS_PREDICATE
from sokehoach.domain.text import fold_tones

_MOST_WORDS_OF_TITLE = 7
PART_OF_IT = re.compile(r"[,;]? ?trong (?:số )?đó(?: (?:có|ít nhất|tối thiểu|trên|khoảng))*[,: ]*$", re.IGNORECASE)
PART_FIRST = re.compile(
    r"^(?:trong (?:số )?đó|riêng)[,:]? (?:có (?!bằng|chứng chỉ)|tại |ở |đối với |với )?", re.IGNORECASE
)
_SEPARATE_PLACE = re.compile(r"(?<!\w)riêng(?: (?:tại|ở|đối với|với))? $", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"(?P<part>[^\W\d][^%;:,.\d]{1,80} chiếm) ", re.IGNORECASE
)  # «Du lịch chiếm [12% giá trị sản xuất]»
_OF_SHARE = re.compile(r"(?:(?:khoảng|trên|từ|ít nhất|tối thiểu) ){0,2}\d[\d.,]* ?% [^\W\d]", re.IGNORECASE)
_APART = re.compile("riêng ", re.IGNORECASE)
_COMPARED_AT_END = re.compile(r" so với [^;:%]{3,60}$")
_CHANGE_ALONE = re.compile(
    r"(?:tăng|giảm|thấp hơn|cao hơn)(?: thêm)?(?: (?:ít nhất|tối thiểu|trên|khoảng|từ)){0,2} "
    r"\d[\d.,]* ?% so với [^;:%]{3,60}",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    r"(?P<rate>(?:tỷ|tỉ) (?:lệ|trọng) [^%;:]{2,120}?) (?:đạt|là|còn|chiếm|từ)"
    r"(?: (?:trên|dưới|từ|khoảng)){0,2} \d[\d.,]* ?%,? $",
    re.IGNORECASE,
)
_RATE_OF = re.compile(
    r"(?P<rate>(?:(?:tỷ|tỉ) lệ|mức độ|chỉ số) [^%;:,\d]{2,60}?) của [^%;:\d]{2,80}\d[\d.,]* ?%[^%]{0,20}$",
    re.IGNORECASE,
)
_THIS_RATE = re.compile(  # «tỷ lệ này đối với trang trại vừa đạt 70%», «riêng người trẻ tỷ lệ này là 85%»
    r"^(?:riêng )?(?:(?:đối với|ở|tại) )?(?:(?P<first>[^%;:]{2,80}?),? )?(?:tỷ|tỉ) lệ này"
    r"(?: (?:đối với|với|ở|tại|của|trong) (?P<second>[^%;:]{2,80}?))? (?P<verb>là|đạt|phải đạt|còn|chiếm|từ)(?= )",
    re.IGNORECASE,
)
# «…; đối với đất đai, xây dựng đạt 90%», «… 19% đối với tiểu học và 27% đối với học sinh thành phố»
_FOR_GROUP = re.compile(
    r"(?:riêng )?(?:đối với|với) (?P<group>[^%;:\d](?:(?! (?:được|có|đạt)(?!\w))[^%;:]){1,80}?) "
    r"(?:phải )?(?:đạt|là|từ|còn|chiếm) (?P<level>[^%;:\d]{0,20}\d[\d.,]* ?%(?: trở lên)?)",
    re.IGNORECASE,
)
_GROUP_BEHIND = re.compile(
    r"(?P<level>[^%;:\d]{0,20}\d[\d.,]* ?%(?: trở lên)?) đối với "
    r"(?P<group>[^%;:\d](?:(?! (?:được|có|đạt)(?!\w))[^%;:]){1,80})",
    re.IGNORECASE,
)
POINTS = re.compile(r" ?điểm (?:phần trăm|%)", re.IGNORECASE)
_ENDS_OF_CLAUSE = re.compile(r"[;:] |, |^[-–+•*] ")
_ENDS_OF_WIDER = re.compile(r"[;:] |(?<=%), |^[-–+•*] ")  # «thừa cân, béo phì ở mức 19% (»
_END_OF_CLAUSE = re.compile(r"[;,:(]|(?:^| )(?:riêng|đối với)(?!\w)", re.IGNORECASE)
_PLACE_IN_BRACKETS = re.compile(rf"{NARROWER.pattern}|(?:các )?(?:thôn|bản|ấp|buôn|khu phố|tổ dân phố|xã|phường)(?!\w)")
_FRAGMENT_ENDS = re.compile(r"[,;:.](?= |$)|(?:^| )[a-zđ]\)(?= )|(?<!\w)(?:trong đó|riêng)(?!\w)|^[-–+•*] | [-–+•*] ")
_FIRST_OF_RANGE = re.compile(r"(?: từ)? \d[\d.,]* ?%? ?(?:đến|-|–) ?$")
# «cắt giảm ít nhất 30% thời gian, ít nhất 20% chi phí»: the second changes as the first.
_CHANGE_OF_FIRST = re.compile(
    r"(?:^|[,;:.] |[-–+•*] |phấn đấu |năm )(?:cắt |kéo )?(?P<way>giảm|tăng)(?: [^\W\d]+){0,3} \d[\d.,]*"
    r"(?: ?[-–] ?\d[\d.,]*)? ?%(?:[^;.%]{2,60}?, \d[\d.,]* ?%)*[^;.%]{2,120}(?:,| và) *$"
)
_TITLE = re.compile(r"(?:^|[.;] |[-–+•*] )(?P<title>[^\d.,;:%]{3,60}): [^:]*$")
_NO_TITLE = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu|năm|cụ thể|đối với|về|giai đoạn|sau đây)(?!\w)")
_LABEL = re.compile(r"^(?:[-–+•*]|\(?(?:[a-zđ]|\d{1,2})\)|\d{1,2}(?:\.\d{1,2})*[.)/-]?)(?: +|$)", re.IGNORECASE)
_PART_BEFORE_NUMBER = re.compile(
    r"trong (?:số )?đó[,:]? (?=(?:(?:có|ít nhất|tối thiểu|trên|khoảng|dưới|hơn) )*\d[\d.,]* ?% "
    r"(?:là|được|bị|đạt|có|do|thuộc)(?!\w))",
    re.IGNORECASE,
)
_PART_OPENS = re.compile(r"trong (?:số )?đó[,:]? (?:có (?!bằng|chứng chỉ))?(?!tổng )", re.IGNORECASE)
_FOR_NUMBER = re.compile(
    r"(cho|với) (?=(?:(?:ít nhất|tối thiểu|trên|khoảng|hơn|từ|tổng số) )*\d[\d.,]* (?!%)\D)", re.IGNORECASE
)
_OF_THOSE = re.compile(r"(?<=%) (?:trở lên )?trong số (?:đó|này)(?= \w|$)", re.IGNORECASE)
_THESE = re.compile(
    r"(?<=%) (?:trở lên )?(?:trong )?(?:tổng )?(?:số )?(?!số )[^\W\d]+(?: [^\W\d]+){0,3}? (?:này|đó)(?= \w)",
    re.IGNORECASE,
)
_LEAD_AT_END = re.compile(r"[,;]? (?:phấn đấu|bảo đảm|đảm bảo|có)(?: có)? ?$", re.IGNORECASE)
_RATE_FIRST = re.compile(r"(?<!\w)(?:tỷ|tỉ) (?:lệ|trọng)(?!\w)", re.IGNORECASE)
_LISTED_PART = re.compile(r"trong (?:số )?đó ?: ?[-–+•*] (?=\w)", re.IGNORECASE)
_WHOLE_AREA = re.compile(r"(?:toàn|cả)(?: \w+){1,3}(?: có)?$|trên (?:địa bàn|toàn)")
_LEADS_ON = re.compile(
    r"(?<!\w)(?:(?:đạt|là|trên|dưới|còn|chiếm|từ|khoảng|ít nhất|tối thiểu|không quá|giảm|tăng|lên|xuống|bình quân)|"
    r"\d ?%?(?: ?[-–]| đến))[: ]*$"
)
_TIME_OF_PART = re.compile(r"(?<!\w)(?:quý|tháng|năm|giai đoạn|đợt|20\d\d)(?!\w)")
_CLAUSE_END = re.compile(r"[,;:(]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_OF_TIME = LEVEL_WORDS | {"mỗi", "hoàn", "thành", "thực", "hiện", "đợt", "hằng", "hàng", "iv"}
_CHANGES_BY = re.compile(r" (?:tăng|giảm)(?: trưởng| thêm)?(?: [^\W\d]+){0,3} ?$")
_LEVEL_AT_END = re.compile(
    r"(?:(?<!\w)(?:đạt|là|còn|chiếm|bằng|lên|xuống)(?: (?:khoảng|trên|dưới|từ|hơn|ít nhất|tối thiểu))*|:) *$"
)
_PREPOSITION = re.compile(r" (?:cho|với|tới|đến|tại) *$")


def cut_item_label(text: str) -> str:
    return _LABEL.sub("", text)


def read_points(phrase: str, unit: str, text_before: str) -> tuple[str, str]:
    """«giảm 1,5 điểm phần trăm» as a change in percent, which is compared with nothing else where it is «riêng»."""
    in_percent = POINTS.sub("%", phrase)
    is_apart = _APART.match(phrase) is not None
    if POINTS.match(unit) and (is_apart or _CHANGE_ALONE.fullmatch(in_percent)):
        phrase, unit = (_COMPARED_AT_END.sub("", in_percent) if is_apart else in_percent), "%"
    return _lend_rate(phrase, text_before), unit


def _lend_rate(phrase: str, text_before: str) -> str:
    """«Tỷ lệ hài lòng của nội trú đạt 90%, [của ngoại trú đạt 88%]», «…, [tăng 3% so với năm trước]»."""
    is_change = _CHANGE_ALONE.fullmatch(phrase) is not None
    rate = (
        (_RATE_BEFORE if is_change else _RATE_OF).search(text_before)
        if is_change or phrase.startswith("của ")
        else None
    )
    if is_change:
        phrase = re.sub("^thấp hơn", "giảm", re.sub("^cao hơn", "tăng", phrase))
    return f"{rate['rate']} {phrase}" if rate is not None else phrase


def move_part_word(phrase: str, text_before: str) -> tuple[str, str]:
    """«trong đó 50% là nữ», «50% trong số đó là nữ», where the target itself holds the words that part it."""
    of_those = _OF_THOSE.search(phrase) or _THESE.search(phrase)
    if of_those is not None and text_before.strip():
        lead = _LEAD_AT_END.search(text_before)
        text_before = text_before[: lead.start()] if lead is not None else text_before
        return (
            f"{phrase[: of_those.start()]}{phrase[of_those.end() :]}",
            f"{text_before.rstrip(' ;,').removesuffix(' và')}, trong số đó ",
        )
    if text_before.strip() and (receiving := _FOR_NUMBER.match(phrase)) is not None:  # «mở 06 lớp [cho 140 học viên]»
        return phrase[receiving.end() :], f"{text_before.rstrip(' ,;')} {receiving[1]} "
    if (takes_up := _TAKES_UP.fullmatch(text_before)) is not None and _OF_SHARE.match(phrase):
        return f"{takes_up['part']} {phrase}", ""
    level_of = _FOR_GROUP.fullmatch(phrase) or _GROUP_BEHIND.fullmatch(phrase)
    if level_of is not None and "%" in text_before:
        return f"riêng {level_of['group']} đạt {level_of['level']}", text_before
    if (this_rate := _THIS_RATE.match(phrase)) is not None and (this_rate["first"] or this_rate["second"]):
        group = " ".join(filter(None, (this_rate["first"], this_rate["second"])))
        return f"riêng {group} {this_rate['verb']}{phrase[this_rate.end() :]}", text_before
    match = _PART_BEFORE_NUMBER.match(phrase) or _PART_OPENS.match(phrase)
    if match is None or not text_before.strip():
        return phrase, text_before
    return phrase[match.end() :], f"{text_before.rstrip(' ;,')}, trong đó "


def split_own_line(text_before: str) -> tuple[str, str]:
    """«Tỷ lệ A đạt 68%. Trong đó: + [Từ công trình B: đạt 55%, ]», before a further level; the line is «» elsewhere."""
    parts = list(_LISTED_PART.finditer(text_before))
    return (text_before[: parts[-1].end()], text_before[parts[-1].end() :]) if parts else (text_before, "")


def find_first_of_parts(phrase: str, text_before: str, unit: str) -> str:
    """The clause that a time reaches a part of: «Số hóa 4.630 trang, [quý II hoàn thành 2.500 trang]»; «» elsewhere."""
    noun = fold_tones(unit)
    if not noun or noun.startswith("%") or _TIME_OF_PART.search(fold_tones(phrase)) is None:
        return ""
    folded = fold_tones(text_before)
    first = next((match for match in FIGURE.finditer(folded) if folded.startswith(noun, match.end() + 1)), None)
    if first is None:
        return ""
    clause_end = first.end() + len(_CLAUSE_END.split(folded[first.end() :], maxsplit=1)[0])
    clause = cut_item_label(text_before[:clause_end].strip())
    own_terms = set(_LETTERS.findall(fold_tones(phrase))) - _WORDS_OF_TIME
    return clause if own_terms <= set(_LETTERS.findall(fold_tones(clause))) else ""


def find_lead_before(text_before: str, *, percent: bool = False) -> str:
    """The words right before a target that is quoted from its number on: «Kiểm tra», «Tỷ lệ mẫu không đạt»; else «»."""
    text = f"{cut_item_label(text_before.strip())} "
    if not text.strip() or text_before.rstrip().endswith((",", ";", ":", ".")):
        return ""
    ends = [match.end() for match in _FRAGMENT_ENDS.finditer(text)]
    rates = [match.start() for match in _RATE_FIRST.finditer(text)]
    if percent and rates and not FIGURE.search(text, rates[-1]) and not re.search(r"[;:.] ", text[rates[-1] :]):
        ends = [rates[-1]]  # «Tỷ lệ tiêm phòng cho đàn chó, mèo [đạt 70% tổng đàn]»
    fragment = cut_years(_FIRST_OF_RANGE.sub("", text[ends[-1] if ends else 0 :].strip()))
    leads_on = percent and leads_to_number(fragment)
    figures = [match for match in FIGURE.finditer(fragment) if match["percent"] or not leads_on]
    if figures or fold_tones(fragment).endswith((" và", " hoặc")):
        return ""
    trimmed = trim_opening(fragment)
    return "" if is_area_alone(trim_end(trimmed)) or _WHOLE_AREA.match(fold_tones(trimmed)) else trimmed


def leads_to_number(phrase: str) -> bool:
    """Whether the words end as those before a number do: «… đạt», «… giảm bình quân từ 4 -»."""
    return _LEADS_ON.search(fold_tones(phrase)) is not None


def falls_like_first(text_before: str, tail: str) -> bool | None:
    """Whether what the words behind a percentage name falls as what is before it in the sentence; None if neither.

    «Giảm 5% số vụ, [100% cơ sở được kiểm tra]» is a share: its words say what must be true.
    """
    match = _CHANGE_OF_FIRST.search(fold_tones(text_before))
    is_share = OPENS_PREDICATE.match(fold_tones(split_subject(trim_subject(tail))[1])) is not None
    return None if match is None or is_share else match["way"] == "giảm"


def is_heading(title: str) -> bool:
    """Whether the words introduce targets and name nothing counted: «Chỉ tiêu», «Về nguồn lực»."""
    return _NO_TITLE.search(fold_tones(title)) is not None


def find_title_before(text_before: str) -> str:
    """«Kết quả rèn luyện» before «Tốt 80%, Khá 17%»; else «»."""
    match = _TITLE.search(f"{text_before.rstrip()} " if text_before.rstrip().endswith(":") else text_before)
    if match is None or _NO_TITLE.search(fold_tones(match["title"])):
        return ""
    title = trim_words(cut_item_label(match["title"].strip()))
    title = re.sub(r"^(?:tỷ lệ|tỉ lệ) ", "", title, flags=re.IGNORECASE)
    return title if 1 < len(title.split()) <= _MOST_WORDS_OF_TITLE else ""


def find_subject_before(text_before: str) -> str:
    """«Dư nợ cho vay» of «Dư nợ cho vay đạt 45 tỷ đồng, [chiếm 50% tổng dư nợ]»; «xã có thư viện» of «60 xã có thư
    viện, [chiếm 75% …]»; else «».
    """
    clause = cut_years(cut_item_label(find_first_level(re.sub(r" và *$", ", ", text_before), "%")))
    figure = next(reversed(list(FIGURE.finditer(clause))), None)
    if figure is None:
        return ""
    lead, things = clause[: figure.start()], strip_number_word(trim_end(clause[figure.end() :]))
    changed = _CHANGES_BY.search(fold_tones(lead))
    lead_words = FIGURE.sub("", lead[: changed.start()] if changed is not None else lead)
    name = trim_words(" ".join(lead_words.split()))
    if figure["percent"] or (name and _LEVEL_AT_END.search(fold_tones(lead))) or changed is not None:
        return name
    return f"{name}: {things}" if name and things else things


def find_whole_before(text_before: str) -> str:
    """What the sentence counts before «trong đó»: «khách» of «đón 9 triệu lượt khách, trong đó khách quốc tế chiếm»."""
    part = PART_OF_IT.search(text_before.rstrip())
    text = text_before[: part.start()] if part is not None else text_before
    figures = list(FIGURE.finditer(fold_tones(text)))
    if not figures or figures[-1]["percent"]:
        return ""
    counted_words = re.sub(r"^ ?(?:nghìn |ngàn |triệu |tỷ )+", " ", text[figures[-1].end() :], flags=re.IGNORECASE)
    return strip_number_word(trim_end(cut_years(counted_words.strip(" ,;"))))


def find_total_before(text_before: str, noun: str) -> str:
    """«lượt khám bệnh» of «Tổng số lượt khám bệnh đạt» before «135.000 lượt»; «» where the noun stands there alone."""
    name = trim_words(cut_years(cut_item_label(re.split(r"[,;:.] ", text_before)[-1])))
    total = re.sub(r"^(?:tổng )?số ", "", name, flags=re.IGNORECASE)
    return total if fold_tones(total).startswith(f"{fold_tones(noun)} ") else ""


def split_part(head: str, text_before: str) -> tuple[str, bool]:
    """The words without «trong đó», «riêng» before them, and whether these stand there or right before the words."""
    match = PART_FIRST.match(head)
    if match is not None:
        return head[match.end() :], True
    return head, PART_OF_IT.search(text_before.rstrip()) is not None and bool(text_before.strip())


def find_clause_apart_of(head: str, text_before: str) -> str:
    """The clause of a share before «riêng bản A đạt 60%»: what is counted in A is what it counts; else «»."""
    text_before = POINTS.sub("%", text_before)
    is_apart = fold_tones(head).startswith("riêng ") or _SEPARATE_PLACE.search(fold_tones(text_before)) is not None
    is_narrower = _PLACE_IN_BRACKETS.match(fold_tones(head)) is not None and text_before.rstrip().endswith("(")
    figures = [match for match in FIGURE.finditer(fold_tones(text_before)) if match["percent"]]
    if not (is_apart or is_narrower) or not figures:
        return ""
    outside = re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), text_before)
    figures = [match for match in FIGURE.finditer(fold_tones(outside)) if match["percent"]]
    if not figures:
        return ""
    clauses = _ENDS_OF_WIDER.split(text_before[: figures[-1].end()])
    count = len(clauses)
    while len(clauses) > 1 and PART_FIRST.match(clauses[-1].strip()):  # of all, not of a part of them
        clauses.pop()
    is_last = len(clauses) == count
    counted_of = _END_OF_CLAUSE.split(text_before[figures[-1].end() :])[0] if is_last else ""  # «đạt 85% [tổng đàn]»
    return f"{cut_item_label(clauses[-1].strip())}{counted_of}".strip(" ;,.")


def lend_verb(first_level: str, phrase: str, unit: str) -> str:
    """«thành lập mới 01 hợp tác xã và [03 tổ hợp tác]»: the second things with the verb of the first; else «»."""
    lower = fold_tones(first_level)
    figures = [match for match in FIGURE.finditer(lower) if not match["percent"]]
    if not figures or not unit or unit.startswith("%") or fold_tones(unit) in lower:
        return ""
    return f"{first_level[: figures[0].start()]} {phrase}".strip()


def name_receivers(head: str, tail: str, text_before: str) -> str:
    """«Tổ chức 04 lớp cho [600 lượt người]»: those for whom, with what is counted before; «» where nothing is."""
    if trim_words(head) or not tail or _PREPOSITION.search(fold_tones(text_before)) is None:
        return ""
    clause = cut_item_label(_ENDS_OF_CLAUSE.split(text_before.rstrip())[-1])
    figures = [match for match in FIGURE.finditer(fold_tones(clause)) if not match["percent"]]
    if not figures or not clause[figures[-1].end() :].split()[:-1]:
        return ""
    lead = trim_words(cut_years(clause[: figures[-1].start()]))
    return f"{lead} {clause[figures[-1].end() :].strip()} {tail}".strip()
