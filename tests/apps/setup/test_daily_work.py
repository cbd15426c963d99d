"""From the registers of daily work into the reports: what was written down is what the accepted report says."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.budget.models import BudgetLine
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.queries.accepted_values import list_accepted_values
from sokehoach.apps.setup.demonstration.calendar import PERIOD
from sokehoach.domain.values.value import Value

pytestmark = pytest.mark.usefixtures("db", "demonstration")
COMMUNE = "03289"


def accepted(form: str, unit: str) -> dict[tuple[str, str], Value]:
    """Of the report of a unit: (element, disaggregation) → value, as the standing office sees it."""
    office = User.objects.get(username="thuongtruc")
    values = list_accepted_values(office, form=form, period=PERIOD)
    return {(one.element, one.disaggregation): one.value for one in values if one.unit == unit}


def test_the_police_report_says_what_was_counted_to_15_may() -> None:
    told = accepted("02-CA", "099.CA")
    tallies = DataEntry.objects.filter(type__uid="enforcement")
    half = [row.content for row in tallies.filter(day__gte=date(2020, 11, 16), day__lte=date(2021, 5, 15))]
    names = ("persons", "sellers", "tips", "fines", "indicted_cases", "victims")
    sums = {name: sum(content.get(name, 0) for content in half) for name in names}
    assert told["XL01", ""] == sums["persons"] == 6
    assert told["XL01", "role=seller"] == sums["sellers"]
    assert told["VV04", ""] == sums["tips"] == 3  # a fourth came in June
    assert told["XL05", ""] == Decimal(sums["fines"]) / 1_000_000
    assert told["VV07", ""] == sums["indicted_cases"] == 1  # from the procuracy
    assert told["VV08", ""] == 0  # the court said so
    assert told["NN01", ""] == sums["victims"] == 1
    assert [row.content["tips"] for row in tallies.filter(day__gt=date(2021, 5, 15))] == [1]


def test_the_health_centres_report_says_what_it_counted() -> None:
    told = accepted("03-YT", "099.TTYT")
    tallies = [entry.content for entry in DataEntry.objects.filter(type__code="support")]
    assert told["HT01", ""] == sum(content["people"] for content in tallies if content["kind"] == "advice")
    rounds = [entry.content for entry in DataEntry.objects.filter(type__code="health_checks")]
    for element, name in (("YT02", "due"), ("YT03", "checked")):
        assert told[element, ""] == sum(content[name] for content in rounds)


def test_a_communes_report_says_what_its_registers_say() -> None:
    told = accepted("01-XA", COMMUNE)
    signed = DataEntry.objects.filter(type__code="commitments", unit__code=COMMUNE)
    assert told["CK01", ""] == sum(entry.content["households"] for entry in signed)
    attendance = DataEntry.objects.filter(type__code="training_attendance", content__staff_unit=COMMUNE)
    assert told["TH02", ""] == sum(entry.content["trained"] for entry in attendance) > 0
    rounds = DataEntry.objects.filter(type__code="area_checks", unit__code=COMMUNE)
    kinds = [entry.content["kind"] for entry in rounds]
    assert told["RS03", ""] == kinds.count("residence")
    assert told["RS01", ""] == len(kinds) - kinds.count("residence")
    assert (told["CD05", ""], told["CD06", ""]) == (1, 1)


def test_money_is_told_by_its_source() -> None:
    told = accepted("01-XA", COMMUNE)
    (line,) = BudgetLine.objects.filter(unit__code=COMMUNE)
    assert 0 < line.spent <= (line.allocated or 0)
    assert told["KP01", ""] == Decimal(line.allocated or 0) / 1_000_000
    assert told["KP02", "budget_source=commune"] == Decimal(line.spent) / 1_000_000
    assert told["KP02", "budget_source=upper"] == 0
    finance = accepted("08-TCKH", "099.TCKH")
    assert finance["KP03", "budget_source=upper"] == 78  # of two offices
    assert finance["KP07", ""] == 3


def test_a_class_holds_from_the_last_decision_and_this_year_is_not_scored_yet() -> None:
    told = accepted("01-XA", COMMUNE)
    kinds = ("", "recognition=kept", "recognition=new")
    assert [told["LM02", one] for one in kinds] == [1, 1, 0]
    assert [accepted("01-XA", "03298")["LM03", ""], told["LM01", ""], told["LM05", ""]] == [1, 1, 0]


def test_the_front_and_the_survey_are_told_as_they_stand() -> None:
    front = accepted("09-MTTQ", "099.MTTQ")
    assert [front[code, ""] for code in ("GS01", "GS02", "GS03", "GS04")] == [1, 3, 2, 1]
    office = accepted("05-LDTBXH", "099.LDTBXH")
    assert [office[code, ""] for code in ("KS01", "KS02", "KS03")] == [1, 34, 12]
    assert office["TH05", ""] == 1  # the province's course is not the district's


def test_the_public_page_lists_what_both_offices_offer() -> None:
    page = Client().get("/dich-vu-ho-tro/").content.decode()
    assert "Trung tâm Y tế huyện" in page
    assert "Trợ giúp pháp lý" in page
    assert "giả định" in page
