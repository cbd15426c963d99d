"""Figures of shorter periods make longer ones, and a target is measured over the year so far."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.pages.unit_matrix import list_notes
from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput, import_earlier_figures
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.periods.period import parse_period
from tests.apps.consolidation.test_targets import plan_of, put
from tests.factories import frozen
from tests.factories.cast import AT
from tests.factories.district import District
from tests.factories.many_periods import MONTHLY, add_forms, morning, on
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]

EVERY_MONTH = Indicator(
    "moi_thang", "moi_thang", "Mỗi tháng", parse_expression("TH01"), parse_expression("1"), True, (), "tests"
)


@pytest.fixture
def district(district: District) -> District:
    """Of the commune 1 in October, 2 in November, 3 in December 2021 and 4 in January 2022, each month accepted."""
    add_forms(district.cast)
    frozen.once_after(
        EVERY_MONTH.uid,
        lambda: import_indicators(programme=first_programme(), indicators=[EVERY_MONTH], by="tests", at=AT),
        district.cast.persons,
    )
    for number, (year, month) in enumerate(((2021, 10), (2021, 11), (2021, 12), (2022, 1)), 1):
        at = morning(date(year, month, 17))
        period = f"{year}{month:02}"
        district.report(district.cast.commune, {"A1": str(number)}, form=MONTHLY, period=period, at=at)
    return district


def measure(district: District, period: str, day: date) -> tuple[Decimal | None, list[str]]:
    (measured,) = measures.measure_indicators(
        district.cast.office,
        unit="099",
        period=period,
        indicators=[EVERY_MONTH],
        day=day,
    ).values()
    return measured.measured.part, [sheet.period.id for sheet in measured.sheets]


@pytest.mark.parametrize(
    ("period", "day", "number", "periods"),
    [
        ("202112", date(2021, 12, 31), 3, ["202112"]),
        ("2022", date(2022, 1, 20), 4, ["202201"]),
        ("202201", date(2022, 1, 20), 4, ["202201"]),
    ],
)
def test_the_year_so_far_is_made_of_the_months_that_are_over(
    district: District, period: str, day: date, number: int, periods: list[str]
) -> None:
    assert measure(district, period, day) == (number, periods)


def test_an_indicator_of_nine_months_is_left_out_of_december(district: District, signed_in: Browser) -> None:
    nine_months = replace(EVERY_MONTH, uid="9thang", code="9thang", numerator=parse_expression("CT01"))
    import_indicators(programme=first_programme(), indicators=[nine_months], by="tests", at=AT)
    office, day = district.cast.office, date(2022, 12, 20)
    for period, is_measured in (("202212", False), ("202201", True), ("2022N9", True)):
        measured = measures.measure_indicators(
            office, unit="099", period=period, indicators=list_indicators().values(), day=day
        )
        assert ("9thang" in measured, "moi_thang" in measured) == (is_measured, True)
    changes = replace(nine_months, rule=LevelRule(None, Change.RISE))
    assert measures.measure_indicators(office, unit="099", period="202212", indicators=[changes], day=day) == {}


def test_a_quarter_without_a_report_of_its_own_is_its_months(district: District) -> None:
    assert measure(district, "2021Q4", date(2021, 12, 31)) == (6, ["202110", "202111", "202112"])
    district.report(district.cast.commune, {}, form=MONTHLY, period="2021Q4", at=morning(date(2021, 12, 20)))
    assert measure(district, "2021Q4", date(2021, 12, 31)) == (6, ["202110", "202111", "202112", "2021Q4"])


def test_the_targets_page_begins_with_the_year_so_far(district: District, signed_in: Browser, settings: Any) -> None:
    plan = plan_of(district, "099")
    put(plan)
    settings.DEMONSTRATION = on(date(2021, 12, 20))
    page = signed_in(district.cast.office).get(reverse("consolidation:targets", args=[plan.pk])).content.decode()
    for choice in ("2021S1", "2021S2", "2021Q1", "2021Q4", "2021N9", "2021"):
        assert f"?ky={choice}" in page
    assert re.findall(r'\?ky=(\w+)"\s+aria-current="page"', page) == ["2021"]


def test_a_chart_shows_the_last_periods_of_its_own_form(district: District) -> None:
    DataElement.objects.filter(code="TH01").update(clauses=["II.3"])
    (chart,) = build_trends(
        district.cast.office,
        district.cast.units["099"],
        parse_period("2021S2"),
        targets=["II.2"],
        day=date(2022, 1, 20),
    )
    assert chart.labels == ("9/2021", "10/2021", "11/2021", "12/2021")
    assert chart.series[0].values[1:] == (1, 2, 3)
    assert chart.unit == "cuộc, mỗi tháng"


def test_the_first_month_is_compared_with_the_imported_one_before(
    district: District, signed_in: Browser, settings: Any
) -> None:
    """Of the commune and the district, from before the product; later months have accepted numbers before them."""
    units, element = district.cast.units, DataElement.objects.get(code="TH01")
    figures = [
        EarlierFigureInput(units[code], element, "", "202109", Decimal(number), "Báo cáo số 90/BC-UBND")
        for code, number in (("03304", 8), ("099", 30))
    ]
    import_earlier_figures(figures=figures, by=district.cast.office, at=AT)
    settings.DEMONSTRATION = on(date(2021, 12, 20))
    october = access_sheet(district.cast.office, unit="099", form=MONTHLY, period="202110")
    assert "«Kỳ trước»: TH01" in " ".join(list_notes(october)), "in Excel and printed"
    months = {"202110": (30, True), "202111": (1, False)}
    for period, shown in months.items():
        line = access_sheet(district.cast.office, unit="099", form=MONTHLY, period=period).line("TH01", "")
        assert (line.previous, line.previous_old) == shown, period
        report = list_visible_submissions(district.cast.commune).get(period=period)
        row = build_sheet(report).line("A1")
        assert (row.previous, row.previous_old) == ((8, True) if shown[1] else shown), period
    pages = [reverse("consolidation:sheet", args=["099", "202110", MONTHLY])]
    pages.append(
        reverse("reporting:submission", args=[list_visible_submissions(district.cast.commune).get(period="202110").pk])
    )
    for user, page in zip((district.cast.office, district.cast.commune), pages, strict=True):
        text = signed_in(user).get(page).text
        assert text.count("số liệu cũ") == 1, page
        assert "Kỳ trước" in text, page
