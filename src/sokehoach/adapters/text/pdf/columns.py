"""Where a page stands in two columns: the head («ỦY BAN … | CỘNG HÒA …») and the foot («Nơi nhận | chữ ký»).

NĐ 30/2020, Phụ lục I: tên cơ quan beside Quốc hiệu (ô 1 and 2), nơi nhận beside the signature (ô 9 and 7).
"""

import re

from sokehoach.adapters.text.pdf.rows import Row
from sokehoach.adapters.text.pdf.words import Word

_MOTTO = re.compile(r"(?:CỘNG|ĐẢNG)$")
_MOTTO_ROW = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT")
_DATE = re.compile(r"ngày.{0,40}tháng.{0,40}năm", re.IGNORECASE)
_KIND = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|QUYẾT ĐỊNH|BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|CHỈ THỊ)\b"
)
_RECIPIENTS = re.compile(r"N(?:ơi|ƠI)$")
_RECIPIENTS_ROW = re.compile(r"N(?:ơi nhận|ƠI NHẬN)\s*:?")
_SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.|T/M|(?:CHỦ|GIÁM|BỘ|THỨ|CỤC|VIỆN|HIỆU|CHÁNH|PHÓ|TRƯỞNG)$")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b")
_HIGHEST_HEAD = 10  # rows
_NARROWEST = 6.0  # points between two columns


def head(rows: list[Row]) -> tuple[list[str], int] | None:
    """The lines of the head, left column first, and how many rows they took; None where the rows begin with none."""
    motto = next((row for row in rows[:5] if _MOTTO_ROW.search(row.text)), None)
    if motto is None:
        return None
    first = next(word for word in motto.words if _MOTTO.match(word.text))
    below = rows[rows.index(motto) + 1 :][:1]  # «Độc lập - Tự do - Hạnh phúc», narrower and under it
    left_of = [word.x1 for row in rows[: rows.index(motto) + 1] for word in row.words if word.x1 < first.x0]
    edge = max(left_of, default=0.0)
    gutter = (edge + first.x0) / 2 if edge else first.x0 - _NARROWEST
    if not edge and not any(word.x1 < gutter for row in below for word in row.words):
        return None  # the motto stands alone in the middle: rows of their own
    taken = 0
    for taken, row in enumerate(rows[: _HIGHEST_HEAD + 1]):
        if _KIND.match(row.text) or taken == _HIGHEST_HEAD:
            break
        if _DATE.search(row.text):
            taken += 1
            break
    if any(_crosses(row, gutter) for row in rows[:taken]):
        return [row.text for row in rows[:taken]], taken  # one above the other
    return _side_by_side(rows[:taken], gutter), taken


def begins_head(rows: list[Row], at: int) -> bool:
    """Whether a second document («… ban hành kèm theo») begins on top of a page at this row."""
    return rows[at].page != rows[at - 1].page and head(rows[at : at + _HIGHEST_HEAD + 1]) is not None


def foot_at(rows: list[Row]) -> int | None:
    """The row at which the foot begins: that of «Nơi nhận», or of the signature where it stands higher."""
    at = next((at for at, row in enumerate(rows) if _RECIPIENTS_ROW.search(row.text)), None)
    if at is None or not any(_RECIPIENTS.match(word.text) for word in rows[at].words):
        return None
    start = next(word for word in rows[at].words if _RECIPIENTS.match(word.text)).x0
    while at and rows[at - 1].page == rows[at].page and _is_signature(rows[at - 1], rows[at], start):
        at -= 1
    return at


def _is_signature(row: Row, below: Row, start: float) -> bool:
    return row.base - below.base < 2.5 * row.size and row.x0 > start + 8 * row.size and row.text.isupper()


def foot(rows: list[Row]) -> tuple[list[str], int]:
    """The lines of the foot that the rows begin with, recipients first, and how many rows they took."""
    taken = 1
    while taken < len(rows) and not _APPENDIX.match(rows[taken].text) and not _KIND.match(rows[taken].text):
        taken += 1
    # As many rows as leave one strip free: below the foot a row may run over the whole page.
    gutter = next((gap for most in range(taken, 1, -1) if (gap := _gap(rows[:most])) is not None), None)
    if gutter is None:
        return [row.text for row in rows[:taken]], taken
    whole = next((at for at in range(1, taken) if _crosses(rows[at], gutter)), taken)
    return _side_by_side(rows[:whole], gutter), whole


def _gap(rows: list[Row]) -> float | None:
    """The middle of the strip before the signature that no word of the rows stands in."""
    signature = next((word.x0 for row in rows for word in row.words if _SIGNATURE.match(word.text)), None)
    best: tuple[float, float] | None = None
    end = None
    for x0, x1 in sorted((word.x0, word.x1) for row in rows for word in row.words):
        if signature is not None and x0 > signature:
            break
        if (
            end is not None
            and x0 - end >= _NARROWEST
            and (signature is not None or best is None or x0 - end > best[0])
        ):
            best = (x0 - end, (x0 + end) / 2)
        end = max(end or 0.0, x1)
    return best[1] if best else None


def _crosses(row: Row, gutter: float) -> bool:
    """A row that runs over both columns: a word in the gap, or words on both sides with a plain space between."""
    left, right = _parted(row.words, gutter)
    if any(word.x0 < gutter < word.x1 for word in row.words):
        return True
    return bool(left and right) and right[0].x0 - left[-1].x1 < 0.5 * row.size


def _side_by_side(rows: list[Row], gutter: float) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        for words, lines in zip(_parted(row.words, gutter), (left, right), strict=True):
            if words:
                lines.append(Row(row.page, words).text)
    return [*left, "", *right] if left and right else left + right


def _parted(words: list[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    left = [word for word in words if (word.x0 + word.x1) / 2 < gutter]
    return left, [word for word in words if (word.x0 + word.x1) / 2 >= gutter]
