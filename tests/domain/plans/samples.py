"""Plans of our own invention, in the forms in which plans reach us."""

# ruff: noqa: E501 the second plan has a line for each paragraph, as its kind of conversion has

# Blank lines between paragraphs, lines broken at some eighty letters: a page copied from a portal.
COMMUNE = """\
ỦY BAN NHÂN DÂN
XÃ SUỐI BẠC
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 27/KH-UBND

Suối Bạc, ngày 09 tháng 02 năm 2024

KẾ HOẠCH

VỆ SINH ĐƯỜNG LÀNG, NGÕ XÓM VÀ TRỒNG CÂY BÓNG MÁT
NĂM 2024

Thực hiện Kế hoạch số 118/KH-UBND ngày 15/01/2024 của UBND huyện Đồi Cau về
phong trào sạch nhà, sạch ngõ; Nghị quyết số 06-NQ/ĐU ngày 20/12/2023 của Đảng
ủy xã; theo Tờ trình số 03/TTr-VHXH của công chức Văn hóa - Xã hội.

UBND xã ban hành Kế hoạch với các nội dung sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Giữ đường làng sạch, có bóng mát; mỗi nhà một việc làm cụ thể.

2. Yêu cầu

a) Làm thường xuyên, không phô trương;

b) Các thôn tự chọn ngày tổng vệ sinh.

II. CHỈ TIÊU

- 100% số thôn có tổ tự quản vệ sinh, hoạt động theo
quy ước.

- Tỷ lệ hộ phân loại rác tại nhà đạt từ 75% trở lên; tỷ lệ rác đốt ngoài trời còn dưới 5%.

- Trồng ít nhất 1.200 cây bóng mát dọc các trục đường thôn, trong đó tỷ lệ cây sống đạt trên 92,5%.

- Không quá 02 điểm đổ rác tự phát trên địa bàn.

III. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội

a) Chủ trì, phối hợp với Hội Phụ nữ xã, Đoàn Thanh niên xã phát động phong trào trước
ngày 15/3/2024;

b) Tổng hợp kết quả, tham mưu UBND xã báo cáo UBND huyện (qua Phòng Tài nguyên và Môi trường)
định kỳ 6 tháng, năm.

2. Trạm Y tế xã: Hướng dẫn các hộ xử lý rác thải y tế; hằng quý kiểm tra bếp ăn
của trường mầm non.

3. Giao Công an xã chủ trì, phối hợp với các thôn xử lý việc đổ rác trộm.

4. Đề nghị Ủy ban Mặt trận Tổ quốc xã và các đoàn thể

- Vận động hội viên tham gia ngày tổng vệ sinh;

- Giám sát việc thực hiện ở các thôn, gồm:

+ Giám sát việc thu phí vệ sinh;

+ Giám sát việc trồng, chăm cây.

5. Các thôn

Phối hợp với Trạm Y tế xã lập danh sách hộ đăng ký phân loại rác.

Trên đây là Kế hoạch vệ sinh đường làng năm 2024. Đề nghị các thôn triển khai thực hiện nghiêm túc; nếu có
khó khăn, vướng mắc thì báo cáo UBND xã để giải quyết./.

Nơi nhận:
- UBND huyện (b/c);
- TT Đảng ủy, TT HĐND xã;
- Các thôn;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Thị Mận

PHỤ LỤC
DANH SÁCH CÁC THÔN

1. Thôn Bãi Sậy

2. Thôn Đồi Chè
"""

# A decision with the plan attached, one line for each paragraph, tasks followed by «Đơn vị chủ trì».
ATTACHED = """\
BỘ SÁCH VÀ THƯ VIỆN --------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 512/QĐ-BSTV
Hà Nội, ngày 03 tháng 7 năm 2019
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH ĐƯA SÁCH VỀ TRƯỜNG HỌC VÙNG CAO
Căn cứ Nghị định số 41/2018/NĐ-CP ngày 12/3/2018 của Chính phủ;
Xét đề nghị của Vụ trưởng Vụ Thư viện, QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đưa sách về trường học vùng cao.
Điều 2. Chánh Văn phòng Bộ, Vụ trưởng Vụ Thư viện chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 2;
- Văn phòng Chính phủ (để báo cáo);
- Lưu: VT, Vụ TV.
KT. BỘ TRƯỞNG THỨ TRƯỞNG Nông Văn Sách KẾ HOẠCH ĐƯA SÁCH VỀ TRƯỜNG HỌC VÙNG CAO (Ban hành kèm theo Quyết định số 512/QĐ-BSTV ngày 03 tháng 7 năm 2019)
I. MỤC TIÊU
Đến hết năm 2020, ít nhất 80% trường tiểu học vùng cao có tủ sách dùng chung; số đầu sách của mỗi trường không dưới 300 đầu sách.
II. NỘI DUNG
1. Chọn sách
a) Lập danh mục sách theo lứa tuổi, gửi các tỉnh góp ý trước khi ban hành và cập nhật trong suốt thời gian thực hiện kế hoạch này
- Đơn vị chủ trì: Vụ Thư viện.
- Đơn vị phối hợp: Vụ Kế hoạch - Tài chính; Cục Xuất bản.
- Thời gian thực hiện: Quý III/2019.
b) Mua và bao bọc sách theo danh mục đã được phê duyệt, bảo đảm đúng số lượng và chất lượng giấy in theo tiêu chuẩn đã công bố
- Cơ quan chủ trì: Cục Xuất bản.
- Thời gian thực hiện: Thường xuyên.
2. Chuyển sách
Nhiệm vụ: Chở sách về các huyện theo đợt, bàn giao có biên bản, ưu tiên các điểm trường lẻ chưa có phòng đọc và chưa có điện lưới.
Đơn vị thực hiện: Văn phòng Bộ chủ trì, phối hợp với Sở Văn hóa các tỉnh.
III. TỔ CHỨC THỰC HIỆN
1. Vụ Thư viện
a) Theo dõi việc thực hiện Kế hoạch này.
b) Cục Xuất bản bố trí kho chứa sách tại ba miền và chịu trách nhiệm về việc bảo quản sách trong kho cho đến khi bàn giao.
2. Sở Văn hóa các tỉnh định kỳ hằng quý báo cáo tiến độ về Bộ Sách và Thư viện (qua Vụ Thư viện) trước ngày 20 tháng cuối quý./.
"""

# Blank lines after every line, as a scan comes out of recognition; no header, a signing stamp at the end.
SPACED = """\
 KẾ HOẠCH

Chăm sóc người cao tuổi năm 2022 trên địa bàn huyện Đồi Cau



Thực hiện Kế hoạch số 31/KH-UBND ngày 11/01/2022 của UBND tỉnh Mây Trắng

về chăm sóc người cao tuổi; UBND huyện Đồi Cau xây dựng Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu chung

Người cao tuổi được khám bệnh, được vui chơi và được giúp đỡ khi neo đơn ở

mọi xã, thị trấn.

2. Mục tiêu cụ thể

Phấn đấu 95% người cao tuổi có thẻ bảo hiểm y tế. 100% xã, thị trấn có câu

lạc bộ người cao tuổi.

II. TỔ CHỨC THỰC HIỆN

 1. Phòng Lao động - TB&XH

 Chủ trì, phối hợp tổ chức thực hiện Kế hoạch. Tổng hợp và báo cáo kết quả về

Sở Lao động - TB&XH theo quy định.

 2. Đề nghị Hội Người cao tuổi huyện và các đoàn thể huyện

 Tích cực thăm hỏi hội viên neo đơn, giúp đỡ các cụ sống một mình ở các bản

vùng cao.

3. UBND các xã, thị trấn

Rà soát người cao tuổi chưa có thẻ bảo hiểm y tế xong trong tháng 4/2022.
 Trên đây là Kế hoạch chăm sóc người cao tuổi năm 2022 của huyện Đồi Cau. Đề

nghị Phòng Y tế huyện và UBND các xã, thị trấn căn cứ nhiệm vụ được giao, triển

khai thực hiện. Định kỳ 6 tháng, 01 năm báo cáo kết quả về UBND huyện (qua

phòng Lao động - TB&XH)./.

Nơi nhận:
- UBND tỉnh;
- Lưu VT.

KT. CHỦ TỊCH

PHÓ CHỦ TỊCH



Giàng A Páo

	2022-02-18T09:12:44+0700
"""
