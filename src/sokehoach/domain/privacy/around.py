"""Capitals in a row, and what stands before them: a word that tells a person, a place, the start of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sokehoach.domain.privacy import words as lists
from sokehoach.domain.privacy.page import Page, Word

_GLUE = re.compile(r" {1,2}| ?\n ?")
_OPENS = re.compile(r'(?:^|[.:;!?\n"(*+,-]) *\Z')
_PLACES = lists.FIXED_PLACES | lists.LOOSE_PLACES
_LEADS = lists.KIN | _PLACES | lists.ROLES | lists.OFFICES
_FIXED_PAIRS = frozenset(("công viên", "tượng đài", "bảo tàng", "mang tên", "cộng số"))
_RELATION = frozenset(("gái", "trai", "bé", "giáo", "họ", "ruột", "dâu", "rể"))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a run of capitals."""

    kin: bool  # «chị», «nạn nhân»: even a given name alone is a person
    role: bool  # «đối tượng», «đồng chí»: a family's name with another is a person
    fixed: bool  # «đường», «trường»: never a person
    loose: bool  # «bản», «khách sạn»: a person only where a middle name says so
    first: bool  # a sentence begins here


def runs(page: Page) -> Iterator[tuple[list[Word], Around]]:
    """The words of each run that may be a name, without those that lead to it («Ông», «Bản»)."""
    chain = _Chain()
    for run in _runs(page):
        skipped, around = _read(page, run)
        loose, fixed = chain.inherits(page, run[0])
        around = replace(around, fixed=around.fixed or fixed, loose=around.loose or loose)
        chain.remember(page, run, around)
        yield run[skipped:], around


def _runs(page: Page) -> Iterator[list[Word]]:
    """Words with capitals, one space apart; words all in capitals run on their own. A lone letter joins both."""
    run: list[Word] = []
    for word in page.words:
        if not word.text[0].isupper():
            if run:
                yield run
                run = []
            continue
        if run:
            glued = _GLUE.fullmatch(page.text, run[-1].end, word.start) is not None
            alike = len(word.text) == 1 or len(run[-1].text) == 1 or word.upper == run[-1].upper
            if not (glued and alike):
                yield run
                run = []
        run.append(word)
    if run:
        yield run


def _read(page: Page, run: list[Word]) -> tuple[int, Around]:
    """How many words of the run lead to a name, and what stands before the rest."""
    clause = re.findall(r"[^\W\d_]+", _clause_before(page, run[0].start))[-4:]
    first = _opens(page, run[0].start)
    skipped = _leading(run, first=first)
    before = [*clause, *(word.text for word in run[:skipped])]
    p1, p2, p3, p4 = ([word.lower() for word in reversed(before)] + [""] * 4)[:4]
    pair = f"{p2} {p1}"
    family = run[skipped].low in lists.SURE and len(run) - skipped > 2
    fixed = p1 in lists.FIXED_PLACES or pair in _FIXED_PAIRS or f"{p3} {p2} {p1}" == "mang tên đồng"
    loose = p1 in lists.LOOSE_PLACES
    if family and (p2 in ("trưởng", "tịch", "thư") or "chủ" in (p2, p3, p4)):
        loose = False  # «trưởng bản», «chủ quán karaoke»: who, not where
    return skipped, Around(
        kin=_kin(page, run, before, skipped, pair)
        or (p1 == "tên" and p2 in ("họ", "và", "người", "gái", "có")),
        role=p1 in lists.ROLES or p1 in lists.OFFICES,
        fixed=fixed,
        loose=loose,
        first=first,
    )


def _kin(page: Page, run: list[Word], before: list[str], skipped: int, pair: str) -> bool:
    p2, p1 = pair.split(" ")
    if pair in lists.KIN_PHRASES or (p2 in lists.KIN and p1 in _RELATION):
        return True
    if p1 not in lists.KIN or p2 in ("tiếng", "nước", "bà", "ông", "vương"):
        return False
    word = before[-1]
    at = page.text.rfind(word, 0, run[0].start)
    return skipped > 0 or word.islower() or (at >= 0 and _opens(page, at))


def _leading(run: list[Word], *, first: bool) -> int:
    """«Ông Bí thư Lò …»: the words before the family's name."""
    skipped = 0
    while skipped < min(len(run) - 1, 3):
        low = run[skipped].low
        if low not in _LEADS or low in lists.FAMILIES or (low in lists.KIN and not (first or skipped)):
            break
        skipped += 1
    return skipped


def _clause_before(page: Page, start: int) -> str:
    """The words before, back to a mark that parts clauses; a colon after «họ tên» parts nothing."""
    before = page.text[max(0, start - 40) : start]
    if re.search(r"(?:tên|là|gái|nhân|can|cáo|danh|gọi)(?: là)?: ?\"?\Z", before):
        return before.replace(":", " ")
    return re.split(r"[.,;:!?\n()\[\]|/]|--| - ", before)[-1]


def _opens(page: Page, at: int) -> bool:
    return _OPENS.search(page.text[max(0, at - 6) : at]) is not None


class _Chain:
    """«các xã Quài Cang, Quài Nưa và Tỏa Tình»: what follows a place after a comma is one too."""

    def __init__(self) -> None:
        self.end = -1
        self.fixed = False

    def inherits(self, page: Page, word: Word) -> tuple[bool, bool]:
        if self.end < 0 or word.start - self.end > 6:
            return False, False
        between = page.text[self.end : word.start]
        chained = re.fullmatch(r"[,;/]? ?\n?(?:- )?|,? và ", between) is not None and between.strip() != ""
        return chained, chained and self.fixed

    def remember(self, page: Page, run: list[Word], around: Around) -> None:
        if not (around.fixed or around.loose):
            self.end = -1
            return
        if self.end < 0 or not self.inherits(page, run[0])[0]:
            before = page.text[max(0, run[0].start - 24) : run[0].start].lower()
            self.fixed = around.fixed and re.search(r"\b(?:các|những|hai|ba|tuyến)\b", before) is not None
        self.end = run[-1].end
