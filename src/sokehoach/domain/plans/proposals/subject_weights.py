"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 12185 shares; not written by hand.
_LINES = """\
after 3.0: lên có
after 2.9: công khai
after 2.8: lên được
after 2.7: bàn giao|hoạt động
after 2.6: công bố|do nhân|qua đào
after 2.5: sinh hoạt|số hóa
after 2.4: ban hành|báo cáo|có nhân|khai báo|nghiệm thu|thành lập
after 2.3: bố trí|không vi|trang bị
after 2.2: chi trả|dạy giỏi|giải ngân|áp dụng|đồng thuận|đội mũ
after 2.1: có đường|ký cam|đạt yêu
after 2.0: giảm|thu hồi|tiếp tục|triển khai|được tiếp
after 1.9: bảo đảm|bị xử|có trạm|kết nối|thực hiện|vào học|được bố
after 1.8: biết|bỏ học|có phương|lắp|nắm|nộp|truyền dữ|đưa|được|được giải|đạt|đến trường|đỗ|đủ điều
after 1.7: cam kết|cài|có|có sự|kiện toàn|mở|phụ trách|quyết toán|thoát nghèo|tại cơ|xuất hóa|xếp loại|xử lý|được lập
after 1.7: được trang|được tuyên|được đăng|đạt quy
after 1.6: bị|có mô|có việc|duy trì|không bị|ngủ|nhận tiền|sinh con|thanh toán|thu thập|tra cứu|tổ chức|từ nguồn
after 1.6: được thu|được tư|được điều|ở mức
after 1.5: bắn|cho thuê|chấm dứt|chấp hành|có chữ|có giấy|có mặt|cắm|dành|ghi chép|không|không phải|ký số|lập hồ
after 1.5: thông báo|trúng|tốt nghiệp|vận động|được bàn|được bồi|được chuyển|được di|được thực|được tổ|được xử|được đưa
after 1.5: ứng dụng
after 1.4: bổ nhiệm|chia|chuyển|có hệ|có đội|di dời|do phụ|hiểu|hoàn thành|thay|thi hành|tiêu hủy|truy|truy xuất|tăng
after 1.4: vận hành|đã đăng|được ngân|được số|đều
after 1.3: cam|chuyển hóa|chuyển sang|cung cấp|cân đối|có kế|có phòng|duy|gọi|hoàn|hưởng|học tập|không sử|không tái
after 1.3: khắc|khắc phục|ký|là|niêm|rà|sống|tham gia|thu gom|tiếp cận|treo|trong sạch|trong thời|tích hợp|đi học
after 1.3: đáp ứng|được cung|được hướng|được hưởng|được lắp|được phổ|được sắp|được sử|được thay|được tiêm|được vay
after 1.3: đấu nối
after 1.2: chấm|chấp|chủ động|còn|có ít|cắt giảm|cử|dùng|ghi|giám định|giảm so|gặp|khôi|khôi phục|không có|khởi công
after 1.2: kê khai|lồng ghép|mượn|ngừng|nhận|niêm yết|nâng|nắm vững|phân bổ|phản hồi|ra|sử dụng|tham|thoát|thu được
after 1.2: thực|tìm|tình nguyện|về nước|xem|đáp|đăng|được ban|được chi|được học|được hỗ|được sửa|được tham|được trả
after 1.2: đầu tư|đọc|đối chiếu
after 1.1: bồi dưỡng|chạy|chịu|chủ nhiệm|có camera|có kiến|dùng nước|dồn|giao cho|hài|hài lòng|hòa giải|học nghề
after 1.1: kiểm tra|liên kết|liên thông|làm việc|phê duyệt|sẵn sàng|thu không|tiếp|tuân|tuân thủ|tái sử|uống|vay vốn
after 1.1: xây dựng|xếp|xử|đeo|điều trị|được bảo|được giáo|được huấn|được khai|được nhận|được thăm|được xác|được xóa
after 1.1: được ứng|định vị|ưu tiên|ứng
after 1.0: biết chữ|có bảo|có cán|có công|có kết|có tải|do công|gia cố|giúp|gương mẫu|gửi|học bổng|học tiếng|khởi
after 1.0: kết thúc|lập phương|nghe|nâng cấp|phân loại|phổ biến|phục hồi|quay|sản xuất|sử|thu qua|tháo|trao|trên trang
after 1.0: trả lãi|tu bổ|tưới nhỏ|tổ|tự bảo|vào lớp|vượt|vừa|xác|điều tra|đăng ký|được can|được cấp|được gửi|được sàng
after 1.0: được tái|được xây|đạt mức|đồng bào|ở nhà
after 0.9: biết bơi|bản điện|bắt|bố|cho vay|chuyển giao|chấp nhận|chỉnh|có giáo|có tủ|cơ cấu|cải|cấp phép|cấp thuốc
after 0.9: cắm biển|do|giám|giáo viên|giúp đỡ|gắn|khỏi|kiến nghị|luân|làm|lưu mẫu|lấy mẫu|lắp đặt|lồng|nhận biết|nói
after 0.9: nằm trong|phát|rà soát|thanh lý|tháo dỡ|thất nghiệp|thừa|thừa cân|tiến bộ|tu|tách|tái nghiện|tư vấn|tận dụng
after 0.9: tắt|uống thuốc|đang ở|đo đạc|đánh|đánh giá|đóng bảo|được báo|được chăm|được cán|được giới|được phục
after 0.9: được quản|được rà|được tập|được xem|được đo|đạt chất|đến khám
after 0.8: bia|bàn|bán|bú|bước|bổ|chuẩn hóa|có ban|có văn|cấm|cấp giấy|cập nhật|cắt|di|dán|dựng nhà|gia hạn|giải quyết
after 0.8: hiến|học 2|hợp lý|khai thuế|không phát|kích|ký kết|luyện tập|luân chuyển|làm sạch|mà không|nêu|nằm|nộp tiền
after 0.8: phải|phản|quan trắc|quá hạn|ra lớp|sinh sản|sát hạch|theo dõi|thăm hỏi|tiêm phòng|triển|trả|trả nợ|trễ hạn
after 0.8: trở|trợ giúp|tạm giữ|tự|tự kiểm|vận|xác minh|xây|xóa bỏ|ăn bán|đo|được cập|được doanh|được hội|được khám
after 0.8: được kiểm|được nộp|được theo|được trợ|được xét|đạt chỉ|đạt giải|định danh|đổi sang|đủ tiêu|ủ
after 0.7: bằng tiếng|bị tạm|bỏ|bồi|chia sẻ|chọn|chủ|chủ trì|cung|cài đặt|có bác|có bình|có cộng|có thư|cải tiến
after 0.7: cấp cứu|dự trữ|giao tiếp|giải|huy động|khám thai|không còn|lấy|miễn|phân công|phê|phối hợp|sửa chữa|thanh
after 0.7: thuộc các|thông quan|thẩm tra|tiêm|tiêm đủ|truyền số|trình cấp|tận|tập huấn|tự chủ|vay|vi phạm|xây nhà|đón
after 0.7: được gắn|được khoanh|được làm|được vận|đạt danh|đấu|đổi mới
after 0.6: bảo|chuyển đổi|chuẩn kỹ|chỉnh lý|chỉnh trang|có biển|có chuyên|có trình|có tài|có điểm|cưỡng|cưỡng chế
after 0.6: cải tạo|cấp điện|cắm mốc|diễn tập|duy tu|dự|giải thể|giữ|gắn biển|hòa|hướng dẫn|hưởng trợ|học hòa|khai đúng
after 0.6: khám|khám sàng|không gây|không vượt|là người|lên sàn|lấp|lập|mua|nhận đủ|phân|phòng cháy|phạt|quân số
after 0.6: rút ngắn|sai sót|sơn|sở hữu|thăm|thẩm|tiếp nhận|truyền|trả kết|trễ|trợ cấp|tuyên truyền|tái|tập kết|tối
after 0.6: tử vong|tự tạo|vào khu|vững mạnh|đóng|đóng cửa|đúng chuyên|đúng định|được biểu|được cơ|được cử|được ghi
after 0.6: được nâng|được tưới|đạt an|đạt công|đối thoại|đổ
after 0.5: an toàn|bán trú|bị bắt|bị thu|chính quy|chăm|chăm sóc|có chi|có góc|có hồ|có lối|cập|diệt|dành cho|dập
after 0.5: dập tắt|giao trong|gửi tiết|hút|hút thuốc|hưởng phụ|khai|không nợ|không xả|khử|lắp camera|mà|nghiệm|nhắc nhở
after 0.5: nạo|nạo vét|nổ|phục|phủ sóng|rút|suy dinh|sửa|thu mua|thu phí|thành công|thương lượng|thử|trả lại|trồng|tưới
after 0.5: đăng tải|được công|được duy|được lấy|được thanh|được trồng|được tặng|được đánh|được đối|đạt loại|đạt tiêu
after 0.5: đảm nhận|đặt|đẻ|đỗ tốt|đủ|ưu|ổn định
after 0.4: ban|bó|bằng phương|bếp|cho con|có biện|có báo|có bản|có nhãn|có quy|có quỹ|có đơn|có đảng|cử đi|dạy|góp vốn
after 0.4: gương|hoàn thiện|hưởng ứng|hỗ|hỗ trợ|khám phụ|khám tại|khả|kê|ký hợp|phát sóng|phù hợp|phối|qua thẻ|rõ|soi
after 0.4: suy|sáng|sắp xếp|sẵn|thi|thuê|thành|thụ lý|tiêu thụ|tiếp thu|tiết kiệm|trả đúng|trở về|trụ|tuyên|tạm
after 0.4: tạo việc|tới|uống vitamin|vào cơ|đúng|được các|được cải|được dạy|được miễn|được nạo|đạt chứng|đảm|đấu thầu
after 0.4: đến lớp|đội|ủng|ủng hộ
after 0.3: bày|bị bỏ|bị kết|bị nhiễm|bị xâm|che|chở|có câu|có internet|có nguồn|có năng|có phát|có quyết|có sản|có thu
after 0.3: có địa|dưới|dạy bơi|giảng dạy|góp|huấn luyện|hướng|khai thác|không sai|kiên|kiên cố|kiểm toán|kiểm định|kịp
after 0.3: kịp thời|lưu trữ|lấy ý|lập bản|lắng|lắp thiết|mở lối|ngăn|nhận chăm|phun|phù|phục vụ|rào chắn|sàng lọc|sắp
after 0.3: số liệu|thay bằng|thu hút|thạo phần|thấp|thụ|trang|triệt|trưởng thành|trồng hoa|tái hòa|tích|tạm đình|tồn
after 0.3: viết|áp|đi|điều hành|được cứng|được khắc|được kiên|được nghiệm|được tu|được đeo|đạt 3|đạt chuẩn|đạt năng
after 0.3: đạt từ|đồng bộ|đổi|ổn
after -0.3: 01|17|24|24 giờ|60|7|9|bay|biết tình|biểu hội|biện|biện pháp|biệt|buýt|bào dân|bán người|báo chí|bình quân
after -0.3: băng|bưu|bưu chính|bạc|bảng|bảo tàng|bằng hoặc|bằng hình|bệnh bằng|bỏ hoang|bộ công|chuyên môn|chuyên trách
after -0.3: chuồng|cháy chữa|chó|chăn|chăn nuôi|chưa có|chắn|chỉ|chợ|chủng|chữa cháy|con tại|các cấp|có hoạt|có lệnh
after -0.3: có thiết|có yếu|căn cước|cơ quan|cải cách|cấp huyện|cấp trung|cấp độ|cấp ủy|cậy|cốt|cổng dịch|cụ|cựu
after -0.3: cựu chiến|dân cư|dây|dạng|dẫn|dứt|dự thi|dựng và|giáp|giường|giường bệnh|giấy chứng|giết|giết mổ|giữa các
after -0.3: gây|gần|gắn chip|gốc|gỗ|hiếm|hoa|hoạt đều|huấn nghiệp|hàng hóa|hành chính|hè|hôn nhân|hương|hằng ngày
after -0.3: hằng năm|học và|học đường|hỏa|hỏi|i|internet|kho|khám phá|kháng|không 3|không nơi|khăn|kim|kiến thức
after -0.3: kiểm nghiệm|kém|kín|ký khai|kết luận|kể|kể từ|lai|liên thế|luyện|làm cho|lá|lái|lãnh|lãnh đạo|lưu động
after -0.3: lượng vũ|lạc bộ|lớn|ma|ma túy|mang thai|may|miễn phí|mua sắm|mái|mô hình|mù|mặn|mối|mỗi|một phần|mở rộng
after -0.3: mức độ|nghi|nghiêm trọng|nghiệp khu|nghĩa vụ|ngoại ngữ|ngạch|ngập|ngắn|ngữ|nhi|nhiệm kỳ|nhiệm vụ|nhiệt
after -0.3: nhà trẻ|nhân dân|nhóm|nhận an|nhận qua|nhật|nhỏ và|ninh|năng số|nền|ocop|phao|phí không|phương án|phạm và
after -0.3: phận|quan nhà|quảng|riêng|rét|rượu|rộng|sau sinh|sinh tay|sinh trong|sàng|sóng|sót|sắc|số trong|sống trong
after -0.3: tham dự|than|thang|theo hợp|theo quy|thiên|thiết bị|thiết kế|thiệu|thoát thất|thoại thông|thuộc|thuộc danh
after -0.3: thuộc đối|thành phố|thành viên|thân|thêm|thông thường|thưởng|thần|thầu|thế|thọ|thời hạn|thủ tục|thửa|tinh
after -0.3: tiền điện|trong độ|truyền thanh|tránh|tránh thai|trì|trình độ|trí xã|trưng|trại|trắng|trời|trục thôn|trữ
after -0.3: tthc|tàu|tái nghèo|tái tạo|tán|tín dụng|tại chỗ|tạo trong|tầng|tập cộng|tắm|tốc|tổng hợp|tờ|từng|vay đúng
after -0.3: vi|viện phí|vào làm|vào sử|vé|vùng sâu|vũ trang|vườn|vận chuyển|về an|vốn đúng|xuất khẩu|xóm|xăng dầu|áo
after -0.3: áo phao|áp lực|ô|đen|đi bộ|đi qua|điện năng|đua|đài|đèn|đô thị|đông|được ký|được nhà|được phân|đảo|đấu giá
after -0.3: đập|địa phương|đọng|đồng có|đồng hoạt|đỗ xe|động hiệu|đỡ|ương|ảnh|ứng yêu
after -0.4: 30|b|ba|biển cảnh|biểu|bài|bán dâm|bơm|bến|bị mua|bị được|bồi thường|bộ thôn|bộ và|bờ|cam được|canh|chiến
after -0.4: chiều|chơi|chất lượng|chậm|chủ lực|chứa|chừng|cách|câu lạc|còi|có chỉ|có hộ|có mức|có người|có sử|công chức
after -0.4: công trình|căn|cả|cấp cho|cầm|cố và|cổ|cổ truyền|cộng đồng|cờ|cử tri|cửa|do xã|dài|dâm|dân tộc|dùng tiền
after -0.4: dầu|dự phòng|gan|gia đình|giai|giai đoạn|giao dịch|giác|giọt|hoàn thuế|hưu|hưởng chế|hại|hải|hải quan
after -0.4: hợp với|khoa học|khuẩn|khóa|khối|kiểm sát|kênh|kết không|kỹ thuật|lang an|liên tục|logistics|luận|là đảng
after -0.4: làm vật|lâm|lương|lượt|lạc|lập biên|lập tổ|lịch|lọc|lộ|lợn|mua bán|môi|môi trường|mũ|mũ bảo|mũi|mầm non|nam
after -0.4: ngay|nghiên|nghiên cứu|nguyên|nòng|nòng cốt|nơi|phi chính|phá|phát hành|phần mềm|qua đấu|quy định|quý|sao
after -0.4: sinh học|sơ sinh|sạch|sớm|sức|sức khỏe|tai|theo hình|theo tiêu|thiếu nhi|thuật|thuộc hộ|thái|thông với
after -0.4: thú y|thương|thạo|thạo tiếng|thực địa|tiêm chủng|tiêu chuẩn|tiến độ|toàn trình|tra đột|trao đổi|trái
after -0.4: trên cổng|trước khi|trật|trật tự|trồng trọt|tác xã|tòa|tô|tôn giáo|túy|tưởng|tượng|tại các|tặng|tối thiểu
after -0.4: tốt|tổ hòa|tội phạm|tụ|từ 3|viên y|việc làm|việt|vụ công|xét|xăng|ít người|ý|đá|đô|đúng thẩm|đăng kiểm
after -0.4: được duyệt|được thẩm|được ủy|đạt khá|đảng viên|đầu năm|đến từng|độc|đủ theo|ưu đãi|ước quy
after -0.5: 1|4|ban nhân|bao|binh|biên|biên bản|buổi/ngày|bán lẻ|bão|bạ|bộ hội|ca|chi hội|cho|cho công|chuyển tuyến
after -0.5: chuẩn|chí|chứng chỉ|cuối|cá nhân|cán bộ|câu|còn hạn|có chức|có cấp|có nội|có ý|có đông|công nhân|công tác
after -0.5: công đoàn|cùng|cũ|cổng|của nhân|dinh|dinh dưỡng|do thiên|doanh nghiệp|du|du lịch|dân sự|dưới 5|dạy nghề|hiv
after -0.5: hiệu quả|huyết|hòa nhập|hôn|hơn|hạng|học|khuyết|khuyết tật|khí|không gian|không người|không rõ|kinh doanh
after -0.5: kê đơn|kế hoạch|lãi|lúa|lẻ|lỗi|mã|mầm|mật|mẹ|mổ|mục|nghiêm|nghiện|nguy|nhiễm|nhất|nông thôn|phim|phiên
after -0.5: phong|pháp luật|phủ rừng|quyết|quản|rắn|sau|suất|sóc|sư|sắt|sống bằng|sống văn|thao thường|thoại|thpt
after -0.5: thu trong|thú|thư|thương mại|thủy|thực tiễn|thực tập|tiêu|tiểu học|trang trại|trong các|trong tổng
after -0.5: trung tâm|trồng cây|trục|tuyến toàn|tuổi trở|tài liệu|tôn|tải|tập trung|tật|tổ quốc|tội|tục|tụng|tự nhiên
after -0.5: ven|vòng|vết|xe|xuất kinh|xuất theo|xác thực|xác định|đai|đoàn|đoạn|đúng quy|đúng tiến|đưa đón|được phủ|đạo
after -0.5: đặc|để|đồ|đồng hồ|đứng|ước|ở cấp
after -0.6: 3|5|biên giới|bền|bền vững|chi bộ|chủ trương|chữa|có hại|có lưu|có nguyện|có trẻ|có tổ|công trực|cấp xã
after -0.6: cận nghèo|diện|do hội|dịch vụ|giao thông|gắn máy|gửi qua|gửi đến|huyện|hạ tầng|hệ thống|hữu|khoa|khu vực
after -0.6: không khai|khỏe|kiểu|kiểu mẫu|kết hợp|lang|lao động|liều|lòng|lời|lợi|minh|môn|nghèo hộ|nghĩa|nghệ|ngoại
after -0.6: nguyện|nguồn|ngành|ngân sách|ngũ|nhận khoán|nhập ngũ|nâng cao|nông nghiệp|nặng|phi|phát thanh|sau khi|song
after -0.6: sát|sâu|sĩ|thanh niên|thuận|thành thị|thẩm quyền|thể thao|thực hành|tiên tiến|tiểu|tra|trung học|trên phần
after -0.6: trùng|trưởng|trạm|tài khoản|tịch|tố|vong|vào tổ|vũ|vận tải|về việc|xanh|xuất|án dân|đào|đào tạo|đã|được dự
after -0.6: được khảo|được kết|được phong|được phát|đại|đầu|đẳng|đề|định|ở khu
after -0.7: 2|bán hàng|bản|chi thường|chi đoàn|chưa|chương trình|cá|cán|cây|có thai|công lập|cần|cầu|cục|do lỗi|gia
after -0.7: gian|giao hoàn|giám sát|giải thành|giống|hai|học cơ|hồ sơ|không khí|kế|kết quả|lưới|lần|lập mới|máu|mại
after -0.7: mạng|mạnh|nhà nước|non|nuôi|nợ|qua mạng|qua tài|quyết đúng|quỹ|rác|rất|rất ít|soát|sản|sổ|thai|thcs
after -0.7: thoát nước|thường xuyên|thứ|thực vật|tin|trong vòng|trấn|trực tuyến|tín|tổ hợp|tổng|tộc thiểu|từ 5|vệ sinh
after -0.7: đa|điều kiện|đã được|đóng góp|đưa vào|định kỳ
after -0.8: 15 -|bào|bình|bị bạo|cháy|chương|có dấu|có giá|có trên|có yêu|có điều|công|di động|dư|dự bị|giáo|giảm nghèo
after -0.8: giỏi|giới|giữa|hiểm|huấn kỹ|hình|hết|học sinh|hồi|khoản|không dùng|khẩu|kiệm|mô|mẫu giáo|mặt|mức|nhỏ
after -0.8: nước sạch|phát hiện|phép|quan|quân|quốc gia|thay thế|thiết|thuế|tháng|thông tin|thải|thất điện|thống|thủ
after -0.8: thực tế|thực đơn|tiếp được|truyền thống|trọng|tình|tư nhân|tử|tự phát|tự quản|vật|về|vừa và|xã hội|ít nhất
after -0.8: được chứng|được phê|được xếp|đảng|đối với|đột|đột xuất|ở cơ|ủy|ứng phó
after -0.9: -|15|biển|bị động|cao|chất|chết|chết người|con|cáo|có hoàn|có kỹ|có liên|có sai|công cộng|công nghệ|cố|cộng
after -0.9: cứu|danh|dữ|dữ liệu|dự toán|giao mặt|giúp pháp|gom|huấn|hệ|khách|kỹ năng|luật|lại|máy|nghị|ngày|niên
after -0.9: phát sinh|phòng|phương|phường|phạm|phố|qua hệ|quyền|quả|sinh|so|so với|sáng tạo|thao|thiểu số|thông minh
after -0.9: thường|thẻ|thời|tiện|trách|trí|trú|trắc|tái định|vấn|đang hoạt|đúng mục
after -1.0: biến|chung|có con|có vi|công nghiệp|cận|dưỡng|giá|giấy|giờ|hoàn toàn|hoạch|hằng|không chuyên|kinh|lao|ngân
after -1.0: năm|nạn|nội|pháp|phần|phổ thông|phụ nữ|sở|theo|thiểu|thác|tiếng|trình|trị|tư|tổ công|văn|vệ|y tế|đình|đất
after -1.0: đầy|địa
after -1.1: bảo vệ|bị phát|cho người|chữ|có nguy|cơ|cơ sở|dịch|hiệu|hạn|hộ|ký và|kỳ|liệu|loại|lực|mềm|một|nghèo|nông|nữ
after -1.1: phẩm|quốc|rừng|số|tham quan|thôn|toán|trên|tuyến|tác|tỉnh|tộc|viện|vùng|vốn|xuyên|ít|đường
after -1.2: có hiệu|có nhu|doanh|dục|hàng|hành|hồ|hợp|khu|kỹ|làm nhiệm|lớp|mẫu|ngoài|nhiệm|phân phối|quy|sơ|trường|trẻ
after -1.2: tâm|tế|tự do|vị|vực|điểm|điện|được ít|đồng nhân
after -1.3: ()|bệnh|chế|cư|em|hiện|hoặc|khi|lý|nghề|người|nhà|sách|tay|thuốc|thị|thức|trong|tại|tự động|việc|vào hoạt|y
after -1.3: độ
after -1.4: chức|các|dân|không được|nộp hồ|phí|toàn|trước|tài|viên|xong
after -1.5: bảo hiểm|chuyên|của|dụng|lượng|mới|nghiệp|nhân|năng|nước|thể|thực phẩm|tiền|trung|tuổi|tự vệ|án|đúng hạn
after -1.5: đơn
after -1.6: chính|có từ|hóa|hội|vụ|xã|được giao|động
after -1.7: có thẩm|với|được quy
after -1.8: có bằng|có nghĩa|sự
after -2.0: và
before 2.0: thpt|trấn
before 1.8: phường
before 1.7: huyện|khai|nhất|tai|thôn|thị|tỉnh
before 1.6: i|khẩu|phố|thcs|xã
before 1.5: bàn|giỏi|khăn|luật|lên|lũ|lộ|nhỏ|trú|đảo
before 1.4: cao|cư|lập|lớn|mật|nghèo|ngành|niên|non|sát|viện|xuyên|xóm
before 1.3: lạnh|nhiên|tinh|tthc
before 1.2: biển|buộc|bạc|chi|chợ|rộng|sĩ|thầu|tra|treo|tán|đoàn|đảng|đẻ|đỏ
before 1.1: 9|b|bay|cốt|giới|hưu|hỏi|lực|methadone|mới|phép|phương|tháng|thường|trường|trắc|túy|tầng|tựa|đêm
before 1.0: 2|binh|bão|c|chỗ|chủng|dục|hành|học|nại|ocop|phối|sạn|thuyền|tri|trẻ|tàng|tế|viên|ích|đai|đình|đọng|đồng
before 0.9: bhyt|bộ|bờ|cầm|cửa|hoạt|lá|lở|mặn|mổ|nhi|nối|phán|sống|sức|thang|thác|thưởng|tiêm|trước|tuổi|tịch|vườn|ánh
before 0.9: đạo|đẳng|động
before 0.8: biến|bè|bản|cháy|cưới|cảng|cứ|dài|huynh|hè|kiện|liệu|lý|lại|lẻ|lợi|minh|môn|mông|ngập|nhận|nhập|năm|rác
before 0.8: thoại|trọ|trọng|vững|áp|đò
before 0.7: 18|54|buýt|bơi|bơm|chồng|cũ|duyệt|dùng|giống|hiv|hại|họ|hộ|khỏe|kỳ|mối|nghề|ngặt|nung|sách|thai|thục|thức
before 0.7: trì|tạp|tải|tốc|xá|đá|định|ấp|ống
before 0.6: chiều|chúng|chất|danh|dân|dụng|giáo|hiểm|hoa|homestay|hoãn|hôn|họp|iii|internet|khmer|kính|làm|làng|lương
before 0.6: lịch|mìn|nghiệp|núi|nước|nổ|ong|quyết|ro|sâu|thành|thích|thẻ|thế|toán|trộm|tuyển|tòa|tô|tơ|vọng|xếp|yếu|âm
before 0.6: đen|đua|đẹp|đọc
before 0.5: 10|22|arv|buổi/ngày|bóng|chỉ|cá|cấp|dạng|dầu|gọi|gỗ|hạt|hỏa|hội|i-ốt|khen|khoa|mương|mẹ|nghiện|nhân|nạp
before 0.5: nặng|phạm|quý|ranh|rừng|sóng|sông|sản|sở|thuốc|trùng|trưa|trễ|trữ|tật|tắm|tụng|viễn|vấn|xạ|điểm|đơn|đường
before 0.5: đỡ
before 0.4: 12|anh|atm|bia|biểu|bào|báo|cam|camera|chí|chính|chọn|chủ|chứa|chức|cáo|cấy|cầu|góp|hai|hình|hóa|khoán|khơi
before 0.4: kém|kín|long|lấn|mèo|móng|mặc|nhiễm|nhũng|nát|nã|phì|phúc|phẩm|quê|ra|ruộng|rét|súc|trưởng|trận|ty|tín|tết
before 0.4: uống|van|vé|xa|xuân|đèn|đất|đập|đổi
before 0.3: attp|bày|chung|chó|con|còi|cương|cờ|dịch|dựng|giá|giác|gom|hoạch|hương|hạng|hẻm|hợp|hủy|khá|khách|kích
before 0.3: logistics|lúa|nghiệm|nghệ|nguồn|ngạch|nhiều|nuôi|phiên|quán|quân|rơi|sinh|sân|sắm|sắt|số|than|thuật|thuế
before 0.3: thông|tin|trào|trại|trạm|trời|tử|vốn|vừa|xin|xưởng|đoán|đãi|đề
before -0.3: 6|bãi|bến|bếp|bền|ca|chăn|chơi|chạy|chở|cà|cài|câu|cải|cập|cột|cựu|duy|dành|dán|dõi|dạy|dẫn|dễ|giáp|giảng
before -0.3: giết|huy|hồ|khiếu|kho|khoảng|khí|khó|khả|khảo|khắc|khỏi|kim|kèm|luyện|luồng|ly|lái|lò|lượng|lệch|lệnh|lỗi
before -0.3: ma|mầm|mắc|mở|nghi|nghĩa|nghỉ|ngoại|ngõ|ngưỡng|nhắc|nương|phim|phù|quay|rà|rào|rõ|song|sót|sư|sốt|thao
before -0.3: thay|thiên|thần|tranh|triệt|trách|tu|tuyên|tuân|tên|tôm|túc|tăng|tất|tắc|việt|xúc|yết|đàn|đầy|đỗ|ưu|ảnh
before -0.4: bao|bán|bệnh|bồi|chết|cây|cảnh|cụ|cục|dung|dập|dữ|em|gia|giai|gian|giảm|giữa|gắn|hài|hằng|hệ|hố|khuyết
before -0.4: khối|khởi|loại|luận|lãnh|lời|lựa|miễn|máu|môi|mất|mộ|nghiêm|nhu|nhóm|pháp|phản|phục|quốc|rất|soạn|sàng|tem
before -0.4: thải|thủ|thử|truy|tuần|vay|ven|vận|vực|y|ít|đài|đê|đầu|đổ|độc|ẩm
before -0.5: 15|bón|bưu|bạn|chuyên|chôn|chấp|chỉnh|chữa|cắt|cổ|dưới|dấu|dứt|gan|giúp|hiến|huyết|kiên|lao|lệ|mô|mù|mặt
before -0.5: mềm|một|ngữ|nhiệm|nhưng|nhật|nói|nếp|phận|rau|sai|sẵn|sửa|thoát|thuê|thạo|thứ|tiếng|triển|trúng|tưởng|tờ
before -0.5: vệ|xóa|đo|đoạn|đánh|để
before -0.6: -|cung|cách|cân|cử|gói|hạ|khuyến|khóa|kê|ký|luân|lòng|mũi|mục|nguy|nhà|nông|nơi|phủ|so|suy|sạch|thuộc|tiền
before -0.6: toàn|tâm|tính|tốt|tụ|vượt|xảy|đốt|ương|ở|ủy
before -0.7: an|cận|cậy|du|dược|dừng|ghi|giám|giải|gặp|hết|khoản|kết|kỹ|lang|lạc|lối|lừa|ngũ|phê|phổ|quá|quả|quản|sang
before -0.7: tiêu|tiểu|trao|trái|trồng|tuyến|tài|văn|vị|xây|ăn|đáp|đặc|đột
before -0.8: bỏ|chiếm|chiến|chiếu|chuỗi|cán|công|da|dư|hưởng|lấy|ngừng|nạn|quy|sau|thiểu|trang|trả|tục|vòng|vùng|về|ý
before -0.8: đúng
before -0.9: ban|chương|kinh|lắp|nắm|sớm|sử|thẩm|truyền|trực|tạm|tổn|với|vụ|xem|đi|điều|đào|địa|đối|ứng
before -1.0: bắt|can|di|giờ|hỗ|lưu|nộp|nợ|tìm|vi|đưa
before -1.1: biết|chậm|kiểm|mạnh|ngân|nội|phân|suất|sắp|theo|thờ|tiện|tặng|vũ|xong|đạt|đủ
before -1.2: chuyển|cơ|hiểu|mà|mức|năng|qua|tham|thiếu|tiếp|tại|tổ|việc
before -1.3: ba|cuộc|giếng|người|tự
before -1.4: bảo|cần|dự|hoàn|là|xét
before -1.5: chứng|hòa|liên|phát|trên|tượng
before -1.6: cho|còn|có|trật|tái
before -1.7: diện|lượt|sổ|từ|xác
before -1.8: bị|của
before -1.9: các|thiết|trong
before -2.0: hoặc
before -2.1: thất
before -2.2: tổng
before -2.3: khi|không|và|được
before -2.4: phải|đang|đều
before -2.6: đăng
before -2.7: vào
before -3.5: chưa|đã
comma -2.8:
end -0.5:
later 1.7: mạnh
later 1.4: mũ
later 1.3: hoặc|nhân|thư|và|đèn
later 1.2: giết|lời|ngay|sổ|thuận|thuốc|trắc|trục
later 1.1: bài|hóa|khai|lớp|viên|ít|đồ
later 1.0: -|cận|hơn|loại|lại|nhà|thiện|trường|vấn|để
later 0.9: 30|biến|chuẩn|chuồng|chức|cứu|dữ|gian|hành|hạn|hệ|hồ|liệu|luyện|lãnh|lượng|mẫu|ngày|nhật|nếp|sự|toán|việt
later 0.9: với|điểm|đào|đúng|đơn|đầy|động
later 0.8: biển|cam|chí|chữ|chữa|cộng|diễn|dưỡng|hội|kể|lối|máu|mã|mềm|nghiệp|phao|phí|quy|sâu|tay|thẻ|tuyên|tâm|tình
later 0.8: vệ|xuyên|xử|yết|điện|độ|ương|ước
later 0.7: 2|bảng|bằng|bến|chắn|chống|dinh|dịch|dụng|giấy|giống|giới|gom|góc|góp|hoạt|hình|hầm|hợp|hủy|khi|kinh|kỳ|luật
later 0.7: lòng|lĩnh|minh|nghèo|nghệ|nguyên|nhất|nền|phiên|quả|quỹ|siêu|soát|sàn|tem|thiết|thức|tiện|trào|trí|trương|tư
later 0.7: tủ|vì|vắc|ý|đua|đỡ
later 0.6: 40|48|biện|bác|băng|bố|bổng|chuyên|cháy|chơi|chỉ|chỗ|cân|cụ|cựu|danh|dẫn|dứt|giáo|giỏi|gỡ|hướng|kiệm|kỷ|máy
later 0.6: mức|năng|nối|sang|sơ|sắc|sức|thái|thường|tiêm|toàn|trì|trình|trạm|tuần|tại|việc|xả|y|áo|đảng|đều
later 0.5: 02|15|bình|bơi|bản|bậc|cai|chân|chất|con|cuộc|cáo|cơ|cước|cố|cổng|cờ|cục|dung|giọt|hai|hiv|hiện|hàng|họp|hữu
later 0.5: khoanh|khách|khẩu|kế|kịp|kỹ|lý|lộ|lợi|mối|mổ|nghiện|nghị|ngoại|nguồn|ngưỡng|nhựa|nòng|phương|phẩm|quyền|quà
later 0.5: rác|sau|sạch|sẻ|thao|theo|thuật|thú|thạo|thỏa|thủ|tinh|trang|trước|trận|trọ|trụ|trữ|tác|tên|tưởng|tầm|vong
later 0.5: vòng|vững|xanh|xen|điền|đường|ảo
later 0.4: 01|24/24|an|ban|bao|bày|bí|bếp|ca|chiếm|cho|chung|chặn|cuối|cư|cường|cảnh|cập|dây|dễ|dời|dỡ|dục|ghép|giá|hồi
later 0.4: hộ|khiển|khuyết|khá|khỏi|kéo|loa|luận|lệ|lọc|lội|lực|ma|màu|mốc|mục|ngoài|người|nhãn|nhở|niên|nuôi|nói|nội
later 0.4: nữ|phạm|quang|quyết|quý|sát|sóc|sắp|sữa|thiệu|thành|thời|thửa|tiên|tiếng|tòa|túc|túi|tảng|tập|tối|tốt|văn
later 0.4: xong|xét|yêu|ích|ô|đài|đình|đề
later 0.3: 05|60|7|a|ba|bào|bê|bơm|bể|bộ|bờ|cao|chi|câu|cây|cả|cứng|dân|dõi|dịp|dừng|gia|gần|hiệu|huấn|hạng|hậu|hằng
later 0.3: khoa|kháng|khí|khỏe|kiêm|kiểu|kênh|kín|lãi|lên|mô|môi|mưa|mẹ|một|nghề|nguyện|ngầm|ngắn|ngừa|nơi|nửa|phiếu
later 0.3: phong|phác|phần|phục|qr|quảng|rừng|rửa|sàng|sân|sóng|số|sớm|thiếu|thoại|thêm|thích|thương|thảo|thập|thống
later 0.3: tin|tiêu|tra|triệt|trong|trưa|trải|tuệ|tất|tắc|tỏa|tờ|từng|tử|vitamin|viện|vneid|vé|vét|vạch|vị|vực|xem|xuất
later 0.3: án|đoàn|đuối|đậu|đậy|đặt|đốc|đức|ổn
later -0.3: 20|54|attp|buôn|bàn|bạ|camera|cách|cảng|cột|diện|dư|giữa|gặp|gửi|hoãn|hòa|hết|in|khoảng|khó|khởi|kích|lương
later -0.3: lượt|lựa|miễn|mua|muối|mèo|mét|móc|nghiệm|nghĩa|ngũ|ngữ|nại|nạn|ocop|phép|phổ|quân|rất|sắm|sốt|thay|thcs
later -0.3: thi|thác|thân|thăm|tiềm|triệu|truyền|tuyến|ty|tài|tách|tượng|tạo|tỉnh|tồn|vườn|vỉa|xi|yếu|âm|đeo|đáp|đầu
later -0.4: 1|4|50|90|bia|bãi|bạc|che|chiều|chồng|cài|cấm|cử|dâm|dương|giai|giáp|giảng|hiểu|hố|i-ốt|khăn|khả|kê|liệt
later -0.4: luồng|lụt|lừa|măng|nam|nghỉ|nhiên|nhận|nạp|phạt|phải|phối|quốc|soạn|súng|thanh|thuê|thất|thị|thục|thủy|tiếp
later -0.4: tiểu|trú|trễ|trồng|trở|tàu|tích|tụ|tựa|vào|đai|đêm|đất|đập|đẹp|đến|địa|đỏ|đổi
later -0.5: 200|chuyển|chôn|chấp|còi|cưỡng|di|duy|dành|dùng|dưới|dấu|gan|giữ|huyết|lẻ|lở|nghi|ngành|niêm|nâng|nêu|nương
later -0.5: phát|phê|phỏng|rà|so|sẵn|thứ|tuân|tổ|đo|đỗ|ở
later -0.6: 10|100|chia|chấm|cầu|da|do|giải|giảm|hoại|hưu|khuẩn|kiên|kiện|kém|lợn|nhu|ninh|rau|thoát|trừ|tuổi|vay|xây
later -0.6: đã|đón|đông|ủ
later -0.7: ao|bầu|bắn|c|chuỗi|chảy|cầm|cắm|giao|gọi|huyện|khuyến|khôi|khắc|kèm|kính|lò|lúa|lồng|mở|ngặt|nhưng|nằm|phản
later -0.7: ra|sông|sửa|tháo|tưới|tố|đá
later -0.8: cứ|khảo|ký|mượn|nguy|ngừng|phù|thuộc|thấp|trúng|tthc|tăng|tạm|vọng|áp|đăng|đổ|ủy
later -0.9: 17|chọn|dự|khen|nung|thực|tiến|trả|trọng|tự|uống|viết|xếp|đi|đóng|đưa
later -1.0: chưa|còn|ghi|khoáng|lao|mà|nhiều|nắm|phố|tham|trao|treo|tính
later -1.1: chạy|cảm|giường|hoàn|không|lấy|thẩm
later -1.2: hài|thu|đọc
later -1.3: biết|sống|sử
later -1.4: bị|lắp|lớn|đang
later -1.5: tổng|đạt
later -1.6: có|nộp
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
within 1.2: 17|em|hôn|khoáng|lao|nhiều|phố|thác|thứ|trung|trọng|tuyến|tố|án|đang|đất
within 1.1: cầm|dư|giữa|hưu|hết|khen|lúa|nguy|nạn|quốc|rừng|sự|thuế|thủy|tuổi|viên|đá
within 1.0: của|cứ|gan|huyện|hàng|hành|hội|khuẩn|lợn|rất|thai|tthc|xong|ủy
within 0.9: 4|chế|chết|cầu|giờ|huyết|khuyến|khảo|kinh|lẻ|mới|nghề|ngành|nung|quan|sinh|sông|thải|thị|tiểu|trách|trên
within 0.9: trú|tín|tính|túy|tộc|vọng|đa|đai|đông|địa|đột
within 0.8: 1|10|bạ|bầu|c|chuỗi|chính|chảy|các|còi|cần|cố|diện|doanh|dấu|giai|kèm|kém|lò|lượt|lở|mặt|nam|nghi|nghiện
within 0.8: nghĩa|ngũ|nhiễm|nhưng|ninh|nông|nương|nước|pháp|phạm|phẩm|sơ|thcs|thuộc|thể|thời|toàn|trong|trấn|tượng|vị
within 0.8: đã|đại
within 0.7: ao|bão|bạc|bệnh|chiều|chương|cách|cán|cư|da|du|dâm|dân|giáp|hiệu|hoại|hạn|hằng|kính|lưới|mũi|mạng|mật|mỏ
within 0.7: ngoài|ngặt|nhu|non|năm|nữ|phép|phường|rau|sách|sân|số|thiểu|thất|trẻ|trị|trừ|tàu|tưởng|tế|tỉnh|ven|vùng|vật
within 0.7: xã|ép|điện|đạo|đập|đẳng|ở
within 0.6: 100|3|9|90|b|binh|bò|chôn|chất|công|cảng|dài|khu|khách|khăn|liều|lương|lần|lực|ma|mái|môn|măng|mại|mầm|mổ
within 0.6: nghiêm|nghiệp|nghèo|nhiên|nhiệm|nhân|nại|nạp|nội|ocop|phí|phù|quân|quản|sao|sở|tai|tháng|thân|trắng|tại|tạo
within 0.6: tịch|tụ|viết|việc|viện|vườn|vết|đi|đình|động
within 0.5: 15|200|54|6|buôn|bào|bền|cao|chiến|chuyên|cá|căn|cột|dương|dạng|gây|hóa|hại|hải|hỏi|khó|liệt|lái|lý|lượng
within 0.5: lấy|lễ|lụt|lừa|muối|mà|môi|một|ngân|ngữ|nhiệt|nhánh|niên|năng|phi|phim|phòng|phỏng|rét|rượu|rắn|suất|súng
within 0.5: sản|sốt|than|thi|thpt|thấp|thẩm|thục|tiến|triệu|trật|ty|tăng|tư|tầng|tội|tụng|tựa|vi|về|vực|xe|xóm|yếu|âm
within 0.5: điểm|đãi|đêm|đô|đầu|đặc|đẹp|đỏ|đổi
within 0.4: 01|20|24|5|50|biên|biệt|bãi|bè|camera|canh|cháy|chó|chăn|chồng|chủng|chứa|cáo|cơ|cấp|dầu|dục|giác|hiểm|hoa
within 0.4: hoãn|hố|hộ|i|i-ốt|kho|khoảng|khóa|khẩu|kiên|lang|logistics|luồng|lâm|lịch|lựa|may|máy|mèo|mét|móc|mẫu|mắc
within 0.4: mặn|mỹ|nghỉ|nghị|người|nhà|nặng|rộng|song|sư|sắm|tay|thiên|thí|thôn|thưởng|thả|thầu|tiềm|tránh|trùng|trưng
within 0.4: trước|trường|trưởng|trợ|tán|tâm|tôn|tạm|tật|tắm|tặng|vũ|vỉa|xi|ánh|ý|đoạn|đích|đò|đơn|đường|đọng|độc
within 0.3: 18|2|500|anh|attp|buýt|buổi/ngày|bình|bơi|bưu|chè|chứng|chừng|cây|cùng|cấy|cậy|cổ|cửa|dịch|giá|giả|giảng
within 0.3: gói|hiếm|hoang|hè|hương|hồ|hồi|khoa|khẩn|kim|kiểu|liên|làng|lá|lưu|lạnh|lậu|lỗi|móng|mô|mông|mỗi|ngang
within 0.3: nghiên|nguyện|ngõ|ngạch|nhanh|nuôi|nấu|nổ|phá|phán|phát|phì|phần|phổ|quanh|quyền|soạn|sạn|sắt|thường|thần
within 0.3: thịt|tiếng|trái|tuyển|tác|tô|tải|tảo|tục|tử|văn|xạ|yến|ăn|đen|đoán|đảo|đến|đợt
within -0.3: 24/24|bí|bó|băng|bậc|bến|bổng|bộ|cước|dưỡng|dễ|dời|dứt|dữ|ghép|giấy|giữ|gỡ|hình|loa|lập|minh|mối|nghiệm
within -0.3: nguyên|ngăn|ngưỡng|nhãn|nhựa|nạo|phân|phải|quang|quy|quà|rèn|rõ|rửa|soi|soát|săn|sắc|thành|tháo|thăm|tiên
within -0.3: trì|trưa|trải|trắc|trọ|trực|tên|túc|túi|tảng|tất|xen|yêu|áo|điền|điều|đoàn|đóng|đảm|đầy|ước|ảo|ủ
within -0.4: 02|48|bảng|bồi|chân|chắn|chỉ|chỗ|cung|cuộc|cận|duyệt|dẫn|dồn|dụng|dừng|giám|giết|góc|khoanh|là|lòng|lắng
within -0.4: mặc|ngừng|nêu|nền|sang|sàn|sẻ|sống|sớm|thanh|thao|thu|thư|tiền|tái|tầm|tập|vì|đua|đặt|đẻ
within -0.5: 30|40|bia|bác|chống|cương|dạy|dập|gian|giao|gương|gọi|hơn|hợp|khôi|kích|kể|lĩnh|lại|mã|mượn|nâng|phun|rà
within -0.5: siêu|sức|sử|thiết|thuận|tiếp|treo|trào|việt|vắc|vững|xả|đánh|đội|đỡ|ưu
within -0.6: bài|bằng|chuồng|chữ|cấm|cập|cắt|dùng|hầm|hệ|hủy|khắc|khử|luyện|lãnh|lối|ngày|nối|phao|phục|sáng|tem|thoát
within -0.6: thỏa|thụ|triệt|trương|tu|tuần|tách|tới|tủ|yết|đồ|ương|ổn
within -0.7: bú|bếp|bổ|chi|chuyển|chấm|diệt|dán|giúp|gắn|gửi|hiến|hút|hướng|họp|kịp|kỷ|loại|luân|lời|ngay|nhất|nhận
within -0.7: nhật|sơn|sạch|sắp|thừa|trang|trúng|trục|tuân|tận|tự|vận|xác|xếp|đào|đưa|để|đủ
within -0.8: bày|bắt|chia|chỉnh|chịu|cải|cử|hoặc|hài|khởi|lên|nghe|ngủ|nếp|sổ|triển|và|vượt|ít
within -0.9: bước|bắn|cắm|góp|hưởng|mũ|niêm|quay|ra|thiện|trụ|tối|tổ|uống|xây|xử|đeo|đăng
within -1.0: chuẩn|diễn|gặp|khai|lắp|thay|tuyên|tắt|đáp|ủng
within -1.1: bố|dành|khỏi|ký|tham|thực|tìm|đèn|ứng
within -1.2: chấp|hoàn|tiêm|đứng
within -1.3: cam|hiểu|khoản|nói|nộp|truy|xem
within -1.4: bỏ|duy|đúng
within -1.5: không|mạnh|đỗ
within -1.6: biết|cài|có|nắm
within -1.7: được
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
