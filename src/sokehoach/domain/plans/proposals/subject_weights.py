"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 1677 shares; not written by hand.
_LINES = """\
after 2.4: hoạt động
after 2.3: thành lập
after 2.2: nắm
after 2.0: biết chữ|được
after 1.9: có
after 1.8: bố trí|là|xếp loại|đều
after 1.7: bỏ học|còn|ký cam|mở|thực hiện|uống|đạt|đạt yêu
after 1.6: báo cáo|không|làm việc|lắp|nộp|sinh hoạt|được bồi|được tiếp
after 1.5: có nhân|công khai|tổ chức|được xử|đủ điều
after 1.4: do|không vi|qua đào|đi học|được tuyên|đến trường
after 1.3: biết|giúp đỡ|hoàn thành|mở mới|nhận tiền|áp dụng|được giải|được thu|được điều|ứng dụng
after 1.2: bảo đảm|bỏ|cam|cam kết|chuyển|có việc|ra|ra lớp|tham gia|thu gom|thực|truy xuất|được chuyển|được lập
after 1.2: được trang|được vay|được đăng|đạt quy|đội
after 1.1: hài|hài lòng|ký|sáng|sử|sử dụng|tham|tiếp|tự|xếp|xử lý|đăng|đăng ký|được bố|được lắp|được thực|được tư
after 1.0: bị|cung|cung cấp|cắm|dùng|giải quyết|nghiệm thu|nhận|thanh toán|trong thời|truy|vừa|xây|xây dựng|xử|đánh
after 1.0: đánh giá|đáp|đáp ứng|được cập|được huấn|được số|được tiêm|được đào|đọc
after 0.9: bố|có công|hoàn|học tập|khai báo|ký số|trang bị|truyền dữ|trở lên|được quản|được sử|được trợ|được đi|đến
after 0.8: khởi nghiệp|kết nối|phải|thanh|tiêm đủ|trả|trở|vào|vào học|được cung|được rà|đầu tư|đồng
after 0.7: ban hành|có kết|do nhân|giúp|giải|thoát|thừa|thừa cân|triển khai|truyền|tổ|vận hành|đúng thời|được trả
after 0.7: được xét|được đưa|đủ
after 0.6: bàn|chấp hành|có tải|phát triển|phân loại|phù|phù hợp|rà|số hóa|tiếp tục|vận|áp|được kiểm|được kê|đạt danh
after 0.5: ban|chấp|có hệ|dạy|liên thông|lắp đặt|nghiệm|nộp trực|phát|thành|tiêm|tiếp nhận|tái|tích|từ|đi|đưa|được công
after 0.5: được tập|ứng
after 0.4: an|an toàn|bảo|có chữ|có hồ|có kế|không có|kiên|kiên cố|kiện|liên|làm|nối|phụ|tự nguyện|được khám|được nộp
after 0.4: được đánh
after 0.3: biết tình|còn hiệu|có trình|có điểm|do công|hưởng ứng|không dùng|không sử|khởi|nhận qua|phân|trang|triển
after 0.3: được chăm|được hưởng|được phân|được phê|đầu
after 0.2: báo|có ít|có đủ|hưởng|qua|quá|rà soát|sau|tiếp cận|đã|được cấp|được cứng|được học
after -0.2: 15|2|24|3|5 tuổi|6|bảo vệ|bền|bền vững|bộ hội|cai|cai nghiện|chi|chiều|cho người|cháy|chó|chó mèo|chăm
after -0.2: chăm sóc|chăn|chăn nuôi|chứng|cán|cán bộ|cáo|cây|có hiệu|có yêu|công|công cộng|công trình|cố|cổ|cộng
after -0.2: cộng đồng|danh|diện|dân sự|giao|giám|giám sát|giới|gom|gác|hiểm|hoàn cảnh|huyết|hình|hưu|hướng|hướng dẫn
after -0.2: hạng|hằng năm|hệ|hệ thống|hỗ|hỗ trợ|hộ tịch|hợp với|i|khoản|khuẩn|khỏe|kiến|kết hợp|kết luận|kỳ ít|kỹ thuật
after -0.2: lao|loại rác|luyện|làm công|lưu|lưới|lại|lần trong|lực lượng|ma|ma túy|mang|môn|mại|mặt|mẹ|mổ|nghiêm
after -0.2: nghiêm trọng|nghiện|nghĩa|nghề|ngoại|nguyện|ngày|ngân sách|nhiễm|nhiệm|nhiệm vụ|nhà nước|nhất|nhập|nhập ngũ
after -0.2: non|nông thôn|năng số|nội trú|phá|pháp|phận|quân|quả|quốc|quốc gia|sinh lớp|sản xuất|sổ|thanh tra|thu
after -0.2: thuộc đối|thành thị|thải|thẻ|thời hạn|thực phẩm|tiêu chuẩn|toàn trình|trong các|trong vòng|trách|trên phần
after -0.2: trí|trưởng thành|trục|trục thôn|tthc|tài khoản|tác|túy|tượng|tập trung|tố|tốt|tốt nhiệm|vùng|văn|vệ sinh
after -0.2: vốn|vụ công|vực thành|xe|xin|xét|ánh|đa|điều kiện|điểm|điện năng|điện tử|đã được|đảm|đặc|để|địa|định kỳ|đối
after -0.2: độ tuổi
after -0.3: -|1|4|5|biên|bào|bào dân|bán|có thẩm|công nhân|cư|cảnh|cảnh báo|cần|cầu|cổng|cổng dịch|do hội|doanh nghiệp
after -0.3: dựng|em|gdnn|giỏi|giờ|giữa|hiệu|hoặc|huyện|huấn kỹ|học cơ|khoa|khoa học|khu vực|khám|kinh|kinh doanh|kiểm
after -0.3: kỹ năng|luật|lòng|lần|lời|lợi|lực|mầm|mầm non|mềm|ngân|nhân viên|niên|nông nghiệp|nội|nữ|phát sinh|phường
after -0.3: phần|phần mềm|phổ thông|quyết đúng|sau khi|soát|sức|sức khỏe|theo|thiểu số|thuế|tháng|thương|thương mại
after -0.3: thường|thường xuyên|thời|tin|tiền qua|trung học|trưởng|trắc|trợ|tài|tâm|tỉnh|tục|từ 3|vi|vệ|với|xóm|đúng
after -0.3: được giám|đại|đại học|đảng|đồng có|đổi mới|ủy
after -0.4: bản|bệnh|chuyên trách|chính công|chủ|chữ|có quy|có từ|công nghệ|cơ sở|dưỡng|dịch vụ|gia đình|giáo dục|hiv
after -0.4: huấn|hàng|hằng|hồ sơ|hội chuyên|kỳ|liệu|lượng|người|nuôi|năm|nước sạch|phí không|phương|phạm|phẩm|phổ
after -0.4: qua tài|quy|rừng|sách|sản|số|sớm|thai|thiểu|thpt|thuốc|thành chương|thống|thủ|tiêu|toán|tra|trú|trẻ|trọng
after -0.4: trực tuyến|tuyến toàn|tư|tịch|tộc|tộc thiểu|ít|ít nhất|ý|đào|đào tạo|đình|đóng|đường|được hỗ|được khảo|đổi
after -0.4: ứng phó
after -0.5: () ()|biển|biển cảnh|bảo hiểm|bộ|chung|chương|chương trình|cân|có doanh|có hoàn|có nguy|công lập|công trực
after -0.5: dưới|dữ|dữ liệu|hành chính|hồ|hộ|hợp|kỹ|loại|nghị|phát hiện|phòng|quan|quyết|sát|sơ sinh|sở|thcs|thông
after -0.5: thất điện|thể|thức|trực|tạo|tập|tế|viện|vị|vực|y tế|đúng hạn|được ký|đất|đầy|đặt|độ|ở
after -0.6: chuyên|chuẩn|chế|công chức|dinh|dinh dưỡng|doanh|hiện|khu|lên|mạnh|mẫu giáo|nhà|nhân|nông|năng|quyền|quản
after -0.6: quản lý|thuộc|thôn|tiền|trong|trung|tuyến|y|án|điều
after -0.7: ()|cho|các|cơ|cận|cận nghèo|dục|hành|hạn|học|lý|mẫu|phí|phố|tay|thiếu|thị|trên|trình|tại|vụ|xong|xuất|điện
after -0.8: chính|có nhà|công nghiệp|dịch|dụng|gia|giáo|nghèo hộ|sự|trường|trấn|trồng|việc|về|xã|định
after -0.9: chức|có nhu|cấp|của|phụ nữ|sơ|tự động
after -1.0: có người|dân|hóa|lớp|nước|toàn|và|đơn
after -1.1: mới|động
after -1.2: nghiệp|nghèo|tuổi|viên
after -1.3: hội|sinh
after -1.5: có nghĩa
after -1.7: được giao
before 2.7: cư
before 2.3: phố
before 2.0: đoàn
before 1.9: bộ|niên|thôn|xã
before 1.8: trấn
before 1.7: hộ|luật|lên
before 1.6: thị|tế
before 1.5: đẻ
before 1.4: khai|lớn|thpt|thành|trú|viên
before 1.3: hội|thcs|viện|án
before 1.2: dục|sát|tra|định
before 1.1: cầu|hoạt|liệu|nghề|phòng|phường|tháng|xóm
before 1.0: bàn|chợ|lý|lực|nhận|đảng|đến|đồng
before 0.9: bản|khu|đổi|động
before 0.8: gửi|i|khám|phương|phẩm|sống|thông|tố
before 0.7: cấp|dụng|hóa|hưu|hạn|học|khoản|nặng|thuật
before 0.6: cao|chức|doanh|hiv|lập|nghiện|nuôi|phép|sơ|trường|trắc|trợ|tthc|áp|đình
before 0.5: 2|arv|hại|lẻ|mại|mạng|thuế|trung|trạm|trẻ|trọng|túy|tỉnh|đầu
before 0.4: chiều|cháy|chủng|giỏi|hiện|khỏe|kỳ|làm|mèo|mổ|nhiễm|năm|rút|rừng|sinh|thai|thuốc|thẻ|tiền|trách|trình|ánh
before 0.4: đơn|đường
before 0.3: chung|dùng|dại|huyện|hợp|lấp|nhất|phá|sản|thống|thực|tật|tịch
before 0.2: biển|biệt|bể|cđcs|cảng|dung|dài|dâm|dân|giao|hàng|nghiệm|ngặt|non|phì|quyết|sông|số|tục|xe|đóng|đặt
before -0.2: 24|ban|bán|bắt|bằng|bỏ|ca|cai|chiến|chương|chế|chứa|cận|dư|gian|giá|giúp|giữa|hiệu|hoặc|hài|hằng|hỗ|khởi
before -0.2: liên|luyện|lợi|ma|mang|mầm|mẹ|nghiêm|nguy|nguồn|nhu|nội|pháp|phản|phổ|quy|quá|rà|sai|sở|sức|thiểu|thời
before -0.2: thủy|triển|truyền|trưởng|tác|tái|tình|tạm|tốt|tổng|vùng|vấn|vệ|vụ|xử|ý|đáp|đô|ứng
before -0.3: -|3|5|6|biên|báo|bảo|can|chuyên|chủ|chứng|cuộc|cáo|cảnh|cổ|dẫn|dữ|gom|huyết|hưởng|khuẩn|kinh|kỹ|loại|lần
before -0.3: lớp|nghiệp|nghĩa|ngân|ngõ|ngũ|nộp|phần|phận|phụ|rác|rắn|sách|sạch|sử|thoát|thuộc|thủ|tài|tâm|vi|vực|xây
before -0.3: đúng|đưa|đặc|đối
before -0.4: biết|chiếu|con|cán|cần|cộng|dưỡng|em|giám|huấn|hòa|hệ|khuyến|kiểm|lao|môi|nghệ|ngày|nông|nước|phạm|thu|tin
before -0.4: toán|trở|trực|tích|tư|xanh|xong|y|điểm|đạt|độ|ủy
before -0.5: 1|bị|cho|chữ|do|dưới|dạy|dự|gdnn|kết|là|lòng|lắp|nhân|phân|quản|riêng|sao|sửa|tay|thẩm|trả|tượng|tại|tổ
before -0.5: tổn|tự|văn|về|đào|ở
before -0.6: cố|gia|khi|lưới|mềm|mở|phí|quan|sau|thanh|tiêu|tạo|tờ|từ|xét|địa|đội|đủ
before -0.7: chưa|cây|còn|diện|hồ|mẫu|năng|thiết|thể|trang|tử|xuất
before -0.8: của|hoàn|thiếu|trong|trên|trồng|tập|điều|điện
before -0.9: các|cân|cơ|kê|mạnh|nhà|phát|sổ|sớm|vào
before -1.0: bệnh|công|giải|người|quả|việc|đang|đất
before -1.1: thất|tuyến
before -1.2: có
before -1.3: nắm|tiếp|đi
before -1.4: toàn
before -1.5: vị
before -1.6: không|ký|phải|đăng
before -1.7: và|đều
before -2.0: được
before -2.2: đã
comma -1.7:
end 0.6:
later 1.5: mạnh
later 1.2: chuẩn|dịch|dụng|hạn|thức|ý|đào|đại
later 1.1: chữ|dinh|hợp|lớp|sớm|đường
later 1.0: hóa|loại|nghiện|nghèo|trí|đúng
later 0.9: bằng|chức|danh|dưỡng|lòng|toán|triển|viên|y|ít|đèn|đặt
later 0.8: dữ|khai|luyện|mẫu|soát|tình|với|điều|độ
later 0.7: biển|chứng|cân|gom|hiv|hành|hướng|lời|nghiệp|ngày|nhân|nội|quy|thông|thư|trình|trường|trạm|tác|tạo|và|vấn|xử
later 0.7: điện|đảm
later 0.6: an|chương|câu|cảnh|giỏi|hiểm|hoặc|hệ|hủy|kể|kỹ|phần|tiêu|tuyên|xanh|định
later 0.5: bố|chống|cấp|dung|dựng|gian|giá|giới|học|hội|liệu|lý|lượng|lạc|mặt|ngoài|nguồn|nhà|nhất|nhập|sạch|theo|thôn
later 0.5: thường|thống|tại|tập|tốt|vững|xem|xin|đóng|đỡ|ứng
later 0.4: -|1|15|48|báo|bồi|chi|chí|chăm|cập|dục|gia|giáo|huấn|hình|hộ|kết|lên|lại|nghệ|ngoại|phẩm|rác|sơ|thiết|tiêm
later 0.4: trang|trong|truy|trước|trắc|vắc|vệ|xuyên|yêu|đầy|đề
later 0.3: 06|ban|biến|bền|bộ|ca|cam|chuyên|chủ|chữa|hiện|hoạt|hơn|hỗ|khả|lần|lọc|mang|miễn|mềm|ngũ|phong|phê|phòng
later 0.3: quyết|sàng|sĩ|số|sổ|thuốc|thủ|tiền|toàn|tư|tộc|về|vực|điểm|đuối|đình|đảng|để|đồ|ức
later 0.2: 01|biện|bình|bảng|bảo|cai|can|cao|chiếu|chuyển|chăn|chất|chỉ|cư|cận|cố|cụ|di|doanh|dời|hàng|hằng|hồ|hồi|kiểm
later 0.2: kế|kỳ|luận|lộ|ma|mã|một|nghị|nhật|nuôi|nơi|phản|phổ|phụ|quân|riêng|sàn|sóc|sức|thi|thiểu|thuật|tháng|thẻ|thể
later 0.2: tiện|trào|trách|trợ|túi|tử|việc|vùng|đổi
later -0.2: 24|biên|bắt|bỏ|bữa|chưa|chợ|cây|công|diện|dân|khách|khởi|kiên|lẻ|mục|nghiệm|ngành|ngặt|nhỏ|năm|nước|nữ|phá
later -0.2: phạm|quyền|sao|sở|thanh|thu|thuế|trạng|trả|trị|tái|tịch|tổ|tội|tục|vòng|vị|xác|xóm|đang|đáp|đối|đồng|ở
later -0.3: bàn|chiến|chiều|các|cửa|em|giám|giúp|giờ|huyện|hưu|i|khu|không|kinh|mèo|mổ|mở|nghiêm|non|nông|phương|thời
later -0.3: thủy|trung|tuyến|tâm|tố|vật|vụ|ăn|đất|đặc|địa|động
later -0.4: biệt|bệnh|con|cung|cầu|giữa|khó|khảo|kiện|lương|nghĩa|nộp|phù|sát|thị|trẻ|trọng|trở|tính|tỉnh|xã|đã|đọc
later -0.5: hoàn|mô|nguyện|phố|quan|quốc|ra|sách|sự|thất|thực|tthc|tượng|xây|đi|đánh|đến
later -0.6: biết|dự|giao|hài|hòa|kê|nguy|nhận|phát|sử|thai|tiểu|tra|tế|từ|vào
later -0.7: 17|bị|chế|cắm|nhu|phép|thuộc|truyền|uống|xếp|áp|đủ
later -0.8: huyết|khuyến
later -0.9: căn|nắm|rừng|sống|ủy
later -1.0: do|giải
later -1.1: ký|là|sông|đạt
later -1.2: tuổi
later -1.3: lắp|thẩm
later -1.4: còn
later -1.8: có
later -2.1: được
length 0.7: 6
length 0.4: 4|9
length 0.2: 13
length -1.1: 1
rest 1.2: 6
rest 1.0: 4|9
rest 0.9: 13
rest -0.3: 3
rest -0.8: 2
rest -1.7: 1
within 1.5: tuổi
within 1.4: rừng|thẩm
within 1.3: chế|sự
within 1.2: lớn
within 1.1: sông|thuộc|vụ
within 1.0: dân|huyết|phố|thai|túy
within 0.9: bệnh|căn|khuyến|quan|sinh|thời|tế|vốn|đơn|đất|ủy
within 0.8: 17|các|của|ma|nông|phép|quyền|thị|tiểu|trung|trấn|trẻ|trồng|tuyến|xã|ở
within 0.7: cơ|dự|giữa|hòa|hưu|hội|khu|nghĩa|nguy|nguyện|nhu|nước|phí|quốc|sát|thiếu|thuế|trên|trọng|tthc|tâm|tượng
within 0.7: viên|án
within 0.6: biên|cho|chính|cấp|cầu|cận|em|giờ|kinh|nghiêm|nghiệp|nhiễm|non|năng|phạm|quản|sống|sở|tay|toàn|tra|trú|tỉnh
within 0.6: tố|xong|địa
within 0.5: ()|biệt|chiến|công|cần|cổ|diện|doanh|gia|huyện|i|kê|mô|mổ|nghiện|năm|nữ|pháp|phương|sách|sơ|thủy|trưởng
within 0.5: trực|tịch|tục|vị|xe|xuất|ăn|đặc
within 0.4: 24|bản|cai|chiều|con|cây|cổng|dưới|khó|khảo|lao|luật|lương|lập|lợi|mầm|nghèo|ngành|niên|phường|sao|thất
within 0.4: tính|viện|vòng|văn|vật|về|xóm|đang|đối|động
within 0.3: 4|5|6|bắt|bữa|chung|chuyên|chó|chưa|chợ|cán|cửa|gdnn|giao|giám|hiện|hiệu|hạng|khám|lưới|lịch|lực|mèo|mới
within 0.3: mục|nghị|ngân|ngõ|phá|sản|thcs|thpt|thu|thải|trị|tội|vay|vi|vực|xác|ánh|đa|đã|đông|đổi
within 0.2: 16|bán|bộ|chủng|cáo|cộng|duyệt|dài|dâm|giác|hiv|hại|hằng|hồ|khi|khoa|khuẩn|khách|kháng|kiến|kỳ|lý|lưu|lẻ
within 0.2: mua|mại|mạng|ngang|nghề|ngặt|nhỏ|nuôi|nặng|phòng|phận|phổ|quyết|số|sửa|thiểu|tháng|tin|trại|trạng|trợ|tại
within 0.2: từ|xét|đình|đạo
within -0.2: -|01|1|15|biến|biển|biện|bàn|bền|bị|ca|chi|chữa|cụ|di|dụng|dựng|hình|kiên|kiểm|kế|kỹ|lọc|miễn|nghệ|ngoại
within -0.2: nhiệm|nhật|nơi|phong|riêng|sau|sóc|sức|theo|thường|trào|trước|trở|vừa|y|áp|điểm|điện|đóng|đồ|ức
within -0.3: 06|bồi|chí|chăm|cân|còn|cảnh|cập|cắm|dữ|giới|hoặc|hơn|khả|kết|lại|lớp|mặt|nghiệm|ngũ|nhập|nội|phân|phê
within -0.3: phần|quy|rác|sàng|sĩ|thiết|tiêu|tiền|trình|tái|tốt|tổng|vào|vắc|xin|xuyên|yêu|điều|đuối|đưa|đến|đề
within -0.4: 48|chống|dung|gian|giá|giỏi|hiểm|hoạt|hóa|hướng|hệ|học|liên|làm|lạc|lời|mức|ngoài|nguồn|rà|thông|tích|vững
within -0.4: xem|đặt|đỡ
within -0.5: bào|bảo|chấp|cung|câu|do|giúp|gom|hủy|kể|lắp|nhất|nối|soát|thành|toán|tác|tổ|vận|xanh|xây|đánh|đảm
within -0.6: báo|dinh|dưỡng|dạy|dịch|hạn|khai|khoản|luyện|ngày|nhận|phụ|thanh|thư|thừa|trục|tuyên|tài|vấn|với|xếp|đầu
within -0.6: đọc|đồng|độ
within -0.7: danh|loại|lòng|thực|tiêm|tiếp|trạm|trả|tình|ít|đường
within -0.8: ban|hoàn|hợp|sạch|thoát|thức|trí|ý|đáp|đèn|ứng
within -0.9: an|bằng|chữ|hài|ký|phải|ra|sớm|trang|đào|đúng|đại
within -1.0: bỏ|chuẩn|dùng
within -1.1: biết|cam|là|sáng|triển|xử|đăng
within -1.2: bố|mạnh|tham|uống|đội
within -1.3: truy|tự
within -1.4: chuyển|không|nộp
within -1.5: đạt
within -1.6: có
within -1.7: mở|nắm|được
within -1.8: đều
"""
# End of what is fitted.


def _read_lines() -> Iterator[tuple[str, float]]:
    for line in _LINES.splitlines():
        head, _colon, names = line.partition(":")
        kind, _space, weight = head.partition(" ")
        for name in names.strip().split("|"):
            yield f"{kind} {name}".strip(), float(weight)


WEIGHTS: Mapping[str, float] = dict(_read_lines())
