"""What a well-known share is usually taken of, where the plan prints no whole; a person takes it over or types another.

Most as Decree 94/2022/NĐ-CP defines the national statistical indicators (poverty, unemployment, training, insurance,
towns, forest, malnutrition); overdue debt, lost water and spent capital as their offices compute them.
"""

import re

from sokehoach.domain.text import fold_tones

_USUAL = (
    (re.compile(r"(?<!\w)(?:hộ (?:cận )?nghèo|nghèo đa chiều|tái nghèo)(?!\w)"), "Hộ gia đình"),
    (re.compile(r"(?<!\w)gia đình văn hóa(?!\w)"), "Hộ gia đình"),
    (re.compile(r"(?<!\w)(?:thất nghiệp|thiếu việc làm)(?!\w)"), "Lực lượng lao động"),
    (re.compile(r"(?<!\w)lao động (?:đã )?qua đào tạo(?!\w)"), "Lực lượng lao động"),
    (re.compile(r"(?<!\w)(?:bảo hiểm y tế|bhyt)(?!\w)"), "Dân số"),
    (re.compile(r"(?<!\w)(?:bảo hiểm (?:xã hội|thất nghiệp)|bhxh|bhtn)(?!\w)"), "Lực lượng lao động trong độ tuổi"),
    (re.compile(r"(?<!\w)đô thị hóa(?!\w)"), "Dân số"),
    (re.compile(r"(?<!\w)che phủ (?:của )?rừng(?!\w)"), "Diện tích đất tự nhiên"),
    (re.compile(r"(?<!\w)(?:suy dinh dưỡng|thấp còi|nhẹ cân)(?!\w)"), "Trẻ em dưới 5 tuổi"),
    (re.compile(r"(?<!\w)sinh con thứ (?:3|ba)(?!\w)"), "Phụ nữ sinh con"),
    (re.compile(r"(?<!\w)(?:tảo hôn|hôn nhân cận huyết)(?!\w)"), "Cặp kết hôn"),
    (re.compile(r"(?<!\w)(?:nợ quá hạn|nợ xấu)(?!\w)"), "Dư nợ"),
    (re.compile(r"(?<!\w)thất thoát(?:, thất thu)? nước(?!\w)"), "Lượng nước cấp vào mạng lưới"),
    (re.compile(r"(?<!\w)giải ngân(?!\w)"), "Kế hoạch vốn được giao"),
    (re.compile(r"(?<!\w)hồ sơ (?:dịch vụ công )?(?:nộp )?trực tuyến(?!\w)"), "Hồ sơ thủ tục hành chính"),
)


def find_usual_whole(name: str) -> str:
    """«Hộ gia đình» for «hộ nghèo đa chiều»; «» where no usual whole is known."""
    lower = fold_tones(name)
    return next((usual_whole for pattern, usual_whole in _USUAL if pattern.search(lower)), "")
