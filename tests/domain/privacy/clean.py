"""Sentences of reports that name nobody: figures, places, agencies, documents, money, days, streets named after persons."""

# ruff: noqa: E501  (a sentence is read whole)

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

type Fill = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Sentences:
    fills: dict[str, Sequence[str] | Fill]
    templates: tuple[str, ...]


def said(stock: Sentences, count: int, seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    for at in range(count):
        text = stock.templates[at % len(stock.templates)]
        for slot, fill in stock.fills.items():
            while f"{{{slot}}}" in text:
                text = text.replace(f"{{{slot}}}", fill(rng) if callable(fill) else rng.choice(fill), 1)
        yield text


def _money(rng: random.Random) -> str:
    whole = rng.choice((1_200_000, 45_500_000, 120_000_000, 1_450_000_000, 345_678_000, 7_500_000_000, 987_654_321))
    return rng.choice(
        (
            f"{whole:,} đồng".replace(",", "."),
            f"{whole // 1_000_000} triệu đồng",
            f"{whole:,}đ".replace(",", "."),
            f"{whole} đồng",
        )
    )


def _day(rng: random.Random) -> str:
    return f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.choice((2019, 2020, 2021, 2022, 2025))}"


def _document(rng: random.Random) -> str:
    return f"{rng.randint(1, 2999)}/{rng.choice(('KH-UBND', 'QĐ-UBND', 'BC-LĐTBXH', 'CV-HU', 'NQ-HĐND', 'KH-BCĐ', 'TB-CAH'))}"


SEEN = Sentences(
    {
        "n": lambda rng: str(rng.randint(2, 900)),
        "money": _money,
        "day": _day,
        "doc": _document,
        "year": ("2019", "2020", "2021", "2022", "2025"),
        "commune": (
            "Quài Cang",
            "Quài Nưa",
            "Quài Tở",
            "Tỏa Tình",
            "Tênh Phông",
            "Mường Mùn",
            "Pú Nhung",
            "Chiềng Sinh",
            "Nà Sáy",
            "Ta Ma",
            "Phình Sáng",
        ),
        "village": ("Ten Hon", "Co Muông", "Hua Sát", "Nà Lốm", "Lói", "Cộng Hòa", "Pá Khoang", "Minh Thắng"),
        "street": (
            "Trần Phú",
            "Lê Lợi",
            "Nguyễn Trãi",
            "Võ Nguyên Giáp",
            "Hoàng Văn Thụ",
            "Nguyễn Thị Minh Khai",
            "Trần Hưng Đạo",
            "Bế Văn Đàn",
        ),
        "agency": (
            "Phòng Lao động - Thương binh và Xã hội",
            "Công an huyện",
            "Trung tâm Y tế huyện",
            "Phòng Văn hóa - Thông tin",
            "Hội Liên hiệp Phụ nữ",
            "Huyện đoàn",
            "Ủy ban MTTQ Việt Nam huyện",
            "Phòng Tài chính - Kế hoạch",
            "Viện Kiểm sát nhân dân",
            "Hội Nông dân",
            "Hội Cựu chiến binh",
        ),
    },
    (
        "Trong kỳ đã tổ chức {n} buổi tuyên truyền với {n} lượt người tham dự.",
        "{agency} phối hợp với UBND xã {commune} tổ chức hội nghị tại nhà văn hóa bản {village} ngày {day}.",
        "Thực hiện Kế hoạch số {doc} ngày {day} của UBND huyện Tuần Giáo.",
        "Kinh phí thực hiện {money} từ ngân sách huyện.",
        "Đội kiểm tra liên ngành 178 đã kiểm tra {n} cơ sở kinh doanh lưu trú, {n} cơ sở karaoke.",
        "Tuyên truyền cho học sinh trường THCS {street}, trường Tiểu học {street}.",
        "Treo {n} băng rôn trên tuyến đường {street} và phố {street}.",
        "Các xã {commune}, {commune} và {commune} chưa gửi báo cáo.",
        "Đoàn TNCS Hồ Chí Minh huyện ra quân Tháng Thanh niên năm {year}.",
        "So với cùng kỳ năm {year} tăng {n} lượt, đạt {n}% kế hoạch.",
        "Phát {n} tờ rơi bằng tiếng Việt, tiếng Thái, tiếng Mông.",
        "Không phát sinh vụ việc trong tháng; phát sinh năm {year} là {n} vụ.",
        "Tập huấn cho {n} cán bộ văn hóa - xã hội của 19 xã, thị trấn.",
        "Căn cứ Luật Phòng, chống ma túy năm 2021 và Nghị định số 144/2021/NĐ-CP ngày 31/12/2021.",
        "{agency} đã ban hành Công văn số {doc} gửi các đơn vị.",
        "Vận động {n} hộ gia đình ký cam kết, đạt {n}% số hộ.",
        "Công an huyện kiểm tra hành chính {n} lượt cơ sở, xử phạt {money}.",
        "Quyết toán {money}, bằng {n},5% dự toán giao.",
        "Trạm y tế xã {commune} cấp {n} bao cao su, tư vấn {n} lượt.",
        "Giai đoạn 2021-2025, phấn đấu {n}/19 xã, thị trấn lành mạnh.",
        "Sinh hoạt chuyên đề tại chi bộ bản {village} thu hút {n} đảng viên.",
        "Số học sinh năm học {year} tham gia ngoại khóa: {n} em.",
        "Kiểm tra tạm trú, tạm vắng tại xã {commune} được {n} lượt.",
        "Dừng phát thanh trên hệ thống loa từ ngày {day} để sửa chữa.",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Đồng chí Phó Chủ tịch UBND huyện chủ trì hội nghị.",
        "Đường dây nóng 111 tiếp nhận tin báo về trẻ em.",
        "Chị em phụ nữ các bản được vay vốn phát triển kinh tế.",
        "Ông bà, cha mẹ cùng nhà trường quản lý con em.",
        "Hội thi kỷ niệm 131 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2021).",
    ),
)

HELD_OUT = Sentences(
    {
        "n": lambda rng: str(rng.randint(2, 1500)),
        "big": lambda rng: f"{rng.randint(1001, 98765):,}".replace(",", "."),
        "money": lambda rng: rng.choice(
            (
                f"{rng.randint(1, 900)}.{rng.randint(100, 999)}.000 đồng",
                f"{rng.randint(1, 90)}.{rng.randint(100, 999)}.{rng.randint(100, 999)}.000 đồng",
                f"{rng.randint(1, 90)},{rng.randint(1, 9)} tỷ đồng",
                f"{rng.randint(100, 999)} 500 000 đồng",
            )
        ),
        "day": lambda rng: rng.choice(
            (
                f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2024",
                f"{rng.randint(1, 28)}-{rng.randint(1, 12)}-2023",
                f"{rng.randint(1, 28):02} tháng {rng.randint(1, 12)} năm 2025",
            )
        ),
        "place": (
            "Mường Ảng",
            "Tủa Chùa",
            "Hà Tĩnh",
            "Thái Bình",
            "Cao Bằng",
            "Lâm Đồng",
            "Cà Mau",
            "Bạc Liêu",
            "Hà Giang",
            "Thái Nguyên",
            "Lai Châu",
            "An Giang",
            "Hồ Chí Minh",
        ),
        "ward": (
            "Nam Thanh",
            "Him Lam",
            "Thanh Trường",
            "Mường Thanh",
            "Noong Bua",
            "Tân Thanh",
            "Lê Thanh Nghị",
            "Phan Đình Phùng",
            "Phạm Ngũ Lão",
            "Lương Khánh Thiện",
        ),
        "school": (
            "Kim Đồng",
            "Võ Thị Sáu",
            "Lê Quý Đôn",
            "Chu Văn An",
            "Phan Đình Giót",
            "Tô Vĩnh Diện",
            "Nguyễn Bỉnh Khiêm",
            "Lương Thế Vinh",
            "Hoàng Công Chất",
        ),
        "body": (
            "Ban Chỉ đạo 138",
            "Tòa án nhân dân",
            "Liên đoàn Lao động",
            "Ban Dân tộc",
            "Sở Y tế",
            "Kho bạc Nhà nước",
            "Bộ đội Biên phòng",
            "Báo Điện Biên Phủ",
            "Đài Truyền thanh - Truyền hình",
            "Hội Khuyến học",
            "Bảo hiểm xã hội",
            "Ngân hàng Chính sách xã hội",
            "Bưu điện",
        ),
    },
    (
        "{body} cử {n} lượt cán bộ xuống cơ sở nắm tình hình.",
        "Số người được tiếp cận dịch vụ là {big} lượt, tăng 12,4% so với năm trước.",
        "Từ ngày {day} đến ngày {day}, các tổ công tác hoạt động tại phường {ward}, phường {ward}.",
        "Đã giải ngân {money} cho {n} hộ nghèo vay vốn.",
        "Trường THPT {school} tổ chức diễn đàn cho {n} học sinh khối 11, lớp 12A1.",
        "Đoàn công tác của tỉnh {place} đến trao đổi kinh nghiệm.",
        "Trưởng bản, già làng và người có uy tín tham gia vận động.",
        "Mẫu số 01A-2021 được sử dụng thống nhất trên địa bàn.",
        "Văn bản số 0215/SYT-NVY và Thông báo 88/TB-VP đã được triển khai.",
        "Nhà nghỉ, khách sạn, quán karaoke trên trục quốc lộ 6 chấp hành tốt quy định.",
        "Câu lạc bộ “Phụ nữ với pháp luật” duy trì sinh hoạt mỗi quý 01 lần.",
        "Mô hình “Xã, phường lành mạnh” được nhân rộng ở {n} đơn vị.",
        "Trẻ em sinh năm 2015 được rà soát để vào lớp 1.",
        "Công dân nam sinh năm 2003 đăng ký nghĩa vụ quân sự lần đầu.",
        "Tổng số lao động nữ tại các cơ sở: {n} người, trong đó {n} người từ 18 đến 30 tuổi.",
        "Hội nghị tổng kết được tổ chức tại Hội trường tầng 2, số 12 đường {school}, trụ sở UBND huyện.",
        "Hiệu trưởng các trường chịu trách nhiệm trước UBND huyện.",
        "Bà con các bản vùng cao tích cực hưởng ứng.",
        "Anh em trong tổ tự quản thay nhau tuần tra.",
        "{body} phối hợp {body} rà soát {n} đối tượng bảo trợ xã hội.",
        "Thị trấn Tuần Giáo có {n} tổ dân phố, {n} khối, bản.",
        "Nguồn kinh phí: ngân sách trung ương {money}, ngân sách địa phương {money}.",
        "Chương trình mục tiêu quốc gia giai đoạn I: từ năm 2021 đến năm 2025.",
        "Quản lý văn hóa phẩm, quản lý thị trường và quản lý lưu trú tiếp tục được tăng cường.",
        "Ngày Thế giới phòng, chống mua bán người 30/7 được hưởng ứng ở {n} xã.",
        "Tại phiên họp thứ 15, {body} đã thông qua Nghị quyết.",
        "Các đơn vị tại thành phố {place} gửi số liệu trước ngày {day}.",
        "Hệ thống tiếp nhận {n} tin, trong đó {n} tin đã xác minh, đạt {n}%.",
        "Lãnh đạo {body}: Đồng chí Giám đốc trực tiếp phụ trách.",
        "Biểu 02-CA, cột 5, dòng KT11 ghi {n}.",
        "Người dân được tuyên truyền về Luật Phòng, chống mua bán người, Bộ luật Hình sự (Điều 327, 328, 329).",
        "Quảng trường 7/5, cầu Mường Thanh, chợ trung tâm và bến xe đã được treo pa nô.",
        "Tổ chức giao lưu bóng chuyền tranh cúp Võ Nguyên Giáp tại sân vận động huyện.",
        "Quỹ Vừ A Dính trao {n} suất học bổng cho học sinh dân tộc thiểu số.",
        "Thời gian thực hiện: Quý III/2024; hoàn thành trước 15/11/2024.",
        "Tiếp tục đề nghị Sở Thông tin và Truyền thông chặn {n} tên miền.",
        "Chợ phiên xã Pú Nhung thu hút {big} lượt người.",
        "Nữ sinh nội trú, nam sinh lớp cuối cấp được tư vấn tâm lý.",
        "Phòng Giáo dục và Đào tạo chỉ đạo 100% trường học lồng ghép nội dung.",
        "Kết quả: 19/19 xã, thị trấn có đội công tác xã hội tình nguyện.",
        "Cấp phát {big} viên thuốc, {n} que thử, {big} bao cao su.",
        "Công ty TNHH Hoàng Long, khách sạn Hồng Kỳ, nhà hàng Phương Nam ký cam kết.",
        "Tuyến đường tránh qua bản Lò Vôi, bản Cò Nọi dài 4,5 km.",
        "Nhiệt độ thấp, sương mù nên dời lịch sang ngày {day}.",
    ),
)
