"""How the figure of a target is printed: in words, as a fraction, in points of a share, as one of several levels."""

import re
from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.neighbours import (
    POINTS,
    cut_item_label,
    find_lead_before,
    find_title_before,
    is_heading,
)
from sokehoach.domain.plans.proposals.sentences import FIGURE, cut_years
from sokehoach.domain.plans.proposals.trimming import trim_end, trim_opening, trim_words
from sokehoach.domain.plans.proposals.wordings import CHANGE_BEFORE, RANK_FIRST, RATE
from sokehoach.domain.text import fold_tones, parse_number

_NUMBER_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_TERM = re.compile(r"\w+")
_SHARE_IN_WORDS = re.compile(r"(?<!\w)(?:một nửa|(?:một|hai|ba|bốn) phần (?:hai|ba|tư|bốn|năm)|toàn bộ)(?!\w)")
_UPPER_END = re.compile(r" ?(?:-|–|đến) ?\d[\d.,]* ?(?:%|phần trăm)(?: ?/ ?năm)?")
_SUMS = re.compile(
    r"(?:tổng (?!tỷ suất)|grdp|dư nợ|vốn|thu ngân sách)|(?:tổng )?(?:doanh thu|kim ngạch|sản lượng|lượng|"
    r"số lượng|giá trị xuất khẩu|số thu|số)(?!\w)"
)
_FORMER_LEVEL = re.compile(
    r"(?<=[^\W\d)]) \d[\d.,]*(?: ?%| [^\W\d]{1,8})?(?= [≥≤] \d)|(?<=\)) \d[\d.,]*(?: [^\W\d]{1,8})?(?= [≥≤] \d)"
)
MAGNITUDE_WORDS = re.compile(r"^(?:(?:nghìn|ngàn|vạn|triệu|tỷ) )+(?!đồng)")
_CRITERIA = re.compile(
    r"(?:trên|ở|trong) cả (?:0?3|0?2|ba|hai) (?:tiêu chí|chỉ tiêu|mặt):? ?"
    r"(?P<list>[^.;()\d]{6,120}?)(?= so với|$|[.;(])"
)
_PLACE_ALONE = re.compile(r"(?:tại|ở) [^\d,;:%]{2,40}")
_EQUAL = re.compile(r"^\(?tương đương(?: với)?(?: khoảng)?$")
_AT_DAY = re.compile(r" (?:tại thời điểm|tính đến|tại|đến)(?: ngày)? \d{1,2}/\d{1,2}/\d{4}$")
# «Hồ sơ quá hạn không quá 0,5% số hồ sơ»: at most so much of a whole is a share of it, and no act on it.
_AT_MOST = re.compile(r"(?:^| )(?:(?:giảm )?(?:còn|xuống) )?(?:không (?:được )?(?:vượt )?quá|không vượt|dưới|≤|<=?)$")
_WHOLE_COUNT = re.compile(r"(?:tổng|số) \w")
_TOPIC = re.compile(
    r"(?:^|[.;] )(?:[-–+•*] )?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]? |[a-zđ][).] )?"
    r"(?P<topic>[^\W\d][^\d.;:%–]{1,60}?)(?::| –| -) $"
)
COMPARED_WITH = re.compile(r"(?:^| )so (?:với|cùng)(?: .*?)?(?=$| đối với (?:lĩnh vực|các|nhóm) )", re.IGNORECASE)
_SHORT = 3  # words
_NOUN_AFTER = re.compile(r" (?!(?:đến|tháng|ngày|năm|giờ|quý|tuần|phút|lần|tuổi|kỳ)(?!\w))[^\W\d]")
_DEADLINE = re.compile(
    r" từ ngày \d{1,2}[./]\d{1,2}[./]20\d\d$|"
    r" (?:trước|trong|vào|đến)(?: hết)?(?: ngày)? \d{1,2}(?:/\d{1,2}/20\d\d| tháng \d{1,2}(?: năm 20\d\d)?)"
    r"(?: (?:hằng|hàng) năm)?$|"
    r" (?:vào |đến |trước )(?:cuối |hết )?quý [iv]{1,3}$"
)
_TITLE_OF_VALUES = re.compile(
    r"(?:^|[-–+•*;)] |[.] )(?P<title>[^%;:.\d]{8,60}(?:\d+ tuổi)?): (?:[^\d;:]{1,30}\d[\d.,]* \w+, ){0,5}$"
)
_TITLE_RIGHT_BEFORE = re.compile(r"(?:^|[-–+•*;)] |[.] )(?P<title>[^%;:.\d]{8,60}): $")
MONEY_UNIT = re.compile(r"(?:(?:nghìn|triệu|tỷ)(?: đồng)?|đồng)$")
_VERB_OF_LIST = re.compile(
    r"(?:^|[;:.] |[-–+•*] )(?P<verb>[^\W\d][^\d,;:.%]{2,40}?) \d[\d.,]* (?P<unit>ha|km|m2|m3|tấn) "
    r"[^\d,;:.%]{2,60}(?:,| và) (?:\d[\d.,]* (?P=unit) [^\d,;:.%]{2,60}(?:,| và) ){0,5}$",
    re.IGNORECASE,
)
_OVERDUE = re.compile(r"nợ (?:quá hạn|xấu|khoanh)(?!\w)")
_GROWN_SINCE = re.compile(r", (?:tăng|giảm) [^;%]{0,30}\d[\d.,]* ?% so với [^;%]{3,60}$", re.IGNORECASE)
_DEBT = re.compile(r"(?:tổng )?dư nợ(?!\w)")
# «3/4 trường»: three of four or 75 % of more, which is the same share; «12/16 khu phố» is a count.
_FRACTION = re.compile(
    r"(?P<lead>(?:[^\d/;.]{0,60}(?<!\w))?)(?P<part>[1-4])/(?P<whole>[2-5]) (?P<rest>(?!\d)\w.{2,200})"
)
_NO_FRACTION = re.compile(r"(?<!\w)(?:ngày|tháng|tiêu chí|điều|khoản|số) $")
_OF_EACH_YEAR = re.compile(r",? (?:mỗi|hằng|hàng|bình quân) năm$|,? toàn (?:tỉnh|thành phố|xã|phường|huyện)$")
_QUARTER_AT_END = re.compile(
    r"[,:]? ?(?<!\w)(?:(?:từ|vào|đến|hết|cuối) ){0,2}quý [iv]{1,3}(?:(?: năm |/)20\d\d)?(?: (?:đạt|là))?$",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"(?P<name>.{4,160}?),? (?:(?:mỗi|hằng|hàng) năm )?"
    r"(?:giảm|tăng)(?: [^\W\d]{1,6}){0,3} \d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?"
    r" ?(?:%|phần trăm|điểm)"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:^|[;:] |, (?:trong (?:số )?đó )?)(?P<name>[^\d%,;:]{0,60}(?:năm 20\d\d,? )?[^\d%,;:]{0,100}?)"
    r"\d[\d.,]* (?P<things>[^\d%,;:]{2,60}),$", re.IGNORECASE,
)  # fmt: skip
_LEVEL_OF_AMOUNT = re.compile(r"(?<!\w)(?:đạt|là|còn|lên|có)(?: (?:khoảng|trên|từ|ít nhất|tối thiểu|hơn))* ?$")
_CLAUSE_IS_OVER = re.compile(r"[,;:.(]\s*$|(?:^|\s)(?:và|hoặc)\s*$")
_INTRODUCES = re.compile(r"(?:^|\s)(?:phấn đấu|bảo đảm|đảm bảo|để|có|phải|yêu cầu|đề nghị) *$", re.IGNORECASE)
_WHOLE_SHARE = re.compile(r"[^%]{0,30}\d ?% [^\W\d]\w*(?: \S+){2}")
_NUMBER_FIRST = re.compile(
    r"(?:(?:đạt|là|có|từ|trên|dưới|khoảng|hơn|ít nhất|tối thiểu|tối đa|bình quân|không (?:quá|vượt quá|dưới|thấp hơn)|"
    r"[≥≤<>]=?) ?){0,4}\d", re.IGNORECASE,
)  # fmt: skip
_STOP = re.compile(r"[;:.)] |\(|(?:^|(?<= ))[-–+•*] (?=\D|$)")
_COMMA = re.compile(r", (?:và )?| và ")
_SHARE_IN = re.compile(r"(?:chiếm|bằng|đóng góp|tương đương)(?: [^\W\d]+){0,3} ", re.IGNORECASE)
_RATE_OPENS = re.compile(r"(?:^|[,;:.] | và |[-–+•*] |\) )(?P<rate>(?:tỷ|tỉ) (?:lệ|trọng) )", re.IGNORECASE)
_PART_OPENS = re.compile(r"trong (?:số )?đó(?:,|:)? ", re.IGNORECASE)
_MOVES_ON = re.compile(r"(?: \(?(?:cuối )?năm 20\d\d\)?)? ?(?:xuống|lên|đến|tới|còn|[-–])(?: (?:còn|dưới|trên|đến))* ")
_MEASURES = re.compile(r"ha|km|m2|m3|m²|m³|tấn|tạ|kg|kwh|mw|lượt")
_WHOLE_NUMBER = re.compile(r"(?:nâng |đưa |tăng )?tổng số (?:lên|đạt|là)")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
# «cả năm 845 ha» is an amount.
_YEAR = re.compile(r"(?<!cả )năm \d|năm 20\d\d(?!\d|\.\d)|/\d", re.IGNORECASE)
_RATE_FIRST = re.compile(
    r"(?:cứ|tính trên|bình quân) (?P<per>100\.?000|10\.?000|1\.?000|100) "
    r"(?P<whole>[^\d,;:]{2,40}?)(?: thì)? (?:có|đạt|là)(?: (?:ít nhất|tối thiểu|trên|khoảng|từ|không dưới|không quá|"
    r"dưới))*$"
)


def print_number(phrase: str, unit: str, value: Decimal | None, text_after: str) -> str:
    """A number in words in digits; the first of a range with its sign.

    «ít nhất hai lần», «một nửa số trường»; «từ 5» of «từ 5 đến 10%».
    """
    if unit.startswith("%"):
        if value is not None and (share := _SHARE_IN_WORDS.search(fold_tones(phrase))) is not None:
            return f"{phrase[: share.start()]}{str(value).replace('.', ',')}%{phrase[share.end() :]}"
        upper = _UPPER_END.match(text_after)
        return f"{phrase}%{text_after[upper.end() :]}" if upper is not None and phrase[-1:].isdigit() else phrase
    if value == 2 and (twice := fold_tones(phrase).find("gấp đôi")) >= 0:
        return f"{phrase[:twice]}gấp 2 lần{phrase[twice + len('gấp đôi') :]}"
    if value is None or value != int(value) or not 0 < int(value) <= len(_NUMBER_WORDS):
        return phrase
    match = next(
        (term for term in _TERM.finditer(fold_tones(phrase)) if term[0] == _NUMBER_WORDS[int(value) - 1]), None
    )
    return f"{phrase[: match.start()]}{int(value)}{phrase[match.end() :]}" if match is not None else phrase


def leave_first_figure(head: str, text_before: str) -> tuple[str, str]:
    """«giảm 15% số vụ và 20%»: the words of the second alone; of a row «Tỷ lệ A 38,5% ≤ 35%» those before the first."""
    figures = [match for match in FIGURE.finditer(fold_tones(head)) if match["percent"]]
    if not figures:
        return head, text_before
    parts = re.split(r"(?<=,) | (?=và(?: |$))", head[figures[-1].end() :])
    if len(parts) == 1:
        return head[: figures[0].start()].strip(), text_before
    second = re.sub(r"^và ?", "", parts[-1])
    return second, f"{text_before}{head[: len(head) - len(second)]}"


def split_fraction(phrase: str, unit: str) -> tuple[str, Decimal] | None:
    """«3/4 số trường có bếp» → «75% số trường có bếp» and 75; None where no fraction of a whole is printed."""
    match = None if unit.startswith("%") else _FRACTION.fullmatch(phrase)
    if match is None or int(match["part"]) >= int(match["whole"]) or _NO_FRACTION.search(fold_tones(match["lead"])):
        return None
    share = (Decimal(match["part"]) * 100 / Decimal(match["whole"])).quantize(Decimal("0.1"))
    printed = str(share).removesuffix(".0").replace(".", ",")
    return f"{match['lead']}{printed}% {match['rest']}", share


def find_fall_in_points(head: str, tail: str) -> tuple[str, bool] | None:
    """What changes by points of a share, «thấp còi giảm 0,5 điểm phần trăm», and whether it falls; else None."""
    change = CHANGE_BEFORE.search(fold_tones(head))
    if change is None or POINTS.match(fold_tones(tail)) is None:
        return None
    counted_words = trim_words(head[: change.start()])
    while (end := _OF_EACH_YEAR.search(fold_tones(counted_words))) is not None:
        counted_words = counted_words[: end.start()]
    return (counted_words, change["way"] == "giảm") if counted_words else None


def cut_quarter(head: str) -> str:
    """«kết quả giải quyết: quý I», before a level → «kết quả giải quyết»."""
    match = _QUARTER_AT_END.search(fold_tones(head))
    return head[: match.start()].rstrip(" ,:") if match is not None else head


def find_things_before(head: str, text_before: str, unit: str) -> str:
    """«Xây dựng thêm 06 cơ sở an toàn, [nâng tổng số lên 41]»: what is counted before; «» where no total is set."""
    if _WHOLE_NUMBER.fullmatch(fold_tones(head.strip())) is None:
        return ""
    clause = _BRACKETS.sub("", text_before).rstrip(" ,;")
    figures = [match for match in FIGURE.finditer(clause) if not _is_year(clause, match.start())]
    if not figures or figures[-1]["percent"]:
        return ""
    counted_things = trim_end(re.split(r"[,;:]", clause[figures[-1].end() :])[0].strip())
    return counted_things if fold_tones(counted_things).startswith(fold_tones(unit)) else ""


def read_rate_first(head: str) -> tuple[str, int] | None:
    """«Cứ 10.000 dân có», before a number: of whom, and on how many of them; else None."""
    match = _RATE_FIRST.fullmatch(fold_tones(head))
    return (head[match.start("whole") : match.end("whole")], int(match["per"].replace(".", ""))) if match else None


def find_grown(counted_words: str, text_before: str) -> str:
    """What grows, where it is a sum: «tốc độ tăng doanh thu», «doanh thu … đạt 5 tỷ đồng, với tốc độ tăng trưởng»."""
    grown_words = trim_words(counted_words)
    if not grown_words and fold_tones(text_before).rstrip().endswith((", với", " và", ",")):
        figures = [match for match in FIGURE.finditer(fold_tones(text_before)) if not match["percent"]]
        first_words = cut_item_label(text_before[: figures[-1].start()]) if figures else ""
        grown_words = trim_words(re.split(r"[,;:] ", first_words)[-1])
    return grown_words if _SUMS.match(fold_tones(grown_words)) else ""


def find_part_at_most(head: str, tail: str) -> str:
    """«Hồ sơ quá hạn» of «Hồ sơ quá hạn không quá 0,5% số hồ sơ»; «» where no highest share of a whole is set."""
    at_most = _AT_MOST.search(fold_tones(head))
    if at_most is None or _WHOLE_COUNT.match(fold_tones(tail)) is None:
        return ""
    counted_words = trim_words(head[: at_most.start()])
    day = _AT_DAY.search(fold_tones(counted_words))
    return counted_words[: day.start()] if day is not None else counted_words


def _find_criteria(text: str) -> str:
    """«số vụ, số người chết và số người bị thương» of «trên cả 03 tiêu chí: …», which all change; else «»."""
    criteria = _CRITERIA.search(fold_tones(text))
    return text[criteria.start("list") : criteria.end("list")].strip() if criteria is not None else ""


def join_cells(phrase: str, unit: str, level: Decimal | None) -> str:
    """A row of a table, «Khoa dùng bệnh án điện tử | % | 72 | ≥ 85», as a clause: its name, the level, its unit."""
    name, *cells = (cell.strip() for cell in phrase.split("|"))
    printed_levels = [cell for cell in cells if FIGURE.fullmatch(cell.lstrip("≥≤<> ").rstrip("% ")) is not None]
    if not name or not printed_levels:
        return phrase
    wanted_cells = [cell for cell in printed_levels if parse_number(cell.strip("≥≤<>% ")) == level]
    return f"{name} {(wanted_cells or printed_levels)[-1].rstrip('% ')}{'%' if unit.startswith('%') else f' {unit}'}"


def move_place_forward(head: str, tail: str, text_before: str) -> tuple[str, str]:
    """«Tỷ lệ rác được thu gom đạt 98% tại phường [và 92% tại xã]»: the place with the words before the number."""
    head_words = trim_words(head)
    if _PLACE_ALONE.fullmatch(fold_tones(tail)) is None or not (head_words or "%" in text_before):
        return head, tail
    return (f"{head_words} {tail}" if head_words else tail), ""


def cut_former_level(phrase: str) -> str:
    """«Thời gian chờ khám 92 phút ≤ 75 phút», a row of a table, without the level of before."""
    match = _FORMER_LEVEL.search(phrase)
    return f"{phrase[: match.start()]}{phrase[match.end() :]}" if match is not None else phrase


def is_equal_number(head: str) -> bool:
    """Whether the number says in things what the figure before says in percent: «22,45% (tương đương 520 hộ)»."""
    return _EQUAL.match(fold_tones(head.strip())) is not None


def blank_brackets(text: str) -> str:
    """With spaces for what stands in brackets, where words stand behind them: «40 sản phẩm (06 sản phẩm 4 sao), »."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def find_last_amount(folded_before: str) -> re.Match[str] | None:
    """The last figure that counts something: a percentage or a number of things, no year and no date."""
    return next(reversed(list_amounts(folded_before)), None)


def _is_year(text: str, start: int) -> bool:
    return any(_YEAR.match(text, start - len(lead)) for lead in ("năm ", "/") if text.endswith(lead, 0, start))


def list_amounts(folded_before: str) -> list[re.Match[str]]:
    return [
        match
        for match in FIGURE.finditer(folded_before)
        if (match["percent"] or _NOUN_AFTER.match(folded_before[match.end() :]))
        and not _is_year(folded_before, match.start())
    ]


def _name_with_topic(rate_words: str, text_before: str) -> str:
    """«mắc» below «2.2 Tay chân miệng:» with what it is of; any longer rate_words as it is."""
    if len(rate_words.split()) > 2 or not rate_words:
        return rate_words
    topic = _TOPIC.search(text_before)
    return (
        f"{rate_words} {topic['topic'][:1].lower()}{topic['topic'][1:].strip()}"
        if topic is not None and not is_heading(topic["topic"])
        else rate_words
    )


def lead_in(head: str, tail: str, text_before: str, *, percent: bool = False) -> tuple[str, str]:
    """The words before and after the number, with those before the target where it is quoted from its number on."""
    if trim_opening(head) and not CHANGE_BEFORE.fullmatch(fold_tones(head)):
        return head, tail
    verb = None if percent or trim_opening(head) else _VERB_OF_LIST.search(text_before)
    if (
        verb is not None
        and _LEVEL_OF_AMOUNT.search(verb["verb"]) is None
        and fold_tones(tail).startswith(f"{fold_tones(verb['unit'])} ")
    ):
        return trim_words(cut_item_label(verb["verb"])), tail  # «Trồng mới 40 ha chè và [25 ha mắc ca]»
    lead = find_lead_before(text_before, percent=percent)
    lower = fold_tones(lead)
    is_needed = (
        CHANGE_BEFORE.search(lower) is not None
        or len(COMPARED_WITH.sub("", tail).split()) < 2
        or RATE.match(lower) is not None
    )
    return (f"{lead} {head}".strip() if lead and (is_needed or not percent) else head), tail


def join_lead(phrase: str, text_before: str) -> tuple[str, str]:
    """«[100% hồ sơ]» behind «…; xử lý » → «xử lý 100% hồ sơ»: with all words of its clause that lead to its number."""
    if not text_before.strip() or _CLAUSE_IS_OVER.search(text_before) or not _NUMBER_FIRST.match(phrase):
        return phrase, text_before
    if _INTRODUCES.search(text_before) and _WHOLE_SHARE.match(phrase):  # «Hội phấn đấu [97% chi hội đạt vững mạnh]»
        return phrase, text_before
    start = _find_start_of_clause(text_before)
    if start is None:
        return phrase, text_before
    start = next((match.end() for match in reversed([*_PART_OPENS.finditer(text_before, start)])), start)
    lead = cut_item_label(text_before[start:].strip())
    return (f"{lead} {phrase}", text_before[:start]) if lead else (phrase, text_before)


def _find_start_of_clause(text: str) -> int | None:
    """Where the last clause of the text begins; None where a number stands in it that is no level of before."""
    end = len(text)
    figures = FIGURE.finditer(text)
    shares = [match.end() for match in figures if match["percent"] or POINTS.match(text, match.end()) is not None]
    rates = [match.start("rate") for match in _RATE_OPENS.finditer(text, shares[-1] if shares else 0)]
    if rates:  # «Tỷ lệ phụ nữ được tầm soát ít nhất 4 loại bệnh, tật [đạt 58%]»
        return rates[-1]
    for amount in reversed(list_amounts(fold_tones(text))):
        if (boundary := _find_boundary(text, amount.end(), end)) is not None:
            return boundary
        if _MOVES_ON.fullmatch(fold_tones(text[amount.end() : end])) is None:
            return None
        end = amount.start()
    stops = [match.end() for match in _STOP.finditer(text, 0, end)]
    return stops[-1] if stops else 0


def _find_boundary(text: str, start: int, end: int) -> int | None:
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    start = stops[-1] if stops else start
    commas = [match.end() for match in _COMMA.finditer(text, start, end)]
    if commas and _SHARE_IN.fullmatch(text, commas[-1], end):  # «60 xã, phường có thư viện, chiếm »
        return commas[-1]
    return next(iter((*stops[-1:], *commas[:1])), None)


def title_short(counted_words: str, text_before: str) -> str:
    """«Tốt» below «Kết quả rèn luyện: Tốt 80%, Khá 17%» with its title."""
    title = find_title_before(text_before) if len(counted_words.split()) <= _SHORT else ""
    return f"{title} {counted_words}" if title and counted_words else counted_words


def _title_value(name: str, text_before: str) -> str:
    """«nam», «nữ» of «Chiều cao trung bình của thanh niên: nam 169 cm, nữ 158 cm» with the title."""
    title = _TITLE_OF_VALUES.search(text_before) if len(name.split()) < _SHORT else None
    return f"{title['title'].strip()}: {name}" if title is not None else name


def _title_each(numerator: str, text_before: str) -> str:
    """«Phiên tòa rút kinh nghiệm: mỗi kiểm sát viên 2 phiên»: what there is so many of for each."""
    title = _TITLE_RIGHT_BEFORE.search(text_before)
    is_short = len(numerator.split()) < _SHORT and title is not None and not is_heading(title["title"])
    return title["title"].strip() if title is not None and is_short else numerator


def name_fully(measure: TargetMeasure, text_before: str, text_behind: str) -> TargetMeasure:
    """With the title above a rate or a value, and with all that changes alike; others as they are."""
    name = measure.numerator
    if measure.kind is MeasureKind.RATE:
        name = _title_each(name, text_before) if measure.per == 1 else _name_with_topic(name, text_before)
    elif measure.kind is MeasureKind.VALUE and RANK_FIRST.match(fold_tones(name)):
        name = f"{find_lead_before(text_before)} {name}".strip()
    elif measure.kind is MeasureKind.VALUE:
        name = _title_value(name, text_before)
    elif measure.kind is MeasureKind.CHANGE:
        name = f"{name} {_find_criteria(text_behind)}".strip()
    elif measure.kind is MeasureKind.SHARE and not measure.denominator and _OVERDUE.match(fold_tones(name)):
        debt = find_amount_before(
            f"{_GROWN_SINCE.sub('', text_before.rstrip(' ,;'))},"
        )  # «Dư nợ X đạt 850 tỷ đồng; [tỷ lệ nợ quá hạn …]»
        measure = replace(measure, denominator=debt) if _DEBT.match(fold_tones(debt)) else measure
    return replace(measure, numerator=name)


def find_amount_before(text_before: str) -> str:
    """What the clause right before counts, «đàn bò» of «đàn bò đạt 32.000 con, [tăng 5%]»; «» where it is nothing."""
    amount = _AMOUNT_BEFORE.search(cut_item_label(text_before.strip()))
    if amount is None:
        return ""
    is_level = _LEVEL_OF_AMOUNT.search(amount["name"]) is not None
    things = MAGNITUDE_WORDS.sub("", amount["things"].strip())
    name = trim_words(cut_years(amount["name"])) if is_level or _MEASURES.fullmatch(fold_tones(things)) else ""
    return re.sub(r"^(?:đón|phấn đấu|năm 20\d\d,) ", "", name) or ("" if MONEY_UNIT.match(things) else things)


def cut_deadline(counted_words: str) -> str:
    """«xã có kho trước 30/8/2026» → «xã có kho»."""
    match = _DEADLINE.search(fold_tones(counted_words))
    return counted_words[: match.start()] if match is not None else counted_words
