"""What of a signed document its uploader is asked to confirm: numbers of persons, and names with a date of birth.

Names alone are not asked about: a plan names its signer, its leaders and who is in charge. Nor is the telephone of an
office.
"""

import bisect
import re
from collections.abc import Iterable

from sokehoach.domain.privacy.hit import Hit, Kind

_ASKED = frozenset((Kind.ID, Kind.PHONE, Kind.PLATE))
_BESIDE = 60  # letters between a name and its birth
_NEAR = 100  # letters about a telephone, in which a name says whose it is
_DIGIT = re.compile(r"\d")
# Lines of offices and of the police, and numbers that are called free: Thông tư 22/2014/TT-BTTTT.
_OFFICIAL_LINE = re.compile(r"(?:84)?0?2\d{8,9}|0?69\d{5,8}|1[89]00\d{4,6}")
_OFFICE = re.compile(
    r"(?:ubnd|ủy ban|uỷ ban|công an|trạm|phòng|ban chỉ (?:đạo|huy)|văn phòng|trung tâm|cơ quan|trụ sở|đường dây nóng"
    r"|hotline|tổng đài|trực ban|fax|website|email|hộp thư|hội liên hiệp|đoàn thanh niên)[^\n]{0,80}\Z",
    re.IGNORECASE,
)
_HOME = re.compile(r"nhà riêng|riêng[^\n]{0,12}\Z", re.IGNORECASE)


def worth_asking(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The stretches to ask about, of `hits` as `scan` gives them: of a birth beside a name, the stretch of both."""
    told = sorted(hits)
    names = [hit for hit in told if hit.kind is Kind.NAME]
    asked = []
    for hit in told:
        beside = _nearest(names, hit)
        gap = _gap(beside, hit) if beside else _NEAR + 1
        if hit.kind is Kind.BIRTH and beside and gap <= _BESIDE:
            asked.append(Hit(min(hit.start, beside.start), max(hit.end, beside.end), Kind.BIRTH))
        elif hit.kind in _ASKED and not (
            hit.kind is Kind.PHONE and _of_an_office(text, hit, named=gap <= _NEAR)
        ):
            asked.append(hit)
    return tuple(asked)


def _nearest(names: list[Hit], hit: Hit) -> Hit | None:
    """Of names in order, the one that stands nearest."""
    at = bisect.bisect_left(names, hit)
    return min(names[max(0, at - 1) : at + 1], key=lambda name: _gap(name, hit), default=None)


def _gap(one: Hit, other: Hit) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _of_an_office(text: str, phone: Hit, *, named: bool) -> bool:
    before = text[max(0, phone.start - _NEAR) : phone.start]
    if _HOME.search(before):
        return False
    if _OFFICIAL_LINE.fullmatch("".join(_DIGIT.findall(text[phone.start : phone.end]))):
        return True
    return not named and _OFFICE.search(before) is not None
