"""Fields of work, and what the bodies that keep their figures are called: knowledge of the administration, as data.

One line: names of bodies, «:», words of what they count. «>»: where the plan names a body of the first name, which was
merged into the second in 2025, the second keeps none of this. The rooms of a commune keep several fields together.
"""

import functools
import re
from dataclasses import dataclass

_LINES = """\
giáo dục: trường học|nhà trường|trường|học sinh|người học|giáo viên|mầm non|nhóm trẻ|học viên|sinh viên|lớp học
giáo dục: phụ huynh|cha mẹ trẻ|xóa mù chữ|biết chữ|phổ cập giáo dục|cơ sở giáo dục|thiết bị dạy học|học phí|mẫu giáo
thương binh>giáo dục: giáo dục nghề nghiệp|đào tạo nghề|trường nghề
y tế: y tế|bệnh|khám|thuốc|điều trị|sức khỏe|tiêm|sinh ra sống|tỷ suất sinh|dân số|mang thai|sơ sinh
y tế: trẻ em dưới|từ 65 tuổi|phụ thuộc|tảo hôn|hôn nhân
y tế: bác sĩ|điều dưỡng|suy dinh dưỡng|tử vong|hiv|hiv/aids|vắc xin|ngộ độc|an toàn thực phẩm|tuổi thọ|tránh thai
thương binh>y tế: trẻ em|người cao tuổi|người khuyết tật|trợ cấp xã hội|bảo trợ xã hội|trợ giúp xã hội|mại dâm
công an: tội phạm|phạm tội|vụ việc|ma túy|tai nạn giao thông|an ninh|căn cước|vneid|định danh
công an: chữa cháy|phòng cháy|cháy nổ|vụ cháy|lừa đảo|đăng ký cư trú|dữ liệu dân cư|lý lịch tư pháp|pháo|trật tự
thương binh>công an: cơ sở cai nghiện|quản lý sau cai
biên phòng: biên phòng|biên giới
quân sự: dân quân|quân sự|quốc phòng|nghĩa vụ quân sự
tư pháp: trợ giúp pháp lý|hộ tịch|hòa giải|tiếp cận pháp luật|khai sinh|công chứng|chứng thực
tư pháp: văn bản quy phạm
thi hành án: thi hành án
văn hóa: truyền thông|báo chí|văn hóa|du lịch|thể thao|di sản|gia đình văn hóa|di tích|lễ hội|du khách|thư viện
văn hóa: bạo lực gia đình|khách du lịch|cơ sở lưu trú
lao động: lao động|người lao động|việc làm|xuất khẩu lao động|người có công|bình đẳng giới|thất nghiệp|liệt sĩ
lao động>nội vụ: lao động|người lao động|việc làm|xuất khẩu lao động|người có công|bình đẳng giới|thất nghiệp|liệt sĩ
nội vụ: cải cách hành chính|khen thưởng
nội vụ: biên chế|tinh giản|đơn vị hành chính|hồ sơ lưu trữ|tài liệu lưu trữ
dân tộc: dân tộc thiểu số|đồng bào dân tộc|tôn giáo
nông nghiệp: nông thôn|nông nghiệp|rừng|nước sạch|ocop|trồng trọt|chăn nuôi|thủy sản|gia súc|gia cầm|đàn chó
nông nghiệp: chó, mèo|chó mèo|đàn chó, mèo|thú y|lở mồm long móng
nông nghiệp: tiêm phòng vắc xin cho đàn|tiêm vắc xin cho đàn|tiêm phòng cho đàn|tiêm phòng đàn|vắc xin cho đàn
nông nghiệp: tiêm phòng gia súc|tiêm phòng cho gia súc|tiêm phòng vật nuôi|vắc xin dại cho đàn|vắc xin dại cho chó
nông nghiệp: đàn trâu|đàn bò|đàn lợn|trâu, bò
nông nghiệp: lúa|cây trồng|vật nuôi|thủy lợi|bệnh dại|dịch tả lợn|giết mổ|vùng trồng|tàu cá|thiên tai
thương binh>nông nghiệp: hộ nghèo|giảm nghèo|cận nghèo
môi trường: môi trường|nước sạch|rác|chất thải|rừng|nước thải|khoáng sản|đất đai|quyền sử dụng đất|khí hậu|khí thải
công thương|công nghiệp: công nghiệp|kcn|ccn|xuất khẩu|thương mại|chợ|lấp đầy|thương mại điện tử|siêu thị|bán lẻ
công thương: xăng dầu|hàng giả|hàng hóa bán lẻ|làng nghề|khuyến công
năng lượng|công thương|điện lực: điện|năng lượng|mw|công suất
thông tin và truyền thông>khoa học: trực tuyến|số hóa|chuyển đổi số|dữ liệu|5g|hồ sơ|băng rộng|nền tảng số|chữ ký số
thông tin và truyền thông>khoa học: viễn thông|internet|an toàn thông tin|kỹ năng số|công nghệ số|bưu chính
khoa học: sáng chế|sở hữu trí tuệ|đổi mới sáng tạo|khởi nghiệp sáng tạo|công nghệ cao|truy xuất nguồn gốc|đề tài
văn phòng ubnd|văn phòng ủy ban|hành chính công: thủ tục hành chính|dịch vụ công|một cửa|giải quyết đúng hạn
xây dựng|giao thông: nhà ở|đô thị|quy hoạch|đường giao thông|km đường|chiếu sáng|nhà tạm|nhà dột nát|vận tải|đường bộ
xây dựng|giao thông|hạ tầng: cao tốc|đường trục|đường liên thôn|cứng hóa|bê tông hóa|điểm đen|nhà ở xã hội|đô thị hóa
xây dựng|giao thông: xe buýt|bến xe|cấp nước đô thị|đường cao tốc|hạ tầng kỹ thuật|đường tỉnh
tài chính|thống kê|kế hoạch và đầu tư: ngân sách|giải ngân|đầu tư công|vốn|kinh phí|grdp|gdp|tăng trưởng kinh tế
tài chính|kế hoạch và đầu tư: tài sản công|đấu thầu|đăng ký doanh nghiệp|thành lập mới
tài chính|kế hoạch và đầu tư: kinh tế tập thể|fdi|thu hút đầu tư
thuế: hóa đơn điện tử|nộp thuế|thu thuế|nợ thuế|hộ kinh doanh
hải quan: hải quan|cửa khẩu
bảo hiểm: bảo hiểm|bảo hiểm y tế|bảo hiểm xã hội
thương binh: hộ nghèo|giảm nghèo|trẻ em|người có công|trợ cấp xã hội|bảo trợ xã hội|cai nghiện
ngân hàng: tín dụng|vay vốn|tiền mặt|tài khoản giao dịch
xây dựng đảng|tuyên giáo|ban tổ chức: quán triệt|cấp ủy|chi bộ|đảng viên|tổ chức đảng
thanh tra|ủy ban kiểm tra: khiếu nại|tố cáo|tiếp công dân|kết luận thanh tra|kê khai tài sản|tham nhũng
giáo dục: sĩ số|tốt nghiệp|hoàn thành chương trình|học nghề|học tập
y tế: trạm y tế|giường bệnh|dinh dưỡng|phòng bệnh|tử vong
kiểm soát nhiễm khuẩn: vệ sinh tay|nhiễm khuẩn
dược: thuốc|nhà thuốc|kháng sinh
điều dưỡng: chăm sóc|người bệnh nặng
dân số: mang thai|sơ sinh|sinh con|tảo hôn|tránh thai
bảo hiểm: bao phủ bảo hiểm
quân sự: nhập ngũ|gọi công dân|quân nhân
môi trường|nông nghiệp: che phủ rừng|tài nguyên
nông nghiệp: lương thực|sản lượng|nông thôn mới
công thương: doanh nghiệp|tổng mức bán lẻ|tổn thất điện
tài chính: thu ngân sách|thu nhập bình quân|bình quân đầu người|doanh nghiệp|xúc tiến đầu tư
thống kê: thu nhập bình quân|bình quân đầu người|grdp|điều tra
đào tạo: sinh viên|tuyển sinh|học phần|chương trình đào tạo|môn học|tín chỉ
khoa học: bài báo|công bố|đề tài|nghiên cứu khoa học|sáng kiến
sinh viên: sinh viên|học bổng|ký túc xá
khảo thí|chất lượng: kiểm định|chuẩn đầu ra|hài lòng|khảo sát|tự đánh giá|cải tiến
thư viện: sách|bạn đọc|đọc sách|giáo trình|học liệu
kế toán|tài chính|tài vụ: khoản thu|quyết toán|thu chi|chi phí|lợi nhuận|doanh thu|thanh toán|kinh phí
kinh doanh|khách hàng: khách hàng|doanh thu|doanh số|hợp đồng|thương phẩm|thu tiền|thị phần
kỹ thuật|vận hành|sản xuất: thiết bị|sự cố|tổn thất|vận hành|năng suất|lưới điện|sản lượng|chất lượng sản phẩm
an toàn: tai nạn lao động|huấn luyện an toàn|bảo hộ lao động
tổ chức|nhân sự|nhân lực: cán bộ|nhân viên|người lao động|giảng viên|đào tạo
tổ chức|nhân sự|nhân lực: tuyển dụng|biên chế|trình độ|năng suất lao động
hành chính|văn phòng: văn phòng phẩm|văn bản|xe công|lưu trữ|điện nước
công nghệ thông tin|tin học|chuyển đổi số|công nghệ số: phần mềm|số hóa|ứng dụng di động|dữ liệu|trực tuyến
giải phóng mặt bằng|quỹ đất: mặt bằng|bồi thường|tái định cư|thu hồi đất
giáo viên chủ nhiệm|các lớp: sĩ số|học sinh|phụ huynh|cha mẹ học sinh|chuyên cần|lớp
tổ chuyên môn|tổ trưởng|tổ bộ môn: chuyên đề|tiết dạy|bộ môn|học sinh giỏi|bài giảng|giáo viên|dự giờ
tổng phụ trách|liên đội|đội thiếu niên: đội viên|thiếu niên|nhi đồng|liên đội|măng non
đoàn thanh niên|đoàn trường|bí thư đoàn|tỉnh đoàn|thành đoàn|đoàn xã|đoàn phường: thanh niên|tình nguyện
công đoàn|liên đoàn lao động: đoàn viên công đoàn|công đoàn|công nhân
phụ nữ: hội viên phụ nữ|phụ nữ|chi hội phụ nữ
nông dân: hội viên nông dân|nông dân
cựu chiến binh: cựu chiến binh
chữ thập đỏ: hiến máu|nhân đạo|tình nguyện viên
nuôi dưỡng|bếp|cấp dưỡng: thực phẩm|bữa ăn|suất ăn|bán trú|ngộ độc
ban tổ chức: đảng viên mới|kết nạp|chi bộ|tổ chức đảng|cấp ủy viên|quy hoạch cán bộ|biên chế|đoàn viên
tuyên giáo|tuyên truyền: tuyên truyền|tin, bài|mạng xã hội|quán triệt|học tập nghị quyết|dư luận|bài viết
ủy ban kiểm tra|kiểm tra: kiểm tra|giám sát|kỷ luật|kiểm tra, giám sát
văn phòng: họp không giấy|văn bản điện tử|hồ sơ công việc|gửi, nhận văn bản
nội chính: án tham nhũng|cải cách tư pháp
mặt trận: đại đoàn kết|vì người nghèo|phản biện xã hội|giám sát cộng đồng|khu dân cư
quản lý nợ: nợ thuế|thu nợ
cảnh sát giao thông|công an: vi phạm giao thông|nồng độ cồn|điều tra|khám phá
tín dụng|ngân hàng: dư nợ|nợ quá hạn|hộ vay
tiếp công dân|thanh tra: đơn thư|tiếp dân
hòa giải|phổ biến, giáo dục pháp luật|phổ biến giáo dục pháp luật: hòa giải|tìm hiểu pháp luật|tuyên truyền pháp luật
phục vụ hành chính công: thủ tục hành chính|dịch vụ công|hồ sơ|đúng hạn|trực tuyến|một cửa
đổi mới sáng tạo|khoa học: r&d|nghiên cứu phát triển
"""
# Staff of every office: it says less than what the staff is of.
_STAFF_LINE = "nội vụ: công chức|cán bộ|viên chức"
# A room of a commune, and the bodies whose fields it keeps where the commune has no body of that name (ND 150/2025).
_ROOMS = """\
văn hóa(?: -| và|,)? xã hội: giáo dục|y tế|văn hóa|lao động|nội vụ|khoa học|dân tộc|dân số|bảo hiểm
phòng kinh tế|kinh tế(?:,| và) hạ tầng|hạ tầng và đô thị: nông nghiệp|môi trường|công thương|xây dựng|tài chính|thuế
văn phòng (?:hđnd|hội đồng|ubnd|ủy ban|đảng ủy): tư pháp|hành chính công|nội vụ|thanh tra
(?:ban )?xây dựng đảng: ban tổ chức|tuyên giáo
phó hiệu trưởng|ban giám hiệu: giáo dục|tổ chuyên môn|khảo thí
hiệu trưởng: tổ chức|nội vụ
"""


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@dataclass(frozen=True, slots=True)
class Branch:
    """`names`: of its bodies; `rooms`: of those that keep it beside others; `merged`: of a body that kept it before."""

    names: re.Pattern[str]
    rooms: re.Pattern[str] | None
    terms: re.Pattern[str]
    merged: re.Pattern[str] | None


_KEPT_BY_ROOMS = [line.rpartition(": ")[::2] for line in _ROOMS.splitlines()]


def _build_branch(line: str) -> Branch:
    names, terms = line.split(": ")
    former, _, current = names.rpartition(">")
    keepers = [room for room, fields in _KEPT_BY_ROOMS if set(fields.split("|")) & set(current.split("|"))]
    return Branch(
        _compile(current),
        _compile("|".join(keepers)) if keepers else None,
        _compile(terms),
        _compile(former) if former else None,
    )


STAFF = _build_branch(_STAFF_LINE)
BRANCHES = (*map(_build_branch, _LINES.splitlines()), STAFF)


@functools.lru_cache(maxsize=256)
def _list_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple({match.span() for branch in BRANCHES for match in branch.terms.finditer(text)})


def find_longest(text: str, letters: int) -> list[tuple[int, int]]:
    """Where words of branches stand in the text that have more letters."""
    return [(start, end) for start, end in _list_spans(text) if end - start > letters]
