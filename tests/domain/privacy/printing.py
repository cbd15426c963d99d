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
