"""Names of bodies that contain words of work: «Phòng Quản lý bảo vệ rừng», «Đoàn kiểm tra, giám sát»."""

import re

from sokehoach.domain.plans.orders import ORDER

# «Đoàn kiểm tra, giám sát»: two orders that name a team.
INSPECTING = frozenset(("kiểm tra", "thanh tra", "giám sát", "khảo sát", "đánh giá"))
# «Ban xây dựng Đảng», «Ban chỉ đạo xây dựng nông thôn mới»
NAMED_WORK = re.compile(r"xây dựng (?:đảng|nông thôn|nếp sống|đời sống)(?!\w)")
# Bodies and officers whose names contain an order.
FIXED_NAME = re.compile(
    r"(?<!\w)(?:dự án đầu tư xây dựng|kế hoạch tổng hợp|hành chính quản trị|hồi sức tích cực|xuất nhập cảnh|"
    r"dịch vụ tổng hợp|văn phòng đăng ký|tổng phụ trách|hội đồng chấm|hội đồng quản trị|cứu nạn,? cứu hộ|"
    r"hậu cần|ban coi thi|(?:tổ|đội) vệ sinh môi trường|nghệ thuật biểu diễn|"
    r"ban giám sát(?: đầu tư(?: của)? cộng đồng)?|"
    r"(?:bác sĩ|kíp) trực|(?:báo cáo|tuyên truyền|huấn luyện) viên|(?:nhân viên|cán bộ) bảo vệ|"
    r"tham mưu,? (?:và )?giúp việc(?: (?:cho )?(?:trung ương|(?:tỉnh|thành|đảng|huyện) ủy))?|"
    # «Ban Chỉ đạo về bảo vệ rừng (Quyết định số …) chỉ đạo …»
    r"(?:ban|tổ|hội đồng)(?! hành)[^,;.()]{0,40} về [^,;.()]{3,80}(?= \([^()]{3,160}\) ))(?!\w)"
)
# «Phòng Quản lý …», «Ban Kiểm soát …»: work that bodies are named by, and what follows a name.
_NAMED_BODY = re.compile(r"(?:phòng|ban|tổ|bộ phận|trung tâm|văn phòng|khoa|vụ|cục)(?= [^\s,;:.]+ )")
_NO_OBJECT = frozenset(("tổng hợp", "điều hành", "giám sát", "kiểm tra", "tham mưu", "hỗ trợ", "tư vấn", "kiểm soát"))
_NAME_END = re.compile(r"\s*(?:$|:|\(| (?:có|chịu) trách nhiệm| chủ trì| là (?:đầu mối|đơn vị|cơ quan|bộ phận))")
# «Phòng Quản lý xây dựng thẩm định …»: what such a body manages stands in its name.
_MANAGES = re.compile(r"(?:phòng|bộ phận|tổ|chi cục|cục|vụ) quản lý $")
# «Ban Quản lý bảo trì đường bộ điều động …», «Phòng Kỹ thuật khai thác lập …»: the field of a body before its order.
_FIELDS = frozenset(("khai thác", "bảo trì", "vận hành", "sửa chữa", "bảo dưỡng"))
_FIELD_END = re.compile(r"(?: (?!và |của |các |theo |tại |cho )[^\s,;:.()]+){0,3}? (?=" + ORDER.pattern + ")")
_OFFICER = re.compile(r"(?:chủ tịch|giám đốc|hiệu trưởng|trưởng|phó|bí thư|lãnh đạo)(?: [^\s,;:.()]+){0,4} $")
_LATER_ORDER = re.compile(r"(?: [^\s,;:.()]+){1,6} (?:trực tiếp|chịu trách nhiệm|có trách nhiệm|chỉ đạo|chủ trì)(?!\w)")


def ends_name(order: re.Match[str], lower: str) -> bool:
    """Whether a word of work without an object ends a name: «Phòng Kế hoạch tổng hợp:», «Phòng Tổng hợp theo dõi …»."""
    body = _NAMED_BODY.match(lower)
    if body is None or body.end() >= order.start() or order[0] not in _NO_OBJECT:
        return False
    is_whole_name = order.start() == body.end() + 1 and is_before_order(order, lower)
    return is_whole_name or _NAME_END.match(lower, order.end()) is not None


def is_before_order(order: re.Match[str], lower: str) -> bool:
    """Whether another order follows at once, without a comma."""
    return lower.startswith(" ", order.end()) and ORDER.match(lower, order.end() + 1) is not None


def is_managed(order: re.Match[str], lower: str, preceding: str) -> bool:
    """Whether a word of work says what a body manages, since another order follows: «Phòng Quản lý bảo vệ rừng lập»."""
    return _MANAGES.search(preceding) is not None and ORDER.search(lower, order.end()) is not None


def is_field_of_body(order: re.Match[str], lower: str) -> bool:
    """Whether «bảo trì đường bộ» says in what a body works, since another order follows without a comma."""
    return order[0] in _FIELDS and _FIELD_END.match(lower, order.end()) is not None


def is_word_of_name(order: re.Match[str], lower: str, preceding: str) -> bool:
    """Whether a word of work is part of the name of a body, and no order."""
    return ends_name(order, lower) or is_managed(order, lower, preceding) or is_field_of_body(order, lower)


def is_field_of_officer(order: re.Match[str], lower: str) -> bool:
    """Whether «phụ trách …» says which officer: «Phó Chủ tịch phụ trách văn hóa trực tiếp chỉ đạo», before an order."""
    next_order = _LATER_ORDER.match(lower, order.end())
    if next_order is None and lower.startswith(("phó ", "đồng chí phó ")):  # «Phó Giám đốc phụ trách dự phòng duyệt …»
        next_order = _FIELD_END.match(lower, order.end())
    return _OFFICER.search(lower[: order.start()]) is not None and next_order is not None
