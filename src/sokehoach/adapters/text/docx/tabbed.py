"""Split a letterhead or closing part set with tabs or spaces into columns, read one after the other."""

import re

_GAP = re.compile(r"\t+| {4,}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_DAY = re.compile(r",\s*ngày\b.{0,40}\btháng\b", re.IGNORECASE)
_RIGHT = re.compile(rf"Độc lập\s*[-–]|[^,]{{2,40}}{_DAY.pattern}", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N(?:ơi nhận|ƠI NHẬN)\s*:?")
_LISTED = re.compile(r"\s*[-–+•]\s?\S|\s*Lưu\b")
_HEAD_SEARCH_BLOCKS = 6  # the head begins within so many blocks
_MAX_HEAD_BLOCKS, _MAX_FOOT_BLOCKS = 8, 40  # in a head, in a foot


def split_tabbed_blocks(blocks: list[str]) -> list[str]:
    """Return the blocks, with head and foot column by column if they were set so; else unchanged."""
    head = next((index for index, block in enumerate(blocks[:_HEAD_SEARCH_BLOCKS]) if _is_head(block)), None)
    if head is not None:
        end = next((index for index in range(head, len(blocks)) if _ends_head(blocks, index, head)), len(blocks))
        blocks = [*blocks[:head], *_split_columns(blocks[head:end]), *blocks[end:]]
    foot = next((index for index, block in enumerate(blocks) if _is_foot(block)), None)
    if foot is not None:
        end = min(foot + _MAX_FOOT_BLOCKS, len(blocks))
        blocks = [*blocks[:foot], *_split_columns(blocks[foot:end]), *blocks[end:]]
    return blocks


def _is_head(block: str) -> bool:
    left_half, right_half = _split_halves(block)
    return bool(left_half) and _MOTTO.match(right_half) is not None


def _is_foot(block: str) -> bool:
    left_half, right_half = _split_halves(block)
    return bool(right_half) and _RECIPIENTS.match(left_half) is not None


def _ends_head(blocks: list[str], index: int, head: int) -> bool:
    """Return whether the head ends: after the date line, or at a line without a second column that is no
    part of one.
    """
    if index == head:
        return False
    has_day_above = _DAY.search(blocks[index - 1]) is not None
    if has_day_above or index - head >= _MAX_HEAD_BLOCKS:
        return True
    left_half, right_half = _split_halves(blocks[index])
    return not right_half and not _RIGHT.match(left_half) and not left_half.isupper() and not left_half.startswith("Số")


def _split_columns(blocks: list[str]) -> list[str]:
    left_column: list[str] = []
    right_column: list[str] = []
    for block in blocks:
        for line in block.split("\n"):
            first, second = _split_halves(line)
            if not second and (_RIGHT.match(first) or (left_column and _is_signature_line(first, left_column))):
                first, second = "", first
            left_column += [first] if first else []
            right_column += [second] if second else []
    return ["\n".join(left_column), "\n".join(right_column)] if left_column and right_column else blocks


def _is_signature_line(line: str, left_column: list[str]) -> bool:
    """Return whether a line below «Nơi nhận» belongs to the signature: it is no entry of the list."""
    return _RECIPIENTS.match(left_column[0]) is not None and _LISTED.match(line) is None


def _split_halves(line: str) -> tuple[str, str]:
    halves = _GAP.split(line.strip(" "), maxsplit=1)
    return (halves[0].strip(), halves[1].strip()) if len(halves) == 2 else (line.strip(), "")
