"""Whether the time of a function grows with the length of its text and not with its square.

Ratios alone, of processor time; what is so quick that nothing could be measured is taken as it is: a square would be
seen at the lengths used here.
"""

import time
from collections.abc import Callable

SHORT, LONG = 2_000, 8_000  # letters: four times as many
_QUICK = 0.012  # seconds; less is noise, and eight thousand letters take no square of themselves in it
_ENDLESS = 1.5  # seconds after which a second look would tell nothing new
MOST_TIMES = 8.0  # a line grows 4 times, a square 16

CLASSES = (
    "a", "A", "0", " ", "\n", "\t", ".", ",", "-", "/", ":", ";", "(", "_", "ệ", "Đ", "ng", "\"", "|", "…", "+", "@",
    "A b ", "a b ", "A B ", "Nguyễn ", "nguyễn ", "0 ", "1.", "1,", "12/", "a.", "A.", "A. ", "a-", "0-", "N. T. ",
    "Nguyễn Văn ", "Nguyễn\n", "a\n", "\n ", " \n", "0\n", "a1", "A1 ", "ông ", "Ông A ", "số 1 ", "bản A ", "tổ 1, ",
    "và ", "a, ", "A, ", "sinh năm ", "0. 1 ", "- a\n", "1. A\n", "của các ", "Sở Y tế, ", "a(", "( ", "a b\n", "Aa",
    "ÁÀ ", "thị ", "«A» ", "\"a\" ", "12 tháng ", "100% ", "năm 2021 ", "\\", "<a>", "{a}", "='", "A1:", "a;b;",
)  # fmt: skip


def growth_beyond_linear(work: Callable[[str], object], unit: str) -> str:
    """Nothing, or how the time grew over the repeated piece with a last letter that nothing expects."""
    for size, most in ((26, 0.1), (240, 0.1), (2_000, 1.5)):  # a power that would never end
        text = _text(unit, size)
        took = _least(work, text, tries=1)
        if took > 10 * most or (took > most and _least(work, text, tries=3) > most):
            return f"{unit[:40]!r}: more than {most} s for {size} letters"
    after = _least(work, _text(unit, LONG), tries=1)
    if after < _QUICK:
        return ""
    for tries in (1, 3, 6):
        before = _least(work, _text(unit, SHORT), tries=tries)
        if tries > 1:
            after = min(after, _least(work, _text(unit, LONG), tries=tries))
        if after < _QUICK or after / before <= MOST_TIMES:
            return ""
        if after > _ENDLESS:
            break
    return f"{unit[:40]!r}: {before * 1000:.1f} ms, of four times the text {after * 1000:.1f} ms"


def _text(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size] + "\x01"


def _least(work: Callable[[str], object], text: str, *, tries: int) -> float:
    best = float("inf")
    for _try in range(tries):
        began = time.process_time()
        work(text)
        best = min(best, time.process_time() - began)
    return best
