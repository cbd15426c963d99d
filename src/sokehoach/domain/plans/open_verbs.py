"""Verbs of no list: any word in small letters behind a complete name is its order, unless it goes on with the name.

«Sở Công Thương cho ký cam kết», «Đài dựng phóng sự», «Tổ nữ công nuôi heo đất»: the verbs are an open class, the words
that continue a name or describe it are few. They are the first syllables seen behind a name in the plans of the corpus.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.everyday_verbs import ends_name

# Grammar: conjunctions, prepositions, marks of tense, quantities, times.
_GRAMMAR = (
    r"và|hoặc|hay|của|là|thì|mà|có|được|bị|đã|đang|chưa|không|trong|ngoài|trên|dưới|tại|ở|từ|theo|với|về|để|nếu|khi|do|"
    r"vì|bởi|nào|này|đó|kia|khác|cùng|như|gồm|nhưng|tuy|qua|giữa|bằng|thuộc|trực|cấp|các|những|mọi|mỗi|từng|nơi|"
    r"số|quý|năm|"
    r"tháng|ngày|tuần|lần|thứ|giai|vào|sau|trước|cả|nhất|mới|cũ|trở|còn|mình|tối|phù|một|hai|ba|bốn|chỉ|luôn|đều|rất|"
    r"hơn|lại|nữa|khoảng|ít|nhiều|riêng|chung|cụ|sẽ|vẫn|cũng|ra|lên|vì|nhằm|đến|tới|xong|đạt|nhỏ|lớn|tốt|đủ|hiện|"
    r"liên(?! (?:kết|hệ|lạc))|đối(?! chiếu)"
)
# Syllables of nouns and of fields that stand behind or within a name.
_NOUNS = (
    r"tỉnh|xã|nghệ|lý|ban|luật|hội|thể|phường|chính|thành(?! lập)|phủ|huyện|vị|phố|công(?! (?:bố|khai|nhận))|cổ|dục|ủy|"
    r"an|tác|nghiệp|học|pháp|quy|trị|đại|đoàn|tộc|kinh|viễn|dân|vi|mại|trưởng|hình|hành|quốc|khu|dịch|sách|cơ|"
    r"thông(?! (?:báo|qua|tin cho))|phòng|đồng|nhà|thanh(?! toán)|đội|binh|nghề|quận|cao|sinh|toàn|lành|ấp|sản|ty|quan|"
    r"thôn|chủ|bệnh|viện|chứng|sàng|thực|bản|gia|vụ|giao(?= (?:thông|dịch|lưu))|thao|trình(?= (?:độ|tự))|ninh|hoạch|"
    r"trường|chức|thiết|y|kế|lớp|thi|thưởng|thuốc|tư|thác|chế|dựng|hợp|điện|hoạt|trọng|toán|nền|đẳng|biên(?! soạn)|"
    r"đình|đề(?! (?:nghị|xuất|ra))|vùng|đốc|hải|ích|văn|buôn|dòng|tin|tạo|truyền|thương|thiểu|sở|tội|quỹ|thầu|v|ngành|"
    r"nguyện|đảng|nông|tài|trung|khoáng|du|thường|trí|đơn|nước|hộ|lao|bộ|môn|mê|tổ|em|tiêu|khởi|sáng|hạt|xe|thuật|khoa|"
    r"thư|ngân|đường|bền|cứ|nam|nữ|việt|sư|phạm|kỹ|hạ|hóa|huy|địa|thị|phó|chuyên|mầm|tiểu|phổ|trạm|ca|kíp|nội|ngoại|"
    r"nhi|sản|dược|vật|thiên|môi|rừng|biển|tàu|cá|chợ|hàng|người|con|cái|bà|ông|trẻ|già|loại|nhóm|cụm|điểm|chất|"
    r"thẩm quyền|tự(?= (?:quản|vệ|do|nguyện))|lâm|thủy|súc|cảnh|giới|thống|tín|nghĩa|khách|"
    r"vận(?! động)|"
    r"ô|xem|coi|đầu|điệp|niên|thiếu|sạch|phận|xí|sắt|án|tượng|dọc|phụ|câu|tỷ|ven|cảng|đặc|quyền|biểu|trùng|diễn|kiểm|"
    r"mẹ|bố|sản|ngữ|toán|lịch|sử|tầng|lực|dưỡng|khí|vệ|tế|sức|phúc|phát(?= (?:thanh|triển))|cựu|chiến|doanh|quân|thương"
)
_CONTINUES = re.compile(rf"(?:{_GRAMMAR}|{_NOUNS})(?!\w)")
_DASH = re.compile(r"[^\W\d_]+ [-–] ")  # «Vụ Pháp luật hình sự - hành chính»
_SYLLABLES = re.compile(r"(?<= )[^\W\d_]+")
_LONGEST_NAME = 90  # letters before such a verb


def list_open_places(text: str, lower: str, start: int, limit: int) -> Iterator[int]:
    """Positions of words in small letters behind a complete name that begins the text, none of which continues it."""
    for match in _SYLLABLES.finditer(lower, start, min(limit, start + _LONGEST_NAME)):
        at = match.start()
        if set(".;:") & set(lower[start:at]):
            return
        is_verb = text[at].islower() and _CONTINUES.match(lower, at) is None and _DASH.match(lower, at) is None
        if is_verb and not lower.endswith("phụ trách ", 0, at) and ends_name(text, lower, at):
            yield at
