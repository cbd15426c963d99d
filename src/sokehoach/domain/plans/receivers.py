"""To whom, and through whom, a report goes: the names behind «báo cáo», «gửi», «về»."""

import re

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.text import skip_match

ADDRESS_LENGTH = 400  # letters within which the receiver must be named

_DIRECT = re.compile(
    r"\s*(?:(?:nhanh|tóm tắt|miệng|đột xuất|định kỳ|kịp thời|ngay|trực tiếp|bằng văn bản|"
    r"(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)) )?"
    r"(?:(?:, |và )(?:kiến nghị|đề xuất|tham mưu) )?(?:với |cho |về |lên )?"
)
_UPPER_UNION = r"(?:thành|tỉnh|huyện) hội(?! (?:viên|nghị|họp))(?!\w)"  # «báo cáo về Thành Hội»
_TO = re.compile(rf"(?:gửi về|gửi|về|cho|với|lên) (?={AGENCY.pattern}|{_UPPER_UNION})|tại (?=hội đồng(?!\w))")
# «gửi báo cáo cho P.QLCL&CTXH», «báo cáo THADS tỉnh»: bodies by the first letters of their names.
_ABBREVIATED_TO = re.compile(
    rf"(?i:báo cáo|gửi về|gửi|cho|với|lên) (?=(?:P|TT|K|VP|CC|BV)\.[{CAPITALS}&]{{2,12}}(?!\w)|"
    rf"[{CAPITALS}]{{3,10}} (?:tỉnh|huyện|xã|phường|thành phố|khu vực|trung ương)(?!\w))"
)
_FAMILY = re.compile(r"(?:phụ huynh|cha mẹ|gia đình)(?: học sinh| hs)?(?!\w)")
_RECEIVER = re.compile(
    rf"(?:{AGENCY.pattern}|{_FAMILY.pattern}|{_UPPER_UNION}|trực ban(?= )|"
    r"chính phủ(?=[,.;]|$| (?:và|trước|về|kết quả|tình hình|để|theo)(?!\w)))"
)
_ASIDE = re.compile(r"\([^()]*(?:\)|$)")
NOT_TO = re.compile(
    r"cấp có thẩm quyền|(?:các )?doanh nghiệp(?!\w)|quốc hội|các cấp|"
    r"lãnh đạo(?! (?:các )?(?:sở|ubnd|ủy ban|bộ|ban|phòng|cục|chi cục|trung tâm|trường|đơn vị|đoàn))"
)
_VIA = re.compile(r"\((?:thông )?qua (?:đồng chí )?([^()]{3,80})\)|(?:thông qua|, qua) (?=" + AGENCY.pattern + ")")
_RESULTS_SENT = re.compile(
    r"(?:tổng hợp|đánh giá)[^.;]{0,40}?(?:kết quả|tình hình|số liệu)[^.;]{0,120}?(?<!\w)"
    rf"(?:gửi (?:về )?|thông báo (?:cho |về |với |tới ))(?={AGENCY.pattern})"
    rf"|(?<!\w)thông tin (?:cho|với|về) (?={AGENCY.pattern})"
)
_ADDRESS = re.compile(
    r"(?:qua|gửi|về|tới|đến) (?:địa chỉ |hộp )?(?:e-?mail|thư điện tử|hộp thư|thư):? [\w.+-]{1,60}@[\w.-]{3,60}\w"
)
_NAME_END = re.compile(
    r"(?<!(?<!\w)[pk])(?<!(?<!\w)(?:tt|vp|cc|bv))\.|[;:(]"
    r"| (?:như sau|cùng (?:thời|kỳ)|kết quả|các nội dung cần|các vấn đề phát|theo|để|trước|định kỳ|hằng|hàng|"
    r"(?:đầu|cuối) (?:mỗi|kỳ|năm|quý|tháng)|xem xét|thông qua|qua|"
    r"tình hình|tình trạng|tiến độ|số liệu|danh sách|lượng(?= (?:nước|mưa|khách|hàng|điện))|"
    r"chỉ số|ở kỳ|số (?:hồ sơ|lượng|vụ|ca|trường hợp|người|hộ)|"
    r"nguyên nhân|khối lượng|diện tích|"
    r"về(?= (?:tình|việc|kết|công tác|các|những|sở|ubnd|ủy|bộ|kinh phí|nội dung|tiến độ|thực trạng|vấn đề))|"
    r"sơ kết|tổng kết|các trường hợp|tại (?:giao ban|cuộc họp|hội nghị)|"
    r"xin|quyết|(?<!ban )(?<!cơ quan )chỉ đạo|đề xuất|bổ sung|khi|"
    r"những|trong|"
    r"có(?! (?:thẩm quyền|liên quan))|ban hành|phối hợp|lựa chọn|việc|thực hiện|nếu|"
    r"(?<!phòng )(?<!kế hoạch )tổng hợp|ngay|bằng|"
    r"(?<!công )trình|chậm|vào|báo cáo|"
    r"một lần|một năm|mỗi|ký|tại kỳ họp|làm|đảm bảo|bảo đảm|và các cơ quan liên quan|\d)(?!\w)"
    r"|, (?:trường hợp|bản|hết|cuối|đầu|mỗi|riêng|nếu|để|theo|"
    r"(?:bao )?gồm(?=:?$)|tổng|định|trước|đề|đồng thời|đồng gửi|kịp|trình|xem|phục|làm|tham)(?!\w)"
    r"| [-–] (?:cơ quan|đơn vị|thường trực)"
    r"| (?:lên|tại|và) (?:phần mềm|các bộ|trung ương)"
)
_JOINED_ASIDE = re.compile(r"\([^()]{2,80}\) và (?=" + AGENCY.pattern + ")")  # «Tập đoàn (Ban An toàn) và Sở Nội vụ»
# «Tham mưu UBND phường các báo cáo: báo cáo 6 tháng …»: for whom a report is prepared.
_PREPARED_FOR = re.compile(r"tham mưu (?:cho |giúp )?(?=" + AGENCY.pattern + r"[^.;:]{0,80} báo cáo)")


def find_channel(sentence: Passage, at: int) -> str | None:
    """Through whom the report goes, if the sentence says it after position `at`."""
    via = _VIA.search(sentence.lower, at, at + ADDRESS_LENGTH)
    if via is None:
        return None
    return sentence.part(via.start(1), via.end(1)).text if via[1] else parse_name(sentence, via.end())


def has_address(sentence: Passage) -> bool:
    """Whether a report goes to an address and no named receiver: «gửi bản mềm qua email vanphong@tinh.gov.vn»."""
    return _ADDRESS.search(sentence.lower) is not None


def is_family(name: str) -> bool:
    """Whether a receiver is the family of a pupil, who is told things and gets reports only if they are regular."""
    return _FAMILY.match(name.lower()) is not None


def find_destination(sentence: Passage, at: int) -> str | None:
    """The receiver: directly after «báo cáo», else after «về», «gửi»."""
    lower = sentence.lower
    place = skip_match(_DIRECT, lower, at)
    if _RECEIVER.match(lower, place) is None:
        asides = [match.span() for match in _ASIDE.finditer(lower, at, at + ADDRESS_LENGTH)]
        matches = _TO.finditer(lower, at, at + ADDRESS_LENGTH)
        to = next(
            (match for match in matches if not any(start < match.start() < end for start, end in asides)),
            None,
        )
        to = to or _ABBREVIATED_TO.search(sentence.text, max(0, at - len("báo cáo ")), at + ADDRESS_LENGTH)
        if to is None:
            return None
        place = to.end()
    return parse_receiver(sentence, place)


def find_results_receiver(sentence: Passage) -> str | None:
    """Who gets results without the word «report»: «tổng hợp kết quả thực hiện gửi Sở», «thông tin cho Trưởng ban»."""
    match = _RESULTS_SENT.search(sentence.lower)
    return parse_receiver(sentence, match.end()) if match is not None else None


def parse_receiver(sentence: Passage, at: int) -> str | None:
    name = parse_name(sentence, at)
    return name if name and not NOT_TO.match(name.lower()) else None


def parse_name(sentence: Passage, at: int) -> str:
    end = _NAME_END.search(sentence.lower, at)
    aside = _JOINED_ASIDE.match(sentence.lower, end.start()) if end is not None and end[0] == "(" else None
    if aside is not None:
        end = _NAME_END.search(sentence.lower, aside.end())
    name = sentence.part(at, end.start() if end else None).text.strip(" ,.;")
    return name.removesuffix(" và").rstrip(" ,")  # «… về Phòng Văn hóa và báo cáo đột xuất …»


def find_superior(sentence: Passage) -> str | None:
    """For whom a report is prepared, where the sentence does not say to whom it goes."""
    advised = _PREPARED_FOR.match(sentence.lower)
    return parse_name(sentence, advised.end()).removesuffix(" các") if advised is not None else None
