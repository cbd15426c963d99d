"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 12113 shares; not written by hand.
_LINES = """\
after 3.0: lên có
after 2.9: công khai
after 2.8: lên được
after 2.7: bàn giao|do nhân|hoạt động
after 2.6: qua đào
after 2.5: công bố|sinh hoạt|số hóa
after 2.4: ban hành|báo cáo|có nhân|nghiệm thu|thành lập
after 2.3: bố trí|khai báo|không vi|trang bị
after 2.2: chi trả|dạy giỏi|giải ngân|ký cam|áp dụng|đồng thuận|đội mũ
after 2.1: có đường|đạt yêu
after 2.0: giảm|thu hồi|tiếp tục|triển khai|được tiếp
after 1.9: bảo đảm|bị xử|kết nối|vào học|được bố
after 1.8: biết|bỏ học|có phương|có trạm|lắp|nắm|phụ trách|thực hiện|truyền dữ|đưa|được|được giải|đạt|đến trường|đỗ
after 1.8: đủ điều
after 1.7: cam kết|cài|có|kiện toàn|mở|nộp|quyết toán|thoát nghèo|tại cơ|xuất hóa|xếp loại|xử lý|được lập|được trang
after 1.7: được tuyên|được đăng|đạt quy
after 1.6: bị|có giấy|có việc|duy trì|không bị|ngủ|nhận tiền|sinh con|thanh toán|thu thập|tra cứu|tổ chức|từ nguồn
after 1.6: được thu|được tư|được điều|ở mức
after 1.5: bắn|cho thuê|chấm dứt|chấp hành|có mô|có mặt|cắm|dành|ghi chép|không|không phải|lập hồ|thi hành|thông báo
after 1.5: trúng|tốt nghiệp|vận động|được bàn|được bồi|được chuyển|được di|được thực|được tổ|được xử|được đưa|ứng dụng
after 1.4: bổ nhiệm|chia|có chữ|có hệ|có đội|di dời|do phụ|hiểu|hoàn thành|không sử|thay|tiêu hủy|trong thời|truy
after 1.4: truy xuất|tăng|vận hành|đã đăng|được ngân|được số|đều
after 1.3: cam|chuyển|chuyển hóa|chuyển sang|cung cấp|cân đối|có kế|có phòng|duy|gặp|hoàn|hưởng|học tập|không tái|khắc
after 1.3: khắc phục|ký|là|niêm|phân bổ|rà|sống|tham gia|thu gom|tiếp cận|treo|trong sạch|tích hợp|đáp ứng|được cung
after 1.3: được hướng|được hưởng|được lắp|được sắp|được sử|được sửa|được tiêm|được vay|đấu nối
after 1.2: chấm|chấp|chủ động|còn|có ít|cắt giảm|cử|dùng|ghi|giảm so|gọi|khôi|khôi phục|không có|khởi công|kê khai
after 1.2: liên kết|lồng ghép|mượn|ngừng|nhận|niêm yết|nâng|nắm vững|phản hồi|ra|sẵn sàng|sử dụng|tham|thoát|thu được
after 1.2: thực|tìm|tình nguyện|về nước|xem|đáp|đăng|được ban|được chi|được học|được hỗ|được phổ|được tham|được thay
after 1.2: được trả|đầu tư|đọc
after 1.1: biết chữ|bồi dưỡng|chạy|chịu|chủ nhiệm|có camera|có công|có kiến|dùng nước|dồn|giao cho|giám định|hài
after 1.1: hài lòng|hòa giải|học nghề|khởi|kiểm tra|liên thông|làm việc|phê duyệt|thu không|tiếp|tuân|tuân thủ|tái sử
after 1.1: uống|vay vốn|xác|xây dựng|xếp|xử|đeo|điều trị|được bảo|được giáo|được gửi|được huấn|được khai|được nhận
after 1.1: được thăm|được xác|được xóa|được ứng|đối chiếu|ưu tiên|ứng
after 1.0: có bảo|có cán|có kết|có tải|do công|gia cố|giúp|gương mẫu|gửi|học bổng|học tiếng|kết thúc|lập phương|nghe
after 1.0: nhận biết|nâng cấp|phân loại|phổ biến|phục hồi|quay|sản xuất|sử|thu qua|tháo|trao|trên trang|trả lãi|tu bổ
after 1.0: tổ|tự bảo|vào lớp|vượt|vừa|điều tra|được can|được cấp|được sàng|được tái|được xây|đạt mức|định vị|đồng bào
after 1.0: ở nhà
after 0.9: biết bơi|bản điện|bắt|bố|cho vay|chuyển giao|chấp nhận|chỉnh|có tủ|cơ cấu|cải|cấp giấy|cấp phép|cấp thuốc
after 0.9: cắm biển|do|giáo viên|giúp đỡ|gắn|khỏi|kiến nghị|ký kết|ký số|luân|làm|lưu mẫu|lấy mẫu|lắp đặt|lồng|nêu|nói
after 0.9: nằm trong|phát|rà soát|thanh lý|tháo dỡ|thất nghiệp|thừa|thừa cân|tiến bộ|tu|tách|tái nghiện|tư vấn|tưới nhỏ
after 0.9: tận dụng|tắt|uống thuốc|đang ở|đi học|đo đạc|đánh|đánh giá|đóng bảo|đăng ký|được báo|được chăm|được cán
after 0.9: được giới|được phục|được quản|được rà|được tập|được xem|được đo|đạt chất|đạt giải|đến khám
after 0.8: bia|bàn|bán|bú|bước|bổ|chuẩn hóa|có ban|có cộng|có giáo|có văn|cấm|cập nhật|cắt|di|dán|dựng nhà|gia hạn|giám
after 0.8: giải|giải quyết|hiến|học 2|hợp lý|khai thuế|không còn|không phát|kích|luyện tập|luân chuyển|mà không|nằm
after 0.8: nộp tiền|phản|quan trắc|quá hạn|ra lớp|sinh sản|sát hạch|theo dõi|thăm hỏi|triển|trả|trễ hạn|trở|trợ giúp
after 0.8: tạm giữ|tập huấn|tự|vi phạm|vận|xác minh|xây nhà|xóa bỏ|ăn bán|đo|được cập|được doanh|được hội|được khám
after 0.8: được kiểm|được làm|được nộp|được theo|được trợ|được xét|đạt chỉ|định danh|đổi sang|đủ tiêu|ủ
after 0.7: bằng tiếng|bị tạm|bỏ|bồi|chia sẻ|chọn|chủ|chủ trì|cung|cài đặt|có bác|có bình|có thư|có trình|cải tiến
after 0.7: cấp cứu|dự trữ|giao tiếp|giữ|huy động|khám thai|là người|làm sạch|lấy|miễn|phân công|phê|phải|phối hợp
after 0.7: sửa chữa|thanh|thuộc các|thông quan|thẩm|thẩm tra|tiêm|tiêm phòng|tiêm đủ|truyền số|trình cấp|trả nợ|trợ cấp
after 0.7: tận|tự chủ|tự kiểm|vay|xây|đón|được gắn|được khoanh|được vận|đạt danh|đấu|đổi mới
after 0.6: bảo|chuyển đổi|chuẩn kỹ|chỉnh lý|chỉnh trang|có biển|có chuyên|có tài|có điểm|cưỡng|cưỡng chế|cải tạo
after 0.6: cấp điện|cập|cắm mốc|duy tu|dự|giải thể|gắn biển|hòa|hướng dẫn|hưởng trợ|học hòa|khai đúng|khám|khám sàng
after 0.6: không gây|không vượt|lên sàn|lấp|lập|lắp camera|nhận đủ|phân|phòng cháy|phạt|quân số|rút ngắn|sai sót|sơn
after 0.6: sở hữu|sửa|thăm|tiếp nhận|truyền|trả kết|tuyên truyền|tái|tập kết|tối|tử vong|tự tạo|vào khu|vững mạnh|đóng
after 0.6: đóng cửa|đúng định|được biểu|được công|được cơ|được cử|được ghi|được nâng|được tưới|được đánh|đạt an
after 0.6: đạt công|đối thoại|đổ
after 0.5: an toàn|bán trú|bị bắt|bị thu|chính quy|chăm|chăm sóc|có chi|có góc|có hồ|có lối|có đơn|diễn tập|dành cho
after 0.5: dập|dập tắt|giao trong|gửi tiết|hút|hút thuốc|hưởng phụ|khai|khai thác|không nợ|không xả|khử|mua|mà|nghiệm
after 0.5: nhắc nhở|nạo|nạo vét|nổ|phục|phủ sóng|rõ|rút|suy dinh|thu mua|thành công|thương lượng|thử|tiêu thụ|trả lại
after 0.5: trễ|trồng|tưới|đi|đúng chuyên|đăng tải|được duy|được lấy|được thanh|được trồng|được tặng|được đối|đạt tiêu
after 0.5: đảm nhận|đặt|đẻ|đỗ tốt|đủ|ưu|ổn định
after 0.4: ban|bó|bằng phương|bếp|cho con|có biện|có báo|có bản|có nhãn|có phát|có quy|có quỹ|có đảng|cử đi|diệt|dạy
after 0.4: góp vốn|gương|hoàn thiện|hưởng ứng|hỗ|hỗ trợ|khám phụ|khám tại|khả|kê|ký hợp|mở lối|phát sóng|phù hợp|phối
after 0.4: qua thẻ|soi|suy|sáng|sắp xếp|sẵn|thi|thu phí|thuê|thành|thụ lý|tiếp thu|tiết kiệm|trả đúng|trở về|trụ|tuyên
after 0.4: tạm|tạo việc|tới|uống vitamin|đúng|được các|được cải|được cứng|được dạy|được miễn|được nghiệm|được nạo
after 0.4: đạt chứng|đạt loại|đảm|đấu thầu|đến lớp|đội|ủng|ủng hộ
after 0.3: bày|bị bỏ|bị kết|bị xâm|che|chở|có câu|có internet|có nguồn|có năng|có quyết|có sản|có thu|có thành|có địa
after 0.3: dưới|dạy bơi|giảng dạy|góp|huấn luyện|hướng|không sai|kiểm toán|kiểm định|ký quỹ|kịp|kịp thời|lưu trữ|lấy ý
after 0.3: lập bản|lắng|lắp thiết|ngăn|nhận chăm|phun|phù|rào chắn|sàng lọc|sắp|số liệu|thay bằng|thu hút|thạo phần
after 0.3: thấp|thụ|trang|triệt|trưởng thành|trả lời|trồng hoa|tái hòa|tích|tạm đình|tồn|viết|vào|vào cơ|áp|đang
after 0.3: điều hành|được khắc|được kiên|được tu|được đeo|đạt 3|đạt chuẩn|đạt dự|đạt huy|đạt năng|đạt từ|đồng bộ|đổi|ổn
after -0.3: 01|17|24|24 giờ|60|7|9|bay|biết tình|biểu hội|biện|biện pháp|biệt|bào dân|báo chí|bình quân|băng|bưu
after -0.3: bưu chính|bạc|bảng|bảo tàng|bằng hoặc|bằng hình|bệnh bằng|bỏ hoang|bộ công|chuyên môn|chuyên trách|chuồng
after -0.3: cháy chữa|chó|chăn|chăn nuôi|chưa có|chắn|chỉ|chợ|chủng|chữa cháy|con tại|các cấp|có hoạt|có lệnh|có sử
after -0.3: có thiết|có yếu|công an|căn cước|cơ quan|cải cách|cấp huyện|cấp trung|cấp độ|cấp ủy|cậy|cốt|cổng dịch|cụ
after -0.3: cựu|cựu chiến|di tích|dân cư|dây|dạng|dẫn|dứt|dự thi|dựng và|giao dịch|giáp|giường|giường bệnh|giấy chứng
after -0.3: giết|giết mổ|giữa các|gây|gần|gắn chip|gốc|hiếm|hoa|hoạt đều|huấn nghiệp|hàng hóa|hành chính|hè|hôn nhân
after -0.3: hưu|hương|hạch|hằng ngày|hằng năm|học và|học đường|hỏa|hỏi|i|internet|khai kết|kho|khám phá|kháng|không 3
after -0.3: không nơi|khăn|khối|kim|kiến thức|kiểm nghiệm|kém|kín|ký khai|kể|kể từ|kỹ thuật|lai|liên thế|luyện|làm cho
after -0.3: lá|lái|lái xe|lãnh|lãnh đạo|lưu động|lượng vũ|lạc bộ|lịch|lớn|ma|ma túy|mang thai|may|miễn phí|mua sắm|mái
after -0.3: mô hình|mặn|mối|mỗi|một phần|mở rộng|mức độ|nghi|nghiêm trọng|nghiên|nghiên cứu|nghiệp khu|nghĩa vụ|ngạch
after -0.3: ngập|ngắn|ngữ|nhi|nhiệm kỳ|nhiệm vụ|nhiệt|nhà trẻ|nhân dân|nhóm|nhận an|nhận qua|nhật|năng số|nương
after -0.3: nước tập|nền|ocop|phao|phí không|phương án|phạm và|phận|quan nhà|quý|quảng|riêng|rét|rượu|rộng|sau cai
after -0.3: sau sinh|sinh tay|sinh trong|sàng|sóng|sót|sắc|số trong|sống trong|than|thang|theo hợp|theo quy|thiên
after -0.3: thiết bị|thiết kế|thiệu|thoát thất|thoại thông|thuộc|thuộc danh|thuộc đối|thành phố|thành viên|thân|thêm
after -0.3: thông thường|thưởng|thần|thế|thọ|thời hạn|thủ tục|tinh|tiền điện|tra đột|truyền thanh|tránh|tránh thai|trì
after -0.3: trình độ|trí xã|trưng|trại|trắng|trời|trục thôn|trữ|tthc|tàu|tái tạo|tín dụng|tòa|tại chỗ|tạo trong|tầng
after -0.3: tập cộng|tắm|tốc|tổ hòa|tổng hợp|tờ|từng|vay đúng|vi|vào làm|vào sử|vé|vùng sâu|vũ trang|vườn|vận chuyển
after -0.3: về an|vốn đúng|xuất khẩu|xóm|xăng dầu|áo|áo phao|áp lực|ô|đen|đi làm|điện năng|đua|đài|đèn|đô thị|đông
after -0.3: được ký|được nhà|được phân|đảo|đấu giá|đập|địa phương|đọng|đồng có|đồng hoạt|đỗ xe|động hiệu|đỡ|ương|ảnh
after -0.3: ứng yêu
after -0.4: 30|b|ba|biển cảnh|biểu|bài|bán dâm|bão|bơm|bến|bị mua|bị được|bồi thường|bộ thôn|bộ và|bờ|cam được|canh
after -0.4: chiến|chiều|cho|chơi|chất lượng|chậm|chủ lực|chứa|chừng|cách|còi|có chỉ|có hộ|có mức|có người|có sự
after -0.4: công chức|công trình|căn|cũ|cả|cấp cho|cầm|cố và|cổ|cổ truyền|cộng đồng|cờ|cử tri|cửa|do xã|dài|dâm|dân sự
after -0.4: dân tộc|dùng tiền|dưới 5|dầu|dự phòng|gan|gia đình|giai|giai đoạn|giác|giọt|hoàn thuế|hưởng chế|hại|hải
after -0.4: hải quan|hợp với|khoa học|khuẩn|khóa|không gian|kiểm sát|kênh|kết không|kết luận|lang an|liên tục|logistics
after -0.4: luận|làm vật|lâm|lương|lượt|lạc|lập biên|lập tổ|lọc|lộ|lợn|mua bán|môi|môi trường|mũ|mũ bảo|mũi|mầm non|nam
after -0.4: nguyên|nhỏ và|nòng|nòng cốt|nơi|phi chính|phá|phát hành|phần mềm|qua đấu|quy định|rắn|sao|sinh học|sơ sinh
after -0.4: sạch|sớm|sức|sức khỏe|tai|theo hình|theo tiêu|thuật|thuộc hộ|thái|thông với|thú y|thương|thạo|thạo tiếng
after -0.4: thực địa|tiêm chủng|tiêu chuẩn|tiến độ|toàn trình|trao đổi|trong độ|trái|trên cổng|trước khi|trật|trật tự
after -0.4: trồng trọt|trục|tác xã|tô|tôn giáo|túy|tưởng|tượng|tại các|tặng|tối thiểu|tốt|tội phạm|tụ|tụng|từ 3|viên y
after -0.4: việc làm|việt|vụ công|xét|xăng|án dân|ít người|ý|đi bộ|đi qua|đá|đô|đúng thẩm|đúng tiến|đăng kiểm|đưa đón
after -0.4: được duyệt|được thẩm|được ủy|đảng viên|đầu năm|đến từng|độc|đủ theo|ưu đãi|ước quy
after -0.5: 1|3|4|ban nhân|bao|binh|biên|biên bản|buổi/ngày|bán lẻ|bạ|bộ hội|ca|chi hội|cho công|chuyển tuyến|chuẩn|chí
after -0.5: chứng chỉ|cuối|cá nhân|cán bộ|câu|câu lạc|có chức|có cấp|có nội|có tổ|có ý|có đông|công nhân|công tác
after -0.5: công đoàn|cùng|cổng|của nhân|dinh|dinh dưỡng|do thiên|doanh nghiệp|du|du lịch|dạy nghề|gian|gắn máy|hiv
after -0.5: hiệu quả|huyết|hòa nhập|hôn|hơn|hạ tầng|hạng|học|khuyết|khuyết tật|khí|không người|không rõ|kinh doanh
after -0.5: kê đơn|kế hoạch|là đảng|lãi|lúa|lẻ|lỗi|mã|mầm|mật|mẹ|mổ|mục|ngay|nghiêm|nghiện|nguy|nhiễm|nhất|nông thôn
after -0.5: phim|phiên|phong|pháp luật|phủ rừng|quyết|quản|sau|suất|sóc|sư|sắt|sống bằng|sống văn|thao thường|thiếu nhi
after -0.5: thoại|thpt|thu trong|thú|thư|thương mại|thủy|thực tiễn|thực tập|thực đơn|tiêu|tiểu học|trang trại|trong các
after -0.5: trong tổng|trung tâm|trồng cây|tuyến toàn|tuổi trở|tài liệu|tôn|tải|tập trung|tật|tổ quốc|tội|tục|tự nhiên
after -0.5: ven|vòng|vết|xe|xuất kinh|xuất theo|xác thực|xác định|đai|đoàn|đoạn|đúng quy|được dự|được phủ|đạo|đạt khá
after -0.5: đặc|đồ|đồng hồ|đứng|ước|ở cấp
after -0.6: 5|biên giới|bền|bền vững|chi bộ|chủ trương|chữa|có hại|có lưu|có nguyện|có trẻ|công trực|cấp xã|cận nghèo
after -0.6: diện|do hội|dịch vụ|giao thông|giải thành|gửi qua|gửi đến|huyện|hệ thống|khoa|khu vực|không khai|khỏe|kiểu
after -0.6: kiểu mẫu|kết hợp|lang|lao động|liều|lòng|lợi|môn|nghèo hộ|nghĩa|nghệ|ngoại|nguyện|nguồn|ngành|ngân sách|ngũ
after -0.6: nhận khoán|nhập ngũ|nâng cao|nông nghiệp|nặng|phi|phát thanh|sau khi|song|sát|sâu|sĩ|thanh niên|thuận
after -0.6: thành thị|thẩm quyền|thể thao|thực hành|thực tế|tiên tiến|tiểu|tra|trung học|trên phần|trùng|trưởng|trạm
after -0.6: tài khoản|tịch|tố|từ 5|vong|vũ|vận tải|về việc|vệ sinh|xanh|xuất|đào|đào tạo|đã|đã được|được khảo|được kết
after -0.6: được phong|được phát|đại|đầu|đẳng|đề|để|định|ở khu
after -0.7: 2|bán hàng|bản|chi thường|chi đoàn|chưa|chương trình|cán|cây|có thai|công cộng|công lập|cần|cầu|cục|do lỗi
after -0.7: gia|giao hoàn|giám sát|giống|hai|học cơ|hồ sơ|hữu|không khí|kế|kết quả|lưới|lần|lập mới|lời|minh|máu|mại
after -0.7: mạng|mạnh|nhà nước|non|nuôi|nợ|qua mạng|qua tài|quyết đúng|quỹ|rác|rất|rất ít|soát|sản|sổ|thai|thcs
after -0.7: thoát nước|thông tin|thường xuyên|thứ|thực vật|tin|trong vòng|trấn|trực tuyến|tín|tổ hợp|tổng|tộc thiểu
after -0.7: tự phát|vào tổ|đa|điều kiện|đưa vào|định kỳ
after -0.8: 15 -|bào|bị bạo|cháy|chương|chết người|cá|có dấu|có giá|có trên|có yêu|có điều|công|di động|dự bị|giáo
after -0.8: giảm nghèo|giỏi|giới|giữa|hiểm|huấn kỹ|hình|hết|hồi|khoản|khách|khẩu|kiệm|mô|mẫu giáo|mặt|mức|nhỏ|nước sạch
after -0.8: phát hiện|phép|quan|quân|quốc gia|thay thế|thiết|thuế|tháng|thải|thất điện|thống|thủ|tiếp được|truyền thống
after -0.8: trọng|tình|tư nhân|tử|tự quản|vật|về|vừa và|xã hội|ít nhất|đóng góp|được chứng|được phê|được xếp|đảng
after -0.8: đối với|đột|đột xuất|ở cơ|ủy|ứng phó
after -0.9: -|15|biển|bình|bị động|cao|chất|chết|con|cáo|có hoàn|có kỹ|có sai|có thời|công nghệ|cố|cộng|cứu|danh|dư|dữ
after -0.9: dữ liệu|dự toán|giao mặt|giúp pháp|giấy|gom|huấn|hệ|học sinh|không dùng|kỹ năng|luật|lại|máy|ngày|niên
after -0.9: phát sinh|phòng|phương|phường|phạm|phố|qua hệ|quyền|quả|sinh|so|so với|sáng tạo|thao|thiểu số|thác
after -0.9: thông minh|thường|thẻ|thời|tiện|trách|trí|trú|trắc|tái định|tư|vấn|đang hoạt|đúng mục
after -1.0: biến|chung|có con|có liên|có vi|công nghiệp|cận|dưỡng|giá|giờ|hoàn toàn|hoạch|hằng|kinh|ký và|lao|nghị|ngân
after -1.0: năm|nạn|nội|pháp|phần|phổ thông|phụ nữ|sở|theo|thiểu|tiếng|trình|trị|tác|tổ công|vào hoạt|văn|vệ|y tế|đình
after -1.0: đất|đầy|địa
after -1.1: bảo vệ|bị phát|cho người|chữ|có nguy|cơ|cơ sở|dịch|hiệu|hành|hộ|không chuyên|kỳ|liệu|loại|lực|mềm|một|nghèo
after -1.1: nông|nữ|phẩm|quốc|rừng|số|tham quan|thôn|toán|trên|tuyến|tỉnh|tộc|viện|vùng|vốn|xuyên|ít|đường
after -1.2: có hiệu|có nhu|doanh|dục|hàng|hạn|hồ|hợp|khu|kỹ|làm nhiệm|lớp|mẫu|ngoài|nhiệm|phân phối|quy|sơ|trong|trường
after -1.2: trẻ|tâm|tế|tự do|vị|vực|y|điểm|điện|được ít|đồng nhân
after -1.3: ()|bệnh|chế|cư|em|hiện|hoặc|khi|lý|nghề|người|nhà|sách|tay|thuốc|thị|thức|tại|tự động|việc|độ
after -1.4: chức|các|dân|không được|nộp hồ|phí|toàn|trung|trước|tài|viên|án
after -1.5: bảo hiểm|chuyên|có từ|của|dụng|lượng|mới|nghiệp|nhân|năng|nước|thể|thực phẩm|tiền|tuổi|tự vệ|xong|đúng hạn
after -1.5: đơn|động
after -1.6: chính|hóa|hội|vụ|xã|được giao
after -1.7: có thẩm|với|được quy
after -1.8: có bằng|sự
after -1.9: có nghĩa
after -2.0: và
before 2.0: thpt|trấn
before 1.8: phường
before 1.7: huyện|khai|nhất|tai|thôn|thị|tỉnh
before 1.6: i|khẩu|phố|xã
before 1.5: bàn|giỏi|khăn|luật|lên|lũ|lộ|ngành|nhỏ|niên|thcs|xuyên|đảo
before 1.4: cao|cư|lập|lớn|nghèo|non|sát|trú|viện|xóm
before 1.3: mật|nhiên|thầu|tinh|tthc|đảng
before 1.2: b|biển|buộc|bạc|chi|chợ|lạnh|phép|rộng|sĩ|tra|treo|tán|đoàn|đẻ|đỏ
before 1.1: 9|bay|cốt|giới|hưu|học|hỏi|lực|mới|tháng|thường|trường|túy|tầng|tựa|đêm|đình|đồng
before 1.0: 2|binh|bão|c|chủng|dục|hành|methadone|nại|ocop|phán|phương|phối|sạn|thuyền|tri|trắc|trẻ|tàng|tế|viên|ích
before 1.0: đai|đọng
before 0.9: bhyt|bản|bờ|cháy|chỗ|cảng|cầm|cửa|hoạt|lá|lở|mặn|mổ|nhi|nối|sức|thang|thác|thưởng|tiêm|trước|tuổi|tịch|vườn
before 0.9: ánh|đò|đạo|động
before 0.8: biến|bè|bơm|bộ|cưới|cứ|dài|huynh|hè|kiện|liệu|lại|lẻ|minh|môn|mông|ngập|nhận|nhập|năm|rác|sống|thoại|thục
before 0.8: trọng|tạp|vững|áp|đẳng
before 0.7: 18|54|buýt|bơi|chồng|cũ|duyệt|dùng|giống|hiv|hiểm|hại|họ|hộ|internet|khỏe|kỳ|lý|lợi|mối|nghề|ngặt|nung|sách
before 0.7: thai|thức|trì|trọ|tải|tốc|xá|đá|định|đọc
before 0.6: chiều|chúng|chất|danh|dân|giáo|hoa|homestay|hoãn|hôn|họp|iii|khmer|kính|làm|làng|lương|lịch|mìn|mương
before 0.6: nghiện|nghiệp|núi|nước|nổ|ong|quyết|ro|sâu|thành|thích|thẻ|thế|toán|trộm|trữ|tuyển|tòa|tô|tơ|vọng|xếp|yếu
before 0.6: âm|đen|đua|ấp|ống
before 0.5: 10|22|arv|buổi/ngày|bóng|chỉ|chức|cấp|dạng|dầu|dụng|gọi|gỗ|hạt|hỏa|hội|i-ốt|khen|khoa|khoán|mẹ|nhân|nạp
before 0.5: nặng|phúc|phạm|quý|ranh|rừng|sóng|sông|sản|sở|thuốc|trưa|trễ|tật|tắm|tụng|viễn|vấn|xạ|điểm|đơn|đường|đẹp|đỡ
before 0.4: 12|anh|atm|bia|biểu|bào|cam|camera|chí|chính|chọn|chủ|chứa|cáo|cấy|cầu|cộng|cứu|góp|hoạch|hình|hóa|kém|kín
before 0.4: long|lấn|mèo|mặc|nhiễm|nhũng|nã|phì|phẩm|quân|quê|ra|ruộng|rét|số|thuật|trùng|trưởng|trận|ty|tín|tết|van|vé
before 0.4: vốn|xa|xuân|đèn|đất|đập|đổi
before 0.3: attp|bày|báo|chung|chó|chữ|con|còi|cương|cờ|dịch|dựng|giá|giác|gom|hai|hương|hạng|hẻm|hợp|hủy|khá|khám|khơi
before 0.3: kích|logistics|lúa|móng|nghiệm|nghệ|nguồn|ngạch|ngắn|nhiều|nuôi|nát|phiên|quán|rơi|sinh|sân|súc|sắm|sắt
before 0.3: than|thuế|thông|tin|trào|trưng|trại|trạm|trời|tộc|tử|uống|vàng|vừa|xin|xưởng|đoán|đãi|đích|đề
before -0.3: 6|bán|bãi|bến|bền|ca|chăn|chơi|chạy|chết|chỉnh|chờ|chở|cà|cài|câu|cải|cập|cột|cựu|duy|dành|dán|dõi|dẫn|dễ
before -0.3: dữ|em|giáp|giảng|giết|huy|hồ|khiếu|kho|khoảng|khí|khó|khả|khảo|khắc|khỏi|kim|kèm|luyện|luồng|ly|lò|lượng
before -0.3: lệch|lệnh|lỗi|ma|mầm|mắc|mở|nghi|nghỉ|ngoại|ngõ|ngưỡng|nương|phim|phù|quay|rà|rào|rõ|song|soạn|sót|sư|sốt
before -0.3: thao|thay|thiên|thần|tranh|triệt|trở|tu|tuyên|tên|túc|tăng|tất|tắc|việt|xúc|yết|đàn|đầy|đỗ
before -0.4: bao|bệnh|bồi|chôn|chấp|cây|cảnh|cụ|cục|dung|dập|gia|giai|giảm|giữa|gắn|hài|hằng|hệ|hố|khuyết|khối|khởi
before -0.4: loại|luận|lái|lãnh|lệ|lựa|miễn|máu|môi|mất|mộ|nghiêm|nhu|nhóm|nhắc|pháp|phản|phục|quốc|rau|rất|sàng|tem
before -0.4: thải|thủ|thử|truy|tuần|tôm|vay|ven|vận|vực|y|ít|đài|đổ|độc|ẩm
before -0.5: 15|bón|bưu|bạn|chuyên|chữa|cân|cắt|cổ|dưới|dấu|dứt|gan|gian|giúp|hiến|huyết|kiên|lao|lời|mô|mù|mặt|mềm|một
before -0.5: ngữ|nhiệm|nhưng|nhật|nói|nếp|phận|sai|sẵn|sửa|thoát|thuê|thạo|thứ|tiếng|triển|trình|trúng|tưởng|tờ|văn|vệ
before -0.5: xóa|đo|đoạn|đánh|đầu|để
before -0.6: -|cung|cách|cử|dược|gói|hạ|khuyến|khóa|kê|ký|kỹ|luân|lòng|lừa|mũi|mục|nguy|ngũ|nhà|nông|nơi|phủ|so|suy
before -0.6: sạch|tiền|toàn|trồng|tâm|tính|tốt|tụ|vượt|xảy|đốt|ương|ở|ủy
before -0.7: an|chiếu|cận|cậy|da|dừng|ghi|giám|giải|gặp|hết|khoản|kết|lang|lạc|lối|nghị|phê|phổ|quá|quả|quản|sang|thuộc
before -0.7: tiêu|tiểu|trao|trái|tài|vị|xây|ăn|đáp|đặc|đột
before -0.8: chiếm|chiến|chuỗi|cán|công|du|dư|hưởng|lấy|ngừng|nạn|quy|thiểu|trang|trả|tuyến|tục|vòng|vùng|về|ý|đúng
before -0.9: ban|bỏ|can|chương|kinh|lắp|nắm|sau|sớm|sử|thẩm|truyền|tạm|tổn|vi|với|vụ|xem|điều|đào|địa|đối|ứng
before -1.0: bắt|di|giờ|hỗ|lưu|nộp|trực|tìm|xong|đưa
before -1.1: biết|chậm|kiểm|mạnh|ngân|nội|nợ|phân|suất|theo|thờ|tiện|tặng|vũ|đạt|đủ
before -1.2: chuyển|cơ|giếng|hiểu|mà|mức|năng|qua|sắp|tham|thiếu|tiếp|tại|tổ|tự|việc
before -1.3: ba|cuộc|người
before -1.4: bảo|cần|dự|hoàn|là|xét
before -1.5: chứng|hòa|liên|phát|trên|tái|tượng|đi
before -1.6: cho|còn|có|trật
before -1.7: diện|lượt|sổ|từ|xác
before -1.8: bị|của
before -1.9: các|thiết|trong
before -2.0: hoặc
before -2.1: thất
before -2.2: tổng
before -2.3: khi|không|và|được
before -2.4: phải|đang|đều
before -2.5: đăng
before -2.7: vào
before -3.5: chưa|đã
comma -2.8:
end -0.5:
later 1.7: mạnh
later 1.4: mũ
later 1.3: hoặc|lời|nhân|thư|và|đèn
later 1.2: giết|ngay|sổ|thuận|thuốc|trắc|trục
later 1.1: bài|hóa|khai|viên|ít|đồ
later 1.0: -|cận|hơn|loại|lại|lớp|nhà|thiện|trường|vấn|để
later 0.9: 30|biến|chuẩn|chuồng|chức|cứu|dữ|hành|hạn|hệ|hồ|liệu|luyện|lãnh|lượng|mẫu|ngày|nhật|nếp|tay|toán|tình|việt
later 0.9: với|điểm|đào|đúng|đầy
later 0.8: biển|cam|chí|chữ|diễn|dưỡng|hình|kể|lối|máu|mã|mềm|nghiệp|phao|phí|quy|sâu|thẻ|tuyên|tâm|xuyên|xử|yết|ý|điện
later 0.8: đơn|độ|động|ương|ước
later 0.7: 2|bảng|bằng|bến|chắn|chống|chữa|cố|dinh|dịch|dụng|giống|giới|gom|góc|góp|hoạt|hầm|hội|hợp|hủy|khi|kinh|kỳ
later 0.7: luật|lòng|minh|nghèo|nghệ|nguyên|nhất|nền|phiên|quả|quỹ|siêu|soát|sàn|tem|thiết|thức|tiện|trào|trí|trương|tư
later 0.7: tủ|vì|vắc|vệ|đua|đỡ
later 0.6: 40|48|bác|bố|bổng|chuyên|cháy|chơi|chỉ|cân|cộng|cụ|cựu|danh|dẫn|dứt|gian|giáo|giấy|giỏi|gỡ|hướng|kiệm|kịp|kỷ
later 0.6: lĩnh|máy|mổ|mức|năng|nối|sang|sau|sơ|sạch|sắc|sức|thái|tiêm|toàn|trì|trình|trạm|tuần|tại|việc|xả|y|áo|đảng
later 0.6: đều
later 0.5: 02|biện|bình|băng|bơi|bản|bậc|chân|chất|chỗ|con|cuộc|cáo|cơ|cước|cổng|cờ|cục|dung|giọt|hai|hiv|hiện|hàng|hữu
later 0.5: khoanh|khách|khẩu|kỹ|luận|lý|lộ|lợi|mối|nghiện|nghị|ngoại|nguồn|ngưỡng|nhựa|nuôi|nòng|nữ|phương|phẩm|quyền
later 0.5: quà|rác|sẻ|sự|thao|theo|thuật|thú|thường|thạo|thỏa|thủ|tinh|trang|trước|trận|trọ|trụ|trữ|tác|tên|tưởng|tầm
later 0.5: vong|vòng|xanh|xen|điền|đường|ảo
later 0.4: 01|15|24/24|an|ban|bao|bày|bí|bếp|bờ|ca|cai|chiếm|cho|chặn|cuối|cư|cường|cảnh|cập|dễ|dời|dỡ|dục|ghép|gia|giá
later 0.4: hồi|hộ|khiển|khuyết|khá|khỏi|kế|loa|lệ|lọc|lội|lực|ma|màu|mốc|mục|ngoài|người|ngắn|nhãn|niên|nói|nội|phạm
later 0.4: quang|quyết|sát|sóc|sắp|sữa|thiệu|thành|thảo|tiên|tiếng|túc|túi|tảng|tập|tối|tốt|vé|văn|vững|xong|yêu|ích|ô
later 0.4: đài|đình|đậy|đề
later 0.3: 05|60|7|a|ba|bào|bê|bơm|bể|bộ|cao|chi|chung|câu|cây|cả|cứng|dân|dây|dõi|dịp|dừng|gần|hiệu|huấn|hạng|hậu|hằng
later 0.3: họp|khoa|kháng|khí|khơi|khỏe|kiêm|kiểu|kéo|kênh|kín|lãi|lên|môi|mưa|mẹ|một|nghề|nguyện|ngầm|ngừa|nhẹ|nhở|nơi
later 0.3: nửa|phiếu|phong|phác|phần|phục|quán|quý|quảng|rừng|rửa|sàng|sân|sóng|số|sớm|thiếu|thoại|thêm|thích|thương
later 0.3: thạc|thập|thống|thời|thửa|tin|tiêu|tra|triệt|trong|trưa|trải|tuệ|tòa|tất|tắc|tỏa|tờ|từng|tử|vitamin|viện
later 0.3: vneid|vét|vạch|vị|vụ|vực|xem|xuất|xét|xảy|án|đoàn|đuối|đậu|đặt|đốc|đức|ổn
later -0.3: 20|54|attp|buôn|bàn|bạ|camera|cách|cảng|cột|diện|dương|giảng|giữa|gặp|gửi|hoãn|hòa|hết|in|khoảng|khó|khởi
later -0.3: kích|lương|lượt|lựa|miễn|mua|muối|mèo|mét|móc|nghiệm|ngũ|ngữ|nại|nạn|ocop|quốc|rất|súng|sốt|thay|thcs|thi
later -0.3: thân|thí|thăm|tiềm|triệu|truyền|trú|tuyến|ty|tài|tách|tạo|tế|tỉnh|tồn|vườn|vỉa|xi|yếu|âm|ăn|đeo|đầu|đến|đỏ
later -0.4: 1|4|50|90|bia|bãi|bạc|che|chiều|chồng|cài|cấm|cử|dâm|giai|giáp|hiểu|hố|i-ốt|khăn|khả|kê|liệt|luồng|lụt|lừa
later -0.4: măng|nam|nghỉ|nhiên|nhận|nạp|phép|phê|phạt|phải|phối|so|soạn|thanh|thuê|thác|thị|thục|thủy|tiếp|tiểu|trễ
later -0.4: trồng|trở|tàu|tích|tượng|tụ|tựa|vào|đai|đáp|đêm|đất|đập|đẹp|địa|đổi
later -0.5: 200|chuyển|chôn|chấp|còi|cưỡng|di|duy|dành|dùng|dưới|gan|giữ|huyết|kiện|lẻ|lở|nghi|ngành|niêm|nâng|nêu
later -0.5: nương|phát|phỏng|rau|rà|sẵn|thất|thứ|trừ|tuân|tuổi|tổ|xây|đo|đón|đỗ|ở
later -0.6: 10|100|chia|chấm|cầu|da|do|dấu|giảm|hoại|huyện|hưu|khuẩn|kém|lợn|nhu|ninh|thoát|tố|vay|đã|đông|ủ
later -0.7: ao|bầu|bắn|c|chuỗi|chảy|cầm|cắm|giao|giải|gọi|khuyến|khôi|khắc|kiên|kèm|kính|ký|lò|lúa|lồng|mở|ngặt|nhưng
later -0.7: nằm|phản|ra|sông|sửa|tháo|thấp|tưới|vọng|đá
later -0.8: khảo|mượn|nguy|ngừng|phù|thuộc|trúng|tthc|tăng|tạm|áp|đăng|đổ|ủy
later -0.9: 17|chọn|cứ|khen|nung|thực|tiến|treo|trả|trọng|tự|uống|viết|xếp|đóng|đưa
later -1.0: chưa|chạy|dự|ghi|khoáng|lao|mà|nhiều|nắm|phố|trao|tính|đi
later -1.1: còn|cảm|giường|hoàn|không|lấy|thẩm
later -1.2: hài|tham|thu|đọc
later -1.3: biết|sống|sử
later -1.4: bị|lắp|lớn|đang
later -1.5: đạt
later -1.6: có|nộp|tổng
later -1.7: là
later -1.8: được
length 1.0: 6|9
length 0.7: 4
length -1.5: 1
rest 1.2: 6
rest 1.0: 4|9
rest 0.5: 13
rest -0.7: 2
rest -1.9: 1
within 1.7: tổng
within 1.5: lớn
within 1.4: cảm|giường|so
within 1.3: chưa|vốn|vụ
within 1.2: 17|em|hôn|khoáng|lao|phố|sự|thác|thứ|trung|trọng|tuyến|tố|đất
within 1.1: cầm|dư|giữa|hưu|hết|khen|lúa|nguy|nhiều|nạn|quốc|rừng|thuế|thủy|tuổi|viên|án|đang|đá
within 1.0: của|cứ|gan|huyện|hàng|hành|hội|khuẩn|lợn|rất|thai|thời|tthc|xong|ủy
within 0.9: 4|chính|chế|chết|cầu|giờ|huyết|khuyến|khảo|kinh|lẻ|mới|nghề|ngành|nhưng|nung|sinh|sông|thải|thị|tiểu|trên
within 0.9: tín|tính|túy|tộc|vọng|đa|đai|đông|địa|đột
within 0.8: 1|10|bạ|bầu|c|chuỗi|chảy|các|còi|cần|diện|doanh|dấu|giai|kèm|kém|lượt|lở|mặt|nam|nghi|nghiện|nghĩa|ngũ|ninh
within 0.8: non|nông|nước|pháp|phạm|phẩm|quan|sơ|thcs|thuộc|toàn|trong|trách|trú|trấn|tượng|vị|đã|đại
within 0.7: ao|bão|bạc|bệnh|chương|cách|cán|cư|cố|da|du|dâm|dân|giáp|hiệu|hoại|hằng|kính|lò|lưới|mũi|mạng|mật|mỏ|ngoài
within 0.7: ngặt|nhiễm|nhu|năm|nương|nữ|phép|phường|rau|sân|thất|thể|trẻ|trị|tàu|tưởng|tế|tỉnh|ven|vùng|vật|xã|ép|điện
within 0.7: đạo|đẳng|ở
within 0.6: 100|3|90|b|binh|bào|bò|cao|chiều|chất|công|dài|hạn|khu|khăn|liều|lương|lần|lực|ma|mái|môn|măng|mại|mầm|mổ
within 0.6: nghiêm|nghiệp|nghèo|nhiên|nhiệm|nhân|nại|nạp|nội|ocop|phí|phù|quản|rượu|rắn|sao|sách|số|sở|tai|thiểu|tháng
within 0.6: thân|trừ|tại|tạo|tịch|tội|tụ|viết|viện|vườn|vết|xe|đình|đập|động
within 0.5: 15|200|5|54|6|9|buôn|bền|chiến|chuyên|chôn|cá|căn|cảng|cột|dương|dạng|gây|hóa|hại|hải|hỏi|khách|khó|kiên
within 0.5: liệt|lái|lý|lượng|lấy|lễ|lụt|lừa|muối|mà|môi|nghị|ngữ|nhiệt|nhánh|niên|năng|phi|phim|phỏng|rét|súng|sản|sốt
within 0.5: than|thpt|thôn|thấp|thục|tiến|triệu|trật|trắng|ty|tăng|tư|tầng|tụng|tựa|vi|việc|về|vực|xóm|yếu|âm|đãi|đêm
within 0.5: đầu|đặc|đẹp|đỏ|đổi
within 0.4: 01|20|24|50|biên|biệt|bãi|bè|bình|camera|canh|cháy|chó|chăn|chồng|chủng|chứa|cơ|cấp|dầu|dục|giác|hiểm|hoa
within 0.4: hoãn|hố|hộ|i|i-ốt|khoảng|khóa|khẩu|lang|logistics|luồng|lâm|lựa|may|máy|mèo|mét|móc|mô|mẫu|mắc|mặn|một|mỹ
within 0.4: nghỉ|ngân|người|nhà|nặng|phòng|quân|rộng|song|suất|sư|sắm|tay|thi|thiên|thí|thường|thưởng|thả|thầu|thẩm
within 0.4: tiềm|tránh|trùng|trưng|trước|trường|trưởng|trợ|tác|tâm|tạm|tật|tặng|vũ|vỉa|xi|ánh|ý|ăn|đi|điểm|đoạn|đích|đò
within 0.4: đô|đơn|đường|đọng|độc
within 0.3: 18|2|500|anh|attp|buýt|buổi/ngày|bơi|chè|chừng|cáo|cây|cùng|cấy|cổ|cửa|dịch|giá|giả|giảng|gói|hiếm|hoang|hè
within 0.3: hương|hồ|hồi|kho|khoa|khẩn|kim|kiểu|liên|lá|lưu|lạnh|lịch|lỗi|móng|mông|mỗi|ngang|nghiên|nguyện|ngõ|ngạch
within 0.3: nhanh|nuôi|nấu|nổ|phá|phán|phát|phì|phần|phổ|quanh|quyền|soạn|sạn|sắt|thần|thịt|tiếng|trái|tuyển|tán|tô|tôn
within 0.3: tải|tảo|tắm|tục|tử|xạ|đen|đoán|đảo|đợt
within -0.3: 24/24|bí|bó|bậc|bến|bổng|bộ|chân|chở|cước|cựu|dưỡng|dễ|dời|dứt|dữ|ghép|giảm|giữ|gỡ|loa|lập|ngăn|ngưỡng
within -0.3: nhựa|nạo|phân|phải|quang|quy|quà|rèn|rõ|rửa|soi|soát|sắc|thành|tháo|thăm|thảo|tiên|trì|trưa|trải|trắc|trọ
within -0.3: tên|túc|túi|tảng|tất|xen|yêu|áo|điều|đoàn|đóng|đầy|ước|ảo|ủ
within -0.4: 02|48|bảng|bồi|chắn|chỉ|chỗ|cung|cuộc|cận|duyệt|dẫn|dồn|dụng|dừng|giết|hình|khoanh|là|lòng|lắng|mặc|nghiệm
within -0.4: ngừng|nêu|nền|sang|sàn|sẻ|sống|sớm|thanh|thao|thu|tiền|tái|tầm|tập|vì|điền|đua|đặt|đẻ
within -0.5: 30|40|bia|bác|chống|chữ|cương|dạy|dập|giám|góc|gương|gọi|hơn|họp|khôi|kích|kể|lĩnh|lại|mã|mượn|nâng|phun
within -0.5: rà|sức|sử|thiết|thuận|thư|thụ|tiếp|treo|trào|việt|vững|xả|đánh|đội|đỡ|ưu
within -0.6: bài|bằng|chuồng|chấm|cấm|cập|cắt|dùng|giao|hầm|hệ|hợp|hủy|khắc|khử|luyện|luân|lãnh|lối|ngày|nhất|nối|phao
within -0.6: phục|siêu|sáng|tem|thoát|thỏa|triệt|trương|tu|tuần|tách|tới|tủ|vắc|yết|đồ|ương|ổn
within -0.7: bú|bếp|bổ|chi|chuyển|diệt|dán|giúp|gửi|hiến|hút|hướng|kỷ|loại|lời|ngay|nhận|nhật|sơn|sạch|sắp|thừa|trang
within -0.7: trục|tuân|tận|vận|xác|xếp|đào|đưa|để|đủ
within -0.8: bày|bắt|chỉnh|cải|cử|gắn|hoặc|hài|khởi|kịp|lên|nghe|nếp|sổ|triển|trúng|tối|tự|và|ít
within -0.9: bước|bắn|chia|chuẩn|chịu|cắm|diễn|góp|hưởng|ngủ|niêm|quay|ra|thiện|trụ|tổ|uống|vượt|xây|xử|đeo|đăng
within -1.0: gặp|khai|ký|lắp|mũ|tham|thay|tuyên|tắt|đáp|ủng
within -1.1: bố|dành|khỏi|thực|tìm|đèn|ứng
within -1.2: chấp|hoàn|tiêm
within -1.3: cam|hiểu|khoản|nói|nộp|truy|xem|đứng
within -1.4: bỏ|duy|đúng
within -1.5: không|mạnh|đỗ
within -1.6: cài|có|nắm
within -1.7: biết|được
within -1.8: mở
within -1.9: đạt
within -2.2: đều
"""
# End of what is fitted.


def _read_lines() -> Iterator[tuple[str, float]]:
    for line in _LINES.splitlines():
        head, _colon, names = line.partition(":")
        kind, _space, weight = head.partition(" ")
        for name in names.strip().split("|"):
            yield f"{kind} {name}".strip(), float(weight)


WEIGHTS: Mapping[str, float] = dict(_read_lines())
