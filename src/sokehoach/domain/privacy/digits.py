"""Join digits with separators, or written in words, that form one number; `numbers` then classifies it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sokehoach.domain.privacy.numbers import ID_LABEL, PHONE_LABEL
from sokehoach.domain.privacy.page import Edit, FoldedText

_MARKED = {
    "không": "0", "hông": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5",
    "lăm": "5", "nhăm": "5", "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
_UNMARKED = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_TENS, _TEN, _HUNDRED, _ZERO = ("mươi", "muoi"), ("mười",), ("trăm", "tram"), ("linh", "lẻ", "le")
_DIGIT = "|".join(sorted({*_MARKED, *_UNMARKED}, key=len, reverse=True))
_NUMBER_WORD = "|".join([_DIGIT, *_TENS, *_TEN, *_HUNDRED, *_ZERO])
_NO_DIGIT = {*_ZERO, *_HUNDRED, *_TENS}
_NUMBER_WORDS = re.compile(
    rf"(?<![^\W_])(?:{_NUMBER_WORD}|\d{{1,11}})(?:[\W_]{{1,4}}(?:{_NUMBER_WORD}|\d{{1,11}}))+(?![^\W_])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+")
_MIN_WORDS = 3  # number of digit words
_MOST_DAYS = 31
_YEAR = re.compile(r"19[3-9]\d|20[0-2]\d")

_JOINED_NUMBER_WORDS = re.compile(rf"(?<![^\W_])(?:{_DIGIT}){{7,15}}(?![^\W_])", re.IGNORECASE)
_DIGIT_WORD = re.compile(_DIGIT, re.IGNORECASE)
_LOOKALIKE = re.compile(
    r"(?<![^\W_])(?!\d\d[A-Z]\d?[\W_]{0,3}\d{3})(?=[^\W\d_]{0,3}\d)(?=\d{0,11}[oOQlIZSBG])[\doOQlIZSBG]{3,12}(?![^\W_])"
)
_DIGIT_OF = str.maketrans("oOQlIZSBG", "000112586")

_RUN = re.compile(r"(?<!\d)\d++(?:\D{1,8}\d++)++")
_DATE = re.compile(r"(?<!\d)[0-3]?\d(?P<a>(?![ ]?[/.-][ ]?\d)[\W_]{1,3})[01]?\d(?P<b>[\W_]{1,3})(?:19|20)\d\d(?!\d)")
_BORN = re.compile(r"(?<![a-z])(?:sinh(?: nam)?|nam sinh|sn)[ :.]{0,3}\Z")
_LETTERED_PHONE = re.compile(r"(?<![^\W_])[^\W\d_]{0,12}+(?P<number>0\d{9})(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_GROUP = re.compile(r"\d+")
_PLAIN_GAP = re.compile(r"[ .()-]{1,3}")  # gaps that `numbers` itself accepts
_MAX_GROUPS = 13


def read_number_words(page: FoldedText) -> Iterator[Edit]:
    """Convert «không chín một hai …», «0912 ba một tám 642», if as long as a personal number or if it is a year."""
    for match in _JOINED_NUMBER_WORDS.finditer(page.text):
        if number := _parse_number_words([digit_word.lower() for digit_word in _DIGIT_WORD.findall(match[0])]):
            yield *match.span(), number
    for match in _NUMBER_WORDS.finditer(page.text):
        matches = list(_TOKEN.finditer(page.text, match.start(), match.end()))
        while matches and matches[0][0].lower() in _NO_DIGIT:  # «máy lẻ: …»
            del matches[0]
        while matches:
            tokens = [token[0].lower() for token in matches]
            if _are_dates(tokens):
                break
            spelt_count = sum(not token.isdigit() for token in tokens)
            number = _parse_number_words(tokens) or ""
            year = spelt_count == len(tokens) == 4 and _YEAR.fullmatch(number)
            long = 9 <= len(number) <= 15 and (
                spelt_count >= _MIN_WORDS or (spelt_count and _looks_like_issued_number(number))
            )
            if year or long:
                yield matches[0].start(), match.end(), number
                break
            if tokens[-5:-4] in (["năm"], ["nam"]) and _YEAR.fullmatch(_parse_number_words(tokens[-4:]) or ""):
                yield matches[-4].start(), match.end(), _parse_number_words(tokens[-4:]) or ""
                break
            matches = matches[1:] if tokens[0] in ("năm", "nam") else []  # «sinh năm một chín …»


def _are_dates(tokens: list[str]) -> bool:
    """«01 năm 2026 năm 2026»: days, months and years; no word stands for a digit."""
    followed_by_year = [
        token in ("năm", "nam") and _YEAR.fullmatch(next_token) is not None
        for token, next_token in pairwise([*tokens, ""])
        if not token.isdigit()
    ]
    groups = [token for token in tokens if token.isdigit()]
    return all(followed_by_year) and all(
        _YEAR.fullmatch(group) or (len(group) <= 2 and int(group) <= _MOST_DAYS) for group in groups
    )


def read_lookalike_letters(page: FoldedText) -> Iterator[Edit]:
    """Convert letters that stand for digits: «O386 7Z9»."""
    for match in _LOOKALIKE.finditer(page.text):
        yield *match.span(), match[0].translate(_DIGIT_OF)


def normalise_dates(page: FoldedText) -> Iterator[Edit]:
    """Normalise dates with unusual separators: «01|02|1990»."""
    for match in _DATE.finditer(page.text):
        for group in ("a", "b"):
            yield *match.span(group), "/"


def separate_from_letters(page: FoldedText) -> Iterator[Edit]:
    """Separate a telephone number from letters that touch it: «x0975318642x»."""
    for match in _LETTERED_PHONE.finditer(page.text):
        start, end = match.span("number")
        if not _looks_like_issued_number(match["number"]):
            continue
        if start > match.start():
            yield start, start, " "
        if _LETTER.match(page.text, end):
            yield end, end, " "


def _parse_number_words(tokens: list[str]) -> str | None:
    """The digits that the words spell; None if words with and without tone marks are mixed."""
    number_words = [token for token in tokens if not token.isdigit()]
    table = _UNMARKED if all(number_word.isascii() for number_word in number_words) else _MARKED
    number = ""
    for at, token in enumerate(tokens):
        next_token = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token.isdigit():
            number += token
        elif token in _TEN or token in _TENS:
            number += ("1" if token in _TEN else "") + ("" if next_token in table else "0")
        elif token in _ZERO:
            number += "0"
        elif token in table:
            number += table[token]
        elif token not in _HUNDRED:
            return None
    return number


def join_groups(page: FoldedText) -> Iterator[Edit]:
    """Remove the separators between groups of digits that form one number."""
    for run in _RUN.finditer(page.text):
        spans = [match.span() for match in _GROUP.finditer(page.text, run.start(), run.end())]
        at = 0
        while at < len(spans):
            for stop in range(min(len(spans), at + _MAX_GROUPS), at + 1, -1):
                if _is_one_number(page, spans, at, stop):
                    for (_start, end), (start, _end) in pairwise(spans[at:stop]):
                        yield end, start, ""
                    at = stop
                    break
            else:
                at += 1


def _is_one_number(page: FoldedText, spans: list[tuple[int, int]], at: int, stop: int) -> bool:
    groups = [page.text[start:end] for start, end in spans[at:stop]]
    gaps = [page.text[spans[n][1] : spans[n + 1][0]] for n in range(at, stop - 1)]
    number = "".join(groups)
    if len(groups) == 2 and set(map(len, groups)) == {2} and _YEAR.fullmatch(number):
        return _BORN.search(page.folded, max(0, spans[at][0] - 20), spans[at][0]) is not None
    lengths = [len(group) for group in groups]
    single, uniform = set(lengths) == {1}, len({gap.strip() or gap for gap in gaps}) == 1
    if not 4 <= len(number) <= 13:
        return False
    if all(_PLAIN_GAP.fullmatch(gap) for gap in gaps):
        is_grouped_phone = (
            number[0] == "0"
            and lengths[0] > 2
            and uniform
            and _looks_like_issued_number(number)
            and not _has_date(groups)
        )
        return is_grouped_phone or (len(number) == 4 and _is_one_year(groups, gaps))
    if single:
        fills_run = at == 0 and stop == len(spans)
        return uniform and fills_run and (_looks_like_issued_number(number) or _is_one_year(groups, gaps))
    is_international = number.startswith("84") and page.text[max(0, spans[at][0] - 2) : spans[at][0]].endswith(
        ("+", "(+")
    )
    no_days = set(lengths) == {2} and max(groups) > "31"
    if len(groups) > 6 or not (uniform or lengths[0] > 2 or no_days or is_international):
        return False
    lettered = _LETTER.search("".join(gaps)) is not None
    if lettered and (len(gaps) < 2 or "\n" in "".join(gaps)):
        return False
    if (min(lengths) < 2 or lettered) and not (uniform and lengths[0] > 2 and number[0] == "0"):
        return False
    if ("," in "".join(gaps) and lengths[0] < 3) or _has_date(groups) or _are_item_numbers(groups):
        return False
    if _looks_like_issued_number(number):
        return True
    preceding = page.folded[max(0, spans[at][0] - 60) : spans[at][0]]
    return (
        at == 0
        and 7 <= len(number) <= 13
        and max(lengths) > 2
        and bool(ID_LABEL.search(preceding) or PHONE_LABEL.search(preceding))
    )


def _is_one_year(groups: list[str], gaps: list[str]) -> bool:
    return len(groups) == 4 and len(set(gaps)) == 1 and _YEAR.fullmatch("".join(groups)) is not None


def _looks_like_issued_number(number: str) -> bool:
    """Whether the number has the format of a telephone or 12-digit identity number; sources in `numbers`."""
    if len(number) == 10:
        return number[0] == "0" and number[1] in "35789"
    if len(number) == 11:
        return number.startswith("02") or (number.startswith("84") and number[2] in "35789")
    if len(number) == 13:
        return number.startswith("0084") and number[4] in "35789"
    return len(number) == 12 and 1 <= int(number[:3]) <= 96 and number[3] in "0123"


def _has_date(groups: list[str]) -> bool:
    """Whether the groups contain a day, or a month with its year: «03/12/2021 08», «05/2021»."""
    years = [_YEAR.fullmatch(group) is not None for group in groups]
    return any(year and at and len(groups[at - 1]) <= 2 and int(groups[at - 1]) <= 31 for at, year in enumerate(years))


def _are_item_numbers(groups: list[str]) -> bool:
    """Whether the groups are item numbers: «03/04/05/06/07», «001, 002, 003, 004»."""
    values = [int(group) for group in groups]
    steps = {second - first for first, second in pairwise(values)}
    return len(values) > 2 and (steps == {1} or (min(steps) > 0 and max(map(len, groups)) == 2))
