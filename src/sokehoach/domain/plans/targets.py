"""Quantified goals: a number that must be reached, its unit and its bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span
from sokehoach.domain.plans.vocabulary import TARGETS, WORK
from sokehoach.domain.text import parse_number

_NUMBER = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?:\s?%|(?= [^\W\d_]))|(?<![\w/.,-])\d{1,6}(?:\s?%|(?= [^\W\d_]))"
)
# What is counted but is no goal: time, age, references, rates of something else.
_NOT_A_GOAL = re.compile(
    r"(?:tuổi|tháng|năm|ngày|giờ|phút|quý|tuần|lần|khóa|điểm|khoản|điều|nghị quyết|cấp|bước|đợt|bên|mặt|giai đoạn|khâu|nhóm|nội dung|"
    r"đến \d|gb|mb|mbps|và|hoặc|của|trên địa|kỳ|ngày/|giây)(?!\w)"
)
_REFERENCE = re.compile(
    r"(?:số|điều|khoản|điểm|mục|phụ lục|năm|tháng|ngày|quý|khóa|lần thứ|giai đoạn|đề án|dự án|biểu|mẫu|nhiệm kỳ|khu vực|công văn|đội kiểm tra|bước|đến)\s$"
)
_GOAL_WORD = re.compile(
    r"(?:đạt|ít nhất|tối thiểu|trên|dưới|không quá|tối đa|không dưới|giảm|tăng|còn|có|phấn đấu|tổ chức|xây dựng|duy trì|thành lập|mỗi [^,;.]{2,25}|"
    r"triển khai|hỗ trợ|đào tạo|tập huấn|trồng|từ|bình quân|khoảng|thêm|xuống|lên|thực hiện|phát triển|hình thành|ra mắt|mở|với|hoàn thành)\s$"
)
_BOUNDS = (
    (">=", re.compile(r"(?:ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|đạt từ|≥|>=|tối thiểu từ|thấp nhất)(?: là| đạt| có| khoảng)?\s*$")),
    ("<=", re.compile(r"(?:không quá|tối đa|không vượt quá|không cao hơn|không lớn hơn|không trên|dưới hoặc bằng|≤|<=)(?: là)?\s*$")),
    (">", re.compile(r"(?:trên|hơn|vượt|lớn hơn|cao hơn|>)\s*$")),
    ("<", re.compile(r"(?:dưới|nhỏ hơn|thấp hơn|<)\s*$")),
)  # fmt: skip
_UPWARD = re.compile(r"(?: (?!trở)[\w/]+){0,2} trở lên")
_DOWNWARD = re.compile(r"(?: (?!trở)[\w/]+){0,2} trở xuống")
_LEADING = re.compile(
    r"(?:(?:phấn đấu|có|đạt|ít nhất|tối thiểu|trên|dưới|không dưới|không quá|tối đa|khoảng|từ|trợ giúp[^,;.]{0,30}|tăng thêm|tăng|giảm|cho|là|hơn|đến|thêm|bảo đảm|đảm bảo|≥|≤|>|<)\s)+$"
)
_PRESENT = re.compile(
    r"hiện nay|hiện có|hiện tại|đã đạt|tính đến|năm trước|cùng kỳ đạt|trong năm qua|kết quả năm"
)
_STOP = re.compile(r";|\.(?=\s|$)|(?<=\w)\s*\((?=các |trong đó|bao gồm)")
_TAIL = re.compile(
    r",? (?:nhằm|góp phần|trong đó|theo quy định|qua đó|từng bước|đồng thời|tiến tới|làm cơ sở)(?!\w)"
)
_UNIT_END = re.compile(
    r"[,;.(]| (?:được|có|đạt|và|trong|trên|tại|cho|là|của|theo|với|để|do|bị|mỗi|trở|về|phục|chất|không)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A goal. `value` has a dot as decimal sign; `unit` is «%» or the counted noun; `bound` one of = >= <= > <."""

    path: str
    quote: str
    value: str
    unit: str
    bound: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]


def targets(found: list[Block]) -> list[Target]:
    """The goals of the part on aims; elsewhere only percentages a sentence says to strive for."""
    result: list[Target] = []
    opened: tuple[str, ...] | None = None  # headings below a sentence «… các chỉ tiêu cụ thể như sau:»
    for block in found:
        headings = tuple(one.path for one in block.headings)
        if opened is not None and headings[: len(opened)] != opened:
            opened = None
        inside = opened is not None or _about_targets(block)
        if block.introduces and not block.numbered and TARGETS.search(block.body.lower[-80:]):
            opened = headings
        result += _in_block(block, inside=inside)
    return result


def _about_targets(block: Block) -> bool:
    titles = [one.title.lower for one in (*block.headings, block) if one.numbered]
    for title in reversed(titles):
        if len(title) > 160:
            continue
        if TARGETS.search(title):
            return WORK.search(title) is None or title.startswith(
                ("mục tiêu", "các mục tiêu", "chỉ tiêu", "các chỉ tiêu")
            )
        if WORK.search(title) and title is not titles[-1]:
            return False
    return False


def _in_block(block: Block, *, inside: bool) -> Iterator[Target]:
    text = block.body
    for start, end in _sentences(text.lower):
        sentence = text.part(start, end)
        strives = re.search(r"phấn đấu", text.lower[:end]) is not None and "cụ thể: phấn đấu" in text.lower
        if not inside and not (strives or sentence.lower.startswith("phấn đấu")):
            continue
        if _PRESENT.search(sentence.lower):
            continue
        yield from _in_sentence(block, sentence, inside=inside)


def _sentences(lower: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(lower):
        yield start, stop.start()
        start = stop.end()
    yield start, len(lower)


def _in_sentence(block: Block, sentence: Passage, *, inside: bool) -> Iterator[Target]:
    lower = sentence.lower
    numbers = [match for match in _NUMBER.finditer(lower) if _is_goal(lower, match)]
    percents = [match for match in numbers if match[0].endswith("%")]
    chosen = percents or numbers
    edges = [_lead(lower, match) for match in chosen]
    previous_end = 0
    for at, match in enumerate(chosen):
        following = edges[at + 1] if at + 1 < len(chosen) else len(lower)
        start, end = _quote(lower, match, edges[at], previous_end, following)
        quote = sentence.part(start, end)
        previous_end = end
        digits = match[0].rstrip("% ").strip()
        try:
            value = str(parse_number(digits))
        except ValueError:
            continue
        whole = value.split(".")[0].lstrip("0") or "0"
        value = whole + ("." + value.split(".")[1] if "." in value else "")
        percent = match[0].endswith("%")
        doubts = (
            ()
            if inside
            else ("Con số nằm ngoài phần mục tiêu, chỉ tiêu: cần xem có phải là chỉ tiêu phải đạt không.",)
        )
        if not percent:
            doubts += ("Đơn vị tính được suy từ danh từ đứng sau con số: cần xem lại.",)
        yield Target(
            block.path, quote.text, value, "%" if percent else _unit(sentence, match.end()), _bound(lower, match),
            quote.span, (0.95 if percent else 0.7) - (0.0 if inside else 0.25), doubts,
        )  # fmt: skip


def _is_goal(lower: str, match: re.Match[str]) -> bool:
    before, after = lower[max(0, match.start() - 30) : match.start()], lower[match.end() :].lstrip()
    if match[0].endswith("%"):
        return re.search(r"so với[^,;]{0,12}$|từ $", before) is None or "trở lên" in after[:12]
    if _NOT_A_GOAL.match(after) or (_REFERENCE.search(before) and not before.endswith(("đạt từ ", "đến "))):
        return False
    if len(match[0].strip()) == 4 and match[0].startswith(("19", "20")):
        return False
    return _GOAL_WORD.search(before) is not None


def _lead(lower: str, match: re.Match[str]) -> int:
    """Where the words that belong to the number («phấn đấu ít nhất …») begin."""
    lead = _LEADING.search(lower, max(0, match.start() - 60), match.start())
    return lead.start() if lead is not None else match.start()


def _quote(lower: str, match: re.Match[str], lead: int, previous_end: int, following: int) -> tuple[int, int]:
    """The shortest clause that carries the number."""
    if (
        match.end() - previous_end > 12
        and re.search(r"\w{2,}", lower[previous_end:lead])
        and _is_last(lower, match, following)
    ):
        opening = re.match(
            r"(?:\W|và |trong đó |cụ thể:? |hằng năm, |hàng năm, |đến năm \d{4},? )*",
            lower[previous_end:lead],
        )
        start = previous_end + (opening.end() if opening else 0)
        colon = lower.rfind(": ", start, lead)
        return (colon + 2 if colon >= 0 else start), _last_end(lower, match)
    end = following
    tail = _TAIL.search(lower, match.end(), end)
    if tail is not None and tail.start() - match.end() > 8:
        end = tail.start()
    text = lower[lead:end].rstrip(" ,")
    joined = re.search(r" và$|,$", text)
    return lead, lead + (joined.start() if joined else len(text))


def _is_last(lower: str, match: re.Match[str], following: int) -> bool:
    """The number closes its clause («tỷ lệ … đạt 90%») instead of opening it («100% xã …»)."""
    after = lower[match.end() : following]
    return re.match(
        r"\s*(?:$|[,;.)]|trở lên|so với|(?:và|vào|dân số|số [^,;]{0,25}$))", after
    ) is not None or (
        re.search(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỷ trọng|tỷ suất|số)\s[^,;%]*$", lower[: match.start()]) is not None
        and re.search(r"(?:đạt|dưới|còn|chiếm|là|tối thiểu|tăng|giảm)[^,;%]{0,24}$", lower[: match.start()])
        is not None
    )


def _last_end(lower: str, match: re.Match[str]) -> int:
    stop = re.search(r"[,;]|\.(?=\s|$)| và ", lower[match.end() :])
    return match.end() + stop.start() if stop else len(lower)


def _bound(lower: str, match: re.Match[str]) -> str:
    if _UPWARD.match(lower, match.end()):
        return ">="
    if _DOWNWARD.match(lower, match.end()):
        return "<="
    before = lower[: match.start()]
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "=")


def _unit(sentence: Passage, at: int) -> str:
    stop = _UNIT_END.search(sentence.lower, at)
    unit = sentence.part(at, stop.start() if stop else None).text
    return " ".join(unit.split()[:7])
