"""Tasks whose own paragraph names the lead at its end: in brackets, after a dash, after «do», in a last sentence."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.leads import names_lead_only
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.partners import find_partners
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import AgencyOrder, is_agency, parse_agency_order, strip_giving
from sokehoach.domain.plans.several_orders import split_parts
from sokehoach.domain.text import skip_match

# «… (Giao Công an tỉnh chủ trì)», «… (Sở Y tế chủ trì)»: the task is before the bracket.
_PARENTHESIS = re.compile(
    r"\((?:do )?(?=giao |[^()]{4,200} (?:chủ trì|thực hiện|phụ trách|tham mưu|hướng dẫn|đầu mối))[^()]*\)\s*[.;]?$"
)
# «Rà soát sách - Phòng Văn hóa chủ trì, Phòng Nội vụ phối hợp.»
_AFTER_DASH = re.compile(r" [-–] (?:do |giao )?(?=" + AGENCY.pattern + r")")
_LEADING = re.compile(r"(?:chủ trì|thực hiện|phụ trách|tham mưu|hướng dẫn|là đầu mối|làm đầu mối)(?!\w)")
_LEAD_WORDS = re.compile(r"(?:chủ trì|thực hiện|phụ trách|tham mưu|triển khai|trách nhiệm|là (?:cơ quan|đơn vị))(?!\w)")
_ONLY_LEADS = re.compile(
    r"(?:cùng )?(?:chủ trì|thực hiện|phụ trách|tham mưu|hướng dẫn|tổ chức)(?:,? (?:thực hiện|triển khai))?"
    r"(?:[;,] (?:quý|tháng|năm|hoàn thành|thời gian|trước|xong)(?!\w).{0,60})?[.;]?"
)
_ONLY_HELPS = re.compile(r"(?:cùng )?phối hợp(?: thực hiện)?(?:[;,.].*)?")
_FEWEST_WORDS = 4
_TITLE = re.compile(r"[^:.;]{5,160}: ")
_BY = re.compile(r"(?<!\w)(?:do|được giao cho) (?=" + AGENCY.pattern + ")")
_PASSIVE = re.compile(
    r"(?:bố trí|bảo đảm|đảm bảo|chi trả|thực hiện|chủ trì|phụ trách|phân công|chuẩn bị|cung cấp|hướng dẫn"
    r"|chịu trách nhiệm)"
    r"[^,;:–-]{0,40}(?:,(?: và)? (?:phối hợp|cùng)[^.;:]{0,160}|, [^.;:]{3,160} phối hợp[^.;:,]{0,30})?[.;]?"
)
_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")
_GIVING_END = re.compile(r",? (?:được )?giao(?: nhiệm vụ)?(?: cho)? $")
_BARE_BRACKET = re.compile(
    r" \((?P<name>"
    + AGENCY.pattern
    + r"[^();:]{0,200}?)(?:[;,] (?:quý|tháng|năm|trước|trong|hoàn thành)[^()]{0,60})?\)\s?[.;]?$"
)
_APPOSITION_LENGTH = 30  # letters before a bracket in which the agency that it explains stands
_LONGEST_LEAD = 240  # letters after a dash


def take_task_before(text: Passage, order: AgencyOrder) -> AgencyOrder:
    """The sentences before as the duty, if the order only names the lead: «Mở 5 lớp. Giao Sở Nội vụ chủ trì.»"""
    agency_start = max(0, order.agency.span.start - text.span.start)
    if not agency_start or not names_lead_only(order.duty):
        return order
    ends = [stop.start() + 1 for stop in _NEXT_SENTENCE.finditer(text.text, 0, agency_start)]
    giving = _GIVING_END.search(text.lower, 0, agency_start)
    if not ends and (giving is None or OPENING.match(text.lower) is None):
        return order
    task = text.part(0, ends[-1] if ends else giving.start() if giving is not None else None)
    return AgencyOrder(order.agency, task, order.request, find_partners(order.duty))


def parse_passive(sentence: Passage) -> AgencyOrder | None:
    """«Xe đưa đón đại biểu do Văn phòng bố trí.»: the sentence is the work of the agency at its end."""
    for match in _BY.finditer(sentence.lower):
        order = parse_agency_order(sentence.part(match.end()))
        if order is not None and _PASSIVE.fullmatch(order.duty.lower):
            task = sentence.part(skip_match(_TITLE, sentence.lower[: match.start()]))
            return AgencyOrder(order.agency, task, order.request, find_partners(order.duty))
    return None


def parse_trailing_lead(text: Passage) -> AgencyOrder | None:
    """The task before a bracket, dash or last sentence at the end of the text, with the lead named after it."""
    return _parse_bracket(text) or _parse_after_dash(text) or _parse_last_sentence(text)


def list_further_leads(text: Passage, first: AgencyOrder) -> Iterator[AgencyOrder]:
    """The orders of further bodies behind the lead: «(Phòng A chủ trì, Phòng B in tài liệu, Phòng C thực hiện)».

    Who only carries out the task has the task as its duty.
    """
    behind = text.part(max(0, first.agency.span.start - text.span.start))
    for part in list(split_parts(behind.part(0, len(behind.text.rstrip(" .;)")))))[1:]:
        order = parse_agency_order(part)
        if order is not None and _ONLY_HELPS.fullmatch(order.duty.lower) is None:
            duty = first.duty if _ONLY_LEADS.fullmatch(order.duty.lower) else order.duty
            yield AgencyOrder(order.agency, duty, first.request)


def _parse_after_dash(text: Passage) -> AgencyOrder | None:
    dash = next(_AFTER_DASH.finditer(text.lower, max(0, len(text) - _LONGEST_LEAD)), None)
    if dash is None or OPENING.match(text.lower) is None:
        return None
    order = parse_agency_order(text.part(dash.end()))
    if order is None or not names_lead_only(order.duty):
        return None
    return AgencyOrder(order.agency, text.part(0, dash.start()), order.request, find_partners(order.duty))


def _parse_last_sentence(text: Passage) -> AgencyOrder | None:
    """The sentences before one that only names who leads: «Phân loại nợ. Tổ Thu chịu trách nhiệm chính.»"""
    if _LEAD_WORDS.search(text.lower, max(0, len(text) - _LONGEST_LEAD)) is None:
        return None
    ends = [stop.start() + 1 for stop in _NEXT_SENTENCE.finditer(text.text)]
    if (
        not ends
        or len(text) - ends[-1] > _LONGEST_LEAD
        or (OPENING.match(text.lower) is None and AGENCY.match(text.lower) is not None)
    ):
        return None
    sentence = text.part(ends[-1] + 1)
    order = parse_agency_order(sentence)
    if order is None or not names_lead_only(order.duty):
        return None
    return AgencyOrder(order.agency, text.part(0, ends[-1]), order.request, find_partners(order.duty))


def _parse_bare_bracket(text: Passage) -> AgencyOrder | None:
    """The task before a bracket that names only an agency and a time: «Rà soát bản đồ (Thanh tra Sở; quý II)»."""
    bracket = _BARE_BRACKET.search(text.lower)
    is_task = OPENING.match(text.lower) is not None or (
        AGENCY.match(text.lower) is None
        and text.text[0].isupper()
        and len(text.text[: bracket.start() if bracket else 0].split()) >= _FEWEST_WORDS
    )
    if bracket is None or not is_task:
        return None
    if AGENCY.search(text.lower, max(0, bracket.start() - _APPOSITION_LENGTH), bracket.start()) is not None:
        return None  # «… cơ quan thường trực (Sở Y tế)»
    name = text.part(bracket.start("name"), bracket.end("name"))
    if not is_agency(name):
        return None
    return AgencyOrder(name, text.part(0, bracket.start()), request=False)


def _parse_bracket(text: Passage) -> AgencyOrder | None:
    bracket = _PARENTHESIS.search(text.lower)
    if bracket is None:
        return _parse_bare_bracket(text)
    inside = text.part(bracket.start() + 1, text.lower.rindex(")"))
    inside = inside.part(3 if inside.lower.startswith("do ") else 0)
    task = text.part(0, bracket.start())
    order = parse_agency_order(inside)
    if inside.lower.startswith("giao ") and order is None and is_agency(inside):
        return AgencyOrder(strip_giving(inside)[0], task, request=False)
    if order is None or not (inside.lower.startswith("giao ") or _LEADING.match(order.duty.lower)):
        return None
    return AgencyOrder(order.agency, task, order.request, find_partners(order.duty))
