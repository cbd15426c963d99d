"""Whole plans of our own invention, each with a head of its own: short_plans prints them beside the others."""

PARTY = """\
ĐẢNG BỘ HUYỆN ĐỒI MƠ
ĐẢNG ỦY XÃ NÀ MƠ
*
Số 31-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Nà Mơ, ngày 05 tháng 02 năm 2025
KẾ HOẠCH
thực hiện Chỉ thị số 42-CT/TW ngày 25-12-2024 của Ban Bí thư về văn hóa đọc
-----
Thực hiện Chỉ thị số 42-CT/TW; Ban Thường vụ Đảng ủy xây dựng kế hoạch như sau:
I- MỤC ĐÍCH
1- Quán triệt sâu sắc Chỉ thị đến cán bộ, đảng viên.
2- Phấn đấu 100% chi bộ có tủ sách; kết nạp 10 đảng viên mới.
II- NHIỆM VỤ
1- Lãnh đạo công tác tuyên truyền; chú trọng nêu gương.
2- Xây dựng chi bộ học tập
2.1- Đảng ủy các xã lập kế hoạch học tập, hoàn thành trước 30/4/2025.
2.2- Chi bộ các thôn sinh hoạt chuyên đề mỗi quý một lần.
III- TỔ CHỨC THỰC HIỆN
1- Ban Tuyên giáo chủ trì, phối hợp với Văn phòng Đảng ủy hướng dẫn, kiểm tra; báo cáo Ban Thường vụ Đảng ủy hằng quý.
2- Các chi bộ căn cứ Kế hoạch này xây dựng chương trình; báo cáo Đảng ủy (qua Văn phòng) trước ngày 15-11-2025.
3- UBND xã bố trí kinh phí.
Kế hoạch này phổ biến đến chi bộ.
Nơi nhận:
- Thường trực Huyện ủy (báo cáo),
- Các chi bộ,
- Lưu Văn phòng Đảng ủy.
T/M BAN THƯỜNG VỤ
BÍ THƯ
(đã ký)
Lò Văn Mẫu
"""
SCHOOL = """\
PHÒNG GD&ĐT HUYỆN ĐỒI MƠ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG TIỂU HỌC NÀ MƠ                 Độc lập - Tự do - Hạnh phúc
Số: 07/KH-THNM                     Nà Mơ, ngày 9 tháng 9 năm 2025

                           KẾ HOẠCH
        Hoạt động thư viện năm học 2025-2026

Căn cứ Công văn số 123/PGDĐT ngày 01/9/2025;
Trường Tiểu học Nà Mơ xây dựng kế hoạch như sau:
Phần I. ĐẶC ĐIỂM TÌNH HÌNH
1/ Thuận lợi: Trường có 1 thư viện, 2.300 bản sách.
2/ Khó khăn: Thiếu 3 máy tính.
Phần II. CHỈ TIÊU PHẤN ĐẤU
+ 100% học sinh đọc ít nhất 5 cuốn/học kỳ
+ Thư viện đạt tiên tiến; bổ sung 200 bản sách
Phần III. BIỆN PHÁP
1/ Ban giám hiệu:
- Chỉ đạo chung, duyệt danh mục
2/ Đ/c Thủ thư
- Mở cửa thư viện các buổi sáng; cho mượn sách
- Cuối mỗi tháng báo cáo hiệu trưởng
3/ Giáo viên chủ nhiệm: nhắc học sinh trả sách đúng hạn
4/ Tổ trưởng các tổ: Rà soát sách giáo viên, đề xuất mua bổ sung trước ngày 20/9
Phần IV. LỊCH HOẠT ĐỘNG
Tháng 9: Phát thẻ thư viện
Tháng 10/2025
- Kiểm kê sách
- Thi kể chuyện (từ 15/10 đến 20/10)
Tháng 4: Ngày hội đọc sách 21/4; tổng kết

DUYỆT CỦA BGH                       NGƯỜI LẬP KẾ HOẠCH
                                     Nguyễn Thị Mẫu
"""


COLLECTED = """\
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
UBND TỈNH MÂY TRẮNG
Số: 5/KH-UBND
Mây Trắng, ngày 3 tháng 3 năm 2025
KẾ HOẠCH
Chuyển đổi số tỉnh Mây Trắng năm 2025, tầm nhìn 2030
A. CHỈ TIÊU
1. Đến năm 2025, định hướng năm 2035: 90% hồ sơ trực tuyến; chỉ số DTI đứng trong nhóm 10 tỉnh.
2. Tỷ trọng kinh tế số trên GRDP đạt 20%; GRDP bình quân đầu người đạt 80 triệu đồng.
3. 100% đơn vị trực thuộc, khoa, phòng có chữ ký số; 80% cán bộ, công chức có tài khoản ngân hàng.
4. 70% người dân có định danh điện tử; 60% hộ gia đình dùng băng rộng.
5. 50% doanh nghiệp nộp thuế điện tử; 40 hợp tác xã lên sàn; 95% hộ dân có điện.
6. 30% đảng viên, đoàn viên dùng nền tảng học tập; 12 nhà khoa học được mời.
7. 5 chủ đầu tư được cấp phép; 15 hạng mục; 3 mô hình của xã, phường; 2 km.
B. TỔ CHỨC THỰC HIỆN
I. Sở Khoa học và Công nghệ
1. Là đầu mối; đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này.
2. Phát triển chữ ký số, băng rộng, nền tảng số.
3. Chủ trì, triển khai các nhiệm vụ tại mục A.
II. UBND tỉnh Mây Trắng: Chỉ đạo chung, theo dõi chỉ số DTI.
III. Công an tỉnh: Cấp định danh, căn cước.
IV. Ngân hàng Nhà nước chi nhánh tỉnh: Mở tài khoản thanh toán.
V. Thuế tỉnh: Vận động doanh nghiệp dùng hóa đơn điện tử, nộp thuế.
VI. Các sở, ban, ngành; các khoa, phòng: Số hóa hồ sơ; báo cáo UBND tỉnh (qua Sở Khoa học và Công nghệ) hằng quý.
VII. UBND các xã, phường: Vận động hộ gia đình; hằng tháng báo cáo UBND tỉnh.
VIII. Các doanh nghiệp, hợp tác xã: Ứng dụng nền tảng số.
IX. Báo Mây Trắng, Đài Phát thanh: Tuyên truyền, mở 4 chuyên mục.
X. Đảng ủy các cơ quan: Chỉ đạo chi bộ học tập.
XI. Đề nghị Tỉnh đoàn, Hội Nông dân tỉnh: Vận động đoàn viên, hội viên.

Nơi nhận:
- Các sở;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Văn Mẫu
"""
ARTICLES = """\
ỦY BAN NHÂN DÂN XÃ NÀ MƠ
Số: 9/KH-UBND
Nà Mơ, ngày 4 tháng 4 năm 2025
KẾ HOẠCH
Bảo vệ sách
Điều 1. Mục đích
1. Giữ gìn sách.
2. 90% sách được bọc.
Điều 2. Nhiệm vụ
1. Mua tủ sách
a) Chọn gỗ tốt
l) Đóng tủ
m) Sơn tủ
2. Kiểm kê sách
Điều 3. Trách nhiệm thi hành
1. Công chức Văn hóa: lập danh mục, báo cáo Chủ tịch UBND xã hằng tháng.
2. Các thôn
Thu gom sách cũ
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Mẫu

PHỤ LỤC 01
DANH MỤC CHỈ TIÊU
(Kèm theo Kế hoạch số 9/KH-UBND)
STT
Chỉ tiêu
Đơn vị
Năm 2025
1
Sách bọc
cuốn
300
2
Tủ sách
tủ
12

Phụ lục 02. MẪU BÁO CÁO
I. KẾT QUẢ
1. Số sách
2. Số tủ
"""
CAPITALS_ONLY = """\
ỦY BAN NHÂN DÂN PHƯỜNG MAI
KẾ HOẠCH
NGÀY HỘI SÁCH
PHẦN I
MỤC TIÊU
1. 80% HỘ DÂN THAM GIA
PHẦN II
NHIỆM VỤ VÀ GIẢI PHÁP THỰC HIỆN TRONG
NĂM 2025
1. TRANG TRÍ HỘI TRƯỜNG,
TREO BĂNG RÔN
2. MỜI KHÁCH
Ban Tổ chức mời đại biểu (theo danh
sách) và gửi giấy mời trước ngày 10 tháng
4 năm 2025
3. Bán sách
Phối hợp với hiệu sách bán giảm giá sách giáo
khoa, sách tham khảo và văn phòng phẩm cho
học sinh.
- Thời gian: ngày 21 tháng 4 năm
2025
PHẦN III
PHÂN CÔNG
1. Tổ dân phố 1, 2, 3
2. Trường tiểu học: Tổ chức thi vẽ; đưa học sinh tham
gia.
3. Y tế phường trực cấp cứu.
"""
TABS = """\
ỦY BAN NHÂN DÂN XÃ NÀ MƠ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 11/KH-UBND
Nà Mơ, ngày 5 tháng 5 năm 2025
KẾ HOẠCH
Mở phòng đọc
I. NHIỆM VỤ
TT\tNội dung\tPhân công\t\tThời gian
\t\tChủ trì\tPhối hợp\t
Nhóm việc đầu
1\tDọn phòng\tCác thôn\tTrường học\tTháng 5
2\tSơn tường
\tTrạm Y tế\tĐoàn xã\tQuý III/2025
3\tKê bàn ghế\tTrường học
Nhóm việc sau
4\tMua sách\tCông chức Văn hóa\t\tTrước 30/6
Việc khác: không có
1. Việc ngoài bảng

STT

Nội dung công việc

Đơn vị chủ trì

Thời gian thực hiện

Ghi chú

1

Mở cửa phòng đọc

Công chức Văn hóa

hằng ngày

2

Kiểm kê

Sổ kiểm kê

Các thôn

- Kiểm kê sách

- Kiểm kê bàn

I

Việc cuối năm

1

Tổng kết

Trường học, Trạm Y tế

tháng 12/2025

Khen thưởng

5

Không theo số

Các thôn

Cộng: 3 việc

II. TỔ CHỨC THỰC HIỆN
1. Công chức Văn hóa mở cửa, ghi sổ và báo cáo Chủ tịch Ủy ban nhân dân xã về số người đến đọc sách mỗi tháng

                                      2

một lần, trước ngày 25 hằng tháng.
-----------
2. Các thôn
3, Trường học đưa học sinh đến đọc
l. Trạm Y tế trực
5) Đoàn xã
8) Dọn phòng
b) Trang trí
k) Trực nhật
l) Khóa cửa
+
Mua khóa mới
6. Thời gian mở cửa phòng đọc sách của xã là buổi sáng các ngày trong tuần, trừ ngày lễ, ngày nghỉ theo quy
\x0c
định của pháp luật.
7. Cơ quan
thường trực: Văn phòng

CHỦ TỊCH
Lò Văn Mẫu
"""
