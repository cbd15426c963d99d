"""A deadline found in a text, and the pattern for words that introduce one.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.dates.calendar import DateRange, PlanDates
from sokehoach.domain.plans.dates.deadline import DeadlineKind, EventOffset
from sokehoach.domain.plans.dates.recurrence import Recurrence

LEAD = (
    r"(?:(?:hoàn thành|hoàn tất|xong|kết thúc) )?"
    r"(?:(?P<lead>trước|chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối|vào|xong)"
    r"(?: là| vào| đến| trong){0,4}(?: \d{1,2}(?: giờ|h)(?: ?\d{2})?(?: phút)?,?)? )"
)
EVERY = r"(?:hằng|hàng|mỗi|từng)"
YEARLY = rf"(?:{EVERY} năm|năm báo cáo)"


@dataclass(frozen=True, slots=True)
class DeadlineMatch:
    """A deadline at characters `start` to `end` of the text."""

    start: int
    end: int
    kind: DeadlineKind
    days: DateRange | None = None
    every: Recurrence | None = None
    offset: EventOffset | None = None
    strict: bool = False


# Arguments: text in lower case, dates of the plan, whether it follows «Thời gian thực hiện:». Yields its deadlines.
type DeadlineParser = Callable[[str, PlanDates, bool], Iterator[DeadlineMatch]]
