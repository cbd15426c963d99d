"""Find dates and years of birth: labelled as such, or beside a person's name."""

import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.page import FoldedText

_YEAR = r"(?:19[2-9]\d|20[0-2]\d)"
_DAY = (
    rf"\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:{_YEAR}|\d{{2}})(?!\d)"
    rf"|(?:mung |mong )?\d{{1,2}} ?(?:thang|/) ?(?:\d{{1,2}}|gieng|chap|[a-z]{{2,4}}),? ?(?:nam|/) ?{_YEAR}"
    rf"|(?:thang )?\d{{1,2}} ?[/-] ?{_YEAR}"
    rf"|(?:thang \d{{1,2}} nam )?{_YEAR}(?!\d|[/-]\d)"
)
_BORN = re.compile(
    r"(?<![a-z])(?:(?P<word>sinh|sn|s\.n|nam sinh|ngay sinh|ngay thang nam sinh|ngay, thang, nam sinh"
    r"|d\.?o\.?b|s/n)"
    r"(?: vao| hom)?(?: nam| ngay| thang)?(?: la)?[ :.,=]{0,3}"
    rf"(?P<when>{_DAY}|[3-9]\d(?![\d.,/-]| ?(?:[a-z]|%))))"
)
# «phát sinh năm 2021», «học sinh năm 2021»: «sinh» is the second half of another word.
_COMPOUND = re.compile(
    r"(?<![a-z])(?:hoc|ve|phat|tuyen|thi|hy|hi|giao|ky|dan|an|muu|tai|nay|ho|phuc|truong|san|khang|so"
    r"|tieu|y|moi"
    r"|si|tong|song|chieng|quyen|vo|ha|khai|thu|tan|quang|phuong|nghien|chuyen)\Z"
)
_PUPILS = re.compile(r"(?<![a-z])(?:nu|nam)\Z")  # «nữ sinh năm 2021», not «nữ sinh năm 1994»
# Years of birth of a group: «trẻ sinh năm 2016», «công dân sinh năm 2003».
_COHORT = re.compile(
    r"(?:tre|tre em|tre so sinh|cong dan|thanh nien|hoc sinh|cac em|cac chau|doan vien|nhung nguoi"
    r"|phu nu|ba me)\Z"
)
_BIRTH_AFTER_NAME = re.compile(
    rf"[ ]?[,(-]{{0,2}}[ ]?(?:sinh )?(?P<when>{_DAY})(?= ?[),;.-]|$|\n| [(+]?\d| (?:tru|o|dan toc|nu|nam"
    rf"|que|ho khau|thuong|tam|hien|la|cu))"
)
_AGE_AFTER_NAME = re.compile(
    r"[ ]?[,(-]{0,2}[ ]?(?:(?:nu|nam|khoang|moi|nay|hien|da"
    r"|gioi tinh nu)[ ,]{1,2}){0,2}(?P<when>\d{1,2} ?(?:tuoi|t\b))"
)
_AGE_BEFORE_NAME = re.compile(r"(?<![\d.,/-])(?P<when>\d{1,2} tuoi)[ ,()-]{1,3}(?:ten |la )?\Z")


def find_hits(page: FoldedText, names: Sequence[Hit]) -> Iterator[Hit]:
    """Births in the text. `names`: name hits; a bare year or an age next to one is a birth."""
    for match in _BORN.finditer(page.folded):
        preceding = page.folded[max(0, match.start() - 24) : match.start()].rstrip(" ")
        glued = match["word"] == "sinh" and page.folded[match.start() - 1 : match.start()] == " "
        if glued and (_COMPOUND.search(preceding) or (_PUPILS.search(preceding) and not _may_be_birth(match["when"]))):
            continue
        if _COHORT.search(preceding) and re.fullmatch(_YEAR, match["when"]):
            continue
        if match["word"] in ("nam sinh",) and re.match(r"nam sinh nam", match[0]):
            continue  # «nam sinh» means schoolboy
        yield Hit(match.start(), match.end(), HitKind.BIRTH)
    for name in names:
        for pattern in (_BIRTH_AFTER_NAME, _AGE_AFTER_NAME):
            detail = pattern.match(page.folded, name.end)
            if detail is not None and _may_be_birth(detail["when"]):
                yield Hit(detail.start("when"), detail.end("when"), HitKind.BIRTH)
                break
        age = _AGE_BEFORE_NAME.search(page.folded, max(0, name.start - 24), name.start)
        if age is not None:
            yield Hit(age.start("when"), age.end("when"), HitKind.BIRTH)


def _may_be_birth(when: str) -> bool:
    """Whether a bare year beside a name may be a year of birth: «(2021)» is the year of a document."""
    year = re.search(r"(?:19|20)\d{2}", when)
    return year is None or int(year[0]) <= 2014
