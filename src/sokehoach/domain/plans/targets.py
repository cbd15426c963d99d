"""Quantified goals: a number that must be reached, its unit and its bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.headings import about_targets, announces_targets
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span
from sokehoach.domain.text import parse_number

_NEAR = 60  # letters around a number that say what it is
_CLAUSE = 300  # letters of a clause that ends in its number
_SHORT = 8  # letters a clause must keep when its tail is cut off

_DIGITS = r"(?<![\w/.,-])(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,6})(?:,[0-9]+)?"
_NUMBER = re.compile(_DIGITS + r"(?:\s?%|(?= [^\W\d_]))")
# What is counted but is no goal: time, age, places in a text, measures of something else.
_NOT_COUNTED = re.compile(
    r"(?:tuổi|tháng|năm|ngày|giờ|phút|giây|quý|tuần|kỳ|khoản|điều|nghị quyết|cấp|bước|bên|mặt|giai đoạn|khâu|"
    r"nội dung|đến \d|gb|mb|mbps|và|hoặc|của|trên địa)(?!\w)"
)
_REFERENCE = re.compile(
    r"(?:số|điều|khoản|điểm|mục|phụ lục|năm|tháng|ngày|quý|khóa|lần thứ|giai đoạn|đề án|dự án|biểu|mẫu|"
    r"nhiệm kỳ|"
    r"khu vực|công văn|đội kiểm tra|bước|đến)\s$"
)
# Before a number without «%»: the words that make it a goal.
_GOAL = re.compile(
    r"(?:đạt|ít nhất|tối thiểu|trên|dưới|không quá|tối đa|không dưới|giảm|tăng|còn|có|phấn đấu|tổ chức|"
    r"xây dựng|"
    r"duy trì|thành lập|mỗi [^,;.]{2,25}|triển khai|hỗ trợ|đào tạo|tập huấn|trồng|từ|bình quân|khoảng|"
    r"thêm|xuống|lên|"
    r"thực hiện|phát triển|hình thành|ra mắt|mở|với|hoàn thành)\s$"
)
_COMPARED = re.compile(r"so với[^,;]{0,12}$|từ $")
_BOUND_BEFORE = tuple(
    (bound, re.compile(rf"(?:{words})\s*$"))
    for bound, words in (
        (">=", "(?:ít nhất|tối thiểu|thấp nhất)(?: là| từ| đạt| có| khoảng)?"),
        (">=", "không dưới|không ít hơn|không thấp hơn|đạt từ|≥|>="),
        ("<=", "(?:không quá|tối đa|không vượt quá|không cao hơn|không lớn hơn|không trên)(?: là)?"),
        ("<=", "dưới hoặc bằng|≤|<="),
        (">", "trên|hơn|vượt|lớn hơn|cao hơn|>"),
        ("<", "dưới|nhỏ hơn|thấp hơn|<"),
    )
)
_UPWARD = re.compile(r"(?: (?!trở)[\w/]+){0,2} trở lên")
_DOWNWARD = re.compile(r"(?: (?!trở)[\w/]+){0,2} trở xuống")
# The words that belong to a number which opens its clause («Phấn đấu có ít nhất 70% …»).
_LEADING = re.compile(
    r"(?:(?:phấn đấu|có|đạt|ít nhất|tối thiểu|trên|dưới|không dưới|không quá|tối đa|khoảng|từ|tăng thêm|"
    r"tăng|giảm|"
    r"trợ giúp[^,;.]{0,30}|cho|là|hơn|đến|thêm|bảo đảm|đảm bảo|≥|≤|>|<)\s)+$"
)
_PRESENT = re.compile(
    r"hiện nay|hiện có|hiện tại|đã đạt|tính đến|năm trước|cùng kỳ đạt|trong năm qua|kết quả năm"
)
_STRIVES = "cụ thể: phấn đấu"
_STOP = re.compile(r";|\.(?=\s|$)|(?<=\w)\s*\((?=các |trong đó|bao gồm)")
_TAIL = re.compile(
    r",? (?:nhằm|góp phần|trong đó|theo quy định|qua đó|từng bước|đồng thời|tiến tới|làm cơ sở)(?!\w)"
)
_COMMA = re.compile(r"[,;] ")
_OPENING = re.compile(r"(?:\W|và |trong đó |cụ thể:? |hằng năm, |hàng năm, |đến năm \d{4},? )*")
_CLAUSE_END = re.compile(r"[,;]|\.(?=\s|$)| và ")
_CLOSES = re.compile(r"\s*(?:$|[,;.)]|trở lên|so với|(?:và|vào|dân số|số [^,;]{0,25}$))")
_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỷ trọng|tỷ suất|số)\s[^,;%]*$")
_REACHED = re.compile(r"(?:đạt|dưới|còn|chiếm|là|tối thiểu|tăng|giảm)[^,;%]{0,24}$")
_UNIT_END = re.compile(
    r"[,;.(]| (?:được|có|đạt|và|trong|trên|tại|cho|là|của|theo|với|để|do|bị|mỗi|trở|về|phục|chất|không)(?!\w)"
)
_LONGEST_UNIT = 7  # words


@dataclass(frozen=True, slots=True)
class Target:
    """A goal; `value` with a dot as decimal sign, `unit` «%» or the counted noun, `bound` = >= <= > <."""

    path: str
    quote: str
    value: str
    unit: str
    bound: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]


def targets(found: list[Block]) -> list[Target]:
    """The goals of the part on aims; elsewhere only those that a sentence says to strive for."""
    result: list[Target] = []
    announced: tuple[str, ...] | None = (
        None  # the headings around a sentence «… các chỉ tiêu cụ thể như sau:»
    )
    for block in found:
        headings = tuple(one.path for one in block.headings)
        if announced is not None and headings[: len(announced)] != announced:
            announced = None
        if not block.readable:
            continue
        inside = announced is not None or about_targets(block)
        if announces_targets(block):
            announced = headings
        result += _of_block(block, inside=inside)
    return result


def _of_block(block: Block, *, inside: bool) -> Iterator[Target]:
    lower = block.body.lower
    striving = lower.find(_STRIVES)
    start = 0
    for stop in [match.span() for match in _STOP.finditer(lower)] + [(len(lower), len(lower))]:
        sentence = block.body.part(start, stop[0])
        start = stop[1]
        strives = sentence.lower.startswith("phấn đấu") or 0 <= striving < stop[0]
        if (inside or strives) and not _PRESENT.search(sentence.lower):
            yield from _of_sentence(block, sentence, inside=inside)


def _of_sentence(block: Block, sentence: Passage, *, inside: bool) -> Iterator[Target]:
    lower = sentence.lower
    numbers = [match for match in _NUMBER.finditer(lower) if _is_goal(lower, match)]
    chosen = [match for match in numbers if match[0].endswith("%") or not _beside_percentage(lower, match)]
    if not chosen:
        return
    leads = [_lead(lower, match.start()) for match in chosen]
    previous = 0
    for match, lead, following in zip(chosen, leads, [*leads[1:], len(lower)], strict=True):
        start, end = _clause(lower, match, lead, previous, following)
        previous = end
        percent = match[0].endswith("%")
        quote = sentence.part(start, end)
        doubts: tuple[str, ...] = ()
        if not inside:
            doubts += ("Con số nằm ngoài phần mục tiêu, chỉ tiêu: cần xem có phải chỉ tiêu phải đạt không.",)
        if not percent:
            doubts += ("Đơn vị tính được suy từ danh từ đứng sau con số: cần xem lại.",)
        yield Target(
            path=block.path,
            quote=quote.text,
            value=str(parse_number(match[0].rstrip("% "))),
            unit="%" if percent else _unit(sentence, match.end()),
            bound=_bound(lower, match),
            span=quote.span,
            likelihood=round((0.95 if percent else 0.7) - (0.0 if inside else 0.25), 2),
            doubts=doubts,
        )


def _is_goal(lower: str, match: re.Match[str]) -> bool:
    before = lower[max(0, match.start() - _NEAR) : match.start()]
    after = lower[match.end() : match.end() + _NEAR].lstrip()
    if match[0].endswith("%"):
        return _COMPARED.search(before) is None or after.startswith("trở lên")
    if _NOT_COUNTED.match(after) or _REFERENCE.search(before):
        return False
    is_year = re.fullmatch(r"(?:19|20)\d\d", match[0]) is not None
    return not is_year and _GOAL.search(before) is not None


def _beside_percentage(lower: str, match: re.Match[str]) -> bool:
    """In the clause of a percentage other numbers only describe («70% phụ nữ … ít nhất 4 loại bệnh»)."""
    end = _COMMA.search(lower, match.end())
    start = max((comma.end() for comma in _COMMA.finditer(lower, 0, match.start())), default=0)
    return "%" in lower[start : end.start() if end else len(lower)]


def _lead(lower: str, at: int) -> int:
    """Where the words that belong to the number begin."""
    lead = _LEADING.search(lower, max(0, at - _NEAR), at)
    return lead.start() if lead is not None else at


def _clause(lower: str, match: re.Match[str], lead: int, previous: int, following: int) -> tuple[int, int]:
    """The shortest clause that carries the number: «100% xã …», or «tỷ lệ … đạt 90%»."""
    before = lower[max(previous, lead - _CLAUSE) : lead]
    if re.search(r"\w{2}", before) and _closes_clause(lower, match, following):
        opening = _OPENING.match(before)
        start = lead - len(before) + (opening.end() if opening else 0)
        colon = lower.rfind(": ", start, lead)
        end = _CLAUSE_END.search(lower, match.end())
        return (colon + 2 if colon >= 0 else start), end.start() if end else len(lower)
    tail = _TAIL.search(lower, match.end() + _SHORT, following)
    clause = lower[lead : tail.start() if tail else following].rstrip(" ,")
    return lead, lead + len(clause.removesuffix(" và"))


def _closes_clause(lower: str, match: re.Match[str], following: int) -> bool:
    before = lower[max(0, match.start() - _CLAUSE) : match.start()]
    if _CLOSES.match(lower[match.end() : following]):
        return True
    return _RATE.search(before) is not None and _REACHED.search(before) is not None


def _bound(lower: str, match: re.Match[str]) -> str:
    if _UPWARD.match(lower, match.end()):
        return ">="
    if _DOWNWARD.match(lower, match.end()):
        return "<="
    before = lower[max(0, match.start() - _NEAR) : match.start()]
    return next((bound for bound, pattern in _BOUND_BEFORE if pattern.search(before)), "=")


def _unit(sentence: Passage, at: int) -> str:
    stop = _UNIT_END.search(sentence.lower, at)
    return " ".join(sentence.part(at, stop.start() if stop else None).text.split()[:_LONGEST_UNIT])
