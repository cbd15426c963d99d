"""Units of measure (đơn vị tính): read from the words of a form, compared, converted without loss."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.text import fold, nfc, same_tone_style


class Dimension(StrEnum):
    MONEY = "money"
    SHARE = "share"  # of a hundred
    PERSONS = "persons"
    EVENTS = "events"
    HOUSEHOLDS = "households"
    ESTABLISHMENTS = "establishments"
    CASES = "cases"
    PRINTED = "printed"
    PLACES = "places"
    PAPERS = "papers"
    GROUPS = "groups"
    TIME = "time"
    AREA = "area"
    TIMES = "times"  # «lượt», of whatever
    OTHER = "other"  # a rate («đồng/người»), or what two words of the form say differently
    UNKNOWN = "unknown"


class Relation(StrEnum):
    SAME = "same"  # one measure, perhaps in another size: the value is converted
    NEAR = "near"  # both may be meant: a person has to say
    UNSTATED = "unstated"  # the form does not say
    CONFLICT = "conflict"  # never


_NOUNS = {
    Dimension.PERSONS: "lượt người, người, lượt khách, học sinh, sinh viên, cán bộ, hội viên, đoàn viên, đối tượng, "
    "trẻ em, trẻ, bệnh nhân, lao động, học viên, thành viên, nạn nhân, bị can, bị cáo, lượt cán bộ, lượt học sinh",
    Dimension.EVENTS: "cuộc, buổi, đợt, lần, lớp, hội nghị, giờ học, tiết, phiên, chuyến",
    Dimension.HOUSEHOLDS: "hộ gia đình, hộ, gia đình",
    Dimension.ESTABLISHMENTS: "lượt cơ sở, cơ sở, doanh nghiệp, nhà hàng, khách sạn, hợp tác xã, trường",
    Dimension.CASES: "vụ án, vụ việc, vụ",
    Dimension.PRINTED: "tờ rơi, tờ gấp, tờ, cuốn, chiếc, cái, băng rôn, pa nô, áp phích, khẩu hiệu, tin, bài, "
    "phóng sự, trang, bộ, ấn phẩm",
    Dimension.PLACES: "xã, phường, thị trấn, thôn, bản, tổ dân phố, tụ điểm, địa bàn, huyện, tỉnh, cấp ủy",
    Dimension.PAPERS: "văn bản, biên bản, kế hoạch, quyết định, báo cáo, kiến nghị, đề nghị, chương trình, hồ sơ",
    Dimension.GROUPS: "đội, nhóm, câu lạc bộ, tổ, mô hình",
    Dimension.TIME: "phút, giờ, ngày, tháng, năm, tuần",
    Dimension.AREA: "ha, m2, km, km2, m3, tấn, kg",
    Dimension.TIMES: "lượt",
}
_ONE_NOUN = {
    "buổi": "cuộc",
    "hộ gia đình": "hộ",
    "vụ việc": "vụ",
    "tờ gấp": "tờ",
    "tờ rơi": "tờ",
    "cái": "chiếc",
}
_MONEY = re.compile(
    r"(?:(?P<size>nghin|ngan|tram trieu|trieu|tr|tram|muoi trieu|ty|ti|1[., ]?000[., ]?000|1[., ]?000)\s*\.?\s*)?"
    r"(?:dong|d|vnd)(?: viet nam| vn)?"
)
_SIZES = {
    "": 0,
    "nghin": 3,
    "ngan": 3,
    "trieu": 6,
    "tr": 6,
    "tram trieu": 8,
    "muoi trieu": 7,
    "tram": 2,
    "ty": 9,
    "ti": 9,
}
_MULTIPLE = re.compile(r"(?P<size>nghin|ngan|1[., ]?000|trieu)\s+")
_SHARES = frozenset({"%", "phan tram", "ty le", "ti le", "ty le %", "ti le %", "% "})
_NOTE = re.compile(
    r"(?:đơn vị(?: tính)?|đvt|đv tính|dvt)\s*(?::|là)\s*(?P<measure>[^;)\]\n]+)", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{1,40}?)\s*[)\]]")
_BEHIND = re.compile(r"[,:–-]\s*((?:nghìn|ngàn|triệu|tỷ|tỉ|1[.,]?000)?\s*(?:đồng|đ))\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"^\W*(?:\d+[.)]\s*)?(?:trong đó\W+)?(?:tổng\s+)?(?:số(?:\s+lượng)?)\s+")
_PAID = re.compile(
    r"(?<!\w)(?:kinh phí|số tiền|tiền|dự toán|ngân sách|doanh thu|vốn|giá trị|chi phí|thu nhập|quyết toán)(?!\w)"
)
_NO_NOUN = re.compile(r"tổ chức|bản (?:cam|tin|đồ)|bài học|bộ (?:phận|đội)|(?:giờ|ngày|tháng|năm|tuần)(?!\w)")
_SHARED = re.compile(r"^\W*(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)(?!\w)|%")


@dataclass(frozen=True, slots=True)
class Measure:
    """`nouns`: what is counted; `factor`: how many of it one is («nghìn đồng»: 1000); 0 where that is not said."""

    dimension: Dimension
    nouns: frozenset[str] = frozenset()
    factor: Decimal = Decimal(1)
    text: str = ""


CONTRADICTION = Measure(Dimension.OTHER)
SHARE = Measure(Dimension.SHARE, text="%")
MONEY_OF_UNKNOWN_SIZE = Measure(Dimension.MONEY, factor=Decimal(0))


def parse_measure(text: str) -> Measure | None:
    """What stands in a column «Đơn vị tính», or an element's unit of measure; None for «»."""
    words = _clean(text)
    if not words:
        return None
    folded = fold(words)
    if folded in _SHARES:
        return SHARE
    if money := _MONEY.fullmatch(folded):
        return Measure(Dimension.MONEY, frozenset({"đồng"}), _size(money["size"] or ""), text.strip())
    if "/" in words:
        return Measure(Dimension.OTHER, frozenset({words}), text=text.strip())
    factor = Decimal(1)
    if multiple := _MULTIPLE.match(folded):
        factor, words = _size(multiple["size"]), words[multiple.end() :]
    nouns = frozenset(
        _noun(part) for part in re.split(r"\s{0,9}[,;]\s*|\s{1,9}(?:và|hoặc)\s+", words) if part
    )
    dimensions = {_dimension(noun) for noun in nouns}
    dimension = dimensions.pop() if len(dimensions) == 1 else Dimension.UNKNOWN
    return Measure(dimension, nouns, factor, text.strip())


def measure_in_label(label: str) -> Measure | None:
    """What a head or the label of a row says in so many words: «Kinh phí (nghìn đồng)», «Tỷ lệ (%)»."""
    if note := measure_in_note(label):
        return note
    found = [parse_measure(words) for words in _IN_BRACKETS.findall(nfc(label))]
    behind = _BEHIND.search(nfc(label))
    found += [parse_measure(behind[1])] if behind else []
    known = [
        one for one in found if one is not None and one.dimension not in (Dimension.UNKNOWN, Dimension.OTHER)
    ]
    known += [one for one in found if one is not None and "đồng/" in " ".join(one.nouns)]
    return _agreed(known)


def measure_in_note(text: str) -> Measure | None:
    """Of «Đơn vị tính: nghìn đồng»; None where there is no such note or it names several of different kinds."""
    note = _NOTE.search(nfc(text))
    found = parse_measure(note["measure"]) if note else None
    return found if found is not None and found.dimension is not Dimension.UNKNOWN else None


def implied_measure(label: str) -> Measure | None:
    """What the words of a label count: «Số lượt người tham dự», «Kinh phí đã chi», «Tỷ lệ hộ …»."""
    words = _clean_label(label)
    if _SHARED.search(words):
        return SHARE
    counted = _COUNTED.match(words)
    rest = words[counted.end() :] if counted else words
    noun = next((one for one in _BY_LENGTH if re.match(rf"{one}(?!\w)", rest)), "")
    noun = "" if _NO_NOUN.match(rest) else noun
    if noun:
        return Measure(_dimension(_noun(noun)), frozenset({_noun(noun)}), text=noun)
    return MONEY_OF_UNKNOWN_SIZE if _PAID.search(words) else None


def agreed_measure(
    stated: Iterable[Measure | None], implied: Measure | None, note: Measure | None
) -> Measure | None:
    """What a place is measured in: the words beside it before what they imply, a note over the table last."""
    said = _agreed([one for one in stated if one is not None])
    if said is not None:
        amounts = (Dimension.MONEY, Dimension.SHARE)
        clash = (
            implied is not None
            and implied.dimension in amounts
            and relate(said, implied) is Relation.CONFLICT
        )
        return CONTRADICTION if clash else said
    if implied is not None and not (implied.dimension is Dimension.MONEY and note is not None):
        return implied
    if implied is not None and note is not None and note.dimension is not Dimension.MONEY:
        return implied
    return note


def relate(one: Measure | None, other: Measure | None) -> Relation:
    if one is None or other is None:
        return Relation.UNSTATED
    if Dimension.OTHER in (one.dimension, other.dimension):
        return Relation.SAME if one.nouns and one.nouns == other.nouns else Relation.CONFLICT
    if one.dimension == other.dimension and one.dimension in (Dimension.MONEY, Dimension.SHARE):
        return Relation.SAME if one.factor and other.factor else Relation.UNSTATED
    if one.nouns and other.nouns and (one.nouns <= other.nouns or other.nouns <= one.nouns):
        return Relation.SAME
    exact = (Dimension.MONEY, Dimension.SHARE)
    if one.dimension in exact or other.dimension in exact:
        return Relation.CONFLICT
    vague = (Dimension.UNKNOWN, Dimension.TIMES)
    if one.dimension == other.dimension or one.dimension in vague or other.dimension in vague:
        return Relation.NEAR
    return Relation.CONFLICT


def convert(value: Decimal, kept: Measure | None, wanted: Measure | None) -> Decimal:
    """The same amount in another size, exact: 1,5 triệu đồng is 1500 nghìn đồng."""
    if kept is None or wanted is None or relate(kept, wanted) is not Relation.SAME:
        return value
    return value * kept.factor / wanted.factor


def _agreed(found: list[Measure]) -> Measure | None:
    """The first where all may mean one thing."""
    if any(relate(found[0], one) is Relation.CONFLICT or one.factor != found[0].factor for one in found[1:]):
        return CONTRADICTION
    return found[0] if found else None


def _clean(text: str) -> str:
    words = " ".join(same_tone_style(nfc(text).lower()).split()).strip(" .:;\"“”'()[]")
    return re.sub(r"^(?:đơn vị tính|đvt|tính bằng|số)\s*:?\s+", "", words)


def _clean_label(label: str) -> str:
    words = re.sub(r"^[\s\-–+*]*(?:trong đó\s*:?\s*)?[\s\-–+*]*", "", same_tone_style(nfc(label).lower()))
    return " ".join(words.split())


def _size(written: str) -> Decimal:
    zeros = written.count("0")
    return Decimal(10) ** (zeros or _SIZES.get(written, 0))


def _noun(words: str) -> str:
    words = same_tone_style(words.strip())
    return _ONE_NOUN.get(words, words)


def _dimension(noun: str) -> Dimension:
    return _DIMENSIONS.get(noun, Dimension.UNKNOWN)


_DIMENSIONS = {
    _noun(noun.strip()): dimension for dimension, nouns in _NOUNS.items() for noun in nouns.split(",")
}
_BY_LENGTH = sorted(
    {noun.strip() for nouns in _NOUNS.values() for noun in nouns.split(",")}, key=len, reverse=True
)
