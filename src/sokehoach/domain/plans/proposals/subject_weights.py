"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 1582 shares; not written by hand.
_LINES = """\
after 2.5: hoạt động
after 2.2: thành lập
after 2.1: nắm
after 2.0: biết chữ|được
after 1.8: bố trí|có|là|thực hiện|xếp loại|được bồi|đạt yêu|đều
after 1.7: ký cam|mở|sinh hoạt|uống
after 1.6: báo cáo|có nhân|không|lắp|nộp|được tiếp|đạt|đủ điều
after 1.5: bỏ|bỏ học|do|làm việc|tổ chức|đến trường
after 1.4: công khai|hoàn thành|không vi|qua đào|đi học|được thu
after 1.3: biết|giúp đỡ|ký|nhận tiền|ra|thu gom|thực|áp dụng|đăng|đăng ký|được giải|được tuyên|được vay|được xử|đạt quy
after 1.2: bảo đảm|cam|cam kết|chuyển|có việc|phải|ra lớp|truy xuất|xử lý|được bố|được chuyển|được lập|được điều
after 1.2: được đăng|đội|ứng dụng
after 1.1: giải quyết|hài|hài lòng|mở mới|sử|sử dụng|tham|tham gia|tiếp|tự|được trang|được tư
after 1.0: cung|cung cấp|cắm|hoàn|học tập|khởi nghiệp|nhận|sáng|trong thời|truy|xây|xây dựng|xếp|đánh|đánh giá|đáp
after 1.0: đáp ứng|được huấn|được lắp|đọc
after 0.9: bố|dùng|giúp|khai báo|thanh toán|trang bị|truyền dữ|trở|trở lên|vào|xử|được cập|được quản|được số|được sử
after 0.9: được thực|được tiêm|được đào
after 0.8: ban hành|có công|có kết|kết nối|phát triển|thoát|tiêm đủ|vận hành|được cung|được trợ|được đi|đầu tư|đến|đồng
after 0.7: do nhân|giải|ký số|phân loại|thanh|thừa|thừa cân|triển khai|trả|tổ|đúng thời|được khám|được kiểm
after 0.6: bàn|chấp|chấp hành|nghiệm|rà|thành|truyền|tái|vận|áp|được kê|được đánh|đạt danh
after 0.5: ban|có chữ|có hệ|dạy|không có|khởi|liên thông|làm|nộp trực|số hóa|tiêm|tiếp nhận|tích|từ|đưa|được công
after 0.5: được rà|được đưa|đủ|ứng
after 0.4: an|an toàn|bảo|bị|có điểm|không sử|kiên|kiên cố|kiện|liên|nối|phân|phụ|tự nguyện|đi|được chăm|được phân
after 0.4: được tập
after 0.3: báo|có ít|hưởng|lắp đặt|nhận qua|sau|tiếp cận|trang|tốt nghiệp|được cứng|được hưởng|được nộp|được xét|đầu
after 0.2: do công|không dùng|qua|quá|rà soát|triển|được học|được phê
after -0.2: -|1|15|2|3|4|5 tuổi|6|bán|bền|bền vững|bộ hội|cai|cai nghiện|chi|chiều|cho người|cháy|chó|chó mèo|chăn
after -0.2: chăn nuôi|chứng|cán|cán bộ|cáo|cây|còn|có yêu|công cộng|công trình|cơ quan|cố|cổng|cổng dịch|cộng|cộng đồng
after -0.2: danh|diện|doanh nghiệp|giao|giám|giám sát|giới|giờ|gom xử|gác|hiv|hiểm|hoàn cảnh|hoạt được|hoặc|huyết
after -0.2: huấn kỹ|hình|hưu|hướng|hằng năm|hệ|hệ thống|học cơ|hỗ|hỗ trợ|hộ tịch|hợp với|khoản|khuẩn|kinh|kinh doanh
after -0.2: kiến|kiến thức|kiểm|kết hợp|kết luận|kỹ thuật|lao|loại rác|luyện|làm công|lòng|lưới|lại|lần|lập|lực lượng
after -0.2: mang|môn|mổ|mục|nghiêm|nghiêm trọng|nghiện|nghĩa|ngoại|nguyện|ngõ|nhiệm|nhiệm vụ|nhà nước|nhập|non
after -0.2: nông nghiệp|nông thôn|nội trú|nữ|ocop|pháp|phát sinh|phù|phù hợp|phận|quan nhà|quân|quả|quốc|quốc gia
after -0.2: sinh lớp|thanh tra|theo|thuế|thành thị|thương|thải|thẻ|thời|thời hạn|thủ vệ|thực phẩm|tin|tiểu|tiểu học
after -0.2: trong các|trong vòng|trách|trí|trí xã|trưởng thành|trục|tthc|tài|tài khoản|tâm|tình trạng|túy|tố|tốt nhiệm
after -0.2: vùng|với|vụ công|vừa|vực thành|xe|xin|xét|ít|ít nhất|đa|điểm|điện tử|đại học|đảm|đặc|đặc khu|để
after -0.3: 5|biên|bào|bào dân|bảo vệ|chủ|có quy|có thẩm|công nghệ|công nhân|cư|cảnh|cảnh báo|cần|cầu|của nhân|do hội
after -0.3: dân sự|dịch vụ|dựng|em|giỏi|gom|hiệu|huyện|huấn|hàng|khoa|khoa học|khu vực|kỹ năng|luật|lượng|lời|lực|mầm
after -0.3: mầm non|mềm|ngân|niên|năm|phường|phần|phần mềm|quyết đúng|sau khi|soát|thai|thiểu số|thpt|thành chương
after -0.3: tháng|thất điện|tiêu|tiền qua|trung học|trên phần|trưởng|trắc|trọng|trợ|tỉnh|tục|từ 3|vi|vệ|vệ sinh|xóm
after -0.3: điều kiện|điện năng|đúng|được giám|được khảo|đại|đảng|địa|đồng có|đổi mới|ủy|ứng phó
after -0.4: bản|chuyên trách|chính công|chương|chương trình|chữ|có doanh|cơ sở|dưới|dưỡng|gia đình|giáo dục|hằng|hồ sơ
after -0.4: hội chuyên|khám|kỳ|liệu|người|nhân viên|nuôi|nước sạch|nội|phát hiện|phí không|phương|phạm|phẩm|qua tài|quy
after -0.4: rừng|sách|sản|số|sớm|thiểu|thuốc|thông|thể|thống|thủ|toán|tra|trẻ|trực tuyến|tuyến toàn|tư|tịch|viện|ý|đào
after -0.4: đào tạo|đình|đóng|đường|đặt|đổi|độ
after -0.5: () ()|biển|biển cảnh|bảo hiểm|bệnh|bộ|chung|chuẩn|cân|có hoàn|có nguy|công lập|công trực|doanh|dữ|dữ liệu
after -0.5: hành chính|hồ|hộ|hợp|kỹ|loại|mạnh|nghị|phòng|phổ|quan|quyền|quản|quản lý|sơ sinh|sở|thcs|thuộc|thất|thức
after -0.5: tiền|trong|trú|trực|tại|tạo|tập|tộc|tộc thiểu|vị|vực|điều|đã|đúng hạn|đầy|ở
after -0.6: chuyên|chế|dinh|dinh dưỡng|hiện|khu|lên|mẫu giáo|nhà|nông|năng|phí|quyết|sát|thôn|thị|tuyến|tế|xong|xuất|án
after -0.6: điện|đất
after -0.7: ()|cho|chính|các|có nhà|công chức|công nghiệp|cơ|cận|cận nghèo|dịch|dục|dụng|hành|hạn|lý|mẫu|nhân|phố|thiếu
after -0.7: trung|trên|trình|về|vụ|xã|y tế
after -0.8: của|gia|giáo|nghèo hộ|sự|trường|trấn|trồng|tự động|việc|định
after -0.9: chức|cấp|học|lớp|mới|phụ nữ|sơ|tay|y
after -1.0: có người|có nhu|dân|hóa|nước|toàn|và|đơn
after -1.1: nghiệp|động
after -1.2: nghèo|sinh|tuổi|viên
after -1.3: hội
after -1.4: có nghĩa
after -1.7: được giao
before 2.6: cư
before 2.3: phố
before 1.9: bộ|thôn|xã
before 1.8: hộ|trấn|đoàn
before 1.7: luật|lên
before 1.6: thị
before 1.5: lớn|án
before 1.4: niên|trú|viện
before 1.3: hội|thcs|thành|viên
before 1.2: dục|nghề|tháng|đẻ|định
before 1.1: chợ|hoạt|khai|liệu|phường|sát|tra|động
before 1.0: bàn|cầu|khu|lý|nhận|phòng|tế|xóm|đảng|đồng
before 0.9: đến
before 0.8: bản|hạn|phương|sống|tố
before 0.7: dân|hàng|hưu|i|lập|lực|nghiện|phẩm|trường
before 0.6: bình|cao|chức|cấp|doanh|hiện|hóa|học|khoản|nuôi|nặng|phép|sinh|thai|thuật|thông|trung|trắc|trẻ|tthc|áp|đầu
before 0.5: 2|dụng|mại|mạng|mổ|sơ|trạm|trọng|tỉnh|đình
before 0.4: chiều|chủng|làm|lẻ|nhiễm|nhất|non|năm|phá|rút|thuốc|thực|tiền|trách|túy|ánh|đơn|đường
before 0.3: arv|chung|cháy|chính|dùng|dại|giỏi|huyện|lấp|mèo|mới|quyền|rừng|sản|số|thẻ|trình|tật|tịch
before 0.2: biển|biệt|chí|cảng|dài|hại|kỳ|lộ|ngành|ngặt|phì|sàng|sự|thuế|thống|tiêm|trị|tục|vốn|vừa|đóng|đặt
before -0.2: ()|24|3|ban|bán|bằng|cai|can|chiến|chuẩn|chương|chế|chứa|chứng|cận|dư|gian|giá|giúp|hài|hằng|hồi|khởi|liên
before -0.2: luyện|luận|lần|lớp|ma|mang|mầm|nghiêm|nguy|nguồn|nhu|nội|pháp|phản|quy|quá|rà|sở|thiểu|thoát|thu|thuộc
before -0.2: thời|triển|truyền|trưởng|tuân|tài|tác|tái|tình|tạm|tổng|vùng|vệ|vụ|xử|ý|đáp|đô|đối|độ|ứng
before -0.3: 6|biên|báo|bảo|bị|chuyên|chủ|cuộc|cáo|cảnh|dẫn|dữ|em|giao|huyết|huấn|hưởng|khuẩn|kinh|kiểm|kỹ|lao|loại
before -0.3: nghĩa|nghệ|ngân|ngõ|nhân|nông|nộp|phần|phụ|riêng|rác|rắn|sạch|sử|thải|thủy|toán|trợ|tổn|vi|vấn|vực|xong
before -0.3: xây|điểm|đúng|đưa|đặc
before -0.4: 1|5|biết|con|cán|cần|cộng|dưới|dưỡng|dự|gom|hòa|hệ|khuyến|lòng|môi|ngày|ngũ|nước|phân|phạm|phận|quan|quản
before -0.4: sách|sửa|thiết|thẩm|thủ|tin|trở|trực|tích|tư|tại|tạo|tổ|xanh|đào|đèn|ở|ủy
before -0.5: chữ|cố|do|dạy|giám|kết|là|lắp|sao|tượng|tờ|tự|văn|về|xét|đạt|địa
before -0.6: cho|cây|diện|hồ|khi|mềm|mở|năng|sau|thanh|tiêu|trang|trả|từ|y|đang|đội|đủ
before -0.7: chưa|của|gia|lưới|mẫu|tay|trong|tập|xuất|điện
before -0.8: hoàn|sớm|thiếu|trên|điều
before -0.9: các|cân|công|cơ|kê|mạnh|nhà|phát|trồng|tử|việc|vào
before -1.0: bệnh|giải
before -1.1: người|quả|tuyến|đăng
before -1.2: có|thất|đất
before -1.3: ký|nắm|tiếp|toàn|đi
before -1.4: không|và|vị
before -1.5: phải
before -1.7: đều
before -1.8: đã
before -2.0: được
comma -1.7:
end 0.7:
later 1.5: mạnh
later 1.2: chuẩn|hoặc|hạn|thức|ý|đào
later 1.1: dinh|dịch|dụng|hợp|lớp|đường|đại
later 1.0: chữ|nghiện|sớm|trí|đúng
later 0.9: bằng|danh|dưỡng|dữ|hóa|loại|lòng|nghèo|toán|triển|và|với|ít|đèn
later 0.8: -|chức|khám|trường|tình|đặt|độ
later 0.7: biển|cân|gom|khai|luyện|lời|mẫu|ngày|nhân|nội|quy|soát|thông|tiêu|trạm|viên|xanh|điều|điện|đảm
later 0.6: an|chứng|câu|cảnh|giỏi|hành|hệ|học|hội|hủy|kỹ|lại|nhập|phần|sửa|thư|trình|tuyên|tác|tạo|tập|vấn|xử
later 0.5: chi|chương|chống|cấp|dung|dựng|gian|giá|giới|hiểm|kể|liệu|lên|lý|lượng|lạc|mặt|nghiệp|ngoài|nhà|phù|sạch
later 0.5: theo|thôn|thống|trong|tốt|y|đóng|đề|đỡ|ứng
later 0.4: 1|48|báo|bồi|cập|dục|gia|hiện|huấn|hình|hướng|hỗ|mẹ|nghệ|ngoại|nguồn|nhất|phẩm|rác|sổ|trang|truy|trước|vệ
later 0.4: vững|xem|xin|yêu|đuối|định|đổi
later 0.3: 15|ban|biến|bán|bền|bố|bộ|chuyên|chí|chăm|chăn|chữa|cố|hằng|hộ|khả|kết|lọc|mềm|phong|quyết|sàng|sĩ|sơ|sức
later 0.3: thiết|thpt|thuốc|thể|thủ|tiêm|tiền|toàn|trắc|trợ|tại|tộc|vắc|vực|điểm
later 0.2: ()|biện|bảng|bảo|cai|cam|cao|chính|chất|chỉ|chủ|cận|cộng|của|di|dưới|dẫn|dời|giáo|gốc|hoạt|hàng|hồ|hồi|kế
later 0.2: luận|lộ|ma|mang|mã|một|nghị|nhật|nuôi|nơi|phê|phí|phòng|phản|phổ|phụ|quân|sàn|sóc|số|thi|thiểu|thuật|trào
later 0.2: trách|tài|túi|túy|tư|việc|xuyên|đình|đảng|đầy|để|đồ
later -0.2: 5|biên|chưa|chợ|cán|cây|công|diện|hưởng|hạng|khu|khách|kháng|kinh|kiên|lao|mại|mạng|ngành|ngặt|nông|năm
later -0.2: nước|nữ|qua|sao|sau|thanh|thuế|thành|thải|trung|trưởng|trạng|trị|tái|tâm|tế|tịch|tội|vị|xe|xác|xóm|đang|đáp
later -0.2: đăng|ở
later -0.3: bàn|bị|cung|còn|cửa|em|giám|giờ|huyện|hưu|i|không|khảo|khởi|mèo|mổ|nghiêm|nghiệm|phá|phạm|quyền|sở|sự|thời
later -0.3: tuyến|tượng|tỉnh|văn|đồng|động|đủ
later -0.4: 24|biệt|bình|bệnh|chiến|chiều|con|cầu|giúp|hoàn|khó|kiện|lương|mở|nhiễm|non|nộp|phát|phải|sát|thị|thủy|trẻ
later -0.4: trọng|tính|tố|tục|vật|vụ|đi|đặc|địa|đọc
later -0.5: biết|các|hài|nghĩa|nguy|nguyện|phố|quan|quốc|sách|thất|tra|trở|tthc|xây|xã|đánh
later -0.6: giữa|hòa|kê|mô|nhận|ra|sử|tiểu|từ|uống|vào|xếp|ăn|đến
later -0.7: chế|cắm|dự|nhu|phép|thuộc|truyền|áp
later -0.8: bỏ|giao|khuyến|rừng|thai|ủy
later -0.9: căn|ký|nắm|sống
later -1.0: giải|huyết|sông
later -1.1: là
later -1.2: do|lắp|thẩm|đạt
later -1.3: tuổi
later -1.9: có
later -2.1: được
length 0.7: 6
length 0.4: 9
length 0.3: 4
length 0.2: 13|2
length -1.1: 1
rest 1.1: 4|6
rest 1.0: 9
rest 0.8: 13
rest -0.3: 3
rest -0.8: 2
rest -1.7: 1
within 1.6: tuổi
within 1.3: chế|rừng|thẩm
within 1.1: huyết|lớn|sông|sự|vốn|vụ|đơn
within 1.0: phố|thai|thuộc|thất
within 0.9: các|căn|dân|quan|quyền|trẻ|túy
within 0.8: bệnh|dự|khuyến|nghiệp|phép|sinh|tay|thiếu|thị|thời|tiểu|trung|trên|trấn|trồng|viên|xã|ủy
within 0.7: cho|cơ|giữa|hòa|hưu|hội|khu|ma|nghĩa|nguyện|nhu|non|nông|nước|phạm|quốc|sát|sở|trọng|tthc|tuyến|tục|ăn|đã
within 0.7: đất|ở
within 0.6: biên|cấp|cầu|của|em|mô|nghiêm|nguy|nhiễm|quản|sách|sơ|toàn|trú|tế|tỉnh|tố|về|xe|đặc|địa
within 0.5: ()|24|5|biệt|bình|chiến|chiều|con|còn|cần|cận|diện|doanh|gia|giờ|khó|kinh|kê|mầm|mổ|nghiện|niên|năm|năng
within 0.5: phí|sống|thuế|tháng|thủy|tra|trưởng|trực|tịch|vật|vị|xong|xuất|xóm|án
within 0.4: bản|cai|chính|cây|công|cổng|giao|hiệu|huyện|i|lao|luật|lương|lập|lực|mèo|nghèo|nữ|phá|pháp|phường|sao|sản
within 0.4: thcs|trị|tâm|tính|tượng|viện|văn|động
within 0.3: 6|chung|chuyên|chó|chưa|chợ|cán|cửa|dưới|giám|giáo|hạng|hồ|khách|khảo|lần|lịch|mại|mạng|mục|nghị|ngành|ngân
within 0.3: ngõ|phát|phòng|phương|thải|tội|vi|vòng|vực|xác|y|ánh|đa|đang|đình|đông|định
within 0.2: 02|16|bộ|chủ|chủng|cáo|cư|cộng|dài|giác|gác|hành|khi|khoa|khuẩn|kháng|kiến|lý|lưu|lưới|ngang|ngặt|nhiệm|nhỏ
within 0.2: nuôi|nặng|ocop|phận|phổ|quyết|số|thiểu|thương|tin|trại|trạng|tư|tại|tộc|từ|vay|vừa|đạo
within -0.2: 1|biển|biện|bàn|bền|chi|chăm|cảnh|di|dụng|dựng|giới|hoạt|hướng|khỏe|khởi|kết|kỹ|luận|lượng|lọc|mẹ|nghệ
within -0.2: ngoại|nguồn|nhật|nơi|phong|phê|sóc|sổ|sức|thiết|thể|trào|trình|trước|trở|tập|và|vắc|xin|áp|điện|đồ|đủ
within -0.3: chí|chữa|cân|cập|cắm|dữ|hóa|học|hỗ|khả|kiên|mặt|nghiệm|ngũ|nội|phân|phần|rác|sàng|sĩ|theo|thông|tiền|tích
within -0.3: tổng|vững|yêu|điều
within -0.4: 48|bồi|do|dung|gian|giỏi|gom|hiểm|hệ|khai|khoản|khám|kể|liên|làm|lạc|lại|lớp|lời|mức|ngoài|nhất|nhập|nối
within -0.4: phù|quy|rà|soát|thành|tiêu|tái|vào|xem|đuối|đưa|đặt|đề|đỡ
within -0.5: bào|bảo|chấp|chống|câu|dạy|dịch|giá|hủy|luyện|lắp|nhận|thanh|thư|toán|tuyên|tác|vấn|xây|đánh|đảm|đầu
within -0.6: -|báo|cung|danh|dinh|giúp|ngày|phụ|sửa|thừa|tiêm|trục|tài|tốt|tổ|vận|xanh|xếp|đọc|đồng|độ
within -0.7: dưỡng|hạn|loại|sạch|tiếp|trạm|trả|với|ít
within -0.8: ban|bỏ|hợp|lòng|thoát|thức|trang|trí|tình|ý|đáp|đèn|đường|đại|ứng
within -0.9: an|bằng|chữ|dùng|hài|phải|sáng|sớm|đào|đúng
within -1.0: hoàn|hoặc|ra|thực|triển
within -1.1: cam|chuẩn|xử|đăng
within -1.2: biết|bố|ký|là|mạnh|tham|đội
within -1.3: chuyển|truy|tự|uống
within -1.4: không|nộp|đạt
within -1.5: có
within -1.6: mở
within -1.7: nắm|được
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
