"""A report that is sent while a version is published is wholly by the definition before, or wholly by the new one."""

import shutil
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.indicators.element import ValueKind
from tests.apps.audit.hammer import together
from tests.apps.setup.test_programmes import spoil
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, FOLDERS, QUARTER, Office, morning
from tests.soak import times

CLERKS = ("cds-camthanh", "cds-bato", "cds-lyson")
OLD_NAME, NEW_NAME = "Hồ sơ thủ tục hành chính tiếp nhận trực tuyến", "Hồ sơ nhận trên mạng"
OLD, NEW = (None, OLD_NAME), ("Ô thêm", NEW_NAME)  # label of the added cell, name of DV01


def hire() -> Office:
    quang_ngai.load(DIGITAL)
    return Office(DIGITAL, quang_ngai.hire(DIGITAL), "cds")


def change(folder: Path) -> Any:
    """A cell more in the form and another name in the elements: two rows that must change together."""
    copied = Path(shutil.copytree(FOLDERS[DIGITAL], folder / uuid.uuid4().hex))
    spoil(copied, "elements.csv", OLD_NAME, NEW_NAME)
    text = (copied / "elements.csv").read_text("utf-8")
    (copied / "elements.csv").write_text(
        f"{text.rstrip()}\nDV99,Chỉ tiêu thêm,cuộc,count,flow,sum,sum,general,01-CDS,no,,II.1,kiểm thử,\n", "utf-8"
    )
    spoil(
        copied,
        "forms/01-CDS.yaml",
        "      - {code: A1,",
        "      - {code: A0, element: DV99, label: Ô thêm}\n      - {code: A1,",
    )
    return programmes.read_programme(copied)


def begin(office: Office, username: str) -> uuid.UUID:
    clerk, form = office.people[username], office.form("01-CDS")
    opened = submissions.open_submission(form=form.uid, unit=clerk.unit, period=QUARTER, by=clerk, at=morning())
    return uuid.UUID(str(opened.answer["id"]))


def type_all(report: uuid.UUID, clerk: User) -> None:
    row = Submission.objects.select_related("form__programme").get(pk=report)
    days = {*row.form.programme.elements.filter(kind=ValueKind.DATE).values_list("uid", flat=True)}
    cells = [cell for cell in row.definition.cells if not cell.sum_of]
    changes = {cell.code: TypedCell("-" if cell.element in days else "0", 0) for cell in cells}
    of_choices = {*row.form.programme.elements.filter(kind=ValueKind.CHOICE).values_list("uid", flat=True)}
    chosen = {cell.element: cell.code for cell in reversed(cells) if cell.element in of_choices}
    changes |= {code: TypedCell("1", 0) for code in chosen.values()}
    values.save(submission=report, changes=changes, by=clerk, at=morning())


def send(report: uuid.UUID, clerk: User) -> None:
    version = access_submission(clerk, report).version
    submissions.send(submission=report, version=version, by=clerk, at=morning() + timedelta(minutes=1))


def read_definition(report: uuid.UUID) -> tuple[str | None, str]:
    """The label of the added cell and the name of the first element, as the report was sent."""
    row = Submission.objects.get(pk=report)
    assert row.form_version is not None
    sent = row.form_version.sent_form
    label = next((cell.label for cell in sent.form.cells if cell.code == "A0"), None)
    stored = {*DataValue.objects.filter(submission=row).values_list("element__uid", flat=True)}
    assert stored <= {cell.element for cell in sent.form.cells}
    return label, next(element.name for element in sent.elements.values() if element.code == "DV01")


def check_whole(reports: list[uuid.UUID]) -> list[tuple[str | None, str]]:
    read = [read_definition(report) for report in reports if Submission.objects.get(pk=report).state == "sent"]
    assert {*read} <= {OLD, NEW}
    assert list(find_version_faults()) == []
    assert compare_with_trail().differences == ()
    return read


@pytest.fixture
def office(db: None, settings: Any) -> Office:
    settings.DEMONSTRATION = DEMONSTRATION
    return hire()


@pytest.mark.sweep
def test_in_any_order_of_their_steps(office: Office, tmp_path: Path) -> None:
    changed = change(tmp_path)

    @settings(max_examples=times(8, 100), suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(order=st.permutations(["begin", "type", "send", "prepare", "publish"]))
    def check(order: list[str]) -> None:
        clerk, made = office.people[CLERKS[0]], {}
        steps: dict[str, Callable[[], object]] = {
            "begin": lambda: made.update(report=begin(office, CLERKS[0])),
            "type": lambda: type_all(made["report"], clerk),
            "send": lambda: send(made["report"], clerk),
            "prepare": lambda: made.update(prepared=programmes.prepare_publication(programme=changed, at=morning())),
            "publish": lambda: programmes.import_programme(
                programme=changed, by="tests", at=morning(), prepared=made["prepared"]
            ),
        }
        sender, publisher = iter(["begin", "type", "send"]), iter(["prepare", "publish"])
        merged = [next(publisher if step in ("prepare", "publish") else sender) for step in order]
        with transaction.atomic():
            for step in merged:
                steps[step]()
            is_new = merged.index("publish") < merged.index("send")
            assert check_whole([made["report"]]) == [NEW if is_new else OLD]
            transaction.set_rollback(True)

    check()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_three_who_send_while_one_publishes(tmp_path: Path, settings: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite has one connection; any order of the steps is tried above")
    settings.DEMONSTRATION = DEMONSTRATION
    office = hire()
    changed, reports = change(tmp_path), [begin(office, username) for username in CLERKS]
    for report, username in zip(reports, CLERKS, strict=True):
        type_all(report, office.people[username])

    def act(thread: int) -> None:
        if thread == len(reports):
            programmes.import_programme(programme=changed, by="tests", at=morning())
        else:
            send(reports[thread], office.people[CLERKS[thread]])

    assert together(act, len(reports) + 1) == []
    assert len(check_whole(reports)) == len(reports)
