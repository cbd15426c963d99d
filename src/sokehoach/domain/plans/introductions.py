"""Sentences and titles that name who does the items below them."""

import re

from sokehoach.domain.plans.orders import RESPONSIBLE
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import AgencyOrder, find_agency_order, parse_agency_order

_LONGEST_TITLE = 200
# «Căn cứ kết quả thi, Ban Tổ chức khen thưởng như sau:»; after «Để …» the issuer only says what matters.
_ON_FACTS = re.compile(r"(?:căn cứ|trên cơ sở|theo) ")
# A capital after a word without a full stop, unless the word before takes a name: «của Sở Y tế», «với Sở Y tế».
_GLUED = re.compile(rf"(?<=[^\W\d_{CAPITALS}]) (?=[{CAPITALS}][^\W\d_{CAPITALS}])")
_TAKES_NAME = re.compile(
    r"(?<!\w)(?:của|với|cho|do|và|về|tại|bởi|từ|đến|tới|theo|giao|các|cùng|gửi|trình|báo cáo|trong|qua|ở|là|như|"
    r"ngành|cấp|tỉnh|huyện|xã|phường|thành phố|thôn|bản|hoặc|đề nghị|hướng dẫn|chỉ đạo|giúp|để) $"
)
_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")


def parse_introduction(text: Passage, *, is_outermost: bool) -> AgencyOrder | None:
    """The agency of the items below: «Sở Y tế … như sau:», also «…. Người chủ trì có trách nhiệm sau đây:»."""
    *_, last_start = (0, *(stop.end() for stop in _NEXT_SENTENCE.finditer(text.text)))
    text = text.part(0, len(text) - 1)  # without its colon
    order = parse_agency_order(text)
    if order is None and is_outermost and not last_start and _ON_FACTS.match(text.lower):
        order = find_agency_order(text)
    if order is None and last_start and RESPONSIBLE.search(text.lower, last_start) is not None:
        order = parse_agency_order(text.part(last_start))
    return order


def parse_after_title(text: Passage) -> AgencyOrder | None:
    """The order after a title without a full stop: «Giám sát trực tiếp Ban Thường trực thực hiện …:»."""
    for place in _GLUED.finditer(text.text, 0, _LONGEST_TITLE):
        if not _TAKES_NAME.search(text.lower, 0, place.end()):
            order = parse_agency_order(text.part(place.end()))
            if order is not None:
                return order
    return None
