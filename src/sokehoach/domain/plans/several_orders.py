"""Split a paragraph where a further sentence gives work to an agency of its own."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import AgencyOrder, find_agency_order, list_order_places, parse_agency_order

SENTENCE_LENGTH = 600  # characters of a sentence to search
_AGENCY_DISTANCE = 80  # of them, within which the agency must begin
# Where a further order may begin: a sentence, or after «;» or «, còn» the name of another agency.
_NEXT_PART = re.compile(r"\. (?=\w)|; (?=(?:giao |đề nghị )?" + AGENCY.pattern + ")|, còn (?=" + AGENCY.pattern + ")")
_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")
_LIST_FIRST = re.compile(
    r"(?:(?<!\w)(?:hợp|họp|việc|cùng|đổi|nghị)(?: [^.;,]{0,40}?)? với|gồm|như) |"
    r"(?<!\w)(?:hướng dẫn|đôn đốc|chỉ đạo|kiểm tra|giám sát|yêu cầu|đề nghị) (?=" + AGENCY.pattern + ")"
)


def is_part(inner: Passage, heading: Passage) -> bool:
    """Whether the heading contains the name: «Doanh nghiệp viễn thông» under «Các doanh nghiệp viễn thông, …»."""
    return all(part in heading.lower for part in re.split(r", | và ", inner.lower))


def _lists_names(text: Passage) -> bool:
    """Whether the text ends within a list of partners: «phối hợp với các sở, ngành» before «; các xã, phường»."""
    lists = list(_LIST_FIRST.finditer(text.lower))
    return bool(lists) and next(list_order_places(text.part(lists[-1].end()), len(text)), None) is None


def find_later_order(text: Passage) -> AgencyOrder | None:
    """The order of a later sentence, if those before it name nobody: «Đây là việc cần làm ngay. Sở Y tế lập …»."""
    for stop in _NEXT_SENTENCE.finditer(text.text, 0, SENTENCE_LENGTH):
        sentence = text.part(stop.end())
        order = parse_agency_order(sentence) or find_agency_order(sentence)
        if order is not None:
            return order
    return None


def split_parts(text: Passage) -> Iterator[Passage]:
    """The text, split where a further sentence assigns work to an agency of its own."""
    start = 0
    for stop in _NEXT_PART.finditer(text.lower):
        so_far = text.part(start, min(stop.start(), start + SENTENCE_LENGTH))
        if so_far.text.count("(") > so_far.text.count(")"):
            continue
        if _lists_names(so_far) if stop[0] == "; " else not text.text[stop.end()].isupper():
            continue
        first_order = parse_agency_order(so_far) or find_agency_order(so_far) or find_later_order(so_far)
        following = text.part(stop.end(), stop.end() + SENTENCE_LENGTH)
        next_order = parse_agency_order(following) or find_agency_order(following)
        if first_order is None or next_order is None or is_part(next_order.agency, first_order.agency):
            continue
        if next_order.agency.span.start - following.span.start < _AGENCY_DISTANCE:
            yield text.part(start, stop.start() + (stop[0] == ". "))
            start = stop.end()
    yield text.part(start)
