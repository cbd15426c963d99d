"""A copy of a text with disguised names and numbers as they are commonly written: «L.ò T.h.ị H.o.a», «Lò_Thị_Hoa»,
«LòThịHoa», «0912/345/678», «không chín một hai …». The rules read the copy as they read the text.

Each step reads the copy as the step before left it and yields the stretches to rewrite; it finds no person by itself.
"""

import re
from collections.abc import Callable, Iterator

from sokehoach.domain.privacy import digits
from sokehoach.domain.privacy import words as lists
from sokehoach.domain.privacy.page import Edit, Page, Word
from sokehoach.domain.text.folding import fold

_MOST_GAP = 8  # signs between two words that are still read as one name
_GAP = re.compile(rf"[\W_]{{1,{_MOST_GAP}}}")
_NORMAL = re.compile(r" {1,2}")
_SIGNS = " ._/|*~+=:,'•-"
_ODD_GAP = re.compile(r"[^ ,.;:\n()/-]|\A[^ \n]\Z")  # what stands between two words of no sentence
_SPACED_LETTERS = re.compile(
    rf"(?<![^\W_])(?:[^\W\d_](?P<by>[{_SIGNS}]{{1,3}})[^\W\d_](?:(?P=by)[^\W\d_])*+(?![^\W\d_])"
    rf"|[^\W_](?P<mixed>[{_SIGNS}])[^\W_](?:(?P=mixed)[^\W_]){{4,}}+(?![^\W_]))"
)
_BROKEN_WORD = re.compile(
    r"(?<![^\W_])(?P<onset>[^\W\d_]{1,4})(?P<by>[ .'·-]{1,2})(?P<rest>[^\W\d_]{1,4})(?![^\W_])"
)
_TAG = re.compile(
    r"</?(?:[abiup]|br|em|font|h\d|li|ol|span|strong|table|tbody|td|th|tr|ul|div)\b[^<>]{0,60}>",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[^\W\d_]{5,40}+")
_HUMP = re.compile(rf"[{lists.CAPITAL}][^\W\d_{lists.CAPITAL}]{{0,8}}")
_FIGURES_IN_WORD = re.compile(
    r"(?<![^\W_])(?=[^\W\d_]*+[0134!@$][^\W\d_]|[^\W\d_]{2})[^\W\d_]{1,6}+[0134!@$][^\W\d_]{0,5}+(?![^\W_])"
)
_ODD_SIGNS = re.compile(r"(?<=[^\W_])[_*~|]+(?=[^\W_])|(?<=[a-zà-ỹ])(?:[./+=-]| {2,3})(?=[a-zà-ỹ]|\d)")
_PLATE = re.compile(
    r"(?<![^\W_])[1-9]\d(?P<a>[\W_]{0,3})[A-HK-NP-VX-Z][A-HK-NP-VX-Z1-9]?(?P<b>[\W_]{0,3})\d{3}(?P<c>[\W_]{0,3})\d{2}(?![^\W_])"
)
_SHORT_NAME = re.compile(
    rf"(?<![\w./\\|*~+=-])(?P<before>[^\W\d_]{{1,4}} )?(?P<first>[{lists.CAPITAL}][^\W\d_]{{1,6}})(?P<by>[./\\|*~+=-])"
    rf"(?P<given>[{lists.CAPITAL}][^\W\d_]{{1,6}})(?![\w/\\|*~+=-])"
)
_KIN_AND_NAME = re.compile(
    rf"(?<![^\W_])(?:chị|anh|bà|ông|em|cháu|cô|chú)(?P<by>[./\\|+=*~-])(?=[{lists.CAPITAL}][^\W\d_{lists.CAPITAL}])"
)
_BY_ITSELF = "; "  # before a name that was one word: what stands before it belongs to no name
_LETTER_OF = str.maketrans("0134!@$", "oieaias")
_SHORT = re.compile(r"(?:Qu|[BCDĐGHKLMNPQSTV][ghnmrt]{0,2})\Z")  # of a family's name, its vowels left out


def _plain_alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted({fold(word) for word in words}, key=len, reverse=True))


_PLAIN_GIVEN = frozenset(fold(given) for given in lists.GIVEN)
_PLAIN_MIDDLES = frozenset(("thi", "van"))
_SYLLABLE = "(?:ngh?|[ckpt]h|[ng]h|gi|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:n[gh]|ch|[cmnpt])?"
_BETWEEN, _GIVEN = (
    _plain_alternatives(lists.BETWEEN - lists.words("a tả láo như")),
    _plain_alternatives(lists.GIVEN),
)
_JOINED_NAME = re.compile(
    rf"({_plain_alternatives(lists.FAMILIES)})(thi|van)({_SYLLABLE})({_SYLLABLE})?"
    rf"|({_plain_alternatives(lists.FAMILIES)})({_BETWEEN}|{_GIVEN})({_GIVEN})({_GIVEN})?"
)
_PLAIN_BETWEEN = frozenset(fold(word) for word in lists.BETWEEN)
_MEANT = {fold(family): family for family in sorted(lists.LOWER_SURE) if len(family) > 3}
_MEANT_PLAIN = {
    fold(family): family for family in (*sorted(lists.ALSO), *sorted(lists.SURE)) if len(family) > 1
}
_BORNE = lists.BETWEEN | lists.GIVEN
_PLAIN_BORNE = _PLAIN_BETWEEN | _PLAIN_GIVEN
_LONG_FAMILIES = frozenset(fold(family) for family in lists.SURE if len(family) > 3)
_FAMILIES_AND_MIDDLES = lists.PLAIN | _PLAIN_MIDDLES
_KNOWN_WORDS = _FAMILIES_AND_MIDDLES | _PLAIN_GIVEN
_VOWELS = frozenset("aeiouy")


def deobfuscate(page: Page) -> Page | None:
    """The copy, or None where nothing was disguised."""
    copy = page
    for step in _STEPS:
        if edits := list(step(copy)):
            copy = copy.rewritten(edits)
    return None if copy is page else copy


def _join_spaced_letters(page: Page) -> Iterator[Edit]:
    """Letters one by one with the same sign between: «N g u y ễ n», «L.ò T.h.ị»."""
    for match in _SPACED_LETTERS.finditer(page.text):
        if match["mixed"] and match[0].replace(match["mixed"], "").isdigit():
            continue  # `digits` knows of these
        size = len(match["by"] or match["mixed"])
        for at in range(match.start() + 1, match.end(), size + 1):
            yield at, at + size, ""


def _remove_tags(page: Page) -> Iterator[Edit]:
    """«<b>Lò</b>»."""
    for match in _TAG.finditer(page.text):
        yield *match.span(), ""


def _join_broken_words(page: Page) -> Iterator[Edit]:
    """«Th-ị», «Ngu yễn»: the first letters of a word set apart from the rest."""
    for match in _BROKEN_WORD.finditer(page.text):
        onset, rest = fold(match["onset"]), fold(match["rest"])
        cut_late = rest in ("n", "m", "ng", "nh", "o", "u") and onset + rest in _LONG_FAMILIES
        known = _FAMILIES_AND_MIDDLES if set(onset) & _VOWELS else _KNOWN_WORDS
        cut_early = match["rest"][0].islower() and rest[0] in _VOWELS and onset + rest in known
        if cut_late or cut_early:
            yield *match.span("by"), ""


def _split_joined_names(page: Page) -> Iterator[Edit]:
    """«LòThịHoa», «nguyenthihoa»: parted where a family's name and a middle one say how."""
    for match in _CAMEL.finditer(page.text):
        token = match[0]
        humps = [(hump.start(), hump.end()) for hump in _HUMP.finditer(token)]
        if len(humps) > 1 and humps[0][0] == 0 and sum(end - start for start, end in humps) == len(token):
            parts = [token[start:end] for start, end in humps]
            lows = [fold(part) for part in parts]
            if lows[0] in lists.PLAIN or lows[0] in _PLAIN_MIDDLES or _PLAIN_MIDDLES & set(lows[1:]):
                yield *match.span(), _spaced(parts)
                continue
        if len(token) > 6 and (joined := _JOINED_NAME.fullmatch(page.folded, match.start(), match.end())):
            parts = [page.text[slice(*joined.span(n))] for n in range(1, 9) if joined[n]]
            if joined[1] or not token.isascii() or min(map(len, parts[1:])) > 2:
                yield *match.span(), _spaced(parts)


def _spaced(parts: list[str]) -> str:
    """The parts as a name is written; one of two parts may go on before or after."""
    family = parts[0]
    if len(parts) > 2:
        if family.lower() not in lists.FAMILIES and all(fold(part) in _PLAIN_BORNE for part in parts[1:]):
            family = _MEANT_PLAIN.get(fold(family), family)
        return _BY_ITSELF + " ".join(part.capitalize() for part in (family, *parts[1:]))
    return " ".join(parts)


def _read_figures_as_letters(page: Page) -> Iterator[Edit]:
    """«Th1», «H0a»: where the word is one of a name's."""
    for match in _FIGURES_IN_WORD.finditer(page.text):
        letters = match[0].translate(_LETTER_OF)
        if fold(letters) in _KNOWN_WORDS:
            yield match.start(), match.end(), letters


def _normalise_full_names(page: Page) -> Iterator[Edit]:
    """Words of a name with something else than a space between, or a family's name cut short: as commonly written."""
    words = page.words
    lows = [page.folded[word.start : word.end] for word in words]
    for at in range(len(words) - 2):
        first, middle, given = trio = words[at : at + 3]
        gaps = (page.text[first.end : middle.start], page.text[middle.end : given.start])
        with_middle = middle.low in lists.MIDDLES | _PLAIN_MIDDLES or middle.text == "A"
        if gaps == (" ", " ") and not (with_middle or first.upper != given.upper or _SHORT.match(first.text)):
            continue
        if not all(len(gap) <= _MOST_GAP and _GAP.fullmatch(gap) for gap in gaps):
            continue
        odd = any(_ODD_GAP.search(gap) for gap in gaps)
        if with_middle and _is_name_with_middle(first, middle, given, lows[at : at + 3], odd=odd):
            if odd:
                yield from _as_commonly_written(first, middle, given, lows[at : at + 3])
            elif instead := _intended_family(first, lows[at], gaps[0]):
                yield first.start, first.end, instead
        elif not with_middle and _is_name_without_middle(
            trio, lows[at : at + 3], gaps, alone=_stands_alone(page, first, given, gaps[0])
        ):
            yield from _as_commonly_written(first, middle, given, lows[at : at + 3])
        else:
            continue
        for word, gap in ((first, gaps[0]), (middle, gaps[1])):
            if not _NORMAL.fullmatch(gap):
                yield word.end, word.end + len(gap), " "


def _normalise_short_names(page: Page) -> Iterator[Edit]:
    """«Trần-Hoa»; «cháu Bảo.Ngọc»."""
    for match in _SHORT_NAME.finditer(page.text):
        first, given = match["first"].lower(), match["given"].lower()
        led = (match["before"] or "").strip().lower() in lists.KIN
        if given in lists.GIVEN and (first in lists.SURE or (led and first in lists.GIVEN)):
            yield *match.span("by"), " "


def _as_commonly_written(first: Word, middle: Word, given: Word, lows: list[str]) -> Iterator[Edit]:
    """«ban*thi*diem»: with capitals and marks, for nothing else is written with such signs between."""
    family = (
        first.low
        if first.low in lists.FAMILIES
        else _intended_family(first, lows[0], ".") or _MEANT_PLAIN.get(lows[0])
    )
    yield first.start, first.end, (family or first.low).capitalize()
    yield middle.start, middle.end, {"thi": "Thị", "van": "Văn"}.get(lows[1], middle.low.capitalize())
    yield given.start, given.end, given.low.capitalize()


def _is_name_with_middle(first: Word, middle: Word, given: Word, lows: list[str], *, odd: bool) -> bool:
    """«Lò.Thị.Hoa», «Ng. Văn Khải», «Giàng - A - Páo»."""
    if (middle.text == "A" and first.low not in lists.FAMILIES) or (first.low, middle.low) == ("toán", "văn"):
        return False
    sure = first.low in lists.SURE and middle.text[0].isupper() and given.text[0].isupper()
    if not (odd or sure) and given.low in lists.AFTER_MIDDLE.get(middle.low, ()):
        return False
    if (
        first.text[0].isupper() != given.text[0].isupper()
        or middle.text[0].isupper() > first.text[0].isupper()
    ):
        return False
    known = first.low in lists.FAMILIES or lows[0] in (lists.PLAIN if first.text.isascii() else _MEANT)
    return known or (given.text[0].isupper() and _SHORT.match(first.text) is not None)


def _intended_family(first: Word, low: str, gap: str) -> str:
    """A family's name for its beginning, or for one with a wrong mark: «Ng.», «Nguyển». Empty: as it stands."""
    if _SHORT.match(first.text):
        if not gap.startswith(".") and len(first.text) == 1:
            return ""
        found = (family for family in ("nguyễn", *sorted(lists.SURE)) if fold(family).startswith(low))
        return next(found, "nguyễn").capitalize()  # which one it is tells nothing more
    meant = "" if first.text.isascii() or first.low in lists.FAMILIES else _MEANT.get(low, "")
    return meant.capitalize() if first.text[0].isupper() else meant


def _stands_alone(page: Page, first: Word, given: Word, gap: str) -> bool:
    """Whether the sign between three words stands neither before nor after them: no address of a page."""
    return gap not in (
        page.text[max(0, first.start - len(gap)) : first.start],
        page.text[given.end : given.end + len(gap)],
    )


def _is_name_without_middle(trio: list[Word], lows: list[str], gaps: tuple[str, str], *, alone: bool) -> bool:
    """A family's name, then two that people bear: «Trần | Bảo | Ngọc», «Ng. Đình Lộc», «TRẦN Bảo NGỌC»."""
    first, middle, given = trio
    ascii_only = first.text.isascii()
    family = first.low in lists.FAMILIES or (ascii_only and lows[0] in lists.PLAIN_SURE)
    borne = _is_among(middle, lows[1], _BORNE, _PLAIN_BORNE) and _is_among(
        given, lows[2], lists.GIVEN, _PLAIN_GIVEN
    )
    capitals = sum(word.text[0].isupper() for word in trio)
    titled = capitals == 3 and not (middle.upper and given.upper)
    if _SHORT.match(first.text) and (gaps[0].startswith(".") or (gaps[0] == " " and len(first.text) > 1)):
        return borne and titled and gaps[1] == " "
    if gaps == (" ", " "):
        return family and borne and capitals == 3
    if " " in gaps:  # one of the two
        other = gaps[1] if gaps[0] == " " else gaps[0]
        return (
            family
            and borne
            and titled
            and "\n" not in other
            and bool(_ODD_GAP.search(other) or other.isspace())
        )
    if gaps[0] != gaps[1] or _NORMAL.fullmatch(gaps[0]) or gaps[0] in (", ", "; ", ". ", ": "):
        return False
    family = family or (ascii_only and alone and len(lows[0]) > 1 and lows[0] in lists.PLAIN and borne)
    if not family or capitals not in (0, 3):
        return False
    sure = (first.low in lists.SURE or (ascii_only and lows[0] in lists.PLAIN_SURE)) and capitals == 3
    return borne or (sure and given.low not in lists.NOT_GIVEN)


def _is_among(word: Word, low: str, marked: frozenset[str], plain: frozenset[str]) -> bool:
    return low in plain if word.text.isascii() else word.low in marked


def _replace_odd_signs(page: Page) -> Iterator[Edit]:
    """Signs that stand in no sentence: «sinh_năm_1990»."""
    for match in _ODD_SIGNS.finditer(page.text):
        yield match.start(), match.end(), " "
    for match in _KIN_AND_NAME.finditer(page.text):  # «chị.Hoa»
        yield *match.span("by"), " "


def _normalise_plates(page: Page) -> Iterator[Edit]:
    """«27/B1/123/45»: whether it is one, `plates` says."""
    for match in _PLATE.finditer(page.text):
        for group, instead in (("a", ""), ("b", "-"), ("c", "")):
            if not re.fullmatch("[ .-]?", match[group]):
                yield *match.span(group), instead


_STEPS: tuple[Callable[[Page], Iterator[Edit]], ...] = (
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
