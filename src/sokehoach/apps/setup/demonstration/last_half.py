"""The half-year before, of one form: typed late, accepted, closed by the district and so sent up to the province."""

from datetime import datetime

from sokehoach.apps.consolidation.selectors import closings
from sokehoach.apps.consolidation.services import closing
from sokehoach.apps.reporting.services.values import Typed
from sokehoach.apps.setup.demonstration.calendar import Step, at
from sokehoach.apps.setup.demonstration.cast import Cast
from sokehoach.apps.setup.demonstration.reports import Report

FORM, PERIOD = "09-MTTQ", "2020S2"
_CELLS = {"A1": "1", "A2": "3", "A3": "2", "A4": "2", "B1": "6", "B2": "545", "B2.1": "298"}

TOLD = "6 tháng cuối năm 2020: huyện đã chốt biểu 09-MTTQ, gửi lên tỉnh"


def close(cast: Cast) -> list[Step]:
    clerk = cast.players["mattran"]
    report = Report(FORM, clerk.unit, clerk, PERIOD)
    district = clerk.unit.parent
    assert district is not None

    def sent_up(when: datetime) -> object:
        seen = closings.seen(unit=district, form=FORM, period=PERIOD)
        return closing.close(unit=district, form=FORM, period=PERIOD, seen=seen, by=cast.office, at=when)

    return [
        (at(1, 6, 8), report.open),
        (at(1, 6, 9), report.fill({cell: Typed(text, 0) for cell, text in _CELLS.items()})),
        (at(1, 6, 10), report.send),
        (at(1, 7, 9), report.accept(cast.office)),
        (at(1, 8, 14), sent_up),
    ]
