"""Normalise disguised names and numbers in a copy of the text, which the other rules then read.

«L.ò T.h.ị H.o.a», «Lò_Thị_Hoa», «LòThịHoa», «0912/345/678», «không chín một hai …» become the usual spelling. Each step
reads the result of the previous step and yields the edits to make; no step finds a person by itself.
"""

import re
from collections.abc import Callable, Iterator

from sokehoach.domain.privacy import digits
from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.page import Edit, FoldedText, Token
from sokehoach.domain.text import fold_accents

_MAX_GAP = 8  # characters between two words that may still be one name
_GAP = re.compile(rf"[\W_]{{1,{_MAX_GAP}}}")
_NORMAL = re.compile(r" {1,2}")
_SIGNS = " ._/|*~+=:,'•-"
_ODD_GAP = re.compile(r"[^ ,.;:\n()/-]|\A[^ \n]\Z")  # a separator that occurs in no ordinary sentence
_SPACED_LETTERS = re.compile(
    rf"(?<![^\W_])(?:[^\W\d_](?P<by>[{_SIGNS}]{{1,3}})[^\W\d_](?:(?P=by)[^\W\d_])*+(?![^\W\d_])"
    rf"|[^\W_](?P<mixed>[{_SIGNS}])[^\W_](?:(?P=mixed)[^\W_]){{4,}}+(?![^\W_]))"
)
_BROKEN_WORD = re.compile(r"(?<![^\W_])(?P<onset>[^\W\d_]{1,4})(?P<by>[ .'·-]{1,2})(?P<rest>[^\W\d_]{1,4})(?![^\W_])")
_TAG = re.compile(
    r"</?(?:[abiup]|br|em|font|h\d|li|ol|span|strong|table|tbody|td|th|tr|ul|div)\b[^<>]{0,60}>",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[^\W\d_]{5,40}+")
_HUMP = re.compile(rf"[{lists.CAPITALS}][^\W\d_{lists.CAPITALS}]{{0,8}}")
_FIGURES_IN_WORD = re.compile(
    r"(?<![^\W_])(?=[^\W\d_]*+[0134!@$][^\W\d_]|[^\W\d_]{2})[^\W\d_]{1,6}+[0134!@$][^\W\d_]{0,5}+(?![^\W_])"
)
_ODD_SIGNS = re.compile(r"(?<=[^\W_])[_*~|]+(?=[^\W_])|(?<=[a-zà-ỹ])(?:[./+=-]| {2,3})(?=[a-zà-ỹ]|\d)")
_PLATE = re.compile(
    r"(?<![^\W_])[1-9]\d(?P<a>[\W_]{0,3})[A-HK-NP-VX-Z][A-HK-NP-VX-Z1-9]?(?P<b>[\W_]{0,3})\d{3}(?P<c>[\W_]{0,3})\d{2}(?![^\W_])"
)
_SHORT_NAME = re.compile(
    rf"(?<![\w./\\|*~+=-])(?P<before>[^\W\d_]{{1,4}} )?(?P<first>[{lists.CAPITALS}][^\W\d_]{{1,6}})(?P<by>[./\\|*~+=-])"
    rf"(?P<given>[{lists.CAPITALS}][^\W\d_]{{1,6}})(?![\w/\\|*~+=-])"
)
_KIN_AND_NAME = re.compile(
    rf"(?<![^\W_])(?:chị|anh|bà|ông|em|cháu|cô|chú)(?P<by>[./\\|+=*~-])(?=[{lists.CAPITALS}][^\W\d_{lists.CAPITALS}])"
)
_BY_ITSELF = "; "  # before a name that was one word: the word before it is no part of the name
_LETTER_OF = str.maketrans("0134!@$", "oieaias")
_SHORTENED_FAMILY = re.compile(r"(?:Qu|[BCDĐGHKLMNPQSTV][ghnmrt]{0,2})\Z")  # of a family name, without its vowels


def _build_alternatives(terms: frozenset[str]) -> str:
    return "|".join(sorted({fold_accents(term) for term in terms}, key=len, reverse=True))


_UNMARKED_GIVEN_NAMES = frozenset(fold_accents(name) for name in lists.GIVEN_NAMES)
_UNMARKED_MIDDLE_NAMES = frozenset(("thi", "van"))
_SYLLABLE = "(?:ngh?|[ckpt]h|[ng]h|gi|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:n[gh]|ch|[cmnpt])?"
_MIDDLE_PATTERN, _GIVEN_PATTERN = (
    _build_alternatives(lists.MIDDLE_SYLLABLES - lists.parse_words("a tả láo như")),
    _build_alternatives(lists.GIVEN_NAMES),
)
_JOINED_NAME = re.compile(
    rf"({_build_alternatives(lists.FAMILIES)})(thi|van)({_SYLLABLE})({_SYLLABLE})?"
    rf"|({_build_alternatives(lists.FAMILIES)})({_MIDDLE_PATTERN}|{_GIVEN_PATTERN})({_GIVEN_PATTERN})({_GIVEN_PATTERN})?"
)
_UNMARKED_MIDDLE_SYLLABLES = frozenset(fold_accents(syllable) for syllable in lists.MIDDLE_SYLLABLES)
_LONG_FAMILY_BY_FOLD = {fold_accents(family): family for family in sorted(lists.LOWERCASE_FAMILIES) if len(family) > 3}
_FAMILY_BY_FOLD = {
    fold_accents(family): family
    for family in (*sorted(lists.AMBIGUOUS_FAMILIES), *sorted(lists.SURE_FAMILIES))
    if len(family) > 1
}
_NAME_SYLLABLES = lists.MIDDLE_SYLLABLES | lists.GIVEN_NAMES
_UNMARKED_NAME_SYLLABLES = _UNMARKED_MIDDLE_SYLLABLES | _UNMARKED_GIVEN_NAMES
_LONG_FAMILIES = frozenset(fold_accents(family) for family in lists.SURE_FAMILIES if len(family) > 3)
_FAMILIES_AND_MIDDLES = lists.UNMARKED_FAMILIES | _UNMARKED_MIDDLE_NAMES
_KNOWN_WORDS = _FAMILIES_AND_MIDDLES | _UNMARKED_GIVEN_NAMES
_VOWELS = frozenset("aeiouy")


def deobfuscate_page(page: FoldedText) -> FoldedText | None:
    """The normalised copy, or None if nothing was disguised."""
    copy = page
    for step in _STEPS:
        if edits := list(step(copy)):
            copy = copy.rewritten(edits)
    return None if copy is page else copy


def _join_spaced_letters(page: FoldedText) -> Iterator[Edit]:
    """Join letters with the same separator between them: «N g u y ễ n», «L.ò T.h.ị»."""
    for match in _SPACED_LETTERS.finditer(page.text):
        if match["mixed"] and match[0].replace(match["mixed"], "").isdigit():
            continue  # `digits` handles these
        size = len(match["by"] or match["mixed"])
        for at in range(match.start() + 1, match.end(), size + 1):
            yield at, at + size, ""


def _remove_tags(page: FoldedText) -> Iterator[Edit]:
    """Remove HTML tags: «<b>Lò</b>»."""
    for match in _TAG.finditer(page.text):
        yield *match.span(), ""


def _join_broken_words(page: FoldedText) -> Iterator[Edit]:
    """Join words whose first letters are separated from the rest: «Th-ị», «Ngu yễn»."""
    for match in _BROKEN_WORD.finditer(page.text):
        onset, rest = fold_accents(match["onset"]), fold_accents(match["rest"])
        cut_late = rest in ("n", "m", "ng", "nh", "o", "u") and onset + rest in _LONG_FAMILIES
        vocabulary = _FAMILIES_AND_MIDDLES if set(onset) & _VOWELS else _KNOWN_WORDS
        cut_early = match["rest"][0].islower() and rest[0] in _VOWELS and onset + rest in vocabulary
        if cut_late or cut_early:
            yield *match.span("by"), ""


def _split_joined_names(page: FoldedText) -> Iterator[Edit]:
    """Split «LòThịHoa», «nguyenthihoa» if a family name or a middle name shows where."""
    for match in _CAMEL.finditer(page.text):
        token = match[0]
        humps = [(hump.start(), hump.end()) for hump in _HUMP.finditer(token)]
        if len(humps) > 1 and humps[0][0] == 0 and sum(end - start for start, end in humps) == len(token):
            parts = [token[start:end] for start, end in humps]
            lows = [fold_accents(part) for part in parts]
            if (
                lows[0] in lists.UNMARKED_FAMILIES
                or lows[0] in _UNMARKED_MIDDLE_NAMES
                or _UNMARKED_MIDDLE_NAMES & set(lows[1:])
            ):
                yield *match.span(), _join_name_parts(parts)
                continue
        if len(token) > 6 and (joined := _JOINED_NAME.fullmatch(page.folded, match.start(), match.end())):
            parts = [page.text[slice(*joined.span(n))] for n in range(1, 9) if joined[n]]
            if joined[1] or not token.isascii() or min(map(len, parts[1:])) > 2:
                yield *match.span(), _join_name_parts(parts)


def _join_name_parts(parts: list[str]) -> str:
    """The parts written as a name; a name of only two parts may continue in the words before or after it."""
    family = parts[0]
    if len(parts) > 2:
        if family.lower() not in lists.FAMILIES and all(
            fold_accents(part) in _UNMARKED_NAME_SYLLABLES for part in parts[1:]
        ):
            family = _FAMILY_BY_FOLD.get(fold_accents(family), family)
        return _BY_ITSELF + " ".join(part.capitalize() for part in (family, *parts[1:]))
    return " ".join(parts)


def _read_figures_as_letters(page: FoldedText) -> Iterator[Edit]:
    """Replace digits, «!», «@» and «$» by letters in words of a name: «Th1», «H0a»."""
    for match in _FIGURES_IN_WORD.finditer(page.text):
        letters = match[0].translate(_LETTER_OF)
        if fold_accents(letters) in _KNOWN_WORDS:
            yield match.start(), match.end(), letters


def _normalise_full_names(page: FoldedText) -> Iterator[Edit]:
    """Normalise names with unusual separators between the words, or with an abbreviated family name."""
    tokens = page.tokens
    lows = [page.folded[token.start : token.end] for token in tokens]
    for at in range(len(tokens) - 2):
        first, middle, given_name = trio = tokens[at : at + 3]
        gaps = (page.text[first.end : middle.start], page.text[middle.end : given_name.start])
        with_middle = middle.low in lists.MIDDLE_NAMES | _UNMARKED_MIDDLE_NAMES or middle.text == "A"
        if gaps == (" ", " ") and not (
            with_middle or first.is_upper != given_name.is_upper or _SHORTENED_FAMILY.match(first.text)
        ):
            continue
        if not all(len(gap) <= _MAX_GAP and _GAP.fullmatch(gap) for gap in gaps):
            continue
        odd = any(_ODD_GAP.search(gap) for gap in gaps)
        if with_middle and _is_name_with_middle(first, middle, given_name, lows[at : at + 3], odd=odd):
            if odd:
                yield from _normalise_name(first, middle, given_name, lows[at : at + 3])
            elif replacement := _find_intended_family(first, lows[at], gaps[0]):
                yield first.start, first.end, replacement
        elif not with_middle and _is_name_without_middle(
            trio, lows[at : at + 3], gaps, alone=_stands_alone(page, first, given_name, gaps[0])
        ):
            yield from _normalise_name(first, middle, given_name, lows[at : at + 3])
        else:
            continue
        for token, gap in ((first, gaps[0]), (middle, gaps[1])):
            if not _NORMAL.fullmatch(gap):
                yield token.end, token.end + len(gap), " "


def _normalise_short_names(page: FoldedText) -> Iterator[Edit]:
    """Normalise short names: «Trần-Hoa»; «cháu Bảo.Ngọc»."""
    for match in _SHORT_NAME.finditer(page.text):
        first, given_name = match["first"].lower(), match["given"].lower()
        led = (match["before"] or "").strip().lower() in lists.KIN_TERMS
        if given_name in lists.GIVEN_NAMES and (first in lists.SURE_FAMILIES or (led and first in lists.GIVEN_NAMES)):
            yield *match.span("by"), " "


def _normalise_name(first: Token, middle: Token, given_name: Token, lows: list[str]) -> Iterator[Edit]:
    """Add capitals and marks to «ban*thi*diem», because only names are written with such separators."""
    family = (
        first.low
        if first.low in lists.FAMILIES
        else _find_intended_family(first, lows[0], ".") or _FAMILY_BY_FOLD.get(lows[0])
    )
    yield first.start, first.end, (family or first.low).capitalize()
    yield middle.start, middle.end, {"thi": "Thị", "van": "Văn"}.get(lows[1], middle.low.capitalize())
    yield given_name.start, given_name.end, given_name.low.capitalize()


def _is_name_with_middle(first: Token, middle: Token, given_name: Token, lows: list[str], *, odd: bool) -> bool:
    """Whether three words are a name with a middle name: «Lò.Thị.Hoa», «Ng. Văn Khải», «Giàng - A - Páo»."""
    if (middle.text == "A" and first.low not in lists.FAMILIES) or (first.low, middle.low) == ("toán", "văn"):
        return False
    sure = first.low in lists.SURE_FAMILIES and middle.text[0].isupper() and given_name.text[0].isupper()
    if not (odd or sure) and given_name.low in lists.AFTER_MIDDLE.get(middle.low, ()):
        return False
    if first.text[0].isupper() != given_name.text[0].isupper() or middle.text[0].isupper() > first.text[0].isupper():
        return False
    is_family = first.low in lists.FAMILIES or lows[0] in (
        lists.UNMARKED_FAMILIES if first.text.isascii() else _LONG_FAMILY_BY_FOLD
    )
    return is_family or (given_name.text[0].isupper() and _SHORTENED_FAMILY.match(first.text) is not None)


def _find_intended_family(first: Token, low: str, gap: str) -> str:
    """The family name for its abbreviation or a wrong tone mark: «Ng.», «Nguyển». Empty: no change needed."""
    if _SHORTENED_FAMILY.match(first.text):
        if not gap.startswith(".") and len(first.text) == 1:
            return ""
        families = (
            family for family in ("nguyễn", *sorted(lists.SURE_FAMILIES)) if fold_accents(family).startswith(low)
        )
        return next(families, "nguyễn").capitalize()  # which of them it is does not matter
    intended = "" if first.text.isascii() or first.low in lists.FAMILIES else _LONG_FAMILY_BY_FOLD.get(low, "")
    return intended.capitalize() if first.text[0].isupper() else intended


def _stands_alone(page: FoldedText, first: Token, given_name: Token, gap: str) -> bool:
    """Whether the separator between three words is neither before nor after them, as it would be in a URL."""
    return gap not in (
        page.text[max(0, first.start - len(gap)) : first.start],
        page.text[given_name.end : given_name.end + len(gap)],
    )


def _is_name_without_middle(trio: list[Token], lows: list[str], gaps: tuple[str, str], *, alone: bool) -> bool:
    """Whether three words are a name without «Thị», «Văn»: «Trần | Bảo | Ngọc», «Ng. Đình Lộc», «TRẦN Bảo NGỌC».

    They are a family name and two known name words. After an unambiguous family name in capitalised words with the same
    unusual separator, the others need not be known.
    """
    first, middle, given_name = trio
    ascii_only = first.text.isascii()
    family = first.low in lists.FAMILIES or (ascii_only and lows[0] in lists.UNMARKED_SURE_FAMILIES)
    are_name_syllables = _is_among(middle, lows[1], _NAME_SYLLABLES, _UNMARKED_NAME_SYLLABLES) and _is_among(
        given_name, lows[2], lists.GIVEN_NAMES, _UNMARKED_GIVEN_NAMES
    )
    capitals = sum(token.text[0].isupper() for token in trio)
    titled = capitals == 3 and not (middle.is_upper and given_name.is_upper)
    if _SHORTENED_FAMILY.match(first.text) and (gaps[0].startswith(".") or (gaps[0] == " " and len(first.text) > 1)):
        return are_name_syllables and titled and gaps[1] == " "
    if gaps == (" ", " "):
        return family and are_name_syllables and capitals == 3
    if " " in gaps:  # one of the two
        other = gaps[1] if gaps[0] == " " else gaps[0]
        return (
            family
            and are_name_syllables
            and titled
            and "\n" not in other
            and bool(_ODD_GAP.search(other) or other.isspace())
        )
    if gaps[0] != gaps[1] or _NORMAL.fullmatch(gaps[0]) or gaps[0] in (", ", "; ", ". ", ": "):
        return False
    family = family or (
        ascii_only and alone and len(lows[0]) > 1 and lows[0] in lists.UNMARKED_FAMILIES and are_name_syllables
    )
    if not family or capitals not in (0, 3):
        return False
    sure = (
        first.low in lists.SURE_FAMILIES or (ascii_only and lows[0] in lists.UNMARKED_SURE_FAMILIES)
    ) and capitals == 3
    return are_name_syllables or (sure and given_name.low not in lists.NOT_GIVEN_NAMES)


def _is_among(token: Token, low: str, marked: frozenset[str], plain: frozenset[str]) -> bool:
    return low in plain if token.text.isascii() else token.low in marked


def _replace_odd_signs(page: FoldedText) -> Iterator[Edit]:
    """Replace separators that occur in no ordinary sentence: «sinh_năm_1990»."""
    for match in _ODD_SIGNS.finditer(page.text):
        yield match.start(), match.end(), " "
    for match in _KIN_AND_NAME.finditer(page.text):  # «chị.Hoa»
        yield *match.span("by"), " "


def _normalise_plates(page: FoldedText) -> Iterator[Edit]:
    """Normalise «27/B1/123/45»; `plates` decides whether it is a plate."""
    for match in _PLATE.finditer(page.text):
        for group, separator in (("a", ""), ("b", "-"), ("c", "")):
            if not re.fullmatch("[ .-]?", match[group]):
                yield *match.span(group), separator


_STEPS: tuple[Callable[[FoldedText], Iterator[Edit]], ...] = (
    _remove_tags,
    _read_figures_as_letters,
    _join_spaced_letters,
    _join_broken_words,
    _split_joined_names,
    digits.read_number_words,
    _normalise_plates,
    digits.read_lookalike_letters,
    digits.normalise_dates,
    digits.join_groups,
    digits.separate_from_letters,
    _normalise_full_names,
    _normalise_short_names,
    _replace_odd_signs,
)
