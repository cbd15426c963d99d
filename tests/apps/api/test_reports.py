"""A program reads what is due, begins, fills and sends the report of a commune; and what each step refuses."""

import base64
import json
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.api.operations import report_batches, report_writes
from sokehoach.apps.audit.models import Answer, Event
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.services import values
from tests.apps.reporting.conftest import PERIOD, Opened, brought_to, held, opened, programme, typed
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast

__all__ = ["brought_to", "held", "opened", "programme"]
ROOT = "/api/v1/submissions"


@pytest.fixture
def machine(cast: Cast) -> Client:
    return program(make_token(cast.commune))


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return client.generic(
        method, f"{ROOT}{path}", json.dumps({} if body is None else body), content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )  # fmt: skip


def read(client: Client, pk: Any) -> Any:
    return client.get(f"{ROOT}/{pk}")


FILLING = {
    "values": {"A2": {"value": 186}, "A2.1": {"value": 75}, "B1": {"value": 1.8}, "B2": {"gap": "not_applicable"}}
}


def test_it_works(cast: Cast, machine: Client, held: Callable[..., DataEntry]) -> None:
    held()
    due = machine.get("/api/v1/obligations", {"period": PERIOD}).json()["items"]
    mine = next(one for one in due if one["is_own"])
    assert (mine["form"], mine["unit"], mine["state"], mine["submission"]) == ("01-XA", "03304", "none", None)
    begun = send(machine, "POST", "", {"form": "01-XA", "unit": "03304", "period": PERIOD})
    assert begun.status_code == 201
    pk = begun.json()["id"]
    report = read(machine, pk)
    cells = {cell["cell"]: cell for cell in report.json()["cells"]}
    assert (cells["A1"]["value"], cells["A1"]["source"], cells["A2"]["gap"]) == (1, "register", "not_reported")
    filled = send(machine, "PATCH", f"/{pk}", FILLING | {"texts": {"result": "Đạt."}}, If_Match=report["ETag"])
    assert (filled.status_code, sorted(filled.json()["cells"])) == (200, ["A2", "A2.1", "B1", "B2"])
    assert filled["ETag"] == filled.json()["etag"]
    sent = send(machine, "POST", f"/{pk}/send", If_Match=filled["ETag"])
    assert (sent.status_code, sent.json()["state"]) == (200, "sent")
    told = read(machine, pk).json()
    assert {cell["cell"]: (cell["value"], cell["gap"]) for cell in told["cells"]} == {
        "A1": (1, None), "A2": (186, None), "A2.1": (75, None), "B1": (1.8, None), "B2": (None, "not_applicable"),
        "B3": (1.8, None),
    }  # fmt: skip
    assert (told["can_edit"], told["texts"][0]["text"]) == (False, "Đạt.")
    events = Event.objects.filter(subject=f"submission:{pk}").order_by("seq")
    assert [event.action for event in events] == ["report.open", "report.save", "report.send"]
    assert all(event.body["detail"]["token"] for event in events), "each names the token"
    assert {event.actor for event in events} == {"minh"}


class TestTheVersion:
    def test_is_required(self, machine: Client, opened: Opened) -> None:
        answer = send(machine, "PATCH", f"/{opened().pk}", FILLING)
        assert (answer.status_code, answer.json()["code"]) == (428, "version-required")
        assert not DataValue.objects.exists()

    def test_somebody_was_first(self, cast: Cast, machine: Client, opened: Opened) -> None:
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        values.save(submission=report.pk, changes=typed(A2="9"), by=cast.commune, at=AT)
        answer = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=tag)
        assert (answer.status_code, answer.json()["code"]) == (412, "version-conflict")
        assert DataValue.objects.get(cell="A2").number == 9
        assert send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=answer["ETag"]).status_code == 200

    def test_a_text_that_changed_meanwhile_is_another_version(self, machine: Client, opened: Opened) -> None:
        pk = opened().pk
        tag = read(machine, pk)["ETag"]
        first = send(machine, "PATCH", f"/{pk}", {"texts": {"result": "Đạt."}}, If_Match=tag)
        assert (first.status_code, first["ETag"] != tag) == (200, True)
        assert send(machine, "PATCH", f"/{pk}", {"texts": {"result": "Chưa đạt."}}, If_Match=tag).status_code == 412
        assert read(machine, pk).json()["texts"][0]["text"] == "Đạt."

    def test_a_weak_tag_and_a_list_of_tags_are_read(self, machine: Client, opened: Opened) -> None:
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        assert send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=f'"x", W/{tag}').status_code == 200

    def test_a_read_shows_what_a_register_counts_meanwhile(
        self, machine: Client, opened: Opened, held: Callable[..., DataEntry]
    ) -> None:
        """It is another answer to a read, and no other version to a write."""
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        held()
        again = machine.get(f"{ROOT}/{report.pk}", headers={"If-None-Match": tag})
        assert (again.status_code, again["ETag"] == tag) == (200, False)
        assert send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=tag).status_code == 200

    def test_a_read_with_the_same_version_is_not_sent_again(self, machine: Client, opened: Opened) -> None:
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        assert machine.get(f"{ROOT}/{report.pk}", headers={"If-None-Match": tag}).status_code == 304


class TestTheKey:
    def test_the_same_request_is_answered_the_same(self, machine: Client, opened: Opened) -> None:
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        first = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=tag, Idempotency_Key="k1")
        again = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=tag, Idempotency_Key="k1")
        assert again.status_code == 200, "although the version is another now"
        assert (again.json(), again["ETag"]) == (first.json(), first["ETag"])
        assert Event.objects.filter(action="report.save").count() == 1

    def test_the_tag_of_a_repeated_answer_is_that_of_its_own_write(
        self, cast: Cast, machine: Client, opened: Opened
    ) -> None:
        """What others changed since is told by the next write, not taken over."""
        report = opened()
        send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match="*", Idempotency_Key="k")
        values.save(submission=report.pk, changes=typed(1, A2="9"), by=cast.commune, at=AT)
        again = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match="*", Idempotency_Key="k")
        more = {"values": {"B1": {"value": 2}}}
        assert send(machine, "PATCH", f"/{report.pk}", more, If_Match=again["ETag"]).status_code == 412

    def test_beginning_tells_the_tag_of_the_first_filling(self, machine: Client, programme: None) -> None:
        begun = send(machine, "POST", "", {"form": "01-XA", "unit": "03304", "period": PERIOD}, Idempotency_Key="k")
        again = send(machine, "POST", "", {"form": "01-XA", "unit": "03304", "period": PERIOD}, Idempotency_Key="k")
        assert begun["ETag"] == again["ETag"] == begun.json()["etag"]
        filled = send(machine, "PATCH", f"/{begun.json()['id']}", FILLING, If_Match=again["ETag"])
        assert filled.status_code == 200

    def test_beginning_twice_begins_once(self, machine: Client, programme: None) -> None:
        new = {"form": "01-XA", "unit": "03304", "period": PERIOD}
        answers = [send(machine, "POST", "", new, Idempotency_Key="k") for _time in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()
        assert Submission.objects.count() == 1

    def test_another_request_under_it_is_refused(self, machine: Client, opened: Opened) -> None:
        report = opened()
        tag = read(machine, report.pk)["ETag"]
        send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match=tag, Idempotency_Key="k")
        other = send(machine, "PATCH", f"/{report.pk}", {"values": {}}, If_Match=tag, Idempotency_Key="k")
        assert (other.status_code, other.json()["code"]) == (422, "key-reused")

    def test_another_token_has_its_own(self, cast: Cast, machine: Client, opened: Opened) -> None:
        report, second = opened(), program(make_token(cast.commune, name="hai"))
        for client in (machine, second):
            tag = read(client, report.pk)["ETag"]
            assert send(client, "PATCH", f"/{report.pk}", FILLING, If_Match=tag, Idempotency_Key="k").status_code == 200
        assert Answer.objects.count() == 2

    def test_a_key_that_is_none(self, machine: Client, opened: Opened) -> None:
        report = opened()
        for key in ("Đ", "x" * 256):
            answer = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match="*", Idempotency_Key=key)
            assert answer.status_code == 400


class TestTriedWithoutEffect:
    def test_nothing_is_kept(self, machine: Client, brought_to: Callable[..., Submission]) -> None:
        report = brought_to("draft")
        before = (list(DataValue.objects.values()), Event.objects.exclude(action="token.use").count())
        tag = read(machine, report.pk)["ETag"]
        for path in (f"/{report.pk}/send?dry_run=true",):
            tried = send(machine, "POST", path, If_Match=tag, Idempotency_Key="k")
            assert (tried.status_code, tried.json()["dry_run"], tried.json()["state"]) == (200, True, "sent")
        assert (list(DataValue.objects.values()), Event.objects.exclude(action="token.use").count()) == before
        assert read(machine, report.pk)["ETag"] == tag
        assert not Answer.objects.exists()
        assert send(machine, "POST", f"/{report.pk}/send", If_Match=tag, Idempotency_Key="k").json()["dry_run"] is False

    def test_it_is_checked_as_if_it_were_kept(self, machine: Client, opened: Opened) -> None:
        wrong = {"values": {"A2": {"value": 1}, "A2.1": {"value": 2}}}
        answer = send(machine, "POST", f"/{opened().pk}/send?dry_run=true", wrong, If_Match="*")
        assert answer.status_code == 422


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ({"value": -1}, "invalid"), ({"value": 1.5}, "invalid"), ({"value": 10**12}, "invalid"),
            ({"value": "mười"}, "format"), ({}, "both"), ({"value": 1, "gap": "not_reported"}, "both"),
            ({"gap": "zero"}, "choice"), ({"number": 1}, "unknown"), ({"value": [1]}, "format"),
        ],
    )  # fmt: skip
    def test_a_value_that_no_cell_takes(self, machine: Client, opened: Opened, value: Any, code: str) -> None:
        answer = send(machine, "PATCH", f"/{opened().pk}", {"values": {"A2": value}}, If_Match="*")
        assert (answer.status_code, answer.json()["code"]) == (422, "input-invalid")
        error = answer.json()["errors"][0]
        assert error["pointer"].startswith("/values/A2")
        assert error["code"] == code or code == "format"
        assert not DataValue.objects.exists()

    @pytest.mark.parametrize("text", ["1.234", "1,8", "1.234.567", "12/6/2021", "1e2", "١٢", " 8", "2021-02-30"])
    def test_a_text_is_not_read_as_officials_write_numbers(self, machine: Client, opened: Opened, text: str) -> None:
        """In JSON 1.234 is little more than one, and whose January 1/2/2021 is nobody knows."""
        answer = send(machine, "PATCH", f"/{opened().pk}", {"values": {"A2": {"value": text}}}, If_Match="*")
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/values/A2"]
        assert not DataValue.objects.exists()

    def test_a_number_as_text_is_read_as_json_writes_it(self, machine: Client, opened: Opened) -> None:
        values = {"A2": {"value": "186"}, "A2.1": {"value": "75.0"}, "B1": {"value": "1.8"}}
        assert send(machine, "PATCH", f"/{opened().pk}", {"values": values}, If_Match="*").status_code == 200
        stored = {value.cell: value.number for value in DataValue.objects.all()}
        assert stored == {"A2": 186, "A2.1": 75, "B1": Decimal("1.8")}

    def test_what_is_no_kind_of_value_is_told_once(self, machine: Client, opened: Opened) -> None:
        report = opened()
        for value in ({}, [1]):
            answer = send(machine, "PATCH", f"/{report.pk}", {"values": {"A2": {"value": value}}}, If_Match="*")
            assert [error["pointer"] for error in answer.json()["errors"]] == ["/values/A2/value"]

    def test_a_cell_that_is_not_there_or_computed(self, machine: Client, opened: Opened) -> None:
        report = opened()
        for code in ("Z9", "B3", "a/b~c"):
            answer = send(machine, "PATCH", f"/{report.pk}", {"values": {code: {"value": 1}}}, If_Match="*")
            assert answer.status_code == 422, code

    def test_a_text_that_names_somebody(self, machine: Client, opened: Opened) -> None:
        answer = send(machine, "PATCH", f"/{opened().pk}", {"texts": {"result": "gặp Lò Thị Inh"}}, If_Match="*")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/texts/result")

    def test_findings_stand_beside_their_cells(self, machine: Client, opened: Opened) -> None:
        wrong = {"values": {"A2": {"value": 186}, "A2.1": {"value": 212}}}
        answer = send(machine, "POST", f"/{opened().pk}/send", wrong, If_Match="*")
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/values/A2.1"]
        assert "212 lớn hơn" in answer.json()["errors"][0]["message"]

    def test_a_sent_report_is_not_filled(self, machine: Client, brought_to: Callable[..., Submission]) -> None:
        report = brought_to("sent")
        answer = send(machine, "PATCH", f"/{report.pk}", FILLING, If_Match="*")
        assert (answer.status_code, answer.json()["code"]) == (409, "refused")

    @pytest.mark.parametrize("who", ["other_commune", "outsider", "police"])
    def test_another_units_report_is_not_there(self, cast: Cast, opened: Opened, who: str) -> None:
        report = opened()
        client = program(make_token(getattr(cast, who)))
        assert read(client, report.pk).status_code == 404
        assert send(client, "PATCH", f"/{report.pk}", FILLING, If_Match="*").status_code == 404
        assert send(client, "POST", f"/{report.pk}/send", If_Match="*").status_code == 404
        new = send(client, "POST", "", {"form": "01-XA", "unit": "03304", "period": "2021S2"})
        assert new.status_code == 404

    def test_a_token_that_reads_alone_writes_nothing(self, cast: Cast, opened: Opened) -> None:
        client = program(make_token(cast.commune, ["report.view"]))
        report = opened()
        assert read(client, report.pk).json()["can_edit"] is False
        for method, path in (("PATCH", f"/{report.pk}"), ("POST", f"/{report.pk}/send"), ("POST", "")):
            assert send(client, method, path, FILLING, If_Match="*").json()["code"] == "action-missing"

    def test_who_fills_and_does_not_send(self, cast: Cast, opened: Opened) -> None:
        client = program(make_token(cast.commune, ["report.edit"]))
        report = opened()
        assert send(client, "PATCH", f"/{report.pk}", FILLING, If_Match="*").status_code == 200
        assert send(client, "POST", f"/{report.pk}/send", If_Match="*").status_code == 403

    def test_what_the_reviewer_does_is_no_tokens(self, cast: Cast, brought_to: Callable[..., Submission]) -> None:
        """The office reads a commune's report; a confidential one, whose total it reviews on the page, it does not."""
        client = program(make_token(cast.office))
        assert read(client, brought_to("sent").pk).status_code == 200
        assert read(client, brought_to("sent", "02-CA").pk).status_code == 404

    def test_a_period_or_form_that_is_none(self, machine: Client) -> None:
        for new in ({"period": "2021S9"}, {"form": "99"}, {"unit": "99"}):
            body = {"form": "01-XA", "unit": "03304", "period": PERIOD} | new
            assert send(machine, "POST", "", body).status_code == 404


class TestLists:
    def test_filters_and_pages(self, cast: Cast, brought_to: Callable[..., Submission], opened: Opened) -> None:
        first = brought_to("sent")
        second = opened(period="2020S2")
        machine = program(make_token(cast.commune))
        assert [one["id"] for one in machine.get(ROOT).json()["items"]] == [str(second.pk), str(first.pk)]
        only = machine.get(ROOT, {"state": "sent", "period": PERIOD, "fields": "id,state"}).json()
        assert only == {"items": [{"id": str(first.pk), "state": "sent"}], "next": None}
        page = machine.get(ROOT, {"limit": 1}).json()
        rest = machine.get(ROOT, {"limit": 1, "cursor": page["next"]}).json()
        assert [one["id"] for one in (*page["items"], *rest["items"])] == [str(second.pk), str(first.pk)]
        assert rest["next"] is None
        for path, query in (
            (ROOT, {"state": "sent"}), ("/api/v1/units", {}), (ROOT, {"period": PERIOD, "state": "draft"}),
        ):  # fmt: skip
            answer = machine.get(path, {**query, "cursor": page["next"]})
            assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid"), "of another list"

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({"limit": 0}, 422), ({"limit": 501}, 422), ({"limit": "x"}, 422), ({"cursor": "x"}, 400),
            ({"cursor": "WzFd"}, 400), ({"cursor": "WyIxIiwiMiIsIjMiLCJ4IiwieSJd"}, 400), ({"fields": "secret"}, 422),
            ({"perod": PERIOD}, 422), ({"period": "nowhere"}, 200),
        ],
    )  # fmt: skip
    def test_a_query_that_is_wrong(self, machine: Client, opened: Opened, query: Any, status: int) -> None:
        opened()
        assert machine.get(ROOT, query).status_code == status

    @pytest.mark.parametrize("text", ["\0", "\ud800"])
    def test_a_cursor_that_no_database_takes(self, machine: Client, opened: Opened, text: str) -> None:
        opened(), opened(period="2020S2")
        given = machine.get(ROOT, {"limit": 1}).json()["next"]
        of_list, _period, *key = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        cursor = base64.urlsafe_b64encode(json.dumps([of_list, text, *key]).encode()).decode()
        answer = machine.get(ROOT, {"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid")

    def test_accepted_values_are_those_of_the_page(self, cast: Cast, brought_to: Callable[..., Submission]) -> None:
        brought_to("accepted")
        query = {"form": "01-XA", "period": PERIOD}
        told = program(make_token(cast.office)).get("/api/v1/accepted-values", query).json()["items"]
        assert {one["cell"]: one["value"] for one in told if one["gap"] is None} == {
            "A2": 186, "A2.1": 75, "B1": 1.8, "B3": 1.8,
        }  # fmt: skip
        assert program(make_token(cast.outsider)).get("/api/v1/accepted-values", query).json()["items"] == []

    def test_counts_of_persons_below_their_level_do_not_exist(
        self, cast: Cast, brought_to: Callable[..., Submission]
    ) -> None:
        """XL01 counts persons: of the police, at the level of the district, it is there; below never (limits.md, 4)."""
        brought_to("accepted", "02-CA")
        query = {"form": "02-CA", "period": PERIOD}
        told = program(make_token(cast.police)).get("/api/v1/accepted-values", query).json()["items"]
        assert {one["cell"] for one in told} == {"A1", "A2"}
        for who in ("office", "health", "commune"):
            answer = program(make_token(getattr(cast, who))).get("/api/v1/accepted-values", query)
            assert answer.json()["items"] == [], who


def test_queries_do_not_grow_with_the_reports(
    cast: Cast, brought_to: Callable[..., Submission], django_assert_max_num_queries: Any
) -> None:
    brought_to("sent")
    office = program(make_token(cast.office))
    office.get(ROOT)
    with django_assert_max_num_queries(6):
        office.get(ROOT)
    for number in range(5):
        Submission.objects.create(
            id=uuid.uuid4(), form=Submission.objects.all()[0].form, unit=cast.units["03269"],
            period=f"201{number}S1", created_at=AT,
        )  # fmt: skip
    with django_assert_max_num_queries(6):
        assert len(office.get(ROOT).json()["items"]) == 6


@pytest.mark.parametrize("step", ["fill", "send", "batch"])
def test_of_two_requests_with_one_etag_the_second_is_refused(
    cast: Cast, opened: Opened, machine: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Of one account, too: the other one came after the first look at If-Match, and before the lock."""
    report = opened()
    tag = read(machine, report.pk)["ETag"]
    module = report_batches if step == "batch" else report_writes
    run_write = module.run_write

    def run_late(*args: Any, **kwargs: Any) -> Any:
        values.save(submission=report.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
        return run_write(*args, **kwargs)

    monkeypatch.setattr(module, "run_write", run_late)
    filling = {"values": {"A2": {"value": 9}}}
    if step == "batch":
        batch = {"reports": [{"form": "01-XA", "unit": "03304", "period": PERIOD, "etag": tag, **filling}]}
        answer = machine.post("/api/v1/submission-batches", json.dumps(batch), content_type="application/json")
    else:
        method, path = ("PATCH", "") if step == "fill" else ("POST", "/send")
        answer = send(machine, method, f"/{report.pk}{path}", filling, If_Match=tag)
    assert (answer.status_code, answer.json()["code"]) == (412, "version-conflict")
    assert DataValue.objects.get(submission=report.pk, cell="A2").number == 186


def test_an_unknown_cell_is_told_where_it_was_sent(opened: Opened, machine: Client) -> None:
    report = opened()
    filling = {"values": {"Z9": {"value": 1}}, "texts": {"nothing": "Có."}}
    answer = send(machine, "PATCH", f"/{report.pk}", filling, If_Match="*")
    assert {error["pointer"] for error in answer.json()["errors"]} <= {"/values/Z9", "/texts/nothing"}
    assert answer.json()["errors"]
