"""Changes since the year before or a baseline, in the pivot: across 1 July 2025, over places, behind a cell."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import answer_charts, exports, tables
from sokehoach.apps.analysis.pages.tables import number_rows
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.models import Indicator as IndicatorRow
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.indicators.target_level import TargetLevel
from sokehoach.domain.orgtree.succession import UnitBasis
from tests.apps.analysis.test_reform import NOT_ASKED, NOT_SENT, SPLIT, ask, table, world
from tests.factories import reform
from tests.factories.programmes import first_programme
from tests.factories.reform import STRADDLING, TODAY, Reform, at

__all__ = ["world"]

NO_REFERENCE = "chưa có số để so"


def add_indicator(code: str, change: Change, per: int | None = None, **more: Any) -> None:
    made = Indicator(
        code, code, f"Mức {code}", parse_expression("TT01"), parse_expression("1" if per is None else "TT02"), False,
        (), "tests", LevelRule(per, change, more.pop("compared_with", ChangeReference.YEAR_BEFORE)), **more,
    )  # fmt: skip
    import_indicators(programme=first_programme(), indicators=[reform.SHARE, made], by="tests", at=at(TODAY))


@pytest.fixture
def shown(world: Reform) -> Callable[..., dict[str, list[str]]]:
    def draw(*measures: str, **more: Any) -> dict[str, list[str]]:
        return table(world.office, *measures, **{"periods": (STRADDLING,)} | more)

    return draw


def test_by_todays_units_a_merged_unit_is_compared_with_what_went_into_it(
    shown: Callable[..., dict[str, list[str]]],
) -> None:
    add_indicator("tang", Change.RISE)
    drawn = shown("tang")
    assert drawn["Hòa An"] == ["tăng 597 cuộc (3 → 600 cuộc)"]
    assert drawn["Bình Minh"] == drawn["Đông Minh"] == [SPLIT]
    assert drawn["Phú Lâm"] == ["chưa có số"]
    assert drawn["Cả địa bàn"] == ["tăng 585 cuộc (15 → 600 cuộc)"]


def test_by_the_units_of_then_a_new_unit_has_nothing_to_compare_with(
    shown: Callable[..., dict[str, list[str]]],
) -> None:
    add_indicator("tang", Change.RISE_PERCENT)
    by_then = shown("tang", basis=UnitBasis.THEN)
    assert by_then["Hòa An"] == [NO_REFERENCE]
    assert by_then["Cả địa bàn"] == ["tăng 3.900 % (15 → 600 cuộc)"]
    named = shown("tang", basis=UnitBasis.THEN, places=Places.NAMED, named=("06001", "06002"))
    assert named["Cả địa bàn"] == [NO_REFERENCE]  # Hòa An is not what Hòa Bình and An Sơn were


def test_a_share_is_divided_once_in_each_period(shown: Callable[..., dict[str, list[str]]]) -> None:
    """2024: 15 of 150; 2025: 600 in the half-year over the 300 at the cut-off. In points, no average of units."""
    add_indicator("diem", Change.RISE, 100)
    assert shown("diem", places=Places.AREA) == {"Quảng Hà": ["tăng 190 điểm phần trăm (10,0 → 200,0 %)"]}
    assert shown("diem")["Cả địa bàn"] == ["tăng 190 điểm phần trăm (10,0 → 200,0 %)"]


def test_nothing_is_compared_over_a_change_of_what_is_counted(
    shown: Callable[..., dict[str, list[str]]],
) -> None:
    add_indicator("tang", Change.RISE)
    DataElement.objects.filter(code="TT01").update(breaks=["2025-01-01"])
    assert shown("tang", places=Places.AREA) == {"Quảng Hà": ["cách tính đã đổi"]}


def test_what_is_withheld_in_a_year_has_no_change(shown: Callable[..., dict[str, list[str]]]) -> None:
    add_indicator("tang", Change.RISE)
    DataElement.objects.filter(code="TT01").update(counts_persons=True)
    texts = {text for row in shown("tang").values() for text in row}
    assert not any("→" in text for text in texts), texts
    assert texts <= {"chỉ có ở cấp trên", NOT_ASKED, NO_REFERENCE, SPLIT, "chưa có số", NOT_SENT}


def test_a_period_without_a_year_before_and_one_with_stand_side_by_side(
    shown: Callable[..., dict[str, list[str]]],
) -> None:
    add_indicator("tang", Change.RISE)
    row = shown("tang", places=Places.AREA, periods=("2024S2", STRADDLING))["Quảng Hà"]
    assert row[:2] == [NO_REFERENCE, "tăng 585 cuộc (15 → 600 cuộc)"]


def test_a_baseline_is_that_of_the_place_itself(shown: Callable[..., dict[str, list[str]]]) -> None:
    add_indicator("giam", Change.FALL_PERCENT, compared_with=ChangeReference.BASELINE)
    levels = [
        TargetLevel(Decimal(10), year=2025, baseline=Decimal(800)),
        TargetLevel(Decimal(10), unit="06001", year=2025, baseline=Decimal(1200)),
    ]
    IndicatorRow.objects.filter(code="giam").update(target_levels=to_plain(levels))
    drawn = shown("giam")
    assert drawn["Hòa An"] == ["giảm 50 % (1.200 → 600 cuộc)"]
    assert drawn["Cả địa bàn"] == ["giảm 25 % (800 → 600 cuộc)"]
    levels_of_2024 = [replace(level, year=2024) for level in levels]
    IndicatorRow.objects.filter(code="giam").update(target_levels=to_plain(levels_of_2024))
    assert shown("giam")["Hòa An"] == ["chưa có mức gốc"]


def test_behind_a_change_stand_the_units_of_both_periods(world: Reform, client: Client) -> None:
    add_indicator("tang", Change.RISE)
    client.force_login(world.office)
    answer = ask(world.office, "tang", "TT01", periods=(STRADDLING,))
    query = build_query(answer.question)
    page = client.get(f"{reverse('analysis:ask')}?{query}")
    assert page.status_code == 200
    assert "tăng 597 cuộc" in page.text
    rows = tables.build_lines(answer, number_rows(0, answer.read(answer.rows)))
    cell = next(cell for line in rows for cell in line.cells if cell.text.startswith("tăng 597"))
    opened = client.get(f"{reverse('analysis:cell')}?{query}&o={cell.at}").text
    for text in ("6 tháng cuối năm 2025", "6 tháng cuối năm 2024", "Hòa Bình", "An Sơn"):
        assert text in opened, text
    (chart,) = answer_charts.build_charts(answer, [*number_rows(0, answer.read(answer.rows))])
    assert chart.title.startswith("Chỉ tiêu TT01"), "a change is not drawn, the element beside it is"
    assert ",597" in exports.render_csv(answer)


def test_only_changes_ask_about_the_year_before(
    world: Reform, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    add_indicator("tang", Change.RISE)

    def read(user: User, *measures: str) -> None:
        answer = ask(user, *measures, periods=(STRADDLING,), rows=(Dimension.MEASURE, Dimension.PLACE))
        answer.read(answer.rows)

    read(world.office, "ty_le")
    with django_assert_max_num_queries(18):
        read(world.office, "ty_le")
    with django_assert_max_num_queries(28):
        read(world.office, "tang", "ty_le")
