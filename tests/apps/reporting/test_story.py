"""From a draft to an accepted report: returned once, sent again."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.models import DataValue, Step, Submission
from sokehoach.apps.reporting.pages import lineage
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.trail_comparison import DIGEST, FORM_DIGEST
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.program_entry import ReceivedCell, ReceivedReport, receive_reports
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.values.gap import Gap
from tests.apps.reporting.conftest import Opened, typed
from tests.factories.cast import AT, Cast

LATER = AT + timedelta(hours=1)
type Browser = Callable[[User], Client]


def test_it_works(cast: Cast, opened: Opened, held: Callable[..., DataEntry]) -> None:
    held()
    report = opened()
    values.save(submission=report.pk, changes=typed(**{"A2": "186", "A2.1": "0", "B1": "1,8"}), by=cast.commune, at=AT)
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    submissions.send_back(submission=report.pk, version=2, reason="Bổ sung B2.", by=cast.office, at=LATER)
    values.save(submission=report.pk, changes=typed(1, B2="0,9"), by=cast.commune, at=LATER)
    submissions.send(submission=report.pk, version=3, by=cast.commune, at=LATER)
    submissions.mark_accepted(submission=report.pk, version=4, by=cast.office, at=LATER)

    report.refresh_from_db()
    assert (report.state, report.version) == ("accepted", 5)
    assert [step.action for step in report.steps.all()] == ["open", "send", "return", "send", "accept"]
    sent = [event.body["detail"] for event in Event.objects.filter(action="report.send").order_by("seq")]
    assert [set(detail) for detail in sent] == [{"form", "period", DIGEST, FORM_DIGEST}] * 2
    assert sent[0][DIGEST] != sent[1][DIGEST], "a cell was changed"
    assert sent[0][FORM_DIGEST] == report.form_version.digest  # type: ignore[union-attr]
    told = {one.cell: one.value for one in observations.list_accepted_in([report.pk])}
    assert told == {
        "A1": 1, "A2": 186, "A2.1": 0, "B1": Decimal("1.8"), "B2": Decimal("0.9"), "B3": Decimal("2.7"),
    }  # fmt: skip


def test_a_cell_follows_its_register_until_it_is_sent(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    report = opened()
    assert build_sheet(report).line("A1").value is Gap.NOT_REPORTED  # no register kept is not «nothing arose»
    first = held()
    assert (build_sheet(report).line("A1").value, build_sheet(report).line("A1").mark) == (1, "register")
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    held(title="Họp bản Xá Tự")
    report.refresh_from_db()
    line = build_sheet(report).line("A1")
    assert (line.value, line.changed) == (1, True)
    stored = DataValue.objects.get(submission=report, cell="A1")
    assert (stored.rows, stored.register_number) == ([str(first.pk)], 1)


def test_a_program_cannot_delete_what_the_register_counts_and_is_not_told_that_it_did(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    report = opened()
    held()
    cells = {"A1": ReceivedCell(""), "A2": ReceivedCell("186")}
    received = ReceivedReport(report.form.uid, report.unit, report.period, cells)
    answer = receive_reports(reports=[received], source="", by=cast.commune, at=AT).answer
    assert (answer["imported"], answer["updated"], answer["ignored"]) == (1, 0, 1)
    assert build_sheet(report).line("A1").value == 1


def test_a_returned_report_follows_its_register_again(
    cast: Cast, brought_to: Callable[..., Submission], held: Callable[..., DataEntry]
) -> None:
    report = brought_to("returned")
    held()
    assert build_sheet(report).line("A1").value == 1


def test_lineage_tells_who_typed_sent_and_accepted_and_that_the_register_moved_on(
    cast: Cast, brought_to: Callable[..., Submission], held: Callable[..., DataEntry]
) -> None:
    line = held()
    report = brought_to("accepted")
    typed_cell = lineage.find_cell_lineage(cast.office, submission=report.pk, cell="A2")
    assert typed_cell is not None
    assert (typed_cell.typed_by, typed_cell.sent_by, typed_cell.accepted_by) == (
        cast.commune,
        cast.commune,
        cast.office,
    )
    counted = lineage.find_cell_lineage(cast.office, submission=report.pk, cell="A1")
    assert counted is not None
    assert counted.sum is not None
    assert [(one.number, one.url) for one in counted.sum.addends] == [(1, f"/so/truyen-thong/{line.pk}/")]
    assert (counted.sum.changes, counted.sum.total, counted.register_moved) == ((), 1, False)
    entries.void_entry(register="activities", entry=line.pk, version=1, reason="Ghi nhầm", by=cast.commune, at=LATER)
    moved_on = lineage.find_cell_lineage(cast.office, submission=report.pk, cell="A1")
    assert moved_on is not None
    assert (moved_on.value, moved_on.register_moved, moved_on.sum_register) == (1, True, None)
    assert moved_on.sum is not None
    assert [(one.number, one.note) for one in moved_on.sum.addends] == [(None, "đã gạch bỏ sau khi gửi")]
    assert [one.label for one in moved_on.sum.changes] == ["Sổ đổi sau khi gửi: khi gửi là 1, sổ hiện có 0"]
    assert moved_on.sum.total == 1


def test_a_hard_finding_stops_sending_and_stands_beside_its_cell(cast: Cast, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(**{"A2": "186", "A2.1": "212"}), by=cast.commune, at=AT)
    with pytest.raises(InvalidInput) as refusal:
        submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    assert list(refusal.value.messages) == ["A2.1"]
    assert "212 lớn hơn" in refusal.value.messages["A2.1"][0]
    report.refresh_from_db()
    assert report.state == "draft"
    assert list(Step.objects.values_list("action", flat=True)) == ["open"]


def test_what_is_typed_and_sent_in_one_press_is_kept_whole_or_not_at_all(cast: Cast, opened: Opened) -> None:
    report = opened()
    with pytest.raises(InvalidInput):
        submissions.send(
            submission=report.pk,
            version=1,
            changes=typed(**{"A2": "10", "A2.1": "11"}),
            by=cast.commune,
            at=AT,
        )
    assert not DataValue.objects.filter(submission=report).exists()
    submissions.send(
        submission=report.pk, version=1, changes=typed(**{"A2": "11", "A2.1": "10"}), by=cast.commune, at=AT
    )
    assert DataValue.objects.get(submission=report, cell="A2").number == 11


def test_every_cell_of_a_sent_report_is_written_the_blank_ones_too(cast: Cast, opened: Opened) -> None:
    report = opened()
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    gaps = DataValue.objects.filter(submission=report).values_list("cell", "gap")
    assert dict(gaps) == dict.fromkeys(("A1", "A2", "A2.1", "B1", "B2", "B3"), "not_reported")


def test_last_years_report_stands_beside_and_a_leap_is_remarked_upon(
    cast: Cast, opened: Opened, brought_to: Callable[..., Submission]
) -> None:
    brought_to("accepted", period="2020S1", at=AT)
    brought_to("accepted", period="2020S2", at=AT)
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="600"), by=cast.commune, at=AT)
    line = build_sheet(report).line("A2")
    assert line.last_year == 186
    assert [finding.hard for finding in line.findings] == [False]


def test_the_page_names_the_year_and_the_period_of_earlier_numbers(
    cast: Cast, opened: Opened, brought_to: Callable[..., Submission], signed_in: Browser
) -> None:
    brought_to("accepted", period="2020S1", at=AT)
    brought_to("accepted", period="2020S2", at=AT)
    page = signed_in(cast.commune).get(reverse("reporting:submission", args=[opened().pk])).text
    assert 'data-label="Cùng kỳ 2020:"' in page
    assert "<small>Kỳ trước:</small>" in page


def test_each_step_leaves_an_event_on_the_side_of_its_form(cast: Cast, brought_to: Callable[..., Submission]) -> None:
    brought_to("accepted", "02-CA")
    told = Event.objects.filter(action__startswith="report.").order_by("seq").values_list("action", "function")
    assert [*told] == [(f"report.{action}", "enforcement") for action in ("open", "fill", "send", "accept")]
