"""The level of the authority that issues a plan, from its name in the header."""

import re
from enum import StrEnum

from sokehoach.domain.text import same_tone_style


class Authority(StrEnum):
    """Levels of authorities, highest first."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


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


def is_governing_body(issuer: str) -> bool:
    """Whether the issuer is the governing body of a place, not one of its agencies."""
    return _GOVERNING.match(_normalise_name(issuer)) is not None


def is_above(level: Authority, *, governing: bool, other: Authority, other_governing: bool) -> bool:
    """Whether an authority is above another: by level; within a level a governing body is above agencies."""
    return (_ORDER.index(level), not governing) < (_ORDER.index(other), not other_governing)


def _normalise_name(name: str) -> str:
    return same_tone_style(" ".join(name.casefold().split()))
