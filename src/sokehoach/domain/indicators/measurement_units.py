"""Closed list of units of measure that count work and things, never persons, as officials print them.

Excluded, because they may count persons: «người», «lượt», «lượt người», «hộ», «vụ», «trường hợp», «ca», «tin», «hồ sơ»,
«đơn». Ad hoc requests to units below the level at which counts of persons may exist are limited to this list, as are
figures in a requester's own words. Add a unit of measure only if it can never count persons.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sokehoach.domain.indicators.element import ValueKind

_COUNT_UNITS = (
    # events and work
    "cuộc", "buổi", "lớp", "đợt", "lượt cơ sở", "hoạt động", "chương trình", "phút", "giờ",
    # written and printed matter
    "văn bản", "kế hoạch", "báo cáo", "biên bản", "kết luận", "kiến nghị", "đề nghị", "hợp đồng", "tin, bài", "bài",
    "tờ, cuốn", "nội dung", "trang", "chiếc",
    # bodies and places
    "cơ sở", "cơ quan", "cấp ủy", "ban", "đội", "tổ", "trường", "xã", "thôn, bản", "công trình",
)  # fmt: skip

IMPERSONAL_UNITS: Mapping[str, ValueKind] = MappingProxyType(
    dict.fromkeys(_COUNT_UNITS, ValueKind.COUNT) | {"triệu đồng": ValueKind.MONEY}
)


def is_impersonal_unit(unit: str) -> bool:
    """Whether the unit of measure is in the list, by exact match."""
    return unit in IMPERSONAL_UNITS
