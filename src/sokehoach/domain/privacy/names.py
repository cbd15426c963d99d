"""Names of persons: capitals in a row that begin as a family's name does, or that stand where a person is told of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.privacy import words as lists
from sokehoach.domain.privacy.hit import Hit, Kind, Known
from sokehoach.domain.privacy.page import Page, Word

_GLUE = re.compile(r" {1,2}| ?\n ?")
_TELLS = re.compile(
    r"[ ]?[,(:;-]{0,2}[ ]?(?:(?:nữ|nam|nay|hiện|đã|khoảng)[ ,]{1,2})?(?:sinh (?:năm|ngày|\d)|[sS][nN][ :.]{0,2}\d|ngày sinh|năm sinh"
    r"|\(?(?:19[3-9]\d|200\d)\)|\d{1,2} ?(?:tuổi|t\b)|(?:hiện |thường |tạm |cư )?trú (?:tại|ở|quán)|thường trú|tạm trú"
    r"|số? ?(?:CCCD|CMND|CMTND)|(?:CCCD|CMND|CMTND|SĐT|ĐT|Zalo)\b|hộ khẩu|HKTT|quê (?:ở|quán)|dân tộc (?:Thái|Mông|H|Kinh|Kh|Dao))"
)
_STRONG = lists.MIDDLES | {"a", "seo"}
_PLAIN_STRONG = frozenset(("thi", "van"))
_CAPS_FAMILIES = lists.SURE - frozenset("lương vàng mùa cà bạc cầm cứ kháng cháng".split())
_DENIED = frozenset(
    (
        "đoàn thanh", "đoàn đại", "đoàn kiểm", "đoàn công", "văn phòng", "văn hóa", "văn hoá", "văn bản", "phạm vi", "đào tạo", "lương thực",
        "lâm nghiệp", "chu kỳ", "đoàn viên", "đoàn khối", "hoàng thành", "lý luận", "vũ trường", "cao đẳng", "mai dịch",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a run of capitals."""

    kin: bool  # «chị», «nạn nhân»: even a given name alone is a person
    role: bool  # «đối tượng», «đồng chí»: a family's name with another is a person
    fixed: bool  # «đường», «trường»: never a person
    loose: bool  # «bản», «khách sạn»: a person only where a middle name says so
    first: bool  # a sentence begins here


def find(page: Page, known: Known) -> Iterator[Hit]:
    chain = Chain()
    for run in _runs(page):
        start, around = _read_before(page, run)
        chain_loose, chain_fixed = chain.inherits(page, run[0])
        around = Around(
            around.kin, around.role, around.fixed or chain_fixed, around.loose or chain_loose, around.first
        )
        chain.remember(page, run, around)
        found = _person(page, run[start:], around)
        if found and not _is_known(page, found, known):
            yield Hit(found[0].start, _end(page, found[-1]), Kind.NAME)


class Chain:
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


def _runs(page: Page) -> Iterator[list[Word]]:
    """Words with capitals, one space apart; words all in capitals run on their own. A lone letter goes with both."""
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


def _read_before(page: Page, run: list[Word]) -> tuple[int, Around]:
    """How many words of the run are no name but lead to one («Ông», «Bản»), and what stands before the rest."""
    before = [match[0] for match in re.finditer(r"[^\W\d_]+", _clause_before(page, run[0].start))][-3:]
    first = (
        re.search(r'(?:^|[.:;!?\n"(*+-]) *$', page.text[max(0, run[0].start - 8) : run[0].start]) is not None
    )
    skipped = 0
    while skipped < len(run) - 1 and skipped < 3:
        low = run[skipped].low
        leads = (
            low in lists.KIN
            or low in lists.LOOSE_PLACES | lists.FIXED_PLACES
            or low in lists.ROLES | lists.OFFICES
        )
        if not leads or (low in lists.FAMILIES and not _middle(run, skipped + 1, before=True)):
            if not (
                low in lists.NOT_GIVEN and len(run) - skipped > 2 and run[skipped + 1].low in lists.OFFICES
            ):
                break
        if low in lists.FAMILIES:
            break
        if low in lists.KIN and not (first or skipped):
            break
        before.append(run[skipped].text)
        skipped += 1
    lows = [word.lower() for word in before]
    p1 = lows[-1] if lows else ""
    p2 = lows[-2] if len(lows) > 1 else ""
    p3 = lows[-3] if len(lows) > 2 else ""
    kin_word = p1 in lists.KIN and (
        before[-1].islower() or skipped > 0 or _starts(page, run[0].start, before[-1])
    )
    kin = (
        (kin_word and p2 not in ("tiếng", "nước", "bà", "ông", "vương"))
        or f"{p2} {p1}" in lists.KIN_PHRASES
        or (p2 in lists.KIN and p1 in ("gái", "trai", "bé", "giáo", "họ", "ruột", "dâu", "rể"))
        or (p1 == "tên" and p2 in ("họ", "và", "người", "gái", "có", "đối"))
        or (p1 == "là" and p2 == "tên")
    )
    pair = f"{p2} {p1}"
    place = (
        p1 in lists.FIXED_PLACES
        and pair not in ("bí danh", "hội viên")
        or pair in ("công viên", "tượng đài", "bảo tàng")
    )
    fixed = place or (p1 in ("số", "mang", "chí") and p2 in ("tên", "đường", "cộng"))
    loose = p1 in lists.LOOSE_PLACES or (p2 in ("bản", "xã", "thôn") and p1 == "là")
    if (
        loose
        and p1 in ("xã", "bản", "thôn", "huyện", "tỉnh")
        and p2 in ("trưởng", "an", "tịch", "thư", "đội")
    ):
        loose = p2 == "an" or not _middle(run, skipped + 1)
    role = p1 in lists.ROLES or p1 in lists.OFFICES or (p1 == "tên" and p3 != "mang")
    return skipped, Around(kin, role, fixed, loose, first)


def _clause_before(page: Page, start: int) -> str:
    """The words before, back to a mark that parts clauses; a colon after «họ tên» parts nothing."""
    before = page.text[max(0, start - 40) : start]
    colon = re.search(r"(?:tên|là|gái|nhân|can|cáo|danh|gọi)(?: là)?: ?\"?\Z", before)
    if colon:
        return before.replace(":", " ")
    return re.split(r"[.,;:!?\n()\[\]|/]|--| - ", before)[-1]


def _starts(page: Page, start: int, word: str) -> bool:
    at = page.text.rfind(word, 0, start)
    return at >= 0 and re.search(r'(?:^|[.:;!?\n"(*+,-]) *\Z', page.text[max(0, at - 6) : at]) is not None


def _middle(run: list[Word], at: int, *, before: bool = False) -> bool:
    return at + (0 if before else 1) < len(run) and any(word.low in _STRONG for word in run[at : at + 2])


def _person(page: Page, run: list[Word], around: Around) -> list[Word] | None:
    if not run or around.fixed:
        return None
    lows = [word.low for word in run]
    caps = any(word.upper for word in run)
    strong = _strong(run)
    if strong is not None:
        named = _cut(run[strong:])
        if " ".join(word.low for word in named) not in lists.HISTORY:
            return named
        return None
    if around.loose and not around.kin:
        return None
    phrase = " ".join(lows)
    if phrase in lists.HISTORY or phrase in lists.PLACES or " ".join(lows[:2]) in lists.PLACES | _DENIED:
        return None
    if any(
        phrase.endswith(" " + known) for known in ("hồ chí minh", "điện biên phủ", "điện biên", "việt nam")
    ):
        return None
    tells = _TELLS.match(page.text, run[-1].end) is not None
    size = len(run)
    if caps and not (size >= 3 and _among_small(page, run)):
        return _in_capitals(run, around, tells=tells)
    family = lows[0] in lists.FAMILIES
    if around.kin and lows[0] not in lists.NOT_GIVEN and (size > 1 or len(run[0].text) > 1) and size <= 6:
        return _cut(run)
    if size > 5:
        return None
    if family and lows[0] in lists.NOT_GIVEN and size < 3 and not tells:
        return None
    if family and size >= 3:
        return None if _a_body(lows) else _cut(run)
    if family and size == 2 and (lows[0] in lists.SURE or around.role or tells) and not _a_body(lows):
        return run
    if tells and lows[0] not in lists.NOT_GIVEN and (size > 1 or lows[0] in lists.GIVEN):
        return run
    if tells and around.role and size == 1 and lows[0] not in lists.NOT_GIVEN and len(lows[0]) > 1:
        return run
    if around.role and size <= 2 and lows[-1] in lists.GIVEN and lows[0] in lists.GIVEN and not around.first:
        return run if _named_before(page, run[0].start) else None
    if _plain(run):
        return run
    if (
        around.first
        and size >= 3
        and lows[1] in lists.SURE
        and lows[0] not in lists.LOOSE_PLACES | lists.FIXED_PLACES
    ):
        return run[1:]
    return None


def _named_before(page: Page, start: int) -> bool:
    """A given name alone after a word that is said of one person."""
    before = page.text[max(0, start - 20) : start].lower()
    return (
        re.search(
            r"(?:tên|vợ|chồng|đối tượng|bán dâm|mua dâm|tiếp viên|nhân viên|bệnh nhân|chủ quán|chủ cơ sở|con gái|con trai) \Z",
            before,
        )
        is not None
    )


def _strong(run: list[Word]) -> int | None:
    """Where a family's name is followed by «Thị», «Văn», a Mông «A»."""
    for at in range(len(run) - 2):
        first, middle, given = run[at], run[at + 1], run[at + 2]
        if middle.low not in _STRONG or (len(middle.text) == 1 and middle.text != "A"):
            continue
        ordinary = given.low in lists.AFTER_MIDDLE.get(middle.low, ())
        if first.low in lists.LOWER_SURE and not (first.upper and ordinary and at):
            return at
        if first.low in lists.FAMILIES and not ordinary:
            return at
        if at == 0 and middle.low == "thị" and not ordinary and first.low not in lists.NOT_GIVEN:
            return at
    if len(run) == 2 and run[0].low in lists.FAMILIES and run[1].low in lists.MIDDLES:
        return None
    return None


def _in_capitals(run: list[Word], around: Around, *, tells: bool) -> list[Word] | None:
    """«NGUYỄN HỒNG NHUNG», not «ĐÀO TẠO NGHỀ»: headings are in capitals too."""
    lows = [word.low for word in run]
    size = len(run)
    if not 2 <= size <= 5 or lows[0] not in lists.FAMILIES:
        return None
    if (around.kin or tells) and not _a_body(lows):
        return run
    given = [low in lists.GIVEN | lists.BETWEEN for low in lows]
    if 3 <= size <= 4 and given[-1] and (lows[0] in _CAPS_FAMILIES or (all(given[1:]) and size == 3)):
        return run
    return None


def _among_small(page: Page, run: list[Word]) -> bool:
    """Whether a line of small letters holds these capitals: then they are no heading."""
    start = page.text.rfind("\n", 0, run[0].start) + 1
    end = page.text.find("\n", run[-1].end)
    line = page.text[
        max(start, run[0].start - 60) : min(end if end >= 0 else len(page.text), run[-1].end + 60)
    ]
    return len(re.findall(r"(?<!\w)[^\W\d_]{2,}(?!\w)", re.sub(r"\w*[A-Z]\w*", " ", line))) > 3


def _plain(run: list[Word]) -> bool:
    """«Tran Bao Ngoc»: three words or more, none with a mark."""
    if not 3 <= len(run) <= 5 or not all(word.text.isascii() for word in run):
        return False
    return run[0].low in lists.PLAIN_SURE or (run[0].low in lists.PLAIN and run[1].low in _PLAIN_STRONG)


def _a_body(lows: list[str]) -> bool:
    """«Đoàn Thanh Niên Cộng Sản»: most of its words are words of bodies."""
    bodies = lists.BODIES - lists.GIVEN - lists.BETWEEN
    return sum(low in bodies for low in lows[1:]) * 2 > len(lows) or " ".join(lows[:2]) in _DENIED


def _cut(run: list[Word]) -> list[Word]:
    """A name ends where an office begins: «Lò Văn Tuấn Công an xã»."""
    for at in range(3, len(run)):
        if run[at].low in lists.BODIES | lists.LOOSE_PLACES and run[at].low not in lists.GIVEN:
            return run[:at]
    return run[:6]


def _end(page: Page, last: Word) -> int:
    """With the full stop of an initial: «Nguyễn Thị H.»."""
    dotted = len(last.text) == 1 and page.text[last.end : last.end + 1] == "."
    return last.end + dotted


def _is_known(page: Page, run: list[Word], known: Known) -> bool:
    if not known.names:
        return False
    folded = [page.folded[word.start : word.end] for word in run]
    for size in range(2, len(folded) + 1):
        for at in range(len(folded) - size + 1):
            if " ".join(folded[at : at + size]) in known.names:
                return True
    return False
