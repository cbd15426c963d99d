"""Split «xã, phường bố trí công chức …» into who or what is counted, and what must be true of it."""

import re

from sokehoach.domain.text import fold_tones

# Nouns of organisations and places act themselves: a verb after them begins what must be true.
_BODIES = re.compile(
    r"(?:ubnd|ủy ban|xã|phường|thị trấn|huyện|quận|tỉnh|thôn|bản|ấp|tổ dân phố|khu|cụm|sở|ngành|phòng|ban|bộ|cơ quan|"
    r"đơn vị|tổ chức|cơ sở|trường(?! hợp)|nhà trường|trạm|bệnh viện|trung tâm|doanh nghiệp|"
    r"cấp (?:tỉnh|huyện|xã|cơ sở|thôn)|hợp tác xã|hộ|gia đình|chi bộ|"
    r"chi hội|chi đoàn|liên đội|công đoàn|khoa(?! học)|câu lạc bộ|địa phương|địa bàn|làng|chợ|cấp ủy|hội|đoàn|"
    r"nhóm|lớp|mô hình|công ty|chủ)(?!\w)"
)
_PASSIVE = re.compile(
    r"(?<! không)(?<! thiết)(?<! trang)(?<! chuẩn) (?:đều )?(?:được|bị)(?! (?:ủy quyền|giao|phân công|cấp phép|"
    r"phép|hưởng)(?!\w))(?!\w)"
)
_STRUCK = re.compile(r"(?:người|nạn nhân|trẻ em|hộ|hộ dân) bị$")
# What a body does; the first of them begins its predicate.
_ACTIONS = re.compile(
    r" (?:bố trí|(?<!trật tự )xây dựng|triển khai|tổ chức(?! (?:chính|xã|tín|hành|sự|kinh|quần|đoàn))|ban hành|"
    r"thành lập(?! mới (?:do|có|được|hoạt động|trong|trên))|duy trì|hoàn thành|"
    r"thực hiện|áp dụng|kết nối|cung cấp|đăng ký|ký cam kết|công khai|bảo đảm|đảm bảo|ứng dụng|kiện toàn|"
    r"lồng ghép|mở mới|mở|"
    r"không còn|không để|không có|không xảy ra|lành mạnh|chấp hành|thường xuyên(?! (?:chịu|bị|xảy))|sử dụng|"
    r"tham gia|niêm yết|"
    r"làm tốt|hoàn thành tốt|cập nhật|tự đánh giá|tự kiểm tra|vận hành|phản hồi|cam kết|hưởng ứng|"
    r"phát triển(?= (?:hệ thống|mô hình|sản phẩm|ứng dụng|chương trình|các|được)(?!\w)))(?!\w)"
)
_CHOICES_OF_PERSONS = re.compile(
    r" (?:mở mới|nhận tiền|tự nguyện|đăng ký|ký cam kết|cam kết|phản hồi|tự đánh giá|hưởng ứng|cài đặt|đạt|đủ|"
    r"hoàn thành|(?<!chứng )(?<!công )(?<!xác )(?<!tiếp )(?<!ghi )(?<!chấp )nhận(?! thay| trợ cấp| diện| biết| thức|"
    r" hỗ trợ)|từ nguồn|biết|"
    r"hiểu|nắm|không (?:còn|tái|vi phạm|để|mắc|có(?! (?:việc|nơi|đất))))(?!\w)"
)
_STATES = re.compile(
    r" (?:có(?! (?:nhu cầu|nguyện vọng|thẩm quyền|chức năng|dấu hiệu|quy mô|từ|trên|liên quan|điều kiện|"
    r"yêu cầu|nguy cơ|hoàn cảnh|tổ chức|công với))|không có|đạt|đủ|bảo đảm|đảm bảo|"
    r"lành mạnh|an toàn(?! xã hội)|hiểu|nhận thức|nắm|sử dụng|tham gia|thực hiện|hoàn thành|tiếp cận|"
    r"(?<!nợ )(?:giải quyết |trả )?(?:đúng|trước|quá|trễ|chậm) hạn|đúng (?:thời gian|thời hạn|tiến độ)|"
    r"không dùng|bỏ học|tích hợp|là (?:thành viên|đảng viên))(?!\w)"
)
# Asked where no other verb is found: what persons, works and bodies do, and by whom something is done.
_OTHER_VERBS = re.compile(
    r" (?:do(?= \w+ \w+)|làm việc|học tập|theo học|đi học|đến trường|ra lớp|hài lòng|tình nguyện|"
    r"(?<!rác )(?<!thải )(?<!rắn )(?<!nước )sinh hoạt|(?:đã |chưa )?qua(?= (?:đào tạo|lớp|tập huấn|bồi dưỡng))|"
    r"luyện tập|tập luyện|tự học|trở thành|tuân thủ|đáp ứng|trang bị|lắp đặt|vận hành|công bố|chuyển đổi|"
    r"(?<!lượt )thanh toán|(?<!lượt )giao dịch|truy cập|khai thác|tiếp nhận|xử lý|khắc phục|tự chủ|"
    r"phân loại|thu gom|lưu trữ|số hóa|(?<!công )(?<!quốc )(?<!độc )(?<!thành )lập|"
    r"nộp|gửi|cử|phân công|rà (?:soát|lại)|cải thiện|vượt|xếp loại|thành thạo|hỗ trợ|kết nạp|"
    r"giới thiệu|khởi nghiệp|giải quyết|đưa|phê duyệt|diễn tập|cài|chuyển|lắp|đeo|treo|đóng|trả|dạy giỏi|"
    r"biết|thoát nghèo|bàn giao|phân phối|ra mắt|nghiệm thu|nối(?= )|dùng(?= )|uống|bú(?= )|thừa cân|"
    r"khai báo|kê khai|ký số|sáng đèn|đỗ(?= )|là(?= )|đọc|liên thông|vào(?= (?:lớp|học|đại học|"
    r"cao đẳng))|chỉnh trang|cải tạo|dự giờ|đỡ đầu|ban hành|xóa|kết hôn|làm chủ|"
    r"phù hợp|hoạt động(?= (?:có )?"
    r"(?:hiệu quả|ổn định|tốt|thường xuyên|bền vững|liên tục|an toàn|đúng|bình thường|đều|"
    r"thực chất|trở lại)(?!\w)))(?!\w)"
)
_CONDITIONS = re.compile(
    r" (?:suy dinh dưỡng|bằng(?! (?:cấp|khen|lái|chứng|độc|tốt|số))|hợp vệ sinh|được hưởng|"
    r"tốt nghiệp|đội mũ|ra lớp|vào (?=\d+ (?:điểm|khu|cụm)))(?!\w)?"
)
# With «có» before them they are of what somebody has: «hộ có kết nối cáp quang», «điểm có tủ lạnh đạt chuẩn».
_OF_WHAT_ONE_HAS = frozenset((
    "kết nối", "đạt", "hoàn thành", "đủ", "bảo đảm", "đảm bảo", "sử dụng", "tham gia", "cung cấp", "thường xuyên",
    "phản hồi", "vận hành", "duy trì", "cập nhật", "ứng dụng", "nhận", "lành mạnh", "đăng ký", "thực hiện",
    "từ nguồn", "tổ chức", "áp dụng",
))  # fmt: skip
_HAS = re.compile(
    r"(?<!trong) có(?! (?:nhu cầu|nguyện vọng|thẩm quyền|chức năng|dấu hiệu|quy mô|từ|trên|liên quan|"
    r"yêu cầu|điều kiện|nguy cơ|hoàn cảnh|tổ chức|công với|đủ điều kiện|trách nhiệm)(?!\w))(?!\w)"
)
# A verb or a denial right before the verb that was found belongs to it: «nhận được», «bảo đảm đủ», «không sử dụng».
_VERB_RIGHT_BEFORE = re.compile(
    r" (?:nhận|tiếp cận|bảo đảm|đảm bảo|không|chưa|tái|đã|tự|đều|duy trì|tìm|huy động|"
    r"thường xuyên|chủ động|tích cực)$"
)
_JOINED = re.compile(r" (?:và|hoặc)$")
_LATER_ACTIONS = frozenset(("sử dụng", "tham gia", "thực hiện", "thường xuyên"))
# Persons whose number may exist only at the levels that the programme's policy names (limits.md, 4).
_PERSONS = re.compile(
    r"(?<!\w)(?:người (?:nghiện|bán dâm|mua dâm|sử dụng trái phép|vi phạm|cai nghiện|sau cai|nhiễm|"
    r"phạm tội|bị (?:hại|bạo|mua|phạt)|"
    r"tâm thần|chấp hành án)|nạn nhân|đối tượng|bị can|bị cáo|phạm nhân|bệnh nhân|người bệnh)(?!\w)"
)
# «trẻ em bị xâm hại», «phụ nữ mang thai nhiễm HIV», «số ca mắc»: what was done to persons, or what they suffer from.
_HARMED = re.compile(
    r"(?<!\w)(?:(?:người|trẻ(?: em)?|phụ nữ|bà mẹ|sản phụ|học sinh|sinh viên|học viên|thanh niên|thiếu niên|công dân|"
    r"công nhân|lao động|nông dân|ngư dân|cán bộ|hội viên|đoàn viên|thành viên|ca|trường hợp)"
    r"(?: (?!được )[^\s,;.:]{1,12}){0,4} (?:(?<!thiết )(?<!trang )(?<!chuẩn )bị|mắc|nhiễm|tử vong|tử nạn|chết|"
    r"tái nghiện|tự tử|tự sát)|tử vong(?: (?:ở|của|bà)){0,2} (?:trẻ|mẹ|người|sơ sinh))(?!\w)"
)
# «Tỷ lệ giải ngân vốn», «tỷ lệ tuân thủ vệ sinh tay»: an act is counted, and nobody who does it; women among others.
_ACT = re.compile(
    r"(?:nữ (?!giới)|công suất|hiệu suất|"
    r"số h(?:óa|oá)|giải ngân|thu gom|xử lý|thanh toán|giải quyết|tiếp nhận|tuân thủ|hài lòng|nhiễm|hao phí|tiêm|"
    r"bao phủ|che phủ|lấp đầy|phủ sóng|thực hiện|hoàn thành|sử dụng|cung cấp|khám phá|điều tra|thu (?=học phí|hồi|ngân|"
    r"nộp|phí)|duy trì|huy động|nộp|ứng dụng|tái |tự chủ|phát thẻ|cấp |phân loại|đấu nối|chuyển đổi|tốt nghiệp|bỏ học|"
    r"mắc |chết|tử vong|phát hiện|kiểm tra|tỷ lệ|mức độ|vượt|trả |sinh |lưu ban|giao dịch)(?!\w)?"
)
_AGE = re.compile(
    r"(?<!\w)(?:(?:trong|ở|thuộc) )?(?:độ|nhóm) tuổi (?:từ )?\d{1,3}(?: ?(?:-|–|đến) ?\d{1,3})?(?: tuổi)?(?: trở lên)?"
)
_ON_TIME = re.compile(r" (?:nộp|gửi|trả|đóng)(?= .{1,60} (?:đúng|trước|quá|trễ|chậm) hạn)")
# «mẫu được giám sát vi phạm», «vụ được phát hiện qua camera được xử lý»: of those looked at, what the next verb says
_LOOKED_AT = re.compile(
    r" (?:được|bị) (?:(?:thanh tra|kiểm tra|giám sát|thẩm định|khảo sát|lấy mẫu|sàng lọc|rà soát|bình|chỉ ra|"
    r"phát hiện(?= qua))(?:, | và | )?){1,3}"
)
_NEXT_VERB = re.compile(r"(?<!,)(?<! và)(?<!đánh giá) (?:có|đạt|được|không vi phạm|vi phạm|đáp ứng|hoàn thành) ")
# What is done to the staff or the works that a body has, and to no body.
_DONE_TO_PARTS = re.compile(
    r" (?:đều )?được (?:tập huấn|đào tạo|bồi dưỡng|"
    r"(?:bê tông|cứng|nhựa|kiên cố) (?:hóa|hoá)|chiếu sáng|trải nhựa)(?!\w)"
)
_LEFT_UNDONE = re.compile(
    r" mà (?:không|chưa)(?!\w)"
)  # «vụ bị phát hiện mà không xử lý»: of those that were discovered
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")


def split_subject(text: str) -> tuple[str, str]:
    """What is counted and its predicate; the predicate is «» where the words have none."""
    plain = fold_tones(text)
    outside = _blank_brackets(plain)
    is_body = _BODIES.match(plain) is not None
    at = _include_verbs_before(outside, _find_predicate(outside, is_body=is_body))
    if at <= 0:
        return text.strip(" ,;:."), ""
    return text[:at].strip(" ,;:."), text[at:].strip(" ,;:.")


def is_act(text: str) -> bool:
    """Whether the words begin with an act, so that they name nobody and nothing that could be a whole."""
    return _ACT.match(fold_tones(text)) is not None


def find_age_group(predicate: str) -> str:
    """The age behind the predicate, which is that of all who are counted: «người biết chữ độ tuổi 15 - 35»; else «»."""
    age = _AGE.search(fold_tones(predicate))
    return predicate[age.start() : age.end()] if age is not None else ""


def is_weak_predicate(predicate: str) -> bool:
    """Whether the words may as well belong to the subject: «điểm tổ chức, chứa chấp sử dụng trái phép …»."""
    return fold_tones(predicate).startswith(tuple(_LATER_ACTIONS))


def is_borrowable(predicate: str) -> bool:
    """Whether a neighbouring share may have the same predicate: not where the verb is one asked last."""
    return _OTHER_VERBS.match(f" {fold_tones(predicate)}") is None


def is_about_persons(text: str) -> bool:
    """Whether the words count persons who are suspected, fined, harmed, ill or helped; a quoted name (of a system) does
    not.
    """
    plain = fold_tones(_QUOTED.sub("", text))
    return _PERSONS.search(plain) is not None or _HARMED.search(plain) is not None


def _include_verbs_before(plain: str, at: int) -> int:
    while at > 0 and (match := _VERB_RIGHT_BEFORE.search(plain, 0, at)) is not None and match.start() > 0:
        at = match.start()
    trained = plain.find(" qua đào tạo", 0, max(at, 0))
    if trained > 0 and plain.startswith(" có", at):  # «lao động qua đào tạo có chứng chỉ»
        return trained
    if _JOINED.search(plain, 0, max(at, 0)):  # «đúng và trước hạn»: the predicate begins with an earlier verb
        earlier_verbs = [
            verb.start()
            for verbs in (_HAS, _ACTIONS, _STATES, _OTHER_VERBS)
            for verb in verbs.finditer(plain, 0, at)
            if verb.start() > 0
        ]
        return min(earlier_verbs, default=at)
    return at


def _find_predicate(plain: str, *, is_body: bool) -> int:
    undone = _LEFT_UNDONE.search(plain)
    if undone is not None:
        return undone.start()
    looked_at = _LOOKED_AT.search(plain)
    next_verb = _NEXT_VERB.search(plain, looked_at.end() - 1) if looked_at is not None else None
    if next_verb is not None:
        return next_verb.start()
    passives = list(_PASSIVE.finditer(plain))
    # «người bị ảnh hưởng … được phát hiện»: whom it struck is told by the first, what must be true by the next.
    is_told = len(passives) > 1 and _STRUCK.search(plain, 0, passives[0].end()) is not None
    passive = passives[1] if is_told else passives[0] if passives else None
    if passive is not None and plain[: passive.start()].endswith(" đã"):  # «hộ đã được rà soát, …, được di dời»
        passive = next((following for following in passives[1:] if plain[: following.start()].endswith(",")), passive)
    if is_body and passive is not None and _DONE_TO_PARTS.match(plain, passive.start()):
        has = _HAS.search(plain, 0, passive.start())
        if has is not None and has.start() > 0:  # «xã có nhân viên được tập huấn», «thôn có đường được bê tông hóa»
            return has.start()
    active = _find_action(plain, is_body=is_body, has_passive=passive is not None)
    starts = [match.start() for match in (passive, active) if match is not None]
    if active is not None and starts and min(starts) == active.start() and active[0].strip() in _OF_WHAT_ONE_HAS:
        has = _HAS.search(plain, 0, active.start())
        starts += [has.start()] if has is not None and has.start() > 0 else []
    if starts:
        return min(starts)
    on_time = _ON_TIME.search(plain)  # «hộ nộp tờ khai đúng hạn»
    if on_time is not None:
        return on_time.start()
    states = list(_STATES.finditer(plain))
    strong = [state for state in states if state[0].strip() not in _LATER_ACTIONS]
    other_verbs = _OTHER_VERBS.finditer(plain)
    return next((verb.start() for verb in (*strong, *states, *other_verbs, *_CONDITIONS.finditer(plain))), 0)


def _find_action(plain: str, *, is_body: bool, has_passive: bool) -> re.Match[str] | None:
    for match in (_ACTIONS if is_body else _CHOICES_OF_PERSONS).finditer(plain):
        verb = match[0].strip()
        if has_passive and (verb in _LATER_ACTIONS or (not is_body and verb != "mở mới")):
            continue
        return match
    return None


def _blank_brackets(plain: str) -> str:
    """The same length, with spaces for what stands in brackets."""
    depth, letters = 0, []
    for letter in plain:
        depth += letter == "("
        letters.append(" " if depth else letter)
        depth -= letter == ")" and depth > 0
    return "".join(letters)
