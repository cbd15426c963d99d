"""Wordings of targets that say by themselves what kind of figure they set.

All patterns match lower case with tone marks as `fold_tones` places them.
"""

import re

# «Giảm năng lượng tiêu hao bình quân 1%/năm», «Mục tiêu giảm phát thải so với năm 2005: 8%»: a change of what follows
# the verb; «giảm … xuống còn 5%» is a level.
_CHANGE_FIRST = re.compile(
    r"(?:(?:mục tiêu|chỉ tiêu|phấn đấu)(?: là)?:? )?(?P<way>giảm|tăng) (?P<what>(?!tỷ |tỉ |số )[^\d,;:]{6,120}?)"
    r"(?: so với(?: [^,;:]{2,60})?)?(?P<lead>:| (?:bình quân|trung bình|ít nhất|tối thiểu|khoảng|thêm|từ)){0,3}$"
)
_LEVEL = re.compile(r"(?<!\w)(?:xuống|lên|còn|dưới|đến|ở mức|đạt|là|trên)$")
_PER_YEAR = re.compile(r" ?(?:%?\s?/ ?năm|mỗi năm|(?:hằng|hàng) năm)")
# «số giường bệnh trên một vạn dân đạt»: of things, for so many others.
_FOR_SO_MANY = re.compile(
    r" (?:(?:tính )?trên |/ ?)(?:(?P<myriad>(?:một |1 )?vạn)|(?P<thousand>(?:một |1 )?nghìn)|"
    r"(?P<number>10{0,2}\.000|100)) (?P<what>[^\W\d_][^\d,;:]{1,60}?)(?: (?:đạt|là|có|trên|khoảng|từ|bằng))*$"
)
# «2% tổng chi ngân sách hằng năm cho sự nghiệp …»: the whole ends before what it is for.
_WHOLE_SUM = re.compile(
    r"(?P<whole>(?:tổng (?:chi|thu|mức|nguồn|số|kinh phí|ngân sách|vốn)|ngân sách|quỹ)[^,;:]{0,60}?)"
    r"(?: (?:hằng|hàng|mỗi) năm)?(?: (?:cho|để|vào|dành)(?!\w)| (?:hằng|hàng|mỗi) năm)"
)
# What has a figure for the whole area and is not added up: «thu nhập bình quân», «thời gian chờ», «tuổi thọ».
INTENSIVE = re.compile(
    r"(?<!\w)(?:bình quân đầu người|bình quân/người|trung bình|tốc độ|tuổi thọ|thời gian sống|(?:số |^)năm (?:sống|"
    r"đi học)|bán kính|"
    r"thu nhập|tỷ suất|năng suất|mật độ|khoảng cách|độ trễ|nhiệt độ|nồng độ|chiều (?:cao|dài|rộng)|cân nặng|chỉ số|"
    r"thứ hạng|xếp hạng|tỷ lệ tăng|mức giảm|hệ số|đơn giá|mức (?:lương|sinh)|"
    r"(?<!đúng )(?<!đúng thời )(?:thời gian|thời hạn)(?= (?:chờ|xử lý|giải quyết|thực hiện|nằm viện|khám|tiếp cận|"
    r"phản hồi|trả|cấp|thông quan|mất|gián đoạn|hoàn thành|làm thủ tục|di chuyển|trung bình|bình quân)(?!\w)))(?!\w)"
)
# Units of speeds, durations, distances, marks.
MEASURED = re.compile(
    r"(?:bar|mg/l(?:ít)?|[kmg]?bit/s|[kmg]b(?:ps|/s)|km/h|m/s|"
    r"(?:phút|giây|giờ|ngày|tuổi|tháng|điểm(?=$|[,;.)]| (?:so với|trở|"
    r"và|trên))|độ c|km liên tục|mm|cm|ms)(?![\w/])"
    r"(?! (?:cao điểm|công|tình nguyện|hội|lễ|du lịch|bán hàng|giao dịch|thông tin|cung cấp|bưu|truy cập)))"
)
# «2 triệu lượt khách», «3.000 tỷ đồng»: what is counted has no magnitude, and money is told by what it is of.
MAGNITUDE = re.compile(
    r"^(?:nghìn |ngàn |vạn |triệu |tỷ ){0,2}(?:(?:đồng|usd|đô la)(?!\w)(?: mỹ)?)?(?:/\w+)* ?", re.IGNORECASE
)
CHANGE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:mỗi|hằng|hàng) năm )?(?:(?:cắt|kéo|làm) (?=giảm))?(?P<way>giảm|tăng)"
    r"(?: (?:thêm|bình quân|ít nhất|tối thiểu|trên|khoảng|từ|trung bình|được|mỗi năm|hằng năm|hàng năm|đạt))* ?$"
)
RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ số|tỷ suất)(?: của)?(?!\w)")
PLACE_FIRST = re.compile(
    r"(?:toàn|cả|trên địa bàn|tại|ở|đối với|trong|riêng|hằng|hàng|mỗi|mục tiêu|chỉ tiêu|kết quả)(?!\w)"
)
BARE_PREDICATE = re.compile(
    r"(?:liên thông|kết nối|do|thuộc|được|bị|đạt|có|là|đủ|tham gia|thực hiện|hoàn thành|sử dụng)(?!\w)"
)
MUST = re.compile(r"(?:phải|đều)(?: (?:phải|đều))? (?=\w)")  # «Hộ có doanh thu từ 1 tỷ đồng: 100% phải dùng hóa đơn»
STATE_OF_PART = re.compile(r"(?:đúng|hoàn thành|xuất sắc|được|đạt)(?!\w)")
KEEPS = re.compile(
    r"^(?:tiếp tục |thường xuyên )?(?:duy trì|giữ vững|bảo đảm|đảm bảo|không|hoàn thành)(?: và \w+ \w+)?(?= |$) ?"
    r"(?:có |cho |để )?", re.IGNORECASE,
)  # fmt: skip


def find_change_first(lower_head: str, lower_tail: str) -> tuple[int, int, bool] | None:
    """Where what changes stands in the words before a percentage, and whether it falls; None if they set a level."""
    match = _CHANGE_FIRST.fullmatch(lower_head.strip())
    if match is None or _LEVEL.search(lower_head.strip(" :")):
        return None
    is_compared = "so với" in lower_head or lower_tail.lstrip().startswith(("so với", "so cùng"))
    if match["lead"] is None and not is_compared and _PER_YEAR.match(lower_tail) is None:
        return None
    return match.start("what"), match.end("what"), match["way"] == "giảm"


def find_rate_of_many(lower_head: str) -> tuple[int, int, int, int] | None:
    """The end of what is counted, start and end of what it is reckoned on, and on how many of them."""
    match = _FOR_SO_MANY.search(lower_head)
    if match is None or match.start() < 1:
        return None
    per = 10_000 if match["myriad"] else 1_000 if match["thousand"] else int(match["number"].replace(".", ""))
    return match.start(), match.start("what"), match.end("what"), per


def find_whole_sum(lower: str) -> int | None:
    """The end of the name of a sum of money at the beginning of the words that say what a part of it is for."""
    match = _WHOLE_SUM.match(lower)
    return match.end("whole") if match is not None else None
