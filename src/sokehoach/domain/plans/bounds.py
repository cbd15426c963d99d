"""Which levels of a number are reached: at least it, at most it, or it alone.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re

CONTEXT_LENGTH = 60  # characters around a number that determine what it is
_PAIR = (
    r"xã, (?:phường|thị trấn)|phường, xã|thôn, (?:bản|xóm|tổ)|cán bộ, công chức|"
    r"(?:cơ quan|phòng|khoa|sở), (?:đơn vị|ban|phòng|ngành)"
)
AND_MORE = re.compile(rf"(?: (?:{_PAIR}|(?!trở )[^\s,;.\d]+)){{0,7}} trở lên")
# «giảm từ 5% xuống 3%», «từ 10 lên 20 lớp»: the starting value is no target.
FROM = re.compile(r"từ $")
_UP_TO = re.compile(r"(?<!\w)(?:đến|lên|xuống|còn|-|–) (?:(?!trở)[^\s,;.]+ ){0,3}\d")
_AT_MOST = re.compile(r"(?:không quá|tối đa|dưới|không vượt(?: quá)?) $")
# «80% cán bộ cấp phòng trở lên», «90% học sinh xếp loại khá trở lên»: a grade, which says who of them is meant.
_GRADE = re.compile(
    r"(?<!\w)(?:cấp(?! (?:giấy|thẻ|phép|phát))|bậc|hạng|loại|mức|sao|trình độ|tuổi|từ|điểm|lớp|khối|đại học|cao đẳng|"
    r"trung cấp|sơ cấp|thạc sĩ|tiến sĩ|khá|giỏi|tốt|trung bình|trung học|phổ thông|trưởng|phó|úy|tá|chuyên viên)(?!\w)"
)
_DOWNWARD = re.compile(r"(?: (?!trở)[\w/]+){0,2} trở xuống")
_BOUND_BEFORE = tuple(
    (bound, re.compile(rf"(?:{pattern})\s*$"))
    for bound, pattern in (
        (">=", "(?:ít nhất|tối thiểu|thấp nhất)(?: là| từ| đạt| có| khoảng| cho| phải)?"),
        (">=", "không dưới|không ít hơn|không thấp hơn|đạt từ|≥|>="),
        ("<=", r"không (?:để|có|vượt|xảy ra)(?: [^\s,;.]+){0,6}? quá"),
        ("<=", "(?:không quá|tối đa|không vượt(?: quá)?|không cao hơn|không lớn hơn|không trên)(?: là)?"),
        ("<=", "dưới hoặc bằng|≤|<="),
        ("<", "dưới|nhỏ hơn|thấp hơn|ít hơn|<"),
        (">", "trên|hơn|vượt|lớn hơn|cao hơn|>"),
    )
)
_UPWARD = re.compile(rf"(?P<counted>(?: (?:{_PAIR}|(?!trở )[^\s,;.:()\d]+)){{0,7}}?) trở lên")


def find_bound(lower: str, start: int, end: int, *, percent: bool) -> str:
    """Of the number in [start, end) of a sentence: «>=», «<=», «<», «>», or «=»."""
    preceding = lower[max(0, start - CONTEXT_LENGTH) : start]
    upward = _UPWARD.match(lower, end)
    is_upward = upward is not None and _GRADE.search(upward["counted"]) is None
    is_upward = is_upward or (FROM.search(preceding) is not None and AND_MORE.match(lower, end) is not None)
    if is_upward and _AT_MOST.search(preceding) is None:
        return ">="  # «từ 70% công đoàn cơ sở trở lên», «75% hộ gia đình trở lên»
    if _DOWNWARD.match(lower, end):
        return "<="
    if FROM.search(preceding) and not percent and not _UP_TO.search(lower, end):
        return ">="  # «phát triển từ 05 mô hình»
    return next((bound for bound, pattern in _BOUND_BEFORE if pattern.search(preceding)), "=")
