"""A unit's leader approves a report before it is sent, where the unit has one who does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import DataValue, Step, Submission
from sokehoach.apps.reporting.queries.approvals import digest_page, list_reports_to_approve
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import approvals, proxy_entry, submissions, values
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.apps.reporting.conftest import typed
from tests.factories.cast import AT, SINCE, Cast

type Browser = Callable[[User], Client]
type Brought = Callable[..., Submission]

_REASON = "Số buổi ở bản Thẩm chưa cộng."


def grant_approval(user: User, unit: Unit, function: str = "general") -> None:
    role, _made = Role.objects.get_or_create(
        code="approver", defaults={"name": "Lãnh đạo duyệt", "actions": ["report.view", "report.approve"]}
    )
    grants.create_grant(user=user, role=role, unit=unit, function=function, since=SINCE, by="tests", at=AT)


def make_leader(unit: Unit, *, over: Unit | None = None, function: str = "general", username: str = "") -> User:
    username = username or f"chutich-{unit.code}"
    users.create_user(username=username, full_name="Giàng A Sình", title="", unit=unit, by="tests", at=AT)
    user = User.objects.get(username=username)
    grant_approval(user, over or unit, function)
    return user


@pytest.fixture
def chair(cast: Cast) -> User:
    """The chair of xã Tênh Phông, who approves its reports."""
    return make_leader(cast.commune.unit)


def submitted(report: Submission, by: User) -> Submission:
    submissions.submit(submission=report.pk, version=report.version, by=by, at=AT)
    report.refresh_from_db()
    return report


def approve(report: Submission, by: User, **changed: object) -> None:
    given = {"version": report.version, "page_digest": digest_page(build_sheet(report)), **changed}
    approvals.approve(submission=report.pk, by=by, at=AT, **given)
    report.refresh_from_db()


def show(client: Client, report: Submission) -> str:
    answer = client.get(reverse("reporting:submission", args=[report.pk]))
    assert answer.status_code == 200
    return answer.text


def list_cells(report: Submission) -> list[tuple[object, ...]]:
    return list(DataValue.objects.filter(submission=report).order_by("cell").values_list("cell", "number", "gap"))


@pytest.mark.faults("report.submit", "report.approve")
def test_the_leader_approves_and_so_sends(cast: Cast, chair: User, brought_to: Brought, signed_in: Browser) -> None:
    report, clerk, leader = brought_to("draft"), signed_in(cast.commune), signed_in(chair)
    page = show(clerk, report)
    assert "Trình lãnh đạo duyệt" in page
    assert reverse("reporting:send", args=[report.pk]) not in page
    assert "Duyệt và gửi" not in show(leader, report), "not before it is submitted"
    answer = clerk.post(
        reverse("reporting:submit", args=[report.pk]),
        {"version": report.version, "A2": "190", "v-A2": "1"},
        follow=True,
    )
    assert "Chờ lãnh đạo đơn vị duyệt." in answer.text
    assert "Trình lãnh đạo duyệt" not in answer.text
    report.refresh_from_db()
    assert report.state == "draft"
    assert "Duyệt trước khi gửi: báo cáo" in leader.get("/").text
    assert "đã trình, chờ lãnh đạo đơn vị duyệt" in clerk.get("/").text
    page = leader.get(reverse("reporting:submission", args=[report.pk]))
    seen = page.context["report_page"].page_digest
    assert f'value="{seen}"' in page.text
    leader.post(reverse("reporting:approve", args=[report.pk]), {"version": report.version, "page_digest": seen})
    report.refresh_from_db()
    assert report.state == "sent"
    assert [step.action for step in report.steps.all()][-2:] == ["submit", "approve"]
    assert report.steps.last().by == chair
    assert Event.objects.filter(action="report.approve", subject=f"submission:{report.pk}").count() == 1
    assert compare_with_trail().differences == ()
    assert list_reports_to_approve(chair, AT.date()) == []


@pytest.mark.faults("report.decline")
def test_a_refusal_with_a_reason_loses_nothing_and_stays_in_the_unit(
    cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
) -> None:
    report = submitted(brought_to("draft"), cast.commune)
    cells, url = list_cells(report), reverse("reporting:decline", args=[report.pk])
    leader = signed_in(chair)
    refused = leader.post(url, {"version": report.version, "reason": "  "})
    assert refused.status_code == 422
    assert "Ghi rõ cần sửa gì." in refused.text
    personal = leader.post(url, {"version": report.version, "reason": "gọi 0912345678"})
    assert personal.status_code == 422
    assert "0912345678" in personal.text, "what was typed stays"
    leader.post(url, {"version": report.version, "reason": _REASON})
    report.refresh_from_db()
    assert (report.state, list_cells(report)) == ("draft", cells)
    page = show(signed_in(cast.commune), report)
    assert _REASON in page
    assert "Trình lãnh đạo duyệt" in page
    assert "Sửa, trình lại" in signed_in(cast.commune).get("/").text
    for other in (cast.office, cast.leader):
        page = show(signed_in(other), report)
        assert _REASON not in page
        assert "Cần sửa" not in page
        assert "Trình lãnh đạo" not in page
    assert _REASON not in str([event.body for event in Event.objects.all()]), "the trail is read above"
    report = submitted(report, cast.commune)
    approve(report, chair)
    assert report.state == "sent"
    assert _REASON not in show(signed_in(cast.commune), report)


def test_nobody_sends_past_the_leader(cast: Cast, chair: User, brought_to: Brought) -> None:
    report = brought_to("draft")
    with pytest.raises(ActionRefused, match="lãnh đạo đơn vị duyệt trước khi gửi"):
        submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    with pytest.raises(ActionRefused, match="không chờ lãnh đạo"):
        approve(report, chair)
    submitted(report, cast.commune)
    with pytest.raises(ActionRefused, match="đã trình"):
        submissions.submit(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    for other in (cast.commune, cast.office, cast.leader):
        with pytest.raises(ActionRefused):
            approve(report, other)
    with pytest.raises(NotFoundError):
        approve(report, cast.other_commune)
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_report_that_the_office_returned_goes_by_the_leader_again(
    cast: Cast, brought_to: Brought, signed_in: Browser
) -> None:
    report = brought_to("returned")
    chair = make_leader(cast.commune.unit)
    with pytest.raises(ActionRefused, match="trước khi gửi"):
        submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    submitted(report, cast.commune)
    approvals.decline(submission=report.pk, version=report.version, reason=_REASON, by=chair, at=AT)
    report.refresh_from_db()
    page = show(signed_in(cast.commune), report)
    assert "Bổ sung số buổi." in page, "what the office asked for stays"
    assert _REASON in page
    submitted(report, cast.commune)
    approve(report, chair)
    assert report.state == "sent"


def test_a_unit_with_one_account_sends_by_itself(cast: Cast, brought_to: Brought, signed_in: Browser) -> None:
    grant_approval(cast.commune, cast.commune.unit)
    report = brought_to("draft")
    page = show(signed_in(cast.commune), report)
    assert "Gửi báo cáo" in page
    assert "Trình lãnh đạo duyệt" not in page
    with pytest.raises(ActionRefused, match="gửi được ngay"):
        submissions.submit(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)


def test_a_leader_whose_account_is_closed_holds_nothing_up(cast: Cast, chair: User, brought_to: Brought) -> None:
    report = submitted(brought_to("draft"), cast.commune)
    User.objects.filter(pk=chair.pk).update(is_active=False)
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    report.refresh_from_db()
    assert report.state == "sent"


def test_a_right_over_the_area_approves_nothing_for_its_communes(cast: Cast, brought_to: Brought) -> None:
    above = make_leader(cast.units["099"])
    report = brought_to("draft")
    assert report.unit.parent == above.unit
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    other = brought_to("draft", period="2021S2", at=AT.replace(month=11))
    with pytest.raises(ActionRefused, match="không được giao duyệt"):
        approve(other, above)


def test_the_leader_approves_what_was_seen(cast: Cast, chair: User, brought_to: Brought, signed_in: Browser) -> None:
    report = submitted(brought_to("draft"), cast.commune)
    leader = signed_in(chair)
    seen = leader.get(reverse("reporting:submission", args=[report.pk])).context["report_page"].page_digest
    values.save(submission=report.pk, changes=typed(A2="999"), by=cast.commune, at=AT)
    answer = leader.post(
        reverse("reporting:approve", args=[report.pk]), {"version": report.version, "page_digest": seen}
    )
    assert answer.status_code == 409
    assert "đã đổi sau khi trang này mở" in answer.text
    assert "999" in answer.text
    report.refresh_from_db()
    assert report.state == "draft"
    approve(report, chair)
    assert report.state == "sent"


def test_of_two_leaders_at_once_the_second_is_told(cast: Cast, chair: User, brought_to: Brought) -> None:
    users.create_user(
        username="pho-chu-tich", full_name="Lò Thị Hoa", title="", unit=cast.commune.unit, by="tests", at=AT
    )
    deputy = User.objects.get(username="pho-chu-tich")
    grant_approval(deputy, cast.commune.unit)
    report = submitted(brought_to("draft"), cast.commune)
    seen, version = digest_page(build_sheet(report)), report.version
    approvals.decline(submission=report.pk, version=version, reason=_REASON, by=deputy, at=AT)
    with pytest.raises(VersionConflictError, match="Lò Thị Hoa"):
        approvals.approve(submission=report.pk, version=version, page_digest=seen, by=chair, at=AT)
    assert Step.objects.filter(submission=report, action="approve").count() == 0


def test_a_check_that_fails_stops_the_approval_beside_its_cell(cast: Cast, chair: User, brought_to: Brought) -> None:
    report = brought_to("draft")
    values.save(submission=report.pk, changes=typed(**{"A2.1": "500"}), by=cast.commune, at=AT)
    with pytest.raises(InvalidInput) as invalid:
        submissions.submit(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    assert [*invalid.value.messages] == ["A2.1"]


def test_the_wall_stands_between_leaders_too(cast: Cast, brought_to: Brought) -> None:
    general = make_leader(cast.police.unit)
    report = brought_to("draft", "02-CA")
    with pytest.raises(NotFoundError):
        access_submission(general, report.pk)
    assert list_reports_to_approve(general, AT.date()) == []
    grant_approval(general, cast.police.unit, "enforcement")
    general = User.objects.get(pk=general.pk)
    report = submitted(report, cast.police)
    assert list_reports_to_approve(general, AT.date()) == [report]
    assert list_reports_to_approve(cast.health, AT.date()) == []
    approve(report, general)
    assert report.state == "sent"


def test_the_office_that_enters_for_the_unit_needs_no_leader(cast: Cast, chair: User, brought_to: Brought) -> None:
    """What the office typed from a telephone call is confirmed by the unit afterwards."""
    report = brought_to("draft")
    proxy_entry.begin(
        form=report.form.code, unit=report.unit, period=report.period, channel="phone", source="Văn phòng UBND xã",
        by=cast.office, at=AT,
    )  # fmt: skip
    submissions.send(submission=report.pk, version=report.version, by=cast.office, at=AT)
    report.refresh_from_db()
    assert report.state == "sent"
