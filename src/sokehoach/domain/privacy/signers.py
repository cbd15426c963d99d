"""Exclude signers from hits: a signer acts as an official (NĐ 30/2020, Phụ lục I, mục II.7)."""

import re
from collections.abc import Iterable

from sokehoach.domain.privacy.hit import Hit, HitKind

_OFFICE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.|(?:PHÓ |THỨ )?(?:CHỦ TỊCH|TRƯỞNG|BỘ TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ"
    r"|CHÁNH|CỤC TRƯỞNG|VIỆN TRƯỞNG"
    r"|THỦ TRƯỞNG|HIỆU TRƯỞNG|CHỈ HUY|ĐỘI TRƯỞNG|CHI CỤC|NGƯỜI LẬP|NGƯỜI KÝ|THƯ KÝ|CHỦ NHIỆM|TỔNG CỤC"
    r"|ĐẠI DIỆN)"
)
_MAX_LINES_BELOW_OFFICE = 10  # lines between the office and the name, for the signature and the seal
_LONGEST_LINE = 400  # characters before or after the name; two columns are separated by many spaces
_NAME_EXTRAS = re.compile(
    r"[\s|*_.()/-]*+(?:(?:\(?đã ký\)?|Thượng|Đại|Trung|Thiếu|tá|úy|ThS|TS|BS|PGS|GS)[ .,]*+)*+", re.IGNORECASE
)


def exclude_signers(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits without names that stand alone on a line below an office in capitals."""
    return tuple(hit for hit in hits if not (hit.kind is HitKind.NAME and _is_signer(text, hit)))


def _is_signer(text: str, hit: Hit) -> bool:
    start = text.rfind("\n", max(0, hit.start - _LONGEST_LINE), hit.start) + 1
    end = text.find("\n", hit.end, hit.end + _LONGEST_LINE)
    if (start == 0 and hit.start >= _LONGEST_LINE) or (end < 0 and len(text) - hit.end >= _LONGEST_LINE):
        return False
    end = len(text) if end < 0 else end
    preceding, following = text[start : hit.start], text[hit.end : end]
    if not _NAME_EXTRAS.fullmatch(following):
        return False
    office = _OFFICE.search(preceding)
    if office is not None and office.start() == len(preceding) - len(preceding.lstrip()):
        return True
    if not _NAME_EXTRAS.fullmatch(preceding) and not re.search(r"[ \t]{4}\Z|\|\s{0,20}\Z", preceding):
        return False
    lines_above = [line for line in text[max(0, start - 1200) : max(0, start - 1)].split("\n") if line.strip()]
    return any(_OFFICE.search(line) for line in lines_above[-_MAX_LINES_BELOW_OFFICE:])
