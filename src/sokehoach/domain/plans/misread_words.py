"""Words that the recognition of a scan misread, «phôi hợp», «chủ tri», corrected where the rules match.

A pair of syllables is corrected if one of the two is right and the other differs in its marks alone. What is printed
stays as it is: only the lower-case form, against which the rules match, is corrected.
"""

import functools
import re
from itertools import pairwise

from sokehoach.domain.text import fold_accents

# Pairs that orders, names of agencies, targets and times consist of; none that is another word with other marks
# («công an» and «công ăn», «đề xuất» and «để xuất», «chỉ tiêu» and «chi tiêu», «cung cấp» and «cùng cấp»).
_PAIRS = (
    "chủ trì", "phối hợp", "tham mưu", "xây dựng", "tổ chức", "triển khai", "thực hiện", "tăng cường", "đẩy mạnh",
    "chỉ đạo", "hướng dẫn", "kiểm tra", "theo dõi", "đôn đốc", "rà soát", "bố trí", "cân đối", "tổng hợp", "báo cáo",
    "thẩm định", "căn cứ", "tiếp tục", "thường xuyên", "chủ động", "tích cực", "kịp thời", "phát huy", "huy động",
    "vận động", "tuyên truyền", "ban hành", "quán triệt", "đảm bảo", "bảo đảm", "trách nhiệm", "quyết định", "quản lý",
    "giám sát", "giải quyết", "xử lý", "cập nhật", "xem xét", "nghiên cứu", "ưu tiên", "lồng ghép", "duy trì",
    "nâng cao", "hỗ trợ", "phân công", "thành lập", "tiến hành", "tập trung", "quan tâm", "tham gia", "thông báo",
    "phổ biến", "tập huấn", "bồi dưỡng", "hoàn thiện", "hoàn thành", "chuẩn bị", "đánh giá", "phấn đấu", "khen thưởng",
    "định kỳ", "trước ngày", "hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng",
    "đề nghị", "chịu trách", "có trách", "nhiệm vụ", "giải pháp", "mục tiêu", "mục đích", "yêu cầu", "kế hoạch",
    "thời gian", "tối thiểu", "ít nhất", "trở lên", "tỷ lệ", "kết quả", "kinh phí", "đối với",
    "ủy ban", "nhân dân", "cơ quan", "đơn vị", "địa phương", "sở y", "y tế", "nội vụ", "tài chính", "giáo dục",
    "đào tạo", "trung tâm", "chi cục", "đoàn thể", "liên quan", "doanh nghiệp", "mặt trận", "tổ quốc", "hội đồng",
    "các sở", "các xã", "các đơn", "các phòng", "các cơ", "cấp xã", "ban ngành", "văn hóa", "khoa học", "công nghệ",
)  # fmt: skip
_RIGHT = {tuple(pair.split()) for pair in _PAIRS}
_BY_BARE = {tuple(fold_accents(pair).split()): tuple(pair.split()) for pair in _PAIRS}
_PAIR = re.compile(r"(?<!\w)([^\W\d_]+)(?= ([^\W\d_]+))")
_SYLLABLE = re.compile(r"[^\W\d_]+")
# «truởng», «trưong»: no syllable has these letters in a row, so that one of the two lost its horn.
_LOST_HORN = re.compile(r"[uư](?<=[bcdđghklmnprstvx].)(?:(?<=u)[ơờớởỡợ](?=[cimnptu])|(?<=ư)[oòóỏõọ])")
_WITH_HORN = str.maketrans("uoòóỏõọ", "ươờớởỡợ")


def _restore_horns(match: re.Match[str]) -> str:
    return match[0].translate(_WITH_HORN)


@functools.lru_cache(maxsize=8192)
def _fold(syllable: str) -> str:
    return fold_accents(syllable)


def _correct_pair(first: str, second: str) -> tuple[str, ...] | None:
    """The pair that is meant; None if it is no such pair, or right as it is."""
    right_pair = _BY_BARE.get((_fold(first), _fold(second)))
    if right_pair is None or (first, second) in _RIGHT or (first != right_pair[0] and second != right_pair[1]):
        return None
    return right_pair if len(right_pair[0]) == len(first) and len(right_pair[1]) == len(second) else None


def correct_misread_pairs(lower: str) -> str:
    """The text, in lower case and one tone style, with such pairs corrected; as long as before."""
    lower = _LOST_HORN.sub(_restore_horns, lower)
    syllables = _SYLLABLE.findall(lower)
    bare_syllables = [*map(_fold, syllables)]
    right_pairs = sum(map(_RIGHT.__contains__, pairwise(syllables)))
    if sum(map(_BY_BARE.__contains__, pairwise(bare_syllables))) == right_pairs:
        return lower
    for match in _PAIR.finditer(lower):
        right_pair = _correct_pair(match[1], match[2])
        if right_pair is not None:
            lower = f"{lower[: match.start()]}{right_pair[0]} {right_pair[1]}{lower[match.end(2) :]}"
    return lower
