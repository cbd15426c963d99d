"""Find personal names: capitalised words that begin with a family name, or follow a word for a person."""

import re
from collections.abc import Iterator

from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.hit import Hit, HitKind, KnownNames
from sokehoach.domain.privacy.name_context import NameContext, split_name_runs
from sokehoach.domain.privacy.page import FoldedText, Token

_PERSONAL_DETAIL = re.compile(
    r"[ ]?[,(:;-]{0,2}[ ]?(?:(?:nữ|nam|nay|hiện|đã|khoảng)[ ,]{1,2})?(?:sinh (?:năm|ngày|\d)"
    r"|[sS][nN][ :.]{0,2}\d|ngày sinh|năm sinh"
    r"|\(?(?:19[3-9]\d|200\d)\)|\d{1,2} ?(?:tuổi|t\b)|(?:hiện |thường |tạm |cư )?trú (?:tại|ở|quán)"
    r"|thường trú|tạm trú"
    r"|số? ?(?:CCCD|CMND|CMTND)|(?:CCCD|CMND|CMTND|SĐT|ĐT|Zalo)\b|hộ khẩu|HKTT|quê (?:ở|quán)"
    r"|dân tộc (?:Thái|Mông|H|Kinh|Kh|Dao))"
)
_WORD_PATTERN = re.compile(r"\w++")
_LATIN_CAPITAL = re.compile("[A-Z]")
_STRONG_MIDDLES = lists.MIDDLE_NAMES | {"a", "seo"}
_UNMARKED_STRONG_MIDDLES = frozenset(("thi", "van"))
_CAPS_FAMILIES = lists.SURE_FAMILIES - lists.parse_words("lương vàng mùa cà bạc cầm cứ kháng cháng")
_DENIED = lists.parse_phrases(
    "đoàn thanh, đoàn đại, đoàn kiểm, đoàn công, văn phòng, văn hóa, văn hoá, văn bản, phạm vi, đào "
    "tạo, lương thực, lâm nghiệp, chu kỳ, đoàn viên, đoàn khối, hoàng thành, lý luận, vũ trường, cao "
    "đẳng, mai dịch"
)


def find_hits(page: FoldedText, known_names: KnownNames) -> Iterator[Hit]:
    for run, context in split_name_runs(page):
        name_tokens = _extract_person_name(page, run, context)
        if name_tokens and not _is_known(page, name_tokens, known_names):
            yield Hit(name_tokens[0].start, _compute_end(page, name_tokens[-1]), HitKind.NAME)


def _extract_person_name(page: FoldedText, run: list[Token], context: NameContext) -> list[Token] | None:
    if not run or context.fixed:
        return None
    lows = [token.low for token in run]
    has_capitals = any(token.is_upper for token in run)
    family_place = _find_family_place(run)
    if family_place is not None:
        name = _cut_at_office(run[family_place:])
        if " ".join(token.low for token in name) not in lists.HISTORIC_NAMES:
            return name
        return None
    if context.loose and not context.kin:
        return None
    phrase = " ".join(lows)
    if phrase in lists.HISTORIC_NAMES or phrase in lists.PLACES or " ".join(lows[:2]) in lists.PLACES | _DENIED:
        return None
    if any(phrase.endswith(" " + suffix) for suffix in ("hồ chí minh", "điện biên phủ", "điện biên", "việt nam")):
        return None
    has_detail = _PERSONAL_DETAIL.match(page.text, run[-1].end) is not None
    size = len(run)
    if has_capitals and not (size >= 3 and _stands_in_lowercase_line(page, run)):
        return _extract_capital_name(run, context, has_detail=has_detail)
    family = lows[0] in lists.FAMILIES
    is_given = size > 1 and all(low in lists.GIVEN_NAMES for low in lows)
    if (
        context.kin
        and (is_given or lows[0] not in lists.NOT_GIVEN_NAMES)
        and (size > 1 or len(run[0].text) > 1)
        and size <= 6
    ):
        return _cut_at_office(run)
    if size > 5:
        return None
    if family and lows[0] in lists.NOT_GIVEN_NAMES and size < 3 and not has_detail:
        return None
    if family and size >= 3:
        return None if _is_body(lows) else _cut_at_office(run)
    if family and size == 2 and (lows[0] in lists.SURE_FAMILIES or context.role or has_detail) and not _is_body(lows):
        return run
    if has_detail and lows[0] not in lists.NOT_GIVEN_NAMES and (size > 1 or lows[0] in lists.GIVEN_NAMES):
        return run
    if has_detail and context.role and size == 1 and lows[0] not in lists.NOT_GIVEN_NAMES and len(lows[0]) > 1:
        return run
    if (
        context.role
        and size <= 2
        and lows[-1] in lists.GIVEN_NAMES
        and lows[0] in lists.GIVEN_NAMES
        and not context.first
    ):
        return run if _has_role_before(page, run[0].start) else None
    if _is_unmarked_name(run):
        return run
    if (
        context.first
        and size >= 3
        and lows[1] in lists.SURE_FAMILIES
        and lows[0] not in lists.LOOSE_PLACES | lists.FIXED_PLACES
    ):
        return run[1:]
    return None


def _has_role_before(page: FoldedText, start: int) -> bool:
    """Whether the single given name follows a word that describes one person."""
    preceding = page.text[max(0, start - 20) : start].lower()
    return (
        re.search(
            r"(?:tên|vợ|chồng|đối tượng|bán dâm|mua dâm|tiếp viên|nhân viên|bệnh nhân|chủ quán|chủ cơ sở"
            r"|con gái|con trai) \Z",
            preceding,
        )
        is not None
    )


def _find_family_place(run: list[Token]) -> int | None:
    """Position of the family name that is followed by «Thị», «Văn» or the Mông «A»."""
    for at in range(len(run) - 2):
        first, middle, given_name = run[at], run[at + 1], run[at + 2]
        if middle.low not in _STRONG_MIDDLES or (len(middle.text) == 1 and middle.text != "A"):
            continue
        ordinary = given_name.low in lists.AFTER_MIDDLE.get(middle.low, ())
        if first.low in lists.LOWERCASE_FAMILIES and not (first.is_upper and ordinary and at):
            return at
        if first.low in lists.FAMILIES and not ordinary:
            return at
        if at == 0 and middle.low == "thị" and not ordinary and first.low not in lists.NOT_GIVEN_NAMES:
            return at
    return None


def _extract_capital_name(run: list[Token], context: NameContext, *, has_detail: bool) -> list[Token] | None:
    """A name in all capitals: «NGUYỄN HỒNG NHUNG», not «ĐÀO TẠO NGHỀ», because headings are in capitals too."""
    lows = [token.low for token in run]
    size = len(run)
    if size > 2 and lows[1] in _UNMARKED_STRONG_MIDDLES and _is_unmarked_name(run):
        ordinary = lows[2] in lists.AFTER_MIDDLE[lows[1]] and lows[0] not in lists.UNMARKED_SURE_FAMILIES
        return None if ordinary else run
    if not 2 <= size <= 5 or lows[0] not in lists.FAMILIES:
        return None
    if (context.kin or has_detail) and not _is_body(lows):
        return run
    given_flags = [low in lists.GIVEN_NAMES | lists.MIDDLE_SYLLABLES for low in lows]
    if 3 <= size <= 4 and given_flags[-1] and (lows[0] in _CAPS_FAMILIES or (all(given_flags[1:]) and size == 3)):
        return run
    return None


def _stands_in_lowercase_line(page: FoldedText, run: list[Token]) -> bool:
    """Whether the line is otherwise in lower case, so that the run is no heading."""
    preceding = page.text[max(0, run[0].start - 60) : run[0].start].rpartition("\n")[2]
    following = page.text[run[-1].end : run[-1].end + 60].partition("\n")[0]
    line = preceding + page.text[run[0].start : run[-1].end] + following
    line_words: list[str] = _WORD_PATTERN.findall(line)
    return (
        sum(
            line_word.isalpha() and len(line_word) > 1 and not _LATIN_CAPITAL.search(line_word)
            for line_word in line_words
        )
        > 3
    )


def _is_unmarked_name(run: list[Token]) -> bool:
    """Whether the run is a name without tone marks: three words or more, «Tran Bao Ngoc»."""
    if not 3 <= len(run) <= 5 or not all(token.text.isascii() for token in run):
        return False
    return run[0].low in lists.UNMARKED_SURE_FAMILIES or (
        run[0].low in lists.UNMARKED_FAMILIES and run[1].low in _UNMARKED_STRONG_MIDDLES
    )


def _is_body(lows: list[str]) -> bool:
    """Whether most of the words occur in names of bodies: «Đoàn Thanh Niên Cộng Sản»."""
    bodies = lists.BODY_WORDS - lists.GIVEN_NAMES - lists.MIDDLE_SYLLABLES
    return sum(low in bodies for low in lows[1:]) * 2 > len(lows) or " ".join(lows[:2]) in _DENIED


def _cut_at_office(run: list[Token]) -> list[Token]:
    """The run up to the beginning of an office: «Lò Văn Tuấn Công an xã»."""
    for at in range(3, len(run)):
        if run[at].low in lists.BODY_WORDS | lists.LOOSE_PLACES and run[at].low not in lists.GIVEN_NAMES:
            return run[:at]
    return run[:6]


def _compute_end(page: FoldedText, last: Token) -> int:
    """The end of the name, including the full stop of an initial: «Nguyễn Thị H.»."""
    dotted = len(last.text) == 1 and page.text[last.end : last.end + 1] == "."
    return last.end + dotted


def _is_known(page: FoldedText, run: list[Token], known_names: KnownNames) -> bool:
    if not known_names.names:
        return False
    folded = [page.folded[token.start : token.end] for token in run]
    for size in range(2, len(folded) + 1):
        for at in range(len(folded) - size + 1):
            if " ".join(folded[at : at + size]) in known_names.names:
                return True
    return False
