"""The level of the authority that issues a plan, from its name in the header."""

import re
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.text import same_tone_style


class Authority(StrEnum):
    """Levels of authorities, highest first."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def label_vi(self) -> str:
        return {
            Authority.CENTRAL: say("trung ương"),
            Authority.PROVINCE: say("cấp tỉnh"),
            Authority.DISTRICT: say("cấp huyện"),
            Authority.COMMUNE: say("cấp xã"),
        }[self]


_ORDER = tuple(Authority)
# Names of agencies by level, without the place.
_AGENCIES = (
    (
        Authority.CENTRAL,
        re.compile(r"chính phủ|thủ tướng|quốc hội|ủy ban quốc gia|bộ (?!đội|chỉ huy|tư lệnh)|ban bí thư|trung ương"),
    ),
    (Authority.PROVINCE, re.compile(r"sở ")),
    (Authority.DISTRICT, re.compile(r"phòng ")),
)
# If a name contains several places, the smallest one counts: «HĐND xã …, huyện …».
_PLACES = (
    (Authority.COMMUNE, re.compile(r"\b(?:xã(?! hội)|phường|thị trấn|đặc khu)\b")),
    (Authority.DISTRICT, re.compile(r"\b(?:huyện|quận|thị xã|thành phố)\b")),
    (Authority.PROVINCE, re.compile(r"\btỉnh\b")),
)
# The words by which names of agencies tell whose they are: «các sở, ban, ngành cấp tỉnh».
_LEVEL_WORDS = {
    Authority.PROVINCE: {"tỉnh", "thành phố"},
    Authority.DISTRICT: {"huyện", "quận", "thị xã", "thành phố"},
    Authority.COMMUNE: {"xã", "phường", "thị trấn", "đặc khu"},
}
_ANY_WORD = re.compile(
    r"(?<!\w)(?:trung ương|(?<!cán )bộ|tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu)(?!\w)"
)
# «Các ban, ngành, đoàn thể xã», «Các phòng, ban, đơn vị trực thuộc»: all agencies of the plan's unit.
_ALL_AGENCIES = re.compile(
    r"(?:các )?(?:sở|phòng|ban|ngành|cơ quan|bộ phận)(?:(?:, | và )(?:sở|phòng|ban|ngành|cơ quan|đơn vị|đoàn thể)){1,3}"
    r"(?P<whose>[^;.]*)",
    re.IGNORECASE,
)
_COMMUNES = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu)\b", re.IGNORECASE)
_GOVERNING = re.compile(r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|huyện ủy|tỉnh ủy|thành ủy|đảng ủy)\b")


def find_authority(issuer: str) -> Authority | None:
    """The level that the name states; None if it states none.

    A city counts as a district: only the tree of units knows whether it is a province.
    """
    name = _normalise_name(issuer)
    for level, pattern in _AGENCIES:
        if pattern.match(name):
            return level
    if name.endswith("việt nam"):
        return Authority.CENTRAL
    if "thị xã" in name:
        return Authority.DISTRICT
    return next((level for level, pattern in _PLACES if pattern.search(name)), None)


def find_authority_of_level(name: str, *, is_base: bool, is_highest: bool) -> Authority:
    """The authority of a level of units by its name; a name that says nothing is placed by its position.

    A city is a province where no level is above it.
    """
    named = find_authority(name)
    if named is Authority.DISTRICT and is_highest and _normalise_name(name) == "thành phố":
        return Authority.PROVINCE
    if named is not None:
        return named
    if is_base:
        return Authority.COMMUNE
    return Authority.PROVINCE if is_highest else Authority.DISTRICT


def names_all_agencies(line: str, authority: Authority | None) -> bool:
    """Whether a line names all agencies of the authority: «Các sở, ban, ngành cấp tỉnh» are a province's alone."""
    match = _ALL_AGENCIES.match(line)
    if match is None:
        return False
    own_words = _LEVEL_WORDS.get(authority, set()) if authority is not None else set()
    return set(_ANY_WORD.findall(match["whose"].lower())) <= own_words


def names_communes(text: str) -> bool:
    return _COMMUNES.search(text) is not None


def is_governing_body(issuer: str) -> bool:
    """Whether the issuer is the governing body of a place, not one of its agencies."""
    return _GOVERNING.match(_normalise_name(issuer)) is not None


def is_above(level: Authority, *, governing: bool, other: Authority, other_governing: bool) -> bool:
    """Whether an authority is above another: by level; within a level a governing body is above agencies."""
    return (_ORDER.index(level), not governing) < (_ORDER.index(other), not other_governing)


def _normalise_name(name: str) -> str:
    return same_tone_style(" ".join(name.casefold().split()))
