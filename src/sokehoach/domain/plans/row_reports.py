"""Reports that rows of tables ask for: «Báo cáo kết quả …» in the column of work, due as the row says."""

import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.messages import say
from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.report_periods import NO_PERIOD
from sokehoach.domain.plans.reporting import EVERYONE, GROUPS, ReportingRule

_REPORT = re.compile(r"báo cáo (?:về )?(?:kết quả|tình hình|tiến độ|số liệu|dữ liệu)(?!\w)")
_TO = re.compile(r" (?:gửi(?: về)?|về|tới|cho|với) ((?:[A-ZĐ]|(?:các )?(?:sở|bộ|phòng|ủy ban|ubnd) )[^,;.]{1,80})$")
_ROW = "row"  # the sign of a duty of a row
_SIGNS = ("no-period",)


def find_row_reports(duties: Sequence[Duty]) -> Iterator[ReportingRule]:
    """The reports among the duties of rows, in the order of the duties."""
    for duty in duties:
        if _ROW not in duty.signs or _REPORT.match(duty.text.lower()) is None:
            continue
        to = _TO.search(duty.text)
        yield ReportingRule(
            who=EVERYONE if duty.agency.lower().startswith(GROUPS) else duty.agency,
            to=to[1].strip() if to is not None else None,
            via=None,
            every=NO_PERIOD,
            due=duty.due_text,
            path=duty.path,
            span=duty.span,
            likelihood=compute_likelihood("report", _SIGNS),
            doubts=(say("Không ghi kỳ báo cáo: cần xem là báo cáo một lần hay theo yêu cầu."),),
            signs=_SIGNS,
        )
