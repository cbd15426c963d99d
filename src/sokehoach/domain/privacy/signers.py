"""Who signs a document is an official in office, not a person told of: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

import re
from collections.abc import Iterable

from sokehoach.domain.privacy.hit import Hit, Kind

_OFFICE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.|(?:PHÓ |THỨ )?(?:CHỦ TỊCH|TRƯỞNG|BỘ TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ"
    r"|CHÁNH|CỤC TRƯỞNG|VIỆN TRƯỞNG"
    r"|THỦ TRƯỞNG|HIỆU TRƯỞNG|CHỈ HUY|ĐỘI TRƯỞNG|CHI CỤC|NGƯỜI LẬP|NGƯỜI KÝ|THƯ KÝ|CHỦ NHIỆM|TỔNG CỤC"
    r"|ĐẠI DIỆN)"
)
_FARTHEST = 10  # lines between the office and the name: the signature and the seal stand there
_LONGEST_LINE = 400  # letters before or after the name; two columns are set apart by many spaces
_ALONE = re.compile(
    r"[\s|*_.()/-]*+(?:(?:\(?đã ký\)?|Thượng|Đại|Trung|Thiếu|tá|úy|ThS|TS|BS|PGS|GS)[ .,]*+)*+", re.IGNORECASE
)


def without_signers(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits but for names that stand alone on a line, below an office in capitals."""
    return tuple(hit for hit in hits if not (hit.kind is Kind.NAME and _signs(text, hit)))


def _signs(text: str, hit: Hit) -> bool:
    start = text.rfind("\n", max(0, hit.start - _LONGEST_LINE), hit.start) + 1
    end = text.find("\n", hit.end, hit.end + _LONGEST_LINE)
    if (start == 0 and hit.start >= _LONGEST_LINE) or (end < 0 and len(text) - hit.end >= _LONGEST_LINE):
        return False
    end = len(text) if end < 0 else end
    before, after = text[start : hit.start], text[hit.end : end]
    if not _ALONE.fullmatch(after):
        return False
    office = _OFFICE.search(before)
    if office is not None and office.start() == len(before) - len(before.lstrip()):
        return True
    if not _ALONE.fullmatch(before) and not re.search(r"[ \t]{4}\Z|\|\s{0,20}\Z", before):
        return False
    above = [line for line in text[max(0, start - 1200) : max(0, start - 1)].split("\n") if line.strip()]
    return any(_OFFICE.search(line) for line in above[-_FARTHEST:])
