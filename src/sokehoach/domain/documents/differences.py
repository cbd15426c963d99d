"""Where two sequences are equal and where they differ, in bounded time and memory."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_MAX_CELLS = 400_000_000  # items of one times items of the other: 50 MB of the library's bits, some 20 ms


@dataclass(frozen=True, slots=True)
class AlignedSpan:
    """`old[old_start:old_end]` became `new[new_start:new_end]`; one is empty where items were added or removed."""

    is_equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def list_spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[AlignedSpan]:
    """Spans in order that cover both, equal and different ones by turns, with as many equal items as can be.

    Of sequences that are too long to be compared only the equal items at both ends are found.
    """
    spans: list[AlignedSpan] = []
    for span in _list_raw_spans(old, new):
        if spans and not span.is_equal and not spans[-1].is_equal:
            previous = spans.pop()
            spans.append(AlignedSpan(False, previous.old_start, span.old_end, previous.new_start, span.new_end))
        else:
            spans.append(span)
    return spans


def _list_raw_spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[AlignedSpan]:
    shorter = min(len(old), len(new))
    head = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    rest = shorter - head
    tail = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    old_end, new_end = len(old) - tail, len(new) - tail
    if head:
        yield AlignedSpan(True, 0, head, 0, head)
    if (old_end - head) * (new_end - head) > _MAX_CELLS:
        yield AlignedSpan(False, head, old_end, head, new_end)
    else:
        for code in LCSseq.opcodes(old[head:old_end], new[head:new_end]):
            places = (code.src_start, code.src_end, code.dest_start, code.dest_end)
            yield AlignedSpan(code.tag == "equal", *(head + place for place in places))
    if tail:
        yield AlignedSpan(True, old_end, len(old), new_end, len(new))
