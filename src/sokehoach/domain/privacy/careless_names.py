"""Find carelessly typed names: lower case, partial capitals, or no tone marks.

«nguyễn thị hoa», «Lò văn Tuấn», «tran thi lan».
"""

from collections.abc import Iterator

from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.hit import Hit, HitKind, KnownNames
from sokehoach.domain.privacy.page import FoldedText, Token

_MONG = lists.parse_words("giàng vừ sùng hạng hảng thào mùa vàng lầu phàng hờ ly cứ chá cháng")
_ENDS = lists.FIXED_PLACES | lists.LOOSE_PLACES


def find_hits(page: FoldedText, known_names: KnownNames) -> Iterator[Hit]:
    tokens = page.tokens
    at = 0
    while at < len(tokens) - 1:
        size = _measure_name(page, tokens, at)
        if size:
            name_tokens = tokens[at : at + size]
            folded = " ".join(page.folded[token.start : token.end] for token in name_tokens)
            if not any(folded == name or name.startswith(folded + " ") for name in known_names.names):
                yield Hit(name_tokens[0].start, name_tokens[-1].end, HitKind.NAME)
        at += size or 1


def _measure_name(page: FoldedText, tokens: list[Token], at: int) -> int:
    """The number of words of the name that begins at `at`; 0 if there is none."""
    first, second = tokens[at], tokens[at + 1]
    if not _are_adjacent(page, first, second):
        return 0
    previous = tokens[at - 1] if at and _are_adjacent(page, tokens[at - 1], first) else None
    lead = previous.low if previous else ""
    if (
        first.low in lists.LOWERCASE_GIVEN_NAMES
        and first.text.islower()
        and second.low in lists.LOWERCASE_GIVEN_NAMES[first.low]
        and second.text.islower()
    ):
        return 0 if lead in ("các", "những") else 2
    third = tokens[at + 2] if at + 2 < len(tokens) and _are_adjacent(page, second, tokens[at + 2]) else None
    marked = first.low in lists.FAMILIES
    plain = first.low in lists.UNMARKED_FAMILIES and (
        first.text[0].isupper() or first.low not in lists.UNMARKED_ORDINARY_WORDS
    )
    if not (marked or plain) or lead in lists.FIXED_PLACES:
        return 0
    if third is not None and _is_name(first, second, third, marked=marked, plain=plain):
        if not third.text[0].islower() and first.text[0].isupper() and second.text[0].isupper():
            return 0  # `names` finds these
        historic = f"{first.low} {second.low} {third.low}" in lists.HISTORIC_NAMES
        return 0 if historic and lead not in lists.KIN_TERMS else _extend_with_given_name(page, tokens, at, 3)
    if first.text[0].isupper() or second.text[0].isupper():
        return 0
    kin = (
        lead in lists.KIN_TERMS
        or f"{tokens[at - 2].low if at > 1 else ''} {lead}" in lists.KIN_PHRASES
        or lead == "tượng"
    )
    if kin and first.low in lists.LOWERCASE_FAMILIES and first.low not in ("phan", "vũ"):
        return _extend_with_given_name(page, tokens, at, 2)
    if (
        plain
        and (lead in lists.UNMARKED_KIN_TERMS or lead == "tuong")
        and second.text.isascii()
        and first.low in ("nguyen", "tran", "pham", "huynh")
    ):
        return _extend_with_given_name(page, tokens, at, 2)
    return 0


def _is_name(first: Token, second: Token, third: Token, *, marked: bool, plain: bool) -> bool:
    ordinary = third.low in lists.AFTER_MIDDLE.get(second.low, ())
    if marked and second.low in lists.MIDDLE_NAMES:
        return (
            first.low in lists.LOWERCASE_FAMILIES
            or (not ordinary and (first.low in lists.SURE_FAMILIES or first.text[0].isupper()))
            or (not ordinary and third.low in lists.GIVEN_NAMES)
        )
    if marked and second.low == "a" and first.low in _MONG:
        return third.low not in lists.NOT_GIVEN_NAMES
    if plain and second.low in ("thi", "van") and third.text.isascii():
        return not ordinary or first.low in ("nguyen", "tran", "pham", "huynh")
    return False


def _extend_with_given_name(page: FoldedText, tokens: list[Token], at: int, size: int) -> int:
    """The size with a fourth word, if that is a known given name."""
    stop = at + size
    if stop < len(tokens) and _are_adjacent(page, tokens[stop - 1], tokens[stop]):
        token = tokens[stop]
        plain = token.text.isascii() and tokens[stop - 1].text.isascii() and tokens[at].text.isascii()
        if (token.low in lists.GIVEN_NAMES or (plain and len(token.low) < 7)) and token.low not in _ENDS:
            return size + 1
    return size


def _are_adjacent(page: FoldedText, first: Token, second: Token) -> bool:
    return page.text[first.end : second.start] in (" ", "  ")
