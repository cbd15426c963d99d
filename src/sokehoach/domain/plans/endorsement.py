"""The end of an official document: recipients and signature (NĐ 30/2020, Phụ lục I, mục II.7 and II.9)."""

import re

from sokehoach.domain.plans.passages import CAPITALS, passage

_NEAR = 4000  # letters in which the block lies
SIGNING = re.compile(rf"(?:TM\.|T/M|KT\.|TL\.|TUQ\.|Q\.) ?[{CAPITALS}]{{2}}")
OFFICE = re.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|"
    r"CHỈ HUY TRƯỞNG|THỐNG ĐỐC|BÍ THƯ|TRƯỞNG \w+|CHÁNH \w+|TRƯỞNG)\b"
)
_PART = rf"[{CAPITALS}][^\W\d_{CAPITALS}]*(?![{CAPITALS}])"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{1,5}}(?!\w)")
_RANK = re.compile(r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng)|(?:[A-Z]{2,4}\.)+|TS|ThS|BS|PGS|GS)\s*")
RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*:?")
_FILED = re.compile(r"[-+\n;|]\s*L[ưƯ][uU]\b|\n\s*(?:TM\.|T/M|KT\.|TL\.|TUQ\.)|\n\s*(?:PHỤ LỤC|KẾ HOẠCH)")
_BULLET = re.compile(r"(?:^|\n|;|:)\s*[-–•](?=\s|[^\W\d_])")


def signer(closing: str) -> str | None:
    """The name under the last line of the signer's office."""
    signing = SIGNING.search(closing) or OFFICE.search(closing)
    if signing is None:
        return None
    block = closing[signing.start() : signing.start() + 600]
    below = max((office.end() for office in OFFICE.finditer(block)), default=0)
    name = passage(re.sub(r"[|*#_]", " ", block[below:])).text
    match = _NAME.search(_RANK.sub("", name, count=1))
    return match[0] if match else None


def recipients(closing: str) -> list[str]:
    """The lines under «Nơi nhận», without dashes, without the line «Lưu»."""
    start = RECIPIENTS.search(closing)
    if start is None:
        return []
    rest = closing[start.end() : start.end() + _NEAR]
    stop = _FILED.search(rest)
    text = rest[: stop.start()] if stop else rest
    pieces = _BULLET.split(text) if _BULLET.search(text) else text.split("\n")
    names = (re.sub(r"\s*;\s*(?=\()", " ", passage(piece).text).strip(" ;,.|-") for piece in pieces)
    return [name for name in names if name]
