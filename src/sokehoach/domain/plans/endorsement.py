"""The end of an official document: recipients and signature (NĐ 30/2020, Phụ lục I, mục II.7 and II.9)."""

import re

from sokehoach.domain.plans.letters import join_letters
from sokehoach.domain.plans.passages import CAPITALS, fold_passage
from sokehoach.domain.plans.rows import split_columns, split_segments

_CLOSING_LENGTH = 4000  # characters that contain the block
_SIGNATURE = 600  # characters of the signature
_LEFTMOST = 20  # characters before the second of two columns
SIGNING = re.compile(rf"(?:TM\.|T/M\.?|KT\.|TL\.|TUQ\.|Q\.) ?[{CAPITALS}]{{2}}")
_OFFICES = (
    r"CHỦ TỊCH|THỦ TƯỚNG|CHỦ NHIỆM|TỔNG THANH TRA|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|"
    r"VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHỈ HUY TRƯỞNG|THỐNG ĐỐC|BÍ THƯ|TRƯỞNG \w+|CHÁNH \w+|TRƯỞNG"
)
OFFICE = re.compile(rf"(?:PHÓ )?(?:{_OFFICES})\b(?: THƯỜNG TRỰC)?")
_PART = rf"[{CAPITALS}][^\W\d_{CAPITALS}]*(?![{CAPITALS}])"
_NAME = re.compile(rf"(?<!\w){_PART}(?: {_PART}){{1,5}}(?!\w)")
_RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)|(?:[A-Z]{2,4}\.)+|TS|ThS|BS(?:CK)?I*|PGS|GS|Đã ký|\(Đã ký\))[. ]*"
)
# What signing software prints over a signature: «Người ký: …», «Email: …», «Thời gian ký: …».
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Thời gian ký|Ngày ký|Cơ quan|Tổ chức|Chức vụ|Email|E-mail|Digitally signed|DN|Date"
    r"|Signature)\s?:[^\n]*|(?<!\S)[^\s@]{1,80}@[^\s@]{1,120}",
    re.IGNORECASE,
)
RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*:?|Nơi (?:nhân|gửi)\s*:")
_FILED = re.compile(r"(?:^|[-+;|])\s{0,80}L[ưƯ][uU]\b|^\s{0,80}(?:PHỤ LỤC|KẾ HOẠCH)", re.MULTILINE)
_BULLET = re.compile(r"(?:(?:^|\n|;|:)\s{0,80}[-–•]|;\s{0,80}\+)(?=\s|[^\W\d_])")
_ITEM = re.compile(r"\s{0,80}(?:[-–•+]|Nơi nhận|NƠI NHẬN)")
# Parts of the signature on a recipient's line, if a conversion merged the two columns.
_RUN_IN = re.compile(rf"(?:^|\s)(?:TM\.|T/M|KT\.|TL\.|TUQ\.|(?:PHÓ )?(?:{_OFFICES})\b)[{CAPITALS} .,-]*$", re.MULTILINE)


def find_signer(closing: str) -> str | None:
    """The name below the signer's office."""
    closing = _split_closing(join_letters(_STAMP.sub("", closing[:_CLOSING_LENGTH])))[1]
    signing = SIGNING.search(closing) or OFFICE.search(closing)
    if signing is None:
        return None
    block = closing[signing.start() : signing.start() + _SIGNATURE]
    offices = [office.end() for office in OFFICE.finditer(block)] or [0]
    # «Trưởng đoàn», the name, and below it the office that the person holds: the first place with a name counts.
    return next((name for end in (offices[-1], offices[0]) if (name := _find_name(block[end:])) is not None), None)


def _find_name(text: str) -> str | None:
    """The first name alone on its line, of two side by side the right one, who leads; else the first in the text."""
    kept_lines = [
        line
        for line in re.sub(r"[|*#_]", " ", text).split("\n")
        if not (_ITEM.match(line) or line.rstrip().endswith(";"))
    ]
    for line in kept_lines:
        columns = [_RANK.sub("", segment) for _, segment in split_segments(line)]
        if columns and all(_NAME.fullmatch(column) for column in columns):
            return columns[-1]
    folded_lines = [_RANK.sub("", fold_passage(line).text) for line in kept_lines]
    alone = next((line for line in folded_lines if _NAME.fullmatch(line)), None)
    if alone is not None:
        return alone
    match = _NAME.search(_RANK.sub("", " ".join(folded_lines)))
    return match[0] if match else None


def list_recipients(closing: str) -> list[str]:
    """The lines under «Nơi nhận», without dashes and without the line «Lưu»."""
    closing = _split_closing(join_letters(closing[:_CLOSING_LENGTH]))[0]
    start = RECIPIENTS.search(closing)
    if start is None:
        return []
    rest = closing[start.end() : start.end() + _CLOSING_LENGTH]
    signing = SIGNING.search(rest)
    if signing is not None and _BULLET.search(rest, signing.end(), signing.end() + _SIGNATURE) is None:
        rest = rest[: signing.start()]
    stop = _FILED.search(rest)
    text = _RUN_IN.sub("", rest[: stop.start()] if stop else rest)
    parts = _BULLET.split(text) if _BULLET.search(text) else text.split("\n")
    names = (re.sub(r"\s{0,9};\s{0,9}(?=\()", " ", fold_passage(part).text).strip(" ;,.|-") for part in parts)
    return [name for name in names if name]


def _split_closing(closing: str) -> tuple[str, str]:
    """The text of the recipients and that of the signature; the same text if one follows the other."""
    lines = closing.split("\n")
    for at, line in enumerate(lines):
        if RECIPIENTS.search(line) is None:
            continue
        for nearby_line in lines[max(0, at - 2) : at + 3]:
            segments = [
                segment
                for segment in split_segments(nearby_line)
                if SIGNING.match(segment[1]) or OFFICE.match(segment[1])
            ]
            if segments and segments[0][0] > _LEFTMOST:
                recipient_lines, signature_lines = split_columns(lines, segments[0][0])
                return "\n".join(recipient_lines), "\n".join(signature_lines)
    return closing, closing
