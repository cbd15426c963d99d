"""Match unit names as officials write them to known units.

«TT. Tuần Giáo», «Thị trấn Tuần Giáo», «Tuần Giáo (TT)», «TT. T.Giáo» and «TUAN GIAO» are one name; «Toả Tình» is «Tỏa
Tình»; «Pú Xi (vùng III)» is «Pú Xi» with its zone. A tone mark may be missing but not different. A name that fits
several units matches none: the user has to choose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from sokehoach.domain.text import fold_accents, fold_tones, normalize_nfc

_KINDS = {  # kind → its spellings, in lower case, without marks and dots
    "commune": ("xa", "x"),
    "ward": ("phuong", "p"),
    "township": ("thi tran", "tt"),
    "town": ("thi xa", "tx"),
    "district": ("huyen", "h"),
    "urban district": ("quan", "q"),
    "city": ("thanh pho", "tp"),
    "province": ("tinh", "t"),
    "special zone": ("dac khu",),
}
_AREA_KINDS = tuple(
    f"{kind} "
    for kind in (
        "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "thôn", "bản", "ấp",
        "tổ dân phố", "vùng", "khu vực", "khu", "cụm", "liên xã", "liên huyện", "miền", "địa bàn", "toàn", "tp.", "tx.",
    )
)  # fmt: skip
_PLACE_END = re.compile(r" (?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đặc khu) \Z")
_PLACE_KIND = re.compile(r" (?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đặc khu) (?=\S)")
_CENTRAL = re.compile(
    r"bộ (?!chỉ huy|đội|tư lệnh|môn|phận)|(?:văn phòng|thanh tra) (?:chính phủ|quốc hội|chủ tịch nước)|"
    r"kiểm toán nhà nước\Z|"
    r"(?:ngân hàng nhà nước|bảo hiểm xã hội|đài truyền hình|đài tiếng nói|thông tấn xã) việt nam\Z|"
    r"(?:tòa án|viện kiểm sát) nhân dân tối cao\Z"
)
_KIND_OF = {spelling: kind for kind, spellings in _KINDS.items() for spelling in spellings}
_AUTHORITY = re.compile(r"^(?:ubnd|u\.b\.n\.d|uy ban nhan dan)\s+", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    r"^\s*(?:[-–—+*•]\s*|\(?\d+(?:\.\d+)*\s*[.)/]\s*|(?!x\.)[ivx]+\s*[.)]\s*|[a-gk-o]\s*[.)]\s*)+"
)
# Matched against the reversed text, so that only its end is scanned, once.
_NOTE_BEHIND = re.compile(r"^\s*+(?:\)?[*¹²³⁰-⁹]++\(?\s*+)++")
# Annotations of a form beside the name of a unit; not «(cũ)», which is another unit.
_ZONE_BEHIND = re.compile(
    r"(?<!\s)\s*+[(\[]\s*+(?:xã )?(?:(?:vùng|khu vực|kv)\s*(?:i{1,3}|[123]|cao|đặc biệt khó khăn)|đbkk|"
    r"đặc biệt khó khăn|biên giới|điểm|trọng điểm|ntm|nông thôn mới)\s*[)\]]\s*+\Z"
)
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?")
_INITIAL = re.compile(r"[^\W\d_]\.")  # initial of an abbreviated syllable: «T.» in «TT T.Giáo»
_DOTTED_KIND = re.compile(r"(?<!\w)t\s*\.\s*([txp])(?!\w)\s*\.?")
_SHORT_KIND = re.compile(r"^(?:x|p|h|q|t|tt|tx|tp)(?=\d)")
_I_FOR_Y = str.maketrans({"y": "i", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"})
_MIN_SCORE = 60.0  # of 100
_MAX_OFFERS = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    """One interpretation of a written name. `kind` is «» if none is written."""

    kind: str
    syllables: tuple[str, ...]


class UnitNames:
    """Index of unit names. `names`: code → all names of the unit; the full name contains its kind («Xã Pú Xi»)."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.names = {code: tuple(dict.fromkeys(spellings)) for code, spellings in names.items()}

    @cached_property
    def _readings_by_code(self) -> dict[str, tuple[frozenset[str], tuple[_Reading, ...]]]:
        """By code: the kinds of the unit, and the readings of its names."""
        by_code = {}
        for code, spellings in self.names.items():
            readings = tuple(reading for name in spellings for reading in _list_readings(name))
            by_code[code] = (frozenset(reading.kind for reading in readings if reading.kind), readings)
        return by_code

    def find(self, label: str) -> tuple[str, ...]:
        """Codes of all units that the label fits; only a single code is an unambiguous match."""
        label_readings = _list_readings(label)
        return tuple(
            code
            for code, (kinds, readings) in self._readings_by_code.items()
            if any(
                _is_match(label_reading, unit_reading, kinds)
                for label_reading in label_readings
                for unit_reading in readings
            )
        )

    def find_one(self, label: str) -> str:
        """The code of the one unit that the label fits, else «»."""
        codes = self.find(label)
        return codes[0] if len(codes) == 1 else ""

    def nearest(self, label: str) -> tuple[str, ...]:
        """Codes to suggest for a label that fits no unit, most similar first."""
        label_text = fold_accents(" ".join(_list_readings(label)[-1].syllables))
        unit_texts = {
            (code, number): fold_accents(" ".join(reading.syllables))
            for code, (_kinds, readings) in self._readings_by_code.items()
            for number, reading in enumerate(readings)
        }
        matches = process.extract(
            label_text, unit_texts, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_MIN_SCORE
        )
        return tuple(dict.fromkeys(key[0] for _name, _score, key in matches))[:_MAX_OFFERS]


def _list_readings(text: str) -> tuple[_Reading, ...]:
    """The whole name, and the name without the word for its kind before or after it."""
    readings = dict.fromkeys(
        reading for spelling in _list_spellings(text) for reading in _with_and_without_kind(_split_parts(spelling))
    )
    return tuple(readings) or (_Reading("", ()),)


def _list_spellings(text: str) -> Iterator[str]:
    """The text as written, and without its number or footnote mark."""
    lowered = fold_tones(normalize_nfc(text)).strip()
    plain = _DOTTED_KIND.sub(r"t\1. ", _NOTE_BEHIND.sub("", lowered[::-1])[::-1])
    plain = _ZONE_BEHIND.sub("", plain)
    yield plain
    if (rest := _NUMBER_BEFORE.sub("", plain)) != plain:
        yield rest


def _split_parts(spelling: str) -> list[str]:
    folded = fold_accents(spelling)
    if authority := _AUTHORITY.match(folded):
        spelling = spelling[authority.end() :]
    parts: list[str] = []
    for part in _PART.findall(spelling.strip(" :;,.")):
        short = _SHORT_KIND.match(part)
        parts += [f"{short[0]}.", part[short.end() :]] if short else [part]
    return parts


def _with_and_without_kind(parts: list[str]) -> Iterator[_Reading]:
    """Readings with and without the word for the kind; an abbreviation of it, as in «P. Xi», is not an initial."""
    if len(parts) > 1 and _find_kind(parts[:1]):
        syllables = (*_normalise_syllables([parts[0].rstrip(".")]), *_normalise_syllables(parts[1:]))
    else:
        syllables = _normalise_syllables(parts)
    if syllables:
        yield _Reading("", syllables)
    for length in (2, 1):
        if len(parts) <= length:
            continue
        if kind := _find_kind(parts[:length]):
            yield _Reading(kind, _normalise_syllables(parts[length:]))
            return
        if kind := _find_kind(parts[-length:]):
            yield _Reading(kind, _normalise_syllables(parts[:-length]))
            return


def _find_kind(parts: list[str]) -> str:
    return _KIND_OF.get(fold_accents(" ".join(parts)).replace(".", ""), "")


def _normalise_syllables(parts: list[str]) -> tuple[str, ...]:
    return tuple(
        part if _INITIAL.fullmatch(part) else _normalise_syllable(part.rstrip("."))
        for part in parts
        if part.rstrip(".")
    )


def _normalise_syllable(syllable: str) -> str:
    """One spelling for variants of a syllable: «Mỹ» and «Mĩ», «01» and «1», «H’Leo» and «H'Leo»."""
    if syllable.isdigit():
        return str(int(syllable))
    syllable = syllable.replace("’", "'")
    return syllable[:-1] + syllable[-1].translate(_I_FOR_Y) if len(syllable) > 1 else syllable


def _is_match(label_reading: _Reading, unit_reading: _Reading, kinds: frozenset[str]) -> bool:
    if label_reading.kind and kinds and label_reading.kind not in kinds:
        return False
    if len(label_reading.syllables) != len(unit_reading.syllables) or not unit_reading.syllables:
        return False
    pairs = zip(label_reading.syllables, unit_reading.syllables, strict=True)
    if all(_INITIAL.fullmatch(syllable) for syllable in label_reading.syllables):
        return False
    return all(_is_written_for(label_syllable, unit_syllable) for label_syllable, unit_syllable in pairs)


def _is_written_for(label_syllable: str, unit_syllable: str) -> bool:
    """Whether a written syllable can stand for a unit's: «Tở», «to» and the initial «t.» stand for «Tở»."""
    if _INITIAL.fullmatch(label_syllable) and not _INITIAL.fullmatch(unit_syllable):
        return label_syllable[0] in (unit_syllable[0], fold_accents(unit_syllable)[0])
    return label_syllable in (unit_syllable, fold_accents(unit_syllable))


def begins_with_area_kind(name: str) -> bool:
    """Whether a name is called as an area is: «Huyện Mẫu», «Vùng Một»; «Sở Công Thương» and «Trường Mẫu» are not."""
    return normalize_nfc(name).lower().startswith(_AREA_KINDS)


def find_place_behind(name: str) -> str:
    """The place that the name of an organisation ends with: «Lào Cai» of «Sở Công Thương tỉnh Lào Cai»; «» without."""
    if begins_with_area_kind(name):
        return ""
    ends = [kind.end() for kind in _PLACE_KIND.finditer(name)]
    return next((name[end:] for end in ends if name[end].isupper()), "")


def find_seat(name: str) -> str:
    """The place at the head of an organisation's documents, if its name says it: the place behind it, and the capital
    for the bodies of the State's centre (NĐ 30/2020, Phụ lục I, II.4); «» else.
    """
    return find_place_behind(name) or ("Hà Nội" if _CENTRAL.match(normalize_nfc(name).lower()) else "")


def cut_place_behind(name: str) -> str:
    """«Sở Công Thương» for «Sở Công Thương tỉnh Lào Cai»."""
    place = find_place_behind(name)
    return _PLACE_END.sub("", name.removesuffix(place)) if place else name
