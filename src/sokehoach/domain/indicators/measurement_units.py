"""Units of measure that count work and things, never persons: a closed list, in the words that officials print.

Not among them, since what is counted may be a person: «người», «lượt», «lượt người», «hộ», «vụ», «trường hợp», «ca»,
«tin», «hồ sơ», «đơn». A programme whose unit of measure is missing here asks nothing in it below the level at which
counts of persons may exist; whoever adds one answers for it that no person hides behind it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sokehoach.domain.indicators.element import ValueKind

_COUNT_UNITS = (
    # what is held and done
    "cuộc", "buổi", "lớp", "đợt", "lượt cơ sở", "hoạt động", "chương trình", "phút", "giờ",
    # what is written and printed
    "văn bản", "kế hoạch", "báo cáo", "biên bản", "kết luận", "kiến nghị", "đề nghị", "hợp đồng", "tin, bài", "bài",
    "tờ, cuốn", "nội dung", "trang", "chiếc",
    # bodies and places
    "cơ sở", "cơ quan", "cấp ủy", "ban", "đội", "tổ", "trường", "xã", "thôn, bản", "công trình",
)  # fmt: skip

IMPERSONAL_UNITS: Mapping[str, ValueKind] = MappingProxyType(
    dict.fromkeys(_COUNT_UNITS, ValueKind.COUNT) | {"triệu đồng": ValueKind.MONEY}
)


def is_impersonal_unit(unit: str) -> bool:
    """Whether the unit of measure stands in the list, letter by letter: what only looks like one does not."""
    return unit in IMPERSONAL_UNITS
