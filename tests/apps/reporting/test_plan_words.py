"""Words of a plan in force, from the confirmed rule over the proposed schedule to the day that a report demands."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.schedule_proposals import RuleProposal, list_proposals
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.config.env import Demonstration
from sokehoach.domain.periods.due import format_due_rule
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule
from sokehoach.domain.reporting.form import Form
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.apps.reporting.conftest import COMMUNES
from tests.apps.reporting.test_plan_schedules import RULE, TODAY, follow
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

TO = "báo cáo kết quả về UBND huyện qua Phòng Lao động - TB&XH"
CASES = (  # of the plan, the days that the form counts, a period, and by when its report is demanded
    ("hằng năm {to} trước ngày 15 tháng 12", ND09, "2021", date(2021, 12, 15)),
    ("hằng năm {to} chậm nhất ngày 15 tháng 12", ND09, "2021", date(2021, 12, 15)),
    ("hàng năm (trước ngày 15/12) {to}", ND09, "2021", date(2021, 12, 15)),
    ("01 năm {to} trước 15/12/2021", ND09, "2021", date(2021, 12, 15)),
    ("hằng năm {to} chậm nhất 20/11", ND09, "2021", None),
    ("hằng năm {to} chậm nhất 20/11", POLICE, "2021", date(2021, 11, 20)),
    ("hằng năm {to} chậm nhất ngày 20 tháng 11 hàng năm", POLICE, "2021", date(2021, 11, 20)),
    ("hằng năm {to} trước ngày 10 tháng 01 năm sau", CALENDAR, "2021", date(2022, 1, 10)),
    ("hằng tháng {to} trước ngày 05 của tháng sau", CALENDAR, "202109", date(2021, 10, 5)),
    ("hằng tháng {to} trước ngày 05 tháng sau", CALENDAR, "202112", date(2022, 1, 5)),
    ("hằng tháng {to} trước ngày 05 của tháng kế tiếp", CALENDAR, "202109", date(2021, 10, 5)),
    ("hằng tháng {to} trước ngày 05 của tháng sau", ND09, "202109", date(2021, 10, 5)),
    ("hằng tháng {to} chậm nhất ngày 18 hằng tháng", ND09, "202109", date(2021, 9, 18)),
    ("hằng quý {to} trước ngày 18 của tháng cuối quý", ND09, "2021Q3", date(2021, 9, 18)),
    ("hằng quý {to} chậm nhất ngày 05 tháng đầu quý sau", CALENDAR, "2021Q3", date(2021, 10, 5)),
    ("6 tháng {to} trước ngày 18 tháng 6 và ngày 18 tháng 12", ND09, "2021S2", date(2021, 12, 18)),
    ("sáu tháng {to} chậm nhất 20/6 và 20/12", ND09, "2021S2", date(2021, 12, 20)),
    ("06 tháng {to} trước ngày 10/7 và ngày 10/01 năm sau", CALENDAR, "2021S2", date(2022, 1, 10)),
    ("9 tháng {to} trước ngày 20/9", ND09, "2021N9", date(2021, 9, 20)),
    ("9 tháng {to} chậm nhất ngày 05 tháng 10", CALENDAR, "2021N9", date(2021, 10, 5)),
    ("chín tháng {to} trước ngày 20 tháng 9 hằng năm", ND09, "2021N9", date(2021, 9, 20)),
    ("6 tháng (trước ngày 18/6) và năm (trước ngày 18/12) {to}", ND09, "2021S2", date(2021, 12, 18)),
    ("{to}: 6 tháng trước ngày 18/6, năm trước ngày 18/12", ND09, "2021S2", date(2021, 12, 18)),
    ("6 tháng, năm {to} trước ngày 18/6 và 18/12", ND09, "2021S2", date(2021, 12, 18)),
    ("06 tháng (chậm nhất 10/7), năm (chậm nhất 10/01 năm sau) {to}", CALENDAR, "2021", date(2022, 1, 10)),
    ("06 tháng {to} trước ngày 10/7 và trước ngày 10/01 năm sau", CALENDAR, "2021S2", date(2022, 1, 10)),
    ("6 tháng {to} chậm nhất vào ngày 25 tháng 6 và ngày 25 tháng 12 hàng năm", ND09, "2021S2", date(2021, 12, 25)),
    ("hằng tháng {to} trước ngày 25 hằng tháng", ND09, "202109", date(2021, 9, 25)),
    ("hằng quý {to} trước ngày 15 tháng cuối quý", ND09, "2021Q3", date(2021, 9, 15)),
    ("hằng quý {to} trước ngày 10 của tháng đầu tiên quý sau", CALENDAR, "2021Q3", date(2021, 10, 10)),
    ("quý {to} trước ngày 20/3, 20/6, 20/9, 20/12", ND09, "2021Q3", date(2021, 9, 20)),
    ("hằng năm {to} (qua Phòng Lao động - TB&XH trước ngày 20/11) để tổng hợp", POLICE, "2021", date(2021, 11, 20)),
    ("9 tháng, năm {to} trước ngày 20/9, 20/12", ND09, "2021N9", date(2021, 9, 20)),
    ("9 tháng (trước ngày 20/9) và năm (trước ngày 20/12) {to}", ND09, "2021N9", date(2021, 9, 20)),
    ("hằng tháng {to} vào ngày 20", ND09, "202109", date(2021, 9, 20)),
    ("hằng năm {to} trước ngày 15 tháng 12", CALENDAR, "2021", None),
    ("hằng quý {to} trước ngày 15 tháng cuối quý", CALENDAR, "2021Q3", None),
)


@pytest.fixture
def expect(cast: Cast) -> Callable[[str, WindowRule, str], tuple[RuleProposal, Form, Cast, ImportedPlan]]:
    """A plan in force with the words, and the proposal for the form of that kind of period."""

    def follow_plan(words: str, window: WindowRule, period: str) -> tuple[RuleProposal, Form, Cast, ImportedPlan]:
        form = replace(COMMUNES, counting_window=window, period_type=parse_period(period).type)
        service_forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)
        imported = follow(cast, TEXT.replace(f"{RULE}.", f"Định kỳ {words.format(to=TO)}."))
        proposals = list_proposals(imported.plan, scope_of(cast.office, TODAY), TODAY)
        (proposal,) = [row for row in proposals if row.kind is form.period_type]
        return proposal, form, cast, imported

    return follow_plan


def open_page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).text


@pytest.mark.parametrize(("words", "window", "period", "due"), CASES)
def test_the_day_in_the_words_is_demanded(
    expect: Any, client: Client, settings: Any, words: str, window: WindowRule, period: str, due: date | None
) -> None:
    proposal, form, cast, imported = expect(words, window, period)
    page = reverse("reporting:plan_rules", args=[imported.plan.pk])
    if due is None:
        assert "Điều 8 khoản 5" in open_page(client, cast.office, page), "the reason"
        assert proposal.due is None
        return
    assert proposal.rule.due_text in open_page(client, cast.office, page).replace("&amp;", "&")
    until = proposal.due
    assert until is not None
    body = {
        "version": "0", "target": "form:01-XA", "due": format_due_rule(until), "valid_from": TODAY.isoformat(),
        "valid_until": "2021-12-31",
    }  # fmt: skip
    address = reverse("reporting:accept_rule", args=[imported.plan.pk, proposal.rule.code])
    assert client.post(address, body).status_code == 302
    assert {report.due for report in obligations.list_expected(form, period)} == {due}
    settings.DEMONSTRATION = Demonstration(today=due - timedelta(days=1), seed=0)
    for name in ("home:today", "reporting:list", "reporting:dates"):
        page = open_page(client, cast.commune, reverse(name))
        assert re.search(rf"(?<!\d)0?{due.day}/0?{due.month}(?!\d)", page), name
