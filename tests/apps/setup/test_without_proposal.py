"""The page of proposals says which confirmed work of a plan makes no proposal, why, and what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from tests.factories import proposals as factory
from tests.factories.quang_ngai import DEMONSTRATION

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def day(settings: Any) -> None:
    settings.DEMONSTRATION = DEMONSTRATION


@pytest.fixture
def planner() -> User:
    return factory.create_planner()


@pytest.fixture
def planned(planner: User) -> Plan:
    return factory.bring_into_force(planner)


def test_work_without_a_proposal_is_counted_with_why_and_a_link_to_give_it_a_lead(
    planned: Plan, planner: User, signed_in: Browser
) -> None:
    client, address = signed_in(planner), reverse("setup:proposals", args=[planned.pk])
    duty = Duty.objects.filter(plan=planned, nature="standing").exclude(lead=None).order_by("code").first()
    assert duty is not None
    assert duty.code not in {row.code for row in client.get(address).context["silent"].rows}
    Assignment.objects.filter(duty=duty).delete()
    Duty.objects.filter(pk=duty.pk).update(lead=None, named=False)
    response = client.get(address)
    row = next(row for row in response.context["silent"].rows if row.code == duty.code)
    assert row.reason.startswith("chưa có cơ quan chủ trì")
    assert row.address in response.content.decode()
    lead = f"u:{duty.lead_id}"
    assert client.post(row.address, {"lead": lead, "version": duty.version}).status_code == 302
    response = client.get(address)
    assert duty.code not in {row.code for row in response.context["silent"].rows}
    assert duty.code in {row.key for row in response.context["rows"]}


def test_standing_work_of_an_outside_agency_has_no_link(planned: Plan, planner: User, signed_in: Browser) -> None:
    duty = Duty.objects.filter(plan=planned, nature="standing").exclude(lead=None).order_by("code")[0]
    Assignment.objects.filter(duty=duty).delete()
    Duty.objects.filter(pk=duty.pk).update(lead=None, outside=True)
    silent = signed_in(planner).get(reverse("setup:proposals", args=[planned.pk])).context["silent"]
    row = next(row for row in silent.rows if row.code == duty.code)
    assert (row.address, row.reason.startswith("cơ quan chủ trì ngoài phần mềm")) == ("", True)


def test_dated_work_is_counted_and_not_listed(planned: Plan, planner: User, signed_in: Browser) -> None:
    client, address = signed_in(planner), reverse("setup:proposals", args=[planned.pk])
    work_before = client.get(address).context["silent"]
    duty = Duty.objects.filter(plan=planned, nature="standing").exclude(lead=None).order_by("code")[0]
    Duty.objects.filter(pk=duty.pk).update(nature="request")
    response = client.get(address)
    assert response.context["silent"].dated_count == work_before.dated_count + 1
    assert f"{work_before.dated_count + 1} nhiệm vụ có hạn hoặc đề nghị" in response.content.decode()
