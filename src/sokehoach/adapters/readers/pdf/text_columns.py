"""Read two-column parts of a page: the head («ỦY BAN … | CỘNG HÒA …») and the foot («Nơi nhận | chữ ký»).

NĐ 30/2020, Phụ lục I: tên cơ quan beside Quốc hiệu (ô 1 and 2), nơi nhận beside the signature (ô 9 and 7)."""

import re

from sokehoach.adapters.readers.pdf.text_rows import TextRow
from sokehoach.adapters.readers.pdf.text_words import PrintedWord

_MOTTO = re.compile(r"(?:CỘNG|ĐẢNG)$")
_MOTTO_ROW = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT")
_DATE = re.compile(r"ngày.{0,40}tháng.{0,40}năm", re.IGNORECASE)
_KIND = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|QUYẾT ĐỊNH|BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|CHỈ THỊ)\b")
_RECIPIENTS = re.compile(r"N(?:ơi|ƠI)$")
_RECIPIENTS_ROW = re.compile(r"N(?:ơi nhận|ƠI NHẬN)\s*:?")
_SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.|T/M|(?:CHỦ|GIÁM|BỘ|THỨ|CỤC|VIỆN|HIỆU|CHÁNH|PHÓ|TRƯỞNG)$")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b")
_MAX_HEAD_ROWS = 10
_MIN_GUTTER = 6.0  # points between two columns


def read_head(rows: list[TextRow]) -> tuple[list[str], int] | None:
    """Return the lines of the head, left column first, and their number of rows; None if the rows begin
    with no head.
    """
    motto = next((row for row in rows[:5] if _MOTTO_ROW.search(row.text)), None)
    if motto is None:
        return None
    first = next(page_word for page_word in motto.words if _MOTTO.match(page_word.text))
    row_below = rows[rows.index(motto) + 1 :][:1]  # «Độc lập - Tự do - Hạnh phúc», narrower and under it
    left_of = [
        page_word.x1 for row in rows[: rows.index(motto) + 1] for page_word in row.words if page_word.x1 < first.x0
    ]
    edge = max(left_of, default=0.0)
    gutter = (edge + first.x0) / 2 if edge else first.x0 - _MIN_GUTTER
    if not edge and not any(page_word.x1 < gutter for row in row_below for page_word in row.words):
        return None  # the motto is alone in the middle: no columns
    row_count = 0
    for row_count, row in enumerate(rows[: _MAX_HEAD_ROWS + 1]):
        if _KIND.match(row.text) or row_count == _MAX_HEAD_ROWS:
            break
        if _DATE.search(row.text):
            row_count += 1
            break
    if any(_crosses_gutter(row, gutter) for row in rows[:row_count]):
        return [row.text for row in rows[:row_count]], row_count  # name and motto are stacked
    return _read_columns(rows[:row_count], gutter), row_count


def begins_head(rows: list[TextRow], index: int) -> bool:
    """Return whether a second document («… ban hành kèm theo») begins at this row, at the top of a page."""
    return rows[index].page != rows[index - 1].page and read_head(rows[index : index + _MAX_HEAD_ROWS + 1]) is not None


def find_foot(rows: list[TextRow]) -> int | None:
    """Return the row at which the foot begins: that of «Nơi nhận», or of the signature if that is higher."""
    index = next((index for index, row in enumerate(rows) if _RECIPIENTS_ROW.search(row.text)), None)
    if index is None or not any(_RECIPIENTS.match(page_word.text) for page_word in rows[index].words):
        return None
    start = next(page_word for page_word in rows[index].words if _RECIPIENTS.match(page_word.text)).x0
    while index and rows[index - 1].page == rows[index].page and _is_signature(rows[index - 1], rows[index], start):
        index -= 1
    return index


def _is_signature(row: TextRow, next_row: TextRow, start: float) -> bool:
    return row.base - next_row.base < 2.5 * row.size and row.x0 > start + 8 * row.size and row.text.isupper()


def read_foot(rows: list[TextRow]) -> tuple[list[str], int]:
    """Return the lines of the foot at the beginning of the rows, recipients first, and their number of rows."""
    row_count = 1
    while row_count < len(rows) and not _APPENDIX.match(rows[row_count].text) and not _KIND.match(rows[row_count].text):
        row_count += 1
    # As many rows as leave one vertical strip free: below the foot a row may span the whole page.
    gutter = next((gap for limit in range(row_count, 1, -1) if (gap := _find_gutter(rows[:limit])) is not None), None)
    if gutter is None:
        return [row.text for row in rows[:row_count]], row_count
    end = next((index for index in range(1, row_count) if _crosses_gutter(rows[index], gutter)), row_count)
    return _read_columns(rows[:end], gutter), end


def _find_gutter(rows: list[TextRow]) -> float | None:
    """Return the middle of a vertical strip before the signature that contains no word."""
    signature = next(
        (page_word.x0 for row in rows for page_word in row.words if _SIGNATURE.match(page_word.text)), None
    )
    best: tuple[float, float] | None = None
    end = None
    for x0, x1 in sorted((page_word.x0, page_word.x1) for row in rows for page_word in row.words):
        if signature is not None and x0 > signature:
            break
        if (
            end is not None
            and x0 - end >= _MIN_GUTTER
            and (signature is not None or best is None or x0 - end > best[0])
        ):
            best = (x0 - end, (x0 + end) / 2)
        end = max(end or 0.0, x1)
    return best[1] if best else None


def _crosses_gutter(row: TextRow, gutter: float) -> bool:
    """Return whether a row spans both columns: a word in the gap, or only a plain space between both sides."""
    left_words, right_words = _split_words(row.words, gutter)
    if any(page_word.x0 < gutter < page_word.x1 for page_word in row.words):
        return True
    return bool(left_words and right_words) and right_words[0].x0 - left_words[-1].x1 < 0.5 * row.size


def _read_columns(rows: list[TextRow], gutter: float) -> list[str]:
    left_lines: list[str] = []
    right_lines: list[str] = []
    for row in rows:
        for column_words, lines in zip(_split_words(row.words, gutter), (left_lines, right_lines), strict=True):
            if column_words:
                lines.append(TextRow(row.page, column_words).text)
    return [*left_lines, "", *right_lines] if left_lines and right_lines else left_lines + right_lines


def _split_words(row_words: list[PrintedWord], gutter: float) -> tuple[list[PrintedWord], list[PrintedWord]]:
    left_words = [page_word for page_word in row_words if (page_word.x0 + page_word.x1) / 2 < gutter]
    return left_words, [page_word for page_word in row_words if (page_word.x0 + page_word.x1) / 2 >= gutter]
