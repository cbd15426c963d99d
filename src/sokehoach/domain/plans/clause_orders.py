"""Work that a later sentence or clause of a paragraph gives to a body of its own, wherever it begins.

«Hộ nào không cho tiêm thì trưởng thôn lập biên bản.», «…; Công an phường cử cán bộ, Đội quy tắc bố trí xe.»
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.everyday_verbs import CROWD, EVERYDAY
from sokehoach.domain.plans.leads import names_lead_only
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import GIVING, ORDER, is_about_difficulty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, get_first_words
from sokehoach.domain.plans.sentences import AgencyOrder, find_agency_order, is_agency, list_order_places, strip_giving
from sokehoach.domain.plans.several_orders import (
    LIST_BEFORE_COMMA,
    LIST_FIRST,
    SENTENCE_LENGTH,
    lists_names,
    parse_direct_order,
    stands_behind_comma,
)

_STOP = re.compile(r"[.!?;:,] |(?<!\w)thì ")
_CONNECTION = re.compile(
    r"(?:(?:còn|riêng|nhờ|trong đó|đồng thời|rồi|số còn lại|ngoài ra|sau đó|khi đó),? ){1,2}"
    r"|(?:sau |đến |hết |cuối |đầu )?(?:mỗi |hằng |hàng )(?:ngày|tuần|tháng|quý|năm),? |\d{1,2} tháng(?: đầu|"
    r" cuối)? năm,? "
    r"|(?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?,? "
)
_SENTENCE_END = re.compile(r"[.!?;:] ")
# Before a colon these lead to a name that is no subject.
_LABEL = re.compile(
    r"(?:phối hợp|chủ trì|thực hiện|phụ trách|gồm|như|sau|là|kính gửi|đơn vị|cơ quan|thành phần|chịu trách nhiệm|"
    r"trách nhiệm|đối tượng|tham gia|tham dự)$"
)
# «Nơi nào hộ phản ứng, Trưởng Thuế cơ sở …»: before the comma only when or where.
_CIRCUMSTANCE = re.compile(
    r"(?:từ|trước|sau|khi|nếu|với|trong|nơi nào|hộ nào|xã nào|trường hợp|vào|đến|ngày|tháng|quý|cuối|đầu|ở|tại|"
    r"do)(?!\w)"
)
_NAME = re.compile(r"(?<!\w)(?:" + AGENCY.pattern + "|" + CROWD.pattern + "|chính phủ|hệ thống chính trị|chuyên gia)")
_LEADS = re.compile(r"(?:chủ trì|phụ trách|thực hiện|tham mưu|hướng dẫn)$")
_FEWEST_LETTERS = 6  # of the work
_LONGEST_NAME = 90


def list_clause_duties(block: Block, read_duties: Iterable[Duty]) -> Iterator[Duty]:
    """The duties of the block with those of its later clauses that none of them is about."""
    duties = list(read_duties)
    names = [(duty.agency_span.start, duty.agency_span.end) for duty in duties]
    starts: list[int] = []
    for start, is_comma, order in _list_orders(block.body):
        span = order.agency.span
        is_whole_duty = any(duty.span.start == span.start for duty in duties)
        if is_whole_duty or any(span.start < end and begin < span.end for begin, end in names):
            continue
        duties.append(build_duty(block, order, signs=("clause", *(("behind-comma",) if is_comma else ()))))
        starts.append(block.body.offsets[start])
    if not starts:
        return iter(duties)
    return (_cut_at_clause(block.body, duty, starts) for duty in sorted(duties, key=lambda duty: duty.span.start))


def _cut_at_clause(text: Passage, duty: Duty, starts: list[int]) -> Duty:
    """The duty up to the first clause in it that is another's."""
    cuts = [start for start in starts if duty.span.start < start < duty.span.end]
    if not cuts or duty.span.start < text.span.start or duty.span.end > text.span.end:
        return duty
    first = bisect_left(text.offsets, duty.span.start)
    passage = text.part(first, bisect_left(text.offsets, min(cuts)))
    passage = passage.part(0, len(passage.text.rstrip(" ,;:")))
    if not passage.text:
        return duty
    return replace(duty, text=passage.text, span=passage.span, starts=get_first_words(passage.text))


def _list_orders(text: Passage) -> Iterator[tuple[int, bool, AgencyOrder]]:
    """Clauses behind the first that name who does what, with where they begin."""
    lower = text.lower
    sentence = 0
    for stop in _STOP.finditer(lower):
        kind, place = stop[0].strip(), stop.end()
        began, sentence = sentence, place if kind in ".!?;:" else sentence
        if lower.count("(", 0, place) > lower.count(")", 0, place) or lower.count("“", 0, place) > lower.count(
            "”", 0, place
        ):
            continue
        if kind in (".", "!", "?") and not text.text[place : place + 1].isupper():
            continue
        connection = _CONNECTION.match(lower, place)
        begin = connection.end() if connection is not None else place
        order = parse_direct_order(text.part(begin, begin + SENTENCE_LENGTH))
        if order is None or not _is_own_clause(kind, text.part(began, stop.start()), text.part(begin), order):
            continue
        yield place, kind == ",", order


def _is_own_clause(kind: str, so_far: Passage, text: Passage, order: AgencyOrder) -> bool:
    between = text.text[order.agency.span.end - text.span.start :][:1] if order.agency.text else ""
    if order.agency.lower.endswith(" và"):
        return False  # «người phụ trách từng bản, tổ dân phố và bố trí kinh phí»: the end of a list
    if len(order.duty) < _FEWEST_LETTERS or len(order.agency) > _LONGEST_NAME or between in (";", ",", "”", '"'):
        return False
    if is_about_difficulty(order.duty.lower[:90]) or is_about_difficulty(so_far.lower):
        return False
    if kind in ".!?":
        return True
    if GIVING.match(text.lower) is not None:
        return False  # «phân công nhân viên theo dõi …»: work of who gives it
    if kind == ";":
        return not lists_names(so_far, LIST_FIRST)
    if not stands_behind_comma(order):
        return False
    if kind == ":":
        is_name = is_agency(strip_giving(so_far)[0])
        return not is_name and _LABEL.search(so_far.lower) is None and not order.agency.lower.startswith("mỗi ")
    if kind == "thì":
        return True
    if lists_names(so_far, LIST_BEFORE_COMMA) or _ends_with_name(so_far, order):
        return False
    first = parse_direct_order(so_far) or find_agency_order(so_far)
    is_lead_before = _LEADS.search(so_far.lower) is not None or (first is not None and names_lead_only(first.duty))
    if order.duty.lower.startswith("phối hợp") and is_lead_before:
        return False
    has_predicate = ORDER.search(so_far.lower) is not None or EVERYDAY.search(so_far.lower) is not None
    return has_predicate or _CIRCUMSTANCE.match(so_far.lower) is not None


def _ends_with_name(so_far: Passage, order: AgencyOrder) -> bool:
    """Whether a name ends before the comma, so that the next one continues a list: «phối hợp VKSND, TAND tỉnh»."""
    segment = so_far.part(so_far.text.rfind(", ") + 1)
    if order.agency.text[0].isupper() and parse_direct_order(segment) is not None:
        return False  # «Công an phường cử cán bộ, Đội quy tắc đô thị bố trí xe»
    last = max((match.end() for match in _NAME.finditer(segment.lower)), default=None)
    return last is not None and next(list_order_places(segment.part(last), len(segment), everyday=True), None) is None
