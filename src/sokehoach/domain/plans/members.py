"""Bodies that a heading means as a group, each with work of its own below it."""

import re

from sokehoach.domain.plans.orders import GIVING, OPENING
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import AgencyOrder
from sokehoach.domain.plans.unlisted_subjects import parse_crowd_order

_MEANS_SEVERAL = re.compile(r"^(?:các|những|toàn|mỗi|tổ |ban |ban giám)|, | và ")
_MEMBER = re.compile(r"(?P<name>[^\W\d_](?:[^.:;()\d]|\([^()]{1,40}\)){3,70}): (?=[^\W\d_])")
_NO_MEMBER = re.compile(
    r"(?:về|đối với|hạn|thời|kinh phí|nội dung|công tác|việc|hằng|hàng|khi|nếu|trước|sau|trong|mục|chế độ|"
    r"yêu cầu|hình thức|"
    r"số|tỷ lệ|chỉ tiêu|địa điểm|sản phẩm|kết quả|đào tạo|thống kê|cụ thể|ngoài ra|riêng)(?!\w)"
)


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
