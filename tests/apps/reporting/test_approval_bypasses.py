"""No way round the unit's leader, and nobody who accepts their own report."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.services import departures, grants
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import ProxyEntry, Submission
from sokehoach.apps.reporting.pages.awaiting_reports import list_awaiting_reports
from sokehoach.apps.reporting.services import proxy_entry, submissions
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from tests.apps.reporting.conftest import PERIOD, writer
from tests.apps.reporting.test_approval import (
    Brought,
    Browser,
    approve,
    chair,
    grant_approval,
    make_leader,
    show,
    submitted,
)
from tests.apps.reporting.test_two_roles import hold_over_district
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, SINCE, Cast

__all__ = ["chair"]
BATCHES = "/api/v1/submission-batches"


def hold(person: User, role: str, unit: Unit, function: str = "general") -> User:
    grants.create_grant(
        user=person, role=Role.objects.get(code=role), unit=unit, function=function, since=SINCE, by="tests", at=AT
    )
    return User.objects.get(pk=person.pk)


def begin_proxy_entry(report: Submission, by: User) -> None:
    proxy_entry.begin(
        form=report.form.code, unit=report.unit, period=report.period, channel="phone", source="Văn phòng UBND xã",
        by=by, at=AT,
    )  # fmt: skip


class TestWhoAccepts:
    def test_who_approved_a_report_does_not_accept_it(
        self, cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
    ) -> None:
        """The leader reviews the reports of the district, too, and writes none."""
        report = brought_to("draft")
        User.objects.filter(pk=chair.pk).update(unit=cast.office.unit)
        chair = hold_over_district(chair, "standing_office", cast)
        approve(submitted(report, cast.commune), chair)
        assert reverse("consolidation:accept", args=[report.pk]) not in show(signed_in(chair), report)
        for wrong in (chair, cast.commune):
            with pytest.raises(ActionRefused):
                submissions.mark_accepted(submission=report.pk, version=report.version, by=wrong, at=AT)
        submissions.mark_accepted(submission=report.pk, version=report.version, by=cast.office, at=AT)
        report.refresh_from_db()
        assert report.state == "accepted"

    @pytest.mark.parametrize("step", ["send", "submit"])
    def test_who_moved_to_the_office_does_not_accept_what_they_sent(
        self, cast: Cast, brought_to: Brought, step: str
    ) -> None:
        """The right to write has ended, the trail has not."""
        report = brought_to("draft")
        if step == "submit":
            leader = make_leader(cast.commune.unit)
            approve(submitted(report, cast.commune), leader)
        else:
            submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
            report.refresh_from_db()
        cast.commune.capacities.all().delete()
        User.objects.filter(pk=cast.commune.pk).update(unit=cast.office.unit)
        moved = hold_over_district(cast.commune, "standing_office", cast)
        with pytest.raises(ActionRefused):
            submissions.mark_accepted(submission=report.pk, version=report.version, by=moved, at=AT)

    def test_a_leader_does_not_accept_a_report_of_the_own_unit(
        self, cast: Cast, chair: User, brought_to: Brought
    ) -> None:
        deputy = make_leader(cast.commune.unit, username="pho-chu-tich")
        deputy = hold_over_district(deputy, "standing_office", cast)
        report = submitted(brought_to("draft"), cast.commune)
        approve(report, chair)
        with pytest.raises(ActionRefused):
            submissions.mark_accepted(submission=report.pk, version=report.version, by=deputy, at=AT)

    def test_the_first_administrator_accepts_what_others_approved(
        self, cast: Cast, chair: User, brought_to: Brought
    ) -> None:
        administrator = hold_over_district(hold_over_district(cast.office, "reporter", cast), "approver", cast)
        report = submitted(brought_to("draft"), cast.commune)
        approve(report, chair)
        submissions.mark_accepted(submission=report.pk, version=report.version, by=administrator, at=AT)
        report.refresh_from_db()
        assert report.state == "accepted"

    def test_a_colleague_who_neither_writes_nor_approves_accepts(
        self, cast: Cast, chair: User, brought_to: Brought
    ) -> None:
        """The standing office owes a form of its own, and nobody else reviews it."""
        colleague = make_leader(cast.commune.unit, username="dong-nghiep")
        colleague.capacities.all().delete()
        colleague = hold_over_district(colleague, "standing_office", cast)
        report = submitted(brought_to("draft"), cast.commune)
        approve(report, chair)
        submissions.mark_accepted(submission=report.pk, version=report.version, by=colleague, at=AT)
        report.refresh_from_db()
        assert report.state == "accepted"

    def test_the_pages_say_who_accepts_instead(
        self, cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
    ) -> None:
        report = brought_to("draft")
        User.objects.filter(pk=chair.pk).update(unit=cast.office.unit)
        chair = hold_over_district(chair, "standing_office", cast)
        approve(submitted(report, cast.commune), chair)
        words = "Người khác của cơ quan nhận báo cáo duyệt số liệu"
        assert words in show(signed_in(chair), report)
        assert words not in show(signed_in(cast.office), report)
        assert words not in show(signed_in(cast.commune), report)
        with pytest.raises(ActionRefused, match=words):
            submissions.mark_accepted(submission=report.pk, version=report.version, by=chair, at=AT)
        waiting = [
            [row.submission for row in list_awaiting_reports(reader, form="01-XA", period=PERIOD)]
            for reader in (chair, cast.office)
        ]
        assert waiting == [[], [report.pk]]


class TestProxyEntryOfTheOwnUnit:
    @pytest.fixture
    def reviewer(self, cast: Cast) -> User:
        """Of the commune, reviews the reports of the district, writes none."""
        person = make_leader(cast.commune.unit, username="duyet")
        person.capacities.all().delete()
        return hold_over_district(person, "standing_office", cast)

    def test_it_is_not_begun(self, cast: Cast, reviewer: User, chair: User, brought_to: Brought) -> None:
        report = brought_to("draft")
        with pytest.raises(NotFoundError):
            begin_proxy_entry(report, reviewer)
        begin_proxy_entry(brought_to("draft", period="2021S2", at=AT.replace(month=11)), cast.office)

    def test_nor_is_that_of_another_sent(
        self, cast: Cast, reviewer: User, chair: User, brought_to: Brought, signed_in: Browser
    ) -> None:
        report = brought_to("draft")
        begin_proxy_entry(report, cast.office)
        page = show(signed_in(reviewer), report)
        assert reverse("reporting:send", args=[report.pk]) not in page
        with pytest.raises(ActionRefused):
            submissions.send(submission=report.pk, version=report.version, by=reviewer, at=AT)
        report.refresh_from_db()
        assert report.state == "draft"

    def test_it_is_not_offered(self, cast: Cast, reviewer: User, signed_in: Browser) -> None:
        clerk = signed_in(reviewer)
        text = clerk.get(reverse("reporting:phone"), {"ky": PERIOD}).text
        assert "01-XA 03269 2021S1" in text
        assert "01-XA 03304 2021S1" not in text


class TestPrograms:
    def test_the_token_of_a_leader_sends_nothing_unapproved(self, cast: Cast, chair: User, brought_to: Brought) -> None:
        chair = hold(chair, "reporter", cast.commune.unit)
        report = brought_to("draft")
        machine = program(make_token(chair))
        answer = machine.post(
            f"/api/v1/submissions/{report.pk}/send", "{}", content_type="application/json", headers={"If-Match": "*"}
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "refused")
        report.refresh_from_db()
        assert report.state == "draft"
        submissions.send(submission=report.pk, version=report.version, by=chair, at=AT)

    def test_a_batch_names_each_report_that_a_leader_must_approve(self, cast: Cast, chair: User) -> None:
        """One question for all of them who approves."""
        machine = self._make_machine(cast)
        answer = self._store(machine, "03304", "03269", send=True)
        assert (answer.status_code, answer.json()["code"]) == (409, "refused")
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/reports/0"]
        assert "duyệt trước khi gửi" in answer.json()["errors"][0]["message"]
        assert not Submission.objects.exists()
        make_leader(cast.units["03269"])
        answer = self._store(machine, "03304", "03269", send=True)
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/reports/0", "/reports/1"]
        assert self._store(machine, "03304", "03269", send=False).status_code == 200, "it fills, and a person submits"

    def test_who_approves_is_asked_once_for_a_batch(self, cast: Cast, brought_to: Brought) -> None:
        machine = self._make_machine(cast)
        self._store(machine, "03304", period="2020S1", send=True)
        with CaptureQueriesContext(connection) as queries:
            assert self._store(machine, "03304", "03269", "03289", send=True).status_code == 200
        sent = [query["sql"] for query in queries]
        assert len([sql for sql in sent if 'FROM "accounts_grant"' in sql and '"is_active"' in sql]) == 1

    def _make_machine(self, cast: Cast) -> Client:
        role = Role.objects.create(code="typist", name="typist", actions=["report.view", "report.edit", "report.send"])
        grants.create_grant(
            user=cast.office, role=role, unit=cast.units["099"], function="general", since=date(2021, 1, 1),
            by="tests", at=AT,
        )  # fmt: skip
        return program(make_token(User.objects.get(pk=cast.office.pk)))

    def _store(self, machine: Client, *units: str, period: str = PERIOD, send: bool) -> object:
        cells = {"A2": {"value": 186}, "A2.1": {"value": 75}, "B1": {"value": 1.8}, "B2": {"value": 0}}
        reports = [
            {"form": "01-XA", "unit": unit, "period": period, "values": cells, "send": send, "etag": "*"}
            for unit in units
        ]
        return machine.post(BATCHES, json.dumps({"reports": reports}), content_type="application/json")


class TestWhoNoLongerApproves:
    def test_a_report_that_waits_is_sent_and_the_pages_say_so(
        self, cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
    ) -> None:
        report = submitted(brought_to("draft"), cast.commune)
        chair.capacities.all().delete()
        clerk = signed_in(cast.commune)
        page = show(clerk, report)
        assert "Chờ lãnh đạo đơn vị duyệt" not in page
        assert "không còn ai duyệt trước khi gửi" in page
        assert reverse("reporting:send", args=[report.pk]) in page
        home = clerk.get("/").text
        assert "chờ lãnh đạo đơn vị duyệt" not in home
        assert "không còn ai duyệt, gửi được ngay" in home
        submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)

    def test_another_leader_is_named(self, cast: Cast, chair: User, brought_to: Brought, signed_in: Browser) -> None:
        deputy = make_leader(cast.commune.unit, username="pho-chu-tich")
        User.objects.filter(pk=deputy.pk).update(full_name="Lò Thị Hoa")
        report = submitted(brought_to("draft"), cast.commune)
        assert "Giàng A Sình, Lò Thị Hoa" in show(signed_in(cast.commune), report)
        chair.capacities.all().delete()
        page = show(signed_in(cast.commune), report)
        assert "Lò Thị Hoa" in page
        assert "Giàng A Sình" not in page
        assert "Chờ lãnh đạo đơn vị duyệt" in page
        assert reverse("reporting:send", args=[report.pk]) not in page

    def test_a_leader_to_whom_the_walled_data_is_closed_holds_nothing_up(
        self, cast: Cast, brought_to: Brought, signed_in: Browser
    ) -> None:
        leader = make_leader(cast.police.unit)
        grant_approval(leader, cast.police.unit, "enforcement")
        report = brought_to("draft", "02-CA")
        with pytest.raises(ActionRefused, match="trước khi gửi"):
            submissions.send(submission=report.pk, version=report.version, by=cast.police, at=AT)
        User.objects.filter(pk=leader.pk).update(walled_closed_until=clock.now() + timedelta(minutes=5))
        submissions.send(submission=report.pk, version=report.version, by=cast.police, at=AT)
        report.refresh_from_db()
        assert report.state == "sent"

    def test_of_a_general_form_they_approve_still(self, cast: Cast, brought_to: Brought) -> None:
        leader = make_leader(cast.commune.unit)
        User.objects.filter(pk=leader.pk).update(walled_closed_until=clock.now() + timedelta(minutes=5))
        report = brought_to("draft")
        with pytest.raises(ActionRefused, match="trước khi gửi"):
            submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)

    def test_the_successor_of_a_dissolved_unit_sends_its_report(
        self, cast: Cast, brought_to: Brought, signed_in: Browser
    ) -> None:
        make_leader(cast.units["03269"])
        Unit.objects.filter(code="03269").update(valid_to=date(2021, 3, 1), successors=["03304"])
        gone = Unit.objects.get(code="03269")
        begun = submissions.open_submission(form="01-XA", unit=gone, period=PERIOD, by=cast.commune, at=AT)
        report = Submission.objects.get(pk=str(begun.answer["id"]))
        assert reverse("reporting:send", args=[report.pk]) in show(signed_in(cast.commune), report)
        leader = make_leader(cast.commune.unit)
        assert reverse("reporting:send", args=[report.pk]) not in show(signed_in(cast.commune), report)
        with pytest.raises(ActionRefused, match="lãnh đạo đơn vị duyệt trước khi gửi"):
            submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
        report = submitted(report, cast.commune)
        assert "Duyệt trước khi gửi" in signed_in(leader).get("/").text
        page = signed_in(leader).get(reverse("reporting:submission", args=[report.pk]))
        assert page.context["report_page"].page_digest
        assert "Chờ lãnh đạo" not in show(signed_in(cast.office), report)
        approve(report, leader)
        assert report.state == "sent"


@pytest.mark.parametrize("way", ["take", "leave"])
def test_nobody_ends_a_leaders_right_silently(cast: Cast, chair: User, way: str) -> None:
    """The leader, the clerk and the administrators read of it at once; an end that is no leader's is nobody's news."""
    Role.objects.create(code="administrator", name="Quản trị", actions=["account.administer"])
    administrator = hold(cast.office, "administrator", cast.units["099"])
    deputy = make_leader(cast.commune.unit, username="pho-chu-tich")
    if way == "take":
        grant = Grant.objects.get(capacity__user=chair, role__code="approver")
        grants.revoke_grant(grant=grant, on=AT.date(), by=administrator, at=AT)
    else:
        departures.record_departure(user=chair, on=AT.date(), heir=deputy, by=administrator, at=AT)
    notices = SecurityNotice.objects.filter(text__contains="quyền duyệt trước khi gửi báo cáo của Tênh Phông")
    assert {chair.pk, cast.commune.pk, deputy.pk, administrator.pk} == set(notices.values_list("person", flat=True))
    SecurityNotice.objects.all().delete()
    clerks_grant = Grant.objects.filter(capacity__user=cast.commune).get()
    grants.revoke_grant(grant=clerks_grant, on=AT.date(), by=administrator, at=AT)
    assert not SecurityNotice.objects.exists()


def test_who_writes_for_a_unit_goes_by_its_leader_with_a_call_too(
    cast: Cast, chair: User, brought_to: Brought, signed_in: Browser
) -> None:
    """The first administrator: the page offers what the service takes."""
    administrator = hold_over_district(cast.office, "reporter", cast)
    report = brought_to("draft")
    begin_proxy_entry(report, administrator)
    page = show(signed_in(administrator), report)
    assert reverse("reporting:send", args=[report.pk]) not in page
    assert reverse("reporting:submit", args=[report.pk]) in page
    submissions.submit(submission=report.pk, version=report.version, by=administrator, at=AT)


def test_an_office_still_takes_reports_of_others(cast: Cast, chair: User, brought_to: Brought) -> None:
    report = brought_to("draft")
    assert writer(cast, "01-XA")[0] == cast.commune
    begin_proxy_entry(report, cast.office)
    submissions.send(submission=report.pk, version=report.version, by=cast.office, at=AT)
    assert ProxyEntry.objects.get().handed_in_at is not None
