"""The name that begins a numbered item and is followed by its work without a colon that tells where it ends.

«7. Khoa Dược. Bảo đảm thuốc cấp cứu …», «5. Trung tâm VHTT huyện Phát tin trên loa …», «1. Phòng Kinh tế: Cơ quan
thường trực.» above the items of the work.
"""

import re

from sokehoach.domain.plans.everyday_verbs import EVERYDAY, ends_name
from sokehoach.domain.plans.headings import is_about_work
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import OPENING, ROLE
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import CAPITALS, Passage
from sokehoach.domain.plans.sentences import AgencyOrder, is_agency, parse_agency_order, strip_giving, trim_name

_LONGEST_NAME = 200  # letters
_END = re.compile(r"(?P<stop>\. |: )|(?<=[^\W\d_]) (?=[A-ZĐÀ-Ỹ][^\W\d_" + CAPITALS + r"])")
_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_]{1,2}|BSCK\w*|ThS|TS|BS|CN)$")  # «Viện Pasteur TP. Hồ Chí Minh»
_FEWEST_CAPITALS = 4  # of a last word in capitals
_CAPITALISED = re.compile(rf"\S+ [{CAPITALS}]")  # «Sơn Lĩnh»
_FEWEST_LETTERS = 6  # of the work


def parse_glued_item(block: Block) -> AgencyOrder | None:
    """The name and the work of a numbered item in which nothing but a stop or a capital parts them."""
    if not block.numbered or not is_about_work(block):
        return None
    glued = _parse_glued_name(block.body)
    if glued is None and block.body.text[-1] not in ".;:":  # «Thường trực HĐND xã: đưa chỉ tiêu vào nghị quyết»
        order = parse_agency_order(block.body)
        work_text = block.body.part(order.agency.span.end - block.body.span.start) if order is not None else None
        return (
            order
            if order is not None
            and work_text is not None
            and work_text.text.startswith(": ")
            and order.duty.text[0].islower()
            else None
        )
    order = parse_agency_order(block.body) if glued is not None else None
    is_read = glued is not None and order is not None and len(order.agency) <= len(glued.agency)
    return None if is_read else glued


def _parse_glued_name(text: Passage) -> AgencyOrder | None:
    """The name, and the work or the role behind it."""
    body, request = strip_giving(text)
    if AGENCY.match(body.lower) is None:
        return None
    for end in _END.finditer(body.text, 0, _LONGEST_NAME):
        name, work = body.part(0, end.start()), body.part(end.end())
        is_role = ROLE.match(work.lower) is not None and len(work.text.split(". ")) == 1
        is_order = (OPENING.match(work.lower) or EVERYDAY.match(work.lower)) is not None
        if end["stop"] is None:
            last = name.text.rsplit(" ", 1)[-1]
            is_ended = last.islower() or (last.isupper() and len(last) >= _FEWEST_CAPITALS)
            is_ended = (
                is_ended and name.text.count("(") == name.text.count(")") and _CAPITALISED.match(work.text) is None
            )
            if not (is_order and is_ended and " " in name.text and ends_name(body.text, body.lower, end.end())):
                continue
        elif end["stop"] == ": ":
            if not is_role:
                return None
        elif _ABBREVIATED.search(name.text) is not None:
            continue
        if not is_agency(name) or len(work) < _FEWEST_LETTERS or (AGENCY.match(work.lower) and not is_role):
            return None
        return AgencyOrder(trim_name(name), work, request)
    return None
