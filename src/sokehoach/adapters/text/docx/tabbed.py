"""A head or a foot set with tabs or rows of spaces instead of a table: the columns are read one after the other."""

import re

_GAP = re.compile(r"\t+| {4,}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_DAY = re.compile(r",\s*ngày\b.{0,40}\btháng\b", re.IGNORECASE)
_RIGHT = re.compile(rf"Độc lập\s*[-–]|[^,]{{2,40}}{_DAY.pattern}", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N(?:ơi nhận|ƠI NHẬN)\s*:?")
_LISTED = re.compile(r"\s*[-–+•]\s?\S|\s*Lưu\b")
_FIRST = 6  # blocks among which the head begins
_HIGHEST, _LONGEST = 8, 40  # blocks of a head, of a foot


def parted(blocks: list[str]) -> list[str]:
    """The same blocks, with head and foot column by column where they were set so; else as they are."""
    head = next((at for at, block in enumerate(blocks[:_FIRST]) if _is_head(block)), None)
    if head is not None:
        end = next((at for at in range(head, len(blocks)) if _ends_head(blocks, at, head)), len(blocks))
        blocks = [*blocks[:head], *_columns(blocks[head:end]), *blocks[end:]]
    foot = next((at for at, block in enumerate(blocks) if _is_foot(block)), None)
    if foot is not None:
        end = min(foot + _LONGEST, len(blocks))
        blocks = [*blocks[:foot], *_columns(blocks[foot:end]), *blocks[end:]]
    return blocks


def _is_head(block: str) -> bool:
    left, right = _halves(block)
    return bool(left) and _MOTTO.match(right) is not None


def _is_foot(block: str) -> bool:
    left, right = _halves(block)
    return bool(right) and _RECIPIENTS.match(left) is not None


def _ends_head(blocks: list[str], at: int, head: int) -> bool:
    """After the line of the day, or where a line has no second half and is no half of its own."""
    if at == head:
        return False
    told_the_day = _DAY.search(blocks[at - 1]) is not None
    if told_the_day or at - head >= _HIGHEST:
        return True
    left, right = _halves(blocks[at])
    return not right and not _RIGHT.match(left) and not left.isupper() and not left.startswith("Số")


def _columns(blocks: list[str]) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    for block in blocks:
        for line in block.split("\n"):
            first, second = _halves(line)
            if not second and (_RIGHT.match(first) or (left and _stands_right(first, left))):
                first, second = "", first
            left += [first] if first else []
            right += [second] if second else []
    return ["\n".join(left), "\n".join(right)] if left and right else blocks


def _stands_right(line: str, left: list[str]) -> bool:
    """Under «Nơi nhận», what is no entry of the list belongs to the signature."""
    return _RECIPIENTS.match(left[0]) is not None and _LISTED.match(line) is None


def _halves(line: str) -> tuple[str, str]:
    pieces = _GAP.split(line.strip(" "), maxsplit=1)
    return (pieces[0].strip(), pieces[1].strip()) if len(pieces) == 2 else (line.strip(), "")
