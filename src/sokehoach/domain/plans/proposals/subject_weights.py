"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 1446 shares; not written by hand.
_LINES = """\
after 2.4: hoạt động
after 2.2: nắm
after 2.1: thành lập
after 2.0: biết chữ|được
after 1.9: sinh hoạt
after 1.8: ký cam|là|thực hiện|được bồi
after 1.7: bố trí|có|mở|uống|đạt|đều
after 1.6: báo cáo|có nhân|nộp|tổ chức|xếp loại|đầu tư
after 1.5: do|làm việc|lắp|được tiếp|đến trường|đủ điều
after 1.4: bảo đảm|cam|cam kết|công khai|không|không vi|nhận tiền|được thu|đạt yêu
after 1.3: biết|hoàn thành|ký|qua đào|ra|thu gom|thực|đăng ký|được tuyên|được vay|được xử
after 1.2: phải|ra lớp|tham gia|tiếp|truy xuất|xử lý|đăng|được bố|được trang|đạt quy|đội
after 1.1: chuyển|hài|hài lòng|mở mới|sáng|sử|sử dụng|tham|tự|được chuyển|được giải|được tư|ứng dụng
after 1.0: cung|cung cấp|có việc|cắm|giúp|giải quyết|trong thời|xây|xây dựng|đánh|đánh giá|đáp|đáp ứng|được tiêm
after 1.0: được điều|được đăng|đọc
after 0.9: bố|dùng|hoàn|học tập|nhận|thanh toán|truy|truyền dữ|vào|xếp|xử|áp dụng|được cung|đồng
after 0.8: khai báo|kết nối|tiêm đủ|trang bị|trở|trở lên|tổ|vận hành|đi học|được lập|được lắp|được đào|đến
after 0.7: ban hành|chấp hành|có công|có kết|giải|khởi|ký số|phát triển|phân loại|thanh|tiếp cận|triển khai|truyền|trả
after 0.7: được huấn|được khám|được kiểm|được quản|được trợ|đầu
after 0.6: chấp|có chữ|do nhân|nghiệm|thừa|thừa cân|tái|từ|vận|đúng thời|được thực|được đưa|đạt danh|đạt tiêu|đủ
after 0.5: ban|bàn|bảo|có hệ|liên thông|nộp trực|rà|số hóa|thoát|thành|tiêm|được công|được rà|ứng
after 0.4: an|an toàn|bị|dạy|không có|không sử|kiên|kiên cố|kiện|liên|làm|nối|phân|sau|trang|tích|tự nguyện|áp|được số
after 0.4: được sử
after 0.3: hưởng|tốt nghiệp|được chăm|được cập|được hưởng|được phân|được xét
after 0.2: báo|có tài|do công|khai|không dùng|lắp đặt|qua|quá|rà soát|tiếp nhận|được cứng|được tập
after -0.2: 1|15|4|5 tuổi|6|bán|bền|bền vững|chi|chiều|cho người|cháy|chó|chó mèo|chăn|chăn nuôi|chưa|cáo|cây|còn
after -0.2: cơ quan|cơ sở|cảnh báo|cố|cộng|danh|diện|doanh nghiệp|em dưới|giám|giám sát|giới|giờ|giữa|gom xử|gác|hiv
after -0.2: hiểm|huyết|huyện|huấn|huấn kỹ|hình|hưu|hằng năm|hệ|hệ thống|hỗ|hỗ trợ|hộ tịch|hợp với|khoản|khu vực|khuẩn
after -0.2: kinh|kinh doanh|kiến|kiến thức|kiểm|kết hợp|kết luận|kỹ năng|kỹ thuật|lao|loại rác|luyện|làm công|lòng|lưới
after -0.2: lần|mang|mang thai|môn|mềm|mục|nghiêm|nghiêm trọng|nghiện|nguyện|ngày|ngân sách|nhiệm|nhiệm vụ|non|nuôi chó
after -0.2: năm|nội|nội trú|pháp|phát sinh|quan nhà|quy trình|quả|sản xuất|thanh tra|theo|thpt|thuật|thuế|thành thị
after -0.2: thải|thẻ|thời hạn|thủ vệ|thực phẩm|tin|tiểu|tiểu học|toàn trình|trong các|trong vòng|trí|trước|trưởng thành
after -0.2: trắc|tthc|tài|tài khoản|túy|tập trung|tỉnh|tố|tục|văn|với|vụ công|vực thành|xe|xin|xét|đa|đình|đảm|đặc|để
after -0.2: địa|ứng phó|ứng yêu
after -0.3: 5|bào|bào dân|bảo vệ|chủ|có thẩm|công cộng|công nghệ|công nhân|cư|cảnh|cần|cầu|của nhân|dân sự|dịch vụ|dựng
after -0.3: em|gia đình|giáo dục|giỏi|gom|hiệu|hàng|hằng|luật|lượng|lời|lực|mặt|mổ|nghĩa|ngoại|ngân|nhà nước|niên
after -0.3: nông nghiệp|phương|phường|phần|phần mềm|qua tài|quyết đúng|soát|số|thai|thiểu số|thành chương|tháng
after -0.3: thất điện|thể|thời|tiêu|tiền qua|trên phần|trưởng|trọng|trợ|vi|vệ|vệ sinh|xóm|ít|ít nhất|điều kiện
after -0.3: điện năng|đóng|đúng|đại|đại học|đảng|ủy
after -0.4: biển cảnh|bản|bộ|chính công|chương|chương trình|chữ|có doanh|có hoàn|có nguy|dưới|hồ|hồ sơ|hộ|khoa|khoa học
after -0.4: kỳ|kỹ|liệu|mầm|mầm non|nghị|người|nhân viên|nuôi|nước sạch|nữ|phát hiện|phí không|phạm|phẩm|quan|rừng|sách
after -0.4: sản|sớm|thiểu|thuốc|thuộc|thôn|thông|thống|thủ|toán|tra|trung|trú|trẻ|trực tuyến|tuyến toàn|tư|tại|tạo|tập
after -0.4: tịch|tộc thiểu|viện|vực|ý|đào|đào tạo|đặt|đổi mới|độ
after -0.5: biển|bệnh|chung|các|cân|công lập|công trực|cơ|doanh|dưỡng|dữ|dữ liệu|hiện|hợp|khu|loại|mạnh|nông|phòng|phố
after -0.5: quy|quyết|quản|quản lý|sinh lớp|sát|thcs|thất|thức|tiền|trong|trên|trực|tuyến|tế|tộc|đã|đúng hạn|đường|đầy
after -0.5: đổi|ở
after -0.6: bảo hiểm|cho|chuyên|chuẩn|có nhà|công chức|cận nghèo|gia|hành chính|khám|lên|mẫu giáo|nhà|nhân|năng|phí|phổ
after -0.6: quyền|sơ sinh|sở|thị|trình|vị|xong|xuất|án|điều|đất
after -0.7: ()|chính|chế|có nhu|cận|dịch|dục|dụng|giao|giáo|hành|hạn|lý|mẫu|phụ|phụ nữ|trường|việc|về|vụ|xã|điện|định
after -0.8: công nghiệp|cấp|của|thiếu|trấn|trồng|tự động|y|y tế
after -0.9: chức|dân|học|mới|nước|sự|tay|toàn|và|đơn
after -1.0: sơ
after -1.1: hóa|hội|nghèo|tuổi|động
after -1.2: có người|nghiệp|viên
after -1.3: sinh
after -1.4: có nghĩa|được giao
after -1.7: lớp
before 2.7: cư
before 2.4: phố
before 2.0: thôn
before 1.9: xã
before 1.8: hộ|trấn|đoàn
before 1.7: lên|thị
before 1.6: hội|luật|niên
before 1.4: bộ|viên|án
before 1.3: trú|viện|định
before 1.2: dục|khai
before 1.1: chợ|hoạt|lý|nghề|phường|thcs|xóm|đẻ
before 1.0: bàn|cầu|khu|liệu|sát|tháng|tra|trẻ|tế|đảng|đến|đồng
before 0.9: bản|động
before 0.8: chức|doanh|hạn|nhận|phương|trường|tố
before 0.7: bình|dụng|hiện|hàng|hưu|lực|nghiện|phẩm
before 0.6: dân|hóa|học|khoản|lập|nuôi|phép|sinh|thai|thành|trắc|áp|đơn|đầu
before 0.5: cấp|mạng|mổ|trạm|trọng|tỉnh
before 0.4: cao|chiều|chung|chủng|dịch|làm|lấp|lẻ|mèo|nhiễm|năm|rút|sơ|thuật|thuốc|trung|túy|tịch|ánh|đình
before 0.3: arv|chính|dùng|giao|giỏi|huyện|hại|i|mại|non|nặng|phòng|quyền|rừng|số|thông|thẻ|tiền|trình|tật|vốn
before 0.2: biển|biệt|cháy|giới|gác|hạng|khách|kiện|kỳ|mới|ngang|ngành|sản|thuế|thống|tiêm|trị|tthc|tục|xe|đặt
before -0.2: ()|24|biên|bằng|bị|bỏ|cai|can|chiến|chuyển|chương|cuộc|cảnh|gian|giúp|hài|hằng|hồi|khám|khởi|liên|luyện
before -0.2: lại|ma|mang|mầm|nghiêm|nghiệm|nguy|nguyện|nguồn|nhu|nông|nước|nạn|phản|phần|phổ|quá|riêng|rà|rắn|thiểu
before -0.2: thoát|thu|thuộc|thải|thời|thực|triển|truyền|trưởng|tuân|tài|tác|tình|tạm|uống|vùng|vệ|ý|đáp|đúng|đưa|đổi
before -0.2: độ|ứng
before -0.3: 3|6|biết|báo|bảo|chuyên|chuẩn|chủ|chứa|cán|cáo|dưới|dữ|em|giá|gom|huyết|huấn|hợp|khuẩn|kinh|kiểm|kỹ|lao
before -0.3: loại|môi|nghĩa|nghệ|ngân|ngũ|nộp|pháp|phạm|quy|rác|sạch|sử|sửa|thủy|tin|toán|trợ|tư|tại|tổn|vi|vấn|vực|xây
before -0.3: điểm|đèn|đô
before -0.4: 5|con|cần|dự|hòa|hưởng|hệ|kết|lòng|ngày|phân|phận|phụ|quan|quản|sách|thẩm|thủ|trở|trực|tổ|xong|đào|đạt|đặc
before -0.4: ủy
before -0.5: 1|cho|chữ|cố|do|giám|hồ|khi|là|lắp|nghèo|nhân|sau|thiết|trang|trên|tích|tượng|tạo|tờ|về|xét|y|địa|ở
before -0.6: diện|dạy|mềm|mở|năng|sao|sở|thanh|tiêu|trả|tập|từ|tự|văn|xuất|đang|đội|đủ
before -0.7: chưa|cộng|dưỡng|lưới|lớp|mẫu|nhà|tay|trong|điện
before -0.8: các|cây|công|của|hoàn|phát|sớm|thiếu|tử|việc
before -0.9: cân|cơ|kê|mạnh|trồng|vào|điều
before -1.0: bệnh|gia|người
before -1.1: giải|quả|thất|tuyến|đăng|đất
before -1.2: có|nắm
before -1.3: tiếp|toàn|đi
before -1.4: ký|và
before -1.5: phải|vị
before -1.6: không|đều
before -1.7: đã
before -2.0: được
comma -1.6:
end 0.6:
later 1.5: mạnh
later 1.3: dịch
later 1.2: chuẩn|dưỡng|dụng|hạn|học|thức|ý|đào|đường
later 1.1: chữ|hợp|lớp|trí
later 1.0: hoặc|loại|nghiện|sớm|và|đèn
later 0.9: chức|hóa|lòng|toán|triển|trạm|với|ít|đúng
later 0.8: biển|bằng|danh|dữ|khai|nghèo|soát|thông|tình|tập|đại|đảm|đặt
later 0.7: cân|gom|hệ|khám|luyện|lại|lời|mẫu|nhân|trình|trường|viên|xử|điều|điện|độ
later 0.6: an|ban|cận|gian|giỏi|lên|mặt|mức|ngày|phần|sửa|thư|truy|tác|tạo|vấn|đóng|đỡ
later 0.5: 1|báo|chi|chứng|hiểm|hành|hỗ|hủy|kỹ|liệu|lý|nghiệp|ngoại|nguồn|nhất|nhập|phù|thống|tiêu|trang|tốt|vệ|vững
later 0.5: xem|xin|y|yêu|định
later 0.4: bán|bồi|chính|chương|câu|cấp|cập|dục|dựng|giá|hình|hướng|hộ|hội|kể|mẹ|ngoài|nhà|phẩm|phụ|rác|sàng|sĩ|sơ|sổ
later 0.4: tiền|trong|trước|tuyên|tại|đề|đổi
later 0.3: 15|48|biến|bền|bộ|chuyên|chí|chăm|chăn|chống|chữa|cảnh|cố|dẫn|gia|giới|hiện|huấn|hằng|kế|kết|lượng|lạc|lọc
later 0.3: mềm|nghệ|phong|phê|phổ|quy|quyết|quân|sạch|sức|theo|thiết|thuật|thuốc|thủ|tiêm|trợ|tộc|vắc|điểm|đầy|để|đồ
later 0.3: ứng
later 0.2: ()|-|bảng|bẩm|bố|cháy|chủ|cộng|của|di|dung|dưới|dời|giết|hoạch|hàng|hồ|hồi|luận|ma|mang|mã|môi|nhật|nuôi|nội
later 0.2: phòng|phản|sàn|sóc|thi|thiểu|thpt|thường|thẻ|thể|toàn|trào|trắc|tài|túy|tư|việc|xong|xuyên|án|đảng
later -0.2: chung|chưa|công|cơ|diện|em|hoàn|huyện|khách|kinh|kiện|lao|lực|mạng|mục|nhỏ|phân|phạm|sao|sở|thanh|thuế|thải
later -0.2: tượng|tế|tịch|tội|văn|vụ|xe|đa|đi|đình|đăng
later -0.3: 24|bàn|bị|chợ|cây|còn|giúp|hưu|khó|khởi|mèo|mổ|nghiêm|nghiệm|nghị|ngành|năm|phát|quyền|sau|sự|thôn|thời
later -0.3: thủy|tiếp|trung|truyền|trẻ|trị|trở|tuyến|tái|tục|xã|đặc|động
later -0.4: 3|biệt|bệnh|chiến|chiều|cầu|giao|giờ|khu|không|lương|nguyện|nhiễm|non|phải|thất|thị|trọng|tính|tố|vật|đơn
later -0.4: đến|địa|đồng
later -0.5: biên|biết|chế|con|giám|hài|hòa|mở|nghĩa|nhận|nộp|phố|quan|tra|tthc|tỉnh|xếp|áp|đáp|đọc|đủ|ở
later -0.6: 5|bình|cung|các|cắm|kê|nguy|phép|ra|sách|uống|xây|đánh|đầu
later -0.7: dự|sử|thai|thuộc|tiểu|vào
later -0.8: căn|nhu|từ
later -0.9: ký|nắm|rừng|sát|ủy
later -1.0: giải|huyết|sông
later -1.1: thẩm
later -1.2: do|là|lắp
later -1.4: tuổi
later -1.5: đạt
later -1.7: có
later -2.1: được
length 0.6: 6
length 0.4: 9
length 0.3: 4
length 0.2: 2
length -1.1: 1
rest 1.2: 4|6
rest 0.9: 9
rest 0.5: 13
rest -0.2: 3
rest -0.7: 2
rest -1.8: 1
within 1.6: tuổi
within 1.3: rừng|đơn
within 1.2: chế|huyết|sự|thẩm
within 1.0: các|giao|sông|thuộc|tiểu|vốn
within 0.9: bệnh|căn|dân|dự|phố|quan|sinh|thai|thất|túy|vụ|ở
within 0.8: 5|khu|nghiệp|nghĩa|nguy|nhu|non|quyền|sát|tay|thiếu|thị|thời|trấn|trồng|tuyến|viên|ủy
within 0.7: cơ|cầu|của|hưu|hội|ma|nghị|phép|quản|sơ|toàn|trung|trẻ|trọng|tthc|tế|tỉnh|xã|đã|đất
within 0.6: biên|bình|cho|cần|giờ|hòa|nghiêm|nguyện|nhiễm|nông|sách|sở|thôn|tra|trên|trú|trực|tố|về|xe|địa
within 0.5: ()|3|biệt|chiến|chiều|con|cây|còn|cấp|doanh|em|kê|lớp|mầm|mổ|năm|phí|phạm|tháng|thủy|trưởng|tịch|tục|vực
within 0.5: xong|xuất|đình|đặc
within 0.4: 24|chung|chính|diện|gia|hiệu|huyện|khoa|khó|kinh|lao|lương|lực|mèo|ngành|niên|năng|nước|pháp|phương|phường
within 0.4: phổ|phụ|sản|thcs|thuế|tính|viện|văn|vật|vị|xóm|án|đa|động
within 0.3: 6|bản|chưa|chợ|công|cư|giáo|gác|hành|hồ|i|khách|luật|mục|nghiện|ngân|nữ|phòng|sao|số|thải|trị|tượng|từ|xác
within 0.3: y|đang
within 0.2: 4|bộ|cai|chuyên|chó|cáo|dưới|giữa|khuẩn|kháng|kiến|lý|lưới|lần|lập|lịch|mạng|ngang|nghề|nhiệm|nhỏ|nuôi|nặng
within 0.2: ocop|phát|phận|quy|quyết|quốc|thiểu|tin|tâm|tư|tộc|tội|tử|vay|vi|vòng|ánh|đạo|đảng|định
within -0.2: 15|biến|bàn|bền|chi|chí|chăm|chống|di|dung|dẫn|khám|khỏe|kiểm|kế|kết|liên|nghệ|ngoại|nhật|phong|phân|quá
within -0.2: quân|sóc|thể|tiêu|trào|trước|vắc|điểm|đồ
within -0.3: 48|biển|bồi|chữa|cân|câu|cập|dụng|dữ|giá|hiểm|hướng|hỗ|kiên|kiện|kể|lạc|lọc|mặt|nghiệm|ngoài|nguồn|ngũ
within -0.3: nhập|phê|phù|phần|rác|sàng|sĩ|sổ|sức|tiền|trình|trở|tái|tích|tổng|và|vào|xin|điều|đóng|đến|đề
within -0.4: 1|chứng|cung|cắm|do|dạy|gian|giỏi|gom|hóa|hủy|khoản|khởi|lời|nối|rà|thành|truyền|tuyên|vấn|vững|xem|xây
within -0.4: đánh|đặt
within -0.5: bào|bảo|chấp|hệ|khai|luyện|làm|lắp|ngày|nhận|soát|thanh|thông|thừa|toán|tác|tập|vận|yêu|đại|đầu|đọc|đồng
within -0.5: độ|đỡ
within -0.6: danh|hạn|học|lại|nhất|sạch|sửa|thoát|thư|tiếp|tài|tốt|xếp|đáp|đảm
within -0.7: báo|giúp|loại|mức|tiêm|trả|trục|tình|tổ|với|ít|ứng
within -0.8: an|bằng|dưỡng|dịch|lòng|thức|ý|đúng|đường
within -0.9: chuẩn|dùng|hoàn|hoặc|hài|hợp|phải|sớm|trang|trí|trạm|đào|đèn
within -1.0: cam|chữ|ra|sáng|thực|triển
within -1.1: ban|bố|là|xử|đăng
within -1.2: biết|không|mạnh|tham
within -1.3: chuyển|ký|tự|uống|đội
within -1.4: nộp|truy|đạt
within -1.5: có|mở
within -1.6: được
within -1.7: đều
within -1.8: nắm
"""
# End of what is fitted.


def _read_lines() -> Iterator[tuple[str, float]]:
    for line in _LINES.splitlines():
        head, _colon, names = line.partition(":")
        kind, _space, weight = head.partition(" ")
        for name in names.strip().split("|"):
            yield f"{kind} {name}".strip(), float(weight)


WEIGHTS: Mapping[str, float] = dict(_read_lines())
