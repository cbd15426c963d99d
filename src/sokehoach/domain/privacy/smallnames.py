"""Names typed carelessly: small letters, half capitals, no marks. «nguyễn thị hoa», «Lò văn Tuấn», «tran thi lan»."""

from collections.abc import Iterator

from sokehoach.domain.privacy import words as lists
from sokehoach.domain.privacy.hit import Hit, Kind, Known
from sokehoach.domain.privacy.page import Page, Word

_MONG = lists.words("giàng vừ sùng hạng hảng thào mùa vàng lầu phàng hờ ly cứ chá cháng")
_ENDS = lists.FIXED_PLACES | lists.LOOSE_PLACES


def find(page: Page, known: Known) -> Iterator[Hit]:
    words = page.words
    at = 0
    while at < len(words) - 1:
        size = _size(page, words, at)
        if size:
            stretch = words[at : at + size]
            folded = " ".join(page.folded[word.start : word.end] for word in stretch)
            if not any(folded == name or name.startswith(folded + " ") for name in known.names):
                yield Hit(stretch[0].start, stretch[-1].end, Kind.NAME)
        at += size or 1


def _size(page: Page, words: list[Word], at: int) -> int:
    """How many words from `at` on are a name, 0 where none begins there."""
    first, second = words[at], words[at + 1]
    if not _near(page, first, second):
        return 0
    before = words[at - 1] if at and _near(page, words[at - 1], first) else None
    led = before.low if before else ""
    if (
        first.low in lists.LOWER_GIVEN
        and first.text.islower()
        and second.low in lists.LOWER_GIVEN[first.low]
        and second.text.islower()
    ):
        return 0 if led in ("các", "những") else 2
    third = words[at + 2] if at + 2 < len(words) and _near(page, second, words[at + 2]) else None
    marked = first.low in lists.FAMILIES
    plain = first.low in lists.PLAIN and (first.text[0].isupper() or first.low not in lists.PLAIN_ALSO)
    if not (marked or plain) or led in lists.FIXED_PLACES:
        return 0
    if third is not None and _named(first, second, third, marked=marked, plain=plain):
        if not third.text[0].islower() and first.text[0].isupper() and second.text[0].isupper():
            return 0  # read with the other names
        historic = f"{first.low} {second.low} {third.low}" in lists.HISTORY
        return 0 if historic and led not in lists.KIN else _with_given(page, words, at, 3)
    if first.text[0].isupper() or second.text[0].isupper():
        return 0
    kin = (
        led in lists.KIN
        or f"{words[at - 2].low if at > 1 else ''} {led}" in lists.KIN_PHRASES
        or led == "tượng"
    )
    if kin and first.low in lists.LOWER_SURE and first.low not in ("phan", "vũ"):
        return _with_given(page, words, at, 2)
    if (
        plain
        and (led in lists.PLAIN_KIN or led == "tuong")
        and second.text.isascii()
        and first.low in ("nguyen", "tran", "pham", "huynh")
    ):
        return _with_given(page, words, at, 2)
    return 0


def _named(first: Word, second: Word, third: Word, *, marked: bool, plain: bool) -> bool:
    ordinary = third.low in lists.AFTER_MIDDLE.get(second.low, ())
    if marked and second.low in lists.MIDDLES:
        return (
            first.low in lists.LOWER_SURE
            or (not ordinary and (first.low in lists.SURE or first.text[0].isupper()))
            or (not ordinary and third.low in lists.GIVEN)
        )
    if marked and second.low == "a" and first.low in _MONG:
        return third.low not in lists.NOT_GIVEN
    if plain and second.low in ("thi", "van") and third.text.isascii():
        return not ordinary or first.low in ("nguyen", "tran", "pham", "huynh")
    return False


def _with_given(page: Page, words: list[Word], at: int, size: int) -> int:
    """A fourth word, where it is one that people bear."""
    stop = at + size
    if stop < len(words) and _near(page, words[stop - 1], words[stop]):
        word = words[stop]
        plain = word.text.isascii() and words[stop - 1].text.isascii() and words[at].text.isascii()
        if (word.low in lists.GIVEN or (plain and len(word.low) < 7)) and word.low not in _ENDS:
            return size + 1
    return size


def _near(page: Page, first: Word, second: Word) -> bool:
    return page.text[first.end : second.start] in (" ", "  ")
