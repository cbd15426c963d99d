"""Lines of plans of our own invention, written in as many ways as plans write them."""

# ruff: noqa: E501 the plans have a line for each paragraph

HEAD = """\
ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN SƯƠNG MAI           Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND            Sương Mai, ngày 18 tháng 11 năm 2025

KẾ HOẠCH
Chăm sóc cây xanh năm 2026
(Kèm theo Quyết định số 45/QĐ-UBND)

Căn cứ Nghị quyết số 12-NQ/HU ngày 02/10/2025 của Huyện ủy; theo đề nghị của Phòng Kinh tế tại Tờ trình số 7/TTr-KT.
"""
CLOSE = """
Trên đây là Kế hoạch chăm sóc cây xanh năm 2026. Yêu cầu các cơ quan, đơn vị triển khai thực hiện; nếu có vướng mắc,
kịp thời báo cáo UBND huyện (qua Phòng Kinh tế) để xem xét, giải quyết./.

Nơi nhận:                      TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);             KT. CHỦ TỊCH
- Các phòng, ban; UBND các xã; PHÓ CHỦ TỊCH
- Lưu: VT, KT.
                               Thượng tá Hà Văn Mẫu
"""
TARGETS = """\
100% thôn có tổ trồng cây, mỗi tổ họp ít nhất 02 lần/năm
Phấn đấu tỷ lệ che phủ rừng đạt từ 45% trở lên
Tỷ lệ cây chết dưới 5%; tỷ lệ cây gãy không quá 2,5%
Giảm tỷ lệ rừng bị cháy từ 3% xuống 1%
Giảm từ 5 - 7% diện tích đất trống so với năm 2024
Tăng 10% đến 12% số hộ trồng rừng, trong đó 60% là hộ nghèo
Trồng 1.250.000 cây phân tán trên địa bàn huyện
Trồng trên 300 ha rừng phòng hộ và 50 ha rừng đặc dụng
Có ít nhất 15 vườn ươm hoạt động quanh năm
Duy trì hoạt động của 05 câu lạc bộ làm vườn
Tập huấn cho 200 lượt người, tổ chức 4 lớp kỹ thuật ghép cây
Thành lập 3 tổ quản lý, bảo vệ rừng tại các xã vùng cao
Thu hoạch đạt 12,5 tấn/ha trở xuống
Mỗi xã xây dựng tối thiểu 01 mô hình trồng cây
12/12 xã hoàn thành việc giao đất, giao rừng
Hỗ trợ 500 triệu đồng cho các hộ trồng cây dược liệu
Bố trí kinh phí 300 triệu đồng từ ngân sách huyện
Năm 2024 đã đạt 40% diện tích có rừng
Tăng 5% (năm 2024 đạt 38%) diện tích rừng trồng mới
Thực hiện khoản 2 Điều 5 và mục 3 của Nghị quyết số 12
Trẻ em dưới 16 tuổi tham gia trồng cây
Bảo đảm ≥ 90% cây sống sau 3 tháng; ≤ 5% cây phải trồng lại
Tỷ lệ người dân biết về cháy rừng ít nhất là 80%, tối đa là 95 phần trăm
Số vụ cháy rừng thấp hơn 3 vụ, số người tham gia chữa cháy nhiều hơn 100 người
Tổ chức 02 đợt ra quân (đợt 1 trong tháng 3), thu gom 100% rác trong rừng, đồng thời trồng 500 cây
100% các trường học, 95% trạm y tế và ít nhất 80% nhà văn hóa có cây bóng mát, nhằm cải thiện môi trường sống
Phòng, chống sâu bệnh cho 2.000 ha cây ăn quả ở các xã vùng thấp
Đến năm 2030, có 20 ha vườn cây mẫu
Kết nạp thêm được 30 hội viên
Giá trị sản xuất đạt trên 120 triệu đồng/ha/năm
Tỷ lệ hài lòng của người dân đạt trên 85,5% và tỷ lệ khiếu nại giảm còn dưới 1%
- Vận động từ 3 đến 5 doanh nghiệp tham gia
Trồng cây ở 7 xã (trong đó 2 xã vùng cao, 3 xã biên giới)
"""
DUTIES = """\
1. Phòng Kinh tế
a) Chủ trì, phối hợp với Phòng Tư pháp, Công an huyện và UBND các xã, thị trấn xây dựng phương án trước ngày 30/6.
b) Phối hợp với Hạt Kiểm lâm kiểm tra rừng thường xuyên.
- Thời gian thực hiện: Quý II/2026.
c) Tham mưu UBND huyện ban hành quy chế; hằng năm rà soát, bổ sung.
2. Giao Công an huyện chủ trì, phối hợp các sở, ban, ngành tuần tra rừng trong tháng 3 và tháng 4.
3. Đề nghị Ủy ban Mặt trận Tổ quốc huyện và các đoàn thể
- Vận động hội viên trồng cây, chăm sóc cây.
- Giám sát việc sử dụng kinh phí, gồm:
+ Giám sát việc mua cây giống ở các vườn ươm;
+ Giám sát việc thuê nhân công.
4. Trách nhiệm của Phòng Tài chính - Kế hoạch:
Bố trí kinh phí, hướng dẫn thanh quyết toán theo quy định.
5. Ủy ban nhân dân các xã, thị trấn: Tổ chức trồng cây; xong trước tháng 6/2026. Hạt Kiểm lâm có trách nhiệm hướng dẫn kỹ thuật trồng cây cho các xã.
6. Các phòng, ban, ngành căn cứ chức năng, nhiệm vụ được giao xây dựng kế hoạch, gửi Phòng Kinh tế trước ngày 15/12.
7. Đối với các xã vùng cao, Đồn Biên phòng chủ trì tuần tra, kiểm soát đường mòn.
8. Tuyên truyền bảo vệ rừng (Phòng Văn hóa chủ trì, phối hợp với Trung tâm Truyền thông)
9. Kiểm tra việc trồng cây (do Thanh tra huyện thực hiện).
10. Tổ Công tác liên ngành: sau khi có kết quả kiểm tra, Phòng Tư pháp tổng hợp, báo cáo.
11. Yêu cầu Chủ tịch UBND các xã chịu trách nhiệm trước UBND huyện về kết quả trồng cây; giao Phòng Nội vụ theo dõi, đề xuất khen thưởng.
12. Các cơ quan được phân công chủ trì nhiệm vụ có trách nhiệm lập kế hoạch chi tiết.
13. Lập danh mục cây trồng
- Đơn vị chủ trì: Phòng Kinh tế.
- Đơn vị phối hợp: Hội Nông dân; Hội Phụ nữ huyện và các xã.
- Thời gian hoàn thành: trước ngày 31/3/2026.
14. Mua cây giống theo danh mục đã duyệt
- Cơ quan thực hiện: Ban Quản lý dự án chủ trì, phối hợp với Phòng Tài chính - Kế hoạch.
15. Trường hợp có khó khăn, vướng mắc, các đơn vị báo cáo UBND huyện.
16. Ban Chỉ đạo thực hiện Chương trình
Kiểm tra, đôn đốc các xã. Thời gian: trước 20/11.
17. Doanh nghiệp trồng rừng, các chủ rừng
Phòng cháy, chữa cháy rừng theo quy định của pháp luật
18. Trạm Y tế
Ban hành hướng dẫn sơ cứu
"""
TASKS = """\
1. Công tác tuyên truyền
Đẩy mạnh tuyên truyền về lợi ích của cây xanh, rừng và đất trên loa truyền thanh các thôn trong tháng 3/2026.
- Tổ chức Tết trồng cây tại các trường học và trụ sở cơ quan
- Khẩu hiệu: «Vì môi trường xanh»
2. Quản lý rừng
- Rà soát, cắm mốc ranh giới rừng phòng hộ ở các xã vùng cao. Thời gian thực hiện: Quý I/2026.
- Xử lý nghiêm các trường hợp chặt phá, mua bán, vận chuyển gỗ trái phép
- Thời gian: hằng quý.
- 100% vụ cháy được phát hiện, xử lý kịp thời
- Thành phần: lãnh đạo các phòng
3. Tiếp tục chăm sóc cây đã trồng, trồng dặm cây chết và bảo vệ cây con khỏi trâu, bò
Nội dung: tưới nước, làm cỏ, bón phân cho cây con.
"""
REPORTS = """\
1. Phòng Kinh tế
- Tổng hợp, báo cáo UBND huyện kết quả thực hiện trước ngày 20 hằng tháng.
- Định kỳ hằng quý, 6 tháng, năm báo cáo Sở Nông nghiệp và Môi trường (qua Chi cục Kiểm lâm) theo quy định.
- Báo cáo đột xuất khi có yêu cầu.
2. UBND các xã, thị trấn
- Báo cáo kết quả về Phòng Kinh tế trước ngày 15/6 và 15/12 để tổng hợp, báo cáo UBND huyện.
- Lập danh sách gửi về Hạt Kiểm lâm; định kỳ hằng tuần báo cáo tình hình sâu bệnh.
- Chế độ báo cáo thực hiện theo quy định hiện hành.
- Báo cáo UBND huyện xem xét, phê duyệt dự toán.
3. Các cơ quan, đơn vị hằng năm tổng kết, gửi báo cáo về UBND huyện, thông qua Phòng Nội vụ, trước ngày 05/12 hoặc báo cáo đột xuất khi có đề nghị.
4. Hạt Kiểm lâm 03 tháng một lần báo cáo Chi cục Kiểm lâm tỉnh và Ủy ban nhân dân huyện về diễn biến rừng; cuối mỗi quý báo cáo Phòng Kinh tế.
5. Hằng tháng, Công an huyện kiểm tra việc vận chuyển gỗ; tổng hợp, báo cáo Công an tỉnh.
6. Đài Truyền thanh gửi kết quả phát sóng cho Phòng Văn hóa, kịp thời phản ánh gương điển hình.
7. Ban Chỉ đạo báo cáo cấp có thẩm quyền; báo cáo 9 tháng và cả năm với Thường trực Huyện ủy.
"""
HEADS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
ROWS = (
    ("I", "Trồng cây", "", "", ""),
    ("1", "Chọn đất trồng cây", "Phòng Kinh tế", "UBND các xã; Hội Nông dân", "Quý I/2026"),
    ("2", "Đào hố, bón lót", "", "", "Trước 31/3/2026."),
    ("3", "Đề nghị Huyện đoàn trồng cây", "Huyện đoàn chủ trì", "Các trường học", ""),
    ("II", "Chăm sóc", "", "", ""),
    ("4", "Tưới cây hằng tuần", "Các thôn", "", "Thường xuyên"),
    ("5", "Làm cỏ", "Người trồng", "", "Tháng 5, tháng 9"),
    ("6", "Nghiệm thu cây sống", "", "", ""),
)
DATES = """\
trước ngày 20/11/2026
chậm nhất ngày 30 tháng 6 năm 2026
trước ngày 30/6
trước ngày 05/01
muộn nhất vào 15.7.2026
trước tháng 6/2026
đến hết quý II/2026
đến trước ngày 10/10
đến cuối tháng 9
trong tháng 11/2025
trong tháng 11
trong quý I và quý II/2026
trong quý IV
hoàn thành trong năm 2026
6 tháng đầu năm 2026
9 tháng cuối năm
nửa đầu năm
từ 01/6 đến 30/6/2026
từ ngày 15/12 đến ngày 15/01/2026
từ ngày 15 đến ngày 20 tháng 5 năm 2026
từ tháng 3 đến tháng 5
từ tháng 11/2025 đến khi kết thúc đợt kiểm kê
từ quý I/2026
giai đoạn 2026 - 2030
các năm 2026, 2027 và 2028
Quý IV năm 2025 và các năm tiếp theo
năm 2026 - 2028
2026
2027 - 2029
2029 - 2027
trong năm
cuối năm
đến cuối mỗi năm
ngày 29/02
ngày 29/02/2027
ngày 31/4/2026
ngày 12/13
ngày 09/11/2026
trước ngày 20 hằng tháng
trước ngày 10 và ngày 25 hằng tháng
ngày 35 hằng tháng
hằng tháng (trước ngày 25)
ngày 15 của tháng sau
trước ngày 20 tháng cuối quý
chậm nhất ngày 05 tháng đầu tiên của quý sau
ngày 10 tháng thứ hai hằng quý
báo cáo 6 tháng, năm trước ngày 15 tháng cuối kỳ
01/6 và 15/11 hằng năm
hằng năm, trước ngày 15/12
29/02 hằng năm
6 tháng trước ngày 15/6, năm trước ngày 15/12
trước ngày 10/6 và 10/12
trước ngày 15/3, 15/6, 15/9 và 15/12
ngày 15/4/2021 và 15/7/2021
trước ngày 01/3/2026 và 01/4/2026
từ 15/11 đến 15/12 hằng năm
từ ngày 01 đến 30/4 hằng năm
từ ngày 25 tháng 12 đến ngày 05 tháng 01 hằng năm
trong tháng 3 hằng năm
trước tháng 5 hằng năm
quý I hằng năm
thứ Sáu hằng tuần
trước thứ 2 hằng tuần
hằng tuần
mỗi quý một lần
định kỳ 6 tháng, năm
03 tháng/lần
ít nhất 02 cuộc/năm
định kỳ 9 tháng và cả năm
hằng năm, giai đoạn 2026 - 2030
thường xuyên
trong suốt năm
theo Kế hoạch của tỉnh
trong thời hạn 10 ngày kể từ ngày ký
trong vòng 05 ngày làm việc kể từ ngày ban hành Kế hoạch
chậm nhất 24 giờ sau khi xảy ra cháy rừng
không quá 02 tháng kể từ khi có kết quả kiểm tra
sau 03 ngày
sau 45 (bốn mươi lăm) ngày kể từ ngày nhận hồ sơ
khi kết thúc đợt trồng cây
ngay sau khi có hướng dẫn của tỉnh
khi có yêu cầu
ngay khi tổng kết đợt thi đua
ngày 32/5/2026
ngày 0/5/2026
ngày 15/13/2026
ngày 30/02
ngày 15/5/26
ngày 01/01/1944
ngày 01/01/2200
giai đoạn 1940 - 1944
giai đoạn 2190 - 2200
giai đoạn 1945 - 1946
giai đoạn 2198 - 2199
năm 1945
năm 1946
năm 2199
năm 2200
các năm 2026 và 2030
năm 2026, 2027 và 2028
cả năm 2026
tháng 13/2026
tháng 0/2026
tháng 12/2026
tháng 1/1944
tháng 10 đến tháng 02
từ tháng 11 đến tháng 02 năm sau
từ tháng 10 đến tháng 12/2026
từ tháng 02/2026 đến tháng 01/2026
từ ngày 20/5 đến ngày 10/5/2026
từ ngày 20/5/2026 đến ngày 20/5/2026
từ 01/01/2026 đến 31/12/2026
từ 01/01/2026 đến 31/12/2027
từ 01/01/2026 đến 30/9/2026
từ 01/7/2026 đến 31/12/2026
từ 01/02/2026 đến 30/4/2026
từ 02/02/2026 đến 28/02/2026
từ 01/01/2026 đến 28/02/2026
từ 01/3/2026 đến 31/3/2026
từ quý IV/2025 đến quý I/2026
từ ngày 15/4 đến khi hoàn thành
từ ngày 15/4/2026
từ tháng 2
từ nay đến 30/6/2026
từ nay đến cuối năm
đến ngày 30/6/2026
đến tháng 9/2027
đến năm 2030
đến hết năm 2026
quý 3/2026
quý II
quý V/2026
quý một năm 2026
Quý II, III/2026
quý I, quý II và quý IV
6 tháng cuối năm 2026
sáu tháng đầu năm
9 tháng đầu năm 2026
9 tháng năm 2026
nửa cuối năm 2026
đầu năm 2027
giữa năm
cuối quý II
đầu tháng 5/2026
cuối tháng 02/2028
tuần 2 tháng 5/2026
tuần đầu tháng 6
ngày 15 tháng 5
ngày 15, 16/5/2026
ngày 15 và 16/5/2026
ngày 15 - 20/5/2026
15-20/5
ngày 15 đến 20 hằng tháng
ngày 10 hằng quý
ngày 31 hằng tháng
ngày 0 hằng tháng
ngày cuối tháng
ngày làm việc cuối cùng của tháng
trước ngày 05 tháng sau
trước ngày 05 của tháng liền kề
trước ngày 15 tháng đầu quý sau
trước ngày 25 của tháng cuối quý, ngày 15/12 hằng năm
ngày 20 tháng thứ 3 của quý
hằng tháng trước ngày 25, hằng quý trước ngày 20 tháng cuối quý
định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12)
6 tháng đầu năm trước ngày 10/6, cả năm trước ngày 10/12
trước ngày 10/6 đối với 6 tháng và 10/12 đối với năm
ngày 15/6 và ngày 15/12 hằng năm
trước ngày 15/3, 15/6, 15/9, 15/12 hằng năm
trước ngày 15/6, 31/02
ngày 10/3 và 10/4
ngày 15/6 và 15/7
ngày 15/6/2026 và 15/12/2027
15/6 năm sau
trước ngày 31/01 năm sau
hằng năm trước ngày 31/01 của năm sau
trước ngày 30 tháng 11 hằng năm
trong tháng 02 hằng năm
từ tháng 3 đến tháng 5 hằng năm
từ tháng 11 đến tháng 01 hằng năm
mùa khô hằng năm
trước mùa mưa
dịp Tết Nguyên đán
ngày 01 và 15 hằng tháng
thứ Hai đầu tháng
thứ Bảy, Chủ nhật hằng tuần
sáng thứ 6 hằng tuần
mỗi tuần 2 lần
02 tuần/lần
03 tháng một lần
06 tháng/lần
02 năm một lần
mỗi năm một lần
ít nhất 01 lần/quý
4 lần/năm
hằng quý, hằng năm
hằng tháng, quý, 6 tháng, năm
định kỳ
định kỳ hằng năm và đột xuất
hằng ngày
báo cáo 6 tháng và năm
3 tháng, 6 tháng, 9 tháng, năm
sơ kết 03 năm, tổng kết 05 năm
năm 2026 và hằng năm
thường xuyên, hằng năm
thường xuyên trong năm 2026
trong vòng 01 tháng kể từ ngày ký ban hành
chậm nhất sau 10 ngày kể từ ngày kết thúc quý
sau 05 ngày làm việc kể từ khi nhận được văn bản
trong 48 giờ
trước 17 giờ ngày 20/5/2026
lúc 8 giờ 00 ngày 20/5/2026
ngay sau khi Kế hoạch được ban hành
sau khi kết thúc năm học
theo yêu cầu của cấp trên
khi có hướng dẫn của Sở
theo tiến độ
Quý I/2026 - Quý IV/2027
Tháng 3-5/2026
2026-2030
Năm học 2025 - 2026
học kỳ I năm học 2025 - 2026
trước khai giảng năm học mới
20/5/2026 (dự kiến)
hoàn thành trước 30/9; báo cáo trước 15/10/2026
"""
MARKERS = """\
PHẦN THỨ NHẤT
Chương I. VIỆC CHUNG
Mục 1. Rừng
Điều 1. Phạm vi
1. Khoản một của điều này
1.1. Điểm dưới khoản một
1.1.1 Điểm dưới nữa
a) Trồng cây
b) Tưới cây
(1) Việc thứ nhất
(2) Việc thứ hai
- Gạch đầu dòng
+ Dấu cộng
đ) Không theo thứ tự
2) Khoản hai
PHẦN II
A. Nhóm A
I. Nhóm một
1) Một
1. Hai
a. Chữ a
a.1 Chữ nhỏ
b/ Chữ b
B. Nhóm B
i) không phải số
(a) Việc a
a) Chữ dưới ngoặc
IX. Chín
X. Mười
XI. Mười một
"""
