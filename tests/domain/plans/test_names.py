"""Names of agencies of every kind, and headings that only look like them."""

import pytest

from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.sentences import is_agency

AGENCIES = """
Trưởng Công an xã | Công chức Văn hóa - Xã hội | Công chức Tư pháp - Hộ tịch xã | Trạm Y tế | Các trưởng bản
Trưởng các thôn, bản, tổ dân phố | Bộ Y tế | Cục Phòng, chống tệ nạn xã hội | Vụ Kế hoạch - Tài chính
Thanh tra Bộ
Văn phòng HĐND và UBND huyện | Ban Tuyên giáo Tỉnh ủy | Đề nghị Ban Thường vụ Huyện ủy
Ủy ban Kiểm tra Tỉnh ủy
Hiệu trưởng các trường mầm non, tiểu học, THCS | Điện lực huyện | Công ty Điện lực Mây Trắng | VNPT, Viettel
Đồng chí Phó Chủ tịch UBND huyện | Đồng chí Lò Văn Bé - Phó Chủ tịch UBND | Lãnh đạo Bộ | Các Thứ trưởng
Thuế tỉnh Mây Trắng | Thống kê tỉnh | Kho bạc Nhà nước khu vực XI | Quản lý thị trường tỉnh
Cảng vụ Hàng hải
Báo và Phát thanh, Truyền hình tỉnh | Đài Truyền thanh xã | Cổng Thông tin điện tử tỉnh | Thư viện tỉnh
Bảo tàng tỉnh
Sở GD&ĐT | Sở Khoa học và Công nghệ (Cơ quan thường trực) | Các Sở, ban, ngành; UBND các huyện, thành phố
Ủy ban nhân dân các xã, phường, đặc khu | Đảng ủy, UBND các xã, phường | Các chi bộ
Các cấp ủy, tổ chức đảng
Hội Liên hiệp Phụ nữ tỉnh | Đoàn TNCS Hồ Chí Minh tỉnh | Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh
Tỉnh đoàn
Bộ Chỉ huy Quân sự tỉnh | Đồn Biên phòng Suối Bạc | Hạt Kiểm lâm huyện | Trại giam Đồi Cau
Phòng Cảnh sát giao thông
Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh | Tổ công tác Đề án 06 | Tiểu ban Tuyên truyền
Thường trực Ban Chỉ đạo | Trưởng ban | Các ủy viên | Già làng, trưởng bản, người có uy tín
Cộng tác viên dân số
Các nhà mạng viễn thông | Các chủ đầu tư | Các hộ gia đình | Hợp tác xã
Các cơ sở khám bệnh, chữa bệnh | Nhà trường
Quỹ Bảo vệ và Phát triển rừng | Vườn quốc gia Mây Trắng | Cục Thi hành án dân sự tỉnh | Khoa Khám bệnh
Y tế xã
Đoàn đại biểu Quốc hội tỉnh | Hội đồng Thi đua - Khen thưởng tỉnh | Tập đoàn Điện lực Việt Nam
Cán bộ phụ trách
"""
MATTERS = """
Mục đích | Công tác tuyên truyền | Tổ chức thực hiện | Kinh phí thực hiện | Ban hành văn bản
Bộ máy tổ chức
Bộ tiêu chí đánh giá | Phòng, chống dịch bệnh | Phòng cháy, chữa cháy | Hội nghị triển khai | Cơ sở pháp lý
Cơ sở vật chất | Đoàn kết thống nhất | Cơ chế phối hợp | Chế độ báo cáo | Bản đồ số | Thanh tra, kiểm tra
Đội ngũ cán bộ | Trường hợp đặc biệt | Xã hội hóa | Hội thi tìm hiểu pháp luật | Viện trợ nước ngoài | Y tế
Giáo dục và đào tạo | Thống kê số liệu | Quản lý thị trường lao động | Thuế giá trị gia tăng | Quỹ đất
Kế toán, kiểm toán
Khoa học và công nghệ | Ngành nghề đào tạo | Báo cáo kết quả | Thư viện số | Đài phun nước
"""


def listed(names):
    return [name.strip() for line in names.strip().split("\n") for name in line.split("|")]


@pytest.mark.parametrize("name", listed(AGENCIES))
def test_it_works(name):
    assert is_agency(fold_passage(name))


@pytest.mark.parametrize("heading", listed(MATTERS))
def test_what_only_looks_like_an_agency(heading):
    assert not is_agency(fold_passage(heading))
