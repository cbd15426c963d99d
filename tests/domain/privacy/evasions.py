"""Names and numbers written so that a program reads past them and a person does not; «[[kind:words]]» marks a place.

`SEEN` was written before the rules that read such writing and looked at while they were made. `UNSEEN` was written
after them and measured once before what it showed was mended, `LATER` after that mending, `LAST` after the next. All
persons are invented.
"""

from tests.domain.privacy.by_hand import read
from tests.domain.privacy.evasions_last import LAST
from tests.domain.privacy.evasions_later import LATER
from tests.domain.privacy.evasions_unseen import UNSEEN
from tests.domain.privacy.marked import Snippet

_SEEN = (
    # separators between the words of a name
    "Đã tư vấn cho [[name:Lường_Thị_Xoan]] tại trạm y tế.",
    "Người vi phạm: [[name:Lường-Thị-Xoan]].",
    "Chủ cơ sở [[name:Quàng.Văn.Tiệp]] ký cam kết.",
    "Lập biên bản với [[name:Quàng/Văn/Tiệp]] hôm qua.",
    "Theo trình bày của [[name:Trần | Bảo | Ngọc]] thì không biết.",
    "Gặp [[name:Nguyễn   Hồng   Nhung]] ở quán.",
    "Gặp [[name:Nguyễn\t\tVăn\t\tKhải]] ở quán.",
    "Trường hợp thứ nhất:\n[[name:Lò\nThị\nMuôn]]\nđã được hỗ trợ.",
    "Trường hợp: [[name:Lò\n\nThị\n\nMuôn]], đã về địa phương.",
    "[[name:Phạm*Thu*Hằng]] bị nhắc nhở.",
    "[[name:Phạm+Thị+Hằng]] bị nhắc nhở.",
    "[[name:Đặng~Quốc~Triệu]] vắng mặt.",
    "[[name:Giàng . A . Páo]] vắng mặt.",
    "[[name:Vừ•Thị•Mỷ]] đã khai nhận.",
    "[[name:Bùi=Thị=Thơm]] đã khai nhận.",
    "Đối tượng [[name:Sùng – A – Dế]] chở khách.",
    "Đối tượng [[name:Hoàng (Thị) Thắm]] chở khách.",
    'Đối tượng [[name:Tòng "Văn" Inh]] chở khách.',
    "Đối tượng [[name:Cà [Thị] Ún]] chở khách.",
    "**[[name:Lò** **Thị** **Panh]]** làm việc tại quán.",
    "[[name:Vàng🙂Thị🙂Dợ]] làm việc tại quán.",
    "[[name:Lầu,Thị,Chừ]] làm việc tại quán.",
    "[[name:Lò:Văn:Phấn]] làm việc tại quán.",
    "[[name:nguyễn_thị_hoa]] làm việc tại quán.",
    "[[name:nguyen-van-manh]] thuê phòng 3 ngày.",
    "[[name:tran.thi.lan]] thuê phòng 3 ngày.",
    "[[name:TRẦN_THỊ_LAN]] thuê phòng 3 ngày.",
    # letters set apart
    "Khách tên [[name:N g u y ễ n  T h ị  H o a]] nghỉ qua đêm.",
    "Khách tên [[name:L ò T h ị H o a]] nghỉ qua đêm.",
    "Khách tên [[name:L.ò T.h.ị H.o.a]] nghỉ qua đêm.",
    "Khách tên [[name:L-ò-T-h-ị-H-o-a]] nghỉ qua đêm.",
    "Khách tên [[name:P_h_ạ_m V_ă_n D_u_y]] nghỉ qua đêm.",
    "Khách tên [[name:t r ầ n  v ă n  b ì n h]] nghỉ qua đêm.",
    # run together
    "Chủ nhà trọ là [[name:LườngThịXoan]].",
    "Chủ nhà trọ là [[name:NguyễnHồngNhung]].",
    "Chủ nhà trọ là [[name:nguyễnthịhoa]].",
    "Chủ nhà trọ là [[name:NGUYỄNVĂNKHẢI]].",
    "Chủ nhà trọ là [[name:nguyenthihoa]].",
    "Chủ nhà trọ là [[name:TranVanBinh]].",
    "Nick [[name:@phamvanduy]] đăng bài chào mời.",
    "Chủ nhà trọ là [[name:Nguyễn ThịHoa]].",
    "Chủ nhà trọ là [[name:NguyễnThị Hoa]].",
    # families shortened
    "Ghi lời khai của [[name:Ng. Thị Hoa]].",
    "Ghi lời khai của [[name:Ng. Văn Khải]].",
    "Ghi lời khai của [[name:Ng.T.Hoa]].",
    "Ghi lời khai của [[name:Ng. T. Hoa]].",
    "Ghi lời khai của [[name:Tr. Văn Bình]].",
    "Ghi lời khai của [[name:Ph. Thị Hằng]].",
    "Ghi lời khai của [[name:N.T.Hoa]].",
    "Ghi lời khai của [[name:Nguyễn T. Hoa]].",
    "Ghi lời khai của [[name:N. Thị Hoa]].",
    "Ghi lời khai của [[name:N.Văn Khải]].",
    # letters of other scripts, letters that look alike
    "Bị hại: [[name:Nguyễn Thị Нoa]].",
    "Bị hại: [[name:Lò Тhị Ноа]].",
    "Bị hại: [[name:Рhạm Vаn Duу]].",
    "Bị hại: [[name:Τrần Thị Lan]].",
    "Bị hại: [[name:Ｌò Ｔhị Ｈoa]].",
    "Bị hại: [[name:𝐍𝐠𝐮𝐲𝐞𝐧 𝐓𝐡𝐢 𝐇𝐨𝐚]].",
    "Bị hại: [[name:Ⓝⓖⓤⓨⓔⓝ Ⓣⓗⓘ Ⓗⓞⓐ]].",
    "Bị hại: [[name:Nɡuуen Vаn Bıoh]].",
    "Bị hại: [[name:ɴɢᴜʏᴇɴ ᴛʜɪ ʟᴀɴ]].",
    "Bị hại: [[name:Nguyễn Th1 H0a]].",
    "Bị hại: [[name:Lò Th! Hoa]].",
    "Bị hại: [[name:Nguyển Văn Khải]].",
    "Bị hại: [[name:nGuYễN tHị hOa]].",
    "Bị hại: [[name:L\u0336ò\u0336 T\u0336h\u0336ị\u0336 Hoa]].",
    "Bị hại: [[name:Lò\u200b Thị\u2060 Hoa]].",
    # telephones set apart
    "Gọi [[phone:0975_318_642]] để hẹn.",
    "Gọi [[phone:0975/318/642]] để hẹn.",
    "Gọi [[phone:0975|318|642]] để hẹn.",
    "Gọi [[phone:0975 | 318 | 642]] để hẹn.",
    "Gọi [[phone:0975\n318\n642]] để hẹn.",
    "Gọi [[phone:09753\n18642]] để hẹn.",
    "Gọi [[phone:0975     318     642]] để hẹn.",
    "Gọi [[phone:0 9 7 5 3 1 8 6 4 2]] để hẹn.",
    "Gọi [[phone:0/9/7/5/3/1/8/6/4/2]] để hẹn.",
    "Gọi [[phone:0_9_7_5_3_1_8_6_4_2]] để hẹn.",
    "Gọi [[phone:0\n9\n7\n5\n3\n1\n8\n6\n4\n2]] để hẹn.",
    "Gọi [[phone:0975,318,642]] để hẹn.",
    "Gọi [[phone:0975*318*642]] để hẹn.",
    "Gọi [[phone:0975…318…642]] để hẹn.",
    "Gọi [[phone:[0975][318][642]]] để hẹn.",
    "Gọi [[phone:0975x318x642]] để hẹn.",
    "Gọi [[phone:0975 - - 318 - - 642]] để hẹn.",
    "Gọi [[phone:09.75/31.86/42]] để hẹn.",
    "Gọi [[phone:09/75/31/86/42]] để hẹn.",
    "Gọi [[phone:+84_975_318_642]] để hẹn.",
    # digits of other scripts and in words
    "Gọi [[phone:٠٩٧٥٣١٨٦٤٢]] để hẹn.",
    "Gọi [[phone:०९७५ ३१८ ६४२]] để hẹn.",
    "Gọi [[phone:๐๙๗๕๓๑๘๖๔๒]] để hẹn.",
    "Gọi [[phone:⓪⑨⑦⑤③①⑧⑥④②]] để hẹn.",
    "Gọi [[phone:𝟎𝟗𝟕𝟓 𝟑𝟏𝟖 𝟔𝟒𝟐]] để hẹn.",
    "Gọi [[phone:0️⃣9️⃣7️⃣5️⃣3️⃣1️⃣8️⃣6️⃣4️⃣2️⃣]] để hẹn.",
    "Gọi [[phone:không chín bảy năm ba một tám sáu bốn hai]] để hẹn.",
    "Gọi [[phone:Không Chín Bảy Năm - Ba Một Tám - Sáu Bốn Hai]] để hẹn.",
    "Gọi [[phone:khong chin bay nam ba mot tam sau bon hai]] để hẹn.",
    "Gọi [[phone:không/chín/bảy/năm/ba/một/tám/sáu/bốn/hai]] để hẹn.",
    "Gọi [[phone:không chín 7 5 ba một 8 6 bốn hai]] để hẹn.",
    "Gọi [[phone:0975 ba một tám 642]] để hẹn.",
    "Gọi [[phone:O975 3l8 64Z]] để hẹn.",
    # identity papers
    "CCCD [[id:011_190_004_571]] do Cục cấp.",
    "CCCD [[id:0111/9000/4571]] do Cục cấp.",
    "Người này có số [[id:011190|004571]] trong sổ.",
    "Người này có số [[id:011190\n004571]] trong sổ.",
    "Người này có số [[id:0 1 1 1 9 0 0 0 4 5 7 1]] trong sổ.",
    "Người này có số [[id:0-1-1-1-9-0-0-0-4-5-7-1]] trong sổ.",
    "Người này có số [[id:０１１１９０００４５７１]] trong sổ.",
    "CMND [[id:040/512/836]] cấp năm 2010.",
    "CMND [[id:040_512_836]] cấp năm 2010.",
    "Số định danh: [[id:không một một một chín không không không bốn năm bảy một]].",
    # births and plates
    "Nữ, [[birth:sinh_năm_1990]], làm tiếp viên.",
    "Nữ, [[birth:SN 1 9 9 0]], làm tiếp viên.",
    "Nữ, [[birth:sinh năm một chín chín không]], làm tiếp viên.",
    "Nữ, [[birth:S N: １９９０]], làm tiếp viên.",
    "Nữ, [[birth:s.i.n.h n.ă.m 1990]], làm tiếp viên.",
    "Đi xe [[plate:27_B1_123.45]] chở khách.",
    "Đi xe [[plate:27/B1/123/45]] chở khách.",
    "Đi xe [[plate:２７Ｂ１－１２３．４５]] chở khách.",
)


def seen() -> list[Snippet]:
    return [read(one) for one in _SEEN]


def unseen() -> list[Snippet]:
    return [read(one) for one in UNSEEN]


def later() -> list[Snippet]:
    return [read(one) for one in LATER]


def last() -> list[Snippet]:
    return [read(one) for one in LAST]
