"""Who may both write and review: the first administrator of an installation, who holds every role over the area."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.factories.cast import AT, SINCE, Cast

pytestmark = pytest.mark.django_db
DAY = AT.date()


def hold_over_district(person: User, role: str, cast: Cast) -> User:
    grants.create_grant(
        user=person, role=Role.objects.get(code=role), unit=cast.units["099"], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    return User.objects.get(pk=person.pk)


@pytest.fixture
def both(cast: Cast) -> User:
    """The office's official, who may also write the reports of all units of the district."""
    return hold_over_district(cast.office, "reporter", cast)


def test_the_reports_of_other_units_are_followed_not_owed(both: User) -> None:
    followed = obligations.load_current(both, DAY)
    assert followed.own == ()
    assert {report.unit.code for report in followed.others} >= {"03269", "03289", "03304"}


def test_what_another_person_sent_is_accepted(
    both: User, brought_to: Callable[..., Submission], signed_in: Callable[[User], Client]
) -> None:
    report = brought_to("sent")
    page = signed_in(both).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert reverse("consolidation:accept", args=[report.pk]) in page
    submissions.mark_accepted(submission=report.pk, version=report.version, by=both, at=AT)
    assert Submission.objects.get(pk=report.pk).state == "accepted"


def test_what_the_person_sent_is_accepted_by_nobody_else_than_another(
    both: User, brought_to: Callable[..., Submission], signed_in: Callable[[User], Client]
) -> None:
    report = brought_to("draft")
    submissions.send(submission=report.pk, version=report.version, by=both, at=AT)
    report.refresh_from_db()
    page = signed_in(both).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert reverse("consolidation:accept", args=[report.pk]) not in page
    with pytest.raises(ActionRefused, match="Người khác của cơ quan nhận báo cáo duyệt"):
        submissions.mark_accepted(submission=report.pk, version=report.version, by=both, at=AT)


def test_who_administers_the_office_may_invite_who_accepts_instead(
    both: User, cast: Cast, brought_to: Callable[..., Submission], signed_in: Callable[[User], Client]
) -> None:
    report = brought_to("draft")
    submissions.send(submission=report.pk, version=report.version, by=both, at=AT)
    address = f"{reverse('accounts:invite')}?unit={both.unit_id}&amp;vai-tro=duyet"
    url = reverse("reporting:submission", args=[report.pk])
    assert address not in signed_in(both).get(url).content.decode()
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    page = signed_in(hold_over_district(both, "unit_admin", cast)).get(url).content.decode()
    assert address in page


def test_the_report_of_the_persons_own_unit_is_owed_and_not_reviewed(
    cast: Cast, brought_to: Callable[..., Submission]
) -> None:
    person = hold_over_district(cast.commune, "standing_office", cast)
    assert {report.unit.code for report in obligations.load_current(person, DAY).own} == {"03304"}
    report = brought_to("sent")
    with pytest.raises(ActionRefused, match="Người khác của cơ quan nhận báo cáo duyệt"):
        submissions.mark_accepted(submission=report.pk, version=report.version, by=person, at=AT)


def test_a_returned_report_is_written_again_by_either_side(both: User, brought_to: Callable[..., Submission]) -> None:
    report = brought_to("sent")
    submissions.send_back(submission=report.pk, version=report.version, reason="Bổ sung.", by=both, at=AT)
    report.refresh_from_db()
    submissions.send(submission=report.pk, version=report.version, by=both, at=AT)
    assert Submission.objects.get(pk=report.pk).state == "sent"
