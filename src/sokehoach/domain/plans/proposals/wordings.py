"""Wordings of targets that say by themselves what kind of figure they set.

All patterns match lower case with tone marks as `fold_tones` places them.
"""

import re

from sokehoach.domain.plans.passages import CAPITALS
from sokehoach.domain.text import fold_tones

# «Giảm năng lượng tiêu hao bình quân 1%/năm», «Mục tiêu giảm phát thải so với năm 2005: 8%»: a change of what follows
# the verb; «giảm … xuống còn 5%» is a level.
_CHANGE_FIRST = re.compile(
    r"(?:(?:mục tiêu|chỉ tiêu|phấn đấu)(?: là)?:? |tiếp tục )?(?:kéo |cắt )?(?P<way>giảm|tăng) "
    r"(?P<what>[^\d,;:]{6,120}?)"
    r"(?: so với(?: [^,;:]{2,60})?)?(?P<lead>:| (?:bình quân|trung bình|ít nhất|tối thiểu|khoảng|thêm|từ)){0,3}$"
)
_LEVEL = re.compile(r"(?<!\w)(?:xuống|lên|còn|dưới|đến|ở mức|đạt|là|trên)$")
_PER_YEAR = re.compile(r" ?(?:%?\s?/ ?năm|mỗi năm|(?:hằng|hàng) năm)")
# «số giường bệnh trên một vạn dân đạt»: of things, for so many others.
_FOR_SO_MANY = re.compile(
    r" (?:(?:tính )?trên |/ ?)(?:(?P<myriad>(?:một |1 )?vạn)|(?P<thousand>(?:một |1 )?nghìn)|"
    r"(?P<number>10{0,2}\.000|100)|(?:0?1|một|mỗi)(?= (?:ha|m2|m3|đơn vị diện tích)(?!\w))) "
    r"(?P<what>[^\W\d_][^\d,;:]{1,60}?)(?: (?:đạt|là|có|trên|khoảng|từ|bằng))*$"
)
# «2% tổng chi ngân sách hằng năm cho sự nghiệp …»: the whole ends before what it is for.
_WHOLE_SUM = re.compile(
    r"(?P<whole>(?:tổng (?:chi|thu|mức|nguồn|số|kinh phí|ngân sách|vốn)|ngân sách|quỹ)[^,;:]{0,60}?)"
    r"(?: (?:hằng|hàng|mỗi) năm)?(?: (?:cho|để|vào|dành)(?!\w)| (?:hằng|hàng|mỗi) năm)"
)
# What has a figure for the whole area and is not added up: «thu nhập bình quân», «thời gian chờ», «tuổi thọ».
INTENSIVE = re.compile(
    r"(?<!\w)(?:bình quân (?:đầu người|của (?:một|mỗi|01|1)(?= ))|bình quân/người|"
    r"trung bình|tốc độ|tuổi thọ|thời gian sống|(?:số |^)năm (?:sống|"
    r"đi học)|bán kính|"
    r"thu nhập|tỷ suất|năng suất|mật độ|khoảng cách|độ trễ|nhiệt độ|nồng độ|chiều (?:cao|dài|rộng)|cân nặng|chỉ số|"
    r"thứ hạng|xếp hạng|tỷ lệ tăng|mức giảm|hệ số|đơn giá|mức (?:lương|sinh|chuẩn|trợ cấp|trợ giúp)|"
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
# Units that count nothing by themselves: so many of what stands beside them.
QUANTITIES = frozenset((
    "mw", "kw", "gw", "ha", "km", "km2", "m2", "m3", "tấn", "tạ", "kg", "lít", "triệu", "tỷ", "gbps", "mbps",
    "kwh", "%/năm", "usd", "đồng",
))  # fmt: skip
# «2 triệu lượt khách», «3.000 tỷ đồng»: what is counted has no magnitude, and money is told by what it is of.
TIMES_MORE = re.compile(r",? ?(?<!\w)(?:tăng |nâng )?(?:lên )?gấp(?: (?:khoảng|ít nhất|tối thiểu|trên|hơn|từ))*$")
MOVED_NUMBER = re.compile(
    r"(?:cắt giảm|kéo giảm|giảm|nâng|tăng|đưa) (?:tổng số|số lượng|số) (?P<name>[^\d%]{3,120}?)"
    r"(?: từ \d[\d.,]*(?: [^\W\d]+){0,5})? (?:xuống|lên)(?: (?:còn|dưới|không quá|tối đa|ít nhất|trên))*$"
)
MAGNITUDE = re.compile(
    r"^(?:nghìn |ngàn |vạn |triệu |tỷ ){0,2}(?:(?:đồng(?! (?:hồ|ruộng|bào|chí))|usd|đô la)(?!\w)(?: mỹ)?)?(?:/\w+)* ?",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:mỗi|hằng|hàng) năm )?(?:(?:cắt|kéo|làm) (?=giảm))?(?:được )?(?P<way>giảm|tăng|rút ngắn)"
    r"(?: (?:thêm|bình quân|ít nhất|tối thiểu|trên|khoảng|từ|trung bình|được|mỗi năm|hằng năm|hàng năm|đạt))* ?$"
)
RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ số|tỷ suất)(?: của)?(?!\w)")
RATE_AT_END = re.compile(
    r",? (?:đạt|chiếm|với|có|bằng) (?:tỷ|tỉ) lệ(?= |$)(?: (?:đạt|trên|từ|ít nhất|tối thiểu|khoảng))*$", re.I
)
# Beside a row of a table: who reports it, and no whole.
_BODY = r"(?:Khoa|Phòng|Ban|Sở|Trung tâm|Trạm|UBND|Ủy ban|Công an|Văn phòng|Chi cục|Cục|Vụ|Hội|Đoàn)"
BODY_NAME = re.compile(rf"{_BODY} [^\W\d]")
# «Trung tâm Khuyến nông tổ chức [12 lớp]»: who does it is no part of what is counted.
BODY_FIRST = re.compile(
    rf"^(?:{_BODY}|Thanh tra|Trường) (?=[{CAPITALS}]|(?:tỉnh|thành phố|huyện|xã|phường)(?!\w))[^\d,;:%]{{2,60}}? "
    r"(?=(?:tổ chức|triển khai|thực hiện|xây dựng|tiến hành|hỗ trợ|tiếp nhận|mở|phối hợp)(?!\w))"
)
PLACE_FIRST = re.compile(
    r"(?:toàn|cả|trên địa bàn|tại|ở|đối với|trong|riêng|hằng|hàng|mỗi|mục tiêu|chỉ tiêu|kết quả)(?!\w)"
)
MUST = re.compile(r"(?:phải|đều)(?: (?:phải|đều))? (?=\w)")  # «Hộ có doanh thu từ 1 tỷ đồng: 100% phải dùng hóa đơn»
# What must be true of what is counted: «cơ sở | được kiểm tra».
OPENS_PREDICATE = re.compile(r"(?:được|có|đạt|không|chưa|là|tham gia|sử dụng|thực hiện|hoàn thành|ứng dụng)(?!\w)")
STATE_OF_PART = re.compile(r"(?:đúng|hoàn thành|xuất sắc|được|đạt)(?!\w)")
STATE_ALONE = re.compile(
    r"(?:có|được|đạt(?! (?:trên|từ|ít|tối|khoảng|dưới|\d)))(?= \w)"
)  # «tỷ lệ [có việc làm] đạt 80%»
OF_ALL = re.compile(r"có (?:bằng cấp|văn bằng|chứng chỉ)(?!\w)")  # of all labour, and not of those who were trained
# «xếp trong tốp [10] của tỉnh»
RANK_FIRST = re.compile(r"(?:(?:nằm|xếp|đứng|thuộc) ){1,2}(?:trong |vào )?(?:nhóm|tốp|top|hạng|vị trí)(?: thứ)?(?!\w)")
KEEPS = re.compile(
    r"^(?:tiếp tục |thường xuyên )?(?:duy trì|giữ vững|bảo đảm|đảm bảo|không|hoàn thành)(?: và \w+ \w+)?(?= |$) ?"
    r"(?:có |cho |để )?", re.IGNORECASE,
)  # fmt: skip

OF_TOTAL = re.compile(r" (?:(?:trong|trên|so với) (?=tổng)(?:tổng số )?|trên số |trong số (?!hóa))(?P<whole>.{2,160})$")
PART_OF = re.compile(  # where, «trong các cơ sở giáo dục», is not of what
    r" (?:trong|trên) (?:tổng số )?(?P<whole>(?!địa bàn|(?:các |những )?(?:cơ sở|trường|khu|cụm) ).{2,160})$"
)
# «kinh phí nghiên cứu/GRDP», not «uống thuốc 2 lần/năm»
RATIO = re.compile(r" ?/ ?(?P<whole>(?!(?:năm|quý|tháng|tuần|ngày)(?!\w))[^\W\d_]{2}[^/;.]{1,80})$")
# «đào tạo kỹ năng cho người dân trong độ tuổi lao động», «phủ sóng tại các khu công nghiệp»: over those at the end
FOR_WHOM = re.compile(
    r" (?:cho|tại|ở|trong|đối với) (?P<whole>(?:nam|nữ) giới|cộng đồng(?: dân cư)?|đàn [^;:]{2,120}|"
    r"(?:các|người|trẻ|học sinh|hộ|công nhân|phụ nữ) [^,;:]{2,120})$"
)
OF_WHOLE = re.compile(
    r"(?:^| )(?:chiếm|đóng góp|bằng|đạt|tương đương)(?: (?:từ|khoảng|trên|ít nhất|tối thiểu|không dưới|dưới|hơn|"
    r"không quá|không thấp hơn|trung bình|bình quân|tỷ trọng|tỷ lệ|thị phần))*$"
)
AGAINST = re.compile(r"^so với (?!(?:năm|cùng|đầu|trước|mức|giai đoạn|kỳ|thực hiện|\d|quý|tháng|nhiệm))", re.IGNORECASE)
IS_TOTAL = re.compile(
    r"(?!(?:so với|và|vào|mỗi|trong|đối với|trở|năm|hằng|hàng|tại|ở|do|để|cho|trước|sau|theo|khi|"
    r"trên (?:địa|quy|toàn)|quy mô)(?!\w)|[/(])[^\W\d]"
)
PERCENT_FIRST = re.compile(
    r"(?:\d{1,2} )?(?P<name>[^\d%].{3,200}?),? % (?:\d[\d.,]* )?(?P<figure>(?:(?:≥|≤|>|<|[Tt]rên|[Dd]ưới) ?)?\d[\d.,]*)"
)
GROWTH = re.compile(r"(?<!\w)tốc độ (?:tăng trưởng|tăng|phát triển)(?: bình quân)?(?: của)?(?!\w)")
FURTHER = re.compile(
    r"(?:,|;| và)(?: (?:còn|trên|khoảng|ít nhất|tối thiểu|từ|dưới|đạt))* \d[\d.,]* ?%.*$|[,;] trong đó .*$",
    re.IGNORECASE,
)
UPWARD = re.compile(r"^trở(?: (?:lên|xuống),? ?|$)", re.IGNORECASE)
UNDERSTANDING = re.compile(
    r"(?<!\w)(?:(?:am )?hiểu(?: biết| rõ| đúng)?|(?:có |(?:được )?nâng cao )?(?:nhận thức|ý thức)|"
    r"thấm nhuần|nắm (?:vững|được|rõ|chắc)|"
    r"có (?:đầy đủ )?kiến thức(?! đúng|,? (?:và |kỹ năng |thái độ |, ){0,3}thực hành)"
    r"|đồng thuận|đồng tình|tin tưởng|phấn khởi|yên tâm)(?!\w)"
)
PERSUADES = re.compile(
    r"(?:(?:tuyên truyền|vận động|huy động|khuyến khích|hướng dẫn|chỉ đạo|yêu cầu|phối hợp|hỗ trợ)(?:, | và |$)?)+"
)
TIME_ALONE = re.compile(  # «92% quý II», «95% quy mô xã» name no whole
    r"^(?:(?:ngay )?(?:vào |trong |đến |từ )?(?:cuối |hết )?(?:năm(?: 20\d\d)?|quý [iv]{1,3})|"
    r"(?:trước|vào|đến)(?: ngày)? \d{1,2}/\d{1,2}(?:/\d{4})?|"
    r"quy mô (?:cấp )?(?:xã|huyện|tỉnh)(?:, phường)?)$",
    re.IGNORECASE,
)
_DISCOVERY = re.compile(
    r"(?:đều )?(?:được |bị )?(?:kịp thời )?(?:phát hiện(?! sớm)|(?:đấu tranh, )?ngăn chặn|triệt phá)(?!\w)"
)
# «phát hiện và xử lý trong vòng 48 giờ» is of what was found; «phát hiện trong vòng 48 giờ» is not.
_TREATED_IN_TIME = re.compile(
    r"phát hiện(?:,| và) [^;]{2,80}? trong (?:vòng|thời hạn|thời gian) (?:không quá |tối đa )?"
    r"\d{1,3} ?(?:phút|giờ|ngày)(?!\w)"
)
FOUND_ALONE = re.compile(r"(?<!\w)(?:(?:được|bị) )?phát hiện(?: được)?(?: (?:trong|trên|qua|tại|ở) [^,;]{2,80})?$")


def is_discovery(predicate: str) -> bool:
    """Whether the words ask that all there is be found, which nobody knows."""
    lower = fold_tones(predicate)
    return _DISCOVERY.match(lower) is not None and _TREATED_IN_TIME.search(lower) is None


def is_understanding(text: str) -> bool:
    """Whether the words ask for understanding or awareness, which nobody counts."""
    return UNDERSTANDING.search(fold_tones(text)) is not None


def find_change_first(lower_head: str, lower_tail: str) -> tuple[int, int, bool] | None:
    """Where what changes stands in the words before a percentage, and whether it falls; None if they set a level."""
    match = _CHANGE_FIRST.fullmatch(lower_head.strip())
    if match is None or _LEVEL.search(lower_head.strip(" :")):
        return None
    is_compared = "so với" in lower_head or lower_tail.lstrip().startswith(("so với", "so cùng"))
    if match["what"].startswith("số ") and not is_compared:
        return None
    if RATE.match(match["what"]) and (match["lead"] or "").split()[:1] not in (["bình"], ["trung"]) and not is_compared:
        return None  # «Giảm tỷ lệ hộ nghèo bình quân 1%/năm», but «Giảm tỷ lệ sinh con thứ ba khoảng 5%» sets a level
    if match["lead"] is None and not is_compared and _PER_YEAR.match(lower_tail) is None:
        return None
    return match.start("what"), match.end("what"), match["way"] == "giảm"


def find_rate_of_many(lower_head: str) -> tuple[int, int, int, int] | None:
    """The end of what is counted, start and end of what it is reckoned on, and on how many of them."""
    match = _FOR_SO_MANY.search(lower_head)
    if match is None or match.start() < 1:
        return None
    per = 10_000 if match["myriad"] else 1_000 if match["thousand"] else int((match["number"] or "1").replace(".", ""))
    return match.start(), match.start("what"), match.end("what"), per


def find_whole_sum(lower: str) -> int | None:
    """The end of the name of a sum of money at the beginning of the words that say what a part of it is for."""
    match = _WHOLE_SUM.match(lower)
    return match.end("whole") if match is not None else None
