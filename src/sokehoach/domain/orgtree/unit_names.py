"""Names of units as officials write them, matched to the units that are known.

«TT. Tuần Giáo», «Thị trấn Tuần Giáo», «Tuần Giáo (TT)», «TT. T.Giáo» and «TUAN GIAO» are one name; «Toả Tình» is
«Tỏa Tình»; «Pú Xi (vùng III)» is «Pú Xi» with its zone beside it. A mark may be missing, never different. A name
that fits several units fits none: whoever asks has to be told which.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from sokehoach.domain.text import fold, nfc, same_tone_style

_KINDS = {  # kind → how it is written, in lower case, without marks and dots
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
_KIND_OF = {written: kind for kind, writings in _KINDS.items() for written in writings}
_AUTHORITY = re.compile(r"^(?:ubnd|u\.b\.n\.d|uy ban nhan dan)\s+", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    r"^\s*(?:[-–—+*•]\s*|\(?\d+(?:\.\d+)*\s*[.)/]\s*|(?!x\.)[ivx]+\s*[.)]\s*|[a-gk-o]\s*[.)]\s*)+"
)
# Of the text read backwards, so that its end alone is looked at, and once.
_NOTE_BEHIND = re.compile(r"^\s*+(?:\)?[*¹²³⁰-⁹]++\(?\s*+)++")
# What a form says of a unit beside its name: not «(cũ)», which is another unit.
_ZONE_BEHIND = re.compile(
    r"(?<!\s)\s*+[(\[]\s*+(?:xã )?(?:(?:vùng|khu vực|kv)\s*(?:i{1,3}|[123]|cao|đặc biệt khó khăn)|đbkk|"
    r"đặc biệt khó khăn|biên giới|điểm|trọng điểm|ntm|nông thôn mới)\s*[)\]]\s*+\Z"
)
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?")
_INITIAL = re.compile(r"[^\W\d_]\.")  # of a syllable cut short: «T.» in «TT T.Giáo»
_DOTTED_KIND = re.compile(r"(?<!\w)t\s*\.\s*([txp])(?!\w)\s*\.?")
_SHORT_KIND = re.compile(r"^(?:x|p|h|q|t|tt|tx|tp)(?=\d)")
_I_FOR_Y = str.maketrans({"y": "i", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"})
_LEAST_ALIKE = 60.0  # of 100
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a written name. `kind` is «» where none is written."""

    kind: str
    syllables: tuple[str, ...]


class UnitNames:
    """`names`: the code of each unit with all the names it is known by; the full one tells its kind («Xã Pú Xi»)."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.names = {code: tuple(dict.fromkeys(written)) for code, written in names.items()}

    @cached_property
    def _known(self) -> dict[str, tuple[frozenset[str], tuple[_Reading, ...]]]:
        """By code: the kinds it is of, and how its names may be read."""
        found = {}
        for code, written in self.names.items():
            readings = tuple(reading for name in written for reading in _readings(name))
            found[code] = (frozenset(one.kind for one in readings if one.kind), readings)
        return found

    def find(self, label: str) -> tuple[str, ...]:
        """Codes of all units that the label fits. One is an answer; several, or none, are not."""
        wanted = _readings(label)
        return tuple(
            code
            for code, (kinds, readings) in self._known.items()
            if any(_fits(one, other, kinds) for one in wanted for other in readings)
        )

    def find_one(self, label: str) -> str:
        """The code of the one unit that the label fits, else «»."""
        found = self.find(label)
        return found[0] if len(found) == 1 else ""

    def nearest(self, label: str) -> tuple[str, ...]:
        """Codes to offer for a label that fits no unit, the most alike first."""
        wanted = fold(" ".join(_readings(label)[-1].syllables))
        written = {
            (code, number): fold(" ".join(reading.syllables))
            for code, (_kinds, readings) in self._known.items()
            for number, reading in enumerate(readings)
        }
        found = process.extract(
            wanted, written, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_LEAST_ALIKE
        )
        return tuple(dict.fromkeys(key[0] for _name, _score, key in found))[:_OFFERED]


def _readings(text: str) -> tuple[_Reading, ...]:
    """The whole name, and the name without the word for its kind before or behind it."""
    found = dict.fromkeys(
        reading for words in _spellings(text) for reading in _with_and_without_kind(_pieces(words))
    )
    return tuple(found) or (_Reading("", ()),)


def _spellings(text: str) -> Iterator[str]:
    """As written, and without what numbers it or points to a note."""
    lowered = same_tone_style(nfc(text).lower()).strip()
    plain = _DOTTED_KIND.sub(r"t\1. ", _NOTE_BEHIND.sub("", lowered[::-1])[::-1])
    plain = _ZONE_BEHIND.sub("", plain)
    yield plain
    if (rest := _NUMBER_BEFORE.sub("", plain)) != plain:
        yield rest


def _pieces(words: str) -> list[str]:
    folded = fold(words)
    if authority := _AUTHORITY.match(folded):
        words = words[authority.end() :]
    found: list[str] = []
    for piece in _PIECE.findall(words.strip(" :;,.")):
        short = _SHORT_KIND.match(piece)
        found += [f"{short[0]}.", piece[short.end() :]] if short else [piece]
    return found


def _with_and_without_kind(pieces: list[str]) -> Iterator[_Reading]:
    """An initial in front that may be a word for the kind, as in «P. Xi», is no syllable cut short."""
    if len(pieces) > 1 and _kind(pieces[:1]):
        whole = (*_syllables([pieces[0].rstrip(".")]), *_syllables(pieces[1:]))
    else:
        whole = _syllables(pieces)
    if whole:
        yield _Reading("", whole)
    for length in (2, 1):
        if len(pieces) <= length:
            continue
        if kind := _kind(pieces[:length]):
            yield _Reading(kind, _syllables(pieces[length:]))
            return
        if kind := _kind(pieces[-length:]):
            yield _Reading(kind, _syllables(pieces[:-length]))
            return


def _kind(pieces: list[str]) -> str:
    return _KIND_OF.get(fold(" ".join(pieces)).replace(".", ""), "")


def _syllables(pieces: list[str]) -> tuple[str, ...]:
    return tuple(
        piece if _INITIAL.fullmatch(piece) else _plain(piece.rstrip("."))
        for piece in pieces
        if piece.rstrip(".")
    )


def _plain(syllable: str) -> str:
    """«Mỹ» and «Mĩ», «01» and «1», «H’Leo» and «H'Leo» are one."""
    if syllable.isdigit():
        return str(int(syllable))
    syllable = syllable.replace("’", "'")
    return syllable[:-1] + syllable[-1].translate(_I_FOR_Y) if len(syllable) > 1 else syllable


def _fits(written: _Reading, known: _Reading, kinds: frozenset[str]) -> bool:
    if written.kind and kinds and written.kind not in kinds:
        return False
    if len(written.syllables) != len(known.syllables) or not known.syllables:
        return False
    pairs = zip(written.syllables, known.syllables, strict=True)
    if all(_INITIAL.fullmatch(syllable) for syllable in written.syllables):
        return False
    return all(_is_written_for(mine, theirs) for mine, theirs in pairs)


def _is_written_for(mine: str, theirs: str) -> bool:
    """«Tở», «to» and, cut short, «t.» are written for «Tở»."""
    if _INITIAL.fullmatch(mine) and not _INITIAL.fullmatch(theirs):
        return mine[0] in (theirs[0], fold(theirs)[0])
    return mine in (theirs, fold(theirs))
