"""Heads, ends and single targets of plans of our own invention, each in a shape that the other samples do not have.

Printed by printing_written as tests/golden/printed/short_heads.txt.
"""

# ruff: noqa: E501 the plans have a line for each paragraph

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "\nI. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa theo dõi chung.\n2. Các xã thực hiện.\n"
HEADS = (
    f"UBND TỈNH MÂY TRẮNG\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH\n{MOTTO}Số: 12/KH-SVHTTDL\nMây Trắng, ngày 31 tháng 02 năm 2025\nKẾ HOẠCH\nTuyên truyền sách\n",
    f"UBND HUYỆN\nĐỒI MƠ\nPHÒNG VĂN HÓA\n{MOTTO}Số: /KH-VH\nĐồi Mơ, ngày   tháng 3 năm 2025\n\nKẾ HOẠCH\n\nVề việc tổ chức ngày sách\n\nnăm 2025\n\nThực hiện Kế hoạch số 5/KH-UBND ngày 1/2/2025; Phòng Văn hóa xây dựng Kế hoạch như sau:\n",
    f"{MOTTO}\nTRUNG TÂM VĂN HÓA\nHUYỆN ĐỒI MƠ\n\nĐồi Mơ, ngày 02/3/2025\n\nKẾ HOẠCH TỔ CHỨC NGÀY SÁCH\n",
    f"| UBND XÃ NÀ MƠ\nBAN CHỈ ĐẠO | {MOTTO.strip()} |\n| *** | |\n| Số 03/KH-BCĐ | Nà Mơ, ngày 4 tháng 4 năm 2025 |\n\nKẾ HOẠCH\nHoạt động năm 2025 của Ban Chỉ đạo “Phát triển văn hóa\n\nđọc trong cộng đồng”\n",
    f"ỦY BAN NHÂN DÂN TỈNH MÂY TRẮNG SỞ Y TẾ          {MOTTO}Số: 99/KH-SYT-NVY          Mây Trắng, ngày 5 tháng 5 năm 2025\nKẾ HOẠCH\nPHÒNG, CHỐNG DỊCH BỆNH\nGIAI ĐOẠN 2025 - 2027\nCăn cứ Luật số 12/2020/QH14; Quyết định số 45/QĐ-UBND ngày 1/1/2025 về việc thực hiện Nghị định số 100/2019/NĐ-CP; và Thông tư số 3/2020/TT-BYT;\n",
    "KẾ HOẠCH\nNgày hội đọc sách.\nTại nhà văn hóa\n\n",
    "V/v tổ chức ngày sách\n\nKính gửi: Các xã\n\nĐể tổ chức ngày sách, Phòng Văn hóa xây dựng kế hoạch như sau:\n",
    "HUYỆN ỦY ĐỒI MƠ\nBAN TUYÊN GIÁO\n*\nSố 14-KH/BTGHU\nĐỒI MƠ, NGÀY 6 THÁNG 6 NĂM 2025\nKẾ HOẠCH\nTHỰC HIỆN CHỈ THỊ SỐ 14-CT/TW NGÀY 19 THÁNG 7 NĂM 2017\nCăn cứ Chỉ thị số 14-CT/TW;\n",
    f"ỦY BAN NHÂN DÂN\n\nTỈNH MÂY TRẮNG\n\n{MOTTO}\nSố: 45/QĐ-UBND\n\nMây Trắng, ngày 7 tháng 7 năm 2025\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch đọc sách\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật Thư viện số 46/2019/QH14;\nXét đề nghị tại Tờ trình số 8/TTr-SVH,\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch đọc sách.\nĐiều 2. Quyết định có hiệu lực từ ngày ký.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu VT.\nCHỦ TỊCH\n\nLò Văn Mẫu\n\nKẾ HOẠCH\nĐọc sách năm 2025\n(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 7/7/2025\ncủa Ủy ban nhân dân tỉnh)\n",
    f"BỘ VĂN HÓA\n{MOTTO}Số: 2/KH-BVH\nHà Nội, ngày 8 tháng 8 năm 2025\nĐỀ ÁN\nPhát triển văn hóa đọc\nđến năm 2030\nPhần mở đầu\n",
    f"CÔNG TY CỔ PHẦN SÁCH HUYỆN ĐỒI MƠ VÀ CÁC ĐƠN VỊ THÀNH VIÊN TRỰC THUỘC CÔNG TY MẸ TỈNH MÂY TRẮNG KHU VỰC PHÍA BẮC\nNHÀ SÁCH SỐ MỘT\n{MOTTO}Ngày 9.9.2025\nKẾ HOẠCH BÁN SÁCH\n",
    "ĐOÀN TNCS HỒ CHÍ MINH\nBCH HUYỆN ĐOÀN ĐỒI MƠ\n***\nSố: 21-KH/HĐTN\nĐồi Mơ, ngày 10 tháng 10 năm 2025\nKẾ HOẠCH\nTổ chức hội thi “Sách\nvà bạn”\n-----\nNhằm nâng cao, Ban Thường vụ Huyện đoàn ban hành kế hoạch:\n",
)
CLOSES = (
    "\nNơi nhận:\n- Như trên;\n- Lưu VT.\nKT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\n\nBùi Thị Thanh\n",
    "\nTM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\n\nPHÓ CHỦ TỊCH UBND HUYỆN\nHà Văn Mẫu\n\nNơi nhận: UBND tỉnh; các xã (thực hiện); Lưu: VT.\n",
    "\n| Nơi nhận: - Các xã; - Lưu. | HIỆU TRƯỞNG\n(Ký, đóng dấu)\nThS. Vàng A Mẫu |\n",
    "\nNgười lập\nNguyễn Thị Mẫu\n\nĐồi Mơ, ngày 3 tháng 4 năm 2025\nNơi nhận:\n- Các xã;\n",
    "\nĐồi Mơ, ngày 31 tháng 4 năm 2025.\nGIÁM ĐỐC\nHà Mẫu\nNơi nhận:\n1. UBND huyện\n2. Các phòng\n",
    "\nT.M ĐẢNG ỦY\nPHÓ BÍ THƯ\nLường Văn\n Mẫu\n",
    "\nHà Văn Mẫu (Đã ký)\nNgày ký: 2025-05-06T10:11:12+07:00\n",
    "\nNơi nhận:          TL. GIÁM ĐỐC\n- Các đơn vị;          CHÁNH VĂN PHÒNG\n- Lưu: VT, VP (5b).          Đại úy Hà Văn Mẫu\n",
    "\nTrên đây là Kế hoạch đọc sách. Yêu cầu các xã nghiêm túc thực hiện. Giao Phòng Văn hóa đôn đốc, báo cáo trước ngày 30/6. Nếu có vướng mắc, các xã phản ánh về Phòng Văn hóa./.\n\nNơi nhận: Các xã\nCHỦ TỊCH\nLò Văn Mẫu\n",
    "\nĐề nghị các đoàn thể phối hợp; yêu cầu Trạm Y tế xã lập tủ sách trong tháng 5; yêu cầu các thôn triển khai nghiêm túc.\n\nTM. UBND\nLò Văn Mẫu\n",
    "\nQuá trình thực hiện, Phòng Văn hóa theo dõi, kiểm tra việc thực hiện.\nUBND huyện yêu cầu các xã triển khai thực hiện tốt Kế hoạch này và gửi kế hoạch trước 15/3.\n\nCHỦ TỊCH\nLò Văn Mẫu\n",
    "\nĐồi Mơ, ngày 3 tháng 4 năm 2025 của huyện\nGIÁM ĐỐC\nHà Mẫu\nNơi nhận: các phòng.\n",
    "",
)
# The words of a target, its unit, and what stands before and after it in its sentence.
MEASURES = (
    ("Giảm tỷ lệ hộ nghèo 2%", "%", "", ""),
    ("tăng 5% số sách so với năm 2024", "%", "", ""),
    ("Tỷ lệ giảm 3%", "%", "", ""),
    ("đạt 10% tỷ trọng kinh tế xanh trên GRDP", "%", "", ""),
    ("tốc độ tăng trưởng đạt 8%", "%", "Doanh thu đạt 5 tỷ đồng, với ", ""),
    ("tốc độ tăng trưởng đạt 8%", "%", "Số sách in đạt 500 cuốn và ", ""),
    ("tốc độ tăng trưởng đạt 8%", "%", "Doanh thu đạt 5%, với ", ""),
    ("tốc độ tăng trưởng đạt 8%", "%", "Doanh thu đạt 5 tỷ đồng; ", ""),
    ("Sách điện tử chiếm 30% tổng số sách", "%", "", ""),
    ("Sách điện tử chiếm 30%", "%", "", ""),
    ("80% trở lên số trường có thư viện", "%", "", ""),
    ("đạt 95%", "%", "", ""),
    ("Tỷ lệ trẻ em dưới 6 tuổi được tiêm chủng đạt 95%", "%", "", ""),
    ("Tỷ lệ phủ sóng tại các khu công nghiệp đạt 95%", "%", "", ""),
    ("Tỷ trọng phủ sóng tại các khu công nghiệp đạt 95%", "%", "", ""),
    ("Tỷ lệ đào tạo kỹ năng cho người dân trong độ tuổi lao động đạt 70%", "%", "", ""),
    ("Tỷ lệ chi sách/tổng chi đạt 5%", "%", "", ""),
    ("Tỷ lệ A đạt 5% so với B", "%", "", ""),
    ("Phát hiện 100% vụ trộm sách", "%", "", ""),
    ("100% vụ trộm sách được phát hiện", "%", "", ""),
    ("100% bệnh được phát hiện sớm", "%", "", ""),
    ("30% đạt chuẩn", "%", "100% trường học có thư viện, trong đó ", ""),
    ("30% đạt chuẩn", "%", "80% trường học có thư viện, trong đó ", ""),
    ("30% đạt chuẩn", "%", "80% trường học, trong đó ", ""),
    ("ít nhất 30% trường học đạt chuẩn", "%", "80% trường học có thư viện, trong đó ", ""),
    ("30% trường học", "%", "80% trường học có thư viện, trong đó ", ""),
    ("30% trường", "%", "80% trường học có thư viện, trong đó ", ""),
    ("80% số trạm y tế", "%", "", " và 100% cơ sở đủ điều kiện"),
    ("80% số trạm y tế hoạt động", "%", "", " và 100% cơ sở có tủ sách"),
    ("80% số trạm y tế", "%", "Tập huấn cho 100% xã, ", ""),
    ("Tập huấn cho 100% cán bộ xã", "%", "", ""),
    ("Duy trì 100% thư viện mở cửa", "%", "", ""),
    ("Dành 2% tổng chi ngân sách hằng năm cho thư viện", "%", "", ""),
    ("Dành tối thiểu 2% quỹ đất", "%", "", ""),
    ("100% người dân hiểu biết về sách", "%", "", ""),
    ("100% người dân được tuyên truyền, nhận thức đầy đủ", "%", "", ""),
    ("Giảm năng lượng tiêu hao bình quân 1%/năm", "%", "", ""),
    ("Giảm năng lượng tiêu hao xuống 1%", "%", "", ""),
    ("Giảm tiêu hao giấy 1% mỗi năm", "%", "", ""),
    ("Giảm tiêu hao giấy 1%", "%", "", ""),
    ("Mục tiêu tăng lượt đọc sách: 8%", "%", "", ""),
    ("Tăng lượt đọc sách so với năm 2020 khoảng 8%", "%", "", ""),
    ("số giường bệnh trên một nghìn dân đạt 4 giường", "giường", "", ""),
    ("số giường bệnh trên 10.000 dân đạt 32 giường", "giường", "", ""),
    ("số sách tính trên 100 học sinh đạt 500 cuốn", "cuốn", "", ""),
    ("trên vạn dân đạt 3 bác sĩ", "bác sĩ", "", ""),
    ("đạt 12 bác sĩ/vạn dân", "bác sĩ/vạn dân", "", ""),
    ("đạt 12 bác sĩ/1 vạn dân", "bác sĩ", "", ""),
    ("150/100.000 dân có thẻ", "/100.000 dân", "", ""),
    ("Thu nhập bằng 1,3 lần mức bình quân", "lần mức bình quân", "", ""),
    ("1,3 lần so với năm 2020", "lần", "", ""),
    ("Mức chi đạt 50 nghìn đồng/người", "nghìn đồng/người", "", ""),
    ("Năng suất đạt 60 tạ/ha", "tạ/ha", "", ""),
    ("đạt 60 ha/hộ", "ha/hộ", "", ""),
    ("Doanh thu đạt 5 tỷ đồng/năm", "tỷ đồng/năm", "", ""),
    ("đạt 5 tỷ đồng/năm", "tỷ đồng/năm", "", ""),
    ("Mỗi xã có ít nhất 02 mô hình đọc sách", "mô hình đọc sách", "", ""),
    ("Mỗi xã tổ chức ít nhất 02 hội nghị", "hội nghị", "", ""),
    ("Mỗi năm mở 3 lớp", "lớp", "", ""),
    ("Bình quân một học sinh đọc 10 cuốn", "cuốn", "", ""),
    ("Thời gian chờ không quá 30 phút", "phút", "", ""),
    ("Không để mất điện quá 2 giờ", "giờ", "", ""),
    ("Chỉ số cải cách đứng trong nhóm 10 tỉnh", "tỉnh", "", ""),
    ("Đường truyền đạt 100 Mbps", "Mbps", "", ""),
    ("Trồng mới 500 ha rừng", "ha", "", ""),
    ("Trồng 500 ha", "ha", "", ""),
    ("Diện tích rừng trồng tập trung đạt 500 ha", "ha", "", ""),
    ("Chăm sóc và bảo vệ 500 ha rừng", "ha", "", ""),
    ("Thu hút 2 triệu lượt khách du lịch", "triệu lượt khách du lịch", "", ""),
    ("Tăng 200 hội viên", "hội viên", "", ""),
    ("Hội viên tăng 200 người", "người", "", ""),
    ("Giảm 5 vụ", "vụ", "", ""),
    ("Duy trì 12 câu lạc bộ", "câu lạc bộ", "", ""),
    ("Tổng số 12", "", "", ""),
    ("Dân số đạt 12.000 người", "người", "", ""),
    ("19/19 xã có tủ sách", "xã", "", ""),
    ("Không đo được", "%", "", ""),
    ("60%", "%", "Tỷ lệ trường có thư viện năm 2025 đạt 40%, năm 2030 đạt ", ""),
    ("năm 2030 đạt 60%", "%", "Tỷ lệ trường có thư viện năm 2025 đạt 40%, ", ""),
    ("60 xã", "xã", "Số xã có thư viện năm 2025 đạt 40 xã, năm 2030 đạt ", ""),
    ("Số ca mắc giảm 10 người nghiện", "người nghiện", "", ""),
    ("- Xây mới 3 thư viện", "thư viện", "", ""),
)
LEADS = """\
I. NHIỆM VỤ
1. Phát triển tủ sách
a) Lập danh mục sách
b) Mua sách mới:
- Sách thiếu nhi được mua ở hiệu sách huyện
- Chọn sách nông nghiệp
c) Phân công thực hiện
- Cơ quan chủ trì: Phòng Văn hóa; Đoàn Thanh niên
- Cơ quan phối hợp:
+ Các trường;
+ (nếu có)
d) Thời gian thực hiện: Quý II/2025
2. Thi đọc sách
2.1. Tổ chức vòng xã
2.2. Tổ chức vòng huyện
2.3. Đơn vị thực hiện
- Chủ trì: Phòng Giáo dục.
- Hội Phụ nữ
- Phối hợp: Tổ chức đoàn thể.
3. Ngày sách
a) Treo băng rôn
b) Cơ quan chủ trì:
- Phòng Văn hóa treo băng rôn ở thị trấn
4. Góp sách
a) Nhận sách
b) Tổ chức thực hiện: Các thôn
II. BAN TỔ CHỨC
1. Thành phần
- Đồng chí Hà Văn Mẫu: Trưởng ban
- Trưởng phòng Văn hóa: Phó Trưởng ban
- Hiệu trưởng các trường: Thành viên
- Kế toán: Ủy viên, phụ trách chi tiêu
2. Hồ sơ gồm:
- Tờ trình của các xã;
- Danh sách bạn đọc;
- Biên bản kiểm kê
3. Các mẫu biểu:
- Mẫu số 1
1. Lập biểu
III. PHÂN CÔNG
1. Phòng Văn hóa: Lập kế hoạch
2. Phòng Tài chính: Cấp kinh phí
3. Kế toán trưởng: Quyết toán
4. Nguồn sách: Mua mới
5. Bà con các bản: góp sách cũ
6. Công tác kiểm tra
7. Đối với Phòng Nội vụ
- Đề xuất khen thưởng
8. Đối với cán bộ thư viện
- Trực hằng ngày
9. Nhóm thiện nguyện Áo Xanh
- Sửa giá sách
Chế độ báo cáo
Các xã báo cáo hằng tháng.
IV. CÁC BÊN
Phòng Văn hóa
Lập kế hoạch chung.
Phòng Tài chính
Các trường đóng góp sách.
Hội Phụ nữ
Vận động hội viên.
Kinh phí thực hiện
Do ngân sách huyện cấp.
1- Các xã thực hiện
l) Mở tủ sách
m) Kiểm kê tủ sách
"""


def list_plans() -> list[tuple[str, str]]:
    plain_head, plain_close = HEADS[0], CLOSES[0]
    return [
        *((f"head {number}", head + BODY + plain_close) for number, head in enumerate(HEADS, 1)),
        *((f"end {number}", plain_head + BODY + close) for number, close in enumerate(CLOSES, 1)),
    ]


# Sentences that give work, or only seem to.
ORDERS = """\
Sở Y tế được giao nhiệm vụ: lập danh sách trẻ em
Sở Y tế được giao Lập danh sách
Cơ quan được giao chủ trì có trách nhiệm lập kế hoạch
Các cơ quan được phân công báo cáo kết quả hằng quý
Các bộ phận được phân công phải báo cáo kết quả
Cơ quan chủ trì, thành phần, nội dung họp
Trưởng ban là Chủ tịch UBND xã
Sở Y tế là cơ quan thường trực, theo dõi chung
Giao Sở Y tế là đầu mối tổng hợp
Sở Y tế, với vai trò thường trực, đôn đốc các xã
Sở Y tế trong vai trò cơ quan thường trực đôn đốc các xã
Sở Y tế sẽ, cũng là lập danh sách
Sở Y tế có nhiệm vụ hướng dẫn các xã
Các sở: Y tế, Tài chính chủ động cân đối kinh phí
Các phòng, ban: Lập kế hoạch chi tiết
Cán bộ phụ trách cơ sở 2: Thường trực quản lý thư viện
Công an xã: tuần tra
Ban Chỉ đạo thực hiện chương trình
Tổ tư vấn gặp học sinh
Tổ kiểm tra giám sát thực hiện kiểm tra thư viện
Đoàn số 1 do Sở Y tế chủ trì, kiểm tra bếp ăn
Đoàn số 1 do Sở Y tế quản lý kiểm tra bếp ăn
Phòng Tổng hợp theo dõi chung
Phòng Kế hoạch tổng hợp: Thẩm định kinh phí
Phòng Kiểm tra giám sát
Vụ Vật liệu xây dựng chủ trì, phối hợp rà soát quy chuẩn
Ban Chỉ đạo xây dựng nông thôn mới lồng ghép chỉ tiêu
Các đơn vị thực hiện báo cáo hằng quý
Chuyên viên phụ trách tổng hợp tham mưu văn bản
Các cơ quan, tổ chức chấp hành quy định
Hội đồng về bảo vệ rừng (Quyết định số 5/QĐ-UBND) chỉ đạo chung
Văn phòng đăng ký đất đai lập hồ sơ
Trung tâm “Hỗ trợ phát triển” hướng dẫn các xã
Sở Y tế (cơ quan thường trực Ban Chỉ đạo) theo dõi, đôn đốc
Ban Giám hiệu (đồng chí Lò Thị Hoa phụ trách): Duyệt kế hoạch
Đối với Sở Y tế: Lập danh sách trẻ em
Đối với các trường hợp vi phạm: Sở Y tế xử lý
Đối với các xã vùng cao, Đồn Biên phòng tuần tra đường mòn
Đề nghị Hội Nông dân vận động hội viên
Đề nghị các doanh nghiệp đóng góp
Hằng năm, Sở Nội vụ tổng kết; Sở Tài chính quyết toán
Định kỳ hằng quý Sở Nội vụ kiểm tra
Trước mắt, Phòng Văn hóa rà soát danh mục
Công tác tuyên truyền: Phòng Văn hóa biên soạn tài liệu
Công tác tuyên truyền: giao Phòng Văn hóa biên soạn tài liệu
Công tác tuyên truyền: đối với các trường, Phòng Giáo dục hướng dẫn
Thống nhất giao Phòng Văn hóa theo dõi; giao ban hằng tháng
Tổ chức giao ban các xã lập biên bản
Lập tổ (giao Phòng Văn hóa; Sở Y tế theo dõi)
Thủ thư có trách nhiệm giữ gìn sách
Thủ thư có nhiệm vụ mở cửa
TCTL chủ trì, phối hợp bảo vệ
thủ thư có trách nhiệm giữ gìn sách
Bảo vệ có trách nhiệm khóa cửa
Xây dựng có trách nhiệm
Thủ thư, kế toán kiểm kê có trách nhiệm ký biên bản
Tuyên truyền bảo vệ rừng (giao Phòng Văn hóa)
Tuyên truyền bảo vệ rừng (Phòng Văn hóa hướng dẫn)
Tuyên truyền bảo vệ rừng (Phòng Văn hóa chủ trì).
Giao Phòng Văn hóa tuyên truyền (Đoàn Thanh niên chủ trì)
Phòng Văn hóa (các trường phối hợp)
Kiểm kê sách do các trường thực hiện
Kiểm kê sách được giao cho các trường
Kiểm kê sách do thiên tai gây hư hỏng
Tập huấn do Sở Y tế tổ chức, các xã tham gia
Sở Y tế không lập danh sách
Sở Y tế gồm các phòng lập danh sách
Yêu cầu các cơ quan nghiêm túc thực hiện
Cơ quan nào lập danh sách thì báo cáo
UBND tỉnh ban hành Kế hoạch thực hiện như sau
Tổ chức, cá nhân mượn sách có trách nhiệm giữ gìn
Người dân mượn sách, kiểm tra sách có trách nhiệm giữ gìn
Phòng Văn hóa chủ trì, Phòng Giáo dục cùng phối hợp kiểm kê; đơn vị phối hợp: Hội Phụ nữ, Đoàn xã. Thời gian: tháng 5
Phòng Văn hóa chủ trì, Phòng Giáo dục. Các trường phối hợp; cơ quan phối hợp: các xã; thời gian: quý I; chủ trì
Kiểm kê (phối hợp: các trường) trong tháng; phối hợp với Văn phòng HĐND và UBND huyện, các sở, ban, ngành và các đơn vị liên quan lập danh sách
Phối hợp với người dân, già làng; phối hợp chặt chẽ tuyên truyền; phối hợp cùng Sở Văn hóa, Thể thao và Du lịch, Công an (nếu có) để kiểm tra
Phối hợp các tổ chức, cá nhân; cùng với Trạm Y tế và một số Trường học; phối hợp với (các) thôn)
Sở Y tế
Sở Y tế lập
"""
