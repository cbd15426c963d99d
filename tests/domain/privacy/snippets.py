"""Made-up notes that tell of somebody, each with its places marked. All persons are invented."""

# ruff: noqa: E501  (a sentence is read whole)

import random
from collections.abc import Callable

from sokehoach.domain.privacy import HitKind
from tests.domain.privacy.marked import Stock, digits, grouped


def cmnd(rng: random.Random) -> str:
    number = rng.choice(("040", "045", "050", "011", "145", "113")) + digits(rng, 6)
    return rng.choice((number, number, grouped(number, (3, 3, 3), " "), grouped(number, (3, 3, 3), ".")))


def cccd(rng: random.Random) -> str:
    number = f"{rng.randint(1, 96):03}{rng.choice('0123')}{digits(rng, 8)}"
    shape = rng.choice(((12,), (12,), (3, 3, 3, 3), (4, 4, 4), (3, 1, 2, 6), (6, 6)))
    return grouped(number, shape, rng.choice((" ", ".", "-")))


def passport(rng: random.Random) -> str:
    return rng.choice("BCNPEK") + digits(rng, rng.choice((7, 7, 8)))


def phone(rng: random.Random) -> str:
    number = "0" + rng.choice(("91", "98", "35", "38", "86", "77", "59", "96")) + digits(rng, 7)
    shape = rng.choice(((10,), (10,), (4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (5, 5), (4, 6), (3, 7)))
    return grouped(number, shape, rng.choice((" ", ".", "-", " - ")))


def foreign_phone(rng: random.Random) -> str:
    local = rng.choice(("91", "98", "35", "86")) + digits(rng, 7)
    return (
        rng.choice(("+84", "+84 ", "84", "(+84) ", "+84 (0)", "0084"))
        + rng.choice((local, grouped(local, (3, 3, 3), " "), grouped(local, (2, 3, 4), ".")))
        if rng.random() < 0.7
        else "84" + local
    )


def old_phone(rng: random.Random) -> str:
    number = rng.choice(("0123", "0168", "0165", "0188", "0129", "0199")) + digits(rng, 7)
    return grouped(number, rng.choice(((11,), (4, 3, 4), (5, 3, 3), (4, 7))), rng.choice((" ", ".")))


def landline(rng: random.Random) -> str:
    return rng.choice(("0215", "(0215)", "0215.", "0215-", "0215 ")) + rng.choice(
        ("3" + digits(rng, 6), "3" + digits(rng, 3) + rng.choice((".", " ")) + digits(rng, 3))
    )


def plate(rng: random.Random) -> str:
    place = rng.choice(("27", "27", "26", "29", "30", "25", "88", "99"))
    series = rng.choice(("B1", "B2", "F1", "A", "C", "H1", "Z1", "S2", "K1"))
    five = digits(rng, 5)
    tail = rng.choice((five, f"{five[:3]}.{five[3:]}", "8" + digits(rng, 3)))
    return f"{place}{rng.choice(('', '-', ' '))}{series}{rng.choice(('-', ' ', ' - ', '-'))}{tail}"


_KINH = (
    "Nguyễn",
    "Trần",
    "Phạm",
    "Lê",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Phan",
    "Dương",
    "Hà",
    "Đào",
    "Cao",
)
_HILL = (
    "Lò",
    "Quàng",
    "Lường",
    "Cà",
    "Tòng",
    "Giàng",
    "Vừ",
    "Mùa",
    "Sùng",
    "Hạng",
    "Thào",
    "Bạc",
    "Điêu",
    "Cầm",
    "Vàng",
    "Chá",
)
_MONG = ("Giàng", "Vừ", "Mùa", "Sùng", "Hạng", "Thào", "Vàng", "Chá", "Lầu", "Ly")
_GIRLS = (
    "Hoa",
    "Lan",
    "Hương",
    "Mai",
    "Thủy",
    "Nga",
    "Yến",
    "Ngọc",
    "Thảo",
    "Xuân",
    "Hà",
    "Bích",
    "Dung",
    "Trang",
    "Pâng",
    "Inh",
)
_BOYS = (
    "Tuấn",
    "Hùng",
    "Cường",
    "Dũng",
    "Sơn",
    "Long",
    "Kiên",
    "Thành",
    "Minh",
    "Đức",
    "Páo",
    "Sính",
    "Chu",
    "Dế",
    "Tủa",
)


def name(rng: random.Random) -> str:
    shape = rng.randrange(8)
    if shape < 2:
        return f"{rng.choice(_KINH + _HILL)} Thị {rng.choice(_GIRLS)}"
    if shape < 4:
        return f"{rng.choice(_KINH + _HILL)} Văn {rng.choice(_BOYS)}"
    if shape == 4:
        return f"{rng.choice(_MONG)} A {rng.choice(_BOYS)}"
    if shape == 5:
        return f"{rng.choice(_KINH)} Thị {rng.choice(('Thu', 'Hồng', 'Kim', 'Bích'))} {rng.choice(_GIRLS)}"
    return (
        f"{rng.choice(_KINH)} {rng.choice(('Quốc', 'Minh', 'Thu', 'Đình', 'Hữu', 'Bảo'))} {rng.choice(_BOYS + _GIRLS)}"
    )


def given(rng: random.Random) -> str:
    return rng.choice(_GIRLS[:10])


def capitals(rng: random.Random) -> str:
    return name(rng).upper()


def plain(rng: random.Random) -> str:
    return f"{rng.choice(('nguyen', 'tran', 'pham', 'lo', 'quang', 'giang'))} {rng.choice(('thi', 'van'))} {rng.choice(('hoa', 'tuan', 'lan', 'hung', 'mai'))}"


def small(rng: random.Random) -> str:
    return f"{rng.choice(('nguyễn', 'lò', 'trần', 'quàng', 'vừ'))} {rng.choice(('thị', 'văn'))} {rng.choice(('hoa', 'tuấn', 'lan', 'hùng'))}"


def initials(rng: random.Random) -> str:
    letters = [rng.choice("NLTPQVG"), rng.choice("TVTV"), rng.choice("HLMTSDK")]
    return rng.choice((".".join(letters), ".".join(letters) + "."))


def shortened(rng: random.Random) -> str:
    return f"{rng.choice(_KINH + _HILL)} {rng.choice(('Thị', 'Văn', 'T.'))} {rng.choice('HLMTSDK')}{rng.choice(('', '.'))}".replace(
        ". ", "."
    )


def letter(rng: random.Random) -> str:
    return rng.choice("HLMTSDK") + rng.choice(("", "."))


def byname(rng: random.Random) -> str:
    one, other = rng.choice((("“", "”"), ('"', '"'), ("«", "»"), ("'", "'")))
    return f"{rng.choice(('Tú', 'Hùng', 'Dũng', 'Hương', 'Mai', 'Cường'))} {one}{rng.choice(('sẹo', 'trố', 'béo', 'đen', 'lùn', 'chột'))}{other}"


def birth(rng: random.Random) -> str:
    year, day, month = rng.randint(1960, 2006), rng.randint(1, 28), rng.randint(1, 12)
    return rng.choice(
        (
            f"sinh ngày {day}/{month}/{year}",
            f"SN {year}",
            f"sinh năm {year}",
            f"sinh ngày {day:02}-{month:02}-{year}",
            f"sinh ngày {day} tháng {month} năm {year}",
            f"SN: {year}",
            f"ngày sinh: {day:02}/{month:02}/{year}",
            f"sinh {year}",
            f"năm sinh: {year}",
            f"sinh ngày {day}.{month}.{year}",
        )
    )


def year(rng: random.Random) -> str:
    return str(rng.randint(1960, 2004))


def age(rng: random.Random) -> str:
    return f"{rng.randint(15, 60)} tuổi"


_VILLAGES = ("Ten Hon", "Co Muông", "Nà Lốm", "Hua Sát", "Pá Khoang", "Huổi Lóng", "Tọ Cuông")
_COMMUNES = ("Quài Cang", "Chiềng Sinh", "Phình Sáng", "Mường Thín", "Pú Nhung")


def home(rng: random.Random) -> str:
    village, commune = rng.choice(_VILLAGES), rng.choice(_COMMUNES)
    return rng.choice(
        (
            f"trú tại bản {village}, xã {commune}",
            f"thường trú: bản {village}, xã {commune}",
            f"hộ khẩu thường trú tại bản {village}",
            f"HKTT: xã {commune}, huyện Tuần Giáo",
            f"trú quán: bản {village}, xã {commune}",
            f"số nhà {rng.randint(1, 90)}, khối Tân Giang",
            f"nhà số {rng.randint(1, 90)} đường Sư đoàn 316",
            f"trú bản {village}, xã {commune}",
            f"tạm trú tại số {rng.randint(1, 90)} đường Hoàng Văn Thụ",
        )
    )


_MAKERS: dict[str, tuple[HitKind | None, Callable[[random.Random], str]]] = {
    "cmnd": (HitKind.ID, cmnd),
    "cccd": (HitKind.ID, cccd),
    "passport": (HitKind.ID, passport),
    "phone": (HitKind.PHONE, phone),
    "foreign": (HitKind.PHONE, foreign_phone),
    "old": (HitKind.PHONE, old_phone),
    "line": (HitKind.PHONE, landline),
    "plate": (HitKind.PLATE, plate),
    "birth": (HitKind.BIRTH, birth),
    "year": (HitKind.BIRTH, year),
    "age": (HitKind.BIRTH, age),
    "name": (HitKind.NAME, name),
    "given": (HitKind.NAME, given),
    "caps": (HitKind.NAME, capitals),
    "plain": (HitKind.NAME, plain),
    "small": (HitKind.NAME, small),
    "initials": (HitKind.NAME, initials),
    "short": (HitKind.NAME, shortened),
    "letter": (HitKind.NAME, letter),
    "byname": (HitKind.NAME, byname),
    "home": (HitKind.ADDRESS, home),
}

SEEN = Stock(
    _MAKERS,
    (
        "Tổ công tác đã làm việc với chị {name}, {birth}, {home}.",
        "Đối tượng {name} ({year}) khai nhận hành vi tại cơ sở.",
        "Số CCCD {cccd} cấp ngày 12/5/2021.",
        "CMND số {cmnd}, điện thoại {phone}.",
        "Liên hệ {phone} gặp anh {given}.",
        "Chủ cơ sở là bà {name}, SĐT {phone}, có mặt khi kiểm tra.",
        "Xe mô tô biển số {plate} do {name} điều khiển.",
        "Người bán dâm tên {given}, {age}, quê ở xã khác.",
        "{name}, {age}, {home}, bị xử phạt 300.000 đồng.",
        "Bị can {short} bị bắt ngày 15/3/2021.",
        "Em {letter} học lớp 9 được hỗ trợ tâm lý.",
        "Nạn nhân {initials} được đưa về địa phương.",
        "Danh sách gồm: {name}; {name}; {name}.",
        "Bắt quả tang {caps}, {birth}.",
        "zalo cua {plain} la {phone}",
        "{byname} là người môi giới chính.",
        "Hai người khai tên là {name} và {name}.",
        "Qua số máy {foreign} khách gọi cho quản lý.",
        "SĐT: {old}; máy bàn {line}.",
        "Hộ chiếu {passport} của người nước ngoài.",
        "{cccd} - {name} - {phone}",
        "Mời ông {name} đến làm việc lúc 8 giờ.",
        "chị {small} bán nước ở cổng chợ",
        "nhân viên {name} ở phòng số 203 không có hợp đồng",
        "Xác minh đối tượng {name}, {home}, chưa có tiền án.",
        "Vợ chồng {name} và {name} quản lý nhà nghỉ.",
        "Cháu {given} ({age}) được giao lại cho gia đình.",
        "Biển kiểm soát: {plate}; chủ xe {caps}",
        "đã tư vấn cho {small}, {birth}",
        "Bệnh nhân {name} điều trị từ tháng 3.",
        "ĐT {phone} (chị {given})",
        "Người làm chứng: {short}, {birth}, {home}",
        "Số định danh cá nhân {cccd}",
        "ô tô {plate} đỗ trước quán",
        "nhà ông {name} có tụ tập ban đêm",
        "bà {name} trình báo việc con gái bị lừa bán",
        "Tang vật: 01 điện thoại, thuê bao {phone}.",
        "{name} - {year} - nữ - {home}",
        "đối tượng {initials} ({year}) bỏ trốn",
        "Gọi cho {name} theo số {phone} nhưng không nghe máy.",
    ),
)
