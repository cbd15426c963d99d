"""Where somebody lives: said to be that, a house with its number, or a place right beside a name."""

import bisect
import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.privacy.hit import Hit, Kind
from sokehoach.domain.privacy.page import Page
from sokehoach.domain.privacy.words import CAPITAL, REST

_NAME = rf"[{CAPITAL}]{REST}(?: [{CAPITAL}]{REST}){{0,4}}+(?: \d{{1,3}})?+"
_NOUN = (
    r"(?:bản|thôn|xóm|ấp|buôn|làng|tổ dân phố|tổ|khối phố|khối|khu phố|khu|tiểu khu|phố|đường|ngõ|ngách"
    r"|hẻm|số nhà|số|nhà số|xã|phường|thị trấn"
    r"|thị xã|quận|huyện|tỉnh|thành phố|TP\.?|phòng(?: trọ)?(?: số)?|đội|cụm|ttr?\.?|TDP|P\.|Q\.|H\.|X\.)"
)
_HOUSE_NUMBER = r"[1-9]\d{0,3}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,4}(?!\d|[ .]\d{3})"
_PART = rf"(?i:{_NOUN}) ?(?:số )?(?:{_HOUSE_NUMBER}|{_NAME})"
_WHOLE = rf"{_PART}(?:(?:,| -|;)? ?\n?(?:thuộc )?(?:{_PART}|(?<=, ){_NAME})){{0,12}}+"
_LIVES = re.compile(
    r"(?<!\w)(?i:(?P<word>(?:hộ khẩu|nơi|chỗ)? ?(?:đăng ký )?(?:hộ khẩu )?(?:thường trú|tạm trú"
    r"|trú quán)|hộ khẩu|HKTT|ĐKTT|trú tại|trú ở|trú"
    r"|ngụ tại|ngụ ở|cư ngụ tại|cư trú tại|nơi ở(?: hiện (?:nay|tại))?|chỗ ở(?: hiện (?:nay|tại))?"
    r"|nhà riêng|quê quán|nguyên quán|quê ở|quê"
    r"|nhà ở|thuê trọ|ở trọ|trọ|địa chỉ(?: nhà)?|sống tại|sinh sống tại|đ/c|nhà tại))"
    rf"(?i:(?: hiện (?:tại|nay)| tại| ở)?)[ :,]{{0,3}}(?P<where>{_WHOLE})"
)
_HOUSE = re.compile(
    r"(?<!\w)(?i:(?P<mark>số nhà|nhà số|nhà|SN|số|ngõ|ngách|hẻm"
    r"|kiệt))?[ :]{0,2}(?P<number>\d{1,4}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,3})"
    rf"(?P<tail>,? ?(?i:đường|phố|ngõ|ngách|hẻm|kiệt|tổ dân phố|tổ|khối|thôn|bản|xóm|khu phố"
    rf"|ấp) (?:số )?(?:\d{{1,9}}|{_NAME})(?:, ?{_PART}){{0,12}}+)?"
)
_OFFICIAL = re.compile(
    r"(?:trụ sở|ubnd|[ủu][ỷy] ban|trung tâm|cơ quan|hội trường|nhà văn hóa|công ty|khách sạn|nhà nghỉ"
    r"|karaoke|trạm|phòng [lgvtny]"
    r"|cơ sở|bộ phận|quán|địa điểm|doanh nghiệp|chi nhánh|nhà hàng|bưu điện|trường|chợ)[^.;\n]{0,60}\Z",
    re.IGNORECASE,
)
# «kiểm tra tạm trú tại xã …», «người dân cư trú tại …»: works and peoples, not a person.
_MANY = re.compile(
    r"(?:kiểm tra|quản lý|đăng ký|khai báo|công tác|thông báo|rà soát|kiểm soát|lưu|về|người dân|hộ dân"
    r"|nhân dân|đồng bào|các hộ|nhân khẩu|công dân"
    r"|số hộ|bà con|dân cư|cơ sở|đang|tình hình|nhà nghỉ|nhà|khu|xóm|dãy|các|phòng|những|vùng|điểm|chủ"
    r"|bàn)(?: (?:có|đang|và|hoặc|trực tiếp))? ?\Z",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"(?:hộ khẩu|hktt|trú quán|nơi ở|chỗ ở|thường trú|trú tại|trú ở|trú|đktt|nhà riêng|quê quán"
    r"|nguyên quán|ngụ)",
    re.IGNORECASE,
)
_FINE = re.compile(r"(?i:bản|thôn|xóm|ấp|tổ|khối|số|ngõ)")
_AFTER_NAME = re.compile(
    rf"[ ]?[,;(-]{{0,2}}[ ]?(?:(?:hiện |đang )?(?:ở|tại|người|nhà)[ ]?(?:tại |ở )?)?(?P<where>(?i:bản"
    rf"|thôn|xóm|ấp|tổ|khối|số nhà|số|phòng(?: số)?|TDP) "
    rf"?(?:{_HOUSE_NUMBER}|{_NAME})(?:,? ?{_PART}){{0,12}}+)"
)
_ROOM = re.compile(
    r"(?<!\w)(?i:phòng (?:trọ |số |nghỉ )?)(?P<number>\d{1,4}[A-Za-z]?)(?!\d|[/.]\d| (?:học|làm|máy|ban))"
)


def find(page: Page, others: Sequence[Hit]) -> Iterator[Hit]:
    """`others`: names and births, beside which a place is where somebody lives."""
    text = page.text
    named = sorted(others)
    for match in _LIVES.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        beside = _within(named, match.start() - 48, match.start())
        word = match["word"].strip()
        many = _MANY.search(before) or not _ALWAYS.match(word)
        if not beside and many and not (word.lower().startswith("đăng ký") and _FINE.match(match["where"])):
            house = re.match(r"(?i:số nhà|nhà số|số \d)", match["where"])
            if not house or _OFFICIAL.search(text[max(0, match.start() - 60) : match.start()]):
                continue
        if not beside and _OFFICIAL.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        yield Hit(
            match.start("word") + len(match["word"]) - len(match["word"].lstrip()), match.end(), Kind.ADDRESS
        )
    for match in _HOUSE.finditer(text):
        mark = (match["mark"] or "").lower()
        if not (mark in ("số nhà", "nhà số") or (match["tail"] and (mark or _street(match["tail"])))):
            continue
        if mark == "sn" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            continue
        before = text[max(0, match.start() - 70) : match.start()]
        beside = _within(named, match.start() - 60, match.start())
        if beside or not _OFFICIAL.search(before):
            if (
                match["tail"]
                and not mark
                and not beside
                and not re.match(
                    r"\d{1,4}+[A-Za-z]?[/-]?\d{0,4}[A-Za-z]? ?,? ?(?i:đường|phố|ngõ)", match[0].strip()
                )
            ):
                continue
            yield Hit(match.start("mark") if mark else match.start("number"), match.end(), Kind.ADDRESS)
    for name in named:
        after = _AFTER_NAME.match(text, name.end)
        if after is not None:
            yield Hit(after.start("where"), after.end("where"), Kind.ADDRESS)
    for match in _ROOM.finditer(text):
        if _within(named, match.start() - 60, match.end() + 60):
            yield Hit(match.start(), match.end(), Kind.ADDRESS)


def _street(tail: str) -> bool:
    return re.match(r",? ?(?i:đường|phố|ngõ|ngách|hẻm|kiệt)", tail) is not None


def _within(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether one of the hits, in order and none over another, reaches into the stretch."""
    at = bisect.bisect_left(hits, end, key=lambda hit: hit.start)
    return at > 0 and hits[at - 1].end > start
