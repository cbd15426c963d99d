"""Notes written one by one, as clerks write; «[[kind:words]]» marks a place. Written after the rules, measured once before
any of it was read for mending: that figure stands in docs/adr/0008. All persons are invented.
"""

# ruff: noqa: E501  (a sentence is read whole)

import re

from sokehoach.domain.privacy import HitKind
from tests.domain.privacy.marked import Snippet

_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)

_TOLD = """
Đêm 03/4, tổ tuần tra phát hiện [[name:Hoàng Thị Lệ Thu]] ([[birth:sinh năm 1997]], [[address:trú tại tổ dân phố 5, thị trấn Tuần Giáo]]) đang đứng đón khách.
Đề nghị hỗ trợ khẩn: bé gái tên [[name:Bạc Thị Ngần]], [[birth:14 tuổi]].
Em [[name:Lường Thị Phiên]] đã được tư vấn 3 lần, liên hệ mẹ em qua số [[phone:0865.221.904]].
Chủ quán karaoke [[name:Đặng Quốc Triệu]] vắng mặt, con trai là [[name:Đặng Quốc Vinh]] ký thay.
[[name:Trần Thị Thu Hằng]] và [[name:Phạm Văn Duy]] bị lập biên bản.
Người cho thuê phòng khai đã nhận 500.000 đồng của một khách tên [[name:Khánh]].
Theo đơn của bà [[name:Quàng Thị Ón]] ở [[address:bản Bó Giáng, xã Quài Nưa]].
Đã chuyển hồ sơ [[name:Giàng Thị Dua]] sang Tòa án.
Bị cáo [[name:N.T.L]] ([[birth:SN 1989]]) và bị cáo [[name:V.A.S]] cùng bị truy tố.
CMTND [[id:040 512 887]] do Công an tỉnh Điện Biên cấp.
Ghi số căn cước [[id:011196004512]] vào sổ khách lưu trú.
khach thue phong ten [[name:nguyen van manh]] sdt [[phone:0977 120 345]]
Anh [[name:Sùng A Tính]] chạy xe [[plate:27B2-045.67]] chở khách.
Xe ô tô BKS [[plate:29A-883.12]] đỗ trước nhà nghỉ lúc 23h.
Số điện thoại môi giới: [[phone:0389-451-220]]
Liên lạc đường dây: [[phone:+84 98 765 4321]].
Nhóm gồm [[name:Lò Văn Muôn]], [[name:Lò Văn Pọm]], [[name:Cà Thị Ún]] và một người chưa rõ danh tính.
[[name:LƯỜNG THỊ THOAN]], [[birth:sinh ngày 02/9/1993]], dân tộc Thái
Chị [[name:P.]] mong muốn học nghề may.
Bà [[name:Vàng Thị Mỷ]] ([[birth:54 tuổi]]) tố giác việc con dâu bị ép.
Con bà [[name:Thảo]] đang học lớp 8.
Ông [[name:Mùa Chứ Dế]] cam kết không chứa chấp.
Đã phạt [[name:Cao Xuân Tiến]] 7.500.000 đồng vì cho mượn phòng.
Thông tin nạn nhân: [[name:Hờ Thị Sua]]; [[birth:ngày sinh 15/08/2005]]; [[address:thường trú bản Huổi Anh, xã Phình Sáng, huyện Tuần Giáo]].
[[name:Nguyễn Thị H.]] ([[birth:1992]]) khai nhận bán dâm từ tháng 2.
Đối tượng [[name:Tuấn "trọc"]] cầm đầu, bảo kê cho quán.
Người mua dâm là [[name:Bùi Đức Hạnh]], cán bộ công ty.
Hộ chiếu số [[id:C4821907]], quốc tịch Lào.
Lái xe [[name:Tòng Văn Thỏa]] cung cấp số [[phone:0916 002 118]] của quản lý.
Mẹ cháu, chị [[name:Điêu Thị Xoa]], đồng ý nhận hỗ trợ.
Đại diện cơ sở: Bà [[name:Lê Thị Kim Oanh]] - Quản lý.
Thẻ bảo hiểm y tế [[id:GD4111234567890]].
Kết quả xác minh tại nơi cư trú: [[name:Lù Thị Pâng]] vắng mặt tại địa phương từ năm 2019.
Facebook [[name:Nguyễn Hoài Thương]] đăng bài chào mời.
gọi cho [[name:Hạnh]] theo số [[phone:0343998221]]
Cán bộ y tế đã gặp [[name:Cầm Thị Hiên]] tại nhà ([[address:số nhà 27, khối Sơn Thủy]]).
Tạm giữ xe máy [[plate:27F1 667.89]] và 02 điện thoại.
Người dân phản ánh nhà trọ của ông [[name:Trịnh Đình Khôi]] hoạt động về đêm.
Vụ [[name:Lò Thị Hặc]] đã xét xử sơ thẩm.
Học viên [[name:Vừ Thị Chía]] được cấp chứng chỉ.
Trường hợp thứ hai là [[name:Tẩn Mẩy]], chưa đủ 18 tuổi.
Bệnh nhân nữ [[birth:SN 2001]], mã thẻ [[id:HN2141234567891]].
Có người tên [[name:Long]] đưa đón nhân viên.
[[name:Phan Thị Ngọc Ánh]]\t[[birth:12/11/1995]]\t[[phone:0987112233]]
Khách [[name:Nguyễn Tiến Đạt]] - CCCD: [[id:001092023456]]
đối tượng [[name:lò văn hặc]] khai tự nguyện
Nhân viên tên [[name:Như]] không có hợp đồng lao động.
Ngày 12/6, UBND xã làm việc với hộ [[name:Hạng A Chống]] về cam kết.
Đã điện cho [[name:Ngọc]] ([[phone:0974.55.66.01]]) nhưng không liên lạc được.
Người làm chứng [[name:Kháng A Dơ]], [[birth:sinh 1978]].
""".strip()

CLEAN = """
Xã Quài Cang có 15 bản, trong đó 12 bản đã tổ chức họp dân.
Ủy ban nhân dân xã Mường Mùn báo cáo kết quả 6 tháng đầu năm 2021 như sau.
Tổ chức 03 hội nghị tại các bản: Pá Tong, Hua Mức, Lịch Tỏ.
Phối hợp với Hội Liên hiệp Phụ nữ, Đoàn Thanh niên, Hội Nông dân tuyên truyền lưu động.
Trong quý II/2021 không phát hiện tụ điểm phức tạp về tệ nạn xã hội.
Trạm Y tế thị trấn tư vấn 145 lượt, xét nghiệm nhanh 62 lượt.
Công an huyện đã xử phạt 5 cơ sở với tổng số tiền 32.500.000 đồng.
Kinh phí cấp 45.000.000 đ, đã chi 44.875.000 đ.
Căn cứ Quyết định số 1629/QĐ-TTg ngày 28/9/2021 của Thủ tướng Chính phủ.
Trường THPT Tuần Giáo, Trường PTDTNT THPT huyện tổ chức nói chuyện chuyên đề.
Lắp 04 pa nô tại ngã ba Minh Thắng và chợ Bản Phủ.
Tuyên truyền bằng tiếng Thái, tiếng Mông, tiếng Khơ Mú trên loa truyền thanh.
Đã ký cam kết với 38/38 chủ cơ sở kinh doanh có điều kiện.
Đề nghị Phòng Lao động - TB&XH hướng dẫn mẫu biểu.
Các đồng chí trong Ban Chỉ đạo tiếp tục bám nắm địa bàn.
Số liệu so với cùng kỳ: tăng 12 buổi (từ 30 lên 42 buổi).
Nhân dân các dân tộc trên địa bàn xã Phình Sáng đồng tình ủng hộ.
Kiểm tra 22 lượt nhà nghỉ, 4 quán karaoke, 1 cơ sở xoa bóp.
Trong đó có 12 nữ, 9 nam từ 16 đến dưới 30 tuổi tham gia lớp học nghề.
Đường Tô Vĩnh Diện, đường Võ Nguyên Giáp được chỉnh trang.
Công ty Cổ phần Hồng Lĩnh hỗ trợ 20 triệu đồng in tờ rơi.
Chi bộ bản Nong Tấu, chi bộ Trường Mầm non Hoa Ban sinh hoạt chuyên đề.
Chiến dịch truyền thông diễn ra từ 15/11 đến 15/12/2021.
Hội thi tìm hiểu pháp luật có 6 đội, 54 thí sinh.
Báo Điện Biên Phủ đăng 2 tin, Đài TT-TH huyện phát 8 chuyên mục.
Lồng ghép với chương trình xây dựng nông thôn mới, giảm nghèo bền vững.
Việc nắm tình hình người nghiện, người sau cai được thực hiện hằng tháng.
Không có trường hợp mua bán người được phát hiện trong kỳ.
UBND thị trấn giao Công chức Văn hóa - Xã hội chủ trì tham mưu.
Tiếp nhận 02 tin báo qua tổng đài 111, đã xác minh xong.
Bản Co Hón, bản Há, bản Cọ chưa có loa truyền thanh.
Tỷ lệ hộ nghèo giảm còn 28,45%.
Hội nghị giao ban ngày 05 hằng tháng tại trụ sở UBND xã.
Đoàn kiểm tra do lãnh đạo Phòng Văn hóa - Thông tin làm trưởng đoàn.
Cấp 1.250 tờ rơi, 300 cuốn sổ tay, 75 áp phích.
Thực hiện Công văn số 812/LĐTBXH-PCTNXH ngày 17/5/2021.
Phụ nữ có nguy cơ cao được giới thiệu vay vốn Ngân hàng Chính sách xã hội.
Đã mở 01 lớp may công nghiệp 35 học viên, thời gian 3 tháng.
Huyện Tuần Giáo giáp huyện Mường Ảng, huyện Tủa Chùa và tỉnh Sơn La.
Hòm thư tố giác đặt tại nhà văn hóa 7 khối phố.
Hiện có 9 cơ sở tạm dừng hoạt động do dịch COVID-19.
Số dân trên địa bàn là 88.243 người, 18.906 hộ.
Đội công tác xã hội tình nguyện xã Chiềng Đông gồm 7 thành viên.
Nghị quyết Đại hội Đảng bộ huyện lần thứ XXII, nhiệm kỳ 2020-2025.
Kỷ niệm 76 năm Cách mạng Tháng Tám và Quốc khánh 2/9.
Trưởng các bản ký cam kết với Chủ tịch UBND xã.
Mô hình "Bản không có tệ nạn xã hội" được duy trì ở 11 bản.
Chị em trong câu lạc bộ sinh hoạt vào ngày 15 hằng tháng.
Khách sạn Tuần Giáo, nhà nghỉ Hương Rừng đã bổ sung sổ theo dõi khách.
Tiểu khu 3, tổ 12 chưa gửi danh sách thống kê.
Chợ đêm, bến xe và khu vực cầu Bản Lói là nơi cần chú ý.
Ông, bà nội ngoại phối hợp nhà trường quản lý các cháu.
Người lao động nữ được khám sức khỏe định kỳ 100%.
Xây dựng Kế hoạch số 07/KH-BCĐ, phân công cho 14 thành viên.
Dự toán năm 2022: 185 triệu đồng (ngân sách huyện 120, xã hội hóa 65).
Công an xã Nà Sáy tuần tra 96 ca, 384 lượt người tham gia.
Hội Chữ thập đỏ tặng 40 suất quà, trị giá 300.000 đồng/suất.
Sau 5 năm thực hiện, nhận thức của cán bộ và nhân dân chuyển biến rõ rệt.
Giáo viên Trường Tiểu học Lê Văn Tám lồng ghép 12 tiết.
Sửa đổi, bổ sung một số điều của Nghị định 178/2004/NĐ-CP.
""".strip().split("\n")


def told() -> list[Snippet]:
    return [read(line) for line in _TOLD.split("\n")]


def read(line: str) -> Snippet:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match[2]), HitKind(match[1])))
        text += match[2]
        at = match.end()
    return Snippet(text + line[at:], tuple(marks))
