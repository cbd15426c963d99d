"""What the leader approves is what the page showed and what the checks let through; who reads of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import DECISIVE, STRONG, Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.queries.trail import list_trail_events
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages.cell_history import load_cell_history
from sokehoach.apps.reporting.pages.lineage import access_cell_lineage
from sokehoach.apps.reporting.queries.approvals import digest_page, list_reports_to_approve
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import approvals, narratives, submissions, values, waivers
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.reporting.conftest import COMMUNES, Opened, typed
from tests.apps.reporting.test_approval import Brought, Browser, approve, chair, make_leader, show, submitted
from tests.apps.reporting.test_two_roles import hold_over_district
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

__all__ = ["chair"]
_REASON = "Số buổi ở bản Thẩm chưa cộng."
_WAIVED = ("A2.1", "part_within_whole")


def explain(report: Submission, reason: str, by: User) -> None:
    waivers.explain_findings(submission=report.pk, reasons={_WAIVED: reason}, by=by, at=AT)


def write_text(report: Submission, by: User) -> None:
    narratives.save(submission=report.pk, texts={"result": TypedText("Đã đổi lời.", 0)}, by=by, at=AT)


def explain_otherwise(report: Submission, by: User) -> None:
    explain(report, "Lý do khác.", by)


class TestApproving:
    def test_a_check_that_fails_by_now_prevents_it(self, cast: Cast, chair: User, brought_to: Brought) -> None:
        report = submitted(brought_to("draft"), cast.commune)
        values.save(submission=report.pk, changes=typed(1, **{"A2.1": "500"}), by=cast.commune, at=AT)
        with pytest.raises(InvalidInput) as invalid:
            approve(report, chair)
        assert [*invalid.value.messages] == ["A2.1"]
        report.refresh_from_db()
        assert report.state == "draft"

    def test_a_lock_that_has_begun_prevents_it(self, cast: Cast, chair: User, brought_to: Brought) -> None:
        """The form locks on 22 June; it was submitted the day before."""
        service_forms.import_forms(
            programme=first_programme(), forms=[replace(COMMUNES, lock_days=3)], unit=cast.units["099"], by="tests",
            at=AT,
        )  # fmt: skip
        report = brought_to("draft", at=AT - timedelta(days=1))
        submissions.submit(submission=report.pk, version=report.version, by=cast.commune, at=AT - timedelta(days=1))
        report.refresh_from_db()
        with pytest.raises(ActionRefused, match="Đã khóa nhận báo cáo"):
            approve(report, chair)

    @pytest.mark.parametrize("change", [write_text, explain_otherwise])
    def test_words_that_changed_are_looked_at_again(
        self, cast: Cast, chair: User, brought_to: Brought, change: Callable[[Submission, User], None]
    ) -> None:
        report = brought_to("draft")
        values.save(submission=report.pk, changes=typed(1, **{"A2.1": "500"}), by=cast.commune, at=AT)
        explain(report, "Biểu cũ tính cả người dự nhiều buổi.", cast.commune)
        report = submitted(report, cast.commune)
        seen = digest_page(build_sheet(report))
        change(report, cast.commune)
        with pytest.raises(VersionConflictError, match="đã đổi sau khi trang này mở"):
            approve(report, chair, page_digest=seen)
        approve(report, chair)
        assert report.state == "sent"

    def test_a_reason_that_changed_is_looked_at_again(
        self, cast: Cast, chair: User, brought_to: Brought, held: Callable[..., DataEntry]
    ) -> None:
        """The number differs from the register's, and stays; why it does is another."""
        held()
        report = brought_to("draft")
        values.save(submission=report.pk, changes=typed(0, "Còn một buổi chưa ghi.", A1="3"), by=cast.commune, at=AT)
        report = submitted(report, cast.commune)
        seen = digest_page(build_sheet(report))
        values.save(submission=report.pk, changes=typed(1, "Còn hai buổi chưa ghi.", A1="3"), by=cast.commune, at=AT)
        with pytest.raises(VersionConflictError, match="đã đổi sau khi trang này mở"):
            approve(report, chair, page_digest=seen)

    def test_the_second_of_two_refusals_keeps_its_words(
        self, cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
    ) -> None:
        deputy = make_leader(cast.commune.unit, username="pho-chu-tich")
        report = submitted(brought_to("draft"), cast.commune)
        approvals.decline(submission=report.pk, version=report.version, reason="Thiếu bản Ten Hon.", by=deputy, at=AT)
        url, typed_reason = reverse("reporting:decline", args=[report.pk]), {"version": report.version}
        answer = signed_in(chair).post(url, typed_reason | {"reason": _REASON})
        assert answer.status_code == 409
        assert _REASON in answer.text

    def test_it_needs_the_second_factor(self, cast: Cast, chair: User) -> None:
        """A clerk who knows the leader's password approves nothing; one administrator alone makes no leader."""
        assert Action.REPORT_APPROVE in STRONG & DECISIVE
        assert scope_of(chair).strong


class TestWhoReadsOfIt:
    @pytest.fixture
    def declined(self, cast: Cast, chair: User, brought_to: Brought) -> Submission:
        report = submitted(brought_to("draft"), cast.commune)
        approvals.decline(submission=report.pk, version=report.version, reason=_REASON, by=chair, at=AT)
        report.refresh_from_db()
        return report

    def test_an_office_above_with_every_right_does_not(
        self, cast: Cast, declined: Submission, signed_in: Browser
    ) -> None:
        administrator = hold_over_district(hold_over_district(cast.office, "reporter", cast), "approver", cast)
        district_leader = hold_over_district(cast.leader, "approver", cast)
        for reader in (administrator, district_leader):
            browser = signed_in(reader)
            for text in (show(browser, declined), browser.get("/").text, self._read_change(browser, declined)):
                assert _REASON not in text
                assert "Giàng A Sình" not in text
                assert "yêu cầu sửa" not in text.lower()
        clerk = signed_in(cast.commune)
        for text in (show(clerk, declined), self._read_change(clerk, declined)):
            assert "Giàng A Sình" in text

    def _read_change(self, browser: Client, report: Submission) -> str:
        """What an open page is told of later changes."""
        answer = browser.get(reverse("reporting:since", args=[report.pk]), {"dau": "0.0.0"})
        assert answer.status_code == 200
        return str(answer.json())

    def test_a_conflict_does_not_name_the_leader_to_an_office(self, cast: Cast, declined: Submission) -> None:
        administrator = hold_over_district(cast.office, "reporter", cast)
        with pytest.raises(VersionConflictError) as refusal:
            submissions.send(submission=declined.pk, version=1, by=administrator, at=AT)
        assert "Giàng A Sình" not in refusal.value.message
        with pytest.raises(VersionConflictError, match="Giàng A Sình đã yêu cầu sửa trước khi gửi"):
            submissions.send(submission=declined.pk, version=1, by=cast.commune, at=AT)

    def test_the_trail_of_an_office_above_has_neither_step(self, cast: Cast, declined: Submission) -> None:
        recorded = Event.objects.filter(action__in=("report.submit", "report.decline")).count()
        assert recorded == 2, "in the trail they are, for the command that prints it"
        seen = {event.action for event in list_trail_events(cast.office)}
        assert "report.fill" in seen
        assert not seen & {"report.submit", "report.decline"}
        User.objects.filter(pk=cast.office.pk).update(unit=cast.commune.unit)
        own = {event.action for event in list_trail_events(User.objects.get(pk=cast.office.pk))}
        assert own >= {"report.submit", "report.decline"}

    def test_what_was_typed_on_submitting_is_typing_in_the_history(
        self, cast: Cast, chair: User, brought_to: Brought
    ) -> None:
        report = brought_to("draft")
        submissions.submit(
            submission=report.pk, version=report.version, changes=typed(1, A2="190"), by=cast.commune, at=AT
        )
        turns = load_cell_history(cast.office, submission=report.pk, cell="A2").turns
        assert [(turn.action, turn.now) for turn in turns] == [("report.save", "190"), ("report.fill", "186")]


def test_the_lineage_names_who_sent_last(cast: Cast, brought_to: Brought) -> None:
    """Sent by the clerk, then by the leader, then, without a leader, by another clerk."""
    report = brought_to("returned")
    chair = make_leader(cast.commune.unit)
    approve(submitted(report, cast.commune), chair)
    assert access_cell_lineage(cast.commune, submission=report.pk, cell="A2").sent_by == chair
    submissions.send_back(submission=report.pk, version=report.version, reason="Bổ sung.", by=cast.office, at=AT)
    report.refresh_from_db()
    chair.capacities.all().delete()
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    assert access_cell_lineage(cast.commune, submission=report.pk, cell="A2").sent_by == cast.commune


def test_the_reports_to_approve_are_found_at_once(cast: Cast, chair: User, brought_to: Brought) -> None:
    later = AT.replace(month=11)
    counts = []
    for report in (brought_to("draft"), brought_to("draft", period="2021S2", at=later)):
        submitted(report, cast.commune)
        list_reports_to_approve(chair, AT.date())  # loads what the account keeps
        with CaptureQueriesContext(connection) as queries:
            reports = list_reports_to_approve(chair, AT.date())
        counts.append((len(reports), len(queries)))
    assert counts == [(1, 2), (2, 2)]


def test_without_reports_that_wait_nobody_is_looked_for(
    cast: Cast, chair: User, opened: Opened, django_assert_num_queries: Callable[[int], object]
) -> None:
    opened()
    assert list_reports_to_approve(chair, AT.date()) == []
    with django_assert_num_queries(1):
        list_reports_to_approve(chair, AT.date())


def test_a_report_with_a_number_that_another_clerk_typed_meanwhile_is_not_submitted(
    cast: Cast, chair: User, brought_to: Brought
) -> None:
    """The page showed 186; a colleague wrote 190 before it was handed to the leader."""
    report = brought_to("draft")
    seen = {line.cell.code: line.version for line in build_sheet(report).lines}
    colleague = hold_over_district(cast.office, "reporter", cast)
    values.save(submission=report.pk, changes=typed(1, A2="190"), by=colleague, at=AT)
    with pytest.raises(VersionConflictError, match="190"):
        submissions.submit(submission=report.pk, version=report.version, seen_versions=seen, by=cast.commune, at=AT)
    assert not report.steps.filter(action="submit").exists()
