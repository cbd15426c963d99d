"""Levels of a target by year and unit, on the pages of a plan, in documents and by today's units."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages import targets
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.pages.reports import get_report_targets
from sokehoach.apps.documents.queries.form_indicators import Indicators
from sokehoach.apps.indicators.models import Indicator
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.domain.documents.external_form.source import IndicatorAspect, PlaceSource, SourceKind
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.indicators.target import ProgressState
from sokehoach.domain.indicators.target_level import LevelSpan, TargetLevel
from sokehoach.domain.periods.period import parse_period
from tests.apps.consolidation.test_reform import world
from tests.apps.consolidation.test_targets import DAY, plan_of, put, stand, state
from tests.factories import reform
from tests.factories.district import PERIOD, District
from tests.factories.reform import BEFORE, Reform, at

__all__ = ["world"]

Browser = Callable[[User], Client]


def set_levels(code: str, *levels: TargetLevel) -> None:
    Indicator.objects.filter(code=code).update(target_levels=to_plain(levels))


def level(value: int, year: int | None = None, unit: str = "", **more: Any) -> TargetLevel:
    return TargetLevel(Decimal(value), unit=unit, year=year, **more)


@pytest.fixture
def plan(district: District) -> Plan:
    """90 % of the sessions until 2023; three of twelve are held in 2021."""
    plan = plan_of(district, "099")
    put(plan, value=90, due_on=date(2023, 12, 31))
    district.report(district.cast.commune, {"B1": "3"})
    district.report(district.cast.other_commune, {"B1": "0"})
    return plan


def test_the_level_of_the_year_goes_before_the_plans_value(district: District, plan: Plan, signed_in: Browser) -> None:
    assert stand(district, plan).stated.is_of_plan
    set_levels("bon_cuoc", level(20, 2021), level(60, 2022))
    assessed = stand(district, plan)
    assert assessed.stated.level == level(20, 2021)
    assert assessed.stated.due_on == date(2021, 12, 31)
    assert assessed.assessed.actual == 25
    page = signed_in(district.cast.office).get(reverse("consolidation:targets", args=[plan.pk])).text
    assert "≥ 20 %" in page
    assert "mức năm 2021; kế hoạch nêu ≥ 90 %" in page
    assert stand(district, plan, period="2022S1", day=date(2022, 6, 20)).stated.level == level(60, 2022)


def test_a_year_between_two_stated_ones_has_none_unless_the_last_is_carried(
    district: District, plan: Plan, signed_in: Browser
) -> None:
    set_levels("bon_cuoc", level(20, 2020), level(90, 2023))
    assessed = stand(district, plan)
    assert assessed.assessed.progress is ProgressState.NOT_MEASURABLE
    assert (assessed.assessed.lack, assessed.assessed.actual) == (NotMeasurableReason.TARGET, 25)
    client = signed_in(district.cast.office)
    page = client.get(reverse("consolidation:targets", args=[plan.pk])).text
    assert "không nêu chỉ tiêu cho năm 2021" in page
    assert "3/12" in page
    set_levels("bon_cuoc", level(20, 2020, carry=True), level(90, 2023))
    assert stand(district, plan).stated.level == level(20, 2020, carry=True)
    assert "giữ mức năm 2020" in client.get(reverse("consolidation:targets", args=[plan.pk])).text


def test_a_unit_is_judged_by_its_own_level_and_else_by_that_of_all(
    district: District, plan: Plan, signed_in: Browser
) -> None:
    set_levels("bon_cuoc", level(75, 2021, "03304"), level(0, None, "03269", bound="<="), level(100, 2021, "03289"))
    units = {row.unit.code: row for row in targets.assess_target_by_unit(stand(district, plan), DAY)}
    assert {code: (row.level, row.has_own_level) for code, row in units.items()} == {
        "03304": ("≥ 75 %", True),
        "03269": ("≤ 0 %", True),
        "03289": ("≥ 100 %", True),
    }
    assert [state(units[code]) for code in ("03304", "03269")] == [ProgressState.MET, ProgressState.MET]
    assert stand(district, plan).stated.is_of_plan  # the area has the value of the plan
    set_levels("bon_cuoc", level(75, 2021, "03304"))
    units = {row.unit.code: row for row in targets.assess_target_by_unit(stand(district, plan), DAY)}
    assert {row.level for code, row in units.items() if code != "03304"} == {"≥ 90 %"}
    page = signed_in(district.cast.office).get(reverse("consolidation:target_units", args=[plan.pk, "CT1"])).text
    assert page.count("mức riêng") >= 1


def test_a_number_of_the_whole_area_judges_no_unit_but_its_own_level_does(district: District) -> None:
    plan = plan_of(district, "099")
    put(plan, value=10, unit_of_measure="cuộc")
    district.report(district.cast.commune, {"B1": "3"})
    assert {state(row) for row in targets.assess_target_by_unit(stand(district, plan), DAY)} == {None}
    set_levels("bon_cuoc", level(75, None, "03304"))
    judged = [row for row in targets.assess_target_by_unit(stand(district, plan), DAY) if row.assessed]
    assert [(row.unit.code, row.level, state(row)) for row in judged] == [("03304", "≥ 75 %", ProgressState.MET)]


def test_a_communes_plan_is_judged_by_the_level_of_the_commune(district: District) -> None:
    plan = plan_of(district, "03304")
    put(plan, value=100)
    district.report(district.cast.commune, {"B1": "3"})
    set_levels("bon_cuoc", level(20, 2021), level(75, 2021, "03304"))
    assessed = stand(district, plan, by="commune")
    assert assessed.stated.level == level(75, 2021, "03304")
    assert assessed.assessed.progress is ProgressState.MET


def test_a_report_compares_with_the_level_of_its_year_or_not_at_all(district: District, plan: Plan) -> None:
    def get_targets() -> dict[str, Any]:
        audience, area = audience_of(district.cast.office), district.cast.units["099"]
        return get_report_targets(audience, plan, area, period=PERIOD, day=DAY)

    set_levels("bon_cuoc", level(20, 2021, bound=">"))
    target = get_targets()["bon_cuoc"]
    assert (target.value, target.bound, target.unit) == (20, ">", "%")
    assert target.target == "chỉ tiêu trên 20 % của Kế hoạch, mục II.2, mức năm 2021"
    set_levels("bon_cuoc", level(20, 2020))
    past = get_targets()["bon_cuoc"]
    assert (past.span, past.value, past.actual) == (LevelSpan.OF_EARLIER_YEAR, 20, 25)
    assert past.target == "chỉ tiêu 20 % của Kế hoạch, mục II.2, mức năm 2020"
    set_levels("bon_cuoc", level(20, 2020), level(80, 2025), level(70, 2023))
    later = get_targets()["bon_cuoc"]
    assert (later.span, later.value, later.actual) == (LevelSpan.OF_LATER_YEAR, 70, 25)
    assert later.target == "chỉ tiêu 70 % của Kế hoạch, mục II.2, mức năm 2023"


def test_a_superiors_form_prints_the_level_of_the_year_and_unit(district: District, plan: Plan) -> None:
    set_levels("bon_cuoc", level(20, 2021), level(75, 2021, "03304"))
    source = PlaceSource(SourceKind.INDICATOR, words="bon_cuoc", side=IndicatorAspect.TARGET)
    area = district.cast.units["099"]

    def answer(unit: str) -> Decimal | None:
        period = parse_period(PERIOD)
        return Indicators(district.cast.office, area, period, plan, [source]).value(source, unit).value

    assert [answer(unit) for unit in ("", "03304", "03269")] == [20, 75, 20]
    set_levels("bon_cuoc", level(20, 2020))
    assert answer("") is None


def test_a_reused_code_gives_no_level_of_another_unit(world: Reform, client: Client) -> None:
    """06001 was Hòa Bình until 1 July 2025 and is Hòa An since."""
    plan = Plan.objects.create(
        unit=Unit.objects.get(code="22"), kind="KẾ HOẠCH", title="Kế hoạch", file_name="x.txt", text="I", digest="0",
        state="in_force", created_by=world.office, created_at=at(reform.TODAY), in_force_by=world.office,
        in_force_at=at(reform.TODAY),
    )  # fmt: skip
    Target.objects.create(
        plan=plan, code="CT1", path="II.2", start=1, end=2, text="50% số cuộc", likelihood=1.0, state="confirmed",
        settled_by=world.office, settled_at=at(reform.TODAY), value=50, unit_of_measure="%",
        indicator=reform.SHARE.uid, due_on=date(2025, 12, 14), bound=">=",
    )  # fmt: skip
    set_levels(reform.SHARE.code, level(30, None, "06001"))
    client.force_login(world.office)
    address = f"{reverse('consolidation:target_units', args=[plan.pk, 'CT1'])}?ky={BEFORE}"
    then, now = (client.get(f"{address}{more}").context["units"] for more in ("", "&theo=hien-nay"))
    assert {row.unit.short_name: row.level for row in then}["Hòa Bình"] == "≥ 30 %"
    assert {row.unit.short_name: row.level for row in now}["Hòa An"] == "≥ 50 %"
