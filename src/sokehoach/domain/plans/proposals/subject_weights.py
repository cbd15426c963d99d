"""What each sign says about where the words stop naming what is counted (subjects.py), as a table.

One line: the kind of the sign, its weight, and the words of which it is true. «after», «before»: the words on both
sides of the place; «within», «later»: a word among those that would be counted (but the first), or among those behind
the place (but the first); «length», «rest»: how many words these are, rounded down; «end»: there is nothing behind it.
"""

from collections.abc import Iterator, Mapping

# Fitted by bench/fit_subjects.py on 12619 shares; not written by hand.
_LINES = """\
after 3.2: lên được
after 3.0: lên có
after 2.9: công khai
after 2.7: bàn giao|hoạt động
after 2.6: công bố|do nhân
after 2.5: qua đào|số hóa
after 2.4: có nhân|nghiệm thu|sinh hoạt|thành lập
after 2.3: ban hành|báo cáo|bố trí|khai báo|không vi|trang bị
after 2.2: chi trả|dạy giỏi|giải ngân|áp dụng|đồng thuận|đội mũ
after 2.1: có đường|ký cam|được tiếp|đạt yêu
after 2.0: giảm|thu hồi|tiếp tục|triển khai
after 1.9: bảo đảm|bị xử|kết nối|nắm|vào học|được bố|đến trường
after 1.8: biết|bỏ học|có phương|có sự|có trạm|lắp|phụ trách|thực hiện|truyền dữ|xử lý|đưa|được|được giải|đạt|đỗ
after 1.8: đủ điều
after 1.7: cam kết|cài|có|kiện toàn|mở|nộp|quyết toán|thoát nghèo|trẻ dưới|tại cơ|từ nguồn|xuất hóa|xếp loại|được lập
after 1.7: được trang|được đăng|đạt quy
after 1.6: bị|có việc|không bị|ngủ|nhận tiền|sinh con|thu thập|tra cứu|tổ chức|được thu|được tuyên|được tư|ở mức
after 1.5: bắn|cho thuê|chấm dứt|chấp hành|có chữ|có giấy|có hệ|có mô|có mặt|cắm|duy trì|dành|ghi chép|không|không phải
after 1.5: thanh toán|thi hành|truy xuất|trúng|tốt nghiệp|vận động|được bàn|được chuyển|được di|được thực|được tổ
after 1.5: được xử|được điều|được đưa|ứng dụng
after 1.4: bổ nhiệm|chia|chuyển|có đội|di dời|do phụ|hiểu|hoàn thành|học tập|ký số|nghèo đa|thay|thông báo|tiêu hủy
after 1.4: tiếp cận|tăng|đã đăng|được hưởng|được lắp|được ngân|được phổ|được sử|đều
after 1.3: cam|chuyển hóa|chuyển sang|cung cấp|cân đối|có kế|có phòng|duy|hoàn|hưởng|không sử|không tái|khắc|khắc phục
after 1.3: ký|là|lập hồ|niêm|phân bổ|sống|tham gia|thu gom|treo|trong sạch|trong thời|truy|tích hợp|vận hành|đáp ứng
after 1.3: được cung|được hướng|được sắp|được số|được sửa|được thay|được tiêm|được trả|đấu nối
after 1.2: chấm|chấp|chủ động|còn|có ít|cắt giảm|cử|dùng nước|ghi|giám định|giảm so|gặp|gọi|khôi|khôi phục|không có
after 1.2: khởi công|kê khai|liên thông|lồng ghép|mượn|ngừng|nhận|niêm yết|nâng|nắm vững|phản hồi|ra|rà|tham|thoát
after 1.2: thu được|thực|tìm|tình nguyện|về nước|xem|đeo|đi học|đáp|đăng|được ban|được bồi|được chi|được giáo|được gửi
after 1.2: được học|được hỗ|được tham|được vay|được xác|đạt danh|đầu tư|đọc|đối chiếu
after 1.1: bồi dưỡng|chạy|chịu|chủ nhiệm|có bảo|có camera|có tải|dùng|dồn|hài|hài lòng|hòa giải|học nghề|khởi|kiểm tra
after 1.1: liên kết|làm việc|nhận thanh|phê duyệt|sẵn sàng|sử dụng|thu không|tiếp|tuân|tuân thủ|tái sử|uống|vay vốn
after 1.1: xây dựng|xếp|xử|điều trị|được bảo|được huấn|được khai|được nhận|được thăm|được xóa|được ứng|định vị|ưu tiên
after 1.1: ứng
after 1.0: biết chữ|bị xâm|chấp nhận|có cán|có công|có kiến|do công|gia cố|giao cho|giáo viên|giúp|giúp đỡ|gương mẫu
after 1.0: gửi|học bổng|học tiếng|ký kết|kết thúc|lập phương|nghe|nâng cấp|phân loại|phổ biến|phục hồi|quay|rà soát|sử
after 1.0: thu qua|trao|trên trang|trả lãi|tu bổ|tắt|tổ|vào lớp|vượt|vừa|xác|điều tra|đăng ký|được can|được cấp
after 1.0: được phục|được sàng|được tái|được xây|đạt mức|đồng bào|ở nhà
after 0.9: biết bơi|bản điện|bắt|bố|cho vay|chuyển giao|có kết|có tủ|cơ cấu|cải|cấp phép|cấp thuốc|cập nhật|cắm biển|do
after 0.9: gắn|khỏi|kiến nghị|luân|lưu mẫu|lấy mẫu|lắp đặt|lồng|nhận biết|nêu|nói|nằm trong|phát|sản xuất|thanh lý|tháo
after 0.9: tháo dỡ|thất nghiệp|thừa|thừa cân|tiến bộ|triển|tách|tưới nhỏ|tận dụng|tự bảo|uống thuốc|ăn bán|đang ở
after 0.9: đo đạc|đánh|đánh giá|đóng bảo|được báo|được chăm|được cán|được cập|được cử|được giới|được khám|được quản
after 0.9: được rà|được tập|được xem|được đo|đạt chất|đến khám|đủ tiêu
after 0.8: bia|bàn|bán|bú|bước|bổ|chuẩn hóa|chỉnh|cung|có ban|có giáo|cấp giấy|cắt|di|dán|dựng nhà|gia hạn|giải quyết
after 0.8: học 2|hợp lý|khai thuế|khám thai|không phát|kích|luyện tập|luân chuyển|làm|làm sạch|lấy|mà không|nằm
after 0.8: nộp tiền|phản|quan trắc|quá hạn|ra lớp|sinh sản|sát hạch|theo dõi|thông quan|thăm hỏi|tiêm|tiêm phòng|trả
after 0.8: trả nợ|trễ hạn|trở|trợ giúp|tu|tái nghiện|tư vấn|tạm giữ|tự|tự kiểm|vận|xác minh|xây|xóa bỏ|đo|được doanh
after 0.8: được hội|được kiểm|được làm|được nộp|được theo|được trợ|đạt chỉ|đạt giải|định danh|đổi sang|ủ
after 0.7: bằng tiếng|bị tạm|bỏ|bồi|chia sẻ|chỉnh lý|chọn|chủ|chủ trì|cài đặt|có bác|có bình|có cộng|có thư|có trình
after 0.7: có văn|cải tiến|cấm|cấp cứu|dự trữ|giám|giải|giữ|hiến|huy động|không còn|miễn|phân công|phê|phải|phối hợp
after 0.7: quân số|thanh|thuộc các|thẩm tra|tiêm đủ|tiếp nhận|trình cấp|tận|tập huấn|tự chủ|tự tạo|vay|vi phạm|xây nhà
after 0.7: đón|được gắn|được hoàn|được khoanh|được nâng|được thi|được vận|được xét|đấu|đổi mới
after 0.6: bảo|chuẩn kỹ|chỉnh trang|có biển|có chuyên|có góc|có hồ|có tài|có điểm|cưỡng|cưỡng chế|cải tạo|cấp điện
after 0.6: cắm mốc|diễn tập|duy tu|dự|giao tiếp|giải thể|gắn biển|gửi tiết|hòa|hướng dẫn|hưởng trợ|học hòa|khai đúng
after 0.6: khám|khám sàng|không gây|không vượt|ký hợp|là người|lên sàn|lấp|lắp camera|mua|nhận đủ|phân|phòng cháy
after 0.6: phủ sóng|rút ngắn|sai sót|sơn|sở hữu|sửa chữa|thăm|thương lượng|thẩm|truyền số|trả kết|trợ cấp|tuyên truyền
after 0.6: tái|tập kết|tối|tử vong|vào khu|vững mạnh|đóng|đóng cửa|đúng chuyên|đúng định|được biểu|được cơ|được ghi
after 0.6: được nhân|được thanh|được tưới|được tầm|được đánh|được đối|đạt an|đạt công|đạt tiêu|đối thoại
after 0.5: an toàn|bán trú|bị bắt|chuyển đổi|chính quy|chăm|chăm sóc|có chi|có lối|cập|dành cho|dập|dập tắt|giao trong
after 0.5: hút|hút thuốc|hưởng phụ|hỗ|hỗ trợ|khai|không nợ|không xả|khử|lập|mà|nghiệm|nhắc|nhắc lại|nạo|nạo vét|nổ|phạt
after 0.5: phục|rõ|suy dinh|sửa|thu mua|thu phí|thành công|thử|tiếp thu|truyền|trả lại|trễ|trồng|trụ|tưới|đăng tải
after 0.5: được công|được duy|được dạy|được lấy|được trồng|được tặng|đạt loại|đảm nhận|đặt|đẻ|đổ|đỗ tốt|đội|đủ|ưu
after 0.5: ổn định
after 0.4: bó|bằng phương|bếp|bị kết|bị thu|cho con|có báo|có bản|có câu|có nhãn|có phát|có quy|có quỹ|có đơn|có đảng
after 0.4: cử đi|diệt|dạy|góp vốn|hoàn thiện|huấn luyện|hưởng ứng|khám phụ|khám tại|khả|kê|mở lối|nhắc nhở|phát sóng
after 0.4: phù hợp|phối|qua thẻ|rút|soi|sáng|sắp xếp|sẵn|thuê|thụ lý|tiêu thụ|tiết kiệm|trồng hoa|trở về|tuyên|tạm
after 0.4: tạm đình|tạo việc|tới|uống vitamin|vào cơ|đúng|được cải|được cứng|được nạo|được uống|được đeo|đạt chứng
after 0.4: đạt năng|đảm|đấu thầu|đến lớp|ủng|ủng hộ
after 0.3: ban|bày|bị bỏ|che|chở|có biện|có chương|có internet|có nguồn|có năng|có quyết|có sản|có thu|có địa|dạy bơi
after 0.3: giảng dạy|góp|gương|hướng|khai thác|không sai|kiên|kiên cố|kiểm toán|kiểm định|ký quỹ|kịp thời|lưu trữ|lấy ý
after 0.3: lập bản|lập sổ|lắng|lắp thiết|ngăn|nhận chăm|phun|phù|phục vụ|rào chắn|suy|sàng lọc|sắp|số liệu|thay bằng
after 0.3: theo kế|thi|thu hút|thành|thạo phần|thấp|thụ|trang|triệt|trưởng thành|trả đúng|tái hòa|tích|tồn|viết|vào|áp
after 0.3: đang|đi|điều hành|được các|được khắc|được kiên|được miễn|được nghiệm|được tu|đạt 3|đạt từ|đồng bộ|đổi|ổn
after -0.3: 01|17|24|24 giờ|5 tuổi|7|9|bay|biết tình|biểu hội|biện|biện pháp|biệt|buýt|bào dân|bán người|báo chí
after -0.3: bình quân|bóng|băng|bưu|bưu chính|bạc|bảng|bằng hoặc|bằng hình|bệnh bằng|bệnh viện|bỏ hoang|bộ công
after -0.3: cam được|chiếm|chuyên trách|chuồng|cháy chữa|chó|chó mèo|chăn|chăn nuôi|chưa có|chắn|chỉ|chợ|chủng
after -0.3: chữa cháy|con tại|các cấp|cáp|có hoạt|có lệnh|có yếu|căn cước|cơ quan|cải cách|cấp huyện|cấp trung|cấp tỉnh
after -0.3: cấp độ|cấp ủy|cậy|cố và|cốt|cổ truyền|cổng dịch|cụ|cựu|cựu chiến|di tích|dân cư|dây|dạng|dẫn|dứt|dự thi
after -0.3: giao dịch|giáp|giường|giường bệnh|giấy chứng|gây|gần|gốc|gỗ|hiếm|hiến máu|hoa|hoạt được|hoạt đều
after -0.3: huấn nghiệp|hành chính|hè|hóa đơn|hương|hạch|hằng ngày|hằng năm|học bạ|học phổ|học và|học đường|hỏa|hỏi
after -0.3: hội chuyên|i|kho|khoán bảo|khám phá|khám sức|kháng|không 3|không nơi|khăn|khả năng|kim|kiến thức
after -0.3: kiểm nghiệm|kém|kín|ký khai|kết luận|kể|kể từ|lai|liên thế|làm cho|lá|lái|lãnh|lãnh đạo|lên thành|lưu động
after -0.3: lương|lượng vũ|lạc bộ|lở|ma|ma túy|mang thai|may|miễn phí|mua sắm|mái|mô hình|mù|mặn|mối|mỗi|một phần
after -0.3: mở rộng|mức độ|nghi|nghiêm trọng|nghiệp hợp|nghiệp khu|nghĩa vụ|ngoại ngữ|ngạch|ngập|ngắn|ngữ|nhi|nhiệm kỳ
after -0.3: nhiệm vụ|nhiệt|nhân dân|nhóm|nhận an|nhật|ninh|năng số|nương|nền|nữ trong|ocop|phao|phương án|phạm và|phận
after -0.3: qua cổng|quan nhà|quảng|riêng|rét|rộng|sau sinh|sinh tay|sinh trong|sàng|sóng|sót|sắc|số trong|tham dự|than
after -0.3: thang|theo quy|theo tiêu|thiên|thiên tai|thiết bị|thiết kế|thoát thất|thoại thông|thuộc|thuộc danh
after -0.3: thuộc đối|thành phố|thành viên|thân|thêm|thưởng|thần|thầu|thế|thọ|thời hạn|thủ tục|thửa|tinh|tiền mặt
after -0.3: tiền điện|tra đột|truyền nhiễm|truyền thanh|tránh|tránh thai|trì|trình độ|trưng|trại|trắng|trời|trục thôn
after -0.3: trữ|trực|tthc|tuổi được|tàu|tái tạo|tín dụng|tại chỗ|tạo trong|tập|tập cộng|tắm|tốc|tồn đọng|tổng hợp
after -0.3: tổng số|tờ|từng|vay đúng|vinh|viện phí|vào làm|vào sử|vé|vùng sâu|vũ trang|vườn|vận chuyển|về an|vốn đúng
after -0.3: xuất khẩu|xét nghiệm|xóm|xăng dầu|xử phạt|áo|áo phao|áp lực|ô|đen|đi bộ|đi qua|điện năng|đài|đèn|đô thị
after -0.3: đông|được truyền|đạt kế|đảo|đấu giá|đập|địa phương|đọng|đồng hoạt|đỗ xe|động hiệu|đỡ|ương|ảnh|ứng yêu
after -0.4: 30|60|b|ba|ban nhân|biển cảnh|biểu|bán dâm|báo với|bão|bơm|bến|bị mua|bị được|bồi thường|bộ thôn|bộ và|bờ
after -0.4: canh|chiến|chơi|chất lượng|chủ lực|chứa|chừng|cách|còi|có chức|có hộ|có người|có sử|có thiết|công chức
after -0.4: công trình|căn|cả|cấp cho|cầm|cổ|cộng đồng|cờ|cử tri|cửa|do xã|dài|dâm|dân tộc|dưới 5|dầu|dự phòng|gan
after -0.4: gia đình|giai|giai đoạn|giác|giọt|gắn chip|hoàn thuế|hàng hóa|hưu|hại|hạng|hải|hải quan|hợp với|internet
after -0.4: khoa học|khuẩn|khóa|khối|kênh|kết không|lang an|liên tục|logistics|luyện|luận|là đảng|làm vật|lâm|lên hệ
after -0.4: lượt|lạc|lập biên|lập tổ|lịch|lọc|lộ|lớn|lợn|mua bán|môi|môi trường|mũi|nam|nghiên|nghiên cứu|nghề nghiệp
after -0.4: nhà trẻ|nhận qua|nhỏ và|nòng|nòng cốt|nơi|phi chính|phong|phá|phát hành|phí không|phần mềm|phủ rừng
after -0.4: qua tổng|quy định|quý|rượu|sao|sinh học|sơ sinh|sạch|sống trong|sớm|tai|theo hình|thiếu nhi|thu trong|thái
after -0.4: thông với|thú y|thương|thạo|thạo tiếng|thực tiễn|thực địa|tiêm chủng|tiêu chuẩn|tiến độ|toàn trình|trao đổi
after -0.4: trong độ|trái|trên cổng|trí xã|trước khi|trật|trật tự|trồng trọt|trục|tác xã|tòa|tô|túy|tưởng|tại các|tầng
after -0.4: tặng|tối thiểu|tốt|tổ hòa|tội phạm|tụ|tụng|từ 3|vi|việc làm|việt|vụ công|xét|xăng|ít người|ý|đua|đá|đô
after -0.4: đúng thẩm|đăng kiểm|được duyệt|được kết|được phủ|được thẩm|được ủy|đạt khá|đảng viên|đầu năm|đến từng
after -0.4: đồng có|độc|đủ theo|ưu đãi|ước quy|ở cấp
after -0.5: 1|3|4|bao|binh|biên|biên bản|buổi/ngày|bài|bán lẻ|bạ|bộ hội|ca|chi bộ|chi hội|chiều|cho|cho công|chí
after -0.5: chứng chỉ|cuối|cá nhân|cán bộ|câu|câu lạc|có chỉ|có mức|có nội|có ý|có đông|công nhân|công đoàn|cùng|cũ
after -0.5: cổng|của nhân|dinh|dinh dưỡng|do thiên|du|du lịch|dân sự|dùng tiền|dạy nghề|hiv|hiệu quả|hòa nhập|hôn|hơn
after -0.5: hưởng chế|khuyết|khuyết tật|không người|kinh doanh|kiểm sát|kê đơn|kế hoạch|lãi|lúa|lẻ|lỗi|mã|mũ|mũ bảo|mầm
after -0.5: mầm non|mật|mẹ|mổ|ngay|nghiêm|nghiện|nguy|nguyên|nhiễm|nông thôn|phim|phiên|pháp luật|qua đấu|quyết|quản
after -0.5: rắn|sau|suất|sóc|sư|sống bằng|sống văn|sức|sức khỏe|thao thường|thoại|thpt|thuận|thuật|thuộc hộ|thú|thư
after -0.5: thực tập|tiểu học|trang trại|trung tâm|trùng|trẻ em|trồng cây|trực tuyến|tuổi trở|tài liệu|tôn|tôn giáo
after -0.5: tượng|tải|tập trung|tật|tổ quốc|tội|tục|tự nhiên|ven|viên y|vòng|vết|xe|xuất theo|xác thực|xác định|đai
after -0.5: đoàn|đoạn|đã|đúng quy|đúng tiến|đưa đón|đạo|đặc|đồ|đồng hồ|đứng|ước
after -0.6: biên giới|bền|bền vững|chuyển tuyến|chuẩn|chậm|chủ trương|còn hạn|có cấp|có lưu|có nguyện|công trực
after -0.6: công tác|cấp xã|cận nghèo|diện|do hội|dịch vụ|gian|giao thông|giám sát|gắn máy|gửi qua|gửi đến|hoạt định
after -0.6: huyết|huyện|hạ tầng|hệ thống|học|khoa|khu vực|khí|không gian|không khai|không rõ|khỏe|kiểu|kiểu mẫu|kết hợp
after -0.6: kỹ thuật|lang|lao động|liều|lòng|lời|lợi|minh|môn|mục|nghĩa|nghệ|ngoại|nguyện|nguồn|ngân sách|ngũ|nhất
after -0.6: nhận khoán|nhập ngũ|nâng cao|nông nghiệp|nặng|phi|qua tài|sau khi|song|sát|sâu|sĩ|sắt|thành thị|thương mại
after -0.6: thường xuyên|thẩm quyền|thủy|thực hành|tiên tiến|tiêu|tiểu|tra|trong các|trong tổng|trên phần|trưởng|trạm
after -0.6: tuyến toàn|tài khoản|tịch|tố|vong|vũ|vận tải|về việc|xanh|xuất|xuất kinh|án dân|đa chiều|đào|đào tạo
after -0.6: được dự|được khảo|được phát|đầu|đẳng|đề|để|ở khu
after -0.7: 15 -|5|bán hàng|bản|chi thường|chi đoàn|chưa|chương trình|chữa|cá|cán|cây|có hại|có thai|có tổ|cần|cầu|cục
after -0.7: do lỗi|doanh nghiệp|giao hoàn|giải thành|hai|học cơ|hồ sơ|hữu|không khí|kế|kết quả|lưới|lần|lập mới|mại
after -0.7: mạng|ngành|nhà nước|non|nuôi|nợ|phát thanh|qua mạng|quyết đúng|quỹ|rác|rất|rất ít|soát|thai|thanh niên|thcs
after -0.7: theo chuẩn|thoát nước|thông tin|thể thao|thứ|thực vật|tin|trong vòng|trung học|truyền thống|trấn|tín|tổng
after -0.7: tộc thiểu|từ 5|vào tổ|vệ sinh|vừa và|điều kiện|đã được|đóng góp|đưa vào|được chứng|được phong|được xếp|đại
after -0.7: định
after -0.8: -|2|bào|bình|bị bạo|cháy|chương|có dấu|có trên|có trẻ|có điều|công|công lập|di động|dư|dự bị|gia|giáo
after -0.8: giảm nghèo|giỏi|giống|giới|giữa|hiểm|hình|hết|học sinh|hồi|khoản|không dùng|khẩu|kiệm|máu|mô|mạnh|mặt|mức
after -0.8: nghèo hộ|nước sạch|phát hiện|phép|quan|quốc gia|sản|sổ|thay thế|thiết|thuế|tháng|thải|thất điện|thống|thủ
after -0.8: thực tế|thực đơn|tiếp được|trẻ|trọng|tình|tư nhân|tổ hợp|tử|tự phát|tự quản|vật|về|xã hội|đa|được phê|đảng
after -0.8: định kỳ|đột|đột xuất|ủy|ứng phó
after -0.9: 15|biển|bị động|cao|chất|chết|chết người|con|cáo|có giá|có hoàn|có liên|có sai|công cộng|công nghệ|cố|cộng
after -0.9: cứu|danh|dữ|dữ liệu|dự toán|giao mặt|giúp pháp|gom|huấn kỹ|hệ|khách|kỹ năng|luật|lại|máy|mẫu giáo|nghèo
after -0.9: nghị|ngày|nhỏ|niên|phát sinh|phòng|phương|phường|phạm|qua hệ|quyền|quả|sinh|so|so với|thiểu số|thông minh
after -0.9: thẻ|thời|tiện|trách|trí|trú|trắc|tái định|vấn|ít nhất|đang hoạt|đúng mục|đối với
after -1.0: biến|có con|có vi|có yêu|cận|dưỡng|giá|giấy|giờ|hiệu|hoạch|hằng|kinh|ký và|lao|mềm|ngân|năm|nạn|nội|phần
after -1.0: phố|phổ thông|phụ nữ|quân|sáng tạo|số|thiểu|thác|tiếng|trình|trị|tư|tổ công|vệ|xuyên|đình|đất|đầy|ở cơ
after -1.1: bảo vệ|bị phát|cho người|chung|chữ|có nguy|công nghiệp|cơ|hoàn toàn|huấn|hành|hạn|hộ|không chuyên|kỳ|liệu
after -1.1: loại|lực|một|nông|pháp|phẩm|quốc|rừng|sơ|sở|tham quan|thao|theo|thôn|toán|tuyến|tác|tộc|văn|vốn|y tế|ít
after -1.1: đường|địa
after -1.2: bệnh|có kỹ|có nhu|cơ sở|doanh|dịch|hồ|hợp|khu|làm nhiệm|lớp|mẫu|ngoài|nhiệm|phân phối|thường|trên|tế|tỉnh
after -1.2: viện|vùng|vị|điểm|được ít|đồng nhân
after -1.3: ()|chế|có hiệu|cư|dục|hiện|hoặc|hàng|khi|lý|nghề|nhà|sách|thuốc|thị|thức|trong|trường|tâm|tại|tự do|tự động
after -1.3: việc|vào hoạt|vực|y|điện|độ
after -1.4: bảo hiểm|các|dân|em|không được|kỹ|người|nộp hồ|phí|quy|tay|trước|tài|viên|xong
after -1.5: chuyên|chức|của|dụng|lượng|mới|nghiệp|nhân|năng|thể|thực phẩm|toàn|trung|tuổi|tự vệ|án|đúng hạn|đơn
after -1.6: chính|có thẩm|có từ|hóa|hội|nước|tiền|vụ|xã|được giao|được quy|động
after -1.7: với
after -1.8: có bằng|có nghĩa|sự
after -2.0: và
before 2.0: thpt|trấn
before 1.9: phường
before 1.8: thôn
before 1.7: huyện|khai|tai|tỉnh
before 1.6: i|khẩu|nhất|phố|thcs|thị|xã
before 1.5: bàn|giỏi|khăn|luật|lên|lũ|lộ|trú|viện
before 1.4: cao|cư|lập|lớn|mật|nhỏ|niên|sát|xóm|đảo|đẻ
before 1.3: 9|nghèo|ngành|nhiên|non|tinh|xuyên|đảng
before 1.2: biển|buộc|bạc|chi|lạnh|rộng|thầu|tra|treo|trường|tthc|tán|đoàn|đỏ
before 1.1: b|bay|chợ|cốt|hành|hưu|hỏi|lực|methadone|mới|phép|phương|sĩ|tháng|trắc|trẻ|túy|tầng|tựa|viên|đêm|đẳng
before 1.0: 2|binh|bão|bộ|c|chỗ|dùng|dục|hoạt|hại|học|mổ|nại|nối|ocop|phối|sạn|thuyền|thác|tri|tàng|tế|ích|đai|đình
before 1.0: đọng|đồng
before 0.9: bhyt|bờ|chủng|cầm|cửa|giới|kiện|lở|mặn|nhi|phán|sống|thang|thoại|thưởng|tiêm|trước|tuổi|tịch|vườn|đạo|động
before 0.8: biến|bè|bản|cưới|cảng|cứ|dài|hè|lá|lý|lợi|minh|môn|mông|ngập|nhận|nhập|năm|rác|sức|trọng|vững|ánh|áp|đò
before 0.7: 18|54|buýt|bơm|cháy|chồng|cũ|danh|duyệt|giống|hiv|huynh|hộ|khỏe|kỳ|liệu|lương|lại|lẻ|mìn|mối|ngặt|nung|sách
before 0.7: thai|thành|thục|toán|trì|trọ|tạp|tải|tốc|xá|đá|định|đọc|ấp|ống
before 0.6: bơi|chúng|chất|cá|dân|giáo|hiểm|hoa|homestay|hoãn|hôn|họ|họp|iii|internet|khmer|kính|làm|làng|lịch|nghiệp
before 0.6: nghề|núi|nước|nạp|quyết|ro|sâu|thích|thẻ|thế|thức|trộm|tuyển|tòa|tô|tơ|uống|vọng|xếp|yếu|âm|đen|đua|đẹp|đội
before 0.5: 10|buổi/ngày|bóng|camera|cấp|cầu|dạng|dầu|dụng|gọi|gỗ|hạt|hỏa|hội|khen|khoa|lấn|mương|mẹ|nghiện|nhân|nặng
before 0.5: nổ|ong|phạm|phẩm|ra|ranh|rừng|sóng|sông|sản|thuật|thuốc|thường|trùng|trưa|trễ|trữ|tật|tắm|tụng|viễn|vé|vấn
before 0.5: xa|điểm|đơn|đường|đỡ
before 0.4: 12|22|anh|arv|atm|bia|biểu|bào|báo|cam|chiều|chí|chó|chỉ|chọn|chứa|chức|con|cáo|cấy|góp|hai|hoạch|hình|hóa
before 0.4: i-ốt|khoán|khơi|kém|kích|kín|logistics|long|mèo|mặc|nhiễm|nhũng|nát|nã|phì|phúc|phạt|quê|quý|ruộng|rét|súc
before 0.4: số|sở|thông|trưởng|trận|trời|ty|tín|tết|van|vừa|xuân|xạ|đèn|đập|đổi
before 0.3: attp|biệt|bày|chung|chính|chủ|còi|cương|cờ|dưỡng|dịch|giao|giá|giác|gom|hương|hạng|hẻm|hợp|hủy|khá|khách
before 0.3: khám|kiến|lúa|màng|móng|nghiệm|ngạch|nhiều|nuôi|phiên|quán|sinh|sân|sắm|sắt|than|thuế|tin|trào|trạm|tử|vàng
before 0.3: vốn|xưởng|đoán|đãi|đích|đất|đề
before -0.3: 5|6|bãi|bến|bếp|bền|ca|chăn|chơi|chạy|chờ|chở|cà|cài|cải|cảnh|cập|cột|cục|diệt|duy|dành|dán|dõi|dạy|dẫn|dễ
before -0.3: em|giáp|giảng|giết|huy|hồ|khiếu|kho|khoảng|khí|khó|khôi|khả|khắc|khỏi|kim|kèm|luyện|luồng|ly|lái|lò|lượng
before -0.3: lệch|lệnh|lỗi|mắc|mở|nghi|nghỉ|ngoại|ngưỡng|nhắc|nương|phim|phù|rà|rào|rõ|song|sót|sư|sốt|thay|thiên|thần
before -0.3: tranh|triệt|tu|tuyên|tuân|tên|tôm|túc|tất|việt|xúc|yết|đa|đàn|đầy|đỗ|độ|ưu|ảnh
before -0.4: bao|bán|bệnh|bồi|chết|câu|cây|cụ|dung|dập|dữ|gia|giai|gian|giảm|giữa|gắn|hài|hằng|hệ|hố|khuyết|khảo|khởi
before -0.4: loại|luận|lãnh|lời|lựa|ma|miễn|môi|mất|mầm|mềm|mộ|nghiêm|ngõ|nhu|nhóm|pháp|phản|phận|phục|quay|quốc|rất
before -0.4: soạn|sàng|tem|thải|thử|tiền|tuần|vay|ven|vận|vực|y|ít|đài|đê|đốc|đổ|độc|ẩm
before -0.5: 15|bón|bưu|bạn|chuyên|chôn|chỉnh|chữa|cắt|cổ|dưới|dấu|dứt|gan|giúp|khối|kiên|lệ|mô|mù|một|ngữ|nhiệm|nhưng
before -0.5: nói|nếp|rau|sai|sẵn|sửa|thao|thoát|thuê|thạo|thứ|tiếng|triển|truy|trúng|tâm|tưởng|tờ|vượt|vệ|xóa|đo|đánh
before -0.5: đầu|để|ủy
before -0.6: an|cung|cách|cân|cử|gói|hiến|huyết|hạ|hết|khuyến|khóa|lao|luân|lòng|mặt|mục|nguy|ngũ|nhà|nhật|nơi|so|suy
before -0.6: sạch|thủ|toàn|trực|tính|tốt|tụ|xảy|đoạn|đốt|đột|ương
before -0.7: -|chấp|cậy|du|dược|dừng|ghi|gặp|khoản|kê|ký|kết|kỹ|lang|lạc|lấy|lối|lừa|nông|phê|quá|quả|quản|sang|thuộc
before -0.7: trao|trái|trả|trồng|tuyến|tài|văn|vị|xây|ăn|đáp|đặc|ở
before -0.8: bỏ|chiếm|chiến|chiếu|chuỗi|cán|công|cận|da|dư|giám|giải|hưởng|mũi|ngừng|nạn|phổ|phủ|quy|sau|thiểu|tiểu|tục
before -0.8: vòng|vùng|về|đúng
before -0.9: chương|kinh|lưu|lắp|nắm|sớm|sử|thẩm|tiêu|trang|truyền|tạm|tổn|xem|ý|điều|đào|địa|đối|ứng
before -1.0: ban|bắt|can|di|giờ|hỗ|nộp|nợ|suất|tiện|tìm|vi|với|vụ|đi|đưa
before -1.1: biết|chậm|kiểm|mạnh|ngân|nội|phân|sắp|thờ|tặng|vũ|xong|đạt|đủ
before -1.2: chuyển|cơ|hiểu|mà|mức|qua|tham|theo|thiếu|tại|tổ|việc
before -1.3: ba|cuộc|giếng|tiếp|tự
before -1.4: bảo|cần|dự|hoàn|là|người|năng|xét
before -1.5: hòa|liên|phát|trên|tượng
before -1.6: cho|chứng|còn|có|trật|tái
before -1.7: diện|sổ|từ|xác
before -1.8: bị|của|lượt
before -1.9: các|thiết|trong
before -2.0: hoặc
before -2.1: thất|tổng
before -2.3: khi|không|và|được
before -2.4: phải|đang|đều
before -2.6: đăng
before -2.7: vào
before -3.5: chưa|đã
comma -2.7:
end -0.5:
later 1.7: mạnh
later 1.3: hoặc|mũ|nhân|sổ|thư|và|đèn
later 1.2: bài|giết|lời|thuận|thuốc|trắc|trục
later 1.1: khai|lớp|ngay|trường|viên|ít|đồ
later 1.0: cận|hành|hóa|hơn|loại|lại|mẫu|nhà|thiện|vấn|xuyên|để
later 0.9: -|30|biến|cam|chuẩn|chuồng|chức|chữ|cứu|dữ|gian|hệ|hồ|liệu|luyện|lãnh|lượng|ngày|nhật|nếp|phí|sự|toán|tâm
later 0.9: việt|với|điểm|đào|đúng|đơn|đầy
later 0.8: biển|chí|chữa|cộng|diễn|dưỡng|hạn|hủy|kể|lối|mã|mềm|nghiệp|nhất|phao|quỹ|sâu|tay|thẻ|tuyên|tình|vệ|xử|yết|ý
later 0.8: đua|độ|động|ương|ước
later 0.7: 2|bảng|bằng|bến|chắn|chống|dinh|dẫn|dịch|dụng|giáo|giấy|giống|giới|gom|góc|góp|hoạt|hình|hầm|hội|hợp|khi
later 0.7: kinh|kỳ|luật|lòng|lĩnh|minh|máu|nghệ|nguyên|nền|quy|quả|siêu|soát|sàn|tem|thức|tiện|trào|trí|trương|tuần|tủ
later 0.7: vắc|điện|đỡ
later 0.6: 40|48|biện|băng|bố|bổng|chuyên|cháy|chỉ|cân|cổng|cụ|cựu|danh|dứt|giỏi|gỡ|hàng|hướng|kiệm|kỷ|máy|mức|năng|nối
later 0.6: phiên|phương|sang|sơ|sạch|sắc|sức|thiết|thái|tiêm|toàn|trì|trình|trạm|trọ|tư|tại|việc|vì|xả|y|áo|đảng|đều
later 0.5: 02|24/24|bày|bác|bình|bơi|bản|bậc|cai|chung|chân|chơi|chất|chỗ|con|cuộc|cáo|cơ|cước|cố|cờ|cục|dung|giọt|hai
later 0.5: hiv|hiện|họp|hộ|hữu|khoanh|khách|khẩu|kế|kịp|kỹ|lý|lộ|lợi|mối|mổ|nghị|ngoại|nguồn|ngưỡng|nhựa|niên|nuôi|nòng
later 0.5: quyền|quà|rác|sau|sẻ|theo|thú|thạo|thỏa|thủ|tinh|trang|trận|trụ|tác|tên|tầm|vòng|xanh|xen|điền|đường|ảo
later 0.4: 01|15|an|ban|bao|bí|bếp|ca|chiếm|cho|chậm|chặn|cuối|cư|cường|cảnh|cập|dân|dây|dễ|dời|dỡ|ghép|gia|giá|huấn
later 0.4: hồi|khiển|khuyết|khá|kháng|khỏi|loa|luận|lệ|lọc|lội|lực|ma|màu|mốc|mục|nghiện|nghèo|ngoài|người|ngắn|nhãn
later 0.4: nói|nội|phạm|phẩm|quang|quyết|quý|sát|sóc|sóng|sắp|số|sữa|thiệu|thuật|thành|thường|thửa|tiên|tiếng|trước|trữ
later 0.4: túc|túi|tưởng|tảng|tập|tối|tốt|tử|vitamin|vong|vững|vực|xâm|xét|yêu|ích|ô|đậy|đề
later 0.3: 05|60|7|a|ba|bê|bơm|bể|bốn|bồi|bộ|bờ|cao|chi|cáp|câu|cây|cả|cứng|dõi|dịp|dục|dừng|hiệu|hằng|khoa|khí|khỏe
later 0.3: kiểu|kéo|kênh|kín|lãi|lên|mô|môi|mưa|mẹ|một|nghề|nguyện|ngầm|nhở|nơi|nửa|nữ|phiếu|phác|phần|phục|qr|quán
later 0.3: quảng|rừng|rửa|sàng|sân|sót|sớm|thiếu|thoại|thêm|thích|thương|thảo|thập|thống|thời|thụ|tin|tra|triệt|trung
later 0.3: truy|trưa|trải|trị|tuệ|tòa|tất|tắc|tỏa|tờ|từng|vneid|vé|vét|văn|vạch|vị|xem|xong|xuất|án|đoàn|đuối|đài|đình
later 0.3: đôn|đậu|đặt|định|đốt|đức|ổn
later -0.3: 20|500|54|attp|buôn|bàn|bão|chiều|chợ|cách|cảng|cắt|cột|diện|dành|dư|giảng|giữa|gặp|hoãn|hòa|hết|i-ốt|in
later -0.3: khoảng|khó|khởi|luân|lương|lượt|lụt|lựa|mua|muối|mèo|mét|móc|nghiệm|nghĩa|ngũ|nhanh|nhắc|nại|nạn|ocop|phép
later -0.3: quốc|sắm|sốt|thay|thcs|thi|thác|thân|thăm|thủy|thử|tiềm|truyền|trễ|ty|tài|tách|tạo|tồn|vườn|vỉa|xi|yếu|âm
later -0.3: đeo|đầu
later -0.4: 1|4|50|90|bia|bãi|bạc|che|chôn|chấp|chồng|cài|cấm|cử|dâm|dương|giai|giáp|gửi|hiểu|huyết|hố|khăn|kê|kích
later -0.4: liệt|luồng|lẻ|lừa|miễn|măng|nam|nghỉ|nhiên|nạp|phê|phải|phối|rất|soạn|súng|thanh|thuê|thục|tiếp|tiểu|triệu
later -0.4: trở|tàu|tích|tượng|tỉnh|tụ|tựa|vào|đai|đáp|đêm|đập|đẹp|đến|địa|đỏ|đổi
later -0.5: 200|chuyển|cưỡng|cầu|di|duy|giữ|hưu|kiện|lở|nghi|ngành|nhận|niêm|nâng|nêu|nương|phát|phạt|phỏng|rà|so|sẵn
later -0.5: thất|thị|thứ|trú|trồng|tuân|tuổi|tổ|đo|đón|đất|ở
later -0.6: 10|100|chia|chấm|còi|da|do|dấu|gan|hoại|khuẩn|khả|kiên|kém|lợn|nhu|nhưng|ninh|nằm|ra|rau|thoát|tháo|trừ|vay
later -0.6: xây|đã|đông|đỗ|ủ
later -0.7: ao|bắn|c|chuỗi|chảy|cầm|cắm|dùng|giao|giải|giảm|gọi|huyện|khuyến|khôi|khảo|khắc|kèm|kính|lò|lúa|lồng|mở
later -0.7: ngặt|phản|sông|sửa|tăng|tưới|tố|áp|đá|đổ
later -0.8: bầu|cứ|ký|mượn|nguy|ngừng|phù|thuộc|thấp|thực|trúng|tthc|tạm|vọng|đăng|ủy
later -0.9: 17|dự|khen|nung|tiến|trả|trọng|tự|uống|viết|xếp|đi|đóng|đưa
later -1.0: chưa|chọn|còn|ghi|mà|nhiều|nắm|phố|tham|trao|treo|tính
later -1.1: chạy|cảm|giường|hoàn|khoáng|không|lấy|thu|thẩm
later -1.2: hài|lao|đọc
later -1.3: biết|sống|sử|tổng
later -1.4: bị|lớn|đang
later -1.5: lắp|đạt
later -1.6: có|nộp
later -1.7: là
later -1.8: được
length 1.0: 6|9
length 0.7: 4
length -1.4: 1
rest 1.2: 6
rest 1.0: 4|9
rest 0.5: 13
rest -0.7: 2
rest -1.9: 1
within 1.5: lớn|tổng
within 1.4: cảm|giường|so
within 1.3: chưa|lao|phố|vốn|vụ
within 1.2: 17|hôn|khoáng|thứ|trung|tố|án|đất
within 1.1: cầm|dư|giữa|hưu|hết|khen|lúa|nguy|nhiều|nạn|rất|rừng|thuế|thác|thủy|trọng|tuyến|viên|đang|đá
within 1.0: chết|của|cứ|em|gan|huyện|hàng|hành|hội|khuyến|khuẩn|lợn|ngành|quốc|sự|thai|tthc|tuổi|xong|ủy
within 0.9: 4|bầu|chính|chế|cầu|giờ|khảo|kinh|lẻ|nghề|ninh|nung|sinh|sông|sơ|thải|thị|tiểu|toàn|trên|trú|tín|tính|túy
within 0.9: tộc|vọng|đai|đông|địa|đột
within 0.8: 1|10|ao|bạ|bệnh|c|chuỗi|chương|chảy|các|còi|cần|cố|da|diện|doanh|dấu|giai|huyết|kèm|kém|lò|lượt|lở|mặt|mới
within 0.8: nam|nghi|nghiện|nghĩa|ngũ|nhưng|nông|nương|pháp|phạm|phẩm|quan|quân|thcs|thuộc|thường|thất|thời|trong|trách
within 0.8: trấn|tượng|tỉnh|ven|vật|vị|đa|đã|ở
within 0.7: bão|bạc|cách|cán|cư|du|dâm|dân|giáp|hoại|hằng|kính|lưới|mạng|mật|mỏ|ngoài|ngặt|nhiễm|nhu|non|năm|nước|phép
within 0.7: phường|rau|sao|sách|sân|thiểu|trị|trừ|tàu|tưởng|tế|viện|vùng|xã|ép|đình|đại|đạo|đẳng
within 0.6: 100|3|9|90|b|binh|bào|bò|chiều|chất|công|cảng|dài|dục|hiệu|hạn|khu|khách|khăn|liều|lương|lực|ma|mái|môn
within 0.6: măng|mũi|mại|mầm|mổ|nghiêm|nghiệp|nhiên|nhiệm|nhân|nại|nạp|nội|nữ|ocop|phí|phù|quản|rượu|số|sở|tai|tháng
within 0.6: thân|thể|trắng|ty|tạo|tịch|tụ|viết|vườn|vết|vực|đi|điện|đập|đỏ|động
within 0.5: 15|200|5|50|54|6|buôn|bền|cao|chiến|chuyên|cháy|chôn|chăn|cá|căn|cơ|cột|dương|dạng|gây|hải|hỏi|khó|khóa
within 0.5: liệt|lái|lượng|lấy|lần|lễ|lụt|lừa|muối|mà|mét|môi|mẫu|nghèo|ngữ|nhiệt|nhánh|năng|phi|phim|phòng|phỏng|rét
within 0.5: rắn|súng|sản|sốt|tay|than|thiên|thpt|thôn|thấp|thẩm|thục|tiến|triệu|trưởng|trật|tư|tại|tầng|tội|tụng|tựa|vi
within 0.5: việc|về|xe|xóm|yếu|âm|điểm|đãi|đêm|đô|đường|đầu|đặc|đẹp|đổi
within 0.4: 01|20|24|biên|biệt|bãi|bè|camera|canh|chồng|chủng|chứa|cáo|cấp|cửa|dầu|dịch|giác|hiểm|hoa|hoãn|hóa|hố|hồ|i
within 0.4: i-ốt|khoảng|khẩu|lang|logistics|luồng|lâm|lý|lịch|lựa|may|máy|mèo|móc|mắc|mặn|một|mỹ|nghỉ|nghị|ngân|người
within 0.4: nhanh|nhà|niên|nặng|quanh|rộng|song|soạn|suất|sư|sắm|thi|thí|thưởng|thả|thầu|tiềm|tránh|trùng|trưng|trước
within 0.4: trường|trẻ|trợ|tuyển|tác|tán|tôn|tăng|tạm|tật|tắm|tặng|vũ|vỉa|xi|ánh|ý|đích|đò|đơn|độc
within 0.3: 12|18|500|anh|attp|buýt|buổi/ngày|bình|bóng|bơi|bản|chè|chó|chúng|chứng|chừng|cây|cùng|cấy|cậy|cổ|dược|giá
within 0.3: giả|giới|gói|gỗ|hiếm|hoang|hè|hương|hồi|hộ|kho|khoa|khẩn|kim|kiên|liên|làng|lá|lạnh|lậu|lỗi|methadone|móng
within 0.3: mô|mông|mỗi|ngang|nghiên|nguyện|ngõ|ngạch|nuôi|nấu|phá|phán|phát|phì|phần|phổ|quyền|sạn|sắt|thần|thịt|thờ
within 0.3: thủ|tiếng|trái|tâm|tô|tải|tảo|tốc|tục|xạ|yến|ăn|đen|đoán|đoạn|đảo|đến|đọng|ẩn
within -0.3: 24/24|biện|bí|bó|băng|bậc|bổng|chăm|cước|dưỡng|dễ|dứt|dữ|ghép|giám|giảm|giữ|gỡ|hình|loa|lập|lắng|mặc|mối
within -0.3: nghiệm|nguyên|ngăn|ngưỡng|nhựa|nạo|phân|phải|quang|quà|rèn|rõ|rửa|soi|soát|săn|sắc|thu|thành|tháo|thăm
within -0.3: tiên|trắc|trọ|tên|túc|túi|tất|tập|xen|xâm|áo|điền|điều|đoàn|đóng|đảm|đầy|đặt|đọc|ước|ảo|ủ
within -0.4: 02|48|bảng|bến|bộ|chân|chắn|chỉ|chỗ|cung|cuộc|cận|duyệt|dồn|dụng|dừng|giấy|góc|khoanh|kích|lòng|ngừng|nêu
within -0.4: nền|rà|sang|sàn|sẻ|sống|sớm|thanh|thư|tiền|treo|trì|tầm|vì|vững|đẻ
within -0.5: 30|40|bia|bác|bồi|chống|cương|cắt|dùng|dạy|dẫn|giao|giết|gương|gọi|hơn|hợp|khôi|kể|là|lại|mã|mượn|nâng
within -0.5: phun|sức|sử|thiết|thuận|tiếp|trào|tái|vắc|xả|đua|đánh|đỡ|ưu
within -0.6: bằng|chuồng|chữ|cấm|cập|dập|gian|giúp|hiến|hầm|hệ|hủy|khắc|khử|luyện|luân|lĩnh|lối|ngày|nhất|nối|phục|siêu
within -0.6: sáng|tem|thoát|thụ|thừa|triệt|trương|tu|tuần|tách|tủ|việt|xác|yết|đưa|đội|đủ|ương|ổn
within -0.7: bài|bú|bếp|bổ|chi|chuyển|chấm|diệt|dán|gắn|gửi|hút|hướng|họp|kịp|kỷ|loại|lãnh|lời|ngay|nhận|nhật|phao|sơn
within -0.7: sắp|thao|thỏa|trang|trúng|trục|tuân|tận|tới|tự|và|vận|xếp|đào|để|đồ
within -0.8: bày|bắt|chỉnh|chịu|cải|cử|hoặc|hài|khởi|lên|nghe|ngủ|nếp|sạch|ít
within -0.9: bước|bắn|chia|chuẩn|cắm|góp|hưởng|mũ|niêm|quay|ra|sổ|thiện|triển|trụ|tối|tổ|uống|vượt|xây|xử|đeo|đăng|ủng
within -1.0: bố|diễn|gặp|khai|lắp|thay|tuyên|tìm|tắt|đáp
within -1.1: hoàn|khỏi|ký|tham|tiêm|đèn|ứng
within -1.2: chấp|dành|thực|đứng
within -1.3: cam|hiểu|khoản|nói|nộp|truy|xem
within -1.4: bỏ|duy|đúng|đỗ
within -1.5: không|mạnh
within -1.6: cài|có
within -1.7: biết|nắm|được
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
