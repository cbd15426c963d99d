"""Names of persons: capitals in a row that begin as a family's name does, or that stand where a person is told of."""

import re
from collections.abc import Iterator

from sokehoach.domain.privacy import words as lists
from sokehoach.domain.privacy.around import Around, runs
from sokehoach.domain.privacy.hit import Hit, Kind, Known
from sokehoach.domain.privacy.page import Page, Word

_TELLS = re.compile(
    r"[ ]?[,(:;-]{0,2}[ ]?(?:(?:nữ|nam|nay|hiện|đã|khoảng)[ ,]{1,2})?(?:sinh (?:năm|ngày|\d)"
    r"|[sS][nN][ :.]{0,2}\d|ngày sinh|năm sinh"
    r"|\(?(?:19[3-9]\d|200\d)\)|\d{1,2} ?(?:tuổi|t\b)|(?:hiện |thường |tạm |cư )?trú (?:tại|ở|quán)"
    r"|thường trú|tạm trú"
    r"|số? ?(?:CCCD|CMND|CMTND)|(?:CCCD|CMND|CMTND|SĐT|ĐT|Zalo)\b|hộ khẩu|HKTT|quê (?:ở|quán)"
    r"|dân tộc (?:Thái|Mông|H|Kinh|Kh|Dao))"
)
_WORD = re.compile(r"\w++")
_LATIN_CAPITAL = re.compile("[A-Z]")
_STRONG = lists.MIDDLES | {"a", "seo"}
_PLAIN_STRONG = frozenset(("thi", "van"))
_CAPS_FAMILIES = lists.SURE - lists.words("lương vàng mùa cà bạc cầm cứ kháng cháng")
_DENIED = lists.phrases(
    "đoàn thanh, đoàn đại, đoàn kiểm, đoàn công, văn phòng, văn hóa, văn hoá, văn bản, phạm vi, đào "
    "tạo, lương thực, lâm nghiệp, chu kỳ, đoàn viên, đoàn khối, hoàng thành, lý luận, vũ trường, cao "
    "đẳng, mai dịch"
)


def find(page: Page, known: Known) -> Iterator[Hit]:
    for run, around in runs(page):
        found = _person(page, run, around)
        if found and not _is_known(page, found, known):
            yield Hit(found[0].start, _end(page, found[-1]), Kind.NAME)


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
    given = size > 1 and all(low in lists.GIVEN for low in lows)
    if (
        around.kin
        and (given or lows[0] not in lists.NOT_GIVEN)
        and (size > 1 or len(run[0].text) > 1)
        and size <= 6
    ):
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
            r"(?:tên|vợ|chồng|đối tượng|bán dâm|mua dâm|tiếp viên|nhân viên|bệnh nhân|chủ quán|chủ cơ sở"
            r"|con gái|con trai) \Z",
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
    if size > 2 and lows[1] in _PLAIN_STRONG and _plain(run):
        ordinary = lows[2] in lists.AFTER_MIDDLE[lows[1]] and lows[0] not in lists.PLAIN_SURE
        return None if ordinary else run
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
    before = page.text[max(0, run[0].start - 60) : run[0].start].rpartition("\n")[2]
    after = page.text[run[-1].end : run[-1].end + 60].partition("\n")[0]
    line = before + page.text[run[0].start : run[-1].end] + after
    words: list[str] = _WORD.findall(line)
    return sum(word.isalpha() and len(word) > 1 and not _LATIN_CAPITAL.search(word) for word in words) > 3


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
