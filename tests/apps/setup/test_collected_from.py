"""A plan of which weeks have passed is published: nobody is late on the first day, unless the publisher asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.queries.senders import list_senders
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.setup.queries.proposals import list_proposals
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import drafts
from sokehoach.apps.setup.services import proposals as services
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from tests.factories import proposals as factory
from tests.factories.quang_ngai import DEMONSTRATION, TODAY, morning

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
AT = morning()  # Monday 16 March 2026
OLD = "báo cáo UBND tỉnh (qua Sở Y tế) hằng quý, trước ngày 20 tháng cuối quý."
TEXT = factory.TEXT.replace(
    OLD,
    "báo cáo UBND tỉnh (qua Sở Y tế) hằng tuần, trước thứ Sáu hằng tuần. UBND các xã, phường, đặc khu và các sở, ngành "
    "báo cáo năm về Sở Y tế trước ngày 18/12 hằng năm.",
)


@pytest.fixture(scope="module", autouse=True)
def drafted(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        assert TEXT != factory.TEXT
        planner = factory.create_planner()
        plan = factory.bring_into_force(planner, TEXT)
        services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
        for key, item in {item.key: item for item in list_proposals(plan, TODAY)}.items():
            if item.is_open and item.content.kind is ProposalKind.SCHEDULE:
                services.decide_proposal(
                    plan=plan.pk, proposal=key, version=0, state="accepted", content=item.content, by=planner, at=AT
                )
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)


@pytest.fixture
def planner() -> User:
    return User.objects.select_related("unit__parent").get(username="cds")


@pytest.fixture
def browser(planner: User, signed_in: Browser) -> Client:
    """At the page that publishes the draft, which is made as the page proposes it."""
    client = signed_in(planner)
    plan = Plan.objects.get(number="88/KH-UBND")
    address = reverse("setup:proposed_draft", args=[plan.pk])
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form} | {"code": "nuoc_sach"}
    assert data["valid_from"] == "01/01/2026", "the year of the plan is asked for"
    assert client.post(address, data).status_code == 302
    return client


def publish(client: Client, **typed: str) -> Any:
    draft = ProgrammeDraft.objects.get(code="nuoc_sach")
    address = reverse("setup:publish", args=["nuoc_sach"])
    return client.post(address, {"revision": draft.revision, "reason": "", "day": "", "key": "k1", **typed})


def list_reports(day: date = TODAY) -> list[Any]:
    """What a commune owes by the programme and sees on the day."""
    clerk = User.objects.select_related("unit__parent").get(username="cds-bato")
    role = Role.objects.get(code="commune_clerk", programme__code="nuoc_sach")
    grants.create_grant(user=clerk, role=role, unit=clerk.unit, function="general", since=TODAY, by="t", at=AT)
    programme = Programme.objects.get(code="nuoc_sach")
    own = obligations.load_current(User.objects.get(pk=clerk.pk), day).own
    return [report for report in own if report.programme == programme.pk]


def test_the_publisher_is_asked_once_and_nothing_is_set(browser: Client) -> None:
    page = browser.get(reverse("setup:publish", args=["nuoc_sach"]))
    listed = page.context["form"]["earlier_periods"].help_text
    assert listed.startswith("10 kỳ, từ tuần 2 năm 2026")
    assert "đến tuần 11 năm 2026" in listed
    assert page.context["form"]["earlier_periods"].value() is None
    refused = publish(browser)
    assert refused.status_code == 422
    assert "earlier_periods" in refused.context["form"].errors
    assert not Programme.objects.filter(code="nuoc_sach").exists()


def test_weeks_that_passed_before_are_not_owed_and_nobody_is_late(browser: Client, signed_in: Browser) -> None:
    assert publish(browser, earlier_periods="not-collected").status_code == 302
    reports = list_reports(TODAY + timedelta(days=1))
    assert {report.period for report in reports} == {"2026W12", "2026"}
    assert not any(report.overdue_days for report in reports)
    assert Event.objects.get(action="pack.keep", body__detail__collected_from=TODAY.isoformat())
    assert list(find_version_faults()) == []
    overdue = [report for report in obligations.list_falling_due(TODAY) if report.due < TODAY]
    programme = Programme.objects.get(code="nuoc_sach")
    assert not [report for report in overdue if report.programme == programme.pk]

    weekly = next(row for row in Form.objects.filter(programme=programme) if row.period_type == "week")
    province = Unit.objects.get(code="51")
    assert list_senders(province, weekly.definition, "2026W9") == ()
    assert len(list_senders(province, weekly.definition, "2026W12")) == 15
    clerk = signed_in(User.objects.get(username="cds-bato"))
    page = clerk.get(reverse("reporting:list"), {"ky": "2026W9"}).content.decode()
    assert "báo cáo đến hạn trước ngày 16/03/2026 không thu" in page
    assert "quá hạn chưa gửi" not in page
    office = signed_in(User.objects.select_related("unit__parent").get(username="cds"))
    page = office.get(reverse("consolidation:sheet", args=["51", "2026W9", weekly.uid])).content.decode()
    assert "Chưa chạy." in page
    assert "không tính là thiếu hay trễ" in page


def test_whoever_asks_for_earlier_weeks_gets_them_late(browser: Client) -> None:
    assert publish(browser, earlier_periods="collected").status_code == 302
    late = [report.period for report in list_reports() if report.overdue_days]
    assert "2026W11" in late
    assert len(late) == 10


def test_a_later_version_keeps_the_day_of_each_form(browser: Client, planner: User) -> None:
    publish(browser, earlier_periods="not-collected")
    programme = Programme.objects.get(code="nuoc_sach")
    drafts.begin_draft(programme=programme, by=planner, at=AT)
    draft = ProgrammeDraft.objects.get(code="nuoc_sach")
    (name,) = [name for name in draft.files if name.startswith("forms/") and "period_type: week" in draft.files[name]]
    text = draft.files[name].replace("báo cáo tuần của", "báo cáo hằng tuần của", 1)
    drafts.save_files(draft=draft, revision=draft.revision, changes={name: text}, by=planner, at=AT)
    draft.refresh_from_db()
    later = morning(TODAY + timedelta(days=30))
    drafts.publish_draft(
        draft=draft, revision=draft.revision, reason="", day=None, by=planner, at=later, collected_from=later.date()
    )
    assert {row.definition.collected_from for row in Form.objects.filter(programme=programme)} == {TODAY}
    assert list(find_version_faults()) == []


def test_verify_names_a_form_whose_first_day_differs_from_the_trail(browser: Client) -> None:
    publish(browser, earlier_periods="not-collected")
    row = Form.objects.filter(programme__code="nuoc_sach").order_by("pk")[0]
    for altered in (None, TODAY + timedelta(days=40)):
        Form.objects.filter(pk=row.pk).update(definition=replace(row.definition, collected_from=altered))
        (fault,) = find_version_faults()
        assert f"ngày bắt đầu thu của biểu {row.code} khác nhật ký" in fault.reason
    Form.objects.filter(pk=row.pk).update(definition=row.definition)
    assert list(find_version_faults()) == []
