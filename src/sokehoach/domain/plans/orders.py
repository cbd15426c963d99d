"""Words that express orders and requests in plans, and words that exclude them.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

_ORDERS = (
    "chủ trì", "phối hợp", "phối, kết hợp", "phối kết hợp",
    "tham mưu", "xây dựng", "tổ chức", "triển khai", "thực hiện", "tăng cường",
    "đẩy mạnh", "chỉ đạo", "hướng dẫn", "kiểm tra", "theo dõi", "đôn đốc", "rà soát", "bố trí", "cân đối",
    "lập", "tổng hợp", "báo cáo", "thẩm định", "căn cứ", "tiếp tục", "thường xuyên", "chủ động", "tích cực",
    "kịp thời", "phát huy", "huy động", "vận động", "tuyên truyền", "ban hành", "quán triệt", "đảm bảo",
    "bảo đảm", "có trách nhiệm", "chịu trách nhiệm", "làm", "quyết định", "quản lý", "giám sát", "giải quyết",
    "xử lý", "cung cấp", "cập nhật", "xem xét", "nghiên cứu", "đề xuất", "kiện toàn", "ưu tiên", "lồng ghép",
    "duy trì", "nâng cao", "hỗ trợ", "tạo điều kiện", "khuyến khích", "phân công", "phân bổ", "thành lập",
    "tiến hành", "lựa chọn", "nghiêm túc", "khẩn trương", "tập trung", "quan tâm", "tham gia", "đưa",
    "chấp hành", "thông báo", "gửi", "đăng ký", "công khai", "công bố", "thống kê", "họp xét",
    "họp", "phát động", "mở", "phổ biến", "đào tạo", "bồi dưỡng", "tập huấn", "tập hợp", "khảo sát", "điều tra",
    "đấu tranh", "phát hiện", "ngăn chặn", "vận hành", "xác định", "định kỳ", "hằng năm", "hàng năm",
    "trên cơ sở", "theo chức năng", "theo nhiệm vụ", "trong phạm vi", "dựa trên", "đổi mới", "định hướng",
    "khai thác", "hoàn thiện", "hoàn thành", "thí điểm", "góp phần", "cần", "phải", "chuẩn bị", "kiến nghị",
    "bám sát", "thu hút", "biên soạn", "thẩm tra", "tiếp nhận", "thanh tra", "phê duyệt",
    "đánh giá", "tư vấn", "củng cố", "phấn đấu", "đăng tải", "chia sẻ", "gắn", "biểu dương", "tặng",
    "khen thưởng", "liên hệ", "có kế hoạch", "có báo cáo", "có văn bản", "có phương án", "có giải pháp",
    "có biện pháp", "ứng dụng",
    "giữ", "bảo vệ", "phụ trách", "nắm", "điều phối", "điều hành", "khắc phục", "cấp phát", "trang bị",
    "lắp đặt",
    "số hóa", "tôn vinh", "niêm yết", "thanh toán", "quyết toán", "kết nối", "tích hợp",
    "động viên",
    "chăm sóc", "khám", "điều trị", "soạn thảo", "hoàn tất", "sắp xếp", "bàn giao", "tháo gỡ", "đề cao",
    "chú trọng",
    "giới thiệu", "xác nhận", "xác minh", "kiểm soát", "phòng ngừa", "triệt phá", "tuần tra", "thu thập",
    "nhắc nhở",
    "cam kết", "quy hoạch", "gương mẫu", "đi đầu", "cảnh báo", "dự báo", "điều chỉnh",
    "vận dụng", "áp dụng", "sử dụng", "kêu gọi", "kiểm kê", "kiểm định", "giải ngân", "đối chiếu", "thu gom",
    "thúc đẩy", "mở rộng", "tuân thủ", "bổ sung", "cải thiện", "cải cách", "phân tích", "phân loại",
    "quan trắc", "khơi thông", "nêu cao", "đẩy nhanh", "tăng thời lượng", "chuyển giao", "tuyển dụng", "tuyển chọn",
    "dự trù", "điều tiết",
    "mua sắm", "lưu trữ", "lưu giữ", "nộp", "chi trả", "trao", "cải tạo", "sửa chữa", "khôi phục", "tiêm",
    "phun", "tiêu hủy", "đo lường", "kế thừa", "trực tiếp", "tự kiểm tra", "tiếp thu", "nhân rộng",
    "nghiệm thu", "tổng vệ sinh", "treo", "khoanh vùng",
    "sơ tán", "di dời", "sơ cứu", "cấp cứu", "cứu hộ", "ứng cứu", "ứng phó", "chốt chặn", "túc trực", "ứng trực",
    "chỉ huy", "huấn luyện", "diễn tập", "trang trí", "gia cố", "nạo vét", "khử khuẩn", "điều động", "dự trữ",
    "triệu tập", "chỉnh lý", "thiết lập", "quản trị", "tổng kết", "sơ kết", "trao đổi", "giải đáp", "giải trình",
    "trả lời", "đón tiếp", "thiết kế", "thi công", "ghi nhận", "ghi chép", "quảng bá", "xúc tiến", "giảng dạy",
    "phát sóng", "đưa tin", "xét duyệt", "bình xét", "lấy ý kiến", "cho ý kiến", "góp ý", "giám định", "thu hồi",
    "xử phạt", "bảo quản", "bảo tồn", "chỉnh trang", "tuyển sinh", "công nhận", "đọc", "đếm", "thuyết minh",
    "trình bày", "rèn luyện", "ôn tập", "thống nhất", "cấp giấy", "cấp phép", "thuê", "dự kiến", "vệ sinh",
    "nhận xét", "phát hành", "liên kết", "hợp tác", "ký kết", "truyền thông", "phản biện", "phản ánh", "nhắc",
    "kê khai", "ra đề", "cài đặt", "sao lưu", "biên tập", "canh gác", "phát dọn",
    "phân luồng", "nâng cấp", "bảo trì", "bảo dưỡng", "vận chuyển", "nhập liệu", "đối soát", "tiếp đón", "dọn dẹp",
    "cắm biển", "cắm mốc", "thu nộp", "chỉnh sửa", "giúp việc cho", "san tạo", "san lấp", "san ủi",
    "cụ thể hóa", "hiện thực hóa", "chuẩn hóa", "thực thi", "lan tỏa", "cải tiến", "hình thành", "phát triển",
    "rút kinh nghiệm", "quyết liệt", "kết hợp", "đối thoại", "thăm hỏi", "hưởng ứng", "lắng nghe", "tiên phong",
    "xét xử", "soi chiếu", "cắt tỉa", "xét nghiệm", "ra quân", "điểm danh", "soạn bài", "lên lớp",
    "mời", "hợp đồng với", "ký hợp đồng", "tu sửa", "tu bổ", "duy tu", "làm mới", "gieo trồng", "gieo cấy",
    "tưới tiêu", "tiếp dân", "tiếp công dân", "hòa giải", "đóng góp", "ủng hộ", "tài trợ", "cho vay",
    "giảm lãi", "miễn giảm", "thu phí", "thu nợ", "thu thuế", "đấu thầu", "đấu giá", "phát tờ rơi", "phát thẻ",
    "phát quà", "dán", "thay thế", "đo đạc", "thăm", "dâng hương", "khởi công", "khởi tố", "truy tố", "truy quét",
    "kiểm dịch", "kiểm nghiệm", "cách ly", "lưu mẫu", "đưa đón", "coi thi", "luyện tập", "tập luyện", "biểu diễn",
    "dàn dựng", "sưu tầm", "trưng bày", "phục chế", "phục dựng", "tôn tạo", "trùng tu", "ghi hình", "phân phối",
    "thu hoạch", "tiêu độc", "khử trùng", "trích lập", "trích kinh phí", "hạch toán", "tạm ứng", "rà phá",
    "khai báo", "ủy quyền", "ủy thác", "chứng thực", "giao khoán", "thảo luận", "kiểm điểm", "kết nạp", "tiếp xúc",
    "nhận diện", "tiết kiệm", "cắt giảm", "tinh giản", "luân chuyển", "bổ nhiệm", "tuyên dương", "phê bình",
    "cưỡng chế", "kê biên", "truy thu", "đốc thúc", "ấn định", "mã hóa", "phân quyền", "kiểm thử", "đấu nối",
    "bao tiêu", "thu mua", "đặt hàng", "tổng duyệt", "bình chọn", "nhân giống", "thả giống", "ghép", "bón phân",
    "tạm dừng", "ngừng cung cấp", "cắt điện", "đóng điện", "giải tỏa", "bồi thường", "đền bù", "cắm cờ", "treo cờ",
    "quay video", "xây mới", "xử trí", "hội chẩn", "cấp thuốc", "chuyển tuyến", "sàng lọc", "tẩy giun", "cân đo",
    "lập hồ sơ", "tái kiểm tra", "hậu kiểm", "nhập dữ liệu", "đồng bộ", "quay vòng", "xếp lịch", "lên lịch",
    "lên phương án", "lên kế hoạch", "trực tổng đài", "dẫn chương trình", "đón khách", "hướng nghiệp",
    "kèm cặp", "phụ đạo",
    "kiên quyết", "nhận giúp", "tín chấp", "liên lạc", "tính toán", "góp ngày công", "có mặt", "nhắc việc",
    "lắp", "mượn", "nghiêm cấm", "điện báo",
    "đồng hành", "chấm", "soạn", "đảm nhận", "đảm nhiệm", "làm trưởng đoàn", "làm đầu mối", "đứng ra",
    "là cơ quan", "là đơn vị", "là đầu mối", "là lực lượng", "là bộ phận",
)  # fmt: skip
# «lãnh đạo và viên chức …», «lãnh đạo phòng»: people, not an order.
_LEADERSHIP = (
    r"lãnh đạo(?! (?:và |, )?(?:các )?"
    r"(?:cán bộ|viên chức|công chức|chuyên viên|phòng|sở|ban|đơn vị|cơ quan|phụ trách)(?!\w))"
)
# Orders that are also parts of other words: «bầu cử», «cử tri», «quá trình», «thư ký», «nuôi trồng», «ngoại giao»,
# «trợ giúp», «chủ đầu tư», «bài viết», «thu nhập», «mua bán người».
_GUARDED = (
    r"(?<!bầu )(?<!ứng )(?<!đề )(?<!tiến )cử(?! (?:tri|nhân|chỉ))|(?<!thư )(?<!chữ )(?<!nhật )ký"
    r"|(?<!quá )(?<!chương )(?<!lộ )(?<!quy )(?<!công )(?<!giáo )(?<!hành )(?<!tiến )(?<!tờ )trình(?! (?:tự|độ))"
    r"|(?<!thường )trực(?= (?:(?:trong|tại|các|cùng) |ban(?=[,;.]| \d)|\d|cấp cứu|gác|cổng|cháy|bão|tết|chốt|sẵn))"
    r"|(?<!nuôi )trồng|(?<!trợ )giúp(?! việc)|(?<!chủ )(?<!nhà )(?<!dự án )đầu tư(?! xây dựng)"
    r"|(?<!ngoại )giao(?! (?:thông|dịch|lưu|tiếp|đất|nhận))"
    r"|(?<!bài )(?<!thi )(?<!chữ )viết(?! tắt)|in(?= (?:\d|ấn|tờ|sách|tài liệu))|mua(?! (?:sắm|bán|dâm))"
    r"|(?<!thước )(?<!số )đo(?= (?:mưa|môi trường|điện|nồng|độ|thân|huyết))"
    r"|dựng(?= (?:phim|phóng sự|video|clip|lán|lều|trại|rạp|cổng))"
    r"|thường trực(?= (?:\d|sẵn sàng|chiến đấu))"
    r"|(?<!phê )(?<!xét )(?<!kiểm )(?<!tổng )duyệt"
    r"|(?<!viện )kiểm sát(?! (?:viên|nhân dân))|cấp(?= (?:\d|giấy|thẻ|tài khoản|mã))|dọn(?= (?:vệ|dẹp|rác|cỏ))"
    r"|(?<!trung )chuyển(?! (?:đổi|động|biến|hóa))|(?<!hủy )diệt(?! khuẩn)"
    r"|(?<!thu )(?<!hội )(?<!sáp )(?<!gia )(?<!xâm )(?<!hòa )nhập(?! khẩu)|" + _LEADERSHIP
)


def _join_by_first_letter(orders: Iterable[str]) -> str:
    """A pattern of the orders, longer ones first, by their first letters: most letters of a text begin none."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for order in sorted(orders, key=len, reverse=True):
        endings[order[0]].append(order[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(group)})" for letter, group in endings.items()) + ")"


ORDER = re.compile(r"(?<!\w)(?:" + _join_by_first_letter(_ORDERS) + "|" + _GUARDED + r")(?!\w)")
# An order that may begin a paragraph under an agency's heading, where a noun would not occur.
OPENING = re.compile(
    r"(?:" + _join_by_first_letter(order for order in _ORDERS if order not in ("cần", "phải", "mở", "làm"))
    + r"|" + _LEADERSHIP
    + r"|trong đó|được (?:giao|phân công)|tham dự|cử(?! (?:tri|nhân))|trình(?! (?:tự|độ))|ký|trực(?= (?:\d|ban ))|giúp"
    r"|(?:đầu mối|thường trực)(?=,? (?:tổng hợp|báo cáo|tham mưu|theo dõi|tiếp nhận|phối hợp|giúp|tổ chức))"
    r"|thường trực(?= (?:\d|sẵn sàng))"
    r"|trồng|đầu tư|có các|(?:hàng|hằng) (?:tháng|quý))(?!\w)"
)  # fmt: skip
# Orders that are part of the name after one of `names.NAMING`.
NOMINAL = frozenset((
    "quản lý", "cung cấp", "tham mưu", "chủ trì", "thực hiện", "tổ chức", "chỉ đạo", "kiểm tra", "giám sát",
    "nghiên cứu", "đào tạo", "hướng dẫn", "hỗ trợ", "điều tra", "tuyên truyền", "phối hợp", "thẩm định",
    "tư vấn",
    "lãnh đạo", "bảo vệ", "sử dụng", "kiểm soát", "điều phối", "điều hành", "điều trị", "chăm sóc",
    "chấp hành", "thanh tra", "khảo sát", "dự báo", "cảnh báo", "khám", "phòng ngừa",
    "xử lý", "giải quyết", "tiếp nhận", "phát triển", "hình thành", "kết hợp", "hưởng ứng",
    "trồng", "quan trắc", "giúp", "giúp việc cho", "phụ trách", "cấp cứu", "cứu hộ", "ứng cứu", "ứng phó", "chỉ huy",
    "huấn luyện",
))  # fmt: skip
# Before another order these do not show that a name goes on.
ADVERBS = frozenset((
    "phải", "cần", "chủ động", "tiếp tục", "trực tiếp", "định kỳ", "hằng năm", "hàng năm", "chủ trì",
    "có trách nhiệm", "chịu trách nhiệm", "là cơ quan", "là đơn vị", "là đầu mối", "là lực lượng",
))  # fmt: skip
# Ends a relative clause («các cơ quan được phân công chủ trì … có trách nhiệm lập …»).
AFTER_RELATIVE = (
    "có trách", "chịu trách", "chủ động", "căn cứ", "phải", "cần", "thực hiện theo", "nghiêm túc", "khẩn trương",
    "tích cực",
)  # fmt: skip
# After these words the next one is a noun, or in another clause.
UNORDERED = re.compile(
    r"(?<!\w)(?:được|do|đã|đang|không|(?<!phân )(?<!chính )công|(?<!tổ )(?<!đoàn )(?<!ban )công tác|của|về|"
    r"(?<!quân )(?<!dân )(?<!trị )(?<!hình )sự|"
    r"(?<!hậu )cần|để|(?<!giúp )việc|ra|thẩm quyền|phạm vi)\s*$"
)

# A phrase between an agency and its duty, not part of the duty.
CIRCUMSTANCE = re.compile(
    r"(?:trong phạm vi|trên cơ sở|theo chức năng|theo nhiệm vụ|theo thẩm quyền|dựa trên)[^.;:]{0,240}?"
    r"(?:,|(?<=của mình)|(?<=được giao)|(?<=kế hoạch này)|(?<=quyết định này)|(?<=chương trình này)|(?<=đề án này)|"
    r"(?<=phân công)|(?<=chức năng, nhiệm vụ)|(?<=chức năng và nhiệm vụ)) (?=" + ORDER.pattern + ")"
)
RESPONSIBLE = re.compile(
    r"(?:,\s*)?(?:có|chịu) trách nhiệm(?! (?:trực tiếp|trước|về|toàn diện|chính|cao nhất))\s*:?\s*"
)
# Words before an agency that assign work to it or request it.
GIVING = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân)[^.;:,]{0,40}? |"
    r"ban (?:thường (?:trực|vụ)|chấp hành) (?:(?!và |tham mưu|phối hợp|báo cáo)[^\s.;:,]+ ){0,12}?(?=đề nghị|yêu cầu))?"
    r"(?:trân trọng )?(?:đề nghị|về phía|giao(?: nhiệm vụ)?(?: cho)?|yêu cầu|phân công|"
    r"trách nhiệm(?: của)?|nhiệm vụ của)(?: các đồng chí(?! trong))?:? "
)
REQUEST = re.compile(r"đề nghị(?! (?:khen|tặng|xét|cấp có|cấp trên|xem xét|thẩm định))")

# What to do in case of difficulties, and the end of the plan: neither duties nor reports.
_TROUBLE = r"(?:khó khăn|vướng mắc|phát sinh|bất cập)"
_DIFFICULTY = re.compile(
    r"(?<!\w)nếu có (?:vấn đề|nội dung|việc)(?: gì)?(?: mới)? phát sinh|"
    r"(?<!\w)(?:nếu|trường hợp|khi)(?: [^\s.;:]+){0,8}? (?:cần|phải) (?:sửa đổi|điều chỉnh|bổ sung|thay đổi)(?!\w)|"
    rf"(?<!\w)(?:nếu|trường hợp|khi|quá trình)(?!\w)[^.;:]{{0,90}}?(?:có|gặp|phát sinh|phát hiện) "
    rf"(?:những |các )?(?:vấn đề )?{_TROUBLE}"
    rf"|(?<!\w)(?:nếu|trường hợp) (?:có )?{_TROUBLE}|(?<!\w)có (?:điều |việc )?gì {_TROUBLE}"
    rf"|(?:phản ánh|phản hồi)[^.;:,]{{0,60}}? (?:những|các) {_TROUBLE}"
)
_TROUBLES = ("khó khăn", "vướng mắc", "phát sinh", "bất cập", "sửa đổi", "điều chỉnh", "bổ sung", "thay đổi")


def is_about_difficulty(lower: str) -> bool:
    """Whether the text (lower case) says what to do in case of difficulties; few texts have one of its words."""
    return any(trouble in lower for trouble in _TROUBLES) and _DIFFICULTY.search(lower) is not None


CLOSING = re.compile(r"trên đây là|(?:trong )?quá trình (?:(?:tổ chức|triển khai|thực hiện),? )+|nhận được kế hoạch")
DEMAND = re.compile(r"yêu cầu (?:các|toàn thể|cán bộ,|thủ trưởng|giám đốc|chủ tịch|hiệu trưởng)")
# «- Cơ quan thường trực, chủ trì …» below a name: what the body is.
ROLE = re.compile(r"(?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì|tham mưu)(?: của ban chỉ đạo)?")
# «Căn cứ Kế hoạch này, các cơ quan … khẩn trương xây dựng …», behind the last item: of all of them.
FOR_ALL = re.compile(
    r"(?:căn cứ|trên cơ sở|từ)(?: nội dung)? kế hoạch này|"
    r"(?:đề nghị|yêu cầu)(?: thủ trưởng)? các (?:cơ quan|sở|phòng|đơn vị)"
)
