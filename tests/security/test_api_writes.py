"""Every write of the API and of the addresses for DHIS2, asked for what is on the other side of the wall.

The police's report and an entry of theirs are written by their own token, and by nobody else's: of the other side, of a
commune, of another programme. A new operation that writes has to be said here.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client

from sokehoach.apps.accounts.models import ApiToken, User
from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import values as values_service
from tests.apps.reporting.conftest import PERIOD, Opened, import_programme, opened, typed
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme
from tests.security.api_operations import NOWHERE, OPERATIONS
from tests.security.test_dhis2 import ACTIONS

__all__ = ["opened"]
PLACE = {"form": "02-CA", "unit": "099.CA", "period": PERIOD}
CELLS = {"values": {"A1": {"value": 7}}}
ENTRY: dict[str, Any] = {
    "unit": "099.CA",
    "values": {
        "day": "2021-06-12", "title": "Họp bản Ten Hon", "kind": "talk", "channel": "village_meeting",
        "place": "Bản Ten Hon", "people": 46, "women": 21, "audiences": ["residents"], "contents": ["law"],
        "languages": ["hmong"],
    },
}  # fmt: skip
VALUE = {"dataElement": "KT01", "period": PERIOD, "orgUnit": "099.CA", "dataSet": "02-CA", "value": "7"}
SHORT = {"de": "KT01", "pe": PERIOD, "ou": "099.CA", "ds": "02-CA", "value": "7"}
COMPLETE = {"dataSet": "02-CA", "period": PERIOD, "organisationUnit": "099.CA", "completed": True}


ENTRY_PATH = "v1/registers/truyen-thong/entries/{entry}"


@dataclass(frozen=True)
class Write:
    """`path` and its body; `is_open`: whether the police themselves may."""

    method: str
    path: str
    body: Any = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    begins: bool = False  # whether it is asked where no report is begun
    is_open: bool = True
    voided: bool = False  # whether the entry is a voided one


WRITES: dict[str, Write] = {
    "create_submission": Write("POST", "v1/submissions", PLACE, begins=True),
    "fill_submission": Write("PATCH", "v1/submissions/{submission}", CELLS),
    "send_submission": Write("POST", "v1/submissions/{submission}/send", CELLS),
    "store_submissions": Write("POST", "v1/submission-batches", {"reports": [PLACE | CELLS]}, begins=True),
    "add_entries": Write("POST", "v1/registers/truyen-thong/entries", {"entries": [ENTRY]}),
    "change_entry": Write("PATCH", ENTRY_PATH, {"values": {"title": "Họp bản khác"}}),
    "void_entry": Write("POST", f"{ENTRY_PATH}/void", {"reason": "Ghi hai lần."}),
    "restore_entry": Write("POST", f"{ENTRY_PATH}/restore", voided=True),
    "data_value_sets POST": Write("POST", "dataValueSets", {"dataValues": [VALUE]}),
    "data_values POST": Write("POST", "dataValues", query=SHORT),
    "data_values DELETE": Write("DELETE", "dataValues", query=SHORT),
    "complete_registrations POST": Write(
        "POST", "completeDataSetRegistrations", {"completeDataSetRegistrations": [COMPLETE]}
    ),
    "complete_registrations DELETE": Write("DELETE", "completeDataSetRegistrations", query=SHORT, is_open=False),
}
each_write = pytest.mark.parametrize("name", WRITES)


@pytest.fixture(autouse=True)
def definitions(cast: Cast) -> None:
    import_programme(cast)
    sexes = OptionSet.objects.create(programme=first_programme(), uid="sex", code="sex", name="Giới")
    Option.objects.create(option_set=sexes, code="female", name="Nữ", position=0)


def test_every_write_is_said_here() -> None:
    own = {operation.name for operation in OPERATIONS if operation.method != "GET"}
    others = {f"{name} {method}" for name, method in ACTIONS if method != "GET"}
    assert own | others == WRITES.keys()


def ask(client: Client, write: Write, report: Submission | None) -> Any:
    entry = DataEntry.objects.filter(type__uid="activities").values_list("pk", flat=True).first() or NOWHERE
    path = write.path.format(submission=report.pk if report else "", entry=entry)
    return client.generic(
        write.method, f"/api/{path}?{urlencode(write.query)}", json.dumps(write.body),
        content_type="application/json", headers={"If-Match": "*"},
    )  # fmt: skip


def count_rows() -> dict[str, list[Any]]:
    """All that is stored of reports and registers, row by row."""
    labels = ("reporting", "data_registers")
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def list_others(cast: Cast) -> dict[str, Client]:
    other = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    text = make_token(cast.police, name="chương trình khác")
    ApiToken.objects.filter(uid=text.uid).update(programme=other)
    return {
        "the other side": program(make_token(cast.health)),
        "a commune": program(make_token(cast.commune)),
        "another district": program(make_token(cast.outsider)),
        "without confidential data": program(make_token(cast.police, confidential=False, name="chung")),
        "another programme": program(text),
    }


@each_write
def test_nobody_else_writes_for_the_police(cast: Cast, opened: Opened, name: str) -> None:
    write = WRITES[name]
    report = None if write.begins else opened("02-CA")
    if "{entry}" in write.path:
        values = ENTRY["values"] | {"day": AT.date(), "items": None}
        added = entries.create_entry(
            register="activities", unit=cast.units["099.CA"], values=values, by=cast.police, at=AT
        )
        if write.voided:
            entries.void_entry(
                register="activities", entry=added.answer["id"], version=1, reason="Ghi hai lần.", by=cast.police, at=AT
            )
    if name == "data_values DELETE" and report is not None:
        values_service.save(submission=report.pk, changes=typed(A1="7"), by=cast.police, at=AT)
    before = count_rows()
    for who, client in list_others(cast).items():
        if "/registers/" in write.path and who == "without confidential data":
            continue  # the register is a general one
        answer = ask(client, write, report)
        assert 400 <= answer.status_code < 500, (who, answer.content)
        assert count_rows() == before, who
    answer = ask(program(make_token(User.objects.get(pk=cast.police.pk), name="riêng")), write, report)
    assert (answer.status_code < 400) == write.is_open, answer.content
    assert (count_rows() != before) == write.is_open


@each_write
def test_who_may_not_write_cannot_tell_whether_a_report_is_begun(cast: Cast, opened: Opened, name: str) -> None:
    write = WRITES[name]
    if "{submission}" in write.path or "/registers/" in write.path:
        pytest.skip("the address has an id that only who sees the report knows, or it is of no report")
    clients = list_others(cast)
    without = {who: _read(ask(client, write, None)) for who, client in clients.items()}
    opened("02-CA")
    assert {who: _read(ask(client, write, None)) for who, client in clients.items()} == without


def _read(answer: Any) -> tuple[int, Any]:
    body = answer.json() if answer.content else None
    return answer.status_code, {key: value for key, value in (body or {}).items() if key != "request"}
