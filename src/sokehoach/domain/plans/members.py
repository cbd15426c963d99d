"""Bodies that a heading means as a group, each with work of its own below it."""

import re

from sokehoach.domain.plans.orders import GIVING, OPENING
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import AgencyOrder, parse_agency_order
from sokehoach.domain.plans.several_orders import SENTENCE_LENGTH, is_part, split_parts
from sokehoach.domain.plans.unlisted_subjects import parse_crowd_order

_MEANS_SEVERAL = re.compile(r"^(?:các|những|toàn|mỗi|tổ |ban |ban giám)|, | và ")
_MEMBER = re.compile(r"(?P<name>[^\W\d_](?:[^.:;()\d]|\([^()]{1,40}\)){3,70}): (?=[^\W\d_])")
_NO_MEMBER = re.compile(
    r"(?:về|đối với|hạn|thời|kinh phí|nội dung|công tác|việc|hằng|hàng|khi|nếu|trước|sau|trong|mục|chế độ|"
    r"yêu cầu|hình thức|"
    r"số|tỷ lệ|chỉ tiêu|địa điểm|sản phẩm|kết quả|đào tạo|thống kê|cụ thể|ngoài ra|riêng)(?!\w)"
)

_NEXT_SENTENCE = re.compile(rf"\. (?=[{CAPITALS}])")
_LONGEST_BEGINNING = 200  # letters of a sentence in which its body and its order stand
_FEWEST_WORDS = 2
# Whoever is meant by these is no body of its own.
_GROUP = re.compile(r"(?:các|những|mọi|mỗi|từng|toàn|người|ai|báo|đơn vị|cơ quan|cơ sở|địa phương|tổ chức)(?!\w)")


def parse_member(heading: Passage, text: Passage) -> AgencyOrder | None:
    """The order to one of the bodies that a heading means: «- Bác sĩ điều trị: giải thích …» below «Các khoa»."""
    if not _MEANS_SEVERAL.search(heading.lower):
        return None
    named = _MEMBER.match(text.text)
    if named is None or OPENING.match(text.lower) or _NO_MEMBER.match(text.lower):
        return parse_crowd_order(text) if GIVING.match(text.lower) is None else None
    if text.text[named.end()].isupper() and OPENING.match(text.lower, named.end()) is None:
        return None
    return AgencyOrder(text.part(0, named.end("name")), text.part(named.end()), request=False)


def divide_among_bodies(text: Passage, heading: Passage) -> tuple[Passage, list[AgencyOrder]]:
    """The text up to the sentence that gives work to a body which the heading does not name, and the orders from there.

    «Đóng gói, chuyển hồ sơ. Trung tâm khu vực III làm điểm …» below «Các phòng».
    """
    for stop in _NEXT_SENTENCE.finditer(text.text, 0, SENTENCE_LENGTH):
        sentence = text.part(stop.end(), stop.end() + _LONGEST_BEGINNING)
        order = parse_agency_order(sentence)
        if order is None or _GROUP.match(order.agency.lower) or set(",;:.(") & set(order.agency.text):
            continue
        is_named = len(order.agency.text.split()) >= _FEWEST_WORDS and not is_part(order.agency, heading)
        if not is_named:
            break
        orders = [order for part in split_parts(text.part(stop.end())) if (order := parse_agency_order(part))]
        return text.part(0, stop.start() + 1), orders
    return text, []
