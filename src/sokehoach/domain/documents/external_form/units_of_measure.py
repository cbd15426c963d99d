"""Units of measure (đơn vị tính): parse them from labels, compare them, convert without loss."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.text import fold_accents, fold_tones, normalize_nfc, same_tone_style


class MeasureDimension(StrEnum):
    MONEY = "money"
    SHARE = "share"  # percentage
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
    TIMES = "times"  # «lượt», of anything
    OTHER = "other"  # a rate («đồng/người»), or conflicting labels
    UNKNOWN = "unknown"


class Relation(StrEnum):
    SAME = "same"  # same unit of measure, perhaps another scale: the value is converted
    POSSIBLE = "near"  # ambiguous: a person has to decide
    UNSTATED = "unstated"  # the form does not state one
    CONFLICT = "conflict"  # incompatible


_NOUNS = {
    MeasureDimension.PERSONS: "lượt người, người, lượt khách, học sinh, sinh viên, cán bộ, hội viên, đoàn viên, "
    "đối tượng, "
    "trẻ em, trẻ, bệnh nhân, lao động, học viên, thành viên, nạn nhân, bị can, bị cáo, lượt cán bộ, lượt học sinh",
    MeasureDimension.EVENTS: "cuộc, buổi, đợt, lần, lớp, hội nghị, giờ học, tiết, phiên, chuyến",
    MeasureDimension.HOUSEHOLDS: "hộ gia đình, hộ, gia đình",
    MeasureDimension.ESTABLISHMENTS: "lượt cơ sở, cơ sở, doanh nghiệp, nhà hàng, khách sạn, hợp tác xã, trường",
    MeasureDimension.CASES: "vụ án, vụ việc, vụ",
    MeasureDimension.PRINTED: "tờ rơi, tờ gấp, tờ, cuốn, chiếc, cái, băng rôn, pa nô, áp phích, khẩu hiệu, tin, bài, "
    "phóng sự, trang, bộ, ấn phẩm",
    MeasureDimension.PLACES: "xã, phường, thị trấn, thôn, bản, tổ dân phố, tụ điểm, địa bàn, huyện, tỉnh, cấp ủy",
    MeasureDimension.PAPERS: "văn bản, biên bản, kế hoạch, quyết định, báo cáo, kiến nghị, đề nghị, "
    "chương trình, hồ sơ",
    MeasureDimension.GROUPS: "đội, nhóm, câu lạc bộ, tổ, mô hình",
    MeasureDimension.TIME: "phút, giờ, ngày, tháng, năm, tuần",
    MeasureDimension.AREA: "ha, m2, km, km2, m3, tấn, kg",
    MeasureDimension.TIMES: "lượt",
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
_NOTE = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính|dvt)\s*(?::|là)\s*(?P<measure>[^;)\]\n]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{1,40}?)\s*[)\]]")
_TRAILING_MEASURE = re.compile(r"[,:–-]\s*((?:nghìn|ngàn|triệu|tỷ|tỉ|1[.,]?000)?\s*(?:đồng|đ))\s*$", re.IGNORECASE)
_COUNT_PREFIX = re.compile(r"^\W*(?:\d+[.)]\s*)?(?:trong đó\W+)?(?:tổng\s+)?(?:số(?:\s+lượng)?)\s+")
_MONEY_WORDS = re.compile(
    r"(?<!\w)(?:kinh phí|số tiền|tiền|dự toán|ngân sách|doanh thu|vốn|giá trị|chi phí|thu nhập|quyết toán)(?!\w)"
)
_NO_NOUN = re.compile(r"tổ chức|bản (?:cam|tin|đồ)|bài học|bộ (?:phận|đội)|(?:giờ|ngày|tháng|năm|tuần)(?!\w)")
_SHARE_WORDS = re.compile(r"^\W*(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)(?!\w)|%")


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit of measure. `nouns`: what is counted; `factor`: the scale («nghìn đồng»: 1000), 0 if unknown."""

    dimension: MeasureDimension
    nouns: frozenset[str] = frozenset()
    factor: Decimal = Decimal(1)
    text: str = ""


CONTRADICTION = UnitOfMeasure(MeasureDimension.OTHER)
SHARE = UnitOfMeasure(MeasureDimension.SHARE, text="%")
MONEY_OF_UNKNOWN_SIZE = UnitOfMeasure(MeasureDimension.MONEY, factor=Decimal(0))


def parse_measure(text: str) -> UnitOfMeasure | None:
    """Parse the column «Đơn vị tính», or an element's unit of measure; None for «»."""
    cleaned = _clean_text(text)
    if not cleaned:
        return None
    folded = fold_accents(cleaned)
    if folded in _SHARES:
        return SHARE
    if money := _MONEY.fullmatch(folded):
        return UnitOfMeasure(
            MeasureDimension.MONEY, frozenset({"đồng"}), _parse_factor(money["size"] or ""), text.strip()
        )
    if "/" in cleaned:
        return UnitOfMeasure(MeasureDimension.OTHER, frozenset({cleaned}), text=text.strip())
    factor = Decimal(1)
    if multiple := _MULTIPLE.match(folded):
        factor, cleaned = _parse_factor(multiple["size"]), cleaned[multiple.end() :]
    nouns = frozenset(
        _normalize_noun(part) for part in re.split(r"\s{0,9}[,;]\s*|\s{1,9}(?:và|hoặc)\s+", cleaned) if part
    )
    dimensions = {_find_dimension(noun) for noun in nouns}
    dimension = dimensions.pop() if len(dimensions) == 1 else MeasureDimension.UNKNOWN
    return UnitOfMeasure(dimension, nouns, factor, text.strip())


def find_measure_in_label(label: str) -> UnitOfMeasure | None:
    """The unit of measure that a head or row label states: «Kinh phí (nghìn đồng)», «Tỷ lệ (%)»."""
    if note := find_measure_in_note(label):
        return note
    candidates = [parse_measure(bracketed) for bracketed in _IN_BRACKETS.findall(normalize_nfc(label))]
    trailing = _TRAILING_MEASURE.search(normalize_nfc(label))
    candidates += [parse_measure(trailing[1])] if trailing else []
    definite = [
        candidate
        for candidate in candidates
        if candidate is not None and candidate.dimension not in (MeasureDimension.UNKNOWN, MeasureDimension.OTHER)
    ]
    definite += [
        candidate for candidate in candidates if candidate is not None and "đồng/" in " ".join(candidate.nouns)
    ]
    return _find_agreed(definite)


def find_measure_in_note(text: str) -> UnitOfMeasure | None:
    """Parse «Đơn vị tính: nghìn đồng»; None without such a note, or if it is unknown or of several kinds."""
    note = _NOTE.search(normalize_nfc(text))
    measure = parse_measure(note["measure"]) if note else None
    return measure if measure is not None and measure.dimension is not MeasureDimension.UNKNOWN else None


def find_implied_measure(label: str) -> UnitOfMeasure | None:
    """The unit of measure that the words of a label imply: «Số lượt người tham dự», «Kinh phí đã chi», «Tỷ lệ hộ …»."""
    cleaned = _clean_label(label)
    if _SHARE_WORDS.search(cleaned):
        return SHARE
    count_prefix = _COUNT_PREFIX.match(cleaned)
    rest = cleaned[count_prefix.end() :] if count_prefix else cleaned
    noun = next((candidate for candidate in _BY_LENGTH if re.match(rf"{candidate}(?!\w)", rest)), "")
    noun = "" if _NO_NOUN.match(rest) else noun
    if noun:
        return UnitOfMeasure(_find_dimension(_normalize_noun(noun)), frozenset({_normalize_noun(noun)}), text=noun)
    return MONEY_OF_UNKNOWN_SIZE if _MONEY_WORDS.search(cleaned) else None


def resolve_measure(
    stated: Iterable[UnitOfMeasure | None], implied: UnitOfMeasure | None, note: UnitOfMeasure | None
) -> UnitOfMeasure | None:
    """The unit of measure of a place: stated beside it, else implied, else from the note above the table.

    A note in money also precedes implied money, whose scale is unknown. CONTRADICTION if the labels conflict.
    """
    stated_measure = _find_agreed([measure for measure in stated if measure is not None])
    if stated_measure is not None:
        amounts = (MeasureDimension.MONEY, MeasureDimension.SHARE)
        clash = (
            implied is not None
            and implied.dimension in amounts
            and compare_measures(stated_measure, implied) is Relation.CONFLICT
        )
        return CONTRADICTION if clash else stated_measure
    if implied is not None and not (implied.dimension is MeasureDimension.MONEY and note is not None):
        return implied
    if implied is not None and note is not None and note.dimension is not MeasureDimension.MONEY:
        return implied
    return note


def compare_measures(measure: UnitOfMeasure | None, other: UnitOfMeasure | None) -> Relation:
    if measure is None or other is None:
        return Relation.UNSTATED
    if MeasureDimension.OTHER in (measure.dimension, other.dimension):
        return Relation.SAME if measure.nouns and measure.nouns == other.nouns else Relation.CONFLICT
    if measure.dimension == other.dimension and measure.dimension in (
        MeasureDimension.MONEY,
        MeasureDimension.SHARE,
    ):
        return Relation.SAME if measure.factor and other.factor else Relation.UNSTATED
    if measure.nouns and other.nouns and (measure.nouns <= other.nouns or other.nouns <= measure.nouns):
        return Relation.SAME
    exact = (MeasureDimension.MONEY, MeasureDimension.SHARE)
    if measure.dimension in exact or other.dimension in exact:
        return Relation.CONFLICT
    vague = (MeasureDimension.UNKNOWN, MeasureDimension.TIMES)
    if measure.dimension == other.dimension or measure.dimension in vague or other.dimension in vague:
        return Relation.POSSIBLE
    return Relation.CONFLICT


def convert_amount(value: Decimal, source: UnitOfMeasure | None, target: UnitOfMeasure | None) -> Decimal:
    """Convert the amount to another scale, exactly: 1,5 triệu đồng is 1500 nghìn đồng."""
    if source is None or target is None or compare_measures(source, target) is not Relation.SAME:
        return value
    return value * source.factor / target.factor


def _find_agreed(measures: list[UnitOfMeasure]) -> UnitOfMeasure | None:
    """The first one, None without any; CONTRADICTION if another is incompatible or has another scale."""
    if any(
        compare_measures(measures[0], measure) is Relation.CONFLICT or measure.factor != measures[0].factor
        for measure in measures[1:]
    ):
        return CONTRADICTION
    return measures[0] if measures else None


def _clean_text(text: str) -> str:
    cleaned = " ".join(fold_tones(normalize_nfc(text)).split()).strip(" .:;\"“”'()[]")
    return re.sub(r"^(?:đơn vị tính|đvt|tính bằng|số)\s*:?\s+", "", cleaned)


def _clean_label(label: str) -> str:
    cleaned = re.sub(r"^[\s\-–+*]*(?:trong đó\s*:?\s*)?[\s\-–+*]*", "", fold_tones(normalize_nfc(label)))
    return " ".join(cleaned.split())


def _parse_factor(text: str) -> Decimal:
    return Decimal(10) ** (text.count("0") or _SIZES[text])


def _normalize_noun(noun: str) -> str:
    noun = same_tone_style(noun.strip())
    return _ONE_NOUN.get(noun, noun)


def _find_dimension(noun: str) -> MeasureDimension:
    return _DIMENSIONS.get(noun, MeasureDimension.UNKNOWN)


_DIMENSIONS = {
    _normalize_noun(noun.strip()): dimension for dimension, nouns in _NOUNS.items() for noun in nouns.split(",")
}
_BY_LENGTH = sorted({noun.strip() for nouns in _NOUNS.values() for noun in nouns.split(",")}, key=len, reverse=True)
