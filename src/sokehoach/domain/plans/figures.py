"""Numbers in a sentence: which of them are targets, with their bound and unit.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import functools
import re
from dataclasses import dataclass, replace

from sokehoach.domain.plans.bounds import AND_MORE, CONTEXT_LENGTH, FROM, find_bound
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.units import cut_unit
from sokehoach.domain.text import parse_number, skip_match

_DIGITS = r"(?<![\w/.,])(?<![^\d\s]-)(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,6})(?:,[0-9]+|\.[0-9]{1,2}(?![\d.]))?"
_PERCENT = r"\s?(?:%|phần trăm(?!\w)|‰|phần nghìn(?!\w))"
_PER_MILLE = re.compile(r"‰|phần nghìn")
_NUMBER = re.compile(
    rf"(?P<low>{_DIGITS})(?:(?:{_PERCENT})?\s?[-–]|{_PERCENT} đến)\s?(?P<high>\d+(?:,\d+)?){_PERCENT}"
    rf"|(?<!tăng từ )(?<=từ )(?P<over>{_DIGITS}) đến (?P<under>\d+(?:,\d+)?){_PERCENT}"
    rf"|(?P<least>{_DIGITS})(?:\s?[-–]\s?|(?<=từ \d) đến |(?<=từ \d\d) đến )(?P<most>{_DIGITS})(?= [^\W\d_])"
    r"|(?:(?<=ít nhất )|(?<=tối thiểu )|(?<=không ít hơn ))(?P<spelt>một|hai|ba|bốn)(?= (?!phần |trong )[^\W\d_])"
    rf"|(?:(?P<sign>(?<=[≥≤<>] )|(?<=[≥≤<>])))?(?P<number>{_DIGITS})"
    rf"(?:(?P<percent>{_PERCENT})|(?P<all>/[0-9]{{1,3}}(?:\.[0-9]{{3}})*(?= [^\W\d_]))"
    rf"|(?(sign)(?![\w/%])|(?!))|(?= ?[^\W\d_]{{2}})|(?= [^\W\d_])|(?= [“\"«][^\W\d_]))"  # «120 “Mái ấm Công đoàn”»
)
# A level of time or of criteria in the aims: «không quá 05 phút», «ít nhất 25 tiêu chí», «từ 2,2 ngày trở lên».
_MEASURED = re.compile(r"(?:giờ|phút|giây|ngày|tiêu chí|điểm)(?!\w)|$|[.;,)]")
_NO_LEVEL = re.compile(r"(?:sau|chậm nhất|muộn nhất|trước|nghỉ học|vắng|so với)[^,;.]{0,12}$")
_SPELT = {"một": "1", "hai": "2", "ba": "3", "bốn": "4"}
_DECIMAL_POINT = re.compile(r"\.(?=\d{1,2}$)")  # «18.5» for «18,5»
# «tỷ suất tử vong trên 1.000 trẻ đẻ sống»: what the rate is reckoned on.
_BASE, _OF_RATE = re.compile(r"10{0,2}\.000"), re.compile(r"(?:tỷ suất|tỷ số|tỷ lệ|số ca)[^,;]{3,50} (?:tính )?trên $")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Units that are no target: time, age, references, other measurements.
_NOT_COUNTED = re.compile(
    r"(?:tuổi|tháng|năm|ngày|giờ|phút|giây|quý|tuần|kỳ(?! thi)|khoản|điều(?! kiện| dưỡng| tra)|"
    r"nghị quyết|cấp|bước|bên|mặt(?! hàng| bằng)|giai đoạn|khâu|"
    r"nội dung|đến \d|và|hoặc|của|trên địa|hằng|hàng|nhóm (?:nhiệm|giải)|nhiệm vụ|giải pháp|sao|"
    r"tiêu chí|chương trình mục tiêu|trụ cột|đột phá|rõ|tại chỗ)(?!\w)"
)
_REFERENCE = re.compile(
    r"(?:số|điều|khoản|(?<!dứt )điểm|mục|phụ lục|(?<!cả )năm|tháng|ngày|quý|khóa|lần thứ|giai đoạn|đề án|dự án|biểu|"
    r"mẫu|nhiệm kỳ|khu vực|công văn|nghị quyết|nghị định|chỉ thị|quyết định|thông tư|chương trình|kế hoạch|luật|"
    r"kết luận|phong trào|chiến lược|internet|bước|đến|phường|quận|tuyến|mức độ|loại|hạng|thứ|lớp|quốc lộ|tỉnh lộ)\s$"
)
# «Đội kiểm tra 178», «Đoàn công tác 12», «Trung đoàn 98»: the number is a part of the name.
_NAMED_BY_NUMBER = re.compile(
    r"(?<!\w)(?:đội|đoàn|tổ(?! chức)|ban chỉ đạo|bcđ|trung đoàn|sư đoàn|hải đội|trạm|đồn|khối|cụm|trường|bệnh viện)"
    r"(?: (?!có|gồm|với|của|trên|dưới|đạt|ít|tối)[^\W\d_]+){0,3} $"
)
# Words that make a following number without «%» a target.
_GOAL = re.compile(
    r"(?:đạt|≥|≤|ít nhất|tối thiểu|trên|dưới|không quá|tối đa|không dưới|giảm|tăng|còn|có|phấn đấu|tổ chức|"
    r"xây dựng|duy trì|thành lập|mỗi [^,;.]{2,25}|triển khai|hỗ trợ|đào tạo|tập huấn|trồng|từ|bình quân|"
    r"khoảng|thêm|xuống|lên|tăng trưởng|thực hiện|phát triển|hình thành|ra mắt|mở|với|hoàn thành|phục vụ|đón|thu hút|"
    r"giải quyết|việc làm(?: mới)? cho|bồi dưỡng|huy động|tiếp nhận|sửa chữa|xây mới|trao|vận động|kết nạp|"
    r"lắp đặt|khám|tư vấn|đầu tư|công nhận|tuyển|sản xuất|phát hành|in|treo|phát sóng|đăng tải|biên soạn|"
    r"kiểm tra|cấp|bố trí|trang bị|bình quân đầu người|nhân rộng|củng cố|nâng cấp|"
    r"số hóa|cải tạo|chuyển đổi|đưa|tạo|sinh hoạt|cả)"
    r"(?: (?:mới|thêm|được|thành công|lại)){0,6}\s$"
)
# Time that is itself what must be reached: «thời gian chờ không quá 30 phút», «tuổi thọ đạt 75 tuổi».
_TIME = re.compile(r"(?:tuổi|tháng|năm|ngày|giờ|phút|giây)(?!\w)")
_OF_TIME = re.compile(
    r"(?<!\w)(?:thời gian|thời hạn|tuổi thọ|độ tuổi|số (?:ngày|giờ|phút|năm|buổi)|chậm nhất)(?!\w)[^,;.]{0,80}?"
    r"(?:còn|xuống|đạt|dưới|trên|không quá|tối đa|tối thiểu|ít nhất|khoảng|bình quân|trung bình|là) $"
)
# «nâng ngày lưu trú từ 1,3 ngày lên 1,8 ngày», «210 phút/khách hàng/năm»: a level of time too.
_RAISED = re.compile(r"(?<!\w)từ \d[\d.,]* (?:tuổi|tháng|năm|ngày|giờ|phút|giây) (?:lên|xuống)(?: còn)? $")
_PER = re.compile(r"(?:ngày|giờ|phút|giây) ?/ ?[^\W\d_]{2}")
# «không để mất điện quá 2 giờ»
_LIMITED = re.compile(r"(?<!\w)không (?:để|có|vượt|xảy ra)(?: [^\s,;.]+){0,6}? quá $")
# «không để xảy ra vụ ngộ độc từ 30 người mắc trở lên», «… cháy gây thiệt hại trên 1 tỷ đồng»: which of them are meant.
_NONE_OF = re.compile(
    r"(?<!\w)(?:không (?:để|có|xảy ra|phát sinh)|hạn chế|ngăn chặn)(?: [^\s,;.]+){1,12}? (?:(?P<from>từ)|trên|hơn) $"
)
_TARGET_AFTER = re.compile(r"(?:(?!trở )[^,;.]){0,30}?(?:lên|xuống|còn)(?!\w)")
_COMPARED = re.compile(r"so với[^,;:]{0,12}$")
# «tăng 5% (năm 2024 đạt 40%)»: a bracket about another time.
_ASIDE = re.compile(
    r"\((?:năm|nhiệm kỳ|hiện|so với|tương đương|cùng kỳ|đầu|kết quả|cả nước|toàn quốc|[^()]{0,30}\d{4})"
)
_IN_BRACKETS = re.compile(r"\([^()]{0,400}\)")
# «40 xã (gồm 12 xã biên giới, 28 xã khác)»: the parts of a total are no targets of their own.
_COMPOSITION = re.compile(r"\((?:gồm|bao gồm|trong đó)(?!\w)")
# «100% cơ sở tổ chức ít nhất 01 hoạt động»: what each of them has to reach is a level too.
_ALL_UNITS = re.compile(r"(?<!\d)100\s?%[^%;.]{2,80} (?:ít nhất|tối thiểu) $")
_AT_LEAST = re.compile(r"(?:ít nhất|tối thiểu) $")
# «Tổng lượt khách: 45.000 lượt»
_OF_MAGNITUDE = re.compile(
    r"(?:^|\W )(?:tổng|số|lượng|doanh thu|thu nhập|diện tích|sản lượng|năng suất|giá trị|công suất)(?!\w)"
    r"[^,;:.\d]{0,80}: $"
)
# «bằng 1,3 lần mức bình quân».
_TIMES, _EQUALS = re.compile(r"lần(?!\w)"), re.compile(r"(?<!\w)(?:bằng|gấp)(?: khoảng| trên)? $")
# A clause after a comma that has a target of its own.
_OWN_GOAL = re.compile(
    r"(?:và |đồng thời |phấn đấu |trong đó ){0,6}(?:có|đạt|mỗi|ít nhất|tối thiểu|trên|dưới|không|giảm|tăng|tỷ lệ|"
    r"tổ chức|xây dựng|thành lập|duy trì|triển khai|đào tạo|tập huấn|mở|trồng|phát triển|hỗ trợ|\d|từ|hoàn thành|"
    r"doanh thu|thu nhập|sản lượng|năng suất|giá trị|kim ngạch|tuổi thọ)"
    r"(?!\w)"
)
_TIME_OR_AIM_FIRST = re.compile(
    r"\W*(?:(?:đến |trong |hết )?(?:cuối )?năm \d{4}[,:]? |(?:hằng|hàng|mỗi) (?:năm|quý|tháng),? |phấn đấu |tiếp tục )*"
)
# «xây dựng 30 km vào năm 2026 và 50 km vào năm 2030»
_AND_ALSO = re.compile(r"(?<!\d)(?!(?:19|20)\d\d )\d[\d.,]{0,12} [^\d,;.:]{2,40}(?: năm \d{4})? và $")
_LAST_TIMES = re.compile(r"lần(?!\w)")
_RATE_BEFORE, _PERCENT_BEHIND = re.compile(r"tỷ lệ [^%;.:\d]*$"), re.compile(r"[^%;.:\d]*\d[\d.,]* ?%")
_LIMITS = (">=", "<=")
# «hoàn thành thêm 02 tiêu chí», «đạt 18/19 tiêu chí»; «giảm 20 phút so với năm 2025»
_REACHES = re.compile(r"(?<!\w)(?:hoàn thành|đạt|tăng|lên|thêm)(?: (?:thêm|được|ít nhất|tối thiểu|từ)){0,2} $")
_SAVES = re.compile(r"(?<!\w)(?:giảm|tăng|rút ngắn|cắt giảm)(?: (?:thêm|được|ít nhất|tối thiểu)){0,2} $")
# «Tổ chức khám sàng lọc bệnh phổi … cho 6.500 người», «BHXH tự nguyện: 3.150 người»
_WORK_FOR = re.compile(
    r"\W*(?!hiện|đã|đang|theo|tại|trong|từ|với|gồm|mức|trong đó)[^\d:;.]{3,120} cho |"
    r"\W*(?!phạm vi|đối tượng|địa điểm|thời gian|quy mô|kinh phí)[^\d:,;()]{3,60}: "
)
# «15 hội nghị đối thoại cho 1.200 lượt đoàn viên»
_RECEIVERS = re.compile(r"\d [^\d,;:.()%]{3,80} cho $")
_LONGEST_WORK = 130  # letters
_LONGEST_VERB = 40  # letters of what is done, before its number
# «tại 12 trường», «của 30 hộ», «hiện nay có 5 xã»: the number says where or of whom, or is one of several.
_DESCRIBED = re.compile(
    r"[\d:()]|(?<!\w)(?:hiện|đã|đang|nay|trước đây|vừa qua|so với|theo|quy định|trị giá|mức)(?!\w)"
    r"|(?<!\w)(?:nhóm|tốp|top|của|tại|ở|trong|từ|theo|thuộc|gồm|cùng|với|cho|để|do|về|bằng|qua|giữa|như|và|hoặc) $"
)
_DIVIDED = re.compile(r"[\d:]| (?:của|theo|tại|ở|trong|từ) $")
_CLAUSE_LENGTH = 600  # letters around a number in which its clause begins and ends
_MAGNITUDE_LENGTH = 140
_ATTRIBUTE_LENGTH = 300  # letters before a number
# «60 công ty có doanh thu đạt 20 triệu USD»: a figure that tells which of them are counted.
_ATTRIBUTE = re.compile(
    r"\d[^;.]{0,200}(?<!\w)(?:có|với) (?:doanh thu|thu nhập|giá trị|vốn|quy mô|trị giá)(?!\w)(?:(?! và )[^,;.]){0,60}$"
)
_MONEY = re.compile(r"(?:tỷ|triệu|nghìn|ngàn) đồng|đồng(?!\w)")
_SPENDING = re.compile(r"kinh phí|dự toán|ngân sách (?:nhà nước )?(?:cấp|hỗ trợ|bố trí)|mức (?:hỗ trợ|chi)|nguồn vốn")

# «mỗi hộ nuôi từ 05 con trở lên có tối thiểu 500 m2»: which of them are meant.
_BY_SIZE = re.compile(
    r"(?:mỗi|các|những|đối với) (?:hộ|cơ sở|trang trại|đơn vị|xã|thôn|doanh nghiệp|trường)[^,;.]{0,30} từ $"
)
_AND_THEN = re.compile(
    r"(?: [^\s,;.\d]+){0,4} trở lên (?:phải |cần |đều )?(?:có|được|đạt|thực hiện|xây dựng|tham gia)(?!\w)"
)
_MONTHS = 12
# Separator of two parts of a sentence, not within «phòng, chống», «phối, kết hợp», «phòng, tránh».
COMMA = re.compile(r"[,;] (?!(?:chống|tránh|ngừa|kết hợp)(?!\w))|(?<!phòng)(?<!phối)[,;] ")
# «… lên 42% và diện tích rừng đạt 14,4 triệu ha»: behind «và» a magnitude with a value of its own.
_CLAUSES = re.compile(
    COMMA.pattern
    + r"| và (?=(?:diện tích|tổng|sản lượng|năng suất|giá trị|thu nhập|doanh thu|số (?:lượng|vụ|người))(?!\w)"
    r"[^,;.%]{0,60} (?:đạt|còn|xuống|lên|dưới|trên) )"
)


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A target number, characters `start` to `end` of its sentence; for a range both; `bound` = >= <= > <."""

    start: int
    end: int
    values: tuple[str, ...]
    percent: bool
    bound: str


def find_figures(lower: str, *, in_aims: bool = False) -> list[PrintedFigure]:
    """The targets among the numbers of a sentence (lower case).

    `in_aims`: the sentence stands in the part on targets, where the first number of a clause is one whatever its verb.
    """
    matches = [
        match
        for match in _NUMBER.finditer(lower)
        if _is_goal(lower, match)
        or (
            in_aims
            and (_is_first_of_clause(lower, match) or _is_measured_level(lower, match) or _is_level(lower, match))
        )
    ]
    figures: list[PrintedFigure] = []
    for match in matches:
        if not _is_percent(match) and _is_description(lower, match):
            continue
        end = match.end("number") if _is_rate(match) else match.end()
        figure = PrintedFigure(
            match.start(),
            end,
            _list_values(match),
            _is_percent(match),
            find_bound(lower, match.start(), match.end(), percent=_is_percent(match)),
        )
        figures.append(_share_bound(lower, figures[-1], figure) if figures else figure)
    return figures


def _share_bound(lower: str, first_figure: PrintedFigure, figure: PrintedFigure) -> PrintedFigure:
    """A percentage right behind «và» with the bound of the one before: «giảm ít nhất 15% số vụ và 20% diện tích»."""
    joint = lower[first_figure.end : figure.start]
    is_shared = figure.bound == "=" and first_figure.percent and figure.percent and first_figure.bound in _LIMITS
    is_whole = figure.values == ("100",)  # of all of them there are no more
    if not is_shared or is_whole or not joint.endswith(" và ") or set(",;:(") & set(joint):
        return figure
    return replace(figure, bound=first_figure.bound)


def _list_values(match: re.Match[str]) -> tuple[str, ...]:
    """The number, or both ends of a range; «giảm từ 15 đến 10%» has the level it starts from before that to reach."""
    if match["spelt"] is not None:
        return (_SPELT[match["spelt"]],)
    numbers = match.group("low", "high", "over", "under", "least", "most", "number")
    values = [parse_number(_DECIMAL_POINT.sub(",", number)) for number in numbers if number is not None]
    return tuple(str(value) for value in (values[1:] if values[0] > values[-1] else values))


def has_own_goal(lower: str, at: int) -> bool:
    """Whether the clause at position `at` has a target of its own."""
    return _OWN_GOAL.match(lower, at) is not None


def find_unit(sentence: Passage, figure: PrintedFigure) -> str:
    """The unit of a figure: «%» or «‰», or the noun after the number, as printed."""
    if figure.percent:
        return "‰" if _PER_MILLE.search(sentence.lower, figure.start, figure.end) else "%"
    return cut_unit(sentence.text[figure.end :])


def _is_percent(match: re.Match[str]) -> bool:
    return any(match[name] is not None for name in ("percent", "low", "over"))


def _is_goal(lower: str, match: re.Match[str]) -> bool:
    preceding = lower[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    following = lower[match.end() : match.end() + CONTEXT_LENGTH].lstrip()
    if _ATTRIBUTE.search(lower, max(0, match.start() - _ATTRIBUTE_LENGTH), match.start()) and not _is_percent(match):
        return False
    if _COMPARED.search(preceding) or _ASIDE.match(_find_open_bracket(lower, match.start())):
        return False
    if match["spelt"] is not None:
        return _NOT_COUNTED.match(following) is None
    if _is_percent(match):
        return match["percent"] is None or FROM.search(preceding) is None or _TARGET_AFTER.match(following) is None
    if _BASE.fullmatch(match["number"] or "") and _OF_RATE.search(preceding):
        return False
    none_of = _NONE_OF.search(preceding)
    if none_of is not None and (none_of["from"] is None or AND_MORE.match(lower, match.end())):
        return False
    if _BY_SIZE.search(preceding) and _AND_THEN.match(lower, match.end()):
        return False
    if _LIMITED.search(preceding) or (
        _TIME.match(following) and (_OF_TIME.search(preceding) or _RAISED.search(preceding) or _PER.match(following))
    ):
        return True
    if _NOT_COUNTED.match(following) or _REFERENCE.search(preceding) or _NAMED_BY_NUMBER.search(preceding):
        return False
    if _MONEY.match(following) and _speaks_of_spending(lower):
        return False
    if match["all"] is not None:
        return _is_rate(match) or _is_share(match) or _AT_LEAST.search(preceding) is not None
    if FROM.search(preceding) and _TARGET_AFTER.match(following):
        return False
    if _COMPOSITION.match(_find_open_bracket(lower, match.start())):
        return False
    is_ratio = _TIMES.match(following) is not None and _EQUALS.search(preceding) is not None
    is_year = _YEAR.fullmatch(match["number"] or match["most"]) is not None
    opens = match.start() <= CONTEXT_LENGTH and re.fullmatch(r"\W*(?:phấn đấu )?", preceding) is not None
    return not is_year and (
        opens
        or is_ratio
        or _OF_MAGNITUDE.search(lower[max(0, match.start() - _MAGNITUDE_LENGTH) : match.start()]) is not None
        or _GOAL.search(preceding) is not None
        or _is_object(lower, match)
        or _AND_ALSO.search(preceding) is not None
    )


def _is_object(lower: str, match: re.Match[str]) -> bool:
    """Whether the number is of what the verb at the beginning of its clause acts on: «đánh giá ngoài 01 …»."""
    begin = max(0, match.start() - 2 * CONTEXT_LENGTH)
    start = max((comma.end() for comma in COMMA.finditer(lower, begin, match.start())), default=begin)
    start = skip_match(_TIME_OR_AIM_FIRST, lower, start)
    is_work = OPENING.match(lower, start) is not None and not lower.startswith("trong đó", start)
    return is_work and match.start() - start <= CONTEXT_LENGTH and _DIVIDED.search(lower, start, match.start()) is None


def _is_measured_level(lower: str, match: re.Match[str]) -> bool:
    """Whether a number with a bound is of time or of criteria: «thời gian chờ dưới 2 giờ», «K ≤ 1,2»."""
    following = lower[match.end() : match.end() + CONTEXT_LENGTH].lstrip()
    if match["number"] is None or match["all"] is not None or _MEASURED.match(following) is None:
        return False
    preceding = lower[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    if _NO_LEVEL.search(preceding) or _ASIDE.match(_find_open_bracket(lower, match.start())):
        return False
    if match["sign"] is None and not following[:1].isalpha():
        return False
    return (
        find_bound(lower, match.start(), match.end(), percent=_is_percent(match)) in (">=", "<=", "<")
        and _YEAR.fullmatch(match["number"]) is None
    )


def _is_level(lower: str, match: re.Match[str]) -> bool:
    """Criteria reached, time saved, those for whom something is done, a number behind its title."""
    preceding = lower[max(0, match.start() - _LONGEST_WORK) : match.start()]
    following = lower[match.end() : match.end() + CONTEXT_LENGTH].lstrip()
    if following.startswith("tiêu chí"):
        return _REACHES.search(preceding) is not None
    if match["number"] is None or match["all"] is not None:
        return False
    if _TIME.match(following):
        return _SAVES.search(preceding) is not None and "so với" in following
    is_whole_sentence = match.start() <= _LONGEST_WORK and _WORK_FOR.fullmatch(preceding) is not None
    is_level = is_whole_sentence or _RECEIVERS.search(preceding) is not None
    return is_level and not _is_named_or_dated(lower, match, following)


def _is_first_of_clause(lower: str, match: re.Match[str]) -> bool:
    """Whether words and a number begin a clause: «rà phá 150 ha», «01 hợp tác xã, 02 tổ hợp tác»; no preposition."""
    if match["number"] is None or match["all"] is not None or _YEAR.fullmatch(match["number"]):
        return False
    if _is_cut_at_bracket(lower):
        return False  # the parts of a total, cut off at their bracket
    begin = max(0, match.start() - 2 * CONTEXT_LENGTH)
    start = max((comma.end() for comma in _CLAUSES.finditer(lower, begin, match.start())), default=begin)
    start = skip_match(_TIME_OR_AIM_FIRST, lower, start)
    joint = lower.rfind(" và ", start, match.start()) + len(" và ")
    if joint > start and OPENING.match(lower, joint) is not None:  # «cắt giảm 25 điều kiện và bãi bỏ 07 thủ tục»
        start = joint
    preceding, following = lower[start : match.start()], lower[match.end() : match.end() + CONTEXT_LENGTH].lstrip()
    return (
        len(preceding) <= _LONGEST_VERB
        and _DESCRIBED.search(preceding) is None
        and not _is_named_or_dated(lower, match, following)
    )


def _is_named_or_dated(lower: str, match: re.Match[str], following: str) -> bool:
    """Whether the number is of a time, a document, a place or a body, or of money that is spent."""
    preceding = lower[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    open_bracket = _find_open_bracket(lower, match.start())
    return (
        _NOT_COUNTED.match(following) is not None
        or _REFERENCE.search(preceding) is not None
        or _NAMED_BY_NUMBER.search(preceding) is not None
        or _COMPARED.search(preceding) is not None
        or _ASIDE.match(open_bracket) is not None
        or _COMPOSITION.match(open_bracket) is not None
        or _NONE_OF.search(preceding) is not None
        or _LAST_TIMES.match(following) is not None
        or (_BY_SIZE.search(preceding) is not None and _AND_THEN.match(lower, match.end()) is not None)
        or (_BASE.fullmatch(match["number"]) is not None and _OF_RATE.search(preceding) is not None)
        or (FROM.search(preceding) is not None and _TARGET_AFTER.match(following) is not None)
        or (_MONEY.match(following) is not None and _speaks_of_spending(lower))
    )


@functools.lru_cache(maxsize=16)  # asked for each number of a sentence
def _speaks_of_spending(lower: str) -> bool:
    return _SPENDING.search(lower) is not None


@functools.lru_cache(maxsize=16)
def _is_cut_at_bracket(lower: str) -> bool:
    return lower.count(")") > lower.count("(")


def _find_open_bracket(lower: str, at: int) -> str:
    """What stands before the place in a bracket that is still open, with the bracket; empty outside brackets."""
    start = lower.rfind("(", 0, at)
    return lower[start:at] if start > lower.rfind(")", 0, at) else ""


def _is_rate(match: re.Match[str]) -> bool:
    """Whether the number is a rate: «150/100.000 dân»."""
    return match["all"] is not None and match["all"].endswith("000")


def _is_share(match: re.Match[str]) -> bool:
    """Whether the number is a part of a total, «19/19 xã», and no date («15/6»)."""
    part, total = match["number"], match["all"][1:]
    if not part.isdigit() or not total.isdigit() or not 0 < int(part) <= int(total):
        return False
    return int(part) == int(total) or int(total) > _MONTHS


def _is_description(lower: str, match: re.Match[str]) -> bool:
    """Whether a number only describes, in the clause of a percentage («70% phụ nữ … ít nhất 4 loại bệnh»)."""
    first = max(0, match.start() - _CLAUSE_LENGTH)
    start = max((comma.end() for comma in _CLAUSES.finditer(lower, first, match.start())), default=first)
    if _ALL_UNITS.search(lower, start, match.start()):
        return False
    if _RATE_BEFORE.search(lower[: match.start()]) and _PERCENT_BEHIND.match(lower, match.end()):
        return True  # «tỷ lệ phụ nữ được sàng lọc ít nhất 3 loại bệnh, tật bẩm sinh đạt 60%»
    last = min(len(lower), match.end() + _CLAUSE_LENGTH)
    end = _CLAUSES.search(lower, match.end(), last)
    return "%" in _IN_BRACKETS.sub("", lower[start : end.start() if end else last])
