"""A weekly form beside half-year ones: owed on its weekday, added up over units, and part of no month."""

from dataclasses import replace
from datetime import date

from django.test import Client
from django.urls import reverse

from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.indicators.services.elements import import_elements, import_indicators
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.services.forms import import_forms
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.due import DayOfWeek
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WEEKS
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, District, element
from tests.factories.many_periods import FORMS, morning
from tests.factories.programmes import first_programme

WEEKLY = "06-TUAN"
FORM = replace(
    FORMS[0], uid=WEEKLY, code=WEEKLY, name="Kết quả hằng tuần", period_type=PeriodType.WEEK, also_for=(),
    due=DayOfWeek(4), counting_window=WEEKS[3], valid_from=date(2021, 1, 28),
    sections=(replace(FORMS[0].sections[0], cells=(replace(FORMS[0].cells[0], element="TU01"),)),),
)  # fmt: skip
EVERY_WEEK = Indicator(
    "moi_tuan", "moi_tuan", "Mỗi tuần", parse_expression("TU01"), parse_expression("1"), True, (), "tests"
)


def test_a_weekly_report_from_its_opening_to_the_sum(district: District, signed_in, settings) -> None:
    programme, unit = first_programme(), district.cast.units["099"]
    import_elements(programme=programme, elements=[element("TU01", WEEKLY)], by="tests", at=AT)
    import_forms(programme=programme, forms=[FORM], unit=unit, by="tests", at=AT)
    import_indicators(programme=programme, indicators=[EVERY_WEEK], by="tests", at=AT)
    clerk, office, thursday = district.cast.commune, district.cast.office, date(2021, 3, 4)

    owed = {row.period: row.due for row in obligations.load_current(clerk, thursday).own if row.form == WEEKLY}
    # The week of 1 to 7 March counts 25 February to 3 March; the first that begins on or after 28 January is W5.
    assert owed == {
        "2021W5": date(2021, 2, 4), "2021W6": date(2021, 2, 11), "2021W7": date(2021, 2, 18),
        "2021W8": date(2021, 2, 25), "2021W9": thursday,
    }  # fmt: skip
    titles = [task.title for task in load_today(clerk, thursday).work]
    assert f"Báo cáo tuần 9 năm 2021 (01/03–07/03/2021), biểu {WEEKLY}" in titles
    assert obligations.find_common_period(clerk, thursday).type is PeriodType.SIX_MONTH

    for week, number in (("2021W5", 1), ("2021W6", 2), ("2021W7", 4), ("2021W8", 8), ("2021W9", 16)):
        district.report(clerk, {"A1": str(number)}, form=WEEKLY, period=week, at=morning(thursday))
    line = access_sheet(office, unit="099", form=WEEKLY, period="2021W9").line("TU01", "")
    assert line.figure.value == 16

    def measure(period: str) -> list[tuple[object, list[str]]]:
        measured = measures.measure_indicators(
            office, unit="099", period=period, indicators=[EVERY_WEEK], day=date(2021, 12, 31)
        )
        return [(row.measured.part, [sheet.period.id for sheet in row.sheets]) for row in measured.values()]

    assert measure("2021W9") == [(16, ["2021W9"])]
    # February 2021 has four whole weeks, March begins with one: neither is a month's figure.
    assert measure("202102") == measure("202103") == measure("2021Q1") == measure("2021") == []

    browser: Client = signed_in(office)
    sheet = browser.get(reverse("consolidation:sheet", args=["099", "2021W9", WEEKLY])).content.decode()
    assert "Tuần 9 năm 2021 (01/03–07/03/2021)" in sheet or "tuần 9 năm 2021" in sheet
    assert sheet.count("2021W") < 30, "of 52 weeks only the last are offered"
    assert browser.get(reverse("reporting:list"), {"ky": "2021W9"}).status_code == 200
    assert browser.get(reverse("reporting:list"), {"ky": "2021W54"}).status_code == 404
    assert COMMUNES in {row.form for row in obligations.load_current(clerk, thursday).own}
