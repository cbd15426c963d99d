"""The first page asks nobody to accept a report that is their own work: it would be refused."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import submissions
from tests.apps.reporting.test_approval import approve, chair, make_leader, submitted
from tests.apps.reporting.test_approval_bypasses import begin_proxy_entry
from tests.apps.reporting.test_two_roles import hold_over_district
from tests.factories.cast import AT, Cast
from tests.page_texts import read_page

__all__ = ["chair"]
type Brought = Callable[..., Submission]


def list_reviews(user: User) -> list[str]:
    tasks = load_today(User.objects.get(pk=user.pk), AT.date()).work
    return [task.title for task in tasks if task.title.startswith("Duyệt số liệu")]


def move_to_office(user: User, cast: Cast) -> User:
    User.objects.filter(pk=user.pk).update(unit=cast.office.unit)
    return hold_over_district(user, "standing_office", cast)


def test_who_approved_it_is_not_asked_and_a_colleague_is(cast: Cast, chair: User, brought_to: Brought) -> None:
    approve(submitted(brought_to("draft"), cast.commune), chair)
    assert list_reviews(move_to_office(chair, cast)) == []
    assert list_reviews(cast.office) == ["Duyệt số liệu của xã Tênh Phông"]


@pytest.mark.parametrize("step", ["send", "submit"])
def test_who_sent_or_wrote_it_and_moved_is_not_asked(cast: Cast, brought_to: Brought, step: str) -> None:
    report = brought_to("draft")
    if step == "submit":
        leader = make_leader(cast.commune.unit)
        approve(submitted(report, cast.commune), leader)
    else:
        submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    cast.commune.capacities.all().delete()
    assert list_reviews(move_to_office(cast.commune, cast)) == []
    assert list_reviews(cast.office) == ["Duyệt số liệu của xã Tênh Phông"]


def test_a_report_sent_again_by_another_is_accepted_by_the_first(cast: Cast, brought_to: Brought) -> None:
    """Only who sent it last is held to be its writer."""
    report = brought_to("sent")
    submissions.send_back(submission=report.pk, version=report.version, reason="Bổ sung.", by=cast.office, at=AT)
    report.refresh_from_db()
    both = hold_over_district(cast.office, "reporter", cast)
    submissions.send(submission=report.pk, version=report.version, by=both, at=AT)
    assert list_reviews(both) == []
    former = cast.commune
    former.capacities.all().delete()
    assert list_reviews(move_to_office(former, cast)) == ["Duyệt số liệu của xã Tênh Phông"]


def test_what_was_taken_by_telephone_is_accepted_by_who_took_it(
    cast: Cast, chair: User, brought_to: Brought, signed_in: Callable[[User], Client]
) -> None:
    report = brought_to("draft")
    begin_proxy_entry(report, cast.office)
    submissions.send(submission=report.pk, version=report.version, by=cast.office, at=AT)
    assert list_reviews(cast.office) == ["Duyệt số liệu của xã Tênh Phông"]
    assert "Duyệt số liệu của xã Tênh Phông" in signed_in(cast.office).get("/").text


def test_without_sent_reports_nobody_is_looked_for(cast: Cast, brought_to: Brought) -> None:
    brought_to("draft")
    with CaptureQueriesContext(connection) as queries:
        load_today(cast.office, AT.date())
    assert not [query for query in queries if 'reporting_step"."by_id" =' in query["sql"]]


def test_who_may_accept_it_is_named_to_whose_own_work_it_is(
    cast: Cast, chair: User, brought_to: Brought, signed_in: Callable[[User], Client]
) -> None:
    report = submitted(brought_to("draft"), cast.commune)
    approve(report, chair)
    former = move_to_office(chair, cast)
    page = read_page(signed_in(former).get(reverse("reporting:submission", args=[report.pk])).text)
    assert f"Duyệt được: {cast.office.full_name} ({cast.office.unit.short_name})." in page
    assert "Mời người duyệt số liệu" not in page


def test_a_unit_of_two_accounts_is_told_who_may_invite_a_third(
    cast: Cast, chair: User, brought_to: Brought, signed_in: Callable[[User], Client]
) -> None:
    """The clerk and the leader of the office that receives reports: neither accepts the office's own report."""
    report = submitted(brought_to("draft"), cast.commune)
    approve(report, chair)
    User.objects.exclude(pk__in=[cast.commune.pk, chair.pk]).update(is_active=False)
    hold_over_district(cast.commune, "standing_office", cast)
    url = reverse("reporting:submission", args=[report.pk])
    for user in (cast.commune, chair):
        page = read_page(signed_in(User.objects.get(pk=user.pk)).get(url).text)
        assert "Hiện chưa ai duyệt được" in page, user.username
        assert "Nhờ" not in page, "there is no administrator"
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    hold_over_district(chair, "unit_admin", cast)
    page = read_page(signed_in(User.objects.get(pk=cast.commune.pk)).get(url).text)
    assert f"Nhờ {chair.full_name}" in page
    invites = read_page(signed_in(User.objects.get(pk=chair.pk)).get(url).text)
    assert "Mời người duyệt số liệu" in invites
