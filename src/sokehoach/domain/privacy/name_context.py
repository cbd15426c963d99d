"""Find runs of capitalised words and classify the context before them: person, place, or start of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.page import FoldedText, Token

_GLUE = re.compile(r" {1,2}| ?\n ?")
_SENTENCE_OPENING = re.compile(r'(?:^|[.:;!?\n"(*+,-]) *\Z')
_PLACES = lists.FIXED_PLACES | lists.LOOSE_PLACES
_LEADS = lists.KIN_TERMS | _PLACES | lists.ROLES | lists.OFFICES
_FIXED_PAIRS = frozenset(("công viên", "tượng đài", "bảo tàng", "mang tên", "cộng số"))
_INDUSTRIAL = frozenset(("khu công nghiệp", "cụm công nghiệp"))
_RELATION = frozenset(("gái", "trai", "bé", "giáo", "họ", "ruột", "dâu", "rể"))


@dataclass(frozen=True, slots=True)
class NameContext:
    """The context before a run of capitalised words."""

    kin: bool  # «chị», «nạn nhân»: even a single given name is a person
    role: bool  # «đối tượng», «đồng chí»: a family name and one more word are a person
    fixed: bool  # «đường», «trường»: never a person
    loose: bool  # «bản», «khách sạn»: a person only with a middle name
    first: bool  # at the start of a sentence


def split_name_runs(page: FoldedText) -> Iterator[tuple[list[Token], NameContext]]:
    """The words of each run that may be a name, without the words before the name («Ông», «Bản»)."""
    chain = _Chain()
    for run in _split_capital_runs(page):
        skipped, context = _read_context(page, run)
        loose, fixed = chain.inherits(page, run[0])
        context = replace(context, fixed=context.fixed or fixed, loose=context.loose or loose)
        chain.remember(page, run, context)
        yield run[skipped:], context


def _split_capital_runs(page: FoldedText) -> Iterator[list[Token]]:
    """Runs of capitalised words separated by one space; words in all capitals form runs of their own.

    A single letter joins either kind.
    """
    run: list[Token] = []
    for token in page.tokens:
        if not token.text[0].isupper():
            if run:
                yield run
                run = []
            continue
        if run:
            glued = _GLUE.fullmatch(page.text, run[-1].end, token.start) is not None
            alike = len(token.text) == 1 or len(run[-1].text) == 1 or token.is_upper == run[-1].is_upper
            if not (glued and alike):
                yield run
                run = []
        run.append(token)
    if run:
        yield run


def _read_context(page: FoldedText, run: list[Token]) -> tuple[int, NameContext]:
    """The number of words before the name within the run, and the context before the name."""
    clause = re.findall(r"[^\W\d_]+", _get_preceding_clause(page, run[0].start))[-4:]
    first = _opens_sentence(page, run[0].start)
    skipped = _count_leading_words(run, first=first)
    preceding = [*clause, *(token.text for token in run[:skipped])]
    p1, p2, p3, p4 = ([token.lower() for token in reversed(preceding)] + [""] * 4)[:4]
    pair = f"{p2} {p1}"
    family = run[skipped].low in lists.SURE_FAMILIES and len(run) - skipped > 2
    fixed = p1 in lists.FIXED_PLACES or pair in _FIXED_PAIRS or f"{p3} {p2} {p1}" == "mang tên đồng"
    loose = p1 in lists.LOOSE_PLACES | lists.ZONES or f"{p3} {p2} {p1}" in _INDUSTRIAL
    if family and (p2 in ("trưởng", "tịch", "thư") or "chủ" in (p2, p3, p4)):
        loose = False  # «trưởng bản», «chủ quán karaoke»: a person, not a place
    return skipped, NameContext(
        kin=_has_kin_term(page, run, preceding, skipped, pair)
        or (p1 == "tên" and p2 in ("họ", "và", "người", "gái", "có")),
        role=p1 in lists.ROLES or p1 in lists.OFFICES,
        fixed=fixed,
        loose=loose,
        first=first,
    )


def _has_kin_term(page: FoldedText, run: list[Token], preceding: list[str], skipped: int, pair: str) -> bool:
    p2, p1 = pair.split(" ")
    if pair in lists.KIN_PHRASES or (p2 in lists.KIN_TERMS and p1 in _RELATION):
        return True
    if p1 not in lists.KIN_TERMS or p2 in ("tiếng", "nước", "bà", "ông", "vương"):
        return False
    term = preceding[-1]
    at = page.text.rfind(term, 0, run[0].start)
    return skipped > 0 or term.islower() or (at >= 0 and _opens_sentence(page, at))


def _count_leading_words(run: list[Token], *, first: bool) -> int:
    """The number of words before the family name: «Ông Bí thư Lò …»."""
    skipped = 0
    while skipped < min(len(run) - 1, 3):
        low = run[skipped].low
        if low not in _LEADS or low in lists.FAMILIES or (low in lists.KIN_TERMS and not (first or skipped)):
            break
        skipped += 1
    return skipped


def _get_preceding_clause(page: FoldedText, start: int) -> str:
    """The words before, back to a clause separator; a colon after «họ tên» is not one."""
    preceding = page.text[max(0, start - 40) : start]
    if re.search(r"(?:tên|là|gái|nhân|can|cáo|danh|gọi)(?: là)?: ?\"?\Z", preceding):
        return preceding.replace(":", " ")
    return re.split(r"[.,;:!?\n()\[\]|/]|--| - ", preceding)[-1]


def _opens_sentence(page: FoldedText, at: int) -> bool:
    return _SENTENCE_OPENING.search(page.text[max(0, at - 6) : at]) is not None


class _Chain:
    """Enumeration of places: in «các xã Quài Cang, Quài Nưa và Tỏa Tình» the names after a comma are places too."""

    def __init__(self) -> None:
        self.end = -1
        self.fixed = False

    def inherits(self, page: FoldedText, token: Token) -> tuple[bool, bool]:
        if self.end < 0 or token.start - self.end > 6:
            return False, False
        gap = page.text[self.end : token.start]
        chained = re.fullmatch(r"[,;/]? ?\n?(?:- )?|,? và ", gap) is not None and gap.strip() != ""
        return chained, chained and self.fixed

    def remember(self, page: FoldedText, run: list[Token], context: NameContext) -> None:
        if not (context.fixed or context.loose):
            self.end = -1
            return
        if self.end < 0 or not self.inherits(page, run[0])[0]:
            preceding = page.text[max(0, run[0].start - 24) : run[0].start].lower()
            self.fixed = context.fixed and re.search(r"\b(?:các|những|hai|ba|tuyến)\b", preceding) is not None
        self.end = run[-1].end
