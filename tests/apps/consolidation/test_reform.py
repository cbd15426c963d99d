"""Sheets, figures and targets across 1 July 2025, by the units of then and by today's."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages import lineage
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.closings import list_paths
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.disclosure.publish import WithholdingReason
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.orgtree.succession import ObstacleReason
from sokehoach.domain.periods.period import parse_period
from tests.factories import frozen, reform
from tests.factories.levels import AGENCY, COMMUNE
from tests.factories.reform import BEFORE, FORM, STRADDLING, TODAY, Reform, at, merge_districts


@pytest.fixture
def world(db: None, settings: Any) -> Reform:
    settings.DEMONSTRATION = reform.DEMONSTRATION
    return frozen.once("reform", reform.found)


@pytest.fixture
def merged(db: None, settings: Any) -> Reform:
    """The two districts became one."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    return frozen.once("reform of districts", lambda: reform.found(after_rows=merge_districts()))


def sheet_of(user: User, unit: str, period: str, today: date | None = TODAY) -> sheets.ConsolidatedSheet:
    return sheets.access_sheet(user, unit=unit, form=FORM, period=period, today=today)


def trace(user: User, unit: str, period: str, element: str = "TT01") -> lineage.FigureLineage:
    return lineage.load_figure_lineage(
        user, unit=unit, form=FORM, period=period, element=element, disaggregation="", part="", today=TODAY
    )


def test_a_figure_opens_by_todays_units(world: Reform) -> None:
    groups = trace(world.office, "22", BEFORE).groups
    assert [(group.name, group.number, [share.name for share in group.shares]) for group in groups] == [
        ("Phường Hòa An", 3, ["Hòa Bình", "An Sơn"]),
        ("Xã Phú Lâm", 5, ["Phú Lâm"]),
        ("Xã Bình Minh", None, []),
        ("Xã Đông Minh", None, []),
        ("Xã Bình Minh cũ", 3, ["Bình Minh"]),
        ("Xã Đông Hải cũ", 4, ["Đông Hải"]),
    ]
    assert sum(group.number or 0 for group in groups) == 15
    assert {share.area.code for group in groups for share in group.shares} == {"201", "202"}


def test_a_stock_of_a_straddling_period_is_that_of_the_last_days(world: Reform) -> None:
    (flow, *_rest), (stock, *_others) = (
        trace(world.office, "22", STRADDLING, name).groups for name in ("TT01", "TT02")
    )
    assert (flow.name, flow.number, stock.number) == ("Phường Hòa An", 600, 300)


def test_merged_areas_have_the_figures_of_both(merged: Reform) -> None:
    shown = sheet_of(merged.office, "203", BEFORE)
    assert [sheet.unit.code for sheet in shown.predecessors] == ["201", "202"]
    figure = shown.line("TT01", "").figure
    assert (figure.value, figure.received, figure.expected) == (15, 5, 5)
    assert [one.line.figure.value for one in trace(merged.office, "203", BEFORE).predecessors] == [6, 9]
    with pytest.raises(NotFoundError):
        sheet_of(merged.office, "203", BEFORE, today=None)


def test_what_has_no_sum_over_place_stays_apart(merged: Reform) -> None:
    assert sheet_of(merged.office, "203", BEFORE).line("TT03", "").figure.value is None


def test_the_year_before_follows_the_choice(merged: Reform) -> None:
    now, then = (sheet_of(merged.office, "203", STRADDLING, today) for today in (TODAY, None))
    assert now.line("TT01", "").before == 15
    assert then.line("TT01", "").before is None
    assert now.line("TT01", "").figure.value == then.line("TT01", "").figure.value == 600


def test_charts_of_several_periods_follow_the_choice(merged: Reform) -> None:
    DataElement.objects.filter(code="TT01").update(clauses=["II.1"])
    area = Unit.objects.get(code="203")
    history = AreaHistory(merged.office, TODAY)
    options: dict[str, Any] = {"targets": ["II.2"], "day": TODAY}
    (now,) = build_trends(merged.office, area, parse_period(STRADDLING), history=history, **options)
    (then,) = build_trends(merged.office, area, parse_period(STRADDLING), **options)
    assert [str(value) for value in now.series[0].values][1::2] == ["15.000", "600.000"]
    assert 15 not in then.series[0].values


def test_an_area_that_was_divided_says_why(db: None, settings: Any, client: Client) -> None:
    settings.DEMONSTRATION = reform.DEMONSTRATION
    world = reform.found(after_rows=merge_districts("204"))
    shown = sheet_of(world.office, "203", BEFORE)
    assert shown.obstacle is not None
    assert (shown.obstacle.reason, shown.obstacle.other_names) == (ObstacleReason.SHARED, ("Huyện Hòa Sơn cũ",))
    client.force_login(world.office)
    page = client.get(f"{reverse('consolidation:sheet', args=['203', BEFORE, FORM])}?theo=hien-nay")
    assert "Không tách được: Huyện Hòa Phú còn nhận một phần của Huyện Hòa Sơn cũ." in page.content.decode()
    assert client.get(reverse("consolidation:sheet", args=["203", BEFORE, FORM])).status_code == 404


def test_a_dissolved_area_stays_as_it_was(world: Reform, client: Client) -> None:
    assert sheet_of(world.office, "201", BEFORE).line("TT01", "").figure.value == 6
    client.force_login(world.office)
    for query in ("", "?theo=hien-nay"):
        page = client.get(f"{reverse('consolidation:sheet', args=['201', BEFORE, FORM])}{query}").content.decode()
        assert "Theo đơn vị hiện nay" in page
        assert ("Số liệu theo đơn vị hiện nay." in page) is bool(query)


def test_what_is_withheld_then_is_withheld_now(merged: Reform) -> None:
    """Counts of persons of communes: of neither view, nor of the comparison, nor of today's units."""
    DataElement.objects.filter(code="TT01").update(counts_persons=True)
    assert {group.number for group in trace(merged.office, "22", BEFORE).groups} == {None}
    for unit, period in (("203", BEFORE), ("203", STRADDLING)):
        line = sheet_of(merged.office, unit, period).line("TT01", "")
        assert (line.figure.withheld, line.figure.value, line.before) == (WithholdingReason.PERSONS, None, None)


def test_pages_lead_on_by_the_same_units(merged: Reform, client: Client) -> None:
    client.force_login(merged.office)
    address = reverse("consolidation:sheet", args=["203", BEFORE, FORM])
    page = client.get(f"{address}?theo=hien-nay").content.decode()
    figure = reverse("consolidation:figure", args=["203", BEFORE, FORM, "TT01"])
    assert f"{figure}?phan-to=&amp;theo=hien-nay" in page
    assert "Huyện Hòa Sơn" in page
    drawer = client.get(f"{figure}?phan-to=&theo=hien-nay").content.decode()
    assert reverse("consolidation:figure", args=["201", BEFORE, FORM, "TT01"]) in drawer
    assert f"{address}?theo=hien-nay" in drawer


@pytest.mark.parametrize("level", [AGENCY, COMMUNE])
def test_a_unit_below_a_commune_that_went_on_reports_to_the_areas_above(db: None, settings: Any, level: Level) -> None:
    """A station or a cluster of villages has one version, the commune above it two."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    station = reform.build_row("06005.T", "Trạm Phú Lâm", level, "06005")
    reform.found(reports=False, after_rows=(*reform.AFTER_ROWS, station))
    pk = Unit.objects.get(code="06005.T").pk
    areas = [list_paths([pk], day=day)[pk] for day in (date(2024, 12, 14), date(2025, 12, 14))]
    assert [[Unit.objects.get(pk=area).code for area in path] for path in areas] == [["202", "22"], ["22"]]


def test_targets_by_todays_units(world: Reform, client: Client) -> None:
    plan = Plan.objects.create(
        unit=Unit.objects.get(code="22"), kind="KẾ HOẠCH", title="Kế hoạch", file_name="x.txt", text="I", digest="0",
        state="in_force", created_by=world.office, created_at=at(TODAY), in_force_by=world.office,
        in_force_at=at(TODAY),
    )  # fmt: skip
    Target.objects.create(
        plan=plan, code="CT1", path="II.2", start=1, end=2, text="100% số cuộc", likelihood=1.0, state="confirmed",
        settled_by=world.office, settled_at=at(TODAY), value=50, unit_of_measure="%", indicator=reform.SHARE.uid,
        due_on=date(2025, 12, 14), bound=">=",
    )  # fmt: skip
    client.force_login(world.office)
    address = reverse("consolidation:target_units", args=[plan.pk, "CT1"])
    now, then = (client.get(f"{address}?ky={BEFORE}{more}").context["units"] for more in ("&theo=hien-nay", ""))
    assert [(row.unit.short_name, row.part, row.whole) for row in now if row.has_figure] == [
        ("Hòa An", 3, 30), ("Phú Lâm", 5, 50), ("Bình Minh", 3, 30), ("Đông Hải", 4, 40),
    ]  # fmt: skip
    assert [row.unit.name for row in now if not row.has_figure] == ["Xã Bình Minh", "Xã Đông Minh"]
    assert len(then) == 5
    assert sum(row.part or 0 for row in now) == sum(row.part or 0 for row in then) == 15
    over_year = client.get(f"{address}?ky=2025&theo=hien-nay")
    assert next(row for row in over_year.context["units"] if row.unit.short_name == "Hòa An").whole == 300
    overview = client.get(f"{reverse('consolidation:targets', args=[plan.pk])}?ky={BEFORE}&theo=hien-nay")
    assert f"{address}?ky={BEFORE}&amp;theo=hien-nay" in overview.content.decode()
