"""A program begins, fills and sends the reports of several communes in one request: all of them, or none."""

import itertools
import json
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.api.operations import report_batches
from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.queries.soundness import find_faults
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import values
from tests.apps.reporting.conftest import PERIOD, Opened, brought_to, opened, programme, typed
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast

__all__ = ["brought_to", "opened", "programme"]
ROOT = "/api/v1/submission-batches"
COMMUNES = ("03304", "03269")
CELLS = {"A2": {"value": 186}, "A2.1": {"value": 75}, "B1": {"value": 1.8}, "B2": {"gap": "not_applicable"}}


@pytest.fixture
def writer(cast: Cast, programme: None) -> User:
    """Of the office, who types the reports of all communes of the district."""
    role = Role.objects.create(code="typist", name="typist", actions=["report.view", "report.edit", "report.send"])
    grants.create_grant(
        user=cast.office, role=role, unit=cast.units["099"], function="general", since=date(2021, 1, 1),
        by="tests", at=AT,
    )  # fmt: skip
    return User.objects.get(pk=cast.office.pk)


@pytest.fixture
def machine(writer: User) -> Client:
    return program(make_token(writer))


def build(unit: str, **more: Any) -> dict[str, Any]:
    return {"form": "01-XA", "unit": unit, "period": PERIOD, "values": CELLS, **more}


def store(client: Client, *reports: dict[str, Any], query: str = "", **headers: str) -> Any:
    return client.post(
        f"{ROOT}{query}", json.dumps({"reports": reports}), content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )  # fmt: skip


def is_sound() -> bool:
    return not find_faults() and not compare_with_trail().differences


def test_it_works(machine: Client) -> None:
    """Begun, filled and sent, each under its own event, and all of them under one seal."""
    answer = store(machine, *(build(unit, texts={"result": "Đạt."}, send=True) for unit in COMMUNES))
    assert answer.status_code == 200, answer.json()
    assert {name: answer.json()[name] for name in ("dry_run", "imported", "updated", "ignored")} == {
        "dry_run": False, "imported": 10, "updated": 0, "ignored": 0,
    }  # fmt: skip
    assert [(report["unit"], report["state"]) for report in answer.json()["reports"]] == [
        (unit, "sent") for unit in COMMUNES
    ]
    for report in Submission.objects.all():
        assert (report.state, report.form_version is None) == ("sent", False)
        typed_cells = {line.cell.code: line.typed for line in build_sheet(report).lines}
        assert typed_cells == {"A1": "", "A2": "186", "A2.1": "75", "B1": "1,8", "B2": "-", "B3": "1,8"}
        assert [step.action for step in report.steps.order_by("id")] == ["open", "send"]
        events = Event.objects.filter(subject=f"submission:{report.pk}").order_by("seq")
        assert [event.action for event in events] == ["report.receive", "report.send"]
        assert all(event.body["detail"]["token"] for event in events)
    assert Event.objects.first().action == "report.import"
    assert Checkpoint.objects.first().size == Event.objects.first().seq
    assert is_sound()


@pytest.mark.parametrize("value", [True, False])
def test_true_and_false_are_no_counts(machine: Client, value: bool) -> None:
    answer = store(machine, build("03304", values={"A2": {"value": value}}))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/reports/0/values/A2"]


def test_it_stores_what_single_requests_store(machine: Client, cast: Cast) -> None:
    """The same cells by the operations for one report: the same rows, but for when and whose they are."""
    single = program(make_token(cast.commune))
    new = {"form": "01-XA", "unit": "03304", "period": PERIOD}
    begun = single.post("/api/v1/submissions", json.dumps(new), content_type="application/json").json()["id"]
    filling = {"values": CELLS, "texts": {"result": "Đạt."}}
    single.post(
        f"/api/v1/submissions/{begun}/send", json.dumps(filling), content_type="application/json",
        headers={"If-Match": "*"},
    )  # fmt: skip
    store(machine, build("03269", texts={"result": "Đạt."}, send=True))
    columns = [
        column.attname for column in DataValue._meta.concrete_fields
        if column.attname not in ("id", "submission_id", "updated_by_id", "updated_at")
    ]  # fmt: skip
    one, other = (
        [
            list(row)
            for row in DataValue.objects.filter(submission__unit__code=unit).order_by("cell").values_list(*columns)
        ]
        for unit in COMMUNES
    )
    assert one == other
    snapshots = [Submission.objects.get(unit__code=unit).snapshots.get() for unit in COMMUNES]
    assert (snapshots[0].cells, snapshots[0].words) == (snapshots[1].cells, snapshots[1].words)


def test_a_draft_tells_what_its_checks_find(machine: Client) -> None:
    wrong = {"A2": {"value": 186}, "A2.1": {"value": 212}}
    answer = store(machine, build("03304", values=wrong), build("03269"))
    first, second = answer.json()["reports"]
    assert (first["state"], second["findings"]) == ("draft", [])
    (finding,) = (found for found in first["findings"] if found["hard"])
    assert (finding["cells"], "212 lớn hơn" in finding["message"]) == (["A2.1", "A2"], True)


def test_with_one_wrong_cell_nothing_is_kept(machine: Client) -> None:
    before = Event.objects.exclude(action="token.use").count()
    wrong = {"A2": {"value": -1}, "Z9": {"value": 1}, "B1": {"value": 2}}
    answer = store(machine, build("03304", send=True), build("03269", values=wrong, texts={"result": "gặp Lò Thị Inh"}))
    assert (answer.status_code, answer.json()["code"]) == (422, "input-invalid")
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/reports/1/values/A2", "/reports/1/values/Z9",
    }  # fmt: skip
    assert not Submission.objects.exists()
    assert Event.objects.exclude(action="token.use").count() == before
    text_alone = store(machine, build("03269", texts={"result": "gặp Lò Thị Inh"}))
    assert [error["pointer"] for error in text_alone.json()["errors"]] == ["/reports/0/texts/result"]


def test_a_check_that_prevents_sending_prevents_all(machine: Client) -> None:
    wrong = {"A2": {"value": 186}, "A2.1": {"value": 212}}
    answer = store(machine, build("03304", send=True), build("03269", values=wrong, send=True))
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/reports/1/values/A2.1"]
    assert not Submission.objects.exists()


def test_a_dry_run_keeps_nothing(machine: Client) -> None:
    before = Event.objects.exclude(action="token.use").count()
    answer = store(machine, *(build(unit, send=True) for unit in COMMUNES), query="?dry_run=true", Idempotency_Key="k")
    assert (answer.status_code, answer.json()["dry_run"]) == (200, True)
    assert [report["state"] for report in answer.json()["reports"]] == ["sent", "sent"]
    assert not Submission.objects.exists()
    assert Event.objects.exclude(action="token.use").count() == before


def test_a_repeated_request_is_answered_as_the_first(machine: Client) -> None:
    first = store(machine, build("03304", send=True), Idempotency_Key="k")
    again = store(machine, build("03304", send=True), Idempotency_Key="k")
    assert again.status_code == first.status_code == 200
    assert again.json() == first.json()
    assert all(report["etag"] for report in again.json()["reports"])
    assert Event.objects.filter(action="report.import").count() == 1
    other = store(machine, build("03269"), Idempotency_Key="k")
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


class TestTheVersion:
    def test_a_begun_report_needs_its_tag(self, machine: Client, opened: Opened) -> None:
        opened()
        answer = store(machine, build("03304"), build("03269"))
        assert (answer.status_code, answer.json()["code"]) == (428, "version-required")
        assert answer.json()["errors"][0]["pointer"] == "/reports/0/etag"
        assert not DataValue.objects.exists()

    def test_somebody_was_first(self, machine: Client, cast: Cast, opened: Opened) -> None:
        report = opened()
        tag = machine.get(f"/api/v1/submissions/{report.pk}")["ETag"]
        values.save(submission=report.pk, changes=typed(A2="9"), by=cast.commune, at=AT)
        answer = store(machine, build("03304", etag=tag))
        assert (answer.status_code, answer.json()["code"]) == (412, "version-conflict")
        assert DataValue.objects.get(cell="A2").number == 9

    def test_the_tag_of_an_answer_is_that_of_a_read(self, machine: Client) -> None:
        first = store(machine, build("03304")).json()["reports"][0]
        changed = build("03304", values={"B1": {"value": 2}}, etag=first["etag"])
        second = store(machine, changed)
        assert (second.status_code, second.json()["updated"], second.json()["ignored"]) == (200, 1, 0)
        assert store(machine, changed).status_code == 412
        read = machine.get(f"/api/v1/submissions/{first['id']}")["ETag"]
        assert read.strip('"').partition(".")[0] == second.json()["reports"][0]["etag"].strip('"')

    def test_what_is_the_same_is_ignored(self, machine: Client) -> None:
        store(machine, build("03304"))
        again = store(machine, build("03304", etag="*")).json()
        assert (again["imported"], again["updated"], again["ignored"]) == (0, 0, 4)
        assert {row.version for row in DataValue.objects.all()} == {1}


class TestWhatIsRefused:
    def test_the_same_report_twice(self, machine: Client) -> None:
        answer = store(machine, build("03304"), build("03304"))
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/reports/1", "twice")]

    def test_reports_of_others_are_not_there(self, cast: Cast, programme: None) -> None:
        commune = program(make_token(cast.commune))
        answer = store(commune, build("03304"), build("03269"), build("03304", form="02-CA"), build("99"))
        assert {error["pointer"] for error in answer.json()["errors"]} == {f"/reports/{n}" for n in (1, 2, 3)}
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert not Submission.objects.exists()

    def test_a_sent_report_is_not_filled(self, machine: Client, brought_to: Callable[..., Submission]) -> None:
        brought_to("sent")
        answer = store(machine, build("03304", values={"A2": {"value": 1}}, etag="*"))
        assert (answer.status_code, answer.json()["code"]) == (409, "refused")

    def test_a_text_alone_does_not_change_a_report_that_was_sent(
        self, machine: Client, brought_to: Callable[..., Submission]
    ) -> None:
        """What the office has read stays what the unit signed, words as much as numbers."""
        report = brought_to("sent")
        answer = store(machine, build("03304", values={}, texts={"result": "Không đạt."}, etag="*"))
        assert (answer.status_code, answer.json()["code"]) == (409, "refused")
        assert not report.narratives.exists()

    def test_who_fills_and_does_not_send(self, writer: User) -> None:
        client = program(make_token(writer, ["report.view", "report.edit"]))
        answer = store(client, build("03304", send=True))
        assert (answer.status_code, answer.json()["code"]) == (403, "action-missing")
        assert store(client, build("03304")).status_code == 200

    @pytest.mark.parametrize(
        "body", [{}, {"reports": []}, {"reports": [{}]}, {"reports": [{"form": "01-XA"}]}, {"reports": "x"}]
    )
    def test_a_body_that_is_none(self, machine: Client, body: Any) -> None:
        answer = machine.post(ROOT, json.dumps(body), content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "input-invalid")

    def test_more_than_it_takes(self, machine: Client) -> None:
        answer = store(machine, *itertools.repeat(build("03304"), 201))
        assert answer.status_code == 422

    def test_more_forms_and_periods_than_it_takes(self, machine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each of them lists its units while others wait; many reports of one are one."""
        monkeypatch.setattr(report_batches, "MAX_PLACES", 2)
        reports = [build(unit, period=period) for unit in COMMUNES for period in ("2020S1", "2020S2")]
        assert store(machine, *reports).status_code == 200
        answer = store(machine, *reports, build("03304"))
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
            ("/reports", "too-many-places")
        ]

    def test_one_code_in_cells_and_texts(self, machine: Client) -> None:
        """Which of the two is meant is not guessed."""
        answer = store(machine, build("03304"), build("03269", texts={"A2": "Đạt.", "result": "Đạt."}))
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
            ("/reports/1/texts/A2", "twice")
        ]
        assert not Submission.objects.exists()


def test_queries_do_not_grow_with_the_reports(
    machine: Client, writer: User, django_assert_max_num_queries: Any
) -> None:
    """But for the step of each report that is sent."""
    store(machine, build("03304", period="2020S1"))
    with django_assert_max_num_queries(46):
        store(machine, build("03304", period="2020S2"))
    with django_assert_max_num_queries(46):
        store(machine, *(build(unit) for unit in COMMUNES))


VALUE = st.one_of(
    st.integers(-2, 10**13),
    st.decimals(-1, 1000, places=4, allow_nan=False).map(float),
    st.booleans(),
    st.text(max_size=8),
).map(lambda value: {"value": value})
REPORT = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["01-XA", "02-CA", "x"]), "unit": st.sampled_from([*COMMUNES, "099", "9"]),
        "period": st.sampled_from([PERIOD, "2020S2", "2021", "2021S9", "9"]), "etag": st.sampled_from(["", "*", "x"]),
        "values": st.dictionaries(st.sampled_from(["A1", "A2", "A2.1", "B1", "B3", "Z"]), VALUE, max_size=4),
        "texts": st.dictionaries(st.sampled_from(["result", "A2", "x"]), st.text(max_size=70), max_size=2),
        "send": st.booleans(),
    }
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(reports=st.lists(REPORT, min_size=1, max_size=4))
def test_any_request_stores_all_or_nothing(machine: Client, reports: list[dict[str, Any]]) -> None:
    def kept() -> tuple[Any, ...]:
        stored = sorted(DataValue.objects.values_list("submission", "cell", "number", "version"), key=repr)
        return stored, sorted(Submission.objects.values_list("pk", "state", "version"))

    before = kept()
    answer = store(machine, *reports, Idempotency_Key=str(uuid.uuid4()))
    assert answer.status_code in (200, 400, 404, 409, 412, 422, 428), answer.content
    if answer.status_code != 200:
        assert kept() == before
    assert is_sound()
