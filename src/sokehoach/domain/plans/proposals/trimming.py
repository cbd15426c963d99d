"""Cut the words that only lead to a number from what is counted."""

import re

from sokehoach.domain.plans.passages import CAPITALS
from sokehoach.domain.text import fold_tones, same_tone_style

_LEADS = frozenset((  # words that only lead to a number
    "phấn", "đấu", "bảo", "đảm", "có", "đạt", "ít", "nhất", "tối", "thiểu", "trên", "dưới", "không", "quá", "đa",
    "khoảng", "là", "hơn", "đến", "thêm", "từ", "trung", "bình", "quân", "chiếm", "bằng", "còn", "mức", "và", "cho",
    "với", "tại", "lên", "xuống", "được", "ước", "≥", "≤", ">", "<", ">=", "<=", "số", "tổng", "các", "của", "ở", "dự",
    "kiến",
))  # fmt: skip
_LEADS_TO_LEVEL = (_LEADS | {"giảm", "tăng", "kéo", "rút", "ngắn", "tất", "cả"}) - {"số", "các", "tổng", "của"}
_OPENERS = frozenset((
    "phấn", "đấu", "có", "đạt", "ít", "nhất", "tối", "thiểu", "trên", "dưới", "khoảng", "hằng", "hàng", "năm",
    "đến", "hết", "và", "mỗi",
))  # fmt: skip
_KEPT_LEVEL = re.compile(
    r",? (?:(?:được )?(?:duy trì|(?<!bắt )(?<!tạm )giữ)(?: vững)?(?:,? ổn định)?(?: ở)?(?: mức)?|"
    r"ổn định(?: ở mức| ở| mức))$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r",? (?:lũy kế|luỹ kế|cộng dồn)(?: đạt)?$", re.IGNORECASE)
_OCCASION = re.compile(r"(?:lớp|cuộc|buổi|đợt|đội|tổ|nhóm)(?= )")
_MAKES = re.compile(
    r"(?:(?:xây dựng|hình thành mạng lưới|thành lập|lập|mở|lắp đặt|lắp|thay|gắn|làm|tu sửa|xác nhận|lấy|phân tích|"
    r"đưa vào (?:hoạt động|sử dụng|vận hành)|triệt xóa|tổ chức|xóa|xoá)"
    r"(?: (?:mới|thêm|xong|thành công|được))?(?:, | và | )){1,3}"
)
_ANEW = re.compile(r" (?:mới|thêm)(?: |$)")
_MOVE = re.compile(r"(?:phấn đấu )?(?:giảm|hạ|kéo giảm|tăng|nâng|đưa) ")
# «tỷ lệ sách hỏng giảm từ 8% xuống», before the level to be reached
_FROM_LEVEL = re.compile(
    r",? (?:phấn đấu )?(?:giảm|tăng|hạ|nâng|kéo giảm|tăng thêm)(?: dần)? từ(?: mức| khoảng| trên| dưới)* \d[\d.,]*"
    r" ?(?:%|phần trăm)?(?: \(?năm \d{4}\)?)? (?:xuống|lên|còn|đến)(?: (?:còn|mức|dưới|trên|đến|khoảng))*$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r" (?:xuống|lên)(?: (?:còn|mức|dưới|trên|đến|khoảng|tối thiểu|tối đa|ít nhất|không quá))*\s*$")
_CHANGES = re.compile(r"(?<!\w)(?:giảm|tăng|nâng|đưa|hạ|kéo|rút|còn|từ)(?!\w)")
_AMOUNT_VERBS = re.compile(r"(?:nâng|đưa|tăng)(?= (?:tổng|số|diện|công|sản))|(?:lên|xuống)$")


# «từ 70% số xã trở lên thành lập», «2.200 hội viên trở lên»: of the number; «đạt khá trở lên» is of what stands before.
_UPWARD_OF_NUMBER = re.compile(
    r"^(?P<counted>(?:(?!trở (?:lên|xuống))[^\d;:]){0,60}?)(?:^|(?<= ))trở (?:lên|xuống)(?:,(?= \w)|(?!\w)) ?",
    re.IGNORECASE,
)
_GRADED = re.compile(r"(?<!\w)(?:đạt|khá|tốt|giỏi|loại|mức|cấp|hạng|bậc|tuổi|trình độ|lớp|sao)(?!\w)")
_COMPARED = re.compile(
    r",? (?:không|chưa)(?: được)? (?:(?:thấp|cao|ít|nhiều|lớn|nhỏ|kém) hơn|vượt(?: quá| mức| ngưỡng)?|quá|dưới|trên)$"
)
# They lead to a number only behind these: «dự kiến», «ít nhất», «bình quân»; no «sáng kiến», «thứ nhất», «dân quân».
_FIRST_SYLLABLES = {"kiến": "dự", "nhất": "ít", "quân": "bình", "bình": "trung"}
# «các xã đồng bằng đạt 68%» is no «bằng 68%», «thôn có quy ước đạt 90%» no «ước đạt 90%».
_BEGINNINGS = {
    "bằng": frozenset(("đồng", "mặt", "văn", "công", "thăng")),
    "ước": frozenset(("thỏa", "giao", "quy", "hương", "công", "điều", "khế", "hiệp", "mơ", "mong")),
}
_LAST_SYLLABLES = {"trung": "bình", "bình": "quân", "dự": "kiến"}  # and these only before others: no «tập trung»
_TIME_OPENING = re.compile(
    r"(?:(?:tính |phấn đấu )?(?:đến|vào|trong|hết|từ) )?(?:(?:hết|cuối|đầu) )?"
    r"(?:(?:ngày )?\d{1,2}/\d{1,2}/20\d\d|"
    r"học kỳ [i12]+|năm học(?: 20\d\d ?[-–] ?20\d\d)?|nhiệm kỳ(?: 20\d\d ?[-–] ?20\d\d)?|năm 20\d\d|"
    r"(?:0?\d|10) năm(?: tới)?(?= (?!kinh nghiệm|tuổi))|"
    r"(?:cả |trong )?giai đoạn(?: 20\d\d ?[-–] ?20\d\d)?|cả nhiệm kỳ|"
    r"toàn (?:tỉnh|thành phố|huyện|xã|phường|ngành|lực lượng|đơn vị|công ty)"
    r"(?= (?:thành lập|xây dựng|giúp|có|tổ chức))|"
    r"(?:mỗi|hằng|hàng) (?:tháng|quý|tuần|ngày|năm))(?:,| (?=\w)|$) ?"
)


_AREA_ALONE = re.compile(
    rf"(?i:(?:(?:toàn|cả|trên|địa bàn) )*(?:tỉnh|thành phố|huyện|quận|xã|phường|thị trấn))(?: [{CAPITALS}]\w*){{0,5}}"
)


def cut_amount_verbs(text: str) -> str:
    """«nâng tổng số lên» → «tổng số»; of the area alone, «tỉnh Bắc Ninh», nothing: it is no part of what is counted."""
    lower = "" if _AREA_ALONE.fullmatch(text) else fold_tones(text)
    text = text if lower else ""
    match = _AMOUNT_VERBS.match(lower)
    cut = text[match.end() :].strip() if match is not None else text
    match = _AMOUNT_VERBS.search(fold_tones(cut))
    return cut[: match.start()].strip() if match is not None and match.end() == len(cut) else cut


def cut_upward(tail: str) -> str:
    """«số xã trở lên thành lập tổ» → «số xã thành lập tổ», where «trở lên» is of the number before the words."""
    match = _UPWARD_OF_NUMBER.match(tail)
    if match is None or _GRADED.search(fold_tones(match["counted"])):
        return tail
    return f"{match['counted']}{tail[match.end() :]}".strip()


def is_area_alone(text: str) -> bool:
    """Whether the words name only where: «toàn tỉnh», «trên địa bàn xã»."""
    return _AREA_ALONE.fullmatch(text) is not None


def cut_move(head: str) -> str:
    """«giảm tỷ lệ tái mù xuống dưới», before a level → «tỷ lệ tái mù»; any other words as they are."""
    head = _FROM_LEVEL.sub("", head)
    lower = fold_tones(head)
    move, direction = _MOVE.match(lower), _DIRECTION.search(lower)
    return head if move is None or direction is None else head[move.end() : direction.start()].strip()


def name_made_thing(name: str, unit: str) -> str:
    """«mẫu giám sát» of «lấy và phân tích mẫu giám sát»: what a plan makes is counted itself; others as they are."""
    act = _MAKES.match(fold_tones(name))
    if act is not None and _ANEW.search(act[0]) is not None:  # «thành lập mới tổ hợp tác»: not all that there are
        return name
    rest = name[act.end() :] if act is not None else ""
    return rest if rest and fold_tones(rest).startswith(fold_tones(unit).split(" ")[0]) else name


def name_occasions(name: str, unit: str) -> tuple[str, str]:
    """Name and unit of a count of classes, meetings, teams: «lớp xóa mù chữ» is counted in «lớp»."""
    noun = _OCCASION.match(fold_tones(unit))
    if noun is None or fold_tones(unit) not in fold_tones(name):
        return name, unit
    return name, unit[: noun.end()]


def trim_words(text: str) -> str:
    """Without opening words and the words that only lead to a number."""
    opened_phrase = _KEPT_LEVEL.sub("", trim_opening(text))
    opened_phrase = _SO_FAR.sub("", opened_phrase)
    compared = _COMPARED.search(fold_tones(opened_phrase))
    phrase = (opened_phrase[: compared.start()] if compared is not None else opened_phrase).split()
    next_syllable = ""
    while phrase and (syllable := same_tone_style(phrase[-1].lower().strip(",:"))) in _LEADS_TO_LEVEL:
        if fold_tones(" ".join(phrase[-2:])) in ("trở lên", "không đạt") or _is_direction(phrase):
            break
        if _is_of_noun(phrase, next_syllable):  # «sáng kiến»
            break
        next_syllable = syllable
        phrase.pop()
    return _KEPT_LEVEL.sub("", strip_number_word(" ".join(phrase).strip(" ,:")))


def _is_of_noun(phrase: list[str], next_syllable: str) -> bool:
    """Whether the last word, which can lead to a number, ends a noun here: «sáng kiến», «tập trung», «dân quân»."""
    syllable = same_tone_style(phrase[-1].lower().strip(",:;."))
    if syllable in _BEGINNINGS:
        return fold_tones(" ".join(phrase[-2:-1])) in _BEGINNINGS[syllable]
    if syllable not in {*_FIRST_SYLLABLES, *_LAST_SYLLABLES}:
        return False
    syllable_before = _FIRST_SYLLABLES.get(syllable, "")
    is_second = bool(syllable_before) and fold_tones(" ".join(phrase[-2:-1])) == syllable_before
    return not is_second and _LAST_SYLLABLES.get(syllable, "") != (next_syllable or None)


def _is_direction(phrase: list[str]) -> bool:
    """Whether the last word is a part of a noun and leads to no number: «tốc độ tải xuống»."""
    return phrase[-1].lower() in ("lên", "xuống") and _CHANGES.search(fold_tones(" ".join(phrase))) is None


def trim_opening(text: str) -> str:
    phrase = text.split()
    while phrase:
        time = _TIME_OPENING.match(fold_tones(" ".join(phrase)))
        if time is not None and time.end() > 0:
            phrase = " ".join(phrase)[time.end() :].split()
        elif same_tone_style(phrase[0].lower().strip(",:")) in _OPENERS:
            phrase.pop(0)
        else:
            break
    return " ".join(phrase).strip(" ,:")


def trim_end(text: str) -> str:
    phrase = cut_upward(text).split()
    next_syllable = ""
    while phrase and (syllable := same_tone_style(phrase[-1].lower().strip(",:;."))) in _LEADS - {"số", "tổng"}:
        if fold_tones(" ".join(phrase[-2:])) == "trở lên" or _is_of_noun(phrase, next_syllable):
            break
        next_syllable = syllable
        phrase.pop()
    return " ".join(phrase).strip(" ,:;.")


def trim_subject(text: str) -> str:
    return strip_number_word(text.strip(" ,:;."))


def strip_number_word(text: str) -> str:
    lower = fold_tones(text)
    for term in ("tổng số ", "toàn bộ ", "tỷ lệ ", "tỉ lệ ", "số ", "các ", "những "):
        if lower.startswith(term) and not lower.startswith(("số hóa", "số hoá")) and term != "tổng số ":
            return strip_number_word(text[len(term) :])
    return text
