"""The sentences after the last clause, «Trên đây là Kế hoạch …», and the duties in them."""

import re
from collections.abc import Iterator

from sokehoach.domain.messages import say
from sokehoach.domain.plans.assignment import Duty, build_duty
from sokehoach.domain.plans.orders import CLOSING, DEMAND, is_about_difficulty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.sentences import find_agency_order, parse_agency_order

_ISSUER_FIRST = re.compile(r"(?:ubnd|ủy ban nhân dân)(?! (?:các|cấp|xã|phường))[^.;:,]{0,40}? (?:yêu cầu|giao|đề nghị)")
_ASKING = re.compile(r"(?<!\w)(?:đề nghị|giao|yêu cầu)(?! (?:khen|dịch|thông|của))(?: cho)? ")
_DEFINITE = re.compile(r"định kỳ|báo cáo (?:kết quả|tình hình)|xây dựng kế hoạch")
# Words of a demand to carry the plan out, which assigns nothing beyond the plan itself.
_ONLY_CARRY_OUT = re.compile(
    r"(?<!\w)(?:nghiêm túc|phối hợp|chủ động|khẩn trương|tích cực|kịp thời|đầy đủ|hiệu quả|có hiệu quả|đạt|tốt|"
    r"triển khai|tổ chức|thực hiện|làm|quan tâm|tạo điều kiện|đúng|theo|các|những|nội dung|kế hoạch|này|trên|nêu trên|"
    r"để|được (?:giao|phân công)|bảo đảm|đảm bảo|và|cho|của|quy định|tiến độ|thời gian|chất lượng|"
    r"yêu cầu|đề ra|chặt chẽ|liên quan|căn cứ|phù hợp với|điều kiện|tình hình|thực tế|địa phương|đơn vị)(?!\w)"
)
# «Để thực hiện Kế hoạch đạt được mục tiêu đề ra, Ban Giám hiệu đề nghị các Đơn vị …»
_TO_CARRY_OUT = re.compile(
    r"để (?:triển khai|tổ chức|thực hiện)[^.;:,]{0,30}? (?:kế hoạch|chương trình|đề án)(?: này)?"
    r"(?: (?:đạt|có hiệu quả)[^.;:,]{0,60})?, [^.;:,]{2,60}? (?:yêu cầu|giao|đề nghị) "
)
# «Chương trình này phổ biến đến chi bộ.»: the last line of a document of the Party.
_SPREAD = re.compile(
    r"(?:kế hoạch|chương trình|đề án|quy định|hướng dẫn)(?: \S+){0,3} (?:được )?phổ biến (?:đến|tới)(?!\w)"
)
_SENTENCE = re.compile(r"[.;] ")
_PROCESS = re.compile(r"(?:trong )?quá trình ")
_ANYBODY = re.compile(r"(?:các |những |mọi )?(?:cơ quan|đơn vị|địa phương|cá nhân|bộ phận|tổ chức|đồng chí)(?!\w)")


def _says_nothing_new(duty: str) -> bool:
    """Whether the demand is only to carry the plan out: «phối hợp, triển khai thực hiện»."""
    return not _ONLY_CARRY_OUT.sub(" ", duty).strip(" ./,;")


def is_closing(block: Block) -> bool:
    """Whether the paragraph closes the plan."""
    lower = block.body.lower
    if CLOSING.match(lower) is not None:
        gives_work = _PROCESS.match(lower) is not None and not is_about_difficulty(lower)
        return not (gives_work and (order := find_agency_order(block.body)) and not _ANYBODY.match(order.agency.lower))
    if block.numbered or block.level:
        return False
    if _SPREAD.match(lower) is not None or _TO_CARRY_OUT.match(lower) is not None:
        return True
    return DEMAND.match(lower) is not None or _ISSUER_FIRST.match(lower) is not None


def parse_closing_duties(block: Block) -> Iterator[Duty]:
    """Duties in the closing: only demands on named agencies."""
    lower = block.body.lower
    path = block.path if block.numbered or not block.headings else block.headings[0].path
    starts = [0, *(match.end() for match in _SENTENCE.finditer(lower))]
    for start, end in zip(starts, [*starts[1:], len(lower)], strict=True):
        sentence = block.body.part(start, end)
        request = _ASKING.search(sentence.lower)
        if request is None or is_about_difficulty(sentence.lower):
            continue
        if request[0].startswith("yêu cầu") and _DEFINITE.search(lower, start) is None:
            continue  # «yêu cầu các sở nghiêm túc thực hiện» assigns no specific work
        order = parse_agency_order(sentence.part(request.start()))
        if order is not None and (_DEFINITE.search(lower, start) or not _says_nothing_new(order.duty.lower)):
            doubt = say("Câu kết của văn bản, giao chung: cần xem có theo dõi thành nhiệm vụ riêng không.")
            yield build_duty(block, order, signs=("closing",), path=path, doubts=(doubt,))
