"""A table of targets by year: read, confirmed, proposed as one indicator, published with its levels."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.targets import assess_targets, keep_levels_of_year
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.queries.proposals import list_proposals
from sokehoach.apps.setup.services import drafts
from sokehoach.apps.setup.services import proposals as services
from sokehoach.domain.indicators.target_level import TargetLevel
from sokehoach.domain.plans.proposals.facts import BASE
from tests.apps.setup.test_proposals import day, plan, planner
from tests.factories import proposals as factory
from tests.factories.quang_ngai import TODAY, morning

__all__ = ["day", "plan", "planner"]
pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
AT = morning()
TABLE = """\
| TT | Chỉ tiêu | Đơn vị tính | TH 2025 | Năm 2026 | Năm 2027 | Năm 2028 |
|---|---|---|---|---|---|---|
| 1 | Tỷ lệ hộ gia đình được sử dụng nước sạch | % | 80,5 | 85 | 87,5 | 90 |
| 2 | Số công trình cấp nước xây mới | công trình | 4 | 5 | 6 | 8 |
"""
TEXT = factory.TEXT.replace("1. Đến năm 2030, 90% hộ gia đình được sử dụng nước sạch.", f"1. Về nước sạch\n\n{TABLE}")
LEVELS = ((2026, Decimal(85)), (2027, Decimal("87.5")), (2028, Decimal(90)))
HEAD = services.DraftHead("", "nuoc_sach", "Nước sạch trường học", "Nước sạch", "51.SYT", TODAY.replace(month=1, day=1))


@pytest.fixture(scope="module", autouse=True)
def confirmed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        factory.bring_into_force(factory.create_planner(), TEXT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def published(plan: Plan, planner: User) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)
    draft = ProgrammeDraft.objects.get(code="nuoc_sach")
    assert draft.problems == []
    drafts.publish_draft(draft=draft, revision=1, reason="", day=None, by=planner, at=AT)


def get_row_target(plan: Plan, year: int) -> Target:
    return Target.objects.get(plan=plan, due_on=date(year, 12, 31), unit_of_measure="%")


def test_a_target_of_a_row_is_due_at_the_end_of_its_year(plan: Plan, planner: User, signed_in: Browser) -> None:
    assert get_row_target(plan, 2027).level_text == "= 87,5 % (2027)"
    page = signed_in(planner).get(reverse("plans:read", args=[plan.pk])).content.decode()
    assert "= 85 % (2026)" in page


def test_a_row_is_one_proposal_with_a_level_for_each_year(plan: Plan) -> None:
    items = {item.key: item for item in list_proposals(plan, TODAY)}
    share = items["CT1"].content
    assert (share.levels, share.denominator, share.reporters) == (LEVELS, "Hộ gia đình", (BASE,))
    assert items["CT4"].content.levels[0] == (2026, 5)
    assert not {"CT2", "CT3", "CT5", "CT6"} & set(items)


def test_the_form_shows_the_levels_and_takes_other_ones(plan: Plan, planner: User, signed_in: Browser) -> None:
    client = signed_in(planner)
    shown = client.get(f"{reverse('setup:proposals', args=[plan.pk])}?muc=CT1")
    assert "85 % (2026); 87,5 % (2027); 90 % (2028)" in shown.content.decode()
    form = shown.context["form"]
    assert form["levels"].value() == "2026: 85; 2027: 87,5; 2028: 90"
    assert not {"value", "year"} & set(form.fields)
    data = {bound.html_name: "" if bound.value() is None else bound.value() for bound in form} | {"do": "accept"}
    address = reverse("setup:proposal", args=[plan.pk, "CT1"])
    refused = client.post(address, data | {"levels": "2026: 85, 2027: 88"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["levels"])
    for levels in ("2027: 170", f"2027: {'9' * 5_000}", "2027: 8,0001"):
        assert client.post(address, data | {"levels": levels}).status_code == 422
    assert client.post(address, data | {"levels": "2027: 88; 2026: 84,5"}).status_code == 302
    content = next(item.content for item in list_proposals(plan, TODAY) if item.key == "CT1")
    assert content.levels == ((2026, Decimal("84.5")), (2027, Decimal(88)))
    assert (content.year, content.value) == (2027, 88)


@pytest.mark.usefixtures("published")
def test_the_published_indicator_states_the_level_of_each_year(plan: Plan) -> None:
    uids = set(
        Target.objects.filter(plan=plan, unit_of_measure="%", due_on__isnull=False).values_list("indicator", flat=True)
    )
    (uid,) = uids
    indicator = list_indicators()[uid]
    assert [(level.year, level.value, level.bound) for level in indicator.target_levels] == [
        (year, value, ">=") for year, value in LEVELS
    ]
    assert all(isinstance(level, TargetLevel) and "mục II.1" in level.source for level in indicator.target_levels)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("year", "level"), [(2026, 85), (2028, 90)])
def test_a_year_has_one_row_with_its_level(plan: Plan, planner: User, year: int, level: int) -> None:
    area = Unit.objects.get(code="51")
    assessed = assess_targets(planner, plan, unit=area, period=f"{year}", day=date(year, 6, 1))
    rows = [item for item in assessed if item.target.is_row and item.target.unit_of_measure == "%"]
    (row,) = rows
    assert row.stated.level is not None
    assert (row.stated.level.value, row.target.due_on) == (level, date(year, 12, 31))


@pytest.mark.usefixtures("published")
def test_a_year_before_takes_the_next_level_and_one_after_the_last(plan: Plan) -> None:
    """Also where the table has the last year first."""
    targets = list(Target.objects.filter(plan=plan))
    for year, level_year in ((2025, 2026), (2027, 2027), (2031, 2028)):
        for ordered in (targets, targets[::-1]):
            rows = [row for row in keep_levels_of_year(ordered, year) if row.is_row and row.unit_of_measure == "%"]
            assert [row.due_on for row in rows] == [date(level_year, 12, 31)]


@pytest.mark.usefixtures("published")
def test_rows_of_two_tables_with_the_same_words_stay_two(plan: Plan) -> None:
    rows = [row for row in Target.objects.filter(plan=plan, unit_of_measure="%", indicator__gt="") if row.is_row]
    others = list(rows)
    for index, row in enumerate(Target.objects.filter(pk__in=[row.pk for row in rows])):
        row.pk, row.code = None, f"CT9{index}"
        row.start, row.end = row.start + 5_000, row.end + 5_000
        others.append(row)
    kept = keep_levels_of_year(others, 2027)
    assert [row.due_on.year for row in kept if row.due_on is not None] == [2027, 2027]
    assert len({row.start for row in kept}) == 2


def test_levels_that_no_indicator_measures_are_all_shown(plan: Plan) -> None:
    targets = list(Target.objects.filter(plan=plan))
    assert keep_levels_of_year(targets, 2026) == targets
