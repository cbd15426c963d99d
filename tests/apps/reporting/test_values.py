"""Numbers typed into cells: what is kept, what is refused, what two people at once are told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.stored_values import list_stored_versions
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.program_entry import (
    ReceivedCell,
    ReceivedReport,
    ReportsRefusedError,
    SeenReport,
    receive_reports,
)
from sokehoach.apps.shell.outcomes import (
    ActionRefused,
    InvalidInput,
    KeyReusedError,
    NotFoundError,
    VersionConflictError,
)
from sokehoach.domain.values.gap import Gap
from tests.apps.reporting.conftest import Opened, typed
from tests.factories.cast import AT, SINCE, Cast


@pytest.fixture
def colleague(cast: Cast) -> User:
    """A second official of xã Tênh Phông."""
    users.create_user(username="sinh", full_name="Mùa A Sinh", title="", unit=cast.units["03304"], by="tests", at=AT)
    user = User.objects.get(username="sinh")
    grants.create_grant(
        user=user, role=Role.objects.get(code="reporter"), unit=cast.units["03304"], function="general",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    return user


def line(report: Submission, code: str) -> Any:
    return build_sheet(report).line(code)


def test_it_works(cast: Cast, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="1.234"), by=cast.commune, at=AT)
    assert line(report, "A2").value == 1234
    assert (line(report, "A2").mark, line(report, "A2").version) == ("typed", 1)


def test_blank_dash_and_zero_are_three_answers_and_stay_so(cast: Cast, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="0", B1="-", B2=""), by=cast.commune, at=AT)
    told = {code: (line(report, code).value, line(report, code).typed) for code in ("A2", "B1", "B2")}
    assert told == {"A2": (0, "0"), "B1": (Gap.NOT_APPLICABLE, "-"), "B2": (Gap.NOT_REPORTED, "")}
    assert [line(report, code).mark for code in ("A2", "B1", "B2")] == ["zero", "not_applicable", ""]


@pytest.mark.parametrize("text", ["-5", "1,5", "hai mươi", "1000000000000", "1.23", "12 người"])
def test_what_is_no_count_is_refused_beside_its_cell_and_nothing_is_kept(cast: Cast, opened: Opened, text: str) -> None:
    report = opened()
    with pytest.raises(InvalidInput) as refusal:
        values.save(submission=report.pk, changes=typed(A2=text, B1="1,8"), by=cast.commune, at=AT)
    assert list(refusal.value.messages) == ["A2"]
    assert text in refusal.value.messages["A2"][0]
    assert not DataValue.objects.filter(submission=report).exists()


def test_sums_follow_their_parts_and_are_not_typed(cast: Cast, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(B1="1,8", B2="0,9"), by=cast.commune, at=AT)
    assert (str(line(report, "B3").value), line(report, "B3").mark) == ("2.700", "computed")
    with pytest.raises(InvalidInput, match="tự tính"):
        values.save(submission=report.pk, changes=typed(B3="5"), by=cast.commune, at=AT)


def test_a_cell_that_the_form_has_not_is_refused(cast: Cast, opened: Opened) -> None:
    with pytest.raises(InvalidInput, match="không có ô Z9"):
        values.save(submission=opened().pk, changes=typed(Z9="5"), by=cast.commune, at=AT)


def test_another_number_than_the_registers_owes_a_reason(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    held()
    report = opened()
    with pytest.raises(InvalidInput, match=r"Sổ có 1\. Ghi lý do sửa thành 4"):
        values.save(submission=report.pk, changes=typed(A1="4"), by=cast.commune, at=AT)
    values.save(submission=report.pk, changes=typed(0, "3 buổi chưa vào sổ", A1="4"), by=cast.commune, at=AT)
    told = line(report, "A1")
    assert (told.value, told.mark, told.reason, told.answer.register) == (
        4,
        "overridden",
        "3 buổi chưa vào sổ",
        1,
    )


def test_a_second_reason_is_scanned_for_names_as_the_first_was(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    held()
    report = opened()
    values.save(submission=report.pk, changes=typed(0, "3 buổi chưa vào sổ", A1="4"), by=cast.commune, at=AT)
    with pytest.raises(InvalidInput):
        values.save(submission=report.pk, changes=typed(1, "ông Lò Văn Inh kể", A1="5"), by=cast.commune, at=AT)


def test_the_registers_own_number_needs_no_reason_and_a_blank_takes_it_back(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    held()
    report = opened()
    values.save(submission=report.pk, changes=typed(A1="1"), by=cast.commune, at=AT)
    assert line(report, "A1").mark == "register"
    values.save(submission=report.pk, changes=typed(0, "thêm", A1="4"), by=cast.commune, at=AT)
    values.save(submission=report.pk, changes=typed(1, A1=""), by=cast.commune, at=AT)
    assert (line(report, "A1").value, line(report, "A1").mark) == (1, "register")


def test_a_register_that_begins_to_tell_something_else_asks_why_before_sending(
    cast: Cast, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A1="4"), by=cast.commune, at=AT)
    held()
    with pytest.raises(InvalidInput, match="Sổ có 1, ô ghi 4"):
        submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    values.save(submission=report.pk, changes=typed(1, "3 buổi của đoàn thể", A1="4"), by=cast.commune, at=AT)
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)


def test_the_second_of_two_is_told_and_nothing_is_overwritten(cast: Cast, colleague: User, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186"), by=colleague, at=AT)
    with pytest.raises(VersionConflictError, match="Mùa A Sinh ghi 186 lúc 09:12") as refusal:
        values.save(submission=report.pk, changes=typed(A2="212", B1="1"), by=cast.commune, at=AT)
    theirs = refusal.value.detail["theirs"]
    assert (theirs["A2"].value, theirs["A2"].version) == (186, 1)  # type: ignore[index]
    assert line(report, "A2").value == 186
    assert not DataValue.objects.filter(submission=report, cell="B1").exists()
    values.save(submission=report.pk, changes=typed(1, A2="212"), by=cast.commune, at=AT)
    assert line(report, "A2").value == 212


def test_two_who_type_the_same_do_not_quarrel(cast: Cast, colleague: User, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186"), by=colleague, at=AT)
    values.save(submission=report.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    assert line(report, "A2").version == 1


def test_nobody_is_warned_of_oneself(cast: Cast, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="1"), by=cast.commune, at=AT)
    values.save(submission=report.pk, changes=typed(A2="12"), by=cast.commune, at=AT)
    assert line(report, "A2").value == 12


def test_a_sender_has_seen_what_is_sent(cast: Cast, colleague: User, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186"), by=colleague, at=AT)
    with pytest.raises(VersionConflictError, match="ô TT02"):
        submissions.send(submission=report.pk, version=1, seen_versions={"A2": 0, "B1": 0}, by=cast.commune, at=AT)
    submissions.send(submission=report.pk, version=1, seen_versions={"A2": 1, "B1": 0}, by=cast.commune, at=AT)


def test_a_replay_writes_once_and_another_body_under_the_key_is_refused(cast: Cast, opened: Opened) -> None:
    report = opened()
    save: Callable[..., Any] = values.save
    first = save(submission=report.pk, changes=typed(A2="5"), by=cast.commune, at=AT, key="k1")
    again = save(submission=report.pk, changes=typed(A2="5"), by=cast.commune, at=AT, key="k1")
    assert first.answer == again.answer
    assert Event.objects.filter(action="report.fill").count() == 1
    with pytest.raises(KeyReusedError):
        save(submission=report.pk, changes=typed(A2="6"), by=cast.commune, at=AT, key="k1")


def test_a_report_is_begun_once_and_by_its_own_unit_alone(cast: Cast, opened: Opened) -> None:
    report = opened()
    unit = cast.units["03304"]
    with pytest.raises(ActionRefused, match="đã có người lập"):
        submissions.open_submission(form="01-XA", unit=unit, period="2021S1", by=cast.commune, at=AT)
    for by in (cast.other_commune, cast.office, cast.police):
        with pytest.raises(NotFoundError):
            submissions.open_submission(form="01-XA", unit=unit, period="2021S2", by=by, at=AT)
    with pytest.raises(NotFoundError):  # a commune owes no police form
        submissions.open_submission(form="02-CA", unit=unit, period="2021S2", by=cast.police, at=AT)
    assert list(Submission.objects.all()) == [report]


@pytest.mark.parametrize(("day", "begun"), [(date(2021, 6, 14), False), (date(2021, 6, 15), True)])
def test_a_report_begins_with_the_days_that_it_counts(cast: Cast, opened: Opened, day: date, begun: bool) -> None:
    at = AT.replace(year=day.year, month=day.month, day=day.day)
    if begun:
        assert opened(period="2021S2", at=at).state == "draft"
    else:
        with pytest.raises(ActionRefused, match="chưa bắt đầu"):
            opened(period="2021S2", at=at)


def test_words_are_kept_counted_and_not_overwritten(cast: Cast, colleague: User, opened: Opened) -> None:
    report = opened()
    say = {"result": TypedText("Nói chuyện bằng tiếng Mông.\r\n", 0)}
    narratives.save(submission=report.pk, texts=say, by=colleague, at=AT)
    assert NarrativeText.objects.get(submission=report).text == "Nói chuyện bằng tiếng Mông."
    with pytest.raises(VersionConflictError, match="Mùa A Sinh"):
        narratives.save(submission=report.pk, texts={"result": TypedText("Khác", 0)}, by=cast.commune, at=AT)
    with pytest.raises(InvalidInput, match="nhiều nhất 60"):
        narratives.save(submission=report.pk, texts={"result": TypedText("ă" * 61, 1)}, by=cast.commune, at=AT)
    with pytest.raises(InvalidInput, match="không có mục này"):
        narratives.save(submission=report.pk, texts={"other": TypedText("x", 0)}, by=cast.commune, at=AT)


def test_a_reason_has_an_end(cast: Cast, opened: Opened, held: Callable[..., DataEntry]) -> None:
    held()
    with pytest.raises(InvalidInput, match="Lý do dài quá 300"):
        values.save(submission=opened().pk, changes=typed(0, "a" * 301, A1="4"), by=cast.commune, at=AT)


def test_a_program_sends_no_report_whose_read_cells_another_account_changed(
    cast: Cast, opened: Opened, colleague: User
) -> None:
    """Also where it writes none of these cells itself: it would send numbers that it has not seen."""
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    report.refresh_from_db()
    received = ReceivedReport(
        "01-XA", report.unit, report.period, {"B1": ReceivedCell("1,8")}, is_complete=True,
        seen_report=SeenReport(report.version, list_stored_versions(report)),
    )  # fmt: skip
    changed = typed(version=received.seen_report.stored.cells["A2"], A2="190")
    values.save(submission=report.pk, changes=changed, by=colleague, at=AT)
    with pytest.raises(ReportsRefusedError) as refused:
        receive_reports(reports=[received], source="", by=cast.commune, at=AT)
    ((number, refusal),) = refused.value.refusals
    assert isinstance(refusal, VersionConflictError)
    assert (number, "Mùa A Sinh ghi 190" in str(refusal.message)) == (0, True)
    assert not DataValue.objects.filter(cell="B1").exists()


def test_a_program_overwrites_no_words_that_another_account_wrote_since_it_read(
    cast: Cast, opened: Opened, colleague: User
) -> None:
    report = opened()
    seen = SeenReport(report.version, list_stored_versions(report))
    narratives.save(submission=report.pk, texts={"result": TypedText("Đạt.", 0)}, by=colleague, at=AT)
    received = ReceivedReport(
        "01-XA", report.unit, report.period, {"result": ReceivedCell("Chưa đạt.")}, seen_report=seen
    )
    with pytest.raises(ReportsRefusedError) as refused:
        receive_reports(reports=[received], source="", by=cast.commune, at=AT)
    ((_number, refusal),) = refused.value.refusals
    assert isinstance(refusal, VersionConflictError)
    assert NarrativeText.objects.get(submission=report).text == "Đạt."
