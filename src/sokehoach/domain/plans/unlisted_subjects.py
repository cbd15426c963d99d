"""Subjects that no noun for a body begins: crowds, and names that only their verb shows to be given work."""

import re

from sokehoach.domain.plans.everyday_verbs import find_crowd_end
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import GIVING, OPENING, REQUEST
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import AgencyOrder, cut_name, list_order_places, strip_circumstance, strip_giving

# Only who can be held to account «có trách nhiệm», «chủ trì»; not «việc …», «nội dung …», «những người …».
_UNKNOWN_SUBJECT = re.compile(
    r"(?!(?:các |những |mọi |mỗi )?(?:việc|công tác|nội dung|hoạt động|nhiệm vụ|kinh phí|nguồn|trường hợp|người|ai|"
    r"chúng|đây|trong|trên|theo|khi|nếu|đối với|để|nhằm|với|từ|tại|qua|và|do|về|ngoài|đồng thời|"
    r"tổ chức, cá nhân)(?!\w))"
    r"[^.:;,()]{3,60}?(?= (?:(?:có|chịu) trách nhiệm(?! (?:trước|về|hình|toàn|liên))|có nhiệm vụ|"
    r"chủ trì(?:,? (?:và )?phối hợp|, | (?:tham mưu|xây dựng|tổ chức|thực hiện|triển khai|rà soát|lập)))(?!\w))"
)
_HAS_TASK = "có nhiệm vụ "


def parse_crowd_order(text: Passage) -> AgencyOrder | None:
    """Parse «Các hộ kinh doanh tại chợ ký hợp đồng …»: a crowd, and what it has to do."""
    named, request = _strip_giving_to_crowd(text)
    end = find_crowd_end(named.text, named.lower)
    if end is None:
        return None
    name = cut_name(named.part(0, end))
    return AgencyOrder(name, strip_circumstance(named.part(end)), request) if name.text else None


def _strip_giving_to_crowd(text: Passage) -> tuple[Passage, bool]:
    match = GIVING.match(text.lower)
    return (text.part(match.end()), REQUEST.search(match[0]) is not None) if match is not None else (text, False)


def parse_unknown_subject(text: Passage) -> AgencyOrder | None:
    """Parse «Thủ thư có trách nhiệm …», «TCTL chủ trì …»: by its verb, a subject whose name no known noun begins."""
    named, request = strip_giving(text)
    subject = _UNKNOWN_SUBJECT.match(named.lower)
    if subject is None or not named.text[:1].isupper() or AGENCY.match(named.lower):
        return None
    name = cut_name(named.part(0, subject.end()))
    is_order = OPENING.match(name.lower) is not None and name.lower != "bảo vệ"
    duty = strip_circumstance(named.part(subject.end() + 1))
    duty = duty.part(len(_HAS_TASK) if duty.lower.startswith(_HAS_TASK) else 0)
    if is_order or OPENING.match(duty.lower) is None or next(list_order_places(name, len(name)), None) is not None:
        return None
    return AgencyOrder(name, duty, request)
