"""Split a paragraph where a further sentence gives work to an agency of its own."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.everyday_verbs import CROWD, describes
from sokehoach.domain.plans.leads import names_lead_only
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import (
    AgencyOrder,
    find_agency_order,
    list_order_places,
    parse_agency_order,
)
from sokehoach.domain.plans.unlisted_subjects import parse_crowd_order

SENTENCE_LENGTH = 600  # characters of a sentence to search
_SENTENCE_END = re.compile(r"[.;] ")
_CLAUSE_LENGTH = 200  # characters behind a comma within which its order must begin
_FEWEST_WORDS = 2
_AGENCY_DISTANCE = 80  # of them, within which the agency must begin
# Where a further order may begin: a sentence, or after «;» or «, còn» the name of another agency.
_BODY = r"(?=(?:giao |đề nghị )?(?:" + AGENCY.pattern + "|" + CROWD.pattern + "))"
_NEXT_PART = re.compile(r"[.;,] (?:(?<=\. )(?=\w)|(?<=; )" + _BODY + r"|(?<=, )(?:còn |riêng |rồi )?" + _BODY + ")")
_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")
LIST_FIRST = re.compile(
    r"(?:(?<!\w)(?:hợp|họp|việc|cùng|đổi|nghị)(?: [^.;,]{0,40}?)? với|gồm|như) |"
    r"(?<!\w)(?:hướng dẫn|đôn đốc|chỉ đạo|kiểm tra|giám sát|yêu cầu|đề nghị) (?=" + AGENCY.pattern + ")"
)
# Before a comma also: «vận động cán bộ, hội viên tham gia», «của các cơ quan, các xã».
LIST_BEFORE_COMMA = re.compile(
    LIST_FIRST.pattern + r"|(?<!\w)(?:báo cáo|gửi|trình|xin ý kiến|vận động|tuyên truyền|cho|động viên|khuyến khích|"
    r"huy động|để|nhắc nhở|nhắc|mời|tới|đến|giáo dục|tạo điều kiện|của|bởi|do|từ|giữa|trong|là|và|giúp|tập hợp|hỗ trợ) "
    r"(?:tới |đến |cho |toàn thể |đội ngũ ){0,2}(?=" + AGENCY.pattern + "|" + CROWD.pattern + ")"
)


# Small letters behind a comma continue a list, «của các cơ quan, địa phương», unless one of these words begins them.
_NAMED_SMALL = re.compile(
    r"(?:các|những|mọi|từng|mỗi(?! hộ)|toàn thể|tổ trưởng|lái xe|người dân|đốc công|thư ký|nhà trường|trưởng|bí thư|"
    r"dân quân|cán bộ \S+ |thủ kho|gvcn|giáo viên|tổ |nhà ăn|nhà bếp|xã đội|"
    r"công an|trạm|bà con|kế toán|thủ quỹ|hộ lý|tạp vụ|văn phòng|hiệu trưởng|"
    r"phó|ban |phòng |khoa |cộng tác viên|y tế|công chức|phụ huynh)(?!\w)?"
)

# «Sở Văn hóa, Thể thao và Du lịch»: a comma within a name.
_NAME_STOP = re.compile(r"[,;] | và ")
NAMES_SEVERAL = re.compile(r", |; | và |^các ")  # of a heading
_FIELD_COMMA = re.compile(rf", (?=[{CAPITALS}][^\W\d_{CAPITALS}])(?!(?i:{AGENCY.pattern}))")
_BARE_GROUPS = frozenset(("các tổ", "các đội", "các nhóm", "các hội", "các ban"))


def is_part(inner: Passage, heading: Passage) -> bool:
    """Whether the heading contains the name: «Doanh nghiệp viễn thông» under «Các doanh nghiệp viễn thông, …»."""
    return all(part in heading.lower for part in re.split(r", | và ", inner.lower))


def is_one_of_several(inner: Passage, heading: Passage) -> bool:
    """Whether a sentence names one of the bodies above it: «Công an tỉnh …» under «Bộ Chỉ huy Quân sự, Công an»."""
    parts = _NAME_STOP.split(heading.lower)
    is_whole = "," in inner.text or f"các {inner.lower}" in (heading.lower, *parts)
    return NAMES_SEVERAL.search(heading.lower) is not None and not is_whole


def lists_names(text: Passage, first: re.Pattern[str] = LIST_FIRST) -> bool:
    """Whether the text ends within a list of partners: «phối hợp với các sở, ngành» before «; các xã, phường»."""
    lists = list(first.finditer(text.lower))
    return bool(lists) and next(list_order_places(text.part(lists[-1].end()), len(text)), None) is None


def find_later_order(text: Passage) -> AgencyOrder | None:
    """The order of a later sentence, if those before it name nobody: «Đây là việc cần làm ngay. Sở Y tế lập …»."""
    for stop in _NEXT_SENTENCE.finditer(text.text, 0, SENTENCE_LENGTH):
        sentence = text.part(stop.end())
        order = parse_agency_order(sentence) or find_agency_order(sentence)
        if order is not None:
            return order
    return None


def parse_direct_order(text: Passage) -> AgencyOrder | None:
    """The order at the beginning of the text, to a body or a crowd."""
    return parse_agency_order(text) or parse_crowd_order(text)


def stands_behind_comma(order: AgencyOrder) -> bool:
    """Whether an order may stand behind a comma: in a list of names it stands behind the last one."""
    name = order.agency
    if set(",;:(") & set(_FIELD_COMMA.sub(" ", name.text)) or describes(name.lower) or name.lower in _BARE_GROUPS:
        return False
    return name.text[0].isupper() or _NAMED_SMALL.match(name.lower) is not None


def _is_followed(text: Passage, order: AgencyOrder, following: AgencyOrder) -> bool:
    """Whether an order says what is done, so that the order of another body may follow behind a comma.

    Not «Ủy viên Ban chấp hành, Phó Chủ tịch chỉ đạo», nor «Sở A chủ trì, Sở B phối hợp rà soát».
    """
    if len(order.duty.text.split()) < _FEWEST_WORDS:
        return False
    if following.duty.lower.startswith("phối hợp") and names_lead_only(order.duty):
        return False
    is_crowd = parse_agency_order(text) is None
    return is_crowd or next(list_order_places(text, len(text), everyday=True), None) is not None


def split_parts(text: Passage) -> Iterator[Passage]:
    """The text, split where a further sentence assigns work to an agency of its own."""
    start = 0
    for stop in _NEXT_PART.finditer(text.lower):
        so_far = text.part(start, min(stop.start(), start + SENTENCE_LENGTH))
        if so_far.text.count("(") > so_far.text.count(")"):
            continue
        is_sentence, is_comma = stop[0] == ". ", stop[0].startswith(",")
        if is_sentence and not text.text[stop.end()].isupper():
            continue
        following = text.part(stop.end(), stop.end() + (_CLAUSE_LENGTH if is_comma else SENTENCE_LENGTH))
        next_order = parse_direct_order(following)
        if is_comma and (next_order is None or not stands_behind_comma(next_order)):
            continue
        if not is_sentence and lists_names(so_far, LIST_BEFORE_COMMA if stop[0] == ", " else LIST_FIRST):
            continue
        if is_comma:  # of the sentence before it, whatever those before say
            so_far = so_far.part(max((end.end() for end in _SENTENCE_END.finditer(so_far.text)), default=0))
        first_order = parse_direct_order(so_far)
        if is_comma:
            if first_order is None or next_order is None or not _is_followed(so_far, first_order, next_order):
                continue
        else:
            first_order = first_order or find_agency_order(so_far) or find_later_order(so_far)
            next_order = next_order or find_agency_order(following)
        if first_order is None or next_order is None or is_part(next_order.agency, first_order.agency):
            continue
        if next_order.agency.span.start - following.span.start < _AGENCY_DISTANCE:
            yield text.part(start, stop.start() + (stop[0] == ". "))
            start = stop.end()
    yield text.part(start)
