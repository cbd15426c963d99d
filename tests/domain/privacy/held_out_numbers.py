"""Numbers, days and homes of held_out.py."""

import random

from tests.domain.privacy.marked import digits, grouped


def paper(rng: random.Random) -> str:
    twelve = f"{rng.choice(('011', '012', '014', '015', '001', '019', '025'))}{rng.choice('0123')}{digits(rng, 8)}"
    return rng.choice(
        (
            twelve,
            grouped(twelve, (3, 3, 6), " "),
            grouped(twelve, (3, 3, 3, 3), " "),
            "04" + digits(rng, 7),
            "1" + digits(rng, 8),
        )
    )


def marked_id(rng: random.Random) -> str:
    """Only what stands before it says what it is."""
    return rng.choice(
        (
            digits(rng, 10),
            "14" + digits(rng, 2) + "." + digits(rng, 5),
            grouped("2" + digits(rng, 8), (3, 3, 3), "."),
        )
    )


def health_card(rng: random.Random) -> str:
    return (
        rng.choice(("DN", "HN", "GD", "TE", "DT"))
        + rng.choice("1234")
        + rng.choice(("11", "14", "01"))
        + digits(rng, 10)
    )


def phone(rng: random.Random) -> str:
    number = "0" + rng.choice(("32", "33", "37", "39", "70", "79", "81", "85", "88", "90", "94", "97")) + digits(rng, 7)
    wide = number.translate({ord("0") + at: 0xFF10 + at for at in range(10)})
    hidden = number[:4] + "\u200b" + number[4:]
    odd = grouped(number, (4, 3, 3), "\u00a0")
    swapped = "O" + number[1:]
    return rng.choice(
        (
            number,
            number,
            number,
            grouped(number, (3, 3, 2, 2), " "),
            grouped(number, (4, 3, 3), "."),
            grouped(number, (2, 4, 4), " "),
            wide,
            hidden,
            odd,
            swapped,
            f"+84{number[1:]}",
            f"+84 {grouped(number[1:], (2, 3, 2, 2), ' ')}",
        )
    )


def line(rng: random.Random) -> str:
    return (
        rng.choice(("02153", "024.3", "0215 3", "(0215).3", "(024) 3"))
        + digits(rng, 3)
        + rng.choice(("", ".", " "))
        + digits(rng, 3)
    )


def plate(rng: random.Random) -> str:
    five = digits(rng, 5)
    return rng.choice(
        (
            f"27AA-{five[:3]}.{five[3:]}",
            f"27V1 {five}",
            f"29D1-{five[:3]}.{five[3:]}",
            f"27C-{five[:3]}.{five[3:]}",
            f"27b1 {five}",
            f"27P5-{digits(rng, 4)}",
            f"30E{five}",
            f"27 – N1 {five[:3]}.{five[3:]}",
            "80-011-NG-02",
            f"TM {five[:2]}-{five[2:4]}",
        )
    )


def born(rng: random.Random) -> str:
    year, day, month = rng.randint(1965, 2007), rng.randint(1, 28), rng.randint(1, 12)
    return rng.choice(
        (
            f"sinh ngày {day:02} tháng {month:02} năm {year}",
            f"sinh năm {year}",
            f"(SN {year})",
            f"sinh tháng {month}/{year}",
            f"ngày tháng năm sinh: {day}/{month}/{year}",
            f"SN {day:02}/{month:02}/{year}",
            f"sn {year}",
            f"sinh: {day}/{month}/{year}",
        )
    )


def year(rng: random.Random) -> str:
    return str(rng.randint(1965, 2005))


def age(rng: random.Random) -> str:
    return rng.choice((f"{rng.randint(16, 50)} tuổi", f"{rng.randint(16, 50)}t"))


def home(rng: random.Random) -> str:
    village = rng.choice(("Huổi Cáy", "Xuân Tươi", "Noong Luống", "Pha Nàng", "Chế Á", "Hồng Lực"))
    commune = rng.choice(("Nà Sáy", "Tênh Phông", "Rạng Đông", "Pú Xi", "Mùn Chung"))
    return rng.choice(
        (
            f"trú tại thôn {village}, xã {commune}, huyện Tuần Giáo",
            f"hộ khẩu: bản {village}, xã {commune}",
            f"đăng ký thường trú tại bản {village}, xã {commune}",
            f"chỗ ở hiện nay: tổ {rng.randint(1, 12)}, phường Him Lam",
            f"số nhà {rng.randint(2, 200)}, tổ {rng.randint(1, 12)}, thị trấn Tuần Giáo",
            f"nơi ở hiện tại: bản {village}",
            f"quê quán: xã {commune}, tỉnh Điện Biên",
            f"nhà riêng ở số {rng.randint(2, 99)} phố Tân Thủy",
            f"ngụ tại ấp {rng.randint(1, 9)}, xã {commune}",
        )
    )
