"""Find persons named by an initial or a nickname: «N.T.H», «Nguyễn T.H», «chị H», «Tú "sẹo"», «biệt danh Cu Đen»."""

import re
from collections.abc import Iterable, Iterator

from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.page import FoldedText
from sokehoach.domain.text import fold_accents

_CAPITAL = "[A-ZĐÔƠƯÂĂÊ]"
_DOTTED = re.compile(rf"(?<![\w.]){_CAPITAL}(?:\. ?{_CAPITAL}){{1,3}}\.?(?!\w)")
_FAMILY = re.compile(
    r"(?<![\w.])([^\W\d_]{2,7})((?: (?:Thị|Văn|thị|văn))?"
    rf"[ .]{_CAPITAL}(?:\. ?{_CAPITAL}){{0,2}}\.?)(?![\w']| [{lists.CAPITALS}])"
)
_BEGIN_A_FAMILY = lists.parse_words("ng ngh tr ph th hg ngn kh")
# «Ng.T.Hoa», «N. T. Hoa», «Nguyễn T. Hoa»: family name or its abbreviation, initials, given name.
_SHORTENED = re.compile(
    rf"(?<![\w.])(?P<family>Ngh?|Ph|Tr|Th|Kh|Qu|[{lists.CAPITALS}]{lists.REST_PATTERN})(?P<dot>\. ?| )"
    rf"(?P<initials>(?:{_CAPITAL}(?:\. ?| )){{0,2}})"
    rf"(?P<given>[{lists.CAPITALS}]{lists.REST_PATTERN})"
)
# Names of the Ê Đê and their neighbours: «H'Lan Niê», «Y Bham Niê».
_EDE = re.compile(
    rf"(?<!\w)(?:H'[{lists.CAPITALS}]?{lists.WORD_PATTERN}(?: [{lists.CAPITALS}]{lists.WORD_PATTERN})?"
    rf"|Y [{lists.CAPITALS}]{lists.WORD_PATTERN} (?:Niê|Mlô|Êban|Byă|Kbuôr|Ksor|Adrơng|Ayŭn|Kđoh))(?!\w)"
)
_PERSON = (
    "chị|anh|bà|ông|em|cháu|cô|chú|bác|nạn nhân|bị can|bị cáo|nghi phạm|nghi can|bị hại|phạm nhân"
    "|em gái|cháu bé|cô gái|tên là|người tên"
)
_ROLE = (
    "đối tượng|bệnh nhân|chủ quán|chủ cơ sở|nhân viên|tiếp viên|bán dâm|mua dâm|môi giới|học viên|vợ"
    "|chồng|con gái|con trai|tên|nghiện|người dân"
)
_LETTER = re.compile(
    rf"(?<!\w)(?:(?P<kin>(?i:{_PERSON}))|(?P<role>(?i:{_ROLE}))) (?P<name>{_CAPITAL}{{1,4}}\d?\.?)(?![\w'])"
)
_BYNAME = re.compile(
    rf"(?<!\w)(?P<name>[{lists.CAPITALS}]{lists.REST_PATTERN})(?P<by>[ ,]{{0,2}}\(?(?:(?:tức|tự|biệt danh|còn gọi là"
    rf"|thường gọi(?: là)?|hay gọi là)[ :]{{0,2}})?"
    rf"(?P<real>{lists.WORD_PATTERN} )?[\"'](?P<quoted>{lists.WORD_PATTERN}(?: {lists.WORD_PATTERN}){{0,2}})[\"']\)?)"
)
_CALLED = re.compile(
    r"(?<!\w)(?:(?P<sure>(?i:biệt danh|bí danh|tên thường gọi|thường gọi(?: là)?|hay gọi là|biệt hiệu))"
    r"|(?P<maybe>tức|tự|còn gọi là|tên gọi khác))"
    rf"[ :]{{1,3}}(?:là )?[\"']?(?P<name>{lists.WORD_PATTERN}(?: {lists.WORD_PATTERN}){{0,2}})"
)
_OWNER = re.compile(  # matched backwards from the telephone
    rf"(?<!\w)(?P<name>[{lists.CAPITALS}]{lists.REST_PATTERN})(?: theo)?(?: qua)?(?: số)?(?: máy| điện thoại)?"
    r"(?: SĐT| ĐT)?[ :,(-]{1,3}\Z"
)
_PRECEDING_WORD = re.compile(r"([^\W\d_]{1,12}) ?\Z")  # within the twelve letters before
_WORDS = re.compile(r"[^\W\d_]{1,12}")
_PLACES = lists.FIXED_PLACES | lists.LOOSE_PLACES


def find_hits(page: FoldedText, names: list[Hit], phones: Iterable[Hit]) -> Iterator[Hit]:
    """Initials and nicknames. `phones`: a given name leading to one is a person, «gọi cho Hạnh theo số …»."""
    for phone in phones:
        owner = _OWNER.search(page.text, max(0, phone.start - 30), phone.start)
        if owner is not None and owner["name"].lower() in lists.GIVEN_NAMES:
            yield Hit(owner.start("name"), owner.end("name"), HitKind.NAME)
    yield from _find_initials(page)
    yield from _find_bynames(page, {name.end for name in names})


def _find_initials(page: FoldedText) -> Iterator[Hit]:
    for match in _EDE.finditer(page.text):
        yield Hit(match.start(), match.end(), HitKind.NAME)
    for match in _DOTTED.finditer(page.text):
        letters = re.sub(r"[ .]", "", match[0])
        if letters in lists.ABBREVIATIONS or _is_roman_numeral(letters):
            continue
        preceding = _PRECEDING_WORD.search(page.text, max(0, match.start() - 12), match.start())
        low = preceding[1].lower() if preceding else ""
        is_person = low in lists.KIN_TERMS or low in lists.ROLES
        if (len(letters) > 2 or is_person) and low not in _PLACES | {
            "số",
            "mẫu",
            "biểu",
            "phụ",
            "mục",
            "điểm",
            "website",
        }:
            yield Hit(match.start(), match.end(), HitKind.NAME)
    for match in _FAMILY.finditer(page.text):
        family = match[1]
        if not family[0].isupper() or family.lower() not in lists.FAMILIES:
            continue
        preceding = _PRECEDING_WORD.search(page.text, max(0, match.start() - 12), match.start())
        low = preceding[1].lower() if preceding else ""
        middle = len(match[2].split()) > 1 and match[2].split()[0].lower() in lists.MIDDLE_NAMES
        certain = family.lower() in lists.SURE_FAMILIES or "." in match[2] or low in lists.KIN_TERMS | lists.ROLES
        if _is_numbered_place(page, match):
            continue
        if low not in lists.FIXED_PLACES and (middle or (certain and low not in _PLACES)):
            yield Hit(match.start(), match.end(), HitKind.NAME)
    for match in _SHORTENED.finditer(page.text):
        family, given_name = match["family"], match["given"].lower()
        short = not re.search("[aeiouy]", fold_accents(family)) and len(family) < 4
        if match["initials"]:
            dotted = "." in match["initials"] or match["initials"] != "A "  # «Vừ A Hùng» is a full name
            is_person = (short or family.lower() in lists.FAMILIES) and dotted
        else:  # «Ng. Hoa»
            is_person = short and len(family) > 1 and match["dot"][0] == "." and fold_accents(family) in _BEGIN_A_FAMILY
        if is_person and given_name in lists.GIVEN_NAMES and len(given_name) > 1:
            yield Hit(match.start(), match.end(), HitKind.NAME)
    for match in _LETTER.finditer(page.text):
        letters = match["name"].rstrip(".0123456789")
        if letters in lists.ABBREVIATIONS or (match["role"] and (_is_roman_numeral(letters) or len(letters) > 3)):
            continue
        if match["role"] and len(letters) == 1 and match["name"][-1:].isdigit():
            continue
        yield Hit(match.start("name"), match.end(), HitKind.NAME)


def _find_bynames(page: FoldedText, ends: set[int]) -> Iterator[Hit]:
    for match in _BYNAME.finditer(page.text):
        name, quoted = match["name"], match["quoted"]
        if quoted.isupper():
            continue
        preceding = _PRECEDING_WORD.search(page.text, max(0, match.start() - 12), match.start())
        place = preceding is not None and preceding[1].lower() in _PLACES
        is_called = (match["real"] or "").strip().lower() in lists.GIVEN_NAMES
        if match.end("name") in ends or is_called or (name.lower() in lists.GIVEN_NAMES and not place):
            yield Hit(match.start(), match.end(), HitKind.NAME)
    for match in _CALLED.finditer(page.text):
        name = match["name"]
        first = name.split()[0]
        if match["maybe"] and (first.lower() not in lists.GIVEN_NAMES or not first[0].isupper()):
            continue
        if not first[0].isupper() and page.text[match.start("name") - 1] not in "\"'":
            continue
        if first.lower() in lists.NOT_GIVEN_NAMES | _PLACES:
            continue
        byname = [first]
        for part in name.split()[1:]:
            if not part[0].isupper() and page.text[match.start("name") - 1] not in "\"'":
                break
            byname.append(part)
        yield Hit(match.start("name"), match.start("name") + len(" ".join(byname)), HitKind.NAME)


def _is_numbered_place(page: FoldedText, match: re.Match[str]) -> bool:
    """Whether the letter is the number of a place: «KCN Hoàng Mai I.», «khu công nghiệp Nam Cao V».

    «V» and «X» begin given names, so without a word for a place before them they stay initials.
    """
    letters = match[2].strip(" .")
    if not _is_roman_numeral(letters):
        return False
    tokens = _WORDS.findall(page.text[max(0, match.start() - 40) : match.start()])
    name = [match[1]]
    while tokens and tokens[-1][0].isupper() and tokens[-1].lower() not in lists.ZONES:
        name.insert(0, tokens.pop())
    if tokens and (tokens[-1].lower() in lists.ZONES or [token.lower() for token in tokens[-2:]] == ["công", "nghiệp"]):
        return True
    return letters[:1] == "I" and (
        " ".join(name).lower() in lists.PLACES or (tokens[-1:] or [""])[0].lower() in _PLACES
    )


def _is_roman_numeral(letters: str) -> bool:
    return set(letters) <= set("IVX")
