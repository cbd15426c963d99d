"""The same as snippets.py in other words, other names, other ways of writing; the rules were not looked at on these.

Measured first, read afterwards: the figure of the first run stands in docs/adr/0008.
"""

# ruff: noqa: E501  (a sentence is read whole)

import random
import unicodedata
from collections.abc import Callable

from sokehoach.domain.privacy import HitKind
from tests.domain.privacy import held_out_numbers as numbers
from tests.domain.privacy.marked import Stock

_FAMILIES = (
    "Trương",
    "Huỳnh",
    "Ngô",
    "Lý",
    "Tạ",
    "Lưu",
    "Lê",
    "Nguyễn",
    "Trịnh",
    "Mai",
    "Đinh",
    "Lèo",
    "Lự",
    "Hờ",
    "Lầu",
    "Phàng",
    "Sình",
    "Tẩn",
    "Phàn",
    "Đèo",
    "Vi",
    "Hoàng",
    "Chu",
    "Khoàng",
    "Pờ",
    "Cứ",
    "Tráng",
    "Kháng",
    "Moong",
    "Lô",
    "Bàn",
    "Triệu",
    "Quách",
    "Bế",
    "Nông",
    "Vũ",
)
_WOMEN = (
    "Phượng",
    "Diễm",
    "Thơm",
    "Lụa",
    "Ánh",
    "Chúc",
    "Sua",
    "Mẩy",
    "Dợ",
    "Chừ",
    "Tuyền",
    "Hậu",
    "Én",
    "Pành",
    "Khuyên",
    "Duyên",
    "Bình",
)
_MEN = (
    "Khải",
    "Tiệp",
    "Vượng",
    "Nhè",
    "Dơ",
    "Súa",
    "Cở",
    "Chống",
    "Thông",
    "Phấn",
    "Khụt",
    "Tính",
    "Nghiệp",
    "Đoàn",
    "Lực",
    "Biên",
    "Sáng",
)
_MIDDLES = (
    "Thanh",
    "Mỹ",
    "Hoài",
    "Gia",
    "Anh",
    "Phương",
    "Đức",
    "Xuân",
    "Trọng",
    "Khánh",
    "Công",
    "Thế",
    "Viết",
    "Ngọc",
)


def _woman(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.choice(_FAMILIES)} Thị {rng.choice(_WOMEN)}",
            f"{rng.choice(_FAMILIES)} Thị {rng.choice(_MIDDLES)} {rng.choice(_WOMEN)}",
            f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES)} {rng.choice(_WOMEN)}",
        )
    )


def _man(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.choice(_FAMILIES)} Văn {rng.choice(_MEN)}",
            f"{rng.choice(('Lầu', 'Hờ', 'Phàng', 'Sình', 'Giàng', 'Cứ', 'Tráng'))} A {rng.choice(_MEN)}",
            f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES)} {rng.choice(_MEN)}",
            f"Giàng Seo {rng.choice(_MEN)}",
        )
    )


def _anyone(rng: random.Random) -> str:
    return rng.choice((_woman, _man))(rng)


def _two(rng: random.Random) -> str:
    return f"{rng.choice(('Nguyễn', 'Trần', 'Lò', 'Sùng', 'Giàng', 'Lường', 'Huỳnh'))} {rng.choice(_WOMEN + _MEN)}"


def _given(rng: random.Random) -> str:
    return rng.choice(_WOMEN)


def _capitals(rng: random.Random) -> str:
    return _anyone(rng).upper()


def _unmarked(rng: random.Random) -> str:
    apart = unicodedata.normalize("NFD", _woman(rng).replace("Đ", "D").replace("đ", "d"))
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return rng.choice((bare, bare.lower())) if " Thi " in bare else f"Nguyen Thi {rng.choice(('Phuong', 'Tham'))}"


def _small(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.choice(('hoàng', 'phạm', 'tòng', 'lường', 'đặng'))} {rng.choice(('thị', 'văn'))} {rng.choice(('phượng', 'khải', 'duyên'))}",
            f"Lường thị {rng.choice(_WOMEN)}",
            f"Trần văn {rng.choice(_MEN)}",
        )
    )


def _apart(rng: random.Random) -> str:
    return unicodedata.normalize("NFD", _woman(rng))


def _initials(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.choice('NTLPHVĐ')}.T.{rng.choice('ABCDHK')}",
            f"{rng.choice('NTLPHVĐ')}. V. {rng.choice('ABCDHK')}.",
            f"{rng.choice('NTLPH')}.{rng.choice('QMHX')}.T.{rng.choice('ABH')}",
        )
    )


def _short(rng: random.Random) -> str:
    return f"{rng.choice(('Trương', 'Lèo', 'Hoàng', 'Vi'))} {rng.choice(('Thị', 'Văn'))} {rng.choice('ABDKPQ')}{rng.choice(('', '.'))}"


def _letter(rng: random.Random) -> str:
    return rng.choice("ABDKPQ") + rng.choice(("", "."))


def _byname(rng: random.Random) -> str:
    return rng.choice(("Cường “cụt”", 'Hải "tám ngón"', "Lan “tóc xoăn”", "Thủy «híp»", 'Nam "Cam"', "Hằng “mắm”"))


_MAKERS: dict[str, tuple[HitKind | None, Callable[[random.Random], str]]] = {
    "woman": (HitKind.NAME, _woman),
    "man": (HitKind.NAME, _man),
    "two": (HitKind.NAME, _two),
    "given": (HitKind.NAME, _given),
    "caps": (HitKind.NAME, _capitals),
    "unmarked": (HitKind.NAME, _unmarked),
    "small": (HitKind.NAME, _small),
    "apart": (HitKind.NAME, _apart),
    "initials": (HitKind.NAME, _initials),
    "short": (HitKind.NAME, _short),
    "letter": (HitKind.NAME, _letter),
    "byname": (HitKind.NAME, _byname),
    "id": (HitKind.ID, numbers.paper),
    "told": (HitKind.ID, numbers.marked_id),
    "card": (HitKind.ID, numbers.health_card),
    "phone": (HitKind.PHONE, numbers.phone),
    "line": (HitKind.PHONE, numbers.line),
    "plate": (HitKind.PLATE, numbers.plate),
    "born": (HitKind.BIRTH, numbers.born),
    "year": (HitKind.BIRTH, numbers.year),
    "age": (HitKind.BIRTH, numbers.age),
    "home": (HitKind.ADDRESS, numbers.home),
}

HELD_OUT = Stock(
    _MAKERS,
    (
        "Qua rà soát, trên địa bàn có {woman}, {born}, đã được tuyên truyền, ký cam kết.",
        "Công an xã phối hợp lập biên bản đối với {man}, {born}, {home}.",
        "Đã trợ giúp pháp lý cho chị {woman} theo đề nghị của Hội Phụ nữ.",
        "Chị {given} xin giữ kín, số của chị là {phone}.",
        "Sáng 12/3, {woman} đến trạm y tế xã đề nghị xét nghiệm.",
        "Trường hợp {two}, {age}, chưa đồng ý tham gia học nghề.",
        "Thông tin người liên quan: {caps}, số giấy tờ {id}.",
        "- {woman}: {id}",
        "Họ và tên: {man}; ngày sinh {born}",
        "Giấy tờ tùy thân số {told} do Công an tỉnh cấp.",
        "Thẻ BHYT {card} của người được hỗ trợ.",
        "Mã số BHXH: {told}; người lao động {woman}.",
        "Khách thuê phòng 305 là {man} đi cùng {woman}.",
        "Người môi giới là {byname}, dùng số {phone}.",
        "Trong đêm, tổ tuần tra dừng xe {plate}, trên xe có {man}.",
        "BKS {plate}",
        "Bị cáo {man} lĩnh 03 năm tù về tội chứa mại dâm.",
        "Tòa tuyên phạt {short} 24 tháng tù.",
        "Bị hại {initials} ({year}) được bảo vệ danh tính.",
        "Cháu {letter}, {age}, đã trở lại trường.",
        "danh sach: {unmarked}, {phone}",
        "co {unmarked} o ban xin vay von",
        "theo lời {small} thì quán mở cả đêm",
        "Hỗ trợ vay vốn cho hộ bà {woman} số tiền 20 triệu đồng.",
        "{man} (chủ nhà nghỉ), điện thoại {phone}",
        "Đề nghị liên hệ đồng chí phụ trách qua {line} hoặc {phone}.",
        "{apart} đã nhận tờ rơi.",
        "Học viên {woman} hoàn thành lớp may.",
        "Có 02 nữ nhân viên gồm {woman} và {two} không xuất trình giấy tờ.",
        "Người tố giác để lại số {phone}, không nêu tên.",
        "Lúc 22 giờ phát hiện {caps} ({year}) cùng {caps} ({year}).",
        "em {woman} bỏ học đi làm xa, gia đình ở {home}",
        "Đối tượng khai {home}.",
        "{woman}\t{year}\t{phone}\t{id}",
        "CCCD: {id}, {home}",
        "Anh {man} và vợ là {woman} cam kết không tái phạm.",
        "Đã gặp gỡ, vận động ông {two} đóng cửa quán trước 23 giờ.",
        "Xử phạt {man} 750.000 đồng, {woman} 300.000 đồng.",
        "Nữ tiếp viên {given} quê ở Sơn La.",
        "Tổ trưởng báo cáo: nhà {woman} thường có người lạ ra vào.",
        "Zalo {phone} đăng tin mời chào.",
        "Con trai bà {given} đang cai nghiện.",
        "Được biết {short} từng bị xử lý năm 2019.",
        "{two} ({age}) khai {phone} là số của quản lý.",
    ),
)
