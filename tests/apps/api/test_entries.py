"""Entries of a register: read in pages, added in bulk with what is wrong by row, tried without effect."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sokehoach.apps.audit.models import Answer, Event
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.apps.registers.making import make_options
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast

ENTRIES = "/api/v1/registers/truyen-thong/entries"
TYPED = {name: value.isoformat() if name == "day" else value for name, value in LINE.items()}


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    make_options(OPTIONS)


@pytest.fixture
def machine(cast: Cast) -> Client:
    return program(make_token(cast.commune))


def add(client: Client, *rows: dict[str, Any], query: str = "", **headers: str) -> Any:
    body = {"entries": [{"values": row} for row in rows]}
    return client.post(f"{ENTRIES}{query}", json.dumps(body), content_type="application/json", headers=headers)


def test_many_are_added_and_read(cast: Cast, machine: Client) -> None:
    rows = [TYPED | {"title": f"Họp bản {number}"} for number in range(30)]
    answer = add(machine, *rows).json()
    assert (answer["written"], answer["known"], answer["dry_run"]) == (30, 0, False)
    titles, cursor = [], ""
    while cursor is not None:
        page = machine.get(ENTRIES, {"limit": 7, "cursor": cursor}).json()
        titles += [one["values"]["title"] for one in page["items"]]
        cursor = page["next"]
    assert sorted(titles) == sorted(row["title"] for row in rows)
    one = page["items"][0]
    assert one["values"]["day"] == "2021-06-12"
    assert one["values"]["contents"] == ["harm", "law"]
    assert (one["values"]["people"], one["values"]["items"]) == (46, None)
    assert machine.get(f"{ENTRIES}/{one['id']}").json() == one | {"rows": {}}
    assert Event.objects.get(action="entry.bring_in").body["detail"]["token"]


def test_what_the_register_holds_already_is_not_written_twice(machine: Client) -> None:
    first = add(machine, TYPED).json()
    assert first["written"] == 1
    second = add(machine, TYPED | {"title": "Khác"}, TYPED).json()
    assert (second["written"], second["known"]) == (1, 1)
    assert [entry["known"] for entry in second["entries"]] == [False, True]
    assert second["entries"][1]["id"] == first["entries"][0]["id"]


def test_each_row_is_answered_with_its_id_in_the_order_of_the_rows(cast: Cast, machine: Client) -> None:
    titles = [f"Họp bản {number * 7 % 11}" for number in range(11)]
    held = add(machine, *(TYPED | {"title": title} for title in titles[3:6])).json()["entries"]
    entries.void_entry(
        register="activities", entry=UUID(held[1]["id"]), version=1, reason="Ghi nhầm", by=cast.commune, at=AT
    )
    added = add(machine, *(TYPED | {"title": title} for title in titles)).json()["entries"]
    assert [entry["known"] for entry in added] == [3 <= place < 6 for place in range(11)]
    assert [machine.get(f"{ENTRIES}/{entry['id']}").json()["values"]["title"] for entry in added] == titles
    assert added[3:6] == [entry | {"known": True} for entry in held]


def test_the_same_request_is_answered_the_same(cast: Cast, machine: Client) -> None:
    rows = [TYPED | {"title": title} for title in ("Họp bản", "Họp xã", "Họp tổ")]
    first = add(machine, *rows, **{"Idempotency-Key": "k"}).json()
    ids = [entry["id"] for entry in first["entries"]]
    entries.void_entry(register="activities", entry=UUID(ids[0]), version=1, reason="Nhầm", by=cast.commune, at=AT)
    assert add(machine, *rows, **{"Idempotency-Key": "k"}).json() == first
    assert {str(activity.pk) for activity in DataEntry.objects.all()} == {*ids}
    assert add(machine, *reversed(rows), **{"Idempotency-Key": "k"}).json()["code"] == "key-reused"
    known = add(machine, *reversed(rows), **{"Idempotency-Key": "k2"}).json()
    assert known["entries"] == [{"id": pk, "known": True} for pk in reversed(ids)]
    assert (len(ids), DataEntry.objects.count()) == (3, 3)


def test_an_answer_of_before_ids_were_answered_is_repeated_without_them(machine: Client) -> None:
    add(machine, TYPED, **{"Idempotency-Key": "k"})
    stored = Answer.objects.get()
    del stored.answer["answer"]["entries"]
    stored.save()
    again = add(machine, TYPED, **{"Idempotency-Key": "k"})
    assert (again.status_code, again.json()["written"], again.json()["entries"]) == (200, 1, [])


def test_what_is_wrong_is_told_by_row_and_field_and_nothing_is_kept(machine: Client) -> None:
    answer = add(
        machine,
        TYPED,
        TYPED | {"day": "2021-06-31", "people": -1},
        TYPED | {"kind": "song", "title": ""},
        TYPED | {"colour": "red"},
        TYPED | {"title": "Họp với Lò Thị Inh"},
    )
    assert answer.status_code == 422
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert {
        "/entries/1/values/day", "/entries/1/values/people", "/entries/2/values/kind", "/entries/2/values/title",
        "/entries/3/values/colour", "/entries/4/values/title",
    } <= pointers  # fmt: skip
    assert not [one for one in pointers if one.startswith("/entries/0")]
    assert not DataEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("people", "1.234", "number"), ("people", "46.0", "number"), ("people", "46 người", "number"),
        ("day", "1/2/2021", "date"), ("day", "12-06-2021", "date"), ("day", "2021-06-12T00:00:00Z", "date"),
        ("day", 20210612, "date"), ("day", "2021-06-31", "date"), ("people", 4.5, "format"), ("people", {}, "format"),
        ("title", {}, "format"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_read_as_json_and_iso_write_them(
    machine: Client, field: str, value: Any, code: str
) -> None:
    """On a page «1.234» is more than a thousand and «1/2/2021» in February; a program may mean something else."""
    wrong = {"pointer": f"/entries/0/values/{field}", "code": code}
    (error,) = add(machine, TYPED | {field: value}).json()["errors"]
    assert {"pointer": error["pointer"], "code": error["code"]} == wrong
    added = add(machine, TYPED).json()["entries"][0]["id"]
    answer = machine.patch(
        f"{ENTRIES}/{added}", json.dumps({"values": {field: value}}), content_type="application/json",
        headers={"If-Match": "*"},
    )  # fmt: skip
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/values/{field}"]
    assert DataEntry.objects.get().content["people"] == 46


def test_a_member_of_a_list_that_is_no_text_is_told_by_its_place(machine: Client) -> None:
    pointers = {error["pointer"] for error in add(machine, TYPED | {"contents": ["law", 5]}).json()["errors"]}
    assert "/entries/0/values/contents/1" in pointers
    assert not [pointer for pointer in pointers if "list" in pointer or "str" in pointer]


def test_whole_numbers_as_text_are_taken(machine: Client) -> None:
    assert add(machine, TYPED | {"people": "1234", "women": "0"}).status_code == 200
    assert DataEntry.objects.values_list("content__people", "content__women").get() == (1234, 0)


def test_tried_without_effect(machine: Client) -> None:
    events = Event.objects.filter(action="entry.bring_in")
    tried = add(machine, TYPED, query="?dry_run=true").json()
    assert tried == {"written": 1, "known": 0, "rows": 0, "dry_run": True, "entries": [{"id": None, "known": False}]}
    assert not DataEntry.objects.exists()
    assert not events.exists()
    assert add(machine, TYPED | {"people": "x"}, query="?dry_run=true").status_code == 422


@pytest.mark.parametrize(
    "body", [{}, {"entries": []}, {"entries": [{}]}, {"entries": [{"values": {}}] * 501}, {"entries": {}}, [], None]
)
def test_a_body_of_another_shape(machine: Client, body: Any) -> None:
    assert machine.post(ENTRIES, json.dumps(body), content_type="application/json").status_code == 422


def test_another_unit_is_not_written_for(cast: Cast, machine: Client) -> None:
    body = {"entries": [{"unit": "03269", "values": TYPED}]}
    answer = machine.post(ENTRIES, json.dumps(body), content_type="application/json")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/entries/0/unit"]


def test_a_register_that_the_account_does_not_keep_is_not_there(cast: Cast, machine: Client) -> None:
    for slug in ("dau-tranh-xu-ly", "nowhere"):
        assert machine.get(f"/api/v1/registers/{slug}/entries").status_code == 404
        address = f"/api/v1/registers/{slug}/entries"
        body = json.dumps({"entries": [{"values": {}}]})
        assert machine.post(address, body, content_type="application/json").status_code == 404
    reader = program(make_token(cast.commune, ["register.view"], name="đọc"))
    assert add(reader, TYPED).json()["code"] == "action-missing"


def test_a_voided_entry_is_told_as_such(cast: Cast, machine: Client) -> None:
    add(machine, TYPED)
    row = DataEntry.objects.get()
    entries.void_entry(register="activities", entry=row.pk, version=1, reason="Ghi nhầm", by=cast.commune, at=AT)
    assert [one["voided"] for one in machine.get(ENTRIES).json()["items"]] == [True]
    assert machine.get(ENTRIES, {"voided": "false"}).json()["items"] == []


def test_filters_of_days(machine: Client) -> None:
    add(machine, TYPED)
    for query, count in (
        ({"day_from": "2021-06-12"}, 1), ({"day_from": "2021-06-13"}, 0), ({"day_until": "2021-06-12"}, 0),
        ({"unit": "03304"}, 1), ({"unit": "03269"}, 0), ({"updated_since": "2021-01-01T00:00:00+07:00"}, 1),
    ):  # fmt: skip
        assert len(machine.get(ENTRIES, query).json()["items"]) == count, query
    assert machine.get(ENTRIES, {"day_from": "12/06/2021"}).json()["errors"][0]["code"] == "date"


def test_the_definition_tells_fields_and_choices(machine: Client) -> None:
    fields = {one["name"]: one for one in machine.get("/api/v1/registers/truyen-thong").json()["fields"]}
    assert fields["kind"]["choices"][0] == {"code": "talk", "name": "Tuyên truyền trực tiếp"}
    assert (fields["people"]["kind"], fields["title"]["required"]) == ("number", True)


def test_staff_and_entries_of_other_registers_are_offered_to_who_writes(cast: Cast) -> None:
    def offer(*actions: str) -> dict[str, int]:
        client = program(make_token(cast.commune, actions, name=" ".join(actions)))
        return {
            f"{slug} {field['name']}": len(field["choices"])
            for slug in ("hop-chi-dao", "ket-luan-hop", "doi-kiem-tra")
            if (answer := client.get(f"/api/v1/registers/{slug}")).status_code == 200
            for field in answer.json()["fields"]
            if field["kind"] in ("staff", "line")
        }

    to_readers, to_writers = offer("register.view"), offer("register.view", "register.edit")
    assert to_readers
    assert not any(to_readers.values())
    assert any(to_writers.values())


def test_queries_do_not_grow_with_the_entries(machine: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert machine.get(ENTRIES).status_code == 200
        return len(queries.captured_queries)

    add(machine, *(TYPED | {"title": f"Họp {number}"} for number in range(3)))
    machine.get(ENTRIES)
    few = count()
    add(machine, *(TYPED | {"title": f"Họp thêm {number}"} for number in range(20)))
    machine.get(ENTRIES)
    assert count() <= few < 15


def test_a_wrong_choice_is_answered_with_the_codes(machine: Client) -> None:
    """The page has names; a program sends codes."""
    answer = add(machine, TYPED | {"channel": "Họp thôn"}, TYPED | {"contents": ["harm", "nothing"]})
    told = {error["pointer"]: error["message"] for error in answer.json()["errors"]}
    codes = {name: ", ".join(code for code, _name in OPTIONS[name]) for name in ("channel", "content")}
    assert told["/entries/0/values/channel"].endswith(f" Mã: {codes['channel']}.")
    assert told["/entries/1/values/contents"].endswith(f" Mã: {codes['content']}.")
    english = add(machine, TYPED | {"channel": "Họp thôn"}, **{"Accept-Language": "en"}).json()["errors"]
    assert " must be one of: " in english[0]["message"]
    assert english[0]["message"].endswith(f" Codes: {codes['channel']}.")


def test_a_wrong_choice_in_a_change_is_too(machine: Client) -> None:
    add(machine, TYPED)
    (entry,) = machine.get(ENTRIES).json()["items"]
    answer = machine.patch(
        f"{ENTRIES}/{entry['id']}", json.dumps({"values": {"kind": "song"}}), content_type="application/json",
        headers={"If-Match": "*"},
    )  # fmt: skip
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/values/kind"
    assert error["message"].endswith(f" Mã: {', '.join(code for code, _name in OPTIONS['kind'])}.")
