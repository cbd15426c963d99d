"""Short plans of our own invention: each part is written in shapes that the other samples of the tests do not have.

Printed by printing_written as tests/golden/printed/short_plans.txt.
"""

# ruff: noqa: E501 the plans have a line for each paragraph

from tests.domain.plans.short_documents import ARTICLES, CAPITALS_ONLY, COLLECTED, PARTY, SCHOOL, TABS

HEAD = """\
ỦY BAN NHÂN DÂN
HUYỆN ĐỒI MƠ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 18/KH-UBND
Đồi Mơ, ngày 12 tháng 3 năm 2025
KẾ HOẠCH
Phát triển thư viện và văn hóa đọc giai đoạn 2025 - 2030

"""
CLOSE = """
Nơi nhận:
- UBND tỉnh;
- Các phòng, ban;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hà Văn Mẫu
"""
AIMS = """\
I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao nhận thức của người dân về đọc sách; 100% người dân hiểu biết về thư viện.
2. Mục tiêu cụ thể
Phấn đấu đạt các chỉ tiêu cụ thể như sau:
- Đến năm 2027, 60% số trạm y tế, 75% trường học và 100% xã, phường có tủ sách; trong đó 30% có phòng đọc.
- 100% thư viện được kiểm kê, trong đó ít nhất 40% thư viện có máy tính.
- Tỷ lệ trẻ em đến thư viện trên tổng số trẻ em đạt 45%, năm 2024 đã đạt 30%.
- Tỷ trọng chi mua sách trong tổng chi sự nghiệp đạt 2,5%; tỷ trọng sách số đạt 10% tổng số sách.
- Tỷ lệ hộ nghèo có thẻ đọc giảm 1,5%/năm; tỷ lệ sách hỏng giảm từ 8% xuống 3%.
- Giảm thời gian chờ mượn sách bình quân 10%/năm so với năm 2024.
- Mục tiêu giảm sách mất so với năm 2020: 15%.
- Tốc độ tăng doanh thu bán sách bình quân đạt 12%/năm; tốc độ tăng trưởng du lịch đạt 7%.
- Doanh thu xuất bản đạt 5 tỷ đồng, với tốc độ tăng trưởng 8%.
- Số giường đọc trên một vạn dân đạt 12 giường; 35 đầu sách/1.000 dân; 1,2 bản sách/người/năm.
- Tỷ suất mượn sách tính trên 1.000 dân đạt 250 lượt; số ca hỏng máy trên 100.000 lượt dưới 3 ca.
- 150/100.000 dân có thẻ thư viện; 19/19 xã có tủ sách; 7/15 thôn có nhà văn hóa; ngày 15/6 là ngày hội sách.
- Thời gian chờ mượn sách không quá 30 phút; tuổi thọ bình quân của sách đạt 12 năm; không để thư viện mất điện quá 2 giờ.
- Thu nhập bình quân đầu người đạt 60 triệu đồng/người/năm vào năm 2030; bán kính phục vụ dưới 5 km.
- Kinh phí nghiên cứu/GRDP đạt 1%; dành 2% tổng chi ngân sách hằng năm cho sự nghiệp thư viện.
- Thu hút 2 triệu lượt khách và 3.000 tỷ đồng vốn đầu tư; đường truyền đạt 100 Mbps.
- Phát triển 10 câu lạc bộ đọc vào năm 2026 và 25 câu lạc bộ vào năm 2030.
- Xây dựng từ 05 mô hình thư viện lưu động; từ 10 lên 20 lớp đọc; tổ chức từ 3 - 5 ngày hội.
- Có 60 hiệu sách có doanh thu đạt 20 tỷ đồng; bằng 1,3 lần mức bình quân của tỉnh.
- Tổng lượt mượn: 45.000 lượt; tổng diện tích phòng đọc: 1.200 m2.
- Quản lý 40 thư viện (gồm 12 thư viện xã, 28 thư viện trường); bố trí kinh phí 200 triệu đồng.
- 100% cơ sở tổ chức ít nhất 01 buổi đọc sách/tháng; 70% phụ nữ được giới thiệu ít nhất 4 loại sách.
- Đánh giá ngoài 03 thư viện; Đội kiểm tra 178 hoạt động thường xuyên; thực hiện Nghị quyết 12.
- Năm học 2023 - 2024 có 52% học sinh đọc sách; đến năm 2024, 40% trường có thư viện.
- Duy trì trên 99% vào năm 2030: giảm tỷ lệ sách hỏng còn dưới 1%.
- Không quá 05 vụ mất sách trở lên; đạt 12 tấn giấy trở xuống; cao hơn 3 lần; ≥ 4 buổi; <= 6 vụ; > 7 lớp.
- Chuyển đổi 5 - 7% sách giấy; giảm từ 15 đến 10% sách cũ; tăng từ 3 đến 5% người đọc; đạt 18.5% và 1.250,5 giờ.
- Có 60 hiệu sách có doanh thu tăng 20%; tăng so với 40% của năm trước; hỗ trợ trên 1.000 hộ; 1,5/19 xã; 3/1.900 hộ; 15/12 xã.
- Trồng 300 cây, 50 chậu hoa và lắp 20 ghế; thăm khám, tư vấn 40 lượt; ứng dụng 5 nền tảng, 3 mô hình, phấn đấu có 2 giải.
- Có 12 thư viện với giá trị sách trên 50 triệu đồng và 30 tủ sách; 90% xã, 40 thôn có nhà văn hóa nhằm phục vụ trên 5.000 bạn đọc mỗi năm.
- Dưới hoặc bằng 3 vụ; thấp hơn 5 vụ; vượt 10 lớp; không dưới 4 buổi; từ 3 giờ trở lên; đạt từ 8 điểm; hơn 9 đợt; tối đa là 2 lần họp; không vượt quá 6 cuộc.
3. Định hướng đến năm 2035
- Trên 95% thư viện số hóa (năm 2030: 80%).
- Mỗi xã có ít nhất 01 thư viện; mỗi năm mở 15 lớp/năm tại các xã.
- Trợ giúp pháp lý cho ít nhất 70% người yếu thế, 20 cuộc tư vấn mỗi quý.
"""
PURPOSES = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- 90% người dân đọc ít nhất 3 cuốn sách; tổ chức 5 hội thi.
- Hiện nay, tổng số thư viện là 12; phấn đấu có 20 thư viện; mở thêm 3 lớp. Tổ chức 4 buổi.
2. Yêu cầu
Việc tổ chức phải tiết kiệm, hiệu quả.
II. NỘI DUNG
1. Thành lập mới ít nhất 05 câu lạc bộ đọc sách:
Phòng Văn hóa chủ trì, phối hợp với Đoàn Thanh niên.
2. Trên 80% trường học có thư viện:
Phòng Giáo dục và Đào tạo chủ trì.
3. Xây dựng 3 thư viện xã
Các xã thực hiện.
III. KINH PHÍ
Kinh phí 500 triệu đồng từ ngân sách huyện; chi 20 triệu đồng cho hội thi.
"""
YEARS = """\
I. CHỈ TIÊU
1. Các chỉ tiêu theo năm
| STT | Chỉ tiêu (%) | TH 2023 | Năm 2025 | Năm 2030 | Ghi chú |
| 1 | Tỷ lệ xã có thư viện | 40 | 60 | 95,5 | x |
| 2 | Số đầu sách của thư viện huyện (cuốn) | 900 | 1.200 | 5.000 cuốn | tăng dần |
| 3 | Tỷ trọng sách số | - | ≥ 5% | từ 10 đến 15 | x |
| | **Nhóm hai** | | | | |
| 4 | Tổng số máy tính | 3 | 5 | - | x |
2. Chỉ tiêu có đơn vị tính
| TT | Nội dung | ĐVT | Mục tiêu | Cơ quan chủ trì |
| a | Thư viện lưu động | xe | 2 | Phòng Văn hóa |
| b | Hộ đọc sách | % | 45 | Hội Phụ nữ |
| c | Thời gian mở cửa | giờ | 48 giờ/tuần | Các xã |
3. Chỉ tiêu đã qua
| Chỉ tiêu | Năm 2020 | Năm 2024 |
| Bạn đọc | 100 | 200 |
Trong bảng trên, 80% bạn đọc là học sinh.
| Chỉ tiêu | Kế hoạch 2026 | Ước thực hiện 2025 | Giai đoạn 2027 - 2028 |
| Sách tặng | 300 cuốn | 250 | 700 |
"""
WORK = """\
I. NHIỆM VỤ, GIẢI PHÁP
1. Hạ tầng thư viện
Hiện nay, toàn huyện đã có 12 thư viện. Xây dựng thư viện số dùng chung.
a) Triển khai các nền tảng số:
- Nền tảng thư viện số;
- Nền tảng học tập mở;
b) Phát triển văn hóa đọc là nền tảng của xã hội học tập
c) Lắp đặt máy tính Trang bị phần mềm cho các thư viện xã
d) Thực hiện tốt công tác bảo quản. 100% sách được bọc. Kiểm kê sách hằng năm
đ) Thời gian: tháng 4
e) Hệ thống thông gió được sửa chữa, thay mới ở các phòng đọc
2. Kinh phí
Ngân sách huyện bảo đảm chi mua sách; huy động xã hội hóa
Sử dụng kinh phí đúng mục đích, quyết toán theo quy định
3. Đối tượng, nội dung
- Học sinh các trường
- Tổ chức thi kể chuyện theo sách
II. VĂN HÓA ĐỌC
1. Xây dựng tủ sách gia đình
2. Tổ chức ngày hội đọc sách
3. Trồng cây quanh thư viện
4. Vận động quyên góp sách
5. Phòng đọc thân thiện
III. CÁC HOẠT ĐỘNG VĂN HÓA, VĂN NGHỆ, THỂ DỤC, THỂ THAO VÀ VUI CHƠI TRONG NGÀY HỘI ĐỌC SÁCH CỦA CÁC XÃ, THỊ TRẤN VÀ CÁC TRƯỜNG HỌC TRÊN ĐỊA BÀN HUYỆN ĐỒI MƠ NĂM 2025 VÀ CÁC NĂM SAU
1. Thi vẽ tranh theo sách (Phòng Văn hóa chủ trì; phối hợp: Đoàn Thanh niên, các trường)
2. Ngày hội sách
- Thời gian: ngày 21/4/2025
- Địa điểm: Nhà văn hóa huyện
- Thành phần: lãnh đạo các phòng
- Cơ quan thực hiện: Phòng Văn hóa.
3. Khi có khó khăn, vướng mắc, kịp thời báo cáo
Trong trường hợp cháy thư viện, di chuyển sách quý trước.
"""
ORGANISING = """\
I. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Văn hóa và Thông tin làm các việc sau:
2. Lập danh sách thư viện.
3. Tham mưu quy chế mượn sách; định kỳ kiểm tra.
4. Trách nhiệm của các phòng, ban
a) Phòng Giáo dục và Đào tạo (đồng chí Lò Thị Hoa phụ trách): Chỉ đạo các trường đọc sách. Hằng quý, tổng hợp báo cáo.
b) Phòng Tài chính: cân đối kinh phí, trình UBND huyện trước 30/11 hằng năm
c) Công an huyện, Hội Phụ nữ: Phối hợp với Phòng Văn hóa giữ trật tự
d) Thủ thư có trách nhiệm giữ gìn sách
đ) TCTL chủ trì, phối hợp bảo vệ
e) Chủ căng tin: ký cam kết không bán sách lậu
5. Các phòng, ban khác có liên quan căn cứ chức năng, nhiệm vụ được giao chủ động phối hợp.
6. Đề nghị Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội
Tuyên truyền, vận động hội viên đọc sách.
Giám sát việc mua sách.
7. UBND các xã
- Hội Nông dân: Vận động hội viên góp sách
- Các thôn phải lập tủ sách; xã giao Đoàn Thanh niên quản lý
- Báo cáo Phòng Văn hóa trước ngày 25 hằng tháng.
- Chủ tịch UBND xã chịu trách nhiệm trước UBND huyện
8. Kiểm tra thư viện do Thanh tra huyện chủ trì
9. Đối với thư viện trường, Phòng Giáo dục hướng dẫn phân loại sách
10. Đây là việc cần làm ngay. Phòng Nội vụ lập danh sách thi đua
11. Tổ kiểm tra gồm: Trưởng phòng Văn hóa là Tổ trưởng; Phó Trưởng phòng Giáo dục là Tổ phó.
12. Phân công Trung tâm Văn hóa theo dõi; giao Văn phòng đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này báo cáo UBND huyện.
13. Phòng Kế hoạch tổng hợp: Thẩm định kinh phí
14. Ban Chỉ đạo xây dựng nông thôn mới lồng ghép chỉ tiêu thư viện
15. Các cơ quan được phân công chủ trì có trách nhiệm lập kế hoạch
16. Đoàn số 1 do Phòng Y tế chủ trì, kiểm tra vệ sinh phòng đọc
17. Nhà xuất bản và các hiệu sách
Ban Quản lý chợ
Bố trí quầy sách
Công ty Sách huyện
Giảm giá sách cho học sinh
18. Chủ trì triển khai các nhiệm vụ tại mục I.4
19. Trạm Y tế xã
Sách sơ cứu để ở phòng trực
21. Phòng Tài chính: Cân đối kinh phí của các nhiệm vụ tại mục I.9.
22. Phòng Nội vụ: Chủ trì các nhiệm vụ tại mục I.10; phối hợp các nhiệm vụ tại mục I.99.
23. Các trường: Thực hiện các nhiệm vụ tại mục I.2 và mục I.3.
24. Thanh tra huyện: Hoàn thành nội dung tại mục I.2; tham mưu việc nêu tại mục I.19
25. Ban Chỉ đạo phát triển văn hóa đọc, giao các thành viên: Trưởng phòng Văn hóa
Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện. Trong quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Văn hóa để tổng hợp, báo cáo UBND huyện xem xét./.
"""
REPORTING = """\
I. CHẾ ĐỘ THÔNG TIN, BÁO CÁO
1. Báo cáo kết quả
Phòng Văn hóa tổng hợp gửi UBND huyện trước ngày 20/12 hằng năm.
2. Các xã hằng quý báo cáo UBND huyện; định kỳ hằng quý báo cáo UBND huyện, hằng tháng báo cáo Phòng Văn hóa; báo cáo đột xuất khi có yêu cầu.
3. Hằng tháng: Hạt Kiểm lâm kiểm kê sách rừng; báo cáo Chi cục Kiểm lâm (qua Phòng Kinh tế). Cuối năm tổng kết.
4. Các trường lập danh sách gửi về Phòng Giáo dục; định kỳ hằng quý báo cáo số sách mượn.
5. Chế độ báo cáo: định kỳ 6 tháng, năm về Phòng Văn hóa và báo cáo đột xuất khi có đề nghị.
6. Xây dựng báo cáo năm gửi Sở Văn hóa, Thể thao và Du lịch, UBND huyện trước ngày 30/6/2026 và 30/12/2026.
7. Tổng hợp kết quả thực hiện gửi Phòng Nội vụ hằng quý để tổng hợp, báo cáo UBND huyện.
8. Các đơn vị báo cáo UBND huyện xem xét, quyết định; gửi báo cáo (trước ngày 05 tháng cuối quý) cho Văn phòng.
9. Trước ngày 10/6 và 10/12 các xã báo cáo Ban Chỉ đạo phát triển văn hóa đọc và xây dựng xã hội học tập huyện Đồi Mơ thông qua cơ quan thường trực là Phòng Văn hóa và Thông tin huyện.
10. Báo cáo sơ kết 03 năm, tổng kết 05 năm. Báo cáo 9 tháng và cả năm với Thường trực Huyện ủy, cuối mỗi quý báo cáo Phòng Kinh tế.
11. Sáu tháng một lần báo cáo kết quả. Trường hợp khó khăn, báo cáo ngay UBND huyện.
12. Các phòng báo cáo định kỳ về Phòng Văn hóa. Phòng Văn hóa tổng hợp, báo cáo UBND huyện.
"""
TABLES = """\
I. PHÂN CÔNG NHIỆM VỤ
| STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm |
|---|---|---|---|---|---|
| I | Nhóm việc chung | | | | |
| 1 | Mua sách mới; bọc sách | Phòng Văn hóa | Các trường, Đoàn Thanh niên | Quý II/2025 | Danh mục sách |
| 2 | Kiểm kê | nt | | Thường xuyên | |
| 3 | Báo cáo kết quả hằng quý về UBND huyện | Các xã | Phòng Văn hóa | Trước ngày 20 tháng cuối quý | Báo cáo |
| | | Thanh tra huyện | | | |
| 4 | 100% xã có tủ sách | UBND các xã | | 2025 - 2027 | 12 tủ sách |
| II | Hội thi | Phòng Giáo dục và Đào tạo | Hội Phụ nữ | Tháng 4 hằng năm | |
II. TỔ CHỨC THỰC HIỆN
Phòng Văn hóa theo dõi, đôn đốc.
"""
ANNEX = """
PHỤ LỤC
PHÂN CÔNG THỰC HIỆN CHỈ TIÊU
(Kèm theo Kế hoạch số 18/KH-UBND ngày 12/3/2025)

| TT | Chỉ tiêu | Cơ quan theo dõi |
| 1 | 90% trẻ em được tiêm chủng đầy đủ | Phòng Y tế |
| 2 | 80% hộ dân có tài khoản thanh toán | Các xã |
| 3 | 100% cán bộ, công chức đọc sách | Cơ quan chủ trì: Phòng Nội vụ huyện |
"""
BODIES = """\
I. MỤC TIÊU
- 90% trẻ em được tiêm chủng đầy đủ.
- 80% hộ dân có tài khoản thanh toán.
- 100% cán bộ, công chức đọc sách.
- 95% người dân có sổ sức khỏe điện tử.
- 70% các sở, ban, ngành, phòng, ban có tủ sách.
- 60% xã, thị trấn có thư viện số; 25 xã có sân chơi.
- 85% người dân tại các xã sử dụng nước sạch.
- Số vụ trộm cắp sách giảm 10%.
- 50 doanh nghiệp tham gia ngày hội.
- Khám sức khỏe cho 3.000 học sinh.
- Tỷ lệ lao động qua đào tạo đạt 65%.
- Tỷ lệ hộ nghèo còn dưới 3%.
- 98% người dân được sử dụng điện; 100% đường dây an toàn.
- 30 bệnh nhân được điều trị; 12 người nghiện được cai nghiện.
- Thu ngân sách đạt 120 tỷ đồng.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế
- Tiêm chủng cho trẻ em; khám sức khỏe học sinh.
- Quản lý bệnh nhân.
2. Công an huyện: Phòng, chống trộm cắp; quản lý cư trú, định danh.
3. Phòng Nội vụ: Đào tạo cán bộ, công chức; là cơ quan thường trực.
4. Ngân hàng Chính sách xã hội: Mở tài khoản thanh toán cho hộ nghèo, cho vay vốn.
5. Phòng Kinh tế: Theo dõi doanh nghiệp, nước sạch, hộ nghèo; đào tạo nghề cho lao động.
6. Điện lực huyện: Sửa chữa lưới điện an toàn.
7. Phòng Tài chính - Kế hoạch: Thu ngân sách; tổng hợp, báo cáo kết quả thực hiện.
8. UBND các xã: Lập thư viện số; báo cáo Phòng Nội vụ trước ngày 15/6 và 15/12.
9. Hội Phụ nữ huyện: Vận động hội viên đọc sách.
10. Các phòng, ban: Lập tủ sách cơ quan.
11. Đài Truyền thanh: Phát 12 chương trình; đăng tin bài.
12. Hằng năm, Phòng Nội vụ tổng hợp, báo cáo UBND huyện trước ngày 10/12.
"""
RECEIVERS = """\
I. BÁO CÁO
1. Các xã tổng hợp kết quả đọc sách hằng quý gửi Phòng Văn hóa trước ngày 20.
2. Đánh giá tình hình thư viện gửi về Sở Văn hóa. Tổng hợp số liệu hằng tháng gửi các cấp.
3. Thực hiện chế độ thông tin, báo cáo định kỳ hằng tháng về Sở Văn hóa, Thể thao và Du lịch để theo dõi.
4. Thực hiện nghiêm chế độ báo cáo kết quả theo quy định. Hằng quý báo cáo kết quả.
5. Xây dựng báo cáo quý gửi UBND huyện qua Phòng Nội vụ; lập báo cáo trình lãnh đạo, gửi Ban Chỉ đạo.
6. Phản ánh về UBND huyện để kịp thời tổng hợp, tham mưu báo cáo UBND tỉnh; báo cáo lãnh đạo Sở Y tế hằng tuần.
7. Báo cáo cấp có thẩm quyền. Báo cáo các cấp hằng năm. Báo cáo Chính phủ trước ngày 15/12 hằng năm.
8. Gửi kết quả (trước ngày 10 hằng tháng, gửi về Văn phòng) cho Phòng Văn hóa.
9. Định kỳ hằng năm, các trường gửi Phòng Giáo dục kế hoạch; báo cáo kết quả. Đột xuất báo cáo khi có yêu cầu.
10. 03 tháng một lần báo cáo UBND huyện và cả năm; 06 tháng/lần vào ngày 15/6 và 15/12 báo cáo Sở Nội vụ.
11. Báo cáo 6 tháng trước ngày 10/6 và báo cáo đánh giá công tác năm 2025 về Ban Thường vụ Huyện ủy.
12. Báo cáo UBND huyện cho phép điều chỉnh; trình Sở Tài chính bổ sung kinh phí; báo cáo quý về Sở.
13. Tổng hợp gửi Phòng Văn hóa để Phòng Văn hóa tổng hợp, báo cáo UBND huyện hằng quý.
14. Cuối mỗi học kỳ, nhà trường tổng kết; báo cáo Phòng Giáo dục; kiểm tra sách. Sau đó báo cáo UBND xã.
15. Hằng tháng, các thôn kiểm kê. Tổng hợp, báo cáo UBND xã; đồng thời báo cáo kết quả.
16. Các xã báo cáo kết quả; Phòng Văn hóa báo cáo định kỳ về tiến độ; Thanh tra huyện báo cáo.
17. Hội nghị báo cáo viên; sách báo cáo; báo cáo viên huyện gửi tài liệu cho các xã
18. Phòng Văn hóa báo cáo tại hội nghị tổng kết, báo cáo Ban Chỉ đạo thực hiện các chương trình mục tiêu quốc gia, xây dựng nông thôn mới, giảm nghèo bền vững, phát triển văn hóa đọc và xây dựng xã hội học tập huyện Đồi Mơ giai đoạn 2025 - 2030 hằng quý.
19. Hằng tháng báo cáo kết quả.
- Số sách
- Hằng quý báo cáo tình hình
+ Gồm số người đọc
20. Báo cáo kết quả hội nghị
- Phòng Văn hóa báo cáo UBND huyện hằng quý
"""


def build_plan(*parts: str) -> str:
    return HEAD + "\n".join(parts) + CLOSE


PLANS = {
    "aims": build_plan(AIMS),
    "purposes": build_plan(PURPOSES),
    "levels of years": build_plan(YEARS),
    "work": build_plan(WORK),
    "organising": build_plan(ORGANISING),
    "reporting": build_plan(REPORTING),
    "a table": build_plan(TABLES),
    "bodies": build_plan(BODIES) + ANNEX,
    "receivers": build_plan(RECEIVERS),
    "collected": COLLECTED,
    "articles": ARTICLES,
    "capitals": CAPITALS_ONLY,
    "tabs": TABS,
    "a party's": PARTY,
    "a school's": SCHOOL,
}
