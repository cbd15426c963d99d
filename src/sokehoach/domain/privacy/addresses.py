"""Find home addresses: labelled as such, a house number, or a place directly beside a person's name."""

import bisect
import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.lexicon import CAPITALS, REST_PATTERN
from sokehoach.domain.privacy.page import FoldedText

_NAME = rf"[{CAPITALS}]{REST_PATTERN}(?: [{CAPITALS}]{REST_PATTERN}){{0,4}}+(?: \d{{1,3}})?+"
_NOUN = (
    r"(?:bản|thôn|xóm|ấp|buôn|làng|tổ dân phố|tổ|khối phố|khối|khu phố|khu|tiểu khu|phố|đường|ngõ|ngách"
    r"|hẻm|số nhà|số|nhà số|xã|phường|thị trấn"
    r"|thị xã|quận|huyện|tỉnh|thành phố|TP\.?|phòng(?: trọ)?(?: số)?|đội|cụm|ttr?\.?|TDP|P\.|Q\.|H\.|X\.)"
)
_HOUSE_NUMBER = r"[1-9]\d{0,3}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,4}(?!\d|[ .]\d{3})"
_PART = rf"(?i:{_NOUN}) ?(?:số )?(?:{_HOUSE_NUMBER}|{_NAME})"
_FULL_ADDRESS = rf"{_PART}(?:(?:,| -|;)? ?\n?(?:thuộc )?(?:{_PART}|(?<=, ){_NAME})){{0,12}}+"
_RESIDENCE = re.compile(
    r"(?<!\w)(?i:(?P<word>(?:hộ khẩu|nơi|chỗ)? ?(?:đăng ký )?(?:hộ khẩu )?(?:thường trú|tạm trú"
    r"|trú quán)|hộ khẩu|HKTT|ĐKTT|trú tại|trú ở|trú"
    r"|ngụ tại|ngụ ở|cư ngụ tại|cư trú tại|nơi ở(?: hiện (?:nay|tại))?|chỗ ở(?: hiện (?:nay|tại))?"
    r"|nhà riêng|quê quán|nguyên quán|quê ở|quê"
    r"|nhà ở|thuê trọ|ở trọ|trọ|địa chỉ(?: nhà)?|sống tại|sinh sống tại|đ/c|nhà tại))"
    rf"(?i:(?: hiện (?:tại|nay)| tại| ở)?)[ :,]{{0,3}}(?P<where>{_FULL_ADDRESS})"
)
_HOUSE = re.compile(
    r"(?<!\w)(?i:(?P<mark>số nhà|nhà số|nhà|SN|số|ngõ|ngách|hẻm"
    r"|kiệt))?[ :]{0,2}(?P<number>\d{1,4}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,3})"
    rf"(?P<tail>,? ?(?i:đường|phố|ngõ|ngách|hẻm|kiệt|tổ dân phố|tổ|khối|thôn|bản|xóm|khu phố"
    rf"|ấp) (?:số )?(?:\d{{1,9}}|{_NAME})(?:, ?{_PART}){{0,12}}+)?"
)
_OFFICE = re.compile(
    r"(?:trụ sở|ubnd|[ủu][ỷy] ban|trung tâm|cơ quan|hội trường|nhà văn hóa|công ty|khách sạn|nhà nghỉ"
    r"|karaoke|trạm|phòng [lgvtny]"
    r"|cơ sở|bộ phận|quán|địa điểm|doanh nghiệp|chi nhánh|nhà hàng|bưu điện|trường|chợ)[^.;\n]{0,60}\Z",
    re.IGNORECASE,
)
# «kiểm tra tạm trú tại xã …», «người dân cư trú tại …»: about a task or many people, not one person.
_PLURAL_CONTEXT = re.compile(
    r"(?:kiểm tra|quản lý|đăng ký|khai báo|công tác|thông báo|rà soát|kiểm soát|lưu|về|người dân|hộ dân"
    r"|nhân dân|đồng bào|các hộ|nhân khẩu|công dân"
    r"|số hộ|bà con|dân cư|cơ sở|đang|tình hình|nhà nghỉ|nhà|khu|xóm|dãy|các|phòng|những|vùng|điểm|chủ"
    r"|bàn)(?: (?:có|đang|và|hoặc|trực tiếp))? ?\Z",
    re.IGNORECASE,
)
_PERSONAL_RESIDENCE = re.compile(
    r"(?:hộ khẩu|hktt|trú quán|nơi ở|chỗ ở|thường trú|trú tại|trú ở|trú|đktt|nhà riêng|quê quán"
    r"|nguyên quán|ngụ)",
    re.IGNORECASE,
)
_SMALL_UNIT = re.compile(r"(?i:bản|thôn|xóm|ấp|tổ|khối|số|ngõ)")
_AFTER_NAME = re.compile(
    rf"[ ]?[,;(-]{{0,2}}[ ]?(?:(?:hiện |đang )?(?:ở|tại|người|nhà)[ ]?(?:tại |ở )?)?(?P<where>(?i:bản"
    rf"|thôn|xóm|ấp|tổ|khối|số nhà|số|phòng(?: số)?|TDP) "
    rf"?(?:{_HOUSE_NUMBER}|{_NAME})(?:,? ?{_PART}){{0,12}}+)"
)
_ROOM = re.compile(
    r"(?<!\w)(?i:phòng (?:trọ |số |nghỉ )?)(?P<number>\d{1,4}[A-Za-z]?)(?!\d|[/.]\d| (?:học|làm|máy|ban))"
)


def find_hits(page: FoldedText, person_hits: Sequence[Hit]) -> Iterator[Hit]:
    """Addresses in the text. `person_hits`: names and births; a place beside one is a home address."""
    text = page.text
    ordered_hits = sorted(person_hits)
    for match in _RESIDENCE.finditer(text):
        preceding = text[max(0, match.start() - 24) : match.start()]
        is_beside_person = _reaches_into(ordered_hits, match.start() - 48, match.start())
        label = match["word"].strip()
        is_plural = _PLURAL_CONTEXT.search(preceding) or not _PERSONAL_RESIDENCE.match(label)
        if (
            not is_beside_person
            and is_plural
            and not (label.lower().startswith("đăng ký") and _SMALL_UNIT.match(match["where"]))
        ):
            house = re.match(r"(?i:số nhà|nhà số|số \d)", match["where"])
            if not house or _OFFICE.search(text[max(0, match.start() - 60) : match.start()]):
                continue
        if not is_beside_person and _OFFICE.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        yield Hit(
            match.start("word") + len(match["word"]) - len(match["word"].lstrip()),
            match.end(),
            HitKind.ADDRESS,
        )
    for match in _HOUSE.finditer(text):
        mark = (match["mark"] or "").lower()
        if not (mark in ("số nhà", "nhà số") or (match["tail"] and (mark or _is_street(match["tail"])))):
            continue
        if mark == "sn" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            continue
        preceding = text[max(0, match.start() - 70) : match.start()]
        is_beside_person = _reaches_into(ordered_hits, match.start() - 60, match.start())
        if is_beside_person or not _OFFICE.search(preceding):
            if (
                match["tail"]
                and not mark
                and not is_beside_person
                and not re.match(r"\d{1,4}+[A-Za-z]?[/-]?\d{0,4}[A-Za-z]? ?,? ?(?i:đường|phố|ngõ)", match[0].strip())
            ):
                continue
            yield Hit(match.start("mark") if mark else match.start("number"), match.end(), HitKind.ADDRESS)
    for name in ordered_hits:
        place = _AFTER_NAME.match(text, name.end)
        if place is not None:
            yield Hit(place.start("where"), place.end("where"), HitKind.ADDRESS)
    for match in _ROOM.finditer(text):
        if _reaches_into(ordered_hits, match.start() - 60, match.end() + 60):
            yield Hit(match.start(), match.end(), HitKind.ADDRESS)


def _is_street(tail: str) -> bool:
    return re.match(r",? ?(?i:đường|phố|ngõ|ngách|hẻm|kiệt)", tail) is not None


def _reaches_into(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether one of the hits overlaps start..end. The hits are in order and do not overlap."""
    at = bisect.bisect_left(hits, end, key=lambda hit: hit.start)
    return at > 0 and hits[at - 1].end > start
