"""Everyday verbs that are orders where the name before them is complete, and crowds that such orders are given to.

«Đoàn Thanh niên nhận giúp 30 hộ», «các hộ quét sân»: most of these verbs are parts of other words elsewhere, so that
they count only behind the last word of a name.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.orders import ORDER
from sokehoach.domain.plans.passages import CAPITALS

_VERBS = (
    r"dành|khuyên|điền|cài|gỡ|bàn(?= (?:với|nhau|bạc))|điều(?= \d)|chi(?= (?:học bổng|trả|tiền|thưởng|phụ cấp|\d))|"
    r"ứng(?= (?:tiền|trước|kinh phí|vốn))|phân(?= (?:gvcn|ca|người|việc|tổ))|chỉ(?= cách)|đặt|học(?= cách)|"
    r"sinh hoạt(?= (?:mỗi|định kỳ|hằng|hàng|đều))|trích|chặn|xúc|rọi|nhờ|"
    r"lo|(?<!xây )dựng|xuống|soát|rà|vét|gắn|lên lịch|kèm|duyệt(?! binh)|tuần tra|nắm(?! giữ)|khai báo|nhắc nhở|"
    r"giải trình|từ chối|cho phép|trực(?! (?:thuộc|tiếp|tuyến|quan))|lo liệu|dự(?! (?:án|toán|thảo|báo|phòng|trữ|"
    r"kiến))|kê lại|nghiên cứu|"
    r"cho(?! (?:vay|phép|ý|các|vào|thuê))|báo(?! (?:chí|động|đài))|nhận|góp|chọn|xếp|gom|đào|lấp|quét|nhặt|rửa|lau|"
    r"khóa|bật|tắt|đóng(?! (?:góp|trên|tại|ở))|trả|nhắn|chụp|quay|cân|đếm|kê|ghép|nối|kéo|đẩy|chở|khiêng|"
    r"xây(?! dựng)|sửa|đắp|vớt|thả|bắt|rắc|bơm|tưới|hàn|vá|rải|lát|đổ|trải|tháo|cắm|thắp|đốt|hót|canh|gác|trông|"
    r"coi(?! (?:thi|đây|đó|việc|trọng|như|là))|chốt|ngồi|mang|đi(?! (?:lại|qua))|(?<!liên quan )đến|gọi|giữ|dùng|"
    r"phát(?! (?:triển|hiện|động|huy|sóng|ngôn|thanh|biểu|hành|sinh))|chia|ghi|đọc|đăng|dạy|học tập|"
    r"thu(?! nhập| hút| ngân)|bán|nuôi|chăm|cắt|khơi|che|bày|dừng|ngừng|rút|bỏ|lấy|tìm|hỏi|thăm|xin|nói|kể|hát|múa|"
    r"vẽ|sơn|khai(?! thác)|nghe|xem(?! (?:đây|đó|việc|trọng|như|là))|chạy|tự(?! do| nhiên| vệ| quản| chủ)|"
    r"cùng (?=cử|nhau|tham gia|tuyên truyền|vận động)|"
    r"không (?:để|cho|được|làm|nhận|bày|đổ|xả|chở)|có nghĩa vụ|có quyền|có thể|chấp nhận|nhắc|dọn|mua|"
    r"cấp(?! (?:tỉnh|huyện|xã|thôn|cơ|trên|dưới|ủy|trung|học|mầm|tiểu|độ))|đổi|thay|thử|chấm|giải|dẫn|đón|tiễn|"
    r"trồng|gieo|gặt|phơi|khâu|nấu|chế biến|đun|ăn|mặc|đeo|mời|rước|đứng|trang hoàng|kẻ|in|photo|"
    r"sao(?! (?:vàng|đỏ))|(?<!trung )(?<!luân )(?<!di )(?<!vận )chuyển|"
    r"đưa|tiến hành|viết|họp|bảo(?! (?:vệ|hiểm|tàng|tồn|trì))|gửi|treo|dán|nộp|"
    r"(?<!thư )(?<!chữ )(?<!nhật )ký|mở|lưu(?! (?:trữ|động))|đo|soi|lọc|phân (?:loại|công|luồng|chia)|"
    r"hằng (?:ngày|tuần|tháng|quý)|hàng (?:ngày|tuần|tháng|quý)|mỗi (?:ngày|tuần|tháng|quý)|thành thật|"
    r"vừa|mượn|trưng|tẩy|ngâm|ủ|bón|tỉa|chặt|nhổ|cuốc|xới|đánh(?! bắt)|giăng|buộc|khoan|chèn|kè"
)
EVERYDAY = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)")
# Last words of names that are written small: «Sở Y tế», «Đoàn Thanh niên», «các hộ», «Công nhân môi trường».
_LAST_WORD = re.compile(
    r"(?<!\w)(?:tầng|hình|phạm|nước|xanh|kỹ thuật|truyền thông|nghiệm|tật|thuế|dân số|quốc gia|nghèo|chuyên trách|"
    r"chủ nhiệm|khu vực|cộng đồng|phụ trách|dinh dưỡng|nghiệp vụ|nội vụ|dân tộc|phép|doanh nhân|"
    r"phường|tỉnh|xã|phố|tế|huyện|hội|chính|trường|tạo|nghiệp|sở|pháp|luật|nghệ|lịch|trấn|vị|ương|quan|đoàn|"
    r"dựng|viên|thương|trưởng|phòng|bàn|thôn|bản|rừng|dưỡng|ủy|môn|niên|ngành|học|viện|bộ|đốc|thuật|giáo|bệnh|khác|"
    r"ấp|phẩm|dân|ty|lâm|chế|cục|khoa|cấp|nữ|binh|đội|buôn|sự|hành|quản|quỹ|thư|toán|an|công|hộ|chợ|tàu|xe|máy|chủ|nhà|"
    r"lớp|khối|nhóm|tổ|ban|thầu|sinh|huynh|mẹ|thể|trạm|kho|bếp|ca|cửa hàng|cơ sở|vận hành|mỏ|đơn|kíp|thợ|"
    r"địa phương|mặt trận|kinh doanh|gia đình|lao động|môi trường|thương mại|tiểu thương|bảo vệ|lực lượng|người dân|"
    r"bà con|tạp vụ|cán bộ|thành phố|khu phố|hợp tác xã|thủy nông|đô thị|vệ sinh|văn hóa|hộ khẩu|địa chính|tư pháp|"
    r"lượng|tổng hợp|hóa|sàng|vực|trị|vận tải|mưu|vệ|đình|án|đẳng|hoạch|khuẩn|đua|thiên tai|hình ảnh|non|giới|sức|"
    r"tộc|sắt|nhiễm|trùng|khỏe|túy|mại|"
    r"tín|ích|nguyện|trọ|biển|sông|tín dụng|học đường|giao thông|truyền thông|viễn thông|thông tin|phát thanh|"
    r"liệu|tịch|doanh|ăn|tuyến|mạng|xưởng|quản trị|"
    r"văn phòng|hàng|nuôi|quán|bến|khách|thể thao|truyền thanh|dân phố|bí thư|liên quan|trên địa bàn)$"
)
# «huyện Long Mỹ», «PA02», «BGH»; not «Sở Xây» of «Sở Xây dựng».
_PROPER = re.compile(
    rf"(?:(?<= )(?!(?:Sở|Bộ|Ban|Cục|Phòng|Hội|Đoàn|Tổ|Đội|Vụ|Khoa|Viện|Chi|Trung|Công|Hải|Quân|Cảnh|Tổng|Liên|Ủy)"
    rf"(?!\w))"
    rf"[{CAPITALS}][^\W\d_]* [{CAPITALS}][^\W\d_]*|(?<!\w)[{CAPITALS}]{{2,8}}\d{{0,3}}|(?<=\w )[IVX]{{1,4}}"
    rf"|(?<=[^\W\d_{CAPITALS}] )(?:Sở|Đội|Viện|Bộ|Cục|Trường|Hội|Huyện|Tỉnh)|(?<= [-–] )[{CAPITALS}][^\W\d_]*)$"
)
# «Ban Xây dựng Hội»: a body named by the body that it serves.
_PROPER_NOUN = re.compile(rf"(?<=[^\W\d_{CAPITALS}] )(?:Hội|Sở|Đội|Trường|Đảng)$")
# Names go on behind these: «tổ gác rừng», «cơ sở nuôi cá», «đơn vị nhận thầu».
_BARE = re.compile(
    r"(?<!\w)(?<!thư ký )(?<!trưởng )(?<!phó )(?:tổ|đội|ban|nhóm|phòng|trạm|cơ sở|sở|đơn vị|người|nhà|lớp|"
    r"(?<!nhà )máy|chủ|cửa hàng|điểm|trung tâm|quỹ|khu|bên|"
    r"các|những|mọi|mỗi|hội đồng|cơ quan|bộ phận|(?<!nội )(?<!nghiệp )(?<!dịch )vụ|cục|viện|khoa|hội)$"
)
# A verb behind one of these is in a clause that describes: «các hộ có nhà cho thuê», «người dân khi đi chợ».
_DESCRIBES = re.compile(r"(?<!\w)(?:có|khi|nếu|mà|để|nơi|chưa|nhằm|vì|do|đã|đang|về|không|thì|vi phạm) ")
_CROWD = (
    r"(?:(?:các|những|mỗi|từng|toàn thể|tất cả(?: các)?) )?(?:"
    r"hộ(?! (?:khẩu|chiếu|lý|sinh))(?: (?:dân|gia đình|kinh doanh|sản xuất|chăn nuôi))?|người dân|nhân dân|"
    r"bà con|thợ|công nhân|lái xe|tiểu thương|phụ huynh|cha mẹ học sinh|học sinh|giáo viên|gvcn|cán bộ|nhân viên|"
    r"điều dưỡng|hộ sinh|kỹ thuật viên|bác sĩ|"
    r"chủ (?:hộ|bến|tàu|phương tiện|rừng|hồ|cơ sở|nhà|trang trại|đầu tư|cửa hàng|xe|hụi|đập|lồng bè)|"
    r"các chủ [^\s,;.:]+|nhà thầu|đoàn viên|hội viên|đảng viên|cộng tác viên|tình nguyện viên|nhóm|tạp vụ|bảo vệ|"
    r"cấp dưỡng|dân quân|xã đội|thôn đội|thủ kho|thư ký|mỗi bản|mỗi thôn|các bản|các thôn|đốc công|nhà ăn|nhà bếp|"
    r"dược sĩ|thú y|chính trị viên|(?:đại|trung|tiểu) đội|(?:kiểm sát|kiểm tra|thanh tra|chuyên|huấn luyện|"
    r"tuyên truyền|"
    r"phát thanh|khuyến nông) viên|trạm bơm|trạm(?! (?:trung|biến|sạc|xăng|dừng|thu|cân|quan trắc|phát))|"
    r"đặc khu|bếp ăn|cố vấn|người (?:chăn nuôi|trồng|nuôi|sản xuất|bán|"
    r"thuê nhà)|"
    r"mạng lưới|trực ban|kỹ sư|phi công|thuyền trưởng|bốc xếp|điểm trường|đại lý|tổ hợp tác|thầy cô|phụ nữ|thanh niên|"
    r"công chức(?: thuế)?|thư viện|các đại lý(?: thuế)?|cha xứ|"
    r"tổ viên|người lao động|xã viên|hộ lý|trạm trưởng|nhà xe"
    r")(?!\w)"
)
CROWD = re.compile(_CROWD)
# Words for what they work at follow: «thợ vận hành», «nhà thầu thi công».
_OF_TRADE = re.compile(r"(?:thợ|nhà thầu|cán bộ|nhân viên|bảo vệ|nhóm|công nhân|kỹ thuật viên)$")
_HELD_TO = re.compile(
    r"(?:phải|cần|có trách nhiệm|có nghĩa vụ|chịu trách nhiệm|không được|tự|sẽ|không (?:để|cho))(?!\w)"
)
_LONGEST_CROWD = 90


def ends_name(text: str, lower: str, at: int) -> bool:
    """Whether a name may end before position `at`: with a capital, a bracket, or a word that ends names."""
    if at < 2 or text[at - 1] != " ":
        return False
    before = lower[max(0, at - 24) : at - 1]
    end = at - 3 if before.endswith((" -", " –", " —")) else at - 1  # «Đội bảo vệ — quét bãi»
    before = lower[max(0, end - 24) : end]
    if before.endswith(")") or _PROPER_NOUN.search(text, max(0, end - 40), end) is not None:
        return True
    if _BARE.search(before) is not None:
        return _HELD_TO.match(lower, at) is not None
    return _LAST_WORD.search(before) is not None or _PROPER.search(text, max(0, end - 40), end) is not None


def list_everyday_places(text: str, lower: str, limit: int) -> Iterator[int]:
    """Positions of everyday verbs right behind a complete name."""
    for match in EVERYDAY.finditer(lower, 0, limit):
        at = match.start()
        if text[at].islower() and ends_name(text, lower, at):
            yield at


def describes(name: str) -> bool:
    """Whether words of a name say which of them are meant: «các hộ có nhà cho thuê», «trưởng buôn khi phát hiện»."""
    return _DESCRIBES.search(name + " ") is not None


def find_crowd_end(text: str, lower: str) -> int | None:
    """Where the name of a crowd ends and its order begins: «Các hộ kinh doanh tại chợ|ký hợp đồng …»."""
    crowd = CROWD.match(lower)
    if crowd is None:
        return None
    for match in _ANY.finditer(lower, crowd.end(), crowd.start() + _LONGEST_CROWD):
        at = match.start()
        if not text[at].islower() or set(".;:") & set(lower[:at]):
            return None
        is_order = ORDER.match(lower, at) is not None and not lower[:at].endswith((" là ", " của "))
        if at == crowd.end() + 1 and _OF_TRADE.search(crowd[0]) is not None:
            return None
        if at == crowd.end() + 1 or is_order or ends_name(text, lower, at):
            return None if describes(lower[crowd.end() : at]) else at
    return None


_ANY = re.compile(ORDER.pattern + "|" + EVERYDAY.pattern)
