"""What the divisions of bodies keep figures of: knowledge of the administration, as data.

One entry: parts of names of bodies, «:», and indented below them the words of what they count. Finer than the branches
(branches.py), and less sure: a word that several bodies of a plan keep says less of each.
"""

import functools
import re

_LINES = """\
kiểm lâm|lâm nghiệp|bảo vệ rừng|rừng phòng hộ|rừng đặc dụng:
  rừng|lâm nghiệp|phá rừng|cháy rừng|khoán bảo vệ|cây phân tán|lâm sản|trồng rừng
chăn nuôi|thú y:
  tiêm phòng|đàn chó|chó, mèo|gia súc|gia cầm|vật nuôi|chăn nuôi|thú y|kiểm dịch|giết mổ|ổ dịch|trâu, bò|đàn lợn
  thức ăn chăn nuôi
trồng trọt|bảo vệ thực vật:
  lúa|cây trồng|sâu bệnh|mã số vùng trồng|vùng trồng|gieo trồng|diện tích gieo|giống|phân bón|cây ăn quả
thủy lợi|đê điều|khai thác công trình thủy lợi:
  thủy lợi|tưới|tiêu úng|đê|kè|hồ chứa|đập|kênh mương|trạm bơm|phòng, chống thiên tai|sạt lở
thủy sản|kiểm ngư:
  thủy sản|tàu cá|nuôi trồng thủy sản|khai thác thủy sản|giám sát hành trình|iuu
phát triển nông thôn|kinh tế hợp tác|nông thôn mới:
  hợp tác xã|ocop|nông thôn mới|tổ hợp tác|ngành nghề nông thôn|bố trí dân cư|trang trại
nước sạch|cấp nước|cấp thoát nước:
  nước sạch|cấp nước|đồng hồ nước|đấu nối|thất thoát|mẫu nước|áp lực nước
khuyến nông|dịch vụ nông nghiệp|kỹ thuật nông nghiệp:
  mô hình trình diễn|mô hình|nông dân|tập huấn kỹ thuật|giống|tiêm phòng|cây trồng|vật nuôi
đăng ký đất đai|quản lý đất đai:
  giấy chứng nhận|cấp giấy chứng nhận|thửa đất|địa chính|hồ sơ địa chính|đất đai|quyền sử dụng đất|đo đạc
bảo vệ môi trường|môi trường đô thị|vệ sinh môi trường|dịch vụ công ích:
  chất thải|rác thải|rác|nước thải|điểm tập kết|thu gom|xử lý rác|quan trắc|khí thải|xe thu gom
khí tượng|thủy văn:
  dự báo|cảnh báo|trạm đo|khí tượng
quản lý chất lượng nông|chất lượng, chế biến:
  an toàn thực phẩm|chuỗi|mẫu nông sản|truy xuất
vệ sinh an toàn thực phẩm|an toàn thực phẩm|an toàn vệ sinh thực phẩm:
  an toàn thực phẩm|ngộ độc|thực phẩm|thức ăn đường phố|bếp ăn
quản lý thị trường:
  hàng giả|hàng lậu|hàng cấm|gian lận thương mại|buôn lậu|vụ vi phạm|kiểm tra, xử lý|cơ sở kinh doanh
quản lý chợ|ban quản lý chợ:
  chợ|tiểu thương|hộ kinh doanh|điểm kinh doanh|gian hàng|sạp|ki ốt
tiêu chuẩn đo lường|tiêu chuẩn, đo lường:
  phương tiện đo|tiêu chuẩn|cân đối chứng|mã vạch|iso
khuyến công|xúc tiến:
  khuyến công|hội chợ|kết nối cung cầu|xúc tiến|gian hàng|nhà đầu tư
khu công nghiệp|khu kinh tế|khu công nghệ cao:
  khu công nghiệp|khu kinh tế|lấp đầy|nhà đầu tư|dự án|suất đầu tư
dịch vụ việc làm:
  việc làm|phiên giao dịch|sàn giao dịch việc làm|tư vấn|học nghề|bảo hiểm thất nghiệp|người tìm việc
an toàn lao động|an toàn, vệ sinh lao động|an toàn vệ sinh:
  tai nạn lao động|an toàn lao động|huấn luyện an toàn|quan trắc môi trường lao động|bệnh nghề nghiệp
  thiết bị có yêu cầu nghiêm ngặt|kiểm định
kiểm soát bệnh tật|phòng bệnh|y tế dự phòng:
  sốt xuất huyết|tiêm chủng|vắc xin|ổ dịch|dịch bệnh|sốt rét|lao|hiv|giám sát dịch|bệnh truyền nhiễm|nước sạch
  tẩy giun|vi chất
hiv|phòng, chống hiv:
  hiv|hiv/aids|arv|methadone|tải lượng|prep|nhiễm hiv
kiểm nghiệm:
  mẫu|kiểm nghiệm|mẫu thuốc
sức khỏe sinh sản|phụ sản|khoa sản|bà mẹ:
  thai phụ|phụ nữ mang thai|bà mẹ|sinh con|khám thai|sàng lọc trước sinh|sàng lọc sơ sinh|tử vong mẹ|đẻ
khoa nhi|nhi khoa|trẻ em:
  trẻ em|trẻ|trẻ dưới|sơ sinh
bảo vệ chăm sóc trẻ em|bảo trợ xã hội|công tác xã hội:
  trẻ em|người cao tuổi|người khuyết tật|trợ giúp xã hội|đối tượng|chăm sóc tại cơ sở|xã hội hóa|suất ăn|quản lý ca
  người bệnh khó khăn
kế hoạch tổng hợp:
  bệnh án|hồ sơ bệnh án|phẫu thuật|kỹ thuật mới|chuyển tuyến|lượt khám|công suất giường|ngày điều trị
  danh mục kỹ thuật|thời gian chờ|khám bệnh|tử vong|hội chẩn|sinh hoạt chuyên môn
điều dưỡng:
  điều dưỡng|chăm sóc|người bệnh nội trú|té ngã|loét|vòng định danh|chăm sóc toàn diện
kiểm soát nhiễm khuẩn:
  vệ sinh tay|nhiễm khuẩn|viêm phổi|dụng cụ|tiệt khuẩn|nhiễm khuẩn bệnh viện|nhiễm khuẩn vết mổ|chất thải y tế
quản lý chất lượng:
  sự cố y khoa|sự cố|hài lòng|tiêu chí chất lượng|an toàn người bệnh|bộ tiêu chí|cải tiến|khảo sát|đề án cải tiến|5s
khoa dược|dược lâm sàng|dược:
  thuốc|kháng sinh|đơn thuốc|kê đơn|nhà thuốc|quầy thuốc|cung ứng thuốc|phản ứng có hại|đấu thầu thuốc
dinh dưỡng:
  suất ăn|dinh dưỡng|bệnh lý|suy dinh dưỡng
xét nghiệm|vi sinh|chẩn đoán hình ảnh:
  xét nghiệm|mẫu bệnh phẩm|nội kiểm|ngoại kiểm|chẩn đoán hình ảnh
gây mê|phẫu thuật|ngoại khoa|khoa ngoại:
  phẫu thuật|mổ|bảng kiểm
khoa khám bệnh|cấp cứu|hồi sức:
  thời gian chờ|khám bệnh|cấp cứu|tiếp nhận
vật tư|trang thiết bị|thiết bị y tế:
  trang thiết bị|thiết bị|vật tư|bảo trì|kiểm định thiết bị|máy
công nghệ thông tin:
  bệnh án điện tử|chữ ký số|phần mềm|hồ sơ điện tử|không giấy|an toàn thông tin|tài khoản|hạ tầng số|trực tuyến
  thanh toán không dùng tiền mặt|số hóa
hành chính quản trị|quản trị|hành chính - quản trị:
  sửa chữa|cơ sở vật chất|xe|tiết kiệm điện|phòng cháy|vệ sinh|cây xanh|bảo vệ
chỉ đạo tuyến|đào tạo và chỉ đạo tuyến:
  tuyến dưới|chuyển giao|đào tạo liên tục|tập huấn
truyền thông giáo dục sức khỏe|truyền thông:
  tin, bài|bài viết|buổi truyền thông|lượt truyền thông|phóng sự|chuyên mục|truyền thông
giáo dục mầm non|mầm non:
  trẻ em|trẻ mẫu giáo|trẻ nhà trẻ|ra lớp|trẻ 5 tuổi|mầm non|bán trú
giáo dục phổ thông|giáo dục tiểu học|giáo dục trung học:
  học sinh|tiểu học|trung học|thcs|thpt|hoàn thành chương trình|học sinh giỏi|trường
giáo dục thường xuyên|gdtx|học tập cộng đồng:
  xóa mù|học viên|học tập suốt đời|trung tâm học tập cộng đồng|biết chữ
giáo dục nghề nghiệp|gdnn:
  học nghề|đào tạo nghề|sơ cấp|trung cấp|cao đẳng|tuyển sinh|lao động nông thôn
đào tạo:
  tuyển sinh|chương trình đào tạo|tốt nghiệp|ngành đào tạo|giáo trình|học phần|liên kết đào tạo|lớp bồi dưỡng
  chuẩn đầu ra
công tác sinh viên|công tác hssv|học sinh sinh viên|học sinh, sinh viên|quản lý sinh viên:
  sinh viên|học sinh, sinh viên|hssv|học bổng|ký túc xá|nội trú|bỏ học|việc làm|cố vấn học tập|gvcn
hợp tác doanh nghiệp|quan hệ doanh nghiệp|tuyển sinh:
  doanh nghiệp|có việc làm|thực tập|tuyển sinh|thỏa thuận hợp tác|nhập học
hợp tác quốc tế|đối ngoại|ngoại vụ:
  quốc tế|nước ngoài|trao đổi sinh viên|thỏa thuận quốc tế|unesco|phi chính phủ|đối ngoại
quản lý khoa học|nghiên cứu khoa học|khoa học công nghệ:
  đề tài|bài báo|nghiên cứu khoa học|sáng kiến|công bố|bằng sáng chế|nhiệm vụ khoa học|sở hữu trí tuệ
khảo thí|bảo đảm chất lượng|đảm bảo chất lượng:
  kiểm định|đề thi|ngân hàng câu hỏi|chuẩn đầu ra|minh chứng|khảo sát|tự đánh giá
y tế học đường|nhân viên y tế|cán bộ y tế:
  khám sức khỏe|bảo hiểm y tế|suy dinh dưỡng|tiêm chủng|sâu răng|sức khỏe học sinh
thư viện:
  bạn đọc|sách|tài liệu|luân chuyển|tủ sách|đọc|thẻ thư viện|lượt đọc|giáo trình
bảo tàng|di tích|di sản:
  hiện vật|di tích|di sản|khách tham quan|trưng bày|tu bổ
điện ảnh|phim:
  phim|phòng vé|điện ảnh|buổi chiếu
bản quyền:
  bản quyền|quyền tác giả|tác phẩm
nghệ thuật|nhà hát|biểu diễn:
  buổi biểu diễn|tiết mục|vở|nghệ sĩ|biểu diễn|nghệ thuật
thể dục thể thao|thể thao|huấn luyện và thi đấu:
  vận động viên|huy chương|thể thao|luyện tập|bơi|giải đấu|sân bóng
du lịch|lữ hành:
  khách du lịch|lượt khách|du khách|cơ sở lưu trú|homestay|hướng dẫn viên|sản phẩm du lịch|doanh thu du lịch
  khách quốc tế
văn hóa, thông tin|trung tâm văn hóa|văn hóa - thông tin|nhà văn hóa:
  buổi tuyên truyền|văn nghệ|nhà văn hóa|loa truyền thanh|pano|băng rôn|chiếu phim|câu lạc bộ|thiết chế
đài truyền thanh|phát thanh|truyền hình|báo và phát thanh:
  tin, bài|chuyên mục|phát sóng|phóng sự|loa|truyền thanh
báo chí|xuất bản|thông tin cơ sở:
  báo chí|xuất bản|thông tin cơ sở|đài truyền thanh
đường bộ|quản lý đường bộ|hạ tầng giao thông|bảo trì:
  quốc lộ|cầu|mặt đường|điểm đen|đường bộ|trạm cân|quá tải|tải trọng|bảo trì|sửa chữa
đường sắt:
  đường sắt|đường ngang|tàu
hàng hải|đường thủy|cảng vụ:
  cảng|luồng|đường thủy|tàu biển|bến thủy
hàng không:
  hàng không|chuyến bay|sân bay
đăng kiểm:
  đăng kiểm|phương tiện kiểm định
vận tải:
  vận tải|xe buýt|xe khách|tải trọng|giấy phép lái xe|bến xe|hành khách
xây dựng|đô thị|quy hoạch|kiến trúc:
  giấy phép xây dựng|trật tự xây dựng|công trình|nhà ở|quy hoạch|vỉa hè|chỉnh trang|chiếu sáng|cây xanh|ngầm hóa|ngập
quản lý dự án|ban quản lý dự án|đầu tư xây dựng|đầu tư:
  giải ngân|dự án|khởi công|tiến độ|khối lượng|công trình|quyết toán dự án|vốn đầu tư
giải phóng mặt bằng|quỹ đất:
  mặt bằng|bồi thường|tái định cư|thu hồi đất|đấu giá
kế hoạch(?:,| -| và)? tài chính|tài chính(?: -)? kế (?:hoạch|toán)|tài vụ:
  giải ngân|dự toán|kinh phí|quyết toán|nguồn thu|tự chủ|vốn|thanh toán|mua sắm|tiết kiệm chi|tự bảo đảm|nợ
kiểm toán nội bộ|kiểm tra, kiểm soát|kiểm soát nội bộ:
  kiểm toán|kiểm soát nội bộ|kiểm tra chuyên đề
kế toán nhà nước|kho bạc|kiểm soát chi:
  chi ngân sách|hồ sơ thanh toán|kiểm soát chi|dịch vụ công|thu ngân sách|giải ngân
tổ chức(?: -)? (?:cán bộ|hành chính)|hành chính(?: -)? tổng hợp|nhân sự:
  bồi dưỡng|cán bộ|công chức|viên chức|biên chế|luân chuyển|quy hoạch|đào tạo|trình độ|tuyển dụng|kỷ luật|thi đua
  bổ nhiệm|lớp|vị trí việc làm|giáo viên
pháp chế:
  văn bản|pháp luật|thẩm định|cắt giảm|điều kiện kinh doanh|thủ tục hành chính|rà soát văn bản
văn phòng:
  văn bản|hồ sơ công việc|chữ ký số|thủ tục hành chính|cải cách hành chính|một cửa|lưu trữ|dịch vụ công
  họp trực tuyến|đúng hạn|phản ánh, kiến nghị
tiếp dân|tiếp công dân|thanh tra:
  khiếu nại|tố cáo|đơn|kiến nghị|kết luận|cuộc thanh tra|thu hồi|vi phạm|tiếp công dân
văn thư|lưu trữ:
  lưu trữ|hồ sơ|tài liệu|mét giá|chỉnh lý
thi đua:
  khen thưởng|danh hiệu|điển hình
phục vụ hành chính công|bộ phận một cửa|một cửa:
  hồ sơ|đúng hạn|trực tuyến|thủ tục hành chính|thời gian giải quyết|hài lòng|không dùng tiền mặt
  thanh toán trực tuyến|số hóa|chứng thực
viễn thông|hạ tầng số|bưu chính|bưu điện:
  trạm bts|5g|sóng|cáp quang|internet|bưu cục|điểm phục vụ|tên miền|chi trả
an toàn thông tin|an ninh mạng:
  an toàn thông tin|hệ thống thông tin|cấp độ|tấn công mạng|mã độc
chuyển đổi số|công nghệ số|trung tâm công nghệ:
  dịch vụ công trực tuyến|dữ liệu|chữ ký số|nền tảng|số hóa|kỹ năng số|trực tuyến|tổ công nghệ số
sở hữu trí tuệ:
  nhãn hiệu|sáng chế|chỉ dẫn địa lý|kiểu dáng
hộ tịch|công chức tư pháp|tư pháp - hộ tịch|bổ trợ tư pháp:
  khai sinh|khai tử|kết hôn|hộ tịch|chứng thực|số hóa sổ|quốc tịch|công chứng|đấu giá
trợ giúp pháp lý:
  trợ giúp pháp lý|vụ việc tham gia tố tụng|trợ giúp
phổ biến, giáo dục pháp luật|phổ biến pháp luật:
  pháp luật|tuyên truyền|hội nghị|hòa giải|báo cáo viên|tủ sách
thi hành án|chấp hành viên:
  án|việc thi hành|thi hành|xác minh|tiền phải thi hành|kê biên|quyết định
tòa án|viện kiểm sát:
  án|thụ lý|xét xử|giải quyết án|kháng nghị|đối thoại
cảnh sát giao thông|csgt:
  giao thông|nồng độ cồn|tốc độ|tai nạn|mũ bảo hiểm|phạt nguội
cảnh sát pccc|phòng cháy|pccc:
  cháy|phòng cháy|pccc|cứu nạn|chữa cháy|bình chữa cháy|thoát nạn|cơ sở thuộc diện
quản lý hành chính|qlhc:
  cư trú|căn cước|định danh|con dấu|có điều kiện|vũ khí|tạm trú|pháo
ma túy:
  ma túy|người nghiện|cai nghiện|sau cai|điểm phức tạp|tái nghiện
hình sự:
  trộm|tội phạm|phạm pháp|điều tra|khám phá|tin báo|án
an ninh kinh tế|cảnh sát kinh tế:
  tham nhũng|kinh tế|buôn lậu|hàng giả
công an xã|công an phường|công an:
  tố giác|tin báo|camera|an ninh trật tự|cư trú|đăng ký tạm trú|trật tự đô thị|vi phạm|lừa đảo|cam kết|xe|đua xe
  vận động giao nộp
tham mưu:
  huấn luyện|diễn tập|trực ban|báo động
chính trị:
  đảng viên|học tập chính trị|giáo dục chính trị|kỷ luật|tuyên truyền|kết nạp|dân vận
hậu cần|kỹ thuật:
  tăng gia|quân y|doanh trại|xe|vũ khí|trang bị
ban chỉ huy quân sự|bộ chỉ huy quân sự|chqs:
  dân quân|huấn luyện|nhập ngũ|tuyển quân|quân nhân|dự bị động viên|giáo dục quốc phòng|sẵn sàng chiến đấu
đồn biên phòng|biên phòng|vận động quần chúng:
  đường biên|cột mốc|biên giới|xuất nhập cảnh|vượt biên|tàu thuyền
hộ kinh doanh, cá nhân|hộ kinh doanh và cá nhân|quản lý, hỗ trợ hộ:
  hộ khoán|hộ kinh doanh|etax|máy tính tiền|kê khai
quản lý nợ|thu nợ:
  nợ thuế|nợ đọng|thu nợ|cưỡng chế|nợ quá hạn|tỷ lệ nợ
thanh tra - kiểm tra|thanh tra, kiểm tra|kiểm tra thuế:
  kiểm tra|cuộc kiểm tra|truy thu|thanh tra
nghiệp vụ|dự toán:
  dự toán|thu ngân sách|hoàn thuế|hoàn thành dự toán
thuế cơ sở|đội thuế|thuế khu vực|chi cục thuế:
  nộp thuế|hộ khoán|hộ kinh doanh|hóa đơn|máy tính tiền|nợ thuế|etax|người nộp thuế|kê khai
quản lý thu|phát triển người tham gia|thu - sổ|tổ chức dịch vụ thu:
  tham gia bảo hiểm|bao phủ|bhxh tự nguyện|bảo hiểm xã hội tự nguyện|nợ bảo hiểm|chậm đóng|đại lý|người tham gia|bhyt
giám định:
  chi phí khám|khám chữa bệnh bảo hiểm|giám định
chế độ:
  chi trả|lương hưu|chế độ|trợ cấp|tài khoản
kế hoạch - nghiệp vụ|kế hoạch nghiệp vụ|tín dụng:
  dư nợ|cho vay|hộ vay|nợ quá hạn|giải ngân|tiết kiệm|tổ tiết kiệm
kế toán - ngân quỹ|kế toán ngân quỹ:
  thu lãi|tài khoản|giao dịch|tiền gửi
thu thập thông tin|điều tra thống kê|thống kê:
  điều tra|phiếu|điều tra viên|địa bàn điều tra|hộ mẫu|chỉ tiêu thống kê|tổng điều tra
xây dựng tổ chức hội|xây dựng hội|tổ chức - kiểm tra|ban tổ chức kiểm tra:
  hội viên|cơ sở hội|chi hội|tổ hội|kết nạp|cơ sở đoàn|chi đoàn|đoàn viên|sinh hoạt|thẻ hội viên|cán bộ hội
  tập huấn cán bộ
phụ nữ phát triển kinh tế|hỗ trợ phụ nữ|kinh tế - xã hội|hỗ trợ nông dân:
  vay vốn|mô hình|khởi nghiệp|tổ hợp tác|hợp tác xã|sinh kế|học nghề|tổ vay vốn|nghề|nợ quá hạn|quỹ hỗ trợ
  sản xuất kinh doanh giỏi
gia đình - xã hội|gia đình xã hội:
  gia đình|bạo lực gia đình|trẻ em|bảo hiểm y tế|mái ấm|mồ côi|đỡ đầu|khuyết tật
phong trào:
  công trình thanh niên|tình nguyện|khởi nghiệp|thanh niên|hiến máu|phong trào
thanh thiếu nhi|thanh niên trường học|hội đồng đội:
  học sinh|thiếu nhi|đội viên|sinh viên|trường học
tuyên giáo:
  tuyên truyền|học tập|quán triệt|bài viết|fanpage|trang cộng đồng|hội nghị
nữ công|chính sách pháp luật|quan hệ lao động:
  nữ đoàn viên|thỏa ước|đối thoại|hội nghị người lao động|công nhân
công đoàn cơ sở|công đoàn:
  đoàn viên|công đoàn cơ sở|người lao động|thỏa ước|bữa ăn ca|mái ấm|công nhân
mặt trận:
  khu dân cư|đại đoàn kết|nhà đại đoàn kết|giám sát|phản biện|vận động|quỹ|ban công tác mặt trận|thanh tra nhân dân
dân vận:
  dân vận khéo|quy chế dân chủ|hòa giải
ban tổ chức|xây dựng đảng|tổ chức đảng:
  đảng viên|tổ chức đảng|chi bộ|kết nạp|cán bộ|cấp ủy|quy hoạch|luân chuyển|bí thư|đảng bộ
ủy ban kiểm tra|ubkt:
  kiểm tra|giám sát|kỷ luật|tố cáo
nội chính:
  tham nhũng|lãng phí|cải cách tư pháp|vụ án
hội đồng nhân dân|hđnd:
  giám sát|chất vấn|kiến nghị cử tri|tiếp xúc cử tri|nghị quyết
kinh doanh:
  khách hàng|doanh thu|doanh số|hợp đồng|giá bán|thị phần|đại lý|công tơ|hóa đơn|tiền điện|tiền nước
  không dùng tiền mặt|thương phẩm
kỹ thuật - công nghệ|kỹ thuật công nghệ|kỹ thuật:
  thất thoát|áp lực|mẫu nước|chất lượng nước|sự cố|lưới|đường ống|bảo dưỡng|điểm bể|độ mặn|thiết bị|suất sự cố|saidi
  tổn thất
kế hoạch - vật tư|kế hoạch vật tư|vật tư:
  vật tư|đồng hồ|mua sắm|đấu thầu|lắp đặt|thay|sửa chữa lớn
điều độ|vận hành|phân xưởng|nhà máy:
  vận hành|sự cố|công suất|sản lượng|nguồn nước|mẫu
chi nhánh|xí nghiệp|đội quản lý:
  thất thoát|khách hàng|thu gom|sửa chữa|điểm bể
an toàn - môi trường|an toàn, môi trường:
  tai nạn|an toàn|môi trường lao động|huấn luyện|ứng phó sự cố
trưởng thôn|trưởng bản|trưởng ấp|trưởng khu phố|ban điều hành|tổ dân phố|thôn|khu phố:
  hộ gia đình|hộ dân|họp dân|hộ|gia đình văn hóa|phân loại rác|đóng góp
trung tâm chính trị|trường chính trị:
  lớp bồi dưỡng|học viên|lý luận chính trị
"""


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_FIELDS = [
    (_compile(names), frozenset(re.split(r"\||\n  ", terms)))
    for names, terms in (entry.split(":\n  ") for entry in re.split(r"\n(?! )", _LINES.strip("\n")))
]
_TERMS = _compile("|".join(sorted({term for _names, terms in _FIELDS for term in terms}, key=len, reverse=True)))


def list_kept_terms(name: str) -> frozenset[str]:
    """The words of what a body of the name keeps; of its longest fitting parts."""
    return frozenset(term for names, terms in _FIELDS if names.search(name) for term in terms)


@functools.lru_cache(maxsize=256)
def find_terms(text: str) -> tuple[str, ...]:
    """The words of all fields that the text has, the longest where one is within another."""
    return tuple(dict.fromkeys(_TERMS.findall(text)))
