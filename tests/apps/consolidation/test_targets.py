"""A plan's targets against what is: per period and year, per unit, per edition; and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages import targets
from sokehoach.apps.consolidation.pages.targets import UnitAssessment
from sokehoach.apps.consolidation.queries import targets as target_queries
from sokehoach.apps.consolidation.queries.targets import AssessedTarget
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.indicators.target import ProgressState
from sokehoach.domain.periods.period import PeriodType
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT
from tests.factories.district import FORMS, PERIOD, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]
DAY, AFTER = date(2021, 6, 22), date(2022, 1, 5)


def plan_of(district: District, unit: str, **changed: object) -> Plan:
    by = district.cast.office
    told = {
        "unit": district.cast.units[unit], "kind": "KẾ HOẠCH", "title": "Phòng, chống mại dâm", "file_name": "x.txt",
        "text": "I", "digest": f"{Plan.objects.count()}", "state": "in_force", "created_by": by, "created_at": AT,
        "in_force_by": by, "in_force_at": AT,
    } | changed  # fmt: skip
    return Plan.objects.create(**told)


def put(plan: Plan, **changed: object) -> Target:
    """A target of the plan, measured by an indicator: four sessions are asked of each commune."""
    made = Indicator(
        "bon_cuoc", "bon_cuoc", "Bốn cuộc mỗi xã", parse_expression("TT01"), parse_expression("4"), True, (), "tests"
    )
    import_indicators(programme=first_programme(), indicators=[made], by="tests", at=AT)
    told = {
        "plan": plan, "code": "CT1", "path": "II.2", "start": 1, "end": 2, "text": "100% số cuộc", "likelihood": 1.0,
        "state": "confirmed", "settled_by": plan.created_by, "settled_at": AT, "value": 100, "unit_of_measure": "%",
        "indicator": "bon_cuoc", "due_on": date(2021, 12, 14), "bound": ">=",
    } | changed  # fmt: skip
    return Target.objects.create(**told)


def stand(
    district: District, plan: Plan, *, period: str = PERIOD, day: date = DAY, by: str = "office"
) -> AssessedTarget:
    user = getattr(district.cast, by)
    area = target_queries.access_plan_area(user, plan, period=period)
    (one,) = target_queries.assess_targets(user, plan, unit=area, period=period, day=day)
    return one


@pytest.mark.faults("indicators.keep")
def test_it_works(district: District) -> None:
    plan = plan_of(district, "099")
    put(plan, owner=district.cast.units["099.LDTBXH"])
    district.report(district.cast.commune, {"B1": "4"})
    one = stand(district, plan)
    assert one.found is not None
    assert (one.found.measured.part, one.found.measured.whole) == (4, 12)
    assert one.found.missing == ("Pú Xi", "Quài Cang")
    assert one.assessed.progress is ProgressState.ON_THE_WAY
    assert stand(district, plan, day=AFTER).assessed.progress is ProgressState.BEHIND
    district.report(district.cast.other_commune, {"B1": "8"})
    assert stand(district, plan).assessed.progress is ProgressState.ON_THE_WAY  # one commune may still undo it


@pytest.mark.parametrize(
    ("bound", "value", "progress"),
    [
        (">=", 3, ProgressState.MET),
        (">", 3, ProgressState.ON_THE_WAY),
        ("<=", 3, ProgressState.ON_THE_WAY),  # the other half of the year is to come
        ("<", 3, ProgressState.ON_THE_WAY),
        ("=", 4, ProgressState.ON_THE_WAY),
    ],
)
def test_each_bound_of_a_number_that_is_no_share(
    district: District, bound: str, value: int, progress: ProgressState
) -> None:
    plan = plan_of(district, "03304")
    put(plan, bound=bound, value=value, unit_of_measure="cuộc")
    district.report(district.cast.commune, {"B1": "3"})
    assert stand(district, plan).assessed.progress is progress


def test_what_cannot_be_measured_says_what_it_lacks(district: District) -> None:
    plan = plan_of(district, "099")
    row = put(plan)
    assert stand(district, plan).assessed.lack is NotMeasurableReason.FIGURES
    Target.objects.filter(pk=row.pk).update(indicator="")
    assert stand(district, plan).assessed.lack is NotMeasurableReason.INDICATOR


def test_over_the_year_the_halves_add_up_and_the_second_counts_once_it_is_over(district: District) -> None:
    plan = plan_of(district, "099")
    put(plan)
    district.report(district.cast.commune, {"B1": "3"})
    district.report(district.cast.commune, {"B1": "2"}, period="2021S2")
    district.report(district.cast.other_commune, {"B1": "0"}, period="2021S2")
    first, year = (stand(district, plan, period=one, day=day) for one, day in (("2021", DAY), ("2021", AFTER)))
    assert first.found is not None
    assert year.found is not None
    assert (first.found.measured.part, year.found.measured.part, year.found.measured.whole) == (3, 5, 12)
    assert year.found.missing == ("Pú Xi", "Quài Cang")
    DataElement.objects.filter(code="TT01").update(over_time="last")
    last = stand(district, plan, period="2021", day=AFTER)
    assert last.found is not None
    assert last.found.measured.part == 2


def test_an_accepted_report_of_the_year_goes_before_its_halves(district: District) -> None:
    plan = plan_of(district, "099")
    put(plan)
    service_forms.import_forms(
        programme=first_programme(),
        forms=[replace(FORMS[0], also_for=(PeriodType.YEAR,))],
        unit=district.cast.units["099"],
        by="tests",
        at=AT,
    )
    for period in ("2021S1", "2021S2"):
        district.report(district.cast.commune, {"B1": "2"}, period=period)
    district.report(district.cast.other_commune, {"B1": "3"}, period="2021S2")
    assert part(stand(district, plan, period="2021", day=AFTER)) == 7
    year = district.send(district.cast.commune, {"B1": "9"}, period="2021", reasons={"B1": "Một cuộc ghi sót"})
    assert part(stand(district, plan, period="2021", day=AFTER)) == 7
    district.accept(year)
    told = stand(district, plan, period="2021", day=AFTER)
    assert part(told) == 12
    assert told.found is not None
    assert told.found.missing == (
        "Pú Xi",
        "Quài Cang",
    )  # the one is silent on the first half, the other on both
    assert part(stand(district, plan, period="2021", day=DAY)) == 2  # in June the year has not been told


def part(one: AssessedTarget) -> Decimal | None:
    assert one.found is not None
    return one.found.measured.part


def test_each_unit_stands_against_the_same_target(district: District, signed_in: Browser) -> None:
    plan = plan_of(district, "099")
    put(plan)
    district.report(district.cast.commune, {"B1": "4"})
    district.report(district.cast.other_commune, {"B1": "0"})
    told = targets.assess_target_by_unit(stand(district, plan), DAY)
    assert [(one.unit.short_name, one.part, one.whole, state(one)) for one in told] == [
        ("Pú Xi", Decimal(0), Decimal(4), ProgressState.ON_THE_WAY),
        ("Quài Cang", None, Decimal(4), ProgressState.NOT_MEASURABLE),
        ("Tênh Phông", Decimal(4), Decimal(4), ProgressState.MET),
    ]
    page = signed_in(district.cast.office).get(reverse("consolidation:target_units", args=[plan.pk, "CT1"])).text
    assert page.index("Pú Xi") < page.index("Tênh Phông")


def state(one: UnitAssessment) -> ProgressState | None:
    return one.assessed.progress if one.assessed else None


def test_an_indicator_that_names_no_unit_is_listed_by_none(district: District, signed_in: Browser) -> None:
    plan = plan_of(district, "099")
    put(plan)
    made = Indicator(
        "bon_cuoc", "bon_cuoc", "Bốn cuộc mỗi xã", parse_expression("TT01"), parse_expression("4"), False, (), "tests"
    )
    import_indicators(programme=first_programme(), indicators=[made], by="tests", at=AT)
    district.report(district.cast.commune, {"B1": "4"})
    assert targets.assess_target_by_unit(stand(district, plan), DAY) == []
    address = reverse("consolidation:target_units", args=[plan.pk, "CT1"])
    page = signed_in(district.cast.office).get(address)
    assert "Số này gồm" in page.text
    assert page.context["units"] == []
    assert "Từng đơn vị" not in page.text


def test_a_communes_own_plan_is_measured_by_its_own_report(district: District, signed_in: Browser) -> None:
    plan = plan_of(district, "03304")
    put(plan, value=50)
    district.report(district.cast.commune, {"B1": "2"})
    district.report(district.cast.other_commune, {"B1": "4"})
    for who in ("commune", "office"):
        one = stand(district, plan, by=who)
        assert one.found is not None
        assert (one.found.measured.part, one.found.measured.whole) == (2, 4)
        assert one.assessed.progress is ProgressState.MET
    for who in ("other_commune", "outsider"):
        with pytest.raises(NotFoundError):
            stand(district, plan, by=who)
    page = signed_in(district.cast.commune).get(reverse("consolidation:targets", args=[plan.pk])).text
    assert "2/4" in page
    assert "Pú Xi" not in page


def test_a_new_edition_has_its_own_targets_and_says_what_was(district: District, signed_in: Browser) -> None:
    old = plan_of(district, "099", state="replaced", text="80% số cuộc", signed_on=date(2021, 1, 5))
    put(old, text="80% số cuộc tuyên truyền", value=80)
    new = plan_of(district, "099", replaces=old, text="90% số cuộc", signed_on=date(2021, 3, 5))
    put(new, text="90% số cuộc tuyên truyền", value=90)
    district.report(district.cast.commune, {"B1": "4"})
    client = signed_in(district.cast.office)
    page = client.get(reverse("consolidation:targets", args=[new.pk])).text
    assert "Bản trước:" in page
    assert "đã được thay thế" not in page
    before = client.get(reverse("consolidation:targets", args=[old.pk])).text
    assert "đã được thay thế" in before
    assert "Bản trước:" not in before


def test_a_plan_that_is_still_read_has_no_targets_yet(district: District, signed_in: Browser) -> None:
    plan = plan_of(district, "099", state="reading", in_force_by=None, in_force_at=None)
    assert signed_in(district.cast.office).get(reverse("consolidation:targets", args=[plan.pk])).status_code == 404
    client = program(make_token(district.cast.office))
    assert client.get(f"/api/v1/plans/{plan.pk}").status_code == 200
    assert client.get(f"/api/v1/plans/{plan.pk}/targets?period=2021S1").status_code == 404


def test_the_year_takes_a_sheet_a_half(
    district: District, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    plan = plan_of(district, "099")
    put(plan)
    district.report(district.cast.commune, {"B1": "4"})
    client = signed_in(district.cast.office)
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        assert client.get(reverse("consolidation:targets", args=[plan.pk]), {"ky": "2021"}).status_code == 200
