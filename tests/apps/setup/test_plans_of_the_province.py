"""The sample plan of each programme of the province: read, in force, its targets measured by the indicators."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.queries.measures import measure_indicators
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages.reports import build_report
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.indicators.queries.elements import list_indicators, propose_indicator
from sokehoach.apps.indicators.services.denominators import DenominatorInput, update_denominators
from sokehoach.apps.plans.models import Duty, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import follow_up, items, plans, tasks
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.services import programmes
from sokehoach.config.env import Demonstration
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.indicators.level import compute_level
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, DRUGS, FOLDERS, QUARTER, TODAY, Office, morning

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
SIGNED = date(2026, 1, 16)


@pytest.fixture
def offices(settings: Any) -> dict[str, Office]:
    settings.DEMONSTRATION = DEMONSTRATION
    quang_ngai.load(DRUGS, DIGITAL)
    return {
        code: Office(code, quang_ngai.hire(code), reviewer) for code, reviewer in ((DRUGS, "pcmt"), (DIGITAL, "cds"))
    }


def bring_into_force(office: Office) -> Plan:
    """The sample plan, with each target measured by the indicator that the product proposes."""
    clerk, at = office.people[office.reviewer], morning(SIGNED)
    data = programmes.read_programme(FOLDERS[office.code]).sample_plan.encode()
    done = plans.import_plan(unit=clerk.unit.parent, file_name="ke-hoach.txt", data=data, by=clerk, at=at)
    pk = uuid.UUID(str(done.answer["plan"]))
    items.confirm_sure(plan=pk, by=clerk, at=at)
    open_tasks = Duty.objects.filter(plan=pk, named=False, state=ItemState.OPEN).values_list("code", flat=True)
    tasks.settle_tasks(plan=pk, codes=tuple(open_tasks), action="confirm", by=clerk, at=at)
    for item in list_items(Plan.objects.get(pk=pk)):
        place: dict[str, Any] = {"plan": pk, "code": item.code, "version": item.version, "by": clerk, "at": at}
        if isinstance(item, Target) and item.open:
            items.confirm_target(
                value=item.value, unit_of_measure=item.unit_of_measure, bound=item.bound, owner=clerk.unit_id, **place
            )
        elif isinstance(item, ReportingRule) and item.open:
            items.confirm_rule(who=item.who, to=item.to, via=item.via, every=item.every, **place)
        elif isinstance(item, Duty) and item.open:
            lead = item.choices[0]["party"] if item.choices else items.OUTSIDE
            items.confirm_duty(
                title=item.title, lead=lead, coordinating=(), nature=item.nature, due_on=item.due_on, **place
            )
    version = Plan.objects.values_list("version", flat=True).get(pk=pk)
    plans.bring_into_force(plan=pk, version=version, by=clerk, at=at)
    indicators = list_indicators(Programme.objects.get(code=office.code))
    for target in Target.objects.filter(plan=pk, state=ItemState.CONFIRMED):
        follow_up.assign_target(
            plan=pk, code=target.code, version=target.version, owner=clerk.unit_id, due_on=date(2026, 12, 14),
            indicator=propose_indicator(target.text, indicators), by=clerk, at=at,
        )  # fmt: skip
    return Plan.objects.get(pk=pk)


def write_report(office: Office, outline: str, period: str) -> str:
    row = ReportOutline.objects.get(programme__code=office.code, code=outline, stands=True)
    audience = audience_of(office.people[office.reviewer])
    return render_plain_text(build_report(row, period=period, audience=audience))


MEASURED = {
    DRUGS: {"dia_ban_khong_ma_tuy", "giam_nguoi_nghien", "diem_tu_van", "tram_y_te"},
    DIGITAL: {"ty_le_dv01", "ty_le_dv04", "ty_le_nl01"},
}


def test_it_works(offices: dict[str, Office]) -> None:
    for code, office in offices.items():
        plan = bring_into_force(office)
        assert [row.code for row in plan.programmes.all()] == [code]
        codes = {uid: row.code for uid, row in list_indicators(Programme.objects.get(code=code)).items()}
        assert {codes[uid] for uid in plan.targets.exclude(indicator="").values_list("indicator", flat=True)} == (
            MEASURED[code]
        )


def test_the_report_of_the_quarter_compares_with_the_targets(offices: dict[str, Office]) -> None:
    drugs, digital = offices.values()
    for office in offices.values():
        bring_into_force(office)
    drugs.report("mt-bato", "02-XA", {"B2": "1", "B3": "1", "B4": "1"}, period=QUARTER)
    drugs.report("mt-lyson", "02-XA", {"B2": "1", "B3": "0", "B4": "1"}, period=QUARTER)
    digital.report("cds-bato", "01-CDS", {"A1.1": "30", "A1.2": "40", "D2.1": "1"}, period=QUARTER)
    digital.report("cds-lyson", "01-CDS", {"A1.1": "30", "A1.2": "60", "D2.1": "1"}, period=QUARTER)
    text = write_report(drugs, "bc-ca", QUARTER)
    assert "tư vấn cai nghiện đạt 50 % (1/2), chưa đủ số liệu để đánh giá so với chỉ tiêu trên 70 %" in text
    assert "trạm y tế đủ điều kiện đạt 25 % (2/8)" in text, "who has not reported counts in the whole"
    assert "Số người nghiện ma túy chưa đủ số liệu để so với chỉ tiêu giảm 5 %" in text, "there is no year before"
    assert "Tỷ lệ xã, phường, đặc khu không ma túy" not in text, "the form of the year"
    text = write_report(digital, "bc-khcn", QUARTER)
    assert "đạt 60 % (60/100), chưa đủ số liệu để đánh giá so với chỉ tiêu 70 % của Kế hoạch, mục II.1" in text


def test_a_month_is_compared_with_that_of_the_year_before(offices: dict[str, Office], settings: Any) -> None:
    drugs, later = offices[DRUGS], date(2027, 3, 16)
    for period, day, numbers, cases in (("202603", TODAY, (20, 10), "10"), ("202703", later, (17, 10), "9")):
        for username, number in zip(("mt-bato", "mt-lyson"), numbers, strict=True):
            drugs.report(username, "01-XA", {"A1.1": str(number), "D5": "1,5"}, period=period, day=day)
        drugs.report("pc04", "04-CA", {"A1": cases}, period=period, day=day)
    settings.DEMONSTRATION = Demonstration(today=later, seed=0)
    text = write_report(drugs, "bc-ca", "202703")
    assert "Phát hiện, bắt giữ 9 vụ" in text
    assert "(giảm 10 % so với cùng kỳ)" in text
    assert "toàn tỉnh có 27 người nghiện ma túy có hồ sơ quản lý, gồm" in text  # two communes of 96 are no fall
    assert "phá nhổ 3 m²" in text


def test_persons_are_measured_per_population_of_shared_units(
    offices: dict[str, Office],
) -> None:
    drugs = offices[DRUGS]
    kind = Option.objects.get(option_set__code="denominator", code="population")
    for username, number, population in (("mt-bato", "20", 16000), ("mt-lyson", "10", 24000)):
        drugs.report(username, "01-XA", {"A1.1": number}, period="202603")
        typed = DenominatorInput(drugs.people[username].unit, kind, 2026, population, "tests")
        update_denominators(denominators=[typed], by=drugs.people[username], at=morning())
    reviewer = drugs.people["pcmt"]
    indicators = list_indicators(Programme.objects.get(code=DRUGS)).values()
    measured = measure_indicators(reviewer, unit="51", period="202603", indicators=indicators)
    (row,) = [row for row in measured.values() if row.indicator.code == "nguoi_nghien_tren_van_dan"]
    assert compute_level(row.indicator.rule, row.measured) == Decimal("7.5")


def test_the_year_has_its_own_form_and_those_of_agencies(offices: dict[str, Office], settings: Any) -> None:
    drugs, day = offices[DRUGS], date(2026, 12, 17)
    settings.DEMONSTRATION = Demonstration(today=day, seed=0)
    for username, cells in (("mt-bato", {"A2.1": "1", "A1": "1"}), ("mt-lyson", {"A2.2": "1", "B1.2": "1"})):
        drugs.report(username, "03-XA", cells, period="2026", day=day)
    drugs.report("mt-soyte", "05-YT", {"A1": "64", "A4": "2"}, period="2026Q4", day=day)
    drugs.report("mt-sogd", "06-GDDT", {"A1.1": "90", "A1.2": "120", "A2": "5000"}, period="2026Q4", day=day)
    year, quarter = (write_report(drugs, "bc-ca", period) for period in ("2026", "2026Q4"))
    assert "Có 1 địa bàn không ma túy, 1 địa bàn có ma túy chưa phải trọng điểm" in year
    assert "0 địa bàn" not in year
    assert "Có 1 xã, phường, đặc khu đã ban hành kế hoạch của năm." in year
    assert "bằng thuốc thay thế 64 người tại 2 cơ sở" in quarter
    assert "Trong 120 trường có 90 trường đã tuyên truyền, giáo dục, với 5.000 lượt" in quarter
