"""Find identity numbers and telephone numbers, by their digit groups and the words beside them.

Structure of the twelve digits: Thông tư 59/2021/TT-BCA, Điều 3 (province 001–096, century and sex, year of birth);
telephones: Thông tư 22/2014/TT-BTTTT (ten digits, landlines eleven, mobile numbers eleven until 2018).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.page import FoldedText

_RUN = re.compile(r"\(?\+?\(?\d(?:[ .()-]{0,3}\d){6,}")
_GROUP = re.compile(r"\d+")
_MAX_GROUPS = 12

# O for 0, l and I for 1, between digits.
_SWAPPED = re.compile(r"(?<![^\W\d_])[oOQ](?=[ .-]?[\dilIOo][ .-]?\d)|(?<=\d)[oOQ]+(?=[ .-]?\d)|(?<=\d\d)[oOQ]+(?!\w)")
_STROKE = re.compile(r"(?<=\d)[lI]+(?=[ .-]?\d)|(?<=\d\d)[lI]+(?!\w)")

_ID_WORDS = (
    r"cccd|cmnd|cmtnd|cmt|cmqd|can cuoc(?: cong dan)?|chung minh(?: nhan dan| thu)?"
    r"|dinh danh(?: ca nhan)?|ho chieu"
    r"|passport|bhxh|bhyt|bao hiem xa hoi|bao hiem y te|ma so thue(?: ca nhan)?|mst(?: ca nhan)?|gplx"
    r"|giay phep lai xe|bang lai(?: xe)?|so the|giay to(?: tuy than)?|the bao hiem|ma the|so bao hiem"
)
_PHONE_WORDS = (
    r"sdt|dtdd|dt|dd|tel|telephone|phone|mobile|dien thoai|di dong|so may|so lien lac|lien he|lien lac"
    r"|zalo|viber"
    r"|telegram|whatsapp|hotline|goi(?: dien)?(?: cho| so| vao so)?|nhan tin|alo|duong day nong|may ban"
    r"|facebook|fax"
)
ID_LABEL = re.compile(rf"(?<![a-z])(?:{_ID_WORDS})(?![a-z])[^\d\n]{{0,28}}\Z")
PHONE_LABEL = re.compile(rf"(?<![a-z])(?:{_PHONE_WORDS})(?![a-z])[^\d\n]{{0,28}}\Z")
_GLUED_LABEL = re.compile(rf"(?<![a-z])(?:{_ID_WORDS}|{_PHONE_WORDS})\Z")  # «SĐT0912…»
_LABEL_DISTANCE = 60

_UNIT = re.compile(
    r"[ ]?(?:dong\b|d\b|vnd|vnđ|trieu|ty\b|nghin|ngan\b|usd|nguoi|luot|ha\b|m2|m3|kg|%|km|kwh|tan\b|lit"
    r"|doanh nghiep|ho\b)"
)
_MONEY = re.compile(
    r"(?:kinh phi|so tien|du toan|tong so|tong cong|tong von|tong chi|tong thu|ngan sach|quyet toan"
    r"|gia tri|von"
    r"|doanh thu|thanh toan|muc chi|thu ve|phat tien)[^\d\n]{0,28}\Z"
)
_OTHER_NUMBER = re.compile(
    r"(?:tai khoan|stk|ma don vi|ma du an|qhns|ma chuong|so hieu|so seri|seri|imei|ma so doanh nghiep"
    r"|ma so ho|ma vach"
    r"|ma hoa don|ma giao dich)[^\d\n]{0,20}\Z"
)
_PASSPORT = re.compile(r"(?<![\w/-])[A-Z][ -]?\d{7,8}(?![\w/])")
_HEALTH_CARD = re.compile(r"(?<![\w/])[A-Z]{2}[ -]?\d(?:[ .-]?\d){12}(?![\w/])")
_DIGIT_WORD = r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_SPELT_NUMBER = re.compile(rf"(?<!\w){_DIGIT_WORD}(?:[ .,-]{{1,2}}{_DIGIT_WORD}){{7,}}(?!\w)")


@dataclass(frozen=True, slots=True)
class _Group:
    text: str
    start: int
    end: int


def find_hits(page: FoldedText) -> Iterator[Hit]:
    digits = _STROKE.sub(lambda m: "1" * len(m[0]), _SWAPPED.sub(lambda m: "0" * len(m[0]), page.text))
    for run in _RUN.finditer(digits):
        groups = [
            _Group(match[0], run.start() + match.start(), run.start() + match.end())
            for match in _GROUP.finditer(run[0])
        ]
        yield from _find_in_run(page, digits, groups)
    for match in _HEALTH_CARD.finditer(digits):
        yield Hit(match.start(), match.end(), HitKind.ID)
    for match in _PASSPORT.finditer(digits):
        preceding = page.folded[max(0, match.start() - _LABEL_DISTANCE) : match.start()]
        if not _OTHER_NUMBER.search(preceding):
            yield Hit(match.start(), match.end(), HitKind.ID)
    for match in _SPELT_NUMBER.finditer(page.folded):
        yield Hit(match.start(), match.end(), HitKind.PHONE)


def _find_in_run(page: FoldedText, digits: str, groups: list[_Group]) -> Iterator[Hit]:
    """Try windows of groups from the left, the longest first: «SN 1995 0912 345 678» contains a telephone."""
    at = 0
    while at < len(groups):
        for stop in range(min(len(groups), at + _MAX_GROUPS), at, -1):
            kind = _classify_number(page, digits, groups[at:stop])
            if kind is not None:
                yield Hit(_extend_start(digits, groups[at].start, groups[stop - 1].end), groups[stop - 1].end, kind)
                at = stop
                break
        else:
            at += 1


def _extend_start(digits: str, start: int, end: int) -> int:
    """Include a plus sign before it, and a bracket that closes inside it: «(+84) 912 …», «(0215) 3862 …»."""
    closed = ")" in digits[start:end]
    while start > 0 and (digits[start - 1] == "+" or (closed and digits[start - 1] == "(")):
        start -= 1
    return start


def _classify_number(page: FoldedText, digits: str, groups: list[_Group]) -> HitKind | None:
    number = "".join(group.text for group in groups)
    if not 7 <= len(number) <= 15:
        return None
    start, end = groups[0].start, groups[-1].end
    preceding = page.folded[max(0, start - _LABEL_DISTANCE) : start]
    following = page.folded[end : end + 16]
    if start and (digits[start - 1].isalpha() or digits[start - 1] == "_") and not _GLUED_LABEL.search(preceding):
        return None
    if re.match(r"[/-][a-z]|/\d{4}\b|[a-z]", following) and not re.match(r"-?(?:sn|sinh|tru|zalo)", following):
        return None  # a document number
    lengths = [len(group.text) for group in groups]
    if _are_dates(groups):
        return None
    has_plus = "+" in digits[max(0, start - 2) : start]
    if not number.startswith("0") and page.tabbed(start, end):
        return None  # cells of a table, one figure each
    is_money = bool(_UNIT.match(following) or _MONEY.search(preceding))
    if not is_money:
        if ID_LABEL.search(preceding) and 8 <= len(number) <= 14:
            phone_label = PHONE_LABEL.search(preceding)
            id_label = ID_LABEL.search(preceding)
            if not (phone_label and id_label and phone_label.start() > id_label.start()):
                return HitKind.ID
        if PHONE_LABEL.search(preceding) and 7 <= len(number) <= 13 and max(lengths) >= 3:
            return HitKind.PHONE
    return _classify_shape(
        number,
        lengths,
        digits[start:end],
        has_plus=has_plus,
        is_money=is_money,
        is_other_number=bool(_OTHER_NUMBER.search(preceding)),
    )


def _classify_shape(
    number: str,
    lengths: list[int],
    number_text: str,
    *,
    has_plus: bool,
    is_money: bool,
    is_other_number: bool,
) -> HitKind | None:
    """The kind of a number by its format alone. Quantities have no leading zero."""
    joined, single = len(lengths) == 1, set(lengths) == {1}
    grouped = joined or single or (lengths[0] >= 2 and min(lengths[1:]) >= 2 and len(lengths) <= 5)
    if number.startswith("0"):
        if number.startswith("0084") and 13 <= len(number) <= 14 and grouped:
            return HitKind.PHONE
        if len(number) == 10 and number[1] != "0" and grouped:
            return HitKind.PHONE
        if len(number) == 11 and number[1] in "12" and grouped:
            return HitKind.PHONE
        if len(number) == 12 and 1 <= int(number[:3]) <= 96:
            shaped = joined or single or (lengths[0] in (3, 4, 6) and len(lengths) <= 5)
            return HitKind.ID if shaped else None
        if len(number) == 9 and (joined or single or lengths == [3, 3, 3]) and not is_money:
            return HitKind.ID
        return None
    if number.startswith("84") and (
        has_plus or (number[2] in "2356789" and not is_money and lengths[0] in (2, len(number)))
    ):
        local = number[2:].removeprefix("0")
        if 9 <= len(local) <= 10 and (has_plus or grouped):
            return HitKind.PHONE
    if is_money or is_other_number:
        return None
    if number.endswith("0000"):
        return None  # an amount of money
    if len(number) == 9 and (joined or (lengths == [3, 3, 3] and "." not in number_text)):
        return HitKind.ID
    return HitKind.ID if len(number) == 12 and joined else None


def _are_dates(groups: list[_Group]) -> bool:
    """Whether the groups are dates or years: «12.03.2021», «2019 2020 2021», «2016-2020»."""
    texts = [group.text for group in groups]
    if all(len(text) == 4 and text[:2] in ("19", "20") for text in texts):
        return True
    lengths = [len(text) for text in texts]
    return len(texts) == 3 and lengths[2] == 4 and max(lengths[:2]) <= 2 and texts[2][:2] in ("19", "20")
