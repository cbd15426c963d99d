"""What the filter finds in notes, place by place: the notes of this folder, and sentences beside each of its rules.

Printed as tests/golden/printed/hits.txt, «[[kind:words]]» around each place. All persons are invented.
"""

# ruff: noqa: E501 a sentence is read whole

from collections.abc import Iterator, Sequence

from sokehoach.domain.privacy import Hit, exclude_signers, scan_text, select_hits_to_confirm
from tests.domain.privacy import by_hand, clean, evasions, held_out, snippets
from tests.domain.privacy.evasions_hard import HARD
from tests.domain.privacy.marked import made

SENTENCES = """\
Gặp Ng.T.Hoa và Tr. Bình, Ph Hằng ở chợ
Gặp Nguyễn T.H và Lò T. Hoa ở chợ
Gặp Vừ A Hùng, Lý A. Sình và Hồ V.T ở bản
Bà Đinh T. gọi, Công ty Hoàng A. không gọi
N.T.H đã khai; T.H không khai; anh T.H có khai; mẫu T.H.K; website V.N.A
Chương I.V.X và mục I. V, UBND. HĐND, TP.HCM, P.T.T
chị H. và chị M, anh K2, đối tượng T, bệnh nhân B1, học viên XIV, nạn nhân THTH
Tú "sẹo", Hùng (tức Hưng "đen"), bản Hoa "cũ", Lan 'béo', Tuấn tức "TUẤN"
biệt danh Cu Đen, còn gọi là Tèo, tức Nam, tự "bé ba", thường gọi là Bản Mới, tên gọi khác lan
gọi cho Hạnh theo số 0912 345 678, gọi Bản: 0912345679
H'Lan Niê, Y Bham Niê, H'Bia, Y Thịnh
Các xã Quài Cang, Quài Nưa và Tỏa Tình; đường Trần Phú, Lê Lợi, phường Lê Hồng Phong - Nguyễn Trãi
Ông Bí thư Lò Văn Hoa, bà Phó Chủ tịch Cà Thị Mai, đồng chí Trưởng bản Vàng A Páo
Chủ quán karaoke Đặng Quốc Triệu, chủ khách sạn Hoàng Anh, trưởng bản Lò Văn Ún
Em gái Lan, con trai Nam, cháu bé Hoa, cô giáo Thảo, bác sĩ Minh, tiếng bà Mai, nước ông Hòa
Công viên Trần Hưng Đạo, tượng đài Võ Thị Sáu, trường mang tên Nguyễn Du, đường mang tên đồng chí Lê Duẩn
Họ tên: Lường Thị Xoan. Người tên là: "Khánh". Bị cáo: Tòng Văn Inh
Lò Thị Hoa sinh năm 1990, Lò Thị Hoa (1990), Lò Thị Hoa, 19 tuổi, Lò Thị Hoa (2021), cháu 12 tuổi tên Hoa
SN 1990; sinh ngày 02/3/1991; nữ sinh năm 1994; nữ sinh năm 2021; trẻ sinh năm 2016; nam sinh năm 1994; phát sinh năm 1990
trú tại bản Ten Hon, xã Quài Cang; kiểm tra tạm trú tại xã Quài Cang; đăng ký thường trú tại bản Co Muông
số nhà 12, ngõ 5, đường 7/5, phường Mường Thanh; 15 đường Trần Phú; 15/3 tổ 4; nhà 7 phố Hàng Bài; SN 1990 tổ 3; ngõ 12 đường 3
trụ sở UBND số 15 đường Trần Phú; khách sạn 20 phố Huế; nhà nghỉ trú tại số nhà 5 tổ 1
Lò Văn Hoa, bản Nà Lốm; Lò Văn Hoa (ở tổ 3); Lò Văn Hoa phòng 201; phòng 305; phòng học 12 của Lò Văn Hoa
xe 27B1-123.45, 27B2 1234, 27B 2019, 27B 1234, 27B1234, biển số 27b-1234, 27b1-123.45, mẫu số 12A 2021, lớp 10A1 2345
xe TM 12-34, bản TM-12-34, BKS AA 12-34, ZZ 12-34, 80-123-NG-45, 80 NN 123 45, 41 QT 123 45
CMND 040512887, số 040 512 887, CCCD 011196004512, 011 196 004 512, 123456789, 123.456.789, 120000000 đồng, 112233445566
0912345678, 0912.345.678, 02153862456, 84912345678, +84 98 765 4321, 0084912345678, 19001560, 0012345678, 0 9 1 2 3 4 5 6 7 8
điện thoại 3862456, ĐT: 215 3862 456, tài khoản 0912345678, số tiền 0912345678 đồng, mã 123456789, 84123456789, 841234567890
ngày 12.03.2021, 2019 2020 2021, 2016-2020, 12/3/2021 và 1.200.000.000
hoa.lo@gmail.com, vanphong@dienbien.gov.vn, a@b, hoa_lo at gmail.com
L.ò T.h.ị H.o.a, N g u y ễ n V ă n K h ả i, L_ò_T_h_ị, 0*9*1*2*3*4*5*6*7*8
LòThịHoa, nguyenthihoa, NguyenVanA, TranHoa, ThiHoa, hoaithuong, PhòngTưPháp, lothihoabinh
Th-ị Hoa, Ngu yễn Văn Khải, Ngu yen Thi Hoa, Th.ị, qu ang, tr an
Lò Th1 H0a, Nguy3n Van T1nh, c0vid, B@n Thi D1em
Trần | Bảo | Ngọc; Trần-Hoa; cháu Bảo.Ngọc; chị.Hoa; anh/Tuấn; ban*thi*diem; Hà-Nội; Bắc/Nam
TRẦN Bảo NGỌC, Ng. Đình Lộc, Nguyển Văn Khải, Ng Văn Khải, N Văn Khải, Qu. Thị Hoa, Toán. Văn. Anh
Giàng - A - Páo, Lò A. Páo, toán_văn_anh, a/b/c, www.tran.bao.ngoc.vn, Lò.Văn, Lò  Văn  Hoa
Sở_Y_Tế, Trần, Bảo, Ngọc; Trần. Bảo. Ngọc; Lò;Thị;Hoa; Đặng\nQuốc\nTriệu
<b>Lò</b> <i>Thị</i> Hoa, x < y và y > z
lò thị hoa, lo thi hoa, chị lò hoa, chi nguyen hoa, nguyễn du, tượng trần hưng đạo, hoàng hôn, thùy linh, các thùy linh
anh vàng a páo, vừ a dính, chị phan lan, bà nguyen tran anh, nguyen van duoc, van thi, lê thị hồng nhung
Phụ lục A, Biểu B, Nhóm H, đội K, trạm Y tế, Quốc lộ 6A, tỉnh lộ 12B
không chín một hai ba bốn năm sáu bảy tám, một hai ba bốn năm sáu, ba trăm hai mươi mốt
sinh_năm_1990, trú.tại.bản Ten Hon, điện~thoại~0912345678, 27/B1/123/45, 27-B1-12345
số 012345, 0123456, 01234567, 012345678, 0123456789, 01234567890, 012345678901, 0123456789012, 012345678901234, 0123456789012345
CCCD 1234567, CCCD 12345678, CCCD 12345678901234, CCCD 123456789012345; ĐT 123456, ĐT 1234567, ĐT 1234567890123, ĐT 12345678901234
ĐT 12 34 56 78, ĐT 123 45 67, số điện thoại và CCCD 112233445, CCCD, số điện thoại 112233445
001 234 567 890, 096 234 567 890, 097 234 567 890, 000 234 567 890, 0012 3456 7890, 001234 567890, 00 12 34 56 78 90
012 345 678, 0123 45678, 012.345.678 đồng, 012345678 đồng, 0 1 2 3 4 5 6 7 8, 123 456 789, 123.456.789, 123-456-789, 12345 6789
02153 862 456, 0215 386 2456, 01234 567 890, 03234567890, 09123 45678, 09 12 34 56 78, 091 234 5678, 0912 34 56 7 8
0084 912 345 678, 00849123456789, 008491234567890, 84 912 345 678, 84912 345 678, +84912345678, (+84) 912345678, +84 0912 345 678
842345678, 84012345678, 849123456789, 84 1 234 5678, 84912345678 đồng, +84 12 345, +8491234567
(0215) 3862456, (0215)3862 456, 0215)3862456, ((0912 345 678), _0912345678, a0912345678, ĐT0912345678, SĐT:0912345678, số0912345678
0912345678/KH, 0912345678-sn 1990, 0912345678-a, 0912345678/2020, 112233445/QĐ-UBND, 112233445 sinh 1990, 112233445trú
2019.2020.2021, 1999 2000, 12.3.2021, 3.12.1850, 123.4.2021, 12.03.21, 1990 2021 0912345678
120000000, 123450000, 123456780000, 123456789012, 123 456 789 012, tài khoản 123456789, mã dự án 123456789012
tổng số 123456789, thu về 012345678 người, 0912345678 lượt, 912345678 triệu, kinh phí 0912345678
0 9 1 2 3 4 5 6 7 8 và 1 9 9 0, 1.9.9.0, 2 0 2 1, 1 8 9 0, 1-9-9-0-5
sinh 19 90, năm sinh 19.90, sn 19-90, lớp 19 90, sinh năm 18 90
0912/345/678, 0912_345_678, 0912|345|678, 0912,345,678, 0912-a-345-b-678, 0912 a 345, 0912\\n345\\n678, 091/23/45/678
09/12/34/56/78, 01, 02, 03, 04, 05; 01/03/05/07, 001, 002, 003, 004; 32/33/91/92/93; 03/12/2021 08, 05/2021/12/34
+84/912/345/678, (+84/912/345/678, 84/912/345/678, 0084/912/345/678, 0084/112/345/678, 0912/1/2/3/45678
CCCD 011/196/004/512, CCCD: 123/456/789, ĐT 386/24/56, ĐT: 38/62/456, gọi 386*245*6, 012*345*678*901, 097*345*678*901, 096*445*678*901
không chín một hai ba bốn năm sáu bảy tám, một chín chín không, một tám chín không, năm một chín chín không, hai nghìn
khong chin mot hai ba bon nam sau bay tam, không chin một hai ba bốn năm sau bảy tám, máy lẻ không chín một hai
0912 ba bốn năm 678, 0912 ba 45678, 0112 ba 45678, 01 năm 2026 năm 2027, 32 năm 2026 năm 15, không linh chín mười hai ba mươi bốn
khôngchínmộthaibabốnnămsáubảytám, mộthaibabốn, mộthaibabốnnămsáubảy, sinh năm một chín tám lăm, năm hai không không một
O912 345 678, O9l2345678, O112345678, x0975318642x, x0112345678x, x0975318642 x, a0975318642b, S0l2, 2O21, 27B123.45
12|03|2021, 12~3~1990, 32|13|2021, 1_1_2001, 12 . 03 . 2021, 12//03//2021
N.T.H., A.B, chị A.B, anh I.V, I.V.X, số A.B.C, website A.B.C, mẫu N.T.H, Điện Biên N.T.H, N. T. H, N.T.H.K.L, V.N, UBND.H
Nguyễn T., nguyễn T., Đinh V, Lý I, Hoàng Mai V, KCN Hoàng Mai X, công nghiệp Nam Cao V, xã Trần I, bản Lò I, anh Lý V.T, Lò Thị H, Mùa Văn T.
Tr.Hoa, Tr Hoa, Ng. H. Hoa, Tra. Hoa, T. Hoa, K. T. Lan, Nguyễn A Hùng, Nguyễn T Hùng, Qu. T. Hoa, Ph.Đ.Minh, Ph. Bản
H'Lan, H'lan Niê, H', Y Niê, Y Lan Mlô, Y Lan Hoa, chị HN, anh HĐND, em ABCD, đối tượng ABCD, đối tượng ABC, đối tượng IV, học viên K2, chị K2, bà T.
Hoa "sẹo", Bản "sẹo", xã Hoa "sẹo", Lò Văn Bản "sẹo", Bản tức Hoa "đen", Tuấn ("đen"), Tuấn tự "BÉ"
bí danh Hoa, bí danh hoa, bí danh "hoa lan", bí danh: là Cu Tí con, tức Hoa, tức hoa, tự Bản, biệt danh Bản, biệt danh Bản Mường, còn gọi là "Tèo con"
gọi Hoa 0912345678, gọi Hoa qua số 0912345678, Bản ĐT: 0912345678, Minh (0912345678), Minh số máy - 0912345678
ĐINH THỊ HOA, ĐINH THỊ TRẤN, LÒ VĂN BẢN, HOÀNG MINH, HOÀNG MINH TUẤN, HOÀNG CÔNG NGHIỆP, anh HOÀNG MINH, LÒ MINH TUẤN HÙNG ANH, HOÀNG A B C D E
NGUYEN VAN HOA, NGUYEN THI TRAN, BAN VAN HOA, TRAN BAO NGOC, LO VAN HOA sinh năm 1990, VU THI LAN
anh Hoa, anh Bản, anh Minh Tuấn, anh A, anh Mường Thanh, bà Lò Thị Hoa Mai Lan Anh Tú, ông Một Hai Ba Bốn Năm Sáu Bảy
Lường Hoa, Vàng Hoa, Đoàn Thanh Niên Cộng Sản, Đoàn Văn Hoa, Đoàn Đại Biểu, Hà Hoa, Lò Hoa Mai, Lương Hoa, ông Lương Hoa, nhân viên Hoa, vợ Hoa, Trần Văn Phòng
Hoa, 19 tuổi; Hoa (1990); Bản, 19 tuổi; Minh Tuấn sinh năm 1990; đối tượng Cáng, sinh năm 1990; Mường Hoa sinh 1990; A, 19 tuổi
Anh Lò Hoa, Bản Lò Hoa Mai, Tượng Lò Hoa Mai, Gặp Trần Bảo Ngọc, Tran Bao Ngoc, Tran Van, Vu Van Hoa, Tran Bao Ngoc Lan Anh Tu
Lò Văn Tuấn Công an xã, Lò Văn Hoa Mai Lan Anh Tú Bình, Lò Văn Hoa Bản Ten, Hồ Chí Minh, Võ Nguyên Giáp, đường Điện Biên Phủ, thành phố Hồ Chí Minh, họ Vàng Điện Biên
trường Trần Thị Hoa, đoàn Thị Hoa, Đào Thị Trấn, Thị Văn Hoa, Mùa Thị Hoa, Cứ A Hoa, Cứ a Hoa, Vàng Seo Hoa, Hoàng A B
anh lò hoa, các chị hoa, những em lan, tượng trần phú, anh nguyen hoa, anh tran lan, tran thi hoa, tuong nguyen du, bạn pham lan, em huynh van
L ò T h ị H o a, L.ò, N-g-u-y-ễ-n, 1.2.3.4.5, a.b.c.d, <i>x</i>, Ngu yen, Ph am, Tr ần, Ho àng, Ph-ạm, Nguy-ên, Đ ỗ, th ị
LòHoa, LòThịHoa, lòthịhoa, TranThiHoa, HoaThiLan, VănHoa, trầnbảongọc, nguyenvana, levanan, phamthu, LêHoaNE
Trần|Bảo Ngọc, Trần Bảo|Ngọc, Trần\\nBảo Ngọc, Trần\tBảo\tNgọc, trần|bảo|ngọc, Trần|bảo|Ngọc, TRẦN|BẢO|NGỌC, tran|bao|ngoc, lo|bao|ngoc, www.tran.bao.com
Ng Bảo Ngọc, Ng. Bảo ngọc, Ng. BẢO NGỌC, N. Bảo Ngọc, NG Bảo Ngọc, Tr. Văn Hoa, Tr Văn Hoa, T Văn Hoa, Nguyển Thị Hoa, nguyển thị hoa, Trân Văn Hoa
Toán Văn Hoa, Toán|Văn|Hoa, Trần|A|Hoa, Bảng|A|Hoa, Trần|Văn|Phòng, Trần|Văn|Bản, Lò|Văn|hoa, lò|Văn|Hoa
Hoa-Lan, Trần-Lan, cháu Hoa-Lan, cháu-Lan, Hà-Lan, anh.Tuấn, chị*Hoa, ông_Minh, xã_Minh
số nhà 12, nhà số 12/3, ngõ 1990, đường 12/3/2021, 15 Trần Phú, 15 đường số 3, tổ dân phố 5, phòng 12A, thôn 3, bản 5, đội 7, trú thôn 3
sinh năm 2014, sinh năm 2015, SN 2013, sinh 1929, sinh 1930, trẻ sinh năm 2014, nữ sinh năm 1990, Lò Văn Hoa (1929), Lò Văn Hoa (1930), Lò Văn Hoa (2009), Lò Văn Hoa (2010)
27B1-123.4, 27B1-1234, 27B1-12345, 27B1-123456, 27-B1 123.45, 27B 1999, 27B1999, 27B1-1999, biển 27B1999, TM 1-23, BKS TM 123-45
a.b@c.vn, a@b.c, lo.hoa@congan.dienbien.gov.vn, hoa@@gmail.com, hoa [at] gmail [dot] com, hoa(at)gmail.com
điện thoại 2019 2020, CCCD 2019 2020 2021, CCCD 2019 2020 2121, ĐT 12.3.2021, ĐT 12.3.1821, ĐT 12.345.2021, ĐT 1.2.3.2021
gặp bà con và LƯỜNG XA XÔI ở chợ huyện hôm qua, gặp LƯỜNG HOA ở chợ huyện hôm qua, hôm qua ĐÀO TẠO NGHỀ ở xã cho bà con
gặp LƯỜNG XA XÔI hôm qua\nHỌP DÂN, LƯỜNG XA XÔI họp cùng bà con, a b c LƯỜNG XA XÔI d e f
"""
SIGNED = """\
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
{name}
Nơi nhận: {name} | {name}
CHỦ TỊCH {name}
Chủ tịch {name}
| Nơi nhận |     {name}
{name}, thư ký
BS. {name}
"""


def list_notes() -> Iterator[str]:
    for notes in (evasions.seen(), evasions.unseen(), evasions.later(), evasions.last(), by_hand.told()):
        yield from (snippet.text for snippet in notes)
    yield from (by_hand.read(line).text for line in HARD)
    yield from by_hand.CLEAN
    for stock in (snippets.SEEN, held_out.HELD_OUT):
        yield from (snippet.text for snippet in made(stock, 60, 7))
    for sentences in (clean.SEEN, clean.HELD_OUT):
        yield from clean.said(sentences, 60, 7)
    for sentence in SENTENCES.splitlines():
        sentence = sentence.replace("\\n", "\n")
        yield from (sentence, sentence.lower(), sentence.upper(), sentence.replace(",", " -"))


def print_hits() -> Iterator[str]:
    for note in list_notes():
        yield mark(note, scan_text(note))
        confirmed = select_hits_to_confirm(note, scan_text(note))
        if confirmed:
            yield join_lines(f"  to confirm: {' | '.join(note[hit.start : hit.end] for hit in confirmed)}")
    for blanks in (0, 8, 12):
        text = SIGNED.replace("(Đã ký)\n", "\n(Đã ký)" * blanks + "\n").format(name="Lò Văn Hoa")
        yield mark(text, exclude_signers(text, scan_text(text)))
    for length in (390, 399, 401):
        for text in (
            f"CHỦ TỊCH{' ' * length}Lò Văn Hoa",
            f"CHỦ TỊCH\nLò Văn Hoa{' ' * length}\n",
            f"CHỦ TỊCH\nLò Văn Hoa{' ' * length}",
        ):
            yield f"{length}: {len(exclude_signers(text, scan_text(text)))}"


def mark(text: str, hits: Sequence[Hit]) -> str:
    for hit in reversed(hits):
        text = f"{text[: hit.start]}[[{hit.kind}:{text[hit.start : hit.end]}]]{text[hit.end :]}"
    return join_lines(text)


def join_lines(text: str) -> str:
    return " / ".join(text.splitlines())
