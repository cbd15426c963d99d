"""Questions, targets and rights over two changes of units: whole successors, shares, and units without a successor."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.analysis.pages import tables
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.pages.tables import number_rows
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries.measures import describe_coverage, measure_indicators
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.queries.sheets import build_sheet
from sokehoach.apps.exchange.pages import export_csv
from sokehoach.apps.indicators.models import Indicator as IndicatorRow
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import Submission
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.orgtree.succession import UnitBasis
from tests.factories import frozen, two_changes
from tests.factories.two_changes import FORM, PERIODS, TODAY, TwoChanges

type Table = dict[str, list[str]]
SPLIT, NOT_APPLICABLE, NOT_ASKED, NO_REFERENCE = (
    "không tách được",
    "không áp dụng",
    "không thuộc biểu",
    "chưa có số để so",
)
QUARTERS = tuple(PERIODS)


@pytest.fixture
def world(db: None, settings: Any) -> TwoChanges:
    world = frozen.once("two_changes", lambda: two_changes.found(settings))
    settings.DEMONSTRATION = two_changes.DEMONSTRATION
    return world


def build_question(world: TwoChanges, measure: str, **more: Any) -> Question:
    catalogue = load_catalogue(world.office, TODAY)
    codes = {row.code: uid for uid, row in (*catalogue.elements.items(), *catalogue.indicators.items())}
    defaults: dict[str, Any] = {
        "area": "77", "periods": QUARTERS, "places": Places.COMMUNES, "rows": (Dimension.PLACE,),
        "basis": UnitBasis.NOW,
    }  # fmt: skip
    return Question(measures=(codes[measure],), **defaults | more)


def table(world: TwoChanges, measure: str, **more: Any) -> Table:
    answer = load_answer(
        world.office, load_catalogue(world.office, TODAY), build_question(world, measure, **more), TODAY
    )
    rows = tables.build_lines(answer, number_rows(0, answer.read(answer.rows)))
    return {line.labels[-1]: [cell.text for cell in line.cells] for line in rows}


def test_units_that_are_merged_twice_or_put_together_again_have_one_series(world: TwoChanges) -> None:
    drawn = table(world, "CUOC")
    assert drawn["Ao Hồ"] == ["16", "16", "146", "130", "330", "638"]
    assert drawn["Gò Công"] == ["17", "17", "377", "360", "2.060", "2.831"]
    assert drawn["Cù Lao"][:3] == [SPLIT] * 3
    assert drawn["Cù Lao"][3:5] == ["50", "50"]
    assert drawn["Đồi Xanh"] == [SPLIT, SPLIT, SPLIT, "200", "200", SPLIT]
    assert drawn["Hang Sâu (không tách được)"] == ["23", "23", "23", NOT_ASKED, NOT_ASKED, "69"]
    assert [*list_differences()] == []


@pytest.mark.parametrize(
    ("measure", "merged", "all_units"),
    [
        ("ty_le_ho", ["50,0 % (16/32)", "50,0 % (16/32)", "50,0 % (130/260)"], "50,0 % (740/1.480)"),
        ("ty_le_mau", ["18,8 % (3/16)", "18,8 % (3/16)", "3,4 % (5/146)"], "1,7 % (14/808)"),
    ],
)
def test_a_percentage_of_todays_units_is_divided_once_from_the_sums_of_then(
    world: TwoChanges, measure: str, merged: list[str], all_units: str
) -> None:
    drawn = table(world, measure)
    assert drawn["Ao Hồ"][:3] == merged
    assert drawn["Cù Lao"][0] == SPLIT
    assert drawn["Cả địa bàn"][2] == all_units


@pytest.mark.parametrize("basis", UnitBasis)
def test_behind_a_percentage_stand_the_units_and_their_reports(
    world: TwoChanges, client: Client, basis: UnitBasis
) -> None:
    client.force_login(world.office)
    question = build_query(build_question(world, "ty_le_mau", basis=basis, periods=("2025Q1",)))
    drawer = client.get(f"{reverse('analysis:cell')}?{question}&o=0.0").content.decode()
    assert "Ao Vàng" in drawer
    assert "50,0 % (1/2)" in drawer
    links = [unescape(link) for link in re.findall(r'href="(/tong-hop/[^"]*phan-to=[^"]*)"', drawer)]
    assert links
    for link in links:
        assert "phan-to=side%3Dpart" in link
        assert client.get(link).status_code == 200


def test_a_unit_gone_at_the_cut_off_adds_what_happened_and_no_stock(world: TwoChanges) -> None:
    """Fourteen units report the quarter of the change, seven of them to the cut-off. All of these have a plan."""
    shown = table(world, "da_co", basis=UnitBasis.THEN, periods=("2025Q3", "2026Q1"))
    assert shown["Cả địa bàn"][:2] == ["100,0 % (7/7)", "100,0 % (4/4)"]
    assert shown["Bến Đá"][0] == NOT_APPLICABLE
    assert table(world, "da_co", periods=("2025Q3",))["Ao Hồ"] == ["100,0 % (2/2)"]
    assert table(world, "TON", basis=UnitBasis.THEN, periods=("2025Q3",))["Bến Đá"] == [NOT_APPLICABLE]
    over_stock = table(world, "cuoc_moi_gieng", basis=UnitBasis.THEN, periods=("2025Q3",))["Cả địa bàn"]
    assert over_stock == ["1,1 % (808/74.000)"]


def measure(world: TwoChanges, code: str, period: str) -> Any:
    uid = IndicatorRow.objects.get(code=code).uid
    indicator = list_indicators()[uid]
    return measure_indicators(world.office, unit="77", period=period, indicators=[indicator])[uid]


def test_targets_count_the_units_of_the_cut_off(world: TwoChanges) -> None:
    found = measure(world, "da_co", "2025Q3")
    assert (found.measured.part, found.measured.whole, found.measured.missing) == (7, 7, ())
    assert describe_coverage(found).asked == 7
    over_stock = measure(world, "cuoc_moi_gieng", "2025")
    assert over_stock.measured.part_of_whole == 2 * 68 + 808 + 740  # what ended units did is part of the year
    assert over_stock.measured.whole == 74_000


def test_a_number_without_a_denominator_names_none(world: TwoChanges) -> None:
    FigureInput.objects.filter(figure__unit__code="77", figure__period="2025Q3", unit__code="90009").delete()
    words = describe_coverage(measure(world, "tang", "2025Q3")).words
    assert words == "tính trên 13/14 đơn vị; chưa có số liệu: Hang Sâu (đến trước 01/07/2025)"


def test_over_a_year_a_code_is_no_other_units(world: TwoChanges) -> None:
    found = measure(world, "ty_le_mau", "2025")
    names = {unit.name: key for key, unit in found.reporters.items()}
    shares = {share.unit: (share.part, share.whole) for share in found.measured.shares}
    assert shares[names["Xã Ao Vàng"]] == (3, 6)  # three quarters of 1 of 2
    assert shares[names["Xã Ao Bến"]] == (2, 40)


def test_a_change_over_several_periods_compares_the_same_ones(world: TwoChanges) -> None:
    shown = table(world, "tang", places=Places.AREA, periods=("2025Q1", "2026Q1"))["Sông Lô"]
    assert shown[0] == shown[2] == NO_REFERENCE
    assert shown[1].startswith("tăng ")


def test_a_unit_without_a_successor_is_answered_for_by_the_area_above(world: TwoChanges, client: Client) -> None:
    office = User.objects.get(pk=world.office.pk)
    readable = scope_of(office).units(Action.REPORT_VIEW, "general")
    gone = Unit.objects.get(code="90009")
    assert {gone.pk, Unit.objects.get(code="771.NN").pk} <= readable
    report = Submission.objects.get(unit=gone, period="2025Q3")
    assert report.state == "accepted"
    client.force_login(office)
    assert client.get(reverse("reporting:submission", args=[report.pk])).status_code == 200
    heir = User.objects.get(pk=world.clerks["90003", two_changes.FIRST].pk)
    assert gone.pk not in scope_of(heir).units(Action.REPORT_VIEW, "general")


def test_a_report_that_waits_below_is_not_called_blank(world: TwoChanges) -> None:
    FigureInput.objects.filter(figure__unit__code="77", figure__period="2025Q1").delete()
    Figure.objects.filter(unit__code="77", period="2025Q1").delete()
    Closing.objects.filter(unit__code="771", period="2025Q1").delete()
    shown = table(world, "CUOC", basis=UnitBasis.THEN, periods=("2025Q1",))
    assert shown["Bến Đá"] == ["chưa gửi lên"]


def test_the_export_names_each_version_of_a_unit_and_the_area_that_closed(world: TwoChanges) -> None:
    programme = Programme.objects.get(code=two_changes.CODE)
    rows = export_csv(period="2025Q3", programme=programme).splitlines()
    assert {"01-NS,90001@2004-01-01,CUOC,,2,typed", "01-NS,90001,CUOC,,20,typed"} < {*rows}
    before = export_csv(period="2025Q1", programme=programme).splitlines()
    assert "01-NS,771,CUOC,,68,consolidated" in before


def test_lists_of_reports_say_until_when_a_unit_was(world: TwoChanges, client: Client) -> None:
    client.force_login(world.office)
    page = client.get(f"{reverse('reporting:list')}?ky=2025Q3").content.decode()
    assert "Xã Cù Lao (đến trước 01/07/2025)" in page
    Submission.objects.filter(unit__code="90003", period="2025Q3").update(state="sent")
    sheet = build_sheet(
        office_audience(world.office.unit.parent), unit=world.office.unit.parent, form=FORM, period="2025Q3"
    )
    assert [sender.name for sender in sheet.missing] == ["Cù Lao (đến trước 01/07/2025)", "Cù Lao"]
