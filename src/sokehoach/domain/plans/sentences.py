"""Parse a sentence that assigns work: the agency, the order, and their positions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.everyday_verbs import describes, list_everyday_places
from sokehoach.domain.plans.named_bodies import (
    FIXED_NAME,
    INSPECTING,
    NAMED_WORK,
    is_before_order,
    is_field_of_officer,
    is_word_of_name,
)
from sokehoach.domain.plans.names import AGENCY, ISSUING_BODY, LEADING, NAMING, RELATIVE
from sokehoach.domain.plans.open_verbs import list_open_places
from sokehoach.domain.plans.orders import (
    ADVERBS,
    AFTER_RELATIVE,
    CIRCUMSTANCE,
    GIVING,
    NOMINAL,
    OPENING,
    ORDER,
    REQUEST,
    RESPONSIBLE,
    UNORDERED,
)
from sokehoach.domain.plans.passages import Passage, remember_answers

_LONGEST = 420  # letters of a list of agencies
_SEARCH_LENGTH = 1_200  # letters within which an agency must be named, after an introduction
_LOOKBEHIND = 24  # letters before an order that determine whether it is one

# «Ban Giám hiệu (đồng chí Lò Thị Hoa phụ trách)», «Sở Y tế (cơ quan thường trực Ban Chỉ đạo)»
_PERSON_ASIDE = re.compile(
    r" ?\((?:nếu|gồm \d|[^():]{2,40} (?:làm|là) (?:đầu mối|tổ trưởng|trưởng|thường trực)|"
    r"(?:do |gồm )?(?:các )?(?:đồng chí|đ/c|ông|bà|thầy|cô)|giao|phân công|"
    r"[^():]{3,30}: (?:đồng chí|đ/c|ông|bà|thầy|cô)|theo quyết định|quyết định số|"
    r"(?:được )?thành lập (?:theo|tại)|"
    r"(?:là )?(?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối|chủ trì|giúp việc)) ?[^()]{0,160}\)$"
)
_PARENTHESIS = re.compile(r"\([^)]{0,400}\)")
_QUOTATION = re.compile(r"“[^“”]{1,200}”")
_SENTENCE_END = re.compile(r"[.:](?=\s|$)")
_NO_NAME = re.compile(
    _SENTENCE_END.pattern + r"|(?<!trước hết)(?<!nhất)(?<!đặc biệt) là | không | gồm | nào(?!\w)| yêu cầu (?=các )"
    r"| ra khỏi | trong quá trình |,? để |\d (?:triệu|tỷ)(?!\w)"
    r"| được (?:giảm|cộng|thưởng|mời|(?:đề nghị|xét) (?:tặng|khen|thưởng)|đề nghị$|xét$|thuê)"
)  # «Trưởng ban là Chủ tịch …» is an appointment, not an order
_KINDS_OF = re.compile(r"^(?:các |những )?(?:sở|phòng|ban|trường|hội|cục|vụ|ngành)(?:, (?:ban|ngành|sở|phòng))*:")
# May precede the agency: a circumstance up to a comma, a title up to a colon, «giao …».
_CIRCUMSTANCE_FIRST = re.compile(
    r"(?:căn cứ|trên cơ sở|đối với|theo|sau|trước khi|từ ngày|trước ngày|kết thúc|"
    r"(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)|định kỳ|để|nhằm|ngoài ra|khi|trong|nếu|trường hợp|"
    r"chậm nhất|muộn nhất|vào|từ (?:tháng|quý|năm)|trước (?:tháng|quý|mắt|hết)|tùy theo|với (?:vai trò|tư cách)|"
    r"(?:đầu|cuối) (?:mỗi |từng |các )?(?:năm|tháng|quý|kỳ|học kỳ))(?!\w)"
)
# «Định kỳ hằng quý các sở báo cáo …», «Hằng năm UBND xã rà soát …»: a period right before the agency.
_PERIOD_FIRST = re.compile(
    r"(?:định kỳ,? )?(?:(?:hằng|hàng|mỗi) )?(?:\d{1,2} )?(?:ngày|tuần|tháng|quý|năm)(?: (?:đầu|cuối) năm)?"
    r"(?:(?:,| và|,? hoặc) (?:(?:hằng|hàng) )?(?:\d{1,2} )?(?:tháng|quý|năm|cả năm)){0,3},? (?=" + AGENCY.pattern + ")"
)
_ADVERB_FIRST = re.compile(
    r"(?:đồng thời|bên cạnh đó|cùng với đó|vì vậy|vì thế|do đó|do vậy|theo đó|từ đó|qua đó|riêng),? "
    r"(?=" + AGENCY.pattern + ")"
)
# «cơ quan, tổ chức, đơn vị …» is one name, wherever it begins.
_AGENCY_AFTER_COMMA = re.compile(
    r"(?:(?<!cơ quan)(?<!tổ chức),| thì|(?<=\d)\)) (?=(?:giao |đề nghị |yêu cầu )?" + AGENCY.pattern + ")"
)
_TITLE = re.compile(r"[^:.;]{5,160}: (?=\S)")
_CIRCUMSTANCE_IN_TITLE = re.compile(r"(?:sau khi|trên cơ sở|căn cứ|theo)[^.;:]{0,120}?, ")
# «Kết quả chấm máy để tham khảo; giáo viên xác nhận …»
_SECOND_CLAUSE = re.compile(r"; (?=" + AGENCY.pattern + ")")
# A regular meeting, «họp giao ban», unless a name begins there: «giao Ban Quản lý dự án», «giao ban quản lý dự án».
_MEETING = re.compile(
    r"giao ban(?! (?:chỉ đạo|quản lý|tổ chức|tuyên giáo|dân vận|dân tộc|an toàn|vận động|đại diện|giám hiệu|công tác|"
    r"nhân dân|thường vụ|chấp hành|chỉ huy)(?!\w))"
)
# «…, đề nghị Sở Y tế …»; «UBND huyện thống nhất giao Phòng Nội vụ …», not «được giao», «bàn giao».
_GIVEN_INSIDE = re.compile(
    r"(?:(?<=[,;.(:] )|(?<=\())đề nghị |(?<=[(,;:] )giao(?: cho)? |(?<=\()giao(?: cho)? |"
    r"(?<!\w)(?<!được )(?<!đã )(?<!bàn )(?<!chuyển )(?<!ngoại )(?<!do )"
    r"giao(?: nhiệm vụ)?(?: cho)? (?=" + AGENCY.pattern + ")"
)


# «Đối với các trường học: …» names who has to do what follows; «Đối với các trường học, …» is a circumstance.
_CONCERNING = re.compile(r"đối với (?=[^:.;]{3,160}:(?:\s|$))")
# «Các cơ sở nuôi trồng thủy sản: Ghi chép …»: before a colon only these orders show that no name ends there.
_DECISIVE = re.compile(
    r"(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|căn cứ|chủ động|xây dựng|ban hành|chỉ đạo|"
    r"triển khai|thực hiện|tổ chức|tăng cường|tập trung|tiếp tục|thường xuyên|tổng hợp|báo cáo|lập|"
    r"là (?:cơ quan|đơn vị|đầu mối))"
)
# «Các xã lựa chọn hoạt động phù hợp như: thăm hỏi …» is a sentence that a list continues.
_INTRODUCES = re.compile(r"(?<!\w)như$")
_LONGEST_BEFORE_COLON = 100
_PERSON = re.compile(r"đại diện |(?!thường trực )" + AGENCY.pattern)
_FEWEST_WORDS = 3  # of work that begins small
_NO_WORK = re.compile(
    r"(?:các|những|một|hai|ba|là|gồm|bao gồm|theo|do|và|ông|bà|đồng chí|từ|tại|ở|kinh phí|nguồn|số|mức|việc|thời|không|"
    r"sau|trước|khi|nếu|trường hợp|người)(?!\w)"
)
_FIRST_WORDS = 24  # letters of a duty in which its order must begin
# «Đối với thôn có dưới 100 cử tri: Phải …», «Đối với cơ sở có từ 5 lao động: …»: a case, not who does the work.
_CASE = re.compile(
    r"(?<!\w)có (?:dưới|trên|từ|ít nhất|tối thiểu|tối đa|hơn|không quá|đủ)?\s?(?:\d|(?:một|hai|ba)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class AgencyOrder:
    """An agency and its work, from one sentence; `request` if it is asked rather than told.

    `partners`: agencies to work with that the sentence names outside the duty's text.
    """

    agency: Passage
    duty: Passage
    request: bool
    partners: tuple[str, ...] = ()


def strip_giving(text: Passage) -> tuple[Passage, bool]:
    """Remove «Giao», «Đề nghị», «Trách nhiệm của» before a name, «Đối với» before a name and a colon.

    Also returns whether it is a request.
    """
    match = GIVING.match(text.lower) or _CONCERNING.match(text.lower)
    if match is None or AGENCY.match(text.lower, match.end()) is None:
        return text, False
    return text.part(match.end()), REQUEST.search(match[0]) is not None


def is_agency(text: Passage) -> bool:
    """Whether the whole text is the name of one or several agencies, and thus a heading of duties."""
    answers = text.__dict__  # each pass over the blocks asks it again
    if "is_agency" not in answers:
        name, _ = strip_giving(text)
        bare = _PARENTHESIS.sub("", name.lower).strip(" .:;")
        is_name = AGENCY.match(bare) and len(bare) <= _LONGEST and not _SENTENCE_END.search(bare)
        is_sentence = name.text.endswith((".", ";"))  # in which an everyday verb may be the order
        places = list_order_places(name, len(name), everyday=is_sentence)
        answers["is_agency"] = bool(is_name) and next(places, None) is None
    return bool(answers["is_agency"])


def trim_name(text: Passage) -> Passage:
    """A name without the punctuation after it, and without the person or decision in brackets behind it."""
    name = text.part(0, len(text.text.rstrip(" ,;:.-–—")))
    person = _PERSON_ASIDE.search(name.lower) if name.text.endswith(")") else None
    return name.part(0, person.start()) if person is not None and person.start() else name


@remember_answers
def parse_agency_order(text: Passage) -> AgencyOrder | None:
    """Parse «(Giao) <agency> <order> …» at the beginning of the text; None if it does not begin that way."""
    named, request = strip_giving(text)
    if AGENCY.match(named.lower) is None:
        return None
    colon = named.lower.find(":")
    if 0 < colon <= _LONGEST and _CONCERNING.match(text.lower) and _CASE.search(named.lower, 0, colon):
        return None
    if 0 < colon <= _LONGEST and _is_agency_before_colon(named.part(0, colon)):
        duty = strip_circumstance(named.part(colon + 1))
        concerned = named is not text and _CONCERNING.match(text.lower) is not None and ORDER.search(duty.lower)
        is_given = named is not text and ORDER.match(duty.lower) is not None  # «Đề nghị Báo …: mở chuyên mục»
        is_work = _is_work_of_officer(named.part(0, colon), duty) or _is_lower_work(named.part(0, colon), duty)
        if OPENING.match(duty.lower) or concerned or is_given or is_work:
            return AgencyOrder(trim_name(named.part(0, colon)), duty, request)
        if _KINDS_OF.match(named.lower) is None:  # «Các sở: Y tế, Tài chính chủ động …» continues with names
            return None
    limit = min(len(named), _LONGEST)
    order = next(list_order_places(named, limit, everyday=True), None)
    relative_clause = RELATIVE.search(named.lower, 0, limit) if order is None else None
    if relative_clause is not None and _gives_work(named, relative_clause):
        name = trim_name(named.part(0, relative_clause.start()))
        return None if name.lower in _NOBODY else AgencyOrder(name, named.part(relative_clause.start() + 1), request)
    if order is None:  # «Ban Chỉ đạo thực hiện …»: the apparent part of the name is the order
        order = next(list_order_places(named, limit, nominal=True), None)
        if order is not None and _NAMELESS.fullmatch(named.lower, 0, order - 1):
            return None  # «Tổ tư vấn gặp …»: no order, but the rest of the name
    if order is None:
        return None
    if _GIVER.match(named.lower) and _GIVES_ON.match(named.lower, order):
        return parse_agency_order(named.part(order))
    responsible = RESPONSIBLE.search(named.lower, 0, limit)
    if responsible is not None:
        is_unnamed = _ANY_AGENCY.search(trim_name(named.part(0, order)).lower) is not None
        is_description = is_unnamed and not set(",;:") & set(named.lower[order : responsible.start()])
        order = responsible.start() if is_description else min(order, responsible.start())
    agency = cut_name(named.part(0, order))
    led = _LED_BY.search(agency.lower) if _LEADS.match(named.lower, order) else None
    agency = agency.part(led.end()) if led is not None else agency
    if (
        (named is text and _IS.search(trim_name(named.part(0, order)).lower))
        or agency.lower in _NOBODY
        or _NO_NAME.search(_KINDS_OF.sub("", agency.lower))
        or ISSUING_BODY.fullmatch(agency.lower)
    ):
        return None
    return AgencyOrder(agency, strip_circumstance(named.part(order)), request)


def _gives_work(named: Passage, relative: re.Match[str]) -> bool:
    """Whether «được giao …» is the order of «Sở Y tế được giao (nhiệm vụ) lập danh sách» and does not only describe."""
    work = _GIVEN_WORK.match(named.lower, relative.end()) if relative.start() <= _LONGEST_BEFORE_COLON else None
    return work is not None and named.text[work.end()].islower()


def cut_name(text: Passage) -> Passage:
    """The name without the words between it and its order: «Sở Y tế sẽ», «Sở Y tế, với vai trò thường trực,»."""
    name = trim_name(text)
    role = _ROLE.search(name.lower)
    name = trim_name(name.part(0, role.start())) if role is not None and role.start() else name
    tail = _TAIL.search(name.lower)
    return trim_name(name.part(0, tail.start())) if tail is not None and tail.start() else name


def _is_work_of_officer(name: Passage, duty: Passage) -> bool:
    """Whether «Cán bộ phụ trách cơ sở 2: Thường trực quản lý …» gives work: an order among the first words."""
    names_bodies = _PERSON.match(duty.lower) is not None or _KINDS_OF.match(name.lower + ":") is not None
    is_work = duty.text[:1].isupper() and not names_bodies and ORDER.search(duty.lower, 0, _FIRST_WORDS) is not None
    return is_work and is_agency(name)


def _is_lower_work(name: Passage, duty: Passage) -> bool:
    """Whether words that begin small behind a name and a colon are work, whatever their verb: «Tổ bếp: nhập kho …»."""
    is_work = duty.text[:1].islower() and len(duty.text.split()) >= _FEWEST_WORDS and not _NO_WORK.match(duty.lower)
    return is_work and AGENCY.match(duty.lower) is None and is_agency(name)


def _is_agency_before_colon(name: Passage) -> bool:
    """Whether the text before a colon is an agency's name, in which verbs may describe the agency."""
    if is_agency(name):
        return True
    if len(name) > _LONGEST_BEFORE_COLON or AGENCY.match(name.lower) is None or _INTRODUCES.search(name.lower):
        return False
    return not any(_DECISIVE.match(name.lower, place) for place in list_order_places(name, len(name)))


@remember_answers
def find_agency_order(text: Passage) -> AgencyOrder | None:
    """As `parse_agency_order`, also after a circumstance («Đối với …, các sở»), a title («…: UBND xã») or «giao …»."""
    orders = (parse_agency_order(text.part(place)) for place in _list_start_places(text))
    return next((order for order in orders if order is not None), None)


def _list_start_places(text: Passage) -> Iterator[int]:
    """Positions at which the agency of an order may begin."""
    lower = text.lower[:_SEARCH_LENGTH]
    if _CIRCUMSTANCE_FIRST.match(lower):
        yield from (match.end() for match in _AGENCY_AFTER_COMMA.finditer(lower, 0, _LONGEST))
    yield from (opening.end() for pattern in (_PERIOD_FIRST, _ADVERB_FIRST) if (opening := pattern.match(lower)))
    title = _TITLE.match(lower)
    if title is not None:
        at = title.end()
        if text.text[at].isupper() or lower.startswith(("các ", "giao ", "đề nghị "), at):
            yield at
        circumstance = _CIRCUMSTANCE_IN_TITLE.match(lower, at)
        if circumstance is not None:
            yield circumstance.end()
    yield from (
        match.start()
        for match in (_GIVEN_INSIDE.finditer(lower) if "giao" in lower or "đề nghị" in lower else ())
        if not (_MEETING.match(lower, match.start()) and text.text.startswith("giao ban", match.start()))
    )
    yield from (
        match.end()
        for match in _SECOND_CLAUSE.finditer(lower)
        if lower.count("(", 0, match.end()) <= lower.count(")", 0, match.end())
    )


def _hide_asides(lower: str) -> str:
    """The text, as long, with brackets and quotations blanked except their ends."""
    for pattern in (_PARENTHESIS, _QUOTATION):
        lower = pattern.sub(lambda aside: aside[0][0] + " " * (len(aside[0]) - 2) + aside[0][-1], lower)
    return lower


def _list_places_from_everyday(text: Passage, limit: int) -> Iterator[int]:
    """Positions of everyday verbs behind a complete name, up to the first order, and of the orders."""
    lower, orders = text.lower, list_order_places(text, limit)
    first = next(orders, None)
    hidden = _hide_asides(lower)
    end = limit if first is None else first
    noun, clause = AGENCY.match(lower), re.search(r"[,;.:](?=\s|$)", hidden)
    places = list(list_everyday_places(text.text, hidden, end))
    if noun is not None and min((*places, end)) > (clause.start() if clause is not None else limit - 1):
        places = sorted(
            {*places, *list_open_places(text.text, hidden, noun.end(), clause.start() if clause else limit)}
        )
    for at in places:
        if not describes(lower[:at]) and RELATIVE.search(lower, 0, at) is None:
            yield at
    if first is not None:
        yield first
    yield from orders


def list_order_places(text: Passage, limit: int, *, nominal: bool = False, everyday: bool = False) -> Iterator[int]:
    """Positions of orders after a name: in small letters and, unless `nominal`, not part of the name.

    `everyday`: also of everyday verbs behind a complete name.
    """
    lower = text.lower
    if everyday:
        yield from _list_places_from_everyday(text, limit)
        return
    asides = [match.span() for match in _PARENTHESIS.finditer(lower, 0, limit)]
    asides += [match.span() for match in _ROLE_ASIDE.finditer(lower, 0, limit)]
    asides += [match.span() for match in FIXED_NAME.finditer(lower, 0, limit)]
    asides += [match.span() for match in _QUOTATION.finditer(lower, 0, limit)]
    relative = RELATIVE.search(lower, 0, limit)
    skipped: re.Match[str] | None = None
    for match in ORDER.finditer(lower, 0, limit):
        at = match.start()
        if not text.text[at].islower() or any(start <= at < end for start, end in asides):
            continue
        preceding = lower[max(0, at - _LOOKBEHIND) : at]
        if UNORDERED.search(preceding):
            continue
        if not nominal and is_word_of_name(match, lower, preceding):
            continue
        naming = LEADING if match[0].startswith(("chủ trì", "phối")) else NAMING
        is_part = match[0] in NOMINAL or NAMED_WORK.match(lower, at) is not None
        pair = skipped is not None and skipped[0] in INSPECTING and lower[skipped.end() : at] in (", ", " và ")
        if (
            (match[0] == "thực hiện" and preceding.endswith(("các đơn vị ", "các cơ quan ")))
            or (match[0] == "tổ chức" and relative is None and not preceding.endswith((", ", "và ", "các ")))
        ) and is_before_order(match, lower):
            yield at  # «Các đơn vị thực hiện báo cáo …», «Trạm Y tế công ty tổ chức khám …»
            continue
        if not nominal and is_part and (naming.search(preceding) or (pair and match[0] in INSPECTING)):
            skipped = match
            continue
        # «Ban Chỉ đạo thực hiện hỗ trợ nhà ở …»: the object of «thực hiện» belongs to the name too.
        if skipped is not None and skipped[0] == "thực hiện" and skipped.end() + 1 == at:
            continue
        # «Chuyên viên phụ trách tổng hợp tham mưu …»: an order right before another says what they are in charge of.
        if (
            skipped is not None
            and skipped[0] == "phụ trách"
            and skipped.end() + 1 == at
            and is_before_order(match, lower)
        ):
            continue
        if not nominal and match[0] == "phụ trách" and is_field_of_officer(match, lower):
            continue
        if not nominal and match[0] not in ADVERBS and _HEADED.match(lower, match.end()):
            continue  # «Vụ Vật liệu xây dựng chủ trì …»
        if match[0] == "tổ chức" and preceding.endswith(", ") and not any(end == at for _start, end in asides):
            continue  # «cơ quan, tổ chức»
        if relative is not None and relative.start() < at and not lower.startswith(AFTER_RELATIVE, at):
            reports = at == relative.end() + 1 and match[0] in _REPORTING and _ANY_GROUP.match(lower) is not None
            if not reports:
                continue
        yield at


# «Giám đốc Sở giao Phòng Tài vụ lập dự toán»: who is given the work does it.
_GIVER = re.compile(
    r"(?:phó )?(?:tổng giám đốc|giám đốc|hiệu trưởng|chủ tịch|viện trưởng|cục trưởng|chi cục trưởng|thủ trưởng|"
    r"trưởng ban|hội đồng quản trị|hội đồng thành viên|ban giám|lãnh đạo|ban thường vụ|"
    r"ban chấp hành|ban thường trực|đảng ủy)(?!\w)"
)
_GIVES_ON = re.compile(r"giao(?: nhiệm vụ)?(?: cho)? (?=" + AGENCY.pattern + ")")
# «Đoàn số 1 do Sở Y tế chủ trì, kiểm tra …»: who leads does the work.
_LED_BY = re.compile(r" do (?=" + AGENCY.pattern + ")")
_LEADS = re.compile(r"(?:chủ trì|phụ trách)(?!\w)")
_GIVEN_WORK = re.compile(r"(?: nhiệm vụ)?:? (?=" + ORDER.pattern + ")")
_TAIL = re.compile(r"(?:,? (?:có nhiệm vụ|sẽ|còn|cũng|là)){1,3}$")
_IS = re.compile(r" là$")
_ROLE = re.compile(r",? (?:với|trong) (?:vai trò|tư cách)(?!\w)")
# «Các bộ phận được phân công báo cáo kết quả …»: those who were given work report.
_ANY_GROUP = re.compile(
    r"(?:các|những|mọi|mỗi) (?:sở, (?:ban, )?ngành|cơ quan|đơn vị|bộ phận|cá nhân|thành viên|đồng chí) (?:được|đã được)"
)
_REPORTING = frozenset(("báo cáo", "định kỳ", "tổng hợp", "gửi"))
_ROLE_ASIDE = re.compile(r", (?:với|trong) (?:vai trò|tư cách)[^,.;:]{0,120}, ")
# Words for any agency; what they do before «có trách nhiệm» says which one is meant.
_ANY_AGENCY = re.compile(r"(?<!\w)(?:cơ quan|tổ chức|đơn vị|cá nhân|doanh nghiệp|cơ sở|người)$")
# «Cơ quan chủ trì, thành phần, …»: a list of matters.
_NOBODY = frozenset(("", "cơ quan", "đơn vị", "tổ chức"))
_NAMELESS = re.compile(r"tổ|đội|ban|phòng|bộ phận")
# Follows a name at once; before it these alone are orders of their own.
_HEADED = re.compile(r" (?:chủ trì|(?:có|chịu) trách nhiệm|là (?:cơ quan|đơn vị|đầu mối))(?!\w)")


def strip_circumstance(duty: Passage) -> Passage:
    """The duty without circumstances and «có trách nhiệm» at its beginning."""
    for pattern in (CIRCUMSTANCE, RESPONSIBLE):
        match = pattern.match(duty.lower)
        if match is not None:
            duty = duty.part(match.end())
    return duty
