"""The title of the head of an agency, by the first words of its name."""

from sokehoach.domain.orgtree.unit_names import begins_with_area_kind
from sokehoach.domain.text import fold_tones, normalize_nfc

_HEAD_TITLES = {
    "ban": "Trưởng ban",
    "ban chấp hành": "Bí thư",
    "bảo hiểm xã hội": "Giám đốc",
    "bệnh viện": "Giám đốc",
    "bộ": "Bộ trưởng",
    "bộ chỉ huy": "Chỉ huy trưởng",
    "bộ đội": "Chỉ huy trưởng",
    "bộ môn": "Trưởng bộ môn",
    "bộ phận": "Trưởng bộ phận",
    "bộ tư lệnh": "Tư lệnh",
    "ban chỉ huy": "Chỉ huy trưởng",
    "báo": "Tổng Biên tập",
    "chi bộ": "Bí thư",
    "chi cục": "Chi cục trưởng",
    "chi nhánh": "Giám đốc",
    "công an": "Trưởng Công an",
    "công an thành phố": "Giám đốc",
    "công an tỉnh": "Giám đốc",
    "công ty": "Giám đốc",
    "cục": "Cục trưởng",
    "đại học": "Giám đốc",
    "đài": "Giám đốc",
    "đảng bộ": "Bí thư",
    "đảng ủy": "Bí thư",
    "đoàn": "Trưởng đoàn",
    "đoàn thanh niên": "Bí thư",
    "đoàn tncs": "Bí thư",
    "đồn": "Đồn trưởng",
    "đội": "Đội trưởng",
    "hạt": "Hạt trưởng",
    "học viện": "Giám đốc",
    "hội": "Chủ tịch",
    "khoa": "Trưởng khoa",
    "kho bạc": "Giám đốc",
    "liên đoàn": "Chủ tịch",
    "liên minh": "Chủ tịch",
    "nhà máy": "Giám đốc",
    "phòng": "Trưởng phòng",
    "quỹ": "Giám đốc",
    "sở": "Giám đốc",
    "thanh tra": "Chánh Thanh tra",
    "thành đoàn": "Bí thư",
    "thành ủy": "Bí thư",
    "tỉnh đoàn": "Bí thư",
    "tỉnh ủy": "Bí thư",
    "tòa án": "Chánh án",
    "tổ": "Tổ trưởng",
    "tổng công ty": "Tổng Giám đốc",
    "tổng cục": "Tổng Cục trưởng",
    "trạm": "Trạm trưởng",
    "trung tâm": "Giám đốc",
    "trường": "Hiệu trưởng",
    "tập đoàn": "Tổng Giám đốc",
    "ủy ban": "Chủ tịch",
    "văn phòng": "Chánh Văn phòng",
    "văn phòng đăng ký": "Giám đốc",
    "viện": "Viện trưởng",
    "vụ": "Vụ trưởng",
    "vườn quốc gia": "Giám đốc",
    "xí nghiệp": "Giám đốc",
}
_LONGEST = max(len(opening.split()) for opening in _HEAD_TITLES)


def find_head_title(agency: str) -> str:
    """«Chánh án» of «Tòa án nhân dân khu vực 1»: by the longest opening that is known; «Thủ trưởng đơn vị» without.

    «Chủ tịch» of an area, whose agency is its people's committee.
    """
    if begins_with_area_kind(agency):
        return "Chủ tịch"
    first_words = fold_tones(normalize_nfc(agency)).split()[:_LONGEST]
    openings = (" ".join(first_words[:count]) for count in range(len(first_words), 0, -1))
    return next((_HEAD_TITLES[opening] for opening in openings if opening in _HEAD_TITLES), "Thủ trưởng đơn vị")
