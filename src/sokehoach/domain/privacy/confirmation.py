"""Which hits of a signed document the uploader must confirm: personal numbers, and names with a date of birth.

A name alone needs no confirmation: a plan names its signer, its leaders and who is in charge. Nor does an office's
telephone number.
"""

import bisect
import re
from collections.abc import Iterable
from math import inf

from sokehoach.domain.privacy.hit import Hit, HitKind

_KINDS_TO_CONFIRM = frozenset((HitKind.ID, HitKind.PHONE, HitKind.PLATE))
_BIRTH_DISTANCE = 60  # characters between a name and its birth
_PHONE_DISTANCE = 100  # characters around a telephone in which a name says whose it is
_DIGIT = re.compile(r"\d")
# Numbers of offices and of the police, and toll-free numbers: Thông tư 22/2014/TT-BTTTT.
_OFFICIAL_LINE = re.compile(r"(?:84)?0?2\d{8,9}|0?69\d{5,8}|1[89]00\d{4,6}")
_OFFICE = re.compile(
    r"(?:ubnd|ủy ban|uỷ ban|công an|trạm|phòng|ban chỉ (?:đạo|huy)|văn phòng|trung tâm|cơ quan|trụ sở|đường dây nóng"
    r"|hotline|tổng đài|trực ban|fax|website|email|hộp thư|hội liên hiệp|đoàn thanh niên)[^\n]{0,80}\Z",
    re.IGNORECASE,
)
_HOME = re.compile(r"nhà riêng|riêng[^\n]{0,12}\Z", re.IGNORECASE)


def select_hits_to_confirm(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits to confirm, of `hits` from `scan_text`; a birth and the name beside it become one hit."""
    ordered_hits = sorted(hits)
    names = [hit for hit in ordered_hits if hit.kind is HitKind.NAME]
    hits_to_confirm = []
    for hit in ordered_hits:
        nearest_name = _find_nearest_name(names, hit)
        gap = _compute_gap(nearest_name, hit) if nearest_name else inf
        if hit.kind is HitKind.BIRTH and nearest_name and gap <= _BIRTH_DISTANCE:
            hits_to_confirm.append(
                Hit(min(hit.start, nearest_name.start), max(hit.end, nearest_name.end), HitKind.BIRTH)
            )
        elif hit.kind in _KINDS_TO_CONFIRM and not (
            hit.kind is HitKind.PHONE and _is_office_phone(text, hit, has_name=gap <= _PHONE_DISTANCE)
        ):
            hits_to_confirm.append(hit)
    return tuple(hits_to_confirm)


def _find_nearest_name(names: list[Hit], hit: Hit) -> Hit | None:
    """The nearest of the names, which are in order."""
    at = bisect.bisect_left(names, hit)
    return min(names[max(0, at - 1) : at + 1], key=lambda name: _compute_gap(name, hit), default=None)


def _compute_gap(first: Hit, second: Hit) -> int:
    return max(first.start, second.start) - min(first.end, second.end)


def _is_office_phone(text: str, phone: Hit, *, has_name: bool) -> bool:
    preceding = text[max(0, phone.start - _PHONE_DISTANCE) : phone.start]
    if _HOME.search(preceding):
        return False
    if _OFFICIAL_LINE.fullmatch("".join(_DIGIT.findall(text[phone.start : phone.end]))):
        return True
    return not has_name and _OFFICE.search(preceding) is not None
