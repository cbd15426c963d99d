"""A program changes, voids and restores an entry of a register, by the version that it has read."""

import json
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.apps.registers.making import make_options
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast


@pytest.fixture
def entry(cast: Cast) -> DataEntry:
    make_options(OPTIONS)
    added = entries.create_entry(register="activities", unit=cast.units["03304"], values=LINE, by=cast.commune, at=AT)
    return DataEntry.objects.get(pk=str(added.answer["id"]))


@pytest.fixture
def machine(cast: Cast) -> Client:
    return program(make_token(cast.commune))


def address(entry: DataEntry, step: str = "") -> str:
    return f"/api/v1/registers/truyen-thong/entries/{entry.pk}{step}"


def write(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, path, json.dumps(body), content_type="application/json", headers=named)


def test_it_works(machine: Client, entry: DataEntry) -> None:
    read = machine.get(address(entry))
    before = read.json()["values"]
    changed = write(machine, "PATCH", address(entry), {"values": {"people": 50}}, If_Match=read["ETag"])
    assert (changed.status_code, changed["ETag"]) == (200, changed.json()["etag"])
    assert machine.get(address(entry)).json()["values"] == before | {"people": 50}, "what is not named stays"
    voided = write(machine, "POST", address(entry, "/void"), {"reason": "Ghi hai lần."}, If_Match=changed["ETag"])
    assert (voided.status_code, machine.get(address(entry)).json()["voided"]) == (200, True)
    refused = write(machine, "PATCH", address(entry), {"values": {"people": 60}}, If_Match=voided["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    restored = write(machine, "POST", address(entry, "/restore"), {}, If_Match=voided["ETag"])
    assert (restored.status_code, machine.get(address(entry)).json()["voided"]) == (200, False)
    events = Event.objects.filter(subject=f"activities:{entry.pk}").order_by("seq")
    assert [event.action for event in events] == ["entry.add", "entry.change", "entry.strike", "entry.restore"]
    assert all(event.body["detail"]["token"] for event in events[1:])


@pytest.mark.parametrize(("method", "step", "body"), [
    ("PATCH", "", {"values": {"people": 50}}), ("POST", "/void", {"reason": "Ghi hai lần."}), ("POST", "/restore", {}),
])  # fmt: skip
def test_the_version_is_required_and_compared(
    cast: Cast, machine: Client, entry: DataEntry, method: str, step: str, body: Any
) -> None:
    if step == "/restore":
        entries.void_entry(register="activities", entry=entry.pk, version=1, reason="Ghi nhầm.", by=cast.commune, at=AT)
    assert write(machine, method, address(entry, step), body).status_code == 428
    stale = write(machine, method, address(entry, step), body, If_Match='"0"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version-conflict")
    tried = write(machine, method, address(entry, f"{step}?dry_run=true"), body, If_Match="*")
    assert (tried.status_code, tried.json()["dry_run"], tried.json()["etag"]) == (200, True, None)
    first = write(machine, method, address(entry, step), body, If_Match=stale["ETag"], Idempotency_Key="k")
    assert first.status_code == 200, "a dry run has changed nothing"
    again = write(machine, method, address(entry, step), body, If_Match=stale["ETag"], Idempotency_Key="k")
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])


@pytest.mark.parametrize(("values", "pointer"), [
    ({"people": -1}, "/values/people"), ({"kind": "song"}, "/values/kind"), ({"title": None}, "/values/title"),
    ({"colour": "red"}, "/values/colour"), ({"title": "Họp với Lò Thị Inh"}, "/values/title"),
    ({"women": 90}, "/values/women"),
])  # fmt: skip
def test_what_is_wrong_is_told_by_field(machine: Client, entry: DataEntry, values: Any, pointer: str) -> None:
    before = DataEntry.objects.values().get()
    answer = write(machine, "PATCH", address(entry), {"values": values}, If_Match="*")
    assert (answer.status_code, answer.json()["code"]) == (422, "input-invalid")
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert DataEntry.objects.values().get() == before


@pytest.mark.parametrize("reason", ["", "   ", "Chị Lò Thị Inh ghi nhầm"])
def test_voiding_needs_a_reason_that_names_nobody(machine: Client, entry: DataEntry, reason: str) -> None:
    answer = write(machine, "POST", address(entry, "/void"), {"reason": reason}, If_Match="*")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reason")
    entry.refresh_from_db()
    assert not entry.voided


def test_an_entry_of_others_is_not_there(cast: Cast, entry: DataEntry) -> None:
    for who in (cast.other_commune, cast.outsider, cast.police):
        client = program(make_token(who))
        for method, step, body in (("PATCH", "", {"values": {}}), ("POST", "/void", {"reason": "x"})):
            assert write(client, method, address(entry, step), body, If_Match="*").status_code == 404, who
